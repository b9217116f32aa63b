"""A link over a socket: back-pressure, sending once, deadlines and the end."""

from __future__ import annotations

import errno
from http import HTTPStatus
from types import SimpleNamespace

import pytest
from websockets.frames import Frame, Opcode

from engine import ERR_OUT_OF_MEMORY, FAILED, OK
from engine.base.time_source import TimeSource
from engine.net.poller import HANGUP, READ, WRITE, Poller
from engine.net.traffic import Traffic
from engine.testing import FakeClock, MemoryNetwork
from nodes.websocket.admission import Refusal
from nodes.websocket.deadlines import Deadlines
from nodes.websocket.events import CloseRequested, Ended, Opened, Received
from nodes.websocket.life import (
    CLOSED,
    CLOSING,
    CONNECTING,
    HANDSHAKE,
    LIFE,
    LINGERING,
    OPEN,
    Happening,
)
from nodes.websocket.limits import Limits
from nodes.websocket.link import LinkRequest
from nodes.websocket.outbox import Outbox
from nodes.websocket.patience import PATIENCE
from nodes.websocket.socket_link.fast_lane import FRAMES_AT_ONCE
from nodes.websocket.socket_link.socket_link import (
    CLOSE_TIMEOUT,
    LINGER_BYTES,
    LINGER_TIMEOUT,
    RECEIVE_SIZE,
    SECONDS_AT_ONCE,
    SEND_AT_ONCE,
    STEPS_AT_ONCE,
    SocketLink,
)
from nodes.websocket.socket_link.stream import Stream, server_protocol
from nodes.websocket.url import parse_url


class AHome:
    """What links share, without a node."""

    def __init__(self, limits=None, **network):
        self.clock = FakeClock(50.0)
        self.network = MemoryNetwork(clock=self.clock, **network)
        self.limits = limits or Limits()
        self.poller, self.inbox, self.outbox = Poller(), [], Outbox()
        self.deadlines = Deadlines()
        self.deadlines.go_by(TimeSource(self.clock))
        self.traffic = Traffic()
        self.links = []

    def add(self, link):
        self.links.append(link)

    def forget(self, link):
        self.links.remove(link)

    def wake(self):
        raise AssertionError("what is in memory needs no thread")

    def owner(self):
        return "its node"


class Bench:
    """A server's link on one end of a MemoryNetwork; `wire` is the other end."""

    def __init__(self, limits, **network):
        self.home = home = AHome(limits, **network)
        self.clock, self.network, self.poller = home.clock, home.network, home.poller
        self.inbox, self.outbox, self.deadlines = home.inbox, home.outbox, home.deadlines
        listener = self.network.listen(1)
        self.wire = self.network.connect((0, ("memory", 1)))
        self.socket = listener.accept()[0]
        self.stream = Stream(server_protocol([]), limits.in_bytes)
        self.link = SocketLink.accepted(home, self.socket, self.stream, 3.0)

    @property
    def watched(self):
        return self.link._watch.events

    def receive(self):
        """Read as a node does, with a packet for each message; return the other events."""
        others = []
        for event in self.link.receive():
            if isinstance(event, Received):
                for message in event:
                    self.link.unread.take_in(message)
            else:
                others.append(event)
        return others

    def take(self):
        """Take one packet as a peer does."""
        return self.link.unread.take()[0]

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
        assert self.link in self.deadlines.due()
        return self.link.overdue(interval, timeout)


def frame(payload, opcode=Opcode.BINARY, fin=True, mask=True):
    return Frame(opcode, payload, fin).serialize(mask=mask)


@pytest.fixture
def fresh():
    """`fresh(limits, **network)` is a link before its handshake."""
    return lambda limits=None, **network: Bench(limits or Limits(), **network)


@pytest.fixture
def bench(fresh, wire):
    """`bench(limits, **network)` is a link that is open, with no deadline."""

    def make(limits=None, **network):
        bench = fresh(limits)
        bench.wire.send(wire.request())
        (opened,) = bench.receive()
        assert isinstance(opened, Opened)
        bench.link.set_deadline(None)
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
    assert b.link.unread.size == 0


def test_a_full_read_is_followed_by_another_up_to_a_limit_in_one_poll(bench):
    b = bench(Limits(in_bytes=1 << 30, in_packets=1 << 30), room=1 << 30)
    whole = frame(b"x" * (RECEIVE_SIZE - 14)) * (STEPS_AT_ONCE + 4)
    assert len(whole) == RECEIVE_SIZE * (STEPS_AT_ONCE + 4)
    b.wire.send(whole)
    b.receive()
    assert len(b.link.unread) == STEPS_AT_ONCE
    b.poller.collect()
    assert b.inbox  # the rest is not forgotten
    b.receive()
    assert len(b.link.unread) == STEPS_AT_ONCE + 4


