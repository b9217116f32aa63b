"""GradientTexture: its pixels, and who is told when they change."""

import pytest

from engine import Color, Gradient, Rect2, ScriptError, Vector2, load
from engine.canvas.commands import Picture, Textured
from engine.canvas.texture import Texture
from nodes import GradientTexture, Node2D, TextureRect

RED, BLUE = Color.red, Color.blue


def made(*colors):
    """Return a gradient of two colours."""
    gradient = Gradient()
    for at, color in enumerate(colors):
        gradient.set_color(at, color)
    return gradient


def test_its_pixels_go_from_the_first_colour_to_the_last():
    texture = GradientTexture(made(RED, BLUE), 3)
    assert texture.rgba().hex() == "ff0000ff7f007fff0000ffff"
    assert (texture.get_width(), texture.get_height(), texture.get_size()) == (3, 1, Vector2(3, 1))
    assert texture.is_pixel_opaque(2, 0)
    assert repr(texture) == "<GradientTexture of 3 pixels>"


def test_one_pixel_has_the_first_colour():
    assert GradientTexture(made(RED, BLUE), 1).rgba().hex() == "ff0000ff"


def test_it_is_2048_clear_pixels_unless_told_otherwise():
    texture = GradientTexture()
    assert texture.width == 2048
    assert texture.rgba() == bytes(4 * 2048)
    assert (texture.gradient, texture.use_hdr) == (None, False)


@pytest.mark.parametrize("width", [0, -1, 20_000])
def test_its_width_has_bounds(width):
    with pytest.raises(ScriptError, match="width is 1 to 16384"):
        GradientTexture().set_width(width)


def test_what_is_no_gradient_is_refused():
    with pytest.raises(ScriptError, match=r"Write `Gradient\(\)`"):
        GradientTexture().gradient = RED


def test_it_is_drawn_as_a_picture_that_does_not_change_and_anew_when_it_does(tree):
    gradient = made(RED, BLUE)
    texture = GradientTexture(gradient, 2)
    shown = tree.add(TextureRect(texture=texture))
    tree.step()
    (first,) = shown._drawing_.commands
    assert isinstance(first, Picture)
    assert type(first.texture) is Texture
    gradient.set_color(0, BLUE)
    tree.step()
    (second,) = shown._drawing_.commands
    assert second.texture.rgba().hex() == "0000ffff" * 2
    assert first.texture.rgba().hex() == "ff0000ff0000ffff"
    tree.step()
    assert shown._drawing_.commands == (second,)


def test_an_area_shows_it_too_and_a_freed_one_is_not_told(tree):
    class Area(Node2D):
        def _draw(self):
            points = [Vector2(0, 0), Vector2(4, 0), Vector2(0, 4)]
            self.draw_colored_polygon(points, Color.white, points, texture)

    texture = GradientTexture(made(RED, BLUE), 2)
    area = tree.add(Area())
    tree.step()
    (command,) = area._drawing_.commands
    assert isinstance(command, Textured)
    assert type(command.texture) is Texture
    area.free()
    texture.width = 3


def test_the_gradient_of_before_is_not_listened_to():
    before = made(RED, BLUE)
    texture = GradientTexture(before, 2)
    texture.gradient = made(BLUE, BLUE)
    changes = []
    texture.changed.connect(lambda: changes.append(1))
    before.set_color(0, BLUE)
    assert changes == []
    texture.gradient.set_color(0, RED)
    assert changes == [1]
    texture.gradient = None
    assert texture.rgba() == bytes(8)


def test_a_copy_has_the_same_gradient_or_its_own():
    texture = GradientTexture(made(RED, BLUE), 2)
    texture.use_hdr = True
    assert texture.duplicate().gradient is texture.gradient
    copy = texture.duplicate(True)
    assert copy.gradient is not texture.gradient
    assert (copy.rgba(), copy.width, copy.use_hdr) == (texture.rgba(), 2, True)


def test_it_is_drawn_as_tiles_that_fill_a_rectangle(tree):
    class Area(Node2D):
        def _draw(self):
            self.draw_texture_rect(texture, Rect2(0, 0, 8, 2), True)

    texture = GradientTexture(made(RED, BLUE), 2)
    area = tree.add(Area())
    tree.step()
    (command,) = area._drawing_.commands
    assert command.region == (0.0, 0.0, 8, 2)


def test_a_scene_has_one(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sky.tres").write_text(
        '[gd_resource type="GradientTexture" load_steps=2 format=2]\n'
        '[sub_resource type="Gradient" id=1]\ncolors = PoolColorArray( 1, 0, 0, 1, 0, 0, 1, 1 )\n'
        "[resource]\ngradient = SubResource( 1 )\nwidth = 2\n",
        encoding="utf-8",
    )
    texture = load(str(tmp_path / "sky.tres"))
    assert isinstance(texture, GradientTexture)
    assert texture.rgba().hex() == "ff0000ff0000ffff"
