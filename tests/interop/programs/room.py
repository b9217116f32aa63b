"""A room at a port for gateways, which says who comes and goes, and says what it hears to everybody."""

import sys

from engine import OK, Node, remote, run
from nodes import WebSocketServer


class Main(Node):
    def _ready(self):
        server = WebSocketServer()
        self.add_child(server)
        assert server.listen_for_gateways(int(sys.argv[1]), "sesame") == OK
        tree = self.get_tree()
        tree.network_peer = server
        tree.network_peer_connected.connect(lambda id: print(f"{id} is here"))
        tree.network_peer_disconnected.connect(lambda id: print(f"{id} is gone"))
        print("Listening")

    @remote
    def hear(self, what):
        self.rpc("hear", f"{what} from {self.get_tree().get_rpc_sender_id()}")


run(Main, headless=True)
