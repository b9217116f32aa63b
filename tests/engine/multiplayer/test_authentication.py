"""Who is let in, by the names of Godot 4: with the real one, tests/interop/test_godot4.py."""

from math import inf

import pytest

from engine import ERR_FILE_CANT_WRITE, ERR_INVALID_DATA, ERR_INVALID_PARAMETER, OK, Node, remote
from engine.multiplayer.authentication import Authentication
from engine.testing import FakeClock, MemoryMultiplayer, SteppedTree


class Room(Node):
    def __init__(self):
        self.heard = []

    @remote
    def hear(self, what):
        self.heard.append(what)


class Door:
    """A server, 1, and a client, 2, which both ask who the other is, and what they told."""

    def __init__(self, version=4):
        self.network = MemoryMultiplayer(4)
        self.clock = FakeClock()
        self.trees = {1: SteppedTree(), 2: SteppedTree()}
        self.log = {1: [], 2: []}
        for id, tree in self.trees.items():
            tree.clock = self.clock
            api = tree.multiplayer
            api.auth_callback = lambda other, data, log=self.log[id]: log.append((other, bytes(data)))
            for name in (
                *("peer_authenticating", "peer_authentication_failed", "peer_connected", "peer_disconnected"),
                *("connected_to_server", "server_disconnected"),
            ):
                getattr(api, name).connect(lambda *args, n=name, log=self.log[id]: log.append((n, *args)))
            api.multiplayer_peer = self.network.host() if id == 1 else self.network.join(2, version)
        self.apis = {id: tree.multiplayer for id, tree in self.trees.items()}
        self.settle()

    def settle(self):
        self.network.settle(*self.trees.values())

    def take(self):
        found = tuple(self.log[id][:] for id in (1, 2))
        for log in self.log.values():
            log.clear()
        return found


@pytest.fixture
def door():
    door = Door()
    yield door
    for tree in door.trees.values():
        tree.finish()
        tree.raise_faults()


def test_nobody_is_a_peer_before_both_have_completed(door):
    assert door.take() == ([("peer_authenticating", 2)], [("peer_authenticating", 1)])
    assert door.apis[1].get_authenticating_peers() == [2]
    assert door.apis[2].send_auth(1, b"password") == OK
    door.settle()
    assert door.take() == ([(2, b"password")], [])
    assert door.apis[1].complete_auth(2) == OK
    door.settle()
    assert (door.apis[1].get_peers(), door.take()) == ([], ([], []))
    assert door.apis[2].complete_auth(1) == OK
    door.settle()
    assert door.take() == ([("peer_connected", 2)], [("connected_to_server",), ("peer_connected", 1)])
    assert [api.get_authenticating_peers() for api in door.apis.values()] == [[], []]
    rooms = {id: tree.add(Room(), "Room") for id, tree in door.trees.items()}
    rooms[1].rpc("hear", "welcome")
    door.settle()
    assert rooms[2].heard == ["welcome"]


def test_who_comes_in_is_told_of_who_is_in(door):
    for own, other in ((1, 2), (2, 1)):
        door.apis[own].complete_auth(other)
    door.settle()
    tree = door.trees[3] = SteppedTree()
    door.log[3] = []
    tree.multiplayer.auth_callback = print
    tree.multiplayer.multiplayer_peer = door.network.join(3, 4)
    door.settle()
    assert door.apis[2].get_peers() == [1]
    tree.multiplayer.complete_auth(1)
    door.apis[1].complete_auth(3)
    door.settle()
    assert (door.apis[2].get_peers(), tree.multiplayer.get_peers()) == ([1, 3], [1, 2])


