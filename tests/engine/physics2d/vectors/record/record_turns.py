"""Makes cases of still bodies that come, move and go, and records in which order the engine comes to them.

usage: GODOT36=… python tests/engine/physics2d/vectors/record/record_turns.py

writes `../turns.json`: of each case what happens in its steps, and the order at the beginning of each.
"""

import json
import os
import random
import subprocess
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
STEPS = 40
R = random.Random(14)


def add(name, x, y, *boxes, kind="StaticBody2D"):
    return ["add", kind, name, x, y, list(boxes)]


def row(count, width, y=60, height=10):
    return [add(f"f{i}", i * 2 * width, y, [width, height, 0]) for i in range(count)]


def shuffled(things):
    return R.sample(things, len(things))


def some_steps(count):
    """Return steps in which something of everything happens now and then."""
    here, steps = [f"f{i}" for i in range(count)], []
    for number in range(STEPS - 1):
        ops, what = [], R.random()
        if what < 0.2:
            x, y = R.randint(-400, 400), R.randint(-400, 400)
            ops.append(add(f"n{number}", x, y, [R.randint(2, 40), R.randint(2, 40), 0]))
            here.append(f"n{number}")
        elif what < 0.4:
            ops.append(["leave", here.pop(R.randrange(len(here)))])
        elif what < 0.6:
            ops += [["move", name, R.randint(-500, 500), R.randint(-99, 99)] for name in R.sample(here, 2)]
        elif what < 0.7:
            ops.append(add(f"a{number}", R.randint(0, 99), 500, [5, 5, 0], kind="Area2D"))
        steps.append(ops)
    return steps


LEGS = [10, 10, 0], [10, 10, 20], [10, 10, 40]
CASES = {
    "one": [[add("a", 0, 0, [10, 10, 0])]],
    "two": [row(2, 10)],
    "a row": [row(8, 10)],
    "a row of large ones": [row(5, 200)],
    "in any order": [shuffled(row(9, 15))],
    "far apart": [shuffled([*row(4, 8), *(add(f"d{i}", 70 * i, -900, [5, 5, 0]) for i in range(4))])],
    "of several shapes": [[add("a", 0, 0, *LEGS), add("b", 60, 0, *LEGS), add("c", 120, 0, [10, 10, 0])]],
    "with others that are not still": [
        [
            *row(3, 10),
            add("k", 5, 20, [8, 8, 0], kind="KinematicBody2D"),
            add("a", 5, 300, [8, 8, 0], kind="Area2D"),
        ]
    ],
    "one after the other": [*([one] for one in row(7, 12)), [["leave", "f2"]], [["leave", "f5"]]],
    "one moves out": [row(4, 10), [], [], [["move", "f1", 20, 300]], [], [["move", "f0", 0, 61]]],
    "shapes are switched off and on": [
        [add("a", 0, 0, *LEGS), *row(3, 10)],
        [],
        [["disable", "a", 2, True]],
        [],
        [["disable", "a", 2, False]],
    ],
    **{f"this and that, {i}": [shuffled(row(3 + 2 * i, 10)), *some_steps(3 + 2 * i)] for i in range(6)},
}


def record(steps, scratch):
    """Return the orders."""
    case, out = scratch / "case.json", scratch / "out.json"
    case.write_text(json.dumps(steps))
    (scratch / "project.godot").write_text("config_version=4\n")
    arguments = [f"case={case}", f"out={out}", f"steps={STEPS}"]
    command = [os.environ["GODOT36"], "--fixed-fps", "60", "--path", str(scratch), "-s", HERE / "turns.gd"]
    subprocess.run([*command, *arguments], check=True, stdout=subprocess.DEVNULL, timeout=60)
    return json.loads(out.read_text())


def main():
    rows = []
    for name, steps in CASES.items():
        with tempfile.TemporaryDirectory() as scratch:
            rows.append({"name": name, "steps": steps, "orders": record(steps, Path(scratch))[:STEPS]})
    text = ",\n".join(json.dumps(row, separators=(",", ":")) for row in rows)
    (HERE.parent / "turns.json").write_text(f"[\n{text}\n]\n")


if __name__ == "__main__":
    main()
