"""In which order nodes enter the tree, become ready, leave it and end."""

from engine import Node, is_instance_valid


class Tracer(Node):
    def __init__(self, own_name):
        self.name = own_name
        self.connect("tree_entered", self, "_heard", ["tree_entered"])
        self.connect("ready", self, "_heard", ["ready"])
        self.connect("tree_exiting", self, "_heard", ["tree_exiting"])
        self.connect("tree_exited", self, "_heard", ["tree_exited"])

    def _heard(self, what):
        print(f"{self.name} signal {what}")

    def _enter_tree(self):
        print(f"{self.name} _enter_tree")

    def _ready(self):
        print(f"{self.name} _ready, {self.get_child_count()} children")

    def _exit_tree(self):
        print(f"{self.name} _exit_tree")

    def _notification(self, what):
        if what in (1, 10, 11, 13, 18, 19, 27):
            print(f"{self.name} notification {what}")


class Grower(Tracer):
    def _enter_tree(self):
        super()._enter_tree()
        self.add_child(Tracer("InEnter"))

    def _ready(self):
        super()._ready()
        self.add_child(Tracer("InReady"))


def branch(top):
    a = Tracer(top)
    b = Tracer(top + "1")
    a.add_child(b)
    b.add_child(Tracer(top + "11"))
    a.add_child(Tracer(top + "2"))
    return a


class Main(Node):
    frames = 0

    def _ready(self):
        print("-- a branch is built outside the tree")
        a = branch("A")
        print("-- it enters")
        self.add_child(a)
        print("-- a part leaves")
        part = a.get_node("A1")
        a.remove_child(part)
        print(f"inside: {part.is_inside_tree()} {a.is_inside_tree()}")
        print("-- and comes back, at the end")
        a.add_child(part)
        print(f"index {part.get_index()} of {a.get_child_count()}")
        print("-- once more, ready requested at the top of the part only")
        a.remove_child(part)
        part.request_ready()
        a.add_child(part)
        print("-- a part is freed")
        part.free()
        print("-- children that are added in callbacks")
        self.add_child(Tracer("Before"))
        grower = Grower("Grower")
        self.add_child(grower)
        print("-- a part moves to another parent")
        mover = grower.get_node("InReady")
        grower.remove_child(mover)
        a.add_child(mover)
        print("-- deferred deletion")
        a.queue_free()
        grower.queue_free()
        print(f"queued: {a.is_queued_for_deletion()} {mover.is_queued_for_deletion()} {is_instance_valid(a)}")
        self.call_deferred("at_the_end", a)

    def at_the_end(self, a):
        print(f"deferred call comes before the deletion: {is_instance_valid(a)}")

    def _process(self, _delta):
        self.frames += 1
        if self.frames == 2:
            print("-- the loop ends")
            self.get_tree().quit()

    def _exit_tree(self):
        print(f"Main _exit_tree, {self.get_child_count()} children")
