"""AnimationPlayer: the same logs as the real engine, and what is ours."""

import json
from pathlib import Path

import pytest

from engine import ERR_INVALID_PARAMETER, OK, Animation, Color, Node, NodePath, ScriptError, Vector2
from nodes import AnimationPlayer, Node2D
from tests.scene_log import first_difference, run_scene, scene_table

CASES = {
    case["name"]: case
    for case in json.loads((Path(__file__).parent / "vectors" / "animation_player.json").read_text())["cases"]
}


def anim(length, loop=False):
    x = Animation()
    x.length = length
    x.loop = loop
    return x


def value(x, path, keys, interp=1, mode=0):
    i = x.add_track(Animation.TYPE_VALUE)
    x.track_set_path(i, path)
    x.track_set_interpolation_type(i, interp)
    x.value_track_set_update_mode(i, mode)
    for k in keys:
        x.track_insert_key(i, k[0], k[1], k[2] if len(k) > 2 else 1.0)
    return x


def calls(x, path, keys):
    i = x.add_track(Animation.TYPE_METHOD)
    x.track_set_path(i, path)
    for k in keys:
        x.track_insert_key(i, k[0], {"method": k[1], "args": k[2]})
    return x


def move(loop=False):
    return value(anim(0.2, loop), "a:position:x", [[0.0, 0.0], [0.2, 10.0]])


def back():
    return value(anim(0.2), "a:position:x", [[0.0, 10.0 * 5.0], [0.2, 0.0]])


class Scene(Node2D):
    """What the recorded scenes have in common: their `kit`."""

    t = None
    n = 0
    adds_back = False

    def make(self):
        self.a, self.p = Node2D(name="a"), AnimationPlayer(name="p")
        self.add_child(self.a)
        self.p.connect("animation_started", self, "_s")
        self.p.connect("animation_finished", self, "_f")
        self.p.connect("animation_changed", self, "_c")
        self.p.connect("caches_cleared", self, "_cc")

    def _ready(self):
        self.make()
        self.p.add_animation("move", self.animation())
        self.prepare(self.p)
        self.add_child(self.p)
        if self.adds_back:
            self.p.add_animation("back", back())
        self.begin(self.p)

    def animation(self):
        return move()

    def prepare(self, p):
        pass

    def begin(self, p):
        p.play("move")

    def _s(self, n):
        self.t.l(["started", n])

    def _f(self, n):
        self.t.l(["finished", n])
        self.then(n)

    def then(self, n):
        pass

    def _c(self, o, n):
        self.t.l(["changed", o, n])

    def _cc(self):
        self.t.l("caches_cleared")

    def hit(self, x=None, y=None):
        self.t.l(["hit", x, y])

    def place(self):
        return self.p.current_animation_position if self.p.is_playing() else None

    def _process(self, _d):
        self.n += 1
        self.frame(self.n, self.p)

    def frame(self, n, p):
        self.t.l([self.a.position.x, p.current_animation, self.place()])


SCENES, scene = scene_table()


@scene("play a value track to its end")
class _(Scene):
    def begin(self, p):
        p.play("move")
        self.t.l([p.is_playing(), p.current_animation, p.current_animation_length, self.a.position.x])


@scene("loop")
class _(Scene):
    def animation(self):
        return move(True)


@scene("loop with wrap interpolation off")
class _(Scene):
    def animation(self):
        x = move(True)
        x.track_set_interpolation_loop_wrap(0, False)
        return x


@scene("loop, last key before the end: wraps to the first")
class _(Scene):
    def animation(self):
        return value(anim(0.2, True), "a:position:x", [[0.05, 0.0], [0.12, 10.0]])


@scene("not looping, keys inside: holds before the first and after the last")
class _(Scene):
    def animation(self):
        return value(anim(0.2), "a:position:x", [[0.05, 0.0 + 3.0], [0.12, 10.0]])


@scene("play_backwards")
class _(Scene):
    def begin(self, p):
        p.play_backwards("move")


@scene("play with speed, playback_speed")
class _(Scene):
    def begin(self, p):
        p.playback_speed = 2.0
        p.play("move", -1, 1.5)
        self.t.l(p.get_playing_speed())


@scene("play from the end, negative speed and loop")
class _(Scene):
    def animation(self):
        return move(True)

    def begin(self, p):
        p.play("move", -1, -1.0, True)


