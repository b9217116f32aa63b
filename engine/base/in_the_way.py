"""What Python would import in place of `nodes` or `engine`, which need each other."""

from __future__ import annotations

import sys
from os.path import basename, dirname, realpath
from typing import Any

_HOME = dirname(dirname(dirname(__file__)))
"""Where both packages are."""


def in_the_way(package: str, path: list[str] | None = None) -> str:
    """Return the path of what is imported as `package` in place of ours, an empty text if ours is.

    A file or a folder beside the script comes first on the import path; beside an editable installation
    even an empty folder does. With a `path` it is what a program would import that had this one.
    """
    module = sys.modules.get(package) if path is None else None
    place = _place_of(_found(package, path) if module is None else getattr(module, "__spec__", None))
    ours = f"{_HOME}/{package}"
    return "" if place == ours or realpath(place) == realpath(ours) else place


def words_of(package: str, place: str) -> str:
    """Return what is said of what is in the way, with the remedy."""
    kind = "file" if place.endswith(".py") else "folder"
    return (
        f"Here `{package}` is {place}, and not Estragon's package of that name. Give that {kind} another"
        " name, or start Python where it is not on the import path; `estragon doctor` tells what else"
        " is there."
    )


def refuse(package: str) -> None:
    """Raise an ImportError if something else is imported as `package`."""
    place = in_the_way(package)
    if place:
        raise ImportError(words_of(package, place), name=package, path=place)


def _found(package: str, path: list[str] | None) -> Any:
    for finder in sys.meta_path:
        spec = finder.find_spec(package, path)
        if spec is not None:
            return spec
    return None


def _place_of(spec: Any) -> str:
    """Return the folder of a package, or the file of a module; empty if there is none."""
    if spec is None:
        return ""
    file: str | None = spec.origin if spec.has_location else None
    if file is None:
        return next(iter(spec.submodule_search_locations or ()), "")
    return dirname(file) if basename(file).startswith("__init__.") else file
