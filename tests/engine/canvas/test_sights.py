"""Who looks whether it is in view, and when."""

import pytest

from engine.canvas.commands import IDENTITY
from engine.canvas.sights import Sights

MOVED = (1.0, 0.0, 0.0, 1.0, 5.0, 0.0)


class Item:
    looked = 0
    view = (0, 0, 100, 100)

    def get_viewport_rect(self):
        return self.view

    def _look_(self):
        self.looked += 1


def test_each_looks_once_and_when_it_has_moved():
    sights, one, other = Sights(), Item(), Item()
    assert not sights
    sights.add(one)
    sights.add(other)
    assert sights.look([IDENTITY])
    assert not sights.look([IDENTITY])
    sights.moved(one)
    assert sights.look([IDENTITY])
    assert (one.looked, other.looked) == (2, 1)
    assert repr(sights) == "<Sights of 2>"


def test_all_look_when_the_view_has_changed():
    sights, one, other = Sights(), Item(), Item()
    sights.add(one)
    sights.add(other)
    sights.look([IDENTITY])
    sights.look([MOVED])
    one.view = (0, 0, 50, 50)
    sights.look([MOVED])
    assert (one.looked, other.looked) == (3, 3)


def test_who_has_left_does_not_look():
    sights, one = Sights(), Item()

    class Remover(Item):
        def _look_(self):
            sights.remove(one)

    sights.add(Remover())
    sights.add(one)
    sights.look([IDENTITY])
    sights.moved(one)
    assert one.looked == 0


def test_who_fails_is_reported_and_the_others_look(caplog):
    sights, one = Sights(), Item()

    class Broken(Item):
        def _look_(self):
            raise ValueError("broken")

    sights.add(Broken())
    sights.add(one)
    sights.look([IDENTITY])
    assert one.looked == 1
    assert "broken" in caplog.text


@pytest.mark.parametrize("times", [1, 2])
def test_to_leave_twice_is_to_leave(times):
    sights, one = Sights(), Item()
    sights.add(one)
    for _ in range(times):
        sights.remove(one)
    assert not sights
