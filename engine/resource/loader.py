"""ResourceLoader: what lies in the files of a project, each read once."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from ..base.error import ScriptError
from ..base.fault import push_error
from ..base.spelling import did_you_mean
from ..canvas.texture import Texture
from ..files.places import OutsideError, globalize
from ..object.object import Object
from ..object.resource import taken_over
from ..scene.loader import load_scene
from ..text.font import Font
from ..variant.pool_string_array import PoolStringArray
from .error import LoadError
from .makers import make
from .packed_scene import PackedScene, files
from .script_file import class_of_script
from .sections import Sections
from .uids import UID, path_of

if TYPE_CHECKING:
    from ..audio.stream import AudioStream

_BINARY = {".scn": ".tscn", ".res": ".tres"}
_LARGEST = 64 * 1024 * 1024
_loaded: dict[str, tuple[tuple[int, int], Any]] = {}
"""What has been loaded, by the absolute path, with the time and size that the file had then."""
_FONT_SIZE = 16
_PICTURES = ("png", "jpg", "jpeg", "webp", "bmp")
_ENDINGS = {
    "Texture": _PICTURES,
    "Font": ("ttf", "otf"),
    "DynamicFont": ("ttf", "otf"),
    "PackedScene": ("tscn", "py"),
    "Resource": ("tres",),
    "AudioStream": ("wav", "ogg"),
    "AudioStreamSample": ("wav",),
    "AudioStreamOGGVorbis": ("ogg",),
    "Script": ("gd", "py"),
}
_loading: list[str] = []
"""The files that are being loaded, each by the one before it."""


class Loader(Object):
    """Loads files by their paths: what scripts know as `ResourceLoader`. Source: Godot 3.6's class of it."""

    def load(self, path: str, type_hint: str = "", no_cache: bool = False) -> Any:
        """Return what lies in a file, of the same file the same object; None, with an error, if nothing does.

        `.tscn` gives a PackedScene, `.tres` the resource, pictures a Texture, `.ttf` a Font, `.wav` and
        `.ogg` an AudioStream, `.py` the class of a scene, see `engine.scene.loader`, and `.gd` that of the
        script: `engine.resource.script_file`.
        """
        try:
            return _load(path, no_cache)
        except (ScriptError, ValueError) as error:
            push_error(f"load: {error}")
            return None

    def exists(self, path: str, type_hint: str = "") -> bool:
        """Return whether there is a file that can be loaded."""
        try:
            place = globalize(path)
        except OutsideError:
            return False
        return os.path.isfile(place) and os.path.splitext(place)[1].lower() in _READERS

    def has(self, path: str) -> bool:
        """Return whether there is a file that can be loaded: the older name of `exists`."""
        return self.exists(path)

    def has_cached(self, path: str) -> bool:
        """Return whether loading a file again gives what there is already."""
        return taken_over(path) is not None or globalize(path) in _loaded

    def get_recognized_extensions_for_type(self, type: str) -> PoolStringArray:
        """Return how the names of files end that a type is loaded from: of a PackedScene, `tscn` and `py`."""
        return PoolStringArray(_ENDINGS.get(type, ()))


ResourceLoader: Final = Loader()
"""Loads what lies in files: `ResourceLoader.load("res://icon.png")`."""
files.load = ResourceLoader.load


def load(path: str) -> Any:
    """Return what lies in a file: see `ResourceLoader.load`."""
    return ResourceLoader.load(path)


def preload(path: str) -> Any:
    """Return what lies in a file, as `load` does: Python runs a script from its beginning, where this stands.

    Unlike Godot: a path that leads nowhere is found when it runs, and is an error then: ScriptError.
    """
    found = ResourceLoader.load(path)
    if found is None:
        raise ScriptError(f"preload: {path!r} cannot be loaded; the log says why.")
    return found


