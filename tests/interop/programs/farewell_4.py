"""A server for games of Godot 4 that quits in the frame of its last calls."""

from engine import Node, rpc, run
from nodes import WebSocketMultiplayerPeer

CALLS = 50


class Main(Node):
    def _ready(self):
        server = WebSocketMultiplayerPeer()
        server.create_server(0)
        self.multiplayer.multiplayer_peer = server
        print(f"Listening on {server.get_listening_port()}")

    @rpc("any_peer")
    def do(self, order):
        for number in range(CALLS):
            self.hear.rpc(number)
        self.get_tree().quit()

    @rpc("any_peer")
    def hear(self, what):
        raise AssertionError(what)

    obey = shout = hear


if __name__ == "__main__":
    raise SystemExit(run(Main, headless=True))
