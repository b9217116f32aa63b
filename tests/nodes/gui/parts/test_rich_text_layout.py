import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.canvas.commands import Box, Picture, Text
from engine.canvas.texture import Texture
from engine.text.font import Font
from nodes.gui.parts import rich_text_layout
from nodes.gui.parts.paragraph_layout import Look
from nodes.gui.parts.rich_text import Image, Link, RichText
from nodes.gui.parts.rich_text_layout import RichTextLayout, Room
from nodes.gui.parts.text_selection import TextSelection

FONT, BIG = Font(14), Font(28)
GREY, BLUE, RED = (0.5, 0.5, 0.5, 1.0), (0.0, 0.0, 1.0, 1.0), (1.0, 0.0, 0.0, 1.0)
LOOK = Look(FONT, FONT, FONT, FONT, FONT, GREY, GREY, False, 1.0, 20.0, selection_color=BLUE)
ROW = FONT.height + 1
W = FONT.width
ROOM = Room(300, 10 * ROW, 280)


class Counting(RichTextLayout):
    """Counts how often a line was laid out."""

    __slots__ = ("count",)

    def lay_out(self, index):
        before = self._text[index].layout
        layout = super().lay_out(index)
        self.count += self._text[index].layout is not before
        return layout


def window_on(text, room=ROOM):
    lines = Counting(text)
    lines.count = 0
    lines.look = LOOK
    lines.update(room)
    return lines


def filled(count, line="line {}", **room):
    text = RichText()
    text.add_text("\n".join(line.format(number) for number in range(count)))
    return text, window_on(text, ROOM._replace(**room))


def nothing(text):
    return TextSelection(text, lambda: None)


def shown(lines, **more):
    return [command.text for command in lines.drawn(nothing(lines._text), **more)]


# -- Laying out ------------------------------------------------------------------------------------


def test_only_what_is_seen_is_laid_out():
    _, lines = filled(100_000)
    assert shown(lines) == [f"line {number}" for number in range(10)]
    assert lines.count < 30
    assert repr(lines) == "<RichTextLayout of 10 lines of 100000>"


def test_it_is_laid_out_anew_when_something_has_changed_and_only_then():
    text, lines = filled(3)
    assert not lines.update(ROOM)
    text.add_text("!")
    assert lines.update(ROOM)
    assert not lines.update(ROOM)
    assert lines.update(ROOM._replace(width=200))
    lines.look = LOOK._replace(normal=BIG)
    assert lines.update(ROOM)
    lines.scrolls = False
    assert lines.update(ROOM)


def test_short_texts_are_measured_and_long_ones_guessed():
    text, _ = filled(200, "one two three " * 10)
    assert text.heights.unmeasured() == []
    text, lines = filled(300, "one two three " * 10)
    assert len(text.heights.unmeasured()) > 200
    assert lines.content_height == sum(len(lines.lay_out(index).rows) for index in range(300)) * ROW
    assert text.heights.unmeasured() == []


def test_lines_are_wrapped_beside_a_scroll_bar_if_there_is_one():
    line = "n" * int(290 / FONT.advance("n"))
    text, lines = filled(10, line)
    assert (lines.overflows, shown(lines)) == (False, [line] * 10)
    text.newline()
    lines.update(ROOM)
    assert lines.overflows
    assert shown(lines)[0] != line
    text.remove_line(10)
    lines.update(ROOM)
    assert (lines.overflows, shown(lines)) == (False, [line] * 10)


@pytest.mark.parametrize("what", ["scrolls", "grows"])
def test_without_scrolling_there_is_no_bar_to_leave_room_for(what):
    text, lines = filled(50, "n" * int(290 / FONT.advance("n")))
    assert (lines.overflows, text.heights.total) == (True, 100 * ROW)
    setattr(lines, what, what == "grows")
    lines.update(ROOM)
    assert (lines.overflows, lines.content_height) == (False, 50 * ROW)


def test_before_there_is_a_width_no_line_is_wrapped():
    _, lines = filled(1, "word " * 100, width=0, narrow=0)
    assert len(lines.lay_out(0).rows) == 1


