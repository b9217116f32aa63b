"""What a script finds just before its `_ready`."""

from __future__ import annotations

import pytest

from engine import Node, NodeNotFoundError, ScriptError, onready
from nodes import Timer


class Bar(Node):
    pass


class Main(Node):
    bar = onready("Box/Bar", Bar)
    any_bar = onready("Box/Bar")
    path = onready(lambda self: self.get_path())

    def __init__(self):
        box = Node(name="Box")
        box.add_child(Bar(name="Bar"))
        self.add_child(box)
        self.log = []

    def _enter_tree(self):
        self.log.append(hasattr(self, "bar"))

    def _ready(self):
        self.log.append((self.bar.name, self.any_bar is self.bar, str(self.path)))


class Further(Main):
    name_of_bar = onready(lambda self: self.bar.name)

    def _ready(self):
        super()._ready()
        self.log.append(self.name_of_bar)


def test_nodes_are_found_before_ready_and_not_earlier(tree):
    main = tree.add(Main())
    assert main.log == [False, ("Bar", True, "/root/Main")]


def test_those_of_a_base_class_are_found_first(tree):
    main = tree.add(Further())
    assert main.log[1:] == [("Bar", True, "/root/Further"), "Bar"]


def test_a_class_without_ready_has_them(tree):
    class Quiet(Main):
        _ready = Node._ready

    assert tree.add(Quiet()).bar.name == "Bar"


def test_reading_one_before_ready_is_told():
    main = Main()
    with pytest.raises(AttributeError, match=r"<Main .*>\.bar is found just before `_ready`"):
        main.bar  # noqa: B018


def test_one_may_be_set():
    main = Main()
    main.bar = Bar()
    assert isinstance(main.bar, Bar)
    assert Main.bar.name == "bar"


def test_what_is_not_there_is_reported_and_the_rest_goes_on(tree):
    class Lost(Main):
        lost = onready("Nowhere", Node)
        wrong = onready("Box/Bar", Timer)

    main = Lost()
    tree.root.add_child(main)
    faults = tree.expect_faults()
    assert [type(fault.error) for fault in faults] == [NodeNotFoundError, ScriptError]
    assert "wrong is to be a Timer, and 'Box/Bar' is <Bar" in str(faults[1].error)
    assert main.log[1][0] == "Bar"


def test_a_copy_finds_its_own(tree):
    main = tree.add(Main())
    copy = main.duplicate()
    assert not hasattr(copy, "bar")
    tree.add(copy)
    assert copy.bar is copy.get_node("Box/Bar") is not main.bar


def test_they_are_found_again_when_ready_is_asked_for(tree):
    main = tree.add(Main())
    first = main.bar
    tree.root.remove_child(main)
    box = main.get_node("Box")
    box.remove_child(first)
    box.add_child(Bar(name="Bar"))
    main.request_ready()
    tree.add(main)
    assert main.bar is not first


def test_only_nodes_have_them():
    with pytest.raises((TypeError, RuntimeError)) as raised:

        class Thing:
            bar = onready("Bar")

    assert "only nodes become ready" in str(raised.value.__cause__ or raised.value)
