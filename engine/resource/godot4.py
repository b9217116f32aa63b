"""Godot 4's terms: what its classes and properties are called here, and what stands in for the others.

Whoever reads a Godot 4 scene here wants its nodes, names, scripts and what is synchronized: a server of the
game. So whatever a class has there its stand-in has, too, with the default of the engine: a
MultiplayerSynchronizer may name it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from math import degrees
from typing import Any, Final

from ..base.error import ScriptError
from ..base.fault import push_warning
from ..base.godot4_classes import lineage
from ..canvas.texture import Texture
from ..object.exported import Exported
from ..object.object import Object
from ..object.resource import Resource
from ..object.signal import Signal
from ..variant.parser import Parser
from ..variant.parser4 import GODOT4 as DIALECT
from ..variant.transform import Transform
from ..variant.vector2 import Vector2
from .class_here import class_here
from .models import Model, is_model, standing_for
from .terms import Terms
from .values import put

RENAMED: Final = {
    "AnimatedSprite2D": "AnimatedSprite",
    "AudioStreamOggVorbis": "AudioStreamOGGVorbis",
    "AudioStreamWAV": "AudioStreamSample",
    "CharacterBody2D": "KinematicBody2D",
    "Marker2D": "Position2D",
    "SeparationRayShape2D": "RayShape2D",
    "Sprite2D": "Sprite",
    "TextureProgressBar": "TextureProgress",
    "VisibleOnScreenNotifier2D": "VisibilityNotifier2D",
    "WorldBoundaryShape2D": "LineShape2D",
}
"""What Godot 3 calls these classes, whose nodes do much the same."""

_OTHERS = frozenset({"TileMap", "TileSet", "Tween"})
"""Classes that have a name of Godot 3's, and are others."""

_Put = tuple[str, Callable[[Any, Any], Any]]
"""The name of a property here, and what its value becomes, of the object and that."""


def _as(name: str) -> _Put:
    return name, lambda of, value: value


def _pictures(of: Any, animations: Any) -> list[dict[str, Any]]:
    """Return animations whose frames are pictures, or None where one is not read here.

    How long each is shown is let go.
    """
    textures = [[frame["texture"] for frame in one["frames"]] for one in animations]
    return [
        {**one, "frames": [found if isinstance(found, Texture) else None for found in frames]}
        for one, frames in zip(animations, textures, strict=True)
    ]


_SIDES = ("left", "top", "right", "bottom")
_PROPERTIES: Final[dict[str, dict[str, _Put]]] = {
    "AnimatedSprite": {"sprite_frames": _as("frames")},
    "Animation": {"loop_mode": ("loop", lambda of, mode: bool(mode))},
    "AnimationPlayer": {"speed_scale": _as("playback_speed")},
    "BaseButton": {"button_pressed": _as("pressed")},
    "Button": {"alignment": _as("align")},
    "Camera2D": {"zoom": ("zoom", lambda of, zoom: Vector2(1 / zoom.x, 1 / zoom.y))},
    "CapsuleShape2D": {"height": ("height", lambda of, height: height - 2 * of.radius)},
    "Control": {
        **{f"offset_{side}": _as(f"margin_{side}") for side in _SIDES},
        **{f"focus_neighbor_{side}": _as(f"focus_neighbour_{side}") for side in _SIDES},
        **{name: _as(f"rect_{name}") for name in ("pivot_offset", "position", "scale", "size")},
        "clip_contents": _as("rect_clip_content"),
        "custom_minimum_size": _as("rect_min_size"),
        "rotation": ("rect_rotation", lambda of, angle: degrees(angle)),
        "tooltip_text": _as("hint_tooltip"),
    },
    "Label": {
        "autowrap_mode": ("autowrap", lambda of, mode: bool(mode)),
        "horizontal_alignment": _as("align"),
        "vertical_alignment": _as("valign"),
    },
    "LineEdit": {"alignment": _as("align")},
    "LineShape2D": {"distance": _as("d")},
    "Node": {"process_mode": ("pause_mode", lambda of, mode: {1: 1, 3: 2}.get(mode, 0))},
    "RectangleShape2D": {"size": ("extents", lambda of, size: size / 2)},
    "SpriteFrames": {"animations": ("animations", _pictures)},
}
"""What properties are called here, by the class that has them."""

