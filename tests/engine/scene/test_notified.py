import pytest

from engine import Node
from engine.scene.notified import notified, reactions_of


class Base(Node):
    def __init__(self):
        self.log = []

    @notified(Node.NOTIFICATION_READY, 900)
    def _first_(self):
        self.log.append("first")

    @notified(Node.NOTIFICATION_READY)
    def _second_(self):
        self.log.append("second")


class Further(Base):
    @notified(Node.NOTIFICATION_READY)
    def _third_(self):
        self.log.append("third")


class Other(Further):
    def _first_(self):
        self.log.append("other first")


def told(cls, what=Node.NOTIFICATION_READY):
    node = cls()
    node.notification(what)
    return node.log


def test_the_methods_of_the_bases_come_first_and_those_of_a_class_in_their_order():
    assert told(Base) == ["first", "second"]
    assert told(Further) == ["first", "second", "third"]
    assert told(Base, 900) == ["first"]
    assert told(Further, 901) == []


def test_a_method_of_the_same_name_replaces_that_of_the_base():
    assert told(Other) == ["other first", "second", "third"]
    assert told(Other, 900) == ["other first"]


def test_a_method_that_is_marked_again_is_called_once():
    class Again(Base):
        @notified(Node.NOTIFICATION_READY, 901)
        def _first_(self):
            self.log.append("again")

    assert told(Again) == ["again", "second"]
    assert told(Again, 900) == told(Again, 901) == ["again"]


def test_the_script_comes_after_the_built_in_class():
    class Script(Further):
        def _notification(self, what):
            self.log.append(what)

    assert told(Script) == ["first", "second", "third", Node.NOTIFICATION_READY]


def test_a_script_has_the_table_of_its_base():
    class Script(Further):
        def _ready(self):
            pass

    assert Script._reactions_ is Further._reactions_
    assert reactions_of(Node) == {}


def test_a_class_without_a_table_is_not_notified_at_all():
    class Plain(Node):
        pass

    assert Plain._hooks_ == 0
    assert Base._hooks_ != 0


def test_the_table_follows_the_order_of_several_bases():
    class Left(Base):
        @notified(900)
        def _left_(self):
            self.log.append("left")

    class Right(Base):
        @notified(900)
        def _right_(self):
            self.log.append("right")

    class Both(Left, Right):
        pass

    assert told(Both, 900) == ["first", "right", "left"]


def test_a_failing_method_ends_the_notification():
    class Failing(Base):
        def _first_(self):
            raise ValueError("no")

    node = Failing()
    with pytest.raises(ValueError, match="no"):
        node.notification(900)
