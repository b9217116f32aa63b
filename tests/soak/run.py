"""Run a server for a long time among players, people who come and go and those who mean no good.

python tests/soak/run.py [--minutes N] [--every SECONDS]

Prints each minute the server's memory, its descriptors, the longest frame and the worst answer to an
innocent client. After the first tenth (a minute at the least) memory must stay where it is, and in the
end each descriptor must be back: else the exit code is 1.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryFile

from websockets.asyncio.client import connect

HERE = Path(__file__).parent
INNOCENT = 4
"""Clients who send something twenty times a second and wait for it to come back."""
PATIENCE = 30.0
"""Seconds that they wait for it."""
KEPT = 2
"""Descriptors that a server opens with its first client, for good."""
MAY_GROW = 1.1
"""Memory in the end by that after warming up; allocators are not exact."""


class Server:
    """The server's process, as seen from outside."""

    def __init__(self) -> None:
        self._log = TemporaryFile()  # noqa: SIM115
        self._read = 0
        self.process = subprocess.Popen(
            [sys.executable, str(HERE / "server.py")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
        )
        assert self.process.stdout is not None
        self.echo, self.world = (int(port) for port in self.process.stdout.readline().split())

    def memory(self) -> float:
        """Return its resident memory in MiB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.split("VmRSS:")[1].split()[0]) / 1024

    def descriptors(self) -> int:
        """Return how many files and sockets are open."""
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))

    def told(self) -> tuple[int, float]:
        """Return how many clients there were since the last time, and the seconds of the longest frame."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        print(file=self.process.stdin, flush=True)
        clients, longest = self.process.stdout.readline().split()
        return int(clients), float(longest)

    def new_lines(self) -> int:
        """Return how many lines it has logged since the last time."""
        text = os.pread(self._log.fileno(), 1 << 26, self._read)
        self._read += len(text)
        return text.count(b"\n")


async def innocent(port: int, echoes: list[float]) -> None:
    """Send something, and take the seconds until it is back, over and over."""
    async with connect(f"ws://127.0.0.1:{port}", compression=None) as websocket:
        while True:
            started = time.perf_counter()
            message = os.urandom(100)
            await websocket.send(message)
            async with asyncio.timeout(PATIENCE):
                assert await websocket.recv() == message
            echoes.append(time.perf_counter() - started)
            await asyncio.sleep(0.05)


async def soak(server: Server, minutes: float, every: float) -> bool:
    """Let everybody come for so long; return True if the server is as it was."""
    heads = ("minute", "MiB", "open", "clients", "worst frame", "worst echo", "echoes", "lines")
    print("".join(f"{head:>12}" for head in heads))
    echoes: list[float] = []
    warm = memory = 0.0
    server.told()  # it runs by then: before its first frame it has not all that it needs
    idle = server.descriptors()
    started = time.monotonic()
    waiting = [asyncio.create_task(innocent(server.echo, echoes)) for _ in range(INNOCENT)]
    crowd = subprocess.Popen([sys.executable, str(HERE / "load.py"), str(server.echo), str(server.world)])
    try:
        while (passed := time.monotonic() - started) < minutes * 60:
            await asyncio.wait(
                waiting, timeout=min(every, minutes * 60 - passed), return_when=asyncio.FIRST_COMPLETED
            )
            for task in waiting:
                if task.done():
                    task.result()
            assert crowd.poll() is None, "the crowd has ended"
            passed, memory = time.monotonic() - started, server.memory()
            if not warm and passed >= max(every, minutes * 60 / 10):
                warm = memory
            clients, longest = await asyncio.to_thread(server.told)
            cells = (
                f"{passed / 60:.1f}",
                f"{memory:.1f}",
                server.descriptors(),
                clients,
                f"{longest * 1000:.0f} ms",
                f"{max(echoes, default=0.0) * 1000:.0f} ms",
                len(echoes),
                server.new_lines(),
            )
            print("".join(f"{cell!s:>12}" for cell in cells), flush=True)
            echoes.clear()
    finally:
        crowd.kill()
        crowd.wait()
        for task in waiting:
            task.cancel()
    await asyncio.wait(waiting)
    for _ in range(100):  # what is left of the handshakes has two seconds
        if server.descriptors() <= idle + KEPT:
            break
        await asyncio.sleep(0.1)
    print(f"all have gone: {server.memory():.1f} MiB, {server.descriptors()} open, {idle} before they came")
    return memory <= MAY_GROW * (warm or memory) and server.descriptors() <= idle + KEPT


def main() -> int:
    """Run the soak; 1 if something has grown."""
    parser = argparse.ArgumentParser(description="Run a server among everybody, and see whether it grows.")
    parser.add_argument("--minutes", type=float, default=10.0, help="how long (10)")
    parser.add_argument("--every", type=float, default=60.0, help="seconds between two lines (60)")
    options = parser.parse_args()
    server = Server()
    try:
        is_sound = asyncio.run(soak(server, options.minutes, options.every))
        assert server.process.stdin is not None
        server.process.stdin.close()
        ended = server.process.wait(20)
        print(f"the server ended with {ended}")
        return 0 if is_sound and ended == 0 else 1
    finally:
        server.process.kill()


if __name__ == "__main__":
    sys.exit(main())
