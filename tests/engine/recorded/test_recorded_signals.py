"""GDScript programs that Godot 3.6.2 ran, in Python: what they log is compared line by line.

A line that begins with `! ` is an error that was printed: by Godot in the recording; here an error
in the log, or an exception. Where we differ from Godot on purpose, `but` says so and why.
"""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest

from engine import (
    CONNECT_DEFERRED,
    CONNECT_ONESHOT,
    CONNECT_PERSIST,
    CONNECT_REFERENCE_COUNTED,
    Node,
    Object,
    ScriptError,
    Signal,
)

VECTORS = Path(__file__).parent.parent / "vectors" / "behaviour_scenetree.json"


class Recording:
    """What Godot logged in one check, and how we differ."""

    def __init__(self, check):
        found = next(c for c in json.loads(VECTORS.read_text())["checks"] if c["check"] == check)
        self.lines = (found.get("all") or found["3.6.2"])["log"]

    def but(self, why, theirs, ours):
        """Expect the lines `ours` in the place of Godot's lines `theirs`."""
        assert why
        places = [
            i for i in range(len(self.lines) - len(theirs) + 1) if self.lines[i : i + len(theirs)] == theirs
        ]
        assert places, f"Godot's log has no lines {theirs}"
        self.lines[places[0] : places[0] + len(theirs)] = ours
        return self


def shown(value):
    """Return how GDScript prints a value."""
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(shown, value))}]"
    return {None: "Null"}.get(value, str(value)) if not isinstance(value, dict) else repr(value)


class Log(list):
    """The log of a program."""

    def l(self, value):  # noqa: E743
        self.append(shown(value))

    def attempt(self, function, *args):
        """Call a function that may refuse; Godot prints an error and goes on with null."""
        try:
            return function(*args)
        except ScriptError as error:
            self.error(error)
            return None

    def error(self, text):
        """Log an error. Where its node is does not matter here."""
        self.append(f"! {text}".replace(" (outside the tree)", ""))


@pytest.fixture
def t(monkeypatch):
    """What the programs call `t`: their log, which errors go to as well."""
    log = Log()
    handler = logging.Handler()
    handler.emit = lambda record: log.error(record.getMessage())
    logger = logging.getLogger("estragon.script")
    monkeypatch.setattr(logger, "propagate", False)
    monkeypatch.setattr("engine.base.fault._default", lambda fault: log.error(fault.error))
    monkeypatch.setattr("engine.object.misfit._told", set())
    logger.addHandler(handler)
    yield log
    logger.removeHandler(handler)


@pytest.fixture
def S_n(t):
    """The script that most checks use."""

    class S_n(Node):
        sig = Signal("a")
        v = 1

        def L(self, s):
            t.l(f"{self.name} {s}")

        def f(self, a=None, b=None, c=None):
            self.L(f"f({', '.join(map(shown, (a, b, c)))})")

        def g(self, a=None):
            self.L(f"g({shown(a)})")

        def two(self, a, b):
            self.L("two")

    return S_n


def named(script, *names):
    made = [script() for _ in names]
    for node, name in zip(made, names, strict=True):
        node.name = name
    return made


def test_signal_order(t, S_n):
    a, b, c = named(S_n, "a", "b", "c")
    for x in [c, a, b]:
        a.connect("sig", x, "f")
    a.emit_signal("sig", 1)
    a.disconnect("sig", a, "f")
    a.connect("sig", a, "f")
    t.l("a disconnected and connected again:")
    a.emit_signal("sig", 2)

    in_connection_order = "handlers run in connection order, not in the order their targets were made"
    assert t == (
        Recording("signal_order_is_by_target_creation_not_connection")
        .but(
            in_connection_order,
            ["a f(1, Null, Null)", "b f(1, Null, Null)", "c f(1, Null, Null)"],
            ["c f(1, Null, Null)", "a f(1, Null, Null)", "b f(1, Null, Null)"],
        )
        .but(
            in_connection_order,
            ["a f(2, Null, Null)", "b f(2, Null, Null)", "c f(2, Null, Null)"],
            ["c f(2, Null, Null)", "b f(2, Null, Null)", "a f(2, Null, Null)"],
        )
        .lines
    )


