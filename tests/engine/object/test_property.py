from __future__ import annotations

import inspect
from typing import Final

import pytest

from engine import Object, ScriptError, Signal
from engine.object.property import Field, Getter, Made, Method, Property, Setter, getter, setter, stored_names


def checked(instance, name, value):
    if value < 0:
        raise ScriptError(f"{instance!r}: {name} cannot be {value}.")
    return round(value)


class Part:
    def __init__(self):
        self.length = 1


class Thing(Object):
    _stored_ = ("by_hand",)

    size: Property[int, float] = Field(3, checked, changed="_resized_", doc="How large it is.")
    set_size: Setter[float] = setter(size, "large")
    get_size: Getter[int] = getter(size)

    flat: Property[bool] = Field(False, bool, then="update", doc="Whether it is flat.")
    is_flat: Getter[bool] = getter(flat)

    owner: Property[object] = Field(None, state="_somebody_", doc="Whose it is.")
    points: Property[list[int], object] = Field(
        (), lambda _thing, _name, points: tuple(points), read=list, stored=False, doc="Where it is."
    )
    length: Property[int] = Field(1, state="_part_.length", then="update", doc="Of its part.")

    plain = 1
    set_plain: Setter[int] = setter("plain")
    get_plain: Getter[int] = getter("plain")

    @property
    def by_hand(self):
        return self._size_ * 2

    @by_hand.setter
    def by_hand(self, value):
        self.size = value / 2

    set_by_hand: Setter[int] = setter("by_hand")
    get_by_hand: Getter[int] = getter("by_hand")

    def __init__(self):
        self.log = []
        self._part_ = Part()

    def _resized_(self):
        self.log.append(f"resized to {self.size}")

    def update(self):
        self.log.append("update")


@pytest.fixture
def thing():
    return Thing()


def test_an_untouched_object_has_the_default_and_no_state_of_its_own(thing):
    assert (thing.size, thing.flat, thing.owner, thing.points) == (3, False, None, [])
    assert set(vars(thing)) == {"log", "_part_"}
    assert Thing._size_ == 3


def test_what_is_set_is_checked_and_kept(thing):
    thing.size = 4.2
    thing.flat = 1
    assert (thing.size, thing._size_, thing.flat) == (4, 4, True)
    with pytest.raises(ScriptError, match=r"<Thing>: size cannot be -1\."):
        thing.size = -1
    assert thing.size == 4


def test_a_value_of_a_wrong_kind_is_refused_with_the_one_that_there_is_for_an_example(thing):
    for wrong in ("4", None, []):
        with pytest.raises(ScriptError) as caught:
            thing.size = wrong
        assert str(caught.value) == f"<Thing>: size cannot be {wrong!r}: it is of the type int, such as 3."
    with pytest.raises(ScriptError, match=r"points cannot be 5: it is of the type list, such as \[\]\."):
        thing.points = 5


def test_changed_is_called_after_a_change_alone_and_then_each_time(thing):
    thing.size = 3
    thing.size = 5
    thing.size = 5.1
    assert thing.log == ["resized to 5"]
    thing.log.clear()
    thing.flat = thing.flat = False
    assert thing.log == ["update", "update"]


def test_the_value_may_be_anywhere_and_be_read_as_something_else(thing):
    somebody = object()
    thing.owner = somebody
    assert thing._somebody_ is somebody
    thing.points = (1, 2)
    assert (thing._points_, thing.points) == ((1, 2), [1, 2])
    thing.points.append(3)
    assert thing.points == [1, 2]


def test_the_value_may_be_in_a_part(thing):
    thing.length = 7
    assert (thing._part_.length, thing.length) == (7, 7)
    assert thing.log == ["update"]


def test_accessors_have_the_names_and_parameters_of_godot(thing):
    thing.set_size(large=6)
    assert (thing.get_size(), thing.is_flat()) == (6, False)
    assert str(inspect.signature(Thing.set_size)) == "(self, large: 'float') -> 'None'"
    assert str(inspect.signature(Thing.get_size)) == "(self) -> 'int'"
    assert (Thing.set_size.__qualname__, Thing.set_size.__module__) == ("Thing.set_size", __name__)
    assert Thing.set_size.__doc__ == "Set `size`. How large it is."
    assert Thing.get_size.__doc__ == "Return `size`. How large it is."
    assert Thing.size.__doc__ == "How large it is."


def test_what_is_written_by_hand_gets_accessors_by_its_name(thing):
    thing.set_by_hand(20)
    assert (thing.get_by_hand(), thing.size) == (20, 10)
    thing.set_plain(2)
    assert (thing.plain, thing.get_plain(), Thing.plain) == (2, 2, 1)


def test_the_getter_of_what_is_written_by_hand_costs_no_call_more():
    assert Thing.get_by_hand.__code__ is Thing.by_hand.fget.__code__
    assert (Thing.get_by_hand.__name__, Thing.get_by_hand.__doc__) == ("get_by_hand", "Return `by_hand`.")


