import logging
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import OK, Color, ScriptError, Vector2
from engine.canvas.png import write_png
from engine.canvas.texture import Texture
from engine.input.keys import BUTTON_RIGHT
from engine.testing import SteppedTree
from engine.text.font import Font
from nodes.gui.control import Control
from nodes.gui.parts import rich_text_layout
from nodes.gui.parts.paragraph_layout import ParagraphLayout
from nodes.gui.rich_text_label import RichTextLabel
from nodes.gui.theme import StyleBoxEmpty, Theme, dark_theme, light_theme

FONT = Font(14)
ROW = FONT.height + 1
W = FONT.width


@pytest.fixture
def label(tree):
    return shown(tree)


def shown(tree, rows=10, width=300, **properties):
    """A label without margins, in which so many rows fit."""
    label = tree.add(RichTextLabel(**properties))
    for style in ("normal", "focus"):
        label.add_stylebox_override(style, StyleBoxEmpty())
    label.rect_size = Vector2(width, rows * ROW)
    tree.step()
    return label


def fill(label, count, text="line {}"):
    label.add_text("\n".join(text.format(number) for number in range(count)))


def texts(tree):
    tree.step()
    return tree.screen.texts()


def at(row, x=0.0):
    """A point in a row, in the viewport."""
    return Vector2(x + 1, row * ROW + 5)


# -- The text --------------------------------------------------------------------------------------


def test_a_new_label_has_godots_defaults():
    label = RichTextLabel()
    assert (label.text, label.bbcode_text, label.bbcode_enabled) == ("", "", False)
    assert (label.scroll_active, label.scroll_following, label.selection_enabled) == (True, False, False)
    assert (label.meta_underlined, label.tab_size, label.override_selected_font_color) == (True, 4, False)
    assert (label.visible_characters, label.percent_visible, label.fit_content_height) == (-1, 1, False)
    assert (label.max_lines, label.focus_mode, label.get_line_count()) == (0, Control.FOCUS_NONE, 1)
    assert label.deselect_on_focus_loss_enabled


def test_text_is_shown_in_lines(tree, label):
    label.add_text("one\n")
    label.add_text("two")
    label.newline()
    label.add_text("[b]three[/b]")
    assert texts(tree) == ["one", "two", "[b]three[/b]"]
    assert [tree.screen.find_text(text).position for text in ("one", "two")] == [
        Vector2(0, 0),
        Vector2(0, ROW),
    ]
    assert label.get_line_count() == label.get_visible_line_count() == 3
    assert label.text == label.get_text() == "one\ntwo\n[b]three[/b]"
    assert label.get_total_character_count() == 18


def test_setting_the_text_replaces_all(tree, label):
    label.push_bold()
    label.add_text("one")
    label.text = "two"
    assert texts(tree) == ["two"]
    assert tree.screen.seen()[0].command.font == FONT
    label.clear()
    assert texts(tree) == []


def test_marks_are_understood_if_enabled(tree):
    label = shown(tree, bbcode_enabled=True, bbcode_text="a [b]b[/b]")
    assert texts(tree) == ["a ", "b"]
    assert label.get_bbcode() == "a [b]b[/b]"
    label.bbcode_enabled = False
    assert texts(tree) == ["a [b]b[/b]"]
    label.bbcode_enabled = True
    assert texts(tree) == ["a ", "b"]
    label.add_text("c")
    label.bbcode_enabled = True
    assert label.text == "a bc"


def test_enabling_marks_leaves_what_was_added(label):
    label.add_text("one")
    label.bbcode_enabled = True
    assert label.text == "one"
    label.bbcode_text = ""
    assert label.text == ""


def test_marks_become_fonts_colours_lines_and_links(tree, label):
    assert label.append_bbcode("[b]b[/b][i]i[/i][b][i]x[/i][/b][code]c[/code][color=#ff0000]r[/color]n") == OK
    tree.step()
    fonts = [seen.command.font for seen in tree.screen.seen()]
    assert fonts == [Font(bold=True), Font(italic=True), Font(bold=True, italic=True), FONT, FONT, FONT]
    assert [seen.color for seen in tree.screen.seen()][-2:] == [
        (1, 0, 0, 1),
        tuple(label.get_color("default_color")),
    ]
    label.parse_bbcode("[u]u[/u] [s]s[/s]")
    tree.step()
    assert len(tree.screen.boxes()) == 2


def test_lines_are_aligned_and_indented(tree, label):
    label.append_bbcode("[center]mid[/center]\n[right]end[/right]\n[indent]in[indent]deep[/indent][/indent]")
    tree.step()
    lefts = {seen.command.text: seen.rect.position.x for seen in tree.screen.seen()}
    space = 4 * FONT.advance(" ")
    assert lefts == {
        "mid": int((300 - W("mid")) / 2),
        "end": 300 - W("end"),
        "in": space,
        "deep": 2 * space,
    }
    label.tab_size = 1
    tree.step()
    assert tree.screen.find_text("in").position.x == FONT.advance(" ")


