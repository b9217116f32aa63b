"""A stream on its socket: back-pressure, sending once, deadlines and the end."""

from __future__ import annotations

import errno

import pytest
from websockets.frames import Frame, Opcode

from engine import ERR_OUT_OF_MEMORY, FAILED, OK
from engine.net.poller import READ, WRITE, Poller
from engine.testing import FakeClock, MemoryNetwork
from nodes.websocket.connection import (
    CLOSE_TIMEOUT,
    LINGER_BYTES,
    LINGER_TIMEOUT,
    READS_AT_ONCE,
    RECEIVE_SIZE,
    SEND_AT_ONCE,
    Connection,
    Limits,
    Outbox,
)
from nodes.websocket.deadlines import Deadlines
from nodes.websocket.event import CloseRequested, Ended, Opened, Received
from nodes.websocket.life import CLOSED, HANDSHAKE
from nodes.websocket.stream import Stream, server_protocol


class Bench:
    """A server's connection on one end of a MemoryNetwork; `wire` is the other end."""

    def __init__(self, limits, **network):
        self.clock = FakeClock(50.0)
        self.network = MemoryNetwork(clock=self.clock, **network)
        self.poller, self.inbox, self.outbox = Poller(), [], Outbox()
        self.deadlines = Deadlines()
        self.deadlines.set_clock(self.clock)
        listener = self.network.listen(1)
        self.wire = self.network.connect((0, ("memory", 1)))
        self.socket = listener.accept()[0]
        self.stream = Stream(server_protocol([]), limits.in_bytes)
        self.connection = Connection(
            self.socket, self.stream, self.poller, self.inbox, self.outbox, self.deadlines, limits
        )

    @property
    def watched(self):
        return self.connection._watch.events

    def receive(self):
        """Read as a node does, with a packet for each message; return the other events."""
        others = []
        for event in self.connection.receive():
            if isinstance(event, Received):
                for message in event:
                    self.connection.unread.take_in(message)
            else:
                others.append(event)
        return others

    def take(self):
        """Take one packet as a peer does."""
        return self.connection.unread.take()[0]

    def sent(self):
        """Return what came out at the other end."""
        found = b""
        while True:
            try:
                part = self.wire.recv(1 << 20)
            except BlockingIOError:
                return found
            if not part:
                return found
            found += part

    def send_frames(self, *payloads, opcode=Opcode.BINARY):
        self.wire.send(b"".join(frame(payload, opcode) for payload in payloads))

    def overdue(self, interval=0.0, timeout=0.0):
        assert self.connection in self.deadlines.due()
        return self.connection.overdue(interval, timeout)


def frame(payload, opcode=Opcode.BINARY, mask=True):
    return Frame(opcode, payload).serialize(mask=mask)


@pytest.fixture
def fresh():
    """`fresh(limits, **network)` is a connection before its handshake."""
    return lambda limits=None, **network: Bench(limits or Limits(), **network)


@pytest.fixture
def bench(fresh, wire):
    """`bench(limits, **network)` is a connection that is open."""

    def make(limits=None, **network):
        bench = fresh(limits)
        bench.wire.send(wire.request())
        (opened,) = bench.receive()
        assert isinstance(opened, Opened)
        assert bench.sent().startswith(b"HTTP/1.1 101 ")
        vars(bench.network).update(network)
        return bench

    return make


# -- In -------------------------------------------------------------------------------------------


def test_what_arrives_is_yielded_until_the_socket_would_block(bench):
    b = bench(chunk=3)
    b.send_frames(b"one", b"two", b"")
    for _ in range(20):
        b.receive()
    assert [b.take() for _ in range(3)] == [b"one", b"two", b""]
    assert b.connection.unread.size == 0


