"""Keys as pyglet numbers them (as X11 does, on all systems), and as Godot does."""

from __future__ import annotations

from ...input import keys as k

_MODIFIERS = (
    (1 << 0, k.KEY_MASK_SHIFT),
    (1 << 1, k.KEY_MASK_CTRL),
    (1 << 2 | 1 << 7, k.KEY_MASK_ALT),
    (1 << 5 | 1 << 6, k.KEY_MASK_META),
)
"""The bits of pyglet's modifiers that make up each of ours: Option is Alt, Command is Meta."""

_KEYPAD = (k.KEY_HOME, k.KEY_LEFT, k.KEY_UP, k.KEY_RIGHT, k.KEY_DOWN, k.KEY_PAGEUP, k.KEY_PAGEDOWN)
_SCANCODES: dict[int, int] = {
    0xFF08: k.KEY_BACKSPACE,
    0xFF09: k.KEY_TAB,
    0xFE20: k.KEY_TAB,  # what Shift makes of it
    0xFF0B: k.KEY_CLEAR,
    0xFF0D: k.KEY_ENTER,
    0xFF13: k.KEY_PAUSE,
    0xFF14: k.KEY_SCROLLLOCK,
    0xFF15: k.KEY_SYSREQ,
    0xFF1B: k.KEY_ESCAPE,
    0xFF50: k.KEY_HOME,
    0xFF51: k.KEY_LEFT,
    0xFF52: k.KEY_UP,
    0xFF53: k.KEY_RIGHT,
    0xFF54: k.KEY_DOWN,
    0xFF55: k.KEY_PAGEUP,
    0xFF56: k.KEY_PAGEDOWN,
    0xFF57: k.KEY_END,
    0xFF58: k.KEY_CLEAR,
    0xFF61: k.KEY_PRINT,
    0xFF63: k.KEY_INSERT,
    0xFF67: k.KEY_MENU,
    0xFF69: k.KEY_STOP,
    0xFF6A: k.KEY_HELP,
    0xFF6B: k.KEY_PAUSE,
    0xFF7F: k.KEY_NUMLOCK,
    0xFF80: k.KEY_SPACE,
    0xFF89: k.KEY_TAB,
    0xFF8D: k.KEY_KP_ENTER,
    **{0xFF91 + i: k.KEY_F1 + i for i in range(4)},
    **{0xFF95 + i: code for i, code in enumerate(_KEYPAD)},
    0xFF9C: k.KEY_END,
    0xFF9D: k.KEY_CLEAR,
    0xFF9E: k.KEY_INSERT,
    0xFF9F: k.KEY_DELETE,
    0xFFAA: k.KEY_KP_MULTIPLY,
    0xFFAB: k.KEY_KP_ADD,
    0xFFAC: k.KEY_KP_PERIOD,
    0xFFAD: k.KEY_KP_SUBTRACT,
    0xFFAE: k.KEY_KP_PERIOD,
    0xFFAF: k.KEY_KP_DIVIDE,
    **{0xFFB0 + i: k.KEY_KP_0 + i for i in range(10)},
    0xFFBD: k.KEY_EQUAL,
    **{0xFFBE + i: k.KEY_F1 + i for i in range(16)},
    0xFFE1: k.KEY_SHIFT,
    0xFFE2: k.KEY_SHIFT,
    0xFFE3: k.KEY_CONTROL,
    0xFFE4: k.KEY_CONTROL,
    0xFFE5: k.KEY_CAPSLOCK,
    0xFFE7: k.KEY_META,
    0xFFE8: k.KEY_META,
    0xFFE9: k.KEY_ALT,
    0xFFEA: k.KEY_ALT,
    0xFE03: k.KEY_ALT,  # AltGr
    0xFFEB: k.KEY_SUPER_L,
    0xFFEC: k.KEY_SUPER_R,
    0xFFED: k.KEY_META,
    0xFFEE: k.KEY_META,
    0xFFEF: k.KEY_ALT,
    0xFFF0: k.KEY_ALT,
    0xFFFF: k.KEY_DELETE,
}

_FROM_9: tuple[int | str, ...] = (
    *(k.KEY_ESCAPE, *"1234567890-=", k.KEY_BACKSPACE, k.KEY_TAB, *"QWERTYUIOP[]", k.KEY_ENTER),
    *(k.KEY_CONTROL, *"ASDFGHJKL;'`", k.KEY_SHIFT, *"\\ZXCVBNM,./", k.KEY_SHIFT, k.KEY_KP_MULTIPLY),
    *(k.KEY_ALT, k.KEY_SPACE, k.KEY_CAPSLOCK, *range(k.KEY_F1, k.KEY_F10 + 1), k.KEY_NUMLOCK),
    *(k.KEY_SCROLLLOCK, k.KEY_KP_7, k.KEY_KP_8, k.KEY_KP_9, k.KEY_KP_SUBTRACT, k.KEY_KP_4, k.KEY_KP_5),
    *(k.KEY_KP_6, k.KEY_KP_ADD, k.KEY_KP_1, k.KEY_KP_2, k.KEY_KP_3, k.KEY_KP_0, k.KEY_KP_PERIOD),
)
_PLACES: dict[int, int] = {
    **{9 + i: key if isinstance(key, int) else ord(key) for i, key in enumerate(_FROM_9)},
    94: k.KEY_LESS,
    95: k.KEY_F11,
    96: k.KEY_F12,
    104: k.KEY_KP_ENTER,
    105: k.KEY_CONTROL,
    106: k.KEY_KP_DIVIDE,
    107: k.KEY_PRINT,
    108: k.KEY_ALT,
    110: k.KEY_HOME,
    111: k.KEY_UP,
    112: k.KEY_PAGEUP,
    113: k.KEY_LEFT,
    114: k.KEY_RIGHT,
    115: k.KEY_END,
    116: k.KEY_DOWN,
    117: k.KEY_PAGEDOWN,
    118: k.KEY_INSERT,
    119: k.KEY_DELETE,
    127: k.KEY_PAUSE,
    133: k.KEY_SUPER_L,
    134: k.KEY_SUPER_R,
    135: k.KEY_MENU,
}


def scancode(symbol: int, place: int = 0) -> int:
    """Return the KEY_ number of one of pyglet's symbols.

    A key that types a letter of another alphabet is the one in its `place`, see `physical_scancode`:
    so shortcuts are where they are with Latin letters.
    """
    if 0x20 <= symbol <= 0x7E or 0xA0 <= symbol <= 0xFF:
        upper = chr(symbol).upper()
        return ord(upper) if len(upper) == 1 and ord(upper) <= 0xFF else symbol
    return _SCANCODES.get(symbol) or place or k.KEY_UNKNOWN


def physical_scancode(code: int) -> int:
    """Return the KEY_ number of the key in a place, by the code that X11 has for it; 0 if not known."""
    return _PLACES.get(code, 0)


def modifiers_held(bits: int) -> int:
    """Return pyglet's modifiers as KEY_MASK_ bits."""
    held = 0
    for theirs, ours in _MODIFIERS:
        if bits & theirs:
            held |= ours
    return held
