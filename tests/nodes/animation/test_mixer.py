"""What the tracks of animations find, and what they do with what is not there."""

import pytest

from engine import Animation, Node, ScriptError
from nodes import AnimationPlayer, Node2D


class Main(Node):
    value = 0.0

    @property
    def broken(self):
        return 0.0

    @broken.setter
    def broken(self, value):
        raise ValueError("no such value")

    def fail(self):
        raise ValueError("it failed")


@pytest.fixture
def main(tree):
    main = tree.add(Main())
    main.add_child(AnimationPlayer(name="p"))
    main.add_child(AnimationPlayer(name="q"))
    return main


def tracks(*tracks, length=0.5):
    animation = Animation()
    animation.length = length
    for type, path, keys in tracks:
        at = animation.add_track(type)
        animation.track_set_path(at, path)
        for time, key in keys:
            animation.track_insert_key(at, time, key)
    return animation


def played(main, animation, name="m"):
    player = main.get_node("p")
    player.add_animation(name, animation)
    player.play(name)
    return player


VALUE, METHOD, ANIMATION = Animation.TYPE_VALUE, Animation.TYPE_METHOD, Animation.TYPE_ANIMATION


@pytest.mark.parametrize(
    ("type", "path", "key", "words"),
    [
        (VALUE, "gone:value", 1.0, "there is no node for the track"),
        (VALUE, ".", 1.0, "names no property: write"),
        (VALUE, ".:valu", 1.0, "Did you mean 'value'"),
        (METHOD, ".", {"method": "fal"}, "has no method 'fal'. Did you mean 'fail'"),
        (ANIMATION, ".", "walk", "is no AnimationPlayer"),
    ],
)
def test_what_is_not_there_is_told_of_once(tree, main, caplog, type, path, key, words):
    played(main, tracks((type, path, [(0.0, key)])))
    tree.step(5)
    assert words in caplog.text
    assert len(caplog.records) == 1


def test_a_root_that_is_not_there_is_told_of(tree, main, caplog):
    main.get_node("p").root_node = "../../gone"
    played(main, tracks((VALUE, ".:value", [(0.0, 1.0)])))
    tree.step(2)
    assert "seen from None" in caplog.text


def test_what_fails_is_reported_and_the_rest_goes_on(tree, main):
    animation = tracks(
        (VALUE, ".:broken", [(0.0, 1.0)]),
        (VALUE, ".:value", [(0.0, 1.0)]),
        (METHOD, ".", [(0.0, {"method": "fail"})]),
    )
    main.get_node("p").method_call_mode = AnimationPlayer.ANIMATION_METHOD_CALL_IMMEDIATE
    played(main, animation)
    with pytest.raises(ValueError, match="it failed"):
        tree.step()
    assert main.value == 1.0


def test_what_was_freed_is_left_alone(tree, main):
    child = Node2D(name="a")
    main.add_child(child)
    called = (METHOD, "a", [(0.2, {"method": "show"})])
    played(main, tracks((VALUE, "a:position:x", [(0.0, 1.0)]), called))
    tree.step(2)
    child.free()
    tree.step(20)


def test_a_property_freed_by_another_in_the_same_pass_is_left_alone(tree, main):
    class Killer(Node):
        @property
        def kill(self):
            return 0.0

        @kill.setter
        def kill(self, value):
            self.get_node("../a").free()

    main.add_child(Node2D(name="a"))
    main.add_child(Killer(name="k"))
    once = (VALUE, "k:kill", [(0.0, 1.0)])
    animation = tracks(once, (VALUE, "a:position:x", [(0.0, 1.0)]))
    animation.value_track_set_update_mode(0, Animation.UPDATE_CONTINUOUS)
    main.get_node("p").playback_process_mode = AnimationPlayer.ANIMATION_PROCESS_MANUAL
    player = played(main, animation)
    player.advance(0.1)
    assert not main.has_node("a")


