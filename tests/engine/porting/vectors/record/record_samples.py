"""Asks the real engine what the scripts of `../samples` log, and writes `../samples/expected.json`.

usage: python record_samples.py GODOT_BINARY     (3.6.2 made what is in the repository)
"""

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
SAMPLES = HERE.parent / "samples"
RUN = """extends SceneTree
var case = null
var frames = 0

func _init():
	case = load("res://CASE.gd").new()
	root.add_child(case)

func _idle(_delta):
	if frames == 0:
		case.run()
	frames += 1
	if frames > 40:
		var file = File.new()
		file.open("res://out.json", File.WRITE)
		var texts = []
		for line in case.out:
			texts.append(str(line))
		file.store_string(JSON.print(texts))
		file.close()
		quit()
"""


def record(godot, name):
    """Return the texts of what a sample logs in 40 frames."""
    with tempfile.TemporaryDirectory() as folder:
        for file in SAMPLES.glob("*.gd"):
            shutil.copy(file, folder)
        Path(folder, "project.godot").write_text("config_version=4\n")
        Path(folder, "run.gd").write_text(RUN.replace("CASE", name))
        subprocess.run(
            [godot, "--path", folder, "-s", "res://run.gd"], capture_output=True, timeout=60, check=False
        )
        return json.loads(Path(folder, "out.json").read_text())


if __name__ == "__main__":
    names = sorted(file.stem for file in SAMPLES.glob("*.gd") if "\nfunc run()" in file.read_text())
    found = {name: record(sys.argv[1], name) for name in names}
    (SAMPLES / "expected.json").write_text(json.dumps(found, indent=1) + "\n")
