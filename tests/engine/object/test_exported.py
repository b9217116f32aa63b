"""The properties of a script, in GDScript's words."""

from __future__ import annotations

import pytest

from engine import Node, Object, clamp, export, setget
from engine.object.exported import own_copy
from engine.object.keywords import keywords_of


class Player(Node):
    speed = export(400.0)
    names = export(["a", ["b"]])
    target = export(None, Node)
    hp = setget(100, "set_hp", "get_hp")
    armour = setget(5, getter="get_armour")

    def __init__(self, **properties):
        self.calls = []
        super().__init__(**properties)

    def set_hp(self, value):
        self.calls.append(("set", value))
        self.hp = clamp(value, 0, 100)

    def get_hp(self):
        self.calls.append("get")
        return self.hp

    def get_armour(self):
        return self.armour * 2

    def hurt(self, by):
        self.hp -= by


class Weak(Player):
    def set_hp(self, value):
        super().set_hp(value // 2)


def test_an_exported_property_has_its_default_until_it_is_set():
    player = Player()
    assert (player.speed, player.target) == (400.0, None)
    player.speed = 5.0
    assert (player.speed, Player().speed) == (5.0, 400.0)


def test_what_changes_is_each_objects_own():
    player = Player()
    player.names[1].append("c")
    assert (player.names, Player().names) == (["a", ["b", "c"]], ["a", ["b"]])


def test_keywords_set_exported_properties():
    player = Player(speed=3.0, hp=250)
    assert (player.speed, player.hp) == (3.0, 100)
    with pytest.raises(TypeError, match=r"no property 'sped'\. Did you mean 'speed'"):
        Player(sped=1.0)


def test_a_copy_has_what_was_set():
    player = Player(speed=3.0)
    player.names.append("c")
    player.hp = 20
    copy = player.duplicate()
    assert (copy.speed, copy.names, copy.hp) == (3.0, ["a", ["b"], "c"], 20)
    assert copy.names is not player.names


def test_a_property_is_set_and_read_by_name():
    player = Player()
    player.set("hp", 7)
    assert (player.get("hp"), player.calls) == (7, [("set", 7), "get"])


def test_inside_its_methods_a_property_is_the_value_itself():
    player = Player()
    player.hurt(30)
    assert player.calls == ["get", ("set", 70)]
    assert player.hp == 70
    assert player.armour == 10
    player.armour = 6
    assert player.armour == 12


def test_a_subclass_overrides_the_setter_and_calls_that_of_its_base():
    weak = Weak(hp=80)
    assert weak.calls == [("set", 40)]
    assert weak.hp == 40


def test_the_setter_of_another_object_is_no_way_round():
    class Healer(Object):
        def set_hp(self, value):
            self.patient.hp = value

    healer = Healer()
    healer.patient = Player()
    healer.set_hp(500)
    assert healer.patient.hp == 100


def test_a_method_that_is_not_there_is_told_when_the_class_is_made():
    with pytest.raises((TypeError, RuntimeError)) as raised:

        class Broken(Node):
            hp = setget(1, "set_ph")

            def set_hp(self, value):
                pass

    error = raised.value.__cause__ or raised.value
    assert "Broken.hp is to call set_ph(), which there is not. Did you mean 'set_hp'?" in str(error)


def test_help_shows_what_is_exported():
    known = keywords_of(Player)
    assert (known["speed"], known["names"], known["target"], known["hp"]) == ("float", "list", "Any", "int")


def test_the_class_has_the_declaration():
    assert Player.speed.name == "speed"


def test_a_copy_goes_as_deep_as_lists_and_dictionaries():
    inner = bytearray(b"a")
    node = Node()
    copy = own_copy({"a": [inner, {1}], "b": node})
    assert copy == {"a": [inner, {1}], "b": node}
    assert copy["a"][0] is not inner
    assert copy["b"] is node
