import pytest

from engine import Error, Node, ScriptError, master, puppet, remote, remotesync
from engine.multiplayer.godot4 import node_numbers
from engine.multiplayer.godot4.methods import MethodNumbers, checksum
from engine.multiplayer.godot4.packets import (
    AddPeer,
    Auth,
    ConfirmPath,
    DelPeer,
    Raw,
    Relay,
    RemoteCall,
    Replication,
    SimplifyPath,
    decode,
    encode,
)
from engine.multiplayer.godot4.replication import Spawn, spawn
from engine.testing import MemoryMultiplayer
from nodes import MultiplayerSynchronizer

from .replication_game import Mob


class Player(Node):
    health = remote(100)

    def __init__(self):
        self.log = []

    @remote
    def hear(self, *args):
        self.log.append((self.get_tree().get_rpc_sender_id(), *args))

    @remotesync
    def both(self):
        self.log.append("both")

    @master
    def ask(self):
        self.log.append("ask")

    @puppet
    def move(self):
        self.log.append("move")


class Other(Node):
    @remote
    def hear(self, *args):
        raise AssertionError


METHODS = MethodNumbers(["ask", "both", "hear", "move"])
HEAR = METHODS.number("hear")
PATH = SimplifyPath(METHODS.checksum, 1, "P")


@pytest.fixture
def players(game):
    """A server and the clients 2 and 3, each with a node P."""
    game.start(godot4=(2, 3))
    return game.add(Player, "P")


def tell(game, *packets, by=2):
    peer = game.trees[by].network_peer
    for packet in packets:
        peer.put_packet(packet if isinstance(packet, bytes) else encode(packet))
    game.settle()


def read(log):
    """Return what was sent, to whom, and forget it."""
    found = [(to, decode(packet)) for to, packet in log]
    log.clear()
    return found


def about(lines, peer):
    return [line for line in lines() if line.startswith(f"Peer {peer} ")]


# -- Who is there ------------------------------------------------------------------------------


def test_clients_know_of_each_other_by_the_servers_packets(game):
    game.start(godot4=(2, 3))
    assert {id: tree.get_network_connected_peers() for id, tree in game.trees.items()} == {
        1: [2, 3],
        2: [1, 3],
        3: [1, 2],
    }
    heard = []
    game.trees[2].network_peer_disconnected.connect(heard.append)
    game.trees[3].network_peer.close()
    game.settle()
    assert heard == [3]
    assert game.trees[2].get_network_connected_peers() == [1]


def test_who_joins_again_is_told_of_the_others_and_not_of_itself(game):
    game.start(godot4=(2, 3))
    sent = game.sent(1)
    game.trees[1].network_peer.peer_connected.emit(2)
    assert read(sent) == [(2, AddPeer(3)), (3, AddPeer(2))]


def test_that_somebody_left_who_was_not_there_says_nothing(game, players, lines):
    game.trees[1].multiplayer._state_.put(
        game.trees[1].multiplayer._members_.wires["godot4"], 2, encode(DelPeer(9))
    )
    game.settle()
    assert lines() == []


def test_a_client_cannot_say_who_is_there(game, players, lines):
    tell(game, AddPeer(9), DelPeer(3))
    assert game.trees[1].get_network_connected_peers() == [2, 3]
    assert about(lines, 2) == ["Peer 2 told who is there, which is the server's to say."]


# -- What is sent ------------------------------------------------------------------------------


def test_a_node_is_announced_called_by_its_path_and_then_by_its_number(game, players):
    sent = game.sent(1)
    players[1].rpc("hear", 1)
    by_path, by_number = RemoteCall("P", HEAR, (1,)), RemoteCall(1, HEAR, (1,))
    assert read(sent) == [(2, PATH), (3, PATH), (2, by_path), (3, by_path)]
    game.settle()
    players[1].rpc("hear", 1)
    players[1].rpc_id(-2, "hear", 1)
    players[1].rpc_id(3, "hear", 1)
    assert read(sent) == [(0, by_number), (-2, by_number), (3, by_number)]
    game.settle()
    assert players[2].log == [(1, 1), (1, 1)]
    assert players[3].log == [(1, 1)] * 4


def test_while_some_do_not_know_a_node_its_number_takes_four_bytes(game, players):
    players[1].rpc_id(2, "hear")
    game.settle()
    sent = game.sent(1)
    players[1].rpc("hear")
    assert read(sent) == [(3, PATH), (2, RemoteCall(1, HEAR, (), True)), (3, RemoteCall("P", HEAR, ()))]


