import gc
from math import inf

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from engine import (
    OK,
    Error,
    MultiplayerAPI,
    MultiplayerPeer,
    NetworkedMultiplayerPeer,
    Node,
    OfflineMultiplayerPeer,
    PoolByteArray,
    SceneMultiplayer,
    ScriptError,
    remote,
    remotesync,
    rpc,
)
from engine.multiplayer.godot3.packets import SimplifyPath, encode
from engine.testing import MemoryMultiplayer, SteppedTree

from .conftest import Game


class Room(Node):
    def __init__(self):
        self.heard = []

    @remote
    def say(self, *words):
        self.heard.append((self.get_tree().get_rpc_sender_id(), *words))


def wire_of(tree):
    [wire] = tree.multiplayer._state_.wires
    return wire


def heard(nodes):
    found = {id: node.heard[:] for id, node in nodes.items()}
    for node in nodes.values():
        node.heard.clear()
    return found


# -- Peer and root -----------------------------------------------------------------------------


def test_a_new_api_has_no_peer_and_no_root():
    api = MultiplayerAPI()
    assert (api.network_peer, api.has_network_peer(), api.root_node) == (None, False, None)
    assert repr(api) == "<MultiplayerAPI over None, peers: none>"
    api.poll()
    assert (api.is_network_server(), api.get_rpc_sender_id()) == (False, 0)


def test_what_is_asked_without_a_peer_is_answered_with_nothing_and_a_line(lines):
    api = MultiplayerAPI()
    assert [api.get_network_unique_id() for _ in range(3)] == [0, 0, 0]
    assert api.get_network_connected_peers() == []
    api.refuse_new_network_connections = True
    repair = " Set `get_tree().network_peer`, or ask `has_network_peer()`."
    assert lines() == [
        f"get_network_unique_id: there is no network peer, so the id is taken for 0.{repair}",
        f"get_network_connected_peers: there is no network peer, so nobody is taken to be connected.{repair}",
        f"set_refuse_new_network_connections: there is no network peer, so nothing was set.{repair}",
    ]
    assert not api.refuse_new_network_connections


def test_a_peer_that_is_disconnected_is_not_taken(caplog):
    api, network = MultiplayerAPI(), MemoryMultiplayer()
    server = network.host()
    api.network_peer = server
    gone = MemoryMultiplayer().host()
    gone.close()
    api.network_peer = gone
    assert "cannot be the network peer while it is disconnected: call its `listen()`" in caplog.text
    assert api.network_peer is server


def test_what_is_no_network_peer_is_the_scripts_fault(tree):
    with pytest.raises(ScriptError, match=r"`network_peer` is None or a network peer, .*, not 8080"):
        tree.network_peer = 8080
    assert not tree.has_network_peer()


def test_a_peer_that_cannot_carry_packets_says_why(tree):
    peer = Fussy()
    peer._why_no_packets_ = lambda: "it is made of stone."
    with pytest.raises(ScriptError, match=r"<Fussy> cannot be the network peer: it is made of stone\."):
        tree.network_peer = peer
    assert not tree.has_network_peer()


def test_the_own_id_is_the_peers(game):
    trees = game.start(7)
    assert [tree.multiplayer.get_network_unique_id() for tree in trees.values()] == [1, 7]


def test_who_leaves_without_having_come_is_told_all_the_same(tree):
    tree.network_peer = Fussy()
    gone = tree.watch(tree.multiplayer.network_peer_disconnected)
    tree.network_peer.peer_disconnected.emit(5)
    gone.assert_emitted(5)
    assert tree.get_network_connected_peers() == []


def test_setting_the_same_peer_again_changes_nothing(game):
    trees = game.start(2)
    api = trees[1].multiplayer
    api.network_peer = api.network_peer
    assert api.get_network_connected_peers() == [2]


