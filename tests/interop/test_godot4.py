"""Games of Godot 4 at the other end, and games of Godot 3 and 4 at one port.

Godot runs `programs/player4.gd` and `player3.gd`; `Main` below is the same in Python.
"""

from __future__ import annotations

import re

import pytest

from engine import ERR_INVALID_PARAMETER, ERR_METHOD_NOT_FOUND, OK, Node, SceneMultiplayer, bytes_to_var, rpc
from nodes import TLSOptions, WebSocketMultiplayerPeer, WebSocketPeer, WebSocketServer


class Main(Node):
    def __init__(self):
        self.heard, self.obeyed, self.shouted = [], [], []

    def from_whom(self, what):
        return self.multiplayer.get_remote_sender_id(), what

    @rpc("any_peer")
    def do(self, order):
        raise AssertionError(order)

    @rpc("any_peer")
    def hear(self, what):
        self.heard.append(self.from_whom(what))

    @rpc
    def obey(self, what):
        self.obeyed.append(self.from_whom(what))

    @rpc("any_peer", "call_local")
    def shout(self, what):
        self.shouted.append(self.from_whom(what))


@pytest.fixture
def main(tree):
    return tree.add(Main(), "Main")


def deep_below(node, depth):
    """Add as many nodes of its kind below each other; return the last."""
    for number in range(depth):
        child = type(node)()
        child.name = f"Deep{number}"
        node.add_child(child)
        node = child
    return node


@pytest.fixture
def listening(tree, main):
    """`listening(3, 4)` is a server for games of these versions."""

    def listen(*versions):
        server = WebSocketMultiplayerPeer()
        server.godot_versions = versions
        assert server.create_server(0) == OK
        tree.multiplayer.multiplayer_peer = server
        return server, f"ws://127.0.0.1:{server.get_listening_port()}"

    return listen


def own_id(program):
    return int(program.wait_for_line(r"Connected as (\d+)")[1])


@pytest.fixture
def joined(tree, godot4, free_port, main):
    """`joined(ALONE=1)` is a server of Godot 4, started so, which we have joined, and our peer."""

    def join(**environment):
        game = godot4("player4.gd", PORT=free_port, **environment)
        game.wait_for_line("Listening")
        client = WebSocketMultiplayerPeer()
        assert client.create_client(f"ws://127.0.0.1:{free_port}") == OK
        tree.multiplayer.multiplayer_peer = client
        game.url = f"ws://127.0.0.1:{free_port}"
        return game, client

    return join


# -- Games come to a server of ours -----------------------------------------------------------------


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


def two_games(tree, godot4, url):
    """Start two games, and return them by their ids, once they know of each other."""
    games = [godot4("player4.gd", URL=url) for _ in range(2)]
    ids = [own_id(game) for game in games]
    for game, other in zip(games, reversed(ids), strict=True):
        game.wait_for_line(f"Peer {other} is here, .*")
    return dict(zip(ids, games, strict=True))


def heard(game):
    return [line.removeprefix("Heard ") for line in game.lines if line.startswith("Heard ")]


def test_calls_go_to_whom_they_are_for(tree, godot4, main, listening):
    _, url = listening(4)
    games = two_games(tree, godot4, url)
    a, b = games
    main.hear.rpc_id(a, "one")
    main.hear.rpc_id(-a, "rest")
    for target in (1, b, -1, -b):
        main.do.rpc_id(a, f"rpc_id({target}, 'hear', '{target}')")
    main.do.rpc_id(a, "rpc('hear', 'all')")
    main.hear.rpc_id(a, "end")
    games[a].wait_for_line("Heard end from 1")
    games[b].wait_for_line(f"Heard all from {a}")
    tree.wait_until(lambda: (a, "all") in main.heard)
    assert heard(games[a]) == ["one from 1", "end from 1"]
    assert heard(games[b]) == ["rest from 1", f"{b} from {a}", f"-1 from {a}", f"all from {a}"]
    assert main.heard == [(a, "1"), (a, str(-b)), (a, "all")]
    main.shout.rpc("hey")
    main.do.rpc_id(b, "rpc('shout', 'ho')")
    for game in games.values():
        game.wait_for_line("Shouted hey from 1")
        game.wait_for_line(f"Shouted ho from {b}")
    assert main.shouted == [(1, "hey"), (b, "ho")]


