"""One thing that a Tween does, by itself."""

from engine import NodePath, Object, Vector2
from engine.tween.easing import curve_of
from engine.tween.interpolation import Interpolation


def made(values=(0.0, 10.0), sources=(None, None)):
    way = Interpolation(Object(), NodePath(":position:x"), lambda value: None, values, sources)
    way.duration, way.delay = 2.0, 1.0
    return way


def test_it_is_named_by_its_key():
    way = made()
    assert way.is_for(way.target, "")
    assert way.is_for(way.target, "position:x")
    assert not way.is_for(way.target, "position")
    assert not way.is_for(Object(), "position:x")


def test_it_begins_after_the_delay_and_ends_with_the_duration():
    way = made()
    assert way.end == 3.0
    way.seek(0.5)
    assert (way.started, way.finished) == (False, False)
    way.seek(2.0)
    assert (way.started, way.finished, way.value()) == (True, False, 5.0)
    way.seek(9.0)
    assert (way.elapsed, way.finished, way.value()) == (3.0, True, 10.0)
    way.rewind()
    assert (way.elapsed, way.started, way.finished) == (0.0, False, False)


def test_without_a_duration_it_is_at_the_end():
    way = made()
    way.duration = way.delay = 0.0
    assert way.value() == 10.0


def test_a_curve_bends_the_way():
    way = made()
    way.curve = curve_of(4, 0)  # TRANS_QUAD, EASE_IN
    way.seek(2.0)
    assert way.value() == 2.5


def test_moving_ends_are_asked_each_time():
    at = [Vector2(4, 0)]
    way = made((Vector2(), Vector2()), (None, lambda: at[0]))
    way.seek(2.0)
    assert way.value() == Vector2(2, 0)
    at[0] = Vector2(8, 0)
    assert (way.value(), way.last()) == (Vector2(4, 0), Vector2(8, 0))
    way = made((Vector2(), Vector2()), (lambda: at[0], None))
    way.seek(2.0)
    assert (way.value(), way.last()) == (Vector2(4, 0), Vector2())


def test_a_callback_has_no_values_and_what_is_freed_is_gone():
    way = made(None)
    assert way.change is None
    assert not way.gone
    way.target.free()
    assert way.gone
    other = made()
    other.removed = True
    assert other.gone
