"""A packet that a script takes and one that it sends, by the core and by its reference."""

import inspect
from collections import deque
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import ERR_UNAVAILABLE, FAILED, OK, PoolByteArray
from engine.net.poller import READ
from engine.net.traffic import Traffic
from nodes import WebSocketPeer, WebSocketServer
from nodes.websocket.life import CLOSING, OPEN, Life
from nodes.websocket.limits import Limits
from nodes.websocket.link import put_all
from nodes.websocket.outbox import Outbox
from nodes.websocket.socket_link.fast_lane import LaneReader, Masker
from nodes.websocket.socket_link.socket_link import SEND_AT_ONCE, SocketLink
from nodes.websocket.socket_link.stream import Stream, client_protocol, server_protocol
from nodes.websocket.unread import Unread
from nodes.websocket.url import parse_url

from .needed import core
from .outcome import outcome

reference_of_get = core.references[f"{WebSocketPeer.__module__}.WebSocketPeer.get_packet"]
reference_of_get_peer = core.references[f"{WebSocketServer.__module__}.WebSocketServer.get_peer"]
reference_of_put_packet = core.references[f"{WebSocketPeer.__module__}.WebSocketPeer.put_packet"]
reference_of_put = core.references[f"{SocketLink.__module__}.SocketLink.put"]
reference_of_put_all = core.references["nodes.websocket.link.put_all"]
reference_of_send = core.references[f"{Stream.__module__}.Stream.send_message"]


class Link:
    """A link that has what waits, and is connected or not."""

    def __init__(self, packets, counted=0, told=None):
        self.unread = Unread(1000, 100)
        for packet in packets[:counted]:
            self.unread.take_in(packet)
        if counted:
            self.unread.is_full()
        for packet in packets[counted:]:
            self.unread.take_in(packet)
        if told is not None:
            self.unread.hold(lambda: told.append("goes on"))
        self.is_open = True

    @property
    def life(self):
        return self

    is_connected = property(lambda self: self.is_open)


packets = st.lists(
    st.tuples(st.one_of(st.binary(max_size=20), st.binary(max_size=20).map(PoolByteArray)), st.booleans()),
    max_size=3,
)


@given(packets, st.integers(0, 3), st.booleans(), st.booleans())
def test_both_take_the_same(packets, counted, held, has_link):
    told = []
    for get in (WebSocketPeer.get_packet, reference_of_get):
        told.append([])
        link = Link(packets, counted, told[-1] if held else None) if has_link else None
        peer = WebSocketPeer(link)
        for _ in range(len(packets) + 1):
            packet = get(peer)
            state = (
                peer.was_string_packet(),
                peer.get_packet_error(),
                link and (len(link.unread), link.unread.counted, link.unread._size),
            )
            told[-1].append((packet, type(packet), state))
    assert told[0] == told[1]
    for told_by in told:
        assert told_by.count("goes on") == (1 if has_link and held and packets else 0)
        told_by[:] = [one for one in told_by if one != "goes on"]
    assert told[0][-1][2][1] in (FAILED, ERR_UNAVAILABLE)
    assert all(packet[2][1] is OK for packet in told[0][:-1]) or not has_link


def test_what_is_no_link_of_ours_is_for_the_reference():
    peer = WebSocketPeer(object())
    assert outcome(peer.get_packet) == outcome(reference_of_get, peer)
    peer._link_ = Link([])
    peer._link_.unread = [(b"a", True)]
    assert outcome(peer.get_packet)[0] is AttributeError
    peer._link_ = Link([])
    peer._link_.unread.append("no packet")
    with pytest.raises(TypeError, match="a packet is a payload"):
        peer.get_packet()


