from itertools import pairwise

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from engine import CONNECT_ONESHOT, Node, SceneTree, ScriptError, is_instance_valid
from engine.scene import lifecycle, state
from engine.scene.notified import notified
from engine.scene.walk import descend

PARENTED, UNPARENTED, PREDELETE = 18, 19, 1


class Logged(Node):
    """Logs its hooks; `on` maps a hook to what it does besides."""

    def __init__(self, log, name, **on):
        self.name = name
        self.log = log
        self.on = on

    def _tell(self, what):
        self.log.append(f"{self.name} {what}")
        if what in self.on:
            self.on[what](self)

    def _enter_tree(self):
        self._tell("enter")

    def _ready(self):
        self._tell("ready")

    def _exit_tree(self):
        self._tell("exit")


def branch(log, *names, **on):
    """Return a line of nodes; `on` goes to the last."""
    nodes = [Logged(log, name, **(on if name == names[-1] else {})) for name in names]
    for above, below in pairwise(nodes):
        above.add_child(below)
    return nodes


def consistent(tree):
    """Assert what holds between hooks: who is inside knows it, nothing is busy or half gone."""
    inside = list(descend(tree.root))
    assert tree.get_node_count() == len(inside)
    half = state.LEAVING | state.EXITING | state.DYING | state.HAS_LEFT
    for node in inside:
        assert node.get_tree() is tree
        assert not node._flags_ & half
        assert is_instance_valid(node)
        assert node._children_ is None or not node._children_.busy
        assert all(child.get_parent() is node for child in node.get_children())


# -- The ordinary course -----------------------------------------------------------------------


def test_parents_enter_before_their_children_and_become_ready_after_them(tree):
    log = []
    a, _b = branch(log, "a", "b")
    a.add_child(Logged(log, "c"))
    tree.root.add_child(a)
    assert log == ["a enter", "b enter", "c enter", "b ready", "c ready", "a ready"]


def test_children_leave_before_their_parents_and_the_last_first(tree):
    log = []
    a, _b = branch(log, "a", "b")
    a.add_child(Logged(log, "c"))
    tree.root.add_child(a)
    log.clear()
    tree.root.remove_child(a)
    assert log == ["c exit", "b exit", "a exit"]


def test_ready_comes_once_unless_it_is_requested(tree):
    log = []
    (a,) = branch(log, "a")
    tree.root.add_child(a)
    tree.root.remove_child(a)
    tree.root.add_child(a)
    assert log.count("a ready") == 1
    tree.root.remove_child(a)
    a.request_ready()
    tree.root.add_child(a)
    assert log.count("a ready") == 2


def test_outside_the_tree_nothing_enters():
    log = []
    branch(log, "a", "b", "c")
    assert log == []


class Told(Node):
    def __init__(self):
        self.told = []

    def _notification(self, what):
        self.told.append(what)


def test_notifications_come_in_godots_order(tree):
    node = Told()
    tree.root.add_child(node)
    tree.root.remove_child(node)
    node.free()
    assert node.told == [18, 10, 27, 13, 11, 19, 1]


def test_the_signals_of_a_stay_in_the_tree_are_emitted_once_each(tree):
    node, below = Node(), Node()
    node.add_child(below)
    names = ("tree_entered", "ready", "tree_exiting", "tree_exited")
    watched = {name: tree.watch(getattr(below, name)) for name in names}
    child_entered = tree.watch(node.child_entered_tree)
    child_exiting = tree.watch(node.child_exiting_tree)
    tree.root.add_child(node)
    tree.root.remove_child(node)
    for watcher in watched.values():
        watcher.assert_emitted(times=1)
    child_entered.assert_emitted(below, times=1)
    child_exiting.assert_emitted(below, times=1)


def test_leaving_a_parent_outside_the_tree_emits_no_tree_exited(tree):
    parent, child = Node(), Node()
    parent.add_child(child)
    exited = tree.watch(child.tree_exited)
    parent.remove_child(child)
    exited.assert_not_emitted()