def test_what_is_the_authoritys_to_call_nobody_else_calls(tree, godot4, main, listening, caplog):
    _, url = listening(4)
    games = two_games(tree, godot4, url)
    a, b = games
    main.obey.rpc("1")
    for game in games.values():
        game.wait_for_line("Obeyed 1 from 1")
    main.do.rpc_id(a, "rpc('obey', 'refused')")
    tree.wait_until(lambda: f"Peer {a} called 'obey'" in caplog.text)
    games[b].wait_until(lambda: "RPC 'obey' is not allowed" in "".join(games[b].errors), "its refusal")
    main.set_multiplayer_authority(a)
    main.do.rpc(f"set_multiplayer_authority({a})")
    main.do.rpc_id(a, "rpc('obey', 'mine')")
    tree.wait_until(lambda: main.obeyed)
    games[b].wait_for_line(f"Obeyed mine from {a}")
    main.obey.rpc("no more")
    for game in games.values():
        game.wait_until(lambda game=game: " from: 1. " in "".join(game.errors), "its refusal")
    assert main.obeyed == [(a, "mine")]
    assert not [line for game in games.values() for line in game.lines if "no more" in line]


def test_a_game_of_godot_4_hears_what_is_said_before_it_is_sent_away(tree, godot4, main, listening):
    server, url = listening(4)
    game = godot4("player4.gd", URL=url)
    id = own_id(game)
    tree.wait_until(lambda: tree.multiplayer.get_peers() == [id])
    main.rpc_id(id, "hear", "farewell")
    server.get_peer(id).close(4000, "off you go")
    game.wait_for_line("The server is gone")
    assert "Heard farewell from 1" in game.lines


def stop(tree, server):
    server.close()


def drop(tree, server):
    tree.multiplayer.disconnect_peer(*tree.multiplayer.get_peers())


@pytest.mark.parametrize("end", [stop, drop])
def test_a_game_hears_the_last_words_of_a_server_however_it_ends(tree, godot4, main, listening, end):
    server, url = listening(3, 4)
    game = godot4("player4.gd", URL=url)
    own_id(game)
    tree.wait_until(tree.multiplayer.get_peers)
    main.rpc("hear", "first")
    game.wait_for_line("Heard first from 1")

    def say_and_end():
        main.rpc("hear", "last")
        end(tree, server)

    tree.message_queue.push(None, say_and_end, (), "the end")
    game.wait_for_line("The server is gone")
    assert "Heard last from 1" in game.lines


def test_a_game_hears_the_last_words_of_a_program_that_quits(tree, godot4, python):
    server = python("tests/interop/programs/farewell_4.py")
    port = server.wait_for_line(r"Listening on (\d+)")[1]
    game = godot4("player4.gd", URL=f"ws://127.0.0.1:{port}", FIRST="rpc_id(1, 'do', 'finish')")
    assert server.wait_for_end() == 0
    game.wait_for_line("The server is gone")
    assert [line for line in game.lines if line.startswith("Heard")] == [
        f"Heard {number} from 1" for number in range(50)
    ]