def test_a_full_read_is_followed_by_another_up_to_a_limit_in_one_poll(bench):
    b = bench(Limits(in_bytes=1 << 30, in_packets=1 << 30), room=1 << 30)
    frames = frame(b"x" * 94) * (RECEIVE_SIZE // 100)  # of 100 bytes each
    whole = (frames + frame(b"x" * (RECEIVE_SIZE - len(frames) - 6))) * (READS_AT_ONCE + 4)
    assert len(whole) == RECEIVE_SIZE * (READS_AT_ONCE + 4)
    b.wire.send(whole)
    each = RECEIVE_SIZE // 100 + 1
    b.receive()
    assert len(b.connection.unread) == READS_AT_ONCE * each
    b.poller.collect()
    assert b.inbox  # the rest is not forgotten
    b.receive()
    assert len(b.connection.unread) == (READS_AT_ONCE + 4) * each


def test_ten_thousand_tiny_messages_in_one_read_all_arrive_and_then_reading_stops(bench):
    b = bench(Limits(in_packets=16))
    b.send_frames(*[b"x"] * 9000)
    b.send_frames(*[b"y"] * 1000)
    b.receive()
    assert len(b.connection.unread) == 9000  # one read: they are here already, and nothing is dropped
    b.receive()
    assert len(b.connection.unread) == 9000
    assert b.connection.unread.held
    while b.connection.unread.held:
        b.take()
    b.receive()
    assert [b.take() for _ in range(len(b.connection.unread))][-1000:] == [b"y"] * 1000


@pytest.mark.parametrize(
    ("limits", "payload"),
    [(Limits(in_packets=4), b""), (Limits(in_bytes=400), b"x" * 100)],
)
def test_too_much_unread_leaves_the_socket_unread_until_half_is_taken(limits, payload, bench):
    b = bench(limits)
    b.send_frames(*[payload] * 4)
    b.receive()
    assert not b.connection.unread.held
    b.send_frames(b"held back")
    b.receive()
    assert b.connection.unread.held
    assert b.watched == 0
    b.poller.collect()
    assert b.inbox == []
    b.take()
    assert b.connection.unread.held
    b.take()
    assert not b.connection.unread.held
    assert b.watched == READ
    assert len(b.inbox) == 1
    b.receive()
    assert [b.take() for _ in range(3)] == [payload, payload, b"held back"]


def test_a_large_message_is_received_into_its_own_memory(bench):
    b = bench(Limits(in_bytes=1 << 20), chunk=30_000, room=1 << 30)
    b.send_frames(b"x" * 500_000, b"after")
    for _ in range(40):
        b.receive()
    assert [len(b.take()) for _ in range(2)] == [500_000, 5]


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (ConnectionResetError(errno.ECONNRESET, "Connection reset by peer"), "Connection reset by peer"),
        (OSError("TLS: something"), "TLS: something"),
    ],
)
def test_an_error_of_the_socket_is_the_end_with_its_reason(error, why, bench):
    b = bench()

    def fail(size):
        raise error

    b.socket.recv = fail
    assert b.receive() == [Ended(False, 1006, why)]
    assert b.receive() == []


def test_the_end_of_the_data_is_the_end(bench):
    b = bench()
    b.wire.close()
    assert b.receive() == [Ended(False, 1006, "the other side closed the TCP connection")]


# -- Out ------------------------------------------------------------------------------------------


def test_outside_any_tick_a_message_goes_out_at_once(bench):
    b = bench()
    assert b.connection.put(b"hello", True) == OK
    assert b.sent() == frame(b"hello", Opcode.TEXT, mask=False)
    assert b.connection.waiting == 0


def test_while_its_node_polls_messages_wait_and_go_out_in_one_piece(bench):
    b = bench()
    b.outbox.polling = True
    pieces = []
    send = b.socket.send
    b.socket.send = lambda data: pieces.append(bytes(data)) or send(data)
    for payload in (b"one", b"two", b"three"):
        assert b.connection.put(payload, False) == OK
    assert pieces == []
    assert b.connection.waiting == sum(len(p) + 2 for p in (b"one", b"two", b"three"))
    b.outbox.polling = False
    b.outbox.flush()
    assert pieces == [b"".join(frame(p, mask=False) for p in (b"one", b"two", b"three"))]


def test_a_large_message_does_not_wait_and_takes_along_what_was_put_before(bench):
    b = bench()
    b.outbox.polling = True
    assert b.connection.put(b"before", False) == OK
    assert b.sent() == b""
    assert b.connection.put(b"x" * SEND_AT_ONCE, False) == OK
    assert b.sent() == frame(b"before", mask=False) + frame(b"x" * SEND_AT_ONCE, mask=False)
    assert b.connection.put(b"after", False) == OK
    assert b.sent() == b""
    b.outbox.flush()
    assert b.sent() == frame(b"after", mask=False)


