"""Scenes of which the real engine's log is recorded: what is said of them in which part of which frame.

A case of the vectors has the GDScript of a scene, and `log`: lines `[phase, what was logged]`. A test has the
same scene in Python, whose class is made with a `Log` for `t`, and compares. Phases: I0 is the frame in which
the scene was added, S1 and P1 the physics step after it, I1 the idle frame that follows that, and so on.
"""

from __future__ import annotations

import struct
from math import isclose, isnan

from engine import NodePath, PoolIntArray, PoolStringArray
from engine.variant.value import Value

DELTA = struct.unpack("f", struct.pack("f", 1 / 60))[0]
"""The seconds of each frame: a 60th in single precision, as it was when the logs were recorded."""


class Log:
    """What a scene says, with the phases."""

    def __init__(self):
        self.lines = []
        self.phase = "I0"

    def l(self, what):  # noqa: E743 - as the recorded scenes call it
        """Log something."""
        self.lines.append([self.phase, plain(what)])


def scene_table():
    """Return a table of scenes by their names, and what puts a class into it: `@scene("its name")`."""
    scenes = {}

    def scene(name):
        def put(cls):
            scenes[name] = cls
            return cls

        return put

    return scenes, scene


def run_scene(tree, scene, frames):
    """Return the lines that a scene logs: a class, whose `t` is set before it enters the tree.

    The recordings end with the physics step after the last frame.
    """
    log, step = Log(), 0
    main = scene()
    main.name, main.t = "Main", log

    def idle():
        log.phase = f"I{step}"
        if step == 0:
            tree.root.add_child(main)

    def physics():
        log.phase = f"P{step}"

    tree.idle_frame.connect(idle)
    tree.physics_frame.connect(physics)
    for step in range(frames + 1):
        log.phase = f"S{step}"
        tree.step(1, DELTA)
    return [line for line in log.lines if line[0] != f"I{frames}"]


def plain(value):
    """Return a value as the vectors write it."""
    match value:
        case NodePath():
            return {"NodePath": str(value)}
        case Value():
            return {type(value).__name__: list(value)}
        case PoolStringArray() | PoolIntArray():
            return {type(value).__name__: list(value)}
        case list() | tuple():
            return [plain(item) for item in value]
        case dict():
            return {"Dictionary": {key: plain(item) for key, item in value.items()}}
        case float() if isnan(value):
            return {"float": "nan"}
        case _:
            return value


SINGLE = 2e-6
"""How far numbers of single precision may be from ours."""


def alike(ours, theirs, tolerance=SINGLE):
    """Whether two plain values are the same but for so much."""
    if type(ours) is not type(theirs):
        return False
    match ours:
        case float():
            return isclose(ours, theirs, rel_tol=tolerance, abs_tol=tolerance)
        case list():
            return len(ours) == len(theirs) and all(
                alike(*pair, tolerance) for pair in zip(ours, theirs, strict=True)
            )
        case dict():
            return ours.keys() == theirs.keys() and all(
                alike(ours[key], theirs[key], tolerance) for key in ours
            )
    return ours == theirs


def first_difference(ours, theirs, tolerance=SINGLE):
    """Return None for two logs that are alike, else where they part, with some lines of each."""
    pairs = zip(ours, theirs, strict=False)
    at = next(
        (at for at, pair in enumerate(pairs) if not alike(*pair, tolerance)), min(len(ours), len(theirs))
    )
    if at == len(ours) == len(theirs):
        return None
    return f"line {at}:\nours   {ours[max(0, at - 3) : at + 5]}\ntheirs {theirs[max(0, at - 3) : at + 5]}"
