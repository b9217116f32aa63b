"""ResourceSaver: resources and scenes into files, as Godot writes them."""

from __future__ import annotations

import os
from typing import Any, Final

from ..base.error import Error
from ..base.fault import push_error
from ..files.file import File
from ..object.kept import keep_of
from ..object.object import Object
from ..object.resource import Resource
from ..variant.pool_string_array import PoolStringArray
from .loader import saved
from .packed_scene import PackedScene
from .terms import GODOT3
from .text_writer import TextWriter, can_stand_in_files, local_path

_BINARY = (".scn", ".res")


class Saver(Object):
    """Writes resources to files: what scripts know as `ResourceSaver`. Source: Godot 3.6's class of it.

    Unlike Godot: there are the text files alone, `.tscn` of scenes and `.tres` of all else.
    """

    FLAG_RELATIVE_PATHS = 1
    FLAG_BUNDLE_RESOURCES = 2
    FLAG_CHANGE_PATH = 4
    FLAG_OMIT_EDITOR_PROPERTIES = 8
    FLAG_SAVE_BIG_ENDIAN = 16
    FLAG_COMPRESS = 32
    FLAG_REPLACE_SUBRESOURCE_PATHS = 64

    def save(self, path: str, resource: Any, flags: int = 0) -> Error:
        """Write a resource to a file, anew if it is there. Return OK if that goes.

        ERR_FILE_UNRECOGNIZED if the path has another ending than `get_recognized_extensions` says, and the
        error of `File.open` if the file cannot be written. FLAG_BUNDLE_RESOURCES writes those that lie in
        other files into this one, FLAG_REPLACE_SUBRESOURCE_PATHS gives those that stand in it its path.
        """
        if not isinstance(path, str) or not can_stand_in_files(resource):
            push_error(
                f"save: a path and a resource are needed, such as {self._example_()}, not {resource!r}."
            )
            return Error.ERR_INVALID_PARAMETER
        ending = os.path.splitext(path)[1].lower()
        if ending[1:] not in self.get_recognized_extensions(resource):
            wanted = "tscn" if isinstance(resource, PackedScene) else "tres"
            binary = ", which is binary and not written here" if ending in _BINARY else ""
            push_error(
                f"save: {path}: {resource!r} is saved as .{wanted}, not as {ending or 'this'}{binary}."
            )
            return Error.ERR_FILE_UNRECOGNIZED
        if isinstance(resource, PackedScene) and resource.get_state().terms is not GODOT3:
            push_error(
                f"save: {path}: {resource!r} is one of Godot 4, and those of Godot 3 are written: make an"
                " instance of it, and save a PackedScene that packs that."
            )
            return Error.ERR_FILE_UNRECOGNIZED
        return self._write_(path, resource, flags)

    def get_recognized_extensions(self, type: Any) -> PoolStringArray:
        """Return how the names of files end that a resource can be saved to."""
        return PoolStringArray(["tscn" if isinstance(type, PackedScene) else "tres"])

    def _write_(self, path: str, resource: Any, flags: int) -> Error:
        writer = TextWriter(
            local_path(path),
            bundle=bool(flags & self.FLAG_BUNDLE_RESOURCES),
            omit_editor=bool(flags & self.FLAG_OMIT_EDITOR_PROPERTIES),
        )
        file = File()
        text = writer.text(resource)  # before the file is emptied
        error = file.open(path, File.WRITE)
        if error:
            push_error(f"save: {path} cannot be written.")
            return error
        file.store_string(text)
        file.close()
        if flags & self.FLAG_REPLACE_SUBRESOURCE_PATHS:
            for inner, number in writer.numbers():
                _set_path(inner, f"{writer.path}::{number}")
        saved(path, resource)
        return Error.OK

    def _example_(self) -> str:
        return '`ResourceSaver.save("user://scene.tscn", packed_scene)`'


ResourceSaver: Final = Saver()
"""Writes resources to files: `ResourceSaver.save("user://scene.tscn", packed_scene)`."""


def _set_path(inner: Any, path: str) -> None:
    if isinstance(inner, Resource):
        inner.resource_path = path
    else:
        keep_of(inner).path = path
