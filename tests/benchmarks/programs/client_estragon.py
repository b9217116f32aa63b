"""Sends batches to a server that sends them back, and prints the CPU seconds for each message there
and back. Arguments: port, messages in a batch, their size in bytes, seconds.
"""

import json
import sys
import time

from engine import Node, run
from nodes import WebSocketClient

PORT, DEPTH, SIZE, SECONDS = int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])
WARM_UP = 3
FILL = b"x" * (SIZE - 8)


class Main(Node):
    def _ready(self) -> None:
        self.sent = self.received = self.turns = 0
        self.client = WebSocketClient()
        self.add_child(self.client)
        self.client.set_buffers(4096, 4096, 4096, 4096)
        self.client.data_received.connect(self._received)
        self.client.connection_established.connect(self._send)
        assert self.client.connect_to_url(f"ws://127.0.0.1:{PORT}") == 0

    def _send(self, _protocol: str = "") -> None:
        if self.turns == WARM_UP:
            self.start, self.cpu = time.perf_counter(), time.process_time()
        elif self.turns > WARM_UP and time.perf_counter() - self.start >= SECONDS:
            messages = (self.turns - WARM_UP) * DEPTH
            print(json.dumps({"cpu": (time.process_time() - self.cpu) / messages}))
            self.get_tree().quit()
            return
        self.turns += 1
        put = self.client.get_peer(1).put_packet
        for number in range(self.sent, self.sent + DEPTH):
            assert put(number.to_bytes(8, "big") + FILL) == 0
        self.sent += DEPTH

    def _received(self) -> None:
        packet = self.client.get_peer(1).get_packet()
        assert packet == self.received.to_bytes(8, "big") + FILL
        self.received += 1
        if self.received == self.sent:
            self._send()


if __name__ == "__main__":
    run(Main)
