"""What the themes must be: complete, alike, and legible."""

import pytest

from engine import Color
from engine.text.font import Font
from nodes import StyleBoxFlat, dark_theme, light_theme
from nodes.gui.theme import DARK, LIGHT, made_of

THEMES = pytest.mark.parametrize("theme", [dark_theme(), light_theme()], ids=["dark", "light"])
PALETTES = pytest.mark.parametrize("palette", [DARK, LIGHT], ids=["dark", "light"])

# What a text stands on: a style box of the same type, or where Controls are mostly put.
TEXTS = [
    ("Button", "font_color", "normal"),
    ("Button", "font_color_focus", "normal"),
    ("Button", "font_color_hover", "hover"),
    ("Button", "font_color_pressed", "pressed"),
    ("Button", "font_color_disabled", "disabled"),
    ("OptionButton", "font_color", "normal"),
    ("OptionButton", "font_color_hover", "hover"),
    ("OptionButton", "font_color_pressed", "pressed"),
    ("OptionButton", "font_color_disabled", "disabled"),
    ("MenuButton", "font_color", "normal"),
    ("MenuButton", "font_color_hover", "hover"),
    ("LineEdit", "font_color", "normal"),
    ("LineEdit", "font_color_placeholder", "normal"),
    ("LineEdit", "font_color_uneditable", "read_only"),
    ("LineEdit", "clear_button_color", "normal"),
    ("RichTextLabel", "default_color", "normal"),
    ("RichTextLabel", "url_color", "normal"),
    ("RichTextLabel", "dim_color", "normal"),
    ("ItemList", "font_color", "bg"),
    ("ItemList", "font_color_selected", "selected"),
    ("ItemList", "font_color_selected", "selected_focus"),
    ("PopupMenu", "font_color", "panel"),
    ("PopupMenu", "font_color_hover", "hover"),
    ("PopupMenu", "font_color_disabled", "panel"),
    ("PopupMenu", "font_color_accel", "panel"),
    ("PopupMenu", "font_color_separator", "panel"),
    ("ProgressBar", "font_color", "bg"),
    ("ProgressBar", "font_color", "fg"),
    ("TabContainer", "font_color_fg", "tab_fg"),
    ("TabContainer", "font_color_bg", "tab_bg"),
    ("TabContainer", "font_color_disabled", "tab_disabled"),
    ("WindowDialog", "title_color", "panel"),
]
ON_PANELS = [
    ("Label", "font_color"),
    ("CheckBox", "font_color"),
    ("CheckBox", "font_color_hover"),
    ("CheckBox", "font_color_pressed"),
    ("CheckBox", "font_color_hover_pressed"),
    ("CheckBox", "font_color_disabled"),
    ("LinkButton", "font_color"),
]
SELECTED = [("LineEdit", "font_color_selected"), ("RichTextLabel", "font_color_selected")]


def light(color):
    """Return the relative luminance, as the guidelines for web contents define it."""
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in color[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one, other):
    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_measure_of_contrast_is_right():
    assert contrast(Color.white, Color.black) == pytest.approx(21)
    assert contrast(Color("777777"), Color.white) == pytest.approx(4.48, abs=0.01)


@THEMES
@pytest.mark.parametrize(("kind", "color", "behind"), TEXTS)
def test_text_can_be_read(theme, kind, color, behind):
    style = theme.get_stylebox(behind, kind)
    assert style.bg_color[3] == 1.0
    assert contrast(theme.get_color(color, kind), style.bg_color) >= 4.5


@THEMES
@pytest.mark.parametrize(("kind", "color"), ON_PANELS)
@pytest.mark.parametrize("panel", ["Panel", "PanelContainer", "TooltipPanel"])
def test_text_can_be_read_on_any_panel(theme, kind, color, panel):
    behind = theme.get_stylebox("panel", panel).bg_color
    assert contrast(theme.get_color(color, kind), behind) >= 4.5


@THEMES
@pytest.mark.parametrize(("kind", "color"), SELECTED)
def test_selected_text_can_be_read(theme, kind, color):
    behind = theme.get_color("selection_color", kind)
    assert contrast(theme.get_color(color, kind), behind) >= 4.5


@PALETTES
def test_what_has_the_focus_is_seen(palette):
    for behind in (palette.window, palette.raised, palette.field, palette.button):
        assert contrast(palette.accent, behind) >= 3
    assert contrast(palette.text_on_accent, palette.accent_dim) >= 4.5


@PALETTES
def test_the_edge_of_what_is_typed_in_is_seen(palette):
    for behind in (palette.field, palette.window):
        assert contrast(palette.border_strong, behind) >= 3


def test_both_themes_have_the_same_items():
    assert dark_theme()._items_.keys() == light_theme()._items_.keys()


@THEMES
def test_texts_are_set_in_the_shipped_font(theme):
    assert theme.default_font is Font()


@THEMES
@pytest.mark.parametrize(
    ("kind", "style"), [("Button", "normal"), ("LineEdit", "normal"), ("OptionButton", "normal")]
)
def test_what_is_put_in_a_row_is_equally_high(theme, kind, style):
    height = theme.get_stylebox(style, kind).get_minimum_size()[1] + Font().height
    assert height == 28


@THEMES
def test_all_states_of_a_button_are_equally_large(theme):
    for kind in ("Button", "OptionButton", "MenuButton", "CheckBox", "LineEdit"):
        styles = [theme.get_stylebox(name, kind) for name in theme.get_stylebox_list(kind)]
        assert len({style.get_minimum_size() for style in styles}) == 1, kind


@THEMES
def test_corners_fit_into_each_other(theme):
    normal, focus = theme.get_stylebox("normal", "Button"), theme.get_stylebox("focus", "Button")
    assert isinstance(normal, StyleBoxFlat)
    assert isinstance(focus, StyleBoxFlat)
    assert normal.corner_radius_top_left == focus.corner_radius_top_left
    assert not focus.draw_center


def test_a_default_theme_is_always_the_same():
    assert dark_theme() is dark_theme()
    assert light_theme() is light_theme()


def test_a_theme_can_be_made_in_other_colours():
    theme = made_of(DARK._replace(text=Color.orange))
    assert theme.get_color("font_color", "Label") == Color.orange
    assert dark_theme().get_color("font_color", "Label") == DARK.text
