from nodes.cluster.backoff import LONGEST, SHORTEST, Backoff


def times(chance, count=8):
    backoff = Backoff(lambda: chance)
    return [backoff.next() for _ in range(count)]


def test_the_times_double_up_to_the_longest():
    assert times(0.0) == [0.1, 0.2, 0.4, 0.8, 1.6, 1.6, 1.6, 1.6]
    assert times(1.0)[-1] == LONGEST
    assert times(0.0)[0] == SHORTEST


def test_chance_is_in_each_of_them():
    assert times(0.5, 2) == [0.1 * 1.5, 0.2 * 1.5]


def test_it_begins_anew():
    backoff = Backoff(lambda: 0.0)
    backoff.next()
    backoff.next()
    backoff.reset()
    assert backoff.next() == SHORTEST
