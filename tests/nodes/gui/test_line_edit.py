import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import Node, ScriptError, Vector2
from engine.canvas.texture import Texture
from engine.display.display import FocusChanged
from engine.input.key_event import InputEventKey
from engine.input.keys import BUTTON_MIDDLE, BUTTON_RIGHT, KEY_A
from engine.runner.idle import idle_time
from engine.testing import SteppedTree
from engine.text.font import Font
from nodes.gui.control import Control
from nodes.gui.line_edit import LineEdit
from nodes.gui.theme import StyleBoxEmpty, dark_theme, light_theme

FONT = Font(14)
LEFT = 8  # margin of its style
FAMILY = "\U0001f469\u200d\U0001f469\u200d\U0001f467"


@pytest.fixture
def edit(tree):
    edit = tree.add(LineEdit())
    edit.rect_position = Vector2(10, 20)
    edit.rect_size = Vector2(200, 28)
    edit.grab_focus()
    tree.step()
    return edit


def x_of(edit, index):
    """Where the caret is before a character, in the viewport."""
    return edit.rect_global_position.x + LEFT + FONT.width(edit.text[:index])


def at(edit, index):
    return Vector2(x_of(edit, index), edit.rect_global_position.y + 14)


def caret(tree):
    """Where the caret is seen, None if it is not."""
    boxes = [box for box in tree.screen.boxes() if box.size.x == 1]
    return boxes[-1] if boxes else None


# -- How it begins ---------------------------------------------------------------------------------


def test_a_new_one_has_godots_defaults():
    edit = LineEdit()
    assert (edit.text, edit.align, edit.max_length, edit.editable) == ("", LineEdit.ALIGN_LEFT, 0, True)
    assert (edit.secret, edit.secret_character, edit.flat) == (False, "*", False)
    assert (edit.placeholder_text, edit.placeholder_alpha) == ("", 0.6)
    assert (edit.caret_blink, edit.caret_blink_speed, edit.caret_position) == (False, 0.65, 0)
    assert (edit.expand_to_text_length, edit.clear_button_enabled, edit.right_icon) == (False, False, None)
    assert edit.focus_mode == Control.FOCUS_ALL
    assert edit.mouse_default_cursor_shape == Control.CURSOR_IBEAM
    assert (edit.shortcut_keys_enabled, edit.context_menu_enabled, edit.selecting_enabled) == (True,) * 3
    assert (edit.deselect_on_focus_loss_enabled, edit.history_enabled, edit.history) == (True, False, [])


def test_properties_may_be_given_when_it_is_made():
    edit = LineEdit(text="hello", max_length=3, placeholder_text="Name")
    assert (edit.text, edit.placeholder_text) == ("hel", "Name")


def test_it_is_as_high_as_a_line_and_as_wide_as_a_few_spaces(edit):
    spaces = edit.get_constant("minimum_spaces") * FONT.advance(" ")
    assert edit.get_minimum_size() == Vector2(spaces + 2 * LEFT, 28)


def test_it_grows_with_its_text_if_told_to(tree, edit):
    text = "a rather long text for a line edit"
    edit.expand_to_text_length = True
    edit.text = text
    tree.step()
    assert edit.get_minimum_size().x == FONT.width(text) + FONT.advance(" ") + 2 * LEFT
    edit.secret = True
    assert edit.get_minimum_size().x == FONT.width("*" * len(text)) + FONT.advance(" ") + 2 * LEFT


# -- Typing ----------------------------------------------------------------------------------------


def test_what_is_typed_is_seen_and_told(tree, edit):
    changed = tree.watch(edit.text_changed)
    tree.user.type("Héllo")
    assert edit.text == "Héllo"
    assert tree.screen.shows("Héllo")
    assert list(changed.emissions) == [("H",), ("Hé",), ("Hél",), ("Héll",), ("Héllo",)]
    assert edit.caret_position == 5


def test_characters_of_any_plane_and_from_any_input_method_are_taken(tree, edit):
    tree.user.type("文\U0001f600")
    assert edit.text == "文\U0001f600"
    for unit in (
        0xD83D,
        0xDE00,
        0xDE00,
        0xD83D,
    ):  # as on Windows; two without their other half
        tree.input_event(InputEventKey(unicode=unit, pressed=True))
    tree.user.type("a")
    assert edit.text == "文\U0001f600\U0001f600  a"
    tree.input_event(InputEventKey(unicode=0x110000, pressed=True))
    assert edit.text == "文\U0001f600\U0001f600  a"


