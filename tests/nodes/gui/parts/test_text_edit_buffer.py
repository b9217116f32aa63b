import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.text.clusters import (
    boundary_at,
    is_boundary,
    next_boundary,
    previous_boundary,
)
from nodes.gui.parts import text_edit_buffer
from nodes.gui.parts.text_edit_buffer import TextEditBuffer, many_lines, one_line
from nodes.gui.parts.words import next_word, previous_word, word_at


def edited(text, caret=None):
    buffer = TextEditBuffer(text)
    buffer.move_to(len(text) if caret is None else caret)
    return buffer


def type_(buffer, text):
    for char in text:
        buffer.insert(char, typed=True)


def state(buffer):
    return buffer.text, buffer.anchor, buffer.caret


def test_a_new_one_is_empty():
    buffer = TextEditBuffer()
    assert state(buffer) == ("", 0, 0)
    assert (buffer.has_selection(), buffer.has_undo(), buffer.has_redo()) == (False, False, False)


def test_its_repr_shows_text_and_selection():
    buffer = TextEditBuffer("one two")
    buffer.select(2, 5)
    assert repr(buffer) == "<TextEditBuffer 'on' ['e t'] 'wo'>"


def test_typing_goes_in_at_the_caret():
    buffer = edited("ac", 1)
    buffer.insert("b", typed=True)
    assert state(buffer) == ("abc", 2, 2)


def test_what_is_inserted_replaces_the_selection():
    buffer = edited("one two")
    buffer.select(6, 4)
    assert (buffer.selection, buffer.selected_text) == ((4, 6), "tw")
    buffer.insert("dr", typed=True)
    assert state(buffer) == ("one dro", 6, 6)


def test_a_maximum_cuts_off_what_is_too_long_and_tells():
    buffer = edited("abc")
    buffer.max_length = 5
    assert buffer.insert("defg") == "fg"
    assert buffer.insert("h") == "h"
    assert buffer.text == "abcde"
    buffer.select(0, 2)
    assert buffer.insert("xyz") == "z"
    assert buffer.text == "xycde"


def test_a_maximum_does_not_cut_a_character_in_two():
    buffer = TextEditBuffer(max_length=2)
    assert buffer.insert("ae\u0301") == "e\u0301"
    assert (buffer.text, buffer.has_undo()) == ("a", True)
    assert buffer.reset("xe\u0301") == "e\u0301"
    assert buffer.text == "x"


def test_a_text_longer_than_the_maximum_can_still_be_made_shorter():
    buffer = edited("abcdef")
    buffer.max_length = 3
    assert buffer.insert("x") == "x"
    assert buffer.delete_back()
    assert buffer.text == "abcde"


@pytest.mark.parametrize(
    ("pasted", "line"),
    [
        ("one\ntwo", "one two"),
        ("one\r\ntwo\r\n", "one two"),
        ("a\tb\u2028c\x0bd", "a b c d"),
        ("be\x00ep\x07\x7f\x9b", "beep"),
        ("pair \ud83d\ude00 half \ud83d", "pair \U0001f600 half  "),
        ("a\u200db\xa0c", "a\u200db\xa0c"),
        ("", ""),
    ],
)
def test_a_line_has_neither_line_breaks_nor_control_characters(pasted, line):
    assert one_line(pasted) == line


def test_moving_goes_by_characters_and_words():
    buffer = edited("one e\u0301 two", 0)
    stops = []
    for step in [{}, {"word": True}, {"word": True}, {"word": True}, {}]:
        buffer.move_right(**step)
        stops.append(buffer.caret)
    for step in [{"word": True}, {}, {}, {"word": True}, {}]:
        buffer.move_left(**step)
        stops.append(buffer.caret)
    assert stops == [1, 3, 6, 10, 10, 7, 6, 4, 0, 0]
    assert not buffer.has_selection()


def test_moving_with_shift_selects_and_without_ends_at_the_edge_of_the_selection():
    buffer = edited("abcdef", 2)
    buffer.move_right(select=True)
    buffer.move_right(select=True)
    assert buffer.selected_text == "cd"
    buffer.move_left()
    assert state(buffer)[1:] == (2, 2)
    buffer.move_left(select=True)
    buffer.move_right()
    assert state(buffer)[1:] == (2, 2)
    buffer.select(4, 2)
    buffer.move_right()
    assert buffer.caret == 4
    buffer.select(1, 3)
    buffer.move_left(word=True)
    assert state(buffer)[1:] == (0, 0)


def test_selecting_words_and_all():
    buffer = edited("one two", 0)
    buffer.select_word_at(5)
    assert (buffer.selected_text, buffer.caret) == ("two", 7)
    buffer.select_all()
    assert buffer.selected_text == "one two"
    buffer.deselect()
    assert state(buffer)[1:] == (7, 7)


def test_places_outside_of_the_text_are_its_ends():
    buffer = edited("abc")
    buffer.select(-5, 99)
    assert buffer.selection == (0, 3)
    buffer.move_to(-1)
    assert buffer.caret == 0