def test_another_peer_begins_with_nobody_and_with_new_numbers(game):
    trees = game.start(2)
    nodes = game.add(Room, "R")
    nodes[1].rpc("say")
    game.settle()
    old = trees[1].network_peer
    trees[1].network_peer = MemoryMultiplayer().host()
    assert trees[1].get_network_connected_peers() == []
    assert wire_of(trees[1])._sent.find_or_add("X").id == 1
    old.close()
    old.peer_connected.emit(9)
    assert trees[1].get_network_connected_peers() == []


def test_a_peer_that_was_freed_can_be_taken_away(game):
    trees = game.start(2)
    trees[2].network_peer.free()
    trees[2].network_peer = None
    assert not trees[2].has_network_peer()


def test_clearing_forgets_peers_and_numbers(game):
    api = game.start(2)[1].multiplayer
    paths = wire_of(game.trees[1])._sent
    paths.find_or_add("P")
    api.clear()
    assert (api.get_network_connected_peers(), paths.find_or_add("Q").id) == ([], 1)


def test_an_api_of_its_own_has_paths_from_its_own_root(game, lines):
    trees = game.start()
    network = MemoryMultiplayer()
    apis, rooms = [], []
    for peer, parent in ((network.host(), "A"), (network.join(), "B")):
        root = trees[1].add(Node(), parent)
        room = Room()
        room.name = "Room"
        root.add_child(room)
        api = MultiplayerAPI()
        api.set_root_node(root)
        assert api.get_root_node() is root
        api.network_peer = peer
        room.custom_multiplayer = api
        assert room.multiplayer is room.get_multiplayer() is room.get_custom_multiplayer() is api
        apis.append(api)
        rooms.append(room)
    for _ in range(3):
        for api in apis:
            api.poll()
    rooms[0].rpc("say", "hello")
    apis[1].poll()
    apis[0].poll()
    assert rooms[1].heard == [(0, "hello")]  # the sender is known to the node's own API alone
    apis[1].set_root_node(trees[1].root)
    rooms[0].rpc("say", "again")
    apis[1].poll()
    assert len(lines()) == 1


def test_a_node_that_is_not_below_the_root_has_a_path_that_leads_out(game):
    trees = game.start(2)
    sent = game.sent(1)
    inner = trees[1].add(Node(), "Inner")
    room = trees[1].add(Room(), "Room")
    trees[1].multiplayer.root_node = inner
    room.rpc("say")
    assert sent[0][1].endswith(b"../Room\0")


def test_without_a_root_nothing_can_be_called(game, lines):
    trees = game.start(2)
    rooms = game.add(Room, "R")
    for root in (None, Node()):
        if root is not None:
            root.free()
        trees[1].multiplayer.root_node = root
        with pytest.raises(ScriptError, match="has no root node that paths could begin at"):
            rooms[1].rpc("say")
        for _ in range(3):
            rooms[2].rpc("say")
            game.settle()
    trees[1].multiplayer.root_node = trees[1].root
    assert rooms[1].heard == []
    assert any("has no root node: call `set_root_node(node)`" in line for line in lines())


# -- Signals and polling -----------------------------------------------------------------------


def test_signals_come_in_the_order_of_godot():
    network, log = MemoryMultiplayer(), []
    trees = {}
    for id in (1, 2, 3):
        tree = trees[id] = SteppedTree()
        for name in ("network_peer_connected", "network_peer_disconnected"):
            getattr(tree, name).connect(lambda peer, id=id, name=name: log.append((id, name[8:], peer)))
        for name in ("connected_to_server", "connection_failed", "server_disconnected"):
            getattr(tree, name).connect(lambda id=id, name=name: log.append((id, name)))
        tree.network_peer = network.host() if id == 1 else network.join()
        network.settle(*trees.values())
    assert [entry for entry in log if entry[0] == 3] == [
        (3, "peer_connected", 1),
        (3, "connected_to_server"),
        (3, "peer_connected", 2),
    ]
    assert trees[2].get_network_connected_peers() == [1, 3]
    log.clear()
    trees[3].network_peer.close()
    network.settle(*trees.values())
    assert sorted(log) == [
        (1, "peer_disconnected", 3),
        (2, "peer_disconnected", 3),
        (3, "server_disconnected"),
    ]
    log.clear()
    trees[1].network_peer.close()
    network.settle(*trees.values())
    assert log == [(2, "server_disconnected")]
    assert [tree.get_network_connected_peers() for tree in trees.values()] == [[], [], []]
    assert [tree.has_network_peer() for tree in trees.values()] == [True] * 3
    for tree in trees.values():
        tree.finish()


