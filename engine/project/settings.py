"""What `project.godot` says, as far as running the project goes by it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from ..base.error import ScriptError
from ..resource.class_here import class_here
from ..resource.makers import make
from ..variant.error import VariantError
from ..variant.text_file import ObjectText, Tag, read

FILE = "project.godot"
MODES = ("disabled", "2d", "viewport")
ASPECTS = ("ignore", "keep", "keep_width", "keep_height", "expand")


class Autoload(NamedTuple):
    """What is below the root before the main scene: a script or a scene, under a name."""

    name: str
    path: str


class ProjectFile:
    """The settings of a project, `section/key`; none without a file. ScriptError if it cannot be read."""

    def __init__(self, folder: Path) -> None:
        self.folder: Path = folder
        self.values: dict[str, Any] = {}
        file = folder / FILE
        section = ""
        try:
            for one in read(file.read_text(encoding="utf-8") if file.is_file() else "", simple_tags=True):
                if isinstance(one, Tag):
                    section = one.name + "/" if one.name else ""
                else:
                    self.values[section + one.key] = one.value
        except (VariantError, OSError, UnicodeDecodeError) as error:
            raise ScriptError(f"{file} cannot be read: {error}") from None

    @property
    def name(self) -> str:
        """What the project is called; the name of its folder if it does not say."""
        return str(self.values.get("application/config/name", "")) or self.folder.name

    @property
    def main_scene(self) -> str:
        """The path of the scene that it begins with; empty if it does not say."""
        path = str(self.values.get("application/run/main_scene", ""))
        return path if "://" in path or not path else f"res://{path}"

    def autoloads(self) -> list[Autoload]:
        """Return the autoloads in the order of the file."""
        return [
            Autoload(key.partition("/")[2], str(value).removeprefix("*"))
            for key, value in self.values.items()
            if key.startswith("autoload/")
        ]

    def size(self) -> tuple[int, int]:
        """Return width and height of the viewport: 1024 by 600 unless something else is said."""
        width = self.values.get("display/window/size/width", 1024)
        return int(width), int(self.values.get("display/window/size/height", 600))

    def window_size(self) -> tuple[int, int]:
        """Return the size that the window opens with: the one for tests, if there is one."""
        width, height = self.size()
        width = int(self.values.get("display/window/size/test_width", 0)) or width
        return width, int(self.values.get("display/window/size/test_height", 0)) or height

    def stretch(self) -> tuple[int, int]:
        """Return the numbers of the stretch mode and aspect."""
        mode = self.values.get("display/window/stretch/mode", MODES[0])
        aspect = self.values.get("display/window/stretch/aspect", ASPECTS[0])
        return (
            MODES.index(mode) if mode in MODES else 0,
            ASPECTS.index(aspect) if aspect in ASPECTS else 0,
        )

    def actions(self) -> Iterator[tuple[str, float, list[Any]]]:
        """Yield the actions of the input map with their dead zones and events; there are no joysticks."""
        for key, value in self.values.items():
            section, _, action = key.partition("/")
            if section == "input" and isinstance(value, dict):
                events = [
                    make(event.class_name, event.properties, "")
                    for event in value.get("events", ())
                    if isinstance(event, ObjectText) and class_here(event.class_name)
                ]
                yield action, float(value.get("deadzone", 0.5)), events


def root_of(path: Path) -> Path:
    """Return the folder of the project that a file or folder is in, or else its own."""
    start = path if path.is_dir() else path.parent
    return next((folder for folder in (start, *start.parents) if (folder / FILE).is_file()), start)
