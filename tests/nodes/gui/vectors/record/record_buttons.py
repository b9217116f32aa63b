"""Has the real engine play scenarios of buttons, ranges, menus and dialogs; writes `../buttons.json`.

usage: python record_buttons.py [GODOT_BINARY]     (3.2.3 made what is in the repository)

Headless, the real engine draws no frames, and so a click elsewhere closes nothing that is modal: such
scenarios are not among these.
"""

import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
SCENARIOS = []

# -- Words for scenarios ---------------------------------------------------------------------------

INSIDE, OUTSIDE = (50, 30), (500, 400)
BOX = {"rect_position": {"v": [10, 10]}, "rect_size": {"v": [200, 60]}}
BELOW = {"rect_position": {"v": [10, 110]}, "rect_size": {"v": [200, 60]}}
LAST = {"rect_position": {"v": [10, 210]}, "rect_size": {"v": [200, 60]}}


def scenario(name, nodes, *steps, **more):
    SCENARIOS.append({"name": name, "nodes": nodes, "steps": [list(step) for step in steps], **more})


def move(place, *mask):
    return ("move", *place, *mask)


def down(place, *button):
    return ("down", *place, *button)


def up(place, *button):
    return ("up", *place, *button)


def key(name, pressed=True, **more):
    return ("key", name, pressed, more) if more else ("key", name, pressed)


def get(node, name):
    return ("get", node, name)


def put(node, name, value):
    return ("set", node, name, value)


def call(node, method, *args):
    return ("call", node, method, list(args))


# -- Buttons ---------------------------------------------------------------------------------------

STATE = (
    get("b", "pressed"),
    call("b", "is_pressed"),
    call("b", "is_hovered"),
    call("b", "get_draw_mode"),
)


def button(name, properties, *steps):
    scenario(f"button: {name}", [["b", "Button", {**BOX, **properties}]], *steps)


