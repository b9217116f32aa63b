"""Makes cases of layout, has the real engine lay them out, and writes `../layout.json`.

usage: python record_layout.py [GODOT_BINARY]     (3.2.3 made what is in the repository)
"""

import json
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
R = random.Random(20)


def node(type, name, *ops, children=(), then=()):
    made = {"type": type, "name": name}
    if ops:
        made["ops"] = [list(op) for op in ops]
    if children:
        made["children"] = list(children)
    if then:
        made["then"] = [list(op) for op in then]
    return made


def case(name, tree, *steps, size=(400, 300)):
    made = {"name": name, "size": list(size), "tree": tree}
    if steps:
        made["steps"] = [[list(op) for op in step] for step in steps]
    CASES.append(made)


def wide(*children, then=()):
    return node("Control", "top", ("call", "set_anchors_preset", [15]), children=children, then=then)


def fixed(w, h, name="P", *ops, children=()):
    return node("Control", name, ("set", "rect_size", [w, h]), *ops, children=children)


CASES = []

# -- Anchors, margins, presets -------------------------------------------------------------------
SMALL = ("set", "rect_min_size", [30, 20])
for preset in range(16):
    case(
        f"preset {preset}, set outside the tree",
        wide(node("Control", "C", SMALL, ("call", "set_anchors_preset", [preset]))),
    )
    case(
        f"preset {preset}, set inside the tree",
        wide(fixed(40, 30, "C")),
        [("call", "C", "set_anchors_preset", [preset])],
        [("size", [301, 203])],
    )
    case(
        f"preset {preset}, margins kept",
        wide(fixed(40, 30, "C")),
        [("call", "C", "set_anchors_preset", [preset, True])],
    )
    for mode in range(4):
        case(
            f"preset {preset} with margins, mode {mode}",
            wide(fixed(41, 31, "C", SMALL)),
            [("call", "C", "set_anchors_and_margins_preset", [preset, mode, 7])],
            [("size", [333, 222])],
        )
    case(
        f"margins preset {preset} alone",
        wide(fixed(40, 30, "C", ("call", "set_anchors_preset", [(preset * 7 + 3) % 16]))),
        [("call", "C", "set_margins_preset", [preset, preset % 4, 5])],
    )
for h in range(3):
    for v in range(3):
        ops = [("set", "grow_horizontal", h), ("set", "grow_vertical", v), ("set", "rect_min_size", [61, 45])]
        case(
            f"grow {h} {v}",
            wide(node("Control", "C", ("call", "set_anchors_preset", [8]), *ops)),
            [("set", "C", "rect_min_size", [80, 21])],
            [("set", "C", "rect_min_size", [10, 90])],
        )