def test_layouts_are_not_kept_for_ever(monkeypatch):
    monkeypatch.setattr(rich_text_layout, "_MOST_KEPT", 50)
    text, lines = filled(1000)
    for line in range(0, 900, 5):
        lines.go_to_line(line)
        lines.update(ROOM)
    assert sum(paragraph.layout is not None for paragraph in text) <= 50
    text, lines = filled(100)
    lines.grows = True
    lines.update(ROOM._replace(height=100 * ROW))
    lines.drawn(nothing(text))
    assert all(paragraph.layout is not None for paragraph in text)  # all that is seen


# -- What a line that comes costs ------------------------------------------------------------------


def append(text, number):
    text.newline()
    text.push(color=RED)
    text.add_text("Ada: ")
    text.pop()
    text.add_text(f"what is said is {number}")


@pytest.mark.parametrize("before", [12, 150, 1000])
def test_a_line_more_is_laid_out_once_however_many_there_are(before):
    text, lines = filled(before)
    lines.follows = True
    lines.update(ROOM)
    for number in range(20):
        append(text, number)
        lines.count = 0
        lines.update(ROOM)
        assert (lines.overflows, lines.count) == (True, 1)


def test_a_line_more_is_laid_out_once_when_the_oldest_ones_go():
    text, lines = filled(150)
    text.max_lines = 150
    lines.follows = True
    for number in range(20):
        append(text, number)
        lines.count = 0
        lines.update(ROOM)
        assert lines.count == 1


def test_an_empty_line_that_becomes_lower_may_make_room():
    text, lines = filled(9)
    text.push(font=BIG)
    text.newline()
    lines.update(ROOM)
    assert lines.overflows
    text.pop()
    text.add_text("low")
    lines.update(ROOM)
    assert not lines.overflows


# -- Scrolling -------------------------------------------------------------------------------------


def test_it_stays_where_it_is_when_lines_come():
    text, lines = filled(100)
    lines.go_to_line(40)
    text.add_text("\nmore")
    lines.update(ROOM)
    assert shown(lines)[0] == "line 40"


def test_it_follows_its_end_until_it_is_scrolled_away_from_there():
    text, lines = filled(100)
    lines.follows = True
    text.add_text("\nmore")
    lines.update(ROOM)
    assert shown(lines)[-1] == "more"
    lines.scroll_by(-ROW)
    assert not lines.at_end
    text.add_text("\nlast")
    lines.update(ROOM)
    assert shown(lines)[-1] == "line 99"
    lines.go_to_end()
    assert lines.at_end
    text.add_text("\nend")
    lines.update(ROOM)
    assert shown(lines)[-1] == "end"
    lines.scroll_to(0)
    lines.update(ROOM)
    assert shown(lines)[0] == "line 0"


def test_what_is_seen_stays_when_lines_above_go():
    text, lines = filled(100)
    text.max_lines = 100
    lines.go_to_line(40)
    text.add_text("\none\ntwo")
    lines.update(ROOM)
    assert shown(lines)[0] == "line 40"
    text.remove_line(0)
    lines.line_removed(0)
    lines.update(ROOM)
    assert shown(lines)[0] == "line 40"
    lines.line_removed(50)
    assert lines.window.line == 37


# -- What is where ---------------------------------------------------------------------------------


def test_places_and_words_are_found_where_they_are_seen():
    text, lines = filled(30, "one two")
    lines.go_to_line(5)
    lines.update(ROOM)
    assert lines.place_at(W("one ") + 1, ROW + 2) == (6, 4)
    assert lines.place_at(-50, -50) == (5, 0)
    assert lines.place_at(900, 9000) == (14, 7)
    assert lines.word_at(W("one t"), 2) == ((5, 4), (5, 7))
    assert lines.word_at(900, 2) == ((5, 4), (5, 7))
    text.max_lines = 28
    lines.update(ROOM)
    assert lines.place_at(0, 2) == (5, 0)  # the number stays


def test_links_are_found_where_they_are_seen():
    text = RichText()
    link = Link("there")
    text.add_text("go ")
    text.push(link=link)
    text.add_text("there")
    lines = window_on(text)
    assert lines.link_at(W("go ") + 2, 5) is link
    assert lines.link_at(2, 5) is None
    assert lines.link_at(W("go ") + 2, 3 * ROW) is None


