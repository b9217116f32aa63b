import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.canvas.texture import Texture
from nodes.gui.parts.rich_text import (
    LIST_DOTS,
    LIST_LETTERS,
    LIST_NUMBERS,
    OBJECT,
    PLAIN,
    Image,
    ListMark,
    RichText,
    Style,
)
from nodes.gui.parts.text_effects import Fade, Wave
from nodes.gui.parts.text_table import Table

DOT = Image(Texture.from_rgba(1, 1, bytes(4)), 1, 1)


def runs(text):
    return [[(piece, style._asdict()) for piece, style in line.runs] for line in text]


def with_lines(*lines):
    text = RichText()
    text.add_text("\n".join(lines))
    return text


def test_a_new_one_has_an_empty_line():
    text = RichText()
    assert (len(text), text.text, text.characters, text.depth, text.style) == (1, "", 0, 0, PLAIN)
    assert (repr(text), repr(text[0])) == ("<RichText of 1 lines>", "<Paragraph ''>")


def test_line_breaks_begin_lines():
    text = with_lines("one", "", "three")
    text.add_text(" and a half\n")
    assert [line.text for line in text] == ["one", "", "three and a half", ""]
    assert text.text == "one\n\nthree and a half\n"
    assert text.characters == 3 + 16
    assert len(text.heights) == 4


def test_text_has_the_style_that_was_pushed():
    text = RichText()
    text.add_text("a")
    text.push(bold=True)
    text.push(color=(1, 0, 0, 1))
    text.add_text("b")
    assert text.depth == 2
    assert text.pop()
    text.add_text("c")
    assert text.pop()
    assert not text.pop()
    text.add_text("d")
    assert text[0].runs == [
        ("a", PLAIN),
        ("b", Style(bold=True, color=(1, 0, 0, 1))),
        ("c", Style(bold=True)),
        ("d", PLAIN),
    ]


def test_pieces_in_one_style_are_joined_while_that_is_cheap():
    text = RichText()
    for _ in range(300):
        text.add_text("x")
    assert [len(piece) for piece, _ in text[0].runs] == [256, 44]


def test_an_added_piece_makes_the_layout_worthless():
    text = RichText()
    text[0].layout = "made"
    text.add_text("a")
    assert text[0].layout is None


def test_blocks_begin_a_line_unless_it_is_empty():
    text = RichText()
    text.push_block(align=1)
    text.add_text("title")
    text.push_block(indent=1)
    text.add_text("inside")
    text.pop()
    text.pop()
    text.newline()
    text.add_text("after")
    assert [(line.text, line.style.align, line.style.indent) for line in text] == [
        ("title", 1, 0),
        ("inside", 1, 1),
        ("after", 0, 0),
    ]


def test_an_empty_line_has_the_style_that_was_pushed_last():
    text = RichText()
    text.push_block(align=2)
    assert text[0].style.align == 2
    text.pop()
    text.add_text("a")
    assert text[0].style.align == 0


def test_a_picture_is_a_character_that_is_not_copied():
    text = with_lines("a")
    text.add_image(DOT)
    text.add_image(DOT)
    text.add_text("b")
    assert text.text == f"a{OBJECT}{OBJECT}b"
    assert [style.image for _, style in text[0].runs] == [None, DOT, DOT, None]
    assert text.text_between((0, 0), (0, 4)) == "ab"


def test_lines_can_be_removed_but_one_stays():
    text = with_lines("one", "two", "three")
    assert text.remove_line(1)
    assert (text.text, text.characters, len(text.heights)) == ("one\nthree", 8, 2)
    assert not text.remove_line(2)
    assert not text.remove_line(-1)
    assert text.remove_line(0)
    assert text.remove_line(0)
    assert (text.text, len(text), len(text.heights)) == ("", 1, 1)


def test_a_line_outside_is_an_error():
    text = with_lines("one", "two")
    for index in (2, -1):
        with pytest.raises(IndexError):
            text[index]


def test_the_oldest_lines_go_when_there_are_too_many():
    text = RichText()
    text.max_lines = 3
    for number in range(1000):
        text.add_text(f"line {number}\n")
    assert [line.text for line in text] == ["line 998", "line 999", ""]
    assert (text.dropped, len(text.heights), text.characters) == (998, 3, 16)
    assert len(text._lines) < 200
    text.max_lines = 1
    assert (len(text), text.dropped) == (1, 1000)
    text.max_lines = -5
    assert text.max_lines == 0