TOGGLE = {"toggle_mode": True}
CLICK = (move(INSIDE), down(INSIDE), up(INSIDE))
button(
    "a click",
    {},
    *(move(INSIDE), *STATE, down(INSIDE), *STATE, up(INSIDE), *STATE, move(OUTSIDE), *STATE),
)
button(
    "released outside",
    {},
    *(move(INSIDE), down(INSIDE), move(OUTSIDE, 1), *STATE, up(OUTSIDE), *STATE),
)
button(
    "out and in again",
    {},
    *(move(INSIDE), down(INSIDE), move(OUTSIDE, 1), move(INSIDE, 1), *STATE, up(INSIDE), *STATE),
)
button(
    "keeps pressed outside",
    {"keep_pressed_outside": True},
    *(move(INSIDE), down(INSIDE), move(OUTSIDE, 1), *STATE, up(OUTSIDE), *STATE),
)
button("acts on press", {"action_mode": 0}, *(move(INSIDE), down(INSIDE), *STATE, up(INSIDE), *STATE))
button(
    "a toggle",
    TOGGLE,
    *(move(INSIDE), down(INSIDE), *STATE, up(INSIDE), *STATE),
    *(down(INSIDE), *STATE, up(INSIDE), *STATE, move(OUTSIDE), *STATE),
)
button(
    "a toggle that acts on press",
    {**TOGGLE, "action_mode": 0},
    *(move(INSIDE), down(INSIDE), *STATE, up(INSIDE), *STATE, down(INSIDE), up(INSIDE), *STATE),
)
button(
    "a toggle released outside",
    TOGGLE,
    *(move(INSIDE), down(INSIDE), move(OUTSIDE, 1), *STATE, up(OUTSIDE), *STATE),
)
button(
    "a pressed toggle held outside",
    {**TOGGLE, "pressed": True},
    *(*STATE, move(INSIDE), down(INSIDE), *STATE, move(OUTSIDE, 1), *STATE, up(OUTSIDE), *STATE),
)
button(
    "set_pressed",
    TOGGLE,
    *(put("b", "pressed", True), *STATE, put("b", "pressed", True), put("b", "pressed", False)),
    *(put("b", "toggle_mode", False), put("b", "pressed", True), *STATE),
)
button("toggle mode ended while pressed", {**TOGGLE, "pressed": True}, put("b", "toggle_mode", False), *STATE)
button("disabled", {"disabled": True}, move(INSIDE), *STATE, down(INSIDE), up(INSIDE), *STATE)
button(
    "disabled while held",
    {},
    *(move(INSIDE), down(INSIDE), put("b", "disabled", True), *STATE),
    *(up(INSIDE), *STATE, put("b", "disabled", False), *STATE),
)
button(
    "a pressed toggle is disabled",
    {**TOGGLE, "pressed": True},
    *(put("b", "disabled", True), *STATE, put("b", "pressed", False), *STATE),
)
button(
    "hidden while held",
    {},
    *(move(INSIDE), down(INSIDE), call("b", "hide"), *STATE, up(INSIDE), call("b", "show"), *STATE),
)
button("the right button", {}, move(INSIDE), down(INSIDE, 2), up(INSIDE, 2), *STATE)
BOTH = (down(INSIDE, 1), up(INSIDE, 1), down(INSIDE, 2), up(INSIDE, 2))
button("a mask of the right button", {"button_mask": 2}, move(INSIDE), *BOTH)
button("a mask of both", {"button_mask": 3}, move(INSIDE), *BOTH)
button(
    "the right button while the left is held",
    {"button_mask": 3},
    *(move(INSIDE), down(INSIDE, 1), down(INSIDE, 2), up(INSIDE, 2), up(INSIDE, 1)),
)
button("the wheel", {}, move(INSIDE), down(INSIDE, 4), up(INSIDE, 4))
FOCUS = call("b", "grab_focus")
button(
    "the keyboard",
    {},
    *(FOCUS, key("Enter"), *STATE, key("Enter", echo=True), key("Enter", False)),
    *(key("Space"), key("Space", False), key("A"), key("A", False)),
)
button("the keyboard on a toggle", TOGGLE, FOCUS, key("Space"), *STATE, key("Space", False))
button(
    "focus lost while a key is held",
    {},
    *(FOCUS, key("Space"), call("b", "release_focus"), *STATE, key("Space", False), *STATE),
)
button(
    "a shortcut",
    {"shortcut": {"shortcut": "S", "control": True}},
    *(key("S"), key("S", False), key("S", control=True), *STATE, key("S", False, control=True), *STATE),
)
button(
    "a shortcut of a toggle",
    {**TOGGLE, "shortcut": {"shortcut": "F2"}},
    *(key("F2"), *STATE, key("F2", echo=True), key("F2", False), *STATE),
)
F2 = (key("F2"), key("F2", False))
button("a shortcut, disabled", {"disabled": True, "shortcut": {"shortcut": "F2"}}, *F2)
button("a shortcut, hidden", {"visible": False, "shortcut": {"shortcut": "F2"}}, *F2)
button("a check box", {"toggle_mode": True}, *CLICK, *STATE)
GROUPED = {**TOGGLE, "group": {"group": "g"}}
GROUP = [["a", "Button", {**BOX, **GROUPED}], ["b", "Button", {**BELOW, **GROUPED}]]
GROUP += [["c", "Button", {**LAST, **GROUPED}]]
PRESSED = (
    get("a", "pressed"),
    get("b", "pressed"),
    get("c", "pressed"),
    call("g", "get_pressed_button"),
)
SECOND = (50, 130)
scenario(
    "button: a group",
    GROUP,
    *(*PRESSED, put("a", "pressed", True), *PRESSED, move(SECOND), down(SECOND), up(SECOND), *PRESSED),
    *(down(SECOND), up(SECOND), *PRESSED, put("b", "pressed", False), *PRESSED, call("g", "get_buttons")),
)
scenario(
    "button: leaving a group",
    GROUP,
    *(put("a", "pressed", True), put("a", "group", None), put("b", "pressed", True), *PRESSED),
)

# -- Defaults --------------------------------------------------------------------------------------

