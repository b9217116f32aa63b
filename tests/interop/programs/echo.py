"""A WebSocket peer of ours as a program: `echo.py listen` is a server, `echo.py ws://…` a client.

It prints what happens to its connections, and sends every message back in the mode in which it came.
"""

import sys

from engine import OK, Node, run
from nodes import WebSocketClient, WebSocketServer


class Main(Node):
    def _ready(self):
        (where,) = sys.argv[1:]
        if where == "listen":
            node = self.node = WebSocketServer()
            node.client_connected.connect(lambda id, protocol: print("Connected"))
            node.client_disconnected.connect(lambda id, clean: print(f"Closed, clean {clean}"))
            node.data_received.connect(self._on_data)
            assert node.listen(0) == OK
            print(f"Listening on {node.get_listening_port()}")
        else:
            node = self.node = WebSocketClient()
            node.connection_established.connect(lambda protocol: print("Connected"))
            node.connection_closed.connect(self._on_closed)
            node.data_received.connect(self._on_data, [1])
            assert node.connect_to_url(where) == OK
        self.add_child(node)

    def _on_closed(self, clean):
        print(f"Closed, clean {clean}")
        self.get_tree().quit()

    def _on_data(self, id):
        peer = self.node.get_peer(id)
        packet = peer.get_packet()
        peer.set_write_mode(peer.WRITE_MODE_TEXT if peer.was_string_packet() else peer.WRITE_MODE_BINARY)
        assert peer.put_packet(packet) == OK


run(Main)