@pytest.mark.parametrize(
    ("method", "word", "after"),
    [
        ("delete_back", False, ("one tw three", 6)),
        ("delete_back", True, ("one  three", 4)),
        ("delete_on", False, ("one twothree", 7)),
        ("delete_on", True, ("one two", 7)),
    ],
)
def test_deleting_by_characters_and_words(method, word, after):
    buffer = edited("one two three", 7)
    assert getattr(buffer, method)(word=word)
    assert (buffer.text, buffer.caret) == after


def test_deleting_to_the_ends():
    buffer = edited("one two", 4)
    assert buffer.delete_to_start()
    assert state(buffer) == ("two", 0, 0)
    assert not buffer.delete_to_start()
    buffer.move_to(1)
    assert buffer.delete_to_end()
    assert state(buffer) == ("t", 1, 1)
    assert not buffer.delete_to_end()


def test_there_is_nothing_to_delete_at_the_ends():
    buffer = edited("ab", 0)
    assert not buffer.delete_back()
    assert not buffer.delete_back(word=True)
    buffer.move_to(2)
    assert not buffer.delete_on()
    assert not buffer.delete(1, 1)
    assert not buffer.delete(2, 1)
    assert not buffer.has_undo()


@pytest.mark.parametrize("method", ["delete_back", "delete_on"])
def test_both_delete_the_selection(method):
    buffer = edited("abcdef")
    buffer.select(4, 1)
    assert getattr(buffer, method)(word=True)
    assert state(buffer) == ("aef", 1, 1)


@pytest.mark.parametrize(("caret", "after"), [(0, 0), (2, 2), (3, 2), (4, 2), (6, 4)])
def test_deleting_elsewhere_leaves_the_caret_where_it_is_in_the_text(caret, after):
    buffer = edited("abcdef", caret)
    assert buffer.delete(2, 4)
    assert state(buffer) == ("abef", after, after)


def test_a_letter_typed_before_an_accent_takes_it():
    buffer = edited("\u0301", 0)
    buffer.insert("e", typed=True)
    assert state(buffer) == ("e\u0301", 2, 2)


def test_undo_takes_back_word_by_word_and_redo_does_again():
    buffer = TextEditBuffer()
    type_(buffer, "one two  three")
    seen = []
    while buffer.undo():
        seen.append(buffer.text)
    assert seen == ["one two  ", "one ", ""]
    again = []
    while buffer.redo():
        again.append(buffer.text)
    assert again == ["one ", "one two  ", "one two  three"]


def test_moving_the_caret_ends_a_step_of_undo():
    buffer = TextEditBuffer()
    type_(buffer, "ab")
    buffer.move_to(2)
    type_(buffer, "cd")
    buffer.undo()
    assert state(buffer) == ("ab", 2, 2)


def test_what_was_deleted_in_one_go_comes_back_in_one():
    buffer = edited("abcdef", 3)
    buffer.delete_back()
    buffer.delete_back()
    buffer.delete_on()
    buffer.delete_on()
    assert buffer.text == "af"
    buffer.undo()
    assert state(buffer) == ("adef", 1, 1)
    buffer.undo()
    assert state(buffer) == ("abcdef", 3, 3)
    buffer.redo()
    buffer.redo()
    assert state(buffer) == ("af", 1, 1)


@pytest.mark.parametrize(("method", "caret"), [("delete_back", 2), ("delete_on", 1)])
def test_deletions_that_do_not_meet_are_undone_one_by_one(method, caret):
    buffer = edited("\u1100a\u1161b", caret)
    getattr(buffer, method)()  # what is left and right of it is one syllable now, and the caret behind it
    assert state(buffer) == ("\u1100\u1161b", 2, 2)
    getattr(buffer, method)()
    assert buffer.text in ("b", "\u1100\u1161")
    buffer.undo()
    assert buffer.text == "\u1100\u1161b"
    buffer.undo()
    assert buffer.text == "\u1100a\u1161b"


def test_what_is_pasted_is_a_step_of_its_own():
    buffer = TextEditBuffer()
    type_(buffer, "a")
    buffer.insert("b")
    type_(buffer, "c")
    steps = []
    while buffer.undo():
        steps.append(buffer.text)
    assert steps == ["ab", "a", ""]


def test_undo_brings_the_selection_back():
    buffer = edited("one two")
    buffer.select(4, 7)
    type_(buffer, "six")
    buffer.undo()
    assert state(buffer) == ("one two", 4, 7)


def test_a_change_after_undo_forgets_what_was_undone():
    buffer = edited("")
    type_(buffer, "a")
    buffer.undo()
    assert buffer.has_redo()
    type_(buffer, "b")
    assert not buffer.has_redo()
    assert not buffer.redo()


def test_selecting_something_and_typing_nothing_fitting_deletes_it():
    buffer = edited("abc")
    buffer.select(1, 3)
    assert buffer.insert("") == ""
    assert state(buffer) == ("a", 1, 1)


