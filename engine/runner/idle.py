"""Frames in which nothing happens: for how long there are only such, and what is left of them."""

from __future__ import annotations

from ..scene.scene_tree import SceneTree


def idle_time(tree: SceneTree) -> float:
    """Return for how many seconds from now the frames of `tree` would do nothing."""
    return tree._services_.idle_time()


def pass_over(tree: SceneTree, frames: int, seconds: float) -> None:
    """Let so many frames, which took `seconds` together, have been, without making them."""
    tree._services_.pass_over(frames, seconds)
