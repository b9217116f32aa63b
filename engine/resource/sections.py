"""What the sections of a scene or resource file name: other files, and resources that stand in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ..canvas.texture import Texture
from ..object.kept import FileReference
from ..variant.error import VariantError
from ..variant.text_file import Assignment, ExtResource, ObjectText, ResourcePath, SubResource, Tag, read
from .error import LoadError
from .terms import GODOT3, Terms

external_ids: dict[str, dict[str, int]] = {}
"""The numbers that files, by their paths, have for others: they keep them when they are saved."""
Load = Callable[[str, str], Any]
"""What loads a file: of a path and the type that is expected, what lies there, or None."""
Make = Callable[[str, dict[str, Any], str, Terms], Any]
"""What makes an object: of a class, its properties and its path, in the terms of the file."""


@dataclass
class Section:
    """A tag with the assignments below it."""

    tag: Tag
    assignments: list[Assignment] = field(default_factory=list)

    @property
    def line(self) -> int:
        """The line of the tag."""
        return self.tag.line


class Sections:
    """A file: the sections that are about it, with references to the others in place of their ids."""

    def __init__(self, path: str, text: str, load: Load, make: Make) -> None:
        self.path: str = path
        self._load = load
        self._make = make
        self._external: dict[int | str, Tag] = {}
        self._inner: dict[int | str, Any] = {}
        self.terms: Terms = GODOT3
        self.local: dict[int | str, Section] = {}
        """The sub-resources of which each instance of the scene has its own, by their ids."""
        self.head: Tag | None = None
        self.rest: list[Section] = []
        try:
            for section in _sections(read(text)):
                self._take(section)
        except VariantError as error:
            raise self.error(str(error)) from None
        if self.head is None:
            raise self.error("it begins with no [gd_scene] or [gd_resource]")

    def error(self, why: str, line: int = 0) -> LoadError:
        """Return the error for something in this file."""
        place = f"{self.path}:{line}" if line else self.path
        return LoadError(f"{place}: {why}")

    def _take(self, section: Section) -> None:
        tag = section.tag
        if tag.name in ("gd_scene", "gd_resource"):
            self.head = tag
            terms = _terms_of(tag.fields.get("format", 2))
            if terms is None:
                whose = "Godot 2" if tag.fields["format"] == 1 else "another engine"
                raise self.error(f"it has the format of {whose}; save it with Godot 3 or 4", tag.line)
            self.terms = terms
        elif tag.name == "ext_resource":
            number = tag.fields.get("id", 0)
            self._external[number] = tag
            path = self.absolute(str(tag.fields.get("path", "")))
            if isinstance(number, int):  # those of Godot 4 are texts
                external_ids.setdefault(self.path, {})[path] = number
        elif tag.name == "sub_resource":
            self._take_inner(section)
        else:
            self.rest.append(section)

    def _take_inner(self, section: Section) -> None:
        number = section.tag.fields.get("id", 0)
        values = {one.key: self.known_or_named(one.value, one.line) for one in section.assignments}
        kind = str(section.tag.fields.get("type", ""))
        made = self._make(kind, values, f"{self.path}::{number}", self.terms)
        if getattr(made, "resource_local_to_scene", values.get("resource_local_to_scene")) and hasattr(
            made, "duplicate"
        ):
            self.local[number] = section
        self._inner[number] = made

    def value(self, value: Any, line: int) -> Any:
        """Return a value with what it refers to in place of references, as deep as arrays go."""
        if isinstance(value, ExtResource):
            return self.external(value.id, line)
        if isinstance(value, SubResource):
            if value.id not in self._inner:
                raise self.error(f"there is no [sub_resource] {value.id} before this line", line)
            return self._inner[value.id]
        if isinstance(value, ResourcePath):
            return self._load(value.path, "")
        if isinstance(value, ObjectText):
            properties = {key: self.value(one, line) for key, one in value.properties.items()}
            return self._make(value.class_name, properties, "", self.terms)
        if isinstance(value, list):
            return [self._within(one, line) for one in value]
        if isinstance(value, dict):
            return {self.value(key, line): self._within(one, line) for key, one in value.items()}
        return value

    def _within(self, value: Any, line: int) -> Any:
        """Return a value within an array; in place of a missing texture an empty one that has its path."""
        found = self.known_or_named(value, line)
        if not isinstance(found, FileReference):
            return found
        if found.type != "Texture":
            return None
        empty = Texture()
        empty.resource_path = found.path
        return empty

    def known_or_named(self, value: Any, line: int) -> Any:
        """Return a value as `value` does; of a file that is missing its name, which saving needs."""
        found = self.value(value, line)
        if found is None and isinstance(value, ExtResource):
            fields = self._external[value.id].fields
            return FileReference(self.absolute(str(fields.get("path", ""))), str(fields.get("type", "")))
        return found

    def external(self, number: int | str, line: int) -> Any:
        """Return what the file of an `[ext_resource]` holds; None if that is missing."""
        tag = self._external.get(number)
        if tag is None:
            raise self.error(f"there is no [ext_resource] {number}", line)
        path = self.absolute(str(tag.fields.get("path") or tag.fields.get("uid", "")))
        return self.terms.scene_for(path) or self._load(path, str(tag.fields.get("type", "")))

    def absolute(self, path: str) -> str:
        """Return a path from the project's folder; relative ones begin in that of this file."""
        if "://" in path or path.startswith("/"):
            return path
        return self.path[: self.path.rfind("/") + 1] + path


def _terms_of(format: object) -> Terms | None:
    """Return the terms of files of a format, None if such files are not read."""
    if format in (3, 4):
        from .godot4 import GODOT4  # which programs without such files do without

        return GODOT4
    return GODOT3 if format == 2 else None


def _sections(found: Iterator[Tag | Assignment]) -> Iterator[Section]:
    """Yield tags with what stands below each."""
    section: Section | None = None
    for one in found:
        if isinstance(one, Tag):
            if section is not None:
                yield section
            section = Section(one)
        elif section is not None:
            section.assignments.append(one)
    if section is not None:
        yield section
