"""TextEdit: the same logs as the real engine, and what is ours."""

import json
from pathlib import Path

import pytest

from engine import ScriptError, Vector2
from engine.input import (
    BUTTON_LEFT,
    BUTTON_RIGHT,
    BUTTON_WHEEL_DOWN,
    BUTTON_WHEEL_UP,
    KEY_A,
    KEY_B,
    KEY_BACKSPACE,
    KEY_C,
    KEY_D,
    KEY_DELETE,
    KEY_DOWN,
    KEY_END,
    KEY_ENTER,
    KEY_HOME,
    KEY_K,
    KEY_LEFT,
    KEY_MENU,
    KEY_PAGEDOWN,
    KEY_PAGEUP,
    KEY_RIGHT,
    KEY_TAB,
    KEY_U,
    KEY_UP,
    KEY_V,
    KEY_X,
    KEY_Z,
    InputEventKey,
    InputEventMouseButton,
    InputEventMouseMotion,
)
from nodes import Button, Control, TextEdit
from tests.scene_log import first_difference, run_scene

CASES = {
    case["name"]: case
    for case in json.loads((Path(__file__).parent / "vectors" / "text_edit.json").read_text())["cases"]
}


class Written(Control):
    def _ready(self):
        t, e = self.t, TextEdit()
        e.rect_size = Vector2(300, 200)
        self.add_child(e)
        for s in ("text_changed", "cursor_changed"):
            e.connect(s, self, "_on", [s])
        e.text = "first line\nsecond line\nthird"
        row = [e.text, e.get_line_count(), e.get_line(1), e.cursor_get_line(), e.cursor_get_column()]
        t.l([*row, e.readonly, e.wrap_enabled, e.show_line_numbers])
        e.cursor_set_line(1)
        e.cursor_set_column(6)
        e.insert_text_at_cursor("INS ")
        t.l([e.text, e.cursor_get_line(), e.cursor_get_column()])
        e.select(0, 0, 0, 5)
        row = [e.is_selection_active(), e.get_selection_text(), e.get_selection_from_line()]
        t.l([*row, e.get_selection_to_column()])
        e.cut()
        t.l(e.text)
        e.undo()
        t.l(e.text)
        e.redo()
        t.l(e.text)
        e.select_all()
        t.l(e.get_selection_text())
        e.deselect()
        e.set_line(0, "zero")
        t.l([e.search("line", 0, 0, 0), e.search("nope", 0, 0, 0), e.get_word_under_cursor()])
        e.clear_undo_history()
        e.text += "!"
        t.l([e.text, e.cursor_get_line()])

    def _on(self, a, b=None, c=None):
        self.t.l(["signal", [a, b, c]])


class Typed(Control):
    n = 0

    def key(self, code, uni=0, shift=False, ctrl=False):
        for pressed in (True, False):
            event = InputEventKey(scancode=code, unicode=uni, shift=shift, control=ctrl, pressed=pressed)
            self.get_tree().input_event(event)

    def _ready(self):
        self.e = TextEdit()
        self.e.rect_size = Vector2(300, 200)
        self.add_child(self.e)
        self.e.grab_focus()
        self.e.connect("text_changed", self, "_on")

    def _on(self):
        self.t.l(["text_changed", self.e.text])

    def _process(self, _d):
        self.n += 1
        keys = {
            1: (KEY_A, 97),
            2: (KEY_B, 98),
            3: (KEY_ENTER,),
            4: (KEY_C, 99),
            5: (KEY_LEFT,),
            6: (KEY_BACKSPACE,),
            7: (KEY_HOME,),
            8: (KEY_DELETE,),
            9: (KEY_TAB, 9),
            10: (KEY_A, 0, False, True),
            11: (KEY_X, 0, False, True),
            12: (KEY_V, 0, False, True),
            13: (KEY_Z, 0, False, True),
            14: (KEY_END, 0, True),
            16: (KEY_D, 100),
        }
        if self.n in keys:
            self.key(*keys[self.n])
        elif self.n == 15:
            self.e.readonly = True
        e = self.e
        self.t.l([self.n, e.text, e.cursor_get_line(), e.cursor_get_column(), e.get_selection_text()])


SCENES = {"TextEdit: text and caret": Written, "TextEdit: keys": Typed}


@pytest.mark.parametrize("name", CASES)
def test_a_scene_logs_what_it_does_in_the_real_engine(tree, name):
    lines = run_scene(tree, SCENES[name], CASES[name]["frames"])
    assert first_difference(lines, CASES[name]["log"]) is None


# -- What is ours ------------------------------------------------------------------------------

TEXT = "one two\n  three\n\nfour five six"


@pytest.fixture
def edit(tree):
    edit = tree.add(TextEdit(text=TEXT, rect_size=Vector2(200, 100)))
    edit.grab_focus()
    tree.step()
    return edit