@scene("stop(), play() continues or restarts")
class _(Scene):
    def frame(self, n, p):
        match n:
            case 4:
                p.stop(False)
            case 7 | 12:
                p.play()
            case 10:
                p.stop()
            case 13:
                p.play("move")
        row = [self.a.position.x, p.is_playing(), p.current_animation, p.assigned_animation]
        self.t.l([*row, p.get_current_animation_position() if p.is_playing() else None])


@scene("seek, advance")
class _(Scene):
    def begin(self, p):
        p.play("move")
        p.seek(0.1)
        self.t.l(self.a.position.x)
        p.seek(0.15, True)
        self.t.l(self.a.position.x)
        p.advance(0.02)
        self.t.l([self.a.position.x, p.current_animation_position])


@scene("seek of a stopped player")
class _(Scene):
    def begin(self, p):
        p.assigned_animation = "move"
        p.seek(0.1, True)
        self.t.l([self.a.position.x, p.is_playing()])


@scene("queue")
class _(Scene):
    adds_back = True

    def begin(self, p):
        p.play("move")
        p.queue("back")
        p.queue("move")
        self.t.l(p.get_queue())


@scene("queue while nothing plays")
class _(Scene):
    adds_back = True

    def begin(self, p):
        p.queue("back")
        self.t.l([p.is_playing(), p.get_queue()])


@scene("animation_set_next")
class _(Scene):
    adds_back = True

    def begin(self, p):
        p.animation_set_next("move", "back")
        self.t.l(p.animation_get_next("move"))
        p.play("move")


@scene("clear_queue, stop clears?")
class _(Scene):
    adds_back = True

    def begin(self, p):
        p.play("move")
        p.queue("back")
        p.stop()
        self.t.l(p.get_queue())
        p.play("move")
        p.queue("back")
        p.clear_queue()


@scene("play another while one runs: no finished for the first")
class _(Scene):
    adds_back = True

    def frame(self, n, p):
        if n == 4:
            p.play("back")
        self.t.l([self.a.position.x, p.current_animation])


@scene("play in animation_finished")
class _(Scene):
    adds_back = True

    def then(self, n):
        if n == "move":
            self.p.play("back")

    def frame(self, n, p):
        self.t.l([self.a.position.x, p.current_animation])


@scene("custom_blend")
class _(Scene):
    adds_back = True

    def frame(self, n, p):
        if n == 4:
            p.play("back", 0.1)
        self.t.l([self.a.position.x, p.current_animation])


@scene("set_blend_time")
class _(Scene):
    adds_back = True

    def begin(self, p):
        p.set_blend_time("move", "back", 0.08)
        self.t.l([p.get_blend_time("move", "back"), p.get_blend_time("back", "move")])
        p.play("move")

    def frame(self, n, p):
        if n == 4:
            p.play("back")
        self.t.l(self.a.position.x)


@scene("playback_default_blend_time")
class _(Scene):
    adds_back = True

    def begin(self, p):
        p.playback_default_blend_time = 0.08
        p.play("move")

    def frame(self, n, p):
        if n == 4:
            p.play("back")
        self.t.l(self.a.position.x)


@scene("autoplay")
class _(Scene):
    def prepare(self, p):
        p.autoplay = "move"

    def begin(self, p):
        self.t.l([p.is_playing(), p.current_animation, self.a.position.x])


@scene("setting current_animation")
class _(Scene):
    def begin(self, p):
        p.current_animation = "move"
        self.t.l([p.is_playing(), p.assigned_animation])

    def frame(self, n, p):
        self.t.l([self.a.position.x, p.current_animation, p.assigned_animation, p.is_playing()])


@scene("current_animation = '' stops")
class _(Scene):
    def frame(self, n, p):
        if n == 4:
            p.current_animation = ""
        self.t.l([self.a.position.x, p.current_animation, p.is_playing()])


@scene("unknown name")
class _(Scene):
    def animation(self):
        self.x = move()
        return self.x

    def begin(self, p):
        p.play("nosuch")
        self.t.l([p.is_playing(), p.has_animation("nosuch"), p.has_animation("move")])
        self.t.l(p.get_animation("move") is self.x)
        self.t.l(p.get_animation_list())

    def frame(self, n, p):
        self.t.l([self.a.position.x, p.current_animation, p.assigned_animation, p.is_playing()])


HITS = [[0.0, "hit", ["zero"]], [0.12, "hit", [1, "b"]], [0.2, "hit", ["end"]]]


