"""The table of a link's life."""

import pytest

from nodes.websocket.life import (
    CLOSED,
    CLOSING,
    CONNECTING,
    HANDSHAKE,
    LIFE,
    LINGERING,
    OPEN,
    Happening,
    Life,
    State,
)


def test_a_link_only_ever_goes_on():
    order = list(State)
    assert all(order.index(state) < order.index(step.to) for (state, _), step in LIFE.items())


def test_every_state_is_reached_and_every_one_but_the_last_leads_on():
    assert {step.to for step in LIFE.values()} == set(State) - {CONNECTING}
    assert {state for state, _ in LIFE} == set(State) - {CLOSED}


def test_everything_that_can_happen_happens_somewhere_and_is_told_in_words():
    assert {happening for _, happening in LIFE} == set(Happening)
    assert all(step.does for step in LIFE.values())
    assert all(word.value for word in (*State, *Happening))


@pytest.mark.parametrize("state", set(State) - {CLOSED})
def test_a_link_can_be_discarded_in_any_state(state):
    life = Life(state)
    life.step(Happening.DISCARDED)
    assert life.state is CLOSED


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("happening", Happening)
def test_a_life_goes_by_the_table_and_by_nothing_else(state, happening):
    life = Life(state)
    if (state, happening) in LIFE:
        life.step(happening)
        assert life.state is LIFE[state, happening].to
    else:
        with pytest.raises(KeyError):
            life.step(happening)
        assert life.state is state


def test_a_link_is_connected_from_the_handshake_to_its_end_and_then_over():
    assert [state for state in State if Life(state).is_connected] == [OPEN, CLOSING]
    assert [state for state in State if Life(state).is_over] == [LINGERING, CLOSED]


def test_a_life_says_where_it_is():
    assert repr(Life(HANDSHAKE)) == "<Life: in the handshake>"
