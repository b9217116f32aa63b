import pytest

from engine import CONNECT_PERSIST, Node, ScriptError, Signal
from engine.scene.branch import duplicate, pretty_text, replace, skip
from nodes import Timer

SIGNALS, GROUPS, SCRIPTS = 1, 2, 4


def named(node, name):
    node.name = name
    return node


def names(node):
    return [child.name for child in node.get_children()]


class Script(Node):
    sig = Signal()
    speed = 1
    things = ()
    _hidden = 0

    def __init__(self):
        self.plain = 1

    def f(self):
        pass

    def g(self):
        pass


# -- duplicate ---------------------------------------------------------------------------------


def test_a_copy_has_the_branch_without_the_parent_and_the_owners(tree):
    top = tree.add(named(Script(), "top"))
    for name in ("a", "b"):
        top.add_child(child := named(Node(), name))
        child.owner = top
    top.get_child(1).add_child(named(Timer(), "timer"))
    copy = duplicate(top, 15)
    assert copy.name == "top"
    assert copy.get_parent() is None
    assert not copy.is_inside_tree()
    assert names(copy) == ["a", "b"]
    assert names(copy.get_node("b")) == ["timer"]
    assert type(copy.get_node("b/timer")) is Timer
    assert copy.get_node("a").owner is None
    assert copy.get_node("a") is not top.get_node("a")


def test_generated_names_are_kept_and_stay_unique():
    top = Node()
    for _ in range(3):
        top.add_child(Node())
    copy = duplicate(top, 15)
    assert names(copy) == names(top) == ["@@2", "@@3", "@@4"]
    copy.add_child(Node())
    assert len(set(names(copy))) == 4


def test_a_copy_has_declared_attributes_and_not_those_of_init():
    node = Script()
    node.speed, node.plain, node._hidden = 5, 5, 5
    node.f = 5  # hides a method: not declared as a value
    node.sig.connect(node.g)
    copy = duplicate(node, 15)
    assert (copy.speed, copy.plain, copy._hidden) == (5, 1, 0)
    assert callable(copy.f)
    assert copy.sig.get_connections() == []


def test_lists_and_dictionaries_are_copied_and_other_values_shared():
    node, other = Script(), Node()
    node.things = [1, [other], {"key": [2]}]
    node.set_meta("k", {"list": [3]})
    copy = duplicate(node, 15)
    assert copy.things == node.things
    assert copy.things[1][0] is other
    copy.things[1].append(4)
    copy.things[2]["key"].append(4)
    copy.get_meta("k")["list"].append(4)
    assert node.things == [1, [other], {"key": [2]}]
    assert node.get_meta("k") == {"list": [3]}


def test_a_copy_has_the_properties_of_its_built_in_classes():
    timer = Timer()
    timer.wait_time = 3
    timer.one_shot = True
    timer.autostart = True
    timer.process_mode = Timer.TIMER_PROCESS_PHYSICS
    timer.paused = True
    timer.pause_mode = 2
    timer.process_priority = 7
    copy = duplicate(timer, 15)
    for name in ("wait_time", "one_shot", "autostart", "process_mode", "paused", "pause_mode"):
        assert getattr(copy, name) == getattr(timer, name)
    assert copy.process_priority == 7


def test_a_copy_is_only_set_what_differs():
    class Script(Timer):
        def __init__(self):
            self.paused = True  # which a copy has to undo
            self.log = []

        @property
        def wait_time(self):
            return self._wait_time_

        @wait_time.setter
        def wait_time(self, seconds):
            self.log.append(seconds)
            self._wait_time_ = seconds

    node = Script()
    node.paused = False
    assert not duplicate(node, 15).paused
    assert duplicate(node, 15).log == []
    node.wait_time = 2.0
    assert duplicate(node, 15).log == [2.0]


def test_groups_are_copied_if_asked_for():
    node = Node()
    node.add_to_group("g", True)
    assert duplicate(node, GROUPS)._groups_ == {"g": True}
    assert duplicate(node, SCRIPTS).get_groups() == []


def test_without_scripts_the_copies_are_of_the_built_in_classes():
    class Countdown(Timer):
        speed = 1

    top, below = Script(), Countdown()
    top.speed = below.speed = 5
    below.wait_time = 9
    top.add_child(below)
    copy = duplicate(top, 0)
    assert type(copy) is Node
    assert type(copy.get_child(0)) is Timer
    assert copy.get_child(0).wait_time == 9
    assert not hasattr(copy, "speed")