def test_an_owner_that_is_left_behind_is_forgotten_and_one_within_is_kept(tree):
    a, b, c = branch([], "a", "b", "c")
    tree.root.add_child(a)
    b.owner = a
    c.owner = b
    a.remove_child(b)
    assert b.owner is None
    assert c.owner is b


# -- Hooks that change the tree ----------------------------------------------------------------


def remove_top(node):
    node.get_node("/root").remove_child(node.get_node("/root/top"))


def free_top(node):
    node.get_node("/root/top").free()


@pytest.mark.parametrize("away", [remove_top, free_top])
@pytest.mark.parametrize("where", ["top", "below"])
def test_a_branch_whose_top_goes_while_it_enters_goes_no_further(tree, away, where):
    log = []
    top = Logged(log, "top", **({"enter": away} if where == "top" else {}))
    below = Logged(log, "below", **({"enter": away} if where == "below" else {}))
    after = Logged(log, "after")
    top.add_child(below)
    top.add_child(after)
    exited = tree.watch(top.tree_exited)
    tree.root.add_child(top)
    if where == "top":
        assert log == ["top enter", "top exit"]
    else:
        assert log == ["top enter", "below enter", "below exit", "top exit"]
    assert is_instance_valid(top) == (away is remove_top)
    exited.assert_emitted(times=1)
    assert not after.is_inside_tree()
    consistent(tree)


@pytest.mark.parametrize("away", [remove_top, free_top])
def test_a_branch_whose_top_goes_while_it_becomes_ready_goes_no_further(tree, away):
    log = []
    top = Logged(log, "top")
    top.add_child(Logged(log, "below", ready=away))
    top.add_child(Logged(log, "after"))
    tree.root.add_child(top)
    assert log[3:] == ["below ready", "after exit", "below exit", "top exit"]
    consistent(tree)


def test_a_node_that_leaves_when_told_that_it_entered_is_not_made_ready(tree):
    class Leaving(Told):
        def _notification(self, what):
            super()._notification(what)
            if what == Node.NOTIFICATION_POST_ENTER_TREE:
                self.get_parent().remove_child(self)

    node = Leaving()
    tree.root.add_child(node)
    assert node.told == [18, 10, 27, 11, 19]
    assert not node.is_node_ready()
    consistent(tree)


def test_a_node_whose_enter_hook_takes_it_out_is_not_announced(tree):
    added = tree.watch(tree.node_added)
    entered = Logged([], "top", enter=remove_top)
    watcher = tree.watch(entered.tree_entered)
    tree.root.add_child(entered)
    added.assert_not_emitted()
    watcher.assert_not_emitted()


def test_a_handler_of_the_entering_that_takes_the_node_out_is_heard_by_the_rest(tree):
    node = Node()
    node.name = "top"
    node.tree_entered.connect(lambda: remove_top(node))
    tree.root.add_child(node)
    assert node.get_parent() is None
    consistent(tree)


def test_a_branch_may_move_to_another_parent_while_it_enters(tree):
    log = []
    other = tree.add(Node(), "other")

    def move(node):
        if node.get_parent() is not other:
            node.get_parent().remove_child(node)
            other.add_child(node)

    top = Logged(log, "top", enter=move)
    top.add_child(Logged(log, "below"))
    tree.root.add_child(top)
    assert top.get_parent() is other
    assert log.count("below ready") == log.count("top ready") == 1
    assert log.count("below enter") == 1
    consistent(tree)


@pytest.mark.parametrize("hook", ["enter", "ready"])
def test_a_node_adds_children_to_itself_in_its_own_hooks(tree, hook):
    log = []
    tree.add(Logged(log, "top", **{hook: lambda node: node.add_child(Logged(log, "new"))}), "top")
    assert sorted(log) == ["new enter", "new ready", "top enter", "top ready"]
    consistent(tree)


@pytest.mark.parametrize("hook", ["enter", "ready", "exit"])
def test_the_children_of_a_parent_that_is_busy_with_them_may_not_be_changed(tree, hook):
    attempts = []

    def meddle(node):
        parent = node.get_parent()
        for attempt in (
            lambda: parent.add_child(Node()),
            lambda: parent.remove_child(node),
            lambda: parent.move_child(node, 0),
            node.free,
        ):
            with pytest.raises(ScriptError, match="is busy setting up its children"):
                attempt()
            attempts.append(attempt)

    top = Node()
    top.add_child(Logged([], "below", **{hook: meddle}))
    tree.root.add_child(top)
    tree.root.remove_child(top)
    assert len(attempts) == 4
    assert top.get_child_count() == 1