def test_in_a_window_without_height_nothing_is_found():
    _, lines = filled(3, height=0)
    assert (lines.place_at(0, 0), lines.word_at(0, 0), lines.link_at(0, 0)) == (None, None, None)


def test_rows_that_are_seen_are_counted():
    _, lines = filled(100)
    lines.scroll_by(5)
    lines.update(ROOM)
    assert lines.rows_seen() == 11
    text = RichText()
    text.add_text("word " * 1000)
    assert window_on(text).rows_seen() == 10


# -- Drawing ---------------------------------------------------------------------------------------


def test_what_is_drawn_is_where_the_line_is():
    text = RichText()
    text.add_text("one\n")
    text.push(underline=True)
    text.add_text("two")
    text.add_image(Image(Texture.from_rgba(1, 1, bytes(4)), 3, 4))
    lines = window_on(text)
    one, two, line, picture, *_ = lines.drawn(nothing(text))
    assert one == Text(0, FONT.ascent, "one", FONT, GREY)
    assert two == Text(0, ROW + FONT.ascent, "two", FONT, GREY)
    assert line == Box(0, ROW + FONT.ascent + 2, W("two"), 1, GREY)
    assert isinstance(picture, Picture)
    assert picture.y == ROW + FONT.ascent - 4


def test_not_more_characters_are_drawn_than_told():
    _, lines = filled(100, "abc")
    assert shown(lines, limit=7) == ["abc", "abc", "a"]
    lines.go_to_line(2)
    lines.update(ROOM)
    assert shown(lines, limit=7) == ["a"]
    assert shown(lines, limit=0) == []


def test_what_is_selected_has_its_colour_behind_it():
    text, lines = filled(3, "one")
    text.add_text("\n\nlast")
    lines.update(ROOM)
    selection = nothing(text)
    selection.select((1, 1), (4, 2))
    boxes = [command for command in lines.drawn(selection) if isinstance(command, Box)]
    assert [(box.x, box.y, box.width, box.color) for box in boxes] == [
        (W("o"), ROW, W("ne"), BLUE),
        (0, 2 * ROW, W("one"), BLUE),
        (0, 3 * ROW, 4, BLUE),  # an empty one
        (0, 4 * ROW, W("la"), BLUE),
    ]
    assert [c.text for c in lines.drawn(selection) if isinstance(c, Text)] == ["one"] * 3 + ["last"]


def test_what_is_selected_may_have_its_own_colour_too():
    text, lines = filled(1, "one two")
    lines.look = LOOK._replace(selected_color=RED)
    lines.update(ROOM)
    selection = nothing(text)
    selection.select((0, 1), (0, 5))
    texts = [(c.text, c.color) for c in lines.drawn(selection) if isinstance(c, Text)]
    assert texts == [("o", GREY), ("ne t", RED), ("wo", GREY)]
    texts = [(c.text, c.color) for c in lines.drawn(selection, 3) if isinstance(c, Text)]
    assert texts == [("o", GREY), ("ne", RED)]


steps = st.one_of(
    st.tuples(st.just("add_text"), st.text(st.sampled_from("ab \n"), max_size=60)),
    st.tuples(st.just("remove_line"), st.integers(0, 9)),
    st.tuples(st.just("push"), st.sampled_from([FONT, BIG, None])),
    st.tuples(st.just("pop")),
    st.tuples(st.just("newline")),
    st.tuples(st.just("scroll_by"), st.floats(-300, 300)),
    st.tuples(st.just("follows"), st.booleans()),
)


@given(st.lists(steps, max_size=20), st.sampled_from([0, 3]))
def test_however_it_came_to_be_it_is_as_if_it_were_new(todo, most):
    room = Room(100, 5 * ROW, 80)
    text = RichText()
    text.max_lines = most
    lines = window_on(text, room)
    for name, *args in todo:
        if name == "push":
            text.push(font=args[0])
        elif name == "follows":
            lines.follows = args[0]
        elif name == "remove_line":
            if text.remove_line(*args):
                lines.line_removed(*args)
        else:
            getattr(text if hasattr(text, name) else lines, name)(*args)
        lines.update(room)
        same = RichText()
        same.copy(text)
        new = window_on(same, room)
        assert lines.overflows == new.overflows
        assert lines.content_height == pytest.approx(new.content_height)
        assert 0 <= lines.window.line < len(text)
