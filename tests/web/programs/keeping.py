"""Counts how often it was opened, and keeps that."""

from engine import OS, ConfigFile, Node, run


class Main(Node):
    def _ready(self):
        config = ConfigFile()
        config.load("user://count.cfg")
        count = config.get_value("opened", "times", 0) + 1
        config.set_value("opened", "times", count)
        config.save("user://count.cfg")
        print(f"opened {count}, {OS.get_name()}, lasts: {OS.is_userfs_persistent()}")


run(Main)
