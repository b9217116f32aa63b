import io
import json
import re
import zipfile
from pathlib import Path

import pytest

from engine.exporting import export as module
from engine.exporting.error import ExportError
from engine.exporting.export import Wishes, export
from engine.exporting.imports import imports_at_the_margin
from engine.exporting.program import Program
from engine.exporting.runtime import VERSION, find_runtime

ROOT = Path(module.__file__).parents[2]


@pytest.fixture
def made(cached, script):
    """Export a script: `made("import json", wishes, **{"a.png": …})`."""

    def make(text="", wishes=Wishes(), **beside):  # noqa: B008
        return export(Program(script(text, **beside)), find_runtime(), wishes)

    return make


def settings_of(page):
    found = re.search(
        r'<script id="settings" type="application/json">(.*)</script>', page.files["index.html"].decode()
    )
    return json.loads(found[1])


def unpacked(page, kind):
    with zipfile.ZipFile(io.BytesIO(page.files[settings_of(page)[kind]])) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_page_has_these_files(made):
    page = made()
    names = [re.sub(r"\.[0-9a-f]{12}\.", ".HASH.", name) for name in sorted(page.files)]
    runtime = f"pyodide-{VERSION}"
    assert names == [
        *("LICENSES.txt", "estragon.HASH.js", "game.HASH.zip", "icon.png", "index.html"),
        *(f"{runtime}/pyodide.asm.mjs", f"{runtime}/pyodide.asm.wasm", f"{runtime}/pyodide.mjs"),
        f"{runtime}/stdlib.HASH.zip",
    ]
    assert not page.has_bytecode


def test_the_same_script_is_the_same_bytes_and_another_has_another_name(made):
    first, same, other = made("x = 1"), made("x = 1"), made("x = 2")
    assert first == same
    assert len(set(other.files) - set(first.files)) == 1


def test_the_script_is_in_the_games_folder_and_the_engine_beside_it(made):
    files = unpacked(made("import a", **{"a.py": "x = 1", "b.png": b"png"}), "game")
    assert files["game/game.py"] == b"import a"
    assert files["game/a.py"] == b"x = 1"
    assert files["game/b.png"] == b"png"
    for name in (
        "engine/runner/run.py",
        "engine/__init__.pyi",
        "nodes/gui/button.py",
        "engine/text/fonts/NotoSans-Bold.ttf",
    ):
        assert files[f"estragon/{name}"] == (ROOT / name).read_bytes()


def test_what_stands_in_for_missing_classes_comes_along_with_scenes_of_godot(made):
    tables = {f"estragon/engine/base/{name}_classes.jsonl" for name in ("godot", "godot4")}
    assert not tables & {*unpacked(made(), "game")}
    with_scene = made(wishes=Wishes(include=["*.tscn"]), **{"a.tscn": b"[gd_scene format=3]\n"})
    assert tables <= {*unpacked(with_scene, "game")}


def test_what_is_for_the_desktop_alone_stays_there(made):
    left = re.compile(
        r"engine[/.](display[/.]pyglet|audio[/.](pyglet|vorbis)|testing|exporting|porting|doctor|certificate|command_line)\b"
    )
    for name, source in unpacked(made(), "game").items():
        assert not left.match(name.removeprefix("estragon/"))
        if name.startswith("estragon/") and name.endswith(".py"):
            imported = imports_at_the_margin(source.decode(), name.removeprefix("estragon/"))
            assert [module for module in imported if left.match(module)] == []


def test_the_library_is_in_a_page_without_what_nobody_imports(made):
    assert "mailbox.py" not in unpacked(made(), "library")
    assert "mailbox.py" in unpacked(made("import mailbox"), "library")


def test_bytecode_takes_the_place_of_sources_but_not_of_the_scripts(made, monkeypatch):
    monkeypatch.setattr(
        module, "bytecode", lambda sources, runtime: {f"{name}c": b"code" for name in sources}
    )
    page = made("x = 1")
    assert page.has_bytecode
    game, library = unpacked(page, "game"), unpacked(page, "library")
    assert game["game/game.py"] == b"x = 1"
    assert game["estragon/engine/runner/run.pyc"] == library["os.pyc"] == b"code"
    assert "estragon/engine/runner/run.py" not in game


def test_the_page_is_told_all_that_it_has_to_load(made):
    page = made(wishes=Wishes("A <b> & Title", arguments=["--x", "</script>"]))
    settings = settings_of(page)
    assert settings["argv"] == ["--x", "</script>"]
    assert (settings["title"], settings["script"]) == ("A <b> & Title", "game.py")
    assert settings["sizes"] == {name: len(page.files[name]) for name in settings["sizes"]}
    assert set(settings["sizes"]) > {settings["game"], settings["library"]}
    text = page.files["index.html"].decode()
    assert "<title>A &lt;b&gt; &amp; Title</title>" in text
    names = re.findall(r'(?:src|href)="([^"]+)"', text)
    assert set(names) <= set(page.files)
    assert not any("//" in name for name in names)


def test_the_title_is_the_scripts_name_if_there_is_no_other(made):
    assert settings_of(made())["title"] == ""  # then it is that of its scene, once there is one
    assert "<title>game</title>" in made().files["index.html"].decode()


def test_the_icon_is_a_png_of_ones_own_or_ours(made, tmp_path):
    ours = made().files["icon.png"]
    assert ours.startswith(b"\x89PNG")
    mine = tmp_path / "mine.png"
    mine.write_bytes(ours + b"more")
    assert made(wishes=Wishes(icon=str(mine))).files["icon.png"] == ours + b"more"
    mine.write_bytes(b"GIF89a")
    with pytest.raises(ExportError, match=r"mine\.png is no PNG"):
        made(wishes=Wishes(icon=str(mine)))
    with pytest.raises(ExportError, match=r"none\.png cannot be read: No such file"):
        made(wishes=Wishes(icon="none.png"))


def test_what_is_included_is_in_the_games_folder(made):
    page = made(wishes=Wishes(include=["levels/*.txt"]), **{"levels/1.txt": "one"})
    assert unpacked(page, "game")["game/levels/1.txt"] == b"one"


def test_only_a_page_for_offline_has_a_worker_which_keeps_all_that_it_loads(made):
    assert "worker.js" not in made().files
    page = made(wishes=Wishes(offline=True))
    kept = json.loads(re.search(r"const NAMES = (.*);", page.files["worker.js"].decode())[1])
    assert set(kept) == set(page.files) - {"worker.js", "LICENSES.txt"}
    assert settings_of(page)["offline"]
    assert made("x = 2", Wishes(offline=True)).files["worker.js"] != page.files["worker.js"]


def test_the_licences_of_all_parts_come_along(made):
    text = made().files["LICENSES.txt"].decode()
    assert (ROOT / "LICENSE").read_text(encoding="utf-8") in text
    assert (ROOT / "engine/text/fonts/OFL.txt").read_text(encoding="utf-8") in text
    for word in ("Mozilla Public License", f"under the tag\n{VERSION}", "PYTHON SOFTWARE FOUNDATION LICENSE"):
        assert word in text
