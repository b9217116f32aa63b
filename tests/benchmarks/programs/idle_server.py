"""Listens for WebSocket clients, of whom none comes, for as many seconds as it is told."""

import sys

from engine import Node, run
from nodes import WebSocketServer


class Main(Node):
    def _ready(self) -> None:
        server = WebSocketServer()
        self.add_child(server)
        assert server.listen(0) == 0
        self.get_tree().create_timer(float(sys.argv[1])).timeout.connect(self.get_tree().quit)


if __name__ == "__main__":
    run(Main)