def test_a_connection_that_never_came_about_has_failed(tree):
    network = MemoryMultiplayer()
    network.host().refuse_new_connections = True
    tree.network_peer = network.join()
    failed = tree.watch(tree.connection_failed)
    network._server.poll()
    tree.step()
    failed.assert_emitted(times=1)


def test_calls_and_signals_come_in_the_order_in_which_they_happened(game):
    trees = game.start(2, 3)
    rooms = game.add(Room, "R")
    for _ in range(2):
        rooms[2].rpc("say", "hello")
        game.settle()
    heard(rooms)
    for id in (1, 3):
        trees[id].network_peer_disconnected.connect(lambda peer, id=id: rooms[id].heard.append("gone"))
    trees[3].server_disconnected.connect(lambda: rooms[3].heard.append("alone"))
    rooms[2].rpc("say", "bye")
    trees[2].network_peer.close()
    trees[1].step()
    rooms[1].rpc("say", "the end")
    trees[1].network_peer.close()
    game.settle()
    assert rooms[1].heard == [(2, "bye"), "gone"]
    assert rooms[3].heard == [(2, "bye"), "gone", (1, "the end"), "alone"]


def test_a_peer_may_be_taken_away_by_a_call(game):
    class Quitter(Node):
        calls = 0

        @remote
        def go(self):
            self.calls += 1
            self.get_tree().network_peer = None

    trees = game.start(2)
    nodes = game.add(Quitter, "Q")
    nodes[1].rpc("go")
    nodes[1].rpc("go")
    game.settle()
    assert (nodes[2].calls, trees[2].has_network_peer()) == (1, False)


def test_polling_inside_a_call_takes_the_next_packets(game):
    class Eager(Room):
        @remote
        def first(self):
            tree = self.get_tree()
            tree.multiplayer.poll()
            self.heard.append(("first", tree.get_rpc_sender_id()))

    trees = game.start(2)
    nodes = game.add(Eager, "E")
    nodes[1].rpc("first")
    nodes[1].rpc("say", "second")
    game.settle()
    assert nodes[2].heard == [(1, "second"), ("first", 1)]
    assert trees[2].get_rpc_sender_id() == 0


def test_a_server_that_stops_without_a_word_has_no_peers_any_more(game):
    trees = game.start(2)
    trees[1].network_peer.close()
    assert trees[1].get_network_connected_peers() == [2]
    trees[1].step()
    assert trees[1].get_network_connected_peers() == []


def test_how_long_polling_would_do_nothing_is_for_the_peer_to_say():
    class Sleeper(Fussy):
        status = NetworkedMultiplayerPeer.CONNECTION_CONNECTED

        def get_connection_status(self):
            return self.status

        def _idle_time_(self, poller):
            return 7.0

    api = MultiplayerAPI()
    assert api._idle_time_(None) == inf
    peer = api.network_peer = Sleeper()
    assert api._idle_time_(None) == 7.0
    for status in (peer.CONNECTION_CONNECTING, peer.CONNECTION_DISCONNECTED):
        peer.status = status
        assert api._idle_time_(None) == 0.0


