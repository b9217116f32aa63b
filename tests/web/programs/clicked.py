"""The book's Counter after three clicks."""

from counter import Counter

from engine import run


class Clicked(Counter):
    def _ready(self):
        super()._ready()
        self.get_child(1).grab_focus()
        for _ in range(3):
            self._on_pressed()


if __name__ == "__main__":
    raise SystemExit(run(Clicked))
