"""VisibilityEnabler2D: lets what nobody sees rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from engine import CONNECT_ONESHOT, Node, ScriptError
from engine.object.property import Field, Property
from engine.scene.notified import notified

from ..animation.animation_player import AnimationPlayer
from ..physics2d.rigid_body_2d import RigidBody2D
from .animated_sprite import AnimatedSprite
from .visibility_notifier_2d import VisibilityNotifier2D

if TYPE_CHECKING:
    from .keywords import VisibilityEnabler2DKeywords

_ENABLERS = (
    "pause_animations",
    "freeze_bodies",
    "pause_particles",
    "process_parent",
    "physics_process_parent",
    "pause_animated_sprites",
)


class VisibilityEnabler2D(VisibilityNotifier2D):
    """Stops bodies that fly and animations of its scene while its `rect` is out of view.

    Its scene is what the nearest node above it has that was made of a scene file, without the instances of
    other files in that. Source: Godot 3.6's `VisibilityEnabler2D`. *Unlike Godot:* where no node above was
    made of a file, it is for what its parent has below it, and not for the whole tree.
    """

    ENABLER_PAUSE_ANIMATIONS = 0
    ENABLER_FREEZE_BODIES = 1
    ENABLER_PAUSE_PARTICLES = 2
    ENABLER_PARENT_PROCESS = 3
    ENABLER_PARENT_PHYSICS_PROCESS = 4
    ENABLER_PAUSE_ANIMATED_SPRITES = 5
    ENABLER_MAX = 6

    _minded_: dict[Node, None]
    """What it stops, and lets go on."""

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[VisibilityEnabler2DKeywords]) -> None: ...

    pause_animations: Property[bool] = Field(True, doc="Whether AnimationPlayers stop.")
    freeze_bodies: Property[bool] = Field(True, doc="Whether RigidBody2Ds fall asleep.")
    pause_particles: Property[bool] = Field(True, doc="Kept for scenes that have it: there are no particles.")
    pause_animated_sprites: Property[bool] = Field(True, doc="Whether AnimatedSprites stop.")
    process_parent: Property[bool] = Field(
        False, doc="Whether the parent's `_process` is called in view alone."
    )
    physics_process_parent: Property[bool] = Field(False, doc="The same for its `_physics_process`.")

    def _make_parts_(self) -> None:
        super()._make_parts_()
        self._minded_ = {}

    def set_enabler(self, enabler: int, enabled: bool) -> None:
        """Set one of the properties, by its number."""
        setattr(self, _name_of(self, enabler), enabled)

    def is_enabler_enabled(self, enabler: int) -> bool:
        """Return one of the properties, by its number."""
        return bool(getattr(self, _name_of(self, enabler)))

    @notified(Node.NOTIFICATION_ENTER_TREE)
    def _find_(self) -> None:
        parent = self.get_parent()
        assert parent is not None  # as it is inside the tree
        top: Node | None = self
        while top is not None and not top.filename:
            top = top.get_parent()
        self._mind_(top or parent)
        for name in ("process_parent", "physics_process_parent"):
            if getattr(self, name):
                switch = f"set_{name.removesuffix('_parent')}"
                parent.connect("ready", parent, switch, [False], CONNECT_ONESHOT)  # it begins with `_ready`

    def _mind_(self, node: Node) -> None:
        if isinstance(node, RigidBody2D | AnimationPlayer | AnimatedSprite):
            self._minded_[node] = None
            node.connect("tree_exiting", self, "_let_go_", [node], CONNECT_ONESHOT)
            self._switch_(node, False)
        for child in node.get_children():
            if not child.filename:
                self._mind_(child)

    def _let_go_(self, node: Node) -> None:
        """Take note that what it minds leaves the tree."""
        if self._minded_.pop(node, self) is None and not self.is_on_screen():
            self._switch_(node, True)

    @notified(Node.NOTIFICATION_EXIT_TREE)
    def _let_all_go_(self) -> None:
        for node in list(self._minded_):
            node.disconnect("tree_exiting", self, "_let_go_")
            self._let_go_(node)

    def _seen_(self, seen: bool) -> None:
        changes = seen != self.is_on_screen()
        super()._seen_(seen)
        if not changes:
            return
        for node in list(self._minded_):
            self._switch_(node, seen)
        parent = self.get_parent()
        if parent is not None and self.process_parent:
            parent.set_process(seen)
        if parent is not None and self.physics_process_parent:
            parent.set_physics_process(seen)

    def _switch_(self, node: Node, enabled: bool) -> None:
        if isinstance(node, RigidBody2D) and self.freeze_bodies:
            node.sleeping = not enabled
        elif isinstance(node, AnimationPlayer) and self.pause_animations:
            node.playback_active = enabled
        elif isinstance(node, AnimatedSprite) and self.pause_animated_sprites:
            if enabled:
                node.play()
            else:
                node.stop()


def _name_of(node: Node, enabler: int) -> str:
    if enabler not in range(len(_ENABLERS)):
        raise ScriptError(f"{node!r} has no enabler {enabler!r}: take 0 to {len(_ENABLERS) - 1}.")
    return _ENABLERS[enabler]
