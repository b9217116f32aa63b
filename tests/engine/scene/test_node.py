import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from engine import Node, NodeNotFoundError, NodePath, SceneTree, ScriptError, Signal, is_instance_valid
from nodes import Timer


def named(name, *children, cls=Node):
    node = cls()
    node.name = name
    for child in children:
        node.add_child(child)
    return node


def names(node):
    return [child.name for child in node.get_children()]


# -- Making ------------------------------------------------------------------------------------


def test_a_subclass_need_not_call_the_init_of_its_base(tree):
    class Script(Node):
        def __init__(self, speed, *, limit=1):
            self.speed = speed * limit

    node = tree.add(Script(2, limit=3))
    assert (node.speed, node.name, node.is_inside_tree()) == (6, "Script", True)


def test_a_node_takes_properties_by_name():
    node = Node(name="Player", pause_mode=Node.PAUSE_MODE_STOP)
    assert (node.name, node.pause_mode) == ("Player", Node.PAUSE_MODE_STOP)
    with pytest.raises(TypeError, match=r"takes properties by name, such as `Node\(name='Player'\)`"):
        Node("Player")
    with pytest.raises(TypeError, match=r"Node has no property 'nam'\. Did you mean 'name'\?"):
        Node(nam="Player")


def test_a_script_without_an_init_takes_those_of_its_base_and_its_own():
    class Script(Timer):
        speed = 1

    node = Script(speed=2, wait_time=3.0)
    assert (node.speed, node.wait_time) == (2, 3.0)


def test_a_script_with_an_init_hands_on_what_it_likes():
    class Script(Timer):
        def __init__(self, speed, **properties):
            super().__init__(**properties)
            self.speed = speed

    node = Script(2, wait_time=3.0)
    assert (node.speed, node.wait_time) == (2, 3.0)


def test_the_hooks_of_node_itself_do_nothing():
    node = Node()
    for hook in ("_enter_tree", "_ready", "_exit_tree"):
        assert getattr(node, hook)() is None
    for hook in ("_process", "_physics_process", "_input", "_unhandled_input", "_unhandled_key_input"):
        assert getattr(node, hook)(None) is None


def test_the_class_of_a_script_is_that_of_its_built_in_base():
    class Script(Timer):
        pass

    assert Script().get_class() == "Timer"
    assert Script().is_class("Node")
    assert Script().is_class("Script")


# -- Names -------------------------------------------------------------------------------------


def test_a_new_node_has_no_name():
    assert Node().name == Node().get_name() == ""


def test_a_name_loses_the_characters_of_paths_and_needs_another():
    node = named("a.b:c@d/e")
    assert node.name == "abcde"
    for bad in ("", "@@", "./"):
        with pytest.raises(ScriptError, match=r"cannot be named .* a name needs a character besides"):
            node.name = bad
    assert node.name == "abcde"


def test_a_name_is_unique_among_siblings(tree):
    parent = tree.add(named("P", named("K"), named("L")))
    parent.add_child(again := named("K"))
    assert again.name == "@K@2"
    again.name = "L"
    assert again.name == "@L@3"
    again.name = "M"
    assert names(parent) == ["K", "L", "M"]
    assert parent.get_node("M") is again
    assert not parent.has_node("@L@3")


def test_a_name_may_be_legible():
    parent = named("P", named("K"))
    for node in (named("K"), Node(), Node()):
        parent.add_child(node, True)
    assert names(parent) == ["K", "K2", "Node", "Node2"]


def test_renaming_tells_the_branch_its_signal_and_the_tree(tree):
    log = []

    class Told(Node):
        def _notification(self, what):
            log.append((self.name, what))

    node = tree.add(named("A", named("B", cls=Told), cls=Told))
    log.clear()
    renamed, node_renamed = tree.watch(node.renamed), tree.watch(tree.node_renamed)
    changed = tree.watch(tree.tree_changed)
    node.name = "C"
    assert log == [("C", 23), ("B", 23)]
    renamed.assert_emitted(times=1)
    node_renamed.assert_emitted(node, times=1)
    changed.assert_emitted(times=1)


def test_renaming_outside_the_tree_tells_the_branch_alone():
    log = []

    class Told(Node):
        def _notification(self, what):
            log.append((self.name, what))

    node = named("A", cls=Told)
    node.renamed.connect(lambda: log.append("renamed"))
    node.add_child(named("B"))
    node.name = "C"
    assert log == [("A", 23), ("C", 23)]


