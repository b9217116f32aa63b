import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import Vector2
from nodes import HScrollBar, VScrollBar


@pytest.fixture
def bar(tree):
    bar = tree.add(VScrollBar(max_value=1000, page=200))
    bar.rect_position = Vector2(10, 10)
    bar.rect_size = Vector2(10, 500)
    tree.step()
    return bar


def at(bar, along):
    return bar.rect_global_position + Vector2(5, along)


def test_the_grabber_shows_which_part_is_seen(tree, bar):
    assert tree.screen.boxes()[-1].size.y == pytest.approx(100, abs=5)
    assert tree.screen.boxes()[-1].position.y == pytest.approx(10, abs=3)
    bar.value = 800
    tree.step()
    assert tree.screen.boxes()[-1].end.y == pytest.approx(510, abs=3)


def test_dragging_the_grabber_scrolls(tree, bar):
    scrolling = tree.watch(bar.scrolling)
    tree.user.drag(at(bar, 50), at(bar, 250))
    assert bar.value == 400
    assert scrolling.emissions
    tree.user.drag(at(bar, 250), at(bar, 5000 - 4500))
    assert bar.value == 800
    tree.user.drag(at(bar, 450), (300, 2))
    assert bar.value == 0


def test_a_click_beside_the_grabber_goes_on_by_a_page(tree, bar):
    tree.user.click(at(bar, 400))
    assert bar.value == 200
    tree.user.click(at(bar, 5))
    assert bar.value == 0
    bar.page = 0
    tree.user.click(at(bar, 400))
    assert bar.value == 1000 / 16


def test_the_wheel_scrolls_by_a_part_of_the_page(tree, bar):
    tree.user.wheel(bar, down=2)
    assert bar.value == 100
    tree.user.wheel(bar, up=1)
    assert bar.value == 50
    tree.user.wheel(bar, right=1, left=1)
    assert bar.value == 50
    bar.set_custom_step(7)
    assert bar.get_custom_step() == 7
    tree.user.wheel(bar, down=1)
    assert bar.value == 57
    bar.custom_step = -1
    bar.page = 0
    tree.user.wheel(bar, down=1)
    assert bar.value == 57 + 1000 / 16


def test_the_keys_scroll_if_it_has_the_focus(tree, bar):
    bar.focus_mode = VScrollBar.FOCUS_ALL
    bar.grab_focus()
    bar.custom_step = 10
    for key, value in (
        ("down", 10),
        ("page down", 210),
        ("up", 200),
        ("page up", 0),
        ("end", 800),
        ("home", 0),
    ):
        tree.user.press(key)
        assert bar.value == value
    tree.user.press("x")
    assert bar.value == 0
    side = tree.add(HScrollBar(max_value=10, page=1, custom_step=1, focus_mode=HScrollBar.FOCUS_ALL), "Side")
    side.grab_focus()
    tree.user.press("right")
    assert side.value == 1


def test_the_grabber_looks_different_under_the_pointer_and_when_held(tree, bar):
    looks = [tree.screen.seen()[-1].color]
    tree.user.move_to(at(bar, 50))
    looks.append(tree.screen.seen()[-1].color)
    tree.user.button_down()
    looks.append(tree.screen.seen()[-1].color)
    assert len(set(looks)) == 3
    tree.user.button_up()
    tree.user.move_to((300, 300))
    assert tree.screen.seen()[-1].color == looks[0]


def test_it_is_let_go_when_it_is_hidden(tree, bar):
    tree.user.move_to(at(bar, 50))
    tree.user.button_down()
    bar.hide()
    bar.show()
    tree.user.move_to(at(bar, 250))
    assert bar.value == 0


def test_all_of_it_is_grabber_if_all_is_seen(tree, bar):
    for page in (1000, 5000):
        bar.page = page
        tree.step()
        assert tree.screen.boxes()[-1].size.y == pytest.approx(500, abs=5)
        tree.user.drag(at(bar, 50), at(bar, 250))
        assert bar.value == 0


def test_in_the_longest_list_the_grabber_can_still_be_grabbed(tree, bar):
    bar.max_value = 10_000_000
    tree.step()
    assert tree.screen.boxes()[-1].size.y >= 12
    tree.user.drag(at(bar, 10), at(bar, 490))
    assert bar.value == pytest.approx(10_000_000 - 200)


@given(
    st.floats(-1e9, 1e9),
    st.floats(0, 1e9),
    st.floats(0, 1e9),
    st.floats(-1e9, 1e9),
    st.floats(0, 3000),
)
def test_the_grabber_is_always_inside(low, whole, page, value, length):
    bar = HScrollBar(min_value=low, max_value=low + whole, page=page, value=value)
    bar._size_ = Vector2(length, 10)
    start, size = bar._grabber_()
    assert start >= 0
    assert size >= 0
    assert start + size <= length + 1e-6


def test_a_copy_has_the_same_custom_step():
    assert HScrollBar(custom_step=3).duplicate().custom_step == 3
