"""What the system is called, for scripts that ask `OS.get_name()`."""

from __future__ import annotations

import sys

said: str = ""
"""Its name, where it is none of the desktops: in a page "HTML5"."""
headless: bool = False
"""Whether the program that runs was told to open no window."""

_NAMES = {"win32": "Windows", "darwin": "OSX"}


def system_name() -> str:
    """Return Godot's name of the system; of a program without a window it is "Server"."""
    return said or ("Server" if headless else _NAMES.get(sys.platform, "X11"))
