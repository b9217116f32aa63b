import pytest

from engine.physics2d.rigid import Influence, Rigid, upright
from engine.physics2d.vectors import IDENTITY, moved


def test_it_begins_awake_and_falls():
    rigid = Rigid()
    assert (rigid.mass, rigid.gravity_scale, rigid.is_asleep) == (1.0, 1.0, False)


def test_a_direction_pulls_the_same_everywhere():
    assert Influence(98.0, (0.0, 1.0), 0.1, 1.0).pull(IDENTITY, 5.0, 7.0) == (0.0, 98.0)


def test_a_point_pulls_less_from_afar():
    at = moved(IDENTITY, (100.0, 0.0))
    planet = Influence(50.0, (10.0, 0.0), 0.0, 0.0, is_point=True)
    assert planet.pull(at, 0.0, 0.0) == (50.0, 0.0)
    planet.distance_scale = 0.01
    assert planet.pull(at, 0.0, 0.0) == pytest.approx((50 / 2.1**2, 0.0))


def test_it_has_no_scale():
    assert upright((2.0, 0.0, 1.0, 3.0, 5.0, 6.0)) == (1.0, 0.0, 0.0, 1.0, 5.0, 6.0)
