import subprocess
import sys

import pytest

from engine.command_line import main

SCENE = """
import sys
from engine import Node

class Other(Node):
    def _ready(self):
        print("other")

class Main(Node):
    def _ready(self):
        print("main", sys.argv[1:])

    def _process(self, delta):
        print(round(delta, 3))
"""


@pytest.fixture
def scene(tmp_path, monkeypatch):
    path = tmp_path / "a_scene.py"
    path.write_text(SCENE)
    monkeypatch.setattr(sys, "argv", ["pytest"])
    monkeypatch.setattr(sys, "path", list(sys.path))
    before = set(sys.modules)
    yield str(path)
    for name in set(sys.modules) - before:
        if name.startswith(("a_scene", "scene_a_scene")):
            del sys.modules[name]


def test_run_runs_the_main_class_of_a_file(scene, capsys):
    assert main(["run", scene, "--fixed-fps", "10", "--quit-after", "2"]) == 0
    assert capsys.readouterr().out.splitlines() == ["main []", "0.1", "0.1"]


def test_run_runs_the_class_that_is_named(scene, capsys):
    assert main(["run", f"{scene}:Other", "--fixed-fps", "10", "--quit-after", "1"]) == 0
    assert capsys.readouterr().out == "other\n"


def test_arguments_after_the_scene_are_the_scripts(scene, capsys):
    main(["run", "--quit-after", "1", "--fixed-fps", "10", scene, "one", "two"])
    assert capsys.readouterr().out.startswith("main ['one', 'two']")


def test_the_time_scale_and_verbosity_are_passed_on(scene, capsys):
    main(["run", scene, "--fixed-fps", "10", "--quit-after", "1", "--time-scale", "3", "--verbose"])
    assert capsys.readouterr().out.splitlines()[1] == "0.3"


def test_what_the_window_is_to_be_is_passed_on(scene, monkeypatch):
    given = {}
    monkeypatch.setattr("engine.command_line.run", lambda scene, **options: given.update(options) or 5)
    line = ["run", scene, "--headless", "--window-size", "80x60", "--scale", "2", "--screenshot", "a.png"]
    assert main(line) == 5
    assert given == {"headless": True, "window_size": (80, 60), "scale": 2.0, "screenshot": "a.png"}


def test_a_missing_file_is_named_with_its_neighbours(scene, capsys):
    assert main(["run", scene.replace("a_scene", "a_secne")]) == 1
    assert "Did you mean 'a_scene.py'?" in capsys.readouterr().err


def test_a_missing_folder_is_named_with_its_neighbours(tmp_path, capsys):
    (tmp_path / "my-game").mkdir()
    place = tmp_path / "my-gmae"
    assert main(["run", str(place)]) == 1
    assert capsys.readouterr().err == (
        f"ERROR: There is no {str(place)!r}: no folder of a project, and no file {place}.py."
        " Did you mean 'my-game'?\n"
    )
    assert main(["run", str(place / "in")]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_a_file_that_does_not_run_shows_its_traceback(tmp_path, caplog):
    path = tmp_path / "broken.py"
    path.write_text("import nothing_of_that_name\n")
    assert main(["run", str(path)]) == 1
    assert "does not run: ModuleNotFoundError" in caplog.text
    assert 'broken.py", line 1' in caplog.text


def test_numbers_must_be_positive(scene, capsys):
    with pytest.raises(SystemExit):
        main(["run", scene, "--quit-after", "0"])
    assert "must be greater than 0, not 0" in capsys.readouterr().err


def test_doctor_reports_and_says_by_its_exit_code_whether_all_is_well(capsys, monkeypatch):
    monkeypatch.setattr("engine.doctor.report", lambda: (["fine"], True))
    assert main(["doctor"]) == 0
    monkeypatch.setattr("engine.doctor.report", lambda: (["not fine"], False))
    assert main(["doctor"]) == 1
    assert capsys.readouterr().out == "fine\nnot fine\n"


def test_doctor_tries_the_store_that_it_is_given_or_that_the_environment_names(capsys, monkeypatch):
    monkeypatch.setattr("engine.doctor.report", lambda: (["fine"], True))
    assert main(["doctor", "--store", "redis://:hidden@127.0.0.1:1"]) == 1
    assert "store       redis://127.0.0.1:1/0: Connection refused" in capsys.readouterr().out
    monkeypatch.setenv("ESTRAGON_STORE", "rubbish://x")
    assert main(["doctor"]) == 1
    assert "write redis:// or, with TLS, rediss://" in capsys.readouterr().out


def test_it_is_there_as_python_dash_m_engine():
    done = subprocess.run(
        [sys.executable, "-m", "engine", "--help"], capture_output=True, text=True, timeout=60, check=True
    )
    assert "doctor" in done.stdout


def test_importing_the_engine_loads_no_window_no_sockets_and_no_event_loop():
    code = (
        "import sys, engine, engine.testing\n"
        "print([m for m in ('pyglet', 'asyncio', 'websockets', 'ssl', 'socket') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.strip() == "[]"
