"""What the classes of Godot 3.6 have, from a table: for whoever reads what was written for the engine."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

_TABLE = Path(__file__).with_name("godot_classes.jsonl")


class GodotClass(NamedTuple):
    """One class: what it adds to its base. Properties and methods have the kinds of their values."""

    name: str
    base: str
    properties: dict[str, str]
    methods: dict[str, str]
    signals: list[str]
    constants: list[str]


class Found(NamedTuple):
    """A member that was looked up: `sort` is `property`, `method`, `signal` or `constant`."""

    sort: str
    kind: str
    owner: str


@cache
def classes() -> dict[str, GodotClass]:
    """Return all classes by their names."""
    lines = _TABLE.read_text(encoding="utf-8").splitlines()
    return {found.name: found for found in (GodotClass(*json.loads(line)) for line in lines)}


def lineage(name: str) -> Iterator[GodotClass]:
    """Yield a class and its bases."""
    while found := classes().get(name):
        yield found
        name = found.base


@cache
def member(name: str, of: str) -> Found | None:
    """Return what `name` is in class `of` or its bases."""
    for one in lineage(of):
        if name in one.methods:
            return Found("method", one.methods[name], one.name)
        if name in one.properties:
            return Found("property", one.properties[name], one.name)
        if name in one.signals:
            return Found("signal", "Signal", one.name)
        if name in one.constants:
            return Found("constant", "int", one.name)
        # The table leaves out properties that are translated, such as a Label's text.
        if f"set_{name}" in one.methods and (getter := _getter(name, one)):
            return Found("property", one.methods[getter], one.name)
    return None


def _getter(name: str, of: GodotClass) -> str:
    return next((getter for getter in (f"get_{name}", f"is_{name}") if getter in of.methods), "")
