import pytest

from engine import Vector2
from nodes import ProgressBar


@pytest.fixture
def bar(tree):
    bar = tree.add(ProgressBar())
    bar.rect_size = Vector2(208, 24)
    tree.step()
    return bar


@pytest.mark.parametrize(
    ("value", "text"), [(0, "0%"), (42, "42%"), (99.9, "99%"), (100, "100%"), (29, "29%"), (57, "57%")]
)
def test_it_says_how_many_per_cent_are_done(tree, bar, value, text):
    bar.value = value
    tree.step()
    assert tree.screen.texts() == [text]


def test_it_fills(tree, bar):
    assert len(tree.screen.boxes()) == 1
    bar.value = 50
    tree.step()
    assert tree.screen.boxes()[1].size.x == 8 + 100 - 2  # its corners, half of the rest, less the border
    bar.value = 100
    tree.step()
    assert tree.screen.boxes()[1].size.x == 206


def test_without_per_cent_it_may_be_low(tree, bar):
    high = bar.get_minimum_size().y
    bar.set_percent_visible(False)
    assert not bar.is_percent_visible()
    assert not bar.percent_visible
    assert bar.get_minimum_size().y < high
    tree.step()
    assert tree.screen.texts() == []


def test_it_is_drawn_in_any_size(tree, bar):
    bar.value = 50
    for size in ((0, 0), (1, 1), (5000, 1)):
        bar.rect_size = Vector2(*size)
        tree.step()