SHARE = STEPS_AT_ONCE * FRAMES_AT_ONCE
MANY = {
    "pings": (frame(b"", Opcode.PING), 1),
    "texts": (frame(b"", Opcode.TEXT), 1),
    "tiny data": (frame(b"x"), 1),
    "messages of two parts": (frame(b"", fin=False) + frame(b"", Opcode.CONT), 2),
    "one of each": (frame(b"", Opcode.PING) + frame(b"x"), 2),
}


@pytest.mark.parametrize("what", MANY)
def test_one_poll_works_off_so_many_frames_and_the_rest_follows_without_the_socket(what, bench):
    b = bench(Limits(in_bytes=1 << 30, in_packets=1 << 30, out_bytes=1 << 30, out_packets=1 << 30))
    tiny, frames = MANY[what]
    times = 5 * SHARE // frames + 1
    b.wire.send(tiny * times)
    done = polls = 0
    while done < times:
        b.receive()
        polls += 1
        came = len(b.link.unread) or len(b.sent()) // 2
        assert came - done <= SHARE
        done = came if b.link.unread else done + came
        assert len(b.inbox) == (done < times)
        assert b.poller.wait(0) is (done < times)  # in which case nobody sleeps
        b.inbox.clear()
    assert done == times
    assert polls == 6 or (frames > 1 and polls <= 11)
    b.poller.close()


def test_empty_continuations_are_worked_off_a_share_at_a_time(bench):
    b = bench()
    b.wire.send(frame(b"", fin=False) + frame(b"", Opcode.CONT, fin=False) * 2 * SHARE)
    for polls in range(1, 3):
        b.inbox.clear()
        b.receive()
        assert b.stream._fragment_count == polls * SHARE
        assert len(b.inbox) == 1


def test_what_a_head_announces_takes_no_memory_and_what_came_is_given_back_at_the_end(bench):
    b = bench(Limits(in_bytes=32 << 20))
    whole = frame(bytes(32 << 20))
    b.wire.send(whole[:14])
    b.receive()
    memory = b.stream._lane.unfinished
    assert not memory
    b.wire.send(whole[14:100_000])
    b.receive()
    assert 99_000 < len(b.stream._lane.unfinished) < 400_000
    b.wire.close()
    b.receive()
    assert b.stream._lane is None


def test_tiny_records_of_tls_are_worked_off_a_share_at_a_time_and_the_rest_is_not_forgotten(bench):
    b = bench(chunk=6)  # a read gives one record, however many there are
    b.link._buffers_inside, b.socket.wants_write = True, False
    b.send_frames(*[b""] * (2 * STEPS_AT_ONCE + 1), opcode=Opcode.PING)
    for pongs in (STEPS_AT_ONCE, STEPS_AT_ONCE, 1):
        b.inbox.clear()
        b.receive()
        assert b.sent() == frame(b"", Opcode.PONG, mask=False) * pongs
        assert len(b.inbox) == (pongs > 1)


def test_a_peer_whose_frames_take_long_has_a_share_of_time_too(bench):
    b = bench()
    b.send_frames(*[b"x"] * 5000)
    events = []
    for event in b.link.receive():
        b.clock.advance(SECONDS_AT_ONCE * 0.4)
        events.append(len(event))
    assert events == [FRAMES_AT_ONCE] * 5
    assert len(b.inbox) == 1


def test_what_has_been_read_already_waits_while_the_link_is_held_and_is_first_after_that(bench):
    b = bench(Limits(in_packets=2))
    b.send_frames(*[b"%d" % i for i in range(FRAMES_AT_ONCE + 3)])
    b.receive()
    assert len(b.link.unread) == FRAMES_AT_ONCE
    assert b.link.unread.held
    b.send_frames(b"last")
    taken = [b.take() for _ in range(FRAMES_AT_ONCE)]
    assert len(b.inbox) == 1
    for _ in range(2):
        b.receive()
        taken += [b.take() for _ in range(len(b.link.unread))]
    assert taken == [*(b"%d" % i for i in range(FRAMES_AT_ONCE + 3)), b"last"]


def test_a_close_frame_that_has_been_read_already_is_found_when_a_held_link_closes(bench):
    b = bench(Limits(in_packets=2))
    b.wire.send(frame(b"x") * FRAMES_AT_ONCE + frame(b"\x03\xe8", Opcode.CLOSE))
    b.receive()
    assert b.link.unread.held
    b.link.close(1000, "")
    assert len(b.inbox) == 1
    assert b.receive() == [Ended(True, 1000, "closed by this side")]


def test_nothing_is_left_to_be_served_of_a_link_that_has_ended(bench):
    b = bench()
    b.send_frames(*[b""] * 5000, opcode=Opcode.PING)
    for _ in b.link.receive():
        pass
    b.inbox.clear()
    b.send_frames(*[b"x"] * (2 * FRAMES_AT_ONCE))
    while not b.link.unread:
        b.receive()
    b.inbox.clear()
    b.link.drop("enough")
    assert list(b.link.receive()) == []
    assert b.inbox == []


