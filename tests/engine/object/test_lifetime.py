"""What ends together with an object."""

from __future__ import annotations

import gc
from contextlib import suppress

import pytest

import engine
import nodes
from engine import Node, Object, SceneTree, SceneTreeTimer, ScriptError, Signal, Tweener, Vector2
from engine.object.lifetime import tie, tied_to, untie
from engine.object.shared_name import StateSignal
from nodes import Button, HSlider, Label, LineEdit, Node2D, RichTextLabel, Timer


class Ending:
    def __init__(self, log=None):
        self.log = log

    def end(self):
        self.log.append(self)


def test_what_is_tied_ends_with_the_object_in_the_order_of_tying():
    log, owner = [], Object()
    things = [Ending(log) for _ in range(20)]
    for thing in things:
        tie(thing, owner)
    assert tied_to(owner) == things
    owner.free()
    assert log == things


def test_what_is_untied_does_not_end_with_the_object():
    log, owner = [], Object()
    thing = Ending(log)
    tie(thing, owner)
    untie(thing, owner)
    untie(thing, owner)
    assert tied_to(owner) == []
    owner.free()
    assert log == []


def test_tying_twice_is_tying_once():
    log, owner = [], Object()
    thing = Ending(log)
    tie(thing, owner)
    tie(thing, owner)
    owner.free()
    assert log == [thing]


def test_an_owner_does_not_keep_what_is_tied_to_it():
    owner = Object()
    tie(Ending(), owner)
    gc.collect()
    assert tied_to(owner) == []


def test_what_is_no_object_has_nothing_tied_to_it():
    class Plain:
        pass

    for owner in (Plain(), None, "text"):
        thing = Ending()
        tie(thing, owner)
        untie(thing, owner)
        assert not hasattr(owner, "_incoming_")


def test_an_object_that_nothing_was_tied_to_has_an_empty_list():
    assert tied_to(Object()) == []
    untie(Ending(), Object())


# -- Properties of what is freed ------------------------------------------------------------------


@pytest.fixture
def faults(tree, monkeypatch):
    """Call it for the faults so far, also those of objects outside the tree."""
    monkeypatch.setattr("engine.base.fault._default", lambda fault: tree.fault_handler(fault))
    return tree.expect_faults


@pytest.mark.parametrize(
    ("cls", "name", "value"),
    [
        (Label, "text", "late"),
        (LineEdit, "text", "late"),
        (LineEdit, "max_length", 3),
        (RichTextLabel, "text", "late"),
        (Button, "disabled", True),
        (Button, "pressed", True),
        (Timer, "wait_time", 2.0),
        (Node2D, "position", (1, 2)),
        (Node2D, "rotation", 1.0),
        (Node2D, "scale", (1, 2)),
        (Node2D, "global_position", (1, 2)),
        (Node, "name", "Late"),
        (Node, "pause_mode", Node.PAUSE_MODE_STOP),
        (Node, "process_priority", 1),
    ],
)
def test_setting_a_property_of_what_is_freed_is_reported_with_the_question(tree, faults, cls, name, value):
    node = tree.add(cls())
    node.free()
    for set_it in (lambda: setattr(node, name, value), lambda: node.set(name, value)):
        set_it()
        (fault,) = faults()
        assert type(fault.error) is ScriptError
        assert str(fault.error) == (
            f"{node!r} has been freed: to set its {name} does nothing. Check `is_instance_valid(node)` first."
        )
        assert fault.doing.startswith(f"setting {name} at {__file__}:")


PHYSICS = (
    nodes.KinematicCollision2D,
    nodes.Physics2DDirectBodyState,
    nodes.Physics2DDirectSpaceState,
    nodes.World2D,
)
ALL = dict.fromkeys(getattr(package, name) for package in (nodes, engine) for name in package.__all__)
NOT_MADE_BY_SCRIPTS = (Tweener, SceneTree, SceneTreeTimer, *PHYSICS)
OBJECTS = [
    cls
    for cls in ALL
    if isinstance(cls, type) and issubclass(cls, Object) and not issubclass(cls, NOT_MADE_BY_SCRIPTS)
]


def settable(cls):
    """Return the names of what can be set: properties, signals that are states, plain attributes."""
    names = [name for name in dir(cls) if not (name.startswith("_") or name.isupper())]
    found = {name: getattr(cls, name) for name in names}
    return [
        name
        for name, thing in found.items()
        if isinstance(thing, StateSignal)
        or (isinstance(thing, property) and thing.fset)
        or not (callable(thing) or hasattr(thing, "__get__"))
    ]


@pytest.mark.parametrize("cls", [*filter(settable, OBJECTS)], ids=lambda cls: cls.__name__)
def test_no_property_of_a_freed_node_is_set_in_silence(faults, cls):
    node = cls()
    values = {}
    for name in settable(cls):
        with suppress(ScriptError):  # some have none outside a tree
            values[name] = getattr(node, name)
    node.free()
    silent = []
    for name, value in values.items():
        setattr(node, name, value)
        silent += [] if faults() else [name]
    assert set(silent) <= {"transfer_mode"}  # which does nothing in any case


class Rubbish:
    def __repr__(self):
        return "<rubbish>"


RUBBISH = (None, 5, "x", Rubbish(), [], Vector2(1, 2))


@pytest.mark.parametrize("cls", OBJECTS, ids=lambda cls: cls.__name__)
def test_a_property_takes_what_it_is_given_or_says_what_that_was_and_what_it_is(cls):
    """A value of a wrong kind never ends in an error from inside."""
    for name in settable(cls):
        for value in RUBBISH:
            thing = cls()
            try:
                setattr(thing, name, value)
            except ScriptError as error:
                text = str(error)
                assert any(word in text.lower() for word in (*name.split("_"), CALLED.get(name, name)))
                assert repr(value) in text or name in TELLS_PARTS, (name, value, text)
            if isinstance(thing, Node):
                thing.free()


CALLED = {"selected": "index"}
TELLS_PARTS = ("colors", "offsets", "selected", "spawnable_scenes", "trusted_proxies")
"""Of which the refusal says how many there may be, or which one of them is wrong."""


def test_what_a_script_does_meanwhile_fails_as_it_is():
    def fail(self, value):
        raise TypeError("of the script")

    class Wrong(HSlider):
        value = property(lambda self: 0.0, fail)

    with pytest.raises(ScriptError, match=r"owner cannot be 5\."):
        Node().owner = 5
    with pytest.raises(TypeError, match="of the script"):
        Wrong().ratio = 0.5


def test_so_is_setting_it_by_its_method(faults):
    for node, name, value in (Label(), "text", "late"), (Timer(), "wait_time", 2.0), (Node(), "name", "A"):
        node.free()
        getattr(node, f"set_{name}")(value)
        (fault,) = faults()
        assert fault.doing.startswith(f"setting {name} at {__file__}:")


def test_what_the_package_itself_sets_after_a_handler_has_freed_the_node_is_not_reported(tree, faults):
    button = tree.add(Button(text="Go", toggle_mode=True))
    tree.step()
    button.pressed.connect(button.free)
    tree.user.click("Go")
    assert faults() == []


def test_what_ends_may_set_what_is_freed_already(tree, faults):
    class Menu(Node):
        closed = Signal()

        def _ready(self):
            self.button = Button(disabled=True)
            self.add_child(self.button)
            self.wait()

        async def wait(self):
            try:
                await self.closed
            finally:
                self.button.disabled = False

    menu = tree.add(Menu())
    menu.free()
    assert faults() == []
    menu.button.disabled = True
    assert len(faults()) == 1