def test_a_sibling_may_be_renamed_to_ones_own_name_while_the_list_is_busy(tree):
    log = []
    top = Node()
    top.add_child(Logged(log, "a", ready=lambda node: node.set_name("b")))
    top.add_child(Logged(log, "b"))
    tree.root.add_child(top)
    assert log == ["a enter", "b enter", "a ready", "b ready"]
    assert [child.name for child in top.get_children()] == ["@b@2", "b"]
    consistent(tree)


@pytest.mark.parametrize("away", [remove_top, free_top])
def test_a_node_cannot_leave_twice_at_a_time(tree, away):
    log = []
    top = tree.add(Logged(log, "top", exit=away))
    tree.root.remove_child(top)
    (fault,) = tree.expect_faults()
    assert "is leaving the tree already" in str(fault.error)
    assert log.count("top exit") == 1
    assert is_instance_valid(top)
    consistent(tree)


def test_a_node_may_queue_itself_for_deletion_while_it_leaves(tree):
    top = tree.add(Logged([], "top", exit=lambda node: node.queue_free()))
    tree.root.remove_child(top)
    tree.step()
    assert not is_instance_valid(top)


@pytest.mark.parametrize("by", ["child", "tree_exiting"])
def test_what_leaves_cannot_be_freed_by_a_hook_of_its_branch(tree, by):
    log = []
    top = tree.add(Logged(log, "top"))
    below = Logged(log, "below", **({"exit": free_top} if by == "child" else {}))
    top.add_child(below)
    if by == "tree_exiting":
        below.tree_exiting.connect(lambda: free_top(below))
    tree.root.remove_child(top)
    (fault,) = tree.expect_faults()
    assert "top" in str(fault.error)
    assert [line for line in log if "exit" in line] == ["below exit", "top exit"]
    consistent(tree)


@pytest.mark.parametrize("how", ["remove", "free"])
def test_a_hook_may_take_out_what_is_above_the_branch_that_leaves(tree, how):
    log = []
    above = tree.add(Logged(log, "above"))

    def take_above(node):
        if how == "free":
            above.free()
        else:
            tree.root.remove_child(above)

    top, below = branch(log, "top", "below", exit=take_above)
    above.add_child(top)
    watched = [tree.watch(node.tree_exiting) for node in (top, below)]
    above.remove_child(top)
    assert [line for line in log if "exit" in line] == ["below exit", "top exit", "above exit"]
    assert is_instance_valid(above) == is_instance_valid(below) == (how == "remove")
    assert above.get_child_count() == 0
    assert not top.is_inside_tree()
    watched[0].assert_emitted(times=1)
    consistent(tree)


def test_a_child_that_is_added_while_its_parent_leaves_stays_outside(tree):
    log = []
    late = Logged(log, "late")
    top = tree.add(Logged(log, "top", exit=lambda node: node.add_child(late)))
    tree.root.remove_child(top)
    assert late.get_parent() is top
    assert not late.is_inside_tree()
    assert not any("late" in line for line in log)
    consistent(tree)
    top.on.clear()
    tree.root.add_child(top)
    assert "late ready" in log


def test_a_handler_of_leaving_may_put_the_node_back(tree):
    node = tree.add(Node(), "top")
    node.tree_exited.connect(lambda: tree.root.add_child(node), (), CONNECT_ONESHOT)
    tree.root.remove_child(node)
    assert node.is_inside_tree()
    consistent(tree)


# -- The end -----------------------------------------------------------------------------------


