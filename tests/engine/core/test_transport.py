"""What a link reads from its socket and writes to it, by the core and by its references."""

import gc
import socket

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import PoolByteArray
from engine.net.traffic import Traffic
from nodes.websocket.events import Received
from nodes.websocket.life import CLOSED, OPEN
from nodes.websocket.limits import Limits
from nodes.websocket.outbox import Outbox
from nodes.websocket.socket_link.fast_lane import APART, LaneReader, Masker
from nodes.websocket.socket_link.socket_link import RECEIVE_SIZE, SEND_AT_ONCE, SocketLink
from nodes.websocket.socket_link.stream import Stream, server_protocol

from .needed import core
from .pair import MAX, REQUEST, Home, all_of, connected
from .test_frames import inputs

PLACE = f"{SocketLink.__module__}.SocketLink"
reference_of_receive = core.references[f"{PLACE}.receive"]
reference_of_flush = core.references[f"{PLACE}.flush"]
reference_of_put = core.references[f"{PLACE}.put"]
reference_of_outbox = core.references[f"{Outbox.__module__}.Outbox.flush"]


class Referring(SocketLink):
    """A link that does without the core where it reads and writes."""

    __slots__ = ()

    receive = reference_of_receive
    flush = reference_of_flush
    put = reference_of_put


def state(link):
    """Return what can be seen of a link, but for the kind of its payloads."""
    stream, traffic = link._stream, link._traffic
    lane = stream._lane
    return (
        link.life.state,
        (link._heard, link._in_outbox, link._unsent_size, link._out_bytes_left, link._out_packets_left),
        (link._watch.ready, link._watch.events),
        (stream.has_more, stream.output_size, [bytes(piece) for piece in stream._output]),
        [getattr(lane, name) for name in LaneReader.__slots__] if lane is not None else None,
        [getattr(traffic, name) for name in Traffic.__slots__],
    )


def received(link):
    """Let it receive; return what it tells, and answer all of it as a script might."""
    told = []
    for event in link.receive():
        told.append(event)
        if isinstance(event, Received):
            for payload, is_text in event:
                told.append(link.put(payload, is_text))
                if payload == b"close":
                    link.close(1000, "asked for")
                if payload == b"drop":
                    link.discard()
                    return told
    return told


def served(kind, pieces, is_raw, ends, limits=None):
    """Let a link be sent pieces, and then perhaps an end; return all there is to see of it."""
    told = []
    with connected(kind, limits) as (link, theirs):
        link.is_raw = is_raw
        for piece in pieces:
            sent = 0
            while sent < len(piece):
                try:
                    sent += theirs.send(piece[sent : sent + RECEIVE_SIZE])
                except ConnectionError:  # it is closed
                    return told
                for _ in range(4):  # the core makes one read at a time
                    link._watch.ready = True
                    told += received(link)
                told.append(state(link))
                link._outbox.flush()
                told += [all_of(theirs), state(link)]
        if ends:
            theirs.close()
            for _ in range(2):
                told += received(link)
            told.append(state(link))
    return told


messages = st.lists(
    st.one_of(st.sampled_from([b"close", b"drop", b"", b"x" * APART]), st.binary(max_size=40)), max_size=3
)


@settings(max_examples=50)
@given(inputs(), messages, st.booleans(), st.booleans())
def test_both_read_and_answer_the_same(given, more, is_raw, ends):
    _, pieces = given
    masker = Masker()
    pieces = [piece for piece in pieces if piece] + [masker.frame(payload, False) for payload in more]
    assert served(SocketLink, pieces, is_raw, ends) == served(Referring, pieces, is_raw, ends)


@settings(max_examples=30)
@given(
    st.lists(st.sampled_from([0, 1, 200, APART - 1, APART, 60_000]), min_size=1, max_size=12),
    st.sampled_from([Limits(), Limits(1 << 20, 4096, 1 << 20, 4), Limits(1 << 20, 4096, 100_000, 4096)]),
    st.booleans(),
)
def test_both_hold_back_the_same(sizes, limits, reads):
    """The other end reads nothing for a while, so that the socket is full."""
    told = []
    for kind in (SocketLink, Referring):
        told.append([])
        with connected(kind, limits) as (link, theirs):
            theirs.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            link._socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
            for size in sizes:
                told[-1] += [link.put(bytes(size), False), link.waiting, link._watch.events]
            for _ in range(50 * reads):
                told[-1].append(all_of(theirs))
                link.flush()
            told[-1] += [link.waiting, link._watch.events, state(link)]
    assert told[0] == told[1]


def test_packets_for_scripts_are_made_at_once():
    with connected() as (link, theirs):
        for is_raw, kind in ((False, bytes), (True, PoolByteArray)):
            link.is_raw = is_raw
            theirs.send(b"".join(Masker().frame(bytes(size), False) for size in (0, 5, 300)))
            (event,) = link.receive()
            assert [(type(payload), payload) for payload, _ in event] == [
                (kind, bytes(size)) for size in (0, 5, 300)
            ]
            assert hash(event[1][0]) == hash(bytes(5))


