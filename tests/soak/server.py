"""What the soak runs for hours: an echo server and a multiplayer server in one program.

python server.py: prints the two ports, and for each line on stdin how many clients there were since the
last, and the longest frame in seconds. It ends when stdin does.
"""

import os
import sys

from engine import OK, Node, remote, run
from nodes import WebSocketServer

PER_SECOND = 60.0


class Echo(Node):
    def _ready(self) -> None:
        self.server = WebSocketServer(bind_ip="127.0.0.1", handshake_timeout=2.0, name="Server")
        self.add_child(self.server)
        self.server.data_received.connect(self._echo)
        assert self.server.listen(0) == OK

    def _echo(self, id: int) -> None:
        peer = self.server.get_peer(id)
        peer.put_packet(peer.get_packet())


class World(Node):
    def _ready(self) -> None:
        self.server = WebSocketServer(bind_ip="127.0.0.1", handshake_timeout=2.0, name="Server")
        self.add_child(self.server)
        assert self.server.listen(0, [], True) == OK
        self.multiplayer.network_peer = self.server
        self.places: dict[int, object] = {}
        self.server.peer_disconnected.connect(lambda id: self.places.pop(id, None))

    @remote
    def move(self, place: object) -> None:
        self.places[self.multiplayer.get_rpc_sender_id()] = place

    def _physics_process(self, delta: float) -> None:
        if self.places:
            self.rpc("moved", len(self.places))


class Main(Node):
    """A frame of its own, whatever happens: how late it is is what everybody's game would feel."""

    def _ready(self) -> None:
        self.longest = 0.0
        self.clients = 0
        echo, world = Echo(name="Echo"), World(name="World")
        self.add_child(echo)
        self.add_child(world)
        echo.server.client_connected.connect(lambda id, protocol: self._count())
        world.server.peer_connected.connect(lambda id: self._count())
        os.set_blocking(sys.stdin.fileno(), False)
        self.get_tree().target_fps = int(PER_SECOND)
        print(echo.server.get_listening_port(), world.server.get_listening_port(), flush=True)

    def _process(self, delta: float) -> None:
        self.longest = max(self.longest, delta)
        asked = sys.stdin.buffer.read(1)
        if asked == b"":
            self.get_tree().quit()
        elif asked:
            print(self.clients, self.longest, flush=True)
            self.longest = 0.0
            self.clients = 0

    def _count(self) -> None:
        self.clients += 1


if __name__ == "__main__":
    raise SystemExit(run(Main, headless=True))
