"""The fixed-step runner: frames of a constant length, as fast as possible."""

from __future__ import annotations

import time
from collections.abc import Callable

from ..base.error import ScriptError
from ..scene.scene_tree import SceneTree


def run_fixed_step(tree: SceneTree, fps: int, after_frame: Callable[[float], None] | None = None) -> None:
    """Run frames of exactly `1 / fps` seconds, without sleeping, until the tree quits.

    Deterministic as far as the scripts are: the same frames give the same result on any machine.
    """
    if fps <= 0:
        raise ScriptError(f"--fixed-fps needs frames per second greater than 0, not {fps}.")
    delta = 1.0 / fps
    while not tree.quitting:
        tree.iteration(delta)
        if after_frame is not None:
            after_frame(time.perf_counter())
