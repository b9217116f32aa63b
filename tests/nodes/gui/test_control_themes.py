import gc
import weakref

import pytest

from engine import Color, SceneTree, ScriptError
from engine.text.font import Font
from nodes import Button, Control, DrawnIcon, Label, Node2D, StyleBoxEmpty, Theme, dark_theme, light_theme

RED, BLUE = Color.red, Color.blue
THEME_CHANGED = Control.NOTIFICATION_THEME_CHANGED


def themed(**constants):
    theme = Theme()
    for name, number in constants.items():
        theme.set_constant(name, "Control", number)
    return theme


class Told(Control):
    """Counts how often its theme has changed."""

    def __init__(self, **properties):
        super().__init__(**properties)
        self.count = 0

    def _notification(self, what):
        if what == THEME_CHANGED:
            self.count += 1


KINDS = {
    "color": (RED, Color()),
    "constant": (7, 0),
    "stylebox": (StyleBoxEmpty(), None),
    "font": (Font(20), Font()),
    "icon": (DrawnIcon(4, 4), None),
}


@pytest.mark.parametrize("kind", KINDS)
def test_an_override_comes_before_all_themes(kind):
    value, missing = KINDS[kind]
    control = Control(theme=Theme())
    get, has = getattr(control, f"get_{kind}"), getattr(control, f"has_{kind}")
    add, remove = getattr(control, f"add_{kind}_override"), getattr(control, f"remove_{kind}_override")
    overridden = getattr(control, f"has_{kind}_override")
    if kind == "stylebox":
        assert type(get("x")) is StyleBoxEmpty
    else:
        assert get("x") == missing
    assert not overridden("x")
    assert not has("x")
    add("x", value)
    assert overridden("x")
    assert has("x")
    assert get("x") == value
    assert get("x", "Control") == value
    remove("x")
    assert not overridden("x")
    assert not has("x")
    add("x", value)
    add("x", None)
    assert not has("x")


def test_an_override_is_not_of_another_type():
    button = Button()
    button.add_color_override("font_color", RED)
    assert button.get_color("font_color", "Button") == RED
    assert button.get_color("font_color", "Label") != RED


def test_the_nearest_theme_comes_first():
    top = Control(theme=themed(x=1, y=1, z=1))
    middle = Control(theme=themed(y=2))
    low = Control()
    top.add_child(middle)
    middle.add_child(low)
    assert [low.get_constant(name) for name in "xyz"] == [1, 2, 1]
    assert low.get_theme() is None
    low.set_theme(themed(z=3))
    assert [low.get_constant(name) for name in "xyz"] == [1, 2, 3]


def test_what_is_no_control_ends_the_way_up():
    top, between, low = Control(theme=themed(x=1)), Node2D(), Control()
    top.add_child(between)
    between.add_child(low)
    assert low.get_constant("x") == 0


def test_a_class_has_what_its_bases_have():
    class Loud(Button):
        pass

    theme = Theme()
    theme.set_color("font_color", "Loud", RED)
    loud = Loud(theme=theme)
    assert loud.get_color("font_color") == RED
    assert loud.get_color("font_color_hover") == dark_theme().get_color("font_color_hover", "Button")
    theme.set_color("font_color_hover", "Control", BLUE)
    assert loud.get_color("font_color_hover") == BLUE  # the nearer theme comes before the nearer class


def test_a_variation_comes_before_the_class():
    theme = Theme()
    theme.set_color("font_color", "Title", RED)
    theme.set_color("font_color", "Label", BLUE)
    label = Label(theme=theme)
    assert label.get_color("font_color") == BLUE
    label.theme_type_variation = "Title"
    assert label.theme_type_variation == "Title"
    assert label.get_color("font_color") == RED
    assert label.get_color("font_color", "Label") == RED
    label.add_color_override("font_color", Color.green)
    assert label.get_color("font_color", "Title") == Color.green


def test_the_font_without_a_name_is_the_usual_one():
    control = Control()
    assert control.get_font() is Font()
    theme = Theme()
    theme.default_font = Font(30)
    control.theme = theme
    assert control.get_font() is control.get_theme_default_font() is Font(30)
    theme.set_font("font", "Control", Font(10))
    assert control.get_font() is Font(10)


