"""When to look at a connection."""

from __future__ import annotations

from math import inf
from types import SimpleNamespace

import pytest

from engine.base.time_source import TimeSource
from engine.testing import FakeClock
from nodes.websocket.deadlines import DUE_AT_ONCE, LEAST_SWEPT, Deadlines

KEPT = []
"""Connections that somebody has, as a node has its links."""


class AConnection(SimpleNamespace):
    """What Deadlines wants to know of a connection."""

    __hash__ = object.__hash__


@pytest.fixture
def clock():
    return FakeClock(100.0)


@pytest.fixture
def deadlines(clock):
    deadlines = Deadlines()
    deadlines.go_by(TimeSource(clock))
    KEPT.clear()
    return deadlines


def due_in(deadlines, seconds):
    connection = AConnection(deadline=None)
    KEPT.append(connection)
    deadlines.set(connection, seconds)
    return connection


def test_who_is_gone_is_not_kept_alive_and_not_due(deadlines, clock):
    due_in(deadlines, 2)
    assert deadlines.left() == 2
    KEPT.clear()
    due_in(deadlines, 3)
    assert deadlines.left() == 3
    due_in(deadlines, 1)
    KEPT.clear()
    clock.advance(5)
    assert deadlines.due() == []


def test_a_deadline_is_due_once_when_its_time_has_come(deadlines, clock):
    connection = due_in(deadlines, 2)
    assert deadlines.due() == []
    clock.advance(1.9)
    assert deadlines.due() == []
    clock.advance(0.2)
    assert deadlines.due() == [connection]
    assert deadlines.due() == []
    assert len(deadlines) == 0


def test_what_is_left_is_the_time_to_the_first_deadline(deadlines, clock):
    assert deadlines.left() == inf
    due_in(deadlines, 3)
    due_in(deadlines, 2)
    clock.advance(0.5)
    assert deadlines.left() == 1.5
    clock.advance(2)
    assert deadlines.left() == 0
    deadlines.due()
    assert deadlines.left() == 0.5


def test_what_nobody_waits_for_any_more_is_not_what_is_left(deadlines):
    taken_back, put_off = due_in(deadlines, 1), due_in(deadlines, 2)
    taken_back.deadline = None
    deadlines.set(put_off, 7)
    assert deadlines.left() == 7
    assert len(deadlines) == 1


def test_the_earliest_is_due_first(deadlines, clock):
    later, sooner, last = (due_in(deadlines, seconds) for seconds in (2, 1, 3))
    clock.advance(2.5)
    assert deadlines.due() == [sooner, later]
    clock.advance(1)
    assert deadlines.due() == [last]


def test_a_deadline_that_was_put_off_is_due_at_the_later_time_and_once(deadlines, clock):
    connection = due_in(deadlines, 1)
    deadlines.set(connection, 5)
    clock.advance(2)
    assert deadlines.due() == []
    clock.advance(4)
    assert deadlines.due() == [connection]
    clock.advance(100)
    assert deadlines.due() == []


def test_a_deadline_that_was_brought_forward_is_due_at_the_earlier_time_and_once(deadlines, clock):
    connection = due_in(deadlines, 5)
    deadlines.set(connection, 1)
    clock.advance(2)
    assert deadlines.due() == [connection]
    clock.advance(100)
    assert deadlines.due() == []


def test_a_deadline_that_was_set_twice_is_due_once(deadlines, clock):
    connection = due_in(deadlines, 1)
    deadlines.set(connection, 1)
    clock.advance(1)
    assert deadlines.due() == [connection]


def test_what_is_set_while_it_is_dealt_with_is_due_again(deadlines, clock):
    connection = due_in(deadlines, 1)
    clock.advance(1)
    assert deadlines.due() == [connection]
    deadlines.set(connection, 1)
    clock.advance(1)
    assert deadlines.due() == [connection]


def test_a_deadline_that_was_taken_back_and_a_closed_connection_are_never_due(deadlines, clock):
    forgotten, closed = due_in(deadlines, 1), due_in(deadlines, 1)
    deadlines.set(forgotten, None)
    closed.deadline = None  # as a link has none once it is closed
    clock.advance(10)
    assert deadlines.due() == []
    assert len(deadlines) == 0


@pytest.mark.parametrize("start", [0.0, 100.0, 1e9])
def test_another_clock_leaves_the_time_that_is_left(start, deadlines, clock):
    connection = due_in(deadlines, 2)
    clock.advance(0.5)
    deadlines.go_by(TimeSource(other := FakeClock(start)))
    clock.advance(1000)
    assert deadlines.due() == []
    other.advance(1.4)
    assert deadlines.due() == []
    other.advance(0.2)
    assert deadlines.due() == [connection]


def test_the_time_is_that_of_the_machine_unless_it_is_set():
    deadlines = Deadlines()
    before = deadlines.now()
    connection = due_in(deadlines, 3600)
    assert deadlines.due() == []
    assert connection.deadline >= before + 3600
    assert due_in(deadlines, 0) in deadlines.due()


def test_many_that_are_due_together_are_met_in_parts(deadlines, clock):
    together = [due_in(deadlines, 1.0) for _ in range(DUE_AT_ONCE + 3)]
    clock.advance(1.0)
    assert deadlines.due() == together[:DUE_AT_ONCE]
    assert deadlines.left() == 0.0
    assert deadlines.due() == together[DUE_AT_ONCE:]
    assert deadlines.left() == inf


def test_the_deadlines_of_those_who_come_and_go_do_not_pile_up(deadlines, clock):
    kept = [due_in(deadlines, seconds) for seconds in range(100, 0, -1)]
    for _ in range(10_000):
        deadlines.set(AConnection(deadline=None), 4900.0)  # which is gone at once
        deadlines.set(kept[0], deadlines.left_for(kept[0]) + 1.0)
        assert len(deadlines) <= 2 * len(kept) + LEAST_SWEPT
    clock.advance(99.0)
    assert deadlines.due() == kept[:0:-1]


def test_how_much_is_left_is_known_of_each(deadlines, clock):
    connection = due_in(deadlines, 5)
    clock.advance(2)
    assert deadlines.left_for(connection) == 3
    deadlines.set(connection, None)
    assert deadlines.left_for(connection) is None