def test_new_connections_are_refused_at_the_peer(game):
    trees = game.start()
    api = trees[1].multiplayer
    api.refuse_new_network_connections = True
    assert trees[1].network_peer.is_refusing_new_connections()
    assert api.refuse_new_network_connections
    api.set_refuse_new_network_connections(False)
    assert not api.is_refusing_new_network_connections()
    trees[1].network_peer = None
    assert not api.refuse_new_network_connections


# -- Bytes -------------------------------------------------------------------------------------


def test_bytes_arrive_as_bytes(game):
    trees = game.start(2, 3)
    got = {id: tree.watch(tree.multiplayer.network_peer_packet) for id, tree in trees.items()}
    assert trees[2].multiplayer.send_bytes(b"\0abc") == Error.OK
    assert trees[1].multiplayer.send_bytes(b"x", -3) == Error.OK
    game.settle()
    assert got[1].emissions == [(2, PoolByteArray(b"\0abc"))]
    assert got[2].emissions == [(1, b"x")]
    assert got[3].emissions == [(2, b"\0abc")]
    assert isinstance(got[1].emissions[0][1], PoolByteArray)


def test_bytes_that_cannot_be_sent_are_an_error_code(game, lines):
    trees = game.start(2)
    api = trees[1].multiplayer
    assert [api.send_bytes(b"") for _ in range(5)] == [Error.ERR_INVALID_DATA] * 5
    assert lines() == ["send_bytes: nothing was sent: a packet has at least one byte."]
    assert api.send_bytes(b"x", 77) == Error.FAILED
    assert lines() == ["A packet to peer 77 was not sent: FAILED."]
    trees[1].network_peer.close()
    assert api.send_bytes(b"x") == Error.ERR_UNCONFIGURED
    assert lines() == ["send_bytes: nothing was sent: the connection is lost."]
    trees[1].network_peer = None
    assert [api.send_bytes(b"x") for _ in range(5)] == [Error.ERR_UNCONFIGURED] * 5
    [line] = lines()
    assert line.startswith("send_bytes: nothing was sent: there is no network peer: set `get_tree()")


def test_bytes_are_bytes_and_ids_are_whole_numbers(game):
    trees = game.start(2)
    got = trees[2].watch(trees[2].multiplayer.network_peer_packet)
    assert trees[1].multiplayer.send_bytes(bytearray(b"x"), 2.0) == Error.OK
    game.settle()
    got.assert_emitted(1, b"x")
    with pytest.raises(ScriptError, match=r"takes bytes, not a text: write `send_bytes\(text.encode"):
        trees[1].multiplayer.send_bytes("text")
    with pytest.raises(ScriptError, match="The id of a peer"):
        trees[1].multiplayer.send_bytes(b"x", "2")


class Fussy(NetworkedMultiplayerPeer):
    """A peer with transfer modes, and a `put_packet` that may fail."""

    def __init__(self):
        self.sent = []
        self.mode = self.TRANSFER_MODE_RELIABLE
        self.fails = False

    transfer_mode = property(lambda self: self.mode, lambda self, mode: setattr(self, "mode", mode))

    def poll(self):
        pass

    def get_connection_status(self):
        return self.CONNECTION_CONNECTED

    def get_unique_id(self):
        return 1

    def set_target_peer(self, id):
        self.target = id

    def put_packet(self, buffer):
        if self.fails:
            return Error.ERR_OUT_OF_MEMORY
        self.sent.append((self.mode, self.target, buffer[0]))
        return Error.OK

    def get_available_packet_count(self):
        return 0


def test_paths_are_announced_reliably_whatever_the_call_is(tree):
    peer = tree.network_peer = Fussy()
    peer.peer_connected.emit(5)
    room = tree.add(Room())
    room.rpc_unreliable("say")
    room.rpc("say")
    room.rset_unreliable("x", 1)
    tree.multiplayer.send_bytes(b"x", 5, peer.TRANSFER_MODE_UNRELIABLE_ORDERED)
    assert peer.sent == [(2, 5, 2), (0, 5, 0), (2, 5, 0), (0, 5, 1), (1, 5, 4)]


