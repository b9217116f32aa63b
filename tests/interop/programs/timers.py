"""Timer nodes and create_timer: in which frame they fire, and in which order within it."""

from engine import Node
from nodes import Timer


class Beat(Timer):
    def __init__(self, own_name, seconds, once):
        self.name = own_name
        self.wait_time = seconds
        self.one_shot = once
        self.autostart = True
        self.connect("timeout", self, "_beat")

    def _beat(self):
        print(f"{self.name} beats, left {self.time_left:.3f}, stopped {self.is_stopped()}")


class Main(Node):
    frame = 0

    def _ready(self):
        fast = Beat("Fast", 0.031, False)
        once = Beat("Once", 0.04, True)
        steps = Beat("Steps", 0.045, False)
        steps.process_mode = Timer.TIMER_PROCESS_PHYSICS
        tiny = Beat("Tiny", 0.001, True)
        self.stopped = Beat("Stopped", 0.06, False)
        for node in [fast, once, steps, tiny, self.stopped]:
            self.add_child(node)
        print(f"autostart is over: {fast.autostart}, left {fast.time_left:.3f}")
        self.get_tree().create_timer(0.045).connect("timeout", self, "_tree_timer", ["0.045"])
        self.get_tree().create_timer(0.02).connect("timeout", self, "_tree_timer", ["0.02"])
        self.get_tree().create_timer(0).connect("timeout", self, "_tree_timer", ["0"])
        by_hand = Timer()
        by_hand.name = "ByHand"
        self.add_child(by_hand)
        by_hand.connect("timeout", self, "_by_hand", [by_hand])
        by_hand.start(0.055)
        print(
            f"wait_time became {by_hand.wait_time:.3f}, one_shot {by_hand.one_shot},"
            f" stopped {by_hand.is_stopped()}"
        )

    def _tree_timer(self, which):
        print(f"tree timer {which}")
        if which == "0.02":
            self.get_tree().create_timer(0).connect("timeout", self, "_tree_timer", ["made in a timer"])

    def _by_hand(self, timer):
        print("by hand, once more after 0.02")
        timer.one_shot = True
        timer.disconnect("timeout", self, "_by_hand")
        timer.connect("timeout", self, "_last", [timer])
        timer.start(0.02)

    def _last(self, timer):
        print(f"last, stopped {timer.is_stopped()}, wait_time {timer.wait_time:.3f}")

    def _physics_process(self, delta):
        print(f"-- step {delta:.4f}")

    def _process(self, delta):
        self.frame += 1
        print(f"-- frame {self.frame} {delta:.4f}")
        if self.frame == 2:
            self.stopped.stop()
            print(f"stopped: left {self.stopped.time_left:.3f}")
            self.get_tree().create_timer(0).connect("timeout", self, "_tree_timer", ["made in _process"])
        if self.frame == 3:
            self.stopped.paused = True
            self.stopped.start()
            print(f"paused: stopped {self.stopped.is_stopped()}, left {self.stopped.time_left:.3f}")
        if self.frame == 6:
            self.stopped.paused = False
        if self.frame == 12:
            self.get_tree().quit()