def test_a_node_may_be_freed_by_its_renaming(tree):
    class Touchy(Node):
        def _notification(self, what):
            if what == Node.NOTIFICATION_PATH_CHANGED and self.is_inside_tree():
                self.free()

    node = tree.add(named("A", cls=Touchy))
    node.name = "B"
    assert not is_instance_valid(node)
    assert tree.root.get_child_count() == 0


# -- Place -------------------------------------------------------------------------------------


def test_a_node_knows_its_parent_and_its_tree(tree):
    node = Node()
    assert node.get_parent() is None
    assert not node.is_inside_tree()
    with pytest.raises(ScriptError, match="is not inside a tree yet, so it has no get_tree"):
        node.get_tree()
    tree.add(node)
    assert node.get_parent() is tree.root
    assert node.get_tree() is tree


def test_a_freed_node_says_so_when_it_is_asked_for_its_tree(tree):
    node = tree.add(Node())
    node.free()
    with pytest.raises(ScriptError, match=r"\(freed\)> has left the tree for good, so .*is_instance_valid"):
        node.get_tree()


def test_the_index_is_the_place_among_the_siblings():
    parent = named("P", named("a"), named("b"))
    assert [child.get_index() for child in parent.get_children()] == [0, 1]
    assert parent.get_child(1).get_position_in_parent() == 1
    assert parent.get_index() == -1


def test_a_path_is_absolute_and_needs_the_tree(tree):
    node = named("A", named("B"))
    with pytest.raises(ScriptError, match="has no path: it is not inside a tree"):
        node.get_path()
    tree.add(node)
    assert node.get_child(0).get_path() == NodePath("/root/A/B")
    assert tree.root.get_path() == "/root"


@pytest.mark.parametrize(
    ("start", "end", "path"),
    [("A", "A/B", "B"), ("A/B", "A", ".."), ("A/B", "C", "../../C"), ("A", "A", "."), ("C", "A/B", "../A/B")],
)
def test_a_path_leads_from_one_node_to_another(start, end, path):
    top = named("top", named("A", named("B")), named("C"))
    assert top.get_node(start).get_path_to(top.get_node(end)) == path
    assert top.get_node(start).get_node(path) is top.get_node(end)


def test_there_is_no_path_without_a_common_parent():
    with pytest.raises(ScriptError, match="they have no common parent"):
        Node().get_path_to(Node())


def test_a_node_is_above_what_is_below_it():
    top = named("top", named("A", named("B")), named("C"))
    a, b, c = top.get_node("A"), top.get_node("A/B"), top.get_node("C")
    assert top.is_a_parent_of(b)
    assert a.is_a_parent_of(b)
    assert not a.is_a_parent_of(a)
    assert not b.is_a_parent_of(a)
    assert not c.is_a_parent_of(b)


def test_a_node_is_greater_than_what_comes_before_it():
    top = named("top", named("A", named("B")), named("C"))
    order = [top, top.get_node("A"), top.get_node("A/B"), top.get_node("C")]
    for i, a in enumerate(order):
        for j, b in enumerate(order):
            assert a.is_greater_than(b) == (i > j)


def test_an_owner_is_above():
    top = named("top", named("A", named("B")))
    b = top.get_node("A/B")
    b.owner = top
    assert b.get_owner() is top
    for wrong in (b, Node()):
        with pytest.raises(ScriptError, match=r"cannot own .*: an owner is a parent or a parent's parent"):
            b.owner = wrong
    assert b.owner is top
    b.owner = None
    assert b.owner is None


# -- Children ----------------------------------------------------------------------------------


def test_children_are_in_the_order_in_which_they_were_added():
    parent = named("P")
    assert parent.get_children() == []
    assert parent.get_child_count() == 0
    nodes = [named(name) for name in "abc"]
    for node in nodes:
        parent.add_child(node)
    assert parent.get_children() == nodes
    parent.get_children().clear()
    assert parent.get_child_count() == 3
    assert [parent.get_child(i) for i in (0, 2, -1, -3)] == [nodes[0], nodes[2], nodes[2], nodes[0]]


