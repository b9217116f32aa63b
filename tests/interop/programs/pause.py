"""Pausing: who goes on processing, which timers go on, the notifications."""

from engine import Node
from nodes import Timer


class Worker(Node):
    def __init__(self, own_name, mode=Node.PAUSE_MODE_INHERIT):
        self.name = own_name
        self.pause_mode = mode

    def _notification(self, what):
        if what == Node.NOTIFICATION_PAUSED:
            print(f"{self.name} paused")
        if what == Node.NOTIFICATION_UNPAUSED:
            print(f"{self.name} unpaused")

    def _process(self, _delta):
        print(f"{self.name} process, can {self.can_process()}")

    def _physics_process(self, _delta):
        print(f"{self.name} physics")


class Main(Node):
    frame = 0

    def _ready(self):
        self.pause_mode = Node.PAUSE_MODE_PROCESS
        stopper = Worker("Stopper", Node.PAUSE_MODE_STOP)
        stopper.add_child(Worker("Inherits"))
        stopper.add_child(Worker("Processes", Node.PAUSE_MODE_PROCESS))
        self.add_child(stopper)
        free_runner = Worker("Free")
        free_runner.add_child(Worker("Stops", Node.PAUSE_MODE_STOP))
        self.add_child(free_runner)
        for mode in [Node.PAUSE_MODE_STOP, Node.PAUSE_MODE_PROCESS]:
            timer = Timer()
            timer.name = f"Timer{mode}"
            timer.pause_mode = mode
            timer.wait_time = 0.023
            timer.autostart = True
            timer.connect("timeout", self, "_on_timer", [timer.name])
            self.add_child(timer)
        tree = self.get_tree()
        tree.create_timer(0.06).connect("timeout", self, "_on_timer", ["tree timer"])
        tree.create_timer(0.06, False).connect("timeout", self, "_on_timer", ["tree timer that waits"])

    def _on_timer(self, which):
        print(f"timeout of {which}")

    def deferred(self):
        print("deferred calls are made")

    def go_on(self):
        self.get_tree().paused = False

    def _process(self, _delta):
        self.frame += 1
        print(f"-- frame {self.frame}, paused {self.get_tree().paused}")
        if self.frame == 2:
            self.get_tree().paused = True
            self.call_deferred("deferred")
        if self.frame == 4:
            self.get_node("Free").set_deferred("pause_mode", Node.PAUSE_MODE_STOP)
            self.get_node("Stopper").set_deferred("pause_mode", Node.PAUSE_MODE_PROCESS)
        if self.frame == 6:
            self.call_deferred("go_on")
        if self.frame == 9:
            self.get_tree().quit()
