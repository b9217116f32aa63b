import pytest

from engine import Performance, ScriptError


def test_outside_a_tree_performance_says_where_to_ask():
    with pytest.raises(ScriptError, match=r"`tree\.performance` of the tree that is meant"):
        Performance.get_monitor(Performance.TIME_FPS)