@pytest.mark.parametrize("idx", [2, -3, 5])
def test_a_child_that_is_not_there_says_how_many_are(idx):
    with pytest.raises(ScriptError, match=rf"has 2 children, so there is no get_child\({idx}\)"):
        named("P", Node(), Node()).get_child(idx)
    with pytest.raises(ScriptError, match="has 0 children"):
        Node().get_child(idx)


def test_a_child_that_cannot_be_added_says_why(tree):
    parent, other = tree.add(named("P")), tree.add(named("O"))
    child, gone = named("C"), named("G")
    parent.add_child(child)
    gone.free()
    for node, why in [
        (parent, "cannot become its own child"),
        (child, r"already has a parent, <Node /root/P>, .* `node.get_parent\(\).remove_child\(node\)` first"),
        (gone, r"'G' \(freed\)> has been freed; make a new node"),
        (tree.root, "is the top of a tree"),
        (SceneTree().root, "is the top of a tree"),
    ]:
        with pytest.raises(ScriptError, match=why):
            (parent if node is not child else other).add_child(node)
    with pytest.raises(ScriptError, match=r"'G' \(freed\)> has been freed"):
        gone.add_child(Node())
    assert names(parent) == ["C"]
    assert names(other) == []


def test_a_parent_that_is_busy_with_its_children_takes_no_more(tree):
    class Child(Node):
        def _ready(self):
            self.get_parent().call_deferred("add_child", named("later"))
            self.get_parent().add_child(Node())

    parent = named("P", named("C", cls=Child))
    tree.root.add_child(parent)
    (fault,) = tree.expect_faults()
    assert 'Write `call_deferred("add_child", …)` instead' in str(fault.error)
    tree.step()
    assert names(parent) == ["C", "later"]


def test_what_is_above_cannot_become_a_child():
    top = named("top", below := named("below"))
    with pytest.raises(ScriptError, match=r"is above .*, so it cannot become its child"):
        below.add_child(top)


def test_a_child_is_told_of_its_parent(tree):
    told = []

    class Child(Node):
        def _notification(self, what):
            told.append((what, self.get_parent()))

    parent, child = Node(), Child()
    parent.add_child(child)
    parent.remove_child(child)
    assert told == [(Node.NOTIFICATION_PARENTED, parent), (Node.NOTIFICATION_UNPARENTED, None)]


def test_a_child_may_be_added_below_another():
    parent = named("P", named("a"), named("b"))
    parent.add_child_below_node(parent.get_child(0), named("c"))
    parent.add_child_below_node(parent.get_node("b"), named("c"), True)
    assert names(parent) == ["a", "c", "b", "c2"]
    with pytest.raises(
        ScriptError, match=r"add_child_below_node: .* is not a child of .*; its parent is None"
    ):
        parent.add_child_below_node(Node(), Node())
    with pytest.raises(ScriptError, match="add_child_below_node"):
        Node().add_child_below_node(Node(), Node())


@pytest.mark.parametrize("wrong", [5, None, ["a"]])
def test_a_name_is_a_text(wrong):
    with pytest.raises(ScriptError, match=r"cannot be named .*: a name is a text\. Write `str\(…\)`"):
        Node(name=wrong)


def test_only_children_can_be_removed():
    parent, other = named("P", named("a")), named("O")
    with pytest.raises(ScriptError, match=r"remove_child: <Node 'a' .* is not a child of <Node 'O' "):
        other.remove_child(parent.get_child(0))
    parent.remove_child(a := parent.get_child(0))
    assert a.get_parent() is None
    with pytest.raises(ScriptError):
        parent.remove_child(a)


@pytest.mark.parametrize(
    ("position", "order"),
    [
        (0, "bacd"),
        (1, "abcd"),
        (2, "acbd"),
        (3, "acdb"),
        (4, "acdb"),
        (-1, "acdb"),
        (-2, "acbd"),
        (-4, "bacd"),
    ],
)
def test_a_child_is_moved_to_a_position_counted_from_either_end(tree, position, order):
    parent = tree.add(named("P", *map(named, "abcd")))
    changed = tree.watch(tree.tree_changed)
    parent.move_child(parent.get_child(1), position)
    assert "".join(names(parent)) == order
    changed.assert_emitted(times=1)


