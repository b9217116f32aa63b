"""The chat's client, and a console around it.

python -m demos.chat.client URL [--raw] [--text] [--say TEXT]... [--quit-after FRAMES]
"""

import argparse
import sys

from demos.console import Console
from engine import ERR_DOES_NOT_EXIST, ERR_UNCONFIGURED, OK, Node, Signal, run
from nodes import WebSocketClient

from .utils import BINARY, BROADCAST, TEXT, decode, encode, target_of


class Client(Node):
    """Talks to the server alone in raw mode, in multiplayer mode to everyone who is there."""

    logged = Signal[str]("line")
    connected = Signal[()]()
    disconnected = Signal[()]()

    write_mode = BINARY
    use_multiplayer = True

    def __init__(self):
        self.peers = []  # who else is there, the server too, in the order in which we heard of them
        self._client = WebSocketClient()
        self.add_child(self._client)  # in the tree it polls itself
        self._client.connect("connection_established", self, "_connected")
        self._client.connect("connection_error", self, "_disconnected", [False])
        self._client.connect("connection_closed", self, "_disconnected")
        self._client.connect("server_close_request", self, "_close_request")
        self._client.connect("data_received", self, "_received", [1])
        # In multiplayer mode these are heard in the place of all but `server_close_request`.
        self._client.connect("connection_succeeded", self, "_connected", ["multiplayer_protocol"])
        self._client.connect("connection_failed", self, "_disconnected", [False])
        self._client.connect("server_disconnected", self, "_disconnected")
        self._client.connect("peer_connected", self, "_peer_connected")
        self._client.connect("peer_disconnected", self, "_peer_disconnected")
        self._client.connect("peer_packet", self, "_received")

    def connect_to_url(self, url):
        self.logged.emit(f"Connecting to host: {url}")
        return self._client.connect_to_url(
            url, ["my-protocol2", "my-protocol", "binary"], self.use_multiplayer
        )

    def disconnect_from_host(self):
        self._client.disconnect_from_host(1000, "Bye bye!")

    def send(self, text, destination=BROADCAST):
        """Send a text; return OK, or an error if it went to nobody."""
        if self._client.get_connection_status() != self._client.CONNECTION_CONNECTED:
            return ERR_UNCONFIGURED
        to = target_of(destination, self.peers) if self.use_multiplayer else 0
        if to is None:
            return ERR_DOES_NOT_EXIST
        self.logged.emit(f"Sending data {text} to {to}")
        if self.use_multiplayer:
            self._client.set_target_peer(to)
            return self._client.put_packet(encode(text, BINARY))
        server = self._client.get_peer(1)
        server.set_write_mode(self.write_mode)
        return server.put_packet(encode(text, self.write_mode))

    def _exit_tree(self):
        self._client.disconnect_from_host(1001, "Bye bye!")

    def _connected(self, protocol):
        self.logged.emit(f"Client just connected with protocol: {protocol}")
        self.connected.emit()

    def _disconnected(self, was_clean=True):
        self.peers.clear()
        self.logged.emit(f"Client just disconnected. Was clean: {was_clean}")
        self.disconnected.emit()

    def _close_request(self, code, reason):
        self.logged.emit(f"Close code: {code}, reason: {reason}")

    def _peer_connected(self, id):
        self.peers.append(id)
        self.logged.emit(f"{id}: Client just connected")

    def _peer_disconnected(self, id):
        if id in self.peers:
            self.peers.remove(id)

    def _received(self, id):
        if self.use_multiplayer:
            self.logged.emit(f"MPAPI: From {id} Data: {decode(self._client.get_packet(), False)}")
        else:
            peer = self._client.get_peer(id)
            packet, is_text = peer.get_packet(), peer.was_string_packet()
            self.logged.emit(f"Received data. BINARY: {not is_text}: {decode(packet, is_text)}")


class Main(Node):
    options = None

    async def _ready(self):
        options, client, console = self.options, Client(), Console()
        client.logged.connect(print)
        client.disconnected.connect(self.get_tree().quit)
        client.use_multiplayer = not options.raw
        client.write_mode = TEXT if options.text and options.raw else BINARY
        self.add_child(client)
        if client.connect_to_url(options.url) != OK:
            self.get_tree().quit(1)
            return
        await client.connected
        for text in options.say:
            client.send(text)
        console.line_read.connect(lambda line: line and client.send(line))
        console.ended.connect(client.disconnect_from_host)  # Ctrl+D, or the end of a pipe
        self.add_child(console)  # reads from now on


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="demos.chat.client")
    parser.add_argument("url", nargs="?", default="ws://localhost:8000/test/")
    parser.add_argument("--raw", action="store_true", help="without Godot's multiplayer framing")
    parser.add_argument("--text", action="store_true", help="text instead of Variants (with --raw)")
    parser.add_argument("--say", action="append", default=[], metavar="TEXT")
    parser.add_argument("--quit-after", type=int, metavar="FRAMES")
    Main.options = parser.parse_args()
    sys.exit(run(Main, quit_after=Main.options.quit_after))