def test_a_subclass_may_have_another_default():
    class Flat(Thing):
        _flat_ = True

    assert Flat().flat
    assert not Thing().flat


def test_a_subclass_may_override_property_setter_and_what_is_called():
    class Script(Thing):
        def set_size(self, large):
            super().set_size(large * 2)

        @Thing.flat.setter
        def flat(self, flat):
            self.log.append(f"flat {flat}")

        def _resized_(self):
            self.log.append("resized")

    script = Script()
    script.set_size(2)
    script.flat = True
    assert (script.size, script.is_flat()) == (4, False)
    assert script.log == ["resized", "flat True"]


def test_the_setter_sets_the_property_of_whoever_defines_it():
    class Script(Thing):
        @property
        def size(self):
            return 0

        @size.setter
        def size(self, size):
            self.log.append(size)

    script = Script()
    script.set_size(2)
    assert script.log == [2]
    assert script.get_size() == 3


def test_what_is_true_or_false_by_default_is_kept_so():
    class Door(Object):
        open: Property[bool] = Field(False, doc="")
        state: Property[bool] = Field(False, checked, doc="")

    door = Door()
    door.open = 1
    assert door.open is True
    door.state = 3
    assert door.state == 3


def test_a_method_sets_what_is_set_by_one():
    class Lamp(Object):
        bright: Property[int] = Field(1, by="shine", doc="")

        def shine(self, bright):
            self._bright_ = bright * 10

    lamp = Lamp()
    assert lamp.bright == 1
    lamp.bright = 2
    assert lamp.bright == 20


def made_adder(number):
    def method(self, to: int) -> int:
        """Add it."""
        return number + to

    return Made(method)


def test_a_method_that_a_function_has_made_is_called_as_the_class_says():
    class Sum(Object):
        add_one: Method[[int], int] = made_adder(1)
        add_two: Method[[int], int] = made_adder(2)

    assert (Sum().add_one(5), Sum().add_two(to=5)) == (6, 7)
    assert Sum.add_two.__name__ == "add_two"
    assert Sum.add_two.__qualname__.endswith("Sum.add_two")
    assert Sum.add_two.__module__ == __name__


def test_stored_are_the_names_of_all_bases_once_and_those_by_hand():
    class More(Thing):
        flat: Property[bool] = Field(True, bool, doc="")
        last: Property[int] = Field(0, doc="")

    assert Thing._stored_ == ("by_hand", "size", "flat", "owner", "length")
    assert stored_names(More) == ("by_hand", "size", "flat", "owner", "length", "last")


def test_stored_are_the_attributes_that_a_built_in_class_declares():
    class Clock(Thing):
        __module__ = "engine.clock"
        HOURS: int = 24
        running: bool = False
        _hands_: int = 2
        alarm: str
        ticked: Final = Signal()
        face: Property[int] = Field(0, doc="")

    assert stored_names(Clock)[-2:] == ("face", "running")


@pytest.mark.parametrize(
    ("declared", "text"),
    [
        ({"size": Field(0, then="updat", doc="")}, "Bad.size is to call updat(), which there is not."),
        ({"size": Field(0, by="set_siz", doc="")}, "Bad.size is to call set_siz(), which there is not."),
        ({"set_size": setter("size")}, "Bad.set_size is for a property 'size', which there is not."),
    ],
)
def test_what_there_is_not_is_said_when_the_class_is_made(declared, text):
    with pytest.raises((TypeError, RuntimeError)) as caught:
        type("Bad", (Object,), declared)
    # Python 3.11 wraps what `__set_name__` raises.
    assert str(caught.value.__cause__ or caught.value) == text


def test_what_is_freed_keeps_its_values_and_the_attempt_is_reported(monkeypatch):
    class Lamp(Object):
        power: Property[int] = Field(5, changed="shine", doc="")
        length: Property[int] = Field(1, state="part.length", changed="shine", doc="")
        bright: Property[int] = Field(1, by="shine", doc="")
        said = ()

        def __init__(self):
            self.part = Part()

        def shine(self, *bright):
            self.said = (*self.said, bright)

    faults = []
    monkeypatch.setattr("engine.base.fault._default", faults.append)
    lamp = Lamp()
    lamp.power, lamp.length, lamp.bright = 6, 2, 3
    assert (lamp.power, lamp.length, lamp.said) == (6, 2, ((), (), (3,)))
    lamp.free()
    lamp.power, lamp.length, lamp.bright = 7, 3, 4
    assert (lamp.power, lamp.length, lamp.said) == (6, 2, ((), (), (3,)))
    assert [fault.doing.partition(" at ")[0] for fault in faults] == [
        "setting power",
        "setting length",
        "setting bright",
    ]
