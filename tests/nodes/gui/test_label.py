import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import Color, ScriptError, Vector2
from engine.testing import SteppedTree
from engine.text.font import Font
from nodes.gui.label import Label
from nodes.gui.theme import StyleBoxEmpty

RECORDED = json.loads((Path(__file__).parent / "vectors" / "label.json").read_text("utf-8"))
FONT = Font(14)
SPACING = 3  # between the lines, in the theme


def shown(tree, **properties):
    size = properties.pop("rect_size", Vector2(200, 100))
    label = tree.add(Label(**properties))
    label.rect_size = size
    tree.step()
    return label


def drawn(tree):
    return [(seen.command.text, *seen.rect.position) for seen in tree.screen.seen()]


def test_a_new_label_has_godots_defaults():
    label = Label()
    assert (label.text, label.align, label.valign) == ("", Label.ALIGN_LEFT, Label.VALIGN_TOP)
    assert (label.autowrap, label.clip_text, label.uppercase) == (False, False, False)
    assert (label.visible_characters, label.percent_visible) == (-1, 1)
    assert (label.lines_skipped, label.max_lines_visible) == (0, -1)
    assert (label.mouse_filter, label.size_flags_vertical) == (2, 4)


def test_sizes_and_lines_are_those_of_the_real_engine(tree):
    for text, width, autowrap, clip, most, lines, least_width, least_height, characters in RECORDED:
        label = tree.add(Label(text=text, autowrap=autowrap, clip_text=clip, max_lines_visible=most))
        label.rect_size = Vector2(width, 50)
        assert (
            label.get_line_count(),
            *label.get_minimum_size(),
            label.get_total_character_count(),
        ) == (lines, least_width, least_height, characters), (text, width, autowrap, clip, most)
        label.free()


def test_each_line_is_drawn_below_the_one_before(tree):
    shown(tree, text="one\n\nthree")
    assert drawn(tree) == [("one", 0, 0), ("three", 0, 2 * (FONT.height + SPACING))]


def test_an_empty_text_shows_nothing(tree):
    label = shown(tree)
    assert (drawn(tree), label.get_line_count()) == ([], 1)


@pytest.mark.parametrize(
    ("align", "x"),
    [
        (Label.ALIGN_LEFT, 0),
        (Label.ALIGN_CENTER, int((200 - FONT.width("one")) / 2)),
        (Label.ALIGN_RIGHT, 200 - FONT.width("one")),
        (Label.ALIGN_FILL, 0),
    ],
)
def test_lines_are_aligned(tree, align, x):
    shown(tree, text="one", align=align)
    assert drawn(tree) == [("one", x, 0)]


def test_filled_lines_reach_both_edges_except_the_last(tree):
    shown(tree, text="aa bb cc dd", align=Label.ALIGN_FILL, autowrap=True, rect_size=Vector2(67, 90))
    (first, x1, _), (second, x2, y), *rest = drawn(tree)
    assert (first, second, x1, y) == ("aa", "bb", 0, 0)
    room = 67 - FONT.width("aa bb cc")
    assert x2 == FONT.width("aa ") + int(room / 2)
    assert [text for text, *_ in rest] == ["cc", "dd"]


def test_a_filled_line_of_one_word_stays_at_the_left(tree):
    shown(tree, text="one\ntwo words", align=Label.ALIGN_FILL)
    assert [x for _, x, _ in drawn(tree)] == [0, 0]


@pytest.mark.parametrize(
    ("valign", "tops"),
    [
        (Label.VALIGN_TOP, [0, 23]),
        (Label.VALIGN_CENTER, [28, 51]),
        (Label.VALIGN_BOTTOM, [57, 80]),
        (Label.VALIGN_FILL, [0, 80]),
    ],
)
def test_lines_stand_at_the_top_in_the_middle_or_at_the_bottom(tree, valign, tops):
    shown(tree, text="one\ntwo", valign=valign)
    assert [y for _, _, y in drawn(tree)] == tops


def test_a_single_line_is_filled_vertically_at_the_top(tree):
    shown(tree, text="one", valign=Label.VALIGN_FILL)
    assert drawn(tree) == [("one", 0, 0)]


def test_margins_of_its_style_are_kept_free(tree):
    label = shown(tree, text="one", align=Label.ALIGN_RIGHT, valign=Label.VALIGN_BOTTOM)
    style = StyleBoxEmpty(content_margin=10)
    label.add_stylebox_override("normal", style)
    tree.step()
    assert drawn(tree) == [("one", 190 - FONT.width("one"), 70)]
    assert label.get_minimum_size() == Vector2(20 + FONT.width("one"), 40)


def test_only_lines_that_fit_are_drawn_but_always_one(tree):
    label = shown(tree, text="one\ntwo\nthree", clip_text=True, autowrap=True, rect_size=Vector2(200, 45))
    assert (tree.screen.texts(), label.get_visible_line_count()) == (["one", "two"], 2)
    label.rect_size = Vector2(200, 5)
    tree.step()
    assert (tree.screen.texts(), label.get_visible_line_count()) == (["one"], 0)


def test_what_is_clipped_is_cut_off_at_the_edges(tree):
    label = shown(tree, text="a rather long text", clip_text=True, rect_size=Vector2(30, 20))
    assert label.rect_size == Vector2(30, 20)
    assert tree.screen.find_text("a rather long text").size == Vector2(30, 20)
    label.clip_text = False
    tree.step()
    assert label.rect_size.x == FONT.width("a rather long text")