@pytest.mark.parametrize("id", [7, 8, True, 7.0, "7", None, [7], 1 << 70])
def test_both_have_the_same_peers(id, caplog):
    server = WebSocketServer()
    server._peers_[7] = server._peers_[1 << 70] = WebSocketPeer()
    found = [get(server, id) for get in (WebSocketServer.get_peer, reference_of_get_peer)]
    assert found[0] is found[1]
    assert (found[0] is None) == (id not in (7, 1 << 70) if id != [7] else True)
    assert found[0] is server.get_peer(peer_id=id)
    assert ("has no client" in caplog.text) == (found[0] is None)
    with pytest.raises(TypeError, match="takes 2 positional arguments but 3 were given"):
        server.get_peer(7, 8)


def test_scripts_find_help_for_it():
    for method, reference in (
        (WebSocketPeer.get_packet, reference_of_get),
        (WebSocketPeer.put_packet, reference_of_put_packet),
        (WebSocketServer.get_peer, reference_of_get_peer),
    ):
        assert inspect.getdoc(method) == inspect.getdoc(reference)
        assert list(inspect.signature(method).parameters) == list(inspect.signature(reference).parameters)


def streams():
    """Two that are as the other: (compiled, reference)."""
    yield Stream(server_protocol([]), 1000), Stream(server_protocol([]), 1000)
    masker, other = Masker(), Masker()
    masker.frame(b"", False)
    other._pool, other._used = masker._pool, masker._used
    yield tuple(Stream(client_protocol(parse_url("ws://a"), []), 1000, masker=one) for one in (masker, other))


payloads = st.one_of(*(st.binary(max_size=200).map(kind) for kind in (bytes, PoolByteArray, bytearray)))


@given(
    st.lists(
        st.tuples(payloads, st.sampled_from([True, False, 1]), st.sampled_from([None, b"frame"])), max_size=4
    ),
    st.booleans(),
)
def test_both_send_the_same(messages, has_frame):
    for one, other in streams():
        for message in messages:
            given = message if has_frame else message[:2]
            assert outcome(Stream.send_message, one, *given) == outcome(reference_of_send, other, *given)
        assert (one.output_size, one.take_output()) == (other.output_size, other.take_output())


def test_what_is_asked_in_another_way_is_for_the_reference():
    for one, other in streams():
        for args in ((), (b"a",), (b"a", True, None, 1), (b"a", True, "frame")):
            assert outcome(Stream.send_message, one, *args)[0] == outcome(reference_of_send, other, *args)[0]
        one.send_message(payload=b"a", is_text=True)
        one.output_size = -5
        one.send_message(b"a", True)
        assert one.output_size in (-2, 2)


def test_a_client_gets_new_masks_when_those_that_it_had_are_used_up():
    _, (stream, _) = streams()
    count = 2 * Masker.POOL_SIZE // 4
    for number in range(count):
        stream.send_message(b"%d" % number, False)
    lane, came = LaneReader(masked=True, max_size=100), []
    lane.feed(b"".join(stream.take_output()))
    while messages := lane.messages():
        came += messages
    assert came == [(b"%d" % number, False) for number in range(count)]


class QuietLink(SocketLink):
    """A link without a socket, which notes what it would write, and when."""

    __slots__ = ("flushed",)

    def __init__(self, stream, bytes_left, packets_left, in_outbox, state):
        self.life = Life(state)
        self.flushed = []
        self._stream = stream
        self._out_bytes_left, self._out_packets_left = bytes_left, packets_left
        self._in_outbox, self._outbox = in_outbox, self
        self._traffic, self._unsent = SimpleNamespace(packets_refused=0), []

    def add(self, link):
        self.flushed.append("soon")

    def flush(self):
        self.flushed.append("now")

    def outcome_of(self, put, *args, **named):
        state = outcome(put, self, *args, **named), self.flushed, self._traffic.packets_refused
        return (
            *state,
            self._out_packets_left,
            self._in_outbox,
            self._stream.output_size,
            self._stream.take_output(),
        )


class Socket:
    """A socket that takes everything."""

    def __init__(self):
        self.sent = []

    def send(self, data):
        self.sent.append(data)
        return len(data)


