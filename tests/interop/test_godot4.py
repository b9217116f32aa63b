"""Games of Godot 4 at the other end, and games of Godot 3 and 4 at one port.

Godot runs `programs/player4.gd` and `player3.gd`; `Main` below is the same in Python.
"""

from __future__ import annotations

import re

import pytest

from engine import OK, Node, remote
from nodes import WebSocketClient, WebSocketServer


class Main(Node):
    def __init__(self):
        self.heard = []

    @remote
    def do(self, order):
        raise AssertionError(order)

    @remote
    def hear(self, what):
        self.heard.append((self.get_tree().get_rpc_sender_id(), what))


@pytest.fixture
def main(tree):
    return tree.add(Main(), "Main")


@pytest.fixture
def listening(tree, main):
    """`listening(3, 4)` is a server for games of these versions."""

    def listen(*versions):
        server = WebSocketServer(godot_versions=versions)
        assert server.listen(0, [], True) == OK
        tree.network_peer = server
        return server, f"ws://127.0.0.1:{server.get_listening_port()}"

    return listen


def own_id(program):
    return int(program.wait_for_line(r"Connected as (\d+)")[1])


@pytest.mark.parametrize("versions", [(4,), (3, 4)], ids=str)
def test_a_game_of_godot_4_joins_calls_is_called_and_leaves(tree, godot4, main, listening, versions):
    _, url = listening(*versions)
    game = godot4("player4.gd", URL=url)
    id = own_id(game)
    tree.wait_until(lambda: tree.get_network_connected_peers() == [id])
    game.wait_for_line(r"Peer 1 is here, \[1\]")
    for number in range(3):
        main.rpc("hear", number)
    game.wait_for_line("Heard 2 from 1")
    main.rpc_id(id, "do", "rpc('hear', 'me')")
    tree.wait_until(lambda: main.heard == [(id, "me")])
    main.rpc_id(id, "do", "multiplayer.multiplayer_peer.close()")
    game.wait_for_line("The server is gone")
    tree.wait_until(lambda: tree.get_network_connected_peers() == [])
    assert not game.errors


def test_a_client_calls_a_server_of_godot_4_and_another_client_through_it(tree, godot4, free_port, main):
    game = godot4("player4.gd", PORT=free_port)
    game.wait_for_line("Listening")
    client = WebSocketClient(godot_versions=(4,))
    assert client.connect_to_url(f"ws://127.0.0.1:{free_port}", [], True) == OK
    tree.network_peer = client
    tree.wait_until(lambda: tree.get_network_connected_peers() == [1])
    other = godot4("player4.gd", URL=f"ws://127.0.0.1:{free_port}")
    id = own_id(other)
    tree.wait_until(lambda: tree.get_network_connected_peers() == [1, id])
    main.rpc("hear", "all")
    for program in (game, other):
        program.wait_for_line(f"Heard all from {tree.get_network_unique_id()}")
    for to in (1, id):
        main.rpc_id(to, "do", "rpc('hear', 'it')")
        tree.wait_until(lambda to=to: main.heard == [(to, "it")])
        main.heard.clear()
    game.kill()
    tree.wait_until(lambda: tree.get_network_connected_peers() == [])
    assert not client.get_unique_id()


@pytest.mark.parametrize("godot", ["GODOT3", "GODOT36"], indirect=True)
def test_games_of_godot_3_and_4_at_one_port_all_call_each_other(tree, godot, godot4, main, listening):
    _, url = listening(3, 4)
    programs = {}
    for start, script in ((godot, "player3.gd"), (godot4, "player4.gd")) * 2:
        program = start(script, URL=url)
        programs[own_id(program)] = program
    tree.wait_until(lambda: len(tree.get_network_connected_peers()) == 4)
    for id, program in programs.items():
        others = {1, *programs} - {id}
        for other in others:
            program.wait_for_line(rf"Peer {other} is here, .*")
        main.rpc_id(id, "do", f"rpc('hear', 'all of {id}')")
        for other in others - {1}:
            main.rpc_id(id, "do", f"rpc_id({other}, 'hear', 'you of {id}')")
        tree.wait_until(lambda id=id: (id, f"all of {id}") in main.heard)
        for other in others - {1}:
            programs[other].wait_for_line(f"Heard all of {id} from {id}")
            programs[other].wait_for_line(f"Heard you of {id} from {id}")
    assert len(main.heard) == 4
    leaving = next(iter(programs))
    programs.pop(leaving).kill()
    for program in programs.values():
        program.wait_for_line(rf"Peer {leaving} is gone, .*")
        assert sum(bool(re.match("Heard", line)) for line in program.lines) == 6
