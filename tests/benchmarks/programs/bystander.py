"""Asks a server every now and then while somebody else floods it, and prints how long an answer took.

Arguments: the server's port, what it is flooded with (see flood.py), seconds, and whether the server is
in its multiplayer mode (1) or echoes (0). Prints the longest and the median time in seconds as JSON.
"""

import json
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

from call import PAYLOAD, Client, call
from wire import batch, connect, prepare, read

EVERY = 0.005
"""Seconds between two questions."""
BEFORE = 0.3
"""Seconds of the flood before the first question."""


class Echo:
    """A client that sends a message and reads it again."""

    def __init__(self, port: int) -> None:
        (self._connection,) = connect(port, 1, 1)
        self._sent, self._answer = batch(1, 32)
        self._buffer = memoryview(bytearray(len(self._answer)))

    def ask(self) -> None:
        self._connection.sendall(self._sent)
        read(self._connection, self._buffer)
        assert self._buffer == self._answer, "other bytes came back"

    def close(self) -> None:
        self._connection.close()


class Guest(Client):
    """A client of the multiplayer mode that takes no notice of who comes and goes."""

    def message(self) -> bytes:
        message = super().message()
        while self.id and message[0] != PAYLOAD:
            message = super().message()
        return message


class RemoteCall:
    """A client that makes a call and reads the one that answers it."""

    def __init__(self, port: int) -> None:
        self._client = Guest(port)
        self._client.join()
        self._client.introduce()
        self._sent = self._client.frame(call(b"ask", 1, 2))
        self._answer = call(b"answer", 1, 2)

    def ask(self) -> None:
        self._client.connection.sendall(self._sent)
        assert self._client.message().endswith(self._answer), "another call came back"

    def close(self) -> None:
        self._client.close()


def main() -> None:
    port, what, seconds = int(sys.argv[1]), sys.argv[2], float(sys.argv[3])
    prepare(60)
    client = (RemoteCall if sys.argv[4] == "1" else Echo)(port)
    flood = [sys.executable, str(Path(__file__).with_name("flood.py")), str(port), what, str(seconds)]
    trips = []
    with subprocess.Popen(flood) as flooding:
        try:
            time.sleep(BEFORE)
            while flooding.poll() is None:
                left = time.perf_counter()
                client.ask()
                trips.append(time.perf_counter() - left)
                time.sleep(EVERY)
        finally:
            flooding.kill()
    client.close()
    assert flooding.returncode == 0, "the flood came to an end"
    print(json.dumps({"longest": max(trips), "median": median(trips)}))


if __name__ == "__main__":
    main()
