"""Writes `engine/porting/missing.json`: of each class of Godot's that is here, the members that are not.

What a class has of a base in Godot stands under its own name if it does not come from that base here.

    python -m tests.engine.porting.record_missing

`test_missing.py` says when it is due.
"""

import json
from pathlib import Path

from engine.base.godot_classes import lineage
from engine.doctor_classes import class_of, has_member, members_of, shares

TABLE = Path(__file__).parents[3] / "engine" / "porting" / "missing.json"


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


if __name__ == "__main__":
    lines = [f"{json.dumps(name)}: {json.dumps(members)}" for name, members in missing().items()]
    TABLE.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