def test_a_client_reaches_each_of_the_others_by_way_of_the_server(game, players):
    sent = game.sent(2)
    players[2].rpc("hear", 1)
    call = encode(RemoteCall("P", HEAR, (1,)))
    assert read(sent) == [
        (1, PATH),
        (1, Relay(3, encode(PATH))),
        (1, decode(call)),
        (1, Relay(3, call)),
    ]
    game.settle()
    players[2].rpc("hear", 2)
    assert read(sent) == [(1, decode(call := encode(RemoteCall(1, HEAR, (2,))))), (1, Relay(3, call))]
    game.settle()
    assert players[1].log == players[3].log == [(2, 1), (2, 2)]
    players[2].rpc_id(3, "hear", 3)
    players[2].rpc_id(-3, "hear", 4)
    players[2].rpc_id(-1, "hear", 5)
    game.settle()
    assert players[1].log[2:] == [(2, 4)]
    assert players[3].log[2:] == [(2, 3), (2, 5)]


def test_bytes_are_relayed_to_whom_they_are_for(game, players):
    heard = {id: [] for id in game.trees}
    for id, tree in game.trees.items():
        tree.multiplayer.network_peer_packet.connect(lambda by, data, id=id: heard[id].append((by, data)))
    sent = game.sent(2)
    for to in (1, 0, 3, -3, -1):
        game.trees[2].multiplayer.send_bytes(bytes((to & 0xFF,)), to)
    assert read(sent)[:2] == [(1, Raw(b"\1")), (1, Relay(0, encode(Raw(b"\0"))))]
    game.trees[1].multiplayer.send_bytes(b"all")
    game.settle()
    assert heard == {
        1: [(2, b"\1"), (2, b"\0"), (2, b"\xfd")],
        2: [(1, b"all")],
        3: [(1, b"all"), (2, b"\0"), (2, b"\3"), (2, b"\xff")],
    }


def test_relayed_to_oneself_it_comes_back_and_to_nobody_it_goes_nowhere(game, players):
    sent = game.sent(1)
    tell(game, Relay(2, encode(Raw(b"a"))), Relay(99, encode(Raw(b"b"))), Relay(1, encode(Raw(b"c"))))
    assert read(sent) == [(2, Relay(2, encode(Raw(b"a"))))]


def test_a_server_that_relays_nothing_tells_nobody_of_those_who_speak_otherwise(game, players):
    api, sent = game.trees[1].multiplayer, game.sent(1)
    (wire,) = api._state_.wires
    wire.others_joined(9)
    wire.others_left(9)
    assert read(sent) == [(id, word(9)) for word in (AddPeer, DelPeer) for id in (2, 3)]
    api.server_relay = False
    wire.others_joined(9)
    wire.others_left(9)
    assert sent == []


def test_a_method_that_is_not_declared_has_no_number(game, players, lines):
    sent = game.sent(1)
    assert players[1].rpc("nothing") == Error.ERR_INVALID_PARAMETER
    assert sent == []
    (line,) = lines()
    assert line == (
        "'nothing' on <Player /root/P> is not declared, so it has no number by which players of Godot 4 could"
        " be called: write `@rpc` above `def nothing`, also if only the other end does it."
    )


def test_rset_says_what_to_write(game, players, lines):
    assert players[1].rset("health", 5) == Error.ERR_UNAVAILABLE
    (line,) = lines()
    assert 'Godot 4, which has no remote properties: declare a method `@rpc("any_peer")`' in line


def test_what_no_packet_can_hold_is_the_scripts_fault(game, players):
    with pytest.raises(ScriptError, match="argument 1 cannot be sent"):
        players[1].rpc("hear", object())


def test_with_nobody_there_nothing_is_sent(game):
    game.network = MemoryMultiplayer(4)
    game.start()
    player = game.add(Player, "P")[1]
    sent = game.sent(1)
    assert player.rpc("hear") == Error.OK
    assert sent == []


def test_what_rpc_config_opens_has_numbers_of_its_own(game, players):
    for player in players.values():
        player.shout = lambda *args, player=player: player.log.append(args)
        player.rpc_config("shout", 1)
    sent = game.sent(1)
    players[1].rpc_id(2, "shout", 1)
    assert read(sent)[1] == (2, RemoteCall("P", 0x8000, (1,)))
    game.settle()
    assert players[2].log == [(1,)]