for kind, names in {
    "Button": "text flat clip_text align toggle_mode pressed disabled action_mode button_mask"
    " keep_pressed_outside focus_mode shortcut_in_tooltip mouse_filter expand_icon group shortcut",
    "CheckBox": "toggle_mode align focus_mode",
    "CheckButton": "toggle_mode align",
    "LinkButton": "text underline mouse_default_cursor_shape",
    "OptionButton": "selected toggle_mode action_mode align",
    "MenuButton": "flat toggle_mode action_mode",
    "SpinBox": "align editable prefix suffix min_value max_value step value page rounded allow_greater"
    " allow_lesser exp_edit focus_mode",
    "ProgressBar": "percent_visible min_value max_value step value size_flags_vertical",
    "HSlider": "step ticks_on_borders tick_count editable scrollable focus_mode size_flags_vertical"
    " min_value max_value value",
    "VSlider": "size_flags_vertical size_flags_horizontal",
    "HScrollBar": "custom_step step min_value max_value page focus_mode size_flags_vertical"
    " size_flags_horizontal",
    "VScrollBar": "size_flags_vertical size_flags_horizontal focus_mode step",
    "TabContainer": "tab_align current_tab tabs_visible",
    "AcceptDialog": "dialog_text dialog_hide_on_ok window_title resizable popup_exclusive visible"
    " dialog_autowrap",
    "ConfirmationDialog": "window_title rect_min_size",
    "WindowDialog": "window_title resizable popup_exclusive visible",
    "PopupMenu": "hide_on_item_selection hide_on_checkable_item_selection hide_on_state_item_selection"
    " submenu_popup_delay visible focus_mode popup_exclusive",
    "Popup": "popup_exclusive visible",
    "PopupPanel": "popup_exclusive visible",
    "HSeparator": "mouse_filter focus_mode",
}.items():
    scenario(f"defaults: {kind}", [["b", kind, {}]], *(get("b", name) for name in names.split()))

# -- Ranges ----------------------------------------------------------------------------------------

VALUE, RATIO = get("r", "value"), get("r", "ratio")


def values(*numbers):
    return [step for number in numbers for step in (put("r", "value", number), VALUE)]


def ratios(*numbers):
    return [step for number in numbers for step in (put("r", "ratio", number), VALUE)]


def a_range(name, properties, *steps):
    scenario(f"range: {name}", [["r", "HSlider", {**BOX, **properties}]], *steps, watch=["changed"])


a_range("clamps", {}, *values(150, -3, 0))
a_range("the same value again", {}, *values(0, 0, 5, 5))
a_range("step", {}, put("r", "step", 5), VALUE, *values(7, 7.5, 8, 12.5, -2.5))
a_range("step from min", {"min_value": 1, "max_value": 10, "step": 4}, *values(5, 7, 2, 10, 9))
a_range("step of a tenth", {"step": 0.1, "max_value": 1}, *values(0.25, 0.35, 0.34, 0.3, 0.7))
a_range("no step", {"step": 0, "max_value": 1}, *values(0.1234))
a_range("rounded", {"step": 0, "rounded": True}, *values(2.5, 3.49, -0.5))
a_range("rounded negative", {"step": 0, "rounded": True, "min_value": -10}, *values(-2.5, -3.5))
a_range("rounded and step", {"step": 0.4, "rounded": True}, *values(1.1, 1.5))
a_range(
    "page", {"page": 20}, *values(95), put("r", "page", 50), VALUE, put("r", "page", 0), VALUE, *values(100)
)
a_range("page beyond", {"page": 120}, *values(50))
a_range(
    "allow_greater",
    {"allow_greater": True},
    *(*values(150), RATIO, put("r", "allow_greater", False), VALUE, *values(-2)),
)
a_range("allow_lesser", {"allow_lesser": True}, *values(-50, -50.4, 150))
a_range(
    "max and min",
    {},
    *(put("r", "value", 50), put("r", "max_value", 30), VALUE, put("r", "min_value", 40), VALUE),
    *(get("r", "max_value"), put("r", "max_value", 60), VALUE),
)
a_range("min above max", {}, put("r", "min_value", 200), VALUE, get("r", "max_value"), *values(150))
a_range("ratio", {}, *ratios(0.25, 0.256), RATIO, *ratios(2, -1), put("r", "min_value", 100), RATIO)
a_range(
    "ratio, step from min",
    {"min_value": 1, "max_value": 10, "step": 2},
    *(*ratios(0.5, 0.6), RATIO, *ratios(1.0)),
)
a_range(
    "exponential",
    {"exp_edit": True, "min_value": 1, "max_value": 1024},
    *(*ratios(0.5), *values(4), RATIO, *values(1024), RATIO, *ratios(0.0)),
)
a_range(
    "exponential from 0",
    {"exp_edit": True, "min_value": 0, "max_value": 1024},
    *(*ratios(0.5), *values(4), RATIO, *ratios(0)),
)
a_range("exponential below 0", {"exp_edit": True, "min_value": -100, "max_value": 100}, *ratios(0.5, 0.25))
a_range("step set later", {}, *values(7), put("r", "step", 5), VALUE, put("r", "max_value", 101), VALUE)
a_range(
    "the same limits",
    {},
    *(put("r", "max_value", 100), put("r", "step", 1), put("r", "page", 0), put("r", "min_value", 0)),
)
scenario(
    "range: shared",
    [["r", "HSlider", BOX], ["s", "HSlider", BELOW]],
    *(put("s", "value", 30), put("s", "max_value", 50), call("r", "share", {"node": "s"})),
    *(get("s", "value"), get("s", "max_value"), put("s", "value", 44), VALUE),
    *(put("r", "max_value", 20), get("s", "value"), call("s", "unshare"), put("s", "value", 7), VALUE),
    watch=["changed"],
)
scenario("range: outside the tree", [["r", "HSlider", {}]], *values(5, 500), outside=True, watch=["changed"])