@pytest.mark.parametrize("position", [5, -5])
def test_there_is_no_position_beyond_the_children(position):
    parent = named("P", *map(named, "abcd"))
    with pytest.raises(ScriptError, match=f"has 4 children, so there is no position {position}"):
        parent.move_child(parent.get_child(0), position)
    assert "".join(names(parent)) == "abcd"


def test_only_children_can_be_moved():
    with pytest.raises(ScriptError, match=r"move_child: .* is not a child of"):
        Node().move_child(Node(), 0)


def test_a_node_can_be_raised():
    parent = named("P", *map(named, "abc"))
    parent.get_child(0).raise_()
    assert names(parent) == ["b", "c", "a"]
    parent.raise_()


def test_a_node_can_be_replaced_or_skipped():
    parent = named("P", named("a", named("x")))
    parent.get_child(0).replace_by(named("b"))
    assert names(parent) == ["b"]
    parent.get_child(0).remove_and_skip()
    assert names(parent) == ["x"]


# -- Finding -----------------------------------------------------------------------------------


def test_a_node_is_found_by_its_path():
    top = named("top", named("A", named("B")))
    b = top.get_child(0).get_child(0)
    assert top.get_node("A/B") is b
    assert top / "A/B" is b
    assert top / "A" / "B" is b
    assert top.get_node_or_null("A/B") is b
    assert top.has_node("A/B")
    assert top.get_node_or_null("A/C") is None
    assert not top.has_node("A/C")


def test_a_node_that_is_missing_tells_what_is_near(tree):
    top = tree.add(named("top", named("Player"), named("Enemy")))
    for look in (top.get_node, top.__truediv__):
        with pytest.raises(NodeNotFoundError) as caught:
            look("Plyer")
        assert str(caught.value) == (
            "No node at 'Plyer' from <Node /root/top>: <Node /root/top> has no child 'Plyer'."
            " Did you mean 'Player'? Its children: Player, Enemy."
        )
    assert isinstance(caught.value, ScriptError)
    assert isinstance(caught.value, LookupError)


def test_the_class_of_what_is_found_may_be_checked():
    top = named("top", named("T", cls=Timer))
    assert top.get_node("T", Timer) is top.get_child(0)
    assert top.get_node("T", Node) is top.get_child(0)

    class Door(Node):
        pass

    with pytest.raises(ScriptError, match="is a Timer, not a Door"):
        top.get_node("T", Door)
    with pytest.raises(NodeNotFoundError):
        top.get_node("X", Door)


def test_nodes_are_found_by_a_mask():
    top = named("top", named("Player", named("Gun")), named("Plant"))
    assert top.find_node("Gun") is None
    assert top.find_node("Gun", True, False) is top.get_node("Player/Gun")
    assert top.find_node("Pl*t", False, False) is top.get_node("Plant")
    gun = top.get_node("Player/Gun")
    assert gun.find_parent("Pla?er") is top.get_node("Player")
    assert gun.find_parent("t*") is top
    assert gun.find_parent("Gun") is None


# -- Groups ------------------------------------------------------------------------------------


def test_a_membership_outlasts_the_stay_in_the_tree(tree):
    node = Node()
    assert node.get_groups() == []
    node.add_to_group("g")
    node.add_to_group("h", True)
    node.add_to_group("g")
    assert node.get_groups() == ["g", "h"]
    tree.add(node)
    node.add_to_group("i")
    assert tree.get_nodes_in_group("i") == tree.get_nodes_in_group("g") == [node]
    tree.root.remove_child(node)
    assert tree.get_nodes_in_group("g") == []
    assert node.is_in_group("g")
    node.remove_from_group("g")
    tree.root.add_child(node)
    node.remove_from_group("i")
    assert node.get_groups() == ["h"]
    assert not tree.has_group("i")


def test_a_group_needs_a_name_and_leaving_it_a_membership():
    node = Node()
    with pytest.raises(ScriptError, match="a group without a name"):
        node.add_to_group("")
    with pytest.raises(ScriptError, match="is not in group 'g'"):
        node.remove_from_group("g")
    node.add_to_group("enemies")
    with pytest.raises(ScriptError, match=r"is not in group 'enemeis'. Did you mean 'enemies'\?"):
        node.remove_from_group("enemeis")
    assert not node.is_in_group("enemeis")


# -- The end -----------------------------------------------------------------------------------


