import pytest

from engine import ScriptError, Vector2
from engine.canvas.commands import Picture
from engine.canvas.texture import Texture
from nodes import TextureButton

NORMAL, PRESSED, HOVER, DISABLED, FOCUSED = (Texture.from_rgba(20, 10, bytes(800)) for _ in range(5))


@pytest.fixture
def button(tree):
    button = tree.add(TextureButton(texture_normal=NORMAL))
    tree.step()
    return button


def pictures(tree):
    return [seen for seen in tree.screen.seen() if isinstance(seen.command, Picture)]


def shown(tree):
    return [seen.command.texture for seen in pictures(tree)]


def test_it_is_as_large_as_its_picture_unless_it_may_expand(button):
    assert button.rect_size == Vector2(20, 10)
    button.expand = True
    assert button.expand
    assert button.get_minimum_size() == Vector2(0, 0)
    assert TextureButton().get_minimum_size() == Vector2(0, 0)


def test_it_is_pressed_like_any_button(tree, button):
    pressed = tree.watch(button.pressed)
    tree.user.click(button)
    pressed.assert_emitted(times=1)


def test_each_state_has_its_picture(tree, button):
    button.toggle_mode = True
    tree.user.move_to(button)
    assert shown(tree) == [NORMAL]
    button.texture_pressed, button.texture_hover = PRESSED, HOVER
    button.texture_disabled, button.texture_focused = DISABLED, FOCUSED
    tree.step()
    assert shown(tree) == [HOVER]
    tree.user.button_down()
    assert shown(tree) == [PRESSED, FOCUSED]
    tree.user.button_up()
    assert shown(tree) == [PRESSED, FOCUSED]
    button.disabled = True
    button.release_focus()
    tree.step()
    assert shown(tree) == [DISABLED]
    textures = (button.texture_normal, button.texture_pressed, button.texture_hover)
    assert textures == (NORMAL, PRESSED, HOVER)
    assert (button.texture_disabled, button.texture_focused) == (DISABLED, FOCUSED)
    button.texture_normal = button.texture_disabled = None
    tree.step()
    assert shown(tree) == []


@pytest.mark.parametrize(
    ("mode", "rect"),
    [
        (TextureButton.STRETCH_SCALE, (0, 0, 100, 100)),
        (TextureButton.STRETCH_KEEP, (0, 0, 20, 10)),
        (TextureButton.STRETCH_KEEP_CENTERED, (40, 45, 20, 10)),
        (TextureButton.STRETCH_KEEP_ASPECT, (0, 0, 100, 50)),
        (TextureButton.STRETCH_KEEP_ASPECT_CENTERED, (0, 25, 100, 50)),
        (TextureButton.STRETCH_KEEP_ASPECT_COVERED, (0, 0, 100, 100)),
    ],
)
def test_the_picture_fills_it_as_told(tree, button, mode, rect):
    button.rect_size = Vector2(100, 100)
    button.stretch_mode = mode
    tree.step()
    assert button.stretch_mode == mode
    (picture,) = pictures(tree)
    assert tuple(picture.rect) == rect
    if mode == TextureButton.STRETCH_KEEP_ASPECT_COVERED:
        assert picture.command.region == (5, 0, 10, 10)


def test_it_may_be_tiled(tree, button):
    button.rect_size = Vector2(50, 15)
    button.stretch_mode = TextureButton.STRETCH_TILE
    tree.step()
    (picture,) = pictures(tree)
    assert picture.command.region == (0, 0, 50, 15)  # a region beyond the texture goes on with it again


@pytest.mark.parametrize("mode", range(7))
def test_it_is_drawn_without_a_size(tree, button, mode):
    button.expand = True
    button.stretch_mode = mode
    button.rect_size = Vector2(0, 0)
    tree.step()
    keeps = mode in (TextureButton.STRETCH_KEEP, TextureButton.STRETCH_KEEP_CENTERED)
    assert bool(pictures(tree)) == keeps


def test_what_cannot_be_is_refused(button):
    with pytest.raises(ScriptError, match=r"Texture\.load"):
        button.texture_normal = "play.png"
    with pytest.raises(ScriptError, match="STRETCH"):
        button.stretch_mode = 7


def test_a_copy_is_like_the_original():
    copy = TextureButton(texture_hover=HOVER, stretch_mode=2).duplicate()
    assert (copy.texture_hover, copy.stretch_mode) == (HOVER, 2)
