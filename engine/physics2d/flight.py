"""How a body flies by itself: velocity, forces, damping, the gravity of areas, and when it falls asleep.

Source: Godot 3.6's `Body2DSW`, but for its contacts: there is no solver for these here.
"""

from __future__ import annotations

from math import atan2, cos, hypot, pi, sin

from .collider import AREA, Collider, Part
from .rigid import COMBINE_REPLACE, REPLACE, REPLACE_COMBINE, Influence, Rigid
from .solids import CIRCLE, CONCAVE, LINE, RAY
from .vectors import NOWHERE, Matrix, Point

_SLOW = 2.0
"""Pixels a second; what is slower, and turns slower than `_SLOWLY`, falls asleep after `_PATIENCE`."""
_SLOWLY = pi * 8.0 / 180.0
_PATIENCE = 0.5
_ROUNDING = 1e-6


def inverse_inertia(rigid: Rigid, collider: Collider) -> float:
    """Return how easily it is turned: 0 if not at all."""
    inertia = 0.0 if rigid.keeps_upright else inertia_of(rigid, collider)
    return 1.0 / inertia if inertia > 0.0 else 0.0


def inertia_of(rigid: Rigid, collider: Collider) -> float:
    """Return how hard it is to turn: what a script has set, or what its shapes make of its mass."""
    if rigid.inertia > 0.0:
        return rigid.inertia
    weighed = [_weighed(part) for part in collider.parts]
    total = sum(size for size, _ in weighed)
    return sum(size * moment for size, moment in weighed) * rigid.mass / total if total else 0.0


def push(rigid: Rigid, collider: Collider, impulse: Point, offset: Point = NOWHERE) -> None:
    """Change its velocity by an impulse at an offset from its origin."""
    (x, y), (dx, dy) = impulse, offset
    vx, vy = collider.velocity
    collider.velocity = (vx + x / rigid.mass, vy + y / rigid.mass)
    twist(rigid, collider, dx * y - dy * x)


def twist(rigid: Rigid, collider: Collider, torque: float) -> None:
    """Change how it turns by an impulse."""
    if torque:
        collider.spin += inverse_inertia(rigid, collider) * torque


def integrate_forces(rigid: Rigid, collider: Collider, everywhere: Influence, delta: float) -> None:
    """Change its velocity by what pulls and damps it for the time of a step."""
    _feel(rigid, collider, everywhere)
    if not rigid.integrates:
        return
    damp = max(0.0, 1.0 - delta * rigid.total_linear_damp)
    turn_damp = max(0.0, 1.0 - delta * rigid.total_angular_damp)
    (x, y), (force_x, force_y), (vx, vy) = rigid.gravity, rigid.applied_force, collider.velocity
    collider.velocity = (
        vx * damp + (x + force_x / rigid.mass) * delta,
        vy * damp + (y + force_y / rigid.mass) * delta,
    )
    collider.spin *= turn_damp
    if rigid.applied_torque:
        twist(rigid, collider, rigid.applied_torque * delta)


def _feel(rigid: Rigid, collider: Collider, everywhere: Influence) -> None:
    """Find out what gravity and damping there are: first those of the areas with the highest priority."""
    origin_x, origin_y = collider.matrix[4], collider.matrix[5]
    x = y = linear = angular = 0.0
    for influence, matrix in [*_influences(collider), (everywhere, collider.matrix)]:
        if influence.mode in (REPLACE, REPLACE_COMBINE):
            x = y = linear = angular = 0.0
        pull_x, pull_y = influence.pull(matrix, origin_x, origin_y)
        x, y = x + pull_x, y + pull_y
        linear, angular = linear + influence.linear_damp, angular + influence.angular_damp
        if influence.mode in (COMBINE_REPLACE, REPLACE):
            break
    rigid.gravity = (x * rigid.gravity_scale, y * rigid.gravity_scale)
    rigid.total_linear_damp = rigid.linear_damp if rigid.linear_damp >= 0.0 else linear
    rigid.total_angular_damp = rigid.angular_damp if rigid.angular_damp >= 0.0 else angular


def flown(rigid: Rigid, collider: Collider, delta: float) -> Matrix:
    """Return where it is after the time of a step."""
    a, b, c, d, x, y = collider.matrix
    if collider.spin:
        angle = atan2(b, a) + collider.spin * delta
        a, b = cos(angle), sin(angle)
        c, d = -b, a
    vx, vy = collider.velocity
    return (a, b, c, d, x + vx * delta, y + vy * delta)


def is_tired(rigid: Rigid, collider: Collider, delta: float) -> bool:
    """Return True if it has been slow for so long that it falls asleep."""
    if rigid.keeps_upright or not rigid.can_sleep:
        return False
    if abs(collider.spin) < _SLOWLY and hypot(*collider.velocity) < _SLOW:
        rigid.still += delta
        return rigid.still > _PATIENCE - _ROUNDING
    rigid.still = 0.0
    return False


def _influences(collider: Collider) -> list[tuple[Influence, Matrix]]:
    """Return what the areas that it is in do to it, and where these are; the most important first."""
    if not collider.pairs:
        return []
    found: dict[Collider, Influence] = {}
    for pair in collider.pairs.values():
        if pair.touches:
            area = pair.second.collider if pair.first.collider is collider else pair.first.collider
            if area.kind == AREA and area.influence is not None:
                found[area] = area.influence
    if not found:
        return []
    areas = sorted(found, key=lambda area: (-found[area].priority, -area.order))
    return [(found[area], area.matrix) for area in areas]


def _weighed(part: Part) -> tuple[float, float]:
    """Return how much of the mass a shape has, and how hard that is to turn around the origin of the body."""
    a, b, c, d, x, y = part.local
    shape = None if part.disabled else part.shape
    solid = None if shape is None else shape._solid_((hypot(a, b), 0.0, 0.0, hypot(c, d), 0.0, 0.0))
    if solid is None:
        return 0.0, 0.0
    left, top, right, bottom = solid.bounds()
    width, height = right - left, bottom - top
    moment = 0.0
    if solid.kind not in (LINE, RAY, CONCAVE):
        moment = (width * width + height * height) / (16.0 if solid.kind == CIRCLE else 12.0)
    across, down = abs(cos(atan2(b, a))), abs(sin(atan2(b, a)))
    size = (width * across + height * down) * (width * down + height * across)
    return size, moment + x * x + y * y
