"""The tutorial's WebSocket client: sends one packet and prints the answer.

python -m demos.minimal.client [url]
"""

import sys

from demos.names import one_line
from engine import OK, Node, run
from nodes import WebSocketClient


class Client(Node):
    websocket_url = "ws://localhost:9080"

    def _ready(self):
        self._client = WebSocketClient()
        self._client.connect("connection_closed", self, "_closed")
        self._client.connect("connection_error", self, "_closed")
        self._client.connect("connection_established", self, "_connected")
        self._client.connect("data_received", self, "_on_data")
        if self._client.connect_to_url(self.websocket_url) != OK:
            print("Unable to connect")
            self.set_process(False)

    def _closed(self, was_clean=False):
        print("Closed, clean:", was_clean)
        self.set_process(False)

    def _connected(self, protocol=""):
        print("Connected with protocol:", protocol)
        self._client.get_peer(1).put_packet(b"Test packet")

    def _on_data(self):
        packet = self._client.get_peer(1).get_packet()
        print("Got data from server:", one_line(packet.get_string_from_utf8()))

    def _process(self, delta):
        self._client.poll()

    def _exit_tree(self):
        self._client.disconnect_from_host()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        Client.websocket_url = sys.argv[1]
    raise SystemExit(run(Client))
