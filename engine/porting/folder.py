"""A project of Godot 3 on the disk: its scripts, its settings, and what its scenes are made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ..variant.error import VariantError
from ..variant.text_file import Assignment, Tag, read
from .error import GDScriptError
from .names import module_of
from .parser import parse
from .project import Project

SETTINGS = "project.godot"
_NOT_COPIED = {".import", ".godot", ".git", ".mono", "__pycache__"}
"""Folders that belong to the engine or to other tools."""
_MADE_OTHERWISE = {"DynamicFont", "DynamicFontData"}
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
        self.unreadable: list[Unreadable] = []
        self.missing_classes: Counter[str] = Counter()
        """Classes of nodes and resources in scenes that are not here, and how often they are there."""

    def read(self) -> None:
        """Read the settings, all scripts and all scenes."""
        self._read_settings()
        for file in self._files(".gd"):
            self._read_script(file)
        self.project.resolve()
        for ending in (".tscn", ".tres"):
            for file in self._files(ending):
                self._read_scene(file)

    def path(self, file: Path) -> str:
        """Return the path of a file as scripts write it."""
        return f"res://{file.relative_to(self.root).as_posix()}"

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
            return file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            self.unreadable.append(Unreadable(self.path(file), str(error), 0))
            return ""

    def _read_script(self, file: Path) -> None:
        path, text = self.path(file), self._text(file)
        try:
            self.project.add(path, parse(text))
        except GDScriptError as error:
            self.unreadable.append(Unreadable(path, str(error), lines_of_code(text)))
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
        try:
            for one in read(self._text(file)):
                if isinstance(one, Tag) and one.name in ("node", "sub_resource"):
                    kind = one.fields.get("type")
                    if isinstance(kind, str) and not module_of(kind) and kind not in _MADE_OTHERWISE:
                        self.missing_classes[kind] += 1
        except VariantError as error:
            self.unreadable.append(Unreadable(self.path(file), str(error), 0))


def lines_of_code(text: str) -> int:
    """Return how many lines say something."""
    return sum(1 for line in text.splitlines() if line.strip() and not line.strip().startswith("#"))
