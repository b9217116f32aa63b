"""Memory of a node with a script that has one variable, inside the tree."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Callable

from measure import Result
from peers import godot, has_godot, load
from ticks import Counter, Plain, plant

N = 20_000


def size(make: Callable[[], object]) -> float:
    """Return the bytes that each of N things takes."""
    gc.collect()
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    kept = make()
    gc.collect()
    taken = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    del kept
    return taken / N


def sprites(module: str) -> object:
    library = load(module)
    if library is None:
        return None
    if module == "pygame":
        group = library.sprite.Group()
        for _ in range(N):
            group.add(library.sprite.Sprite())
        return group
    texture = library.make_soft_square_texture(4, (255, 255, 255, 255))
    sprite_list = library.SpriteList(lazy=True)
    for _ in range(N):
        sprite_list.append(library.Sprite(texture))
    return sprite_list


def measure(rounds: int) -> list[Result]:
    """Compare the memory of a node with that of a peer's."""
    what = "memory of a node in the tree"
    ours = size(lambda: plant(N))
    theirs = {
        "a plain object": size(lambda: [Plain() for _ in range(N)]),
        "the same, outside the tree": size(lambda: [Counter() for _ in range(N)]),
    }
    for module in ("pygame", "arcade"):
        if load(module) is not None:
            theirs[f"a sprite of {module}"] = size(lambda module=module: sprites(module))  # type: ignore[misc]
    if has_godot():
        theirs["GDScript"] = godot("memory.gd")["memory"]
    return [Result(what, ours, peer, taken, unit="bytes") for peer, taken in theirs.items()]