def test_a_path_is_confirmed_reliably(tree):
    peer = tree.network_peer = Fussy()
    peer.peer_connected.emit(5)
    peer.mode = peer.TRANSFER_MODE_UNRELIABLE
    wire_of(tree).receive(5, encode(SimplifyPath(1, "P")))
    assert peer.sent == [(2, 5, 3)]


def test_what_the_peer_refuses_is_an_error_code_and_a_line(tree, lines):
    peer = tree.network_peer = Fussy()
    peer.peer_connected.emit(5)
    peer.fails = True
    room = tree.add(Room())
    assert room.rpc("say") == Error.ERR_OUT_OF_MEMORY
    assert lines() == ["A packet to peer 5 was not sent: ERR_OUT_OF_MEMORY."]
    peer.fails = False
    assert room.rpc("say") == Error.OK
    assert [packet for _, _, packet in peer.sent] == [2, 0]  # the announcement that failed is made again


# -- Calls among several, against a model ----------------------------------------------------------


class Peers(RuleBasedStateMachine):
    """Every call arrives exactly once at exactly the selected peers, in order, whoever comes and goes."""

    rooms = ("R", "R/S")

    def __init__(self):
        super().__init__()
        self.game = Game()
        self.game.start()
        self.nodes = {}
        self.last_id = 1
        self.serial = 0
        self.expected = {}  # id -> sender -> what must arrive
        self.populate(1)

    def populate(self, id):
        room, inner = Room(), Room()
        inner.name = "S"
        room.add_child(inner)
        self.game.trees[id].add(room, "R")
        self.nodes[id] = {"R": room, "R/S": inner}
        self.expected[id] = {}

    def connected(self, id):
        return self.game.trees[id].get_network_connected_peers()

    def ids(self, data):
        return data.draw(st.sampled_from(sorted(self.game.trees)))

    @precondition(lambda self: len(self.game.trees) < 4)
    @rule()
    def join(self):
        self.last_id += 1
        tree = self.game.trees[self.last_id] = SteppedTree()
        tree.network_peer = self.game.network.join(self.last_id)
        self.populate(self.last_id)
        self.game.settle()

    @precondition(lambda self: len(self.game.trees) > 1)
    @rule(data=st.data())
    def leave(self, data):
        id = data.draw(st.sampled_from(sorted(self.game.trees)[1:]))
        self.game.settle()
        tree = self.game.trees.pop(id)
        tree.network_peer.close()
        tree.finish()
        self.check(id)
        del self.nodes[id]
        self.game.settle()

    @rule(data=st.data())
    def step(self, data):
        self.game.trees[self.ids(data)].step()

    @rule()
    def settle(self):
        self.game.settle()

    @rule(data=st.data(), path=st.sampled_from(rooms), times=st.integers(1, 3))
    def call(self, data, path, times):
        id = self.ids(data)
        others = self.connected(id)
        targets = [0, *others, *(-other for other in others)]
        if id != 1 and len(others) > 1:
            targets.remove(-1)  # which real servers keep for themselves
        target = data.draw(st.sampled_from(targets))
        for _ in range(times):
            self.serial += 1
            assert self.nodes[id][path].rpc_id(target, "say", self.serial) == Error.OK
            for other in others:
                if target in (0, other) or (target < 0 and other != -target):
                    self.expected[other].setdefault(id, []).append((path, self.serial))

    def check(self, id):
        arrived = {}
        for path, node in self.nodes[id].items():
            for sender, serial in node.heard:
                arrived.setdefault(sender, []).append((path, serial))
            node.heard.clear()
        for calls in arrived.values():
            calls.sort(key=lambda call: call[1])
        assert arrived == self.expected[id]
        self.expected[id] = {}

    @invariant()
    def nothing_is_made_up_or_out_of_order(self):
        for nodes in self.nodes.values():
            for node in nodes.values():
                by_sender = {}
                for sender, serial in node.heard:
                    by_sender.setdefault(sender, []).append(serial)
                assert all(calls == sorted(set(calls)) for calls in by_sender.values())

    @rule()
    def everything_has_arrived(self):
        self.game.settle()
        for id in self.nodes:
            self.check(id)

    def teardown(self):
        self.everything_has_arrived()
        self.game.finish()
        gc.collect(0)