@scene("method track")
class _(Scene):
    def _ready(self):
        self.make()
        self.p.add_animation("m", calls(anim(0.2, True), ".", HITS))
        self.add_child(self.p)
        self.p.play("m")

    def frame(self, n, p):
        self.t.l(p.current_animation_position)


@scene("method track, immediate")
class _(Scene):
    def _ready(self):
        self.make()
        self.p.add_animation("m", calls(anim(0.2), ".", HITS))
        self.p.method_call_mode = AnimationPlayer.ANIMATION_METHOD_CALL_IMMEDIATE
        self.add_child(self.p)
        self.p.play("m")

    def frame(self, n, p):
        self.t.l(self.place())


@scene("method track, missing method")
class _(Scene):
    def _ready(self):
        self.make()
        self.p.add_animation("m", calls(anim(0.2), ".", [[0.05, "nosuch", []]]))
        self.add_child(self.p)
        self.p.play("m")

    def frame(self, n, p):
        pass


@scene("method track, seek over keys")
class _(Scene):
    def _ready(self):
        self.make()
        self.p.add_animation("m", calls(anim(0.2), ".", [[0.05, "hit", [1]], [0.1, "hit", [2]]]))
        self.add_child(self.p)
        self.p.play("m")
        self.p.seek(0.12)
        self.p.seek(0.02, True)
        self.p.advance(0.09)

    def frame(self, n, p):
        pass


@scene("bezier track")
class _(Scene):
    def animation(self):
        x = anim(0.2)
        i = x.add_track(Animation.TYPE_BEZIER)
        x.track_set_path(i, "a:position:x")
        x.bezier_track_insert_key(i, 0.0, 0.0, Vector2(), Vector2(0.05, 4.0))
        x.bezier_track_insert_key(i, 0.2, 10.0, Vector2(-0.05, -4.0), Vector2())
        return x


@scene("update modes: discrete, trigger, capture")
class _(Scene):
    _disc = -1.0
    _trig = -1

    @property
    def disc(self):
        return self._disc

    @disc.setter
    def disc(self, v):
        self._disc = v
        self.t.l(["disc", v])

    @property
    def trig(self):
        return self._trig

    @trig.setter
    def trig(self, v):
        self._trig = v
        self.t.l(["trig", v])

    def _ready(self):
        self.make()
        self.a.position = Vector2(-50, 0)
        x = anim(0.2)
        value(x, ".:disc", [[0.0, 0.0], [0.12, 10.0], [0.2, 99.0]], 1, 1)
        value(x, ".:trig", [[0.0, 1], [0.12, 2]], 1, 2)
        value(x, "a:position:x", [[0.12, 10.0], [0.2, 0.0]], 1, 3)
        self.p.add_animation("m", x)
        self.add_child(self.p)
        self.p.play("m")

    def frame(self, n, p):
        self.t.l(self.a.position.x)


@scene("interpolation nearest and cubic, transition")
class _(Scene):
    def animation(self):
        x = anim(0.2)
        value(x, "a:position:x", [[0.0, 0.0], [0.12, 10.0], [0.2, 0.0]], 0)
        value(x, "a:position:y", [[0.0, 0.0], [0.05, 10.0], [0.12, -2.0], [0.2, 0.0]], 2)
        value(x, "a:rotation", [[0.0, 0.0, 2.0], [0.12, 1.0, 0.5], [0.2, 2.0]], 1)
        return x

    def frame(self, n, p):
        self.t.l([self.a.position, self.a.rotation])


@scene("kinds of value")
class _(Scene):
    i, b, s = -1, None, ""

    def _ready(self):
        self.make()
        x = anim(0.2)
        value(x, "a:modulate", [[0.0, Color(1, 0, 0, 1)], [0.2, Color(0, 0, 1, 0)]])
        value(x, ".:i", [[0.0, 0], [0.2, 10]])
        value(x, ".:b", [[0.0, True], [0.12, False]])
        value(x, ".:s", [[0.0, "hello"], [0.2, "help me"]])
        value(x, "a:scale", [[0.0, Vector2(1, 1)], [0.2, Vector2(2, 3)]])
        self.p.add_animation("m", x)
        self.add_child(self.p)
        self.p.play("m")

    def frame(self, n, p):
        self.t.l([self.a.modulate, self.i, self.b, self.s, self.a.scale])