def test_big_packets_and_many_of_them_come_whole_and_in_order(tree, godot4, main, listening, caplog):
    _, url = listening(4)
    game = godot4("player4.gd", URL=url)
    id = own_id(game)
    tree.wait_until(lambda: tree.multiplayer.get_peers() == [id])
    for size in (1, 60000, 65534):
        tree.multiplayer.send_bytes(bytes(size), id)
        game.wait_for_line(f"{size} bytes from 1")
    for number in range(2000):
        main.rpc_id(id, "hear", number)
    game.wait_for_line("Heard 1999 from 1")
    heard = [line for line in game.lines if line.startswith("Heard")]
    assert heard == [f"Heard {number} from 1" for number in range(2000)]
    main.rpc_id(id, "do", "send_many(2000, 1)")
    tree.wait_until(lambda: len(main.heard) == 2000)
    assert main.heard == [(id, number) for number in range(2000)]
    tree.multiplayer.send_bytes(bytes(65535), id)
    game.wait_for_line("The server is gone")
    assert "`inbound_buffer_size`" in caplog.text


def test_a_game_comes_back_and_is_somebody_else(tree, godot4, main, listening):
    _, url = listening(3, 4)
    game = godot4("player4.gd", URL=url)
    first = own_id(game)
    tree.wait_until(lambda: tree.multiplayer.get_peers() == [first])
    main.rpc("hear", "you")
    game.wait_for_line("Heard you from 1")
    main.rpc_id(first, "do", "again()")
    tree.wait_until(lambda: tree.multiplayer.get_peers() not in ([first], []))
    (second,) = tree.multiplayer.get_peers()
    assert second != first
    main.rpc("hear", "again")
    game.wait_for_line("Heard again from 1")


def test_nodes_deep_below_are_found_also_by_those_who_come_late(tree, godot4, main, listening):
    _, url = listening(4)
    at = deep_below(main, 20)
    games = [godot4("player4.gd", URL=url, DEPTH=20)]
    own_id(games[0])
    tree.wait_until(lambda: len(tree.multiplayer.get_peers()) == 1)
    for number in range(3):
        at.rpc("hear", number)
        games[0].wait_for_line(f"Heard {number} from 1")
    games.append(godot4("player4.gd", URL=url, DEPTH=20))
    late = own_id(games[1])
    tree.wait_until(lambda: len(tree.multiplayer.get_peers()) == 2)
    at.rpc("hear", "all")
    for game in games:
        game.wait_for_line("Heard all from 1")
    at.rpc_id(late, "do", "rpc('hear', 'up')")
    tree.wait_until(lambda: at.heard == [(late, "up")])


class Other(Node):
    """Has declared less than the game has."""

    @rpc("any_peer")
    def hear(self, what):
        raise AssertionError(what)


def test_where_the_methods_differ_nobody_calls_the_wrong_one_and_the_log_says_so(
    tree, godot4, main, listening, caplog
):
    main.free()
    other = tree.add(Other(), "Main")
    _, url = listening(4)
    game = godot4("player4.gd", URL=url, FIRST="rpc('do', 'print(1)')")
    own_id(game)
    tree.wait_until(lambda: "declared other methods" in caplog.text)
    other.rpc("hear", "nothing")
    tree.step(20)
    assert not [line for line in game.lines if line.startswith(("Heard", "No order"))]
    assert "ours are hear" in caplog.text


def test_without_relay_games_are_alone_with_the_server(tree, godot4, main, listening):
    _, url = listening(4)
    tree.multiplayer.server_relay = False
    games = [godot4("player4.gd", URL=url) for _ in range(2)]
    ids = [own_id(game) for game in games]
    tree.wait_until(lambda: len(tree.multiplayer.get_peers()) == 2)
    main.rpc("hear", "all")
    for game in games:
        game.wait_for_line("Heard all from 1")
        assert len([line for line in game.lines if line.startswith("Peer")]) == 1
    main.rpc_id(ids[0], "do", "rpc('hear', 'server')")
    tree.wait_until(lambda: main.heard == [(ids[0], "server")])


def test_a_game_trusts_the_certificate_of_a_server(tree, godot4, main, certificate):
    server = WebSocketMultiplayerPeer()
    own = TLSOptions.server(certificate.key, certificate.certificate)
    assert server.create_server(0, "*", own) == OK
    tree.multiplayer.multiplayer_peer = server
    url = f"wss://localhost:{server.get_listening_port()}"
    game = godot4("player4.gd", URL=url, TRUST=certificate.certificate)
    own_id(game)
    tree.wait_until(tree.multiplayer.get_peers)
    main.rpc("hear", "safely")
    game.wait_for_line("Heard safely from 1")
    stranger = godot4("player4.gd", URL=url)
    stranger.wait_for_line("Failed")


