"""SpriteFrames: animations and their pictures."""

import pytest

from engine import PoolStringArray, ScriptError, SpriteFrames, Texture

PICTURE = Texture.from_rgba(2, 2, bytes(16))


@pytest.fixture
def frames():
    frames = SpriteFrames()
    frames.add_animation("run")
    frames.add_frame("run", PICTURE)
    return frames


def test_it_begins_with_an_empty_default():
    frames = SpriteFrames()
    assert frames.animations == [{"frames": [], "loop": True, "name": "default", "speed": 5.0}]
    assert repr(frames) == "<SpriteFrames: default>"


def test_pictures_are_put_in_and_taken_out(frames):
    changed = []
    frames.changed.connect(lambda: changed.append(1))
    frames.add_frame("run", None, 0)
    assert [frames.get_frame("run", at) for at in (-1, 0, 1, 2)] == [None, None, PICTURE, None]
    frames.set_frame("run", 0, PICTURE)
    frames.remove_frame("run", 9)
    frames.remove_frame("run", 1)
    assert (frames.get_frame("run", 0), frames.get_frame_count("run")) == (PICTURE, 1)
    frames.clear("run")
    assert (frames.get_frame_count("run"), len(changed)) == (0, 4)


def test_animations_come_and_go(frames):
    frames.rename_animation("run", "walk")
    frames.set_animation_speed("walk", 12)
    frames.set_animation_loop("walk", False)
    assert (frames.get_animation_speed("walk"), frames.get_animation_loop("walk")) == (12.0, False)
    assert frames.get_animation_names() == PoolStringArray(["default", "walk"])
    frames.remove_animation("default")
    assert not frames.has_animation("default")
    frames.clear_all()
    assert frames.has_animation("default")


def test_all_may_be_said_at_once(frames):
    other = SpriteFrames()
    other.animations = frames.animations
    assert other.animations == frames.animations
    assert other.animations[1]["frames"] == [PICTURE]


def test_what_cannot_be_is_an_error_with_the_repair(frames):
    with pytest.raises(ScriptError, match=r"Did you mean 'run'\? Write `add_animation\('rn'\)`"):
        frames.get_frame_count("rn")
    with pytest.raises(ScriptError, match="already"):
        frames.add_animation("run")
    with pytest.raises(ScriptError, match="already"):
        frames.rename_animation("run", "default")
    with pytest.raises(ScriptError, match="0 or more"):
        frames.set_animation_speed("run", -1)
    with pytest.raises(ScriptError, match=r"Write `Texture\.load"):
        frames.add_frame("run", "run.png")
    with pytest.raises(ScriptError, match="1 pictures, so there is none at 1"):
        frames.set_frame("run", 1, PICTURE)


def test_a_duplicate_has_animations_of_its_own(frames):
    twin = frames.duplicate()
    twin.set_animation_speed("run", 9)
    twin.clear("run")
    assert (frames.get_animation_speed("run"), frames.get_frame_count("run")) == (5.0, 1)
