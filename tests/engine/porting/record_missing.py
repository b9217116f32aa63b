"""Writes `engine/porting/missing.json`: of each class of Godot's that is here, the members that are not.

    python -m tests.engine.porting.record_missing

`test_missing.py` says when it is due.
"""

import json
from pathlib import Path

from engine.doctor_classes import shares

TABLE = Path(__file__).parents[3] / "engine" / "porting" / "missing.json"


def missing():
    """Return the names of what is not here, by class."""
    return {share.name: share.missing for share in shares() if share.missing}


if __name__ == "__main__":
    lines = [f"{json.dumps(name)}: {json.dumps(members)}" for name, members in missing().items()]
    TABLE.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
