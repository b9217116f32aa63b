"""Visits a server without loading it, and prints how it fared as JSON.

Arguments: the server's process id and port, and either `trip`, messages a second and seconds: one
client's messages go round one by one; or `stay`, clients and seconds: they connect and say nothing.
"""

import json
import sys
import time
from statistics import median

from wire import batch, connect, cpu_time, prepare, read, resident


def trip(pid: int, port: int, rate: int, seconds: float) -> dict[str, float]:
    (connection,) = connect(port, 1, 1)
    sent, answer = batch(1, 32)
    buffer = memoryview(bytearray(len(answer)))
    trips = []
    due = start = time.perf_counter()
    cpu = cpu_time(pid)
    while due < start + seconds:
        time.sleep(max(0.0, due - time.perf_counter()))
        due += 1 / rate
        left = time.perf_counter()
        connection.sendall(sent)
        read(connection, buffer)
        trips.append(time.perf_counter() - left)
        assert buffer == answer, "other bytes came back"
    return {"trip": median(trips), "cpu": (cpu_time(pid) - cpu) / (time.perf_counter() - start)}


def stay(pid: int, port: int, clients: int, seconds: float) -> dict[str, float]:
    first = connect(port, 1, 1)
    time.sleep(0.2)
    memory, start, cpu = resident(pid), time.perf_counter(), cpu_time(pid)
    connections = connect(port, clients, 50)
    connecting, connecting_cpu = time.perf_counter() - start, cpu_time(pid) - cpu
    time.sleep(0.5)
    memory = resident(pid) - memory
    start, cpu = time.perf_counter(), cpu_time(pid)
    time.sleep(seconds)
    cpu = (cpu_time(pid) - cpu) / (time.perf_counter() - start)
    sent, answer = batch(1, 32)
    buffer = memoryview(bytearray(len(answer)))
    for connection in (*first, connections[0], connections[-1]):  # they are still served
        connection.sendall(sent)
        read(connection, buffer)
        assert buffer == answer, "other bytes came back"
    return {
        "cpu": cpu,
        "memory": memory / clients,
        "connecting": connecting,
        "handshake": connecting_cpu / clients,
    }


def main() -> None:
    prepare()
    visit = {"trip": trip, "stay": stay}[sys.argv[3]]
    pid, port, number = int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[4])
    print(json.dumps(visit(pid, port, number, float(sys.argv[5]))))


if __name__ == "__main__":
    main()
