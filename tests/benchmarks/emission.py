"""Emitting a signal with one argument to handlers that are methods of so many objects."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from typing import Any

from measure import Result, Side, check, fastest, per_call
from peers import Godot, load

from engine import Node, Signal

SIZES = (1, 10, 1_000)


class Emitter(Node):
    hit = Signal[int]("value")


class Receiver(Node):
    def __init__(self) -> None:
        self.total = 0

    def on_hit(self, value: int) -> None:
        self.total += value


class Plain:
    def __init__(self) -> None:
        self.total = 0

    def on_hit(self, value: int) -> None:
        self.total += value


def batch(receivers: list[Any], emissions: Callable[[int], object]) -> Side:
    """Return a side that emits many times and checks that every receiver heard it."""
    times = 20_000 // len(receivers)
    expected = 0

    def side() -> float:
        nonlocal expected
        seconds = per_call(lambda: emissions(times)) / times
        expected += times
        check([expected] * len(receivers), [receiver.total for receiver in receivers])
        return seconds

    return side


def ours(n: int) -> Side:
    emitter, receivers = Emitter(), [Receiver() for _ in range(n)]
    for receiver in receivers:
        emitter.hit.connect(receiver.on_hit)

    def emissions(times: int) -> None:
        for _ in range(times):
            emitter.hit.emit(1)

    return batch(receivers, emissions)


def ours_by_name(n: int) -> Side:
    emitter, receivers = Emitter(), [Receiver() for _ in range(n)]
    for receiver in receivers:
        emitter.connect("hit", receiver, "on_hit")

    def emissions(times: int) -> None:
        for _ in range(times):
            emitter.emit_signal("hit", 1)

    return batch(receivers, emissions)


def bare(n: int) -> Side:
    receivers = [Plain() for _ in range(n)]
    handlers = [receiver.on_hit for receiver in receivers]

    def emissions(times: int) -> None:
        for _ in range(times):
            for handler in handlers:
                handler(1)

    return batch(receivers, emissions)


def blinker(n: int) -> Side | None:
    module = load("blinker")
    if module is None:
        return None

    class BlinkerReceiver:
        def __init__(self) -> None:
            self.total = 0

        def on_hit(self, sender: object, value: int) -> None:
            self.total += value

    hit = module.Signal()
    sender = object()
    receivers = [BlinkerReceiver() for _ in range(n)]
    for receiver in receivers:
        hit.connect(receiver.on_hit)

    def emissions(times: int) -> None:
        for _ in range(times):
            hit.send(sender, value=1)

    return batch(receivers, emissions)


def psygnal(n: int) -> Side | None:
    module = load("psygnal")
    if module is None:
        return None

    class PsygnalEmitter:
        hit = module.Signal(int)

    emitter, receivers = PsygnalEmitter(), [Plain() for _ in range(n)]
    for receiver in receivers:
        emitter.hit.connect(receiver.on_hit)

    def emissions(times: int) -> None:
        for _ in range(times):
            emitter.hit.emit(1)

    return batch(receivers, emissions)


def pyside(n: int, slots: bool) -> Side | None:
    module = load("PySide6.QtCore")
    if module is None:
        return None

    if sys.version_info < (3, 12):
        # PySide6 6.12 gives up references to None and bools with each emission, which ends the process
        # where those are not immortal: let there be as many references as it takes.
        for value in (None, True, False):
            ctypes.c_ssize_t.from_address(id(value)).value += 1 << 40

    class QEmitter(module.QObject):  # type: ignore[misc, name-defined]
        hit = module.Signal(int)

    class QReceiver(module.QObject):  # type: ignore[misc, name-defined]
        def __init__(self) -> None:
            super().__init__()
            self.total = 0

        @module.Slot(int)  # type: ignore[untyped-decorator]
        def on_hit(self, value: int) -> None:
            self.total += value

    emitter, receivers = QEmitter(), [QReceiver() if slots else Plain() for _ in range(n)]
    for receiver in receivers:
        emitter.hit.connect(receiver.on_hit)

    def emissions(times: int) -> None:
        for _ in range(times):
            emitter.hit.emit(1)

    return batch(receivers, emissions)


def pyglet(n: int) -> Side | None:
    module = load("pyglet.event")
    if module is None:
        return None

    class Dispatcher(module.EventDispatcher):  # type: ignore[misc, name-defined]
        pass

    Dispatcher.register_event_type("on_hit")
    emitter, receivers = Dispatcher(), [Plain() for _ in range(n)]
    for receiver in receivers:
        emitter.push_handlers(receiver)

    def emissions(times: int) -> None:
        for _ in range(times):
            emitter.dispatch_event("on_hit", 1)

    return batch(receivers, emissions)


def measure(rounds: int) -> list[Result]:
    """Compare an emission, all its receivers included."""
    results = []
    for n in SIZES:
        sides: dict[str, Side] = {"ours": ours(n), "by name": ours_by_name(n), "bare": bare(n)}
        libraries: dict[str, Side | None] = {
            "blinker": blinker(n),
            "psygnal": psygnal(n),
            "PySide6, slots": pyside(n, slots=True),
            "PySide6, methods": pyside(n, slots=False),
            "pyglet": pyglet(n),
        }
        sides |= {name: side for name, side in libraries.items() if side is not None}
        gdscript = Godot("emission.gd")
        best = fastest(sides, rounds, gdscript.turn)
        what = f"emission, {n:,} receiver{'s' if n > 1 else ''}"
        godots = gdscript.seconds(f"emission {n}")
        if godots is not None:
            goal = 2.5 if n == 1_000 else 2.0
            results.append(Result(what, best["ours"], "GDScript", godots, goal))
            results.append(Result(f"{what}, emit_signal", best["by name"], "GDScript", godots))
        used = sorted((name for name in libraries if name in best), key=lambda name: best[name])
        for name in used:
            # The goal is set against the fastest of them.
            goal_ = (5.0 if n == 1 else 3.0) if name == used[0] else None
            results.append(Result(what, best["ours"], name, best[name], goal_))
        results.append(Result(what, best["ours"], "bare loop", best["bare"]))
    return results
