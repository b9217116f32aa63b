"""RedisLine: how it connects, sends, falls and comes back, by a clock and a network of the test."""

from __future__ import annotations

from contextlib import suppress
from itertools import pairwise
from types import SimpleNamespace

import pytest

from engine.net.poller import Poller
from engine.testing import FakeClock, MemoryNetwork
from nodes.cluster.redis_line import READS_AT_ONCE, RECEIVE_SIZE, RedisLine
from nodes.cluster.redis_link import MOST_WAITING, PATIENCE, SILENCE, UP_WITHIN
from nodes.cluster.redis_url import parse_redis_url
from tests.nodes.cluster.resp import HELLO, StrictCodec, commands_in, push, subscribed

PORT = 6379


class Desk:
    """A line, the server at its other end, written by hand, and what the line told."""

    def __init__(self, **network):
        self.clock = FakeClock(100.0)
        self.network = MemoryNetwork(clock=self.clock, **network)
        self.poller = Poller()
        self.wanted = [b"a"]
        self.told = []
        self.listener = self.network.listen(PORT)
        self.line = RedisLine(
            parse_redis_url("redis://localhost"),
            StrictCodec,
            None,
            self.network,
            self.poller,
            self.clock,
            self,
            lambda: 0.0,
        )
        self.end = None

    def channels(self):
        return self.wanted

    def link_is_up(self):
        self.told.append("up")

    def message_came(self, channel, message):
        self.told.append(message)

    def line_is_down(self, why):
        self.told.append(f"down: {why}")

    def poll(self, seconds=0.0, times=1):
        for _ in range(times):
            self.clock.advance(seconds)
            self.poller.collect()
            self.line.poll()

    def accept(self):
        self.poll(times=3)
        self.end, _ = self.listener.accept()

    def say(self, data):
        rest = memoryview(data)
        while rest:
            rest = rest[self.end.send(rest) :]
            self.poll()

    def heard(self):
        """Take what the line sent, as commands."""
        data = b""
        try:
            while more := self.end.recv(1 << 20):
                data += more
        except BlockingIOError:
            pass
        return commands_in(data)

    def up(self):
        self.accept()
        self.heard()
        self.say(HELLO + b"".join(map(subscribed, self.wanted)))
        self.poll()
        assert self.take() == ["up"]
        return self

    def take(self):
        told, self.told = self.told, []
        return told


@pytest.fixture
def desk():
    return Desk()


def test_it_connects_greets_and_is_up_with_its_subscriptions(desk):
    desk.accept()
    assert desk.heard() == [[b"HELLO", b"3", b"SETNAME", b"estragon"], [b"SUBSCRIBE", b"a"]]
    assert not desk.line.is_up
    desk.say(HELLO + subscribed(b"a"))
    desk.poll()
    assert desk.line.is_up
    assert desk.take() == ["up"]
    assert repr(desk.line) == "<RedisLine to redis://localhost:6379/0, up>"


def test_nobody_who_listens_is_told_and_tried_again_at_growing_intervals(desk):
    desk.listener.close()
    tries = []
    for _ in range(700):
        desk.poll(0.01)
        tries += [round(desk.clock.now - 100.0, 2)] * len(desk.take())
    steps = [round(after - before, 1) for before, after in pairwise(tries)]
    assert steps == [0.1, 0.2, 0.4, 0.8, 1.6, 1.6, 1.6]


def test_why_it_fell_is_told(desk):
    desk.listener.close()
    desk.poll(times=3)
    assert desk.take() == ["down: Connection refused: nothing listens there"]


def test_a_server_that_does_not_answer_is_given_up(desk):
    desk.accept()
    desk.poll(UP_WITHIN - 0.1)
    assert desk.take() == []
    desk.poll(0.1)
    assert desk.take() == [
        "down: no answer within 2 seconds (a port that speaks TLS is reached by rediss://)"
    ]


