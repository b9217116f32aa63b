from pathlib import Path

import pytest

from engine.exporting.error import ExportError
from engine.exporting.program import Program


def test_modules_beside_the_script_come_along_and_those_that_they_import(script):
    program = Program(
        script(
            "import a\nfrom b import c\nimport json",
            **{"a.py": "import b.d", "b/__init__.py": "", "b/c.py": "", "b/d.py": "", "other.py": ""},
        )
    )
    assert sorted(program.sources) == ["a.py", "b/__init__.py", "b/c.py", "b/d.py", "game.py"]
    assert program.imported == {"json"}
    assert (program.script, program.name, program.slips) == ("game.py", "game", [])
    assert repr(program).startswith("<Program game.py of 5 sources in ")


def test_the_engine_and_the_nodes_are_ours_whatever_is_beside_the_script(script):
    program = Program(script("from engine import run\nimport nodes.gui", **{"engine.py": "", "nodes.py": ""}))
    assert list(program.sources) == ["game.py"]
    assert program.imported == set()


def test_modules_that_import_each_other_are_read_once(script):
    assert sorted(Program(script("import a", **{"a.py": "import game"})).sources) == ["a.py", "game.py"]


def test_a_script_in_a_package_brings_its_packages_and_runs_from_above_them(script, tmp_path):
    path = script(
        "",
        **{
            "p/__init__.py": "from . import of_all",
            "p/of_all.py": "",
            "p/q/__init__.py": "",
            "p/q/__main__.py": "from .a import b\nfrom ..c import d",
            "p/q/a.py": "",
            "p/c.py": "",
            "p/q/picture.png": "",
        },
    )
    program = Program(path.replace("game.py", "p/q/__main__.py"))
    assert program.root == tmp_path / "scripts"
    assert (program.script, program.name) == ("p/q/__main__.py", "q")
    assert sorted(program.files()) == [
        *("p/__init__.py", "p/c.py", "p/of_all.py", "p/q/__init__.py", "p/q/__main__.py", "p/q/a.py"),
        "p/q/picture.png",
    ]


def test_a_script_that_imports_nothing_of_its_package_runs_from_its_folder(script, tmp_path):
    path = script("", **{"p/__init__.py": "", "p/a.py": "import b\nimport threading", "p/b.py": ""})
    program = Program(path.replace("game.py", "p/a.py"))
    assert (program.root, program.script) == (tmp_path / "scripts" / "p", "a.py")
    assert sorted(program.sources) == ["a.py", "b.py"]
    assert [slip.file for slip in program.slips] == ["a.py"]


def test_a_script_may_name_its_package_in_full(script, tmp_path):
    path = script("", **{"p/__init__.py": "", "p/a.py": "from p.b import c", "p/b.py": ""})
    program = Program(path.replace("game.py", "p/a.py"))
    assert (program.root, program.script) == (tmp_path / "scripts", "p/a.py")


def test_slips_are_told_with_their_file_and_line_in_order(script):
    program = Program(script("import b\n\nimport threading", **{"b.py": "import socket"}))
    assert [str(slip).partition(":  ")[0][:9] for slip in program.slips] == ["b.py:1: `", "game.py:3"]
    assert all(slip.sure for slip in program.slips)


def test_what_only_a_function_imports_is_not_sure_to_be_needed(script):
    lazy = Program(script("def f():\n    import b", **{"b.py": "import threading"}))
    assert [slip.sure for slip in lazy.slips] == [False]
    both = Program(
        script("def f():\n    import b\nimport c", **{"b.py": "import threading", "c.py": "import b"})
    )
    assert [slip.sure for slip in both.slips] == [True]
    own = Program(script("def f():\n    import threading"))
    assert [slip.sure for slip in own.slips] == [True]


