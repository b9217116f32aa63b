from hypothesis import given
from hypothesis import strategies as st

from nodes.websocket.rate_limit import RateLimit, TokenBucket


def test_a_burst_passes_at_once_and_then_the_rate():
    bucket = TokenBucket(rate=8, burst=3, now=100.0)
    assert [bucket.take(1, 100.0) for _ in range(4)] == [True, True, True, False]
    assert not bucket.take(1, 100.0625)
    assert bucket.take(1, 100.125)
    assert not bucket.take(1, 100.125)
    assert repr(bucket) == "<TokenBucket 0 of 3, 8 a second>"


def test_a_bucket_never_holds_more_than_the_burst():
    bucket = TokenBucket(rate=10, burst=3, now=0.0)
    assert bucket.take(3, 1000.0)
    assert not bucket.take(1, 1000.0)


def test_what_is_refused_is_not_taken():
    bucket = TokenBucket(rate=1, burst=5, now=0.0)
    assert not bucket.take(6, 0.0)
    assert bucket.take(5, 0.0)


def test_a_clock_that_goes_back_gives_nothing():
    bucket = TokenBucket(rate=10, burst=1, now=100.0)
    assert bucket.take(1, 100.0)
    assert not bucket.take(1, 50.0)


@given(st.lists(st.tuples(st.floats(0, 5), st.integers(1, 20)), max_size=50), st.integers(1, 50))
def test_no_more_passes_than_the_burst_and_the_rate_allow(takes, rate):
    bucket = TokenBucket(rate, 2 * rate, now=0.0)
    now = passed = 0.0
    for wait, amount in takes:
        now += wait
        if bucket.take(amount, now):
            passed += amount
        assert passed <= 2 * rate + now * rate + 1e-6


def test_a_client_is_told_what_was_too_much():
    limit = RateLimit(messages_per_second=10, bytes_per_second=100).for_client(0.0)
    assert limit.excess([5] * 20, 0.0) == ""
    assert limit.excess([5], 0.0) == "more than 10 messages a second"
    assert limit.excess([250], 1.0) == "more than 100 bytes a second"


def test_each_client_has_a_limit_of_its_own_until_it_is_forgotten():
    limit = RateLimit(messages_per_second=10, bytes_per_second=0)
    assert limit.excess(7, [1] * 20, 0.0) == ""
    assert limit.excess(7, [1], 0.0) == "more than 10 messages a second"
    assert limit.excess(8, [1], 0.0) == ""
    limit.forget(7)
    limit.forget(9)
    assert limit.excess(7, [1] * 20, 0.0) == ""


def test_zero_is_without_limit():
    limit = RateLimit(0, 0).for_client(0.0)
    assert limit.excess([10**9] * 1000, 0.0) == ""