def test_altgr_types_and_control_does_not(tree, edit):
    tree.input_event(InputEventKey(scancode=KEY_A, unicode=64, control=True, alt=True, pressed=True))
    tree.input_event(InputEventKey(scancode=0x51, unicode=0x51, control=True, pressed=True))
    tree.input_event(InputEventKey(scancode=0x51, unicode=0x51, meta=True, pressed=True))
    assert edit.text == "@"


def test_a_held_key_repeats(tree, edit):
    tree.user.key_down("a")
    tree.user.key_down("a", echo=True)
    tree.user.key_up("a")
    assert edit.text == "aa"


def test_only_who_has_the_focus_is_written_to(tree, edit):
    edit.release_focus()
    tree.user.type("a")
    assert (edit.text, caret(tree)) == ("", None)


def test_what_is_not_editable_can_be_copied_only(tree, edit):
    edit.text = "hello"
    edit.editable = False
    changed = tree.watch(edit.text_changed)
    tree.user.type("x")
    for key in ("backspace", "delete", "ctrl+v", "ctrl+x", "ctrl+z", "ctrl+k"):
        tree.user.press("ctrl+a")
        tree.user.press(key)
    tree.user.press("ctrl+c")
    assert (edit.text, tree.screen.clipboard, caret(tree)) == ("hello", "hello", None)
    changed.assert_not_emitted()


def test_what_does_not_fit_is_rejected(tree, edit):
    edit.max_length = 3
    rejected, changed = tree.watch(edit.text_change_rejected), tree.watch(edit.text_changed)
    tree.user.type("abcd")
    assert edit.text == "abc"
    assert rejected.emissions == [("d",)]
    changed.assert_emitted(times=3)
    edit.text = "wxyz"
    edit.max_length = 2
    assert rejected.emissions == [("d",), ("z",), ("y",)]
    assert edit.text == "wx"
    edit.max_length = 5
    assert edit.text == "wx"


def test_enter_tells_and_the_focus_stays(tree, edit):
    entered = tree.watch(edit.text_entered)
    tree.user.type("hello\n")
    tree.user.press("kp enter")
    assert entered.emissions == [("hello",), ("hello",)]
    assert edit.has_focus()
    assert edit.text == "hello"


def test_a_handler_may_empty_remove_or_free_it(tree, edit):
    edit.text_entered.connect(lambda text: edit.clear())
    tree.user.type("one\ntwo")
    assert edit.text == "two"
    edit.text_entered.connect(lambda text: tree.root.remove_child(edit))
    tree.user.press("enter")
    assert not edit.is_inside_tree()
    tree.root.add_child(edit)
    edit.grab_focus()
    edit.text_changed.connect(lambda text: edit.free())
    tree.user.type("x")


def test_keys_that_it_does_not_know_go_on(tree, edit):
    class Other(Node):
        seen = ()

        def _unhandled_input(self, event):
            if event.is_pressed():
                self.seen += (event.as_text(),)

    other = tree.add(Other())
    for key in ("f1", "a", "escape", "ctrl+s", "ctrl+a"):
        tree.user.press(key)
    assert [text for text in other.seen if text != "Control+Control"] == ["F1", "Escape", "Control+S"]


# -- Keys ------------------------------------------------------------------------------------------


def test_keys_move_and_delete(tree, edit):
    edit.text = "one two three"
    steps = []
    for key in ("end", "ctrl+left", "left", "home", "ctrl+right", "right", "delete", "backspace"):
        tree.user.press(key)
        steps.append((edit.caret_position, edit.text))
    assert [place for place, _ in steps] == [13, 8, 7, 0, 3, 4, 4, 3]
    assert edit.text == "onewo three"
    tree.user.press("ctrl+delete")
    tree.user.press("ctrl+backspace")
    assert edit.text == " three"
    tree.user.press("right")
    tree.user.press("ctrl+k")
    assert edit.text == " "
    tree.user.press("ctrl+u")
    assert edit.text == ""


def test_shift_selects(tree, edit):
    edit.text = "one two three"
    tree.user.press("shift+ctrl+right")
    tree.user.press("shift+right")
    assert (edit.get_selection_from_column(), edit.get_selection_to_column()) == (0, 4)
    tree.user.type("1")
    assert edit.text == "1two three"
    tree.user.press("shift+end")
    tree.user.press("backspace")
    assert (edit.text, edit.has_selection()) == ("1", False)
    assert edit.get_selection_from_column() == edit.get_selection_to_column() == -1