def ask_for(tree, word):
    """Let only those in who say a word, and say it to them."""
    api = tree.multiplayer

    def judge(id, data):
        if data == word:
            api.complete_auth(id)

    api.auth_callback = judge
    api.peer_authenticating.connect(lambda id: api.send_auth(id, word))
    return tree.watch(api.peer_authentication_failed)


@pytest.mark.parametrize("versions", [(4,), (3, 4)], ids=str)
def test_a_game_that_says_the_word_is_let_in_and_one_that_says_another_is_not(
    tree, godot4, main, listening, versions
):
    _, url = listening(*versions)
    failed = ask_for(tree, b"friend")
    game = godot4("player4.gd", URL=url, ASKS="friend")
    id = own_id(game)
    game.wait_for_line("1 said it")
    main.rpc("hear", "welcome")
    game.wait_for_line("Heard welcome from 1")
    assert failed.emissions == []
    tree.multiplayer.auth_timeout = 0.5
    stranger = godot4("player4.gd", URL=url, ASKS="foe")
    stranger.wait_for_line("1 was not let in")
    stranger.wait_for_line("The server is gone")
    assert len(failed.emissions) == 1
    assert tree.multiplayer.get_peers() == [id]


def test_a_game_may_be_refused_as_soon_as_it_has_said_the_word(tree, godot4, main, listening):
    _, url = listening(4)
    api = tree.multiplayer
    failed = ask_for(tree, b"friend")
    let_in = api.auth_callback
    api.auth_callback = lambda id, data: (let_in if data == b"friend" else refuse)(id, data)

    def refuse(id, data):
        api.disconnect_peer(id)

    stranger = godot4("player4.gd", URL=url, ASKS="foe")
    stranger.wait_for_line("1 was not let in")
    stranger.wait_for_line("The server is gone")
    assert (api.get_authenticating_peers(), failed.emissions) == ([], [])
    own_id(godot4("player4.gd", URL=url, ASKS="friend"))


def test_who_is_disconnected_knows_and_so_do_the_others(tree, godot4, main, listening):
    server, url = listening(4)
    games = [godot4("player4.gd", URL=url) for _ in range(2)]
    gone, stays = map(own_id, games)
    tree.wait_until(lambda: len(tree.multiplayer.get_peers()) == 2)
    games[1].wait_for_line(f"Peer {gone} is here, .*")
    tree.multiplayer.disconnect_peer(gone)
    games[0].wait_for_line("The server is gone")
    games[1].wait_for_line(rf"Peer {gone} is gone, \[1\]")
    assert tree.multiplayer.get_peers() == [stays]
    lost = tree.watch(tree.multiplayer.server_disconnected)
    server.close()
    games[1].wait_for_line("The server is gone")
    assert (lost.emissions, tree.multiplayer.get_peers()) == ([()], [])


# -- We come to a server of Godot 4 -----------------------------------------------------------------


def test_a_client_calls_a_server_of_godot_4_and_another_client_through_it(tree, godot4, free_port, main):
    game = godot4("player4.gd", PORT=free_port)
    game.wait_for_line("Listening")
    client = WebSocketMultiplayerPeer()
    assert client.create_client(f"ws://127.0.0.1:{free_port}") == OK
    tree.multiplayer.multiplayer_peer = client
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


