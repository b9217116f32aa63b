"""Asks the real engine in which rows a TextEdit shows a line, and writes `../wrapped_rows.json`.

usage: GODOT36=… python tests/nodes/gui/vectors/record/record_wrapped_rows.py

Of each case: the text, the width of a row and the rows. No text begins with spaces, by which the engine
shifts all rows of such a line but the first.
"""

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
FONT = HERE.parents[4] / "engine" / "text" / "fonts" / "NotoSans-Regular.ttf"
TEXTS = [
    "",
    "word word word word word word",
    "abcd efgh ijkl mnop qrst uvwx",
    "ab  cd  ef  gh  ij  kl",
    "one  two   three    four     five      six",
    "abc  ",
    "nothing but spaces after it         ",
    "a" * 38 + " b",
    "hello-world foo-bar baz-quux another.thing, and more",
    "The quick brown fox jumps over the lazy dog. The quick brown fox jumps.",
]


def main():
    with tempfile.TemporaryDirectory() as made:
        there = Path(made)
        (there / "project.godot").write_text("config_version=4\n")
        (there / "texts.json").write_text(json.dumps(TEXTS))
        shutil.copy(HERE / "wrapped_rows.gd", there)
        shutil.copy(FONT, there)
        command = [os.environ["GODOT36"], "--path", made, "-s", "wrapped_rows.gd"]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        answers = json.loads((there / "answers.json").read_text())
    lines = ",\n".join(json.dumps(row) for row in answers)
    (HERE.parent / "wrapped_rows.json").write_text(f"[\n{lines}\n]\n")


main()
