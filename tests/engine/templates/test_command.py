import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from engine.command_line import main
from engine.templates.command import KINDS, make_project

ROOT = Path(__file__).parents[3]


def in_project(folder, *arguments):
    """Run Python in a folder, as somebody who has installed Estragon; return what it prints."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_made_passes_its_tests_runs_and_is_well_written(kind, tmp_path, capsys):
    folder = tmp_path / "My Game 2"
    assert main(["new", str(folder), "--template", kind]) == 0
    assert "python main.py" in capsys.readouterr().out
    assert "@" not in (folder / "README.md").read_text()
    project = tomllib.loads((folder / "pyproject.toml").read_text())["project"]
    assert (project["name"], project["dependencies"]) == ("my-game-2", ["estragon"])
    assert "passed" in in_project(folder, "-m", "pytest", "-q", "-p", "no:cacheprovider")
    in_project(folder, "-m", "engine", "run", "main.py", "--headless", "--quit-after", "3")
    in_project(folder, "-m", "ruff", "check", "--config", str(ROOT / "pyproject.toml"), "--ignore", "D", ".")
    in_project(folder, "-m", "ruff", "format", "--check", "--config", str(ROOT / "pyproject.toml"), ".")


def test_a_folder_that_has_something_in_it_is_left_alone(tmp_path, capsys):
    (tmp_path / "mine.txt").write_text("kept")
    assert main(["new", str(tmp_path)]) == 1
    assert "is there already, and not empty: choose another name" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_an_empty_folder_is_filled(tmp_path):
    assert make_project(tmp_path, "server") == [
        ".gitignore",
        "README.md",
        "client.gd",
        "client_4.gd",
        "main.py",
        "pyproject.toml",
        "test_main.py",
    ]


@pytest.mark.parametrize("name", ["…", 'a"b', "a\\b"])
def test_a_name_that_no_package_can_have_is_refused(name, tmp_path):
    with pytest.raises(ValueError, match="cannot be called"):
        make_project(tmp_path / name, "game")
    assert not list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_made_is_said(tmp_path, capsys):
    (tmp_path / "file").write_text("")
    assert main(["new", str(tmp_path / "file" / "game")]) == 1
    assert "ERROR: " in capsys.readouterr().err
