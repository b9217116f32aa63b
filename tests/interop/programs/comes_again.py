"""A player of Godot's multiplayer mode at a URL. It comes again whenever its connection ends, and says so."""

import sys

from engine import Node, run
from nodes import WebSocketClient


class Main(Node):
    def _ready(self):
        self.client = client = WebSocketClient()
        self.add_child(client)
        client.connection_succeeded.connect(lambda: print(f"Joined as {client.get_unique_id()}"))
        client.server_close_request.connect(lambda code, reason: print(f"Closed with {code}"))
        client.connection_failed.connect(self.again)
        client.server_disconnected.connect(self.again)
        self.connect_to_room()

    def connect_to_room(self):
        self.client.connect_to_url(sys.argv[1], [], True)

    def again(self):
        self.get_tree().create_timer(0.3).timeout.connect(self.connect_to_room)


run(Main, headless=True)