def test_another_node_in_the_same_place_is_announced_anew(game, players):
    players[1].rpc_id(2, "hear", 1)
    game.settle()
    players[1].free()
    again = game.trees[1].add(Player(), "P")
    sent = game.sent(1)
    again.rpc_id(2, "hear", 2)
    assert read(sent)[0] == (2, SimplifyPath(METHODS.checksum, 2, "P"))
    game.settle()
    assert players[2].log == [(1, 1), (1, 2)]


def test_beyond_the_last_number_nodes_are_called_by_their_paths(game, players, monkeypatch):
    monkeypatch.setattr(node_numbers, "MOST_NODES", 0)
    sent = game.sent(1)
    for _ in range(2):
        players[1].rpc_id(2, "hear")
    assert read(sent) == [(2, RemoteCall("P", HEAR, ()))] * 2


def test_an_announcement_that_could_not_be_sent_is_made_again(game, players, monkeypatch):
    peer = game.trees[1].network_peer
    with monkeypatch.context() as patch:
        patch.setattr(peer, "_send_", lambda to, data: Error.FAILED)
        assert players[1].rpc_id(2, "hear") == Error.FAILED
    sent = game.sent(1)
    players[1].rpc_id(2, "hear")
    assert [said for _, said in read(sent)] == [PATH, RemoteCall("P", HEAR, ())]


# -- What is done ------------------------------------------------------------------------------


def test_a_call_finds_its_node_by_path_and_by_number(game, players):
    player = players[1]
    tell(game, RemoteCall("P", HEAR, (1,)), SimplifyPath(METHODS.checksum, 9, "P"))
    tell(game, RemoteCall(9, HEAR, (2,)), RemoteCall("/root/P", HEAR, (3,)), RemoteCall("P/../P", HEAR, ()))
    assert player.log == [(2, 1), (2, 2), (2, 3), (2,)]


def test_a_number_leads_to_whatever_node_is_at_the_path_now(game, players, lines):
    tell(game, SimplifyPath(METHODS.checksum, 9, "P"))
    players[1].free()
    tell(game, RemoteCall(9, HEAR, (1,)))
    assert "Peer 2 called the node 'P', which is not here." in about(lines, 2)[0]
    again = game.trees[1].add(Player(), "P")
    tell(game, RemoteCall(9, HEAR, (2,)))
    assert again.log == [(2, 2)]


def test_what_is_remembered_of_a_node_is_forgotten_with_its_methods(game, players, lines):
    tell(game, SimplifyPath(METHODS.checksum, 9, "P"), RemoteCall(9, HEAR, (1,)), RemoteCall(9, HEAR, (2,)))
    assert players[1].log == [(2, 1), (2, 2)]
    players[1].rpc_config("both", 1)
    tell(game, RemoteCall(9, HEAR, (3,)))
    assert players[1].log == [(2, 1), (2, 2)]
    assert "has declared other methods on <Player /root/P>" in about(lines, 2)[0]


def test_the_modes_hold_as_for_godot_3(game, players, lines):
    tell(game, *[RemoteCall("P", number, ()) for number in (0, 1, 3)])
    assert players[1].log == ["ask", "both"]
    assert "it is @puppet, so only the node's master, peer 1, may" in about(lines, 2)[0]


@pytest.mark.parametrize(
    ("packet", "line"),
    [
        (b"", "Peer 2 sent a packet that cannot be read: it is empty."),
        (RemoteCall(7, 0, ()), "Peer 2 called a node by the number 7, which stands for none."),
        (
            RemoteCall("P", 9, ()),
            "Peer 2 called the method with the number 9 on <Player /root/P>, which is none: ours are ask,"
            " both, hear, move.",
        ),
        (Auth(b"pw"), "Peer 2 sent data of `send_auth`, and is among us already."),
        (Relay(3, encode(AddPeer(9))), "Peer 2 asked to relay what is not relayed."),
        (
            Replication(b"\4abc"),
            "Peer 2 spawns or synchronizes nodes, and here is neither a MultiplayerSpawner nor a"
            " MultiplayerSynchronizer.",
        ),
    ],
)
def test_what_is_refused_is_a_line(game, players, lines, packet, line):
    tell(game, packet)
    assert about(lines, 2) == [line]


def test_that_authentication_is_complete_means_nothing_to_who_is_among_us(game, players, lines):
    tell(game, Auth(b""))
    assert about(lines, 2) == []