TestPeers = Peers.TestCase
TestPeers.settings = settings(max_examples=40, stateful_step_count=30)


# -- Godot 4's names --------------------------------------------------------------------------------


def test_godot_4s_names_mean_the_same(tree):
    api, network = tree.multiplayer, MemoryMultiplayer(4)
    api.multiplayer_peer = network.host()
    assert api.multiplayer_peer is tree.network_peer
    assert (api.has_multiplayer_peer(), api.is_server(), api.get_unique_id()) == (True, True, 1)
    assert isinstance(api, SceneMultiplayer)
    assert isinstance(tree.network_peer, MultiplayerPeer)
    assert api.send_bytes(b"x", 0, MultiplayerPeer.TRANSFER_MODE_UNRELIABLE, 2) == OK
    assert (str(api.root_path), api.get_remote_sender_id()) == ("/root", 0)
    assert str(MultiplayerAPI().root_path) == ""
    api.refuse_new_connections = True
    assert api.refuse_new_connections is tree.refuse_new_network_connections is True
    node = tree.add(Node())
    node.set_multiplayer_authority(7)
    assert (node.get_multiplayer_authority(), node.is_multiplayer_authority()) == (7, False)


class Dice(Node):
    def __init__(self):
        self.rolled = []

    @rpc("call_local")
    def roll(self, eyes):
        self.rolled.append(eyes)

    @remotesync
    def throw(self):
        self.rolled.append("thrown")


def test_another_one_is_made_as_in_godot_4(tree):
    api = MultiplayerAPI.create_default_interface()
    assert isinstance(api, SceneMultiplayer)
    tree.set_multiplayer(api, "/root/Game")
    assert tree.get_multiplayer("/root/Game") is api


def test_a_script_of_godot_4_is_the_server_until_it_sets_a_peer(tree):
    api, dice = tree.multiplayer, tree.add(Dice())
    assert isinstance(api.multiplayer_peer, OfflineMultiplayerPeer)
    assert (api.has_multiplayer_peer(), api.is_server(), api.get_unique_id()) == (True, True, 1)
    assert dice.is_multiplayer_authority()
    assert dice.roll.rpc(6) == OK
    assert dice.rolled == [6]
    assert dice.roll.rpc_id(7, 6) == Error.ERR_INVALID_PARAMETER


def test_the_api_calls_the_method_of_a_node_as_the_node_does(game):
    trees = game.start(godot4=(2, 3))
    dice = game.add(Dice, "Dice")
    assert trees[1].multiplayer.rpc(0, dice[1], "roll", [6]) == OK
    assert trees[1].multiplayer.rpc(2, dice[1], "roll", [5]) == OK
    game.settle()
    assert [one.rolled for one in dice.values()] == [[6], [6, 5], [6]]
    assert trees[1].multiplayer.rpc(0, dice[1], "none") == Error.ERR_INVALID_PARAMETER
    with pytest.raises(ScriptError, match=r"rpc\(\) calls a method of a node, and None is none"):
        trees[1].multiplayer.rpc(0, None, "roll")
    with pytest.raises(ScriptError, match="is not inside a tree"):
        trees[1].multiplayer.rpc(0, Dice(), "roll")