def test_connect_and_disconnect_returns(t, S_n):
    a, b = named(S_n, "a", "b")
    t.l(["connect", a.connect("sig", b, "f")])
    t.l(["connect twice", a.connect("sig", b, "f")])
    t.l(["nonexistent signal", a.connect("nosuch", b, "f")])
    t.l(["null target", a.connect("sig", None, "f")])
    t.l(["missing method", a.connect("sig", b, "missing")])
    t.l(["same method with other binds", a.connect("sig", b, "f", [5])])
    t.l(["built-in signal", a.connect("renamed", b, "f")])
    t.l(["is_connected", a.is_connected("sig", b, "f"), a.is_connected("sig", b, "g")])
    t.l(["is_connected nonexistent signal", a.is_connected("nosuch", b, "f")])
    t.l(["disconnect returns", a.disconnect("sig", b, "f")])
    t.l(["disconnect again", a.disconnect("sig", b, "f")])
    t.l(["disconnect nonexistent signal", a.disconnect("nosuch", b, "f")])
    twice = [a.connect("sig", b, "g", [], CONNECT_REFERENCE_COUNTED) for _ in range(2)]
    t.l(["ref counted", *twice])
    for i in range(4):
        a.disconnect("sig", b, "g")
        t.l([f"after disconnect {i + 1} connected:", a.is_connected("sig", b, "g")])
    t.l(["flags", CONNECT_DEFERRED, CONNECT_PERSIST, CONNECT_ONESHOT, CONNECT_REFERENCE_COUNTED])

    same = "the same error, in words that tell the repair"
    signal = "<Signal sig(a) of <S_n 'a'>>"
    f, g = S_n.f.__qualname__, S_n.g.__qualname__
    again = (
        f"! connect: {f} is already connected to {signal}."
        " Disconnect it first, or pass CONNECT_REFERENCE_COUNTED each time."
    )
    signals = (
        "sig, ready, renamed, tree_entered, tree_exiting, tree_exited, child_entered_tree,"
        " child_exiting_tree, child_order_changed"
    )
    no_such = (
        f"<S_n 'a'> has no signal 'nosuch'. Its signals: {signals}."
        " A new one is declared in the class body: `nosuch = Signal()`."
    )
    theirs_again = (
        '! ERROR: Signal "sig" from "a:[Node:ID]" is already connected to given method "f" in "b:[Node:ID]".'
    )
    theirs_disconnect_g = "! ERROR: Disconnecting nonexistent signal 'sig', slot: ID:g."
    assert t == (
        Recording("connect_and_disconnect_returns")
        .but(same, [theirs_again, "[connect twice, 31]"], [again, "[connect twice, 31]"])
        .but(
            same,
            [
                "! ERROR: In Object of type 'Node': Attempt to connect nonexistent signal 'nosuch'"
                " to method 'Node.f'."
            ],
            [f"! connect: {no_such}"],
        )
        .but(
            same,
            ['! ERROR: Parameter "p_to_object" is null.'],
            ["! connect: the target for signal 'sig' is None; pass the object whose method is meant."],
        )
        .but(
            "connecting to a missing method is an error",
            ["[missing method, 0]"],
            ["! connect: <S_n 'b'> has no method 'missing'.", "[missing method, 31]"],
        )
        .but(same, [theirs_again], [again])
        .but(same, ["! ERROR: Nonexistent signal: nosuch."], [f"! is_connected: {no_such}"])
        .but(
            same,
            ["! ERROR: Disconnecting nonexistent signal 'sig', slot: ID:f."],
            [f"! disconnect: {f} is not connected to {signal}; connected: nothing."],
        )
        .but(
            same,
            ["! ERROR: Disconnecting nonexistent signal 'nosuch' in a:[Node:ID]."],
            [f"! disconnect: {no_such}"],
        )
        .but(
            same,
            [theirs_disconnect_g],
            [f"! disconnect: {g} is not connected to {signal}; connected: nothing."],
        )
        .but(
            same,
            [theirs_disconnect_g],
            [f"! disconnect: {g} is not connected to {signal}; connected: nothing."],
        )
        .lines
    )