def test_a_reset_is_told_in_the_same_words():
    told = []
    for kind in (SocketLink, Referring):
        listener = socket.create_server(("127.0.0.1", 0))
        theirs = socket.create_connection(listener.getsockname())
        ours, _ = listener.accept()
        ours.setblocking(False)
        home = Home(Limits())
        link = kind.accepted(home, ours, Stream(server_protocol([]), MAX), 5.0)
        theirs.send(REQUEST)
        list(link.receive())
        theirs.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        theirs.close()
        told.append([*link.receive(), link.life.state])
        link.discard()
        listener.close()
        home.poller.close()
    assert told[0] == told[1]
    assert told[0][0].why == "Connection reset by peer"
    assert told[0][1] is CLOSED


def test_a_text_that_is_none_comes_behind_what_was_before_it():
    frames = Masker().frame(b"fine", True) + Masker().frame(b"\xff", True)
    assert served(SocketLink, [frames], True, False) == served(Referring, [frames], True, False)


@pytest.mark.parametrize("size", [70_000, 1 << 40, (1 << 62) - 1])
def test_a_head_may_announce_whatever_it_likes(size):
    head = b"\x82\xff" + size.to_bytes(8, "big") + b"mask"
    told = []
    for kind in (SocketLink, Referring):
        told.append([])
        with connected(kind) as (link, theirs):
            link._stream._lane.max_size = 1 << 62
            for piece in (Masker().frame(b"a", False) + head, b"b" * 100, b"c" * 69_000, b"d" * 2000):
                theirs.send(piece)
                for _ in range(4):
                    told[-1] += received(link)
                lane = link._stream._lane
                told[-1] += [
                    lane._filled,
                    lane._unfinished_size,
                    bytes(lane.unfinished or b"")[: lane._filled],
                ]
    assert told[0] == told[1]


def test_garbage_that_reads_another_link_meanwhile_disturbs_nothing():
    class Garbage:
        def __init__(self):
            self.itself = self

        def __del__(self):
            seen.append([bytes(payload) for event in other.receive() for payload, _ in event])

    seen = []
    frames = b"".join(Masker().frame(b"%d" % i * 20, False) for i in range(60))
    with connected() as (link, theirs), connected() as (other, others):
        link.is_raw = other.is_raw = True
        others.send(Masker().frame(b"other", False))
        theirs.send(frames)
        threshold = gc.get_threshold()
        gc.collect()
        gc.set_threshold(10)
        try:
            Garbage()
            (event,) = link.receive()
        finally:
            gc.set_threshold(*threshold)
        gc.collect()
    assert [bytes(payload) for payload, _ in event] == [b"%d" % i * 20 for i in range(60)]
    assert seen == [[b"other"]]


def test_what_is_not_a_socket_of_the_system_is_for_the_reference():
    class Socket(socket.socket):
        """One of somebody else's making."""

    with connected() as (link, theirs):
        link._socket = Socket(fileno=link._socket.detach())
        theirs.send(Masker().frame(b"x", False))
        assert list(link.receive()) == [[(b"x", False)]]
        link.put(b"y", False)
        link.flush()
        assert all_of(theirs) == b"\x82\1y"


def test_a_closed_descriptor_is_for_the_reference():
    with connected() as (link, theirs):
        link.put(bytes(SEND_AT_ONCE - 20), False)
        link._socket.close()
        link.flush()
        assert (link.waiting, link.life.state) == (0, OPEN)
        assert [event.why for event in link.receive()] == ["Bad file descriptor"]
        assert theirs.recv(1) == b""


class Sender:
    """Something of which a word says what it does when it is to send."""

    def __init__(self, word, outbox, told):
        self.word, self.outbox, self.told = word, outbox, told

    def flush(self):
        self.told.append(self.word)
        if self.word == "fails":
            raise ZeroDivisionError
        if self.word == "adds":
            self.outbox.polling = True
            self.outbox.add(Sender("late", self.outbox, self.told))
        if self.word == "flushes":
            self.outbox._waiting.append(Sender("last", self.outbox, self.told))
            self.outbox.flush()


def flushed(flush, words):
    outbox, told = Outbox(), []
    outbox.polling = True
    for word in words:
        outbox.add(Sender(word, outbox, told))
    try:
        told.append(flush(outbox))
    except ZeroDivisionError:
        told.append("failed")
    return told, [sender.word for sender in outbox._waiting]


@given(st.lists(st.sampled_from(["", "fails", "adds", "flushes"]), max_size=5))
def test_both_let_all_send_who_wait(words):
    assert flushed(Outbox.flush, words) == flushed(reference_of_outbox, words)


def test_both_let_links_send():
    for flush in (Outbox.flush, reference_of_outbox):
        with connected() as (link, theirs):
            link.put(b"packet", False)
            flush(link._outbox)
            assert (all_of(theirs), link._outbox._waiting) == (b"\x82\x06packet", [])


def test_an_outbox_of_another_kind_is_for_the_reference():
    outbox = Outbox()
    outbox._waiting = ()
    assert outbox.flush() is None
