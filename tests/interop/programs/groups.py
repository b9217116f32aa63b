"""Groups: their order, deferred and immediate calls, notifications, properties, members that go."""

from engine import Node, SceneTree


class Member(Node):
    def __init__(self, own_name):
        self.name = own_name
        self.score = 0

    def hello(self, text):
        print(f"{self.name} hello {text}")

    def pass_on(self, text):
        print(f"{self.name} passes {text} on")
        self.get_tree().call_group("some", "hello", text + " again")

    def leave(self):
        print(f"{self.name} leaves")
        self.remove_from_group("all")

    def dismiss_next(self):
        print(f"{self.name} dismisses")
        siblings = self.get_parent().get_children()
        if self.get_index() + 1 < len(siblings):
            siblings[self.get_index() + 1].queue_free()

    def _notification(self, what):
        if what == 4321:
            print(f"{self.name} notified")


class Special(Member):
    def only_here(self):
        print(f"{self.name} only_here")


class Main(Node):
    frame = 0

    def names(self, group):
        return " ".join(node.name for node in self.get_tree().get_nodes_in_group(group))

    def _ready(self):
        tree = self.get_tree()
        a = Member("A")
        b = Special("B")
        c = Member("C")
        inner = Member("A1")
        for node in [c, inner, b, a]:
            node.add_to_group("all")
        a.add_to_group("some")
        c.add_to_group("some")
        a.add_child(inner)
        for node in [a, b, c]:
            self.add_child(node)
        print(f"all: {self.names('all')}")
        print(f"some: {self.names('some')}; none: {self.names('none')}")
        print(f"has: {tree.has_group('some')} {tree.has_group('none')}")
        print(f"in: {a.is_in_group('some')} {b.is_in_group('some')}")

        print("-- at once")
        tree.call_group_flags(SceneTree.GROUP_CALL_REALTIME, "all", "hello", "now")
        tree.call_group_flags(
            SceneTree.GROUP_CALL_REALTIME | SceneTree.GROUP_CALL_REVERSE, "all", "hello", "backwards"
        )
        tree.call_group_flags(SceneTree.GROUP_CALL_REALTIME, "all", "only_here")
        tree.notify_group_flags(SceneTree.GROUP_CALL_REALTIME, "some", 4321)
        tree.set_group_flags(SceneTree.GROUP_CALL_REALTIME, "some", "score", 3)
        print(f"scores: {a.score} {b.score} {c.score}")

        print("-- the order follows the tree")
        self.move_child(c, 0)
        print(f"all: {self.names('all')}")
        self.move_child(c, 2)
        a.remove_child(inner)
        print(f"without one: {self.names('all')}; still a member: {inner.is_in_group('all')}")
        c.add_child(inner)
        print(f"all: {self.names('all')}")

        print("-- deferred")
        tree.call_group("all", "hello", "later")
        tree.call_group("some", "pass_on", "this")
        tree.set_group("all", "score", 5)
        tree.notify_group("some", 4321)
        tree.call_group_flags(SceneTree.GROUP_CALL_UNIQUE, "some", "hello", "once")
        tree.call_group_flags(SceneTree.GROUP_CALL_UNIQUE, "some", "hello", "twice")
        print(f"scores: {a.score} {b.score} {c.score}")
        print("queued")

    def _process(self, _delta):
        tree = self.get_tree()
        self.frame += 1
        print(f"-- frame {self.frame}")
        if self.frame == 1:
            print(f"scores: {self.get_child(0).score} {self.get_child(1).score}")
            tree.call_group_flags(SceneTree.GROUP_CALL_REALTIME, "all", "leave")
            print(f"all: {self.names('all')}, has: {tree.has_group('all')}")
            for node in self.get_children():
                node.add_to_group("row")
            tree.call_group("row", "dismiss_next")
            tree.call_group("row", "hello", "before the deletion")
        if self.frame == 2:
            print(f"row: {self.names('row')}")
            tree.quit()
