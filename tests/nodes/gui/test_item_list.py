import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import Color, Rect2, ScriptError, Vector2
from engine.canvas.texture import Texture
from engine.input.key_event import InputEventKey
from engine.input.keys import BUTTON_LEFT, BUTTON_RIGHT
from engine.input.mouse_event import InputEventMouseButton
from engine.testing import SteppedTree
from engine.text.font import Font
from nodes.gui.control import Control
from nodes.gui.item_list import ItemList
from nodes.gui.parts.list_items import ListItem
from nodes.gui.theme import DrawnIcon, StyleBoxEmpty, dark_theme, light_theme

RECORDED = json.loads((Path(__file__).parent / "vectors" / "item_list.json").read_text("utf-8"))
FONT = Font(14)
ROW = FONT.height + 8
NAMES = ["alpha", "beta", "gamma", "delta", "epsilon", "zeta"]


def shown(tree, names=NAMES, rows=8, width=200, **properties):
    """A list without margins, with room for so many rows."""
    items = tree.add(ItemList(**properties))
    for style in ("bg", "bg_focus"):
        items.add_stylebox_override(style, StyleBoxEmpty())
    for name in names:
        items.add_item(name)
    items.rect_size = Vector2(width, rows * ROW)
    tree.step()
    return items


@pytest.fixture
def single(tree):
    return shown(tree)


@pytest.fixture
def multi(tree):
    return shown(tree, select_mode=ItemList.SELECT_MULTI)


@pytest.fixture
def told(request):
    """What the list has told, as (signal, arguments…)."""
    return log_of(request.getfixturevalue("single" if "single" in request.fixturenames else "multi"))


def log_of(items):
    log = []
    for name in (
        "item_selected",
        "multi_selected",
        "item_activated",
        "nothing_selected",
        "item_rmb_selected",
        "rmb_clicked",
    ):
        getattr(items, name).connect(lambda *args, name=name: log.append((name, *args)))
    return log


def row(index, x=20):
    return Vector2(x, index * ROW + ROW / 2)


def take(log):
    """Return what was told since the last time, without positions."""
    taken = [tuple(part for part in entry if not isinstance(part, Vector2)) for entry in log]
    log.clear()
    return taken


def test_a_new_list_has_godots_defaults():
    items = ItemList()
    assert (items.select_mode, items.allow_reselect, items.allow_rmb_select) == (0, False, False)
    assert (items.max_columns, items.max_text_lines, items.same_column_width) == (1, 1, False)
    assert (items.fixed_column_width, items.icon_mode, items.icon_scale) == (0, ItemList.ICON_MODE_LEFT, 1)
    assert (items.fixed_icon_size, items.auto_height) == (Vector2(0, 0), False)
    assert items.focus_mode == Control.FOCUS_ALL


# -- What is seen ----------------------------------------------------------------------------------


def test_entries_are_below_each_other(tree, single):
    assert tree.screen.texts() == NAMES
    tops = [tree.screen.find_text(name).position for name in NAMES]
    assert tops == [Vector2(4, 4 + index * ROW) for index in range(6)]


def test_only_what_is_seen_is_drawn(tree):
    items = shown(tree, [f"entry {number}" for number in range(10_000)])
    assert tree.screen.texts()[:2] == ["entry 0", "entry 1"]
    assert len(tree.screen.texts()) <= 9
    assert items.get_v_scroll().visible
    items.get_v_scroll().value = 5000 * ROW
    tree.step()
    assert tree.screen.texts()[0] == "entry 5000"
    frames = tree.screen.frames
    tree.step(5)
    assert tree.screen.frames == frames


def test_what_is_selected_and_what_the_keyboard_is_at_are_marked(tree, multi):
    multi.grab_focus()
    tree.user.click(row(1))
    tree.user.press("down")
    styles = {"selection": [], "accent": []}
    for seen in tree.screen.seen():
        if seen.rect.size == Vector2(200, ROW):
            styles["selection" if seen.color[3] == 1 and seen.command.border == 0 else "accent"].append(
                seen.rect.position.y
            )
    assert styles == {"selection": [ROW], "accent": [2 * ROW]}
    multi.release_focus()
    tree.step()
    assert len([seen for seen in tree.screen.seen() if seen.rect.size == Vector2(200, ROW)]) == 1


