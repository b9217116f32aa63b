import pytest

from engine import Color, ScriptError, Vector2
from engine.canvas.commands import Box, Picture
from engine.canvas.texture import Texture
from engine.text.font import Font
from nodes import Button, DrawnIcon, StyleBoxFlat, Theme, ToolButton

FONT = Font()
ICON = DrawnIcon(16, 16, Box(0, 0, 16, 16, Color.white))


def add(tree, *, at=(10, 20), size=None, **properties):
    button = tree.add(Button(**properties))
    button.rect_position = Vector2(*at)
    if size is not None:
        button.rect_size = Vector2(*size)
    tree.step()
    return button


def test_a_row_of_text_is_28_pixels_high():
    assert Button(text="Send").get_minimum_size() == Vector2(FONT.width("Send") + 20, 28)
    assert Button().get_minimum_size() == Vector2(20, 28)


def test_it_grows_with_its_text(tree):
    button = add(tree, text="a")
    button.text = "a longer text"
    tree.step()
    assert button.rect_size.x == FONT.width("a longer text") + 20
    assert button.get_text() == "a longer text"
    assert tree.screen.shows("a longer text")


@pytest.mark.parametrize(("align", "x"), [(0, 20.0), (1, 95.0), (2, 170.0)])
def test_the_text_is_where_align_says(tree, align, x):
    text = "W" * 2
    add(tree, text=text, size=(200, 40), align=align)
    width = FONT.width(text)
    assert tree.screen.find_text(text).position.x == {0: 20, 1: 110 - width / 2, 2: 200 - width}[align]


def test_the_text_is_in_the_middle_of_the_height(tree):
    add(tree, text="x", size=(60, 60))
    assert tree.screen.find_text("x").get_center().y == 50


def test_a_clipped_text_takes_no_room_and_is_cut_off(tree):
    button = add(tree, text="a text that is long", clip_text=True, size=(60, 28))
    assert button.get_clip_text()
    assert button.get_minimum_size().x == 20
    assert tree.screen.texts() == ["a text"]


def test_an_icon_has_room_beside_the_text(tree):
    button = add(tree, text="Go", icon=ICON)
    gap = button.get_constant("hseparation")
    assert button.get_minimum_size().x == 20 + 16 + gap + FONT.width("Go")
    assert tree.screen.find_text("Go").position.x == 10 + 10 + 16 + gap
    button.icon_align = Button.ALIGN_RIGHT
    tree.step()
    assert tree.screen.find_text("Go").position.x == 20
    assert button.get_icon_align() == Button.ALIGN_RIGHT
    button.set_icon_align(Button.ALIGN_CENTER)
    assert button.get_minimum_size().x == 20 + FONT.width("Go")
    button.set_button_icon(None)
    assert button.get_button_icon() is None


def test_a_button_of_an_icon_alone_is_as_small_as_it():
    assert Button(icon=DrawnIcon(40, 40)).get_minimum_size() == Vector2(60, 48)


def test_an_icon_that_expands_has_the_room_there_is(tree):
    texture = Texture.from_rgba(2, 1, bytes(8))
    button = add(tree, icon=texture, expand_icon=True, size=(120, 48))
    assert button.is_expand_icon()
    assert button.get_minimum_size() == Vector2(20, 28)
    picture = next(seen for seen in tree.screen.seen() if isinstance(seen.command, Picture))
    assert (picture.rect.size.x, picture.rect.size.y) == (80, 40)


def test_a_flat_button_has_a_background_under_the_pointer_alone(tree):
    button = add(tree, text="Flat")
    button.set_flat(True)
    tree.user.move_to((500, 500))
    assert button.is_flat()
    assert tree.screen.boxes() == []
    tree.user.move_to(button)
    assert len(tree.screen.boxes()) == 1


def colors(tree):
    return [seen.color for seen in tree.screen.seen()]


def test_each_state_looks_different(tree):
    button = add(tree, text="x", toggle_mode=True, focus_mode=Button.FOCUS_NONE)
    looks = [colors(tree)]
    tree.user.move_to(button)
    looks.append(colors(tree))
    tree.user.button_down()
    looks.append(colors(tree))
    tree.user.button_up()
    button.disabled = True
    tree.step()
    looks.append(colors(tree))
    assert all(looks.count(look) == 1 for look in looks)


def test_the_focus_is_a_ring_over_it(tree):
    button = add(tree, text="x")
    before = len(tree.screen.boxes())
    button.grab_focus()
    tree.step()
    ring = tree.screen.seen()[1].command
    assert len(tree.screen.boxes()) == before + 1
    assert (ring.color[3], ring.border) == (0.0, 2)


def test_a_theme_may_have_a_look_of_hovering_while_pressed(tree):
    button = add(tree, text="x", toggle_mode=True, button_pressed=True)
    tree.user.move_to(button)
    assert button.get_draw_mode() == Button.DRAW_HOVER_PRESSED
    theme = Theme()
    theme.set_stylebox("hover_pressed", "Button", StyleBoxFlat(bg_color=Color.red))
    theme.set_color("font_color_hover_pressed", "Button", Color.green)
    button.theme = theme
    tree.step()
    assert colors(tree) == [tuple(Color.red), tuple(Color.green)]


def test_another_font_needs_another_size(tree):
    button = add(tree, text="x")
    button.add_font_override("font", FONT.with_size(28))
    tree.step()
    assert button.rect_size.y == FONT.with_size(28).height + 8


def test_icons_of_a_disabled_button_fade(tree):
    button = add(tree, icon=ICON, disabled=True)
    tree.step()
    assert colors(tree)[-1][3] == 0.5
    button.add_color_override("icon_color_normal", Color.red)
    tree.step()
    assert colors(tree)[-1] == tuple(Color.red)


def test_properties_have_methods():
    button = Button()
    button.set_text("x")
    button.set_clip_text(True)
    button.set_text_align(Button.ALIGN_LEFT)
    button.set_expand_icon(True)
    assert (button.text, button.clip_text, button.get_text_align()) == ("x", True, Button.ALIGN_LEFT)
    assert button.expand_icon


@pytest.mark.parametrize("name", ["align", "icon_align"])
def test_an_align_that_is_none_is_refused(name):
    with pytest.raises(ScriptError, match=r"ALIGN_CENTER"):
        setattr(Button(), name, 3)


@pytest.mark.parametrize("size", [(0, 0), (1, 1), (5000, 2)])
def test_any_text_can_be_drawn_in_any_size(tree, size):
    for text in ("", "\n\t\0", "x" * 10_000, "\U0001f469\u200d\U0001f469", "\ud800"):
        button = add(tree, text=text, clip_text=True, icon=ICON)
        button.rect_size = Vector2(*size)
        tree.step()
        tree.root.remove_child(button)


def test_a_tool_button_is_flat():
    assert ToolButton(text="Undo").flat
