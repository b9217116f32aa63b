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
    assert patience.room(0, LIMIT, 0, 5.0) == LIMIT + MOST_BEHIND
    assert (outbox.behind, repr(patience)) == (0, "<Patience: 0 bytes behind>")


def test_what_waits_beyond_the_limit_is_taken_from_what_all_may_have(patience, outbox):
    assert patience.room(400, LIMIT, 0, 5.0) == 600 + MOST_BEHIND
    assert patience.room(LIMIT + 10, LIMIT, 0, 5.0) == MOST_BEHIND - 10
    other = Patience(outbox)
    assert other.room(400, LIMIT, 0, 5.0) == 600 + MOST_BEHIND - 10
    assert other.room(LIMIT + 30, LIMIT, 0, 5.0) == MOST_BEHIND - 40
    assert patience.room(300, LIMIT, LIMIT, 5.0) == 700 + MOST_BEHIND - 30
    assert repr(other) == "<Patience: 30 bytes behind>"
    other.end()
    assert outbox.behind == 0


def test_when_all_together_are_too_far_behind_each_has_its_limit(patience, outbox):
    outbox.behind = MOST_BEHIND + 5
    assert patience.room(400, LIMIT, 0, 5.0) == 600
    assert patience.room(LIMIT + 10, LIMIT, 0, 5.0) == 0


@pytest.mark.parametrize("sip", [0, 1, 150])
def test_who_does_not_read_or_only_sips_has_its_limit_until_it_catches_up(patience, sip):
    assert patience.room(LIMIT, LIMIT, 0, 5.0) > 0
    for second in range(int(PATIENCE) - 1):
        assert patience.room(2 * LIMIT, LIMIT, sip // 2, 5.1 + second) > 0
    assert patience.lasts(5.0 + PATIENCE - 0.1)
    assert patience.room(2 * LIMIT, LIMIT, 0, 5.0 + PATIENCE) == -LIMIT
    assert not patience.lasts(5.0 + PATIENCE)
    assert patience.room(LIMIT, LIMIT, sip, 5.0 + PATIENCE) == MOST_BEHIND


def test_who_takes_its_limit_again_and_again_is_waited_for(patience):
    patience.room(LIMIT, LIMIT, 0, 0.0)
    for second in range(1, 100):
        assert patience.room(90 * LIMIT, LIMIT, LIMIT // 5, float(second)) > 0
