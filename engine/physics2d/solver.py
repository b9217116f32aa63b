"""Whether two solids overlap, or would while they move, and at which points.

Two convex solids are apart if there is an axis along which they are; which axes come into question is
known from their kinds. If there is none, the axis along which they overlap the least is where they are
pushed apart, and the contacts are what is foremost of each there.

Sources: Godot 3.6's `CollisionSolver2DSW` and `sat_2d_calculate_penetration`.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import hypot

from .solids import CAPSULE, Concave, Line, Ray, Rectangle, Solid
from .vectors import EPSILON, NOWHERE, Point, normalized

Contact = tuple[float, float, float, float]
"""A point of the first solid, and the one of the second that belongs to it."""

_ALONG = 1.0 - 0.99998
"""The largest cosine of the angle between a motion and the normal of an edge that lies along it."""


def overlap(
    a: Solid, b: Solid, motion_a: Point = NOWHERE, motion_b: Point = NOWHERE, margin: float = 0.0
) -> bool:
    """Return True if two solids overlap somewhere on their motions; `a` is larger by the margin."""
    return _solve(a, b, motion_a, motion_b, margin, None)


def contacts(
    a: Solid, b: Solid, motion_a: Point = NOWHERE, motion_b: Point = NOWHERE, margin: float = 0.0
) -> list[Contact] | None:
    """Return where two solids touch, as `overlap`; None if they do not."""
    found: list[Contact] = []
    return found if _solve(a, b, motion_a, motion_b, margin, found) else None


def _solve(
    a: Solid, b: Solid, motion_a: Point, motion_b: Point, margin: float, found: list[Contact] | None
) -> bool:
    first, second = (a, b) if a.kind <= b.kind else (b, a)
    into: list[Contact] | None = None if found is None else []
    if isinstance(first, Line):
        touches = not isinstance(second, Line | Ray) and _on_line(first, second, into)
    elif isinstance(first, Ray):
        motion = motion_a if first is a else motion_b
        touches = not isinstance(second, Ray) and _by_ray(first, motion, second, into)
    elif isinstance(second, Concave):
        motions = (motion_a, motion_b) if first is a else (motion_b, motion_a)
        margins = (margin, 0.0) if first is a else (0.0, margin)
        touches = not isinstance(first, Concave) and _with_concave(first, second, *motions, *margins, into)
    elif first is a:
        touches = _with_convex(a, b, motion_a, motion_b, margin, 0.0, into)
    else:  # the engine gives the margin to the other one here, which moves the contacts by as much
        touches = _with_convex(b, a, motion_b, motion_a, margin, 0.0, into)
    if into and found is not None:
        found += into if first is a else [(cx, cy, x, y) for x, y, cx, cy in into]
    return touches


def _on_line(line: Line, other: Solid, found: list[Contact] | None) -> bool:
    nx, ny, at = line.surface()
    touches = False
    for x, y in other.supports(-nx, -ny):
        depth = nx * x + ny * y - at
        if depth < 0:
            touches = True
            if found is not None:
                found.append((x - nx * depth, y - ny * depth, x, y))
    return touches


def _by_ray(ray: Ray, motion: Point, other: Solid, found: list[Contact] | None) -> bool:
    begin, (x, y) = ray.line()
    if motion != NOWHERE:
        nx, ny = normalized(x - begin[0], y - begin[1])
        further = max(0.0, nx * motion[0] + ny * motion[1])
        x, y = x + nx * further, y + ny * further
    hit = other.entered(begin, (x, y))
    if hit is None:
        return False
    if found is not None:
        hit_x, hit_y, nx, ny = hit
        if ray.slips:
            depth = hypot(hit_x - x, hit_y - y)
            hit_x, hit_y = x + nx * depth, y + ny * depth
        found.append((x, y, hit_x, hit_y))
    return True


def _with_concave(
    a: Solid,
    walls: Concave,
    motion_a: Point,
    motion_b: Point,
    margin_a: float,
    margin_b: float,
    found: list[Contact] | None,
) -> bool:
    touches = False
    for wall in walls.segments_near(a):
        touches |= _with_segment(a, wall, motion_a, motion_b, margin_a, margin_b, found)
        if touches and found is None:
            break
    return touches


def _with_segment(
    a: Solid,
    wall: Solid,
    motion_a: Point,
    motion_b: Point,
    margin_a: float,
    margin_b: float,
    found: list[Contact] | None,
) -> bool:
    if a.kind <= wall.kind:
        return _with_convex(a, wall, motion_a, motion_b, margin_a, margin_b, found)
    into: list[Contact] | None = None if found is None else []
    touches = _with_convex(wall, a, motion_b, motion_a, margin_b, margin_a, into)
    if into and found is not None:
        found += [(cx, cy, x, y) for x, y, cx, cy in into]
    return touches


def _with_convex(
    a: Solid,
    b: Solid,
    motion_a: Point,
    motion_b: Point,
    margin_a: float,
    margin_b: float,
    found: list[Contact] | None,
) -> bool:
    axis = _least_overlap(a, b, motion_a, motion_b, margin_a, margin_b)
    if axis is None:
        return False
    if found is not None:
        x, y = axis
        of_a = _foremost(a, -x, -y, motion_a, margin_a)
        of_b = _foremost(b, x, y, motion_b, margin_b)
        if len(of_a) > len(of_b):
            found += [(bx, by, ax, ay) for ax, ay, bx, by in _pairs(of_b, of_a, -x, -y)]
        else:
            found += _pairs(of_a, of_b, x, y)
    return True


# -- Axes ------------------------------------------------------------------------------------------


def _least_overlap(
    a: Solid, b: Solid, motion_a: Point, motion_b: Point, margin_a: float, margin_b: float
) -> Point | None:
    """Return the axis along which two solids overlap the least, towards `a`; None if they do not."""
    least, best_x, best_y = 1e15, 0.0, 0.0
    margin = margin_a + margin_b
    moves_a, moves_b = motion_a != NOWHERE, motion_b != NOWHERE
    for x, y in _axes(a, b, motion_a, motion_b, margin != 0.0):
        if abs(x) < EPSILON and abs(y) < EPSILON:
            x, y = 0.0, 1.0
        low_a, high_a = a.reach(x, y)
        low_b, high_b = b.reach(x, y)
        if moves_a:
            along = x * motion_a[0] + y * motion_a[1]
            low_a, high_a = low_a + min(along, 0.0), high_a + max(along, 0.0)
        if moves_b:
            along = x * motion_b[0] + y * motion_b[1]
            low_b, high_b = low_b + min(along, 0.0), high_b + max(along, 0.0)
        before = high_a - low_b + margin
        behind = high_b - low_a + margin
        if before < 0.0 or behind < 0.0:
            return None
        if behind < before:
            if behind < least:
                least, best_x, best_y = behind, x, y
        elif before < least:
            least, best_x, best_y = before, -x, -y
    return (best_x, best_y)


def _axes(a: Solid, b: Solid, motion_a: Point, motion_b: Point, has_margin: bool) -> Iterator[Point]:
    """Yield the axes along which two solids may be apart."""
    offsets = [NOWHERE]
    for motion, sign in ((motion_a, 1.0), (motion_b, -1.0)):
        if motion != NOWHERE:
            x, y = normalized(*motion)
            yield (x, y)
            yield (y, -x)
            offsets += [(ox + sign * motion[0], oy + sign * motion[1]) for ox, oy in offsets]
    if a.kind == b.kind == CAPSULE:
        yield from b.faces
        yield from a.faces
    else:
        yield from a.faces
        yield from b.faces
    if not (has_margin or a.is_round or b.is_round):
        return
    if isinstance(a, Rectangle):
        if isinstance(b, Rectangle):
            yield from _between_rectangles(a, b, motion_a, motion_b)
        else:
            for dx, dy in offsets:
                yield from _from_corners(a, [(x - dx, y - dy) for x, y in b.ends])
    elif isinstance(b, Rectangle):
        for dx, dy in offsets:
            yield from _from_corners(b, [(x + dx, y + dy) for x, y in a.ends])
    else:
        for ax, ay in a.ends:
            for bx, by in b.ends:
                for dx, dy in offsets:
                    yield normalized(ax + dx - bx, ay + dy - by)


def _from_corners(box: Rectangle, points: list[Point]) -> Iterator[Point]:
    for x, y in points:
        corner_x, corner_y = box.corner_near(x, y)
        yield normalized(corner_x - x, corner_y - y)


def _between_rectangles(a: Rectangle, b: Rectangle, motion_a: Point, motion_b: Point) -> Iterator[Point]:
    ax, ay, bx, by = a.matrix[4], a.matrix[5], b.matrix[4], b.matrix[5]
    moves_a = [NOWHERE, motion_a] if motion_a != NOWHERE else [NOWHERE]
    moves_b = [NOWHERE, motion_b] if motion_b != NOWHERE else [NOWHERE]
    for by_b in moves_b:
        for by_a in moves_a:
            x, y = a.corner_near(bx + by_b[0], by + by_b[1], by_a)
            to_x, to_y = b.corner_near(ax + by_a[0], ay + by_a[1], by_b)
            yield normalized(x - to_x, y - to_y)


# -- Contacts --------------------------------------------------------------------------------------


def _foremost(solid: Solid, x: float, y: float, motion: Point, margin: float) -> list[Point]:
    """Return what of a solid is foremost in a direction at some time of its motion."""
    points = solid.supports(x, y)
    if motion != NOWHERE:
        dx, dy = motion
        nx, ny = normalized(dx, dy)
        if abs(x * nx + y * ny) < _ALONG:
            if len(points) == 1:
                points.append((points[0][0] + dx, points[0][1] + dy))
            else:
                (ax, ay), (bx, by) = points
                at = 1 if (bx - ax) * dx + (by - ay) * dy > 0 else 0
                points[at] = (points[at][0] + dx, points[at][1] + dy)
        elif x * dx + y * dy > 0:
            points = [(px + dx, py + dy) for px, py in points]
    return [(px + x * margin, py + y * margin) for px, py in points] if margin else points


def _pairs(few: list[Point], many: list[Point], x: float, y: float) -> list[Contact]:
    """Return the contacts between what is foremost of two solids: points, edges, or one of each."""
    if len(many) == 1:
        return [(*few[0], *many[0])]
    (ax, ay), (bx, by) = many
    if len(few) == 1:
        px, py = few[0]
        width, height = bx - ax, by - ay
        length = width * width + height * height
        part = ((px - ax) * width + (py - ay) * height) / length if length >= 1e-20 else 0.0
        return [(px, py, ax + width * part, ay + height * part)]
    depth_few = x * few[0][0] + y * few[0][1]
    depth_many = x * ax + y * ay
    along = [(y * px - x * py, True, px, py) for px, py in few]
    along += [(y * px - x * py, False, px, py) for px, py in many]
    along.sort(key=lambda entry: entry[0])
    found = []
    for _, is_of_few, px, py in along[1:3]:
        off = x * px + y * py
        if is_of_few:
            if off <= depth_many - EPSILON:
                off -= depth_many
                found.append((px, py, px - x * off, py - y * off))
        elif depth_few <= off - EPSILON:
            off -= depth_few
            found.append((px - x * off, py - y * off, px, py))
    return found
