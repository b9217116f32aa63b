"""Keys as browsers name them: `KeyboardEvent.key` is what it types or does, `code` is where it is."""

from __future__ import annotations

from ..input import keys as k

_KEYPAD = 3  # KeyboardEvent.DOM_KEY_LOCATION_NUMPAD
_RIGHT = 2
_MASKS = (k.KEY_MASK_SHIFT, k.KEY_MASK_CTRL, k.KEY_MASK_ALT, k.KEY_MASK_META)

_KEYS: dict[str, int] = {
    "Alt": k.KEY_ALT,
    "AltGraph": k.KEY_ALT,
    "ArrowDown": k.KEY_DOWN,
    "ArrowLeft": k.KEY_LEFT,
    "ArrowRight": k.KEY_RIGHT,
    "ArrowUp": k.KEY_UP,
    "AudioVolumeDown": k.KEY_VOLUMEDOWN,
    "AudioVolumeMute": k.KEY_VOLUMEMUTE,
    "AudioVolumeUp": k.KEY_VOLUMEUP,
    "Backspace": k.KEY_BACKSPACE,
    "BrowserBack": k.KEY_BACK,
    "BrowserForward": k.KEY_FORWARD,
    "CapsLock": k.KEY_CAPSLOCK,
    "Clear": k.KEY_CLEAR,
    "ContextMenu": k.KEY_MENU,
    "Control": k.KEY_CONTROL,
    "Delete": k.KEY_DELETE,
    "End": k.KEY_END,
    "Enter": k.KEY_ENTER,
    "Escape": k.KEY_ESCAPE,
    "Help": k.KEY_HELP,
    "Home": k.KEY_HOME,
    "Insert": k.KEY_INSERT,
    "MediaPlayPause": k.KEY_MEDIAPLAY,
    "MediaStop": k.KEY_MEDIASTOP,
    "MediaTrackNext": k.KEY_MEDIANEXT,
    "MediaTrackPrevious": k.KEY_MEDIAPREVIOUS,
    "NumLock": k.KEY_NUMLOCK,
    "PageDown": k.KEY_PAGEDOWN,
    "PageUp": k.KEY_PAGEUP,
    "Pause": k.KEY_PAUSE,
    "PrintScreen": k.KEY_PRINT,
    "ScrollLock": k.KEY_SCROLLLOCK,
    "Shift": k.KEY_SHIFT,
    "Tab": k.KEY_TAB,
    **{f"F{i}": k.KEY_F1 + i - 1 for i in range(1, 17)},
}
_ON_KEYPAD: dict[str, int] = {
    "*": k.KEY_KP_MULTIPLY,
    "+": k.KEY_KP_ADD,
    ",": k.KEY_KP_PERIOD,
    "-": k.KEY_KP_SUBTRACT,
    ".": k.KEY_KP_PERIOD,
    "/": k.KEY_KP_DIVIDE,
    "Enter": k.KEY_KP_ENTER,
    **{str(i): k.KEY_KP_0 + i for i in range(10)},
}
_PLACES: dict[str, int] = {
    "AltLeft": k.KEY_ALT,
    "AltRight": k.KEY_ALT,
    "Backquote": k.KEY_QUOTELEFT,
    "Backslash": k.KEY_BACKSLASH,
    "BracketLeft": k.KEY_BRACKETLEFT,
    "BracketRight": k.KEY_BRACKETRIGHT,
    "Comma": k.KEY_COMMA,
    "ControlLeft": k.KEY_CONTROL,
    "ControlRight": k.KEY_CONTROL,
    "Equal": k.KEY_EQUAL,
    "IntlBackslash": k.KEY_LESS,
    "MetaLeft": k.KEY_SUPER_L,
    "MetaRight": k.KEY_SUPER_R,
    "Minus": k.KEY_MINUS,
    "NumpadAdd": k.KEY_KP_ADD,
    "NumpadDecimal": k.KEY_KP_PERIOD,
    "NumpadDivide": k.KEY_KP_DIVIDE,
    "NumpadEnter": k.KEY_KP_ENTER,
    "NumpadMultiply": k.KEY_KP_MULTIPLY,
    "NumpadSubtract": k.KEY_KP_SUBTRACT,
    "Period": k.KEY_PERIOD,
    "Quote": k.KEY_APOSTROPHE,
    "Semicolon": k.KEY_SEMICOLON,
    "ShiftLeft": k.KEY_SHIFT,
    "ShiftRight": k.KEY_SHIFT,
    "Slash": k.KEY_SLASH,
    "Space": k.KEY_SPACE,
    **{f"Digit{i}": k.KEY_0 + i for i in range(10)},
    **{f"Numpad{i}": k.KEY_KP_0 + i for i in range(10)},
    **{f"Key{chr(code)}": code for code in range(k.KEY_A, k.KEY_Z + 1)},
}
"""Where the name of the place is not that of the key that is there."""


def scancode(key: str, code: str, location: int) -> int:
    """Return the KEY_ number of a key.

    One that types a letter of another alphabet is the one in its place, so that shortcuts are where they
    are with Latin letters.
    """
    if location == _KEYPAD and key in _ON_KEYPAD:
        return _ON_KEYPAD[key]
    if key in ("Meta", "OS"):
        return k.KEY_SUPER_R if location == _RIGHT else k.KEY_SUPER_L
    if len(key) == 1 and ("\x20" <= key <= "\x7e" or "\xa0" <= key <= "\xff"):
        upper = key.upper()
        return ord(upper) if len(upper) == 1 and upper <= "\xff" else ord(key)
    return _KEYS.get(key) or physical_scancode(code) or k.KEY_UNKNOWN


def physical_scancode(code: str) -> int:
    """Return the KEY_ number of the key in a place; 0 if it is not known."""
    return _PLACES.get(code) or _KEYS.get(code, 0)


def modifiers_held(bits: int) -> int:
    """Return as KEY_MASK_ bits which of Shift (1), Ctrl (2), Alt (4) and Meta (8) are held."""
    return sum(mask for place, mask in enumerate(_MASKS) if bits >> place & 1)
