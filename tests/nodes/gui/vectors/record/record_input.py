"""Makes cases of mouse and keyboard, has the real engine take them, and writes `../input.json`.

usage: python record_input.py [GODOT_BINARY]     (3.2.3 made what is in the repository)
"""

import json
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
R = random.Random(3)
CASES = []
TAB, ESCAPE, LEFT, UP, RIGHT, DOWN, A = 16777218, 16777217, 16777231, 16777232, 16777233, 16777234, 65


def control(name, x, y, w, h, *children, **properties):
    ops = [["set", "rect_position", [x, y]], ["set", "rect_size", [w, h]]]
    ops += [["set", key, number] for key, number in properties.items()]
    return {"type": "Control", "name": name, "ops": ops, "children": list(children)}


def case(name, tree, *steps):
    CASES.append({"name": name, "tree": tree, "steps": [[list(op) for op in step] for step in steps]})


def press(x, y, button=1):
    return ("press", button, x, y)


def release(x, y, button=1):
    return ("release", button, x, y)


def move(x, y, mask=0):
    return ("move", x, y, mask)


def key(code, shift=False):
    return [("key", code, True, shift), ("key", code, False, shift)]


def click(x, y, button=1):
    return press(x, y, button), release(x, y, button)


# -- The mouse -------------------------------------------------------------------------------------
for outer in range(3):
    for inner in range(3):
        tree = control(
            "P", 0, 0, 100, 100, control("C", 10, 20, 50, 50, mouse_filter=inner), mouse_filter=outer
        )
        steps = [
            [move(5, 5)],
            [move(20, 30)],
            click(20, 30),
            [move(30, 30)],
            [move(90, 90)],
            [move(200, 200)],
        ]
        case(f"filters {outer} and {inner}", tree, *steps, click(20, 30, 4), click(300, 200))
case(
    "the pointer stays with whom the button was pressed on",
    control("P", 0, 0, 300, 100, control("A", 0, 0, 50, 50), control("B", 60, 0, 50, 50)),
    [move(10, 10)],
    [press(10, 10)],
    [move(70, 10, 1)],
    [press(70, 10, 2)],
    [release(70, 10)],
    [move(75, 10, 2)],
    [release(75, 10, 2)],
    [move(76, 10)],
    [release(76, 10)],
)
case(
    "siblings over each other, and children outside of their parent",
    control("P", 0, 0, 100, 100, control("A", 0, 0, 60, 60), control("B", 30, 30, 120, 60)),
    click(40, 40),
    click(20, 20),
    click(140, 50),
    click(40, 95),
)
case(
    "turned and scaled",
    control(
        "P",
        50,
        50,
        100,
        100,
        control("A", 20, 20, 40, 40, rect_scale=[2, 0.5], rect_rotation=30, rect_pivot_offset=[10, 10]),
        rect_rotation=15,
    ),
    *[[move(x, y)] for x in range(40, 160, 24) for y in range(60, 140, 24)],
    click(90, 90),
)
case(
    "a Node2D between",
    {
        "type": "Node2D",
        "name": "N",
        "ops": [["set", "position", [40, 30]], ["set", "scale", [2, 2]]],
        "children": [control("A", 5, 5, 20, 20, control("B", 0, 0, 10, 10))],
    },
    click(45, 40),
    click(52, 42),
    click(85, 75),
)
case(
    "top level",
    control(
        "P",
        50,
        0,
        100,
        100,
        {
            **control("A", 20, 20, 40, 40),
            "ops": [
                ["set", "rect_position", [20, 20]],
                ["set", "rect_size", [60, 60]],
                ["call", "set_as_toplevel", [True]],
            ],
        },
    ),
    click(25, 25),
    click(60, 25),
    click(85, 25),
)
for who in ("A", "P"):
    case(
        f"{who} accepts",
        control("P", 0, 0, 100, 100, control("A", 0, 0, 50, 50, mouse_filter=1), mouse_filter=1),
        [("set", "." if who == "P" else "A", "eat", True)],
        [move(5, 5)],
        click(5, 5),
        click(5, 5, 4),
        click(60, 60),
    )

# -- The keyboard ----------------------------------------------------------------------------------
form = control(
    "P",
    0,
    0,
    300,
    200,
    control("A", 10, 10, 40, 20, focus_mode=2),
    control("B", 60, 10, 40, 20, focus_mode=2),
    control("C", 10, 40, 40, 20, control("D", 0, 0, 10, 10, focus_mode=2), focus_mode=1),
    control("E", 60, 40, 40, 20, focus_mode=0),
    control("F", 10, 70, 90, 20, focus_mode=2),
)
case(
    "Tab and Shift+Tab",
    form,
    click(15, 15),
    *[key(TAB) for _ in range(6)],
    *[key(TAB, True) for _ in range(6)],
)
case("a key without a focus", form, key(A), key(TAB))
case("arrows", form, click(15, 15), *[key(R.choice([LEFT, UP, RIGHT, DOWN])) for _ in range(24)])
case(
    "keys go to the focus",
    form,
    click(15, 15),
    key(A),
    [("set", "A", "eat", True)],
    key(A),
    key(TAB),
)
case(
    "Control that is clicked",
    form,
    click(40, 45),
    key(TAB),
    click(15, 45),
    click(65, 45),
    click(250, 150),
    key(A),
)
case(
    "focus of what is hidden, and of what does not want it any more",
    form,
    click(15, 15),
    [("set", "A", "visible", False)],
    key(A),
    click(65, 15),
    [("set", "B", "focus_mode", 0)],
    key(A),
)
case(
    "focus given and taken",
    form,
    [("call", "B", "grab_focus", [])],
    [("call", "A", "release_focus", [])],
    [("call", "B", "release_focus", [])],
    [("call", "C", "grab_focus", [])],
    [("set", "C", "focus_mode", 0)],
    [("call", "C", "grab_focus", [])],
)
named = [
    ("set", "A", "focus_next", "../F"),
    ("set", "F", "focus_previous", "../B"),
    ("set", "A", "focus_neighbour_right", "../E"),
    ("set", "E", "focus_neighbour_right", "../F"),
    ("set", "B", "focus_neighbour_bottom", "../A"),
]
case(
    "focus by path",
    form,
    named,
    click(15, 15),
    key(TAB),
    key(TAB, True),
    [("call", "A", "grab_focus", [])],
    key(RIGHT),
    [("call", "B", "grab_focus", [])],
    key(DOWN),
)