# -- Sliders and scroll bars -----------------------------------------------------------------------


def keys(*names):
    return [step for name in names for step in (key(name), VALUE)]


def wheel(place, button):
    return (down(place, button), up(place, button), VALUE)


def bar(name, kind, size, properties, *steps):
    placed = {"rect_position": {"v": [0, 0]}, "rect_size": {"v": size}, **properties}
    scenario(f"{kind}: {name}", [["r", kind, placed]], *steps)


TAKE = call("r", "grab_focus")
ARROWS = keys("Right", "Left", "Up", "Down", "End", "Home", "PageUp")
bar("keys", "HSlider", [216, 16], {"value": 50}, TAKE, *ARROWS)
bar("keys", "VSlider", [16, 216], {"value": 50}, TAKE, *ARROWS)
bar("keys by a half", "HSlider", [216, 16], {"step": 0.5}, TAKE, *keys("Right"))
ON = (50, 8)
bar(
    "wheel",
    "HSlider",
    [216, 16],
    {},
    *(move(ON), *wheel(ON, 4), *wheel(ON, 5), put("r", "scrollable", False), *wheel(ON, 4)),
)
bar(
    "mouse",
    "HSlider",
    [216, 16],
    {},
    *(move((108, 8)), down((108, 8)), VALUE, move((158, 8), 1), VALUE, move((158, 300), 1), VALUE),
    *(up((158, 300)), VALUE, move((20, 8)), VALUE),
)
bar(
    "not editable",
    "HSlider",
    [216, 16],
    {"editable": False},
    *(move((108, 8)), down((108, 8)), VALUE, up((108, 8)), TAKE, *keys("Right")),
)
LONG = {"max_value": 1000, "page": 100, "focus_mode": 2, "value": 500}
bar("keys", "HScrollBar", [216, 12], LONG, TAKE, *keys("Right", "Left", "End", "Home"))
bar("keys", "VScrollBar", [12, 216], LONG, TAKE, *keys("Down", "Up", "End", "Home"))
bar("custom_step", "HScrollBar", [216, 12], {**LONG, "custom_step": 7}, TAKE, *keys("Right"))
MIDDLE = (6, 100)
bar("wheel", "VScrollBar", [12, 216], LONG, move(MIDDLE), *wheel(MIDDLE, 5), *wheel(MIDDLE, 4))
bar("wheel at the end", "VScrollBar", [12, 216], {**LONG, "value": 0}, move(MIDDLE), *wheel(MIDDLE, 4))

# -- SpinBox ---------------------------------------------------------------------------------------

TEXT, NUMBER = get("e", "text"), get("s", "value")
PLUS, MINUS = (196, 4), (196, 20)


def spin(name, properties, *steps):
    placed = {"rect_position": {"v": [0, 0]}, "rect_size": {"v": [200, 24]}, **properties}
    first = (("child", "s", "get_line_edit", "e"), ("frame",))
    scenario(f"SpinBox: {name}", [["s", "SpinBox", placed]], *first, *steps)


def typed(*texts):
    return [
        step for text in texts for step in (call("e", "set_text", text), call("s", "apply"), NUMBER, TEXT)
    ]


def numbers(*given):
    return [step for number in given for step in (put("s", "value", number), TEXT)]


