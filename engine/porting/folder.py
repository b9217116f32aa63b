"""A project of Godot 3 on the disk: its scripts, its settings, and what its scenes are made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ..base.script_names import built_in_script
from ..variant.error import VariantError
from ..variant.text_file import Assignment, Tag, read
from .error import GDScriptError
from .names import module_of
from .parser import parse
from .project import Project

SETTINGS = "project.godot"
_NOT_COPIED = {".import", ".godot", ".git", ".mono", "__pycache__"}
"""Folders that belong to the engine or to other tools."""
_MADE_OTHERWISE = {"DynamicFont", "DynamicFontData", "GDScript"}
"""Classes that are not here, of which something else is made."""
_SPOILT = {".import", ".stex", ".uid"}


class Unreadable(NamedTuple):
    """A file that could not be read, and why."""

    path: str
    why: str
    lines: int


class Folder:
    """The files of a project. Nothing is ever written here."""

    def __init__(self, root: Path) -> None:
        self.root: Path = root
        self.project: Project = Project()
        self.sources: dict[str, str] = {}
        self.built_in: dict[str, str] = {}
        """Where scripts stand that have no file of their own, by the paths that they get."""
        self.unreadable: list[Unreadable] = []
        self.missing_classes: Counter[str] = Counter()
        """Classes of nodes and resources in scenes that are not here, and how often they are there."""

    def read(self) -> None:
        """Read the settings, all scripts and all scenes."""
        self._read_settings()
        for file in self._files(".gd"):
            self._read_script(file)
        for ending in (".tscn", ".tres"):
            for file in self._files(ending):
                self._read_scene(file)
        self.project.resolve()

    def keep(self, path: str) -> None:
        """Leave nothing to be said but of one script."""
        self.unreadable = [one for one in self.unreadable if one.path == path]
        self.missing_classes.clear()

    def path(self, file: Path) -> str:
        """Return the path of a file as scripts write it."""
        return f"res://{file.relative_to(self.root).as_posix()}"

    def shown(self, path: str) -> str:
        """Return the path of a script as people know it: one that stands in a scene is `res://a.tscn::1`."""
        return self.built_in.get(path, path)

    def others(self) -> Iterator[Path]:
        """Yield the files that come along as they are, relative to the root."""
        for file in self._files():
            if file.suffix != ".gd" and file.suffix not in _SPOILT:
                yield file.relative_to(self.root)

    def _files(self, ending: str = "") -> Iterator[Path]:
        for file in sorted(self.root.rglob(f"*{ending}")):
            parts = file.relative_to(self.root).parts
            if file.is_file() and not _NOT_COPIED & set(parts[:-1]):
                yield file

    def _text(self, file: Path) -> str:
        try:
            return file.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            self.unreadable.append(Unreadable(self.path(file), str(error), 0))
            return ""

    def _read_script(self, file: Path) -> None:
        self._take_script(self.path(file), self._text(file))

    def _take_script(self, path: str, text: str) -> None:
        try:
            self.project.add(path, parse(text))
        except GDScriptError as error:
            self.unreadable.append(Unreadable(self.shown(path), str(error), lines_of_code(text)))
        else:
            self.sources[path] = text

    def _read_settings(self) -> None:
        file = self.root / SETTINGS
        section = ""
        try:
            for one in read(self._text(file) if file.is_file() else "", simple_tags=True):
                if isinstance(one, Tag):
                    section = one.name
                elif section == "autoload":
                    self._take_autoload(one)
        except VariantError as error:
            self.unreadable.append(Unreadable(self.path(file), str(error), 0))

    def _take_autoload(self, one: Assignment) -> None:
        """Take in an autoload: with `*` before its path its name is there everywhere."""
        if isinstance(one.value, str) and one.value.startswith("*"):
            self.project.autoloads[one.key] = one.value[1:]

    def _read_scene(self, file: Path) -> None:
        tag: Tag | None = None
        try:
            for one in read(self._text(file)):
                if isinstance(one, Tag):
                    tag = one
                    self._look_at_class(one)
                elif tag is not None and tag.fields.get("type") == "GDScript" and one.key == "script/source":
                    self._take_built_in(f"{self.path(file)}::{tag.fields.get('id', 0)}", str(one.value))
        except VariantError as error:
            self.unreadable.append(Unreadable(self.path(file), str(error), 0))

    def _look_at_class(self, tag: Tag) -> None:
        """Count a class of a node or a resource that is not here."""
        kind = tag.fields.get("type") if tag.name in ("node", "sub_resource") else None
        if isinstance(kind, str) and not module_of(kind) and kind not in _MADE_OTHERWISE:
            self.missing_classes[kind] += 1

    def _take_built_in(self, place: str, text: str) -> None:
        """Take in a script that stands in a scene or a resource file."""
        path = built_in_script(place)
        self.built_in[path] = place
        self._take_script(path, text)


def lines_of_code(text: str) -> int:
    """Return how many lines say something."""
    return sum(1 for line in text.splitlines() if line.strip() and not line.strip().startswith("#"))
