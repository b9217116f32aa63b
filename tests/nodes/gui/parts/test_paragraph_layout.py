import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.canvas.commands import Box, Picture, Text
from engine.canvas.texture import Texture
from engine.text.clusters import is_boundary
from engine.text.font import Font
from nodes.gui.parts.paragraph_layout import (
    ALIGN_CENTER,
    ALIGN_FILL,
    ALIGN_RIGHT,
    Look,
    ParagraphLayout,
)
from nodes.gui.parts.rich_text import LIST_NUMBERS, Image, Link, ListMark, RichText
from nodes.gui.parts.text_effects import Effect
from nodes.gui.parts.text_table import GAP, Table

NORMAL, BOLD, SLANTED, BOTH, CODE = (
    Font(14),
    Font(14, True),
    Font(14, italic=True),
    Font(14, True, italic=True),
    Font(12),
)
GREY, BLUE, RED = (0.5, 0.5, 0.5, 1.0), (0.0, 0.0, 1.0, 1.0), (1.0, 0.0, 0.0, 1.0)
LOOK = Look(NORMAL, BOLD, SLANTED, BOTH, CODE, GREY, BLUE, True, 1.0, 20.0)
ROW = NORMAL.height + 1
W = NORMAL.width


def laid_out(*pieces, width=1000.0, look=LOOK):
    text = RichText()
    for piece, style in [(piece, {}) if isinstance(piece, str) else piece for piece in pieces]:
        if isinstance(piece, Image):
            text.add_image(piece)
        else:
            text.push(**style)
            text.add_text(piece)
            text.pop()
    return ParagraphLayout(text[0], look, width)


def rows(layout):
    return [layout.text[row.start : row.end] for row in layout.rows]


def drawn(layout):
    return [command for row in layout.rows for command in layout.commands(row)]


def test_a_short_line_is_one_row():
    layout = laid_out("hello")
    assert (rows(layout), layout.height) == (["hello"], ROW)
    assert drawn(layout) == [Text(0, NORMAL.ascent, "hello", NORMAL, GREY)]


def test_an_empty_line_is_as_high_as_one_with_text():
    layout = laid_out()
    assert (rows(layout), layout.height, drawn(layout)) == ([""], ROW, [])


def test_a_long_line_is_wrapped_at_words():
    layout = laid_out("one two three", width=W("one two") + 2)
    assert rows(layout) == ["one two", "three"]
    assert [row.y for row in layout.rows] == [0, ROW]
    assert drawn(layout)[1] == Text(0, ROW + NORMAL.ascent, "three", NORMAL, GREY)


def test_a_word_may_change_its_style_in_the_middle_and_is_still_one():
    width = W("b") + BOLD.width("old") + W("er")
    layout = laid_out("aa b", ("old", {"bold": True}), "er", width=width)
    assert rows(layout) == ["aa", "bolder"]


def test_styles_have_their_fonts_and_colours():
    layout = laid_out(
        ("b", {"bold": True}),
        ("i", {"italics": True}),
        ("x", {"bold": True, "italics": True}),
        ("c", {"mono": True}),
        ("f", {"font": Font(30), "bold": True}),
        ("r", {"color": RED}),
        ("l", {"link": Link(1)}),
        ("m", {"link": Link(1), "color": RED}),
    )
    texts = [command for command in drawn(layout) if isinstance(command, Text)]
    assert [text.font for text in texts] == [BOLD, SLANTED, BOTH, CODE, Font(30), NORMAL, NORMAL, NORMAL]
    assert [text.color for text in texts] == [GREY] * 5 + [RED, BLUE, RED]
    assert {text.y for text in texts} == {Font(30).ascent}
    assert layout.height == Font(30).height + 1
    assert [text.x for text in texts[:3]] == [0, BOLD.width("b"), BOLD.width("b") + SLANTED.width("i")]


def test_lines_are_drawn_under_and_through_text():
    layout = laid_out(("u", {"underline": True}), ("s", {"strikethrough": True}), ("l", {"link": Link(1)}))
    below, through, link = [command for command in drawn(layout) if isinstance(command, Box)]
    assert below == Box(0, NORMAL.ascent + 2, W("u"), 1, GREY)
    assert (through.x, through.width) == (W("u"), W("s"))
    assert 0 < through.y < NORMAL.ascent
    assert link.color == BLUE
    assert len(drawn(laid_out(("l", {"link": Link(1)}), look=LOOK._replace(underline_links=False)))) == 1


