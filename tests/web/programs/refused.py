"""Tries what a page cannot do, and prints what it gets."""

import socket
import subprocess
import sys
import threading
import time

from engine import Node, run
from nodes import WebSocketClient, WebSocketServer

FORBIDDEN = {
    "input": input,
    "stdin": lambda: sys.stdin.readline(),
    "sleep": lambda: time.sleep(0.1),
    "socket": socket.socket,
    "connection": lambda: socket.create_connection(("127.0.0.1", 80)),
    "thread": lambda: threading.Thread(target=print).start(),
    "process": lambda: subprocess.run(["true"], check=False),
}


class Main(Node):
    def _ready(self):
        print("listen", WebSocketServer().listen(9080))
        url = "ws://127.0.0.1:9"
        print("headers", WebSocketClient().connect_to_url(url, [], False, ["X-Token: a"]))
        print("verify", WebSocketClient(verify_ssl=False).connect_to_url("wss://127.0.0.1:9"))
        self.client = WebSocketClient(compression=True, ping_interval=1.0)
        self.add_child(self.client)
        self.client.connection_error.connect(lambda: print("connection_error", self.client.get_last_error()))
        print("nobody", self.client.connect_to_url(url))
        for name, what in FORBIDDEN.items():
            try:
                what()
            except Exception as error:
                print(f"{name}: {type(error).__name__}: {error}")


if __name__ == "__main__":
    raise SystemExit(run(Main))
