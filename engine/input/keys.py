"""Keys and mouse buttons: Godot's numbers, and the names of the keys.

A key that types a character of ASCII or Latin 1 has that character's number, in upper case; the
others begin at `SPKEY`. A number may have KEY_MASK_ bits for the modifiers that are held.
Source: Godot 3.6's `core/os/keyboard.h` and `keycode_get_string`, as the engine answers itself.
"""

from __future__ import annotations

import sys
from functools import cache

SPKEY = 1 << 24

KEY_ESCAPE = SPKEY | 0x01
KEY_TAB = SPKEY | 0x02
KEY_BACKTAB = SPKEY | 0x03
KEY_BACKSPACE = SPKEY | 0x04
KEY_ENTER = SPKEY | 0x05
KEY_KP_ENTER = SPKEY | 0x06
KEY_INSERT = SPKEY | 0x07
KEY_DELETE = SPKEY | 0x08
KEY_PAUSE = SPKEY | 0x09
KEY_PRINT = SPKEY | 0x0A
KEY_SYSREQ = SPKEY | 0x0B
KEY_CLEAR = SPKEY | 0x0C
KEY_HOME = SPKEY | 0x0D
KEY_END = SPKEY | 0x0E
KEY_LEFT = SPKEY | 0x0F
KEY_UP = SPKEY | 0x10
KEY_RIGHT = SPKEY | 0x11
KEY_DOWN = SPKEY | 0x12
KEY_PAGEUP = SPKEY | 0x13
KEY_PAGEDOWN = SPKEY | 0x14
KEY_SHIFT = SPKEY | 0x15
KEY_CONTROL = SPKEY | 0x16
KEY_META = SPKEY | 0x17
KEY_ALT = SPKEY | 0x18
KEY_CAPSLOCK = SPKEY | 0x19
KEY_NUMLOCK = SPKEY | 0x1A
KEY_SCROLLLOCK = SPKEY | 0x1B
KEY_F1 = SPKEY | 0x1C
KEY_F2 = SPKEY | 0x1D
KEY_F3 = SPKEY | 0x1E
KEY_F4 = SPKEY | 0x1F
KEY_F5 = SPKEY | 0x20
KEY_F6 = SPKEY | 0x21
KEY_F7 = SPKEY | 0x22
KEY_F8 = SPKEY | 0x23
KEY_F9 = SPKEY | 0x24
KEY_F10 = SPKEY | 0x25
KEY_F11 = SPKEY | 0x26
KEY_F12 = SPKEY | 0x27
KEY_F13 = SPKEY | 0x28
KEY_F14 = SPKEY | 0x29
KEY_F15 = SPKEY | 0x2A
KEY_F16 = SPKEY | 0x2B
KEY_SUPER_L = SPKEY | 0x2C
KEY_SUPER_R = SPKEY | 0x2D
KEY_MENU = SPKEY | 0x2E
KEY_HYPER_L = SPKEY | 0x2F
KEY_HYPER_R = SPKEY | 0x30
KEY_HELP = SPKEY | 0x31
KEY_DIRECTION_L = SPKEY | 0x32
KEY_DIRECTION_R = SPKEY | 0x33
KEY_BACK = SPKEY | 0x40
KEY_FORWARD = SPKEY | 0x41
KEY_STOP = SPKEY | 0x42
KEY_REFRESH = SPKEY | 0x43
KEY_VOLUMEDOWN = SPKEY | 0x44
KEY_VOLUMEMUTE = SPKEY | 0x45
KEY_VOLUMEUP = SPKEY | 0x46
KEY_BASSBOOST = SPKEY | 0x47
KEY_BASSUP = SPKEY | 0x48
KEY_BASSDOWN = SPKEY | 0x49
KEY_TREBLEUP = SPKEY | 0x4A
KEY_TREBLEDOWN = SPKEY | 0x4B
KEY_MEDIAPLAY = SPKEY | 0x4C
KEY_MEDIASTOP = SPKEY | 0x4D
KEY_MEDIAPREVIOUS = SPKEY | 0x4E
KEY_MEDIANEXT = SPKEY | 0x4F
KEY_MEDIARECORD = SPKEY | 0x50
KEY_HOMEPAGE = SPKEY | 0x51
KEY_FAVORITES = SPKEY | 0x52
KEY_SEARCH = SPKEY | 0x53
KEY_STANDBY = SPKEY | 0x54
KEY_OPENURL = SPKEY | 0x55
KEY_LAUNCHMAIL = SPKEY | 0x56
KEY_LAUNCHMEDIA = SPKEY | 0x57
KEY_LAUNCH0 = SPKEY | 0x58
KEY_LAUNCH1 = SPKEY | 0x59
KEY_LAUNCH2 = SPKEY | 0x5A
KEY_LAUNCH3 = SPKEY | 0x5B
KEY_LAUNCH4 = SPKEY | 0x5C
KEY_LAUNCH5 = SPKEY | 0x5D
KEY_LAUNCH6 = SPKEY | 0x5E
KEY_LAUNCH7 = SPKEY | 0x5F
KEY_LAUNCH8 = SPKEY | 0x60
KEY_LAUNCH9 = SPKEY | 0x61
KEY_LAUNCHA = SPKEY | 0x62
KEY_LAUNCHB = SPKEY | 0x63
KEY_LAUNCHC = SPKEY | 0x64
KEY_LAUNCHD = SPKEY | 0x65
KEY_LAUNCHE = SPKEY | 0x66
KEY_LAUNCHF = SPKEY | 0x67
KEY_KP_MULTIPLY = SPKEY | 0x81
KEY_KP_DIVIDE = SPKEY | 0x82
KEY_KP_SUBTRACT = SPKEY | 0x83
KEY_KP_PERIOD = SPKEY | 0x84
KEY_KP_ADD = SPKEY | 0x85
KEY_KP_0 = SPKEY | 0x86
KEY_KP_1 = SPKEY | 0x87
KEY_KP_2 = SPKEY | 0x88
KEY_KP_3 = SPKEY | 0x89
KEY_KP_4 = SPKEY | 0x8A
KEY_KP_5 = SPKEY | 0x8B
KEY_KP_6 = SPKEY | 0x8C
KEY_KP_7 = SPKEY | 0x8D
KEY_KP_8 = SPKEY | 0x8E
KEY_KP_9 = SPKEY | 0x8F
KEY_UNKNOWN = SPKEY | 0xFFFFFF

