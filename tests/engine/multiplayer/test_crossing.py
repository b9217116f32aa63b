"""Players of Godot 3 and of Godot 4 in one game: 2 and 3 speak as Godot 3 does, 4 and 5 as Godot 4."""

import pytest

from engine import (
    Error,
    Node,
    PackedInt64Array,
    ScriptError,
    StringName,
    Vector2,
    Vector2i,
    Vector4,
    puppet,
    remote,
)
from engine.multiplayer.godot3 import packets as godot3
from engine.multiplayer.godot4 import packets as godot4
from engine.multiplayer.godot4.methods import checksum
from engine.testing import SteppedTree

ALL = (1, 2, 3, 4, 5)


class Player(Node):
    health = remote(100)

    def __init__(self):
        self.log = []

    @remote
    def hear(self, *args):
        self.log.append((self.get_tree().get_rpc_sender_id(), *args))

    @puppet
    def move(self):
        self.log.append("move")


@pytest.fixture
def players(game):
    game.start(2, 3, godot4=(4, 5))
    return game.add(Player, "P")


def heard(players, *ids):
    """Return what these have heard, and forget it."""
    found = [players[id].log[:] for id in ids]
    for player in players.values():
        player.log.clear()
    return found


def tell(game, by, packet, to=1):
    peer = game.trees[by].network_peer
    peer.set_target_peer(to)
    peer.put_packet(packet)
    game.settle()


def test_everybody_knows_of_everybody(game, players):
    for id in ALL:
        assert game.trees[id].get_network_connected_peers() == [other for other in ALL if other != id]
    for leaving in (3, 5):
        game.trees[leaving].network_peer.close()
    game.settle()
    for id in (1, 2, 4):
        assert game.trees[id].get_network_connected_peers() == [other for other in (1, 2, 4) if other != id]


def test_who_comes_later_is_known_to_those_who_were_there(game):
    game.start(2, godot4=(4,))
    tree = game.trees[3] = SteppedTree()
    tree.network_peer = game.network.join(3, 3)
    game.settle()
    assert game.trees[4].get_network_connected_peers() == [1, 2, 3]


def test_the_server_calls_everybody(game, players):
    for number in range(3):
        players[1].rpc("hear", number)
        game.settle()
    assert heard(players, 2, 3, 4, 5) == [[(1, 0), (1, 1), (1, 2)]] * 4
    players[1].rpc_id(-4, "hear")
    game.settle()
    assert heard(players, 2, 3, 4, 5) == [[(1,)], [(1,)], [], [(1,)]]


@pytest.mark.parametrize("caller", [2, 4])
def test_a_client_calls_everybody_also_twice_and_later(game, players, caller):
    players[caller].rpc("hear", 1)
    players[caller].rpc("hear", 2)
    game.settle()
    players[caller].rpc("hear", 3)
    game.settle()
    others = [id for id in ALL if id != caller]
    assert heard(players, *others) == [[(caller, 1), (caller, 2), (caller, 3)]] * 4
    assert heard(players, caller) == [[]]


@pytest.mark.parametrize(("caller", "called"), [(2, 4), (4, 2)])
def test_a_client_calls_one_of_the_other_kind_or_all_but_one(game, players, caller, called):
    for number in range(2):
        players[caller].rpc_id(called, "hear", number)
        game.settle()
    assert heard(players, *ALL) == [[(caller, 0), (caller, 1)] if id == called else [] for id in ALL]
    players[caller].rpc_id(-called, "hear")
    game.settle()
    assert heard(players, *ALL) == [[] if id in (caller, called) else [(caller,)] for id in ALL]


@pytest.mark.parametrize("caller", [2, 4])
def test_bytes_cross(game, players, caller):
    found = {id: [] for id in ALL}
    for id, tree in game.trees.items():
        tree.multiplayer.network_peer_packet.connect(lambda by, data, id=id: found[id].append((by, data)))
    game.trees[caller].multiplayer.send_bytes(b"abc")
    game.settle()
    assert found == {id: [] if id == caller else [(caller, b"abc")] for id in ALL}


def test_values_arrive_as_the_nearest_that_the_other_has(game, players):
    players[4].rpc_id(2, "hear", Vector2i(1, 2), StringName("a"), {"at": [Vector2i(3, 4)]})
    players[2].rpc_id(4, "hear", Vector2(1, 2), "a")
    game.settle()
    ((_, *at_2),), ((_, *at_4),) = heard(players, 2, 4)
    assert at_2 == [Vector2(1, 2), "a", {"at": [Vector2(3, 4)]}]
    assert [type(value) for value in at_2] == [Vector2, str, dict]
    assert at_4 == [Vector2(1, 2), "a"]


