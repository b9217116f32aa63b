"""Animation says what the real engine's does."""

from pathlib import Path

import pytest

import engine
from engine import Animation, NodePath, PoolIntArray, ScriptError, Vector2
from tests.engine.gdscript.rows import SINGLE, cases, differing

CASES = cases(Path(__file__).parent / "vectors" / "animation.json")
KEYS = [(0.0, 1.0, 1.0), (0.25, 5.0, 2.0), (0.75, -3.0, 0.5), (1.0, 2.0, 1.0)]


@pytest.fixture
def animation():
    animation = Animation()
    at = animation.add_track(Animation.TYPE_VALUE)
    animation.track_set_path(at, "a:position:x")
    for key in KEYS:
        animation.track_insert_key(at, *key)
    at = animation.add_track(Animation.TYPE_BEZIER)
    animation.track_set_path(at, "a:position:y")
    for time, value, _ in KEYS:
        animation.bezier_track_insert_key(at, time, value, Vector2(-0.1, -value), Vector2(0.1, value))
    return animation


def test_an_animation_is_the_recorded_one(animation):
    (case,) = CASES.values()
    names = {**{name: getattr(engine, name) for name in engine.__all__}, "x": animation}
    assert differing(case["rows"], names, SINGLE) == []


@pytest.fixture
def calls():
    animation = Animation()
    at = animation.add_track(Animation.TYPE_METHOD)
    animation.track_set_path(at, "Gun")
    animation.track_insert_key(at, 0.5, {"method": "shoot", "args": [1, "two"]})
    animation.track_insert_key(at, 0.25, {"method": "aim"})
    return animation


def test_a_method_track_has_names_and_arguments(calls):
    assert calls.method_track_get_name(0, 0) == "aim"
    assert calls.method_track_get_params(0, 1) == [1, "two"]
    assert calls.track_get_key_value(0, 1) == {"method": "shoot", "args": [1, "two"]}
    assert calls.method_track_get_key_indices(0, 0.6, 0.6) == PoolIntArray([0, 1])
    for wrong in ("shoot", {"args": []}, {"method": 3}):
        with pytest.raises(ScriptError, match='"method": "name"'):
            calls.track_insert_key(0, 0.0, wrong)


def test_a_bezier_track_has_values_and_handles(animation):
    assert animation.bezier_track_get_key_value(1, 1) == 5.0
    assert animation.track_get_key_value(1, 1) == [5.0, -0.1, -5.0, 0.1, 5.0]
    animation.bezier_track_set_key_value(1, 1, 7)
    animation.bezier_track_set_key_in_handle(1, 1, Vector2(3, 4))
    animation.bezier_track_set_key_out_handle(1, 1, Vector2(-3, 4))
    assert animation.bezier_track_get_key_in_handle(1, 1) == Vector2(0, 4), "none goes back in time"
    assert animation.bezier_track_get_key_out_handle(1, 1) == Vector2(0, 4)
    animation.track_set_key_value(1, 1, [1, -2, 3, 4, 5])
    assert animation.bezier_track_get_key_in_handle(1, 1) == Vector2(-2, 3)
    with pytest.raises(ScriptError, match=r"\[value, in_x, in_y, out_x, out_y\]"):
        animation.track_set_key_value(1, 1, 3)
    with pytest.raises(ScriptError, match="is of the type value, not Bézier"):
        animation.bezier_track_interpolate(0, 0)


def test_an_animation_track_has_names():
    animation = Animation()
    at = animation.add_track(Animation.TYPE_ANIMATION)
    assert animation.animation_track_insert_key(at, 0.5, "walk") == 0
    animation.animation_track_set_key_animation(at, 0, "run")
    assert animation.animation_track_get_key_animation(at, 0) == "run"


def test_tracks_change_places(calls):
    for path in ("b", "c", "d"):
        calls.track_set_path(calls.add_track(Animation.TYPE_VALUE), path)

    def order():
        return [str(calls.track_get_path(at)) for at in range(4)]

    calls.track_swap(0, 3)
    assert order() == ["d", "b", "c", "Gun"]
    calls.track_move_up(0)
    calls.track_move_up(3)
    calls.track_move_down(0)
    assert order() == ["b", "d", "c", "Gun"]
    calls.track_move_down(3)
    assert order() == ["b", "d", "Gun", "c"]
    calls.track_move_to(2, 0)
    assert order() == ["Gun", "b", "d", "c"]
    calls.track_move_to(0, 3)
    assert order() == ["b", "d", "Gun", "c"]
    calls.track_move_to(1, 2)
    assert order() == ["b", "d", "Gun", "c"]
    assert calls.add_track(Animation.TYPE_VALUE, 0) == 0
    assert calls.find_track("Gun") == 3


def test_a_copied_track_has_keys_of_its_own(calls):
    other = Animation()
    heard = []
    other.tracks_changed.connect(lambda: heard.append(1))
    calls.copy_track(0, other)
    other.track_remove_key(0, 0)
    assert (calls.track_get_key_count(0), other.track_get_key_count(0), heard) == (2, 1, [1])
    assert other.track_get_path(0) == NodePath("Gun")


def test_what_may_be_set_may_be_read(animation):
    animation.set_length(2.5)
    animation.set_loop(True)
    animation.set_step(0.5)
    assert (animation.get_length(), animation.has_loop(), animation.get_step()) == (2.5, True, 0.5)
    animation.length = 0
    assert animation.length == pytest.approx(0.001)
    animation.track_set_enabled(0, False)
    animation.track_set_imported(0, True)
    animation.track_set_interpolation_type(0, Animation.INTERPOLATION_CUBIC)
    animation.track_set_interpolation_loop_wrap(0, False)
    animation.value_track_set_update_mode(0, Animation.UPDATE_CAPTURE)
    animation.track_set_key_transition(0, 1, 3)
    assert not animation.track_is_enabled(0)
    assert animation.track_is_imported(0)
    assert not animation.track_get_interpolation_loop_wrap(0)
    assert (animation.track_get_interpolation_type(0), animation.value_track_get_update_mode(0)) == (2, 3)
    assert animation.track_get_key_transition(0, 1) == 3.0
    animation.track_set_key_value(0, 1, 9.0)
    assert animation.track_get_key_value(0, 1) == 9.0
    animation.clear()
    assert (animation.loop, animation.length) == (False, 1.0)
    assert repr(animation) == "<Animation of 0 tracks, 1 s>"


def test_what_is_not_there_is_an_error_with_the_repair(animation):
    with pytest.raises(ScriptError, match="2 tracks, so there is no track 2"):
        animation.track_get_path(2)
    with pytest.raises(ScriptError, match="4 keys, so there is no key 4"):
        animation.track_get_key_time(0, 4)
    with pytest.raises(ScriptError, match="no key -1"):
        animation.track_remove_key_at_position(0, 0.6)
    with pytest.raises(ScriptError, match=r"no tracks of the type 4: write `Animation\.TYPE_VALUE`"):
        animation.add_track(Animation.TYPE_AUDIO)
    with pytest.raises(ScriptError, match="no interpolation 3"):
        animation.track_set_interpolation_type(0, 3)
    with pytest.raises(ScriptError, match="no update mode 4"):
        animation.value_track_set_update_mode(0, 4)


def test_a_duplicate_has_tracks_and_keys_of_its_own(calls):
    twin = calls.duplicate()
    twin.track_remove_key(0, 0)
    twin.track_set_path(0, "Other")
    assert (calls.track_get_key_count(0), str(calls.track_get_path(0))) == (2, "Gun")
    assert (twin.track_get_key_count(0), twin.length) == (1, calls.length)