def test_of_ten_thousand_tiny_messages_in_one_read_few_more_than_may_wait_are_looked_at(bench):
    b = bench(Limits(in_packets=16))
    b.send_frames(*[b"x"] * 9000)
    b.send_frames(*[b"y"] * 1000)
    taken = []
    while len(taken) < 10_000:
        b.receive()
        assert 0 < len(b.link.unread) <= 16 + FRAMES_AT_ONCE
        b.receive()
        assert b.link.unread.held or len(b.link.unread) < 16
        taken += [b.take() for _ in range(len(b.link.unread))]
    assert taken == [b"x"] * 9000 + [b"y"] * 1000


@pytest.mark.parametrize(
    ("limits", "payload"),
    [(Limits(in_packets=4), b""), (Limits(in_bytes=400), b"x" * 100)],
)
def test_too_much_unread_leaves_the_socket_unread_until_half_is_taken(limits, payload, bench):
    b = bench(limits)
    b.send_frames(*[payload] * 4)
    b.receive()
    assert not b.link.unread.held
    b.send_frames(b"held back")
    b.receive()
    assert b.link.unread.held
    assert b.watched == HANGUP
    b.poller.collect()
    assert b.inbox == []
    b.take()
    assert b.link.unread.held
    b.take()
    assert not b.link.unread.held
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
    assert b.link.put(b"hello", True) == OK
    assert b.sent() == frame(b"hello", Opcode.TEXT, mask=False)
    assert b.link.waiting == 0


def test_while_its_node_polls_messages_wait_and_go_out_in_one_piece(bench):
    b = bench()
    b.outbox.polling = True
    pieces = []
    send = b.socket.send
    b.socket.send = lambda data: pieces.append(bytes(data)) or send(data)
    for payload in (b"one", b"two", b"three"):
        assert b.link.put(payload, False) == OK
    assert pieces == []
    assert b.link.waiting == sum(len(p) + 2 for p in (b"one", b"two", b"three"))
    b.outbox.polling = False
    b.outbox.flush()
    assert pieces == [b"".join(frame(p, mask=False) for p in (b"one", b"two", b"three"))]


def test_a_large_message_does_not_wait_and_takes_along_what_was_put_before(bench):
    b = bench()
    b.outbox.polling = True
    assert b.link.put(b"before", False) == OK
    assert b.sent() == b""
    assert b.link.put(b"x" * SEND_AT_ONCE, False) == OK
    assert b.sent() == frame(b"before", mask=False) + frame(b"x" * SEND_AT_ONCE, mask=False)
    assert b.link.put(b"after", False) == OK
    assert b.sent() == b""
    b.outbox.flush()
    assert b.sent() == frame(b"after", mask=False)


def test_in_a_tick_messages_go_out_at_the_end_of_the_step(bench, tree):
    b = bench()

    def in_tick():
        b.link.put(b"one", False)
        b.link.put(b"two", False)
        assert b.sent() == b""

    tree.message_queue.push(None, in_tick, (), "a script")
    tree.step()
    assert b.sent() == frame(b"one", mask=False) + frame(b"two", mask=False)


def test_before_the_handshake_and_from_the_close_on_nothing_can_be_put(fresh, bench):
    assert fresh().link.put(b"x", False) == FAILED
    b = bench()
    b.link.close(1000, "")
    assert b.link.put(b"x", False) == FAILED


def test_what_the_socket_does_not_take_waits_for_it_to_become_writable(bench):
    b = bench(room=100)
    assert b.link.put(b"x" * 248, False) == OK
    assert b.link.waiting == 152
    assert b.watched == READ | WRITE
    got = b.sent()
    while b.link.waiting:
        b.poller.collect()
        assert len(b.inbox) == 1
        b.inbox.clear()
        b.receive()
        got += b.sent()
    assert got == frame(b"x" * 248, mask=False)
    assert b.watched == READ
    assert b.link.waiting == 0


def test_what_is_large_is_sent_from_where_it_is_behind_what_waits_already(bench):
    b = bench(Limits(1 << 20, 10, 1 << 20, 10))
    sent, large = [], bytes(SEND_AT_ONCE)
    b.outbox.polling = True
    b.link._sends_pieces = True
    b.link._socket = SimpleNamespace(sendmsg=lambda pieces: sent.append(pieces) or 5, send=b.socket.send)
    b.link.put(b"a", False)
    b.link.put(large, False)
    ((first, second),) = sent
    assert (first, second) == (b"\x82\1a\x82\x7e\x40\0", large)
    assert second is large
    assert b.sent() == (first + large)[5:]
    b.link._socket = b.socket


