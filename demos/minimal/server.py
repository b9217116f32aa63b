"""The tutorial's WebSocket server: sends back what it receives.

python -m demos.minimal.server [port]
"""

import sys

from demos.names import one_line
from engine import OK, Node, run
from nodes import WebSocketServer


class Server(Node):
    port = 9080

    def _ready(self):
        self._server = WebSocketServer()
        self._server.connect("client_connected", self, "_connected")
        self._server.connect("client_disconnected", self, "_disconnected")
        self._server.connect("client_close_request", self, "_close_request")
        self._server.connect("data_received", self, "_on_data")
        if self._server.listen(self.port) != OK:
            print("Unable to start server")
            self.set_process(False)

    def _connected(self, id, protocol):
        print(f"Client {id} connected with protocol: {protocol}")

    def _close_request(self, id, code, reason):
        print(f"Client {id} disconnecting with code: {code}, reason: {one_line(reason)}")

    def _disconnected(self, id, was_clean=False):
        print(f"Client {id} disconnected, clean: {was_clean}")

    def _on_data(self, id):
        packet = self._server.get_peer(id).get_packet()
        print(f"Got data from client {id}: {one_line(packet.get_string_from_utf8())} ... echoing")
        self._server.get_peer(id).put_packet(packet)

    def _process(self, delta):
        self._server.poll()

    def _exit_tree(self):
        self._server.stop()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        Server.port = int(sys.argv[1])
    raise SystemExit(run(Server))
