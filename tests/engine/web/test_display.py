from base64 import b64decode

import pytest

from engine import SceneTree, Texture
from engine.canvas.commands import Box, Picture
from engine.canvas.drawing import Drawing
from engine.canvas.picture import read_picture
from engine.display.display import Composed, FocusChanged, PointerLeft, Resized
from engine.display.drivers import DisplayOptions
from engine.input import keys as k
from engine.input.cursor_image import CursorImage
from engine.input.key_event import InputEventKey
from engine.input.mouse_event import InputEventMouseButton, InputEventMouseMotion
from engine.web.display import PageDisplay
from nodes import ColorRect


@pytest.fixture
def display(page):
    return PageDisplay(page, DisplayOptions("Title"))


def does(page, display, *what):
    """Let the user do something; return the events of it."""
    page.screen.done = list(what)
    return display.events()


def test_it_is_as_large_as_the_page_and_a_unit_is_a_css_pixel(page, display):
    assert (display.window_size, display.scale) == ((800, 400), 2)
    assert PageDisplay(page, DisplayOptions(scale=1.5)).scale == 3
    assert page.screen.told == [("title", "Title")]


def test_news_have_a_turn_come_at_once_or_soon(page, display):
    page.screen.news(True)
    page.screen.news(False)
    assert (page.turns.woken, page.turns.asked_soon) == (1, 1)
    assert display.pending() == "nothing"


def test_what_changes_is_painted(page, display):
    drawing = Drawing()
    drawing.commands = (Box(0, 0, 1, 1, (1, 1, 1, 1)),)
    display.draw([drawing], None)
    assert page.screen.painted[0]["order"] == [1]
    assert display.events() == []
    assert len(page.screen.painted) == 1
    display.clear_color = (0, 0, 0, 1)
    display.events()
    assert page.screen.painted[1]["clear"] == 0xFF000000


def test_a_picture_is_made_found_or_begun(page, display):
    file = b"came with the page"
    page.pictures.came[file] = came = object()
    for texture in (
        Texture.from_rgba(1, 1, b"abcd"),
        Texture(2, 2, file=file),
        Texture(2, 2, file=b"written by the program"),
    ):
        drawing = Drawing()
        drawing.commands = (Picture(0, 0, 1, 1, texture),)
        display.draw([drawing], None)
    made, found, _ = page.screen.pictures.values()
    assert made.pixels == b"abcd"
    assert found is came
    assert page.pictures.begun == [b"written by the program"]


def test_the_mouse_is_told(page, display):
    moved, pressed, released = does(
        page, display, ["move", 1, 10, 20], ["button", 0, 10, 20, 1, True], ["button", 0, 10, 20, 1, False]
    )
    assert isinstance(moved, InputEventMouseMotion)
    assert (tuple(moved.position), moved.shift) == ((10, 20), True)
    assert isinstance(pressed, InputEventMouseButton)
    assert (pressed.pressed, pressed.shift, released.pressed) == (True, False, False)
    down, up = does(page, display, ["wheel", 0, 10, 20, 0, 0.5])
    assert (down.button_index, down.factor, up.pressed) == (k.BUTTON_WHEEL_UP, 0.5, False)
    entered, left = does(page, display, ["enter", 1, 2], ["leave"])
    assert (tuple(entered.position), left) == ((1, 2), PointerLeft())


def test_keys_and_texts_are_told(page, display):
    key, typed, composing = does(
        page,
        display,
        ["key", 2, "s", "KeyS", 0, True, True, ""],
        ["text", "é"],
        ["compose", "にほ"],
    )
    assert isinstance(key, InputEventKey)
    assert (key.scancode, key.physical_scancode, key.control) == (k.KEY_S, k.KEY_S, True)
    assert (key.pressed, key.echo, key.unicode) == (True, True, 0)
    assert (typed.scancode, typed.unicode) == (0, ord("é"))
    assert composing == Composed("にほ", 2, 0)


def test_the_window_is_told(page, display):
    assert does(page, display, ["focus", True], ["resize", 900, 500, 1.25]) == [
        FocusChanged(True),
        Resized(900, 500),
    ]
    assert (display.window_size, display.scale) == ((900, 500), 1.25)
    display.set_window_size(1, 1)
    assert display.window_size == (900, 500)


def test_the_clipboard_of_a_key_is_there_at_once_else_it_is_asked_for(page, display):
    texts = []
    does(page, display, ["clip", "from elsewhere"])
    display.get_clipboard(texts.append)
    assert texts == ["from elsewhere"]
    display.set_clipboard("mine")
    display.events()
    display.get_clipboard(texts.append)
    assert texts == ["from elsewhere"]
    does(page, display, ["clip", None])
    assert texts == ["from elsewhere", "mine"]
    assert page.screen.told[1:] == [("copy", "mine"), ("paste",)]


def test_the_pointer_may_be_hidden(page, display):
    for mode in (1, 0, 2, 3):
        display.set_mouse_mode(mode)
        display.set_cursor(1)
    cursors = ["none", "none", "text", "text", "none", "none", "text", "text"]
    assert page.screen.told[1:] == [("cursor", name) for name in cursors]


def test_the_pointer_and_the_caret_are_told_to_the_page(page, display):
    for shape in (1, 16, 99):
        display.set_cursor(shape)
    display.set_text_input((1, 2, 3, 4))
    display.set_text_input(None)
    display.set_title("")
    assert page.screen.told[1:] == [
        ("cursor", "text"),
        ("cursor", "help"),
        ("cursor", "default"),
        ("caret", 1, 2, 3, 4),
        ("caret", 0, 0, 0, 0),
    ]


def test_an_image_of_the_pointer_is_told_to_the_page_as_css(page, display):
    display.set_cursor_image(1, CursorImage(2, 1, b"abcdefgh", 1, 0))
    assert page.screen.told[1:] == []
    display.set_cursor(1)
    ((_, told),) = page.screen.told[1:]
    file, rest = told.removeprefix('url("data:image/png;base64,').split('")')
    assert rest == " 1 0, text"
    assert read_picture(b64decode(file)) == (2, 1, b"abcdefgh")
    display.set_mouse_mode(1)
    display.set_mouse_mode(0)
    display.set_cursor_image(1, None)
    assert page.screen.told[2:] == [("cursor", "none"), ("cursor", told), ("cursor", "text")]


def test_a_screenshot_is_written_into_the_memory_of_the_page(display, tmp_path):
    path = tmp_path / "picture.png"
    display.screenshot(str(path))
    width, height, rgba = read_picture(path.read_bytes())
    assert (width, height, rgba[:4]) == (800, 400, b"\x01\x02\x03\xff")
    display.close()
    with pytest.raises(OSError, match="shows nothing any more"):
        display.screenshot(str(path))


def test_closed_it_paints_no_more(page, display):
    display.close()
    display.close()
    display.draw([], None)
    assert page.screen.painted == []
    assert page.screen.told[1:] == [("close",)]


def test_a_tree_is_shown_on_it(page):
    tree = SceneTree()
    tree.display_factory = lambda: PageDisplay(page, DisplayOptions("Tree"))
    tree.root.add_child(ColorRect(rect_size=(10, 10)))
    tree.iteration(0.1)
    assert page.screen.painted[-1]["view"] == [2, 2, 0, 0, 400, 200]
    page.screen.done = [["resize", 400, 400, 1]]
    tree.iteration(0.1)
    assert page.screen.painted[-1]["view"] == [1, 1, 0, 0, 400, 400]
    tree.finish()