def test_entries_have_their_colours(tree, single):
    single.set_item_custom_fg_color(0, Color.red)
    single.set_item_custom_bg_color(1, Color.blue)
    single.set_item_disabled(2, True)
    single.select(3)
    tree.step()
    colors = {seen.command.text: seen.color for seen in tree.screen.seen() if hasattr(seen.command, "text")}
    assert colors["alpha"] == (1, 0, 0, 1)
    assert colors["gamma"][3] == 0.5
    assert colors["delta"] == tuple(single.get_color("font_color_selected"))
    assert colors["zeta"] == tuple(single.get_color("font_color"))
    assert Rect2(0, ROW, 200, ROW) in tree.screen.boxes()


def test_texts_that_are_too_long_end_with_dots(tree):
    shown(tree, ["a rather long text", "short", "a\nb\ud83d"], width=60)
    long, short, odd = tree.screen.texts()
    assert long.endswith("…")
    assert FONT.width(long) <= 52
    assert (short, odd) == ("short", "a b ")


def test_in_no_room_there_is_no_text(tree):
    shown(tree, ["long"], width=12)
    assert tree.screen.texts() == []


def test_icons_are_left_of_the_text_or_above(tree):
    single = shown(tree, rows=20)
    single.set_item_icon(0, DrawnIcon(16, 16))
    single.set_item_icon(1, Texture.from_rgba(40, 60, bytes(40 * 60 * 4)))
    tree.step()
    assert tree.screen.find_text("alpha").position.x == 4 + 16 + 6
    assert tree.screen.find_text("beta").position == Vector2(4 + 40 + 6, ROW + 4 + 20)
    single.icon_mode = ItemList.ICON_MODE_TOP
    tree.step()
    place = tree.screen.find_text("beta").position
    assert abs(place.x - (100 - FONT.width("beta") / 2)) <= 1
    assert place.y == 4 + 16 + 6 + FONT.height + 4 + 4 + 60 + 6


def test_icons_are_fitted_scaled_and_cut_out(tree):
    items = shown(tree, [])
    items.add_item("a", Texture.from_rgba(40, 20, bytes(40 * 20 * 4)))

    def icon():
        tree.step()
        return next(seen.rect for seen in tree.screen.seen() if hasattr(seen.command, "texture"))

    items.icon_scale = 2.0
    assert icon().size == Vector2(80, 40)
    items.icon_scale = 1
    items.fixed_icon_size = Vector2(20, 20)
    assert icon() == Rect2(4, 9, 20, 10)
    items.fixed_icon_size = Vector2(0, 0)
    items.set_item_icon_region(0, Rect2(0, 0, 10, 10))
    assert icon().size == Vector2(10, 10)
    items.set_item_disabled(0, True)
    tree.step()
    assert next(seen.color for seen in tree.screen.seen() if hasattr(seen.command, "texture"))[3] == 0.5


def test_below_an_icon_the_text_may_be_wrapped(tree):
    items = shown(
        tree, [], icon_mode=ItemList.ICON_MODE_TOP, max_text_lines=2, max_columns=0, fixed_column_width=60
    )
    for text in ("one two three four five", "six"):
        items.add_item(text, DrawnIcon(16, 16))
    tree.step()
    assert tree.screen.texts()[-1] == "six"
    assert tree.screen.texts()[0] != "one two three four five"
    assert len(tree.screen.texts()) == 3


def test_an_icon_alone_is_an_entry(tree):
    items = shown(tree, [])
    items.add_icon_item(DrawnIcon(16, 30))
    items.add_item("text")
    tree.step()
    assert tree.screen.find_text("text").position.y == 38 + 4