@pytest.mark.parametrize("value", [Vector4(), PackedInt64Array([1])])
def test_what_the_other_does_not_have_is_refused_with_a_line(game, players, lines, value):
    players[4].rpc_id(2, "hear", value)
    game.settle()
    assert heard(players, 2) == [[]]
    (line,) = [line for line in lines() if "Peer 4" in line]
    assert f"argument 1 cannot be sent: A {type(value).__name__} is a value of Godot 4" in line


def test_what_the_server_cannot_say_to_all_it_says_to_some(game, players, lines):
    assert players[1].rpc("hear", Vector4()) == Error.ERR_INVALID_PARAMETER
    assert players[1].rpc_id(2, "hear", Vector4()) == Error.ERR_INVALID_PARAMETER
    assert players[1].rpc_id(4, "hear", Vector4()) == Error.OK
    game.settle()
    assert heard(players, 2, 4) == [[], [(1, Vector4()), (1, Vector4())]]
    assert lines() == [
        "rpc('hear') on <Player /root/P> was not sent to some of the peers: argument 1 cannot be sent: A"
        " Vector4 is a value of Godot 4, which Godot 3 does not have."
    ]
    with pytest.raises(ScriptError, match="A value of type object has no encoding"):
        players[1].rpc("hear", object())
    assert lines() == []


def test_remote_properties_do_not_cross(game, players, lines):
    players[2].rset("health", 50)
    game.settle()
    assert [players[id].health for id in ALL] == [50, 100, 50, 100, 100]
    (line,) = [line for line in lines() if "Peer 2" in line]
    assert line == (
        "Peer 2 set 'health' on <Player /root/P> at players of Godot 4, which has no remote properties: call"
        " a method for them."
    )


def test_what_the_server_has_not_declared_cannot_cross(game, players, lines):
    tell(game, 2, godot3.encode(godot3.RemoteCall("P", "dance", ())), 4)
    assert "Peer 2 called what cannot cross: 'dance' on <Player /root/P> is not declared" in lines()[0]
    tell(game, 2, godot3.encode(godot3.RemoteCall("Q", "hear", ())), 4)
    assert "Peer 2 called the node 'Q', which is not here." in lines()[0]
    tell(game, 2, b"", 4)
    assert lines() == ["Peer 2 sent a packet that cannot be read: it is empty."]


def test_who_has_other_methods_is_not_called_across_either(game, players, lines):
    theirs = godot4.SimplifyPath(checksum(["hear"], []), 9, "P")
    tell(game, 4, godot4.encode(theirs))
    lines()
    game.trees[1].multiplayer._state_.refusals.forget(2)
    players[2].rpc_id(4, "hear")
    game.settle()
    assert heard(players, 4) == [[]]
    assert (
        "Peer 2 called 'hear' on <Player /root/P> at peer 4, which has declared other methods there: ours are"
        " hear, move; theirs are the same without 'move'."
    ) in lines()


def test_numbers_of_paths_do_not_cross(game, players):
    sent = game.sent(1)
    tell(game, 2, godot3.encode(godot3.SimplifyPath(9, "P")), 4)
    tell(game, 4, godot4.relay(2, godot4.confirm_path(9, True)))
    tell(game, 4, godot4.relay(2, b"\2\1\1\0\0\0"))
    assert sent == []


def test_the_servers_master_moves_the_puppets_of_both_kinds(game, players):
    players[1].rpc("move")
    game.settle()
    assert heard(players, 2, 4) == [["move"], ["move"]]


def test_a_packet_that_crosses_is_in_the_trace(game, players, lines, monkeypatch):
    from engine.multiplayer.trace import trace

    monkeypatch.setattr(trace, "is_on", True)
    players[4].rpc_id(2, "hear", 1)
    game.settle()
    found = lines()
    assert "rpc → peer 2: call P.hear(1), for peer 4" in found
    assert "rpc ← peer 4: relay 2: call P.hear(1)" in found


def test_what_the_network_peer_cannot_send_for_another_is_logged(game, players, lines, monkeypatch):
    peer = game.trees[1].network_peer
    monkeypatch.setattr(type(peer), "_put_from_", lambda self, *args: 2)
    players[4].rpc_id(2, "hear", 1)
    game.trees[4].step()
    game.trees[1].step()
    assert "A packet to peer 2 was not sent: ERR_UNAVAILABLE." in lines()
