from __future__ import annotations

import inspect

import pytest

from engine import Object, ScriptError
from nodes.gui.item_methods import ItemGetter, ItemSetter, item_getter, item_setter


class Item:
    def __init__(self):
        self.text = "one"
        self.checked = 0


class Thing(Object):
    set_item_text: ItemSetter[str] = item_setter("text", str)
    get_item_text: ItemGetter[str] = item_getter("text")
    set_item_checked: ItemSetter[bool] = item_setter("checked", int, "enable", then="update")
    is_item_checked: ItemGetter[bool] = item_getter("checked", bool)
    set_item_quietly: ItemSetter[str] = item_setter("text", then="")

    def __init__(self):
        self.items = [Item(), Item()]
        self.log = []

    def _item_(self, idx):
        if idx not in (0, 1):
            raise ScriptError(f"There is none at {idx}.")
        return self.items[idx]

    def _items_changed_(self, idx):
        self.log.append(idx)

    def update(self, idx):
        self.log.append(f"update {idx}")


@pytest.fixture
def thing():
    return Thing()


def test_each_entry_has_its_own(thing):
    thing.set_item_text(1, 5)
    assert [thing.get_item_text(index) for index in (0, 1)] == ["one", "5"]
    thing.set_item_checked(0, True)
    assert (thing.items[0].checked, thing.is_item_checked(0)) == (1, True)


def test_what_is_to_be_done_then_is_called_with_the_index(thing):
    thing.set_item_text(1, "x")
    thing.set_item_checked(0, True)
    thing.set_item_quietly(0, "y")
    assert thing.log == [1, "update 0"]
    assert thing.get_item_text(0) == "y"


def test_an_entry_that_is_not_there_is_refused_and_nothing_is_called(thing):
    for method in (thing.get_item_text, lambda index: thing.set_item_text(index, "x")):
        with pytest.raises(ScriptError, match="none at 2"):
            method(2)
    assert thing.log == []


def test_methods_have_the_names_and_parameters_of_godot(thing):
    thing.set_item_checked(idx=1, enable=True)
    assert thing.is_item_checked(idx=1)
    assert str(inspect.signature(Thing.set_item_checked)) == "(self, idx: 'int', enable: 'bool') -> 'None'"
    assert str(inspect.signature(Thing.get_item_text)) == "(self, idx: 'int') -> 'str'"
    assert (Thing.get_item_text.__qualname__, Thing.get_item_text.__module__) == (
        "Thing.get_item_text",
        __name__,
    )
    assert Thing.set_item_text.__doc__ == "Set the `text` of an entry."
    assert Thing.is_item_checked.__doc__ == "Return the `checked` of an entry."


def test_a_subclass_may_override_them(thing):
    class Script(Thing):
        def set_item_text(self, idx, text):
            super().set_item_text(idx, text * 2)

    script = Script()
    script.set_item_text(0, "x")
    assert script.get_item_text(0) == "xx"