def open_link(stream, bytes_left, packets_left):
    """Return a link that has a socket, and something else to do than to write what is little."""
    link = SocketLink.__new__(SocketLink)
    link.life, link._stream = Life(OPEN), stream
    link._out_bytes_left, link._out_packets_left = bytes_left, packets_left
    link._in_outbox, link._outbox = False, Outbox()
    link._outbox.polling = True
    link._limits, link._traffic, link._watch = Limits(), Traffic(), SimpleNamespace(events=READ)
    link._socket, link._buffers_inside, link._unsent, link._unsent_size = Socket(), False, deque(), 0
    return link


sizes = st.sampled_from(
    [0, 1, 125, 126, SEND_AT_ONCE - 20, SEND_AT_ONCE - 14, SEND_AT_ONCE - 1, SEND_AT_ONCE]
)


@given(
    st.lists(
        st.tuples(
            st.one_of(payloads, sizes.map(bytes), st.just("text")),
            st.sampled_from([True, False, 1]),
            st.sampled_from([None, b"frame"]),
        ),
        max_size=4,
    ),
    st.tuples(
        st.sampled_from([10, 20_000, 1 << 20]),
        st.sampled_from([0, 1, 100]),
        st.booleans(),
        st.sampled_from([OPEN, OPEN, CLOSING]),
    ),
)
def test_both_put_the_same(messages, state):
    for one, other in streams():
        link, same = QuietLink(one, *state), QuietLink(other, *state)
        for message in messages:
            assert link.outcome_of(SocketLink.put, *message) == same.outcome_of(reference_of_put, *message)
            given = {"payload": message[0], "is_text": message[1]}
            assert link.outcome_of(SocketLink.put, **given) == same.outcome_of(reference_of_put, **given)


@given(
    st.lists(st.tuples(st.one_of(payloads, sizes.map(bytes)), st.booleans()), max_size=4),
    st.sampled_from([10, 20_000, 1 << 20]),
    st.sampled_from([0, 1, 100]),
)
def test_both_put_the_same_messages_as_far_as_there_is_room(messages, bytes_left, packets_left):
    for one, other in streams():
        told = []
        for put, stream in ((put_all, one), (reference_of_put_all, other)):
            link = open_link(stream, bytes_left, packets_left)
            told.append(
                [outcome(put, link, messages), link._out_packets_left, link._outbox._waiting == [link]]
            )
            told[-1] += [stream.take_output(), link._socket.sent]
        assert told[0] == told[1]


def test_what_is_no_message_or_no_link_is_an_error_for_both():
    for one, other in streams():
        link, same = open_link(one, 1000, 100), open_link(other, 1000, 100)
        for messages in (None, [b"a"], [(b"a", False, 1)], [(b"a", False), ()], [("text", False)]):
            assert outcome(put_all, link, messages) == outcome(reference_of_put_all, same, messages)
        assert one.take_output() == other.take_output()
    assert outcome(put_all, None, [(b"a", False)]) == outcome(reference_of_put_all, None, [(b"a", False)])
    assert outcome(put_all) == outcome(reference_of_put_all)


@given(st.lists(st.one_of(payloads, st.sampled_from(["text", 1])), max_size=3), st.booleans(), st.booleans())
def test_both_put_the_same_packets(packets, is_text, has_room):
    told = []
    for put in (WebSocketPeer.put_packet, reference_of_put_packet):
        stream = Stream(server_protocol([]), 1000)
        link = open_link(stream, 1000, 100)
        link.life = Life(OPEN if has_room else CLOSING)
        peer = WebSocketPeer(link)
        peer.set_write_mode(0 if is_text else 1)
        told.append([outcome(put, peer, packet) for packet in packets])
        told[-1] += [stream.take_output(), link._out_packets_left, link._outbox._waiting == [link]]
    assert told[0] == told[1]