def test_persistent_connections_lead_to_the_copies_within_the_branch():
    top, below, outside = Script(), Script(), Script()
    top.add_child(below)
    log = []
    plain = lambda: log.append("plain")
    top.sig.connect(below.f, (), CONNECT_PERSIST)
    top.sig.connect(outside.f, (), CONNECT_PERSIST)
    top.sig.connect(plain, (), CONNECT_PERSIST)
    top.sig.connect(below.g)
    below.sig.connect(top.f, (), CONNECT_PERSIST)
    copy = duplicate(top, 15)
    assert copy.sig.is_connected(copy.get_child(0).f)
    assert copy.sig.is_connected(outside.f)
    assert copy.sig.is_connected(plain)
    assert copy.get_child(0).sig.is_connected(copy.f)
    assert len(copy.sig.get_connections()) == 3
    assert duplicate(top, 15 & ~SIGNALS).sig.get_connections() == []


def test_connections_that_a_copy_makes_itself_or_cannot_have_are_left_alone():
    class Wired(Node):
        sig = Signal()

        def __init__(self):
            self.sig.connect(self.f, (), CONNECT_PERSIST)

        def f(self):
            pass

    node = Wired()
    node.add_user_signal("own", [])
    node.connect("own", node, "f", [], CONNECT_PERSIST)
    copy = duplicate(node, 15)
    assert len(copy.sig.get_connections()) == 1
    assert not copy.has_signal("own")
    assert duplicate(node, SIGNALS).get_class() == "Node"


def test_children_that_init_makes_are_not_made_twice():
    class House(Node):
        def __init__(self):
            self.add_child(named(Script(), "door"))

    house = House()
    house.get_node("door").speed = 9
    house.add_child(named(Node(), "window"))
    copy = duplicate(house, 15)
    assert names(copy) == ["door", "window"]
    assert copy.get_node("door").speed == 9


def test_a_class_that_needs_arguments_says_so():
    class Needy(Node):
        def __init__(self, wanted):
            self.wanted = wanted

    with pytest.raises(ScriptError, match=r"Give the parameters of Needy.__init__ default values"):
        duplicate(Needy(1), 15)


def test_a_copy_that_fails_leaves_the_original_free_to_change():
    class Needy(Node):
        def __init__(self, wanted):
            self.wanted = wanted

    top = Node()
    top.add_child(Needy(1))
    with pytest.raises(ScriptError):
        duplicate(top, 15)
    top.add_child(Node())
    assert top.get_child_count() == 2


def test_deep_branches_are_copied_and_drawn():
    top = at = Node()
    for i in range(2_000):
        below = named(Node(), f"n{i}")
        at.add_child(below)
        at = below
    copy = duplicate(top, 15)
    assert copy.get_node("/".join(f"n{i}" for i in range(2_000))) is not at
    assert pretty_text(copy).splitlines()[-1].endswith("┖╴n1999")


# -- replace_by --------------------------------------------------------------------------------


def test_another_node_takes_the_place_and_the_children(tree):
    parent = tree.add(Node(), "parent")
    for name in "abc":
        parent.add_child(named(Script(), name))
    old, new = parent.get_node("b"), Node()
    old.add_child(named(Node(), "x"))
    old.add_child(named(Node(), "y"))
    replace(old, new, False)
    assert names(parent) == ["a", "b", "c"]
    assert parent.get_child(1) is new
    assert names(new) == ["x", "y"]
    assert old.get_parent() is None
    assert old.get_child_count() == 0
    assert new.is_inside_tree()


def test_a_name_of_its_own_is_kept():
    parent, old, new = Node(), named(Node(), "old"), named(Node(), "new")
    parent.add_child(old)
    replace(old, new, False)
    assert names(parent) == ["new"]


def test_a_node_without_a_parent_gives_its_children_alone():
    old, new = named(Node(), "old"), Node()
    old.add_child(named(Node(), "x"))
    replace(old, new, False)
    assert names(new) == ["x"]
    assert new.name == ""


