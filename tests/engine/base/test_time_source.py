from engine.base.time_source import TimeSource
from engine.testing import FakeClock


def test_the_time_is_that_of_the_clock_that_it_has_just_now():
    source = TimeSource(FakeClock(5.0))
    assert source.now() == 5.0
    now = source.now
    source.clock = FakeClock(7.0)
    assert now() == 7.0


def test_it_shows_its_clock():
    assert repr(TimeSource(max)) == f"<TimeSource {max!r}>"
