"""PhysicsBody2D: what stands in the way."""

from __future__ import annotations

from typing import Any

from engine import Node, ScriptError

from .collision_object_2d import CollisionObject2D


class PhysicsBody2D(CollisionObject2D):
    """The base of the bodies: StaticBody2D, KinematicBody2D and RigidBody2D.

    Source: Godot 3.6's `PhysicsBody2D`.
    """

    def add_collision_exception_with(self, body: Node) -> None:
        """Let it and another body pass through each other."""
        self._collider_.exceptions[_body(self, body)._collider_] = None

    def remove_collision_exception_with(self, body: Node) -> None:
        """Undo `add_collision_exception_with`."""
        self._collider_.exceptions.pop(_body(self, body)._collider_, None)

    def get_collision_exceptions(self) -> list[Any]:
        """Return the bodies that it passes through, but for those that have been freed."""
        return [other.owner for other in self._collider_.exceptions if not other.owner._freed_]


def _body(of: PhysicsBody2D, body: Node) -> PhysicsBody2D:
    if not isinstance(body, PhysicsBody2D):
        raise ScriptError(f"{of!r} can pass through another body, not {body!r}.")
    return body