def test_effects_move_while_they_are_seen(tree, label):
    def heights():
        return {seen.command.text: seen.rect.position.y for seen in tree.screen.seen()}

    label.append_bbcode("a[wave amp=100]b[/wave][fade length=2]cde[/fade]")
    tree.step()
    before = heights()
    tree.step(5)
    assert heights()["b"] != before["b"]
    assert heights()["a"] == before["a"]
    assert set(before) == {"a", "b", "c", "d"}, "the e has faded"
    assert label.is_processing_internal()
    label.hide()
    tree.step()
    label.show()
    label.clear()
    label.add_text("still")
    tree.step(2)
    assert not label.is_processing_internal()


def test_tables_have_cells_below_each_other(tree, label):
    label.append_bbcode(
        "[table=2][cell]name[/cell][cell=1]points[/cell]\n[cell]Ada[/cell][cell]7[/cell][/table]end"
    )
    tree.step()
    lefts = {seen.command.text: seen.rect.position.x for seen in tree.screen.seen()}
    assert lefts["name"] == lefts["Ada"] == lefts["end"] == 0
    assert lefts["points"] == lefts["7"] == W("name") + 8
    assert label.text == "name\tpoints\nAda\t7\nend"
    label.clear()
    label.push_table(2)
    label.set_table_column_expand(0, True)
    for cell in ("a", "b"):
        label.push_cell()
        label.add_text(cell)
        label.pop()
    label.pop()
    tree.step()
    assert tree.screen.find_text("b").position.x == 300 - W("b")


def test_a_cell_without_a_table_is_a_text(tree, label):
    label.append_bbcode("[cell]a[/cell]b")
    assert label.text == "ab"
    with pytest.raises(ScriptError, match=r"call `push_table\(columns\)` first"):
        label.push_cell()
    with pytest.raises(ScriptError, match="1 to 99 columns, not 0"):
        label.push_table(0)
    with pytest.raises(ScriptError, match="no column 0"):
        label.set_table_column_expand(0, True)


def test_lists_have_marks(tree, label):
    label.append_bbcode("[ol]one\ntwo[ul]deep[/ul]\nthree[/ol]\nafter")
    label.newline()
    label.push_list(RichTextLabel.LIST_LETTERS)
    label.add_text("letter")
    label.pop()
    tree.step()
    texts = [seen.command.text for seen in tree.screen.seen()]
    assert texts == ["1.", "one", "2.", "two", "•", "deep", "3.", "three", "after", "a.", "letter"]
    space = 4 * FONT.advance(" ")
    assert tree.screen.find_text("one").position.x == space
    assert tree.screen.find_text("deep").position.x == 2 * space
    with pytest.raises(ScriptError, match=r"use RichTextLabel\.LIST_DOTS"):
        label.push_list(3)


def test_pictures_are_shown_in_the_text(tree, label, tmp_path):
    path = tmp_path / "dot.png"
    write_png(path, 10, 20, bytes(800))
    label.append_bbcode(f"a[img]{path}[/img][img=5]{path}[/img][img=x10]{path}[/img]b")
    tree.step()
    sizes = [seen.rect.size for seen in tree.screen.seen() if not hasattr(seen.command, "text")]
    assert sizes == [Vector2(10, 20), Vector2(5, 10), Vector2(5, 10)]


def test_a_picture_that_cannot_be_loaded_is_left_out_with_an_error(tree, label, caplog):
    with caplog.at_level(logging.ERROR):
        label.append_bbcode("a[img]nowhere.png[/img]b")
    assert "nowhere.png" in caplog.text
    assert label.text == "ab"


def test_styles_are_pushed_and_popped_by_scripts(tree, label):
    for push in ("bold", "italics", "bold_italics", "mono", "underline", "strikethrough", "normal"):
        getattr(label, f"push_{push}")()
        label.add_text(push)
        label.pop()
    label.push_font(Font(20))
    label.push_color(Color.red)
    label.push_meta({"any": "thing"})
    label.add_text("all")
    for _ in range(3):
        label.pop()
    label.push_align(RichTextLabel.ALIGN_RIGHT)
    label.add_text("right")
    label.push_indent(2)
    label.add_text("indented")
    tree.step()
    seen = {one.command.text: one for one in tree.screen.seen() if hasattr(one.command, "text")}
    assert seen["bold_italics"].command.font == Font(bold=True, italic=True)
    assert (seen["all"].command.font, seen["all"].color) == (Font(20), (1, 0, 0, 1))
    assert seen["right"].rect.end.x == 300
    assert label.get_line_count() == 3


def test_what_makes_no_sense_is_refused(label):
    with pytest.raises(ScriptError, match=r"there is nothing to pop: each pop\(\) ends one push_…\(\)"):
        label.pop()
    with pytest.raises(ScriptError, match="push_font takes a Font, not None"):
        label.push_font(None)
    with pytest.raises(ScriptError, match="there is no align 4"):
        label.push_align(4)
    for method in ("add_text", "append_bbcode", "parse_bbcode"):
        with pytest.raises(ScriptError, match="is a str, not 5"):
            getattr(label, method)(5)
    for name in ("text", "bbcode_text"):
        with pytest.raises(ScriptError, match=f"{name} is a str"):
            setattr(label, name, None)