@scene("path that is not there")
class _(Scene):
    def _ready(self):
        self.make()
        x = anim(0.2)
        value(x, "gone:position:x", [[0.0, 1.0]])
        value(x, "a:nosuch", [[0.0, 1.0]])
        value(x, "a:position:x", [[0.0, 1.0]])
        self.p.add_animation("m", x)
        self.add_child(self.p)
        self.p.play("m")

    def frame(self, n, p):
        self.t.l(self.a.position.x)


@scene("root_node, physics mode")
class _(Scene):
    def _ready(self):
        self.make()
        self.p.add_animation("m", value(anim(0.2), ".:position:x", [[0.0, 0.0], [0.2, 10.0]]))
        self.a.add_child(self.p)
        self.t.l(self.p.root_node)
        self.p.playback_process_mode = AnimationPlayer.ANIMATION_PROCESS_PHYSICS
        self.p.play("m")

    def _physics_process(self, _d):
        self.t.l(self.a.position.x)

    def frame(self, n, p):
        pass


@scene("manual mode and advance")
class _(Scene):
    def begin(self, p):
        p.playback_process_mode = AnimationPlayer.ANIMATION_PROCESS_MANUAL
        p.play("move")
        p.advance(0.05)
        self.t.l(self.a.position.x)
        p.advance(10)
        self.t.l([self.a.position.x, p.is_playing()])

    def frame(self, n, p):
        self.t.l([self.a.position.x, p.current_animation, p.assigned_animation, p.is_playing()])


@scene("playback_active, remove and rename while playing")
class _(Scene):
    adds_back = True

    def frame(self, n, p):
        match n:
            case 3:
                p.playback_active = False
            case 5:
                p.playback_active = True
            case 7:
                p.rename_animation("move", "go")
            case 9:
                p.remove_animation("go")
        self.t.l([self.a.position.x, p.current_animation, p.is_playing()])


@scene("two players on one property")
class _(Scene):
    def begin(self, p):
        q = AnimationPlayer()
        q.add_animation("m", value(anim(0.2), "a:position:x", [[0.0, 100.0], [0.2, 200.0]]))
        self.add_child(q)
        p.play("move")
        q.play("m")


@scene("yield on animation_finished")
class _(Scene):
    async def _ready(self):
        self.make()
        self.p.add_animation("move", move())
        self.add_child(self.p)
        self.p.play("move")
        r = await self.p.animation_finished
        self.t.l(["came", r, self.a.position.x])
        self.p.play_backwards("move")
        r = await self.p.animation_finished
        self.t.l(["back", r, self.a.position.x])


@scene("playback_speed 0 and then 1")
class _(Scene):
    def begin(self, p):
        p.playback_speed = 0
        p.play("move")

    def frame(self, n, p):
        if n == 4:
            p.playback_speed = 1
        self.t.l([self.a.position.x, p.is_playing()])


@scene("reset on stop: RESET animation is only applied by the editor")
class _(Scene):
    def begin(self, p):
        p.add_animation("RESET", value(anim(0.001), "a:position:x", [[0.0, -77.0]]))
        p.play("move")

    def frame(self, n, p):
        if n == 4:
            p.stop()
        self.t.l(self.a.position.x)


PRINTED = {"path that is not there": 2}
"""Where we say once what the engine prints in each frame: a track without its node, and one without its
property."""


@pytest.mark.parametrize("name", CASES)
def test_a_scene_logs_what_it_does_in_the_real_engine(tree, caplog, name):
    case = CASES[name]
    lines = run_scene(tree, SCENES[name], case["frames"])
    assert first_difference(lines, case["log"]) is None
    assert len(caplog.records) == PRINTED.get(name, len(case.get("printed", ())))


# -- What is ours ------------------------------------------------------------------------------


@pytest.fixture
def player(tree):
    root = tree.add(Node2D())
    root.add_child(Node2D(name="a"))
    player = AnimationPlayer(name="p", anims={"move": move(), "back": back()})
    root.add_child(player)
    return player


def test_a_new_player_has_godots_defaults():
    player = AnimationPlayer()
    assert (player.root_node, player.autoplay, player.playback_speed) == (NodePath(".."), "", 1.0)
    assert (player.playback_process_mode, player.method_call_mode) == (1, 0)
    assert (player.playback_active, player.playback_default_blend_time) == (True, 0.0)
    assert (player.current_animation, player.assigned_animation, player.is_playing()) == ("", "", False)
    assert (player.current_animation_length, player.current_animation_position) == (0.0, 0.0)
    assert player.get_playing_speed() == 0.0


