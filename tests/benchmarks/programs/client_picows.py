"""As client_estragon.py, with `picows` on uvloop."""

import json
import sys
import time

import uvloop
from picows import WSFrame, WSListener, WSMsgType, WSTransport, ws_connect

PORT, DEPTH, SIZE, SECONDS = int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])
WARM_UP = 3
FILL = b"x" * (SIZE - 8)


class Client(WSListener):
    def __init__(self) -> None:
        self.sent = self.received = self.turns = 0

    def on_ws_connected(self, transport: WSTransport) -> None:
        self.send(transport)

    def send(self, transport: WSTransport) -> None:
        if self.turns == WARM_UP:
            self.start, self.cpu = time.perf_counter(), time.process_time()
        elif self.turns > WARM_UP and time.perf_counter() - self.start >= SECONDS:
            messages = (self.turns - WARM_UP) * DEPTH
            print(json.dumps({"cpu": (time.process_time() - self.cpu) / messages}), flush=True)
            transport.disconnect()
            return
        self.turns += 1
        for number in range(self.sent, self.sent + DEPTH):
            transport.send(WSMsgType.BINARY, number.to_bytes(8, "big") + FILL)
        self.sent += DEPTH

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        assert frame.get_payload_as_bytes() == self.received.to_bytes(8, "big") + FILL
        self.received += 1
        if self.received == self.sent:
            self.send(transport)


async def main() -> None:
    transport, _ = await ws_connect(Client, f"ws://127.0.0.1:{PORT}")
    await transport.wait_disconnected()


if __name__ == "__main__":
    uvloop.run(main())