def test_lines_can_be_removed(tree, label):
    fill(label, 4)
    assert label.remove_line(1)
    assert not label.remove_line(7)
    assert texts(tree) == ["line 0", "line 2", "line 3"]


def test_the_oldest_lines_go_if_there_is_a_limit(tree, label):
    label.max_lines = 3
    for number in range(10):
        label.add_text(f"\nline {number}")
    assert texts(tree) == ["line 7", "line 8", "line 9"]
    label.max_lines = 1
    assert texts(tree) == ["line 9"]
    assert label.max_lines == 1


def test_halves_of_surrogate_pairs_are_not_shown(tree, label):
    label.add_text("a\ud83d")
    label.append_bbcode("[b]\ude00[/b]")
    assert texts(tree) == ["a "]  # and spaces alone are not drawn


def test_a_duplicate_has_the_text_with_its_styles(tree, label):
    label.append_bbcode("one [b]two[/b]\nthree")
    copy = label.duplicate()
    tree.root.remove_child(label)
    shown_before = copy.text
    tree.add(copy)
    copy.rect_size = Vector2(300, 100)
    assert texts(tree) == ["one ", "two", "three"]
    assert shown_before == label.text
    assert copy.get_child_count() == label.get_child_count()
    label.free()


# -- What is seen ----------------------------------------------------------------------------------


def test_long_lines_are_wrapped_and_again_when_the_width_changes(tree, label):
    label.add_text("one two three four five six seven eight nine ten")
    label.rect_size = Vector2(W("one two three") + 2, 400)
    assert texts(tree)[0] == "one two three"
    assert label.get_visible_line_count() > 2
    label.rect_size = Vector2(1000, 400)
    assert len(texts(tree)) == 1
    assert label.get_line_count() == 1


def test_only_what_is_seen_is_drawn_and_laid_out(tree, label):
    fill(label, 100_000)
    assert texts(tree) == [f"line {number}" for number in range(10)]
    assert sum(line.layout is not None for line in label._text_) < 50
    label.get_v_scroll().value = label.get_v_scroll().max_value / 2
    (first, *_) = texts(tree)
    assert 49_000 < int(first.split()[1]) < 51_000
    assert sum(line.layout is not None for line in label._text_) < 100


def test_a_line_that_is_appended_costs_few_calls_however_many_are_in_one_frame(label):
    calls = []

    def count(frame, event, argument):
        if event == "call":
            calls.append(frame.f_code.co_qualname)

    sys.setprofile(count)
    for number in range(1000):
        label.add_text(f"line {number}\n")
    sys.setprofile(None)
    assert label.get_line_count() == 1001
    assert len(calls) < 30 * 1000


def test_layouts_are_not_kept_for_ever(tree, label):
    fill(label, 3000)
    for line in range(0, 2900, 10):
        label.scroll_to_line(line)
        tree.step()
    assert sum(line.layout is not None for line in label._text_) <= 1000
    label.scroll_to_line(0)
    assert texts(tree)[0] == "line 0"


def test_what_is_hidden_is_not_laid_out(tree, label):
    label.hide()
    fill(label, 100)
    tree.step()
    assert all(line.layout is None for line in label._text_)
    assert label.get_visible_line_count() == 0
    label.show()
    assert len(texts(tree)) == 10


def test_nothing_is_drawn_while_nothing_changes(tree, label):
    fill(label, 100)
    tree.step()
    frames = tree.screen.frames
    tree.step(20)
    assert tree.screen.frames == frames


def test_characters_appear_one_by_one(tree, label):
    label.add_text("ab\n")
    label.append_bbcode("[b]cd[/b]e")
    seen = []
    for amount in (0, 1, 2, 3, 5, 99, -1):
        label.visible_characters = amount
        seen.append(texts(tree))
    everything = ["ab", "cd", "e"]
    assert seen == [[], ["a"], ["ab"], ["ab", "c"], *[everything] * 3]
    label.percent_visible = 0.6
    assert (label.visible_characters, label.percent_visible) == (3, 0.6)
    label.percent_visible = 1
    assert label.visible_characters == -1
    label.visible_characters = 99
    assert label.percent_visible == 1


def test_characters_before_what_is_seen_count(tree, label):
    fill(label, 100, "ab")
    label.scroll_to_line(50)
    label.visible_characters = 103
    assert texts(tree) == ["ab", "a"]
    label.visible_characters = 10
    assert texts(tree) == []


def test_it_may_be_as_high_as_its_text(tree):
    label = shown(tree, rows=1, width=100)
    label.fit_content_height = True
    label.add_text("one\ntwo\n" + "word " * 20)
    tree.step()
    height = label.rect_size.y
    assert height == label.get_content_height() > 3 * ROW
    assert not label.get_v_scroll().visible
    label.rect_size = Vector2(50, 0)
    tree.step(2)
    assert label.rect_size.y > height
    label.clear()
    tree.step()
    assert label.get_minimum_size() == Vector2(0, ROW)


