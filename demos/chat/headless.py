"""The chat without a window: what is said is printed, what is typed is sent."""

import sys

from demos.console import Console
from engine import OK, Node

from .client import Client
from .server import Server


class HeadlessServer(Node):
    def __init__(self, options):
        self.server = Server()
        self.server.use_multiplayer = not options.raw
        self.server.write_mode = options.write_mode
        self.server.nickname = options.name
        self.server.logged.connect(print)
        self.add_child(self.server)
        self.port = options.port

    def _ready(self):
        console = Console()
        console.line_read.connect(lambda line: line and self.server.send(line))
        self.add_child(console)
        if self.server.listen(self.port) != OK:
            self.get_tree().quit(1)


class HeadlessClient(Node):
    def __init__(self, options):
        self.client = Client()
        self.client.use_multiplayer = not options.raw
        self.client.write_mode = options.write_mode
        self.client.nickname = options.name
        self.client.reconnect = options.reconnect
        self.client.logged.connect(print)
        self.add_child(self.client)
        self.url, self.say = options.url, options.say

    async def _ready(self):
        client = self.client
        if not client.reconnect:
            client.disconnected.connect(self._end)
        if client.connect_to_url(self.url) != OK:
            self.get_tree().quit(1)
            return
        await client.connected
        for text in self.say:
            client.send(text)
        console = Console()
        console.line_read.connect(lambda line: line and client.send(line))
        console.ended.connect(client.disconnect_from_host)  # Ctrl+D, or the end of a pipe
        self.add_child(console)  # reads from now on

    def _end(self):
        kind, words = self.client.status
        if kind == "bad":
            print(f"ERROR: {words}", file=sys.stderr)
        self.get_tree().quit(1 if kind == "bad" else 0)
