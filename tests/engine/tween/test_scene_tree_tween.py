"""SceneTreeTween: the same logs as the real engine, and what is ours."""

import json
from pathlib import Path

import pytest

from engine import Node, Object, SceneTreeTween, ScriptError, Vector2
from nodes import Node2D, Tween
from tests.scene_log import alike, first_difference, plain, run_scene, scene_table

FOLDER = Path(__file__).parent / "vectors"
CASES = {
    case["name"]: case
    for case in json.loads((FOLDER / "scene_tree_tween.json").read_text(encoding="utf-8"))["cases"]
}
VALUES = json.loads((FOLDER / "easing.json").read_text(encoding="utf-8"))["cases"][-2]["rows"]
NAMES = {"tw": SceneTreeTween(), "Tween": Tween, "true": True, "false": False}


class Scene(Node2D):
    """What the recorded scenes have in common."""

    t = None

    def _ready(self):
        self.a = Node2D(name="a")
        self.add_child(self.a)
        self.w = self.watch(self.create_tween())
        self.begin(self.w)

    def begin(self, w):
        pass

    def sf(self):
        self.t.l("finished")

    def ss(self, i):
        self.t.l(["step_finished", i])

    def sl(self, i):
        self.t.l(["loop_finished", i])

    def watch(self, w):
        w.connect("finished", self, "sf")
        w.connect("step_finished", self, "ss")
        w.connect("loop_finished", self, "sl")
        return w

    def cb(self, x=None):
        self.t.l(["cb", x])

    def _process(self, _d):
        self.t.l(self.a.position)


SCENES, scene = scene_table()


@scene("tween_property")
class _(Scene):
    def begin(self, w):
        w.tween_property(self.a, "position", Vector2(10.0, 5), 0.2)
        self.t.l([w.is_running(), w.is_valid()])


@scene("two steps in sequence, a callback, an interval")
class _(Scene):
    def begin(self, w):
        w.tween_property(self.a, "position:x", 10.0, 0.2)
        w.tween_callback(self, "cb", [1])
        w.tween_interval(0.1)
        w.tween_property(self.a, "position:y", 5.0, 0.2).set_trans(Tween.TRANS_QUAD).set_ease(Tween.EASE_OUT)


@scene("parallel()")
class _(Scene):
    def begin(self, w):
        w.tween_property(self.a, "position:x", 10.0, 0.2)
        w.parallel().tween_property(self.a, "position:y", 5.0, 0.2 * 2)
        w.tween_callback(self, "cb")


@scene("set_parallel and chain")
class _(Scene):
    def begin(self, w):
        w.set_parallel(True)
        w.tween_property(self.a, "position:x", 10.0, 0.2)
        w.tween_property(self.a, "position:y", 5.0, 0.2 / 2)
        w.chain().tween_callback(self, "cb", ["end"])


@scene("from, from_current, as_relative")
class _(Scene):
    def begin(self, w):
        self.a.position = Vector2(3, 4)
        w.tween_property(self.a, "position:x", 10.0, 0.2).from_(50.0)
        w.parallel().tween_property(self.a, "position:y", 10.0, 0.2).as_relative()
        w.tween_property(self.a, "position:x", 0.0, 0.2).from_current()


@scene("set_delay")
class _(Scene):
    def begin(self, w):
        w.tween_property(self.a, "position:x", 10.0, 0.2).set_delay(0.1)
        w.tween_callback(self, "cb").set_delay(0.1)


@scene("tween_method with binds")
class _(Scene):
    def begin(self, w):
        w.tween_method(self, "got2", 0.0, 10.0, 0.2, ["b"])

    def got2(self, v, x):
        self.t.l(["got2", v, x])

    def _process(self, _d):
        pass


@scene("set_loops(3)")
class _(Scene):
    def begin(self, w):
        w.tween_property(self.a, "position:x", 10.0, 0.2 / 2).from_(0.0)
        w.tween_callback(self, "cb")
        w.set_loops(3)


