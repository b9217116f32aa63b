"""GDScript programs about the language itself, in Python: what Godot 3.6.2 logged is what these log.

Phases are left out: these programs go by the order alone.
"""

import json
from pathlib import Path

from engine import Node, Signal, clamp, onready, setget

VECTORS = Path(__file__).parent.parent / "vectors" / "language.json"
CASES = {case["name"]: case for case in json.loads(VECTORS.read_text(encoding="utf-8"))["cases"]}


def recorded(name):
    return [value for _, value in CASES[name]["log"]]


def test_a_property_with_a_setter_and_a_getter_calls_them(tree):
    """GDScript's plain `hp = 5` inside the class, which calls nothing, is said by `vars` in Python."""

    class Main(Node):
        hp = setget(10, "set_hp", "get_hp")

        def __init__(self):
            self.calls = []

        def set_hp(self, value):
            self.calls.append(["set", value])
            self.hp = clamp(value, 0, 100)

        def get_hp(self):
            self.calls.append(["get"])
            return self.hp

        def _ready(self):
            vars(self)["hp"] = 5
            a = vars(self)["hp"]
            self.hp = 500
            b = self.hp
            self.set("hp", 7)
            c = self.get("hp")
            self.hp += 1
            self.log = [a, b, c, vars(self)["hp"], self.calls]

    assert [tree.add(Main()).log] == recorded("setget: inside without self it is not called")


def test_what_is_onready_is_found_after_enter_tree(tree):
    class Main(Node):
        late = onready(lambda self: self.say("late"))
        kid = onready("kid")

        def __init__(self):
            self.said = []
            self.add_child(Node(name="kid"))
            self.say("_init")

        def _enter_tree(self):
            self.say("_enter_tree")

        def say(self, what):
            self.said.append(what)
            return what

        def _ready(self):
            self.log = [self.said, self.late, self.kid is not None]

    assert [tree.add(Main()).log] == recorded("onready order")


def test_what_waits_for_a_signal_gets_its_arguments(tree):
    class Main(Node):
        none = Signal()
        one = Signal("a")
        two = Signal("a", "b")

        def __init__(self):
            self.log = []

        async def wait(self, signal):
            given = await getattr(self, signal)
            self.log.append([signal, list(given) if isinstance(given, tuple) else given])

        def _ready(self):
            self.wait("none")
            self.wait("one")
            self.wait("two")
            self.emit_signal("none")
            self.emit_signal("one", 5)
            self.emit_signal("two", 5, 6)
            self.emit_signal("one", 7)

    assert tree.add(Main()).log == recorded("yield: signal arguments")


def test_a_node_that_is_freed_while_it_waits_never_goes_on(tree):
    class Waiting(Node):
        async def go(self):
            await self.get_tree().create_timer(0.05).timeout
            self.log.append("never")

    class Main(Node):
        async def _ready(self):
            self.log = []
            waiting = Waiting()
            waiting.log = self.log
            self.add_child(waiting)
            waiting.go()
            waiting.queue_free()
            await self.get_tree().create_timer(0.2).timeout
            self.log.append("end")

    main = tree.add(Main())
    tree.step(30)
    assert main.log == recorded("yield: the node is freed while waiting")


def matched(x):
    match x:
        case int() if type(x) is int and x in (1, 2):
            return "one or two"
        case "a":
            return "letter"
        case [1, y, *_]:
            return ["list", y]
        case {"k": v, **rest} if not rest:
            return ["dict", v]
        case None:
            return "null"
        case z:
            return ["other", z]


def test_match_is_pythons_but_for_ints_and_keys_that_are_more():
    values = [1, 2.0, "a", [1, 5, 6], {"k": 3}, {"k": 3, "j": 1}, None, True, []]
    expected = recorded("match, for, while, ternary, typed casts")[: len(values)]
    assert expected[5] == ["other", {"Dictionary": [["k", 3], ["j", 1]]}]
    expected[5] = ["other", {"k": 3, "j": 1}]
    assert [matched(x) for x in values] == expected


def test_deferred_calls_come_after_the_hook_that_made_them(tree):
    class Main(Node):
        v = 0
        frames = 0

        def __init__(self):
            self.log = []

        def d(self, x):
            self.log.append(["d", x, self.v])

        def _ready(self):
            self.call_deferred("d", 1)
            self.set_deferred("v", 5)
            self.call_deferred("d", 2)
            self.log.append("ready")

        def _process(self, delta):
            self.frames += 1
            if self.frames <= 2:
                self.log.append(["process", self.frames])
            if self.frames == 1:
                self.call_deferred("d", "p")

    main = tree.add(Main())
    tree.step(3)
    told = recorded("call_deferred, set_deferred, order against signals")
    assert main.log == [line for line in told if line not in ("physics", ["d", "f", 5])]