def test_a_client_takes_from_the_server_alone_what_is_the_servers_to_say(game, players, lines):
    wire = game.trees[2].multiplayer._members_.wires["godot4"]
    game.trees[2].network_peer._inbox_.append(("packet", 3, encode(AddPeer(9))))
    game.trees[2].network_peer._inbox_.append(("packet", 1, encode(Relay(3, encode(AddPeer(9))))))
    game.settle()
    assert list(wire.peers) == [1, 3]
    assert about(lines, 3) == [
        "Peer 3 spoke as the server, which it is not.",
        "Peer 3 had a packet relayed that never is.",
    ]


@pytest.mark.parametrize("id", [1, 0, -3, 2])
def test_ids_that_no_other_client_can_have_are_refused(game, players, lines, id):
    game.trees[2].network_peer._inbox_.append(("packet", 1, encode(AddPeer(id))))
    game.settle()
    assert game.trees[2].get_network_connected_peers() == [1, 3]
    assert about(lines, 1) == [f"Peer 1 told of a client with the id {id}, which no other has."]


def test_replication_is_passed_on_though_it_is_not_done(game, players):
    sent = game.sent(1)
    tell(game, Relay(3, b"\6abc"))
    assert read(sent) == [(3, Relay(2, b"\6abc"))]


def test_a_stranger_announces_nothing_and_has_nothing_relayed(game, players, lines):
    peer = game.trees[1].network_peer
    for packet in (PATH, Relay(3, b"\3a")):
        peer._packets_.append((99, encode(packet), 1))
    game.settle()
    assert about(lines, 99) == [
        "Peer 99 announced a node, and is not among the connected peers.",
        "Peer 99 asked to relay what is not relayed.",
    ]


def test_a_node_that_is_not_here_goes_unconfirmed(game, players, lines):
    sent = game.sent(1)
    tell(game, SimplifyPath(METHODS.checksum, 5, "Q"), SimplifyPath(METHODS.checksum, 5, "P"))
    assert sent == []
    first, second = about(lines, 2)
    assert first.startswith("Peer 2 called the node 'Q', which is not here.")
    assert second == "Peer 2 announced another node by the number 5."


def test_there_is_room_for_so_many_announcements(game, players, lines, monkeypatch):
    monkeypatch.setattr(node_numbers, "MOST_NODES", 1)
    tell(game, SimplifyPath(METHODS.checksum, 5, "P"), SimplifyPath(METHODS.checksum, 6, "P"))
    assert about(lines, 2) == ["Peer 2 announced more nodes than there is room for; they go unconfirmed."]


def test_a_confirmation_of_what_was_never_told_means_nothing(game, players, lines):
    tell(game, ConfirmPath(7, True))
    assert lines() == []


# -- Other methods -----------------------------------------------------------------------------

LACKING = checksum(["ask", "both", "hear"], [])


def test_who_has_other_methods_is_not_called_and_the_log_says_which_is_lacking(game, players, lines):
    tell(game, SimplifyPath(LACKING, 9, "P"))
    assert about(lines, 2) == [
        "Peer 2 has declared other methods on <Player /root/P>, so neither calls the other there: ours are"
        " ask, both, hear, move; theirs are the same without 'move'. Both ends must declare the same."
    ]
    assert players[1].rpc("hear", 1) == Error.ERR_METHOD_NOT_FOUND
    game.settle()
    assert (players[2].log, players[3].log) == ([], [(1, 1)])
    assert about(lines, 2) == []  # that was said


def test_who_has_other_methods_does_not_call_either(game, players, lines):
    tell(game, SimplifyPath(LACKING, 9, "P"), RemoteCall(9, HEAR, ()), RemoteCall("P", HEAR, ()))
    assert players[1].log == []
    assert len(about(lines, 2)) == 1


def test_it_is_told_by_either_end_and_also_later(game, players, lines):
    players[2].free()
    game.trees[2].add(Other(), "P")
    players[1].rpc_id(2, "both")  # by path: nobody can know yet
    game.settle()
    assert "Peer 1 has declared other methods on <Other /root/P>" in about(lines, 1)[0]
    assert players[1].rpc_id(2, "both") == Error.ERR_METHOD_NOT_FOUND


def test_that_the_other_end_differs_is_logged_when_it_confirms(game, players, lines):
    players[2].free()
    game.trees[2].add(Other(), "P")
    players[1].rpc_id(2, "hear")
    game.settle()
    (line,) = [line for line in lines() if line.startswith("Peer 2 ")]
    assert line == (
        "Peer 2 has declared other methods at 'P', so it is not called there: ours are ask, both, hear, move."
        " Both ends must declare the same."
    )