def _load(path: str, no_cache: bool = False) -> Any:
    if not isinstance(path, str) or not path:
        raise LoadError(f"A path is a text such as 'res://icon.png', not {path!r}.")
    if path.startswith(UID):
        path = path_of(path)
    taken = taken_over(path)
    if taken is not None and not no_cache:
        return taken
    place = globalize(path)
    if ".py:" in place:
        return load_scene(place)
    ending = os.path.splitext(place)[1].lower()
    if ending in _BINARY:
        raise LoadError(f"{path} is binary: save it as {_BINARY[ending]} in Godot's editor.")
    reader = _READERS.get(ending)
    if reader is None:
        raise LoadError(f"{path}: nothing is read from {ending or 'a file without an ending'} here.")
    if ending == ".gd":
        return class_of_script(path)
    stamp = _stamp(place, path)
    kept = _loaded.get(place)
    if kept is not None and kept[0] == stamp and not no_cache:
        return kept[1]
    if place in _loading:
        chain = " -> ".join([*_loading[_loading.index(place) :], place])
        raise LoadError(f"{path} needs itself: {chain}.")
    _loading.append(place)
    try:
        found = reader(path, place)
    finally:
        _loading.pop()
    if not no_cache:
        _loaded[place] = (stamp, found)
    return found


def saved(path: str, resource: Any) -> None:
    """Take note that a resource was saved: if it is what was loaded from there, it is so still."""
    place = globalize(path)
    kept = _loaded.get(place)
    if kept is not None and kept[1] is resource:
        _loaded[place] = (_stamp(place, path), resource)


def _stamp(place: str, path: str) -> tuple[int, int]:
    try:
        status = os.stat(place)
    except OSError as error:
        folder = os.path.dirname(place)
        near = did_you_mean(os.path.basename(place), os.listdir(folder)) if os.path.isdir(folder) else ""
        raise LoadError(f"{path} cannot be opened: {error.strerror}.{near}") from None
    if status.st_size > _LARGEST:
        raise LoadError(f"{path} has more than {_LARGEST} bytes.")
    return status.st_mtime_ns, status.st_size


def _text(path: str, place: str) -> str:
    try:
        with open(place, encoding="utf-8", newline="") as file:
            return file.read()
    except (OSError, UnicodeDecodeError) as error:
        raise LoadError(f"{path} cannot be read: {error}") from None


def _needed(path: str, type_hint: str) -> Any:
    """Load what another file names: a scene must be there, everything else may be missing."""
    if type_hint == "PackedScene":
        return _load(path)
    if type_hint == "Script":
        return ResourceLoader.load(os.path.splitext(path)[0] + ".gd")
    return ResourceLoader.load(path, type_hint)


def _read_scene(path: str, place: str) -> PackedScene:
    return PackedScene.of_sections(Sections(path, _text(path, place), _needed, make))


def _read_resource(path: str, place: str) -> Any:
    sections = Sections(path, _text(path, place), _needed, make)
    for section in sections.rest:
        if section.tag.name == "resource":
            assert sections.head is not None
            values = {one.key: sections.known_or_named(one.value, one.line) for one in section.assignments}
            return make(str(sections.head.fields.get("type", "")), values, path, sections.terms)
    raise LoadError(f"{path} has no [resource].")


def _read_picture(path: str, place: str) -> Texture:
    return Texture.load(place)


def _read_font(path: str, place: str) -> Font:
    return Font(_FONT_SIZE, path=place)


def _read_sound(path: str, place: str) -> AudioStream:
    from ..audio.files import read_audio

    return read_audio(path, place)


def _read_class(path: str, place: str) -> type[Any]:
    return load_scene(place) if place.endswith(".py") else class_of_script(path)


_READERS: dict[str, Callable[[str, str], Any]] = {
    ".tscn": _read_scene,
    ".tres": _read_resource,
    **dict.fromkeys([f".{ending}" for ending in _PICTURES], _read_picture),
    **dict.fromkeys((".ttf", ".otf"), _read_font),
    **dict.fromkeys((".wav", ".ogg"), _read_sound),
    **dict.fromkeys((".gd", ".py"), _read_class),
}