def test_free_is_at_once_and_only_once(tree):
    node = tree.add(named("A", below := Node()))
    node.free()
    assert not is_instance_valid(node)
    assert not is_instance_valid(below)
    assert not tree.root.has_node("A")
    with pytest.raises(ScriptError, match=r"has been freed already. Ask `is_instance_valid\(node\)` first"):
        node.free()


def test_queue_free_waits_for_the_end_of_the_step(tree):
    node = tree.add(Node())
    node.queue_free()
    node.queue_free()
    assert node.is_queued_for_deletion()
    assert is_instance_valid(node)
    tree.step()
    assert not is_instance_valid(node)


def test_queue_free_works_outside_the_tree(tree):
    node = Node()
    node.queue_free()
    tree.step()
    assert not is_instance_valid(node)


def test_free_is_allowed_inside_the_nodes_own_methods_and_signals(tree):
    class Script(Node):
        hit = Signal()

        def die(self):
            self.free()
            return is_instance_valid(self)

    node = tree.add(Script())
    assert node.die() is False
    node = tree.add(Script(), "other")
    node.hit.connect(node.die)
    node.hit.emit()
    assert not is_instance_valid(node)


def test_what_goes_on_in_a_freed_node_finds_it_outside_the_tree(tree):
    node = tree.add(Node())
    node.free()
    assert not node.is_inside_tree()
    assert node.get_parent() is None
    with pytest.raises(ScriptError):
        node.get_tree()


# -- To the whole branch -----------------------------------------------------------------------


class Called(Node):
    log: list

    def f(self, *args):
        self.log.append((self.name, *args))
        if self.name == "fails":
            raise ValueError("no")

    def _notification(self, what):
        if what == 5000:
            self.log.append(self.name)


@pytest.fixture
def branch():
    log = []
    top = named("top", named("a", named("a1", cls=Called), cls=Called), named("plain"), cls=Called)
    for node in (top, top.get_node("a"), top.get_node("a/a1")):
        node.log = log
    return top


def test_a_call_goes_to_children_before_parents_or_the_other_way_round(branch):
    branch.propagate_call("f", [1, 2])
    assert branch.log == [("a1", 1, 2), ("a", 1, 2), ("top", 1, 2)]
    branch.log.clear()
    branch.propagate_call("f", parent_first=True)
    assert branch.log == [("top",), ("a",), ("a1",)]


def test_a_call_that_fails_is_reported_and_stops_nobody(tree, branch):
    tree.add(branch)
    branch.get_node("a").name = "fails"
    branch.propagate_call("f")
    assert len(branch.log) == 3
    (fault,) = tree.expect_faults()
    assert fault.doing == "<Called /root/top/fails>.f"
    branch.add_child(Node())


def test_notifications_go_to_one_node_or_down_the_branch(branch):
    branch.notification(5000)
    assert branch.log == ["top"]
    branch.propagate_notification(5000)
    assert branch.log == ["top", "top", "a", "a1"]


def test_a_notification_reaches_the_built_in_class(tree):
    timer = Timer()
    timer.autostart = True
    tree.add(timer)
    timer.stop()
    timer.autostart = True
    timer.notification(Node.NOTIFICATION_READY)
    assert not timer.is_stopped()


def test_a_node_is_ready_from_its_ready_on(tree):
    states = []

    class Script(Node):
        def _enter_tree(self):
            states.append(self.is_node_ready())

        def _ready(self):
            states.append(self.is_node_ready())

    node = Script()
    assert not node.is_node_ready()
    tree.add(node)
    assert states == [False, True]
    tree.root.remove_child(node)
    assert node.is_node_ready()
    node.request_ready()
    assert not node.is_node_ready()
    tree.root.add_child(node)
    assert states == [False, True, False, True]


def test_a_branch_is_copied_and_printed(branch, capsys):
    copy = branch.duplicate()
    assert names(copy) == ["a", "plain"]
    assert type(branch.duplicate(0)) is Node
    copy.print_tree()
    assert capsys.readouterr().out.splitlines() == [".", "a", "a/a1", "plain"]
    copy.print_tree_pretty()
    assert capsys.readouterr().out.splitlines() == [" ┖╴top", "    ┠╴a", "    ┃  ┖╴a1", "    ┖╴plain"]