@scene("set_loops() for ever")
class _(Scene):
    def begin(self, w):
        w.tween_callback(self, "cb").set_delay(0.05)
        w.set_loops()


@scene("set_speed_scale")
class _(Scene):
    def begin(self, w):
        w.tween_property(self.a, "position:x", 10.0, 0.2)
        w.set_speed_scale(2.0)


@scene("kill, stop, play, pause")
class _(Scene):
    n = 0

    def begin(self, w):
        w.tween_property(self.a, "position:x", 10.0, 1.0)

    def _process(self, _d):
        self.n += 1
        w = self.w
        do = {3: w.pause, 5: w.play, 7: w.stop, 9: w.play, 12: w.kill}
        do.get(self.n, lambda: None)()
        self.t.l([self.a.position.x, w.is_running(), w.is_valid(), w.get_total_elapsed_time()])


@scene("set_process_mode physics")
class _(Scene):
    def begin(self, w):
        w.set_process_mode(Tween.TWEEN_PROCESS_PHYSICS)
        w.tween_property(self.a, "position:x", 10.0, 0.2)

    def _physics_process(self, _d):
        self.t.l(self.a.position)

    def _process(self, _d):
        pass


@scene("node freed: bound tween ends")
class _(Scene):
    n = 0

    def begin(self, w):
        w.kill()
        self.v = self.watch(self.a.create_tween())
        self.v.tween_property(self, "position:x", 10.0, 1.0)

    def _process(self, _d):
        self.n += 1
        if self.n == 3:
            self.a.free()
        self.t.l([self.position.x, self.v.is_valid(), self.v.is_running()])


@scene("get_tree().create_tween() outlives the node")
class _(Scene):
    def begin(self, w):
        w.kill()
        v = self.watch(self.get_tree().create_tween())
        v.tween_property(self, "position:x", 10.0, 0.2)
        v.tween_callback(self, "cb")

    def cb(self):
        self.t.l(["cb", None])

    def _process(self, _d):
        self.t.l(self.position.x)


@scene("bind_node, set_pause_mode")
class _(Scene):
    n = 0

    def begin(self, w):
        self.pause_mode = Node.PAUSE_MODE_PROCESS
        w.tween_property(self.a, "position:x", 10.0, 0.2)
        w.set_pause_mode(SceneTreeTween.TWEEN_PAUSE_STOP)

    def _process(self, _d):
        self.n += 1
        if self.n == 2:
            self.get_tree().paused = True
        if self.n == 5:
            self.get_tree().paused = False
        self.t.l(self.a.position)


@scene("empty tween")
class _(Scene):
    pass


@scene("kinds that do not match")
class _(Scene):
    def begin(self, w):
        with pytest.raises(ScriptError, match=r"position .* cannot become 3: give a Vector2"):
            w.tween_property(self.a, "position", 3, 1.0)
        with pytest.raises(ScriptError, match="has no property 'nosuch'"):
            w.tween_property(self.a, "nosuch", 3, 1.0)
        w.tween_property(self.a, "position:x", 3, 0.1)


@scene("created inside a callback of another")
class _(Scene):
    def begin(self, w):
        w.tween_callback(self, "more")
        w.tween_callback(self, "cb", ["second"])

    def more(self):
        self.t.l("more")
        v = self.watch(self.create_tween())
        v.tween_property(self.a, "position:x", 10.0, 0.05)

    def _process(self, _d):
        self.t.l(self.a.position.x)


@scene("long delta carries over into the next step")
class _(Scene):
    def begin(self, w):
        w.tween_property(self.a, "position:x", 10.0, 0.025)
        w.tween_property(self.a, "position:x", 30.0, 0.025)
        w.tween_property(self.a, "position:x", 60.0, 0.025)


@pytest.mark.parametrize("name", CASES)
def test_a_scene_logs_what_it_does_in_the_real_engine(tree, caplog, name):
    case = CASES[name]
    lines = run_scene(tree, SCENES[name], case["frames"])
    assert first_difference(lines, case["log"]) is None
    raised = name == "kinds that do not match"  # where Godot prints
    assert len(caplog.records) == (0 if raised else len(case.get("printed", ())))


