import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import Error, MultiplayerAPI, NetworkedMultiplayerPeer, Node, master, puppet, remote
from engine.multiplayer.godot3 import path_cache
from engine.multiplayer.godot3.packets import (
    ConfirmPath,
    Raw,
    RemoteCall,
    RemoteSet,
    SimplifyPath,
    decode,
    encode,
)
from engine.multiplayer.godot3.wire import Godot3Wire
from engine.multiplayer.refusals import PacketError
from engine.multiplayer.state import MultiplayerState

from ..conftest import Game


class Player(Node):
    health = remote(100)
    secret = 1

    def __init__(self):
        self.log = []
        self.lives = 3

    @remote
    def hear(self, *args):
        self.log.append((self.get_tree().get_rpc_sender_id(), *args))

    @remote
    def two(self, a, b=1):
        self.log.append((a, b))

    @master
    def ask(self):
        pass

    @puppet
    def move(self):
        self.log.append("move")

    def local(self):
        raise AssertionError

    @remote
    async def wait(self, seconds):
        self.log.append("before")
        await self.get_tree().create_timer(seconds).timeout
        self.log.append("after")

    @remote
    def fail(self):
        raise ValueError("on purpose")

    @remote
    def fail_inside(self):
        len(5)

    @remote
    def die(self):
        self.free()

    @property
    def level(self):
        return 1

    @level.setter
    @remote
    def level(self, value):
        raise ValueError(value)


@pytest.fixture
def player(game):
    game.start(2, 3)
    return game.trees[1].add(Player(), "P")


def tell(game, *packets, by=2):
    peer = game.trees[by].network_peer
    peer.set_target_peer(1)
    for packet in packets:
        peer.put_packet(packet if isinstance(packet, bytes) else encode(packet))
    game.settle()


def wire_of(game):
    [wire] = game.trees[1].multiplayer._state_.wires
    return wire


def told_by_2(lines):
    return [line for line in lines() if line.startswith("Peer 2 ")]


# -- What is sent --------------------------------------------------------------------------------


class Peer(NetworkedMultiplayerPeer):
    """Keeps what is sent: to whom, whether reliably, and the packet."""

    def __init__(self):
        self.sent = []
        self.mode = self.TRANSFER_MODE_RELIABLE
        self.fails = False

    transfer_mode = property(lambda self: self.mode, lambda self, mode: setattr(self, "mode", mode))

    def set_target_peer(self, id):
        self.target = id

    def put_packet(self, buffer):
        if self.fails:
            return Error.FAILED
        self.sent.append((self.target, self.mode == self.TRANSFER_MODE_RELIABLE, decode(buffer)))
        return Error.OK


@pytest.fixture
def state():
    state = MultiplayerState()
    state.peer, state.root = Peer(), Node()
    node = Node()
    node.name = "P"
    state.root.add_child(node)
    return state


@pytest.fixture
def wire(state):
    """A wire with the peers 2, 3 and 4."""
    wire = Godot3Wire(state)
    for id in (3, 2, 4):
        wire.joined(id)
    state.wires, state.peers = (wire,), dict.fromkeys(wire.peers, wire)
    return wire


def call(wire, to=0, *args, reliable=True):
    """Call `m` of the node `P`, and return what is sent."""
    peer = wire._state.peer
    peer.sent.clear()
    assert wire.call(wire._state.root.get_node("P"), to, reliable, "m", args) == Error.OK
    return peer.sent[:]


def test_a_path_without_a_number_is_sent_as_it_is_and_never_announced(wire, monkeypatch):
    monkeypatch.setattr(path_cache, "MOST_PATHS", 0)
    for _ in range(2):
        assert call(wire) == [(id, True, RemoteCall("P", "m", ())) for id in (2, 3, 4)]


def confirm(wire, *peers):
    for id in peers:
        wire.receive(id, encode(ConfirmPath("P")))


PATH = SimplifyPath(1, "P")
BY_PATH = RemoteCall("P", "m", ())
BY_NUMBER = RemoteCall(1, "m", ())


def test_a_number_is_announced_once_and_used_when_it_is_confirmed(wire):
    assert call(wire) == [(to, True, PATH) for to in (2, 3, 4)] + [(to, True, BY_PATH) for to in (2, 3, 4)]
    confirm(wire, 3)
    assert call(wire) == [(2, True, BY_PATH), (3, True, BY_NUMBER), (4, True, BY_PATH)]
    confirm(wire, 2, 4)
    assert call(wire) == [(0, True, BY_NUMBER)]
    assert call(wire, 3) == [(3, True, BY_NUMBER)]
    assert call(wire, -3) == [(-3, True, BY_NUMBER)]