def test_pictures_fonts_and_sounds_beside_the_script_come_along_and_nothing_else(script):
    names = ["a.png", "b.JPG", "c.ttf", "d.csv", "e/f.png", ".secret", "g.py", "h.wav", "i.ogg"]
    beside = dict.fromkeys(names, "")
    wanted = ["a.png", "b.JPG", "c.ttf", "game.py", "h.wav", "i.ogg"]
    assert sorted(Program(script("", **beside)).files()) == wanted


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("*.csv", ["a.csv"]),
        ("e/*.png", ["e/f.png"]),
        ("e", ["e/f.png", "e/g/h.txt"]),
        ("e/**", ["e/f.png", "e/g/h.txt"]),
        ("**/*.txt", ["e/g/h.txt"]),
        ("**", ["a.csv", "e/f.png", "e/g/h.txt"]),
        ("e/.j", ["e/.j"]),
        (".k/*", [".k/l.txt"]),
    ],
)
def test_more_files_are_included_by_patterns(script, pattern, found):
    beside = {
        "a.csv": "",
        "e/f.png": "",
        "e/g/h.txt": "",
        "e/__pycache__/i.pyc": "",
        "e/.j": "",
        ".k/l.txt": "",
    }
    assert sorted(Program(script("", **beside)).files([pattern])) == sorted(["game.py", *found])


@pytest.mark.parametrize("pattern", ["*.cvs", "", "/etc/*"])
def test_a_pattern_that_matches_nothing_is_told(script, pattern):
    with pytest.raises(ExportError, match="there is no such file in "):
        Program(script("", **{"a.csv": ""})).files([pattern])


def test_a_pattern_that_leads_out_of_the_folder_is_refused(script, tmp_path):
    (tmp_path / "outside.csv").touch()
    with pytest.raises(ExportError, match="is not in "):
        Program(script("")).files(["../*.csv"])


def test_an_earlier_export_in_the_folder_does_not_come_along(script, tmp_path):
    program = Program(script("", **{"out/a.txt": "", "b.txt": ""}))
    assert sorted(program.files(["**/*.txt"], tmp_path / "scripts" / "out")) == ["b.txt", "game.py"]


def test_patterns_are_relative_to_the_working_directory(script):
    path = script("", **{"p/__init__.py": "", "p/a.py": "import p", "p/b.txt": ""})
    assert "p/b.txt" in Program(path.replace("game.py", "p/a.py")).files(["p/*.txt"])


def test_a_projects_folder_is_answered_with_its_script(script):
    folder = str(Path(script("", **{"project.godot": ""})).parent)
    with pytest.raises(ExportError, match=r"is a folder: name the script in it .*play\.py'"):
        Program(folder)


def test_a_script_that_is_not_there_or_no_script_is_told(script, tmp_path):
    path = script("", **{"game.txt": ""})
    for name in (path.replace("game", "gmae"), path.replace(".py", ".txt")):
        with pytest.raises(ExportError, match=r"There is no script .*Did you mean 'game\.py'\?"):
            Program(name)
    with pytest.raises(ExportError, match="There is no script"):
        Program(str(tmp_path))


def test_a_source_that_is_no_python_is_told_with_its_line(script):
    with pytest.raises(ExportError, match=r"^a\.py:2: "):
        Program(script("import a", **{"a.py": "\nclass"}))
    with pytest.raises(ExportError, match=r"^game\.py:1: "):
        Program(script("a\0"))


def test_a_project_of_godot_has_the_name_that_it_says(script):
    assert Program(script("")).name == "game"
    assert Program(script("", **{"project.godot": '[application]\nconfig/name="Dodge"\n'})).name == "Dodge"


def test_of_a_project_of_godot_everything_comes_along(script):
    path = script(
        "from engine import run",
        **{
            "project.godot": "",
            "main.tscn": "",
            "a/b.tres": "",
            "a/d.ogg": "",
            "a/d.ogg.import": "",
            "a/c.png.import": "",
            "a/c.png": "",
            "a/d.py": "import e",
            "e.py": "",
            "README.md": "",
            ".git/f.png": "",
            "web/index.png": "",
        },
    )
    program = Program(path)
    assert program.is_project
    assert sorted(program.sources) == ["a/d.py", "e.py", "game.py"]
    files = program.files(out=Path(path).parent / "web")
    assert sorted(set(files) - set(program.sources)) == [
        "a/b.tres",
        "a/c.png",
        "a/d.ogg",
        "a/d.ogg.import",
        "main.tscn",
        "project.godot",
    ]
