"""Takes remote calls, and makes some.

Arguments: port, KiB that may wait, fps, seconds, and of which version of Godot the clients are.
"""

import sys

from engine import Node, remote, run
from nodes import WebSocketServer

PORT, KIB, FPS, SECONDS, VERSION = (int(argument) for argument in sys.argv[1:])


class Main(Node):
    def _ready(self) -> None:
        self.counter = 0
        self.server = WebSocketServer(godot_versions=(VERSION,))
        self.server.set_buffers(KIB, 4096, KIB, 4096)
        self.server.set_bind_ip("127.0.0.1")
        self.server.handshake_timeout = 30.0
        assert self.server.listen(PORT, (), True) == 0
        tree = self.get_tree()
        tree.network_peer = self.server
        tree.target_fps = FPS
        tree.create_timer(SECONDS).timeout.connect(tree.quit)

    @remote
    def count(self, _first: int, _second: int) -> None:
        self.counter += 1

    @remote
    def ask(self, first: int, second: int) -> None:
        self.counter += 1
        self.rpc_id(self.get_tree().get_rpc_sender_id(), "answer", first, second)

    @remote
    def ask_all(self, first: int, second: int) -> None:
        self.counter += 1
        self.rpc("answer", first, second)

    @remote
    def total(self, _first: int, second: int) -> None:
        self.rpc_id(self.get_tree().get_rpc_sender_id(), "answer", self.counter, second)

    @remote
    def answer(self, _first: int, _second: int) -> None:
        pass


if __name__ == "__main__":
    run(Main)
