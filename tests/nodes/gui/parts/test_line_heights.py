import pytest
from hypothesis import given
from hypothesis import strategies as st

from nodes.gui.parts import line_heights
from nodes.gui.parts.line_heights import LineHeights


def filled(*heights):
    lines = LineHeights()
    for index, height in enumerate(heights):
        lines.append()
        lines.set_height(index, height)
    return lines


def test_without_lines_there_is_no_height():
    lines = LineHeights()
    assert (len(lines), lines.total, lines.at(5), lines.top_of(0)) == (0, 0, (0, 0), 0)
    with pytest.raises(IndexError):
        lines.known(0)


def test_lines_stand_below_each_other():
    lines = filled(10, 20, 30)
    assert [lines.top_of(i) for i in range(4)] == [0, 10, 30, 60]
    assert [lines.at(y) for y in (-5, 0, 9, 10, 35, 59, 60, 99)] == [
        (0, 0),
        (0, 0),
        (0, 9),
        (1, 0),
        (2, 5),
        (2, 29),
        (2, 30),
        (2, 30),
    ]
    assert repr(lines) == "<LineHeights of 3 lines, 60 high>"


def test_what_was_not_measured_is_guessed_from_its_length():
    lines = LineHeights()
    lines.forget(20, 1 / 80)
    for chars in (10, 70):
        lines.append(chars)
    assert lines.total == 40
    lines.set_height(0, 20)
    lines.set_chars(1, 150)
    assert lines.total == 20 + 40
    assert [lines.known(0), lines.known(1)] == [20, None]
    assert lines.unmeasured() == [1]
    lines.set_chars(0, 10)
    assert lines.known(0) is None
    assert lines.unmeasured() == [0, 1]


def test_the_heights_that_follow_are_those_of_one_block(monkeypatch):
    monkeypatch.setattr(line_heights, "BLOCK", 3)
    lines = filled(10, 20, 30, 40)
    lines.set_chars(2, 5)
    assert list(lines.known_from(1)) == [20, None]
    assert list(lines.known_from(3)) == [40]


def test_a_new_width_forgets_what_was_measured():
    lines = filled(10, 20, 30)
    lines.forget(7, 0)
    assert lines.total == 21


def test_lines_can_be_removed(monkeypatch):
    monkeypatch.setattr(line_heights, "BLOCK", 2)
    lines = filled(1, 2, 4, 8, 16)
    lines.remove(2)
    lines.remove(0)
    assert (len(lines), lines.total, lines.top_of(1)) == (3, 26, 2)
    for _ in range(3):
        lines.remove(0)
    assert (len(lines), lines.total) == (0, 0)


changes = st.one_of(
    st.tuples(st.just("append"), st.integers(0, 300)),
    st.tuples(st.just("set_chars"), st.integers(0, 40), st.integers(0, 300)),
    st.tuples(st.just("set_height"), st.integers(0, 40), st.integers(0, 9)),
    st.tuples(st.just("remove"), st.integers(0, 40)),
    st.tuples(st.just("forget"), st.integers(1, 9), st.sampled_from([0.0, 0.01])),
    st.tuples(st.just("clear")),
)


@given(st.lists(changes, max_size=60), st.integers(1, 5), st.lists(st.floats(-5, 300), max_size=5))
def test_heights_that_are_known_add_up_whatever_happens(steps, block, places):
    before, line_heights.BLOCK = line_heights.BLOCK, block
    try:
        lines, naive = LineHeights(), []
        for name, *args in steps:
            if name in ("set_chars", "set_height", "remove"):
                if not naive:
                    continue
                args[0] %= len(naive)
            getattr(lines, name)(*args)
            if name == "append":
                naive.append(None)
            elif name == "set_chars":
                naive[args[0]] = None
            elif name == "set_height":
                naive[args[0]] = args[1]
            elif name == "remove":
                del naive[args[0]]
            else:
                naive = [] if name == "clear" else [None] * len(naive)
            assert len(lines) == len(naive)
            if naive:
                lines.top_of(len(naive) // 2)
        assert [lines.known(i) for i in range(len(naive))] == naive
        assert lines.unmeasured() == [i for i, height in enumerate(naive) if height is None]
        tops = [lines.top_of(i) for i in range(len(naive) + 1)]
        assert tops[0] == 0
        assert tops[-1] == lines.total
        for height, top, end in zip(naive, tops, tops[1:], strict=False):
            assert end - top == pytest.approx(height) if height is not None else end > top
        for y in places:
            index, below = lines.at(y)
            assert 0 <= index < max(1, len(naive))
            assert tops[index] + below == pytest.approx(min(max(y, 0), tops[-1]))
    finally:
        line_heights.BLOCK = before