def test_up_and_down_go_to_the_ends_and_then_to_others(tree):
    panel, edit, other = tree.add(Control()), LineEdit(text="one"), LineEdit()
    panel.add_child(edit)
    panel.add_child(other)
    other.rect_position = Vector2(0, 200)
    edit.grab_focus()
    tree.user.press("right")
    tree.user.press("up")
    assert edit.caret_position == 0
    tree.user.press("shift+down")
    assert (edit.caret_position, edit.has_selection()) == (3, True)
    tree.user.press("down")
    assert other.has_focus()


def test_undo_and_redo(tree, edit):
    changed = tree.watch(edit.text_changed)
    tree.user.type("one two")
    changed.emissions.clear()
    for key in ("ctrl+z", "ctrl+z", "ctrl+z", "ctrl+y", "ctrl+shift+z", "ctrl+y"):
        tree.user.press(key)
    assert changed.emissions == [("one ",), ("",), ("one ",), ("one two",)]


def test_a_sent_line_is_not_undone_with_the_next(tree, edit):
    tree.user.type("one\n")
    tree.user.type("two")
    tree.user.press("ctrl+z")
    assert edit.text == "one"


def test_what_a_script_sets_cannot_be_undone(tree, edit):
    tree.user.type("one")
    edit.text = "two"
    tree.user.press("ctrl+z")
    assert edit.text == "two"


def test_without_shortcuts_the_keys_go_on(tree, edit):
    edit.shortcut_keys_enabled = False
    edit.text = "one"
    tree.user.press("ctrl+a")
    assert not edit.has_selection()


# -- Clipboard -------------------------------------------------------------------------------------


def test_cut_copy_and_paste(tree, edit):
    edit.text = "one two"
    edit.select(0, 4)
    tree.user.press("ctrl+x")
    assert (edit.text, tree.screen.clipboard) == ("two", "one ")
    tree.user.press("end")
    tree.user.press("shift+insert")
    assert edit.text == "twoone "
    edit.select(0, 3)
    tree.user.press("ctrl+insert")
    tree.user.press("ctrl+v")
    assert (edit.text, edit.caret_position, tree.screen.clipboard) == ("twoone ", 3, "two")
    tree.user.press("shift+delete")
    assert edit.text == "twoone "  # nothing was selected


def test_pasted_lines_become_one(tree, edit):
    changed = tree.watch(edit.text_changed)
    tree.screen.clipboard = "one\r\ntwo\tthree\x07\n"
    tree.user.press("ctrl+v")
    assert edit.text == "one two three"
    changed.assert_emitted(times=1)


def test_an_empty_clipboard_leaves_the_selection(tree, edit):
    edit.text = "one"
    edit.select_all()
    tree.user.press("ctrl+v")
    assert (edit.text, edit.has_selection()) == ("one", True)


def test_a_clipboard_that_answers_late_is_waited_for(tree, edit, monkeypatch):
    asked = []
    monkeypatch.setattr(tree.screen, "get_clipboard", asked.append)
    tree.user.press("ctrl+v")
    tree.user.type("a")
    asked[0]("late")
    assert edit.text == "alate"
    tree.user.press("ctrl+v")
    tree.root.remove_child(edit)
    asked[1]("too late")
    assert edit.text == "alate"


def test_a_secret_is_not_shown_and_not_copied(tree, edit):
    edit.secret = True
    tree.user.type("pass")
    assert tree.screen.texts() == ["****"]
    edit.secret_character = "•"
    tree.user.press("ctrl+a")
    tree.user.press("ctrl+x")
    assert (edit.text, tree.screen.clipboard, tree.screen.texts()) == ("pass", "", ["••••"])


# -- History ---------------------------------------------------------------------------------------


def test_up_and_down_call_up_what_was_entered(tree, edit):
    edit.history_enabled = True
    tree.user.press("up")  # there is nothing yet
    edit.text_entered.connect(lambda text: edit.clear())
    tree.user.type("one\ntwo\n")
    tree.user.type("half")
    seen = []
    for key in ("up", "up", "up", "down", "down", "down"):
        tree.user.press(key)
        seen.append((edit.text, edit.caret_position))
    assert seen == [("two", 3), ("one", 3), ("one", 3), ("two", 3), ("half", 4), ("half", 4)]
    assert edit.history == ["one", "two"]
    assert edit.has_focus()