def test_there_may_be_columns(tree):
    items = shown(tree, NAMES, max_columns=3, same_column_width=True)
    widest = max(map(FONT.width, NAMES)) + 8
    assert tree.screen.find_text("beta").position == Vector2(4 + widest, 4)
    assert tree.screen.find_text("delta").position == Vector2(4, 4 + ROW)
    items.max_columns = 0
    items.rect_size = Vector2(1000, 100)
    tree.step()
    assert tree.screen.find_text("zeta").position.y == 4
    items.rect_size = Vector2(2 * widest, 100)
    tree.step()
    assert tree.screen.find_text("gamma").position == Vector2(4, 4 + ROW)
    items.fixed_column_width = 300
    tree.step()
    assert tree.screen.find_text("beta").position == Vector2(4, 4 + ROW)
    items.max_columns = 1
    tree.step()
    assert tree.screen.find_text("beta").position == Vector2(4, 4 + ROW)


def test_it_may_be_as_high_as_its_entries(tree, single):
    single.auto_height = True
    single.rect_size = Vector2(200, 0)
    tree.step()
    assert (single.rect_size.y, single.get_v_scroll().visible) == (6 * ROW, False)
    single.add_item("eta")
    tree.step()
    assert single.rect_size.y == 7 * ROW
    single.clear()
    tree.step()
    assert single.get_minimum_size() == Vector2(0, 0)
    single.auto_height = False
    assert single.get_minimum_size() == Vector2(0, 0)


def test_entries_may_change_while_it_is_shown(tree, single):
    single.set_item_text(0, "first")
    single.remove_item(1)
    single.move_item(0, 1)
    tree.step()
    assert tree.screen.texts() == ["gamma", "first", "delta", "epsilon", "zeta"]
    single.items = ["x"]
    tree.step()
    assert tree.screen.texts() == ["x"]
    single.add_font_override("font", Font(28))
    tree.step()
    assert tree.screen.find_text("x").size.y == Font(28).height


def test_the_background_and_the_focus_are_drawn_behind_the_entries(tree):
    items = tree.add(ItemList(items=["a"]))
    items.rect_size = Vector2(100, 100)
    tree.step()
    boxes = len(tree.screen.boxes())
    items.grab_focus()
    tree.step()
    assert len(tree.screen.boxes()) == boxes + 1
    assert tree.screen.find_text("a").position == Vector2(8, 8)


def test_what_another_tree_or_theme_says_is_taken_over(tree):
    tree.default_theme = light_theme()
    made = tree.add(ItemList(items=["text"]))
    made.rect_size = Vector2(200, 30)
    for theme in (light_theme(), dark_theme()):
        tree.root.remove_child(made)
        tree.default_theme = theme
        tree.root.add_child(made)
        tree.step()
        (text,) = (seen for seen in tree.screen.seen() if hasattr(seen.command, "text"))
        assert text.color == tuple(theme.get_color("font_color", "ItemList"))


# -- Scrolling -------------------------------------------------------------------------------------


def test_the_wheel_scrolls(tree):
    items = shown(tree, [str(number) for number in range(100)])
    tree.user.wheel(items, down=2)
    assert items.get_v_scroll().value == 2 * ROW
    tree.user.wheel(items, up=5)
    assert items.get_v_scroll().value == 0


def test_it_scrolls_to_the_current_entry(tree):
    items = shown(tree, [str(number) for number in range(100)])
    items.ensure_current_is_visible()
    tree.step()
    for index, top in ((50, 43), (45, 43), (20, 20)):
        items.select(index)
        items.ensure_current_is_visible()
        tree.step()
        assert items.get_v_scroll().value == top * ROW


def test_entries_are_found_by_their_place(tree):
    items = shown(tree, [str(number) for number in range(100)])
    items.get_v_scroll().value = 10 * ROW
    assert items.get_item_at_position(row(0)) == 10
    assert items.get_item_at_position(Vector2(20, 8 * ROW + 2)) == 18
    assert items.get_item_at_position(Vector2(20, 8 * ROW + 2), True) == -1
    items.clear()
    assert items.get_item_at_position(row(0)) == -1


# -- The mouse -------------------------------------------------------------------------------------


