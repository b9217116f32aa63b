"""Which clients may go."""

from nodes.websocket.draining import Draining


def test_who_has_been_silent_for_a_second_may_go():
    draining = Draining(10.0)
    draining.heard(2)
    assert draining.silent([1, 2], 10.9) == []
    assert draining.silent([1, 2], 11.0) == [1]
    assert draining.silent([2], 11.5) == []
    assert draining.silent([2], 12.0) == [2]
