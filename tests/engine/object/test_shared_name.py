"""Signals that share their name with a method or a property."""

from __future__ import annotations

import weakref

import pytest

from engine import Object, ScriptError, Signal, SignalInstance
from engine.object.shared_name import MethodSignal, StateSignal


class Door(Object):
    """Can be opened, told of as `opened`, and shut."""

    shut = MethodSignal("_shut_")
    opened = StateSignal("is_open", "set_open")
    knocked = Signal[()]()

    def __init__(self):
        self._open = True

    def _shut_(self):
        self._open = False
        self.emit_signal("shut")

    def is_open(self):
        return self._open

    def set_open(self, enable):
        self._open = enable
        self.emit_signal("opened")


class Gate(Door):
    """Overrides what shuts it, under the shared name."""

    def __init__(self):
        super().__init__()
        self.log = []

    def shut(self):
        self.log.append("gate")
        super().shut()


@pytest.fixture
def door():
    return Door()


@pytest.fixture
def log():
    return []


def test_a_signal_is_called_as_the_method(door, log):
    door.shut.connect(lambda: log.append("shut"))
    door.shut()
    assert not door.is_open()
    assert log == ["shut"]


def test_it_is_called_before_anybody_has_connected_anything(door):
    door.shut()
    assert not door.is_open()


def test_it_is_a_signal_by_name(door, log):
    class Hearer(Object):
        def hear(self):
            log.append("heard")

    hearer = Hearer()
    assert door.has_signal("shut")
    assert {"name": "shut", "args": []} in door.get_signal_list()
    door.connect("shut", hearer, "hear")
    door.shut()
    assert log == ["heard"]
    assert door.is_connected("shut", hearer, "hear")


def test_it_is_a_method_by_name(door):
    assert door.has_method("shut")
    door.call("shut")
    assert not door.is_open()


def test_the_same_object_is_signal_and_method_each_time(door):
    assert door.shut is door.shut
    assert isinstance(door.shut, SignalInstance)
    assert isinstance(Door.shut, MethodSignal)
    assert repr(Door.shut) == "<Signal shut()>"


def test_a_signal_may_be_connected_to_it_as_to_a_method(door, log):
    other = Door()
    other.knocked.connect(door.shut)
    other.knocked.emit()
    assert not door.is_open()
    (connection,) = other.knocked.get_connections()
    assert connection.target is door
    assert connection.method == "shut"


def test_what_is_connected_to_it_ends_with_its_object(door):
    other = Door()
    other.knocked.connect(door.shut)
    door.free()
    assert other.knocked.get_connections() == []


def test_a_subclass_may_define_the_method_under_the_shared_name(log):
    gate = Gate()
    Door.shut.__get__(gate, Gate).connect(lambda: log.append("told"))
    gate.shut()
    gate.shut()
    assert gate.log == ["gate", "gate"]
    assert log == ["told", "told"]


def test_a_signal_whose_object_is_gone_cannot_be_called():
    door = Door()
    shut, gone = door.shut, weakref.ref(door)
    del door
    assert gone() is None
    with pytest.raises(ScriptError, match="its object is gone"):
        shut()


def test_a_coroutine_can_wait_for_it(door, log):
    class Waiter(Object):
        async def wait(self):
            await door.shut
            log.append("went on")

    waiter = Waiter()
    waiter.call("wait")
    assert log == []
    door.shut()
    assert log == ["went on"]


def test_a_signal_is_true_or_false_as_the_state(door):
    assert door.opened
    assert door.opened == True  # noqa: E712
    door.shut()
    assert not door.opened
    assert door.opened == False  # noqa: E712
    assert door.opened != Door().opened
    assert len({door.opened, Door().opened}) == 2


def test_the_state_is_set_by_assignment(door, log):
    door.opened.connect(lambda: log.append(door.is_open()))
    door.opened = False
    door.opened = 1
    assert log == [False, True]
    assert isinstance(Door.opened, StateSignal)


def test_the_state_of_an_object_that_is_gone_is_false():
    door = Door()
    opened = door.opened
    assert opened
    del door
    assert not opened


def test_a_control_updates_its_minimum_size_by_the_name_of_the_signal(tree):
    from engine import Vector2
    from nodes import Control

    class Box(Control):
        least = Vector2(10, 10)

        def _get_minimum_size(self):
            return self.least

    box, told = tree.add(Box()), []
    tree.step()
    box.minimum_size_changed.connect(lambda: told.append(box.get_combined_minimum_size()))
    box.least = Vector2(20, 30)
    box.minimum_size_changed()
    tree.step()
    assert told == [Vector2(20, 30)]
    assert box.rect_size == Vector2(20, 30)