def test_the_texts_of_a_node_tell_where_it_is(tree):
    node = named("A")
    assert repr(node) == "<Node 'A' (outside the tree)>"
    assert str(node) == f"A:[Node:{node.get_instance_id()}]"
    tree.add(node)
    assert repr(node) == "<Node /root/A>"
    node.free()
    assert repr(node) == "<Node 'A' (freed)>"
    assert str(Node()).startswith("[Node:")


def test_ten_thousand_levels_are_no_matter(tree):
    nodes = [named("n")]
    for _ in range(10_000):
        nodes.append(named("n"))
        nodes[-2].add_child(nodes[-1])
    tree.add(nodes[0])
    last = nodes[-1]
    assert last.get_path().get_name_count() == 10_002
    assert nodes[0].is_a_parent_of(last)
    assert last.is_greater_than(nodes[0])
    assert nodes[0].get_path_to(last).get_name_count() == 10_000
    assert tree.root.get_node(last.get_path()) is last
    assert last.find_parent("root") is tree.root
    assert nodes[0].find_node("x", True, False) is None
    nodes[0].propagate_call("no_such_method")
    tree.root.remove_child(nodes[0])
    with pytest.raises(ScriptError, match="is above"):
        last.add_child(nodes[0])


# -- Against a model ---------------------------------------------------------------------------


class Tree(RuleBasedStateMachine):
    """Children and names against plain lists."""

    def __init__(self):
        super().__init__()
        self.tree = SceneTree()
        self.nodes = [self.tree.root]
        self.model = {self.tree.root: []}

    some = st.integers(0, 1000)

    def pick(self, number):
        return self.nodes[number % len(self.nodes)]

    def below(self, node):
        return [node] + [n for child in self.model[node] for n in self.below(child)]

    @rule(name=st.sampled_from(["", "K", "M1"]))
    def make(self, name):
        node = Node()
        if name:
            node.name = name
        self.nodes.append(node)
        self.model[node] = []

    @rule(a=some, b=some, legible=st.booleans())
    def add(self, a, b, legible):
        parent, child = self.pick(a), self.pick(b)
        taken = any(child in children for children in self.model.values())
        if taken or child is self.tree.root or parent in self.below(child):
            with pytest.raises(ScriptError):
                parent.add_child(child, legible)
        else:
            parent.add_child(child, legible)
            self.model[parent].append(child)

    @precondition(lambda self: self.model)
    @rule(a=some, position=st.integers(-5, 5))
    def move(self, a, position):
        child = self.pick(a)
        parent = child.get_parent()
        if parent is None:
            return
        order = self.model[parent]
        count = len(order)
        if not -count <= position <= count:
            with pytest.raises(ScriptError):
                parent.move_child(child, position)
            return
        parent.move_child(child, position)
        order.remove(child)
        order.insert(min(position, count - 1) if position >= 0 else position + count, child)

    @rule(a=some)
    def remove(self, a):
        child = self.pick(a)
        if child.get_parent() is not None:
            self.model[child.get_parent()].remove(child)
            child.get_parent().remove_child(child)

    @rule(a=some)
    def free(self, a):
        node = self.pick(a)
        if node is self.tree.root:
            return
        if node.get_parent() is not None:
            self.model[node.get_parent()].remove(node)
        for gone in self.below(node):
            del self.model[gone]
            self.nodes.remove(gone)
        node.free()

    @rule(a=some, name=st.sampled_from(["K", "M1", "X"]))
    def rename(self, a, name):
        node = self.pick(a)
        if node is not self.tree.root:
            node.name = name

    @invariant()
    def agrees(self):
        for parent, children in self.model.items():
            assert parent.get_children() == children
            assert len({child.name for child in children}) == len(children)
            for i, child in enumerate(children):
                assert child.get_parent() is parent
                assert child.get_index() == i
                assert parent.get_node(child.name) is child
        inside = self.below(self.tree.root)
        assert self.tree.get_node_count() == len(inside)
        for node in inside:
            assert self.tree.root.get_node(node.get_path()) is node


Tree.TestCase.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
test_a_tree_agrees_with_plain_lists = Tree.TestCase


def test_what_is_no_node_cannot_become_a_child(tree):
    parent = tree.add(Node())
    with pytest.raises(ScriptError, match=r"add_child: <class .*> is no node.* Write `Node\(\)` to make one"):
        parent.add_child(Node)
    with pytest.raises(ScriptError, match=r"add_child: None is no node, .*>\.$"):
        parent.add_child(None)
