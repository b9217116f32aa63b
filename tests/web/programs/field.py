"""A field to type in, and what is in it printed whenever that changes."""

from engine import run
from nodes import LineEdit, VBoxContainer


class Main(VBoxContainer):
    def _ready(self):
        self.edit = LineEdit()
        self.edit.text_changed.connect(lambda text: print(f"text {text!r}"))
        self.add_child(self.edit)
        self.edit.grab_focus()


if __name__ == "__main__":
    raise SystemExit(run(Main))
