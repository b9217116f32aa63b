"""Loads an echo server and prints what that cost it. Every byte that comes back is checked.

Arguments: the server's process id and port, clients, messages that each has under way, their size in
bytes, seconds, and whether the first client's messages go to everybody (1) or each client's back to
itself (0). Prints the server's CPU seconds for each message that it sends, and how busy this program
was meanwhile, as JSON.

Frames are made beforehand. In turn each client reads the answers to all that it sent and sends its
next batch at once, so that all the others always have theirs under way.
"""

import json
import sys
import time
from itertools import cycle

from wire import batch, connect, cpu_time, prepare, read

WARM_UP = 3
"""Turns that do not count."""


def main() -> None:
    pid, port, clients, depth, size = (int(argument) for argument in sys.argv[1:6])
    seconds, to_all = float(sys.argv[6]), sys.argv[7] == "1"
    prepare()
    connections = connect(port, clients, 8)
    kinds = 1 if size * clients > 1 << 20 else 2
    buffer = memoryview(bytearray(len(batch(depth, size)[1])))
    batches = [
        cycle([batch(depth, size) for _ in range(kinds)]) for _ in connections[: 1 if to_all else None]
    ]
    expected = [b""] * len(connections)

    def send(i: int) -> None:
        sent, answer = next(batches[i])
        connections[i].sendall(sent)
        if to_all:
            expected[:] = [answer] * len(connections)
        else:
            expected[i] = answer

    def receive(i: int) -> None:
        read(connections[i], buffer)
        assert buffer == expected[i], "other bytes came back"

    for i in range(len(batches)):
        send(i)
    turns = 0
    start = own = cpu = 0.0
    while turns < WARM_UP + 2 or time.perf_counter() - start < seconds:
        if turns == WARM_UP:
            start, own, cpu = time.perf_counter(), time.process_time(), cpu_time(pid)
        for i in range(len(connections)):
            receive(i)
            if not to_all:
                send(i)
        if to_all:
            send(0)
        turns += 1
    wall = time.perf_counter() - start
    cpu, own = cpu_time(pid) - cpu, time.process_time() - own
    for i in range(len(connections)):
        receive(i)
    messages = (turns - WARM_UP) * depth * clients
    print(json.dumps({"cpu": cpu / messages, "busy": own / wall}))


if __name__ == "__main__":
    main()