spin(
    "text",
    {"value": 5},
    *(TEXT, put("s", "prefix", "$"), TEXT, put("s", "suffix", "each"), TEXT, put("s", "step", 0.25), TEXT),
    *(*numbers(1.5, 2), put("s", "step", 0.5), *numbers(2.5)),
)
spin(
    "arrows",
    {"value": 5},
    *(move(PLUS), down(PLUS), NUMBER, up(PLUS), ("frame",), NUMBER, TEXT),
    *(down(MINUS), NUMBER, up(MINUS), NUMBER, TEXT),
    *(down(PLUS, 2), up(PLUS, 2), NUMBER, down(MINUS, 2), up(MINUS, 2), NUMBER),
)
FIELD = (50, 12)
spin(
    "wheel without focus",
    {"value": 5},
    *(move(PLUS), down(PLUS, 4), up(PLUS, 4), NUMBER, down(FIELD, 4), up(FIELD, 4), NUMBER),
)
spin(
    "wheel with focus",
    {"value": 5},
    *(call("e", "grab_focus"), move(PLUS), down(PLUS, 4), up(PLUS, 4), NUMBER),
    *(down(FIELD, 4), up(FIELD, 4), NUMBER, down(FIELD, 5), up(FIELD, 5), NUMBER),
)
WRITE = (call("e", "grab_focus"), call("e", "set_text", "42"), NUMBER)
spin("entered", {"value": 5}, *WRITE, key("Enter"), key("Enter", False), ("frame",), NUMBER, TEXT)
spin("focus lost", {"value": 5}, *WRITE, call("e", "release_focus"), ("frame",), NUMBER, TEXT)
spin(
    "arithmetic",
    {"value": 5},
    *typed("2*(3+4)", "500", "7.0/2", "-3", " 12 "),
)
spin(
    "arithmetic with prefix and suffix",
    {"value": 5, "suffix": "px", "prefix": "~"},
    *typed("~ 7 px", "8", "9 px"),
)
spin(
    "not editable",
    {"value": 5, "editable": False},
    *(move(PLUS), down(PLUS), up(PLUS), NUMBER, put("s", "value", 7), NUMBER, TEXT),
)
spin(
    "dragging",
    {"value": 50},
    *(move(PLUS), down(PLUS), NUMBER, move((196, 10), 1, 0, 6), NUMBER),
    *(move((196, 20), 1, 0, 10), NUMBER, move((196, 120), 1, 0, 100), NUMBER, up((196, 120)), NUMBER),
)

# -- OptionButton ----------------------------------------------------------------------------------


def option(name, *steps):
    scenario(f"OptionButton: {name}", [["o", "OptionButton", BOX]], *steps)


ITEMS = (call("o", "add_item", "one"), call("o", "add_item", "two", 7), call("o", "add_item", "three"))
CHOICE = (
    get("o", "selected"),
    get("o", "text"),
    call("o", "get_selected_id"),
    call("o", "get_selected_metadata"),
    call("o", "get_item_count"),
)
POPUP = ("child", "o", "get_popup", "p")
SHOWN = get("p", "visible")
option(
    "the first is selected",
    *(*CHOICE, *ITEMS, *CHOICE, *(call("o", "get_item_id", i) for i in range(3))),
    *(call("o", "get_item_index", 7), call("o", "get_item_index", 99), call("o", "get_item_metadata", 0)),
)
option(
    "select",
    *(*ITEMS, call("o", "select", 1), *CHOICE, call("o", "select", 1), put("o", "selected", 2), *CHOICE),
)
option("metadata", *ITEMS, call("o", "set_item_metadata", 1, 5), call("o", "select", 1), *CHOICE)
option(
    "items",
    *(*ITEMS, call("o", "set_item_text", 0, "new"), *CHOICE, call("o", "set_item_id", 0, 44), *CHOICE),
    *(call("o", "set_item_disabled", 1, True), call("o", "is_item_disabled", 1)),
)
option(
    "clear", *ITEMS, call("o", "select", 1), call("o", "clear"), *CHOICE, call("o", "add_item", "x"), *CHOICE
)
option(
    "separator",
    *(*ITEMS, call("o", "add_separator"), call("o", "add_item", "four"), *CHOICE),
    *(call("o", "get_item_id", i) for i in range(5)),
)
option("separator first", call("o", "add_separator"), call("o", "add_item", "four"), *CHOICE)
option(
    "the mouse",
    *(*ITEMS, POPUP, move(INSIDE), down(INSIDE), SHOWN, ("frame",), SHOWN, up(INSIDE), SHOWN, *CHOICE),
)
OPEN = (call("o", "grab_focus"), key("Enter"))
option(
    "Escape",
    *(*ITEMS, POPUP, *OPEN, SHOWN, get("o", "pressed"), key("Enter", False)),
    *(key("Escape"), SHOWN, get("o", "pressed"), *CHOICE),
)
option(
    "checks",
    *(*ITEMS, POPUP, *(call("p", "is_item_checked", i) for i in range(3))),
    *(call("p", "is_item_radio_checkable", 0), call("o", "select", 2)),
    *(call("p", "is_item_checked", i) for i in range(3)),
)