def test_secrets_are_not_remembered(tree, edit):
    edit.history_enabled = edit.secret = True
    tree.user.type("pass\n")
    assert edit.history == []


def test_shift_and_up_select_all_the_same(tree, edit):
    edit.history_enabled = True
    tree.user.type("one\n")
    tree.user.press("shift+up")
    assert (edit.get_selection_to_column(), edit.caret_position) == (3, 0)


# -- Mouse -----------------------------------------------------------------------------------------


def test_a_click_puts_the_caret_to_the_nearest_place(tree, edit):
    edit.text = "one two"
    for index in (4, 0, 7):
        tree.user.click(at(edit, index))
        assert edit.caret_position == index
    tree.user.click(Vector2(205, 34))
    assert edit.caret_position == 7


def test_shift_and_click_select_up_to_there(tree, edit):
    edit.text = "one two"
    tree.user.click(at(edit, 1))
    tree.user.click(at(edit, 5), holding="shift")
    assert (edit.get_selection_from_column(), edit.get_selection_to_column()) == (1, 5)


def test_dragging_selects(tree, edit):
    edit.text = "one two"
    tree.user.drag(at(edit, 6), at(edit, 2))
    assert (edit.get_selection_from_column(), edit.get_selection_to_column()) == (2, 6)
    assert edit.caret_position == 2
    tree.user.move_to(at(edit, 0))
    assert edit.caret_position == 2


def test_dragging_beyond_the_edge_scrolls(tree, edit):
    edit.text = "n" * 100
    tree.user.drag(at(edit, 3), Vector2(600, 34))
    assert edit.get_selection_to_column() > 50
    assert edit.get_scroll_offset() > 20


def test_a_double_click_selects_a_word_and_a_triple_click_all(tree, edit):
    edit.text = "one two, three"
    tree.user.click(at(edit, 5), double=True)
    assert (edit.get_selection_from_column(), edit.get_selection_to_column()) == (4, 7)
    tree.user.click()
    assert (edit.get_selection_from_column(), edit.get_selection_to_column()) == (0, 14)
    tree.user.click()
    assert not edit.has_selection()


def test_a_double_click_takes_the_word_under_the_pointer_not_the_next(tree, edit):
    edit.text = "mm mm"
    tree.user.click(at(edit, 2) - Vector2(2, 0), double=True)
    assert (edit.get_selection_from_column(), edit.get_selection_to_column()) == (0, 2)
    tree.step(60)
    tree.user.click(Vector2(205, 34), double=True)
    assert (edit.get_selection_from_column(), edit.get_selection_to_column()) == (3, 5)


def test_a_click_elsewhere_after_a_double_click_is_no_triple_one(tree, edit):
    edit.text = "one two, three"
    tree.user.click(at(edit, 5), double=True)
    tree.user.click(at(edit, 11))
    assert not edit.has_selection()
    assert edit.caret_position == 11


@pytest.mark.parametrize("between", ["wait", "move", "key"])
def test_a_click_long_after_a_double_click_is_a_single_one(tree, edit, between):
    edit.text = "one two"
    tree.user.click(at(edit, 5), double=True)
    if between == "wait":
        tree.step(60)
    elif between == "move":
        tree.user.click(at(edit, 5))
        tree.user.drag(at(edit, 5), at(edit, 6))
    else:
        tree.user.press("left")
    tree.user.click(at(edit, 5))
    assert not edit.has_selection()


def test_other_buttons_do_nothing(tree, edit):
    edit.text = "one"
    tree.user.click(at(edit, 2), BUTTON_MIDDLE)
    assert edit.caret_position == 0


def test_selecting_can_be_switched_off(tree, edit):
    edit.text = "one two"
    edit.select_all()
    edit.selecting_enabled = False
    assert not edit.has_selection()
    tree.user.click(at(edit, 5), double=True)
    tree.user.drag(at(edit, 1), at(edit, 5))
    tree.user.press("shift+right")
    tree.user.press("ctrl+a")
    edit.select(0, 3)
    assert not edit.has_selection()
    assert edit.caret_position == 2


def test_the_clear_button_empties_it_and_can_be_undone(tree, edit):
    edit.clear_button_enabled = True
    tree.user.type("one")
    cross = Vector2(10 + 200 - LEFT - 8, 34)
    tree.user.click(cross)
    assert edit.text == ""
    tree.user.press("ctrl+z")
    assert edit.text == "one"
    assert edit.get_minimum_size().y == 28