_OVERRIDES = "theme_override_"
_METADATA = "metadata/"
_NO_LOSS = ("Node", "CanvasItem", "Resource")
"""Classes of which everything is here that a server might want; the rest is about editors and drawing."""


@cache
def class_named(name: str) -> type[Any] | None:
    """Return the class of a name of Godot 4's: ours, or one that is made, and has what ours lacks.

    There is one warning for what is not here. None if the engine has no such class.
    """
    own = class_here(RENAMED.get(name, name)) if name not in _OTHERS else None
    if own is not None and name not in RENAMED:
        return own
    bases = list(lineage(name))
    if not bases:
        return None
    if own is None:
        named = (class_here(RENAMED.get(one.name, one.name)) for one in bases[1:])
        own = next((found for found in named if found is not None), Object)
        if name != "AnimationLibrary":  # whose animations are the player's here
            push_warning(
                f"Godot 4's {name} is not here: {own.__name__} stands in for it, and does what that does."
            )
    members: dict[str, Any] = {"__module__": own.__module__}
    for one in bases:
        if one.name not in _NO_LOSS:
            members |= {signal: Signal() for signal in one.signals if not hasattr(own, signal)}
            lacking = [(key, text) for key, text in one.properties.items() if not hasattr(own, key)]
            members |= {key: Exported(_default(text)) for key, text in lacking}
    made: type[Any] = type(name, (own,), members)
    made._is_native_ = True
    return made


def _default(text: str) -> Any:
    parser = Parser(text)
    parser.dialect = DIALECT
    return parser.value(0)


def put4(of: Object, name: str, value: Any) -> None:
    """Set a property of an object as a file of Godot 4 has it.

    What a resource cannot be here is warned of: the rest of a scene is what a server wants.
    """
    try:
        _put(of, name, value)
    except (ScriptError, TypeError, ValueError) as error:
        if not isinstance(of, Resource):
            raise
        push_warning(f"{of!r}: what a file of Godot 4 says of {name!r} is let go: {error}")


def _put(of: Object, name: str, value: Any) -> None:
    if name.startswith(_METADATA):
        of.set_meta(name.removeprefix(_METADATA), value)
    elif name.startswith(_OVERRIDES):
        put(of, f"custom_{name.removeprefix(_OVERRIDES)}", value)
    elif isinstance(of, Resource) and not hasattr(type(of), name) and not class_here(of.get_class()):
        setattr(of, name, value)  # a stand-in has whatever a file says of it
    elif name.partition("/")[0] == "libraries" and of.is_class("AnimationPlayer"):
        _put_libraries(of, {name.partition("/")[2]: value} if "/" in name else value)
    else:
        for kind, names in _PROPERTIES.items():
            if name in names and of.is_class(kind):
                name, become = names[name]
                value = become(of, value)
                break
        put(of, name, value)
        if name == "transform" and of.is_class("Node3D"):
            for part, one in _parts(value).items():
                of.set(part, one)


def _parts(transform: Transform) -> dict[str, Any]:
    """Return what else a Node3D says of its place: files have its transform, synchronizers these."""
    turned = transform.basis.orthonormalized()
    return {
        "position": transform.origin,
        "rotation": turned.get_euler(),
        "scale": transform.basis.get_scale(),
        "basis": transform.basis,
        "quaternion": turned.get_rotation_quat(),
    }


def _put_libraries(player: Any, libraries: dict[str, Any]) -> None:
    """Give an AnimationPlayer the animations of its libraries."""
    for library, held in libraries.items():
        animations = {**getattr(held, "_data", {})}
        animations |= {key.partition("/")[2]: one for key, one in vars(held).items() if key[:6] == "_data/"}
        for name, animation in animations.items():
            player.add_animation(f"{library}/{name}" if library else str(name), animation)


@cache
def model_of(path: str) -> Model | None:
    """Return what stands for a file if it is a model, with one warning."""
    return standing_for(path, class_named("Node3D")) if is_model(path) else None


GODOT4: Final = Terms(class_named, put4, model_of)
