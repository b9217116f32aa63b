"""One `_process` per node: the cost of a frame, for each node."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from measure import Result, Side, check, fastest, per_call
from peers import Godot, load

from engine import Node, SceneTree

DELTA = 1 / 60
SIZES = (1_000, 10_000, 100_000)


class Counter(Node):
    def __init__(self) -> None:
        self.count = 0

    def _process(self, delta: float) -> None:
        self.count += 1


class Plain:
    def __init__(self) -> None:
        self.count = 0

    def process(self, delta: float) -> None:
        self.count += 1


def batch(things: list[Any], frame: Callable[[], object]) -> Side:
    """Return a side that makes some frames and checks that each thing counted them."""
    n = len(things)
    frames = max(3, 100_000 // n)
    counted = 0

    def side() -> float:
        nonlocal counted
        seconds = per_call(frame, frames) / n
        counted += frames
        check(counted * n, sum(thing.count for thing in things))
        return seconds

    return side


def plant(n: int) -> tuple[SceneTree, list[Counter], list[Node]]:
    """Return a tree with `n` counters, a hundred to a parent, that has ticked once."""
    tree = SceneTree()
    counters: list[Counter] = []
    parents: list[Node] = []
    for _ in range(n // 100):
        parent = Node()
        tree.root.add_child(parent)
        parents.append(parent)
        for _ in range(100):
            counter = Counter()
            counters.append(counter)
            parent.add_child(counter)
    tree.iteration(0.0)
    for counter in counters:
        counter.count = 0
    return tree, counters, parents


def ours(n: int) -> Side:
    tree, counters, _ = plant(n)
    return batch(counters, lambda: tree.iteration(0.0))


def bare_loop(n: int) -> Side:
    things = [Plain() for _ in range(n)]
    calls = [thing.process for thing in things]

    def frame() -> None:
        for call in calls:
            call(DELTA)

    return batch(things, frame)


def pygame_group(n: int) -> Side | None:
    pygame = load("pygame")
    if pygame is None:
        return None

    class Sprite(pygame.sprite.Sprite):  # type: ignore[misc, name-defined]
        def __init__(self) -> None:
            super().__init__()
            self.count = 0

        def update(self, delta: float) -> None:
            self.count += 1

    sprites = [Sprite() for _ in range(n)]
    group = pygame.sprite.Group(sprites)
    return batch(sprites, lambda: group.update(DELTA))


def arcade_list(n: int) -> Side | None:
    arcade = load("arcade")
    if arcade is None:
        return None

    class Sprite(arcade.Sprite):  # type: ignore[misc, name-defined]
        def __init__(self, texture: Any) -> None:
            super().__init__(texture)
            self.count = 0

        def update(self, delta_time: float = DELTA, *args: Any, **kwargs: Any) -> None:
            self.count += 1

    texture = arcade.make_soft_square_texture(4, (255, 255, 255, 255))
    sprites = [Sprite(texture) for _ in range(n)]
    # Lazy: without a window there is nothing to draw them on; `update` is the same.
    group = arcade.SpriteList(lazy=True, capacity=n)
    for sprite in sprites:
        group.append(sprite)
    return batch(sprites, lambda: group.update(DELTA))


def measure(rounds: int) -> list[Result]:
    """Compare a frame with the peers', for each node."""
    results = []
    for n in SIZES:
        sides: dict[str, Side] = {"ours": ours(n), "bare loop over bound methods": bare_loop(n)}
        for name, make in (
            ("pygame-ce Group.update", pygame_group),
            ("arcade SpriteList.update", arcade_list),
        ):
            # 100,000 sprites of arcade take a gigabyte.
            side = make(n) if n < 100_000 or make is not arcade_list else None
            if side is not None:
                sides[name] = side
        gdscript = Godot("tick.gd", f"--nodes={n}")
        best = fastest(sides, rounds, gdscript.turn)
        theirs = gdscript.seconds(f"tick {n}")
        if theirs is not None:
            best["GDScript"] = theirs
        goals = {
            "GDScript": 3.0 if n == 100_000 else 2.0,
            "pygame-ce Group.update": 2.5,
            "arcade SpriteList.update": 4.0,
            "bare loop over bound methods": 1 / 1.35,
        }
        results += [
            Result(f"tick, {n:,} nodes, each", best["ours"], peer, best[peer], goal)
            for peer, goal in goals.items()
            if peer in best
        ]
        results += churn(n, rounds)
    return results


def churn(n: int, rounds: int) -> list[Result]:
    """Compare a frame in which 1 % of the nodes go and as many come with one without changes.

    `the pass` is the part that the list of callbacks has in it, after nodes came and went: the
    rest is adding and freeing.
    """
    tree, counters, parents = plant(n)
    chosen = random.Random(1)
    frames = max(3, 30_000 // n)
    processes = tree._services_.processes.lists[16]

    def quiet() -> float:
        return per_call(lambda: tree.iteration(0.0), frames)

    def change() -> None:
        for _ in range(n // 100):
            at = chosen.randrange(n)
            counters[at].queue_free()
            counters[at] = Counter()
            chosen.choice(parents).add_child(counters[at])

    def changing_frame() -> None:
        change()
        tree.iteration(0.0)

    def changing() -> float:
        seconds = per_call(changing_frame, frames)
        check(n + len(parents) + 1, tree.get_node_count())
        return seconds

    def passes() -> float:
        total = 0.0
        for _ in range(frames):
            change()
            tree.message_queue.flush_deletions()
            total += per_call(lambda: processes.run(0.0))
        return total / frames

    def quiet_pass() -> float:
        return per_call(lambda: processes.run(0.0), frames)

    best = fastest({"quiet": quiet, "changing": changing, "pass": passes, "quiet pass": quiet_pass}, rounds)
    # The peer is our own frame without changes: a ratio of 1 would mean that changes cost nothing.
    return [
        Result(f"frame, {n:,} nodes, 1 % come and go", best["changing"], "without changes", best["quiet"]),
        Result(f"the pass in it, {n:,} nodes", best["pass"], "without changes", best["quiet pass"]),
    ]
