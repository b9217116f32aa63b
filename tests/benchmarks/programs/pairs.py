"""Clients of two servers: each sends to its partner at the other one, or the first to all others.

Arguments: what they speak (`godot` or `socketio`), the two ports, the processes whose CPU time counts, how
many clients, how many messages each has under way to its partner (0: the first sends to all), seconds. Who
gets something from its partner sends as much back at once; to all is sent again when all have it. Prints, as
JSON, how many messages came and the CPU seconds of each process meanwhile. Every byte that comes is compared.
"""

from __future__ import annotations

import json
import selectors
import sys
import time

from call import Counting
from wire import REQUEST, cpu_time, head, prepare

KIND = sys.argv[1]
PORTS, PIDS = ([int(part) for part in argument.split(",")] for argument in sys.argv[2:4])
COUNT, DEPTH, SECONDS = int(sys.argv[4]), int(sys.argv[5]), float(sys.argv[6])
DATA = b"x" * 32
SYSTEM_SIZE = 2 + 9 + 4
WARM_UP = 0.5


class Godot(Counting):
    """A client of a room: the first message has its id, those after it, of one size, who else is there."""

    def __init__(self, port: int) -> None:
        super().__init__(port)
        self.sent = self.own = b""

    def enter(self) -> None:
        """Go through the handshake."""
        self.shake_hands()

    def settle(self) -> None:
        """Read that all others are there."""
        self.own = self.exactly(SYSTEM_SIZE * (1 + COUNT))[11:15]

    def prepare(self, source: Godot, to: Godot) -> None:
        """Make the frame that is sent, and the one that comes."""
        all_others = (-1).to_bytes(4, "little", signed=True)  # the server is not asked
        sent = b"\0" + self.own + (to.own if DEPTH else all_others) + DATA
        came = b"\0" + source.own + (self.own if DEPTH else all_others) + DATA
        self.sent = head(len(sent), True) + bytes(4) + sent
        self.expected = head(len(came), False) + came


class SocketIo(Godot):
    """A client of Socket.IO, whose packets are inside those of Engine.IO, by WebSocket from the beginning."""

    request = REQUEST.replace(b"GET / ", b"GET /socket.io/?EIO=4&transport=websocket ")

    def enter(self) -> None:
        """Go through all handshakes, and take note of the id."""
        self.shake_hands()
        assert self.text().startswith(b'0{"sid":'), "no greeting"
        self.connection.sendall(frame(b"40", True))
        message = self.text()
        assert message.startswith(b'40{"sid":"'), message
        self.own = message[len(b'40{"sid":"') :].partition(b'"')[0]

    def text(self) -> bytes:
        """Return the next message, which is a short text."""
        opcode, size = self.exactly(2)
        assert (opcode, size < 126) == (0x81, True), (opcode, size)
        return self.exactly(size)

    def settle(self) -> None:
        """Nobody is told of others."""

    def prepare(self, source: Godot, to: Godot) -> None:
        """See the base."""
        event = b'"to","%b"' % to.own if DEPTH else b'"all"'
        self.sent = frame(b'42[%b,"%b"]' % (event, DATA), True)
        self.expected = frame(b'42["said","%b"]' % DATA, False)


def frame(text: bytes, masked: bool) -> bytes:
    """Return the frame of a text, with a mask of zeros."""
    return b"\x81" + head(len(text), masked)[1:] + (bytes(4) if masked else b"") + text


def measure(clients: list[Godot], selector: selectors.BaseSelector, seconds: float) -> dict[str, object]:
    count, missing = 0, 0
    before, end = [cpu_time(pid) for pid in PIDS], time.perf_counter() + seconds
    while time.perf_counter() < end or missing:
        if not DEPTH and not missing:
            clients[0].connection.sendall(clients[0].sent)
            missing = COUNT - 1
        for key, _ in selector.select(1.0):
            came = key.data.take()
            count += came
            missing -= 0 if DEPTH else came
            if DEPTH and came:
                key.data.connection.sendall(key.data.sent * came)
    return {"count": count, "cpu": [cpu_time(pid) - start for pid, start in zip(PIDS, before, strict=True)]}


def main() -> None:
    prepare()
    selector = selectors.DefaultSelector()
    clients = []
    for number in range(COUNT):
        client = {"godot": Godot, "socketio": SocketIo}[KIND](PORTS[number * len(PORTS) // COUNT])
        client.enter()
        clients.append(client)
        selector.register(client.connection, selectors.EVENT_READ, client)
    for client in clients:
        client.settle()
    for number, client in enumerate(clients):
        partner = clients[(number + COUNT // 2) % COUNT]
        client.prepare(partner if DEPTH else clients[0], partner)
    if DEPTH:
        for client in clients:
            client.connection.sendall(client.sent * DEPTH)
    measure(clients, selector, WARM_UP)
    print(json.dumps(measure(clients, selector, SECONDS)))


if __name__ == "__main__":
    main()