# -- PopupMenu -------------------------------------------------------------------------------------


def menu(name, *steps, watch=()):
    scenario(f"PopupMenu: {name}", [["m", "PopupMenu", {}]], *steps, watch=list(watch))


def about(index):
    return [
        call("m", method, index)
        for method in (
            "get_item_text",
            "get_item_id",
            "get_item_metadata",
            "is_item_checked",
            "is_item_checkable",
            "is_item_radio_checkable",
            "is_item_disabled",
            "is_item_separator",
            "get_item_submenu",
            "get_item_accelerator",
            "get_item_tooltip",
            "is_item_shortcut_disabled",
        )
    ]


menu(
    "kinds",
    *(call("m", "add_item", "a"), *about(0), call("m", "add_check_item", "b"), *about(1)),
    *(call("m", "add_radio_check_item", "c", 12), *about(2), call("m", "add_separator"), *about(3)),
    *(call("m", "add_separator", "named"), *about(4), call("m", "add_submenu_item", "sub", "x"), *about(5)),
    *(call("m", "add_multistate_item", "many", 3, 1), *about(6)),
    *(call("m", "get_item_count"), call("m", "get_item_index", 12), call("m", "get_item_index", 77)),
)
ENTRIES = (
    call("m", "add_item", "one", 10),
    call("m", "add_item", "two", 20),
    call("m", "add_separator"),
    call("m", "add_check_item", "check", 30),
    call("m", "add_item", "off", 40),
    call("m", "set_item_disabled", 4, True),
    call("m", "add_item", "last", 50),
    call("m", "popup", {"rect": [100, 100, 0, 0]}),
)
AT, SEEN = call("m", "get_current_index"), get("m", "visible")
menu(
    "keys",
    *(*ENTRIES, AT, *(step for name in ["Down"] * 5 + ["Up"] * 5 for step in (key(name), AT))),
    *(key("Enter"), SEEN),
)
menu(
    "a check item by key",
    *(*ENTRIES, key("Up"), key("Up"), AT, key("Enter"), SEEN, call("m", "is_item_checked", 3)),
)
menu(
    "Escape",
    *(*ENTRIES, key("Down"), key("Escape"), SEEN, AT),
    watch=["focus_entered", "focus_exited", "hide", "modal_closed"],
)
menu(
    "checked",
    *(*ENTRIES, call("m", "toggle_item_checked", 3), call("m", "is_item_checked", 3)),
    *(call("m", "set_item_as_checkable", 0, True), call("m", "is_item_checkable", 0)),
    *(call("m", "set_item_as_radio_checkable", 1, True), call("m", "is_item_radio_checkable", 1)),
    *(call("m", "is_item_checkable", 1), call("m", "set_item_checked", 1, True)),
    call("m", "is_item_checked", 1),
)
menu(
    "remove",
    *(*ENTRIES, call("m", "remove_item", 0), *about(0), call("m", "clear"), call("m", "get_item_count")),
    *(call("m", "add_item", "z"), call("m", "get_item_id", 0)),
)
menu(
    "ids",
    *(call("m", "add_item", "a"), call("m", "add_item", "b", 5), call("m", "add_item", "c")),
    *(*(call("m", "get_item_id", i) for i in range(3)), call("m", "set_item_id", 2, 0)),
    call("m", "get_item_index", 0),
)

# -- Popups and dialogs ----------------------------------------------------------------------------

MODAL = ["hide", "modal_closed"]


