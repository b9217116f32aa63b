"""`run`: make a tree for a scene, run it until it quits, end it."""

from __future__ import annotations

import gc
import sys
import time
from contextlib import ExitStack
from typing import TYPE_CHECKING

from ..base import system_name
from ..base.error import ScriptError
from ..base.log import configure_later
from ..display.drivers import DisplayOptions
from ..scene.node import Node
from ..scene.scene_tree import Scene, SceneTree
from ..variant.vector2 import Vector2
from . import host as hosts
from .screen import Screen
from .turns import Turns

if TYPE_CHECKING:
    from collections.abc import Callable


def run(
    scene: Scene | Node | SceneTree | type[SceneTree] | str,
    *,
    fixed_fps: int | None = None,
    quit_after: int | None = None,
    time_scale: float = 1.0,
    print_fps: bool = False,
    headless: bool = False,
    screenshot: str | None = None,
    title: str | None = None,
    window_size: tuple[int, int] | None = None,
    scale: float | None = None,
    drain: float = 0.0,
) -> int:
    """Run a scene until it quits; return the exit code.

    `scene` is a Node class or a node, or a SceneTree (class) for a main loop of your own; or the file of a
    scene, `"res://Main.tscn"`.
    `fixed_fps` runs as fast as possible, with frames of exactly 1/fixed_fps seconds; `quit_after`
    quits after that many frames; `time_scale` multiplies every delta; `print_fps` prints the frames
    of each second. Ctrl+C and SIGTERM quit as a closed window does: nodes leave the tree properly. With
    `drain` SIGTERM gives servers so many seconds before that: nobody new gets in, plain HTTP is answered
    503, and clients get a close frame (1001) once they have been silent for a second; a second SIGTERM
    ends the process at once.

    A window opens when the first node is there that shows something, unless `headless`. Its `title` is
    the scene's name, its `window_size` 1024 by 600, unless given; `scale` makes everything so many times
    as large as the desktop would. `screenshot` writes a PNG of what is seen when the program quits; it
    needs no screen. Where no window can be opened the exit code is 1, and the reason on stderr.

    What the program was started with is its own to read: `--headless` and the others are for
    `python -m engine run main.py`, and for a program that takes them by `engine.runner.options`.

        if __name__ == "__main__":
            raise SystemExit(run(Main))
    """
    configure_later()
    if screenshot is not None and quit_after is None:
        print(f"{screenshot} is written when the program quits; --quit-after 10 does so.", file=sys.stderr)
    if isinstance(scene, str):
        scene = _scene_at(scene)
    system_name.headless = headless
    host = hosts.current
    tree = _tree_for(scene)
    options = DisplayOptions(title or "", scale=scale, visible=not headless, picture=screenshot is not None)
    window_size = window_size or tree._window_size_
    if window_size is not None:
        options = options.replaced(size=window_size)
        tree.root.size = Vector2(*window_size)  # for who asks before there is a display
    screen = Screen(tree, host, options, screenshot)
    if fixed_fps is None:  # else it does not run at the speed of what is heard
        tree.audio_factory = lambda: host.open_audio(options)
    tree.time_scale = time_scale
    after_frame = _after_frame(tree, quit_after, print_fps)
    tree.poller.has_spare_time = fixed_fps is None
    _add(scene, tree)
    gc.freeze()  # what is loaded stays: no collection has to look through it again
    with ExitStack() as ending:  # what comes when the turns have ended, the last first
        ending.callback(gc.unfreeze)
        ending.callback(tree.finish)
        ending.enter_context(screen)
        ending.enter_context(host.quit_requests(tree, drain))
        tree._initialize()
        turns = Turns(tree, time.perf_counter, fixed_fps=fixed_fps, after_frame=after_frame)
        host.drive(turns, ending.pop_all())
    return 1 if screen.failed else tree.exit_code


def _scene_at(path: str) -> Scene:
    """Return the scene of a file."""
    from ..resource.loader import ResourceLoader

    found = ResourceLoader.load(path)
    if found is None:
        raise ScriptError(f"run() cannot load {path!r}; the log says why.")
    scene: Scene = found
    return scene


def _tree_for(scene: Scene | Node | SceneTree | type[SceneTree]) -> SceneTree:
    """Return the tree that the scene is, or a new one for it, still without it."""
    if isinstance(scene, SceneTree):
        return scene
    if isinstance(scene, type) and issubclass(scene, SceneTree):
        return scene.__new__(scene)
    return SceneTree()


def _add(scene: Scene | Node | SceneTree | type[SceneTree], tree: SceneTree) -> None:
    """Make the scene and add it to the tree, or make it the tree."""
    if isinstance(scene, type) and issubclass(scene, SceneTree):
        scene.__init__(tree)
    elif not isinstance(scene, SceneTree):
        node = scene if isinstance(scene, Node) else scene()
        if not isinstance(node, Node):
            raise ScriptError(f"run() needs a Node class or a node, not {scene!r}.")
        if not node.name:
            node.name = type(node).__name__
        tree.root.add_child(node)
        tree.current_scene = node if node._parent_ is tree.root else None


def _after_frame(tree: SceneTree, quit_after: int | None, print_fps: bool) -> Callable[[float], None] | None:
    """Return what the runner calls after each frame with the time of its clock, if anything."""
    if quit_after is None and not print_fps:
        return None
    counted, since = 0, None

    def after_frame(now: float) -> None:
        nonlocal counted, since
        if quit_after is not None and tree.get_idle_frames() >= quit_after:
            tree.quit()
        if print_fps:
            counted += 1
            if since is None:
                since, counted = now, 0
            elif now - since >= 1.0:
                print(f"FPS: {counted}")
                since, counted = now, 0

    return after_frame
