"""Writes three tables of `engine/porting`: of each class of Godot's that is here, what is not, and is more.

`missing.json` has the members; what a class has of a base in Godot stands under its own name if it does not
come from that base here. `fewer.json` has the methods that take fewer arguments than in Godot, and how many.
`more.json` has what only an heir has in Godot that is not here: a Font has the `size` of a DynamicFont.

    python -m tests.engine.porting.record_missing

`test_missing.py` says when it is due.
"""

import inspect
import json
from pathlib import Path

from engine.base.godot_classes import classes, lineage, member
from engine.doctor_classes import class_of, has_member, members_of, shares

TABLE = Path(__file__).parents[3] / "engine" / "porting" / "missing.json"
FEWER = TABLE.with_name("fewer.json")
MORE = TABLE.with_name("more.json")
COUNTS = Path(__file__).parent / "vectors" / "argument_counts.json"
"""How many arguments methods have in Godot 3.6.2: see `vectors/record/argument_counts.gd`."""


def missing():
    """Return the names of what is not here, by class."""
    found = {share.name: [*share.missing, *_not_inherited(share)] for share in shares()}
    found["Reference"] = members_of("Reference")  # whose heirs are Objects here
    return {name: members for name, members in sorted(found.items()) if members}


def _not_inherited(share):
    """Return what a class has of bases in Godot that are no bases of it here."""
    bases = [one.name for one in lineage(share.name) if one.name not in (share.name, "Reference")]
    apart = [name for name in bases if class_of(name) not in share.kind.__mro__]
    return [member for name in apart for member in members_of(name) if not has_member(share.kind, member)]


def fewer():
    """Return the methods that take fewer arguments than in Godot, and how many those are, by class."""
    counts = json.loads(COUNTS.read_text(encoding="utf-8"))
    counts |= {name.removeprefix("_"): methods for name, methods in counts.items() if name[0] == "_"}
    found = {}
    for share in shares():
        for name, count in counts.get(share.name, {}).items():
            method = getattr(share.kind, name, getattr(share.kind, f"{name}_", None))
            taken = taken_by(method) if callable(method) else count
            if taken < count:
                found.setdefault(share.name, {})[name] = taken
    return found


def more():
    """Return the members that a class has here of heirs in Godot that are not here, by class."""
    here = {share.name: share.kind for share in shares()}
    found = {}
    for name in classes():
        bases = [one.name for one in lineage(name)]
        nearest = next((base for base in bases if base.removeprefix("_") in here), None)
        for heir in bases[: bases.index(nearest)] if nearest else ():
            kind = here[nearest.removeprefix("_")]
            names = [
                one for one in members_of(heir) if has_member(kind, one) and member(one, nearest) is None
            ]
            found.setdefault(nearest.removeprefix("_"), set()).update(names)
    return {name: sorted(members) for name, members in sorted(found.items()) if members}


def taken_by(method):
    """Return how many arguments a method takes at most without its object; 99 for as many as there are."""
    parameters = list(inspect.signature(method).parameters.values())
    if any(one.kind is one.VAR_POSITIONAL for one in parameters):
        return 99
    is_bound = inspect.ismethod(method) or not parameters or parameters[0].name not in ("self", "instance")
    return sum(one.kind is not one.KEYWORD_ONLY for one in parameters) - (not is_bound)


def write(table, rows):
    """Write a table, a line for each class."""
    lines = [f"{json.dumps(name)}: {json.dumps(row)}" for name, row in rows.items()]
    table.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    write(TABLE, missing())
    write(FEWER, fewer())
    write(MORE, more())
