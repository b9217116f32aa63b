import pytest

from engine import SceneTree, ScriptError, Texture, Vector2
from engine.display.display import Resized
from engine.display.headless.display import HeadlessDisplay


def test_a_tree_has_no_display_until_somebody_asks(tree):
    tree.step()
    assert tree._services_.display.made is None
    assert tree._services_.canvas.made is None
    display = tree.display
    assert isinstance(display, HeadlessDisplay)
    assert tree.display is display is tree.screen
    assert tree.canvas is tree.canvas


def test_the_factory_makes_the_display_and_the_viewport_becomes_as_large(tree):
    tree.display_factory = lambda: HeadlessDisplay(800, 500)
    changed = tree.watch(tree.root.size_changed)
    assert tree.display.window_size == (800, 500)
    assert tree.root.size == Vector2(800, 500)
    assert tree.display.view == (1, 1, 0, 0, 800, 500)
    assert len(changed) == 1


def test_the_pointer_is_shown_as_it_was_told_before_there_was_a_display_and_after(tree):
    class Telling(HeadlessDisplay):
        def set_mouse_mode(self, mode):
            modes.append(mode)

    modes = []
    tree.display_factory = Telling
    tree.input.mouse_mode = tree.input.MOUSE_MODE_HIDDEN
    assert tree._services_.display.made is None
    assert tree.display
    tree.input.set_mouse_mode(tree.input.MOUSE_MODE_VISIBLE)
    assert modes == [1, 0]


def test_the_pointer_looks_as_it_was_told_before_there_was_a_display_and_after(tree):
    tree.input.set_default_cursor_shape(tree.input.CURSOR_CROSS)
    assert tree._services_.display.made is None
    assert tree.display.cursor == tree.input.CURSOR_CROSS
    tree.input.set_default_cursor_shape(tree.input.CURSOR_WAIT)
    assert tree.display.cursor == tree.input.CURSOR_WAIT


def test_the_pointer_has_the_images_that_were_told_before_there_was_a_display_and_after(tree):
    tree.input.set_custom_mouse_cursor(Texture(4, 3), tree.input.CURSOR_CROSS)
    assert tree._services_.display.made is None
    assert [*tree.display.cursor_images] == [tree.input.CURSOR_CROSS]
    tree.input.set_custom_mouse_cursor(Texture(5, 5))
    tree.input.set_custom_mouse_cursor(None, tree.input.CURSOR_CROSS)
    assert {shape: image.width for shape, image in tree.display.cursor_images.items()} == {0: 5}


def test_a_display_of_double_density_shows_everything_twice_as_large(tree):
    def factory():
        display = HeadlessDisplay(1600, 1000)
        display.scale = 2.0
        return display

    tree.display_factory = factory
    assert tree.display.view == (2, 2, 0, 0, 800, 500)


def test_a_stretch_holds_for_windows_of_any_size(tree):
    tree.set_screen_stretch(SceneTree.STRETCH_MODE_2D, SceneTree.STRETCH_ASPECT_KEEP, (320, 180))
    assert tree.root.size == Vector2(320, 180)
    assert tree.display.view == (3.2, 3.2, 0, 12, 320, 180)
    tree.screen.push(Resized(640, 360))
    tree.step()
    assert tree.root.size == Vector2(320, 180)
    assert tree.display.view == (2, 2, 0, 0, 320, 180)


def test_a_stretch_that_fills_no_window_is_refused_and_changes_nothing(tree):
    with pytest.raises(ScriptError, match="minsize of a stretch must be 1 pixel"):
        tree.set_screen_stretch(SceneTree.STRETCH_MODE_2D, 0, Vector2(0, 0))
    assert tree.root.size == Vector2(1024, 600)


def test_what_is_shown_is_handed_over_again_when_the_view_changes(tree):
    tree.canvas.present(tree.display)
    before = tree.screen.frames
    tree.canvas.present(tree.display)
    assert tree.screen.frames == before
    tree.set_screen_stretch(SceneTree.STRETCH_MODE_DISABLED, 0, Vector2(), 2.0)
    tree.canvas.present(tree.display)
    assert tree.screen.frames == before + 1


def test_the_display_is_closed_when_the_tree_ends():
    tree = SceneTree()
    display = tree.display
    tree.finish()
    assert display.closed
    tree.finish()
