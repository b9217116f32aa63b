"""Tests of a user's own scenes, with the fixture and what `engine.testing` has."""

from engine import Signal
from engine.testing import FakeClock, MemoryNetwork, SteppedTree
from nodes import Button, Label, Node2D


class Bomb(Node2D):
    exploded = Signal[int]("radius")


def test_a_bomb_explodes(tree: SteppedTree) -> None:
    bomb = tree.add(Bomb())
    exploded = tree.watch(bomb.exploded)
    tree.step(179)
    exploded.assert_not_emitted()
    tree.wait_until(lambda: not tree.root.has_node("Bomb"), frames=3)
    exploded.assert_emitted(5, times=1)
    assert bomb.position.x > 0


def test_a_window(tree: SteppedTree) -> None:
    button = tree.add(Button(text="Count me in"))
    pressed = tree.watch(button.pressed)
    tree.step()
    tree.user.click("Count me in")
    pressed.assert_emitted(times=1)
    assert tree.screen.shows("1 so far")
    tree.add(Label(text="x"))
    tree.clock = FakeClock()
    tree.network = MemoryNetwork()