def test_too_many_bytes_are_refused_until_there_is_room_again(bench):
    b = bench(Limits(out_bytes=1000), room=100)
    accepted = 0
    while b.link.put(b"x" * 98, False) == OK:
        accepted += 1
    assert accepted == 10 + 1  # ten that wait, and one that the socket has taken
    assert b.link.waiting == 1000
    assert b.sent() == frame(b"x" * 98, mask=False)
    assert b.link.put(b"y" * 98, False) == OK


def test_too_many_packets_are_refused_until_all_have_gone(bench):
    b = bench(Limits(out_packets=3), room=10)
    assert b.link.put(b"x" * 100, False) == OK
    assert [b.link.put(b"", False) for _ in range(3)] == [OK, OK, ERR_OUT_OF_MEMORY]
    while b.link.waiting:
        b.sent()
        b.link.flush()
    assert b.link.put(b"", False) == OK
    traffic = b.home.traffic
    assert (traffic.packets_out, traffic.packets_refused) == (1 + 2 + 1, 1)


def test_one_message_beyond_the_limit_is_accepted_while_nothing_waits(bench):
    b = bench(Limits(out_bytes=100), room=50)
    assert b.link.put(b"x" * 5000, False) == OK
    assert b.link.put(b"x", False) == ERR_OUT_OF_MEMORY
    while b.link.waiting:
        b.sent()
        b.link.flush()
    assert b.link.put(b"x" * 5000, False) == OK


def test_with_patience_a_burst_waits_and_goes_out_whole(bench):
    b = bench(Limits(out_bytes=1000, out_packets=3), room=100)
    b.link.be_patient()
    for _ in range(200):
        assert b.link.put(b"x" * 98, False) == OK
    waiting = b.link.waiting
    assert waiting == 199 * 100
    sent = b.sent()
    while b.link.waiting:
        b.link.flush()
        sent += b.sent()
    assert sent == frame(b"x" * 98, mask=False) * 200
    assert b.outbox.behind == 0


def test_patience_is_over_with_who_reads_nothing_and_comes_back_when_it_reads(bench):
    b = bench(Limits(out_bytes=1000), room=100)
    b.link.be_patient()
    b.link.put(b"x" * 5000, False)
    assert b.link.put(b"x", False) == OK
    assert b.outbox.behind == b.link.waiting - 1000
    b.clock.advance(PATIENCE)
    b.link.flush()
    assert b.link.put(b"x", False) == ERR_OUT_OF_MEMORY
    for _ in range(10):  # as much as its limit
        b.sent()
        b.link.flush()
    assert b.link.put(b"x", False) == OK
    b.link.discard()
    assert b.outbox.behind == 0


def test_what_was_sent_before_a_close_frame_has_the_time_that_reading_it_takes(bench):
    b = bench(Limits(out_bytes=100), room=100)
    b.link.be_patient()
    b.link.put(b"x" * 2000, False)
    b.link.close(1000, "")
    sent = b.sent()
    for _ in range(6):
        b.clock.advance(CLOSE_TIMEOUT)
        b.link.flush()
        sent += b.sent()
        assert b.overdue() is None
    while b.link.waiting:
        b.link.flush()
        sent += b.sent()
    assert sent == frame(b"x" * 2000, mask=False) + frame(b"\x03\xe8", Opcode.CLOSE, mask=False)
    b.clock.advance(CLOSE_TIMEOUT)
    assert b.overdue().why == "the close frame was not answered in time"


def test_who_does_not_read_what_was_sent_before_a_close_frame_is_not_waited_for(bench):
    b = bench(Limits(out_bytes=100), room=100)
    b.link.be_patient()
    b.link.put(b"x" * 2000, False)
    b.link.close(1000, "")
    waits = 0
    while b.clock.advance(CLOSE_TIMEOUT) or b.overdue() is None:
        waits += 1
    assert waits == PATIENCE // CLOSE_TIMEOUT


def test_a_send_that_fails_is_left_to_reading_to_tell(bench):
    b = bench()
    b.wire.closed = True
    assert b.link.put(b"x", False) == OK
    assert b.link.waiting == 0
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
    assert 1000 <= b.link.waiting < 20_000
    assert len(b.link._unsent) < 4
    while b.link.waiting:
        b.sent()
        b.link.flush()
    b.sent()
    b.send_frames(b"still there?", opcode=Opcode.PING)
    b.receive()
    assert b.sent() == frame(b"still there?", Opcode.PONG, mask=False)


# -- Closing --------------------------------------------------------------------------------------


def test_a_close_frame_that_is_answered_ends_it_cleanly(bench):
    b = bench()
    b.link.close(4000, "bye")
    sent = b.sent()
    assert sent == frame(b"\x0f\xa0bye", Opcode.CLOSE, mask=False)
    b.send_frames(b"\x0f\xa0bye", opcode=Opcode.CLOSE)
    assert b.receive() == [Ended(True, 4000, "closed by this side: bye")]


