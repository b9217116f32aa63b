"""`python -m engine doctor --classes`: which classes of Godot 3.6 are here, and how much of each."""

from __future__ import annotations

from importlib import import_module
from typing import Any, NamedTuple

from .audio.buses import AudioBuses
from .base.godot_classes import GodotClass, classes
from .input.actions import ActionMap
from .input.state import InputState
from .performance.monitors import Monitors
from .porting.godot3 import SINGLETONS
from .porting.names import module_of

_OF_A_TREE: dict[str, type] = {
    "AudioServer": AudioBuses,
    "Input": InputState,
    "InputMap": ActionMap,
    "Performance": Monitors,
}
"""What stands behind the names of what each tree has one of."""
_NAMED = 4
"""How many of the members that are not here are named."""


class Share(NamedTuple):
    """How much of one class is here: the names of the members that are, and of those that are not."""

    name: str
    here: list[str]
    missing: list[str]
    of: GodotClass
    """What Godot has of that name."""
    kind: type
    """What it is here."""

    @property
    def percent(self) -> int:
        """How many of a hundred members are here."""
        count = len(self.here) + len(self.missing)
        return 100 * len(self.here) // count if count else 100

    def line(self) -> str:
        """Return it as a line of the report."""
        named = ", ".join(self.missing[:_NAMED])
        more = f" and {len(self.missing) - _NAMED} more" if len(self.missing) > _NAMED else ""
        return f"{self.name:<28} {self.percent:>3} %{f'   not {named}{more}' if named else ''}"


def class_report() -> list[str]:
    """Return a line for each class that is here, and how many those are of all."""
    found = shares()
    members = sum(len(share.here) for share in found)
    of = sum(len(share.here) + len(share.missing) for share in found)
    return [
        *(share.line() for share in found),
        "",
        f"{len(found)} classes of Godot 3.6 are here, with {100 * members // of} % of the members that they"
        " add to their bases.",
    ]


def shares() -> list[Share]:
    """Return how much of each class is here, by name; of what is not at all nothing is said."""
    table = classes()
    known = {name.removeprefix("_"): one for name, one in table.items()}
    known |= {name: table[kind] for name, kind in SINGLETONS.items() if kind in table}
    return [
        _share(name, known[name], kind)
        for name in sorted(known)
        if (kind := class_of(name)) is not None and not name.startswith("_")
    ]


def class_of(name: str) -> type | None:
    """Return the class that is known by a name, or the class of what is; None if there is nothing."""
    if name in _OF_A_TREE:
        return _OF_A_TREE[name]
    package = module_of(name)
    if package not in ("engine", "nodes", "engine.input"):
        return None
    found: Any = getattr(import_module(package), name)
    return found if isinstance(found, type) else type(found)


def _share(name: str, of: GodotClass, kind: type) -> Share:
    """Compare a class with Godot's, without what scripts do not call there: names such as `_draw`."""
    members = _members_of(of)
    here = [member for member in members if has_member(kind, member)]
    return Share(name, here, [member for member in members if member not in here], of, kind)


def members_of(name: str) -> list[str]:
    """Return what a class of Godot's adds to its base, without what scripts do not call."""
    return _members_of(classes()[name])


def _members_of(of: GodotClass) -> list[str]:
    all_of_it = {*of.properties, *of.methods, *of.signals, *of.constants}
    return sorted(member for member in all_of_it if not member.startswith("_"))


def has_member(kind: type, member: str) -> bool:
    """Return True if a class has a member, perhaps with an underscore where it is a word of Python's."""
    annotated = {name for base in kind.__mro__ for name in vars(base).get("__annotations__", ())}
    return any(hasattr(kind, name) or name in annotated for name in (member, f"{member}_"))