def test_before_it_has_a_width_its_lines_are_not_wrapped():
    label = RichTextLabel(fit_content_height=True)
    label.add_text("one two three\nfour")
    assert label.get_minimum_size().y == 2 * ROW + 12


def test_the_text_stays_inside_its_margins(tree):
    label = tree.add(RichTextLabel())
    label.rect_size = Vector2(200, 100)
    fill(label, 100)
    label.scroll_to_line(3)
    label._scroll_by_(7)
    tree.step()
    tops = [seen.rect.position.y for seen in tree.screen.seen() if hasattr(seen.command, "text")]
    ends = [seen.rect.end.y for seen in tree.screen.seen() if hasattr(seen.command, "text")]
    assert (min(tops), max(ends)) == (6, 94)


def test_another_theme_is_taken_over(tree, label):
    label.append_bbcode("text [url=x]link[/url]")
    label.theme = light_theme()
    tree.step()
    assert [seen.color for seen in tree.screen.seen()][:2] == [
        tuple(light_theme().get_color("default_color", "RichTextLabel")),
        tuple(light_theme().get_color("url_color", "RichTextLabel")),
    ]
    label.add_font_override("normal_font", Font(28))
    tree.step()
    assert tree.screen.find_text("text").size.y == Font(28).height


def test_another_tree_or_theme_that_it_enters_is_taken_over(tree):
    tree.default_theme = light_theme()
    label = shown(tree, text="text")
    tree.root.remove_child(label)
    tree.default_theme = None
    tree.root.add_child(label)
    tree.step()
    assert tree.screen.seen()[0].color == tuple(dark_theme().get_color("default_color", "RichTextLabel"))


def test_without_a_colour_for_links_they_have_that_of_the_text(tree, label):
    tree.root.remove_child(label)
    tree.default_theme = Theme()
    tree.root.add_child(label)
    label.add_color_override("default_color", Color.red)
    label.append_bbcode("[url=x]link[/url]")
    tree.step()
    assert tree.screen.seen()[0].color == (1, 0, 0, 1)


# -- Scrolling -------------------------------------------------------------------------------------


def test_a_scroll_bar_comes_when_it_is_needed_and_goes_again(tree, label):
    fill(label, 10)
    tree.step()
    bar = label.get_v_scroll()
    assert not bar.visible
    label.newline()
    tree.step()
    assert (bar.visible, bar.max_value, bar.page, bar.value) == (True, 11 * ROW, 10 * ROW, 0)
    assert bar.rect_position.x + bar.rect_size.x < 300
    label.remove_line(10)
    tree.step()
    assert not bar.visible


def test_lines_are_wrapped_beside_the_scroll_bar(tree, label):
    line = "n" * int(298 / FONT.advance("n"))
    label.add_text(line)
    assert texts(tree) == [line]
    fill(label, 30)
    label.scroll_to_line(0)
    assert texts(tree)[0] != line


def test_the_wheel_scrolls_by_rows(tree, label):
    fill(label, 100)
    tree.step()
    tree.user.wheel(label, down=2)
    assert texts(tree)[0] == "line 6"
    tree.user.wheel(label, up=1)
    assert texts(tree)[0] == "line 3"
    tree.user.wheel(label, up=5)
    assert texts(tree)[0] == "line 0"


def test_a_wheel_that_scrolls_nothing_is_for_others(tree, label):
    class Parent(Control):
        wheels = 0

        def _gui_input(self, event):
            self.wheels += event.is_pressed()

    parent = tree.add(Parent())
    parent.rect_size = Vector2(300, 300)
    tree.root.remove_child(label)
    parent.add_child(label)
    fill(label, 3)
    tree.user.wheel(label, down=1)
    assert parent.wheels == 1
    fill(label, 100)
    tree.user.wheel(label, down=1)
    assert parent.wheels == 1
    label.scroll_active = False
    tree.user.wheel(label, down=1)
    assert parent.wheels == 2


def test_without_scrolling_there_is_no_bar(tree, label):
    fill(label, 100)
    label.scroll_active = False
    tree.step()
    assert not label.get_v_scroll().visible


def test_the_scroll_bar_scrolls(tree, label):
    fill(label, 1000)
    tree.step()
    bar = label.get_v_scroll()
    tree.user.drag(
        bar.get_global_rect().position + Vector2(4, 4), Vector2(bar.rect_global_position.x + 4, 500)
    )
    assert texts(tree)[-1] == "line 999"
    bar.value = 500 * ROW + 3
    tree.step()
    assert tree.screen.find_text("line 500").size.y == FONT.height - 3
    assert bar.value == 500 * ROW + 3


def test_it_scrolls_to_a_line(tree, label):
    fill(label, 100)
    label.scroll_to_line(40)
    assert texts(tree)[0] == "line 40"
    label.scroll_to_line(98)
    assert texts(tree)[-1] == "line 99"
    with pytest.raises(ScriptError, match="there is no line 100: there are 100"):
        label.scroll_to_line(100)