def test_a_close_frame_that_is_not_answered_in_time_ends_it(bench):
    b = bench()
    b.link.close(1000, "")
    b.clock.advance(CLOSE_TIMEOUT - 0.1)
    assert b.deadlines.due() == []
    b.clock.advance(0.2)
    assert b.overdue() == Ended(False, 1006, "the close frame was not answered in time")


def test_closing_twice_sends_one_frame(bench):
    b = bench()
    b.link.close(3000, "")
    b.clock.advance(1)
    b.link.close(4000, "")
    assert b.sent() == frame(b"\x0b\xb8", Opcode.CLOSE, mask=False)
    b.clock.advance(CLOSE_TIMEOUT - 1)
    assert b.overdue() is not None


def test_a_close_frame_goes_out_with_what_waits_already(bench):
    b = bench()
    b.outbox.polling = True
    b.link.put(b"before", False)
    b.link.close(1000, "")
    assert b.sent() == b""
    b.outbox.flush()
    assert b.sent() == frame(b"before", mask=False) + frame(b"\x03\xe8", Opcode.CLOSE, mask=False)


def test_closing_before_the_handshake_does_nothing(fresh):
    b = fresh()
    b.link.close(1000, "")
    assert b.sent() == b""
    assert b.link.life.state is HANDSHAKE


def test_a_held_connection_reads_on_once_it_closes_and_keeps_what_it_has(bench):
    b = bench(Limits(in_packets=2))
    b.send_frames(b"a", b"b")
    b.receive()
    b.send_frames(b"c")
    b.receive()
    assert b.link.unread.held
    b.link.close(1000, "")
    assert b.watched & READ
    b.send_frames(b"\x03\xe8", opcode=Opcode.CLOSE)
    assert b.receive() == []  # what was held back is not taken any more
    assert b.receive() == [Ended(True, 1000, "closed by this side")]
    assert [b.take(), b.take()] == [b"a", b"b"]
    assert not b.link.unread


def test_a_handshake_that_takes_too_long_ends_it(fresh):
    b = fresh()
    b.link.set_deadline(3)
    b.clock.advance(3)
    assert b.overdue() == Ended(False, 1006, "the handshake took too long")


# -- Pings ----------------------------------------------------------------------------------------


def test_silence_is_broken_by_a_ping_and_ends_it_when_there_is_no_answer(bench):
    b = bench()
    b.link.set_deadline(5)
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
    b.link.set_deadline(5)
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
    b.link.set_deadline(3)
    b.wire.send(wire.request())
    b.receive()
    b.sent()
    b.link.set_deadline(5)
    pings = 0
    for _ in range(30):
        b.clock.advance(0.5)
        for link in b.deadlines.due():
            assert link.overdue(5, 100) is None
        pings += b.sent() == frame(b"", Opcode.PING, mask=False)
    assert pings == 1


def test_a_connection_that_is_held_unread_is_pinged_but_not_taken_for_dead(bench):
    b = bench(Limits(in_packets=1))
    b.send_frames(b"a")
    b.receive()
    b.send_frames(b"b")
    b.receive()
    assert b.link.unread.held
    b.link.set_deadline(5)
    for _ in range(5):
        b.clock.advance(5)
        assert b.overdue(5, 2) is None
    assert b.sent() == frame(b"", Opcode.PING, mask=False) * 5


def held(bench, **network):
    """Return a bench whose link is held, with a packet taken in and two held back."""
    b = bench(Limits(in_packets=1), **network)
    b.send_frames(b"a")
    b.receive()
    b.send_frames(b"b", b"c")
    assert b.receive() == []
    assert b.link.unread.held
    return b


def served(b):
    """Serve the link as long as its poller says that it is ready; return the events."""
    events = []
    for _ in range(9):
        b.poller.collect()
        if b.inbox:
            b.inbox.clear()
            events += b.receive()
    return events


@pytest.mark.parametrize("is_clean", [False, True])
def test_a_held_connection_is_over_when_the_other_side_hangs_up_and_its_packets_can_be_taken(bench, is_clean):
    b = held(bench)
    assert served(b) == []
    if is_clean:
        b.send_frames(b"\x03\xe8", opcode=Opcode.CLOSE)
    b.wire.close()
    events = served(b)
    assert [type(event) for event in events] == [CloseRequested, Ended][1 - is_clean :]
    assert events[-1].clean is is_clean
    assert [b.take() for _ in range(3)] == [b"a", b"b", b"c"]
    assert b.link.life.state is CLOSED
    assert not b.poller.has_sockets()


@pytest.mark.parametrize("is_ping", [False, True])
def test_a_held_connection_is_over_when_sending_fails(bench, is_ping):
    b = held(bench)
    b.socket.hung_up = lambda: False  # as where the system does not tell
    b.socket.send = lambda data: (_ for _ in ()).throw(BrokenPipeError(errno.EPIPE, "Broken pipe"))
    b.wire.close()
    assert served(b) == []
    if is_ping:
        b.link.set_deadline(5)
        b.clock.advance(5)
        assert b.overdue(5, 2) is None
    else:
        b.link.put(b"x", False)
    assert served(b) == [Ended(False, 1006, "the other side closed the TCP connection")]
    assert [b.take() for _ in range(3)] == [b"a", b"b", b"c"]


