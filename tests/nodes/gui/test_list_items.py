import pytest

from engine import Color, Rect2, ScriptError
from nodes.gui.list_items import ListItem, ListItems
from nodes.gui.theme import DrawnIcon


@pytest.fixture
def items():
    items = ListItems()
    for text in ("one", "two", "three"):
        items.add_item(text)
    return items


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


def test_entries_are_moved_and_sorted_and_the_keyboard_stays_at_its_own(items):
    items._current_ = 1
    items.move_item(0, 2)
    assert (texts(items), items._current_) == (["two", "three", "one"], 0)
    items.move_item(2, 0)
    assert (texts(items), items._current_) == (["one", "two", "three"], 1)
    items.sort_items_by_text()
    assert (texts(items), items._current_) == (["one", "three", "two"], 2)
    items.remove_item(0)
    assert items._current_ == 1
    items.remove_item(1)
    assert items._current_ == -1
    items.add_item("a")
    items.move_item(1, 0)
    items.sort_items_by_text()
    assert (texts(items), items._current_) == (["a", "three"], -1)


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
    assert getattr(ListItems, getter)
    fresh = ListItems()
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
    copy = ListItems()
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