def test_free_destroys_children_before_parents_and_the_last_first(tree):
    gone = []

    class Mortal(Node):
        def _notification(self, what):
            if what == PREDELETE:
                gone.append(self.name)

    a, b, c = Mortal(), Mortal(), Mortal()
    a.name, b.name, c.name = "abc"
    a.add_child(b)
    a.add_child(c)
    tree.root.add_child(a)
    a.free()
    assert gone == ["c", "b", "a"]
    assert tree.get_node_count() == 1
    for node in (a, b, c):
        assert not is_instance_valid(node)
        assert node.get_child_count() == 0


@pytest.mark.parametrize("moment", [PREDELETE, UNPARENTED])
def test_a_node_that_is_being_freed_cannot_be_freed_again(tree, moment):
    faults = []

    class Insistent(Told):
        def _notification(self, what):
            super()._notification(what)
            if what == moment:
                try:
                    self.free()
                except ScriptError as error:
                    faults.append(str(error))

    top, node = Node(), Insistent()
    top.add_child(node)
    tree.root.add_child(top)
    top.free()
    assert "has been freed already" in faults[0]
    assert node.told.count(PREDELETE) == 1
    with pytest.raises(ScriptError, match="is_instance_valid"):
        node.free()


def test_a_handler_may_free_the_node_that_is_being_freed_first(tree):
    deaths = []

    class Mortal(Node):
        def _notification(self, what):
            if what == PREDELETE:
                deaths.append(what)

    node = tree.add(Mortal())
    node.tree_exited.connect(node.free)
    node.free()
    assert deaths == [PREDELETE]
    consistent(tree)


def test_a_node_that_a_handler_puts_back_while_it_is_freed_lives(tree):
    node = tree.add(Node())
    node.tree_exited.connect(lambda: tree.root.add_child(node), (), CONNECT_ONESHOT)
    with pytest.raises(ScriptError, match="was not freed: a handler"):
        node.free()
    assert is_instance_valid(node)
    consistent(tree)


def test_nothing_can_be_added_to_what_is_being_destroyed(tree):
    class Late(Node):
        def _notification(self, what):
            if what == PREDELETE:
                self.add_child(Node())

    node = tree.add(Late())
    node.free()
    (fault,) = tree.expect_faults()
    assert "has been freed; make a new node" in str(fault.error)


def test_what_is_being_destroyed_cannot_be_added_elsewhere(tree):
    class Fleeing(Node):
        def _notification(self, what):
            if what == UNPARENTED:
                tree.root.add_child(self)

    top, node = Node(), Fleeing()
    top.add_child(node)
    tree.root.add_child(top)
    top.free()
    (fault,) = tree.expect_faults()
    assert "has been freed" in str(fault.error)
    assert node.get_parent() is None
    assert not is_instance_valid(node)
    consistent(tree)


def test_the_root_is_not_freed_by_scripts(tree):
    with pytest.raises(ScriptError, match="top of its tree"):
        tree.root.free()
    tree.root.queue_free()
    tree.iteration(1 / 60)
    (fault,) = tree.expect_faults()
    assert "top of its tree" in str(fault.error)
    consistent(tree)


# -- Faults ------------------------------------------------------------------------------------


@pytest.mark.parametrize("hook", ["enter", "ready", "exit"])
def test_a_hook_that_fails_is_reported_and_stops_nobody(tree, hook):
    def fail(node):
        raise ValueError(node.name)

    log = []
    top = Logged(log, "top", **{hook: fail})
    top.add_child(Logged(log, "a", **{hook: fail}))
    top.add_child(Logged(log, "b"))
    tree.root.add_child(top)
    tree.root.remove_child(top)
    assert len(log) == 9
    faults = tree.expect_faults()
    assert sorted(str(fault.error) for fault in faults) == ["a", "top"]
    name = {"enter": "_enter_tree", "ready": "_ready", "exit": "_exit_tree"}[hook]
    assert all(fault.doing.endswith(f".{name}") for fault in faults)
    consistent(tree)


@pytest.mark.parametrize("how", ["remove_child", "free"])
def test_what_fails_after_leaving_is_still_a_fault_of_the_tree(tree, how):
    class Failing(Node):
        def _notification(self, what):
            if what == UNPARENTED:
                raise ValueError("no")

    node = tree.add(Failing())
    node.free() if how == "free" else tree.root.remove_child(node)
    (fault,) = tree.expect_faults()
    assert fault.doing.endswith("._notification")


