"""A server that quits in the frame of its last calls."""

from engine import Node, remote, run
from nodes import WebSocketServer

CALLS = 50


class Main(Node):
    def _ready(self):
        server = WebSocketServer()
        server.listen(0, [], True)
        self.get_tree().network_peer = server
        print(f"Listening on {server.get_listening_port()}")

    @remote
    def finish(self):
        for number in range(CALLS):
            self.rpc("count", number, CALLS)
        self.get_tree().quit()


if __name__ == "__main__":
    raise SystemExit(run(Main, headless=True))