def test_pings_that_are_not_wanted_any_more_end(bench):
    b = bench()
    b.link.set_deadline(5)
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
    assert b.link.life.state is LINGERING


def test_it_lingers_until_the_other_side_has_closed(bench):
    b = bench()
    end(b)
    assert b.sent()[2:4] == b"\x03\xea"
    assert b.wire.ended  # it has heard that no more comes
    assert b.link.life.state is not CLOSED
    b.wire.send(b"x" * 1000)
    b.receive()
    assert b.link.life.state is not CLOSED
    b.wire.close()
    b.receive()
    assert b.link.life.state is CLOSED
    assert b.socket.closed
    assert not b.poller.has_sockets()


def test_it_closes_at_once_when_the_other_side_has(bench):
    b = bench()
    b.wire.close()
    b.receive()
    assert b.link.life.state is CLOSED


def test_it_lingers_only_for_a_time_and_for_so_many_bytes(bench):
    b = bench(room=1 << 30)
    end(b)
    b.clock.advance(LINGER_TIMEOUT)
    assert b.deadlines.due() == [b.link]
    b.wire.send(b"x" * (LINGER_BYTES - 1000))
    b.receive()
    assert b.link.life.state is not CLOSED
    b.wire.send(b"x" * 2000)
    b.receive()
    assert b.link.life.state is CLOSED


def test_what_did_not_fit_at_the_end_is_still_sent_while_it_lingers(bench):
    b = bench(room=50)
    b.link.put(b"x" * 248, False)
    end(b)
    assert not b.wire.ended
    assert b.watched == READ | WRITE
    got = b""
    for _ in range(10):
        got += b.sent()
        b.poller.collect()
        b.inbox.clear()
        b.receive()
    assert got.startswith(frame(b"x" * 248, mask=False))
    assert got[252:256] == b"\x88" + bytes([len(got) - 254]) + b"\x03\xea"
    assert b.wire.ended


def test_a_reset_while_it_lingers_closes_it(bench):
    b = bench()
    end(b)
    b.network.cut()
    b.receive()
    assert b.link.life.state is CLOSED


def test_leaving_says_goodbye_and_closes_at_once(bench):
    b = bench()
    b.send_frames(b"unread, which must not become a reset")
    b.link.leave()
    assert b.sent() == frame(b"\x03\xe8", Opcode.CLOSE, mask=False)
    assert b.socket.closed
    assert not b.socket.under_way
    assert not b.poller.has_sockets()
    b.link.flush()
    b.link.discard()


def test_what_is_lost_by_leaving_is_told(bench, caplog):
    b = bench(room=100)
    b.link.put(b"x" * 1000, False)
    b.link.leave()
    assert b.sent() == frame(b"x" * 1000, mask=False)[:100]
    (line,) = caplog.messages
    assert line.startswith("'its node': 908 bytes are lost that memory:")


def test_leaving_in_the_handshake_says_nothing(fresh):
    b = fresh()
    b.link.leave()
    assert b.sent() == b""
    assert b.socket.closed


def test_a_frame_for_many_is_made_by_any_of_them(bench):
    one, other = bench(), bench()
    made = one.link.frame_of(b"to all", False)
    assert other.link.put(b"to all", False, made) == OK
    assert other.sent() == made == frame(b"to all", mask=False)


def test_packets_of_a_connection_that_was_left_while_held_can_be_taken(bench):
    b = bench(Limits(in_packets=2))
    b.send_frames(b"a", b"b")
    b.receive()
    b.send_frames(b"c")
    b.receive()
    assert b.link.unread.held
    b.link.leave()
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
    link = SocketLink.accepted(b.home, b.socket, b.stream, 3.0)
    assert link.address == ("", 0)
    b.socket.getpeername = lambda: ("::ffff:10.0.0.1", 5, 0, 0)
    link = SocketLink.accepted(b.home, b.socket, b.stream, 3.0)
    assert link.address == ("10.0.0.1", 5)
    assert repr(link) == "<SocketLink with 10.0.0.1:5, in the handshake>"


# -- A client's -----------------------------------------------------------------------------------


class ClientBench:
    """A client's link, which connects to port 1 of a MemoryNetwork; `wire()` is the server's end."""

    def __init__(self, listens=True, url="ws://host:1/path", timeout=30.0):
        self.home = AHome()
        self.listener = self.home.network.listen(1) if listens else None
        self.link = SocketLink.to(
            self.home,
            LinkRequest(parse_url(url), ["chat"], [("X-Token", "abc")], timeout, False, True, ""),
        )

    def poll(self):
        """Serve the link as a node does; return the events."""
        self.home.poller.collect()
        self.home.inbox.clear()
        return list(self.link.receive())

    def wire(self):
        """Return the server's end once the link has reached it."""
        while self.link.life.state is CONNECTING:
            assert self.poll() == []
        return self.listener.accept()[0]


