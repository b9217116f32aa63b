import subprocess
from importlib import metadata

from engine import core, doctor


def test_the_report_names_versions_places_and_the_window(monkeypatch):
    monkeypatch.setattr(doctor, "_window", lambda: "can be opened: by a test")
    lines, healthy = doctor.report()
    assert healthy
    assert f"websockets  {metadata.version('websockets')}" in lines
    assert f"pyglet      {metadata.version('pyglet')}" in lines
    assert f"pillow      {metadata.version('pillow')}" in lines
    assert any(line.startswith("hiredis     ") for line in lines)
    assert any(line.startswith("av          ") for line in lines)
    assert lines[-1] == "window      can be opened: by a test"
    assert any(line.startswith("engine ") and line.endswith("engine") for line in lines)
    assert f"core        {core.in_words()}" in lines
    assert any(line.startswith("web pages ") and "Pyodide" in line for line in lines)
    assert any(line.startswith("nodes ") and line.endswith("nodes") for line in lines)


def test_a_missing_dependency_comes_with_the_command_that_installs_it(monkeypatch):
    def version(name):
        if name == "pyglet":
            raise metadata.PackageNotFoundError(name)
        return "1.0"

    monkeypatch.setattr(doctor, "_window", lambda: "")
    monkeypatch.setattr(metadata, "version", version)
    lines, healthy = doctor.report()
    assert not healthy
    assert "pyglet      missing: pip install pyglet" in lines


def test_what_an_extra_brings_may_be_missing(monkeypatch):
    def version(name):
        if name in ("hiredis", "av"):
            raise metadata.PackageNotFoundError(name)
        return "1.0"

    monkeypatch.setattr(doctor, "_window", lambda: "")
    monkeypatch.setattr(metadata, "version", version)
    lines, healthy = doctor.report()
    assert healthy
    assert 'hiredis     missing, which only rooms in Redis need: pip install "estragon[cluster]"' in lines
    assert 'av          missing, which only OGG files on a desktop need: pip install "estragon[ogg]"' in lines


def test_other_packages_and_modules_of_the_same_name_are_found(tmp_path):
    ours = tmp_path / "ours" / "engine"
    module = tmp_path / "module" / "engine.py"
    package = tmp_path / "package" / "engine" / "__init__.py"
    nothing = tmp_path / "nothing" / "engine"
    for file in (ours / "__init__.py", module, package, nothing / "data.txt"):
        file.parent.mkdir(parents=True)
        file.touch()
    path = [str(tmp_path / name) for name in ("module", "ours", "package", "package", "nothing")]
    assert doctor.shadows("engine", ours, path) == [module, package.parent]


def test_what_is_in_the_way_is_part_of_the_report(monkeypatch, tmp_path):
    (tmp_path / "nodes.py").touch()
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(doctor, "_window", lambda: "")
    lines, healthy = doctor.report()
    assert not healthy
    assert any("nodes.py is in the way: rename it" in line for line in lines)


def _finished(code, out="", err=""):
    return lambda *a, **k: subprocess.CompletedProcess([], code, out, err)


def test_the_window_is_tried_in_a_process_of_its_own(monkeypatch):
    monkeypatch.setattr(subprocess, "run", _finished(0, "can be opened: llvmpipe\n"))
    assert doctor._window() == "can be opened: llvmpipe"
    monkeypatch.setattr(subprocess, "run", _finished(1, "", "Traceback\nNoSuchDisplay: none\n"))
    assert doctor._window().endswith("only headless programs run here: NoSuchDisplay: none")
    monkeypatch.setattr(subprocess, "run", _finished(1))
    assert doctor._window().endswith("no reason given")


def test_a_window_that_hangs_is_given_up(monkeypatch):
    def run(*args, **kwargs):
        raise subprocess.TimeoutExpired("probe", 1)

    monkeypatch.setattr(subprocess, "run", run)
    assert "no answer within 30 seconds" in doctor._window()