def test_it_stays_where_it_is_when_lines_are_added(tree, label):
    fill(label, 100)
    label.scroll_to_line(40)
    label.add_text("\nmore")
    assert texts(tree)[0] == "line 40"


def test_it_follows_its_end_until_the_user_scrolls_up(tree, label):
    label.scroll_following = True
    fill(label, 100)
    assert texts(tree)[-1] == "line 99"
    label.add_text("\nline 100")
    assert texts(tree)[-1] == "line 100"
    tree.user.wheel(label, up=1)
    label.add_text("\nline 101")
    assert texts(tree)[-1] == "line 97"
    tree.user.wheel(label, down=1)
    assert texts(tree)[-1] == "line 100"
    tree.user.wheel(label, down=1)
    assert texts(tree)[-1] == "line 101"
    label.add_text("\nline 102")
    assert texts(tree)[-1] == "line 102"


def test_it_follows_its_end_when_it_becomes_smaller(tree, label):
    label.scroll_following = True
    fill(label, 100)
    tree.step()
    label.rect_size = Vector2(300, 5 * ROW)
    assert texts(tree) == [f"line {number}" for number in range(95, 100)]


def test_it_follows_again_after_clear(tree, label):
    label.scroll_following = True
    fill(label, 100)
    tree.user.wheel(label, up=3)
    label.clear()
    fill(label, 50)
    assert texts(tree)[-1] == "line 49"
    label.scroll_following = False
    label.add_text("\nmore")
    assert texts(tree)[-1] == "line 49"


def test_what_the_user_reads_stays_when_old_lines_go(tree, label):
    label.max_lines = 50
    label.scroll_following = True
    fill(label, 50)
    tree.step()
    tree.user.wheel(label, up=4)
    before = texts(tree)
    for number in range(20):
        label.add_text(f"\nnew {number}")
    assert texts(tree) == before
    for number in range(60):
        label.add_text(f"\nnew {number}")
    assert texts(tree)[0] == "new 10"


def test_removing_a_line_above_leaves_what_is_seen(tree, label):
    fill(label, 100)
    label.scroll_to_line(50)
    label.remove_line(10)
    assert texts(tree)[0] == "line 50"
    label.remove_line(60)
    assert texts(tree)[0] == "line 50"


def test_keys_scroll_while_it_has_the_focus(tree, label):
    label.selection_enabled = True
    fill(label, 100)
    label.grab_focus()
    tree.step()
    seen = []
    for key in ("down", "pagedown", "up", "end", "pageup", "home"):
        tree.user.press(key)
        seen.append(texts(tree)[0])
    assert seen == ["line 1", "line 10", "line 9", "line 90", "line 81", "line 0"]
    label.scroll_active = False
    for key in ("down", "end", "home", "shift+down", "ctrl+x", "alt+c"):
        tree.user.press(key)
    assert texts(tree)[0] == "line 0"


def test_long_lines_above_do_not_make_it_jump(tree, label):
    fill(label, 400, "{} " + "a rather long line that takes several rows " * 5)
    label.scroll_to_line(200)
    tree.step()
    rows = int(label._text_.heights.top_of(201) - label._text_.heights.top_of(200)) // ROW
    assert rows > 3
    for up in range(1, 30):
        tree.user.wheel(label, up=1)
        assert label._lines_.window.line == 200 + (-3 * up) // rows
        assert label._lines_.window.offset == (-3 * up) % rows * ROW
    assert label.get_v_scroll().max_value == label._text_.heights.total


# -- What a line that comes costs ------------------------------------------------------------------


@pytest.fixture
def layouts(monkeypatch):
    """Counts how often a line is laid out."""
    made = []

    class Counted(ParagraphLayout):
        def __init__(self, *args):
            made.append(1)
            super().__init__(*args)

    monkeypatch.setattr(rich_text_layout, "ParagraphLayout", Counted)
    return made


@pytest.mark.parametrize("most", [0, 150])
@pytest.mark.parametrize("following", [False, True])
def test_lines_that_are_added_in_a_frame_are_laid_out_when_it_is_drawn(tree, layouts, following, most):
    label = shown(tree, scroll_following=following, max_lines=most)
    for _ in range(2):
        layouts.clear()
        for number in range(1000):
            label.add_text(f"\nline {number}")
        assert layouts == []
        tree.step()
        assert len(layouts) <= most + 40  # and not those that are not seen


def test_each_line_is_laid_out_once_where_all_are_seen(tree, layouts):
    label = shown(tree, fit_content_height=True)
    for count in (700, 1400):
        layouts.clear()
        for number in range(700):
            label.add_text(f"line {number}\n")
        tree.step()
        assert label.rect_size.y == (count + 1) * ROW
        assert len(layouts) <= 701


def scroll_to_end(label):
    label.scroll_to_line(label.get_line_count() - 1)