def test_emit_signal_details(t, S_n, tree):
    a, b = named(S_n, "a", "b")
    t.l(["emit returns", a.emit_signal("sig", 1)])
    a.connect("sig", b, "f", ["bind1", "bind2"])
    t.l("args then binds:")
    a.emit_signal("sig", "arg")
    a.emit_signal("sig")
    a.disconnect("sig", b, "f")
    t.l("too few arguments for the method:")
    a.connect("sig", b, "two")
    a.emit_signal("sig", 1)
    t.l("missing method:")
    a.connect("sig", b, "missing")
    a.emit_signal("sig", 1)
    t.l("nonexistent signal:")
    t.attempt(a.emit_signal, "nosuch")
    a.connect("sig", b, "f")
    a.set_block_signals(True)
    t.l(["blocked", a.is_blocking_signals()])
    a.emit_signal("sig", 1)
    a.set_block_signals(False)
    a.disconnect("sig", b, "f")
    a.connect("sig", b, "f", [], CONNECT_ONESHOT)
    a.emit_signal("sig", "first")
    a.emit_signal("sig", "second")
    t.l(["oneshot still connected", a.is_connected("sig", b, "f")])
    a.connect("sig", b, "f", [], CONNECT_DEFERRED | CONNECT_ONESHOT)
    a.emit_signal("sig", "deferred")
    a.emit_signal("sig", "lost")
    t.l("end of body")
    tree.step()

    assert t == (
        Recording("emit_signal_details")
        .but(
            "the number of parameters is compared when a handler is connected, too",
            [
                "! ERROR: Error calling method from signal 'sig': 'Node::two':"
                " Method expected 2 arguments, but called with 1.."
            ],
            [
                f"! {S_n.two.__qualname__} is connected to S_n.sig and cannot take what that declares. Write"
                ' `def two(self, a):`, or `sig = Signal("a", "b")` if that is what is emitted.',
                f"! sig(a) was emitted with 1 argument(s): {S_n.two.__qualname__}() missing 1 required"
                " positional argument: 'b'. Write `def two(self, a):`.",
            ],
        )
        .but(
            "so is whether there is such a method",
            ["! ERROR: Error calling method from signal 'sig': 'Node::missing': Method not found.."],
            ["! connect: <S_n 'b'> has no method 'missing'."],
        )
        .but(
            "the same error, raised",
            ['! ERROR: Can\'t emit non-existing signal "nosuch".'],
            [
                "! <S_n 'a'> has no signal 'nosuch'. Its signals: sig, ready, renamed, tree_entered,"
                " tree_exiting, tree_exited, child_entered_tree, child_exiting_tree,"
                " child_order_changed. A new one is declared in the class body: `nosuch = Signal()`."
            ],
        )
        .lines
    )


def test_changing_connections_while_emitting(t, S_n):
    class S_a(S_n):
        b = None
        c = None
        n = 0

        def drop_b_add_c(self, _x):
            self.L("drop")
            if self.is_connected("sig", self.b, "f"):
                self.disconnect("sig", self.b, "f")
                self.connect("sig", self.c, "f")

        def free_c(self, _x):
            self.L("free_c")
            self.c.free()

        def again(self, x):
            self.n += 1
            self.L(f"again {self.n}")
            if self.n < 3:
                self.emit_signal("sig", x)

    a = S_a()
    a.name = "a"
    b, c = named(S_n, "b", "c")
    a.b = b
    a.c = c
    a.connect("sig", a, "drop_b_add_c")
    a.connect("sig", b, "f")
    t.l("a handler disconnects b and connects c:")
    a.emit_signal("sig", 1)
    t.l("next emission:")
    a.emit_signal("sig", 2)
    t.l("a handler frees c:")
    a.disconnect("sig", a, "drop_b_add_c")
    # In Godot the handler of `a` runs before that of `c`, as `a` was made before `c`: here, too,
    # if it is connected before.
    a.disconnect("sig", c, "f")
    a.connect("sig", a, "free_c")
    a.connect("sig", c, "f")
    a.emit_signal("sig", 3)
    a.disconnect("sig", a, "free_c")
    t.l("oneshot handler that emits again (depth limited by the handler):")
    a.connect("sig", a, "again", [], CONNECT_ONESHOT)
    a.emit_signal("sig", 4)

    assert t == (
        Recording("changing_connections_while_emitting")
        .but(
            "a handler that an earlier one disconnects is not called any more",
            ["a drop", "b f(1, Null, Null)"],
            ["a drop"],
        )
        .but(
            "a one-shot connection ends before its handler runs",
            [
                "a again 1",
                "a again 2",
                "a again 3",
                "! ERROR: Disconnecting nonexistent signal 'sig', slot: ID:again.",
                "! ERROR: Disconnecting nonexistent signal 'sig', slot: ID:again.",
            ],
            ["a again 1"],
        )
        .lines
    )