def test_the_clear_button_is_let_go_of_elsewhere_to_keep_the_text(tree, edit):
    edit.clear_button_enabled = True
    edit.text = "one"
    cross = Vector2(10 + 200 - LEFT - 8, 34)
    tree.user.drag(cross, at(edit, 1))
    assert (edit.text, edit.has_selection()) == ("one", False)
    tree.user.move_to(cross)
    tree.user.button_down()
    tree.user.move_to(at(edit, 1))
    tree.user.move_to(cross)
    tree.user.button_up()
    assert edit.text == ""
    tree.user.click(cross)  # there is no button while there is no text
    assert edit.has_focus()


def test_an_icon_at_the_right_takes_room(tree, edit):
    edit.text = "n" * 100
    tree.step()
    before = tree.screen.texts()
    edit.right_icon = Texture.from_rgba(16, 40, b"\xff" * 16 * 40 * 4)
    tree.step()
    assert len(tree.screen.texts()[0]) < len(before[0])
    assert edit.rect_size.y == 40 + 8


# -- What is seen ----------------------------------------------------------------------------------


def test_the_caret_is_a_line_where_the_next_character_goes(tree, edit):
    tree.user.type("one")
    assert caret(tree).position == Vector2(x_of(edit, 3), 24)
    assert caret(tree).size == Vector2(1, FONT.height)
    tree.user.press("left")
    assert caret(tree).position.x == x_of(edit, 2)


def test_a_placeholder_is_seen_while_there_is_no_text(tree, edit):
    edit.placeholder_text = "Name\n?"
    tree.step()
    assert tree.screen.texts() == ["Name ?"]
    tree.user.type("x")
    assert tree.screen.texts() == ["x"]


def test_a_placeholder_has_its_own_colour_or_that_of_the_text(tree, edit):
    edit.placeholder_text = "Name"
    tree.step()
    assert tree.screen.seen()[-2].color == tuple(edit.get_color("font_color_placeholder"))
    edit.placeholder_alpha = 0.25
    tree.step()
    assert tree.screen.seen()[-2].color == (*edit.get_color("font_color")[:3], 0.25)


@pytest.mark.parametrize(
    ("align", "x"), [(LineEdit.ALIGN_LEFT, 18), (LineEdit.ALIGN_CENTER, 97), (LineEdit.ALIGN_RIGHT, 177)]
)
def test_a_short_text_and_a_placeholder_are_aligned(tree, edit, align, x):
    edit.align = align
    edit.text = edit.placeholder_text = "one"
    tree.step()
    assert abs(tree.screen.find_text("one").position.x - x) < 3
    edit.text = ""
    tree.step()
    assert abs(tree.screen.find_text("one").position.x - x) < 3


def test_selected_text_stands_on_its_own_colour(tree, edit):
    edit.text = "one two"
    edit.select(2, 5)
    tree.step()
    assert tree.screen.texts() == ["on", "e t", "wo"]
    selection = [
        seen for seen in tree.screen.seen() if seen.color == tuple(edit.get_color("selection_color"))
    ]
    assert [seen.rect.position.x for seen in selection] == [x_of(edit, 2)]
    assert selection[0].rect.size == Vector2(FONT.width("e t"), FONT.height)


def test_losing_the_focus_deselects_unless_told_otherwise(tree, edit):
    edit.text = "one"
    edit.select_all()
    edit.release_focus()
    assert not edit.has_selection()
    edit.deselect_on_focus_loss_enabled = False
    edit.grab_focus()
    edit.select_all()
    edit.release_focus()
    assert edit.has_selection()


def test_a_long_text_is_scrolled_to_the_caret(tree, edit):
    text = "".join(map(str, range(100)))
    tree.user.type(text)
    (shown,) = tree.screen.texts()
    assert text.endswith(shown)
    assert caret(tree).position.x < 10 + 200 - LEFT
    tree.user.press("home")
    assert text.startswith(tree.screen.texts()[0])
    assert edit.get_scroll_offset() == 0


def test_a_flat_one_has_no_background(tree, edit):
    edit.release_focus()
    tree.step()
    boxes = len(tree.screen.boxes())
    edit.flat = True
    tree.step()
    assert len(tree.screen.boxes()) == boxes - 1


