"""The tree of a project: its settings apply, its autoloads are there before its main scene."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from ..base.context import ticking
from ..base.error import ScriptError
from ..base.fault import push_error
from ..base.script_names import built_in_script
from ..base.spelling import did_you_mean
from ..files import places
from ..resource.class_here import class_here
from ..resource.loader import ResourceLoader
from ..resource.script_file import python_file
from ..scene import lifecycle
from ..scene.node import Node
from ..scene.scene_tree import SceneTree
from ..text.font import Font
from ..variant.color import Color
from ..variant.vector2 import Vector2
from .settings import FILE, Autoload, ProjectFile, root_of

_SCRIPT = re.compile(r'\bpath="([^"\n]+\.gd)"')
_BUILT_IN = re.compile(r'^\[sub_resource type="GDScript" id=(\d+)', re.MULTILINE)
_BUS_LAYOUT = "res://default_bus_layout.tres"


class ProjectTree(SceneTree):
    """Runs a project of Godot 3 whose scripts are in Python: `run(ProjectTree("game"))`.

    `path` is the folder with its `project.godot`, or a scene in it. ScriptError if there is nothing to
    begin with.
    """

    def __init__(self, path: str | Path) -> None:
        place = Path(path).resolve()
        if not place.exists():
            near = did_you_mean(place.name, [file.name for file in place.parent.glob("*.tscn")])
            raise ScriptError(f"There is no {str(path)!r}.{near}")
        folder = root_of(place)
        self.settings: ProjectFile = ProjectFile(folder)
        places.project.script = str(folder / "main.py")
        places.project.name = self._title_ = self.settings.name
        self._window_size_ = self.settings.window_size()
        self.main_scene: str = (
            places.localize(str(place), places.RES) if place.is_file() else self.settings.main_scene
        )
        if not self.main_scene and not (folder / FILE).is_file():
            raise ScriptError(
                f"{folder} has no {FILE}: name the folder of a project, a scene, or a Python file:"
                " `python -m engine run FILE.py`."
            )
        if not self.main_scene:
            raise ScriptError(
                f'{folder} says no main scene: write `run/main_scene="res://Main.tscn"` below [application]'
                " in its project.godot, or name a scene: `python -m engine run FILE.tscn`."
            )
        self._refuse_gdscript(folder)

    def _refuse_gdscript(self, folder: Path) -> None:
        """Raise ScriptError if all scripts that the project begins with are GDScript still."""
        main = Path(places.globalize(self.main_scene))
        text = (
            main.read_text(encoding="utf-8", errors="replace")
            if main.suffix == ".tscn" and main.is_file()
            else ""
        )
        named = {one.path for one in self.settings.autoloads()} | set(_SCRIPT.findall(text))
        scripts = [path for path in named if path.endswith(".gd") and ResourceLoader.exists(path)]
        scripts += [built_in_script(f"{self.main_scene}::{number}") for number in _BUILT_IN.findall(text)]
        if scripts and not any(python_file(path).is_file() for path in scripts):
            raise ScriptError(
                f"The scripts of {folder} are GDScript still. Turn them into Python, and run what comes of"
                f" it: `python -m engine port {folder} --out {folder}-python`,"
                f" `python -m engine run {folder}-python`."
            )

    def _apply_(self) -> None:
        """Let the settings apply that a tree goes by."""
        settings = self.settings
        self.iterations_per_second = int(settings.values.get("physics/common/physics_fps", 60))
        for action, deadzone, events in settings.actions():
            if self.input_map.has_action(action):
                self.input_map.erase_action(action)
            self.input_map.add_action(action, deadzone)
            for event in events:
                self.input_map.action_add_event(action, event)
        mode, aspect = settings.stretch()
        if mode:
            self.set_screen_stretch(mode, aspect, Vector2(*settings.size()))
        layout = str(settings.values.get("audio/default_bus_layout", _BUS_LAYOUT))
        if ResourceLoader.exists(layout) and (found := ResourceLoader.load(layout)) is not None:
            self.audio.set_bus_layout(found)
        colour = settings.values.get("rendering/environment/default_clear_color")
        if isinstance(colour, Color):
            self.display.clear_color = colour
        self._apply_theme()

    def _apply_theme(self) -> None:
        """Let the project's font be the default one, and its theme be searched before the default one."""
        said = {key: self.settings.values.get(f"gui/theme/{key}") for key in ("custom_font", "custom")}
        if not any(said.values()):
            return
        kind: Any = class_here("Theme")
        theme = kind()
        theme.copy_default_theme()
        for key, path in said.items():
            found = ResourceLoader.load(path) if path else None
            if key == "custom" and isinstance(found, kind):
                theme.put_before(found)
            elif key == "custom_font" and isinstance(found, Font):
                theme.default_font = found
            elif found is not None:
                push_error(f"gui/theme/{key} in {FILE} is {path}, and no such thing: {found!r}.")
        self.default_theme = theme

    def _initialize(self) -> None:
        """Make the autoloads, then the main scene; all are below the root before any enters the tree.

        What they ask for when they are made, such as `OS.window_size`, is this tree's.
        """
        token = ticking.set(self)
        try:
            self._make_scenes_()
        finally:
            ticking.reset(token)

    def _make_scenes_(self) -> None:
        self._apply_()
        made = [node for node in map(_autoload, self.settings.autoloads()) if node is not None]
        packed = ResourceLoader.load(self.main_scene)
        main = packed() if packed is not None else None
        if main is None:
            self.quit(1)
            return
        if not main.name:
            main.name = type(main).__name__
        lifecycle.add_together(self.root, [*made, main], lambda: setattr(self, "current_scene", main))


def _autoload(one: Autoload) -> Node | None:
    """Return the node of an autoload; a script has to be one of a Node."""
    found: Any = ResourceLoader.load(one.path)
    node = found() if found is not None else None
    if not isinstance(node, Node):
        push_error(f"The autoload {one.name}, {one.path}, is no scene and no script of a Node.")
        return None
    node.name = one.name
    return node
