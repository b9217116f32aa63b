"""Making the nodes of a scene file, beside making them by hand, and beside the real engine."""

from __future__ import annotations

import gc
import tempfile
from pathlib import Path

from measure import Result, check, fastest, stopwatch
from peers import Godot

from engine import Vector2
from engine.files import places
from engine.resource.loader import ResourceLoader
from nodes import Node2D, Sprite

N = 1_000
LINES = '[node name="N{0}" type="Sprite" parent="."]\nposition = Vector2( {0}, 2 )\nrotation = 0.5\n'
SCENE = '[gd_scene format=2]\n[node name="Root" type="Node2D"]\n' + "".join(map(LINES.format, range(N)))


def by_hand() -> Node2D:
    root = Node2D(name="Root")
    for number in range(N):
        node = Sprite()
        node.name = f"N{number}"
        node.position = Vector2(number, 2)
        node.rotation = 0.5
        root.add_child(node)
        node.owner = root
    return root


def measure(rounds: int) -> list[Result]:
    """Compare an instance of a scene of 1,000 nodes with what makes the same by hand."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "a.tscn").write_text(SCENE, encoding="utf-8")
        places.project.script = str(Path(folder, "main.py"))
        packed = ResourceLoader.load("res://a.tscn")

        def read() -> float:
            with stopwatch() as elapsed:
                ResourceLoader.load("res://a.tscn", "", True)
                return elapsed() / N

        def made(make) -> float:  # type: ignore[no-untyped-def]
            with stopwatch() as elapsed:
                root = make()
                seconds = elapsed()
            check(N, root.get_child_count())
            root.free()
            return seconds / N

        gdscript = Godot("scenes.gd", f"--scene={folder}/a.tscn")
        sides = {"read": read, "hand": lambda: made(by_hand), "instance": lambda: made(packed.instance)}
        best = fastest(sides, rounds)
        for _ in range(rounds):
            gdscript.turn()
        gc.unfreeze()
    peer = "Godot" if gdscript.present else ""
    return [
        Result("a scene of 1,000 nodes, read, each", best["read"], peer, gdscript.seconds("read")),
        Result("an instance of it, each", best["instance"], peer, gdscript.seconds("instance")),
        Result("the same by hand, each", best["hand"]),
        Result("an instance beyond that by hand, each", best["instance"] - best["hand"], goal=20e-6),
    ]