def test_calls_of_ours_go_to_whom_they_are_for(tree, godot4, joined, main):
    game, client = joined()
    other = godot4("player4.gd", URL=game.url)
    id = own_id(other)
    tree.wait_until(lambda: tree.multiplayer.get_peers() == [1, id])
    me = client.get_unique_id()
    for target in (1, id, -1, -id):
        assert main.hear.rpc_id(target, str(target)) == OK
    main.shout.rpc("hey")
    game.wait_for_line(f"Shouted hey from {me}")
    other.wait_for_line(f"Shouted hey from {me}")
    assert main.shouted == [(me, "hey")]
    assert heard(game) == [f"1 from {me}", f"{-id} from {me}"]
    assert heard(other) == [f"{id} from {me}", f"-1 from {me}"]
    for program in (game, other):
        main.do.rpc_id(1 if program is game else id, f"rpc_id({me}, 'hear', 'you')")
    tree.wait_until(lambda: len(main.heard) == 2)
    main.do.rpc_id(id, f"rpc_id(-{me}, 'hear', 'not you')")
    game.wait_for_line(f"Heard not you from {id}")
    assert sorted(main.heard) == [(1, "you"), (id, "you")]


def test_what_is_the_authoritys_to_call_we_call_if_we_are_it(tree, joined, main, caplog):
    game, client = joined()
    tree.wait_until(lambda: tree.multiplayer.get_peers() == [1])
    me = client.get_unique_id()
    main.obey.rpc("refused")
    game.wait_until(lambda: f" from: {me}. " in "".join(game.errors), "its refusal")
    main.do.rpc_id(1, "rpc('obey', 'server')")
    tree.wait_until(lambda: main.obeyed == [(1, "server")])
    main.do.rpc_id(1, f"set_multiplayer_authority({me})")
    main.set_multiplayer_authority(me)
    main.obey.rpc("mine")
    game.wait_for_line(f"Obeyed mine from {me}")
    main.do.rpc_id(1, "rpc('obey', 'no more')")
    tree.wait_until(lambda: "Peer 1 called 'obey'" in caplog.text)
    assert main.obeyed == [(1, "server")]
    assert "Obeyed refused" not in "".join(game.lines)


@pytest.mark.parametrize(
    "order",
    [
        "multiplayer.disconnect_peer({id})",
        "peer.disconnect_peer({id})",
        "peer.get_peer({id}).close(4001, 'off')",
        "peer.close()",
    ],
)
def test_who_is_sent_away_by_a_server_of_godot_4_is_told_and_comes_again(tree, joined, main, order):
    game, client = joined()
    api, told = tree.multiplayer, []
    for signal in (api.connected_to_server, api.peer_connected, api.peer_disconnected):
        signal.connect(lambda *ids, name=signal.name: told.append((name, *ids)))
    api.server_disconnected.connect(lambda: told.append(("server_disconnected", api.get_peers())))
    tree.wait_until(api.get_peers)
    first = client.get_unique_id()
    main.do.rpc_id(1, order.format(id=first))
    tree.wait_until(lambda: len(told) == 4)
    joining = [("connected_to_server",), ("peer_connected", 1)]
    assert told == [*joining, ("peer_disconnected", 1), ("server_disconnected", [])]
    assert (client.get_connection_status(), client.get_unique_id()) == (0, 0)
    if order == "peer.close()":
        return
    assert client.create_client(game.url) == OK
    tree.wait_until(api.get_peers)
    assert told[4:] == joining
    assert client.get_unique_id() != first
    main.hear.rpc_id(1, "again")
    game.wait_for_line(f"Heard again from {client.get_unique_id()}")


def test_with_a_server_of_godot_4_that_relays_nothing_we_are_alone(tree, godot4, joined, main):
    game, client = joined(ALONE=1)
    other = godot4("player4.gd", URL=game.url)
    id = own_id(other)
    game.wait_for_line(f"Peer {id} is here, .*")
    main.hear.rpc("all")
    game.wait_for_line(f"Heard all from {client.get_unique_id()}")
    assert tree.multiplayer.get_peers() == [1]
    assert main.hear.rpc_id(id, "nobody") == ERR_INVALID_PARAMETER
    assert heard(other) == []