@pytest.mark.parametrize("recorded", RECORDED, ids=["single", "multi"])
def test_what_is_selected_and_told_is_what_the_real_engine_does(tree, recorded):
    items = shown(tree, select_mode=recorded["mode"])
    items.grab_focus()
    log = log_of(items)
    for (what, *how), told, selected in recorded["steps"]:
        if what == "set":
            setattr(items, *how)
        elif what == "key":
            tree.user.press(how[0].lower())
        else:
            entry, holding, button, double = how
            place = row(7 if entry == 6 else entry)
            if double:  # the engine was not told of the first click
                push(tree, place, True)
                push(tree, place, False)
            else:
                tree.user.click(place, button, holding=holding)
        assert take(log) == [tuple(entry) for entry in told]
        assert items.get_selected_items() == selected


def push(tree, place, pressed):
    tree.input_event(
        InputEventMouseButton(position=place, button_index=BUTTON_LEFT, pressed=pressed, doubleclick=pressed)
    )


def test_the_right_button_may_select_one_of_several(tree, multi, told):
    multi.allow_rmb_select = True
    for expected in ([("multi_selected", 0, True), ("item_rmb_selected", 0)], [("item_rmb_selected", 0)]):
        tree.user.click(row(0), BUTTON_RIGHT)
        assert (take(told), multi.get_selected_items()) == (expected, [0])


def test_a_click_on_one_of_several_selects_it_alone_when_the_button_goes_up(tree, multi, told):
    tree.user.click(row(1))
    tree.user.click(row(3), holding="shift")
    take(told)
    tree.user.move_to(row(2))
    tree.user.button_down()
    assert (take(told), multi.get_selected_items()) == ([], [1, 2, 3])
    tree.user.button_up()
    assert (take(told), multi.get_selected_items()) == ([("multi_selected", 2, True)], [2])


def test_what_cannot_be_selected_is_not_and_tells_nothing(tree, multi, told):
    multi.set_item_selectable(2, False)
    multi.set_item_disabled(3, True)
    tree.user.click(row(0))
    take(told)
    tree.user.click(row(2))
    tree.user.click(row(3), double=True)
    assert (take(told), multi.get_selected_items()) == ([], [0])
    tree.user.click(row(5), holding="shift")
    assert multi.get_selected_items() == [0, 1, 4, 5]
    multi.select(3)
    assert not multi.is_selected(3)


def test_a_handler_may_remove_entries(tree, multi, told):
    tree.user.click(row(1))
    multi.multi_selected.connect(lambda index, selected: multi.clear())
    tree.user.click(row(4), holding="shift")
    assert multi.get_item_count() == 0
    multi.add_item("a")
    multi.allow_rmb_select = True
    tree.user.click(row(0), BUTTON_RIGHT)
    assert multi.get_item_count() == 0
    assert "item_rmb_selected" not in [name for name, *_ in take(told)]


def test_entries_that_change_while_the_button_is_held_are_not_selected(tree, multi, told):
    tree.user.click(row(1))
    take(told)
    tree.user.button_down()
    multi.remove_item(0)
    tree.user.button_up()
    assert take(told) == []


# -- The keyboard ----------------------------------------------------------------------------------


def test_keys_go_through_the_list(tree, single, told):
    single.grab_focus()
    seen = []
    for key in ("down", "down", "up", "end", "home", "pagedown", "pageup", "up"):
        tree.user.press(key)
        seen.append(take(told))
    indices = [1, 0, 5, 0, 5, 0]
    assert seen == [
        [("item_selected", 0)],
        *[[("item_selected", index)] for index in indices],
        [],
    ]


def test_a_page_is_what_is_seen(tree):
    items = shown(tree, [str(number) for number in range(100)])
    items.grab_focus()
    for key in ("home", "pagedown", "pagedown", "down"):
        tree.user.press(key)
    assert items.get_selected_items() == [15]
    assert items.get_v_scroll().value == 8 * ROW
    tree.user.press("pageup", times=9)
    assert items.get_selected_items() == [0]


def test_keys_go_over_what_cannot_be_selected(tree, single, told):
    for index in (0, 2, 3, 5):
        single.set_item_disabled(index, True)
    single.grab_focus()
    for key in ("down", "down", "down", "up", "end", "home", "pagedown"):
        tree.user.press(key)
    assert take(told) == [("item_selected", index) for index in (1, 4, 1, 4, 1, 4)]


