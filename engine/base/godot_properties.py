"""The properties that files keep of Godot 3.6's classes, from a table: in its order, with their defaults.

Of Godot 4 there are the classes that are here, too.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

_TABLE = Path(__file__).with_name("godot_properties.jsonl")
_OF_GODOT_4: dict[str, tuple[str, dict[str, str | None], dict[str, str | None]]] = {
    "MultiplayerSpawner": ("Node", {"spawn_path": 'NodePath("")', "spawn_limit": "0"}, {}),
    "MultiplayerSynchronizer": (
        "Node",
        {
            "root_path": 'NodePath("..")',
            "replication_interval": "0.0",
            "delta_interval": "0.0",
            "replication_config": "",
            "visibility_update_mode": "0",
            "public_visibility": "true",
        },
        {},
    ),
    "SceneReplicationConfig": ("Resource", {}, {}),
}


@cache
def _classes() -> dict[str, tuple[str, dict[str, str | None], dict[str, str | None]]]:
    """Return of each class its base, what it adds to that, and the defaults that it changes."""
    lines = map(json.loads, _TABLE.read_text(encoding="utf-8").splitlines())
    return {name: (base, own, changed) for name, base, own, changed in lines} | _OF_GODOT_4


@cache
def stored_properties(kind: str) -> dict[str, dict[str, str | None]]:
    """Return the properties of a class by the class that adds them, the bases first; none of an unknown one.

    Each has its default, as `var2str` writes it: an empty text for no object, None of what is always written.
    """
    if kind not in _classes():
        return {}
    base, own, changed = _classes()[kind]
    inherited = stored_properties(base)
    changes = {
        owner: {name: changed.get(name, default) for name, default in properties.items()}
        for owner, properties in inherited.items()
    }
    return {**changes, kind: own}