KEY_SPACE = 0x20
KEY_EXCLAM = 0x21
KEY_QUOTEDBL = 0x22
KEY_NUMBERSIGN = 0x23
KEY_DOLLAR = 0x24
KEY_PERCENT = 0x25
KEY_AMPERSAND = 0x26
KEY_APOSTROPHE = 0x27
KEY_PARENLEFT = 0x28
KEY_PARENRIGHT = 0x29
KEY_ASTERISK = 0x2A
KEY_PLUS = 0x2B
KEY_COMMA = 0x2C
KEY_MINUS = 0x2D
KEY_PERIOD = 0x2E
KEY_SLASH = 0x2F
KEY_0 = 0x30
KEY_1 = 0x31
KEY_2 = 0x32
KEY_3 = 0x33
KEY_4 = 0x34
KEY_5 = 0x35
KEY_6 = 0x36
KEY_7 = 0x37
KEY_8 = 0x38
KEY_9 = 0x39
KEY_COLON = 0x3A
KEY_SEMICOLON = 0x3B
KEY_LESS = 0x3C
KEY_EQUAL = 0x3D
KEY_GREATER = 0x3E
KEY_QUESTION = 0x3F
KEY_AT = 0x40
KEY_A = 0x41
KEY_B = 0x42
KEY_C = 0x43
KEY_D = 0x44
KEY_E = 0x45
KEY_F = 0x46
KEY_G = 0x47
KEY_H = 0x48
KEY_I = 0x49
KEY_J = 0x4A
KEY_K = 0x4B
KEY_L = 0x4C
KEY_M = 0x4D
KEY_N = 0x4E
KEY_O = 0x4F
KEY_P = 0x50
KEY_Q = 0x51
KEY_R = 0x52
KEY_S = 0x53
KEY_T = 0x54
KEY_U = 0x55
KEY_V = 0x56
KEY_W = 0x57
KEY_X = 0x58
KEY_Y = 0x59
KEY_Z = 0x5A
KEY_BRACKETLEFT = 0x5B
KEY_BACKSLASH = 0x5C
KEY_BRACKETRIGHT = 0x5D
KEY_ASCIICIRCUM = 0x5E
KEY_UNDERSCORE = 0x5F
KEY_QUOTELEFT = 0x60
KEY_BRACELEFT = 0x7B
KEY_BAR = 0x7C
KEY_BRACERIGHT = 0x7D
KEY_ASCIITILDE = 0x7E
KEY_NOBREAKSPACE = 0xA0
KEY_EXCLAMDOWN = 0xA1
KEY_CENT = 0xA2
KEY_STERLING = 0xA3
KEY_CURRENCY = 0xA4
KEY_YEN = 0xA5
KEY_BROKENBAR = 0xA6
KEY_SECTION = 0xA7
KEY_DIAERESIS = 0xA8
KEY_COPYRIGHT = 0xA9
KEY_ORDFEMININE = 0xAA
KEY_GUILLEMOTLEFT = 0xAB
KEY_NOTSIGN = 0xAC
KEY_HYPHEN = 0xAD
KEY_REGISTERED = 0xAE
KEY_MACRON = 0xAF
KEY_DEGREE = 0xB0
KEY_PLUSMINUS = 0xB1
KEY_TWOSUPERIOR = 0xB2
KEY_THREESUPERIOR = 0xB3
KEY_ACUTE = 0xB4
KEY_MU = 0xB5
KEY_PARAGRAPH = 0xB6
KEY_PERIODCENTERED = 0xB7
KEY_CEDILLA = 0xB8
KEY_ONESUPERIOR = 0xB9
KEY_MASCULINE = 0xBA
KEY_GUILLEMOTRIGHT = 0xBB
KEY_ONEQUARTER = 0xBC
KEY_ONEHALF = 0xBD
KEY_THREEQUARTERS = 0xBE
KEY_QUESTIONDOWN = 0xBF
KEY_AGRAVE = 0xC0
KEY_AACUTE = 0xC1
KEY_ACIRCUMFLEX = 0xC2
KEY_ATILDE = 0xC3
KEY_ADIAERESIS = 0xC4
KEY_ARING = 0xC5
KEY_AE = 0xC6
KEY_CCEDILLA = 0xC7
KEY_EGRAVE = 0xC8
KEY_EACUTE = 0xC9
KEY_ECIRCUMFLEX = 0xCA
KEY_EDIAERESIS = 0xCB
KEY_IGRAVE = 0xCC
KEY_IACUTE = 0xCD
KEY_ICIRCUMFLEX = 0xCE
KEY_IDIAERESIS = 0xCF
KEY_ETH = 0xD0
KEY_NTILDE = 0xD1
KEY_OGRAVE = 0xD2
KEY_OACUTE = 0xD3
KEY_OCIRCUMFLEX = 0xD4
KEY_OTILDE = 0xD5
KEY_ODIAERESIS = 0xD6
KEY_MULTIPLY = 0xD7
KEY_OOBLIQUE = 0xD8
KEY_UGRAVE = 0xD9
KEY_UACUTE = 0xDA
KEY_UCIRCUMFLEX = 0xDB
KEY_UDIAERESIS = 0xDC
KEY_YACUTE = 0xDD
KEY_THORN = 0xDE
KEY_SSHARP = 0xDF
KEY_DIVISION = 0xF7
KEY_YDIAERESIS = 0xFF

