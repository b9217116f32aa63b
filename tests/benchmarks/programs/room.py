"""A room in Godot's multiplayer mode. It sends a packet back to who sent it, or sends to everybody.

Arguments: the port of players or, with the secret that `gateways.py` knows, of gateways; whether it is that
of gateways (1); how often a second it sends to everybody, once it has got a packet (0 sends back); seconds.
"""

import sys

from engine import Node, run
from nodes import WebSocketServer

PORT, IS_FOR_GATEWAYS, RATE, SECONDS = (int(argument) for argument in sys.argv[1:])


class Main(Node):
    def _ready(self) -> None:
        self.server = server = WebSocketServer()
        server.set_bind_ip("127.0.0.1")
        server.handshake_timeout = 30.0
        if IS_FOR_GATEWAYS:
            assert server.listen_for_gateways(PORT, "benchmark") == 0
        else:
            assert server.listen(PORT, (), True) == 0
        self.add_child(server)
        server.peer_packet.connect(self.answer if not RATE else self.begin)
        self.is_sending = False
        self.get_tree().create_timer(SECONDS).timeout.connect(self.get_tree().quit)

    def answer(self, source: int) -> None:
        server = self.server
        server.set_target_peer(source)
        server.put_packet(server.get_packet())

    def begin(self, source: int) -> None:
        packet = self.server.get_packet()
        if not self.is_sending:
            self.is_sending = True
            self.send_on(packet)

    async def send_on(self, packet: bytes) -> None:
        tree = self.get_tree()
        while True:
            self.server.set_target_peer(0)
            self.server.put_packet(packet)
            await tree.create_timer(1 / RATE).timeout


if __name__ == "__main__":
    run(Main, headless=True)