@pytest.fixture
def key(tree):
    def press(code, shift=False, control=False, unicode=0):
        event = InputEventKey(scancode=code, unicode=unicode, shift=shift, control=control, pressed=True)
        tree.input_event(event)

    return press


def caret(edit):
    return (edit.cursor_get_line(), edit.cursor_get_column())


def test_a_new_one_has_godots_defaults():
    edit = TextEdit()
    assert (edit.text, edit.readonly, edit.wrap_enabled, edit.show_line_numbers) == ("", False, False, False)
    assert (edit.caret_blink, edit.caret_blink_speed, edit.selecting_enabled) == (False, 0.65, True)
    assert (edit.has_undo(), edit.has_redo(), edit.is_selection_active()) == (False, False, False)
    assert (edit.get_selection_from_line(), edit.get_selection_to_line()) == (-1, -1)
    assert edit.focus_mode == Control.FOCUS_ALL


def test_keys_go_by_rows_and_keep_to_where_they_were(edit, key):
    edit.cursor_set_column(5)
    key(KEY_DOWN)
    at = edit.cursor_get_column()
    key(KEY_DOWN)
    assert caret(edit) == (2, 0)
    key(KEY_UP)
    assert caret(edit) == (1, at)
    key(KEY_UP)
    assert caret(edit) == (0, 5)
    key(KEY_UP)
    assert caret(edit) == (0, 0)
    key(KEY_DOWN, shift=True)
    assert edit.get_selection_text() == "one two\n"
    key(KEY_PAGEDOWN)
    key(KEY_PAGEDOWN)
    assert caret(edit) == (3, 13)
    key(KEY_PAGEUP)
    assert caret(edit)[0] == 0


def test_home_goes_to_the_first_letter_and_then_to_the_edge(edit, key):
    edit.cursor_set_line(1)
    key(KEY_END)
    assert caret(edit) == (1, 7)
    for column in (2, 0, 2):
        key(KEY_HOME)
        assert caret(edit) == (1, column)
    key(KEY_END, control=True)
    assert caret(edit) == (3, 13)
    key(KEY_HOME, control=True, shift=True)
    assert edit.get_selection_text() == TEXT


def test_keys_delete_to_the_ends_of_the_line(edit, key):
    edit.cursor_set_line(3)
    edit.cursor_set_column(5)
    key(KEY_K, control=True)
    assert edit.get_line(3) == "four "
    key(KEY_U, control=True)
    assert (edit.get_line(3), edit.text.count("\n")) == ("", 3)
    key(KEY_U, control=True)
    key(KEY_Z, control=True)
    assert edit.get_line(3) == "four "
    key(KEY_RIGHT, control=True)
    assert edit.has_redo()


def test_a_text_that_is_pasted_has_lines_of_one_kind(tree, edit, key):
    tree.display.set_clipboard("a\r\nb\rc\x07\td")
    edit.select_all()
    key(KEY_V, control=True)
    assert edit.text == "a\nb\nc\td"
    edit.readonly = True
    edit.paste()
    key(KEY_ENTER)
    key(KEY_TAB)
    edit.menu_option(TextEdit.MENU_CLEAR)
    assert edit.text == "a\nb\nc\td"
    edit.insert_text_at_cursor("e")
    assert edit.text == "a\nb\nc\tde", "a script may"


def test_lines_are_asked_for_and_replaced(edit):
    edit.cursor_set_line(3)
    edit.cursor_set_column(9)
    edit.set_line(3, "four")
    assert caret(edit) == (3, 4)
    assert edit.get_line_count() == 4
    for call in (lambda: edit.get_line(4), lambda: edit.set_line(-1, "")):
        with pytest.raises(ScriptError, match="has 4 lines, so there is no line"):
            call()


def test_signals_come_once_a_frame(tree, edit):
    text, cursor = tree.watch(edit.text_changed), tree.watch(edit.cursor_changed)
    edit.insert_text_at_cursor("a")
    edit.insert_text_at_cursor("b")
    text.assert_not_emitted()
    tree.step()
    text.assert_emitted(times=1)
    cursor.assert_emitted(times=1)
    edit.cursor_set_column(2)
    tree.step()
    cursor.assert_emitted(times=1)
    edit.undo()
    edit.undo()
    edit.redo()
    tree.step()
    text.assert_emitted(times=2)


def test_texts_are_found(edit):
    assert list(edit.search("FIVE", 0, 0, 0)) == [5, 3]
    assert list(edit.search("FIVE", TextEdit.SEARCH_MATCH_CASE, 0, 0)) == []
    assert list(edit.search("o", 0, 0, 1)) == [6, 0]
    assert list(edit.search("o", TextEdit.SEARCH_BACKWARDS, 0, 6)) == [0, 0]
    edit.cursor_set_column(1)
    assert edit.get_word_under_cursor() == "one"


