"""What the user does to a page, as scripts hear of it."""

import pytest


def test_the_mouse_moves_clicks_and_turns_its_wheel(show):
    page = show("events")
    mouse = page.page.mouse
    mouse.move(100, 50)
    page.has_printed("moved 0 100,50")
    mouse.dblclick(100, 50)
    page.until(lambda: len(page.printed) >= 5)
    assert page.printed[-4:] == [
        "button 1 True False 1 100,50",
        "button 1 False False 1 100,50",
        "button 1 True True 1 100,50",
        "button 1 False False 1 100,50",
    ]
    mouse.wheel(0, 120)
    page.has_printed("button 5 True False 1 100,50", "button 5 False False 1 100,50")
    mouse.wheel(0, -120)
    page.has_printed("button 4 True False 1 100,50")
    mouse.down(button="right")
    mouse.move(110, 60)
    mouse.up(button="right")
    page.has_printed("button 2 True False 1 100,50", "moved 2 110,60", "button 2 False False 1 110,60")


def test_a_button_that_went_down_elsewhere_is_not_told_when_it_goes_up(show):
    page = show("events")
    page.page.evaluate("window.dispatchEvent(new MouseEvent('mouseup', { clientX: 5, clientY: 5 }))")
    page.page.mouse.click(100, 50)
    page.has_printed("button 1 False False 1 100,50")
    assert len([line for line in page.printed if "button" in line]) == 2


def test_positions_are_those_of_the_script_whatever_the_pixel_ratio(show):
    page = show("events", ratio=2)
    page.page.mouse.click(100, 50)
    page.has_printed("button 1 True False 1 100,50")


def test_a_finger_is_the_mouse(show):
    page = show("events", touch=True)
    page.page.touchscreen.tap(30, 40)
    page.has_printed("button 1 True False 1 30,40", "button 1 False False 1 30,40")
    assert len([line for line in page.printed if "button" in line]) == 2


@pytest.mark.parametrize(
    ("pressed", "lines"),
    [
        ("a", ["key A 97 65 True False", "key A 0 65 False False"]),
        ("Shift+A", ["key Shift 0 16777237 True False", "key Shift+A 65 65 True False"]),
        ("Control+s", ["key Control+S 0 83 True False"]),
        ("ArrowDown", ["key Down 0 16777234 True False"]),
        ("Tab", ["key Tab 0 16777218 True False"]),
    ],
)
def test_a_key_is_told_with_what_it_types(show, pressed, lines):
    page = show("events")
    page.page.keyboard.press(pressed)
    page.has_printed(*lines)


@pytest.mark.parametrize(
    ("key", "line"),
    [
        ({"key": "1", "code": "Numpad1", "location": 3}, "key Kp 1 49 16777351 True False"),
        ({"key": "ö", "code": "Semicolon"}, "key Odiaeresis 246 59 True False"),
        ({"key": "д", "code": "KeyL"}, "key L 1076 76 True False"),
        ({"key": "@", "code": "KeyQ", "ctrlKey": True, "modifierAltGraph": True}, "key At 64 81 True False"),
    ],
)
def test_a_key_of_another_keyboard_has_its_place_too(show, key, line):
    page = show("events")
    press = (
        "key => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {...key, bubbles: true}))"
    )
    page.page.evaluate(press, key)
    page.has_printed(line)


def test_a_held_key_repeats_as_an_echo(show):
    page = show("events")
    page.page.keyboard.down("b")
    page.page.keyboard.down("b")
    page.page.keyboard.up("b")
    page.has_printed("key B 98 66 True False", "key B 98 66 True True", "key B 0 66 False False")


def test_a_key_that_is_held_while_the_page_loses_the_keyboard_is_let_go(show):
    page = show("events")
    page.page.keyboard.down("c")
    page.has_printed("key C 99 67 True False")
    for name in ("focus", "blur"):
        page.page.evaluate("name => window.dispatchEvent(new FocusEvent(name))", name)
    page.has_printed("focus out, C is held: False")


# -- Texts ---------------------------------------------------------------------------------------


def test_what_is_typed_is_in_the_field(show):
    page = show("field")
    page.page.keyboard.type("Grüße")
    page.page.keyboard.press("Backspace")
    page.has_printed("text 'Grüß'")


NO_CLIPBOARD = "Object.defineProperty(navigator, 'clipboard', {value: undefined})"


@pytest.mark.parametrize("before", [None, NO_CLIPBOARD])
def test_a_text_is_copied_and_pasted(show, before):
    page = show("field", before=before)
    page.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    keyboard = page.page.keyboard
    keyboard.type("Wörter ")
    keyboard.press("Control+a")
    keyboard.press("Control+c")
    keyboard.press("End")
    if before is None:
        page.until(lambda: page.page.evaluate("navigator.clipboard.readText()") == "Wörter ")
    keyboard.press("Control+v")
    page.has_printed("text 'Wörter Wörter '")


def test_an_input_method_composes_at_the_caret(show):
    page = show("field")
    page.page.keyboard.type("x")
    page.has_printed("text 'x'")
    session = page.page.context.new_cdp_session(page.page)
    session.send("Input.imeSetComposition", {"text": "にほ", "selectionStart": 2, "selectionEnd": 2})
    box = page.page.locator("input").bounding_box()
    assert 5 < box["x"] < 60
    assert box["y"] < 30
    session.send("Input.insertText", {"text": "日本"})
    page.has_printed("text 'x日本'")
