"""What the nodes and resources of Godot 4.6 have, from a table: for who reads its scenes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

_TABLE = Path(__file__).with_name("godot4_classes.jsonl")


class Godot4Class(NamedTuple):
    """One class: what it adds to its base. Properties have their defaults, as the engine writes them.

    Of a resource there are none.
    """

    name: str
    base: str
    properties: dict[str, str]
    signals: list[str]


@cache
def classes() -> dict[str, Godot4Class]:
    """Return the classes by their names."""
    lines = _TABLE.read_text(encoding="utf-8").splitlines()
    return {found.name: found for found in (Godot4Class(*json.loads(line)) for line in lines)}


def lineage(name: str) -> Iterator[Godot4Class]:
    """Yield a class and its bases."""
    while found := classes().get(name):
        yield found
        name = found.base
