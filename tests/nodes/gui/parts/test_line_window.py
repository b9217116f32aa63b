import pytest
from hypothesis import given
from hypothesis import strategies as st

from nodes.gui.parts.line_heights import LineHeights
from nodes.gui.parts.line_window import LineWindow


def window_on(real, height=100, guess=10):
    """A window on lines of these heights, of which nothing is known at first."""
    heights = LineHeights()
    heights.forget(guess, 0)
    for _ in real:
        heights.append()

    def measure(index):
        measured.append(index)
        heights.set_height(index, real[index])
        return real[index]

    measured = []
    window = LineWindow(heights, measure)
    window.height = height
    return window, heights, measured


def test_only_what_is_seen_is_measured():
    window, _, measured = window_on([20] * 100_000)
    assert window.fill() == [(0, 0), (1, 20), (2, 40), (3, 60), (4, 80)]
    assert set(measured) <= set(range(6))


def test_it_goes_to_a_place_and_by_a_distance():
    window, _, _ = window_on([20] * 1000, guess=20)
    window.scroll_to(5010)
    assert (window.line, window.offset, window.value) == (250, 10, 5010)
    window.scroll_by(-35)
    assert (window.line, window.offset) == (248, 15)
    window.scroll_by(45)
    assert (window.line, window.offset) == (251, 0)
    window.scroll_by(-9000)
    assert window.value == 0
    window.scroll_by(-5)
    assert window.value == 0


def test_going_up_among_lines_that_are_higher_than_guessed_goes_by_what_is_seen():
    window, _, _ = window_on([50] * 1000)
    window.scroll_to(5000)
    assert window.fill()[0] == (500, 0)
    window.scroll_by(-60)
    assert window.fill()[0] == (498, -40)


def test_the_end_is_at_the_lower_edge():
    window, _, measured = window_on([30] * 1000)
    window.go_to_end()
    assert window.fill() == [(996, -20), (997, 10), (998, 40), (999, 70)]
    assert window.is_at_end(window.fill())
    assert min(measured) >= 996
    window.scroll_by(-1)
    assert window.is_at_end(window.fill())  # a pixel does not count
    window.scroll_by(-1)
    assert not window.is_at_end(window.fill())


def test_it_does_not_scroll_beyond_the_end():
    window, _, _ = window_on([30] * 10)
    window.scroll_by(10_000)
    assert window.fill()[-1] == (9, 70)
    window.scroll_to(10_000)
    assert window.fill()[-1] == (9, 70)
    window.go_to_line(500)
    assert window.fill()[-1] == (9, 70)


def test_few_lines_are_at_the_top():
    window, _, _ = window_on([30, 30])
    window.go_to_end()
    assert (window.fill(), window.value, window.fits(), window.is_at_end(window.fill())) == (
        [(0, 0), (1, 30)],
        0,
        True,
        True,
    )
    window.height = 59
    assert not window.fits()


def test_without_lines_nothing_is_seen():
    window, _, _ = window_on([])
    window.scroll_by(5)
    window.go_to_end()
    assert (window.fill(), window.is_at_end(window.fill()), window.fits()) == ([], True, True)


def test_lines_that_go_at_the_start_leave_what_is_seen():
    window, heights, _ = window_on([20] * 100)
    window.go_to_line(50, 5)
    for _ in range(30):
        heights.remove(0)
    window.lines_dropped(30)
    assert (window.line, window.offset) == (20, 5)
    window.lines_dropped(30)
    assert (window.line, window.offset) == (0, 0)


def test_a_line_that_gets_lower_at_the_upper_edge_is_scrolled_over():
    real = [200, 20, 20, 20, 20, 20, 20]
    window, _, _ = window_on(real)
    window.scroll_by(150)
    real[0] = 20
    seen = window.fill()
    assert seen[-1] == (6, 80)


steps = st.one_of(
    st.tuples(st.just("scroll_to"), st.floats(-100, 2000)),
    st.tuples(st.just("scroll_by"), st.floats(-3000, 3000)),
    st.tuples(st.just("go_to_line"), st.integers(-5, 60)),
    st.tuples(st.just("go_to_end")),
)


@given(st.lists(st.integers(1, 90), max_size=40), st.floats(1, 300), st.lists(steps, max_size=8))
def test_the_window_is_always_filled_if_there_is_enough(real, height, moves):
    window, heights, _ = window_on(real, height)
    for name, *args in moves:
        getattr(window, name)(*args)
        seen = window.fill()
        if real:
            assert seen
            assert seen[0][1] <= 0
            assert seen[0][1] + real[seen[0][0]] > 0
            last, top = seen[-1]
            bottom = top + real[last]
            assert bottom >= height - 1e-6 or seen[0] == (0, 0)
            assert [line for line, _ in seen] == list(range(seen[0][0], last + 1))
            assert window.value == pytest.approx(heights.top_of(seen[0][0]) - seen[0][1])
