import inspect
from typing import Generic, TypeVar

import pytest

from engine import Node, Signal
from engine.object.keywords import keywords_of
from nodes import Button, CanvasItem, Label, SpinBox, Sprite, Timer

T = TypeVar("T")


class Script(Node):
    hit = Signal()
    speed = 1
    LIMIT = 2
    things: list[int]
    done: "int | None" = None

    @property
    def double(self) -> int:
        return self.speed * 2

    @double.setter
    def double(self, double: int) -> None:
        self.speed = double // 2

    @property
    def half(self) -> float:
        return self.speed / 2

    def method(self):
        pass


def test_keywords_are_what_can_be_set_with_the_own_ones_first():
    own = {name: type_ for name, type_ in keywords_of(Script).items() if name not in keywords_of(Node)}
    assert own == {"speed": "int", "done": "int | None", "double": "int"}
    assert next(iter(keywords_of(Script))) == "speed"
    assert keywords_of(Timer)["wait_time"] == "float"
    assert keywords_of(CanvasItem)["modulate"] == "Iterable[float]"
    assert keywords_of(Button)["pressed"] == "bool"


def test_keywords_are_set_in_their_order():
    assert Script(speed=3, double=8).speed == 4
    assert Script(double=8, speed=3).speed == 3


def test_what_others_limit_is_set_last():
    box = SpinBox(value=8000, max_value=65535)
    assert box.value == 8000


@pytest.mark.parametrize("name", ["hit", "method", "half", "_name_", "spee"])
def test_what_cannot_be_set_is_refused(name):
    with pytest.raises(TypeError, match=f"Script has no property '{name}'"):
        Script(**{name: 1})
    with pytest.raises(TypeError, match=r"Script has no property 'spee'\. Did you mean 'speed'\?"):
        Script(spee=1)


def test_a_signal_that_is_a_state_too_can_be_set():
    assert Button(toggle_mode=True, pressed=True).button_pressed


def test_help_shows_the_keywords():
    signature = inspect.signature(Timer)
    assert str(signature).startswith("(*, ")
    assert "wait_time: float = ...," in str(signature)
    assert "name: str = ..." in str(signature)
    assert "speed: int = ..." in str(inspect.signature(Script))


def test_help_shows_the_parameters_of_a_script_with_an_init():
    class Own(Label):
        def __init__(self, first, second=2):
            self.first = first

    assert str(inspect.signature(Own)) == "(first, second=2)"


def test_the_init_of_what_is_mixed_in_gets_what_is_left():
    class Mixin:
        def __init__(self, *values, **others):
            self.mixed = (values, others)

    class Mixed(Sprite, Mixin):
        pass

    node = Mixed(1, name="A", other=2)
    assert (node.name, node.mixed) == ("A", ((1,), {"other": 2}))
    assert Mixed().mixed == ((), {})


def test_what_is_mixed_in_without_an_init_changes_nothing():
    class Typed(Node, Generic[T]):
        pass

    assert Typed(name="A").name == "A"
    with pytest.raises(TypeError, match=r"Typed has no property 'other'"):
        Typed(other=1)
