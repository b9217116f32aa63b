"""`var2bytes` and `bytes2var` beside GDScript's and, as a hint, json's and msgpack's.

json and msgpack have other types (vectors and pool arrays are lists there, and bytes are left out of
json), and both are written in C. The goals are those of the compiled core.
"""

from __future__ import annotations

import gc
import hashlib
import json
from collections.abc import Callable
from time import process_time
from typing import Any

from measure import Result, Side, check, fastest
from peers import Godot, load

from engine.variant import (
    Color,
    PoolByteArray,
    PoolIntArray,
    PoolRealArray,
    PoolVector2Array,
    Vector2,
    bytes2var,
    var2bytes,
)

BATCH = 0.02
"""CPU seconds that a batch takes, more or less."""
ELEMENT = 5e-9
"""The most that one element of a pool array may cost: a step of a Python loop costs some 50 ns."""

Function = Callable[[Any], Any]


def players() -> list[dict[str, Any]]:
    return [
        {
            "id": 1_000_000_007 + i,
            "name": f"player {i}",
            "position": Vector2(100.5 + i, 32.25),
            "velocity": Vector2(0.0, -9.75),
            "colour": Color(0.25, 0.5, 0.75, 1.0),
            "health": 87.5,
            "items": ["sword", "rope", 3],
        }
        for i in range(4)
    ]


def values() -> dict[str, Any]:
    """Return the values, the same as in `godot/variant.gd`."""
    groups, names = ("health", "ammo", "gold", "score"), ("ada", "bob", "cyd", "dan", "eve")
    state = {"type": "state", "tick": 123456, "time": 2057.6, "paused": False, "leader": None}
    return {
        "int": 123456,
        "float": 0.1,
        "String": "Estragon and Vladimir",
        "Vector2": Vector2(1.5, -2.25),
        "Color": Color(0.25, 0.5, 0.75, 1.0),
        "Array of 100 ints": [i * 1000 for i in range(100)],
        "4 Dictionaries of 5 in one": {
            group: {name: i * 100 + j for j, name in enumerate(names)} for i, group in enumerate(groups, 1)
        },
        "Dictionary of 100 ints": {i: i * 1000 for i in range(100)},
        "PoolIntArray of 10,000": PoolIntArray(i * 1000 for i in range(10_000)),
        "PoolRealArray of 10,000": PoolRealArray(i * 0.25 for i in range(10_000)),
        "PoolByteArray of 10,000": PoolByteArray(i % 256 for i in range(10_000)),
        "PoolVector2Array of 1,000": PoolVector2Array(Vector2(i * 0.5, -i) for i in range(1000)),
        "game packet": {**state, "players": players()},
    }


def plain(value: Any) -> Any:
    """Return a value made of types that json and msgpack know."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, PoolByteArray):
        return bytes(value)
    if isinstance(value, (PoolIntArray, PoolRealArray, PoolVector2Array, list, Vector2, Color)):
        return [plain(item) for item in value]
    return value


def goal_of(direction: str, name: str) -> float | None:
    """Return the goal beside GDScript: a lone vector is a Python object with two float objects."""
    if name in ("Vector2", "Color"):
        return 0.45 if direction == "bytes2var" else None
    if name in ("int", "float", "String"):
        return 0.9
    return None if name.startswith("Pool") else 1.5


def calls(function: Function, argument: Any) -> Side:
    """Return a side that calls a function as often as takes some 20 ms."""
    times = 1

    def once() -> float:
        start = process_time()
        for _ in range(times):
            function(argument)
        return process_time() - start

    while once() < BATCH / 2:
        times *= 2

    def side() -> float:
        gc.collect()
        return min(once() for _ in range(4)) / times

    return side


def sides_of(value: Any) -> dict[str, dict[str, Side]]:
    """Return the sides that encode a value and that decode it."""
    data = bytes(var2bytes(value))
    check(value, bytes2var(data))
    found: dict[str, dict[str, Side]] = {
        "var2bytes": {"ours": calls(var2bytes, value)},
        "bytes2var": {"ours": calls(bytes2var, data)},
    }
    simple = plain(value)
    codecs: dict[str, tuple[Function, Function]] = {}
    if not isinstance(simple, bytes):
        codecs["json"] = (lambda item: json.dumps(item).encode()), json.loads
    module = load("msgpack")
    if module is not None:
        codecs["msgpack"] = module.packb, lambda packed: module.unpackb(packed, strict_map_key=False)
    for name, (dump, parse) in codecs.items():
        found["var2bytes"][name] = calls(dump, simple)
        found["bytes2var"][name] = calls(parse, dump(simple))
    return found


def measure(rounds: int) -> list[Result]:
    """Compare both directions for values of each kind, and show what an element of a pool array costs."""
    gdscript = Godot("variant.gd")
    chosen = values()
    sides: dict[str, Side] = {}
    for name, value in chosen.items():
        for direction, found in sides_of(value).items():
            sides |= {f"{direction} {name}/{side}": function for side, function in found.items()}
    best = fastest(sides, rounds, gdscript.turn)
    results = []
    for direction in ("var2bytes", "bytes2var"):
        for name, value in chosen.items():
            what = f"{direction} {name}"
            ours = best[f"{what}/ours"]
            godots = gdscript.seconds(what)
            if godots is None:
                results.append(Result(what, ours))
            else:
                digest = hashlib.md5(bytes(var2bytes(value)).hex().encode()).hexdigest()
                check(digest, gdscript.best[f"digest {name}"])
                results.append(Result(what, ours, "GDScript", godots, goal_of(direction, name)))
            for side in ("json", "msgpack"):
                if f"{what}/{side}" in best:
                    goal = 1.0 if side == "msgpack" else None
                    results.append(Result(what, ours, side, best[f"{what}/{side}"], goal))
            if name.startswith("Pool"):
                results.append(Result(f"{what}, each element", ours / len(value), goal=ELEMENT))
    return results
