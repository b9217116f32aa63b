"""What waits at a peer is taken and done by the core as by its references, whatever methods do meanwhile."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import OK, Node, master, remote
from engine.multiplayer.api import MultiplayerAPI
from engine.multiplayer.godot3 import packets
from engine.multiplayer.godot4 import packets as packets4
from engine.multiplayer.godot4.methods import checksum
from engine.multiplayer.peer import NetworkedMultiplayerPeer
from engine.multiplayer.trace import trace
from engine.variant.pool_byte_array import PoolByteArray
from nodes.websocket.events import Received
from nodes.websocket.multiplayer_session import MultiplayerSession
from nodes.websocket.relay import all_begin_with
from nodes.websocket.unread import Unread

from .needed import core
from .outcome import outcome, said_by

DRAIN = core.references["engine.multiplayer.api.MultiplayerAPI._drain_"]
TAKE_NEXT = core.references["nodes.websocket.multiplayer_session.MultiplayerSession.take_next"]
ALL_BEGIN_WITH = core.references["nodes.websocket.relay.all_begin_with"]
PEERS = (7, 8)


class Main(Node):
    def __init__(self, api, session):
        self.api, self.session, self.heard = api, session, []

    @remote
    def hear(self, *args):
        self.heard.append((self.api.get_rpc_sender_id(), *args))

    @master
    def ask(self):
        self.heard.append("asked")

    @remote
    def drain(self):
        self.heard.append("drains")
        self.api._drain_()

    @remote
    def drop(self):
        self.session.drop_packets()

    @remote
    def fail(self):
        raise ValueError("on purpose")

    @remote
    def leave(self):
        self.free()

    @remote
    def stop(self):
        self.api.network_peer = None

    @remote
    def quit(self):
        raise KeyboardInterrupt

    def local(self):
        self.heard.append("local")


METHODS = ("ask", "drain", "drop", "fail", "hear", "leave", "quit", "stop")


class Peer(NetworkedMultiplayerPeer):
    def __init__(self, session, version):
        self.session, self.version, self.sent = session, version, []
        self.transfer_mode = 2

    def get_connection_status(self):
        return self.CONNECTION_CONNECTED

    def get_unique_id(self):
        return 1

    def set_target_peer(self, id):
        pass

    def put_packet(self, packet):
        self.sent.append(packet)
        return OK

    def _wire_of_(self, id):
        return f"godot{self.version}"

    def _waiting_packets_(self):
        return self.session


class Session(MultiplayerSession):
    """A session that has no links; with the reference of the core's method, if it is to be plain."""

    def __init__(self):
        super().__init__(lambda: "its node", None)


class PlainSession(Session):
    take_next = TAKE_NEXT


class PlainAPI(MultiplayerAPI):
    _drain_ = DRAIN


def announcement(version):
    if version == 3:
        return packets.simplify_path(1, packets.text("Main"))
    return packets4.simplify_path(checksum(METHODS, ()), 1, packets4.text("Main"))


def call(version, name, args=()):
    if version == 3:
        return packets.with_id(0, 1, packets.call_body(name, args))
    return packets4.with_id(1, packets4.call_body(METHODS.index(name) if name in METHODS else 99, args))


def what_comes_of(version, waiting, plain, header=0, counted=False, traced=False):
    """Return what is heard, sent, logged and left by the time that all was taken which waits."""
    session = (PlainSession if plain else Session)()
    api, peer, root = (PlainAPI if plain else MultiplayerAPI)(), Peer(session, version), Node()
    root.name = "root"
    main = Main(api, session)
    main.name = "Main"
    root.add_child(main)
    api.root_node, api.network_peer = root, peer
    for id in PEERS:
        peer.peer_connected.emit(id)
    peer.sent.clear()
    unread = {id: Unread(1 << 20, 1 << 10) for id in (*PEERS, 9)}
    for sender, packet in [*[(id, announcement(version)) for id in PEERS], *waiting]:
        unread[sender].append((bytes(header) + packet, False))
        session._waiting.append((sender, 1, header, unread[sender]))
    if counted:
        unread[7].hold(lambda: main.heard.append("goes on"))
    packet_heard = []
    api.network_peer_packet.connect(lambda id, packet: packet_heard.append((id, packet)))
    stopped = 0
    faults = []
    with said_by("estragon.rpc") as said, pytest.MonkeyPatch.context() as patch:
        patch.setattr("engine.base.fault._default", lambda fault: faults.append(str(fault.error)))
        if traced:
            patch.setattr(trace, "is_on", True)
        while True:
            try:
                api._drain_()
                break
            except KeyboardInterrupt:
                stopped += 1
    left = [session.packet_count(), session.packet_target, {id: len(one) for id, one in unread.items()}]
    sender = api.get_rpc_sender_id()
    found = main.heard, peer.sent, said, packet_heard, faults, stopped, left, sender
    root.free()
    return repr(found)