def test_the_icon_stays_a_little_fainter_when_it_cannot_be_edited(tree, edit):
    edit.right_icon = Texture.from_rgba(1, 1, b"\xff" * 4)
    edit.editable = False
    tree.step()
    assert 0.45 in [seen.color[3] for seen in tree.screen.seen()]


def test_emoji_and_accents_are_gone_over_in_one_step(tree, edit):
    edit.text = f"e\u0301{FAMILY}文"
    stops = []
    for _ in range(4):
        tree.user.press("right")
        stops.append(edit.caret_position)
    assert stops == [2, 7, 8, 8]
    tree.user.press("backspace")
    tree.user.press("backspace")
    assert edit.text == "e\u0301"
    tree.user.click(at(edit, 1))
    assert edit.caret_position in (0, 2)


def test_it_has_room_for_nothing_and_does_not_mind(tree, edit):
    edit.add_constant_override("minimum_spaces", 0)
    edit.add_stylebox_override("normal", StyleBoxEmpty())
    edit.rect_size = Vector2.ZERO
    tree.user.type("abc")
    tree.user.press("ctrl+a")
    assert edit.text == "abc"
    assert edit.rect_size == Vector2(0, FONT.height)


def test_what_another_tree_or_theme_says_is_taken_over(tree):
    tree.default_theme = light_theme()
    made = tree.add(LineEdit(text="text"))
    made.rect_size = Vector2(200, 30)
    for theme in (light_theme(), dark_theme()):
        tree.root.remove_child(made)
        tree.default_theme = theme
        tree.root.add_child(made)
        tree.step()
        (text,) = (seen for seen in tree.screen.seen() if hasattr(seen.command, "text"))
        assert text.color == tuple(theme.get_color("font_color", "LineEdit"))


# -- The caret blinks ------------------------------------------------------------------------------


def test_the_caret_blinks_by_the_time_of_frames(tree, edit):
    edit.caret_blink = True
    edit.caret_blink_speed = 0.25
    seen = []
    for _ in range(6):
        tree.step(10, 0.015)
        seen.append(caret(tree) is not None)
    assert seen == [True, False, False, True, True, False]


def test_what_is_typed_shows_the_caret(tree, edit):
    edit.caret_blink = True
    tree.step(45)
    assert caret(tree) is None
    tree.user.type("a")
    assert caret(tree) is not None


def test_nothing_is_drawn_while_nothing_changes_except_the_blink(tree, edit):
    tree.step(2)
    frames = tree.screen.frames
    tree.step(100)
    assert tree.screen.frames == frames
    edit.caret_blink = True
    tree.step(1)
    frames = tree.screen.frames
    tree.step(30)
    assert tree.screen.frames == frames
    tree.step(30)
    assert tree.screen.frames == frames + 1
    assert 0.2 < idle_time(tree) < edit.caret_blink_speed  # between two blinks the program sleeps
    edit.release_focus()
    tree.step(60)
    assert idle_time(tree) > 100


def test_the_caret_blinks_on_after_a_pause(tree, edit):
    edit.caret_blink = True
    tree.paused = True
    frames = tree.screen.frames
    tree.step(100)
    assert caret(tree) is not None
    assert tree.screen.frames == frames + 1
    tree.paused = False
    tree.step(45)
    assert caret(tree) is None


def test_a_field_that_is_freed_blinks_no_more(tree, edit):
    edit.caret_blink = True
    edit.free()
    tree.step(100)
    assert idle_time(tree) > 100


def test_the_caret_is_hidden_while_the_window_has_not_the_keyboard(tree, edit):
    edit.caret_blink = True
    tree.screen.push(FocusChanged(False))
    tree.step()
    tree.step(45)
    assert caret(tree) is None
    tree.screen.push(FocusChanged(True))
    tree.step()
    assert caret(tree) is not None
    tree.step(45)
    assert caret(tree) is None


def test_a_blink_without_duration_is_refused():
    for speed in (0, -1, float("nan")):
        with pytest.raises(ScriptError, match="caret_blink_speed must be greater than 0"):
            LineEdit().caret_blink_speed = speed


# -- Input methods ---------------------------------------------------------------------------------


def test_the_display_is_told_where_text_is_typed(tree, edit):
    tree.user.type("one")
    assert tree.screen.caret == (x_of(edit, 3), 24, 1, FONT.height)
    edit.editable = False
    assert tree.screen.caret is None
    edit.editable = True
    tree.step()
    assert tree.screen.caret is not None
    edit.release_focus()
    assert tree.screen.caret is None