def test_disabled_tracks_and_tracks_without_keys_do_nothing(tree, main):
    animation = tracks((VALUE, ".:value", [(0.0, 1.0)]), (VALUE, ".:value", []))
    animation.track_set_enabled(0, False)
    played(main, animation)
    tree.step()
    assert main.value == 0.0


def test_seek_sets_what_is_discrete_and_advance_what_was_passed(main):
    animation = tracks((VALUE, ".:value", [(0.0, 1.0), (0.2, 2.0)]))
    animation.value_track_set_update_mode(0, Animation.UPDATE_DISCRETE)
    player = played(main, animation)
    player.seek(0.3, True)
    assert main.value == 2.0
    main.value = 0.0
    player.advance(0.1)
    assert main.value == 0.0, "nothing was passed"


@pytest.mark.parametrize("keys", [[(0.0, 1.0)], [(0.0, 1.0), (0.4, 8.0)]])
def test_a_captured_value_with_a_key_at_the_beginning_goes_to_the_next(main, keys):
    animation = tracks((VALUE, ".:value", keys))
    animation.value_track_set_update_mode(0, Animation.UPDATE_CAPTURE)
    main.value = 4.0
    played(main, animation).advance(0.2)
    assert main.value == pytest.approx(4.0 if len(keys) == 1 else 6.0)


def test_captured_of_what_is_not_there_is_told_of(main, caplog):
    animation = tracks((VALUE, ".:valu", [(0.2, 1.0)]))
    animation.value_track_set_update_mode(0, Animation.UPDATE_CAPTURE)
    played(main, animation).advance(0.1)
    assert "Did you mean 'value'" in caplog.text


# -- Tracks of animations ----------------------------------------------------------------------


@pytest.fixture
def others(main):
    other = main.get_node("q")
    ramp = tracks((VALUE, ".:value", [(0.0, 0.0), (1.0, 10.0)]), length=1.0)
    other.add_animation("ramp", ramp)
    return other


def test_another_player_plays_what_a_track_says(tree, main, others):
    animation = tracks((ANIMATION, "q", [(0.05, "ramp"), (0.3, "[stop]")]))
    played(main, animation)
    tree.step(2, 1 / 64)
    assert others.current_animation == ""
    tree.step(4, 1 / 64)
    assert others.current_animation == "ramp"
    assert main.value > 0
    tree.step(16, 1 / 64)
    assert others.current_animation == ""


def test_a_stopped_player_is_put_where_it_would_be(main, others):
    player = played(main, tracks((ANIMATION, "q", [(0.1, "ramp")])))
    player.advance(0.3)
    others.stop()
    player.advance(0.0)
    assert main.value == pytest.approx(2.0)
    assert others.assigned_animation == "ramp"


def test_after_seek_the_other_player_goes_on_from_there(tree, main, others):
    others.get_animation("ramp").loop = True
    animation = tracks((ANIMATION, "q", [(0.0, "ramp"), (0.4, "nosuch")]), length=3.0)
    player = played(main, animation)
    player.seek(0.2, True)
    assert others.current_animation_position == pytest.approx(0.2)
    player.stop()
    assert others.current_animation == ""
    player.play("m")
    player.seek(0.5, True)
    assert others.current_animation == "", "there is no such animation"


def test_a_freed_player_is_not_stopped(main, others):
    player = played(main, tracks((ANIMATION, "q", [(0.0, "ramp")])))
    player.advance(0.1)
    others.free()
    player.stop()


def test_an_unknown_property_of_a_bezier_track_is_an_error(main):
    animation = Animation()
    at = animation.add_track(Animation.TYPE_BEZIER)
    animation.track_set_path(at, ".:value")
    animation.bezier_track_insert_key(at, 0.0, 3.0)
    played(main, animation).advance(0.1)
    assert main.value == 3.0
    with pytest.raises(ScriptError):
        animation.track_insert_key(at, 0.0, 3.0)