def test_clear_forgets_styles_and_counts_the_lines_as_gone():
    text = with_lines("one", "two")
    text.push(bold=True)
    version = text.version
    text.clear()
    assert (text.text, text.depth, text.characters, text.dropped) == ("", 0, 0, 2)
    assert text.version != version


def test_text_between_two_places_is_cut_at_both():
    text = with_lines("one", "two", "three")
    assert text.text_between((0, 1), (2, 2)) == "ne\ntwo\nth"
    assert text.text_between((1, 0), (1, 2)) == "tw"
    assert text.text_between((-4, 2), (9, 2)) == "one\ntwo\nthree"


def test_characters_before_a_line_are_counted():
    text = with_lines("one", "", "three")
    assert [text.characters_before(index) for index in range(4)] == [0, 3, 3, 8]


def test_a_copy_has_the_lines_and_the_styles():
    text = RichText()
    text.push_block(align=1)
    text.add_text("one\n")
    text.push(bold=True)
    text.add_image(DOT)
    text.add_text("two\n")
    copy = with_lines("before")
    copy.copy(text)
    assert runs(copy) == runs(text)
    assert (copy.text, copy.depth, copy.style) == (text.text, 2, text.style)
    assert [line.style for line in copy] == [line.style for line in text]


@given(
    st.lists(
        st.one_of(
            st.text(st.sampled_from("ab\n"), max_size=5).map(lambda text: ("add_text", text)),
            st.integers(-1, 9).map(lambda index: ("remove_line", index)),
            st.integers(0, 6).map(lambda most: ("max_lines", most)),
            st.just(("newline",)),
            st.just(("push_block",)),
            st.just(("pop",)),
            st.just(("clear",)),
        ),
        max_size=40,
    )
)
def test_the_sums_are_right_whatever_happens(steps):
    text = RichText()
    lines, most = [""], 0
    for name, *args in steps:
        if name == "max_lines":
            most = text.max_lines = args[0]
        else:
            getattr(text, name)(*args)
        if name == "add_text":
            first, *others = args[0].split("\n")
            lines[-1] += first
            lines += others
        elif name == "newline" or (name == "push_block" and lines[-1]):
            lines.append("")
        elif name == "remove_line" and 0 <= args[0] < len(lines):
            del lines[args[0]]
        elif name == "clear":
            lines = []
        lines = lines or [""]
        if most:
            lines = lines[-most:]
        assert [line.text for line in text] == lines
        assert text.characters == sum(map(len, lines))
        assert len(text) == len(text.heights) == len(lines)


def test_lines_with_text_are_the_items_of_a_list():
    text = RichText()
    text.add_text("before")
    text.push_block(items=ListMark(LIST_NUMBERS))
    text.add_text("\none\n\n")
    text.push(bold=True)
    text.add_text("two")
    text.push_block(items=ListMark(LIST_DOTS))
    text.add_text("inner")
    text.pop()
    text.pop()
    text.add_text("\nthree")
    text.pop()
    text.add_text("\nafter")
    assert [(line.text, line.item) for line in text] == [
        ("before", 0),
        ("", 0),
        ("one", 1),
        ("", 0),
        ("two", 2),
        ("inner", 1),
        ("three", 3),
        ("after", 0),
    ]
    twin = RichText()
    twin.copy(text)
    assert [line.item for line in twin] == [line.item for line in text]


@pytest.mark.parametrize(
    ("kind", "marks"),
    [
        (LIST_NUMBERS, {1: "1.", 12: "12."}),
        (LIST_LETTERS, {1: "a.", 26: "z.", 27: "aa.", 702: "zz.", 703: "aaa."}),
        (LIST_DOTS, {1: "•", 9: "•"}),
    ],
)
def test_items_begin_with_numbers_letters_or_dots(kind, marks):
    assert {item: ListMark(kind).text(item) for item in marks} == marks


def test_it_is_known_whether_some_of_it_moves():
    text = RichText()
    text.push(effect=Fade())
    text.add_text("a")
    assert not text.moves
    text.push(effect=Wave())
    assert not text.moves
    text.add_text("b")
    assert text.moves
    text.clear()
    assert not text.moves


def test_cells_are_parts_of_rows():
    text = RichText()
    assert not text.begin_cell()
    text.add_text("before")
    text.push_block(table=Table(2))
    for cell in ("a", "b\nc", "", "d", "e"):
        assert text.begin_cell()
        text.add_text(cell)
        text.pop()
        text.add_text("\n ")
    text.add_text("by itself")
    text.pop()
    text.add_text("after")
    assert [line.text for line in text] == ["before", "a\tb c", "\td", "e\tby itself", "after"]
