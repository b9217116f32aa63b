"""ResourceLoader, `load` and `preload`: what lies in a file, as a script uses it."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, Final

from ..base.error import ScriptError
from ..base.fault import push_error
from ..base.spelling import did_you_mean
from ..canvas.texture import Texture
from ..files import places
from ..object.object import Object
from ..scene.loader import load_scene
from ..text.font import Font
from ..variant.pool_string_array import PoolStringArray

_PICTURES = ("png", "jpg", "jpeg", "webp", "bmp")
_FONTS = ("ttf", "otf")
_FONT_SIZE = 16

LOADERS: dict[str, Callable[[str], Any]] = {
    **dict.fromkeys(_PICTURES, Texture.load),
    **dict.fromkeys(_FONTS, lambda path: Font(_FONT_SIZE, path=path)),
    "py": load_scene,
}
"""What makes something of a file, by the ending of its name."""
_KINDS = {
    "Texture": _PICTURES,
    "Font": _FONTS,
    "DynamicFont": _FONTS,
    "PackedScene": ("py",),
    "Script": ("py",),
}


class Loader(Object):
    """What scripts know as `ResourceLoader`. Source: Godot 3.6's `ResourceLoader`.

    Unlike Godot: a scene is a class in a Python file, so `load("res://level.py")` gives the class, and
    `load("res://level.py")()` a node of it.
    """

    def load(self, path: str, type_hint: str = "", no_cache: bool = False) -> Any:
        """Return what lies in a file: a Texture, a Font, the class of a scene.

        Of the same file it is the same object. None, with an error in the log, if it cannot be used.
        """
        ending = _ending(path)
        if ending not in LOADERS:
            endings = ", ".join(f".{one}" for one in LOADERS)
            push_error(f"load: {path!r} is nothing that can be loaded: that is what ends with {endings}.")
            return None
        try:
            real = places.globalize(path)
            if not os.path.isfile(real.partition(".py:")[0] + ".py" * (".py:" in real)):
                push_error(f"load: there is no {path!r}.{_nearby(real)}")
                return None
            return LOADERS[ending](real)
        except (ScriptError, ValueError) as error:
            push_error(f"load: {path!r}: {error}")
            return None

    def exists(self, path: str, type_hint: str = "") -> bool:
        """Return True if there is a file that can be loaded."""
        try:
            return _ending(path) in LOADERS and os.path.isfile(places.globalize(path))
        except ValueError:
            return False

    def has(self, path: str) -> bool:
        """Return True if there is a file that can be loaded: the older name of `exists`."""
        return self.exists(path)

    def has_cached(self, path: str) -> bool:
        """Return True if loading a file again gives what there is already: of any that can be loaded."""
        return self.exists(path)

    def get_recognized_extensions_for_type(self, type: str) -> PoolStringArray:
        """Return how the names of files end that a type is loaded from: of a PackedScene, `py`."""
        return PoolStringArray(_KINDS.get(type, ()))


def _ending(path: str) -> str:
    return path.partition(".py:")[0].rpartition(".")[2].lower() if ".py:" not in path else "py"


def _nearby(real: str) -> str:
    try:
        names = os.listdir(os.path.dirname(real))
    except OSError:
        return f" There is no folder {os.path.dirname(real)!r}."
    return did_you_mean(os.path.basename(real), names)


ResourceLoader: Final = Loader()
"""Loads what lies in files: `ResourceLoader.load("res://icon.png")`."""


def load(path: str) -> Any:
    """Return what lies in a file: a Texture, a Font, the class of a scene. See `ResourceLoader.load`."""
    return ResourceLoader.load(path)


def preload(path: str) -> Any:
    """Return what lies in a file, as `load` does: Python runs a script from its beginning, where this stands.

    Unlike Godot: a path that leads nowhere is found when it runs, and is an error then: ScriptError.
    """
    found = ResourceLoader.load(path)
    if found is None:
        raise ScriptError(f"preload: {path!r} cannot be loaded; the log says why.")
    return found