def test_who_wants_no_relay_knows_the_server_alone(tree, godot4, joined, main, caplog):
    tree.multiplayer.server_relay = False
    game, client = joined()
    tree.wait_until(tree.multiplayer.get_peers)
    own_id(godot4("player4.gd", URL=game.url))
    tree.wait_until(lambda: "`server_relay` is off" in caplog.text)
    assert tree.multiplayer.get_peers() == [1]
    main.hear.rpc("all")
    game.wait_for_line(f"Heard all from {client.get_unique_id()}")


def test_our_big_packets_and_many_of_them_come_whole_and_in_order(tree, joined, main):
    game, client = joined()
    tree.wait_until(tree.multiplayer.get_peers)
    me = client.get_unique_id()
    for size in (1, 60000, 65534):
        tree.multiplayer.send_bytes(bytes(size), 1)
        game.wait_for_line(f"{size} bytes from {me}")
    for number in range(2000):
        main.hear.rpc_id(1, number)
    game.wait_for_line(f"Heard 1999 from {me}")
    assert heard(game) == [f"{number} from {me}" for number in range(2000)]
    main.do.rpc_id(1, f"send_many(2000, {me})")
    tree.wait_until(lambda: len(main.heard) == 2000)
    assert main.heard == [(1, number) for number in range(2000)]


def test_a_server_of_godot_4_finds_nodes_deep_below_and_calls_on_them(tree, joined, main):
    game, client = joined(DEPTH=20)
    at = deep_below(main, 20)
    tree.wait_until(tree.multiplayer.get_peers)
    for number in range(3):
        at.hear.rpc(number)
        game.wait_for_line(f"Heard {number} from {client.get_unique_id()}")
    main.do.rpc_id(1, f"get_node('{main.get_path_to(at)}').rpc('hear', 'down')")
    tree.wait_until(lambda: at.heard == [(1, "down")])


def test_where_a_server_of_godot_4_has_other_methods_it_is_not_called(tree, joined, main, caplog):
    main.free()
    other = tree.add(Other(), "Main")
    game, _ = joined()
    tree.wait_until(tree.multiplayer.get_peers)
    other.hear.rpc("asked with the announcement")
    tree.wait_until(lambda: "declared other methods" in caplog.text)
    assert other.hear.rpc("nothing") == ERR_METHOD_NOT_FOUND
    tree.step(20)
    assert heard(game) == []
    assert "ours are hear" in caplog.text


def test_a_server_of_godot_4_hears_the_last_words_of_a_client_that_closes(tree, godot4, free_port, main):
    game = godot4("player4.gd", PORT=free_port)
    game.wait_for_line("Listening")
    client = WebSocketMultiplayerPeer()
    assert client.create_client(f"ws://127.0.0.1:{free_port}") == OK
    tree.multiplayer.multiplayer_peer = client
    tree.wait_until(lambda: tree.multiplayer.get_peers() == [1])
    id = client.get_unique_id()

    def say_and_end():
        main.rpc("hear", "last")
        client.close()

    tree.message_queue.push(None, say_and_end, (), "the end")
    game.wait_for_line(rf"Peer {id} is gone, \[\]")
    assert f"Heard last from {id}" in game.lines


def test_a_client_says_the_word_to_a_server_of_godot_4(tree, godot4, free_port, main):
    game = godot4("player4.gd", PORT=free_port, ASKS="friend")
    game.wait_for_line("Listening")
    ask_for(tree, b"friend")
    client = WebSocketMultiplayerPeer()
    assert client.create_client(f"ws://127.0.0.1:{free_port}") == OK
    tree.multiplayer.multiplayer_peer = client
    tree.wait_until(lambda: tree.multiplayer.get_peers() == [1])
    main.rpc_id(1, "hear", "me")
    game.wait_for_line(f"Heard me from {client.get_unique_id()}")


def test_a_client_that_says_another_word_is_not_let_in(tree, joined, main):
    failed = ask_for(tree, b"foe")
    lost = tree.watch(tree.multiplayer.server_disconnected)
    game, _ = joined(ASKS="friend", PATIENCE=0.5)
    game.wait_for_line(r"\d+ was not let in")
    tree.wait_until(lambda: lost.emissions)
    assert (failed.emissions, tree.multiplayer.get_peers()) == ([(1,)], [])