def test_a_shadow_is_drawn_first():
    layout = laid_out("a", look=LOOK._replace(shadow=RED, shadow_x=1.0, shadow_y=2.0))
    assert drawn(layout)[0] == Text(1, NORMAL.ascent + 2, "a", NORMAL, RED)
    assert len(drawn(layout)) == 2


@pytest.mark.parametrize(("align", "x"), [(0, 0), (ALIGN_CENTER, 37), (ALIGN_RIGHT, 75), (ALIGN_FILL, 0)])
def test_rows_are_aligned(align, x):
    layout = laid_out(("one", {"align": align}), width=W("one") + 75)
    assert drawn(layout)[0].x == x


def test_filled_rows_reach_the_edge_except_the_last():
    layout = laid_out(("aa bb cc dd", {"align": ALIGN_FILL}), width=W("aa bb cc") + 11)
    first, second, third, last = drawn(layout)
    assert [text.text for text in (first, second, third, last)] == ["aa", "bb", "cc", "dd"]
    assert second.x == W("aa ") + 5
    assert third.x == W("aa bb ") + 10
    row = layout.rows[0]
    assert [layout.x_of(row, index) for index in (0, 3, 6)] == [0, second.x, third.x]
    assert layout.index_at(second.x, 5) == 3
    assert layout.index_at(third.x + 1, 5) == 6
    assert layout.index_at(5000, 5) == 8


def test_spaces_between_words_of_a_filled_row_are_not_drawn():
    layout = laid_out(("aa  bb cc", {"align": ALIGN_FILL}), width=W("aa  bb") + 10)
    first, second, _ = drawn(layout)
    assert (first.text, second.text, second.x) == ("aa", "bb", W("aa  ") + 10)


def test_a_filled_row_of_one_word_is_not_stretched():
    layout = laid_out(("aaaaaa aaaaaa", {"align": ALIGN_FILL}), width=W("aaaaaa") + 5)
    assert [row.stretch for row in layout.rows] == [0, 0]


def test_an_indent_moves_all_rows():
    layout = laid_out(("one two", {"indent": 2}), width=W("one") + 42)
    assert rows(layout) == ["one", "two"]
    assert [text.x for text in drawn(layout)] == [40, 40]


def test_an_item_of_a_list_begins_with_its_mark():
    items = ListMark(LIST_NUMBERS)
    layout = laid_out(("one two", {"indent": 2, "items": items}), width=W("one") + 42)
    mark, one, two = drawn(layout)
    assert (mark.text, mark.x) == ("1.", 40 - W("1. "))
    assert (one.x, two.x) == (40, 40)
    assert mark.y == one.y
    row = layout.rows[0]
    assert [text.text for text in layout.drawn(row, 1, 3)] == ["ne"], "it belongs to the beginning"
    assert [text.color for text in layout.drawn(row, 0, 3, RED)] == [RED, RED]


def test_characters_with_an_effect_are_drawn_one_by_one_and_anew():
    class Step(Effect):
        def shown(self, index, x, time, color):
            return index * 10.0, time, (*color[:3], 0.0 if index == 3 else 1.0)

    layout = laid_out("a ", ("be c\u0301d", {"effect": Step()}))
    a, b, e, d = drawn(layout)
    assert (a.text, b.text, e.text, d.text) == ("a ", "b", "e", "d"), "the fourth is not seen"
    assert [text.x for text in (b, e, d)] == [W("a "), W("a b") + 10, W("a be c\u0301") + 50]
    assert b.y == a.y
    layout.time = 2.0
    a, b, *_ = drawn(layout)
    assert b.y == a.y + 2


