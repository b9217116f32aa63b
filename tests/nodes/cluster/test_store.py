"""Stores, in memory and in Redis: what holds for each of them."""

from __future__ import annotations

import time
from math import inf

import pytest

from engine.net.network import SystemNetwork
from engine.net.poller import Poller
from engine.testing import FakeClock
from nodes.cluster import store as module
from nodes.cluster.records import RoomRecord
from nodes.cluster.store import LEASE, Home, MemoryStore


class User:
    """Who is connected to a store: what it was told."""

    def __init__(self, store, app="game", clock=time.monotonic):
        self.told = []
        self.poller = Poller()
        self.connection = store.connect(app, self, Home(SystemNetwork(), self.poller, clock))

    def _store_up_(self):
        self.told.append("up")

    def _store_down_(self, why):
        self.told.append(f"down: {why}")

    def _store_complaint_(self, why):
        self.told.append(f"complaint: {why}")

    def _rooms_hinted_(self):
        self.told.append("hint")

    def _message_came_(self, topic, message):
        self.told.append((topic, message))

    def poll(self):
        self.poller.wait(min(0.02, self.connection.idle_time()))
        self.poller.collect()
        self.connection.poll()

    def until(self, condition, *others):
        for _ in range(600):
            if condition():
                return
            for user in (self, *others):
                user.poll()
        raise AssertionError(self.told)

    def take(self):
        told, self.told = self.told, []
        return told

    def up(self):
        self.until(lambda: "up" in self.told)
        self.take()
        return self

    def claim(self, record, epoch=0, opening=True):
        return self._ask(lambda answer: self.connection.claim(record, epoch, opening, answer))

    def list(self):
        return self._ask(self.connection.list_rooms)

    def _ask(self, ask):
        answers = []
        ask(answers.append)
        self.until(lambda: answers)
        return answers[0]

    def close(self):
        self.connection.close()
        self.poller.close()


@pytest.fixture
def opened():
    """Who is to be closed at the end."""
    users = []
    yield users
    for one in users:
        one.close()


@pytest.fixture
def user(store, opened):
    """`user()` is somebody who is connected."""

    def connect(**options):
        opened.append(User(store, **options))
        return opened[-1].up()

    return connect


@pytest.fixture
def in_memory(opened):
    """`in_memory(store)` is the same, of a store in memory, and not up yet."""

    def connect(store):
        opened.append(User(store))
        return opened[-1]

    return connect


def room(owner="a", name="arena1", url="ws://game1:9081", players=0):
    return RoomRecord(name, owner * 16, url, players, 64)


def test_a_room_that_is_claimed_is_listed_for_everybody(user):
    first, second = user(), user()
    claimed = first.claim(room())
    assert claimed.epoch > 0
    (listed,) = second.list()
    assert listed.record == room()
    assert listed.epoch == claimed.epoch
    assert 0 < listed.left <= LEASE


def test_a_second_owner_at_another_url_is_told_where_the_first_is(user):
    first, second = user(), user()
    first.claim(room("a"))
    assert second.claim(room("b", url="ws://game2:9081")) == (0, "ws://game1:9081")
    assert second.list()[0].record.owner == "a" * 16


def test_a_second_owner_at_the_very_same_url_takes_the_room_over_with_a_higher_epoch(user):
    first, second = user(), user()
    before = first.claim(room("a"))
    after = second.claim(room("b"))
    assert after.epoch > before.epoch
    assert first.claim(room("a"), before.epoch, opening=False) == (0, "ws://game1:9081")


def test_who_only_renews_takes_nothing_over(user):
    first, second = user(), user()
    first.claim(room("a"))
    assert second.claim(room("b"), opening=False).epoch == 0


def test_an_owner_keeps_its_epoch_and_its_record_is_renewed(user):
    one = user()
    epoch = one.claim(room()).epoch
    assert one.claim(room(players=5), epoch, opening=False).epoch == epoch
    assert one.list()[0].record.players == 5


def test_an_owner_keeps_its_epoch_where_the_store_has_forgotten_it(user):
    one = user()
    assert one.claim(room(), 12345, opening=False).epoch == 12345


