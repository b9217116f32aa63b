import gc
from weakref import ref

import pytest

from engine import Color
from engine.text.font import Font
from nodes import Button, Control, DrawnIcon, Label, StyleBoxEmpty, Theme, dark_theme
from nodes.gui.theme.theme import COLOR, CONSTANT, DEFAULT_FONT, FONT, items_in

KINDS = {
    "color": (Color(1.0, 0.0, 0.0), Color()),
    "constant": (7, 0),
    "stylebox": (StyleBoxEmpty(), None),
    "font": (Font(20), None),
    "icon": (DrawnIcon(4, 4), None),
}


@pytest.mark.parametrize("kind", KINDS)
def test_an_item_is_kept_under_its_name_and_type(kind):
    value, missing = KINDS[kind]
    theme = Theme()

    def call(verb, *args):
        return getattr(theme, f"{verb}_{kind}")(*args)

    assert call("get", "x", "Button") == missing
    assert not call("has", "x", "Button")
    call("set", "x", "Button", value)
    assert call("get", "x", "Button") == value
    assert call("has", "x", "Button")
    assert not call("has", "x", "Label")
    assert getattr(theme, f"get_{kind}_list")("Button") == ["x"]
    assert getattr(theme, f"get_{kind}_list")("Label") == []
    call("clear", "x", "Button")
    call("clear", "x", "Button")
    assert not call("has", "x", "Button")


def test_kinds_do_not_mix():
    theme = Theme()
    theme.set_constant("x", "Button", 1)
    assert not theme.has_color("x", "Button")
    assert theme.get_color_list("Button") == []


def test_a_font_that_is_missing_is_the_default_font():
    theme = Theme()
    theme.default_font = Font(30)
    assert theme.get_font("font", "Label") is Font(30)


def test_a_look_up_takes_the_first_type_that_has_the_item():
    theme = Theme()
    theme.set_constant("x", "Button", 1)
    theme.set_constant("x", "Control", 2)
    assert theme.find("constant", "x", ("CheckBox", "Button", "Control")) == 1
    assert theme.find("constant", "x", ("Label", "Control")) == 2
    assert theme.find("constant", "x", ("Label",)) is None
    theme.set_constant("x", "CheckBox", 3)
    assert theme.find("constant", "x", ("CheckBox", "Button", "Control")) == 3
    theme.clear_constant("x", "CheckBox")
    assert theme.find("constant", "x", ("CheckBox", "Button", "Control")) == 1


def counted(theme):
    """Have a theme count how often it is searched."""
    searches, find = [], theme.find
    theme.find = lambda *what: (searches.append(what), find(*what))[1]
    return searches


def test_what_a_class_finds_is_searched_for_once():
    near, far = Theme(), Theme()
    far.set_constant("x", "Button", 1)
    searches = counted(near)
    items = items_in((near, far), Button)
    assert items is items_in((near, far), Button)
    assert [items[CONSTANT, "x", ""] for _ in range(3)] == [1, 1, 1]
    assert [items[CONSTANT, "y", ""] for _ in range(3)] == [None, None, None]
    assert len(searches) == 2


@pytest.mark.parametrize("changed", [0, 1])
def test_it_is_searched_for_anew_when_one_of_the_themes_has_changed(changed):
    themes = (Theme(), Theme())
    items = items_in(themes, Button)
    assert items[CONSTANT, "x", ""] is None
    themes[changed].set_constant("x", "Button", 1)
    assert items[CONSTANT, "x", ""] == 1
    themes[changed].clear()
    assert items[CONSTANT, "x", ""] is None


def test_classes_variations_and_overrides_have_items_of_their_own():
    theme = Theme()
    theme.set_constant("x", "Button", 1)
    theme.set_constant("x", "Title", 2)
    themes = (theme,)
    assert items_in(themes, Button)[CONSTANT, "x", ""] == 1
    assert items_in(themes, Label)[CONSTANT, "x", ""] is None
    titled = items_in(themes, Button, "Title")
    assert (titled[CONSTANT, "x", ""], titled[CONSTANT, "x", "Button"]) == (2, 2)
    assert titled[CONSTANT, "x", "Label"] is None
    mine = items_in(themes, Button, "Title", {(CONSTANT, "x"): 3})
    assert [mine[CONSTANT, "x", each] for each in ("", "Button", "Title", "Label")] == [3, 3, 3, None]
    assert items_in(themes, Button, "", {(CONSTANT, "x"): 3}) is not items_in(themes, Button)


def test_the_default_font_is_that_of_the_nearest_theme_that_has_one():
    near, far = Theme(), Theme()
    items = items_in((near, far), Control)
    assert items[DEFAULT_FONT] is Font()
    far.default_font = Font(30)
    assert items[DEFAULT_FONT] is Font(30)
    near.default_font = Font(40)
    assert items[DEFAULT_FONT] is Font(40)
    assert items[FONT, "font", ""] is None


def test_what_was_found_does_not_keep_a_theme():
    theme = Theme()
    gone = ref(theme)
    items_in((theme, dark_theme()), Button)[COLOR, "font_color", ""]
    del theme
    gc.collect()
    assert gone() is None


def test_every_change_is_told():
    theme, told = Theme(), []
    theme.changed.connect(lambda: told.append(1))
    theme.set_color("x", "Button", Color.red)
    theme.clear_color("y", "Button")  # was not there
    theme.clear_color("x", "Button")
    theme.default_font = Font(30)
    theme.merge_with(Theme())
    theme.clear()
    assert len(told) == 5


def test_a_plain_tuple_will_do_for_a_colour():
    theme = Theme()
    theme.set_color("x", "Button", (1.0, 0.5, 0.0, 1.0))
    assert theme.get_color("x", "Button") == Color(1.0, 0.5, 0.0)


def test_a_theme_takes_over_what_another_has():
    theme, other = Theme(), Theme()
    theme.set_constant("x", "Button", 1)
    theme.set_constant("y", "Button", 2)
    other.set_constant("x", "Button", 3)
    other.default_font = Font(30)
    theme.merge_with(other)
    assert (theme.get_constant("x", "Button"), theme.get_constant("y", "Button")) == (3, 2)
    assert theme.default_font is Font(30)


def test_a_copy_is_on_its_own():
    theme = Theme()
    theme.set_constant("x", "Button", 1)
    copy = theme.duplicate()
    copy.set_constant("x", "Button", 2)
    assert theme.get_constant("x", "Button") == 1
    assert copy.get_constant("x", "Button") == 2


def test_the_default_theme_can_be_copied_into_one():
    theme = Theme()
    theme.copy_default_theme()
    assert theme.get_color("font_color", "Button") == dark_theme().get_color("font_color", "Button")
    theme.clear()
    assert not theme.has_color("font_color", "Button")
    assert dark_theme().has_color("font_color", "Button")


def test_it_is_a_resource_with_a_name_which_a_copy_has_too():
    theme = Theme(resource_name="Dark")
    assert theme.get_name() == "Dark"
    assert theme.duplicate().resource_name == "Dark"
