"""A thousand areas, ten pairs of which touch: the cost of a physics step.

What is moved is moved before the time of a step begins, on all sides.
"""

from __future__ import annotations

from collections.abc import Callable
from time import process_time
from typing import Any

from measure import Result, Side, check, fastest, settle
from peers import Godot, load

from engine import SceneTree, Vector2
from engine.scene.frame import Stage
from nodes import Area2D, CircleShape2D, CollisionShape2D

DELTA = 1 / 60
AREAS, PAIRS = 1_000, 10
RADIUS, BETWEEN, CLOSE, APART = 8.0, 60.0, 8.0, 24.0
STEPS = 60

Place = tuple[float, float]
Step = tuple[Callable[[int], object], Callable[[], object]]
"""What moves things for a step of this number, and what makes the step."""


def places() -> list[Place]:
    """Return where the areas are: far from each other, but for the last ten, each beside another."""
    alone = [(i % 32 * BETWEEN, i // 32 * BETWEEN) for i in range(AREAS - PAIRS)]
    return alone + [(x + CLOSE, y) for x, y in alone[: PAIRS * 50 : 50]]


PLACES = places()


def moves(case: str, step: int) -> list[tuple[int, Place]]:
    """Return which areas are moved before a step, and to where: there and back in two, or in 60 steps."""
    if case == "at rest":
        return []
    if case == "10 pairs part or meet":
        away = APART if step % 2 else 0.0
        return [(i, (PLACES[i][0] + away, PLACES[i][1])) for i in range(AREAS - PAIRS, AREAS)]
    away = 1.5 * (30 - abs(step % 60 - 30))
    return [(i, (x + away, y + away)) for i, (x, y) in enumerate(PLACES)]


CASES = ("at rest", "10 pairs part or meet", "all move")


def batch(case: str, move: Callable[[int, Place], object], step: Callable[[], object]) -> Side:
    plan = [moves(case, number) for number in range(STEPS)]

    def side() -> float:
        settle()
        total = 0.0
        for wanted in plan:
            for which, place in wanted:
                move(which, place)
            start = process_time()
            step()
            total += process_time() - start
        return total / STEPS

    side()  # after which each step of the next follows upon the same
    return side


class Told:
    """Counts what a side was told, and checks it."""

    def __init__(self, case: str, each: int) -> None:
        self.count = 0
        self._a_batch = STEPS * PAIRS * each if case == "10 pairs part or meet" else 0

    def more(self, *_: object) -> None:
        self.count += 1

    def checked(self, side: Side) -> Side:
        """Return a side that checks after each batch how often it was told."""

        def checking() -> float:
            before = self.count
            seconds = side()
            check(self._a_batch, self.count - before)
            return seconds

        return checking


def ours(case: str) -> Side:
    tree, shape, told = SceneTree(), CircleShape2D(radius=RADIUS), Told(case, 2)
    areas = []
    for place in PLACES:
        area = Area2D(position=Vector2(*place))
        area.area_entered.connect(told.more)
        area.area_exited.connect(told.more)
        area.add_child(CollisionShape2D(shape=shape))
        tree.root.add_child(area)
        areas.append(area)
    for _ in range(3):
        tree.iteration(DELTA)
    check(2 * PAIRS, told.count)

    stages = tree._services_.physics2d.stages()
    parts = [stages[stage] for stage in (Stage.TOUCHES, Stage.MOVES, Stage.SPACE)]

    def move(which: int, place: Place) -> None:
        areas[which].position = Vector2(*place)

    def step() -> None:
        for part in parts:
            part(DELTA)

    return told.checked(batch(case, move, step))


def pymunk_space(case: str) -> Side | None:
    pymunk: Any = load("pymunk")
    if pymunk is None:
        return None
    space, told = pymunk.Space(), Told(case, 1)
    bodies = []
    for place in PLACES:
        body = pymunk.Body(body_type=pymunk.Body.KINEMATIC)
        body.position = place
        circle = pymunk.Circle(body, RADIUS)
        circle.sensor = True
        space.add(body, circle)
        bodies.append(body)
    space.on_collision(begin=told.more, separate=told.more)
    for _ in range(3):
        space.step(DELTA)
    check(PAIRS, told.count)

    def move(which: int, place: Place) -> None:
        bodies[which].position = place

    return told.checked(batch(case, move, lambda: space.step(DELTA)))


def measure(rounds: int) -> list[Result]:
    """Compare a step in which nothing moves, in which the pairs part or meet, and in which all move."""
    results = []
    gdscript = Godot("touch.gd")
    for case in CASES:
        sides: dict[str, Side] = {"ours": ours(case)}
        pymunk = pymunk_space(case)
        if pymunk is not None:
            sides["pymunk"] = pymunk
        best = fastest(sides, rounds, gdscript.turn if case == CASES[0] else lambda: None)
        theirs = gdscript.seconds(case)
        if theirs is not None:
            best["Godot"] = theirs
        what = f"step of {AREAS:,} areas, {case}"
        results.append(Result(what, best["ours"], goal=2e-3))
        results += [
            Result(what, best["ours"], peer, best[peer]) for peer in ("pymunk", "Godot") if peer in best
        ]
    return results