def test_a_client_gives_up_whom_it_does_not_let_in(tree, joined, main):
    failed = ask_for(tree, b"foe")
    tree.multiplayer.auth_timeout = 0.3
    game, _ = joined(ASKS="friend")
    game.wait_for_line(r"\d+ was not let in")
    assert failed.emissions == [(1,)]


def test_a_client_that_takes_its_time_to_say_the_word_is_let_in(tree, joined, main):
    api, asked = tree.multiplayer, []
    api.auth_callback = lambda id, data: asked.append((id, data))
    game, client = joined(ASKS="friend")
    tree.wait_until(lambda: asked == [(1, b"friend")])
    tree.step(30)
    assert api.get_peers() == []
    assert api.send_auth(1, b"friend") == api.complete_auth(1) == OK
    tree.wait_until(lambda: api.get_peers() == [1])
    main.hear.rpc("in")
    game.wait_for_line(f"Heard in from {client.get_unique_id()}")


# -- Branches, and both kinds ------------------------------------------------------------------------


class Asked(Node):
    def __init__(self):
        self.heard = []

    @rpc("any_peer")
    def ask(self, what):
        self.hear.rpc_id(self.multiplayer.get_remote_sender_id(), what + "!")

    @rpc("any_peer")
    def hear(self, what):
        self.heard.append((self.multiplayer.get_remote_sender_id(), what))


@pytest.fixture
def branches(tree):
    """The nodes of `branches4.gd`; the branch is somewhere else here, as paths in packets begin in it."""
    room = SceneMultiplayer()
    tree.set_multiplayer(room, "/root/Elsewhere")
    main, elsewhere = tree.add(Asked(), "Main"), tree.add(Asked(), "Elsewhere")
    table = Asked()
    table.name = "Table"
    elsewhere.add_child(table)
    assert main.multiplayer is tree.multiplayer
    assert elsewhere.multiplayer is table.multiplayer is room
    return main, table


@pytest.mark.parametrize("is_server", [True, False], ids=["server", "client"])
def test_a_branch_has_connections_of_its_own_with_a_program_whose_branch_has_them(
    tree, godot4, branches, is_server, free_port, other_free_port
):
    peers = [WebSocketMultiplayerPeer(), WebSocketMultiplayerPeer()]
    if is_server:
        assert [peer.create_server(0) for peer in peers] == [OK, OK]
        urls = [f"ws://127.0.0.1:{peer.get_listening_port()}" for peer in peers]
        game = godot4("branches4.gd", URL=urls[0], ROOM_URL=urls[1])
    else:
        ports = (free_port, other_free_port)
        game = godot4("branches4.gd", PORT=ports[0], ROOM_PORT=ports[1])
        for name in ("Main", "Room"):
            game.wait_for_line(f"{name} listens")
        for peer, port in zip(peers, ports, strict=True):
            assert peer.create_client(f"ws://127.0.0.1:{port}") == OK
    for node, peer in zip(branches, peers, strict=True):
        node.multiplayer.multiplayer_peer = peer
    tree.wait_until(lambda: all(node.multiplayer.get_peers() for node in branches))
    for node in branches:
        ((other),) = node.multiplayer.get_peers()
        node.ask.rpc(node.name)
        tree.wait_until(lambda node=node, other=other: node.heard == [(other, f"{node.name}!")])
        node.hear.rpc_id(other, "you")
        game.wait_for_line(f"{node.name} heard you from {node.multiplayer.get_unique_id()}")
    assert not game.errors
    for node in branches:
        node.multiplayer.multiplayer_peer = None


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


# -- Without a multiplayer API ---------------------------------------------------------------------


