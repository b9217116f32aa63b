"""Echoes packets, as a script does it. Arguments: port, KiB that may wait, fps, seconds, broadcast."""

import sys

from engine import Node, run
from nodes import WebSocketServer

PORT, KIB, FPS, SECONDS, BROADCAST = (int(argument) for argument in sys.argv[1:])


class Main(Node):
    def _ready(self) -> None:
        self.server = WebSocketServer()
        self.add_child(self.server)
        self.server.data_received.connect(self._broadcast if BROADCAST else self._echo)
        self.server.set_buffers(KIB, 4096, KIB, 4096)
        self.server.set_bind_ip("127.0.0.1")
        self.server.handshake_timeout = 30.0
        assert self.server.listen(PORT) == 0
        tree = self.get_tree()
        tree.target_fps = FPS
        tree.create_timer(SECONDS).timeout.connect(tree.quit)

    def _echo(self, id: int) -> None:
        peer = self.server.get_peer(id)
        peer.put_packet(peer.get_packet())

    def _broadcast(self, id: int) -> None:
        packet = self.server.get_peer(id).get_packet()
        for other in self.server.get_peers():
            self.server.get_peer(other).put_packet(packet)


if __name__ == "__main__":
    run(Main)
