"""Quits in its first frame."""

from engine import Node, run


class Main(Node):
    def _process(self, delta: float) -> None:
        self.get_tree().quit()


if __name__ == "__main__":
    run(Main)
