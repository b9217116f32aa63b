"""Prints what the user does."""

from engine import run
from engine.input import KEY_C, Input, InputEventKey, InputEventMouseButton, InputEventMouseMotion
from nodes import Node2D


class Main(Node2D):
    def _notification(self, what):
        if what == self.NOTIFICATION_WM_FOCUS_OUT:
            print("focus out, C is held:", Input.is_key_pressed(KEY_C))

    def _input(self, event):
        if isinstance(event, InputEventKey):
            print("key", event.as_text(), event.unicode, event.physical_scancode, event.pressed, event.echo)
        elif isinstance(event, InputEventMouseButton):
            x, y = event.position
            what = f"{event.button_index} {event.pressed} {event.doubleclick} {event.factor:g}"
            print(f"button {what} {x:g},{y:g}")
        elif isinstance(event, InputEventMouseMotion):
            x, y = event.position
            print(f"moved {event.button_mask} {x:g},{y:g}")


if __name__ == "__main__":
    raise SystemExit(run(Main))
