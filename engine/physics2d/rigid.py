"""What is known of a body that flies, and of an area that pulls at such: numbers for `flight`."""

from __future__ import annotations

from math import hypot

from .vectors import IDENTITY, NOWHERE, Matrix, Point, normalized, transformed

DISABLED, COMBINE, COMBINE_REPLACE, REPLACE, REPLACE_COMBINE = range(5)
"""What an area does with the gravity and the damping of those below it: its space override mode."""


class Influence:
    """What an area, or the whole space, does to the bodies in it that fly."""

    __slots__ = (
        "angular_damp",
        "distance_scale",
        "gravity",
        "is_point",
        "linear_damp",
        "mode",
        "priority",
        "vector",
    )

    def __init__(
        self,
        gravity: float,
        vector: Point,
        linear_damp: float,
        angular_damp: float,
        mode: int = COMBINE,
        priority: float = 0.0,
        is_point: bool = False,
        distance_scale: float = 0.0,
    ) -> None:
        self.gravity: float = gravity
        self.vector: Point = vector
        self.linear_damp: float = linear_damp
        self.angular_damp: float = angular_damp
        self.mode: int = mode
        self.priority: float = priority
        self.is_point: bool = is_point
        self.distance_scale: float = distance_scale

    def pull(self, area: Matrix, x: float, y: float) -> Point:
        """Return the acceleration at a point, with the area at a matrix."""
        if not self.is_point:
            return (self.vector[0] * self.gravity, self.vector[1] * self.gravity)
        to_x, to_y = transformed(area, *self.vector)
        to_x, to_y = to_x - x, to_y - y
        pull = self.gravity
        if self.distance_scale > 0:
            pull /= (hypot(to_x, to_y) * self.distance_scale + 1.0) ** 2
        to_x, to_y = normalized(to_x, to_y)
        return (to_x * pull, to_y * pull)


class Rigid:
    """What makes a collider fly, as its `rigid`; its velocity is the collider's."""

    __slots__ = (
        "angular_damp",
        "applied_force",
        "applied_torque",
        "can_sleep",
        "gravity",
        "gravity_scale",
        "has_warned",
        "inertia",
        "integrates",
        "is_asleep",
        "keeps_upright",
        "linear_damp",
        "mass",
        "monitors",
        "still",
        "told",
        "total_angular_damp",
        "total_linear_damp",
    )

    def __init__(self) -> None:
        self.mass: float = 1.0
        self.inertia: float = 0.0
        """As a script has set it; 0 if its shapes say it."""
        self.gravity_scale: float = 1.0
        self.linear_damp: float = -1.0
        """What it loses of its velocity in a second; -1 if space and areas say it."""
        self.angular_damp: float = -1.0
        self.applied_force: Point = NOWHERE
        self.applied_torque: float = 0.0
        self.can_sleep: bool = True
        self.is_asleep: bool = False
        self.integrates: bool = True
        """Whether forces change its velocity, and not its script alone."""
        self.monitors: bool = False
        """Whether it is told of the bodies that are in its way."""
        self.keeps_upright: bool = False
        """Whether forces do not turn it, nor let it sleep: a character."""
        self.still: float = 0.0
        """For how many seconds it has been slow."""
        self.told: Matrix = IDENTITY
        """Where its node has been put by a step, or has put it."""
        self.has_warned: bool = False
        """Whether it was said that it passes through others."""
        self.gravity: Point = NOWHERE
        """The acceleration that it was given in the last step."""
        self.total_linear_damp: float = 0.0
        self.total_angular_damp: float = 0.0


def upright(matrix: Matrix) -> Matrix:
    """Return a matrix without its scale and skew, as what flies has none."""
    a, b, c, d, x, y = matrix
    a, b = normalized(a, b)
    along = a * c + b * d
    c, d = normalized(c - a * along, d - b * along)
    return (a, b, c, d, x, y)
