"""One frame: process priorities and tree order, nodes that come and go, signals, deferred calls."""

from engine import Node


class Worker(Node):
    def __init__(self, own_name, priority=0):
        self.name = own_name
        self.process_priority = priority
        self.frame = 0

    def _physics_process(self, _delta):
        print(f"{self.name} physics")

    def _process(self, _delta):
        self.frame += 1
        print(f"{self.name} process {self.frame}")


class Quiet(Worker):
    def _ready(self):
        self.set_process(False)
        self.set_physics_process(False)
        print(f"{self.name} processing {self.is_processing()}")


class Main(Node):
    frame = 0

    def _ready(self):
        print(f"processing {self.is_processing()}")
        self.a = Worker("A")
        self.b = Worker("B", -1)
        self.quiet = Quiet("Quiet")
        late = Worker("Late", 5)
        late.add_child(Worker("Child"))
        for node in [late, self.a, self.quiet, self.b]:
            self.add_child(node)
        self.get_tree().connect("idle_frame", self, "_on_idle")
        self.get_tree().connect("physics_frame", self, "_on_physics")
        self.call_deferred("deferred", "made in _ready")

    def deferred(self, what):
        print(f"deferred call {what}")

    def _on_idle(self):
        print("idle_frame")
        self.call_deferred("deferred", "made in idle_frame")

    def _on_physics(self):
        print("physics_frame")
        self.call_deferred("deferred", "made in physics_frame")

    def _physics_process(self, _delta):
        print(f"Main physics, in a physics frame {self.get_tree().is_in_physics_frame()}")
        self.call_deferred("deferred", "made in _physics_process")

    def _process(self, _delta):
        self.frame += 1
        in_physics = self.get_tree().is_in_physics_frame()
        print(f"-- Main process {self.frame}, in a physics frame {in_physics}")
        self.call_deferred("deferred", "made in _process")
        if self.frame == 1:
            new = Worker("New")
            self.add_child(new)
            self.quiet.set_process(True)
        if self.frame == 2:
            self.quiet.set_process(False)
            self.remove_child(self.a)
            print("A is out of the tree")
        if self.frame == 3:
            self.add_child(self.a)
            self.move_child(self.a, 0)
            self.b.process_priority = 10
        if self.frame == 4:
            self.get_node("Late").queue_free()
            self.get_node("New").free()
        if self.frame == 5:
            self.set_process(False)
            print(f"processing {self.is_processing()}")
            self.get_tree().quit(7)
            print("quit goes on to the end of the frame")