for i in range(50):
    ops = []
    for _ in range(R.randint(1, 6)):
        side = R.randrange(4)
        name = ("left", "top", "right", "bottom")[side]
        anchor = R.choice([0, 0.25, 0.3, 0.5, 0.75, 1])
        ops.append(
            R.choice(
                [
                    ("set", "C", f"anchor_{name}", anchor),
                    ("set", "C", f"margin_{name}", R.randint(-60, 60)),
                    ("call", "C", "set_anchor", [side, anchor, R.random() < 0.5, R.random() < 0.5]),
                    (
                        "call",
                        "C",
                        "set_anchor_and_margin",
                        [side, anchor, R.randint(-30, 30), R.random() < 0.5],
                    ),
                    ("call", "C", "set_margin", [side, R.randint(-30, 30)]),
                    ("call", "C", "set_begin", [[R.randint(-30, 30), R.randint(-30, 30)]]),
                    ("call", "C", "set_end", [[R.randint(-30, 30), R.randint(-30, 30)]]),
                    ("set", "C", "rect_position", [R.randint(0, 90), R.randint(0, 90)]),
                    ("set", "C", "rect_size", [R.randint(0, 90), R.randint(0, 90)]),
                    ("call", "C", "set_position", [[R.randint(0, 90), R.randint(0, 90)], True]),
                    ("call", "C", "set_size", [[R.randint(0, 90), R.randint(0, 90)], True]),
                    ("set", "C", "rect_global_position", [R.randint(0, 90), R.randint(0, 90)]),
                    ("set", "C", "rect_min_size", [R.randint(0, 90), R.randint(0, 90)]),
                ]
            )
        )
    steps = [ops[: len(ops) // 2], ops[len(ops) // 2 :], [("size", [R.randint(50, 500), R.randint(50, 500)])]]
    outside = R.random() < 0.3
    if outside:
        case(
            f"anchors and margins {i}, set outside the tree",
            wide(fixed(40, 30, "C"), then=ops),
            [("size", [321, 123])],
        )
    else:
        case(f"anchors and margins {i}", wide(fixed(40, 30, "C"), fixed(10, 10, "D")), *steps)
case(
    "a size that is not whole is rounded",
    wide(
        node(
            "Control",
            "C",
            ("set", "anchor_right", 0.33),
            ("set", "anchor_left", 0.1),
            ("set", "margin_top", 3.4),
            ("set", "margin_bottom", 20.5),
        )
    ),
    size=(401, 299),
)
case(
    "below a Node2D there is nothing to tie to",
    wide(node("Node2D", "N", children=[node("Control", "C", ("call", "set_anchors_preset", [15]), SMALL)])),
)
case(
    "top level",
    wide(
        fixed(
            100,
            100,
            "P",
            children=[
                node(
                    "Control", "C", ("call", "set_as_toplevel", [True]), ("call", "set_anchors_preset", [15])
                )
            ],
        )
    ),
)

# -- Containers ----------------------------------------------------------------------------------
FLAGS = [0, 1, 2, 3, 4, 5, 6, 8, 10, 12]


def leaf(name, leave=True):
    ops = []
    if R.random() < 0.8:
        ops.append(("set", "rect_min_size", [R.randint(0, 50), R.randint(0, 40)]))
    if R.random() < 0.6:
        ops.append(("set", "size_flags_horizontal", R.choice(FLAGS)))
    if R.random() < 0.6:
        ops.append(("set", "size_flags_vertical", R.choice(FLAGS)))
    if R.random() < 0.4:
        ops.append(("set", "size_flags_stretch_ratio", R.choice([0, 0.3, 0.5, 1.5, 2, 3, 7])))
    if leave and R.random() < 0.12:
        ops.append(("set", "visible", False))
    return ops, name


KINDS = [
    "HBoxContainer",
    "VBoxContainer",
    "MarginContainer",
    "CenterContainer",
    "GridContainer",
    "PanelContainer",
    "HSplitContainer",
    "VSplitContainer",
    "Control",
]


def branch(name, depth, kind=None, leave=True):
    ops, name = leaf(name, leave)
    if depth == 0 or (kind is None and R.random() < 0.25):
        if leave and R.random() < 0.1:  # of others it would matter that ours follow the viewport's size
            ops.append(("call", "set_as_toplevel", [True]))
        return node("Control", name, *ops)
    kind = kind or R.choice(KINDS)
    if kind in ("HBoxContainer", "VBoxContainer"):
        ops.append(("constant", "separation", R.choice([0, 4, 5, 20])))
        if R.random() < 0.5:
            ops.append(("set", "alignment", R.randrange(3)))
    elif kind == "GridContainer":
        ops += [
            ("set", "columns", R.randint(1, 4)),
            ("constant", "hseparation", R.choice([0, 4, 9])),
            ("constant", "vseparation", R.choice([0, 3, 8])),
        ]
    elif kind == "MarginContainer":
        ops += [
            ("constant", f"margin_{s}", R.choice([0, 0, 5, 12])) for s in ("left", "top", "right", "bottom")
        ]
    elif kind == "PanelContainer":
        ops.append(("style", [R.choice([0, 3, 8]) for _ in range(4)]))
    elif kind.endswith("SplitContainer"):
        ops += [("constant", "separation", R.choice([12, 16, 21])), ("constant", "autohide", 0)]
        if R.random() < 0.6:
            ops.append(("set", "split_offset", R.randint(-80, 80)))
        if R.random() < 0.2:
            ops.append(("set", "collapsed", True))
        if R.random() < 0.3:
            ops.append(("set", "dragger_visibility", R.choice([0, 1, 2])))
    elif kind == "CenterContainer" and R.random() < 0.3:
        ops.append(("set", "use_top_left", True))
    count = R.choice([0, 1, 2, 3, 3, 4, 5, 6])
    return node(
        kind,
        name,
        *ops,
        children=[branch(chr(97 + i), depth - 1, None, kind != "GridContainer") for i in range(count)],
    )


def paths(tree, at=""):
    found = []
    for child in tree.get("children", []):
        path = at + child["name"]
        found.append((path, child))
        found += paths(child, path + "/")
    return found


def change(tree):
    """A change of any node below the top."""
    all_paths = dict(paths(tree))
    path = R.choice(list(all_paths))
    below = all_paths[path]
    above = all_paths.get(path.rpartition("/")[0])
    options = [
        ("set", path, "rect_min_size", [R.randint(0, 90), R.randint(0, 90)]),
        ("set", path, "size_flags_horizontal", R.choice(FLAGS)),
        ("set", path, "size_flags_vertical", R.choice(FLAGS)),
        ("set", path, "size_flags_stretch_ratio", R.choice([0.5, 1, 3])),
        ("move", path, 0),
        ("size", [R.randint(100, 500), R.randint(100, 500)]),
    ]
    if above is None or above["type"] != "GridContainer":  # ours leaves no gap for what is hidden
        options += [("set", path, "visible", visible) for visible in (False, False, True)]
    if below["type"] in ("HBoxContainer", "VBoxContainer"):
        options += [
            ("constant", path, "separation", R.randint(0, 30)),
            ("set", path, "alignment", R.randrange(3)),
        ]
    if below["type"] == "GridContainer":
        options.append(("set", path, "columns", R.randint(1, 5)))
    if below["type"].endswith("SplitContainer"):
        options.append(("set", path, "split_offset", R.randint(-90, 90)))
    return R.choice(options)


for kind in KINDS[:-1]:
    for i in range(8 if "Box" in kind or "Split" in kind else 5):
        inner = branch("C", 1, kind)
        inner.setdefault("ops", []).append(["set", "visible", True])
        inner["ops"].append(["set", "rect_size", [R.randint(50, 400), R.randint(50, 300)]])
        tree = wide(inner)
        case(f"{kind} {i}", tree, *[[change(tree)] for _ in range(R.randint(0, 3))])
for i in range(30):
    inner = branch("C", 3, R.choice(KINDS[:-1]))
    inner.setdefault("ops", []).append(["call", "set_anchors_preset", [15]])
    tree = wide(inner)
    case(
        f"nested {i}",
        tree,
        *[[change(tree) for _ in range(R.randint(1, 3))] for _ in range(R.randint(0, 4))],
        size=(R.randint(200, 800), R.randint(200, 600)),
    )
for kind in ("HBoxContainer", "VBoxContainer"):
    for count in range(1, 8):
        kids = [
            node(
                "Control", chr(97 + i), ("set", "size_flags_horizontal", 3), ("set", "size_flags_vertical", 3)
            )
            for i in range(count)
        ]
        case(
            f"{kind} of {count} that share",
            wide(
                node(
                    kind,
                    "C",
                    ("call", "set_anchors_preset", [15]),
                    ("constant", "separation", 4),
                    children=kids,
                )
            ),
            [("size", [503, 401])],
            [("size", [301, 207])],
        )
for kind in ("HBoxContainer", "VBoxContainer"):
    box = node(
        kind,
        "C",
        ("constant", "separation", 4),
        ("set", "rect_size", [200, 100]),
        children=[node("Control", "a", SMALL)],
    )
    case(
        f"{kind} with spacers",
        wide(box),
        [("call", "C", "add_spacer", [False])],
        [("call", "C", "add_spacer", [True])],
        [("call", "C", "add_spacer", [False])],
    )
case(
    "a container whose child is removed",
    wide(
        node(
            "HBoxContainer",
            "C",
            ("constant", "separation", 4),
            children=[node("Control", "a", SMALL), node("Control", "b", SMALL)],
        )
    ),
    [("remove", "C/a")],
)

# -- The demos: what `demos.md` measured ----------------------------------------------------------
ROW = ("constant", "separation", 4)
WIDE = ("call", "set_anchors_preset", [15])


def sized(name, w, h, *ops):
    return node("Control", name, ("set", "rect_min_size", [w, h]), *ops)


H3, V3 = ("set", "size_flags_horizontal", 3), ("set", "size_flags_vertical", 3)


def on_a_panel(name, ops, rows):
    column = node("VBoxContainer", "VBoxContainer", WIDE, ROW, children=rows)
    return node("Control", name, WIDE, *ops, children=[node("Panel", "Panel", WIDE, children=[column])])


def chat_server(name="ServerControl", *ops):
    rows = [
        node(
            "HBoxContainer", "HBoxContainer", ROW, children=[sized("Port", 74, 24), sized("Listen", 51, 24)]
        ),
        node(
            "HBoxContainer",
            "HBoxContainer2",
            ROW,
            children=[sized("WriteMode", 77, 24), sized("MPAPI", 126, 24), sized("Destination", 92, 24)],
        ),
        node(
            "HBoxContainer",
            "HBoxContainer3",
            ROW,
            children=[sized("LineEdit", 58, 24, H3), sized("Send", 43, 24)],
        ),
        sized("RichTextLabel", 0, 0, V3),
    ]
    return on_a_panel(name, ops, rows)


def chat_client(name="Client", *ops):
    rows = [
        node("HBoxContainer", "Connect", ROW, children=[sized("Host", 58, 24, H3), sized("Connect", 64, 24)]),
        node(
            "HBoxContainer",
            "Settings",
            ROW,
            children=[sized("Mode", 77, 24), sized("Multiplayer", 126, 24), sized("Destination", 92, 24)],
        ),
        node("HBoxContainer", "Send", ROW, children=[sized("LineEdit", 58, 24, H3), sized("Send", 43, 24)]),
        sized("RichTextLabel", 0, 0, V3),
    ]
    return on_a_panel(name, ops, rows)


WINDOW = (1024, 600)
case("chat server", chat_server(), size=WINDOW)
case("chat client", chat_client(), size=WINDOW)
clients = node(
    "VBoxContainer",
    "VBoxContainer",
    ROW,
    H3,
    children=[chat_client(n, H3, V3) for n in ("Client", "Client2", "Client3")],
)
case(
    "chat combo",
    node(
        "Control",
        "Combo",
        WIDE,
        children=[
            node(
                "HBoxContainer",
                "Box",
                WIDE,
                ("constant", "separation", 20),
                children=[chat_server("ServerControl", H3), clients],
            )
        ],
    ),
    [("size", [1280, 731])],
    size=WINDOW,
)
RATIO = ("set", "size_flags_stretch_ratio", 2)
MIDDLE = ("set", "size_flags_vertical", 4)
players = node(
    "VBoxContainer",
    "VBoxContainer",
    ROW,
    H3,
    children=[sized("Label", 54, 14), sized("ItemList", 0, 0, H3, V3), sized("Action", 82, 20)],
)
game = node(
    "Control",
    "Game",
    H3,
    V3,
    children=[
        node(
            "HBoxContainer", "HBoxContainer", WIDE, ROW, children=[sized("RichTextLabel", 0, 0, H3), players]
        )
    ],
)
host = node(
    "HBoxContainer",
    "HBoxContainer",
    ROW,
    H3,
    children=[
        sized("Host", 42, 24),
        node("Control", "Control", H3),
        sized("Connect", 81, 24),
        sized("Disconnect", 84, 24, ("set", "visible", False)),
    ],
)
margins = [("set", f"margin_{s}", m) for s, m in (("left", 20), ("top", 20), ("right", -20), ("bottom", -20))]
lobby = node(
    "VBoxContainer",
    "VBoxContainer",
    WIDE,
    *margins,
    ROW,
    children=[
        node(
            "HBoxContainer",
            "HBoxContainer",
            ROW,
            children=[sized("Label", 35, 14, H3, MIDDLE), sized("NameEdit", 58, 24, H3, RATIO)],
        ),
        node("HBoxContainer", "HBoxContainer2", ROW, children=[host, sized("Hostname", 58, 24, H3, RATIO)]),
        sized("Control", 0, 20),
        game,
    ],
)
dialog = node(
    "Control",
    "AcceptDialog",
    ("call", "set_anchors_preset", [8]),
    *[("set", f"margin_{s}", m) for s, m in (("left", -200), ("top", -100), ("right", 200), ("bottom", 100))],
)
case(
    "lobby",
    node("Control", "Main", WIDE, children=[node("Panel", "Panel", WIDE, children=[lobby]), dialog]),
    [
        ("set", "Panel/VBoxContainer/HBoxContainer2/HBoxContainer/Connect", "visible", False),
        ("set", "Panel/VBoxContainer/HBoxContainer2/HBoxContainer/Disconnect", "visible", True),
    ],
    size=WINDOW,
)


def main():
    godot = sys.argv[1] if len(sys.argv) > 1 else "godot3-server"
    with tempfile.TemporaryDirectory() as folder:
        place = pathlib.Path(folder)
        (place / "project.godot").write_text('config_version=4\n[application]\nconfig/name="layout"\n')
        shutil.copy(HERE / "layout.gd", place)
        (place / "cases.json").write_text(json.dumps(CASES))
        subprocess.run([godot, "--path", folder, "-s", "layout.gd"], check=True, timeout=600)
        rects = json.loads((place / "rects.json").read_text())
    for each, found in zip(CASES, rects, strict=True):
        each["rects"] = [[[int(n) if n == int(n) else n for n in rect] for rect in tree] for tree in found]
    lines = ",\n".join(json.dumps(each, separators=(",", ":")) for each in CASES)
    (HERE.parent / "layout.json").write_text(f"[\n{lines}\n]\n")


main()