def test_lines_can_be_skipped_and_limited(tree):
    label = shown(tree, text="one\ntwo\nthree\nfour", lines_skipped=1, max_lines_visible=2)
    assert [(text, y) for text, _, y in drawn(tree)] == [("two", 0), ("three", 23)]
    assert label.get_minimum_size().y == 43
    label.lines_skipped = -5
    assert label.lines_skipped == 0


def test_uppercase_shows_capitals_and_keeps_the_text(tree):
    label = shown(tree, text="große", uppercase=True)
    assert (tree.screen.texts(), label.text) == (["GROSSE"], "große")


def test_characters_appear_one_by_one(tree):
    label = shown(tree, text="ab cd\nef")
    seen = []
    for amount in (0, 1, 4, 5, 6, 7, 99, -1):
        label.visible_characters = amount
        tree.step()
        seen.append(tree.screen.texts())
    everything = ["ab cd", "ef"]
    assert seen == [[], ["a"], ["ab c"], ["ab cd"], ["ab cd", "e"], *[everything] * 3]


def test_part_of_the_characters_is_visible():
    label = Label(text="ab cd\nefg")
    label.percent_visible = 0.5
    assert (label.visible_characters, label.percent_visible) == (4, 0.5)
    label.visible_characters = 20
    assert label.percent_visible == 1
    for all_of_it in (1, -3, 7):
        label.visible_characters = 0
        label.percent_visible = all_of_it
        assert label.visible_characters == -1
    assert Label(visible_characters=3).percent_visible == 1


def test_a_partly_visible_line_stands_where_it_will_be(tree):
    shown(tree, text="abcd", align=Label.ALIGN_RIGHT, visible_characters=1)
    assert drawn(tree) == [("a", 200 - FONT.width("abcd"), 0)]


def test_it_grows_with_its_text_and_its_font(tree):
    label = tree.add(Label(text="one"))
    tree.step()
    assert label.rect_size == FONT.get_string_size("one")
    label.text = "one and a half"
    tree.step()
    assert label.rect_size.x == FONT.width("one and a half")
    label.add_font_override("font", Font(28))
    tree.step()
    assert label.rect_size == Font(28).get_string_size("one and a half")
    assert label.get_line_height() == Font(28).height


def test_a_wrapped_text_asks_for_the_height_that_its_width_needs(tree):
    label = tree.add(Label(text="one two three four", autowrap=True))
    assert label.get_minimum_size() == Vector2(1, FONT.height)
    label.rect_size = Vector2(60, 0)
    tree.step()
    assert label.rect_size == Vector2(60, 3 * FONT.height + 2 * SPACING)
    assert tree.screen.texts() == ["one two", "three", "four"]
    label.rect_size = Vector2(61, 200)
    tree.step()
    assert label.get_line_count() == 3


def test_an_unchanged_text_is_not_drawn_again(tree):
    label = shown(tree, text="one")
    frames = tree.screen.frames
    label.text = "one"
    tree.step(3)
    assert tree.screen.frames == frames


def test_a_shadow_is_drawn_behind_the_text(tree):
    label = shown(tree, text="one")
    label.add_color_override("font_color_shadow", Color.red)
    tree.step()
    assert drawn(tree) == [("one", 1, 1), ("one", 0, 0)]
    label.add_constant_override("shadow_as_outline", 1)
    tree.step()
    assert len(drawn(tree)) == 5


def test_halves_of_surrogate_pairs_are_not_drawn(tree):
    shown(tree, text="a\ud83db")
    assert tree.screen.texts() == ["a b"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("text", "one"),
        ("align", 2),
        ("valign", 3),
        ("autowrap", True),
        ("clip_text", True),
        ("uppercase", True),
        ("visible_characters", 2),
        ("percent_visible", 0.0),
        ("lines_skipped", 2),
        ("max_lines_visible", 2),
    ],
)
def test_each_property_has_godots_methods(name, value):
    label = Label(text="word")
    getattr(label, f"set_{name}")(value)
    getter = {"autowrap": "has_autowrap", "clip_text": "is_clipping_text", "uppercase": "is_uppercase"}
    assert getattr(label, getter.get(name, f"get_{name}"))() == getattr(label, name) == value


def test_what_is_no_text_is_refused():
    with pytest.raises(ScriptError, match=r"text is a str, not 5\. Write `text = str"):
        Label().text = 5
    with pytest.raises(ScriptError, match="there is no align 4: take 0 to 3"):
        Label().align = 4
    with pytest.raises(ScriptError, match="there is no valign -1"):
        Label().valign = -1


@given(
    st.text(max_size=30),
    st.integers(0, 3),
    st.integers(0, 3),
    st.booleans(),
    st.booleans(),
    st.integers(-1, 9),
    st.integers(0, 4),
    st.integers(-1, 4),
    st.tuples(st.floats(0, 120), st.floats(0, 120)),
)
def test_any_text_can_be_shown_in_any_way(text, align, valign, wrap, clip, visible, skipped, most, size):
    tree = SteppedTree()
    shown(
        tree,
        text=text,
        align=align,
        valign=valign,
        autowrap=wrap,
        clip_text=clip,
        visible_characters=visible,
        lines_skipped=skipped,
        max_lines_visible=most,
        rect_size=Vector2(*size),
    )
    tree.finish()