def test_what_is_said_too_late_or_to_nobody_is_an_error(door, caplog):
    api = door.apis[1]
    assert api.send_auth(9, b"x") == api.complete_auth(9) == ERR_INVALID_PARAMETER
    line = "peer 9 does not wait to be let in. Who does: 2."
    assert caplog.messages == [f"send_auth: {line}", f"complete_auth: {line}"]
    assert api.send_auth(2, b"") == ERR_INVALID_DATA
    assert api.complete_auth(2) == OK
    assert api.complete_auth(2) == api.send_auth(2, b"x") == ERR_FILE_CANT_WRITE
    door.settle()
    assert door.apis[2].send_auth(1, b"x") == ERR_FILE_CANT_WRITE


def test_time_is_up_after_three_seconds_or_as_many_as_are_said(door):
    door.take()
    door.apis[2].auth_timeout = 0
    assert (door.apis[1].auth_timeout, door.apis[2].auth_timeout) == (3.0, 0)
    door.clock.advance(2.9)
    door.settle()
    assert door.take() == ([], [])
    door.clock.advance(0.2)
    door.settle()
    assert door.take() == (
        [("peer_authentication_failed", 2)],
        [("peer_authentication_failed", 1), ("server_disconnected",)],
    )


def test_who_leaves_before_has_failed(door):
    door.take()
    door.apis[2].multiplayer_peer.close()
    door.settle()
    assert door.take()[0] == [("peer_authentication_failed", 2)]


def test_who_is_refused_is_gone_without_a_signal_here(door, caplog):
    api, failed = door.apis[1], door.trees[1].watch(door.apis[1].peer_authentication_failed)
    api.auth_callback = lambda id, data: api.disconnect_peer(id)
    door.apis[2].send_auth(1, b"no")
    for tree in door.trees.values():
        tree.step()
    assert (api.get_authenticating_peers(), api.get_peers(), failed.emissions) == ([], [], [])
    assert caplog.messages == []
    api.disconnect_peer(2)
    assert caplog.messages == ["disconnect_peer: there is no peer 2. Connected: []."]


def test_nothing_else_is_taken_from_who_waits(door, lines):
    peer = door.trees[2].network_peer
    for packet in (b"\3raw", b"\7", b"", b"\7\1\2\0\0\0"):
        peer.set_target_peer(1)
        peer.put_packet(packet)
    door.settle()
    assert lines()[0] == "peer 2 sent a packet, and is not let in yet: see `auth_callback`."
    assert door.apis[1].get_authenticating_peers() == [2]


def test_games_of_godot_3_are_refused_with_a_line(lines):
    door = Door(3)
    assert door.take()[0] == []
    door.clock.advance(3.1)
    door.settle()
    assert "peer 2 is refused: a game of Godot 3 knows nothing of `auth_callback`." in lines()
    assert door.take()[0] == []
    assert door.apis[1].get_peers() == []
    for tree in door.trees.values():
        tree.finish()


def test_of_a_game_of_godot_3_that_leaves_or_turns_out_to_be_another_nobody_is_told():
    door = Door(3)
    door.trees[2].network_peer.close()
    door.settle()
    assert (door.apis[1].get_authenticating_peers(), door.take()[0]) == ([], [])
    for tree in door.trees.values():
        tree.finish()


def test_a_callback_may_let_go_of_the_network(door):
    api = door.apis[1]

    def leave(id, data):
        api.multiplayer_peer = None

    api.auth_callback = leave
    door.apis[2].send_auth(1, b"x")
    door.apis[2].send_auth(1, b"y")
    for tree in door.trees.values():
        tree.step()
    for tree in door.trees.values():
        tree.step()
    assert (api.multiplayer_peer, api.get_authenticating_peers()) == (None, [])


def test_without_a_callback_everybody_is_let_in(tree):
    api = tree.multiplayer
    assert (api.auth_callback, api.get_authenticating_peers()) == (None, [])
    api.auth_callback = print
    assert api.auth_callback is print
    api.auth_callback = None
    network = MemoryMultiplayer(4)
    api.multiplayer_peer = network.host()
    network.join()
    tree.step(2)
    assert api.get_peers() == [2]


def test_who_does_not_wait_has_not_failed():
    door = Authentication(None, print, print, None, None)
    assert door.left() == inf
    assert door.end(2) is False
