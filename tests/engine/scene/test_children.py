import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from engine import Node, ScriptError
from engine.scene.children import Children, valid_name


def node(name=""):
    made = Node()
    made._name_ = name
    return made


def names(children):
    return [child.name for child in children]


@pytest.mark.parametrize(
    ("name", "valid"),
    [("Player", "Player"), ('a.b:c@d/e"f g%h', "abcdef gh"), ("@@", ""), ("", ""), ("Ä 1_-", "Ä 1_-")],
)
def test_a_name_loses_the_characters_that_paths_need(name, valid):
    assert valid_name(name) == valid


class Model(RuleBasedStateMachine):
    """Children against a plain list of nodes."""

    def __init__(self):
        super().__init__()
        self.children = Children()
        self.model = []

    some = st.integers(0, 1000)
    name = st.sampled_from(["", "K", "M", "M2", "M09", "@K@2", "@@3"])

    def pick(self, number):
        return self.model[number % len(self.model)]

    @rule(name=name, legible=st.booleans())
    def append(self, name, legible):
        child = node(name)
        taken = name in names(self.model)
        self.children.append(child, legible)
        self.model.append(child)
        assert (child.name == name) == bool(name and not taken)

    @precondition(lambda self: self.model)
    @rule(number=some)
    def remove(self, number):
        child = self.pick(number)
        self.children.remove(child)
        self.model.remove(child)

    @precondition(lambda self: self.model)
    @rule()
    def pop(self):
        assert self.children.pop() is self.model.pop()

    @precondition(lambda self: self.model)
    @rule(number=some, name=name.filter(bool))
    def rename(self, number, name):
        child = self.pick(number)
        taken = [other for other in self.model if other.name == name and other is not child]
        self.children.rename(child, name)
        assert (child.name == name) == (not taken)

    @precondition(lambda self: self.model)
    @rule(number=some, position=some)
    def move(self, number, position):
        child = self.pick(number)
        position %= len(self.model)
        self.children.move(child, position)
        self.model.remove(child)
        self.model.insert(position, child)

    @invariant()
    def agrees(self):
        assert list(self.children) == self.children.listed() == self.model
        assert len(self.children) == len(self.model) == len(set(names(self.model)))
        assert all(self.children.by_name[child.name] is child for child in self.model)
        assert [self.children.index(child) for child in self.model] == list(range(len(self.model)))
        order = [child._order_ for child in self.model]
        assert order == sorted(set(order))


Model.TestCase.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
test_children_agree_with_a_plain_list = Model.TestCase


def test_generated_names_count_up_from_two_in_each_parent():
    first, second = Children(), Children()
    for children in (first, second):
        for name in ("", "", "K", "K", "@K@9"):
            children.append(node(name))
        children.append(node("@K@9"))
        assert names(children) == ["@@2", "@@3", "K", "@K@4", "@K@9", "@K@5"]


def test_a_generated_name_is_never_one_that_a_child_brought_along():
    children = Children()
    for name in ("@K@2", "@K@3", "K", "K"):
        children.append(node(name))
    assert names(children) == ["@K@2", "@K@3", "K", "@K@4"]
    assert len(children) == 4


def test_legible_names_count_up_and_keep_their_width():
    children = Children()
    for name in ("M", "M", "M", "", "", "M3", "M09", "M09", "99", "99"):
        children.append(node(name), legible=True)
    assert names(children) == ["M", "M2", "M3", "Node", "Node2", "M4", "M09", "M10", "99", "100"]


def test_a_list_that_is_busy_may_not_be_changed_and_says_what_to_write():
    children, parent = Children(), node("P")
    children.refuse_if_busy(parent, "add_child")
    children.busy = 1
    with pytest.raises(ScriptError, match=r"busy .* Write `call_deferred\(\"add_child\", …\)` instead"):
        children.refuse_if_busy(parent, "add_child")
    with pytest.raises(ScriptError, match=r"Write `queue_free\(\)` instead"):
        children.refuse_if_busy(parent, "free")


def test_emptying_a_wide_list_from_the_end_is_linear():
    children = Children()
    for _ in range(20_000):
        children.append(node())
    count = 0
    while children.by_name:
        children.pop()
        count += 1
    assert count == 20_000
    assert children.listed() == []
