"""Programs with a window, started as anybody would, and the pictures that they make of themselves."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from engine.canvas.picture import read_picture

from .window import Picture

ROOT = Path(__file__).parent.parent.parent
GALLERY = str(Path(__file__).parent / "gallery.py")
BOUND = 60.0


@pytest.fixture
def python(tmp_path):
    """Run Python in the project's folder until it ends: `python("-m", "engine", …, screen=":5")`."""

    def python(*arguments, screen=None, succeeds=True):
        environment = {"PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8", "HOME": str(tmp_path)}
        if screen is not None:
            environment["DISPLAY"] = screen
        ended = subprocess.run(
            [sys.executable, "-X", "dev", *arguments],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=BOUND,
        )
        if succeeds:
            assert (ended.returncode, ended.stderr) == (0, "")
        return ended

    return python


def picture_in(path):
    return Picture(*read_picture(path.read_bytes()))


def test_run_shows_a_window_and_makes_the_same_picture_without_a_screen(python, x_server, hands, tmp_path):
    hands.move(*hands.far_away)
    hands.sync()
    run = ("-m", "engine", "run", GALLERY, "--quit-after", "3", "--window-size", "760x600")
    pictures = []
    for screen, name in ((x_server, "window"), (None, "memory")):
        path = tmp_path / f"{name}.png"
        python(*run, "--screenshot", str(path), screen=screen)
        pictures.append(picture_in(path))
    shown, drawn = pictures
    assert (shown.width, shown.height) == (drawn.width, drawn.height) == (760, 600)
    differences = sum(one != other for one, other in zip(shown.rgba, drawn.rgba, strict=True))
    assert differences < 1000, "the two pictures are not of the same window"


def test_run_makes_everything_as_large_as_wanted(python, tmp_path):
    path = tmp_path / "large.png"
    options = ("--quit-after", "2", "--window-size", "760x600", "--scale", "2", "--screenshot", str(path))
    python("-m", "engine", "run", GALLERY, *options)
    picture = picture_in(path)
    assert (picture.width, picture.height) == (1520, 1200)


def test_run_says_so_where_no_window_can_be_opened(python):
    ended = python("-m", "engine", "run", GALLERY, "--quit-after", "2", succeeds=False)
    assert ended.returncode == 1
    assert ended.stderr.startswith("ERROR: No window can be opened")
    assert "--headless" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("demo", ["arena", "chat", "creeps", "lobby", "pong"])
@pytest.mark.parametrize("where", ["window", "memory"])
def test_demos_make_a_picture_of_themselves(python, x_server, tmp_path, demo, where):
    path = tmp_path / f"{demo}_{where}.png"
    screen = x_server if where == "window" else None
    python("-m", f"demos.{demo}", "--quit-after", "5", "--screenshot", str(path), screen=screen)
    picture = picture_in(path)
    assert len({picture.rgba[i : i + 4] for i in range(0, len(picture.rgba), 4)}) > 10