def test_if_nothing_can_be_selected_keys_do_nothing(tree, single, told):
    for index in range(6):
        single.set_item_selectable(index, False)
    single.grab_focus()
    for key in ("down", "up", "end", "home", "pagedown", "pageup", "g"):
        tree.user.press(key)
    assert take(told) == []


def test_in_columns_keys_go_sideways(tree):
    items = shown(tree, NAMES, max_columns=3)
    items.grab_focus()
    seen = []
    for key in ("down", "right", "right", "right", "down", "left", "left", "left", "up", "left"):
        tree.user.press(key)
        seen.append(items.get_selected_items()[0])
    assert seen == [0, 1, 2, 2, 5, 4, 3, 3, 0, 0]


def test_keys_that_lead_nowhere_go_on_to_others(tree):
    parent = tree.add(Control())
    items, other = ItemList(items=NAMES), ItemList()
    parent.add_child(items)
    parent.add_child(other)
    items.rect_size = other.rect_size = Vector2(100, 100)
    other.rect_position = Vector2(200, 0)
    items.grab_focus()
    tree.user.press("right")
    assert other.has_focus()
    tree.user.press("left")
    assert items.has_focus()


def test_enter_activates_and_space_selects_one_of_several(tree, multi, told):
    multi.grab_focus()
    tree.user.press("enter")
    tree.user.press("space")
    assert take(told) == []
    tree.user.press("down")
    assert (take(told), multi.get_selected_items()) == ([], [])
    tree.user.press("space")
    assert take(told) == [("multi_selected", 0, True)]
    tree.user.press("space")
    assert take(told) == [("multi_selected", 0, False)]
    multi.set_item_disabled(0, True)
    tree.user.press("space")
    assert take(told) == []
    tree.user.press("enter")
    assert take(told) == [("item_activated", 0)]


def test_letters_go_to_the_entry_that_begins_with_them(tree):
    items = shown(tree, ["Apple", "Banana", "Blueberry", "blue sky", "Cherry"])
    items.grab_focus()
    found = []

    def type_(text):
        tree.user.type(text)
        found.append(items.get_selected_items())

    for letters in ("b", "b", "b", "b"):
        type_(letters)
    assert found == [[1], [2], [3], [1]]
    tree.step(130)
    type_("blue")
    type_(" ")
    type_("s")
    assert found[4:] == [[2], [3], [3]]
    tree.step(130)
    type_("x")
    tree.step(130)
    type_("c")
    assert found[7:] == [[3], [4]]


def test_escape_ends_a_search_and_else_goes_on(tree, single):
    single.grab_focus()
    tree.user.type("a")
    assert single._search_.typed == "a"
    tree.user.press("escape")
    assert single._search_.typed == ""
    tree.user.press("escape")
    tree.input_event(InputEventKey(unicode=0x110000, pressed=True))
    tree.user.press("ctrl+a")
    tree.user.press("f5")
    assert single.get_selected_items() == [0]


def test_without_entries_keys_are_for_others(tree, single):
    single.clear()
    single.grab_focus()
    for key in ("down", "home", "enter", "a"):
        tree.user.press(key)
    assert single.get_selected_items() == []


# -- Entries ---------------------------------------------------------------------------------------


@pytest.fixture
def items():
    return ItemList(items=["one", "two", "three"])


def texts(items):
    return [items.get_item_text(index) for index in range(items.get_item_count())]


def test_entries_come_and_go(items):
    icon = DrawnIcon(16, 16)
    items.add_icon_item(icon, False)
    assert texts(items) == ["one", "two", "three", ""]
    assert (items.get_item_icon(3), items.is_item_selectable(3)) == (icon, False)
    items.remove_item(1)
    assert texts(items) == ["one", "three", ""]
    items.clear()
    assert items.get_item_count() == 0


def test_entries_are_moved_and_sorted(items):
    items.move_item(0, 2)
    assert texts(items) == ["two", "three", "one"]
    items.sort_items_by_text()
    assert texts(items) == ["one", "three", "two"]


