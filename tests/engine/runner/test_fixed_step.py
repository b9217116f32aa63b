import pytest

from engine import Node, SceneTree, ScriptError
from engine.runner.fixed_step import run_fixed_step


class Recorder(Node):
    def __init__(self):
        self.deltas = []

    def _process(self, delta):
        self.deltas.append(delta)
        if len(self.deltas) == 5:
            self.get_tree().quit()


def test_every_frame_has_the_same_length():
    tree = SceneTree()
    node = Recorder()
    tree.root.add_child(node)
    run_fixed_step(tree, 30)
    assert node.deltas == [1 / 30] * 5
    assert tree.get_frame() == 10  # physics steps, 60 a second
    tree.finish()


def test_what_follows_a_frame_is_called_after_each():
    tree = SceneTree()
    tree.root.add_child(Recorder())
    times = []
    run_fixed_step(tree, 60, times.append)
    assert len(times) == 5
    assert times == sorted(times)
    tree.finish()


def test_frames_per_second_must_be_positive():
    tree = SceneTree()
    with pytest.raises(ScriptError, match="greater than 0, not 0"):
        run_fixed_step(tree, 0)
    tree.finish()