def test_a_room_that_is_released_is_gone_at_once_and_only_its_owner_can_do_that(user):
    first, second = user(), user()
    first.claim(room("a"))
    second.connection.release("arena1", "b" * 16)
    assert len(second.list()) == 1
    first.connection.release("arena1", "a" * 16)
    first.until(lambda: second.list() == [])


def test_who_watches_is_hinted_at_what_is_new_and_at_nothing_else(user):
    first, second = user(), user()
    second.connection.watch_rooms()
    second.list()
    epoch = first.claim(room()).epoch
    second.until(lambda: second.told)
    assert second.take() == ["hint"]
    first.claim(room(), epoch, opening=False)
    second.list()
    assert second.take() == []
    first.claim(room(players=1), epoch, opening=False)
    second.until(lambda: second.told)
    first.connection.release("arena1", "a" * 16)
    second.until(lambda: len(second.told) == 2, first)
    assert second.take() == ["hint", "hint"]
    assert first.take() == []


def test_messages_go_to_who_has_subscribed_in_their_order(user):
    first, second = user(), user()
    second.connection.subscribe("chat")
    second.list()
    for number in range(100):
        assert first.connection.publish("chat", b"%d" % number)
        first.connection.publish("news", b"x")
    second.until(lambda: len(second.told) == 100, first)
    assert second.take() == [("chat", b"%d" % number) for number in range(100)]


def test_who_has_unsubscribed_gets_no_more(user):
    first, second = user(), user()
    second.connection.subscribe("chat")
    second.connection.unsubscribe("chat")
    second.list()
    first.connection.publish("chat", b"x")
    first.list()
    second.list()
    assert second.take() == []


def test_games_of_other_names_do_not_see_each_other(user):
    ours, others = user(), user(app="another")
    others.connection.subscribe("chat")
    others.connection.watch_rooms()
    assert others.list() == []
    ours.claim(room())
    ours.connection.publish("chat", b"x")
    ours.list()
    assert others.list() == []
    assert others.take() == []
    assert others.claim(room("b")).epoch > 0


def test_what_was_asked_for_last_is_done_when_it_is_closed(user):
    first, second = user(), user()
    first.claim(room())
    first.connection.release("arena1", "a" * 16)
    first.connection.close()
    second.until(lambda: second.list() == [])


# -- In memory ---------------------------------------------------------------------------------


def test_in_memory_a_lease_ends_by_the_clock_of_the_store(in_memory):
    clock = FakeClock()
    store = MemoryStore(clock)
    first, second = in_memory(store).up(), in_memory(store).up()
    first.claim(room("a"))
    clock.advance(LEASE - 0.1)
    assert [listed.left for listed in second.list()] == [pytest.approx(0.1)]
    clock.advance(0.1)
    assert second.list() == []
    assert second.claim(room("b", url="ws://game2"), opening=False).epoch > 0
    clock.advance(LEASE)
    assert second.claim(room("b"), opening=False).epoch > 0


def test_in_memory_nothing_waits_where_there_is_nothing_to_tell(in_memory):
    one = in_memory(MemoryStore())
    assert one.connection.idle_time() == 0.0
    one.up()
    assert one.connection.idle_time() == inf
    assert not one.connection.send_waiting()


def test_in_memory_what_nobody_takes_is_dropped_and_that_is_told(in_memory, monkeypatch):
    monkeypatch.setattr(module, "MOST_NEWS", 3)
    store = MemoryStore()
    one = in_memory(store).up()
    one.connection.subscribe("chat")
    for number in range(5):
        assert one.connection.publish("chat", b"%d" % number)
    one.poll()
    one.poll()
    assert one.take() == [
        *(("chat", b"0"), ("chat", b"1"), ("chat", b"2")),
        *("down: 2 messages came faster than they were taken", "up"),
    ]


def test_in_memory_who_is_closed_by_what_is_told_is_told_no_more(in_memory):
    store = MemoryStore()
    one = in_memory(store).up()
    one.connection.subscribe("chat")
    one._message_came_ = lambda topic, message: one.connection.close()
    one.connection.publish("chat", b"x")
    one.connection.publish("chat", b"y")
    one.poll()
    assert not one.connection.is_up
    assert repr(store) == "<MemoryStore of 0 rooms, 0 connections>"
    assert repr(one.connection) == f"<MemoryConnection to {store!r}>"
