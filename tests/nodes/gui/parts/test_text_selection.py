import pytest

from nodes.gui.parts.rich_text import RichText
from nodes.gui.parts.text_selection import TextSelection


@pytest.fixture
def text():
    text = RichText()
    text.add_text("one two\nthree\n\nfour")
    return text


@pytest.fixture
def changes():
    return []


@pytest.fixture
def selection(text, changes):
    return TextSelection(text, lambda: changes.append("changed"))


def test_at_first_nothing_is_selected(selection):
    assert (selection.range, selection.text, selection.anchor) == (None, "", None)
    assert selection.part_of(0, 0, 7) is None


def test_it_goes_from_one_place_to_another_in_any_order(selection):
    selection.select((1, 3), (0, 4))
    assert (selection.range, selection.text) == (((0, 4), (1, 3)), "two\nthr")
    assert repr(selection) == "<TextSelection ((0, 4), (1, 3))>"
    selection.select((1, 3), (1, 3))
    assert selection.range is None


def test_each_change_is_told_once(selection, changes):
    selection.clear()
    assert changes == []
    selection.select((0, 0), (0, 3))
    selection.select((0, 3), (0, 0))
    assert len(changes) == 1
    selection.clear()
    selection.clear()
    assert len(changes) == 2


def test_lines_and_all_of_it_can_be_selected(text, selection):
    selection.select_line(1)
    assert selection.text == "three"
    selection.select_all()
    assert selection.text == text.text
    text.max_lines = 2
    selection.select_all()
    assert selection.text == "\nfour"
    selection.select_line(3)
    assert selection.text == "four"


def test_it_goes_on_from_where_it_began(selection):
    selection.go_on((0, 3))
    assert selection.range is None
    selection.begin((0, 4))
    selection.go_on((1, 3))
    assert selection.text == "two\nthr"
    selection.go_on((0, 0))
    assert selection.text == "one "


def test_it_is_extended_from_its_further_end(selection):
    selection.begin((0, 4), extend=True)
    assert (selection.range, selection.anchor) == (None, (0, 4))
    selection.go_on((0, 7))
    selection.begin((1, 2), extend=True)
    assert selection.text == "two\nth"
    selection.begin((0, 0), extend=True)
    assert (selection.text, selection.anchor) == ("one two\nth", (1, 2))


def test_it_stays_on_its_lines_while_others_go(text, selection):
    selection.begin((1, 1))
    selection.go_on((3, 2))
    text.max_lines = 3
    assert selection.text == "hree\n\nfo"
    text.max_lines = 2
    assert selection.text == "\nfo"
    selection.go_on((3, 4))  # where it began has gone
    assert selection.text == "\nfour"
    text.max_lines = 1
    text.add_text("\nmore")
    assert selection.text == ""


@pytest.mark.parametrize(
    ("index", "row", "part"),
    [
        (0, (0, 4), None),
        (0, (4, 7), (5, 7)),
        (1, (0, 3), (0, 3)),
        (1, (3, 5), (3, 5)),
        (2, (0, 0), (0, 0)),  # an empty line between
        (3, (0, 2), (0, 2)),
        (3, (2, 4), (2, 3)),
        (4, (0, 5), None),
    ],
)
def test_each_row_knows_what_of_it_is_selected(selection, index, row, part):
    selection.select((0, 5), (3, 3))
    assert selection.part_of(index, *row) == part


def test_an_empty_line_at_the_end_is_not_selected(selection):
    selection.select((1, 0), (2, 0))
    assert selection.part_of(1, 0, 5) == (0, 5)
    assert selection.part_of(2, 0, 0) is None


def test_a_row_that_ends_where_it_begins_is_not_selected(selection):
    selection.select((0, 4), (0, 7))
    assert selection.part_of(0, 0, 4) is None
