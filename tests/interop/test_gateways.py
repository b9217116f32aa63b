"""Gateways in processes of their own, real games as players, and what can happen to all of them."""

from __future__ import annotations

import os
import signal
import time

import pytest

from engine import OK, Node, rpc
from engine.testing import SteppedTree
from nodes import WebSocketClient, WebSocketServer

SECRET = "sesame"
BOUND = 30.0
"""Seconds that anything may take; far more than it does."""


class Main(Node):
    """As player4.gd and player3.gd: what a player hears, and from whom."""

    def __init__(self):
        self.heard = []

    @rpc("any_peer")
    def do(self, order):
        raise AssertionError(order)

    @rpc("any_peer")
    def hear(self, what):
        self.heard.append((self.get_tree().get_rpc_sender_id(), what))

    @rpc
    def obey(self, what):
        raise AssertionError(what)

    @rpc("any_peer", "call_local")
    def shout(self, what):
        raise AssertionError(what)


class Player:
    """A player of ours, in a tree of its own, who comes again whenever its connection ends."""

    def __init__(self, world, port):
        self.tree, self.main, self.peer = SteppedTree(), Main(), WebSocketClient()
        self.tree.root.name = "root"
        self.tree.add(self.main, "Main")
        self.url = f"ws://127.0.0.1:{port}"
        self.ends, self.codes = 0, []
        self.peer.server_disconnected.connect(self.again)
        self.peer.connection_failed.connect(self.again)
        self.peer.server_close_request.connect(lambda code, reason: self.codes.append(code))
        self.connect()
        world.trees.append(self.tree)

    def connect(self):
        assert self.peer.connect_to_url(self.url, [], True) == OK
        self.tree.network_peer = self.peer

    def again(self):
        self.ends += 1
        self.tree.create_timer(0.3).timeout.connect(self.connect)

    @property
    def id(self):
        return self.tree.get_network_unique_id() if 1 in self.peers else 0

    @property
    def peers(self):
        return set(self.tree.get_network_connected_peers())


class World:
    """A room, its gateways and players, some of them in this process."""

    def __init__(self, tree, start, secret_file):
        self.tree, self._start, self._secret_file = tree, start, secret_file
        self.trees = []
        self.room = self.main = None

    def open_room(self, **settings):
        self.room, self.main = WebSocketServer(**settings), self.tree.add(Main(), "Main")
        assert self.room.listen_for_gateways(0, SECRET) == OK
        self.tree.network_peer = self.room
        return self.room.get_gateways_port()

    def gateway(self, room_port, port, workers=1):
        program = self._start(
            *("-m", "nodes.cluster", "gateway", "--room", f"ws://127.0.0.1:{room_port}", "--port", str(port)),
            *("--workers", str(workers), "--secret-file", str(self._secret_file)),
        )
        reached = f"Port {port}: the room is reached"
        self.until(lambda: program.lines.count(reached) == workers, program)
        return program

    def until(self, condition, *programs):
        __tracebackhide__ = True
        bound = time.monotonic() + BOUND
        while time.monotonic() < bound:
            for program in programs:
                program.read()
            if condition():
                return
            self.tree.poller.wait(0.005)
            for tree in (self.tree, *self.trees):
                tree.step()
        raise AssertionError("\n".join(["It did not happen.", *(program.report() for program in programs)]))

    def peers(self):
        return set(self.tree.get_network_connected_peers())


@pytest.fixture
def world(tree, troubled_python, tmp_path):
    file = tmp_path / "secret"
    file.write_text(f"{SECRET}\n")
    world = World(tree, troubled_python, file)
    yield world
    for each in world.trees:
        each.finish()


def ended(program):
    """Kill a program as kill -9 does."""
    program.send_signal(signal.SIGKILL)


def own_id(program):
    return int(program.wait_for_line(r"Connected as (\d+)")[1])


# -- Real games ---------------------------------------------------------------------------------------


def complaints(game):
    """Return what a game of Godot 3 or 4 has to say about packets."""
    return [line for line in game.errors if "_process_" in line or "acket" in line or "rpc" in line]


def play(world, games):
    """Let games meet, of which the second is at another gateway than the first; let one be sent away."""
    tree, main = world.tree, world.main
    ids = {own_id(game): game for game in games}
    world.until(lambda: world.peers() == set(ids), *games)
    for id, game in ids.items():
        for other in {1, *ids} - {id}:
            game.wait_for_line(f"Peer {other} is here, .*")
    main.rpc("hear", "all of you")
    for id, game in ids.items():
        game.wait_for_line("Heard all of you from 1")
        main.rpc_id(id, "hear", f"you, {id}")
        game.wait_for_line(f"Heard you, {id} from 1")
    first, second, *_ = ids
    main.rpc_id(first, "do", f"rpc_id({second}, 'hear', 'a word')")
    ids[second].wait_for_line(f"Heard a word from {first}")
    main.rpc_id(first, "do", "rpc('hear', 'everybody')")
    for id in set(ids) - {first}:
        ids[id].wait_for_line(f"Heard everybody from {first}")
    tree.wait_until(lambda: (first, "everybody") in main.heard)
    world.room.disconnect_peer(first, 4001, "out")
    ids[second].wait_for_line(f"Peer {first} is gone, .*")
    world.until(lambda: first not in world.peers(), *games)


