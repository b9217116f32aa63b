import pytest

from engine import Performance, SceneTree, ScriptError


def test_outside_a_tree_performance_says_where_to_ask():
    with pytest.raises(ScriptError, match=r"`tree\.performance` of the tree that is meant"):
        Performance.get_monitor(Performance.TIME_FPS)


def test_its_names_are_told_with_and_without_a_tree():
    assert {"TIME_FPS", "NETWORK_PEERS", "get_monitor"} <= set(dir(Performance))

    class Loop(SceneTree):
        def _idle(self, delta):
            self.told = dir(Performance)

    tree = Loop()
    tree.iteration(0.1)
    tree.finish()
    assert tree.told == dir(Performance)
