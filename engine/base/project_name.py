"""What a project of Godot is called."""

from __future__ import annotations

import re
from os.path import join


def name_in_godot(folder: str) -> str:
    """Return the name that `project.godot` in a folder says, empty if there is none."""
    try:
        with open(join(folder, "project.godot"), encoding="utf-8") as file:
            found = re.search(r'^config/name="(.*)"', file.read(), re.MULTILINE)
    except (OSError, UnicodeError):
        return ""
    return found[1] if found else ""
