"""What the classes of Godot 3.6 have, from a table; and the kinds of values, named as Godot names types.

A *kind* is the name of a built-in type (`int`, `String`, `Vector2` …) or of a class; the empty text where
it is not known.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from .names import module_of

_TABLE = Path(__file__).with_name("godot3.jsonl")

SINGLETONS: dict[str, str] = {
    **{
        name: f"_{name}"
        for name in (
            *("ClassDB", "Directory", "Engine", "File", "Geometry", "JSON", "Marshalls", "Mutex", "OS"),
            *("ResourceLoader", "ResourceSaver", "Semaphore", "Thread"),
        )
    },
    **{
        name: name
        for name in (
            *("ARVRServer", "AudioServer", "CameraServer", "IP", "Input", "InputMap", "JavaClassWrapper"),
            *("JavaScript", "NavigationMeshGenerator", "Performance", "Physics2DServer", "PhysicsServer"),
            *("ProjectSettings", "Time", "TranslationServer", "VisualServer"),
        )
    },
}
"""Names that are there everywhere, with the class that tells what they have."""

VECTORS: dict[str, tuple[str, ...]] = {
    "Vector2": ("x", "y"),
    "Vector3": ("x", "y", "z"),
    "Rect2": ("position", "size"),
    "Transform2D": ("x", "y", "origin"),
    "Color": ("r", "g", "b", "a"),
    "Quat": ("x", "y", "z", "w"),
    "Plane": ("normal", "d"),
    "AABB": ("position", "size"),
    "Basis": ("x", "y", "z"),
    "Transform": ("basis", "origin"),
}
"""Values that do not change here, with their fields."""
FIELD_KINDS: dict[tuple[str, str], str] = {
    **{("Rect2", name): "Vector2" for name in ("position", "size", "end")},
    **{("Transform2D", name): "Vector2" for name in ("x", "y", "origin")},
    **{("AABB", name): "Vector3" for name in ("position", "size", "end")},
    **{("Basis", name): "Vector3" for name in ("x", "y", "z")},
    ("Transform", "basis"): "Basis",
    ("Transform", "origin"): "Vector3",
    ("Plane", "normal"): "Vector3",
}
POOLS: tuple[str, ...] = tuple(
    f"Pool{kind}Array" for kind in ("Byte", "Int", "Real", "String", "Vector2", "Vector3", "Color")
)
NUMBERS: tuple[str, str] = ("int", "float")
BUILT_IN: frozenset[str] = frozenset(
    ("int", "float", "bool", "String", "Array", "Dictionary", "NodePath", "RID", *VECTORS, *POOLS)
)


class GodotClass(NamedTuple):
    """One class: what it adds to its base. Properties and methods have the kinds of their values."""

    name: str
    base: str
    properties: dict[str, str]
    methods: dict[str, str]
    signals: list[str]
    constants: list[str]


class Found(NamedTuple):
    """A member that was looked up: `sort` is `property`, `method`, `signal` or `constant`."""

    sort: str
    kind: str
    owner: str


@cache
def classes() -> dict[str, GodotClass]:
    """Return all classes by their names."""
    lines = _TABLE.read_text(encoding="utf-8").splitlines()
    return {found.name: found for found in (GodotClass(*json.loads(line)) for line in lines)}


def lineage(name: str) -> Iterator[GodotClass]:
    """Yield a class and its bases."""
    while found := classes().get(name):
        yield found
        name = found.base


@cache
def member(name: str, of: str) -> Found | None:
    """Return what `name` is in class `of` or its bases."""
    for one in lineage(of):
        if name in one.methods:
            return Found("method", one.methods[name], one.name)
        if name in one.properties:
            return Found("property", one.properties[name], one.name)
        if name in one.signals:
            return Found("signal", "Signal", one.name)
        if name in one.constants:
            return Found("constant", "int", one.name)
    return None


@cache
def kind_everywhere(name: str) -> str:
    """Return the kind of the property of this name, if all classes here that have one agree."""
    kinds = {
        one.properties[name] for one in classes().values() if name in one.properties and module_of(one.name)
    }
    return kinds.pop() if len(kinds) == 1 else ""


@cache
def all_members() -> frozenset[str]:
    """Return the names of all members of all classes."""
    return frozenset(
        name
        for one in classes().values()
        for part in (one.properties, one.methods, one.signals)
        for name in part
    )