def test_user_signals_and_lists(t):
    class Watcher(Object):
        def s0(self, lab):
            pass

    watcher = Watcher()  # In the recording it is `t`.
    o = Node()
    o.name = "o"
    o.add_user_signal("u1")
    o.add_user_signal("u2", [{"name": "x", "type": "TYPE_INT"}])
    t.l([o.has_user_signal("u1"), o.has_user_signal("ready"), o.has_signal("ready"), o.has_signal("zz")])
    o.add_user_signal("u1")
    o.add_user_signal("ready")
    o.add_user_signal("")
    t.l(sorted(s["name"] for s in o.get_signal_list()))
    for s in o.get_signal_list():
        if s["name"] == "u2":
            t.l(s)
    o.connect("u1", watcher, "s0", ["lab"])
    t.l(len(o.get_signal_connection_list("u1")))
    c = o.get_signal_connection_list("u1")[0]
    t.l(
        [
            c["signal"],
            c["method"],
            c["source"] == o,
            c["target"] == watcher,
            c["binds"],
            c["flags"],
            len(c),
        ]
    )
    t.l(len(watcher.get_incoming_connections()) > 0)

    same = "the same error in our words"
    assert t == (
        Recording("user_signals_and_lists")
        .but(
            same,
            [
                "! ERROR: Trying to add already existing signal 'u1'.",
                "! ERROR: User signal's name conflicts with a built-in signal of 'Node'.",
                "! ERROR: Signal name cannot be empty.",
            ],
            [
                "! add_user_signal: <Node 'o'> already has a signal 'u1'.",
                "! add_user_signal: <Node 'o'> already has a signal 'ready'.",
                "! add_user_signal: a signal needs a name.",
            ],
        )
        .but(
            "a script is a class, it does not change",
            [
                "[child_entered_tree, child_exiting_tree, child_order_changed, ready, renamed,"
                " script_changed, tree_entered, tree_exited, tree_exiting, u1, u2]"
            ],
            [
                "[child_entered_tree, child_exiting_tree, child_order_changed, ready, renamed,"
                " tree_entered, tree_exited, tree_exiting, u1, u2]"
            ],
        )
        .but(
            "Python has no property hints, so an argument is its name",
            [
                "{args:[{class_name:, hint:0, hint_string:, name:x, type:2, usage:7}], default_args:[],"
                " flags:1, id:0, name:u2, return:{class_name:, hint:0, hint_string:, name:, type:0,"
                " usage:7}}"
            ],
            ["{'name': 'u2', 'args': [{'name': 'x'}]}"],
        )
        .lines
    )


def test_deferred_calls(t, S_n, tree):
    class S_c(S_n):
        def chain(self):
            self.L("chain")
            self.call_deferred("f", "from chain, same flush")

    def first_frame():
        a = S_c()
        a.name = "a"
        a.call_deferred("f", 1)
        a.set_deferred("v", 42)
        a.call_deferred("chain")
        t.attempt(a.call_deferred, "nosuch", 1)
        a.call_deferred("two", 1)
        t.l(["call_deferred returns", a.call_deferred("g", 9)])
        gone = S_n()
        gone.call_deferred("f", "never")
        gone.free()
        t.l(["before flush v", a.v])
        return a

    a = first_frame()
    tree.iteration(1 / 60)
    for fault in tree.expect_faults():
        t.error(fault.error)
    t.l(["later v", a.v])

    two = f"{S_n.two.__qualname__}() missing 1 required positional argument: 'b'"
    assert t == (
        Recording("deferred_calls")
        .but(
            "a missing method is an error when the call is made, not when it is flushed",
            ["[call_deferred returns, Null]"],
            ["! <S_c 'a'> has no method 'nosuch'.", "[call_deferred returns, Null]"],
        )
        .but(
            "errors are reported to the tree: here they come at the end of the frame",
            [
                "! ERROR: Error calling deferred method: 'Node::nosuch': Method not found..",
                "! ERROR: Error calling deferred method: 'Node::two':"
                " Method expected 2 arguments, but called with 1..",
                "a g(9)",
                "a f(from chain, same flush, Null, Null)",
            ],
            ["a g(9)", "a f(from chain, same flush, Null, Null)", f"! {two}"],
        )
        .lines
    )


