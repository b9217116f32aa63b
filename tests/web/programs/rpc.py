"""Calls the server 300 times, each time when it has answered; then quits with code 7."""

import sys
import time

from engine import Node, puppet, run
from nodes import WebSocketClient


class Main(Node):
    answers = 0

    def _ready(self):
        client = WebSocketClient()
        client.connect_to_url(sys.argv[1], [], True)
        tree = self.get_tree()
        tree.network_peer = client
        tree.connected_to_server.connect(self._call)
        self.times = []

    def _call(self):
        self.since = time.perf_counter()
        self.rpc_id(1, "ask", self.answers)

    @puppet
    def answer(self, number):
        self.times.append(time.perf_counter() - self.since)
        self.answers += 1
        if self.answers < 300:
            self._call()
        else:
            print(f"round trip {1000 * sorted(self.times)[150]:.2f} ms")
            self.get_tree().quit(7)

    def _exit_tree(self):
        print("left the tree after", self.answers)


if __name__ == "__main__":
    code = run(Main)
    print("run() has returned", code)
    sys.exit(code)