def test_what_is_composed_is_seen_at_the_caret_and_is_not_text_yet(tree, edit):
    edit.text = "ab"
    tree.user.press("right")
    tree.user.compose("nihao", 0, 2)
    assert (edit.text, tree.screen.texts()) == ("ab", ["a", "nihao", "b"])
    assert caret(tree).position.x == x_of(edit, 1) + FONT.width("ni")
    underlines = [box for box in tree.screen.boxes() if box.size.y in (1, 2)]
    assert [box.size.x for box in underlines] == [FONT.width("nihao"), FONT.width("ni")]
    tree.user.commit("你好")
    assert (edit.text, tree.screen.texts()) == ("a你好b", ["a你好b"])


def test_a_click_into_what_is_composed_stays_in_the_text(tree, edit):
    edit.text = "ab"
    tree.user.press("right")
    tree.user.compose("nihao")
    for x, index in ((100, 2), (20, 0)):
        tree.user.click(Vector2(x, 34))
        assert edit.caret_position == index


def test_composing_ends_with_the_focus(tree, edit):
    tree.user.compose("ni")
    edit.release_focus()
    tree.step()
    assert tree.screen.texts() == []
    tree.user.compose("hao")
    assert tree.screen.texts() == []


def test_a_secret_is_composed_in_secret(tree, edit):
    edit.secret = True
    tree.user.compose("ni\n")
    assert tree.screen.texts() == ["**"]


# -- The menu --------------------------------------------------------------------------------------


def test_the_right_button_shows_a_menu_and_the_selection_stays(tree, edit):
    edit.text = "one two"
    edit.select(0, 3)
    tree.user.click(edit, BUTTON_RIGHT)
    assert tree.screen.shows("Paste")
    tree.user.click("Copy")
    assert tree.screen.clipboard == "one"
    assert edit.has_focus()
    assert not tree.screen.shows("Paste")


def test_the_menu_key_shows_it_at_the_caret(tree, edit):
    tree.user.press("menu")
    menu = edit.get_menu()
    assert menu.is_visible_in_tree()
    assert menu.rect_global_position.y > 30
    disabled = {menu.get_item_text(i) for i in range(menu.get_item_count()) if menu.is_item_disabled(i)}
    assert disabled - {""} == {"Cut", "Copy", "Select All", "Clear", "Undo", "Redo"}


def test_the_menu_can_be_switched_off(tree, edit):
    edit.context_menu_enabled = False
    tree.user.click(edit, BUTTON_RIGHT)
    tree.user.press("menu")
    assert edit.get_child_count() == 0


def test_menu_options_can_be_called_by_a_script(tree, edit):
    tree.user.type("one")
    edit.menu_option(LineEdit.MENU_SELECT_ALL)
    edit.menu_option(LineEdit.MENU_CUT)
    edit.menu_option(LineEdit.MENU_PASTE)
    edit.menu_option(LineEdit.MENU_PASTE)
    assert edit.text == "oneone"
    edit.menu_option(LineEdit.MENU_UNDO)
    edit.menu_option(LineEdit.MENU_REDO)
    edit.menu_option(LineEdit.MENU_COPY)
    assert edit.text == "oneone"
    edit.menu_option(LineEdit.MENU_CLEAR)
    assert edit.text == ""
    edit.menu_option(LineEdit.MENU_UNDO)
    assert edit.text == "oneone"
    edit.editable = False
    edit.menu_option(LineEdit.MENU_CLEAR)
    assert edit.text == "oneone"
    with pytest.raises(ScriptError, match="there is no menu option 7"):
        edit.menu_option(7)


# -- Scripts ---------------------------------------------------------------------------------------


def test_a_script_sets_the_text_without_a_signal(tree, edit):
    changed = tree.watch(edit.text_changed)
    edit.text = "one"
    edit.caret_position = 2
    edit.text = "one"
    assert edit.caret_position == 2
    edit.text = "two"
    assert edit.caret_position == 0
    changed.assert_not_emitted()
    edit.clear()
    assert changed.emissions == [("",)]