def test_a_client_connects_sends_its_request_and_is_open_with_the_answer(wire):
    b = ClientBench()
    assert b.link.life.state is CONNECTING
    assert (b.link.opened, b.link.address) == (None, ("", 0))
    assert b.home.links == [b.link]
    server = b.wire()
    assert b.link.life.state is HANDSHAKE
    request = server.recv(1000).decode().split("\r\n")
    assert request[0] == "GET /path HTTP/1.1"
    assert "X-Token: abc" in request
    server.send(wire.response(wire.key_of(request), "Sec-WebSocket-Protocol: chat"))
    assert b.poll() == [b.link.opened]
    assert b.link.opened.protocol == "chat"
    assert b.link.address == ("memory", 1)


def test_a_client_whose_server_does_not_answer_waits():
    b = ClientBench()
    b.listener.waiting[0].other.ready = lambda read, write: False
    for _ in range(3):
        assert b.poll() == []
    assert b.link.life.state is CONNECTING


def test_a_client_whose_server_is_not_there_ends_in_what_it_was_doing():
    b = ClientBench(listens=False)
    assert b.link.phase == "connecting"
    assert b.poll() == [Ended(False, 1006, "Connection refused: nothing listens there")]
    assert b.link.phase == "connecting"
    assert b.link.life.state is CLOSED
    assert b.home.links == []


def test_a_client_that_is_refused_ends_in_the_handshake():
    b = ClientBench()
    b.wire().send(b"HTTP/1.1 403 Forbidden\r\n\r\n")
    (ended,) = b.poll()
    assert "403" in ended.why
    assert b.link.opened is None
    assert b.link.phase == "in the handshake"


@pytest.mark.parametrize("is_reset", [False, True])
def test_what_a_server_said_before_it_hung_up_explains_the_end(is_reset):
    b = ClientBench()
    server = b.wire()
    server.send(b"+OK")
    assert b.poll() == []
    server.close()
    if is_reset:

        def reset(size):
            raise OSError(errno.ECONNRESET, "Connection reset by peer")

        b.link._socket.recv = reset
    (ended,) = b.poll()
    assert ended.why == "the server answered '+OK', which is not HTTP"


@pytest.mark.parametrize("far", [False, True])
def test_a_client_has_so_long_for_all_of_the_way(far):
    b = ClientBench(timeout=10.0)
    if far:
        b.home.clock.advance(6)
        b.wire()
        b.home.clock.advance(3.9)
        assert b.home.deadlines.due() == []
        b.home.clock.advance(0.2)
    else:
        b.home.clock.advance(10)
    assert b.home.deadlines.due() == [b.link]
    why = "the handshake took too long" if far else "no answer within 10 seconds"
    assert b.link.overdue(0, 0) == Ended(False, 1006, why)


def test_tls_on_a_socket_that_has_been_reset_already_is_the_end():
    b = ClientBench(url="wss://host:1")
    end = b.listener.waiting[0].other

    def fail():
        raise OSError(errno.ENOTCONN, "not connected")

    end.getpeername = fail
    events = []
    while not events:
        events = b.poll()
    assert events == [Ended(False, 1006, f"TLS: [Errno {errno.ENOTCONN}] not connected")]
    assert end.closed
    assert b.link.phase == "in the handshake"
    assert b.link.life.state is CLOSED


@pytest.mark.parametrize("far", [False, True])
def test_a_client_that_is_given_up_closes_its_socket_and_tells_nothing(far):
    b = ClientBench()
    end = b.wire().other if far else b.listener.waiting[0].other
    b.link.discard()
    assert end.closed
    assert not b.home.poller.has_sockets()
    assert b.home.links == []
    b.home.clock.advance(100)
    assert b.home.deadlines.due() == []


# -- The table ------------------------------------------------------------------------------------


