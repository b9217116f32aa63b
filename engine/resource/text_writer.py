"""Scenes and resources as Godot 3's text files have them. Source: Godot 3.6's `ResourceFormatSaverText`."""

from __future__ import annotations

from collections.abc import Iterator
from os.path import abspath
from typing import Any

from ..base.fault import push_error
from ..base.godot_properties import stored_properties
from ..canvas.texture import Texture
from ..files.places import RES, localize, scheme_of
from ..object.kept import FileReference, kept_of
from ..object.object import Object
from ..object.signal import CONNECT_PERSIST
from ..scene.node import Node
from ..text.font import Font
from ..variant.error import VariantError
from ..variant.writer import key_in_file, quoted, text_in_file
from .packed_scene import PackedScene
from .scene_state import ConnectionEntry, NodeEntry, SceneState
from .script_file import script_in_file
from .sections import external_ids
from .stored import class_name, stored_of

_SAVED_AS = {
    "AudioStream",
    "Material",
    "OccluderShape",
    "Shader",
    "Shape",
    "Shape2D",
    "StyleBox",
    "Texture",
    "Translation",
    "VideoStream",
}
"""The classes whose names `[ext_resource]` has for all that are derived from them."""


class TextWriter:
    """Writes one file: the resource, those that it holds, and the names of the files of the others."""

    def __init__(self, path: str, *, bundle: bool = False, omit_editor: bool = False) -> None:
        self.path: str = path
        self._bundle = bundle
        self._omit_editor = omit_editor
        self._external: dict[FileReference, int] = {}
        self._inner: dict[Any, int] = {}
        """What stands in the file, each after what it holds, with its number."""

    def text(self, main: Any) -> str:
        """Return the file of a resource."""
        state = main.get_state() if isinstance(main, PackedScene) else None
        for value in _values_of(main) if state is None else _values_in(state):
            self._find(value)
        self._number()
        parts = 1 + len(self._external) + len(self._inner)
        kind = "gd_scene" if state is not None else f'gd_resource type="{class_name(main)}"'
        lines = [f"[{kind}{f' load_steps={parts}' if parts > 1 else ''} format=2]", ""]
        for file, number in sorted(self._external.items(), key=lambda one: one[1]):
            lines.append(f'[ext_resource path="{file.path}" type="{file.type}" id={number}]')
        lines += [""] if self._external else []
        for inner, number in self._inner.items():
            lines += [f'[sub_resource type="{class_name(inner)}" id={number}]', *self._properties(inner), ""]
        if state is None:
            lines += ["[resource]", *self._properties(main)]
        else:
            lines += self._scene(state)
        return "\n".join(lines) + "\n"

    def numbers(self) -> Iterator[tuple[Any, int]]:
        """Yield what stands in the file, and the number of each."""
        yield from self._inner.items()

    def _find(self, value: Any) -> None:
        """Take note of what a value refers to."""
        value = _script(value)
        if isinstance(value, list):
            for one in value:
                self._find(one)
        elif isinstance(value, dict):
            for one in value.values():
                self._find(one)
        elif (file := self._file_of(value)) is not None:
            if file.path == self.path:
                push_error(f"{self.path} refers to itself; that is null when it is loaded again.")
            else:
                self._external.setdefault(file, 0)
        elif can_stand_in_files(value) and value not in self._inner:
            for one in sorted(stored_of(value), key=lambda one: one.name):
                self._find(one.value)
            self._inner[value] = 0

    def _file_of(self, value: Any) -> FileReference | None:
        """Return the file that an object lies in; None of one that stands in this file, and of no object."""
        if isinstance(value, FileReference):
            return value
        if isinstance(value, Texture) and value.path:
            return FileReference(localize(value.path, RES), "Texture")
        if not can_stand_in_files(value):
            return None
        path = getattr(value, "resource_path", "") or kept_of(value).path
        if not path or "::" in path or (self._bundle and not isinstance(value, PackedScene)):
            return None
        kind = class_name(value)
        bases = [base for base in stored_properties(kind) if base in _SAVED_AS]
        return FileReference(local_path(path), (bases or [kind])[0])

    def _number(self) -> None:
        """Give numbers: those that the file had, where nothing else has them, and the next to the others."""
        before = external_ids.get(self.path, {})
        taken: set[int] = set()
        for file in self._external:
            number = before.get(file.path, 0)
            if number and number not in taken:
                self._external[file] = number
                taken.add(number)
        free = (number for number in range(1, len(self._external) + len(taken) + 1) if number not in taken)
        for file, number in self._external.items():
            if not number:
                self._external[file] = next(free)
        external_ids[self.path] = {file.path: number for file, number in self._external.items()}
        used: set[int] = set()
        for inner in self._inner:
            number = _number_of(inner)
            if number and number not in used:
                self._inner[inner] = number
                used.add(number)
        for inner, number in self._inner.items():
            if not number:
                self._inner[inner] = max(used, default=0) + 1
                used.add(self._inner[inner])

    def _properties(self, of: Any) -> Iterator[str]:
        """Yield the lines of a resource's properties that are not as in a new one."""
        for name, value, default in stored_of(of):
            if value is None or (self._omit_editor and name.startswith("__editor")):
                continue
            text = self.value(value)
            if text != default:
                yield f"{key_in_file(name)} = {text}"

    def value(self, value: Any) -> str:
        """Return the text of a value; null, with an error, of what has none."""
        try:
            return text_in_file(value, self._reference)
        except VariantError as error:
            push_error(f"{self.path}: {error} null is saved in place of {value!r}.")
            return "null"

    def _reference(self, value: Any) -> str | None:
        value = _script(value)
        file = self._file_of(value)
        if file is not None:
            return f"ExtResource( {self._external[file]} )" if file in self._external else "null"
        if can_stand_in_files(value):
            return f"SubResource( {self._inner[value]} )" if value in self._inner else "null"
        return None

    # -- Scenes --------------------------------------------------------------------------------

    def _scene(self, state: SceneState) -> Iterator[str]:
        for at, entry in enumerate(state.nodes):
            if at:
                yield ""
            yield self._tag(entry)
            for name, value in entry.properties:
                yield f"{key_in_file(name)} = {self.value(value)}"
        for at, connection in enumerate(state.connections):
            yield from [""] * (not at)
            yield self._connection(connection)
        for at, path in enumerate(state.editable):
            yield from [""] * (not at)
            yield f'[editable path="{path}"]'

    def _tag(self, entry: NodeEntry) -> str:
        fields = [f"name={quoted(entry.name)}"]
        if entry.type:
            fields.append(f'type="{entry.type}"')
        if entry.parent is not None:
            fields.append(f"parent={quoted(entry.parent)}")
        if entry.owner:
            fields.append(f"owner={quoted(entry.owner)}")
        if entry.index >= 0:
            fields.append(f'index="{entry.index}"')
        if entry.groups:
            fields.append(f"groups=[{', '.join(map(quoted, sorted(entry.groups)))}]")
        if entry.placeholder:
            fields.append(f"instance_placeholder={self.value(entry.placeholder)}")
        if entry.instance is not None:
            fields.append(f"instance={self.value(entry.instance)}")
        return f"[node {' '.join(fields)}]"

    def _connection(self, one: ConnectionEntry) -> str:
        flags = "" if one.flags == CONNECT_PERSIST else f" flags={one.flags}"
        binds = f" binds= {self.value(one.binds)}" if one.binds else ""
        return (
            f'[connection signal="{one.signal}" from="{one.source}" to="{one.target}"'
            f' method="{one.method}"{flags}{binds}]'
        )


def local_path(path: str) -> str:
    """Return a path from the project's folder, if it is one in there."""
    return path if scheme_of(path) else localize(abspath(path), RES)


def _script(value: Any) -> Any:
    """Return a value; of the class of a script what stands for it in files, if anything does."""
    if isinstance(value, type) and issubclass(value, Object):
        return script_in_file(value) or value
    return value


def can_stand_in_files(value: Any) -> bool:
    """Return whether a value is a resource, as far as files are concerned."""
    return isinstance(value, Font) or (isinstance(value, Object) and not isinstance(value, Node))


def _number_of(inner: Any) -> int:
    """Return the number that a resource had in its file, 0 if it had none."""
    path = getattr(inner, "resource_path", "") or kept_of(inner).path
    number = path.rpartition("::")[2] if "::" in path else ""
    return int(number) if number.isdecimal() else 0


def _values_of(resource: Any) -> Iterator[Any]:
    for one in sorted(stored_of(resource), key=lambda one: one.name):
        yield one.value


def _values_in(state: SceneState) -> Iterator[Any]:
    for entry in state.nodes:
        yield entry.instance
        for _, value in entry.properties:
            yield value
    for connection in state.connections:
        yield connection.binds
