from types import SimpleNamespace

import pytest

from engine.physics2d.collider import AREA, KINEMATIC, STATIC, Collider, Pair, Part
from engine.physics2d.solids import Circle

MOVED = (1.0, 0.0, 0.0, 1.0, 30.0, 0.0)


class Ball:
    def __init__(self, radius=5.0):
        self.radius = radius
        self.made = 0

    def _solid_(self, matrix):
        self.made += 1
        return Circle(matrix, self.radius) if self.radius else None


def test_a_part_is_where_its_collider_is():
    collider = Collider("owner", STATIC)
    part = Part(collider, Ball(), (1.0, 0.0, 0.0, 1.0, 2.0, 3.0))
    collider.matrix = (0.0, 1.0, -1.0, 0.0, 100.0, 50.0)
    assert part.solid.ends == ((97.0, 52.0),)
    assert part.bounds == pytest.approx((92.0, 47.0, 102.0, 57.0))
    assert repr(part) == "<shape 0 of 'owner'>"
    assert repr(collider) == "<collider of 'owner'>"


def test_a_solid_is_made_anew_only_when_something_has_changed():
    collider, ball = Collider(None, STATIC), Ball()
    part = Part(collider, ball)
    assert part.solid is part.solid
    assert ball.made == 1
    collider.matrix = MOVED
    assert part.solid.ends == ((30.0, 0.0),)
    part.changed()
    assert part.solid is not None
    assert ball.made == 3


def test_a_part_that_is_disabled_or_empty_is_not_there():
    collider = Collider(None, STATIC)
    assert Part(collider, None).solid is None
    assert Part(collider, Ball(0)).solid is None
    part = Part(collider, Ball())
    part.disabled = True
    assert part.solid is None


def test_a_part_has_a_direction():
    collider = Collider(None, STATIC)
    collider.matrix = (0.0, 2.0, -3.0, 0.0, 0.0, 0.0)
    assert Part(collider, Ball()).direction() == (-1.0, 0.0)
    collider.matrix = (1.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    assert Part(collider, Ball()).direction() == (0.0, 0.0)


def layered(layer, mask):
    collider = Collider(None, STATIC)
    collider.layer, collider.mask = layer, mask
    return collider


@pytest.mark.parametrize(
    ("one", "other", "sees"),
    [((1, 1), (1, 1), True), ((1, 2), (2, 4), True), ((2, 4), (1, 2), True), ((1, 2), (1, 0), False)],
)
def test_layers_are_looked_at_either_way_round(one, other, sees):
    assert layered(*one).sees(layered(*other)) is sees
    assert layered(*other).sees(layered(*one)) is sees


def test_an_area_watches_bodies_and_the_areas_that_let_it():
    area, other, body = Collider(None, AREA), Collider(None, AREA), Collider(None, KINEMATIC)
    assert area.watches(body)
    assert not body.watches(area)
    assert area.watches(other)
    other.monitorable = False
    assert not area.watches(other)
    area.monitoring = False
    assert not area.watches(body)


def test_what_turns_is_faster_further_out():
    collider = Collider(None, KINEMATIC)
    collider.velocity, collider.spin, collider.matrix = (1.0, 0.0), 2.0, MOVED
    assert collider.velocity_at(30.0, 10.0) == (-19.0, 0.0)
    assert collider.velocity_at(31.0, 0.0) == (1.0, 2.0)


def test_parts_are_numbered():
    collider = Collider(SimpleNamespace(), STATIC)
    collider.parts = [Part(collider, Ball()) for _ in range(3)]
    collider.renumber()
    assert [part.index for part in collider.parts] == [0, 1, 2]


def test_bounds_move_along_without_a_new_solid():
    collider, ball = Collider(None, AREA), Ball()
    part = Part(collider, ball)
    assert part.bounds == (-5.0, -5.0, 5.0, 5.0)
    collider.matrix = MOVED
    assert part.bounds == (25.0, -5.0, 35.0, 5.0)
    assert ball.made == 1
    collider.matrix = (2.0, 0.0, 0.0, 2.0, 30.0, 0.0)
    assert part.bounds == (20.0, -10.0, 40.0, 10.0)
    assert ball.made == 2
    part.disabled = True
    part.changed()
    assert part.bounds is None


def test_a_pair_has_been_told_nothing_at_first():
    one, other = Part(Collider(None, AREA), Ball()), Part(Collider(None, AREA), Ball())
    pair = Pair(one, other)
    assert (pair.first, pair.second) == (one, other)
    assert [pair.told_first, pair.told_second, pair.is_gone] == [False] * 3