@pytest.mark.parametrize(
    "ask", [RichTextLabel.get_v_scroll, RichTextLabel.get_visible_line_count, scroll_to_end]
)
@pytest.mark.parametrize("most", [0, 150])
def test_who_asks_after_each_line_has_that_line_laid_out_alone(tree, layouts, ask, most):
    label = shown(tree, scroll_following=True, max_lines=most)
    fill(label, 200)
    tree.step()
    layouts.clear()
    for number in range(100):
        label.add_text(f"\nline {number}")
        ask(label)
    assert len(layouts) == 100
    tree.step()
    assert len(layouts) == 100


# -- Links -----------------------------------------------------------------------------------------


@pytest.fixture
def linked(tree, label):
    label.append_bbcode("go [url=there]there[/url] or [url=home]home[/url]")
    tree.step()
    return label


THERE, HOME = W("go "), W("go there or ")


def test_a_click_on_a_link_tells_where_it_leads(tree, linked):
    clicked = tree.watch(linked.meta_clicked)
    tree.user.click(at(0, THERE))
    tree.user.click(at(0, HOME))
    tree.user.click(at(0))
    tree.user.click(at(3))
    tree.user.click(at(0, HOME), BUTTON_RIGHT)
    assert clicked.emissions == [("there",), ("home",)]


def test_a_click_that_ends_elsewhere_does_not_count(tree, linked):
    clicked = tree.watch(linked.meta_clicked)
    tree.user.drag(at(0, THERE), at(0, HOME))
    tree.user.drag(at(0), at(0, HOME))
    clicked.assert_not_emitted()


def test_a_link_may_lead_to_anything(tree, label):
    clicked = tree.watch(label.meta_clicked)
    label.push_meta({"id": 5})
    label.add_text("open")
    label.pop()
    tree.step()
    tree.user.click("open")
    assert clicked.emissions == [({"id": 5},)]


def test_the_pointer_is_a_hand_over_links_and_they_tell(tree, linked):
    started, ended = tree.watch(linked.meta_hover_started), tree.watch(linked.meta_hover_ended)
    tree.user.move_to(at(0, THERE))
    assert tree.screen.cursor == Control.CURSOR_POINTING_HAND
    tree.user.move_to(at(0, THERE + 4))
    tree.user.move_to(at(0, HOME))
    tree.user.move_to(at(0))
    assert tree.screen.cursor == Control.CURSOR_ARROW
    tree.user.move_to(at(0, THERE))
    tree.user.move_to(Vector2(500, 500))
    assert started.emissions == [("there",), ("home",), ("there",)]
    assert ended.emissions == [("there",), ("home",), ("there",)]
    tree.user.move_to(at(0, HOME))
    linked.clear()
    assert ended.emissions[-1] == ("home",)


def test_links_are_underlined_unless_told_otherwise(tree, linked):
    assert len(tree.screen.boxes()) == 2
    linked.meta_underlined = False
    tree.step()
    assert tree.screen.boxes() == []


def test_a_handler_may_clear_the_text(tree, linked):
    linked.meta_clicked.connect(lambda meta: linked.clear())
    tree.user.click(at(0, THERE))
    assert linked.text == ""


# -- Selecting -------------------------------------------------------------------------------------


@pytest.fixture
def selectable(tree):
    label = shown(tree, selection_enabled=True, text="one two\nthree\n\nfour")
    tree.step()
    return label


def test_dragging_selects_and_the_keyboard_copies(tree, selectable):
    tree.user.drag(at(0, W("one ")), at(1, W("thr")))
    assert selectable.get_selected_text() == "two\nthr"
    assert selectable.has_focus()
    tree.user.press("ctrl+c")
    assert tree.screen.clipboard == "two\nthr"
    tree.user.drag(at(3, W("fo")), at(0, W("on")))
    tree.user.press("ctrl+insert")
    assert tree.screen.clipboard == "e two\nthree\n\nfo"
    tree.user.click(at(0))
    assert selectable.get_selected_text() == ""
    tree.user.press("ctrl+c")
    assert tree.screen.clipboard == "e two\nthree\n\nfo"


def test_what_is_selected_stands_on_its_own_colour(tree, selectable):
    tree.user.drag(at(0, W("one ")), at(3, W("fo")))
    color = tuple(selectable.get_color("selection_color"))
    rects = [seen.rect for seen in tree.screen.seen() if seen.color == color]
    assert [(rect.position.x, rect.size.x) for rect in rects] == [
        (W("one "), W("two")),
        (0, W("three")),
        (0, 4),
        (0, W("fo")),
    ]
    assert texts(tree) == ["one two", "three", "four"]


def test_selected_text_may_have_its_own_colour_too(tree, selectable):
    selectable.override_selected_font_color = True
    tree.user.drag(at(0, W("one ")), at(1, W("thr")))
    colors = {seen.command.text: seen.color for seen in tree.screen.seen() if hasattr(seen.command, "text")}
    selected = tuple(selectable.get_color("font_color_selected"))
    assert [text for text, color in colors.items() if color == selected] == ["two", "thr"]
    assert list(colors) == ["one ", "two", "thr", "ee", "four"]