@pytest.mark.parametrize(
    ("setter", "getter", "value", "default"),
    [
        ("set_item_text", "get_item_text", "four", "one"),
        ("set_item_icon", "get_item_icon", DrawnIcon(1, 1), None),
        ("set_item_icon_region", "get_item_icon_region", Rect2(1, 2, 3, 4), Rect2(0, 0, 0, 0)),
        ("set_item_icon_modulate", "get_item_icon_modulate", Color.red, Color.white),
        ("set_item_selectable", "is_item_selectable", False, True),
        ("set_item_disabled", "is_item_disabled", True, False),
        ("set_item_metadata", "get_item_metadata", {"any": "thing"}, None),
        ("set_item_custom_bg_color", "get_item_custom_bg_color", Color.red, Color(0, 0, 0, 0)),
        ("set_item_custom_fg_color", "get_item_custom_fg_color", Color.red, Color(0, 0, 0, 0)),
        ("set_item_tooltip", "get_item_tooltip", "hint", ""),
        ("set_item_tooltip_enabled", "is_item_tooltip_enabled", False, True),
    ],
)
def test_each_entry_has_its_own_values(items, setter, getter, value, default):
    getattr(items, setter)(0, value)
    assert getattr(items, getter)(0) == value
    assert getattr(ItemList, getter)
    fresh = ItemList()
    fresh.add_item("one")
    assert getattr(fresh, getter)(0) == default


def test_colours_and_regions_can_be_taken_back(items):
    items.set_item_custom_bg_color(0, Color.red)
    items.set_item_custom_bg_color(0, None)
    items.set_item_custom_fg_color(0, Color.red)
    items.set_item_custom_fg_color(0, None)
    items.set_item_icon_region(0, Rect2(0, 0, 0, 5))
    assert (items._items_[0].custom_bg, items._items_[0].custom_fg, items._items_[0].icon_region) == (
        None,
    ) * 3


def test_what_is_selected_is_told(items):
    assert not items.is_anything_selected()
    items._items_[1].selected = items._items_[2].selected = True
    assert (items.get_selected_items(), items.is_selected(1), items.is_selected(0)) == ([1, 2], True, False)
    items.unselect(1)
    assert items.get_selected_items() == [2]
    items.unselect_all()
    assert not items.is_anything_selected()


def test_all_entries_can_be_set_at_once_and_copied(items):
    items.set_item_metadata(1, 5)
    copy = ItemList()
    copy.items = items.items
    assert (texts(copy), copy.get_item_metadata(1)) == (["one", "two", "three"], 5)
    assert copy.items[1] is not items.items[1]
    copy.items = ["a", "b"]
    assert texts(copy) == ["a", "b"]
    assert repr(copy.items[0]) == "<ListItem 'a'>"
    assert isinstance(copy.items[0], ListItem)


@pytest.mark.parametrize("index", [-1, 3])
def test_an_index_that_is_not_there_is_refused(items, index):
    message = rf"has 3 items, so there is none at the index {index}"
    for method in ("get_item_text", "remove_item", "unselect", "is_selected"):
        with pytest.raises(ScriptError, match=message):
            getattr(items, method)(index)
    with pytest.raises(ScriptError, match=message):
        items.move_item(0, index)
    with pytest.raises(ScriptError, match=message):
        items.move_item(index, 0)


# -- Tooltips and scripts --------------------------------------------------------------------------


def test_an_entry_has_its_own_tooltip_or_its_text_if_that_is_cut_off(tree):
    items = shown(tree, ["a rather long text", "short", "other"], width=80, hint_tooltip="fruit")
    items.set_item_tooltip(1, "hint")
    assert [items.get_tooltip(row(index)) for index in range(4)] == [
        "a rather long text",
        "hint",
        "fruit",
        "fruit",
    ]
    items.set_item_tooltip_enabled(0, False)
    assert items.get_tooltip(row(0)) == ""
    items.set_item_icon(2, DrawnIcon(40, 16))
    assert items.get_tooltip(row(2)) == "other"
    items.icon_mode = ItemList.ICON_MODE_TOP
    tree.step()
    assert items.get_tooltip(Vector2(5, 2 * ROW + 40)) == "fruit"