def test_the_cells_of_a_table_begin_below_each_other():
    text, table = RichText(), Table(2)
    text.push_block(table=table)
    for cell in ("a", "b", "long", "c"):
        text.begin_cell()
        text.add_text(cell)
        text.pop()
    first = ParagraphLayout(text[0], LOOK, 300)
    assert not first.is_stale
    second = ParagraphLayout(text[1], LOOK, 300)
    assert first.is_stale
    first = ParagraphLayout(text[0], LOOK, 300)
    assert [command.x for command in drawn(first)] == [command.x for command in drawn(second)]
    assert [command.x for command in drawn(second)] == [0, W("long") + GAP]
    assert len(first.rows) == 1
    assert first.index_at(W("long") + GAP + 1, 5) == 2


def test_a_picture_stands_on_the_baseline_and_makes_room():
    dot = Texture.from_rgba(1, 1, bytes(4))
    layout = laid_out("a", (Image(dot, 30, 50), {}), "b")
    a, picture, b = drawn(layout)
    assert picture == Picture(W("a"), 0, 30, 50, dot)
    assert (a.y, b.y, b.x) == (50, 50, W("a") + 30)
    assert layout.height == 50 + NORMAL.descent + 1


def test_places_and_characters_are_found():
    layout = laid_out("one two three", width=W("one two") + 2)
    assert [
        layout.index_at(x, y) for x, y in [(0, 0), (W("on") + 1, 5), (999, 5), (0, ROW), (-9, 99), (9, -9)]
    ] == [
        0,
        2,
        7,
        8,
        8,
        1,
    ]
    assert layout.char_at(W("o") + 1, 3) == 1
    assert layout.char_at(999, 3) is None
    assert layout.char_at(-1, 3) is None
    assert layout.char_at(1, -1) is None
    assert layout.char_at(1, 2 * ROW) is None
    assert layout.char_at(1, ROW) == 8


def test_links_are_found_by_what_is_under_the_pointer():
    link = Link("there")
    layout = laid_out("go ", ("there", {"link": link}), " now")
    assert layout.link_at(W("go ") + 2, 3) is link
    assert layout.link_at(2, 3) is None
    assert layout.link_at(W("go there ") + 9, 3) is None
    assert layout.link_at(999, 3) is None
    assert layout.style_at(4).link is link


def test_a_character_of_several_code_points_is_one():
    layout = laid_out("a\u0301", ("\u0327", {"bold": True}), "b")
    assert {layout.index_at(x, 0) for x in range(30)} == {0, 3, 4}


def test_part_of_a_row_can_be_drawn_in_another_colour():
    layout = laid_out("ab", ("cd", {"color": RED}))
    commands = [*layout.drawn(layout.rows[0], 1, 3, BLUE)]
    assert [(text.text, text.x, text.color) for text in commands] == [
        ("b", W("a"), BLUE),
        ("c", W("ab"), BLUE),
    ]


def test_what_is_drawn_of_a_row_is_made_once():
    layout = laid_out("one")
    assert layout.commands(layout.rows[0]) is layout.commands(layout.rows[0])


pieces = st.tuples(
    st.text(st.sampled_from("ab \t\u0301文\U0001f600\u200d"), max_size=12),
    st.fixed_dictionaries(
        {},
        optional={
            "bold": st.booleans(),
            "underline": st.booleans(),
            "align": st.integers(0, 3),
            "indent": st.integers(0, 3),
            "font": st.sampled_from([None, Font(30)]),
        },
    ),
)


@given(st.lists(pieces, max_size=5), st.floats(0, 300), st.floats(-20, 300), st.floats(-20, 300))
def test_every_text_has_its_rows_in_any_width(pieces, width, x, y):
    layout = laid_out(*pieces, width=width)
    text = layout.text
    assert layout.height == sum(row.height for row in layout.rows) > 0
    previous = 0
    for row in layout.rows:
        assert previous <= row.start <= row.end
        assert text[previous : row.start].strip(" \t") == ""
        previous = row.end
        assert row.y + row.height <= layout.height + 1e-6
    assert text[previous:].strip(" \t") == ""
    index = layout.index_at(x, y)
    assert 0 <= index <= len(text)
    assert is_boundary(text, index) or any(index in (row.start, row.end) for row in layout.rows)
    layout.link_at(x, y)
    assert (
        "".join(command.text for command in drawn(layout) if isinstance(command, Text)).replace(" ", "")
        == text.replace(" ", "").rstrip("\t")
        or "\t" in text
    )