def test_a_number_is_announced_to_those_alone_who_are_called(wire):
    assert call(wire, 3) == [(3, True, PATH), (3, True, BY_PATH)]
    assert [to for to, _, packet in call(wire) if packet == PATH] == [2, 4]
    confirm(wire, 2, 4)
    assert call(wire, -3) == [(-3, True, BY_NUMBER)]
    assert call(wire) == [(2, True, BY_NUMBER), (3, True, BY_PATH), (4, True, BY_NUMBER)]


def test_a_number_is_announced_reliably_also_before_a_call_that_may_be_lost(wire):
    assert call(wire, 2, reliable=False) == [(2, True, PATH), (2, False, BY_PATH)]


def test_an_announcement_that_could_not_be_sent_is_made_again(wire, state):
    state.peer.fails = True
    assert wire.call(state.root.get_node("P"), 2, True, "m", ()) == Error.FAILED
    state.peer.fails = False
    assert call(wire, 2) == [(2, True, PATH), (2, True, BY_PATH)]


def test_who_left_or_came_anew_has_to_be_told_anew(wire):
    call(wire)
    confirm(wire, 2, 3, 4)
    wire.left(4)
    assert list(wire.peers) == [2, 3]
    assert call(wire) == [(0, True, BY_NUMBER)]
    wire.joined(3)
    wire.joined(4)
    assert [to for to, _, packet in call(wire) if packet == PATH] == [3, 4]


def test_after_clearing_there_is_nobody_and_numbers_begin_anew(wire):
    call(wire)
    wire.clear()
    assert (call(wire), list(wire.peers)) == ([], [])
    wire.joined(2)
    assert call(wire) == [(2, True, PATH), (2, True, BY_PATH)]


def test_a_target_that_means_nobody_of_this_wire_sends_nothing(wire):
    assert call(wire, 77) == []
    wire.left(3)
    wire.left(4)
    assert call(wire, -2) == []


def test_values_and_bytes_are_sent_too(wire, state):
    call(wire)
    confirm(wire, 2, 3, 4)
    state.peer.sent.clear()
    assert wire.set_value(state.root.get_node("P"), 0, False, "v", 7) == Error.OK
    assert wire.raw(-2, b"abc") == Error.OK
    assert state.peer.sent == [(0, False, RemoteSet(1, "v", 7)), (-2, False, Raw(b"abc"))]
    assert wire.receive(2, encode(Raw(b"abc"))) == b"abc"


def test_what_no_packet_can_hold_is_said_before_anything_is_sent(wire, state):
    for peers in (3, 0):
        assert len(wire.peers) == peers
        with pytest.raises(PacketError, match="argument 1 cannot be sent"):
            wire.call(state.root, 0, True, "m", (object(),))
        with pytest.raises(PacketError, match="the value cannot be sent"):
            wire.set_value(state.root, 0, True, "v", object())
        wire.clear()
    assert state.peer.sent == []


def test_a_packet_in_words_has_the_path_that_its_sender_means(wire):
    call(wire)
    assert wire.in_words(encode(BY_NUMBER)) == "call P.m()"
    assert wire.in_words(encode(BY_NUMBER), 2) == "call (path 1).m()"
    wire.receive(2, encode(SimplifyPath(1, "Q")))
    assert wire.in_words(encode(BY_NUMBER), 2) == "call Q.m()"
    assert wire.in_words(encode(BY_NUMBER)) == "call P.m()"


# -- What is done --------------------------------------------------------------------------------


def test_a_call_finds_its_node_by_path_and_by_number(game, player):
    tell(game, RemoteCall("P", "hear", (1,)), SimplifyPath(9, "P"), RemoteCall(9, "hear", (2,)))
    tell(game, RemoteCall(9, "hear", (3,)), RemoteCall(9, "hear", ()))
    assert player.log == [(2, 1), (2, 2), (2, 3), (2,)]


def test_a_number_belongs_to_the_peer_that_announced_it(game, player, lines):
    tell(game, SimplifyPath(9, "P"))
    tell(game, RemoteCall(9, "hear", ()), by=3)
    assert player.log == []
    assert "Peer 3 called a node by the number 9, which stands for none." in lines()


def test_a_number_leads_to_whatever_node_is_at_the_path_now(game, player, lines):
    tell(game, SimplifyPath(9, "P"), RemoteCall(9, "hear", (1,)))
    player.name = "Q"
    other = game.trees[1].add(Player(), "P")
    tell(game, RemoteCall(9, "hear", (2,)))
    other.free()
    tell(game, RemoteCall(9, "hear", (3,)))
    assert player.log == [(2, 1)]
    [line] = told_by_2(lines)
    assert line.startswith("Peer 2 called the node 'P', which is not here. No node at 'P' from")
    game.trees[1].add(Node(), "P")
    tell(game, RemoteCall(9, "hear", (4,)))
    [line] = told_by_2(lines)
    assert "'hear' on <Node /root/P>, which was refused: Node declares no such method" in line


