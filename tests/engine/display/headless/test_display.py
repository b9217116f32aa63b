import io

import pytest

from engine import Rect2
from engine.canvas.commands import WHITE, Box, Text
from engine.canvas.drawing import Drawing
from engine.display.display import CloseRequested, FocusChanged, Monitor, Resized
from engine.display.drivers import DisplayOptions
from engine.display.headless.display import HeadlessDisplay, open_display
from engine.input.cursor_image import CursorImage
from engine.input.view import View
from engine.text.font import Font

FONT = Font(14)
IMAGE = CursorImage(1, 1, b"abcd", 0, 0)


@pytest.fixture
def display():
    return HeadlessDisplay()


def drawing(*commands, y=0.0):
    made = Drawing()
    made.commands = commands
    made.transform = (1, 0, 0, 1, 0, y)
    return made


def text(what, x=0.0):
    return Text(x, 15, what, FONT)


def test_it_is_as_large_as_a_window_and_shows_nothing_at_first(display):
    assert display.name == "headless"
    assert display.window_size == (1024, 600)
    assert HeadlessDisplay(320, 240).window_size == (320, 240)
    assert (display.texts(), display.boxes(), display.seen(), display.frames) == ([], [], [], 0)
    assert display.describe() == "Nothing is seen."
    assert repr(display) == "<HeadlessDisplay 1024x600, 0 frames>"


def test_its_only_screen_is_as_large_as_its_window():
    assert HeadlessDisplay(320, 240).monitors() == [Monitor(0, 0, 320, 240, dpi=72)]


def test_texts_and_boxes_are_told_from_back_to_front(display):
    display.draw([drawing(Box(0, 0, 50, 20, WHITE), text("back")), drawing(text("front"), y=30)], None)
    assert display.texts() == ["back", "front"]
    assert display.boxes() == [Rect2(0, 0, 50, 20)]
    assert [type(seen.command) for seen in display.seen()] == [Box, Text, Text]
    assert display.describe().splitlines() == [
        "Seen, from back to front:",
        "box at (0, 0), 50 x 20, #ffffffff",
        "text 'back' at (0, 0), 31 x 20, #ffffffff",
        "text 'front' at (0, 30), 33 x 20, #ffffffff",
    ]


def test_drawings_change_without_being_handed_over_again(display):
    drawings = [drawing(text("one")), drawing(text("two"))]
    display.draw(drawings, None)
    drawings[1].commands = (text("three"),)
    display.draw(drawings, [1])
    assert display.texts() == ["one", "three"]
    assert display.frames == 2
    assert display.drawings is drawings


def test_what_is_outside_of_the_viewport_is_not_seen(display):
    display.draw([drawing(text("in")), drawing(text("half"), y=90), drawing(text("out"), y=100)], None)
    assert display.texts() == ["in", "half", "out"]
    display.view = View(2.0, 2.0, width=200, height=100)
    assert display.texts() == ["in", "half"]
    assert display.find_text("half").size.y == 10


def test_a_text_is_found_where_it_is(display):
    display.draw(
        [drawing(text("Send", x=5)), drawing(text("Send all"), y=30), drawing(text("Send"), y=60)], None
    )
    assert display.find_text("Send") == Rect2(0, 60, FONT.width("Send"), 20)
    assert display.find_text("all") == Rect2(FONT.width("Send "), 30, FONT.width("all"), 20)
    assert display.find_text("end") == Rect2(FONT.width("S"), 60, FONT.width("end"), 20)
    assert display.shows("Send a")
    assert not display.shows("Cancel")


def test_a_text_that_is_not_seen_is_an_error_that_tells_what_is(display):
    display.draw([drawing(Box(0, 0, 9, 9, WHITE), text("Connect"))], None)
    with pytest.raises(LookupError, match=r"(?s)'Send' is not seen\..*text 'Connect' at"):
        display.find_text("Send")


def test_events_are_told_once_in_their_order(display):
    display.push(FocusChanged(True))
    display.push(CloseRequested())
    assert display.events() == [FocusChanged(True), CloseRequested()]
    assert display.events() == []


def test_a_new_size_is_an_event(display):
    display.set_window_size(300, 200)
    assert display.window_size == (300, 200)
    display.push(Resized(400, 300))
    assert display.window_size == (400, 300)
    display.set_window_size(0, -5)
    assert display.events() == [Resized(300, 200), Resized(400, 300), Resized(1, 1)]


def test_a_window_gets_no_smaller_than_it_may(display):
    display.set_min_size(200, 100)
    assert display.events() == []
    display.set_min_size(2000, 0)
    display.set_window_size(300, 50)
    assert display.events() == [Resized(2000, 600), Resized(2000, 50)]


def test_attention_is_asked_for(display):
    display.request_attention()
    assert display.attention_requests == 1


def test_what_has_happened_is_not_slept_over(display):
    assert display.pending() == "nothing"
    display.push(CloseRequested())
    assert display.pending() == "urgent"
    display.events()
    assert display.pending() == "nothing"


def test_nothing_happens_to_it_while_it_is_slept(display):
    assert display.connection is None
    assert display.nap(20.0) is False


def test_it_opens_as_large_as_the_window_would_be():
    opened = open_display(DisplayOptions("Title", (300, 200), 2.0))
    assert (opened.window_size, opened.scale, opened.title) == ((600, 400), 2.0, "Title")
    assert open_display(DisplayOptions()).window_size == (1024, 600)


def test_the_clipboard_is_kept_in_memory(display):
    got = []
    display.get_clipboard(got.append)
    display.set_clipboard("copied")
    display.get_clipboard(got.append)
    assert got == ["", "copied"]
    assert display.clipboard == "copied"


def test_what_is_set_is_kept(display):
    display.set_title("Chat")
    display.set_cursor(2)
    display.set_text_input((1, 2, 3, 4))
    for shape, image in ((2, IMAGE), (0, IMAGE), (0, None), (1, None)):
        display.set_cursor_image(shape, image)
    assert display.cursor_images == {2: IMAGE}
    assert (display.title, display.cursor, display.caret) == ("Chat", 2, (1, 2, 3, 4))
    display.set_text_input(None)
    assert display.caret is None
    display.close()
    display.close()
    assert display.closed


def test_there_is_no_screenshot(display, tmp_path):
    with pytest.raises(io.UnsupportedOperation, match="with a window"):
        display.screenshot(str(tmp_path / "a.png"))
    with pytest.raises(OSError, match="No screenshot"):
        display.screenshot("a.png")