def test_an_address_that_does_not_answer_is_given_up(desk):
    desk.network.lookup = lambda host, port, wake: SimpleNamespace(
        done=True, error="", addresses=[(0, (host, port))]
    )
    silent = SimpleNamespace(ready=lambda read, write: False, close=lambda: None)
    desk.network.connect = lambda address: silent
    desk.poll(UP_WITHIN / 2, times=2)
    assert desk.take() == []
    desk.poll(UP_WITHIN / 2)
    assert desk.take() == ["down: connecting: no answer within 2 seconds"]


def test_a_second_address_is_tried_while_there_is_time_for_it(desk):
    addresses = [(0, ("silent", PORT)), (0, ("here", PORT))]
    desk.network.lookup = lambda host, port, wake: SimpleNamespace(done=True, error="", addresses=addresses)
    silent = SimpleNamespace(ready=lambda read, write: False, close=lambda: None)
    connect = desk.network.connect
    desk.network.connect = lambda address: silent if address[1][0] == "silent" else connect(address)
    desk.poll(0.1)
    assert desk.line.idle_time() <= UP_WITHIN / 2
    desk.poll(desk.line.idle_time())
    desk.up()


def test_a_name_that_is_looked_up_is_waited_for_awake_and_not_for_ever(desk):
    lookup = SimpleNamespace(done=False, error="", addresses=[])
    desk.network.lookup = lambda host, port, wake: lookup
    desk.poll(0.1)
    assert desk.line.idle_time() == 0.0
    desk.line.wake()
    desk.poll(UP_WITHIN)
    assert desk.take() == ["down: looking up the name: no answer within 2 seconds"]
    lookup.done, lookup.error = True, "nowhere is not known"
    desk.poll(0.1)
    assert desk.take() == ["down: nowhere is not known"]


def test_what_is_asked_for_in_one_poll_goes_in_one_piece(desk):
    desk.up()
    sent = []
    send = desk.line._socket.send
    desk.line._socket.send = lambda data: sent.append(len(data)) or send(data)
    desk.message_came = lambda channel, message: [desk.line.command(("GET", n)) for n in range(5)]
    desk.say(push(b"message", b"a", b"x"))
    desk.poll()
    assert len(sent) == 1
    assert len(desk.heard()) == 5


def test_outside_of_a_poll_it_goes_at_once(desk):
    desk.up()
    answers = []
    assert desk.line.command(("GET", "x"), answers.append)
    assert desk.heard() == [[b"GET", b"x"]]
    desk.say(b":1\r\n")
    desk.poll()
    assert answers == [1]
    assert desk.line.bytes_in > 0 < desk.line.bytes_out


def test_while_it_is_down_nothing_is_kept_for_later(desk):
    assert not desk.line.command(("GET", "x"))
    desk.line.subscribe(b"b", print)
    desk.line.unsubscribe(b"b", print)
    desk.accept()
    assert not desk.line.command(("GET", "x"))
    assert [command[0] for command in desk.heard()] == [b"HELLO", b"SUBSCRIBE"]


def test_what_is_subscribed_while_it_greets_is_not_forgotten(desk):
    desk.accept()
    desk.line.subscribe(b"b", lambda reply: None)
    desk.line.unsubscribe(b"a", lambda reply: None)
    assert desk.heard()[1:] == [[b"SUBSCRIBE", b"a"], [b"SUBSCRIBE", b"b"], [b"UNSUBSCRIBE", b"a"]]


def test_a_server_that_reads_slowly_gets_everything_in_order():
    desk = Desk(room=100).up()
    for number in range(50):
        assert desk.line.command(("SET", number, b"x" * 20))
    assert desk.line.send_waiting()
    data = b""
    for _ in range(200):
        with suppress(BlockingIOError):
            data += desk.end.recv(1 << 20)
        desk.poll()
    commands = commands_in(data)
    assert [command[1] for command in commands] == [b"%d" % number for number in range(50)]
    assert not desk.line.send_waiting()


def test_a_server_that_reads_nothing_costs_four_mebibytes_and_no_more():
    desk = Desk(room=100).up()
    taken = sum(desk.line.command(("SET", "x", bytes(1 << 18))) for _ in range(100))
    assert taken == (MOST_WAITING >> 18) - 1
    assert len(desk.line._unsent) <= MOST_WAITING