# -- Modal -----------------------------------------------------------------------------------------
dialogs = control(
    "P",
    0,
    0,
    400,
    300,
    control("A", 10, 10, 40, 20, focus_mode=2),
    control("B", 60, 10, 40, 20, focus_mode=2),
    control(
        "M",
        100,
        100,
        100,
        80,
        control("X", 5, 5, 40, 20, focus_mode=2),
        control("Y", 5, 35, 40, 20, focus_mode=2),
        visible=False,
    ),
    control("N", 150, 150, 100, 80, control("Z", 5, 5, 40, 20, focus_mode=2), visible=False),
)
for each in dialogs["children"][2:]:
    each["ops"].append(["call", "set_as_toplevel", [True]])
case(
    "an exclusive modal takes all clicks",
    dialogs,
    click(15, 15),
    [("call", "M", "show_modal", [True])],
    click(15, 15),
    [move(15, 15)],
    click(110, 110),
    [move(112, 110)],
    key(TAB),
    key(TAB),
    [move(300, 110)],
    [("call", "M", "hide", [])],
)
case(
    "a modal over a modal",
    dialogs,
    click(15, 15),
    [("call", "M", "show_modal", [True])],
    click(110, 110),
    [("call", "N", "show_modal", [True])],
    click(110, 110),
    click(160, 160),
    [("call", "N", "hide", [])],
    [("call", "M", "hide", [])],
)
case(
    "the lower modal goes first",
    dialogs,
    click(15, 15),
    [("call", "M", "show_modal", [True])],
    click(110, 110),
    [("call", "N", "show_modal", [True])],
    click(160, 160),
    [("call", "M", "hide", [])],
    [("call", "N", "hide", [])],
)
case(
    "Escape closes a modal that is not exclusive",
    dialogs,
    click(15, 15),
    [("call", "N", "show_modal", [False])],
    [("call", "M", "show_modal", [True])],
    key(ESCAPE),
    [("call", "M", "hide", [])],
    [("call", "N/Z", "grab_focus", [])],
    [("set", "N/Z", "eat", True)],
    key(ESCAPE),
    [("set", "N/Z", "eat", False)],
    key(ESCAPE),
    key(ESCAPE),
)


# -- By chance -------------------------------------------------------------------------------------
def branch(name, depth, width, height):
    x, y = R.randint(-10, width // 2), R.randint(-10, height // 2)
    w, h = R.randint(10, width), R.randint(10, height)
    made = control(
        name, x, y, w, h, mouse_filter=R.choice([0, 0, 1, 1, 2]), focus_mode=R.choice([0, 1, 2, 2])
    )
    if R.random() < 0.1:
        made["ops"].append(["set", "visible", False])
    if depth:
        made["children"] = [branch(name + chr(97 + i), depth - 1, w, h) for i in range(R.randint(0, 3))]
    return made


def paths(tree, at=""):
    found = []
    for child in tree.get("children", []):
        found += [at + child["name"], *paths(child, at + child["name"] + "/")]
    return found


for i in range(25):
    tree = control("P", 0, 0, 200, 200, *[branch(chr(65 + j), 3, 150, 150) for j in range(3)], mouse_filter=2)
    below = paths(tree)
    steps, held = [], []
    for _ in range(25):
        at = (R.randint(0, 199), R.randint(0, 199))
        what = R.random()
        if what < 0.35:
            steps.append([move(*at, sum(1 << b - 1 for b in held))])
        elif what < 0.55 and not held:
            held.append(R.choice([1, 1, 1, 2]))
            steps.append([press(*at, held[-1])])
        elif what < 0.65 and held:
            steps.append([release(*at, held.pop())])
        elif what < 0.85:
            steps.append(key(R.choice([TAB, TAB, LEFT, UP, RIGHT, DOWN, A]), R.random() < 0.3))
        elif what < 0.92:
            steps.append([("set", R.choice(below), "visible", R.random() < 0.5)])
        else:
            steps.append([("set", R.choice(below), R.choice(["focus_mode", "mouse_filter"]), R.randrange(3))])
    case(f"chance {i}", tree, *steps)


def main():
    godot = sys.argv[1] if len(sys.argv) > 1 else "godot3-server"
    with tempfile.TemporaryDirectory() as folder:
        place = pathlib.Path(folder)
        (place / "project.godot").write_text('config_version=4\n[application]\nconfig/name="input"\n')
        shutil.copy(HERE / "input.gd", place)
        (place / "cases.json").write_text(json.dumps(CASES))
        subprocess.run([godot, "--path", folder, "-s", "input.gd"], check=True, timeout=600)
        logs = json.loads((place / "logs.json").read_text())
    for each, found in zip(CASES, logs, strict=True):
        each["log"] = found
    lines = ",\n".join(json.dumps(each, separators=(",", ":")) for each in CASES)
    (HERE.parent / "input.json").write_text(f"[\n{lines}\n]\n")


main()