def test_in_a_tick_messages_go_out_at_the_end_of_the_step(bench, tree):
    b = bench()

    def in_tick():
        b.connection.put(b"one", False)
        b.connection.put(b"two", False)
        assert b.sent() == b""

    tree.message_queue.push(None, in_tick, (), "a script")
    tree.step()
    assert b.sent() == frame(b"one", mask=False) + frame(b"two", mask=False)


def test_before_the_handshake_and_from_the_close_on_nothing_can_be_put(fresh, bench):
    assert fresh().connection.put(b"x", False) == FAILED
    b = bench()
    b.connection.close(1000, "")
    assert b.connection.put(b"x", False) == FAILED


def test_what_the_socket_does_not_take_waits_for_it_to_become_writable(bench):
    b = bench(room=100)
    assert b.connection.put(b"x" * 248, False) == OK
    assert b.connection.waiting == 152
    assert b.watched == READ | WRITE
    got = b.sent()
    while b.connection.waiting:
        b.poller.collect()
        assert len(b.inbox) == 1
        b.inbox.clear()
        b.receive()
        got += b.sent()
    assert got == frame(b"x" * 248, mask=False)
    assert b.watched == READ
    assert b.connection.waiting == 0


def test_too_many_bytes_are_refused_until_there_is_room_again(bench):
    b = bench(Limits(out_bytes=1000), room=100)
    accepted = 0
    while b.connection.put(b"x" * 98, False) == OK:
        accepted += 1
    assert accepted == 10 + 1  # ten that wait, and one that the socket has taken
    assert b.connection.waiting == 1000
    assert b.sent() == frame(b"x" * 98, mask=False)
    assert b.connection.put(b"y" * 98, False) == OK


def test_too_many_packets_are_refused_until_all_have_gone(bench):
    b = bench(Limits(out_packets=3), room=10)
    assert b.connection.put(b"x" * 100, False) == OK
    assert [b.connection.put(b"", False) for _ in range(3)] == [OK, OK, ERR_OUT_OF_MEMORY]
    while b.connection.waiting:
        b.sent()
        b.connection.flush()
    assert b.connection.put(b"", False) == OK


def test_one_message_beyond_the_limit_is_accepted_while_nothing_waits(bench):
    b = bench(Limits(out_bytes=100), room=50)
    assert b.connection.put(b"x" * 5000, False) == OK
    assert b.connection.put(b"x", False) == ERR_OUT_OF_MEMORY
    while b.connection.waiting:
        b.sent()
        b.connection.flush()
    assert b.connection.put(b"x" * 5000, False) == OK


def test_a_send_that_fails_is_left_to_reading_to_tell(bench):
    b = bench()
    b.wire.closed = True
    assert b.connection.put(b"x", False) == OK
    assert b.connection.waiting == 0
    b.socket.ended = True
    assert b.receive() == [Ended(False, 1006, "the other side closed the TCP connection")]


def test_pings_are_not_answered_while_too_much_waits_and_memory_stays_bounded(bench):
    b = bench(Limits(out_bytes=1000), room=100)
    b.send_frames(b"?", opcode=Opcode.PING)
    b.receive()
    assert b.sent() == frame(b"?", Opcode.PONG, mask=False)
    for _ in range(50):
        b.network.room = 100_000
        b.send_frames(*[b"x" * 125] * 100, opcode=Opcode.PING)
        b.network.room = 100
        b.receive()
    assert 1000 <= b.connection.waiting < 20_000
    while b.connection.waiting:
        b.sent()
        b.connection.flush()
    b.sent()
    b.send_frames(b"still there?", opcode=Opcode.PING)
    b.receive()
    assert b.sent() == frame(b"still there?", Opcode.PONG, mask=False)


# -- Closing --------------------------------------------------------------------------------------


def test_a_close_frame_that_is_answered_ends_it_cleanly(bench):
    b = bench()
    b.connection.close(4000, "bye")
    sent = b.sent()
    assert sent == frame(b"\x0f\xa0bye", Opcode.CLOSE, mask=False)
    b.send_frames(b"\x0f\xa0bye", opcode=Opcode.CLOSE)
    assert b.receive() == [Ended(True, 4000, "closed by this side: bye")]


