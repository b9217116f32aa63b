"""Tries what a page cannot do, and prints what it gets."""

import socket
import subprocess
import sys
import threading
import time

from engine import Node, run
from nodes import WebSocketClient, WebSocketServer, X509Certificate

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
        blocked, nobody, server = "ws://127.0.0.1:6000", *sys.argv[1:]
        print("headers", WebSocketClient().connect_to_url(nobody, [], False, ["X-Token: a"]))
        print("verify", WebSocketClient(verify_ssl=False).connect_to_url("wss://127.0.0.1:9"))
        trusting = WebSocketClient()
        trusting.trusted_ssl_certificate = X509Certificate("-----BEGIN CERTIFICATE-----")
        print("trust", trusting.connect_to_url("wss://127.0.0.1:9"))
        for name, to in (("nobody", nobody), ("blocked", blocked), ("one", server), ("chat", server)):
            client = WebSocketClient(compression=True, ping_interval=0.05)
            self.add_child(client)
            client.connection_error.connect(lambda name=name: print("connection_error", name))
            print(name, client.connect_to_url(to, [name]))
        for name, what in FORBIDDEN.items():
            try:
                what()
            except Exception as error:
                print(f"{name}: {type(error).__name__}: {error}")


if __name__ == "__main__":
    raise SystemExit(run(Main))
