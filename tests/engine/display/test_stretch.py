import json
from math import inf, nan
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import ScriptError
from engine.display.stretch import MODE_2D, MODE_DISABLED, Stretch, fitted

CASES = json.loads((Path(__file__).parent / "vectors" / "stretch.json").read_text())["cases"]


@pytest.mark.parametrize(
    "case", CASES, ids=lambda c: f"{c['window']}-{c['mode']}-{c['aspect']}-{c['minsize']}"
)
def test_a_window_is_filled_as_godot_fills_it(case):
    stretch = Stretch(case["mode"], case["aspect"], *case["minsize"])
    view = fitted(*case["window"], stretch)
    assert [view.width, view.height] == case["visible"]
    for (x, y), (expected_x, expected_y, relative) in zip(
        [(0, 0), (100, 50), case["window"]], case["points"], strict=True
    ):
        assert (x - view.offset_x) / view.scale_x == pytest.approx(expected_x, abs=1e-3)
        assert (y - view.offset_y) / view.scale_y == pytest.approx(expected_y, abs=1e-3)
        assert 10 / view.scale_x == pytest.approx(relative, abs=1e-4)


def test_without_a_stretch_the_viewport_is_as_large_as_the_window():
    assert fitted(800, 600, Stretch()) == (1, 1, 0, 0, 800, 600)


def test_without_a_stretch_it_is_as_large_as_the_desktop_shows_things():
    assert fitted(800, 601, Stretch(), 2.0) == (2, 2, 0, 0, 400, 301)
    assert fitted(800, 600, Stretch(scale=2.0), 2.0) == (4, 4, 0, 0, 200, 150)


def test_with_a_stretch_the_scale_makes_the_viewport_smaller():
    assert fitted(800, 600, Stretch(MODE_2D, 1, 400, 300, 2.0), 3.0) == (4, 4, 0, 0, 200, 150)


@given(
    st.integers(0, 20_000),
    st.integers(0, 20_000),
    st.integers(0, 2),
    st.integers(0, 4),
    st.floats(1, 10_000),
    st.floats(1, 10_000),
    st.floats(0.01, 100),
)
def test_whatever_the_window_there_is_something_to_see(width, height, mode, aspect, x, y, scale):
    view = fitted(width, height, Stretch(mode, aspect, x, y, scale))
    assert view.width >= 1
    assert view.height >= 1
    assert view.scale_x > 0
    assert view.scale_y > 0
    if mode != MODE_DISABLED:
        assert 2 * view.offset_x + view.width * view.scale_x == pytest.approx(max(1, width), abs=1.5)
        assert 2 * view.offset_y + view.height * view.scale_y == pytest.approx(max(1, height), abs=1.5)


@pytest.mark.parametrize(
    "stretch",
    [
        Stretch(3, 0, 10, 10),
        Stretch(1, 5, 10, 10),
        Stretch(1, 0, 0, 10),
        Stretch(2, 0, 10, nan),
        Stretch(1, 0, inf, 10),
        Stretch(0, 0, 0, 0, 0),
        Stretch(0, 0, 0, 0, nan),
        Stretch(0, 0, 0, 0, inf),
    ],
)
def test_what_cannot_fill_a_window_is_refused(stretch):
    with pytest.raises(ScriptError, match="stretch"):
        stretch.check()


def test_what_can_is_returned():
    assert Stretch().check() == Stretch()
