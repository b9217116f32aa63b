"""What stands between a client and a server, and lets through what a test says, late or not at all."""

from __future__ import annotations

import contextlib
import socket


class Proxy:
    """Passes bytes on when it is pumped. `delay` pumps pass before what comes is passed on."""

    def __init__(self, port):
        self._to = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.setblocking(False)
        self.port = self._listener.getsockname()[1]
        self.url = f"redis://127.0.0.1:{self.port}"
        self.holds = False
        self._ways = []
        self._held = []

    def pump(self):
        with contextlib.suppress(BlockingIOError):
            near, _ = self._listener.accept()
            far = socket.create_connection(("127.0.0.1", self._to))
            for one in (near, far):
                one.setblocking(False)
            self._ways += [(near, far, False), (far, near, True)]
        for source, target, is_answer in self._ways:
            with contextlib.suppress(BlockingIOError, OSError):
                data = source.recv(1 << 16)
                if data:
                    self._held.append((target, data, is_answer))
        kept = []
        for target, data, is_answer in self._held:
            if is_answer and self.holds:
                kept.append((target, data, is_answer))
                continue
            with contextlib.suppress(OSError):
                target.setblocking(True)
                target.sendall(data)
                target.setblocking(False)
        self._held = kept

    def close(self):
        self._listener.close()
        for source, _, _ in self._ways:
            source.close()
