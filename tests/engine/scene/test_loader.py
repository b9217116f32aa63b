import sys
import traceback

import pytest

from engine import Node, SceneTree, ScriptError
from engine.scene.loader import load_scene, new_scene


@pytest.fixture
def write(tmp_path, monkeypatch):
    """Return what writes a scene file; modules and search paths are as before afterwards."""
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.setattr(sys, "modules", dict(sys.modules))

    def write(name, text):
        path = tmp_path / name
        path.write_text(text)
        return str(path)

    return write


TWO = "from engine import Node\nclass First(Node): pass\nclass Second(Node): pass\nvalue = 5\n"


def test_a_file_is_its_main_class_or_else_its_last(write):
    assert load_scene(write("two.py", TWO)).__name__ == "Second"
    assert load_scene(write("main.py", TWO.replace("First", "Main"))).__name__ == "Main"


def test_a_class_may_be_named_and_the_suffix_left_out(write):
    path = write("two.py", TWO)
    assert load_scene(path + ":First").__name__ == "First"
    assert load_scene(path.removesuffix(".py")).__name__ == "Second"


def test_a_file_runs_once_and_is_the_module_that_its_siblings_import(write):
    path = write("level_of_a_test.py", TWO)
    first = load_scene(path)
    assert load_scene(path) is first
    other = load_scene(write("other.py", "from level_of_a_test import Second\nclass Main(Second): pass"))
    assert issubclass(other, first)


def test_classes_that_a_file_only_imports_are_not_its_scenes(write):
    path = write("empty.py", "from engine import Node, SceneTree\nclass Plain: pass\n")
    with pytest.raises(ScriptError, match=r"defines no scene: it needs a `class Main\(Node\):`"):
        load_scene(path)


def test_a_main_loop_script_is_a_scene_too(write):
    path = write("loop.py", "from engine import SceneTree\nclass Loop(SceneTree): pass\n")
    assert issubclass(load_scene(path), SceneTree)


def test_a_file_that_is_missing_is_told_with_what_is_near(write):
    path = write("level.py", TWO)
    with pytest.raises(ScriptError, match=r"There is no file .*levle.py'\. Did you mean 'level.py'\?"):
        load_scene(path.replace("level", "levle"))


def test_a_class_that_is_missing_is_told_with_what_is_there(write):
    path = write("two.py", TWO)
    with pytest.raises(
        ScriptError, match=r"no scene 'Frist'\. Did you mean 'First'\? It defines First, Second"
    ):
        load_scene(path + ":Frist")


@pytest.mark.parametrize("text", ["1 / 0", "class Main(Node):", "import no_such_module"])
def test_a_file_that_does_not_run_says_why_and_is_forgotten(write, text):
    path = write("broken_scene.py", text)
    with pytest.raises(ScriptError, match=r"broken_scene.py does not run: \w+Error: ") as caught:
        load_scene(path)
    assert caught.value.__cause__ is not None
    assert "broken_scene" not in sys.modules
    write("broken_scene.py", TWO)
    assert load_scene(path).__name__ == "Second"


def test_what_hides_our_nodes_beside_a_file_is_named_before_it_runs(write, monkeypatch):
    monkeypatch.delitem(sys.modules, "nodes", raising=False)
    write("nodes.py", "")
    with pytest.raises(ScriptError, match=r"Here `nodes` is .*nodes.py, and not Estragon's package"):
        load_scene(write("game.py", "raise SystemExit('it runs')"))


def test_a_file_that_misses_a_name_says_what_to_write(write):
    with pytest.raises(ScriptError, match=r"'rand_range' is not defined\. Write `from engine import rand_ra"):
        load_scene(write("rolls.py", "rand_range(1, 6)"))


def test_what_does_not_run_is_shown_from_its_own_line_on(write, tmp_path, monkeypatch):
    path = write("rolls.py", "def roll():\n    return 1 / 0\n\n\nroll()")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ScriptError) as caught:
        load_scene("rolls.py")
    frames = traceback.extract_tb(caught.value.__cause__.__traceback__)
    assert [(frame.filename, frame.lineno) for frame in frames] == [(path, 5), (path, 2)]
    with pytest.raises(ScriptError, match=r"Write `class Main\(Node\):`") as caught:
        load_scene(write("ported.py", "extends Node"))
    assert caught.value.__cause__.__traceback__ is None


def test_a_scene_of_godot_is_answered_with_what_a_scene_is():
    with pytest.raises(ScriptError, match=r"is Godot's.*write 'FILE\.py:Class'"):
        load_scene("res://Main.tscn")


def test_a_script_of_godot_is_answered_with_what_turns_it_into_python():
    with pytest.raises(ScriptError, match=r"'main\.gd' is GDScript.*engine port main\.gd > main\.py`"):
        load_scene("main.gd")


def test_res_is_the_working_directory(write, tmp_path, monkeypatch):
    write("two.py", TWO)
    monkeypatch.chdir(tmp_path)
    assert load_scene("res://two.py:First").__name__ == "First"


@pytest.mark.parametrize("name", ["json", "time", "engine", "wsgiref"])
def test_a_file_may_be_named_as_a_module_that_is_there(write, name):
    before = sys.modules.get(name)
    scene = load_scene(write(f"{name}.py", TWO))
    assert scene.__module__ == f"scene_{name}"
    assert sys.modules.get(name) is before
    assert load_scene(write(f"{name}.py", TWO)) is scene


def test_two_files_of_one_name_are_two_modules(write, tmp_path):
    (tmp_path / "sub").mkdir()
    paths = [write("twin.py", TWO), write("sub/twin.py", TWO)]
    first, second = (load_scene(path) for path in paths)
    assert first is not second
    assert load_scene(paths[0]) is first


def test_the_file_that_is_run_as_a_script_is_not_run_again(write, monkeypatch):
    path = write("script.py", TWO)
    scene = load_scene(path)
    sys.modules["__main__"] = sys.modules.pop("script")
    assert load_scene(path) is scene


class Level(Node):
    pass


def test_a_new_scene_has_the_name_of_its_class_unless_it_has_one():
    assert new_scene(Level).name == "Level"

    def make():
        node = Level()
        node.name = "Boss"
        return node

    assert new_scene(make).name == "Boss"


def test_a_scene_is_a_node():
    with pytest.raises(ScriptError, match="a function that returns a node; not 5"):
        new_scene(lambda: 5)
    with pytest.raises(ScriptError, match="a function that returns a node"):
        new_scene(SceneTree)
