"""What the real engine says of what a program has one of, for the tests beside this file."""

from pathlib import Path

import engine
from engine import Node
from tests.engine.gdscript.rows import cases, differing

CASES = cases(Path(__file__).parent / "vectors" / "singletons.json")
NAMES = {name: getattr(engine, name) for name in engine.__all__}


def differing_in(tree, case, *without, **names):
    """Return the rows of a case of which we say something else, asked in a `_ready`, but for `without`."""

    class Asking(Node):
        def _ready(self):
            rows = [row for row in CASES[case]["rows"] if row[0] not in without]
            self.wrong = differing(rows, {**NAMES, "t": self.get_tree(), **names})

    return tree.add(Asking()).wrong