def test_a_double_click_selects_a_word_and_a_triple_click_the_line(tree, selectable):
    tree.user.click(at(0, W("one t")), double=True)
    assert selectable.get_selected_text() == "two"
    tree.user.click()
    assert selectable.get_selected_text() == "one two"
    tree.user.click(at(1, 200), double=True)
    assert selectable.get_selected_text() == "three"
    tree.step(60)
    tree.user.click()
    assert selectable.get_selected_text() == ""


def test_shift_and_click_go_on_selecting(tree, selectable):
    tree.user.drag(at(0, W("one ")), at(0, W("one two")))
    tree.user.click(at(1, W("th")), holding="shift")
    assert selectable.get_selected_text() == "two\nth"
    tree.user.click(at(0), holding="shift")
    assert selectable.get_selected_text() == "one two\nth"


@pytest.mark.parametrize("end", ["it leaves the tree", "there is no selecting any more"])
def test_selecting_ends_with_the_button_still_held_when(tree, end):
    label = shown(tree, rows=2, selection_enabled=True)
    fill(label, 20)
    tree.user.move_to(at(0))
    tree.user.button_down()
    tree.user.move_to(at(4))
    assert label.is_processing_internal()  # it scrolls
    if end == "it leaves the tree":
        tree.root.remove_child(label)
        tree.root.add_child(label)
    else:
        label.selection_enabled = False
        label.selection_enabled = True
    assert not label.is_processing_internal()
    label.deselect()
    tree.user.move_to(at(1, 40))
    assert label.get_selected_text() == ""


def test_all_of_it_can_be_selected(tree, selectable):
    selectable.grab_focus()
    tree.user.press("ctrl+a")
    assert selectable.get_selected_text() == "one two\nthree\n\nfour"
    selectable.selection_enabled = False
    assert selectable.get_selected_text() == ""
    selectable.select_all()
    assert selectable.get_selected_text() == ""
    assert selectable.focus_mode == Control.FOCUS_NONE


def test_without_selection_nothing_is_selected(tree, label):
    label.add_text("one two")
    tree.user.drag(at(0), at(0, 40))
    tree.user.click(at(0), double=True)
    assert label.get_selected_text() == ""
    assert tree.screen.cursor == Control.CURSOR_ARROW


def test_the_pointer_is_a_text_beam_where_text_can_be_selected(tree, selectable):
    tree.user.move_to(at(0))
    assert tree.screen.cursor == Control.CURSOR_IBEAM
    selectable.mouse_default_cursor_shape = Control.CURSOR_HELP
    tree.user.move_to(at(1))
    assert tree.screen.cursor == Control.CURSOR_HELP


def test_losing_the_focus_deselects_unless_told_otherwise(tree, selectable):
    tree.user.drag(at(0), at(0, 40))
    selectable.release_focus()
    assert selectable.get_selected_text() == ""
    selectable.deselect_on_focus_loss_enabled = False
    tree.user.drag(at(0), at(0, 40))
    selectable.release_focus()
    assert selectable.get_selected_text() != ""


def test_dragging_beyond_the_edge_scrolls_while_it_is_held(tree):
    label = shown(tree, selection_enabled=True)
    fill(label, 1000)
    tree.user.move_to(at(5))
    tree.user.button_down()
    tree.user.move_to(Vector2(20, 400))
    tree.step(60)
    scrolled = label._lines_.window.line
    assert scrolled > 20
    tree.user.move_to(at(9))
    tree.step(10)
    assert label._lines_.window.line - scrolled < 10
    still = label._lines_.window.line
    tree.step(10)
    assert label._lines_.window.line == still
    tree.user.button_up()
    assert len(label.get_selected_text().split("\n")) > 20
    assert not label.is_processing_internal()


def test_a_selection_stays_on_its_lines_when_old_ones_go(tree):
    label = shown(tree, selection_enabled=True, max_lines=20)
    fill(label, 20)
    tree.step()
    tree.user.drag(at(5), at(7, W("line")))
    selected = label.get_selected_text()
    assert selected == "line 5\nline 6\nline"
    for number in range(5):
        label.add_text(f"\nnew {number}")
    assert label.get_selected_text() == selected
    label.add_text("\nx")
    assert label.get_selected_text() == "line 6\nline"
    fill(label, 30)
    assert label.get_selected_text() == ""
    tree.step()


def test_selecting_goes_on_when_the_line_where_it_began_has_gone(tree):
    label = shown(tree, selection_enabled=True, max_lines=10)
    fill(label, 10)
    tree.user.move_to(at(1))
    tree.user.button_down()
    for number in range(5):
        label.add_text(f"\nnew {number}")
    tree.user.move_to(at(2, W("line")))
    tree.user.button_up()
    assert label.get_selected_text() == "line 5\nline 6\nline"


def test_removing_a_line_deselects(tree, selectable):
    selectable.select_all()
    selectable.remove_line(0)
    assert selectable.get_selected_text() == ""