def both(*args, **named):
    found = what_comes_of(*args, False, **named)
    assert found == what_comes_of(*args, True, **named)
    return found


names = st.sampled_from(["hear"] * 8 + [*METHODS, "local"])
raw = {3: packets.raw(b"bytes"), 4: packets4.raw(b"bytes")}


@pytest.mark.parametrize("version", [3, 4])
@given(
    calls=st.lists(
        st.tuples(
            st.sampled_from([7, 7, 7, 8, 9]),
            names,
            st.lists(st.one_of(st.integers(-300, 300), st.text("aé", max_size=3)), max_size=2),
        ),
        max_size=8,
    ),
    data=st.data(),
)
def test_both_do_the_same(version, calls, data):
    waiting = [(sender, call(version, name, args)) for sender, name, args in calls]
    for place in data.draw(st.lists(st.integers(0, len(waiting)), max_size=2)):
        odd = st.one_of(st.binary(max_size=8), st.just(raw[version]), st.just(announcement(version)))
        waiting.insert(place, (7, data.draw(odd)))
    header = data.draw(st.sampled_from([0, 9]))
    both(version, waiting, header=header, counted=data.draw(st.booleans()), traced=data.draw(st.booleans()))


@pytest.mark.parametrize("version", [3, 4])
def test_a_call_that_comes_again_is_not_handed_over(version, monkeypatch):
    waiting = [(7, call(version, "hear", (n,))) for n in range(3)]
    assert "[(7, 0), (7, 1), (7, 2)]" in both(version, waiting)
    seen = []
    reference = MultiplayerAPI._receive_

    def receive(api, peer, sender, packet):
        seen.append(packet)
        reference(api, peer, sender, packet)

    monkeypatch.setattr(MultiplayerAPI, "_receive_", receive)
    what_comes_of(version, waiting, False)
    assert len(seen) == 3  # two announcements, and the first call


@pytest.mark.parametrize("version", [3, 4])
@pytest.mark.parametrize("name", ["drop", "leave", "stop", "drain", "quit"])
def test_what_a_called_method_does_to_what_waits_behind_it_is_the_same(version, name):
    waiting = [(7, call(version, one, ())) for one in ("hear", name, name, "hear", "hear")]
    both(version, waiting)


def test_a_queue_that_is_not_what_it_should_be_is_an_error_and_nothing_worse():
    session = Session()
    unread = Unread(10, 10)
    unread.append(b"no pair")
    for entry in (("no", "entry"), (7, 1, "header", unread), (7, 1, 0, unread), (7, 1, 0, unread)):
        session._waiting.append(entry)
    for error in (TypeError, TypeError, TypeError, IndexError):
        with pytest.raises(error):
            session.take_next()
    assert session.take_next() is None


def test_a_header_that_is_longer_than_its_message_leaves_nothing():
    for kind in (Session, PlainSession):
        session, unread = kind(), Unread(10, 10)
        unread.append((b"short", True))
        session._waiting.append((7, 1, 9, unread))
        assert session.take_next() == (7, b"")


@given(
    st.lists(
        st.tuples(
            st.sampled_from([b"abc", b"abd", b"ab", b"a", b"", PoolByteArray(b"abc"), "abc"]),
            st.sampled_from([False, False, False, True, 0]),
        ),
        max_size=4,
    ),
    st.sampled_from([b"ab", b"", "ab"]),
    st.sampled_from([list, tuple, Received]),
)
def test_both_see_whether_all_begin_in_the_same_way(messages, start, kind):
    for args in ((kind(messages), start), (kind(messages), start, 1), ([b"x"], start), ([(b"x",)], start)):
        assert outcome(all_begin_with, *args) == outcome(ALL_BEGIN_WITH, *args)
    assert outcome(all_begin_with, messages, start=start) == outcome(ALL_BEGIN_WITH, messages, start=start)