def test_a_number_that_is_given_to_another_path_leads_there(game, player):
    other = game.trees[1].add(Player(), "Q")
    tell(game, SimplifyPath(9, "P"), RemoteCall(9, "hear", (1,)))
    tell(game, SimplifyPath(9, "Q"), RemoteCall(9, "hear", (2,)), SimplifyPath(9, "/root/P"))
    tell(game, RemoteCall(9, "hear", (3,)), RemoteCall(9, "hear", (4,)))
    assert player.log == [(2, 1), (2, 3), (2, 4)]
    assert other.log == [(2, 2)]


def test_a_root_that_is_freed_or_replaced_is_not_called_any_more(game, player, lines):
    root = game.trees[1].add(Player(), "Root")
    game.trees[1].multiplayer.root_node = root
    tell(game, SimplifyPath(9, "."), RemoteCall(9, "hear", (1,)), RemoteCall(9, "hear", (2,)))
    root.free()
    tell(game, RemoteCall(9, "hear", (3,)))
    assert root.log == [(2, 1), (2, 2)]
    assert "sent a call, but <MultiplayerAPI" in told_by_2(lines)[-1]


def test_every_name_below_a_number_is_remembered_but_not_without_end(game, player, monkeypatch):
    monkeypatch.setattr(path_cache, "MOST_ADDRESSES", 1)
    tell(game, SimplifyPath(9, "P"))
    for number in range(3):
        tell(
            game,
            RemoteCall(9, "hear", (number,)),
            RemoteCall(9, "two", (number,)),
            RemoteSet(9, "health", number),
        )
    assert player.log == [(2, 0), (0, 1), (2, 1), (1, 1), (2, 2), (2, 1)]
    assert player.health == 2
    assert len(wire_of(game)._received[2].addresses) == 1


def test_an_async_method_is_started(game, player):
    tell(game, RemoteCall("P", "wait", (0.5,)))
    assert player.log == ["before"]
    game.trees[1].step(40)
    assert player.log == ["before", "after"]


def test_a_node_may_free_itself_in_a_call(game, player, lines):
    tell(game, RemoteCall("P", "die", ()), RemoteCall("P", "hear", ()))
    assert len(told_by_2(lines)) == 1


def test_a_path_is_confirmed_to_who_announced_it(game, player):
    sent = game.sent(1)
    tell(game, SimplifyPath(9, "Nowhere//"))
    assert sent == [(2, encode(ConfirmPath("Nowhere")))]


def test_too_many_paths_are_not_confirmed(game, player, lines, monkeypatch):
    monkeypatch.setattr(path_cache, "MOST_PATHS", 1)
    sent = game.sent(1)
    tell(game, SimplifyPath(1, "P"), SimplifyPath(2, "Q"))
    assert len(sent) == 1
    assert told_by_2(lines) == ["Peer 2 announced more paths than there is room for; they go unconfirmed."]


def test_a_stranger_announces_nothing(game, player, lines):
    peer = game.trees[1].network_peer
    peer._packets_.append((99, encode(SimplifyPath(1, "P")), 1))
    game.settle()
    assert lines() == ["Peer 99 announced a path, and is not among the connected peers."]


