"""Listens for WebSocket clients and quits in its first frame."""

from engine import Node, run
from nodes import WebSocketServer


class Main(Node):
    def _ready(self) -> None:
        server = WebSocketServer()
        self.add_child(server)
        assert server.listen(0) == 0

    def _process(self, delta: float) -> None:
        self.get_tree().quit()


if __name__ == "__main__":
    run(Main)