def test_hooks_may_be_coroutines(tree):
    log = []

    class Slow(Node):
        async def _enter_tree(self):
            log.append("enter")
            await self.get_tree().idle_frame
            log.append("entered")

        async def _ready(self):
            log.append("ready")
            await self.get_tree().create_timer(0.1).timeout
            log.append("later")

        async def _exit_tree(self):
            log.append("exit")
            await self.tree_exited
            log.append("exited")

        async def _notification(self, what):
            if what == Node.NOTIFICATION_READY:
                await self.get_tree().idle_frame
                log.append("notified")

    node = tree.add(Slow())
    assert log == ["enter", "ready"]
    tree.step()
    assert log == ["enter", "ready", "entered", "notified"]
    tree.step(10)
    assert log[-1] == "later"
    tree.root.remove_child(node)
    assert log[-2:] == ["exit", "exited"]


def test_a_coroutine_ends_with_its_node(tree):
    ends = []

    class Waiting(Node):
        async def _ready(self):
            try:
                await self.get_tree().create_timer(1).timeout
            finally:
                ends.append("closed")

    tree.add(Waiting()).free()
    assert ends == ["closed"]
    tree.step(120)
    assert ends == ["closed"]


def test_a_built_in_class_is_notified_before_its_script(tree):
    log = []

    def logging(what):
        return notified(what)(lambda self: log.append(("class", what)))

    class BuiltIn(Node):
        _parented_, _entered_, _post_entered_, _made_ready_ = map(logging, (18, 10, 27, 13))

    class Script(BuiltIn):
        def _notification(self, what):
            log.append(("script", what))

    tree.root.add_child(BuiltIn())
    assert log == [("class", what) for what in (18, 10, 27, 13)]
    log.clear()
    tree.root.add_child(Script())
    assert log == [(who, what) for what in (18, 10, 27, 13) for who in ("class", "script")]


def test_a_switch_holds_inside_and_outside_the_tree(tree):
    node = Told()
    lifecycle.switch_processing(node, state.INTERNAL_PROCESS, True)
    lifecycle.switch_processing(node, state.INTERNAL_PROCESS, True)
    tree.step()
    assert Node.NOTIFICATION_INTERNAL_PROCESS not in node.told
    tree.root.add_child(node)
    tree.step(2)
    assert node.told.count(Node.NOTIFICATION_INTERNAL_PROCESS) == 2
    lifecycle.switch_processing(node, state.INTERNAL_PROCESS, False)
    lifecycle.switch_processing(node, state.INTERNAL_PROCESS, False)
    tree.step()
    assert node.told.count(Node.NOTIFICATION_INTERNAL_PROCESS) == 2


def test_becoming_ready_switches_on_what_the_script_defines(tree):
    class Script(Node):
        def _process(self, delta):
            pass

    node, off = Script(), Script()
    lifecycle.switch_processing(off, lifecycle.hooks.PROCESS, False)
    assert not node.is_processing()
    for one in (node, off):
        tree.root.add_child(one)
    assert node.is_processing()
    assert not node.is_physics_processing()
    assert not off.is_processing()


# -- Order of children -------------------------------------------------------------------------


def test_removing_and_moving_tell_the_parent_once_at_the_next_flush(tree):
    parent = tree.add(Told())
    changed = tree.watch(parent.child_order_changed)
    for _ in range(4):
        parent.add_child(Node())
    tree.step()
    changed.assert_not_emitted()
    parent.move_child(parent.get_child(0), 2)
    parent.remove_child(parent.get_child(0))
    changed.assert_not_emitted()
    tree.step()
    changed.assert_emitted(times=1)
    assert parent.told.count(Node.NOTIFICATION_CHILD_ORDER_CHANGED) == 1
    parent.get_child(0).free()
    tree.step()
    changed.assert_emitted(times=2)


def test_a_changed_order_is_nobodys_business_where_nobody_asked(tree):
    parent = tree.add(Node())
    parent.tree_exited.connect(lambda: None)
    parent.add_child(Node())
    parent.get_child(0).free()
    assert not tree.message_queue