def dialog(name, *steps, kind="AcceptDialog", **properties):
    scenario(f"dialog: {name}", [["d", kind, properties]], *steps, watch=MODAL)


CENTER = (call("d", "popup_centered", {"v": [300, 200]}), ("frame",))
THERE = get("d", "visible")
OK = ("child", "d", "get_ok", "ok")
dialog(
    "OK",
    *(*CENTER, THERE, OK, call("ok", "has_focus"), get("ok", "text"), key("Enter"), key("Enter", False)),
    THERE,
)
dialog("Escape", *CENTER, key("Escape"), THERE)
dialog("exclusive", *CENTER, key("Escape"), THERE, popup_exclusive=True)
dialog("stays after OK", *CENTER, key("Enter"), key("Enter", False), THERE, dialog_hide_on_ok=False)
dialog(
    "the cross",
    *(*CENTER, ("child", "d", "get_close_button", "x"), call("x", "emit_signal", "pressed"), THERE),
)
dialog(
    "Cancel",
    *(OK, ("child", "d", "get_cancel", "no"), *CENTER, call("ok", "has_focus"), call("no", "has_focus")),
    *(get("no", "text"), call("no", "emit_signal", "pressed"), THERE),
    kind="ConfirmationDialog",
)
PLACE = (get("d", "rect_position"), get("d", "rect_size"))
dialog(
    "rectangles",
    *(*CENTER, *PLACE, call("d", "hide"), call("d", "popup", {"rect": [10, 50, 400, 300]}), *PLACE),
    *(call("d", "popup_centered_minsize", {"v": [250, 250]}), get("d", "rect_size")),
    *(call("d", "popup_centered_ratio", 0.5), *PLACE),
    *(call("d", "popup_centered_clamped", {"v": [3000, 3000]}, 0.75), get("d", "rect_size")),
)
dialog("two times", *CENTER, call("d", "popup"), ("frame",), call("d", "hide"), call("d", "hide"))
dialog("visible", put("d", "visible", True), ("frame",), THERE, call("d", "hide"), ("frame",))
SMALL = {"rect_size": {"v": [100, 100]}}
scenario(
    "popup: show and hide",
    [["p", "Popup", SMALL]],
    *(call("p", "show"), call("p", "hide"), call("p", "popup"), key("Escape"), SHOWN),
    watch=MODAL,
)
scenario(
    "popup: on another",
    [["p", "Popup", SMALL], ["q", "Popup", {"rect_position": {"v": [200, 200]}, **SMALL}]],
    *(call("p", "popup"), call("q", "popup"), key("Escape"), SHOWN, get("q", "visible")),
    watch=MODAL,
)
scenario(
    "TabContainer: tabs",
    [
        ["t", "TabContainer", {"rect_size": {"v": [400, 300]}}],
        ["t/One", "Control", {}],
        ["t/Two", "Control", {}],
        ["t/Three", "Control", {}],
    ],
    *(get("t", "current_tab"), call("t", "get_tab_count"), put("t", "current_tab", 1)),
    *(get("t/One", "visible"), get("t/Two", "visible"), put("t", "current_tab", 1)),
    *(call("t", "get_previous_tab"), call("t", "get_tab_title", 2), call("t", "set_tab_title", 2, "Drei")),
    *(call("t", "get_tab_title", 2), call("t", "get_current_tab_control"), call("t", "get_tab_control", 2)),
)

# -- Playing them ----------------------------------------------------------------------------------


def main():
    godot = sys.argv[1] if len(sys.argv) > 1 else "godot3-server"
    with tempfile.TemporaryDirectory() as folder:
        project = pathlib.Path(folder)
        (project / "project.godot").write_text("config_version=4\n")
        shutil.copy(HERE / "widgets.gd", project)
        played = project / "scenarios.json"
        played.write_text(json.dumps({"scenarios": SCENARIOS}))
        command = [godot, "--path", folder, "-s", "widgets.gd", str(played)]
        subprocess.run(command, check=True, timeout=300)
        found = json.loads(played.read_text())
    lines = ",\n".join(json.dumps(each, separators=(",", ":")) for each in found["scenarios"])
    text = f'{{"engine":{json.dumps(found["engine"])},"scenarios":[\n{lines}\n]}}\n'
    (HERE.parent / "buttons.json").write_text(text)


if __name__ == "__main__":
    main()
