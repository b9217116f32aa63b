"""Adding, freeing and finding nodes, beside GDScript."""

from __future__ import annotations

import gc

from measure import Result, check, fastest, stopwatch
from peers import Godot

from engine import Node, SceneTree

N = 10_000


def named(name: str) -> Node:
    node = Node()
    node.name = name
    return node


def measure(rounds: int) -> list[Result]:
    """Compare the operations that change and search the tree."""
    tree = SceneTree()
    a, b, c = named("a"), named("b"), named("c")
    tree.root.add_child(a)
    a.add_child(b)
    b.add_child(c)

    def get_node() -> float:
        root = tree.root
        with stopwatch() as elapsed:
            for _ in range(20_000):
                found = root.get_node("a/b/c")
            seconds = elapsed()
        check(c, found)
        return seconds / 20_000

    parents: list[Node] = []

    def add() -> float:
        nodes = [named(f"n{i}") for i in range(N)]
        parent = Node()
        tree.root.add_child(parent)
        tree.iteration(0.0)
        parents.append(parent)
        with stopwatch() as elapsed:
            for node in nodes:
                parent.add_child(node)
            seconds = elapsed()
        check(N, parent.get_child_count())
        tree.iteration(0.0)
        return seconds / N

    def free() -> float:
        parent = parents.pop()
        nodes = parent.get_children()
        with stopwatch() as elapsed:
            for node in nodes:
                node.queue_free()
            tree.iteration(0.0)
            seconds = elapsed()
        check(0, parent.get_child_count())
        parent.free()
        return seconds / N

    gdscript = Godot("tree.gd")
    best = fastest({"get_node": get_node}, rounds)
    adding: list[float] = []
    freeing: list[float] = []
    for _ in range(rounds):
        gdscript.turn()
        adding.append(add())
        freeing.append(free())
        best["get_node"] = min(best["get_node"], get_node())
    gc.unfreeze()
    best |= {"add": min(adding), "free": min(freeing)}
    wanted = (
        ("get_node", "get_node", 'get_node("a/b/c")', 3.0),
        ("get_node", "get_node path", "get_node(NodePath)", None),
        ("add", "add", "add_child, 10,000 named children, each", 8.0),
        ("free", "free", "queue_free and its frame, 10,000 children, each", 50.0),
    )
    return [
        Result(
            what,
            best[mine],
            "GDScript" if gdscript.present else "",
            gdscript.seconds(name),
            goal if gdscript.present else None,
        )
        for mine, name, what, goal in wanted
    ]
