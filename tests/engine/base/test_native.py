import importlib
import sys

import pytest

import engine
import nodes
from engine import Node
from engine.base.native import is_engines, is_native, place_of
from nodes import Control, Label, Timer


@pytest.fixture
def script(tmp_path, monkeypatch):
    """Import a module of a project of its own, whatever its name."""
    monkeypatch.syspath_prepend(tmp_path)
    before = dict(sys.modules)

    def make(name, text):
        *folders, file = name.split(".")
        folder = tmp_path.joinpath(*folders)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{file}.py").write_text(text)
        for top in folders[:1]:
            (tmp_path / top / "__init__.py").touch()
            for known in [known for known in sys.modules if known.partition(".")[0] == top]:
                del sys.modules[known]
        importlib.invalidate_caches()
        return importlib.import_module(name)

    yield make
    sys.modules.clear()
    sys.modules.update(before)


def test_the_classes_of_this_package_are_native():
    for cls in (engine.Object, Node, engine.SceneTree, Timer, Label):
        assert cls._is_native_
    assert is_native("engine")
    assert is_native("nodes.gui.label")


@pytest.mark.parametrize("name", ["engine_room", "nodes_of_mine", "game"])
def test_a_script_is_not_whatever_its_name_begins_with(script, name):
    module = script(name, "from engine import Node\nclass Player(Node):\n    pass\n")
    assert not module.Player._is_native_
    assert module.Player().get_class() == "Node"
    assert not is_native(name)


def test_a_project_may_have_a_package_called_nodes(script):
    module = script("nodes.player", "from engine import Node\nclass Player(Node):\n    pass\n")
    assert module.Player.__module__ == "nodes.player"
    assert not module.Player._is_native_
    assert module.Player().get_class() == "Node"


def test_a_misspelt_hook_is_told_of_there_too(script):
    with pytest.warns(engine.ScriptWarning, match="did you mean `def _ready"):
        script("nodes.enemy", "from engine import Node\nclass Enemy(Node):\n    def _raedy(self): ...\n")


def test_a_script_may_have_a_class_called_control(script):
    module = script("looks", "from nodes import Label\nclass Control(Label):\n    pass\n")
    mine = module.Control()
    assert mine.get_class() == "Label"
    assert (
        mine.get_color("font_color") == Label().get_color("font_color") != Control().get_color("font_color")
    )


def test_only_the_engines_own_frames_are_left_out_of_reports():
    here = sys._getframe()
    assert not is_engines(here)
    seen = []
    node = Node()
    node.renamed.connect(lambda: seen.append(sys._getframe(1)))
    node.renamed.emit()
    assert is_engines(seen[0])
    for name in ("engine_room", "__main__", "nodes.timer"):
        found = {"frame": None, "__name__": name, "sys": sys}
        exec("frame = sys._getframe()", found)
        assert not is_engines(found["frame"])


def test_what_was_imported_again_is_still_native(monkeypatch):
    assert sys.modules["nodes"] is nodes
    monkeypatch.setitem(sys.modules, "nodes", engine)
    assert not is_native("nodes.timer")


def test_the_place_of_a_call_is_where_the_script_has_come_to_the_engine():
    places = []

    class Script(Node):
        def _notification(self, what):
            places.append(place_of(sys._getframe(1)))

    line = sys._getframe().f_lineno + 1
    Script().notification(Node.NOTIFICATION_PAUSED)
    assert places == [f"{__file__}:{line}"]
    assert place_of(sys._getframe()).startswith(f"{__file__}:")
