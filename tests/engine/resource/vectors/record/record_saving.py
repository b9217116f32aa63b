"""Record what Godot 3.6 writes of scenes and resources, and the properties that it keeps of each class.

    GODOT36=… python tests/engine/resource/vectors/record/record_saving.py

writes `saving/` (scenes of many classes, and in `expected.json` what the engine makes of these and of those
in `scenes/` when it saves them again) and `engine/base/godot_properties.jsonl`.
"""

import json
import os
import shutil
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

HERE = Path(__file__).resolve().parent
VECTORS = HERE.parent
ROOT = HERE.parents[4]
FONT = ROOT / "engine" / "text" / "fonts" / "NotoSans-Regular.ttf"
ALWAYS = {("TileMap", "format"), ("Curve2D", "_data")}
"""What the engine writes of new objects, too."""


def run(project, *arguments):
    """Run the engine; its editor does not always end when it has imported what there is."""
    command = [os.environ["GODOT36"], "--path", str(project), *map(str, arguments)]
    environment = dict(os.environ, HOME=str(project.parent))
    with suppress(subprocess.TimeoutExpired):
        subprocess.run(
            command, env=environment, timeout=40, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )


def record_scenes(scratch):
    project = scratch / "made"
    project.mkdir()
    (project / "project.godot").write_text("config_version=4\n")
    shutil.copy(VECTORS / "saving" / "icon.png", project)
    shutil.copy(FONT, project / "font.ttf")
    run(project, "--editor", "--quit")
    run(project, "-s", HERE / "make_scenes.gd")
    for file in (*project.glob("*.tscn"), *project.glob("*.tres")):
        shutil.copy(file, VECTORS / "saving")
    found = {}
    for name, folder in (("scenes", VECTORS / "scenes"), ("saving", project)):
        for mode in ("loaded", "instanced", "edited"):
            copy, out = scratch / f"{name}_{mode}", scratch / f"{name}_{mode}.json"
            shutil.copytree(folder, copy)
            run(copy, "-s", HERE / "save_scenes.gd", f"mode={mode}", f"out={out}")
            found.setdefault(mode, {}).update(json.loads(out.read_text("utf-8"), strict=False))
    text = json.dumps(found, indent=1, sort_keys=True, ensure_ascii=False)
    (VECTORS / "saving" / "expected.json").write_text(text + "\n", encoding="utf-8")


def record_properties(scratch):
    """Write of each class its base, the properties that it adds, and the defaults that it changes."""
    out = scratch / "properties.json"
    run(scratch / "made", "-s", HERE / "properties.gd", f"out={out}")
    classes = json.loads(out.read_text("utf-8"), strict=False)
    own: dict[str, dict[str, str | None]] = {}
    for name, entry in classes.items():
        for owner, key, default in entry["properties"]:
            if owner == name or (owner in classes and not classes[owner]["properties"]):
                own.setdefault(owner, {}).setdefault(key, None if (owner, key) in ALWAYS else default)
    defaults: dict[str, dict[str, str | None]] = {}

    def known(name):
        if name not in classes:
            return {}
        if name not in defaults:
            said = {key: default for owner, key, default in classes[name]["properties"]}
            always = {key: None for owner, key, _ in classes[name]["properties"] if (owner, key) in ALWAYS}
            defaults[name] = {**known(classes[name]["base"]), **own.get(name, {}), **said, **always}
        return defaults[name]

    lines = []
    for name in sorted(classes):
        base = classes[name]["base"]
        inherited, mine, all_of_it = known(base), dict(own.get(name, {})), known(name)
        mine.update({key: value for key, value in all_of_it.items() if key not in {**mine, **inherited}})
        changed = {key: value for key, value in all_of_it.items() if {**inherited, **mine}[key] != value}
        row = [name, base if base in classes else "", mine, changed]
        lines.append(json.dumps(row, separators=(",", ":"), ensure_ascii=False))
    table = ROOT / "engine" / "base" / "godot_properties.jsonl"
    table.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main():
    with tempfile.TemporaryDirectory() as scratch:
        record_scenes(Path(scratch))
        record_properties(Path(scratch))


if __name__ == "__main__":
    main()