def test_yield_and_coroutines(t, tree):
    class S_y(Node):
        resume = Signal("x")
        """Python has no bare `yield()` that hands out its state: a signal of one's own stands for it."""
        sig0 = Signal()
        sig1 = Signal("a")
        sig2 = Signal("a", "b")

        async def plain(self):
            t.l("before")
            x = await self.resume
            t.l(["after", x])
            return "result"

        async def twice(self):
            a = await self.resume
            t.l(["a", a])
            b = await self.resume
            t.l(["b", b])
            return "done"

        async def wait0(self):
            t.l(["sig0 gave", await self.sig0])

        async def wait1(self):
            t.l(["sig1 gave", await self.sig1])

        async def wait2(self):
            t.l(["sig2 gave", await self.sig2])

        async def inner(self):
            await self.sig0
            t.l("inner done")
            return 5

        async def outer(self):
            t.l(["outer got", await self.inner()])

        async def other(self):
            await self.get_tree().idle_frame
            t.l("idle_frame passed")
            await self.get_tree().create_timer(0.02).timeout
            t.l("timer passed")

        async def completed(self, state):
            t.l(f"completed({await state})")

    o = S_y()
    o.name = "o"
    tree.root.add_child(o)
    s = o.call("plain")
    t.l([type(s).__name__, not s.done])
    o.resume.emit("given")
    t.l(["result", s.result])
    t.l(["valid after it ended", not s.done])
    s = o.call("twice")
    o.call("completed", s)
    o.resume.emit(1)
    t.l(["resume of a function that yields again", s.done])
    o.resume.emit(2)
    t.l(["second resume", s.result])
    o.call("wait0")
    o.emit_signal("sig0")
    o.call("wait1")
    o.emit_signal("sig1", "one")
    o.call("wait2")
    o.emit_signal("sig2", "one", "two")
    o.call("outer")
    t.l("--- emit for outer")
    o.emit_signal("sig0")
    t.l("--- yield on a signal that never comes, object freed")
    o.call("other")
    o.emit_signal("sig0")
    o.call("wait1")
    tree.step(3)
    o.queue_free()
    tree.step()

    task = "a Task is what Godot calls GDScriptFunctionState; it is one object to the end"
    assert t == (
        Recording("yield_and_coroutines")
        .but(task, ["[True, GDScriptFunctionState, True]"], ["[Task, True]"])
        .but(task, ["[resume returns, result]"], ["[result, result]"])
        .but(
            task,
            ["[resume of a function that yields again, False, GDScriptFunctionState, False]"],
            ["[resume of a function that yields again, False]"],
        )
        .lines
    )


def test_object_basics(t):
    class Vector2:
        def __init__(self, x, y):
            self.x, self.y = x, y

        def __str__(self):
            return f"({self.x}, {self.y})"

    class S_n(Node):
        v = 1

        def __init__(self):
            self.vec = Vector2(1, 2)

        def f(self, a=0, b=0):
            return [a, b]

        def _notification(self, w):
            if w == 5001:
                t.l("notification 5001")

    o = S_n()
    o.name = "o"
    t.l(["set and get unknown", t.attempt(o.set, "nope", 1), t.attempt(o.get, "nope"), o.get("v")])
    t.l(["call", o.call("f", 1), o.callv("f", [1, 2])])
    t.l(["has_method", o.has_method("f"), o.has_method("queue_free"), o.has_method("zz")])
    t.l(["class", o.get_class(), o.is_class("Object"), o.is_class("Control"), isinstance(o, Node)])
    t.l(["str", str(o).replace(str(o.get_instance_id()), "ID"), None])
    t.l(["meta", o.has_meta("a"), o.set_meta("a", 1), o.get_meta("a"), o.get_meta_list()])
    o.remove_meta("a")
    t.l(["missing meta", t.attempt(o.get_meta, "a")])
    o.notification(5001)
    t.l(["get_indexed", o.get_indexed("vec:x")])
    o.set_indexed("vec:x", 9)
    t.l([o.vec])
    t.l("call of a missing method:")
    t.attempt(o.call, "zz")

    assert t == (
        Recording("object_basics")
        .but(
            "an unknown property is an error",
            ["[set and get unknown, Null, Null, 1]"],
            [
                "! <S_n 'o'> has no property 'nope'.",
                "! <S_n 'o'> has no property 'nope'.",
                "[set and get unknown, Null, Null, 1]",
            ],
        )
        .but(
            "there is no class Reference: Python counts the references of everything",
            ["[str, o:[Node:ID], [Reference:ID], Null, [SceneTree:ID]]"],
            ["[str, o:[Node:ID], Null]"],
        )
        .but(
            "the same error, raised",
            ["! ERROR: The object does not have any 'meta' values with the key 'a'."],
            ["! <S_n 'o'> has no meta value 'a'."],
        )
        .but(
            "the same error, raised",
            ["! SCRIPT ERROR: Invalid call. Nonexistent function 'zz (via call)' in base 'Node ()'."],
            ["! <S_n 'o'> has no method 'zz'."],
        )
        .lines
    )