@pytest.mark.parametrize("row", VALUES, ids=lambda row: row[0][21:])
def test_values_of_all_kinds_are_interpolated(row):
    import engine

    ours = eval(row[0], {**vars(engine), **{name: getattr(engine, name) for name in engine.__all__}, **NAMES})
    assert alike(plain(ours), row[1])


# -- What is ours ------------------------------------------------------------------------------


class Target(Object):
    value = 0.0

    def fail(self):
        raise ValueError("no such value")


@pytest.fixture
def tween(tree):
    return tree.create_tween()


def test_a_tween_that_nobody_made_in_a_tree_is_of_no_use():
    with pytest.raises(ScriptError, match=r"write `self\.create_tween\(\)`"):
        SceneTreeTween().tween_interval(1)
    with pytest.raises(ScriptError, match=r"write `self\.create_tween\(\)`"):
        SceneTreeTween().play()


def test_a_started_tween_takes_nothing_more(tree, tween):
    tween.tween_interval(1)
    tree.step()
    with pytest.raises(ScriptError, match=r"call `stop\(\)` first"):
        tween.tween_interval(1)
    tween.stop()
    tween.tween_callback(Target(), "get_class")
    assert repr(tween) == "<SceneTreeTween of 2 steps>"


def test_what_has_ended_is_played_again_only_after_stop(tween):
    tween.kill()
    with pytest.raises(ScriptError, match=r"call `stop\(\)` first"):
        tween.play()


@pytest.mark.parametrize(
    ("method", "value", "words"),
    [
        ("set_trans", 11, "no transition 11"),
        ("set_ease", -1, "no ease -1"),
        ("set_process_mode", 2, "no process mode 2"),
        ("set_pause_mode", 3, "no pause mode 3"),
        ("tween_interval", -1, "An? interval is 0 seconds or more"),
    ],
)
def test_what_cannot_be_is_an_error_with_the_repair(tween, method, value, words):
    with pytest.raises(ScriptError, match=words):
        getattr(tween, method)(value)


def test_tweeners_take_what_the_tween_was_told_before(tree, tween):
    target = Target()
    tween.set_trans(Tween.TRANS_QUAD).set_ease(Tween.EASE_IN)
    tween.tween_property(target, "value", 4.0, 1.0)
    tween.custom_step(0.5)
    assert target.value == 1.0


def test_a_custom_step_moves_what_is_paused(tween):
    target = Target()
    tween.tween_property(target, "value", 4.0, 1.0)
    tween.pause()
    assert tween.custom_step(0.5)
    assert (target.value, tween.is_running()) == (2.0, False)


def test_an_endless_loop_that_takes_no_time_ends(tree, tween, caplog):
    tween.tween_callback(Target(), "get_class")
    tween.set_loops()
    tree.step()
    assert "loops for ever in no time" in caplog.text
    assert not tween.is_valid()


def test_what_fails_in_one_step_is_reported_and_the_next_comes(tree, tween):
    target = Target()
    tween.tween_callback(target, "fail")
    tween.tween_property(target, "value", 1.0, 0.0)
    with pytest.raises(ValueError, match="no such value"):
        tree.step()
    assert target.value == 1.0


def test_a_property_that_has_gone_when_its_step_begins_is_reported_and_left_out(tree, tween):
    target = Target()
    target.more = 1.0
    tween.tween_property(target, "more", 2.0, 1.0)
    del target.more
    with pytest.raises(ScriptError, match="no property 'more'"):
        tree.step()


def test_it_waits_while_its_node_is_outside_the_tree(tree):
    node = tree.add(Node2D())
    tween = node.create_tween()
    tween.tween_property(node, "position:x", 1.0, 1.0)
    tree.root.remove_child(node)
    tree.step(2)
    assert node.position.x == 0
    assert tween.is_valid()
    assert tween.custom_step(0.5)
    assert node.position.x == 0
    tree.root.add_child(node)
    tree.step()
    assert node.position.x > 0