@pytest.mark.parametrize(
    ("name", "value", "setter", "getter"),
    [
        ("text", "a", "set_text", "get_text"),
        ("bbcode_text", "a", "set_bbcode", "get_bbcode"),
        ("bbcode_enabled", True, "set_use_bbcode", "is_using_bbcode"),
        ("scroll_active", False, "set_scroll_active", "is_scroll_active"),
        ("scroll_following", True, "set_scroll_follow", "is_scroll_following"),
        ("selection_enabled", True, "set_selection_enabled", "is_selection_enabled"),
        ("fit_content_height", True, "set_fit_content_height", "is_fit_content_height_enabled"),
        ("meta_underlined", False, "set_meta_underline", "is_meta_underlined"),
        (
            "override_selected_font_color",
            True,
            "set_override_selected_font_color",
            "is_overriding_selected_font_color",
        ),
        ("tab_size", 8, "set_tab_size", "get_tab_size"),
        ("visible_characters", 3, "set_visible_characters", "get_visible_characters"),
        ("percent_visible", 1.0, "set_percent_visible", "get_percent_visible"),
    ],
)
def test_each_property_has_godots_methods(name, value, setter, getter):
    label = RichTextLabel()
    getattr(label, setter)(value)
    assert getattr(label, name) == getattr(label, getter)() == value


PIECES = [
    *("[b]x[/b]\n", "[center]", "[url=a]b[/url]", "[indent]a", "[ul]a\nb[/ul]", "[ol]", "[wave]ab[/wave]"),
    *("[table=2][cell]a[/cell][cell]long b[/cell]x[/table]", "[table=3][cell=1]", "[cell]", "[fade]abc"),
]
steps = st.one_of(
    st.tuples(
        st.just("append_bbcode"), st.text(st.sampled_from("ab \n[]/ui文\u0301\U0001f600"), max_size=40)
    ),
    st.tuples(st.just("append_bbcode"), st.sampled_from(PIECES)),
    st.tuples(st.just("remove_line"), st.integers(0, 5)),
    st.tuples(st.just("_scroll_by_"), st.floats(-500, 500)),
    st.tuples(st.just("set_size"), st.tuples(st.floats(0, 200), st.floats(0, 200))),
    st.tuples(st.just("push_align"), st.integers(0, 3)),
    st.tuples(st.just("push_indent"), st.integers(0, 9)),
    st.tuples(st.just("click"), st.tuples(st.floats(0, 200), st.floats(0, 200))),
    st.tuples(st.just("set_scroll_follow"), st.booleans()),
    st.tuples(st.just("set_visible_characters"), st.integers(-1, 9)),
    st.tuples(st.just("clear")),
)


@settings(max_examples=60)
@given(st.lists(steps, max_size=15), st.integers(0, 4))
def test_whatever_is_done_with_it_it_can_be_shown(todo, most):
    tree = SteppedTree()
    label = tree.add(RichTextLabel(selection_enabled=True, max_lines=most))
    label.rect_size = Vector2(120, 60)
    for name, *args in todo:
        if name == "click":
            tree.user.click(Vector2(*args[0]), double=True)
            tree.user.drag(Vector2(*args[0]), Vector2(20, 20))
            label.get_selected_text()
        else:
            getattr(label, name)(*args)
        tree.step()
        assert label.get_v_scroll().max_value >= label._text_.heights.total - 1e-6
        assert 0 <= label._lines_.window.line < label.get_line_count()
    tree.finish()


def test_an_image_needs_no_size(tree, label):
    label.add_image(Texture.from_rgba(3, 4, bytes(48)))
    label.add_image(Texture.from_rgba(3, 4, bytes(48)), 6, 6)
    tree.step()
    assert [seen.rect.size for seen in tree.screen.seen()] == [Vector2(3, 4), Vector2(6, 6)]


def test_rows_of_a_long_line_that_are_not_seen_are_not_drawn(tree, label):
    label.add_text("\n" * 7 + "word " * 1000)
    assert len(texts(tree)) == 3
    assert label.get_visible_line_count() == 10


def test_it_may_lose_its_height_while_something_is_selected(tree, selectable):
    tree.user.move_to(at(0))
    tree.user.button_down()
    selectable.scroll_active = False
    selectable.rect_size = Vector2(300, 0)
    tree.user.move_to(at(1, W("th")))
    tree.user.button_up()
    assert selectable.get_selected_text() == ""
    selectable._select_word_(Vector2(5, 0))
    assert selectable.get_selected_text() == ""


def test_the_height_of_a_long_text_is_exact_when_it_is_asked_for(tree, label):
    fill(label, 300, "one two three four five six seven eight nine ten {}")
    guessed = label.get_v_scroll().max_value
    rows = sum(len(label._lines_.lay_out(index).rows) for index in range(300))
    assert label.get_content_height() == rows * ROW
    assert abs(guessed - rows * ROW) < 300 * ROW


def test_links_in_lines_that_are_aligned_are_found_where_they_are_seen(tree, label):
    label.append_bbcode("[right][url=x]end[/url][/right]")
    clicked = tree.watch(label.meta_clicked)
    tree.step()
    tree.user.click(at(0))
    tree.user.click("end")
    assert clicked.emissions == [("x",)]
