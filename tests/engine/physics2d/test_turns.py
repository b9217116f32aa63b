import json
from pathlib import Path

import pytest

from engine.physics2d.collider import AREA, KINEMATIC, STATIC, Collider, Part
from engine.physics2d.solids import Rectangle
from engine.physics2d.space import Space
from engine.physics2d.turns import MOST

CASES = json.loads((Path(__file__).parent / "vectors" / "turns.json").read_text(encoding="utf-8"))
KINDS = {"StaticBody2D": STATIC, "KinematicBody2D": KINEMATIC, "Area2D": AREA}
EVERYWHERE = (-9e3, -9e3, 9e3, 9e3)


class Box:
    def __init__(self, width, height):
        self.half = (width, height)

    def _solid_(self, matrix):
        return Rectangle(matrix, self.half)


def at(x, y=0.0):
    return (1.0, 0.0, 0.0, 1.0, float(x), float(y))


class World:
    """A space in which colliders have names."""

    def __init__(self, now=None):
        self.space = Space(now)
        self.colliders = {}

    def add(self, kind, name, x, y, boxes):
        collider = self.colliders[name] = Collider(name, KINDS[kind])
        collider.parts = [Part(collider, Box(width, height), at(beside)) for width, height, beside in boxes]
        collider.renumber()
        self.space.add(collider, at(x, y))

    def row(self, count, kind="StaticBody2D"):
        for number in range(count):
            self.add(kind, f"{kind[0].lower()}{number}", number * 20, 0, [[10, 10, 0]])

    def move(self, name, x, y):
        self.space.move(self.colliders[name], at(x, y))

    def leave(self, name):
        self.space.remove(self.colliders.pop(name))

    def disable(self, name, shape, disabled):
        part = self.colliders[name].parts[shape]
        part.disabled = disabled
        part.changed()
        self.space.reshaped(part.collider)

    def order(self, counts=lambda collider: collider.kind == STATIC):
        parts = self.space.near(EVERYWHERE)
        found = self.space.turns.in_turn(parts, [part for part in parts if counts(part.collider)])
        return [f"{part.collider.owner}.{part.index}" for part in found]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_order_is_that_of_the_engine_in_each_step(case):
    world = World()
    steps = iter(case["steps"])
    for number, expected in enumerate(case["orders"]):
        assert world.order() == expected, number
        for what, *arguments in next(steps, ()):
            getattr(world, what)(*arguments)
        world.space.step(1 / 60)


@pytest.mark.parametrize("steps", [1, 7, 50, 219, 2003])
def test_steps_that_nobody_asked_in_are_made_up_for(steps):
    asked, not_asked = World(), World()
    for world in (asked, not_asked):
        world.row(6)
        world.row(3, "Area2D")
    for _ in range(steps):
        asked.order()
        asked.space.step(1 / 60)
        not_asked.space.step(1 / 60)
    assert asked.order() == not_asked.order()


def test_steps_that_were_passed_over_count():
    passed = [0]
    world = World(lambda: passed[0])
    world.row(4)

    def order_after(steps):
        passed[0] = steps
        return world.order()

    orders = [order_after(steps) for steps in range(4, 17)]
    assert orders[12] == orders[0]
    assert all(orders[0] != order for order in orders[1:12])
    assert order_after(12 * 10**9 + 5) == orders[1]


def test_what_does_not_count_has_the_last_in_its_place():
    world = World()
    world.row(4)
    first = world.order()
    world.colliders[first[1][:-2]].layer = 0
    found = world.order(lambda collider: collider.layer != 0)
    assert found == [first[0], first[3], first[2]]
    world.colliders[first[3][:-2]].layer = 0
    assert world.order(lambda collider: collider.layer != 0) == [first[0], first[2]]


def test_what_is_still_comes_before_what_may_move():
    world = World()
    world.row(2, "KinematicBody2D")
    world.row(2)
    assert world.order(lambda collider: True)[2:] == ["k0.0", "k1.0"]


def test_of_more_than_a_leaf_holds_the_first_made_comes_first():
    world = World()
    world.row(MOST + 1)
    made = [f"s{number}.0" for number in range(MOST + 1)]
    for _ in range(3):
        assert world.order() == made
        world.space.step(1 / 60)
    world.leave("s7")
    world.space.step(1 / 60)
    assert len(world.order()) == MOST
    assert world.order() != made[:7] + made[8:]


def test_what_leaves_before_it_was_looked_at_is_forgotten():
    world = World()
    world.row(3)
    world.move("s1", 500, 0)
    world.leave("s1")
    world.space.step(1 / 60)
    assert sorted(world.order()) == ["s0.0", "s2.0"]
