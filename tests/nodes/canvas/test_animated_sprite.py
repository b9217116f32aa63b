"""AnimatedSprite: the same logs as the real engine, and what is ours."""

import json
from pathlib import Path

import pytest

from engine import Rect2, ScriptError, SpriteFrames, Texture, Vector2
from nodes import AnimatedSprite, Node2D
from tests.scene_log import first_difference, run_scene

CASES = {
    case["name"]: case
    for case in json.loads((Path(__file__).parent / "vectors" / "nodes2d.json").read_text())["cases"]
    if case["name"].startswith(("AnimatedSprite", "SpriteFrames"))
}


def texture(width=16, height=16):
    return Texture.from_rgba(width, height, bytes(width * height * 4))


def two_animations():
    frames = SpriteFrames()
    for name, speed, loop in (("run", 10, True), ("once", 10 * 2, False)):
        frames.add_animation(name)
        frames.set_animation_speed(name, speed)
        for _ in range(3):
            frames.add_frame(name, texture())
        frames.set_animation_loop(name, loop)
    return frames


class Scene(Node2D):
    t = None
    n = 0
    does = ()

    def _ready(self):
        self.s = AnimatedSprite()
        self.s.frames = two_animations()
        self.add_child(self.s)
        self.s.connect("animation_finished", self, "_fin")
        self.s.connect("frame_changed", self, "_fc")
        self.begin(self.s)

    def begin(self, s):
        s.play(*self.does)

    def _fin(self):
        self.t.l(["animation_finished", self.s.animation, self.s.frame])

    def _fc(self):
        self.t.l(["frame_changed", self.s.animation, self.s.frame])

    def _process(self, _d):
        self.n += 1
        self.frame(self.n, self.s)
        self.t.l([self.s.animation, self.s.frame, self.s.playing])

    def frame(self, n, s):
        pass


def playing(*does):
    return type("Main", (Scene,), {"does": does})


class Twice(Scene):
    def begin(self, s):
        s.speed_scale = 2
        s.play("run")


class Again(Scene):
    does = ("run",)

    def frame(self, n, s):
        if n % 3 == 0:
            s.play("run")
        match n:
            case 12:
                s.stop()
            case 15:
                s.play()
            case 20:
                s.animation = "once"
            case 22:
                s.frame = 1
            case 24:
                s.frame = 99


class Unknown(Scene):
    def begin(self, s):
        row = [s.animation, s.frame, s.playing, s.speed_scale, s.centered, s.offset, s.flip_h]
        self.t.l([*row, s.is_playing()])
        s.play("nosuch")
        self.t.l([s.animation, s.playing])


class Frames(Node2D):
    def _ready(self):
        t, f = self.t, SpriteFrames()
        names = f.get_animation_names()
        row = [f.has_animation("default"), f.get_animation_speed("default"), f.get_animation_loop("default")]
        t.l([names, *row, f.get_frame_count("default")])
        f.add_animation("a")
        with pytest.raises(ScriptError, match="has an animation 'a' already"):
            f.add_animation("a")
        f.add_frame("a", texture())
        f.add_frame("a", texture(3, 4), 0)
        size = f.get_frame("a", 0).get_size()
        t.l([f.get_frame_count("a"), size, f.get_frame("a", 9)])
        f.rename_animation("a", "b")
        t.l(f.get_animation_names())
        f.remove_frame("b", 0)
        t.l(f.get_frame_count("b"))
        f.clear("b")
        f.remove_animation("b")
        t.l(f.get_animation_names())
        f.clear_all()
        t.l(f.get_animation_names())


SCENES = {
    "AnimatedSprite: play, loops": playing("run"),
    "AnimatedSprite: play once": playing("once"),
    "AnimatedSprite: play backwards": playing("run", True),
    "AnimatedSprite: play once backwards": playing("once", True),
    "AnimatedSprite: speed_scale 2": Twice,
    "AnimatedSprite: play the same again does not restart": Again,
    "AnimatedSprite: defaults and unknown animation": Unknown,
    "SpriteFrames": Frames,
}


def as_we_have_it(log):
    """Return a recorded log without a frame_changed that shows the same frame again."""
    shown, kept = None, []
    for phase, what in log:
        match what:
            case ["frame_changed", *frame]:
                if frame == shown:
                    continue
            case [str(), int(), bool()]:
                shown = what[:2]
        kept.append([phase, what])
    return kept


@pytest.mark.parametrize("name", CASES)
def test_a_scene_logs_what_it_does_in_the_real_engine(tree, name):
    lines = run_scene(tree, SCENES[name], CASES[name]["frames"])
    assert first_difference(lines, as_we_have_it(CASES[name]["log"])) is None


# -- What is ours ------------------------------------------------------------------------------


@pytest.fixture
def sprite(tree):
    return tree.add(AnimatedSprite(frames=two_animations(), animation="run"))


def test_it_costs_nothing_in_a_frame_unless_it_moves(tree, sprite):
    assert not sprite.is_processing_internal()
    sprite.play()
    assert sprite.is_processing_internal()
    sprite.speed_scale = 0
    assert not sprite.is_processing_internal()
    sprite.speed_scale = 1
    sprite.play("once")
    tree.step(20)
    assert sprite.playing
    assert not sprite.is_processing_internal()
    sprite.frame = 0
    assert sprite.is_processing_internal()
    sprite.frames = None
    assert not sprite.is_processing_internal()
    assert sprite.frame == 0


def test_changed_pictures_are_shown(tree, sprite):
    sprite.frame = 2
    sprite.frames.remove_frame("run", 2)
    assert sprite.frame == 1
    sprite.frames.set_animation_speed("run", 0)
    sprite.play()
    tree.step(20)
    assert sprite.frame == 1
    frames, sprite.frames = sprite.frames, two_animations()
    frames.clear("run")
    assert sprite.frame == 1


def test_an_animation_that_is_removed_stands_still(tree, sprite):
    sprite.play()
    sprite.animation_finished.connect(lambda: sprite.frames.remove_animation("run"))
    tree.step(30)
    assert sprite.frame == 0


def test_the_picture_is_drawn_around_its_position(tree, sprite):
    sprite.frames.clear("run")
    sprite.frames.add_frame("run", texture(4, 2))
    tree.step()
    (drawn,) = sprite._drawing_.commands
    assert drawn[:4] == (-2.0, -1.0, 4.0, 2.0)
    rect = tree.watch(sprite.item_rect_changed)
    sprite.centered = False
    sprite.offset = Vector2(1, 1)
    rect.assert_emitted(times=2)
    sprite.flip_h = sprite.flip_v = True
    tree.step()
    (drawn,) = sprite._drawing_.commands
    assert drawn[:4] == (1.0, 1.0, 4.0, 2.0)
    assert drawn.region[2:] == (-4.0, -2.0)
    sprite.frames.clear("run")
    tree.step()
    assert sprite._drawing_.commands == ()
    sprite.frames.remove_animation("run")
    tree.step()
    assert sprite._drawing_.commands == ()


def test_other_frames_are_refused():
    with pytest.raises(ScriptError, match=r"Write `SpriteFrames\(\)`"):
        AnimatedSprite(frames="run")
    assert Rect2(AnimatedSprite().offset, Vector2()) == Rect2()