def test_an_api_calls_a_node_of_another_ones_branch_by_the_path_from_its_own_root(tree):
    network, other = MemoryMultiplayer(4), SteppedTree()
    tree.multiplayer.multiplayer_peer = network.host()
    other.multiplayer.multiplayer_peer = network.join()
    network.settle(tree, other)
    here, there = tree.add(Dice(), "Dice"), other.add(Dice(), "Dice")
    tree.set_multiplayer(MultiplayerAPI(), here.get_path())
    assert here.multiplayer is not tree.multiplayer
    assert tree.multiplayer.rpc(0, here, "roll", (6,)) == OK
    network.settle(tree, other)
    assert there.rolled == [6]
    other.finish()


def test_what_godot_3_says_of_that_stays_as_it_is(tree):
    api, dice = tree.multiplayer, tree.add(Dice())
    assert (tree.network_peer, tree.has_network_peer(), tree.is_network_server()) == (None, False, False)
    assert not dice.is_network_master()
    assert dice.rpc("throw") == Error.ERR_UNCONFIGURED
    api.multiplayer_peer = OfflineMultiplayerPeer()
    api.multiplayer_peer = None
    assert (api.has_multiplayer_peer(), api.multiplayer_peer, api.is_server()) == (False, None, False)
    assert api.get_unique_id() == 0
    assert dice.roll.rpc(6) == Error.ERR_UNCONFIGURED
    assert dice.rolled == []


def test_signals_have_both_names(tree):
    network = MemoryMultiplayer(4)
    api = tree.multiplayer
    api.multiplayer_peer = network.host()
    watched = [
        tree.watch(getattr(api, name)) for name in ("peer_connected", "peer_packet", "peer_disconnected")
    ]
    other = SteppedTree()
    other.multiplayer.multiplayer_peer = network.join(7)
    network.settle(tree, other)
    other.multiplayer.send_bytes(b"x", 1)
    network.settle(tree, other)
    other.multiplayer.multiplayer_peer.close()
    network.settle(tree, other)
    assert [signal.emissions for signal in watched] == [[(7,)], [(7, b"x")], [(7,)]]
    other.finish()


def test_who_is_disconnected_is_gone_at_once_and_only_the_others_are_told(game, caplog):
    trees = game.start(godot4=(2, 3))
    api, gone = trees[1].multiplayer, []
    for id in (1, 2):
        trees[id].multiplayer.peer_disconnected.connect(lambda who, id=id: gone.append((id, who)))
    api.disconnect_peer(3)
    assert api.get_peers() == [2]
    game.settle()
    assert gone == [(2, 3)]
    assert trees[3].multiplayer.get_peers() == []
    api.disconnect_peer(3)
    assert caplog.messages[-1] == "disconnect_peer: there is no peer 3. Connected: [2]."


def test_with_an_auth_callback_both_ends_have_to_agree_before_they_are_peers(tree):
    network, other = MemoryMultiplayer(4), SteppedTree()
    asked, apis = [], [tree.multiplayer, other.multiplayer]
    assert tree.multiplayer.get_authenticating_peers() == []
    for api in apis:
        api.auth_callback = lambda id, data, api=api: (asked.append((id, data)), api.complete_auth(id))
        api.auth_timeout = 1.0
    apis[0].multiplayer_peer, apis[1].multiplayer_peer = network.host(), network.join(2)
    network.settle(tree, other)
    assert (apis[0].get_authenticating_peers(), apis[0].get_peers()) == ([2], [])
    assert apis[0]._idle_time_(tree.poller) == 0.0
    assert apis[0].send_auth(2, b"who?") == apis[1].send_auth(1, b"me") == OK
    network.settle(tree, other)
    assert sorted(asked) == [(1, b"who?"), (2, b"me")]
    assert [api.get_peers() for api in apis] == [[2], [1]]
    late = network.join(3)
    tree.step(3)
    assert apis[0].get_authenticating_peers() == [3]
    apis[0].disconnect_peer(3)
    assert (apis[0].get_authenticating_peers(), apis[0].get_peers()) == ([], [2])
    late.close()
    assert (apis[0].auth_timeout, callable(apis[0].auth_callback)) == (1.0, True)
    other.finish()