# -- The mouse ---------------------------------------------------------------------------------


def point(edit, line, column):
    """Return where a character is."""
    edit.cursor_set_line(line)
    edit.cursor_set_column(column)
    return edit._caret_place_().position + Vector2(0, 5)


def press(tree, place, **more):
    button = {"button_index": BUTTON_LEFT, "pressed": True, **more}
    tree.input_event(InputEventMouseButton(position=place, **button))


def release(tree, place):
    tree.input_event(InputEventMouseButton(position=place, button_index=BUTTON_LEFT, pressed=False))


def test_the_mouse_places_the_caret_and_selects(tree, edit):
    start, end = point(edit, 0, 4), point(edit, 3, 4)
    press(tree, start)
    assert caret(edit) == (0, 4)
    tree.input_event(InputEventMouseMotion(position=end, button_mask=1))
    assert edit.get_selection_text() == "two\n  three\n\nfour"
    release(tree, end)
    tree.input_event(InputEventMouseMotion(position=start, button_mask=0))
    assert (edit.get_selection_from_line(), edit.get_selection_from_column()) == (0, 4)
    assert (edit.get_selection_to_line(), edit.get_selection_to_column()) == (3, 4)
    press(tree, start, shift=True)
    assert edit.get_selection_text() == ""


def test_a_double_click_selects_a_word_and_a_third_the_line(tree, edit):
    place = point(edit, 3, 6)
    press(tree, place, doubleclick=True)
    assert edit.get_selection_text() == "five"
    press(tree, place)
    assert edit.get_selection_text() == "four five six"
    edit.selecting_enabled = False
    assert not edit.is_selection_active()
    press(tree, place, doubleclick=True)
    edit.select(0, 0, 1, 1)
    edit.select_all()
    assert not edit.is_selection_active()


def test_the_wheel_scrolls(tree, edit):
    edit.text = "\n".join(map(str, range(100)))
    tree.step()
    middle = Vector2(50, 50)
    for button, factor in ((BUTTON_WHEEL_DOWN, 1), (BUTTON_WHEEL_DOWN, 1), (BUTTON_WHEEL_UP, 1)):
        press(tree, middle, button_index=button, factor=factor)
    assert edit.scroll_vertical == 3
    press(tree, middle, button_index=BUTTON_WHEEL_DOWN, factor=1, shift=True)
    assert edit.scroll_horizontal == 3 * edit.get_line_height()
    edit.set_h_scroll(-5)
    assert edit.get_h_scroll() == 0
    edit.set_v_scroll(50)
    tree.step()
    assert edit.get_v_scroll() == 50
    edit.text = "short"
    tree.step()
    press(tree, middle, button_index=BUTTON_WHEEL_DOWN, factor=1)
    assert edit.scroll_vertical == 0


def test_the_caret_is_kept_in_sight(tree, edit, key):
    edit.text = "\n".join("x" * 100 for _ in range(50))
    key(KEY_END, control=True)
    tree.step()
    assert edit.scroll_vertical > 40
    assert edit.scroll_horizontal > 100
    key(KEY_HOME, control=True)
    tree.step()
    assert (edit.scroll_vertical, edit.scroll_horizontal) == (0, 0)
    edit.cursor_set_line(25, False)
    tree.step()
    assert edit.scroll_vertical == 0
    edit.center_viewport_to_cursor()
    assert edit.scroll_vertical == pytest.approx(25.5 - edit.get_visible_rows() / 2, abs=1)


# -- What is seen ------------------------------------------------------------------------------


def texts(tree, edit):
    tree.step()
    return [c.text for c in edit._pane_.layer._drawing_.commands if hasattr(c, "text")]


def test_rows_and_their_numbers_are_drawn(tree, edit):
    assert texts(tree, edit) == ["one two", "  three", "four five six"]
    edit.show_line_numbers = True
    edit.highlight_current_line = True
    assert texts(tree, edit) == ["one two", "1", "  three", "2", "3", "four five six", "4"]
    edit.select(0, 4, 1, 3)
    assert texts(tree, edit)[:4] == ["one ", "two", "1", "  t"]
    edit.insert_text_at_cursor("\t")
    assert texts(tree, edit)[0] == "one \u2003hree"


