"""A real Redis, or Valkey, which a test starts, kills and freezes."""

from __future__ import annotations

import os
import select
import shutil
import signal
import socket
import subprocess

import pytest

_START = 20.0
"""Seconds that it may take to start; far more than it does."""
PROGRAM = os.environ.get("REDIS_SERVER") or shutil.which("redis-server") or shutil.which("valkey-server")
"""The variable REDIS_SERVER names another, of Valkey, say."""


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


class RedisServer:
    """One server at a port that stays the same, with nothing kept on a disk."""

    def __init__(self, folder, *options):
        if PROGRAM is None:
            pytest.skip("no Redis here: install redis-server, or name one in REDIS_SERVER")
        pytest.importorskip("hiredis", reason='pip install "estragon[cluster]"')
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}"
        self.options = list(options)
        self._folder = folder
        self._process = None

    def start(self, *options):
        """Start it, empty; return it once it can be reached."""
        options = [*self.options, *options]
        if "--port" not in options:
            options += ["--port", str(self.port)]
        self._process = subprocess.Popen(
            [PROGRAM, "--save", "", "--appendonly", "no", "--bind", "127.0.0.1", *options],
            cwd=self._folder,
            stdout=subprocess.PIPE,
        )
        said = b""
        while b"eady to accept connections" not in said:
            ready, _, _ = select.select([self._process.stdout], [], [], _START)
            more = os.read(self._process.stdout.fileno(), 4096) if ready else b""
            if not more:
                self.kill()
                pytest.fail(f"Redis does not start: {said.decode()}")
            said += more
        return self

    def kill(self):
        """End it at once, without a word."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            process.stdout.close()

    def freeze(self):
        self._process.send_signal(signal.SIGSTOP)

    def thaw(self):
        self._process.send_signal(signal.SIGCONT)

    def ask(self, *words):
        """Send one command over a socket of its own; return what comes within a moment, as bytes."""
        parts = [word if isinstance(word, bytes) else str(word).encode() for word in words]
        data = b"*%d\r\n" % len(parts) + b"".join(b"$%d\r\n%b\r\n" % (len(p), p) for p in parts)
        with socket.create_connection(("127.0.0.1", self.port), timeout=_START) as sock:
            sock.sendall(data)
            return sock.recv(1 << 20)
