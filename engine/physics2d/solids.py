"""Solids: shapes where they are. How far they reach along an axis, what they have there, where a line enters.

A solid is made of a shape and a matrix and never changes; what moves gets another. Directions have the
length 1, and y points down.

Source: Godot 3.6's `Shape2DSW` and its kinds, whose names and order the kinds here have.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import hypot, sqrt

from .vectors import EPSILON, NOWHERE, Bounds, Matrix, Point, inverse, normalized, transformed

LINE, RAY, SEGMENT, CIRCLE, RECTANGLE, CAPSULE, CONVEX, CONCAVE = range(8)

_IS_AN_EDGE = 0.99998
"""The least cosine of the angle between a direction and a normal at which a whole edge is in front."""
_FAR = 1e10

Hit = tuple[float, float, float, float]
"""Where a line enters, and the normal there, which is 0, 0 for one that begins inside."""


class Solid:
    """A shape that is somewhere."""

    __slots__ = ("ends", "faces", "matrix")

    kind: int
    is_round: bool = False
    """Whether its ends are the middles of circles, and not corners."""

    def __init__(self, matrix: Matrix) -> None:
        self.matrix: Matrix = matrix
        self.faces: Sequence[Point] = ()
        """The normals of its edges, and of half of them if the others are opposite."""
        self.ends: Sequence[Point] = ()
        """Its corners, or the middles of what is round."""

    def reach(self, x: float, y: float) -> tuple[float, float]:
        """Return where it begins and ends along a direction."""
        raise NotImplementedError

    def supports(self, x: float, y: float) -> list[Point]:
        """Return what of it is foremost in a direction: a point, or the ends of an edge."""
        a, b, c, d, _, _ = self.matrix
        local = self._local_supports(*normalized(a * x + b * y, c * x + d * y))
        return [transformed(self.matrix, *point) for point in local]

    def bounds(self) -> Bounds:
        """Return the upright rectangle around it."""
        left, right = self.reach(1.0, 0.0)
        top, bottom = self.reach(0.0, 1.0)
        return (left, top, right, bottom)

    def contains(self, x: float, y: float) -> bool:
        """Return True if a point lies in it."""
        return self._local_contains(*transformed(inverse(self.matrix), x, y))

    def entered(self, begin: Point, end: Point) -> Hit | None:
        """Return where a line enters it, None if it does not."""
        back = inverse(self.matrix)
        hit = self._local_entered(*transformed(back, *begin), *transformed(back, *end))
        if hit is None:
            return None
        x, y, nx, ny = hit
        a, b, c, d, _, _ = back
        return (*transformed(self.matrix, x, y), *normalized(a * nx + b * ny, c * nx + d * ny))

    def _local_supports(self, x: float, y: float) -> list[Point]:
        raise NotImplementedError

    def _local_contains(self, x: float, y: float) -> bool:
        return False

    def _local_entered(self, x: float, y: float, to_x: float, to_y: float) -> Hit | None:
        return None


class Line(Solid):
    """Everything on one side of a line: a floor without ends."""

    __slots__ = ("_d", "_normal")

    kind = LINE

    def __init__(self, matrix: Matrix, normal: Point, d: float) -> None:
        super().__init__(matrix)
        self._normal = normal
        self._d = d

    def surface(self) -> tuple[float, float, float]:
        """Return its normal, and how far it is along that."""
        x, y = self._normal
        a, b, c, d, _, _ = self.matrix
        nx, ny = normalized(a * x + c * y, b * x + d * y)
        px, py = transformed(self.matrix, x * self._d, y * self._d)
        return (nx, ny, nx * px + ny * py)

    def reach(self, x: float, y: float) -> tuple[float, float]:
        """Return where it begins and ends along a direction."""
        return (-_FAR, _FAR)

    def _local_contains(self, x: float, y: float) -> bool:
        return self._normal[0] * x + self._normal[1] * y < self._d

    def _local_entered(self, x: float, y: float, to_x: float, to_y: float) -> Hit | None:
        nx, ny = self._normal
        towards = nx * (x - to_x) + ny * (y - to_y)
        if abs(towards) <= EPSILON:
            return None
        part = (nx * x + ny * y - self._d) / towards
        if not -EPSILON <= part <= 1.0 + EPSILON:
            return None
        return (x + (to_x - x) * part, y + (to_y - y) * part, nx, ny)


class Ray(Solid):
    """A leg that a body stands on: from its origin down its own y axis."""

    __slots__ = ("_length", "slips")

    kind = RAY

    def __init__(self, matrix: Matrix, length: float, slips: bool) -> None:
        super().__init__(matrix)
        self._length = length
        self.slips: bool = slips
        """Whether it follows the normal of a slope, and not its own direction."""

    def line(self) -> tuple[Point, Point]:
        """Return where it begins and where it ends."""
        _, _, c, d, e, f = self.matrix
        return (e, f), (e + c * self._length, f + d * self._length)

    def reach(self, x: float, y: float) -> tuple[float, float]:
        """Return where it begins and ends along a direction."""
        (ax, ay), (bx, by) = self.line()
        one, other = x * ax + y * ay, x * bx + y * by
        return (one, other) if one < other else (other, one)

    def _local_supports(self, x: float, y: float) -> list[Point]:
        return [(0.0, self._length) if y > 0 else NOWHERE]


class Segment(Solid):
    """A wall without thickness, between two points."""

    __slots__ = ("_a", "_b", "_normal")

    kind = SEGMENT

    def __init__(self, matrix: Matrix, a: Point, b: Point, in_row: bool = False) -> None:
        super().__init__(matrix)
        self._a, self._b = a, b
        self._normal = (b[1] - a[1], a[0] - b[0])
        if in_row:  # one of several; alone it is as long in the engine as the segment, and so is the edge
            self._normal = normalized(*self._normal)
        self.ends: Sequence[Point] = (transformed(matrix, *a), transformed(matrix, *b))
        (ax, ay), (bx, by) = self.ends
        self.faces: Sequence[Point] = (normalized(by - ay, ax - bx),)

    def reach(self, x: float, y: float) -> tuple[float, float]:
        """Return where it begins and ends along a direction."""
        (ax, ay), (bx, by) = self.ends
        one, other = x * ax + y * ay, x * bx + y * by
        return (one, other) if one < other else (other, one)

    def _local_supports(self, x: float, y: float) -> list[Point]:
        nx, ny = self._normal
        if abs(x * nx + y * ny) > _IS_AN_EDGE:
            return [self._a, self._b]
        ahead = x * (self._b[0] - self._a[0]) + y * (self._b[1] - self._a[1])
        return [self._b if ahead > 0 else self._a]

    def _local_entered(self, x: float, y: float, to_x: float, to_y: float) -> Hit | None:
        crossing = _crossing(x, y, to_x, to_y, self._a, self._b)
        if crossing is None:
            return None
        nx, ny = self._normal
        if nx * (x - self._a[0]) + ny * (y - self._a[1]) <= 0:
            nx, ny = -nx, -ny
        return (*crossing, nx, ny)


class Circle(Solid):
    """What is within a distance of a point; an ellipse, if it is scaled so."""

    __slots__ = ("_radius",)

    kind = CIRCLE
    is_round = True

    def __init__(self, matrix: Matrix, radius: float) -> None:
        super().__init__(matrix)
        self._radius = radius
        self.ends: Sequence[Point] = ((matrix[4], matrix[5]),)

    def reach(self, x: float, y: float) -> tuple[float, float]:
        """Return where it begins and ends along a direction."""
        a, b, c, d, e, f = self.matrix
        middle = x * e + y * f
        radius = self._radius * hypot(a * x + b * y, c * x + d * y)
        return (middle - radius, middle + radius)

    def _local_supports(self, x: float, y: float) -> list[Point]:
        return [(x * self._radius, y * self._radius)]

    def _local_contains(self, x: float, y: float) -> bool:
        return x * x + y * y < self._radius * self._radius

    def _local_entered(self, x: float, y: float, to_x: float, to_y: float) -> Hit | None:
        return _circle_entered(x, y, to_x, to_y, self._radius)


class Rectangle(Solid):
    """A rectangle around its origin."""

    __slots__ = ("_half", "_half_x", "_half_y")

    kind = RECTANGLE

    def __init__(self, matrix: Matrix, half: Point) -> None:
        super().__init__(matrix)
        a, b, c, d, _, _ = matrix
        width, height = self._half = half
        self._half_x = (a * width, b * width)
        self._half_y = (c * height, d * height)
        self.faces: Sequence[Point] = (normalized(a, b), normalized(c, d))

    def reach(self, x: float, y: float) -> tuple[float, float]:
        """Return where it begins and ends along a direction."""
        (ax, ay), (bx, by) = self._half_x, self._half_y
        middle = x * self.matrix[4] + y * self.matrix[5]
        half = abs(x * ax + y * ay) + abs(x * bx + y * by)
        return (middle - half, middle + half)

    def corner_near(self, x: float, y: float, by: Point = NOWHERE) -> Point:
        """Return the corner in whose quarter a point lies, after the rectangle was moved `by` so much."""
        x, y = transformed(inverse(self.matrix), x - by[0], y - by[1])
        width, height = self._half
        at = transformed(self.matrix, -width if x < 0 else width, -height if y < 0 else height)
        return (at[0] + by[0], at[1] + by[1])

    def _local_supports(self, x: float, y: float) -> list[Point]:
        width, height = self._half
        if abs(x) >= _IS_AN_EDGE:
            side = width if x > 0 else -width
            return [(side, height), (side, -height)]
        if abs(y) >= _IS_AN_EDGE:
            side = height if y > 0 else -height
            return [(width, side), (-width, side)]
        return [(-width if x < 0 else width, -height if y < 0 else height)]

    def _local_contains(self, x: float, y: float) -> bool:
        width, height = self._half
        return -width <= x < width and -height <= y < height

    def _local_entered(self, x: float, y: float, to_x: float, to_y: float) -> Hit | None:
        return _box_entered(x, y, to_x, to_y, *self._half)


class Capsule(Solid):
    """What is within a distance of an upright line."""

    __slots__ = ("_half", "_radius")

    kind = CAPSULE
    is_round = True

    def __init__(self, matrix: Matrix, radius: float, height: float) -> None:
        super().__init__(matrix)
        self._radius = radius
        self._half = height * 0.5
        a, b, c, d, e, f = matrix
        self.faces: Sequence[Point] = (normalized(a, b),)
        x, y = c * self._half, d * self._half
        self.ends: Sequence[Point] = ((e + x, f + y), (e - x, f - y))

    def reach(self, x: float, y: float) -> tuple[float, float]:
        """Return where it begins and ends along a direction."""
        a, b, c, d, e, f = self.matrix
        middle, along = x * e + y * f, c * x + d * y
        half = self._radius * hypot(a * x + b * y, along) + self._half * abs(along)
        return (middle - half, middle + half)

    def _local_supports(self, x: float, y: float) -> list[Point]:
        radius, half = self._radius, self._half
        if abs(y) < 1.0 - _IS_AN_EDGE:
            side = radius if x > 0 else -radius
            return [(side, half), (side, -half)]
        return [(x * radius, y * radius + (half if y > 0 else -half))]

    def _local_contains(self, x: float, y: float) -> bool:
        y = max(0.0, abs(y) - self._half)
        return x * x + y * y < self._radius * self._radius

    def _local_entered(self, x: float, y: float, to_x: float, to_y: float) -> Hit | None:
        half, radius = self._half, self._radius
        hits = [_box_entered(x, y, to_x, to_y, radius, half)]
        for middle in (half, -half):
            hit = _circle_entered(x, y - middle, to_x, to_y - middle, radius)
            hits.append(hit and (hit[0], hit[1] + middle, hit[2], hit[3]))
        return _first(hits, x, y, to_x, to_y)


class Convex(Solid):
    """The area between points that go round, without a dent."""

    __slots__ = ("_normals", "_points")

    kind = CONVEX

    def __init__(self, matrix: Matrix, points: Sequence[Point]) -> None:
        super().__init__(matrix)
        self._points = points
        self._normals = _normals(points)
        self.ends: Sequence[Point] = [transformed(matrix, x, y) for x, y in points]
        self.faces: Sequence[Point] = _normals(self.ends)

    def reach(self, x: float, y: float) -> tuple[float, float]:
        """Return where it begins and ends along a direction."""
        along = [x * px + y * py for px, py in self.ends]
        return (min(along), max(along))

    def _local_supports(self, x: float, y: float) -> list[Point]:
        points = self._points
        for i, (nx, ny) in enumerate(self._normals):
            if x * nx + y * ny > _IS_AN_EDGE:
                return [points[i], points[(i + 1) % len(points)]]
        return [max(points, key=lambda point: x * point[0] + y * point[1])]

    def _local_contains(self, x: float, y: float) -> bool:
        sides = {
            nx * (x - px) + ny * (y - py) > 0
            for (nx, ny), (px, py) in zip(self._normals, self._points, strict=True)
        }
        return len(sides) == 1

    def _local_entered(self, x: float, y: float, to_x: float, to_y: float) -> Hit | None:
        hits = []
        for i, (nx, ny) in enumerate(self._normals):
            crossing = _crossing(x, y, to_x, to_y, self._points[i], self._points[(i + 1) % len(self._points)])
            hits.append(crossing and (*crossing, nx, ny))
        return _against(_first(hits, x, y, to_x, to_y), x, y, to_x, to_y)


class Concave(Solid):
    """Walls without thickness, each between two points."""

    __slots__ = ("_near", "_segments")

    kind = CONCAVE

    def __init__(self, matrix: Matrix, segments: Sequence[tuple[Point, Point]]) -> None:
        super().__init__(matrix)
        self._segments = _from_one_end(segments)
        self._near: dict[int, Segment] = {}
        """Those that were asked for, by their places."""

    def segments_near(self, other: Solid) -> Iterable[Segment]:
        """Yield the segments whose bounds overlap those of another solid, in its own coordinates."""
        a, b, c, d, e, f = self.matrix
        (left, right), (top, bottom) = _along(other, a, b, e, f), _along(other, c, d, e, f)
        for i, ((ax, ay), (bx, by)) in enumerate(self._segments):
            if left < max(ax, bx) and min(ax, bx) < right and top < max(ay, by) and min(ay, by) < bottom:
                found = self._near.get(i)
                if found is None:
                    found = self._near[i] = Segment(self.matrix, (ax, ay), (bx, by), True)
                yield found

    def reach(self, x: float, y: float) -> tuple[float, float]:
        """Return where it begins and ends along a direction."""
        along = []
        for segment in self._segments:
            for point in segment:
                px, py = transformed(self.matrix, *point)
                along.append(x * px + y * py)
        return (min(along), max(along))

    def _local_supports(self, x: float, y: float) -> list[Point]:
        points = [point for segment in self._segments for point in segment]
        return [max(points, key=lambda point: x * point[0] + y * point[1])]

    def _local_entered(self, x: float, y: float, to_x: float, to_y: float) -> Hit | None:
        hits = []
        for a, b in self._segments:
            crossing = _crossing(x, y, to_x, to_y, a, b)
            hits.append(crossing and (*crossing, *normalized(b[1] - a[1], a[0] - b[0])))
        return _against(_first(hits, x, y, to_x, to_y), x, y, to_x, to_y)


# -- Lines ---------------------------------------------------------------------------------------


def _crossing(x: float, y: float, to_x: float, to_y: float, a: Point, b: Point) -> Point | None:
    """Return where a line crosses the one from `a` to `b`."""
    width, height = to_x - x, to_y - y
    length = width * width + height * height
    if not length:
        return None
    ax, ay, bx, by = a[0] - x, a[1] - y, b[0] - x, b[1] - y
    side_a, side_b = (ay * width - ax * height) / length, (by * width - bx * height) / length
    if (side_a < 0) == (side_b < 0):
        return None
    along_a, along_b = (ax * width + ay * height) / length, (bx * width + by * height) / length
    part = along_b + (along_a - along_b) * side_b / (side_b - side_a)
    return (x + width * part, y + height * part) if 0.0 <= part <= 1.0 else None


def _circle_entered(x: float, y: float, to_x: float, to_y: float, radius: float) -> Hit | None:
    width, height = to_x - x, to_y - y
    a = width * width + height * height
    b = 2 * (x * width + y * height)
    c = x * x + y * y - radius * radius
    under_root = b * b - 4 * a * c
    if under_root < 0 or not a:
        return None
    part = (-b - sqrt(under_root)) / (2 * a)
    if not 0 <= part <= 1 + EPSILON:
        return None
    x, y = x + width * part, y + height * part
    return (x, y, *normalized(x, y))


def _box_entered(x: float, y: float, to_x: float, to_y: float, width: float, height: float) -> Hit | None:
    """Return where a line enters a rectangle of this half width and height. Source: `Rect2`."""
    first, last, nx, ny = 0.0, 1.0, 0.0, 0.0
    for begin, end, half, is_x in ((x, to_x, width, True), (y, to_y, height, False)):
        if max(begin, end) < -half or min(begin, end) > half:
            return None
        length = end - begin
        enter, leave, side = (-half, half, -1.0) if length > 0 else (half, -half, 1.0)
        is_outside = begin < enter if length > 0 else begin > enter
        is_beyond = end > leave if length > 0 else end < leave
        if is_outside and (enter - begin) / length > first:
            first = (enter - begin) / length
            nx, ny = (side, 0.0) if is_x else (0.0, side)
        if is_beyond:
            last = min(last, (leave - begin) / length)
        if last < first:
            return None
    return (x + (to_x - x) * first, y + (to_y - y) * first, nx, ny)


def _first(hits: Iterable[Hit | None], x: float, y: float, to_x: float, to_y: float) -> Hit | None:
    """Return the first hit along a line."""
    found = [hit for hit in hits if hit is not None]
    return min(found, key=lambda hit: hit[0] * (to_x - x) + hit[1] * (to_y - y)) if found else None


def _against(hit: Hit | None, x: float, y: float, to_x: float, to_y: float) -> Hit | None:
    """Return the hit with its normal against the line."""
    if hit is not None and hit[2] * (to_x - x) + hit[3] * (to_y - y) > 0:
        return (hit[0], hit[1], -hit[2], -hit[3])
    return hit


# -- Points ----------------------------------------------------------------------------------------


def _normals(points: Sequence[Point]) -> list[Point]:
    """Return the normal of the edge from each point to the next."""
    following = [*points[1:], points[0]]
    return [normalized(by - ay, ax - bx) for (ax, ay), (bx, by) in zip(points, following, strict=True)]


def _along(other: Solid, x: float, y: float, from_x: float, from_y: float) -> tuple[float, float]:
    """Return where a solid begins and ends along an axis from a point, in lengths of the axis."""
    length = hypot(x, y)
    x, y = x / length, y / length
    low, high = other.reach(x, y)
    begin = x * from_x + y * from_y
    return ((low - begin) / length, (high - begin) / length)


def _from_one_end(segments: Sequence[tuple[Point, Point]]) -> list[tuple[Point, Point]]:
    """Return segments in the order in which the engine, which halves them again and again, comes to them."""
    if len(segments) < 2:
        return list(segments)
    xs = [x for segment in segments for x, _ in segment]
    ys = [y for segment in segments for _, y in segment]
    axis = 0 if max(xs) - min(xs) > max(ys) - min(ys) else 1
    ordered = sorted(segments, key=lambda segment: segment[0][axis] + segment[1][axis])
    half = len(ordered) // 2
    return [*_from_one_end(ordered[:half]), *_from_one_end(ordered[half:])]
