"""What the classes of Godot 3.6 have, from a table; and the kinds of values, named as Godot names types.

A *kind* is the name of a built-in type (`int`, `String`, `Vector2` …) or of a class; the empty text where
it is not known.
"""

from __future__ import annotations

from functools import cache

from ..base.godot_classes import classes
from .names import module_of

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
COORDINATES: frozenset[str] = frozenset(("x", "y", "z"))
"""Fields that tell a vector where nothing else is known, whatever dictionaries have."""
FIELD_KINDS: dict[tuple[str, str], str] = {
    **{("Rect2", name): "Vector2" for name in ("position", "size", "end")},
    **{("Transform2D", name): "Vector2" for name in ("x", "y", "origin")},
    **{("AABB", name): "Vector3" for name in ("position", "size", "end")},
    **{("Basis", name): "Vector3" for name in ("x", "y", "z")},
    **{("Color", name): "int" for name in ("r8", "g8", "b8", "a8")},
    ("Transform", "basis"): "Basis",
    ("Transform", "origin"): "Vector3",
    ("Plane", "normal"): "Vector3",
}
POOLS: tuple[str, ...] = tuple(
    f"Pool{kind}Array" for kind in ("Byte", "Int", "Real", "String", "Vector2", "Vector3", "Color")
)
ELEMENTS: dict[str, str] = {
    "String": "String",
    "PoolByteArray": "int",
    "PoolIntArray": "int",
    "PoolRealArray": "float",
    "PoolStringArray": "String",
    "PoolVector2Array": "Vector2",
    "PoolVector3Array": "Vector3",
    "PoolColorArray": "Color",
}
"""The kinds of what these hold."""
NUMBERS: tuple[str, str] = ("int", "float")
BUILT_IN: frozenset[str] = frozenset(
    ("int", "float", "bool", "String", "Array", "Dictionary", "NodePath", "RID", *VECTORS, *POOLS)
)


def class_kind(name: str) -> str:
    """Return the kind of the objects of a class of the engine's; empty if it is none."""
    kind = SINGLETONS.get(name, name)
    return kind if kind in classes() else ""


@cache
def kind_everywhere(name: str) -> str:
    """Return the kind of the property of this name, if all classes here that have one agree."""
    kinds = {
        one.properties[name] for one in classes().values() if name in one.properties and module_of(one.name)
    }
    return kinds.pop() if len(kinds) == 1 else ""


@cache
def number_everywhere(name: str) -> str:
    """Return "int" or "float", if every class that has a method of this name returns one from it; else ""."""
    kinds = {one.methods[name] for one in classes().values() if name in one.methods}
    return kinds.pop() if len(kinds) == 1 and kinds <= set(NUMBERS) else ""


_TRANSLATED = ("bbcode_text", "dialog_text", "hint_tooltip", "placeholder_text", "text", "window_title")
"""Properties that the table leaves out, as their values are translated."""


@cache
def all_properties() -> frozenset[str]:
    """Return the names of all properties of the classes that are here."""
    return frozenset(
        (
            *_TRANSLATED,
            *(name for one in classes().values() if module_of(one.name) for name in one.properties),
        )
    )