def test_owners_are_as_before(tree):
    top = tree.add(Node(), "top")
    old, new = named(Node(), "old"), Node()
    x, y, deep = (named(Node(), name) for name in ("x", "y", "deep"))
    top.add_child(old)
    old.add_child(x)
    old.add_child(y)
    x.add_child(deep)
    old.owner = top
    x.owner = old
    y.owner = top
    deep.owner = x
    replace(old, new, False)
    assert new.owner is top
    assert x.owner is new
    assert y.owner is top
    assert deep.owner is x
    assert old.owner is None


def test_with_keep_data_properties_and_groups_go_over():
    class Like(Node):
        speed = 0

    old, new = Script(), Like()
    old.speed = 5
    old.things = [1]
    old.pause_mode = 2
    old.add_to_group("g", True)
    replace(old, new, True)
    assert (new.speed, new.pause_mode, new.get_groups()) == (5, 2, ["g"])
    assert not hasattr(new, "things")
    other = Like()
    replace(new, other, False)
    assert (other.speed, other.pause_mode, other.get_groups()) == (0, 0, [])


def test_persistent_connections_to_it_lead_to_the_new_one_where_it_has_the_method():
    source, old, new = Script(), Script(), Script()
    source.sig.connect(old.f, (), CONNECT_PERSIST)
    source.sig.connect(old.g)
    source.sig.connect(source.f, (), CONNECT_PERSIST)
    replace(old, new, False)
    assert source.sig.is_connected(new.f)
    assert not source.sig.is_connected(old.f)
    assert source.sig.is_connected(old.g)
    plain = Node()
    replace(new, plain, False)
    assert [c.target for c in source.sig.get_connections()] == [old, source]


@pytest.mark.parametrize("which", ["itself", "has a parent", "is above"])
def test_a_replacement_must_be_another_node_without_a_parent(which):
    top, node = named(Node(), "top"), named(Node(), "node")
    top.add_child(node)
    other = Node()
    Node().add_child(other)
    by = {"itself": node, "has a parent": other, "is above": top}[which]
    with pytest.raises(ScriptError, match="it must be another node without a parent"):
        replace(node, by, True)
    assert node.get_parent() is top


def test_a_child_that_a_hook_takes_away_meanwhile_is_not_fetched_back(tree):
    top = tree.add(named(Node(), "top"))
    top.add_child(named(Node(), "a"))
    top.add_child(named(Node(), "b"))
    parent = top.get_parent()
    new = named(Node(), "new")
    new.child_entered_tree.connect(lambda child: top.get_child(0).free(), (), 4)
    replace(top, new, False)
    assert parent.get_child(0) is new
    assert names(new) == ["a"]


def test_an_owner_that_a_hook_takes_away_meanwhile_is_none(tree):
    top, x, y = (named(Node(), name) for name in ("top", "x", "y"))
    tree.add(top).add_child(x)
    x.add_child(y)
    y.owner = x
    new = Node()
    new.child_entered_tree.connect(lambda child: x.remove_child(y), (), 4)
    replace(top, new, False)
    assert y.owner is None


# -- remove_and_skip ---------------------------------------------------------------------------


def test_the_parent_gets_the_children_of_a_node_that_is_skipped(tree):
    parent = tree.add(Node(), "parent")
    for name in "ab":
        parent.add_child(named(Node(), name))
    node = parent.get_node("a")
    for name in "xy":
        node.add_child(named(Node(), name))
    node.owner = parent
    node.get_node("x").owner = node
    node.get_node("y").owner = tree.root
    x, y = node.get_children()
    skip(node)
    assert names(parent) == ["b", "x", "y"]
    assert node.get_parent() is None
    assert node.owner is None
    assert x.owner is parent
    assert y.owner is tree.root


def test_a_node_without_a_parent_cannot_be_skipped():
    with pytest.raises(ScriptError, match="has no parent that could take its children"):
        skip(Node())


# -- Drawing -----------------------------------------------------------------------------------


def test_a_branch_is_drawn_with_lines():
    top = named(Node(), "top")
    for name in "ab":
        top.add_child(child := named(Node(), name))
        child.add_child(named(Node(), name + "1"))
        child.add_child(named(Node(), name + "2"))
    assert pretty_text(top).splitlines() == [
        " ┖╴top",
        "    ┠╴a",
        "    ┃  ┠╴a1",
        "    ┃  ┖╴a2",
        "    ┖╴b",
        "       ┠╴b1",
        "       ┖╴b2",
    ]
    assert pretty_text(Node()) == " ┖╴"
