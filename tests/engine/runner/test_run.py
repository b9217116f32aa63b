import subprocess
import sys
from typing import ClassVar

import pytest

from engine import Node, SceneTree, ScriptError, run


class Main(Node):
    log: ClassVar[list[str]] = []

    def _ready(self):
        self.log.append(f"ready {self.name}")

    def _exit_tree(self):
        self.log.append("exit")


@pytest.fixture(autouse=True)
def _empty_log():
    Main.log.clear()


def test_a_class_is_made_into_the_current_scene_under_its_name():
    seen = []

    class Scene(Main):
        def _process(self, delta):
            seen.append((self.get_tree().current_scene is self, str(self.get_path())))

    assert run(Scene, fixed_fps=60, quit_after=1) == 0
    assert seen == [(True, "/root/Scene")]
    assert Main.log == ["ready Scene", "exit"]


def test_a_node_may_be_given_in_place_of_a_class():
    node = Main()
    node.name = "Given"
    run(node, fixed_fps=60, quit_after=1)
    assert Main.log == ["ready Given", "exit"]


def test_any_function_that_returns_a_node_will_do():
    run(lambda: Main(), fixed_fps=60, quit_after=1)
    assert Main.log == ["ready Main", "exit"]


def test_a_main_loop_of_ones_own_is_initialised_and_finalised():
    log: ClassVar[list[str]] = []

    class Loop(SceneTree):
        def _initialize(self):
            log.append("initialize")

        def _idle(self, delta):
            log.append("idle")
            return len(log) == 3

        def _finalize(self):
            log.append("finalize")

    assert run(Loop, fixed_fps=60) == 0
    assert log == ["initialize", "idle", "idle", "finalize"]
    log.clear()
    run(Loop(), fixed_fps=60)
    assert log[-1] == "finalize"


def test_the_exit_code_is_the_one_given_to_quit():
    class Failing(Node):
        def _process(self, delta):
            self.get_tree().quit(3)

    assert run(Failing, fixed_fps=60) == 3


def test_the_time_scale_multiplies_the_deltas():
    deltas = []

    class Scene(Node):
        def _process(self, delta):
            deltas.append(delta)

    run(Scene, fixed_fps=10, quit_after=2, time_scale=2.5)
    assert deltas == [0.25, 0.25]


def test_it_runs_in_real_time_unless_told_otherwise():
    class Scene(Node):
        def _process(self, delta):
            self.get_tree().quit()

    assert run(Scene) == 0


def test_what_is_no_scene_is_refused():
    with pytest.raises(ScriptError, match="needs a Node class or a node"):
        run(dict)


def test_frames_of_each_second_are_printed_on_request(capsys, monkeypatch):
    now = iter([0.0, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 2.5])
    monkeypatch.setattr("time.perf_counter", lambda: next(now))
    run(Main, fixed_fps=60, quit_after=8, print_fps=True)
    assert capsys.readouterr().out == "FPS: 4\nFPS: 2\n"


def test_the_nodes_leave_the_tree_when_a_main_loop_script_fails():
    class Loop(SceneTree):
        def _initialize(self):
            self.root.add_child(Main())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        run(Loop, fixed_fps=60)
    assert Main.log[-1] == "exit"


START = """
import builtins, sys
plain = builtins.compile
def compile(source, filename, mode, *more, **named):
    assert mode != "eval", f"{source!r} is compiled: a NamedTuple, a TypeVar, a Signal[...] with texts?"
    return plain(source, filename, mode, *more, **named)
builtins.compile = compile
from engine import Node, run
from nodes import WebSocketServer
class Main(Node):
    def _ready(self):
        server = WebSocketServer()
        self.add_child(server)
        assert server.listen(0) == 0
    def _process(self, delta):
        self.get_tree().quit()
run(Main)
print([name for name in ("http", "logging", "engine.variant.types", "engine.input") if name in sys.modules])
"""


def test_what_the_first_frame_of_a_server_does_without_is_not_made():
    """Types that are texts are the dearest: with the first one Python makes all of its syntax tree."""
    done = subprocess.run([sys.executable, "-c", START], capture_output=True, text=True, timeout=60)
    assert (done.stdout, done.stderr) == ("[]\n", "")
