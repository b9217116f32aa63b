"""A client that prints all that happens to it, and closes with the code of its second argument."""

import sys

from engine import Node, run
from nodes import WebSocketClient


class Main(Node):
    def _ready(self):
        self.client = WebSocketClient()
        for name in (
            "connection_established",
            "connection_error",
            "connection_closed",
            "server_close_request",
        ):
            getattr(self.client, name).connect(lambda *what, name=name: print(name, *what))
        self.client.connection_established.connect(self._opened)
        self.client.data_received.connect(self._received)
        self.add_child(self.client)
        print("connect_to_url", self.client.connect_to_url(sys.argv[1], ["chat"]))

    def _opened(self, protocol):
        print(
            self.client.get_connected_host(),
            self.client.get_connected_port(),
            self.client.get_request_headers(),
        )
        if len(sys.argv) > 2:
            self.client.disconnect_from_host(int(sys.argv[2]), "bye")

    def _exit_tree(self):
        print("left the tree")

    def _received(self):
        peer = self.client.get_peer(1)
        packet = peer.get_packet()
        print("got", packet.get_string_from_utf8(), peer.was_string_packet())
        peer.set_write_mode(peer.WRITE_MODE_TEXT if peer.was_string_packet() else peer.WRITE_MODE_BINARY)
        peer.put_packet(packet)


if __name__ == "__main__":
    raise SystemExit(run(Main))
