"""Players of a room: they join, and then read what it sends, or send and read what comes back.

Arguments: the ports that they come in by, the processes whose CPU time counts, how many players, how many
packets each has under way (0: the first one sends one packet, and all read), seconds, and how often a second
each sends one and waits for the answer (0: all at once). Prints, as JSON, how many packets came, the CPU
seconds of each process meanwhile, and the median time from a packet to its answer.

Every byte that comes is compared.
"""

import json
import selectors
import sys
import time
from statistics import median

from call import Counting
from wire import cpu_time, head, prepare

PORTS, PIDS = ([int(part) for part in argument.split(",")] for argument in sys.argv[1:3])
PLAYERS, DEPTH = int(sys.argv[3]), int(sys.argv[4])
SECONDS, RATE = float(sys.argv[5]), float(sys.argv[6])
DATA = b"x" * 32
SYSTEM_SIZE = 2 + 9 + 4
"""Bytes of a message that tells an id, or of somebody who is there."""
WARM_UP = 0.5


class Player(Counting):
    def __init__(self, port: int) -> None:
        super().__init__(port)
        self.sent = b""

    def begin(self) -> None:
        """Take note of the id, in the first message, and make the frames."""
        assert self.buffer[2] == 3, self.buffer[:SYSTEM_SIZE]
        own = self.buffer[11:15]
        packet = b"\0" + own + (1).to_bytes(4, "little") + DATA
        self.sent = head(len(packet), True) + bytes(4) + packet
        to = own if DEPTH else bytes(4)
        self.expected = head(len(packet), False) + b"\0" + (1).to_bytes(4, "little") + to + DATA
        self.buffer = b""


def join() -> tuple[list[Player], selectors.BaseSelector]:
    players, selector = [], selectors.DefaultSelector()
    for number, port in enumerate(PORTS):
        share = PLAYERS // len(PORTS) + (number < PLAYERS % len(PORTS))
        players += [Player(port) for _ in range(share)]
    for player in players:
        player.shake_hands()
        selector.register(player.connection, selectors.EVENT_READ, player)
    waiting, whole = len(players), SYSTEM_SIZE * (1 + PLAYERS)  # its id, the server and all others
    while waiting:
        for key, _ in selector.select():
            player = key.data
            player.buffer += player.connection.recv(1 << 20)
            if len(player.buffer) == whole:
                player.begin()
                waiting -= 1
    return players, selector


def measure(players: list[Player], selector: selectors.BaseSelector, seconds: float) -> dict:
    now = time.perf_counter
    count = 0
    before, end = [cpu_time(pid) for pid in PIDS], now() + seconds
    while now() < end:
        for key, _ in selector.select(0.01):
            player = key.data
            came = player.take()
            count += came
            if DEPTH and came:
                player.connection.sendall(player.sent * came)
    cpu = [cpu_time(pid) - start for pid, start in zip(PIDS, before, strict=True)]
    return {"count": count, "cpu": cpu, "trip": 0.0}


def ask(players: list[Player]) -> dict:
    """Let one after the other send a packet and wait for the answer."""
    trips = []
    for _ in range(int(SECONDS * RATE)):
        for player in players:
            time.sleep(1 / RATE / PLAYERS)
            left = time.perf_counter()
            player.connection.sendall(player.sent)
            while not player.take():
                pass
            trips.append(time.perf_counter() - left)
    return {"count": len(trips), "cpu": [0.0 for _ in PIDS], "trip": median(trips)}


def main() -> None:
    prepare()
    players, selector = join()
    if RATE:
        print(json.dumps(ask(players)))
        return
    for player in players if DEPTH else players[:1]:
        player.connection.sendall(player.sent * max(1, DEPTH))
    measure(players, selector, WARM_UP)
    print(json.dumps(measure(players, selector, SECONDS)))


if __name__ == "__main__":
    main()
