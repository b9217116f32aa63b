"""Scenes of other programs, which Godot imports: nothing is read of them, and those around them go on."""

from __future__ import annotations

from functools import cache
from typing import Any

from ..base.fault import push_warning
from .class_here import class_here, stand_in

_ENDINGS = (".blend", ".dae", ".escn", ".fbx", ".glb", ".gltf", ".obj")


class Model:
    """A scene of another program, of which nothing is read: an empty node stands for it."""

    def __init__(self, path: str, kind: type[Any]) -> None:
        self.path: str = path
        self.kind: type[Any] = kind

    def instance(self, edit_state: int = 0) -> Any:
        """Return such a node."""
        return self.kind()

    def __repr__(self) -> str:
        return f"<Model {self.path}>"


@cache
def model_of(path: str) -> Model | None:
    """Return what stands for a file of a project of Godot 3 if it is a model, with one warning."""
    if not is_model(path) or path.lower().endswith(".obj"):  # of which Godot 3 makes a mesh
        return None
    return standing_for(path, class_here("Spatial") or stand_in("Spatial"))


def is_model(path: str) -> bool:
    """Return whether a file is one that Godot makes a scene of and we do not."""
    return path.lower().endswith(_ENDINGS)


def standing_for(path: str, kind: type[Any] | None) -> Model:
    """Return what stands for a model, and say so."""
    assert kind is not None
    push_warning(f"{path}: models are not read here; an empty {kind.__name__} stands for it.")
    return Model(path, kind)