# -- What is refused -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("packet", "line"),
    [
        (b"", "sent a packet that cannot be read: it is empty."),
        (b"\0abc", "sent a packet that cannot be read: 4 bytes are too few for a call."),
        (
            RemoteCall("P", "local", ()),
            (
                "called 'local' on <Player /root/P>, which was refused: it is not declared open."
                " If it should be, write `@remote` above `def local`, or one of the other modes."
            ),
        ),
        (
            RemoteCall("P", "queue_free", ()),
            (
                "called 'queue_free' on <Player /root/P>, which was refused: it is Node's own, and not"
                " declared open."
            ),
        ),
        (
            RemoteCall("P", "haer", ()),
            (
                "called 'haer' on <Player /root/P>, which was refused: Player declares no such method."
                " Did you mean 'hear'?"
            ),
        ),
        (
            RemoteCall("P", "health", ()),
            (
                "called 'health' on <Player /root/P>, which was refused: it is not declared open."
                " If it should be, write `@remote` above `def health`, or one of the other modes."
            ),
        ),
        (
            RemoteSet("P", "secret", 2),
            (
                "set 'secret' on <Player /root/P>, which was refused: it is not declared open."
                " If it should be, write `secret = remote(…)`, or one of the other modes."
            ),
        ),
        (
            RemoteSet("P", "lives", 2),
            (
                "set 'lives' on <Player /root/P>, which was refused: it is not declared open."
                " If it should be, write `lives = remote(…)`, or one of the other modes."
            ),
        ),
        (
            RemoteSet("P", "x", 2),
            ("set 'x' on <Player /root/P>, which was refused: Player declares no such value."),
        ),
        (
            RemoteSet("P", "hear", 2),
            (
                "set 'hear' on <Player /root/P>, which was refused: it is not declared open."
                " If it should be, write `hear = remote(…)`, or one of the other modes."
            ),
        ),
        (
            RemoteCall("P", "move", ()),
            (
                "called 'move' on <Player /root/P>, which was refused: it is @puppet, so only the node's"
                " master, peer 1, may, and not at the master's own."
            ),
        ),
        (
            RemoteCall("P", "two", ()),
            (
                "called <Player /root/P>.two with arguments that it cannot take:"
                " Player.two() missing 1 required positional argument: 'a'."
            ),
        ),
        (
            RemoteCall("P", "two", (1, 2, 3)),
            (
                "called <Player /root/P>.two with arguments that it cannot take:"
                " Player.two() takes from 2 to 3 positional arguments but 4 were given."
            ),
        ),
        (
            RemoteCall("N", "hear", ()),
            (
                "called the node 'N', which is not here. No node at 'N' from <Viewport /root>:"
                " <Viewport /root> has no child 'N'. Did you mean 'P'? Its children: P."
            ),
        ),
        (ConfirmPath("N"), "confirmed the path 'N', of which it was never told."),
    ],
)
def test_a_refusal_is_one_line_that_says_who_what_and_why(game, player, lines, packet, line):
    tell(game, packet)
    assert told_by_2(lines) == ["Peer 2 " + line]
    assert (player.log, player.health, player.secret, player.lives) == ([], 100, 1, 3)


def test_a_master_method_names_the_master(game, player, lines):
    player.set_network_master(3)
    tell(game, RemoteCall("P", "ask", ()))
    [line] = told_by_2(lines)
    assert line.endswith("it is @master, for the node's master, which is peer 3; this is 1.")


def test_a_very_long_path_is_cut_in_the_log(game, player, lines):
    tell(game, RemoteCall("x/" * 5000, "hear", ()))
    [line] = told_by_2(lines)
    assert len(line) < 200


def test_a_refusal_that_repeats_is_logged_less_and_less(game, player, lines):
    tell(game, *[RemoteCall("P", "local", ())] * 99)
    assert len(told_by_2(lines)) == 2


# -- Whose fault it is ---------------------------------------------------------------------------


@pytest.mark.parametrize("packet", [RemoteCall("P", "fail", ()), RemoteSet("P", "level", 7)])
def test_what_the_called_script_raises_is_its_own_fault(game, player, packet):
    with pytest.raises(ValueError, match=r"on purpose|7") as caught:
        tell(game, packet)
    assert ", called by peer 2" in caught.value.__notes__[0]


def test_a_type_error_inside_the_method_is_its_own_fault(game, player, lines):
    with pytest.raises(TypeError, match="has no len"):
        tell(game, RemoteCall("P", "fail_inside", ()))
    assert told_by_2(lines) == []


def test_what_was_opened_by_config_and_is_not_there_is_one_line(game, player, lines):
    player.rpc_config("hear", MultiplayerAPI.RPC_MODE_REMOTE)
    player.rset_config("nothing", MultiplayerAPI.RPC_MODE_REMOTE)
    player.hear = None
    tell(game, RemoteCall("P", "hear", ()), RemoteSet("P", "nothing", 1))
    assert told_by_2(lines) == [
        "Peer 2 called <Player /root/P>.hear, which is no method (any more).",
        "Peer 2 set <Player /root/P>.nothing, which rset_config opened, and which is not there.",
    ]


def test_a_bad_packet_stops_no_later_one(game, player):
    tell(game, b"", b"\0", RemoteCall("P", "two", ()), RemoteCall("P", "hear", (1,)))
    assert player.log == [(2, 1)]


hostile = st.binary(max_size=48) | st.builds(
    lambda head, tail: head + tail,
    st.sampled_from(
        [b"\0\1\0\0\0hear\0", b"\1\1\0\0\0health\0", b"\0\x09\0\0\x80two\0", b"\2", b"\3", b"\0\1\0\0\0"]
    ),
    st.binary(max_size=24),
)


@given(st.lists(hostile, max_size=8))
def test_no_bytes_raise_in_the_tick_or_reach_what_is_not_open(packets):
    game = Game()
    game.start(2)
    player = game.trees[1].add(Player(), "P")
    tell(game, SimplifyPath(1, "P"), *packets)
    assert (player.secret, player.lives, player.name, player.is_inside_tree()) == (1, 3, "P", True)
    game.finish()
