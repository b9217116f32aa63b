"""TextureProgress: the same log as the real engine, and which part of its picture is drawn."""

import json
from pathlib import Path

import pytest

from engine import Color, ScriptError, Texture, Vector2
from nodes import Control, TextureProgress
from tests.scene_log import first_difference, run_scene

(CASE,) = json.loads((Path(__file__).parent / "vectors" / "texture_progress.json").read_text())["cases"]


class Main(Control):
    def _ready(self):
        t = self.t
        p = TextureProgress()
        self.add_child(p)
        p.connect("value_changed", self, "_v")
        p.connect("changed", self, "_c")
        row = [p.value, p.min_value, p.max_value, p.step, p.page, p.ratio, p.fill_mode]
        row += [p.radial_initial_angle, p.radial_fill_degrees, p.nine_patch_stretch, p.rounded]
        t.l([*row, p.allow_greater, p.tint_progress])
        p.value = 33.3
        p.value = 1000
        p.value = -5
        p.step = 0
        p.value = 12.34
        p.max_value = 10
        p.ratio = 0.5
        p.rounded = True
        p.value = 300 / 10.0
        p.allow_greater = True
        p.value = 99
        t.l([p.value, p.ratio])
        t.l(p.get_minimum_size())

    def _v(self, x):
        self.t.l(["value_changed", x])

    def _c(self):
        self.t.l("changed")


def test_a_scene_logs_what_it_does_in_the_real_engine(tree):
    assert first_difference(run_scene(tree, Main, CASE["frames"]), CASE["log"]) is None


def picture(width, height):
    return Texture.from_rgba(width, height, bytes(width * height * 4))


def drawn(tree, bar):
    """Return what is drawn: place and part of each piece."""
    tree.step()
    return [(command[:4], command.region) for command in bar._drawing_.commands]


@pytest.fixture
def bar(tree):
    return tree.add(TextureProgress(texture_progress=picture(40, 20), value=25))


@pytest.mark.parametrize(
    ("mode", "place"),
    [
        (TextureProgress.FILL_LEFT_TO_RIGHT, (0, 0, 10, 20)),
        (TextureProgress.FILL_RIGHT_TO_LEFT, (30, 0, 10, 20)),
        (TextureProgress.FILL_TOP_TO_BOTTOM, (0, 0, 40, 5)),
        (TextureProgress.FILL_BOTTOM_TO_TOP, (0, 15, 40, 5)),
        (TextureProgress.FILL_BILINEAR_LEFT_AND_RIGHT, (15, 0, 10, 20)),
        (TextureProgress.FILL_BILINEAR_TOP_AND_BOTTOM, (0, 7.5, 40, 5)),
    ],
)
def test_a_bar_fills_from_a_side_or_from_the_middle(tree, bar, mode, place):
    bar.fill_mode = mode
    assert drawn(tree, bar) == [(place, place)]


def test_what_is_below_and_above_is_drawn_whole(tree, bar):
    bar.texture_under, bar.texture_over = picture(50, 20), picture(10, 10)
    bar.tint_under, bar.tint_progress = Color(1, 0, 0), Color(0, 1, 0)
    bar.texture_progress_offset = Vector2(3, 4)
    assert [place for place, _ in drawn(tree, bar)] == [(0, 0, 50, 20), (3, 4, 10, 20), (0, 0, 10, 10)]
    assert [tuple(command.color) for command in bar._drawing_.commands] == [
        (1, 0, 0, 1),
        (0, 1, 0, 1),
        (1, 1, 1, 1),
    ]
    bar.value = 0
    assert len(drawn(tree, bar)) == 2
    assert bar.get_minimum_size() == Vector2(50, 20)
    bar.texture_under = None
    assert bar.get_minimum_size() == Vector2(10, 10)


def test_margins_are_not_stretched(tree, bar):
    bar.nine_patch_stretch = True
    for margin in range(4):
        bar.set_stretch_margin(margin, 4)
    assert [bar.get_stretch_margin(margin) for margin in range(4)] == [4, 4, 4, 4]
    assert bar.get_minimum_size() == Vector2(8, 8)
    bar.rect_size = Vector2(80, 20)
    pieces = drawn(tree, bar)
    assert len(pieces) == 6, "the right ones are not reached"
    assert pieces[0] == ((0, 0, 4, 4), (0, 0, 4, 4))
    assert pieces[1] == ((4, 0, 16, 4), (4, 0, pytest.approx(16 * 32 / 72), 4))
    with pytest.raises(ScriptError, match=r"MARGIN_LEFT \(0\)"):
        bar.set_stretch_margin(4, 1)


def area(pieces):
    return sum(width * height for (_, _, width, height), _ in pieces)


def test_a_pie_fills_around_its_middle(tree, bar):
    bar.fill_mode = TextureProgress.FILL_CLOCKWISE
    pieces = drawn(tree, bar)
    assert area(pieces) == pytest.approx(200)
    assert all(x >= 20 and y < 10 for (x, y, _, _), _ in pieces)
    bar.fill_mode = TextureProgress.FILL_COUNTER_CLOCKWISE
    assert all(x < 20 and y < 10 for (x, y, _, _), _ in drawn(tree, bar))
    bar.fill_mode = TextureProgress.FILL_CLOCKWISE_AND_COUNTER_CLOCKWISE
    assert all(y < 10 for (_, y, _, _), _ in drawn(tree, bar))
    bar.radial_initial_angle = 540
    assert bar.radial_initial_angle == 180
    assert all(y >= 10 for (_, y, _, _), _ in drawn(tree, bar))
    bar.radial_fill_degrees = 500
    bar.value = 100
    assert drawn(tree, bar) == [((0, 0, 40, 20), (0, 0, 40, 20))]
    bar.set_fill_degrees(180)
    assert area(drawn(tree, bar)) == pytest.approx(400)


def test_a_pie_may_have_another_middle_and_be_stretched(tree, bar):
    bar.fill_mode = TextureProgress.FILL_CLOCKWISE
    bar.radial_center_offset = Vector2(-20, 10)
    bar.value = 50
    assert area(drawn(tree, bar)) == pytest.approx(800), "from the lower left corner all of it is there"
    bar.radial_center_offset = Vector2()
    bar.nine_patch_stretch = True
    bar.rect_size = Vector2(80, 40)
    assert area(drawn(tree, bar)) == pytest.approx(1600)