def test_everything_changes_with_the_default_theme(tree):
    label = tree.add(Label(text="Hello"))
    tree.step()
    assert tree.default_theme is None
    assert label.get_color("font_color") == dark_theme().get_color("font_color", "Label")
    before = tree.display.drawings[0].commands
    tree.default_theme = light_theme()
    tree.step()
    assert tree.default_theme is light_theme()
    assert label.get_color("font_color") == light_theme().get_color("font_color", "Label")
    assert tree.display.drawings[0].commands != before
    tree.default_theme = None
    tree.step()
    assert tree.display.drawings[0].commands == before


def test_a_default_theme_that_changes_is_seen_at_once(tree):
    theme = dark_theme().duplicate()
    told = tree.add(Told())
    tree.default_theme = theme
    assert told.count == 1
    theme.set_constant("x", "Control", 5)
    assert told.count == 2
    assert told.get_constant("x") == 5
    tree.default_theme = None
    theme.set_constant("x", "Control", 6)
    assert told.count == 3
    assert told.get_constant("x") == 0


def test_a_theme_reaches_all_that_is_below(tree):
    top, low = Told(), Told()
    top.add_child(low)
    tree.add(top)
    assert (top.count, low.count) == (0, 0)
    theme = themed(x=1)
    top.theme = theme
    assert (top.count, low.count) == (1, 1)
    assert low.get_constant("x") == 1
    theme.set_constant("x", "Control", 2)
    assert (top.count, low.count) == (2, 2)
    assert low.get_constant("x") == 2
    top.theme = theme  # the same
    assert top.count == 2
    top.theme = None
    theme.set_constant("x", "Control", 3)
    assert (top.count, low.count) == (3, 3)
    assert low.get_constant("x") == 0


def test_an_override_is_told_to_the_control_alone(tree):
    top, low = Told(), Told()
    top.add_child(low)
    tree.add(top)
    top.add_constant_override("x", 1)
    assert (top.count, low.count) == (1, 0)


def test_a_control_that_comes_below_a_theme_is_told(tree):
    plain, themed_top = tree.add(Control(), "Plain"), tree.add(Control(theme=themed(x=1)), "Themed")
    told = Told()
    plain.add_child(told)
    assert told.count == 0
    plain.remove_child(told)
    themed_top.add_child(told)
    assert told.count == 1
    assert told.get_constant("x") == 1
    themed_top.remove_child(told)
    plain.add_child(told)
    assert told.get_constant("x") == 0


def test_a_change_is_drawn_and_measured_anew(tree):
    class Wide(Control):
        def _get_minimum_size(self):
            return (self.get_constant("x"), 10)

        def _draw(self):
            drawn.append(self.get_constant("x"))

    drawn = []
    theme = themed(x=5)
    wide = tree.add(Wide(theme=theme))
    tree.step()
    assert (wide.rect_size.x, drawn) == (5, [5])
    theme.set_constant("x", "Control", 50)
    tree.step()
    assert (wide.rect_size.x, drawn) == (50, [5, 50])


def test_a_copy_has_the_same_theme():
    theme = themed(x=1)
    control = Control(theme=theme, theme_type_variation="Title")
    copy = control.duplicate()
    assert copy.theme is theme
    assert copy.theme_type_variation == "Title"


def test_what_is_no_theme_font_or_style_box_is_refused():
    control = Control()
    with pytest.raises(ScriptError, match=r"theme cannot be 'dark'\. Write `dark_theme\(\)`"):
        control.theme = "dark"
    with pytest.raises(ScriptError, match=r"28 is no font\. Write `Font\(size\)`"):
        control.add_font_override("font", 28)
    with pytest.raises(ScriptError, match=r"is no style box\. Write `StyleBoxFlat\(bg_color=…\)`"):
        control.add_stylebox_override("normal", RED)


def test_a_default_theme_that_is_none_is_answered_with_what_to_write(tree):
    with pytest.raises(ScriptError, match=r"default_theme cannot be 'dark'. Write `dark_theme\(\)`"):
        tree.default_theme = "dark"
    tree.default_theme = None


def test_a_theme_may_be_the_default_of_several_trees_and_keeps_none_alive(tree):
    theme, others = Theme(), [SceneTree(), SceneTree()]
    told = [tree.add(Told()), Told()]
    others[0].root.add_child(told[1])
    for served in (*others, tree):
        served.default_theme = theme
    theme.set_constant("x", "Control", 1)
    assert [each.count for each in told] == [2, 2]
    gone = weakref.ref(others.pop())
    gc.collect()
    assert gone() is None
    theme.set_constant("x", "Control", 2)
    assert [each.count for each in told] == [3, 3]