KEY_CODE_MASK = (1 << 25) - 1
KEY_MODIFIER_MASK = -(1 << 24)
KEY_MASK_SHIFT = 1 << 25
KEY_MASK_ALT = 1 << 26
KEY_MASK_META = 1 << 27
KEY_MASK_CTRL = 1 << 28
KEY_MASK_CMD = KEY_MASK_META if sys.platform == "darwin" else KEY_MASK_CTRL
"""Of the key that goes with shortcuts: Command on a Mac, else Ctrl."""
KEY_MASK_KPAD = 1 << 29
KEY_MASK_GROUP_SWITCH = 1 << 30

BUTTON_LEFT = 1
BUTTON_RIGHT = 2
BUTTON_MIDDLE = 3
BUTTON_WHEEL_UP = 4
BUTTON_WHEEL_DOWN = 5
BUTTON_WHEEL_LEFT = 6
BUTTON_WHEEL_RIGHT = 7
BUTTON_XBUTTON1 = 8
BUTTON_XBUTTON2 = 9
BUTTON_MASK_LEFT = 1
BUTTON_MASK_RIGHT = 2
BUTTON_MASK_MIDDLE = 4
BUTTON_MASK_XBUTTON1 = 128
BUTTON_MASK_XBUTTON2 = 256

_NAMES = {
    KEY_ESCAPE: """
        Escape Tab BackTab BackSpace Enter Kp_Enter Insert Delete Pause Print SysReq Clear Home End Left
        Up Right Down PageUp PageDown Shift Control Meta Alt CapsLock NumLock ScrollLock F1 F2 F3 F4 F5
        F6 F7 F8 F9 F10 F11 F12 F13 F14 F15 F16 Super_L Super_R Menu Hyper_L Hyper_R Help Direction_L
        Direction_R
    """,
    KEY_BACK: """
        Back Forward Stop Refresh VolumeDown VolumeMute VolumeUp BassBoost BassUp BassDown TrebleUp
        TrebleDown MediaPlay MediaStop MediaPrevious MediaNext MediaRecord HomePage Favorites Search
        StandBy OpenURL LaunchMail LaunchMedia Launch0 Launch1 Launch2 Launch3 Launch4 Launch5 Launch6
        Launch7 Launch8 Launch9 LaunchA LaunchB LaunchC LaunchD LaunchE LaunchF
    """,
    KEY_KP_MULTIPLY: """
        Kp_Multiply Kp_Divide Kp_Subtract Kp_Period Kp_Add Kp_0 Kp_1 Kp_2 Kp_3 Kp_4 Kp_5 Kp_6 Kp_7 Kp_8
        Kp_9
    """,
    KEY_SPACE: """
        Space Exclam QuoteDbl NumberSign Dollar Percent Ampersand Apostrophe ParenLeft ParenRight
        Asterisk Plus Comma Minus Period Slash 0 1 2 3 4 5 6 7 8 9 Colon Semicolon Less Equal Greater
        Question At A B C D E F G H I J K L M N O P Q R S T U V W X Y Z BracketLeft BackSlash
        BracketRight AsciiCircum UnderScore QuoteLeft
    """,
    KEY_BRACELEFT: """
        BraceLeft Bar BraceRight AsciiTilde
    """,
    KEY_NOBREAKSPACE: """
        NoBreakSpace ExclamDown Cent Sterling Currency Yen BrokenBar Section Diaeresis Copyright
        Ordfeminine GuillemotLeft NotSign Hyphen Registered Macron Degree PlusMinus TwoSuperior
        ThreeSuperior Acute Mu Paragraph PeriodCentered Cedilla OneSuperior Masculine GuillemotRight
        OneQuarter OneHalf ThreeQuarters QuestionDown Agrave Aacute AcircumFlex Atilde Adiaeresis Aring
        Ae Ccedilla Egrave Eacute Ecircumflex Ediaeresis Igrave Iacute Icircumflex Idiaeresis Eth Ntilde
        Ograve Oacute Ocircumflex Otilde Odiaeresis Multiply Ooblique Ugrave Uacute Ucircumflex
        Udiaeresis Yacute Thorn Ssharp
    """,
    KEY_DIVISION: """
        Division
    """,
    KEY_YDIAERESIS: """
        Ydiaeresis
    """,
}
"""The names of keys with successive numbers, from this one on; a space in a name is written as `_`."""