def test_without_server_relay_clients_do_not_know_of_each_other(game, lines):
    trees = game.start(godot4=(2,))
    trees[1].multiplayer.server_relay = False
    assert trees[1].multiplayer.server_relay is False
    tree = game.trees[3] = SteppedTree()
    tree.network_peer = game.network.join(3, 4)
    game.settle()
    assert (trees[2].multiplayer.get_peers(), tree.multiplayer.get_peers()) == ([1], [1])
    tree.network_peer.set_target_peer(1)
    tree.network_peer.put_packet(b"\7\3\2\0\0\0\3x")
    game.settle()
    assert "Peer 3 wants to be relayed, and `server_relay` is off." in lines()


def test_a_client_without_relay_sends_all_to_the_server(game):
    trees = game.start(godot4=(2, 3))
    trees[2].multiplayer.server_relay = False
    heard = trees[1].watch(trees[1].multiplayer.peer_packet)
    nodes = game.add(Caller, "Caller")
    nodes[2].rpc_id(3, "heard")
    game.settle()
    assert (nodes[1].calls, nodes[3].calls, heard.emissions) == ([2], [], [])


class Caller(Node):
    def __init__(self):
        self.calls = []

    @remote
    def heard(self):
        self.calls.append(self.multiplayer.get_remote_sender_id())


def test_a_branch_may_have_an_api_of_its_own_whose_paths_begin_there(tree):
    network, other = MemoryMultiplayer(4), SteppedTree()
    here = tree.add(Node(), "Here")
    there = other.add(Node(), "There")
    callers = []
    for parent, peer in ((here, network.host()), (there, network.join())):
        api = MultiplayerAPI()
        parent.get_tree().set_multiplayer(api, parent.get_path())
        api.multiplayer_peer = peer
        callers.append(Caller())
        callers[-1].name = "Caller"
        parent.add_child(callers[-1])
    assert here.multiplayer is callers[0].multiplayer is tree.get_multiplayer("/root/Here/Caller")
    assert tree.root.multiplayer is tree.get_multiplayer() is not here.multiplayer
    for _ in range(5):
        tree.step()
        other.step()
    callers[1].rpc("heard")
    for _ in range(5):
        other.step()
        tree.step()
    assert callers[0].calls == [2]
    tree.set_multiplayer(None, "/root/Here")
    assert callers[0].multiplayer is tree.get_multiplayer()
    with pytest.raises(ScriptError, match="give its path, too"):
        tree.set_multiplayer(None)
    other.finish()


def test_how_long_packets_of_synchronizers_may_be_has_godots_defaults(tree):
    api = tree.multiplayer
    assert (api.max_sync_packet_size, api.max_delta_packet_size) == (1350, 65535)
    api.max_sync_packet_size, api.max_delta_packet_size = 128, 200
    assert (api.max_sync_packet_size, api.max_delta_packet_size) == (128, 200)
    with pytest.raises(ScriptError, match="max_sync_packet_size is 128 bytes or more, not 127"):
        api.max_sync_packet_size = 127
    with pytest.raises(ScriptError, match="max_delta_packet_size is 128 bytes or more, not 0"):
        api.max_delta_packet_size = 0


def test_what_godot_4_sets_by_methods_is_set_by_methods():
    api, peer = SceneMultiplayer(), OfflineMultiplayerPeer()
    for name, value in {
        "multiplayer_peer": peer,
        "auth_callback": print,
        "auth_timeout": 5.0,
        "max_sync_packet_size": 300,
        "max_delta_packet_size": 400,
    }.items():
        getattr(api, f"set_{name}")(value)
        assert getattr(api, f"get_{name}")() == getattr(api, name) == value
    api.set_server_relay_enabled(False)
    api.set_refuse_new_connections(True)
    assert (api.is_server_relay_enabled(), api.is_refusing_new_connections()) == (False, True)
    assert api.get_root_path() == api.root_path