class Walk:
    """A link that is brought into a state, and to which things happen."""

    def __init__(self, state, wire):
        self.wire_bytes = wire
        if state is CONNECTING:
            self.client = ClientBench()
            self.link, self.home = self.client.link, self.client.home
            self.socket = self.client.listener.waiting[0].other
            return
        self.admit = lambda path, headers: None
        self.b = Bench(Limits())
        self.b.stream._admit = lambda path, headers: self.admit(path, headers)
        self.link, self.home, self.socket = self.b.link, self.b.home, self.b.socket
        if state is not HANDSHAKE:
            self.b.wire.send(wire.request())
            self.b.receive()
        if state is CLOSING:
            self.link.close(1000, "")
        elif state is LINGERING:
            self.link.drop("")
        assert self.link.life.state is state

    def events(self):
        return self.client.poll() if self.link.life.state is CONNECTING else list(self.link.receive())

    def reached(self):
        while self.link.life.state is CONNECTING:
            assert self.client.poll() == []
        return []

    def agreed(self):
        self.b.wire.send(self.wire_bytes.request())
        return self.events()

    def refused(self):
        self.admit = lambda path, headers: Refusal(HTTPStatus.UNAUTHORIZED, "no")
        return self.agreed()

    def close_called(self):
        self.link.close(1000, "")
        return []

    def close_came(self):
        self.b.send_frames(b"\x03\xe8", opcode=Opcode.CLOSE)
        event = next(iter(self.link.receive()))
        assert self.link.life.state is CLOSING
        return [event]

    def answered(self):
        self.b.send_frames(b"\x03\xe8", opcode=Opcode.CLOSE)
        return self.events()

    def violated(self):
        self.b.wire.send(b"\x83\x80\0\0\0\0")
        return self.events()

    def lost(self):
        self.socket.refused = self.socket.broken = True
        return self.events()

    def overdue(self):
        if self.link.life.state is OPEN:
            self.link.set_deadline(1)
            self.home.clock.advance(5)
            for _ in range(2):  # it was heard, then it is pinged
                assert self.link.overdue(1, 1) is None
        self.home.clock.advance(100)
        assert self.link in self.home.deadlines.due()
        ended = self.link.overdue(1, 1)
        return [] if ended is None else [ended]

    def dropped(self):
        return [self.link.drop("enough")]

    def discarded(self):
        self.link.discard()
        return []


@pytest.mark.parametrize(("state", "happening"), LIFE)
def test_what_the_table_says_happens(state, happening, wire):
    walk = Walk(state, wire)
    events = getattr(walk, happening.name.lower())()
    after = walk.link.life.state
    to, does = LIFE[state, happening]
    assert after is to or (to is LINGERING and after is CLOSED)  # at once, if there is nothing to wait for
    told = [type(event).__name__ for event in events]
    expected = [name for name in ("Opened", "CloseRequested", "Ended") if f"{name} is told" in does]
    assert told == expected
    clean = [event.clean for event in events if isinstance(event, Ended)]
    assert clean == [happening is Happening.ANSWERED] * len(clean)
    closed = walk.link.life.state is CLOSED
    assert closed == (walk.link not in walk.home.links)
    assert not closed or walk.link.deadline is None


def test_once_its_time_to_linger_is_over_it_is_closed(wire):
    walk = Walk(LINGERING, wire)
    assert walk.overdue() == []
    assert walk.link.life.state is CLOSED


def test_a_close_frame_waits_out_the_pause_that_is_asked_for(bench, wire):
    bench = bench()
    bench.link.pause = 0.1
    assert bench.link.put(b"last", False) == OK
    bench.link.close(4000, "bye")
    bench.outbox.flush()
    assert bench.link.put(b"too late", False) == FAILED
    assert bench.sent() == frame(b"last", mask=False)
    bench.clock.advance(0.11)
    assert bench.overdue() is None
    bench.outbox.flush()
    assert bench.sent() == frame(wire.close_payload(4000, b"bye"), Opcode.CLOSE, mask=False)
    bench.send_frames(wire.close_payload(4000), opcode=Opcode.CLOSE)
    (ended,) = bench.receive()
    assert ended.clean


def test_who_closes_in_the_pause_is_answered_at_once(bench, wire):
    bench = bench()
    bench.link.pause = 0.1
    bench.link.close(4000, "bye")
    bench.send_frames(wire.close_payload(1000), opcode=Opcode.CLOSE)
    (ended,) = bench.receive()
    assert ended.clean
    assert bench.sent() == frame(wire.close_payload(1000), Opcode.CLOSE, mask=False)


def test_who_is_left_in_the_pause_is_sent_the_close_frame(bench, wire):
    bench = bench()
    bench.link.pause = 0.1
    bench.link.close(4000, "bye")
    bench.link.leave()
    assert bench.sent() == frame(wire.close_payload(4000, b"bye"), Opcode.CLOSE, mask=False)
    assert bench.link.life.state is CLOSED


def test_another_home_goes_on_with_a_link(bench, fresh, wire):
    bench, other = bench(), AHome()
    other.network, other.poller, other.clock = bench.network, bench.poller, bench.clock
    bench.link.pause = 0.1
    bench.link.close(4000, "bye")
    bench.send_frames(wire.close_payload(1000), opcode=Opcode.CLOSE)
    bench.poller.collect()
    (watch,) = bench.inbox
    bench.link.move_to(other)
    assert not watch.ready  # so that the home that had it passes it over
    assert (list(bench.home.links), list(other.links)) == ([], [bench.link])
    bench.poller.collect()
    assert other.inbox == [watch]
    assert other.deadlines.left() == pytest.approx(0.1)
