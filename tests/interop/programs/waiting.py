"""yield in GDScript, await in Python: when a function goes on, and with which value."""

from engine import Node, Signal


class Helper(Node):
    poke = Signal("value")

    async def steps(self):
        print("helper begins")
        first = await self.poke
        print(f"helper got {first}")
        second = await self.poke
        print(f"helper got {second}")
        return first + second

    async def for_ever(self):
        print("helper waits for ever")
        await self.poke
        print("this is never printed")


class Main(Node):
    nothing = Signal()
    one = Signal("value")
    two = Signal("first", "second")
    frame = 0

    def _ready(self):
        self.helper = Helper()
        self.add_child(self.helper)
        print("-- values")
        self.wait_for_values()
        print("emit")
        self.emit_signal("nothing")
        self.emit_signal("one", 1)
        self.emit_signal("one", 2)
        self.emit_signal("two", "a", "b")
        print("-- a function that waits")
        self.wait_for_helper()
        self.helper.emit_signal("poke", 3)
        self.helper.emit_signal("poke", 4)
        print("-- several wait for the same signal")
        self.wait_as("first")
        self.wait_as("second")
        self.emit_signal("one", 5)
        print("-- frames and time")
        self.wait_for_frames()
        self.wait_for_time()

    async def wait_for_values(self):
        await self.nothing
        print("nothing")
        value = await self.one
        print(f"one: {value}")
        both = await self.two
        print(f"two: {both[0]} {both[1]}")

    async def wait_for_helper(self):
        total = await self.helper.steps()
        print(f"sum {total}")

    async def wait_as(self, who):
        print(f"{who} waits")
        value = await self.one
        print(f"{who} got {value}")

    async def wait_for_frames(self):
        await self.get_tree().idle_frame
        print("an idle_frame")
        await self.get_tree().physics_frame
        print("a physics_frame")
        await self.get_tree().idle_frame
        await self.get_tree().idle_frame
        print("two more idle_frames")

    async def wait_for_time(self):
        await self.get_tree().create_timer(0.04).timeout
        print("0.04 seconds")
        for i in range(2):
            await self.get_tree().create_timer(0.02).timeout
            print(f"and 0.02 seconds, {i}")
        self.helper.for_ever()
        self.helper.queue_free()
        await self.helper.tree_exited
        print("helper is gone")

    def _process(self, _delta):
        self.frame += 1
        print(f"-- frame {self.frame}")
        if self.frame == 12:
            self.get_tree().quit()
