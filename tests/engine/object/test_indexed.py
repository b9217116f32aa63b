"""Properties by a path: what `get_indexed`, tweens and animations share."""

import pytest

from engine import NodePath, Object, ScriptError, Vector2
from engine.object.indexed import get_at, names_of, set_at


class Box:
    def __init__(self):
        self.corner = Vector2(1, 2)


class Thing(Object):
    def __init__(self):
        self.place = Vector2(3, 4)
        self.box = Box()


@pytest.mark.parametrize("path", ["place:x", ":place:x", NodePath(":place:x")])
def test_a_path_is_its_names_however_it_is_written(path):
    assert names_of(path) == ("place", "x")
    assert Thing().get_indexed(path) == 3.0


def test_values_are_replaced_and_other_things_changed():
    thing = Thing()
    box = thing.box
    set_at(thing, ("place",), Vector2(5, 6))
    set_at(thing, ("place", "y"), 7)
    set_at(thing, ("box", "corner", "x"), 8)
    assert thing.place == Vector2(5, 7)
    assert thing.box is box
    assert get_at(thing, ("box", "corner")) == Vector2(8, 2)


def test_a_part_that_is_not_there_is_an_error_that_names_the_nearest():
    thing = Thing()
    with pytest.raises(ScriptError, match=r"has no property 'corer'\. Did you mean 'corner'"):
        get_at(thing, ("box", "corer", "x"))
    with pytest.raises(ScriptError, match="has no property 'z'"):
        set_at(thing, ("box", "z", "x"), 1)
