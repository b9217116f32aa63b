"""Which tweens of a tree move in a frame, and when the tree may sleep."""

from math import inf

import pytest

from engine import Node, SceneTree
from engine.tween.scene_tree_tween import SceneTreeTween


def test_a_tree_without_tweens_has_no_service_for_them(tree):
    assert tree._services_.tweens is None
    tree.create_tween()
    service = tree._services_.tweens
    tree.create_tween()
    assert tree._services_.tweens is service


def test_a_tree_may_sleep_while_no_tween_moves(tree):
    tween = tree.create_tween()
    service = tree._services_.tweens
    tween.tween_interval(0.1)
    assert service.idle_time() == 0
    tween.pause()
    assert service.idle_time() == inf
    tween.play()
    assert service.idle_time() == 0
    tree.paused = True
    assert service.idle_time() == inf
    tween.set_pause_mode(SceneTreeTween.TWEEN_PAUSE_PROCESS)
    assert service.idle_time() == 0
    tree.step(10)
    assert service.idle_time() == inf
    assert not tween.is_valid()


def test_a_killed_tween_is_forgotten_in_the_next_frame(tree):
    tween = tree.create_tween()
    tween.kill()
    assert tree._services_.tweens.idle_time() == 0
    tree.step()
    assert tree._services_.tweens.idle_time() == inf


def test_the_pause_mode_of_the_bound_node_decides(tree):
    node = tree.add(Node())
    node.pause_mode = Node.PAUSE_MODE_PROCESS
    tween = node.create_tween()
    tween.tween_interval(1)
    tree.paused = True
    tree.step()
    assert tween.get_total_elapsed_time() > 0


def test_a_tween_that_fails_itself_ends_and_the_others_go_on(tree):
    class Broken(SceneTreeTween):
        def _step_(self, delta):
            raise ValueError("broken")

    broken, other = Broken(), tree.create_tween()
    broken._begin_()
    other.tween_interval(1)
    tree._services_.tweens._tweens.insert(0, broken)
    with pytest.raises(ValueError, match="broken"):
        tree.step()
    assert not broken.is_valid()
    assert other.get_total_elapsed_time() > 0


def test_tweens_end_with_their_tree():
    tree = SceneTree()
    tween = tree.create_tween()
    tree.finish()
    assert not tween.is_valid()