def test_a_close_frame_that_is_not_answered_in_time_ends_it(bench):
    b = bench()
    b.connection.close(1000, "")
    b.clock.advance(CLOSE_TIMEOUT - 0.1)
    assert b.deadlines.due() == []
    b.clock.advance(0.2)
    assert b.overdue() == Ended(False, 1006, "the close frame was not answered in time")


def test_closing_twice_sends_one_frame(bench):
    b = bench()
    b.connection.close(3000, "")
    b.clock.advance(1)
    b.connection.close(4000, "")
    assert b.sent() == frame(b"\x0b\xb8", Opcode.CLOSE, mask=False)
    b.clock.advance(CLOSE_TIMEOUT - 1)
    assert b.overdue() is not None


def test_closing_before_the_handshake_does_nothing(fresh):
    b = fresh()
    b.connection.close(1000, "")
    assert b.sent() == b""
    assert b.connection.life.state is HANDSHAKE


def test_a_held_connection_reads_on_once_it_closes_and_keeps_what_it_has(bench):
    b = bench(Limits(in_packets=2))
    b.send_frames(b"a", b"b")
    b.receive()
    b.send_frames(b"c")
    b.receive()
    assert b.connection.unread.held
    b.connection.close(1000, "")
    assert b.watched & READ
    b.send_frames(b"\x03\xe8", opcode=Opcode.CLOSE)
    assert b.receive() == []  # what was held back is not taken any more
    assert b.receive() == [Ended(True, 1000, "closed by this side")]
    assert [b.take(), b.take()] == [b"a", b"b"]
    assert not b.connection.unread


def test_a_handshake_that_takes_too_long_ends_it(fresh):
    b = fresh()
    b.connection.set_deadline(3)
    b.clock.advance(3)
    assert b.overdue() == Ended(False, 1006, "the handshake took too long")


# -- Pings ----------------------------------------------------------------------------------------


def test_silence_is_broken_by_a_ping_and_ends_it_when_there_is_no_answer(bench):
    b = bench()
    b.connection.set_deadline(5)
    b.clock.advance(5)  # the handshake was heard
    assert b.overdue(5, 2) is None
    assert b.sent() == b""
    b.clock.advance(5)
    assert b.overdue(5, 2) is None
    assert b.sent() == frame(b"", Opcode.PING, mask=False)
    b.clock.advance(2)
    assert b.overdue(5, 2) == Ended(False, 1006, "no answer to a ping within 2 seconds")


def test_anything_that_is_heard_after_a_ping_is_a_sign_of_life(bench):
    b = bench()
    b.connection.set_deadline(5)
    b.clock.advance(5)
    assert b.overdue(5, 2) is None
    for _ in range(3):
        b.clock.advance(5)
        assert b.overdue(5, 2) is None  # a ping
        assert b.sent() == frame(b"", Opcode.PING, mask=False)
        b.send_frames(b"I am here")
        b.receive()
        b.clock.advance(2)
        assert b.overdue(5, 2) is None


def test_the_deadline_of_the_handshake_does_not_shorten_that_of_a_ping(fresh, wire):
    b = fresh()
    b.connection.set_deadline(3)
    b.wire.send(wire.request())
    b.receive()
    b.sent()
    b.connection.set_deadline(5)
    pings = 0
    for _ in range(30):
        b.clock.advance(0.5)
        for connection in b.deadlines.due():
            assert connection.overdue(5, 100) is None
        pings += b.sent() == frame(b"", Opcode.PING, mask=False)
    assert pings == 1


def test_a_connection_that_is_held_unread_is_not_taken_for_dead(bench):
    b = bench(Limits(in_packets=1))
    b.send_frames(b"a")
    b.receive()
    b.send_frames(b"b")
    b.receive()
    assert b.connection.unread.held
    b.connection.set_deadline(5)
    for _ in range(5):
        b.clock.advance(5)
        assert b.overdue(5, 2) is None
    assert b.sent() == b""


def test_pings_that_are_not_wanted_any_more_end(bench):
    b = bench()
    b.connection.set_deadline(5)
    b.clock.advance(5)
    assert b.overdue(0, 2) is None
    b.clock.advance(1000)
    assert b.deadlines.due() == []
    assert b.sent() == b""


# -- The end --------------------------------------------------------------------------------------


