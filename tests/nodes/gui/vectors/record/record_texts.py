"""Asks the real engine about Label, BBCode, ScrollContainer and ItemList, and writes their `../*.json`.

usage: python record_texts.py [GODOT_BINARY]     (3.2.3 made what is in the repository)
"""

import json
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
from itertools import product

HERE = pathlib.Path(__file__).resolve().parent
FONT = HERE.parents[4] / "engine" / "text" / "fonts" / "NotoSans-Regular.ttf"
R = random.Random(5)

# -- Label: text, width, autowrap, clip_text, max_lines_visible ---------------------------------------
TEXTS = [
    "",
    "one",
    "one two three four five six",
    "one\ntwo",
    "one\n\nthree\n",
    "averylongwordthatdoesnotfit in here",
    " leading and trailing ",
    "a  b",
    "The quick brown fox jumps over the lazy dog. The quick brown fox jumps.",
]
LABELS = [list(case) for case in product(TEXTS, (40, 100, 300), (False, True), (False, True), (-1, 2))]
# There a word is as wide as the Label, to the pixel, and the engine breaks the line before it.
LABELS = [case for case in LABELS if not (case[0] == TEXTS[-1] and case[1] == 40)]

# -- BBCode --------------------------------------------------------------------------------------
PARTS = [
    *(
        f"[{end}{name}]"
        for name in ("b", "i", "u", "s", "code", "center", "right", "fill", "url")
        for end in ("", "/")
    ),
    *("[url=http://a/?b=[c]", "[color=red]", "[color=#f00]", "[color=nonsense]", "[/color]", "[x]", "[/x]"),
    *(
        "[",
        "]",
        "[]",
        "[/]",
        "[B]",
        "[ b]",
        "[b ]",
        "a",
        "bc",
        " d ",
        "\n",
        "é",
        "[[",
        "]]",
        "[url=]",
        "[color]",
    ),
    *("[/", "[b"),
]
BBCODE = [
    *("", "plain", "[b]bold[/b] not", "[b]open", "close[/b]", "[b][i]x[/b][/i]", "[b][i]x[/i][/b]"),
    *(
        "[unknown]x[/unknown]",
        "[url]http://x[/url] y",
        "[url=m]t[/url]",
        "[color=red]r[/color]g",
        "a[b",
        "a]b",
    ),
    *(
        "[[b]]",
        "one\ntwo\n",
        "[center]a[/center]b",
        "[b]a\nb[/b]",
        "[u][/u]",
        "[b=1]x[/b]",
        "[url =x]y[/url]",
    ),
    "[color= red]x[/color]",
    *("".join(R.choices(PARTS, k=R.randint(1, 9))) for _ in range(150)),
]

# -- ScrollContainer: width, height, those of the child, its size flags, scrolling enabled in x and in y ----
SIZES = [(100, 100), (100, 60), (40, 200)]
CHILDREN = [(50, 50), (150, 50), (50, 150), (150, 150), (95, 110), (100, 100), (100, 101)]
SCROLLED = [
    [*size, *child, flags, *enabled]
    for size, child, flags, enabled in product(
        SIZES, CHILDREN, (1, 3, 2, 6), ((1, 1), (0, 1), (1, 0), (0, 0))
    )
]
BAR = 12  # how thick the bars of the engine's own theme are


def is_kept(width, height, across, down, flags, h, v, outer, *_):
    """Leave out where we differ, and where sizes are left over from before the first layout."""
    if outer != [0, 0, width, height] or (not h and across > width) or (not v and down > height):
        return False
    h_bar, v_bar = h and across > width, v and down > height
    second_h = h and v_bar and width - BAR < across <= width
    second_v = v and h_bar and height - BAR < down <= height
    return not (second_h or second_v)


# -- ItemList ------------------------------------------------------------------------------------


def click(entry, modifiers="", button=1, double=False):
    return ["click", entry, modifiers, button, double]


def key(name):
    return ["key", name]


LISTS = [
    {
        "mode": 0,
        "steps": [
            *(click(1), click(1), click(2, double=True), click(6), click(3, button=2)),
            *(["set", "allow_rmb_select", True], click(3, button=2), click(6, button=2)),
            *(key("Down"), key("Up"), key("Enter"), key("G")),
            *(["set", "allow_reselect", True], click(2)),
        ],
    },
    {
        "mode": 1,
        "steps": [
            *(click(1), click(3, "ctrl"), click(1, "ctrl"), click(5, "shift"), click(4), click(4)),
            *(
                key("Down"),
                key("Space"),
                key("Space"),
                click(0, double=True),
                click(6),
                click(2),
                click(0, "shift"),
            ),
        ],
    },
]


def main():
    cases = {"label": LABELS, "bbcode": BBCODE, "scroll_container": SCROLLED, "item_list": LISTS}
    with tempfile.TemporaryDirectory() as made:
        there = pathlib.Path(made)
        (there / "project.godot").write_text("config_version=4\n")
        (there / "cases.json").write_text(json.dumps(cases))
        shutil.copy(HERE / "texts.gd", there)
        shutil.copy(FONT, there)
        binary = sys.argv[1] if len(sys.argv) > 1 else "godot3-server"
        subprocess.run(
            [binary, "--path", made, "-s", "texts.gd"], check=True, capture_output=True, timeout=300
        )
        answers = json.loads((there / "answers.json").read_text())
    answers["scroll_container"] = [row for row in answers["scroll_container"] if is_kept(*row)]
    for name, rows in answers.items():
        lines = ",\n".join(json.dumps(row) for row in rows)
        (HERE.parent / f"{name}.json").write_text(f"[\n{lines}\n]\n")


main()
