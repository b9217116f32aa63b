import pytest

from engine import Vector2
from nodes import HSeparator, VSeparator


@pytest.mark.parametrize(("kind", "axis"), [(HSeparator, 0), (VSeparator, 1)])
def test_it_is_a_line_through_its_middle(tree, kind, axis):
    separator = tree.add(kind())
    separator.rect_size = Vector2(100, 100)
    tree.step()
    (line,) = tree.screen.boxes()
    assert (line.size[axis], line.size[1 - axis]) == (100, 1)
    assert line.position[1 - axis] == pytest.approx(49.5, abs=0.6)


@pytest.mark.parametrize("kind", [HSeparator, VSeparator])
def test_it_needs_little_room_and_none_to_be_drawn(tree, kind):
    separator = tree.add(kind())
    separator.add_constant_override("separation", 12)
    assert max(separator.get_minimum_size()) == 12
    separator.add_constant_override("separation", -4)
    assert separator.get_minimum_size() == Vector2(1, 1)
    tree.step()