def test_a_changed_order_of_a_parent_that_is_gone_keeps_nothing_alive(tree):
    parent = tree.add(Told())
    parent.add_child(Node())
    parent.get_child(0).free()
    parent.free()
    tree.step()
    assert parent.told.count(Node.NOTIFICATION_CHILD_ORDER_CHANGED) == 0


# -- Deep and wide -----------------------------------------------------------------------------


def deep(levels, cls=Node):
    nodes = [cls()]
    for _ in range(levels):
        nodes.append(cls())
        nodes[-2].add_child(nodes[-1])
    return nodes


def test_a_branch_of_ten_thousand_levels_enters_leaves_and_is_freed(tree):
    log = []

    class Counting(Node):
        def _enter_tree(self):
            log.append("enter")

        def _ready(self):
            log.append("ready")

        def _exit_tree(self):
            log.append("exit")

    nodes = deep(10_000, Counting)
    tree.root.add_child(nodes[0])
    assert tree.get_node_count() == 10_002
    nodes[0].name = "renamed"
    tree.paused = True
    tree.root.remove_child(nodes[0])
    tree.root.add_child(nodes[0])
    nodes[0].free()
    assert (
        log
        == ["enter"] * 10_001
        + ["ready"] * 10_001
        + (["exit"] * 10_001 + ["enter"] * 10_001)
        + ["exit"] * 10_001
    )
    assert not is_instance_valid(nodes[-1])


def test_ten_thousand_siblings_enter_leave_and_are_freed(tree):
    parent = tree.add(Node(), "parent")
    for _ in range(10_000):
        parent.add_child(Node())
    assert parent.get_node("@@10001") is parent.get_child(9_999)
    tree.root.remove_child(parent)
    parent.free()
    assert tree.get_node_count() == 1


# -- Against a model ---------------------------------------------------------------------------


class Life(RuleBasedStateMachine):
    """Branches are added, removed and freed at random; each node's own log must make sense."""

    def __init__(self):
        super().__init__()
        self.tree = SceneTree()
        self.faults = []
        self.tree.fault_handler = self.faults.append
        self.nodes = []
        self.logs = {}

    some = st.integers(0, 1000)

    def pick(self, number):
        nodes = [self.tree.root, *self.nodes]
        return nodes[number % len(nodes)]

    @rule()
    def make(self):
        log = []
        node = Logged(log, f"n{len(self.logs)}")
        self.logs[node] = log
        self.nodes.append(node)

    @rule(a=some, b=some)
    def add(self, a, b):
        parent, child = self.pick(a), self.pick(b)
        above = [parent]
        while above[-1].get_parent() is not None:
            above.append(above[-1].get_parent())
        if child.get_parent() is not None or child in above or child is self.tree.root:
            with pytest.raises(ScriptError):
                parent.add_child(child)
        else:
            parent.add_child(child)

    @rule(a=some)
    def remove(self, a):
        node = self.pick(a)
        if node.get_parent() is not None:
            node.get_parent().remove_child(node)

    @rule(a=some)
    def free(self, a):
        node = self.pick(a)
        if node is not self.tree.root:
            gone = list(descend(node))
            node.free()
            assert not any(is_instance_valid(one) for one in gone)
            self.nodes = [one for one in self.nodes if one not in gone]

    @rule(a=some)
    def request_ready(self, a):
        node = self.pick(a)
        node.request_ready()
        self.logs.setdefault(node, []).append("request")

    @invariant()
    def holds(self):
        assert self.faults == []
        consistent(self.tree)
        for node, log in self.logs.items():
            stay = [line.split()[-1] for line in log]
            moves = [line for line in stay if line in ("enter", "exit")]
            assert moves == ["enter", "exit"] * (len(moves) // 2) + ["enter"] * (len(moves) % 2)
            assert node.is_inside_tree() == bool(len(moves) % 2) or node is self.tree.root
            for before, line in zip(["request", *stay], stay, strict=False):
                if line == "ready":
                    assert before == "enter"


Life.TestCase.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
test_random_lives_make_sense = Life.TestCase