def test_a_new_text_forgets_the_undo():
    buffer = TextEditBuffer()
    type_(buffer, "a")
    assert buffer.reset("b\nc") == ""
    assert state(buffer) == ("b c", 0, 0)
    assert not buffer.undo()


def test_the_oldest_steps_are_forgotten(monkeypatch):
    monkeypatch.setattr(text_edit_buffer, "UNDO_STEPS", 3)
    buffer = TextEditBuffer()
    for char in "abcdef":
        buffer.insert(char)
    while buffer.undo():
        pass
    assert buffer.text == "abc"


class Naive:
    """The same, spelt out: a text, an anchor, a caret, and copies of all that ever was."""

    def __init__(self, text, most):
        self.text, self.most, self.anchor, self.caret = text, most, 0, 0

    def change(self, start, end, new):
        self.text = self.text[:start] + new + self.text[end:]
        caret = start + len(new)
        while not is_boundary(self.text, caret):
            caret += 1
        self.anchor = self.caret = caret

    def insert(self, new):
        start, end = sorted((self.anchor, self.caret))
        if self.most:
            new = new[: boundary_at(new, max(0, self.most - len(self.text) + end - start))]
        if new or start < end:
            self.change(start, end, new)

    def delete(self, step):
        start, end = sorted((self.anchor, self.caret))
        if start == end:
            start, end = sorted((start, step(self.text, start)))
        if start < end:
            self.change(start, end, "")

    def move(self, step, select):
        if self.anchor != self.caret and not select and step in (next_boundary, previous_boundary):
            place = (min if step is previous_boundary else max)(self.anchor, self.caret)
        else:
            place = step(self.text, self.caret)
        self.caret = place
        if not select:
            self.anchor = place


alphabet = st.sampled_from("ab _.\u0301\u200d\U0001f600\U0001f1e9\u1100\u1161文")
flags = st.booleans()
operations = st.one_of(
    st.tuples(st.just("insert"), st.text(alphabet, max_size=4), flags),
    st.tuples(st.just("delete"), flags, flags),
    st.tuples(st.just("move"), flags, flags, flags),
    st.tuples(st.just("select"), st.integers(-2, 12), st.integers(-2, 12)),
    st.tuples(st.just("word"), st.integers(0, 12)),
)


def do(buffer, naive, operation):
    name, *args = operation
    if name == "insert":
        rejected = buffer.insert(args[0], typed=args[1])
        naive.insert(args[0])
        assert args[0].endswith(rejected)
    elif name == "delete":
        back, word = args
        (buffer.delete_back if back else buffer.delete_on)(word=word)
        steps = (previous_word, previous_boundary) if back else (next_word, next_boundary)
        naive.delete(steps[0] if word else steps[1])
    elif name == "move":
        back, word, select = args
        (buffer.move_left if back else buffer.move_right)(select=select, word=word)
        steps = (previous_word, previous_boundary) if back else (next_word, next_boundary)
        naive.move(steps[0] if word else steps[1], select)
    elif name == "select":
        buffer.select(*args)
        naive.anchor, naive.caret = (boundary_at(naive.text, place) for place in args)
    else:
        buffer.select_word_at(args[0])
        naive.anchor, naive.caret = word_at(naive.text, args[0])


@settings(max_examples=300)
@given(st.text(alphabet, max_size=8), st.integers(0, 12), st.lists(operations, max_size=20))
def test_any_edits_do_what_they_do_spelt_out_and_can_be_undone(text, most, edits):
    buffer = TextEditBuffer(text)
    buffer.max_length = most
    naive = Naive(text, most)
    seen = {text}
    for operation in edits:
        do(buffer, naive, operation)
        assert state(buffer) == (naive.text, naive.anchor, naive.caret)
        assert is_boundary(buffer.text, buffer.caret)
        assert is_boundary(buffer.text, buffer.anchor)
        assert not most or len(buffer.text) <= max(most, len(text))
        seen.add(buffer.text)
    steps = 0
    while buffer.undo():
        steps += 1
        assert buffer.text in seen
        assert is_boundary(buffer.text, buffer.caret)
    assert buffer.text == text
    while buffer.redo():
        steps -= 1
        assert buffer.text in seen
    assert (buffer.text, steps) == (naive.text, 0)


def test_a_text_of_many_lines_keeps_them():
    buffer = TextEditBuffer("a\r\nb\rc\u2028d\x07\te", clean=many_lines)
    assert buffer.text == "a\nb\nc\nd\te"
    buffer.insert("1\n2")
    assert buffer.text == "1\n2a\nb\nc\nd\te"


def test_what_was_done_may_be_forgotten():
    buffer = TextEditBuffer()
    buffer.insert("a")
    buffer.insert("b")
    buffer.undo()
    buffer.forget_edits()
    assert (buffer.has_undo(), buffer.has_redo()) == (False, False)