@cache
def _names() -> dict[int, str]:
    return {
        first + i: name.replace("_", " ")
        for first, names in _NAMES.items()
        for i, name in enumerate(names.split())
    } | {KEY_UNKNOWN: "Unknown"}


@cache
def _codes() -> dict[str, int]:
    return {name.lower(): code for code, name in _names().items()}


_MODIFIERS = (
    (KEY_MASK_SHIFT, "Shift+"),
    (KEY_MASK_ALT, "Alt+"),
    (KEY_MASK_CTRL, "Control+"),
    (KEY_MASK_META, "Meta+"),
)


def get_scancode_string(code: int) -> str:
    """Return the name of a key, with the modifiers that `code` has: `"Shift+A"`; 0 has none.

    `OS.get_scancode_string` in Godot.
    """
    text = "".join(name for mask, name in _MODIFIERS if code & mask)
    code &= KEY_CODE_MASK
    name = _names().get(code)
    if name is None:
        name = chr(code) if 0 < code <= sys.maxunicode else ""
    return text + name


def names() -> list[str]:
    """Return the names of all keys."""
    return list(_names().values())


def find_scancode_from_string(string: str) -> int:
    """Return the key of this name, in upper or lower case, 0 if there is none.

    `OS.find_scancode_from_string` in Godot.
    """
    return _codes().get(string.lower(), 0)
