"""Who calls `SceneTree.iteration`, and when. Runners own time; a tree has none of its own."""

from __future__ import annotations

from .run import run

__all__ = ["run"]