def test_a_peer_of_godot_4_that_stands_alone_talks_with_our_server(tree, godot4):
    server = tree.add(WebSocketServer())
    assert server.listen(0, ["chat"]) == OK
    came, closes = tree.watch(server.client_connected), tree.watch(server.client_close_request)
    game = godot4("raw4.gd", URL=f"ws://127.0.0.1:{server.get_listening_port()}/x", CLOSE=2)
    game.wait_for_line("Open, chat")
    tree.wait_until(
        lambda: came.emissions and server.get_peer(came.emissions[0][0]).get_available_packet_count()
    )
    ((id, protocol),) = came.emissions
    peer = server.get_peer(id)
    assert protocol == "chat"
    assert (peer.get_packet().get_string_from_utf8(), peer.was_string_packet()) == ("héllo", True)
    tree.wait_until(peer.get_available_packet_count)
    assert bytes_to_var(peer.get_packet()) == [1, "two"]
    peer.put_packet(b"\1\2")
    game.wait_for_line("Bytes 0102")
    peer.send_text("bye")
    game.wait_for_line("Text bye")
    tree.wait_until(lambda: closes.emissions)
    assert closes.emissions == [(id, 4000, "enough")]
    game.wait_for_line("Closed: 4000 enough")


def test_our_peer_that_stands_alone_talks_with_one_of_godot_4(tree, godot4, free_port):
    game = godot4("raw4.gd", PORT=free_port)
    game.wait_for_line("Listening")
    peer = WebSocketPeer()
    peer.supported_protocols = ["chat"]
    assert peer.connect_to_url(f"ws://127.0.0.1:{free_port}") == OK

    def polled(condition):
        tree.wait_until(lambda: (peer.poll(), condition())[1])

    polled(lambda: peer.get_ready_state() == WebSocketPeer.STATE_OPEN)
    assert peer.get_selected_protocol() == "chat"
    assert peer.send_text("héllo") == peer.send(bytes(60000)) == OK
    polled(lambda: peer.get_available_packet_count() == 2)
    assert (peer.get_packet().get_string_from_utf8(), peer.was_string_packet()) == ("héllo", True)
    assert (peer.get_packet(), peer.was_string_packet()) == (bytes(60000), False)
    assert peer.get_close_code() == -1
    peer.close(4001, "off")
    polled(lambda: peer.get_ready_state() == WebSocketPeer.STATE_CLOSED)
    assert peer.get_close_code() == 4001
    game.wait_for_line("Closed: 4001 off")
    assert not game.errors


def test_a_peer_of_godot_4_hears_the_last_words_of_our_server(tree, godot4):
    server = tree.add(WebSocketServer(godot_versions=(4,)))
    assert server.listen(0, ["chat"]) == OK
    came = tree.watch(server.client_connected)
    game = godot4("raw4.gd", URL=f"ws://127.0.0.1:{server.get_listening_port()}")
    tree.wait_until(lambda: came.emissions)
    ((id, _),) = came.emissions

    def say_and_close():
        server.get_peer(id).send_text("farewell")
        server.disconnect_peer(id, 4000, "off")

    tree.message_queue.push(None, say_and_close, (), "the end")
    game.wait_for_line("Closed: 4000 off")
    assert "Text farewell" in game.lines


def test_a_server_of_godot_4_hears_the_last_words_of_our_peer(tree, godot4, free_port):
    game = godot4("raw4.gd", PORT=free_port)
    game.wait_for_line("Listening")
    peer = WebSocketPeer()
    peer.supported_protocols = ["chat"]
    assert peer.connect_to_url(f"ws://127.0.0.1:{free_port}") == OK
    tree.wait_until(lambda: (peer.poll(), peer.get_ready_state() == WebSocketPeer.STATE_OPEN)[1])
    peer.send_text("farewell")
    peer.close()
    tree.wait_until(lambda: (peer.poll(), peer.get_ready_state() == WebSocketPeer.STATE_CLOSED)[1])
    game.wait_for_line("Closed: 1000 ")
    assert "Text farewell" in game.lines