def test_a_script_selects_without_signals(single, told):
    single.select(2)
    single.select(4, False)
    assert single.get_selected_items() == [4]
    single.unselect(4)
    assert not single.is_anything_selected()
    assert told == []


def test_a_script_selects_several(multi, told):
    multi.select(2)
    multi.select(4, False)
    assert multi.get_selected_items() == [2, 4]
    multi.unselect(2)
    multi.unselect_all()
    assert multi.get_selected_items() == []
    assert told == []


@pytest.mark.parametrize(
    ("name", "value", "getter"),
    [
        ("select_mode", 1, "get_select_mode"),
        ("allow_reselect", True, "get_allow_reselect"),
        ("allow_rmb_select", True, "get_allow_rmb_select"),
        ("max_columns", 3, "get_max_columns"),
        ("same_column_width", True, "is_same_column_width"),
        ("fixed_column_width", 30, "get_fixed_column_width"),
        ("max_text_lines", 2, "get_max_text_lines"),
        ("auto_height", True, "has_auto_height"),
        ("icon_mode", 0, "get_icon_mode"),
        ("icon_scale", 2.0, "get_icon_scale"),
        ("fixed_icon_size", Vector2(8, 8), "get_fixed_icon_size"),
    ],
)
def test_each_property_has_godots_methods(name, value, getter):
    items = ItemList()
    getattr(items, f"set_{name}")(value)
    assert getattr(items, name) == getattr(items, getter)() == value


def test_what_makes_no_sense_is_refused():
    items = ItemList()
    for name, value, message in (
        ("max_columns", -1, "max_columns must be 0 or more"),
        ("icon_scale", 0, "icon_scale must be greater than 0"),
        ("icon_scale", float("nan"), "icon_scale must be greater than 0"),
        ("select_mode", 2, "there is no select_mode 2"),
        ("icon_mode", 5, "there is no icon_mode 5"),
    ):
        with pytest.raises(ScriptError, match=message):
            setattr(items, name, value)
    with pytest.raises(ScriptError, match="has 0 items, so there is none at the index 0"):
        items.select(0)


actions = st.one_of(
    st.sampled_from(
        ["down", "up", "left", "right", "pagedown", "pageup", "home", "end", "space", "enter", "a"]
    ),
    st.tuples(st.floats(0, 150), st.floats(0, 150), st.sampled_from(["", "ctrl", "shift"])),
    st.tuples(st.sampled_from(["remove_item", "set_item_disabled", "add_item", "clear"]), st.integers(0, 9)),
)


@settings(max_examples=50)
@given(
    st.integers(0, 12),
    st.integers(0, 1),
    st.integers(0, 4),
    st.booleans(),
    st.integers(0, 1),
    st.tuples(st.floats(0, 150), st.floats(0, 150)),
    st.lists(actions, max_size=10),
)
def test_whatever_is_done_with_it_it_stays_whole(count, mode, columns, same, icons, size, todo):
    tree = SteppedTree()
    items = tree.add(ItemList(select_mode=mode, max_columns=columns, same_column_width=same, icon_mode=icons))
    for number in range(count):
        items.add_item("ab"[: number % 3], DrawnIcon(8, 8) if number % 2 else None)
    items.rect_size = Vector2(*size)
    items.grab_focus()
    for what in todo:
        if isinstance(what, str):
            tree.user.press(what)
        elif len(what) == 3:
            tree.user.click(Vector2(what[0], what[1]), holding=what[2])
        elif what[0] == "clear":
            items.clear()
        elif what[0] == "add_item":
            items.add_item(str(what[1]))
        elif what[1] < items.get_item_count():
            getattr(items, what[0])(*([what[1], True] if "disabled" in what[0] else [what[1]]))
        tree.step()
        assert -1 <= items._items_.current < max(1, items.get_item_count())
        assert mode or len(items.get_selected_items()) <= 1
        assert len(items._layout_.grid.sizes) == items.get_item_count()
    tree.finish()