def test_silence_is_answered_with_a_ping_and_then_with_an_end(desk):
    desk.up()
    answers = []
    desk.line.command(("GET", "x"), answers.append)
    assert 0 < desk.line.idle_time() <= SILENCE
    desk.poll(SILENCE)
    assert desk.heard()[-1] == [b"PING"]
    desk.poll(PATIENCE)
    assert answers == [None]
    assert desk.take() == ["down: no answer to PING within 2 seconds"]
    assert desk.line.idle_time() == pytest.approx(0.1)


def test_what_came_while_we_slept_is_read_before_anybody_is_given_up(desk):
    desk.up()
    desk.poll(SILENCE)
    desk.say(b"+PONG\r\n")
    desk.clock.advance(60.0)
    desk.poll()
    assert desk.take() == []


def test_it_comes_back_with_all_subscriptions_of_now(desk):
    desk.up()
    desk.network.cut()
    desk.poll(times=2)
    (why,) = desk.take()
    assert why.startswith("down: ")
    desk.wanted.append(b"b")
    desk.poll(0.11)
    desk.accept()
    assert desk.heard()[1:] == [[b"SUBSCRIBE", b"a"], [b"SUBSCRIBE", b"b"]]


def test_one_that_is_up_for_moments_is_not_tried_all_the_time(desk):
    waits = []
    for lasts in (0.0, 0.0, 10.0, 0.0):
        desk.up()
        for _ in range(int(lasts)):
            desk.poll(1.0)
            desk.say(b"+PONG\r\n" * desk.heard().count([b"PING"]))
        desk.end.close()
        desk.poll(times=2)
        desk.take()
        waits.append(round(desk.line.idle_time(), 1))
        desk.poll(desk.line.idle_time())
    assert waits == [0.1, 0.2, 0.1, 0.2]


def test_the_last_words_of_a_server_are_told_and_not_that_sending_failed(desk):
    desk.accept()
    desk.heard()
    desk.end.send(b"-ERR max number of clients reached\r\n")
    desk.end.close()
    desk.line.flush()
    desk.poll(times=2)
    assert desk.take() == ["down: ERR max number of clients reached"]


def test_a_broken_pipe_is_told_in_the_next_poll_and_not_where_it_was_found(desk):
    desk.up()
    desk.end.close()
    desk.end.other.ended = False  # nothing to read yet
    answers = []
    desk.line.command(("GET", "x"), answers.append)
    assert (answers, desk.take()) == ([], [])
    desk.poll(times=2)
    assert answers == [None]
    assert desk.take() == ["down: Broken pipe"]


def test_a_flood_leaves_the_frame_in_time_and_loses_nothing(desk):
    desk = Desk(room=1 << 24).up()
    flood = push(b"message", b"a", bytes(1000)) * 1000
    desk.end.send(flood)
    before = desk.line.bytes_in
    desk.poll()
    assert desk.line.bytes_in - before <= READS_AT_ONCE * RECEIVE_SIZE
    desk.poll(times=20)
    assert len(desk.take()) == 1000


def test_nothing_is_told_after_close_even_of_what_had_come(desk):
    desk.up()
    desk.message_came = lambda channel, message: (desk.told.append(message), desk.line.close())
    desk.say(push(b"message", b"a", b"1") + push(b"message", b"a", b"2"))
    assert desk.take() == [b"1"]
    assert desk.end.ended


def test_close_sends_what_was_asked_for_and_ends_what_is_under_way(desk):
    desk.up()
    desk.line._outbox.polling = True  # as in a frame
    desk.line.command(("DEL", "x"))
    desk.line._outbox.polling = False
    desk.line.close()
    assert desk.heard() == [[b"DEL", b"x"]]
    assert desk.end.ended
    another = Desk()
    another.poll()
    another.line.close()
    assert another.line.idle_time() == pytest.approx(0.0, abs=UP_WITHIN)


def test_a_frame_in_which_nothing_came_looks_at_the_clock_alone(desk):
    desk.up()
    desk.line._go_on = lambda now: desk.told.append("work")
    desk.poll(0.1, times=5)
    assert desk.take() == []