@pytest.mark.parametrize("godot", ["GODOT3", "GODOT36"], indirect=True)
def test_games_of_godot_3_play_through_two_gateways(world, godot, free_port, other_free_port):
    room = world.open_room()
    ports = [free_port, other_free_port]
    for port in ports:
        world.gateway(room, port)
    games = [godot("player3.gd", URL=f"ws://127.0.0.1:{port}") for port in (*ports, ports[0])]
    play(world, games)
    assert not any(complaints(game) for game in games)


def test_games_of_godot_4_play_through_two_gateways(world, godot4, free_port, other_free_port):
    room = world.open_room(godot_versions=(4,))
    ports = [free_port, other_free_port]
    for port in ports:
        world.gateway(room, port)
    games = [godot4("player4.gd", URL=f"ws://127.0.0.1:{port}") for port in (*ports, ports[0])]
    play(world, games)
    assert not any(complaints(game) for game in games)


def test_games_of_both_play_through_two_gateways(world, godot, godot4, free_port, other_free_port):
    room = world.open_room(godot_versions=(3, 4))
    for port in (free_port, other_free_port):
        world.gateway(room, port)
    three, four = (godot, "player3.gd"), (godot4, "player4.gd")
    games = [
        start(script, URL=f"ws://127.0.0.1:{port}")
        for port, (start, script) in (
            *((free_port, three), (other_free_port, four)),
            *((free_port, four), (other_free_port, three)),
        )
    ]
    play(world, games)


# -- Faults -------------------------------------------------------------------------------------------


def test_the_players_of_a_gateway_that_is_killed_come_in_by_another(world, free_port):
    port = free_port
    workers = world.gateway(world.open_room(), port, workers=2)
    players = [Player(world, port) for _ in range(6)]
    world.until(lambda: all(len(player.peers) == 6 for player in players), workers)
    (child, *_) = children(workers)
    os.kill(child, signal.SIGKILL)
    world.until(lambda: any(player.ends for player in players) and len(world.peers()) == 6, workers)
    world.until(lambda: all(len(player.peers) == 6 for player in players), workers)
    assert all(player.peers == {1, *world.peers()} - {player.id} for player in players)
    world.until(lambda: len(workers.lines) == 3, workers)
    assert "was killed by signal 9; another begins." in workers.report()
    workers.send_signal(signal.SIGTERM)
    world.until(workers.has_ended, workers)
    assert workers.wait_for_end() == 0


def children(program):
    """Return the processes that a program has started."""
    pid = program._process.pid
    with open(f"/proc/{pid}/task/{pid}/children") as file:
        return [int(child) for child in file.read().split()]


def test_a_gateway_that_freezes_loses_its_players_and_sends_them_away_on_waking(
    world, free_port, other_free_port
):
    room = world.open_room()
    frozen, other = world.gateway(room, free_port), world.gateway(room, other_free_port)
    player, neighbour = Player(world, free_port), Player(world, other_free_port)
    world.until(lambda: len(world.peers()) == 2 and player.id and neighbour.id, frozen, other)
    id = player.id
    frozen.send_signal(signal.SIGSTOP)
    world.until(lambda: id not in world.peers(), other)
    world.until(lambda: neighbour.peers == {1}, other)
    world.main.rpc("hear", "still there")
    world.until(lambda: (1, "still there") in neighbour.main.heard, other)
    assert player.ends == 0
    frozen.send_signal(signal.SIGCONT)
    world.until(lambda: player.ends and len(world.peers()) == 2, frozen, other)
    assert player.codes == [1001]
    world.until(lambda: player.peers == {1, neighbour.id}, frozen, other)


def test_players_are_back_once_a_room_that_was_killed_is_there_again(
    world, free_port, other_free_port, troubled_python
):
    def open_room():
        room = troubled_python("tests/interop/programs/room.py", str(free_port))
        room.wait_for_line("Listening")
        return room

    room = open_room()
    gateway = world.gateway(free_port, other_free_port)
    players = [Player(world, other_free_port) for _ in range(2)]
    world.until(lambda: all(len(player.peers) == 2 for player in players), gateway, room)
    ended(room)
    world.until(lambda: all(player.ends for player in players), gateway)
    assert [player.codes for player in players] == [[1001], [1001]]
    room = open_room()
    world.until(lambda: all(len(player.peers) == 2 for player in players), gateway, room)
    players[0].main.rpc_id(1, "hear", "back")
    world.until(lambda: players[1].main.heard == [(1, f"back from {players[0].id}")], gateway, room)


# -- The command --------------------------------------------------------------------------------------


def test_a_gateway_that_cannot_listen_ends_with_all_its_like(world, python, tree, free_port, troubled_python):
    room = world.open_room()
    server = tree.add(WebSocketServer())
    assert server.listen(free_port) == OK
    program = world._start(
        *("-m", "nodes.cluster", "gateway", "--room", f"ws://127.0.0.1:{room}", "--port", str(free_port)),
        *("--workers", "3", "--secret-file", str(world._secret_file)),
    )
    assert program.wait_for_end() == 1
    assert "cannot be used: Address already in use" in program.report()