def test_it_costs_nothing_in_a_frame_unless_it_plays(tree, player):
    assert not player.is_processing_internal()
    player.play("move")
    assert player.is_processing_internal()
    player.playback_process_mode = AnimationPlayer.ANIMATION_PROCESS_PHYSICS
    assert not player.is_processing_internal()
    assert player.is_physics_processing_internal()
    tree.step(20)
    assert not player.is_physics_processing_internal()


def test_animations_are_known_by_their_names(player):
    walk = Animation()
    assert player.add_animation("walk", walk) == OK
    assert player.find_animation(walk) == "walk"
    assert player.find_animation(Animation()) == ""
    assert list(player.get_animation_list()) == ["back", "move", "walk"]
    assert player.anims["walk"] is walk
    with pytest.raises(ScriptError, match=r"has no animation 'wlk'\. Did you mean 'walk'"):
        player.get_animation("wlk")
    with pytest.raises(ScriptError, match="cannot become 'move'"):
        player.rename_animation("walk", "move")
    player.anims = {"run": walk}
    assert list(player.get_animation_list()) == ["run"]


def test_what_is_no_animation_or_has_no_name_is_refused(player, caplog):
    assert player.add_animation("a/b", Animation()) == ERR_INVALID_PARAMETER
    assert player.add_animation("a", "b") == ERR_INVALID_PARAMETER
    assert "names have no `/`" in caplog.text
    with pytest.raises(ScriptError, match="is a path such as"):
        player.root_node = 3


def test_a_changed_animation_is_looked_at_anew(tree, player):
    walk = move()
    player.add_animation("walk", walk)
    cleared = tree.watch(player.caches_cleared)
    walk.track_set_path(0, "a:position:y")
    cleared.assert_emitted(times=1)
    player.add_animation("walk", Animation())
    walk.track_set_path(0, "a:position:y")
    cleared.assert_emitted(times=2)
    player.add_animation("one", walk)
    player.add_animation("two", walk)
    player.remove_animation("one")
    walk.track_set_path(0, "a:position:x")
    cleared.assert_emitted(times=4)


def test_what_follows_and_how_it_is_blended_keeps_to_renamed_animations(player):
    player.animation_set_next("move", "back")
    player.set_blend_time("*", "move", 0.5)
    player.autoplay = "move"
    player.rename_animation("move", "go")
    assert player.animation_get_next("go") == "back"
    assert player.get_blend_time("*", "go") == 0.5
    assert player.autoplay == "go"
    with pytest.raises(ScriptError, match="0 seconds or more"):
        player.set_blend_time("go", "back", -1)


def test_any_animation_may_be_blended_into(tree, player):
    player.set_blend_time("*", "back", 0.1)
    player.play("move")
    tree.step(6)
    player.play("back")
    tree.step(1)
    assert player.get_node("../a").position.x < 10


def test_a_copy_has_the_animations(player):
    player.autoplay = "move"
    twin = player.duplicate()
    assert (twin.autoplay, twin.anims) == ("move", player.anims)


def test_setting_what_is_assigned_plays_only_if_it_plays(player):
    player.play("move")
    player.assigned_animation = "back"
    assert player.current_animation == "back"
    player.stop()
    player.set_assigned_animation("move")
    assert (player.get_current_animation(), player.get_assigned_animation()) == ("", "move")
    player.set_current_animation("[stop]")
    player.current_animation = "move"
    assert player.is_playing()


def test_seek_without_an_animation_does_nothing(player):
    player.seek(0.5, True)
    player.advance(0.5)
    assert player.get_node("../a").position.x == 0


def test_a_script_may_play_another_from_a_method_of_a_track(tree):
    class Main(Node):
        def turn(self):
            self.get_node("p").play("back")

    root = tree.add(Main())
    root.add_child(Node2D(name="a"))
    turning = calls(anim(0.05), ".", [[0.05, "turn", []]])
    player = AnimationPlayer(name="p", anims={"turning": turning, "back": back()}, method_call_mode=1)
    root.add_child(player)
    player.play("turning")
    tree.step(4)
    assert player.current_animation == "back"


def test_what_plays_may_be_said_when_it_is_made():
    player = AnimationPlayer(current_animation="move", anims={"move": move()})
    assert player.is_playing()