def test_a_node_of_which_a_peer_had_told_before_is_known_to_differ(game, players, lines):
    tell(game, SimplifyPath(LACKING, 9, "P"))
    game.trees[1].multiplayer._state_.refusals.forget(2)
    sent = game.sent(1)
    players[1].rpc_id(2, "hear")
    assert [said for _, said in read(sent)] == [PATH]
    assert lines()[-1] == (
        "hear at 'P' was not called at peer 2, which has declared other methods there: ours are ask, both,"
        " hear, move; theirs are the same without 'move'. Both ends must declare the same."
    )


# -- The trace ---------------------------------------------------------------------------------


def test_a_packet_in_words_has_the_path_and_the_name_that_its_sender_means(game, players):
    wire = game.trees[1].multiplayer._members_.wires["godot4"]
    players[1].rpc_id(2, "hear")
    tell(game, SimplifyPath(METHODS.checksum, 9, "P"))
    assert wire.in_words(encode(RemoteCall(1, HEAR, (1,)))) == "call P.hear(1)"
    assert wire.in_words(encode(RemoteCall(9, HEAR, (1,))), 2) == "call P.hear(1)"
    assert wire.in_words(encode(RemoteCall(9, HEAR, ())), 3) == "call (path 9).(method 2)()"
    assert wire.in_words(encode(RemoteCall(8, HEAR, ())), 2) == "call (path 8).(method 2)()"
    assert wire.in_words(encode(RemoteCall("Q", HEAR, ())), 2) == "call Q.(method 2)()"


# -- Spawners and synchronizers ----------------------------------------------------------------


def test_what_is_spawned_here_is_told_by_numbers_and_done_there(replicated):
    server, client, other = replicated.start(2, 3)
    mob = replicated.add()
    placed = {id: tree.add(Mob(), "Placed") for id, tree in replicated.trees.items()}
    for each in placed.values():
        each.set_multiplayer_authority(2)
    placed[2].hp = 7
    replicated.frames(6)
    assert [placed[id].hp for id in (1, 3)] == [7, 7]
    assert client.world.has_node("Mob")
    mob.sync.public_visibility = False
    mob.sync.set_visibility_for(2, True)
    replicated.frames()
    mob.rpc("poke", 1)
    assert mob.rpc_id(3, "poke", 2) == Error.OK
    replicated.frames()
    assert client.world.get_node("Mob").poked == [1]
    assert not other.world.has_node("Mob")
    client.network_peer.close()
    replicated.frames()
    assert not client.world.has_node("Mob")
    assert server.multiplayer.get_peers() == [3]


def test_who_cannot_be_given_a_number_is_told_of_and_what_no_number_stands_for(
    replicated, lines, monkeypatch
):
    _, client = replicated.start(2)
    monkeypatch.setattr(node_numbers, "MOST_NODES", 0)
    replicated.add()
    replicated.tell(1, 2, spawn(Spawn(0, 9, 7, (), "Mob", b"", b"")))
    assert lines() == [
        "<MultiplayerSpawner /root/Spawner> is not told of: 16,384 nodes have numbers, which are the most.",
        "Peer 1 called a node by the number 9, which stands for none.",
    ]
    assert not client.world.has_node("Mob")


def test_a_node_that_comes_after_its_announcement_is_confirmed_then(replicated, lines):
    server, client = replicated.start(2)
    placed = server.add(Mob(), "Placed")
    replicated.frames(4)
    assert "called the node 'Placed/Sync', which is not here" in lines()[0]
    late = client.add(Mob(), "Placed")
    placed.hp = 3
    replicated.frames(4)
    assert late.hp == 3
    assert lines() == []


def test_one_that_comes_later_with_other_methods_is_a_line(replicated, lines):
    server, client = replicated.start(2)

    class Called(MultiplayerSynchronizer):
        @remote
        def hear(self):
            """What the other end lacks."""

    root = Node()
    root.add_child(MultiplayerSynchronizer(name="Sync"))
    server.add(root, "Placed")
    replicated.frames(4)
    lines()
    other = Node()
    other.add_child(Called(name="Sync"))
    client.add(other, "Placed")
    replicated.frames(4)
    found = lines()
    assert len(found) == 2
    assert all("has declared other methods" in line for line in found)
