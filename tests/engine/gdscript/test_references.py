import gc

import pytest

from engine import FuncRef, Node, Object, ScriptError, WeakRef, funcref, instance_from_id, weakref


class Adder(Object):
    def add(self, a, b):
        return a + b


def test_a_weakref_knows_an_object_until_it_is_freed():
    node = Node()
    reference = weakref(node)
    assert reference.get_ref() is node
    node.free()
    assert (reference.get_ref(), reference.get_class()) == (None, "WeakRef")


def test_a_weakref_keeps_nothing():
    reference = weakref(Object())
    gc.collect()
    assert reference.get_ref() is None


def test_a_weakref_may_be_of_nothing():
    assert isinstance(weakref(None), WeakRef)
    assert weakref(None).get_ref() is None


def test_a_value_has_no_weakref():
    with pytest.raises(ScriptError, match="5 is a value"):
        weakref(5)


def test_a_funcref_calls_a_method_by_its_name():
    adder = Adder()
    reference = funcref(adder, "add")
    assert reference.is_valid()
    assert (reference.call_func(1, 2), reference.call_funcv([3, 4])) == (3, 7)
    assert (reference.function, reference.get_function(), reference.get_class()) == ("add", "add", "FuncRef")


def test_a_funcref_of_a_method_that_is_not_there_says_what_is():
    adder = Adder()
    reference = funcref(adder, "ad")
    assert not reference.is_valid()
    with pytest.raises(ScriptError, match=r"has no method 'ad'\. Did you mean 'add'\?"):
        reference.call_func(1, 2)


def test_a_funcref_of_an_object_that_is_gone_says_so():
    adder = Adder()
    reference = funcref(adder, "add")
    adder.free()
    assert not reference.is_valid()
    assert not FuncRef().is_valid()
    with pytest.raises(ScriptError, match="is gone"):
        reference.call_func(1, 2)


def test_an_object_is_found_by_its_number_while_there_is_one():
    node = Node()
    number = node.get_instance_id()
    assert instance_from_id(number) is node
    node.free()
    assert instance_from_id(number) is None
    assert instance_from_id(0) is None