def test_a_script_appends_and_deletes(tree, edit):
    changed, rejected = tree.watch(edit.text_changed), tree.watch(edit.text_change_rejected)
    edit.max_length = 4
    edit.text = "ad"
    edit.caret_position = 1
    edit.append_at_cursor("bcx")
    assert (edit.text, edit.caret_position) == ("abcd", 3)
    assert rejected.emissions == [("x",)]
    changed.assert_not_emitted()
    edit.delete_char_at_cursor()
    edit.delete_text(0, 1)
    edit.delete_text(1, 1)
    assert changed.emissions == [("abd",), ("bd",)]
    with pytest.raises(ScriptError, match="cannot delete from 1 to 5: the text has 2 characters"):
        edit.delete_text(1, 5)


@pytest.mark.parametrize(
    ("from_", "to", "selected"),
    [(0, -1, (0, 5)), (1, 3, (1, 3)), (0, 0, (-1, -1)), (3, 2, (-1, -1)), (-2, 2, (0, 2)), (1, 99, (1, 5))],
)
def test_a_script_selects(edit, from_, to, selected):
    edit.text = "hello"
    edit.select(from_, to)
    assert (edit.get_selection_from_column(), edit.get_selection_to_column()) == selected
    edit.deselect()
    assert not edit.has_selection()


@pytest.mark.parametrize(
    ("name", "value", "setter", "getter"),
    [
        ("text", "a", "set_text", "get_text"),
        ("align", 1, "set_align", "get_align"),
        ("max_length", 7, "set_max_length", "get_max_length"),
        ("editable", False, "set_editable", "is_editable"),
        ("secret", True, "set_secret", "is_secret"),
        ("secret_character", "#", "set_secret_character", "get_secret_character"),
        ("placeholder_text", "b", "set_placeholder", "get_placeholder"),
        ("placeholder_alpha", 0.5, "set_placeholder_alpha", "get_placeholder_alpha"),
        ("expand_to_text_length", True, "set_expand_to_text_length", "get_expand_to_text_length"),
        ("clear_button_enabled", True, "set_clear_button_enabled", "is_clear_button_enabled"),
        ("right_icon", None, "set_right_icon", "get_right_icon"),
        ("selecting_enabled", False, "set_selecting_enabled", "is_selecting_enabled"),
        ("caret_blink", True, "cursor_set_blink_enabled", "cursor_get_blink_enabled"),
        ("caret_blink_speed", 2.0, "cursor_set_blink_speed", "cursor_get_blink_speed"),
        ("caret_position", 0, "set_cursor_position", "get_cursor_position"),
    ],
)
def test_each_property_has_godots_methods(name, value, setter, getter):
    edit = LineEdit()
    getattr(edit, setter)(value)
    assert getattr(edit, name) == getattr(edit, getter)() == value


def test_what_makes_no_sense_is_refused():
    edit = LineEdit()
    for name, value, message in (
        ("text", None, "text is a str, not None"),
        ("placeholder_text", 3, "placeholder_text is a str"),
        ("secret_character", "", "secret_character is one character"),
        ("secret_character", "**", "secret_character is one character"),
        ("max_length", -1, "max_length must be 0 or more"),
        ("align", 9, "there is no align 9"),
    ):
        with pytest.raises(ScriptError, match=message):
            setattr(edit, name, value)


keys = st.sampled_from(
    [
        "left",
        "right",
        "home",
        "end",
        "up",
        "down",
        "backspace",
        "delete",
        "ctrl+left",
        "ctrl+right",
        "ctrl+backspace",
        "ctrl+delete",
        "shift+left",
        "shift+right",
        "shift+home",
        "shift+end",
        "ctrl+a",
        "ctrl+x",
        "ctrl+c",
        "ctrl+v",
        "ctrl+z",
        "ctrl+y",
        "enter",
    ]
)


@settings(max_examples=40)
@given(
    st.lists(st.one_of(keys, st.text(min_size=1, max_size=3).map("=".__add__)), max_size=12),
    st.integers(0, 3),
    st.integers(0, 6),
    st.booleans(),
    st.integers(0, 90),
)
def test_any_keys_leave_it_whole(pressed, align, most, secret, width):
    tree = SteppedTree()
    edit = tree.add(LineEdit(align=align, max_length=most, secret=secret, history_enabled=True))
    edit.add_constant_override("minimum_spaces", 0)
    edit.rect_size = Vector2(width, 28)
    edit.grab_focus()
    for key in pressed:
        if key[0] == "=":
            tree.user.type(key[1:].replace("\t", " "))
        else:
            tree.user.press(key)
        assert not most or len(edit.text) <= most
        assert 0 <= edit.caret_position <= len(edit.text)
        assert 0 <= edit.get_scroll_offset() <= edit.caret_position
    tree.finish()