def end(b, code=1002):
    """Let the other side break the protocol; return the close frame that it gets."""
    b.wire.send(b"\x83\x80\0\0\0\0")
    (ended,) = b.receive()
    assert (ended.clean, ended.code) == (False, code)
    b.connection.begin_to_linger()


def test_it_lingers_until_the_other_side_has_closed(bench):
    b = bench()
    end(b)
    assert b.sent()[2:4] == b"\x03\xea"
    assert b.wire.ended  # it has heard that no more comes
    assert b.connection.life.state is not CLOSED
    b.wire.send(b"x" * 1000)
    b.connection.linger()
    assert b.connection.life.state is not CLOSED
    b.wire.close()
    b.connection.linger()
    assert b.connection.life.state is CLOSED
    assert b.socket.closed
    assert not b.poller.has_sockets()


def test_it_closes_at_once_when_the_other_side_has(bench):
    b = bench()
    b.wire.close()
    b.receive()
    b.connection.begin_to_linger()
    assert b.connection.life.state is CLOSED


def test_it_lingers_only_for_a_time_and_for_so_many_bytes(bench):
    b = bench(room=1 << 30)
    end(b)
    b.clock.advance(LINGER_TIMEOUT)
    assert b.deadlines.due() == [b.connection]
    b.wire.send(b"x" * (LINGER_BYTES - 1000))
    b.connection.linger()
    assert b.connection.life.state is not CLOSED
    b.wire.send(b"x" * 2000)
    b.connection.linger()
    assert b.connection.life.state is CLOSED


def test_what_did_not_fit_at_the_end_is_still_sent_while_it_lingers(bench):
    b = bench(room=50)
    b.connection.put(b"x" * 248, False)
    end(b)
    assert not b.wire.ended
    assert b.watched == READ | WRITE
    got = b""
    for _ in range(10):
        got += b.sent()
        b.poller.collect()
        b.inbox.clear()
        b.connection.linger()
    assert got.startswith(frame(b"x" * 248, mask=False))
    assert got[252:256] == b"\x88" + bytes([len(got) - 254]) + b"\x03\xea"
    assert b.wire.ended


def test_a_reset_while_it_lingers_closes_it(bench):
    b = bench()
    end(b)
    b.network.cut()
    b.connection.linger()
    assert b.connection.life.state is CLOSED


def test_leaving_says_goodbye_and_closes_at_once(bench):
    b = bench()
    b.send_frames(b"unread, which must not become a reset")
    b.connection.leave()
    assert b.sent() == frame(b"\x03\xe8", Opcode.CLOSE, mask=False)
    assert b.socket.closed
    assert not b.socket.under_way
    assert not b.poller.has_sockets()
    b.connection.flush()
    b.connection.discard()


def test_packets_of_a_connection_that_was_left_while_held_can_be_taken(bench):
    b = bench(Limits(in_packets=2))
    b.send_frames(b"a", b"b")
    b.receive()
    b.send_frames(b"c")
    b.receive()
    assert b.connection.unread.held
    b.connection.leave()
    assert [b.take(), b.take()] == [b"a", b"b"]
    assert not b.poller.has_sockets()


def test_the_close_frame_of_the_other_side_is_told_before_the_end(bench):
    b = bench()
    b.send_frames(b"\x0f\xa0bye\0", opcode=Opcode.CLOSE)
    assert b.receive() == [
        CloseRequested(4000, "bye"),
        Ended(True, 4000, "closed by the other side: bye"),
    ]


def test_an_address_that_cannot_be_asked_for_any_more_is_empty(fresh):
    b = fresh()

    def fail():
        raise OSError(errno.ENOTCONN, "not connected")

    b.socket.getpeername = fail
    connection = Connection(b.socket, b.stream, b.poller, b.inbox, b.outbox, b.deadlines, Limits())
    assert connection.address == ("", 0)
    b.socket.getpeername = lambda: ("::ffff:10.0.0.1", 5, 0, 0)
    connection = Connection(b.socket, b.stream, b.poller, b.inbox, b.outbox, b.deadlines, Limits())
    assert connection.address == ("10.0.0.1", 5)
    assert repr(connection) == "<Connection with 10.0.0.1:5, <Stream of a server, in the handshake>>"
