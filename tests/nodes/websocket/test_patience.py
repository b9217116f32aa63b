"""How far a peer may be behind."""

import pytest

from nodes.websocket.outbox import Outbox
from nodes.websocket.patience import MOST_BEHIND, PATIENCE, Patience

LIMIT = 1000


@pytest.fixture
def outbox():
    return Outbox()


@pytest.fixture
def patience(outbox):
    return Patience(outbox)


def test_one_for_whom_nothing_waits_may_be_sent_a_burst(patience, outbox):
    assert patience.room(0, LIMIT, None, 5.0) == LIMIT + MOST_BEHIND
    assert (outbox.behind, repr(patience)) == (0, "<Patience: 0 bytes behind>")


def test_what_waits_beyond_the_limit_is_taken_from_what_all_may_have(patience, outbox):
    assert patience.room(400, LIMIT, "a", 5.0) == 600 + MOST_BEHIND
    assert patience.room(LIMIT + 10, LIMIT, "b", 5.0) == MOST_BEHIND - 10
    other = Patience(outbox)
    assert other.room(LIMIT + 30, LIMIT, "c", 5.0) == MOST_BEHIND - 40
    assert patience.room(300, LIMIT, "d", 5.0) == 700 + MOST_BEHIND - 30
    assert repr(other) == "<Patience: 30 bytes behind>"
    other.end()
    assert outbox.behind == 0


def test_when_all_together_are_too_far_behind_each_has_its_limit(patience, outbox):
    outbox.behind = MOST_BEHIND + 5
    assert patience.room(400, LIMIT, "a", 5.0) == 600
    assert patience.room(LIMIT + 10, LIMIT, "b", 5.0) == 0


def test_who_reads_nothing_for_long_has_its_limit_until_it_reads_again(patience):
    now = 5.0
    assert patience.room(2 * LIMIT, LIMIT, "a", now) > 0
    assert patience.room(3 * LIMIT, LIMIT, "a", now + PATIENCE - 0.1) > 0
    assert patience.room(3 * LIMIT, LIMIT, "a", now + PATIENCE) == -2 * LIMIT
    assert patience.room(LIMIT - 1, LIMIT, "a", now + PATIENCE) == 1
    assert patience.room(3 * LIMIT, LIMIT, "b", now + PATIENCE) > 0
    assert patience.room(3 * LIMIT, LIMIT, "c", now + 2 * PATIENCE) > 0
    assert patience.room(0, LIMIT, None, now + 2 * PATIENCE) > LIMIT
    assert patience.room(0, LIMIT, None, now + 9 * PATIENCE) > LIMIT