def test_long_lines_may_be_wrapped(tree, edit):
    edit.text = "word " * 20 + "\nend"
    assert not edit.is_line_wrapped(0)
    edit.wrap_enabled = True
    tree.step()
    assert edit.is_line_wrapped(0)
    rows = edit.get_line_wrapped_text(0)
    assert len(rows) == edit.get_line_wrap_count(0) + 1 > 3
    assert rows[0].startswith("word word")
    assert rows[0].endswith("word "), "the engine keeps the space at the end of a row"
    assert "".join(rows) == edit.get_line(0)
    assert texts(tree, edit)[: len(rows)] == list(rows)[: len(texts(tree, edit))]
    edit.show_line_numbers = True
    tree.step()
    assert len(edit.get_line_wrapped_text(0)) >= len(rows)


def test_what_is_selected_of_a_row_ends_with_it(tree, edit, key):
    edit.text = "word " * 20
    edit.wrap_enabled = True
    tree.step()
    end = len(edit.get_line_wrapped_text(0)[0])
    key(KEY_END)
    assert caret(edit) == (0, end - 1)

    def selected(first, last):
        edit.select(0, first, 0, last)
        tree.step()
        color, height = edit.get_color("selection_color"), edit.get_line_height()
        boxes = [c for c in edit._pane_.layer._drawing_.commands if getattr(c, "color", None) == color]
        return [(box.y // height, box.width) for box in boxes]

    font = edit.get_font("font")
    assert selected(end - 5, end) == [(0, font.width("word "))]
    assert selected(end, end + 4) == [(1, font.width("word"))]
    assert selected(end - 1, end + 1) == [(0, font.width(" ")), (1, font.width("w"))]


def test_the_caret_is_put_into_a_row_of_a_wrapped_line(tree, edit):
    edit.text = "word word\n" + "word " * 20
    edit.wrap_enabled = True
    tree.step()
    rows = edit.get_line_wrapped_text(1)
    starts = [sum(map(len, rows[:at])) for at in range(len(rows))]
    edit.cursor_set_column(3)
    for row, start in enumerate(starts[:-1]):
        edit.cursor_set_line(1, True, True, row)
        assert caret(edit) == (1, start + 3)
    edit.cursor_set_column(2)
    edit.cursor_set_line(1, False, False, 99)
    assert caret(edit) == (1, starts[-1] + 2), "the last row, if there are fewer"
    edit.cursor_set_line(0)
    assert caret(edit) == (0, 2)


def test_the_caret_goes_as_far_to_the_right_in_another_line(edit):
    edit.text = "iiiiiiii\nMMMMMMMM\na\niiiiiiii"
    edit.cursor_set_column(8)
    edit.cursor_set_line(1)
    assert 0 < edit.cursor_get_column() < 8
    edit.cursor_set_line(2)
    assert caret(edit) == (2, 1)
    edit.cursor_set_line(3)
    assert caret(edit) == (3, 8)
    edit.cursor_set_line(-4)
    assert caret(edit)[0] == 0


def test_the_caret_is_drawn_while_it_has_the_focus(tree, edit):
    def boxes():
        tree.step()
        return [c for c in edit._pane_.layer._drawing_.commands if not hasattr(c, "text")]

    assert len(boxes()) == 1
    edit.select(0, 0, 0, 3)
    assert len(boxes()) == 2
    tree.root.propagate_notification(edit.NOTIFICATION_WM_FOCUS_OUT)
    assert len(boxes()) == 1
    tree.root.propagate_notification(edit.NOTIFICATION_WM_FOCUS_IN)
    assert len(boxes()) == 2
    tree.add(Button(name="other")).grab_focus()
    assert boxes() == []
    edit.grab_focus()
    edit.readonly = True
    assert boxes() == []


# -- The menu ----------------------------------------------------------------------------------


def test_the_menu_has_what_can_be_done(tree, edit, key):
    press(tree, Vector2(20, 20), button_index=BUTTON_RIGHT)
    menu = edit.get_menu()
    assert menu.visible
    assert menu.get_item_text(0) == "Cut"
    menu.hide()
    edit.menu_option(TextEdit.MENU_SELECT_ALL)
    edit.menu_option(TextEdit.MENU_COPY)
    edit.menu_option(TextEdit.MENU_CLEAR)
    assert edit.text == ""
    edit.menu_option(TextEdit.MENU_UNDO)
    assert edit.text == TEXT
    key(KEY_MENU)
    assert menu.visible
    menu.hide()
    edit.context_menu_enabled = False
    key(KEY_MENU)
    press(tree, Vector2(20, 20), button_index=BUTTON_RIGHT)
    assert not menu.visible
    with pytest.raises(ScriptError, match=r"take TextEdit\.MENU_"):
        edit.menu_option(8)


def test_keys_that_type_nothing_are_for_others(tree, edit, key):
    text = edit.text
    key(KEY_A, unicode=0)
    key(KEY_C, control=True)
    assert edit.text == text
    edit.copy()
    key(KEY_D, unicode=0xD83D)
    key(KEY_D, unicode=0xDE00)
    assert edit.text == "\U0001f600" + text
