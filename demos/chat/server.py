"""The chat's server, and a console around it.

python -m demos.chat.server [--port N] [--raw] [--text]
"""

import argparse
import sys

from demos.console import Console
from engine import ERR_DOES_NOT_EXIST, ERR_UNCONFIGURED, OK, Node, Signal, run
from nodes import WebSocketServer

from .utils import BINARY, BROADCAST, TEXT, decode, encode, target_of


class Server(Node):
    """Serves everyone who connects. In raw mode clients hear the server alone; in multiplayer mode
    it passes on what they send to each other."""

    logged = Signal[str]("line")

    write_mode = BINARY
    use_multiplayer = True

    def __init__(self):
        self.clients = []  # ids, in the order in which they came
        self._server = WebSocketServer()
        self.add_child(self._server)  # in the tree it polls itself
        self._server.connect("client_connected", self, "_client_connected")
        self._server.connect("client_disconnected", self, "_client_disconnected")
        self._server.connect("client_close_request", self, "_client_close_request")
        self._server.connect("data_received", self, "_client_receive")
        # In multiplayer mode these are heard in the place of the first, second and fourth.
        self._server.connect("peer_connected", self, "_client_connected", ["multiplayer_protocol"])
        self._server.connect("peer_disconnected", self, "_client_disconnected")
        self._server.connect("peer_packet", self, "_client_receive")

    def listen(self, port):
        protocols = ["my-protocol", "binary"]
        error = self._server.listen(port, protocols, self.use_multiplayer)
        if error != OK:
            self.logged.emit(f"Error listening on port {port}")
            return error
        # "Listing": spelt as in Godot's demo, whose lines these are.
        self.logged.emit(f"Listing on port {self._server.get_listening_port()}")
        if not self.use_multiplayer:
            self.logged.emit(f"Supported protocols: [{', '.join(protocols)}]")
        return OK

    def stop(self):
        self.clients.clear()
        self._server.stop()
        self.logged.emit("Server stopped")

    def set_write_mode(self, mode):
        """For the clients that are there, and for those who come."""
        self.write_mode = mode
        if not self.use_multiplayer:
            for id in self.clients:
                self._server.get_peer(id).set_write_mode(mode)

    def send(self, text, destination=BROADCAST):
        """Send a text; return OK, or an error if it went to nobody."""
        if not self._server.is_listening():
            return ERR_UNCONFIGURED
        to = target_of(destination, self.clients) if self.use_multiplayer else 0
        if to is None:
            return ERR_DOES_NOT_EXIST
        self.logged.emit(f"Sending data {text} to {to}")
        if self.use_multiplayer:
            self._server.set_target_peer(to)
            return self._server.put_packet(encode(text, BINARY))
        for id in self.clients:
            self._server.get_peer(id).put_packet(encode(text, self.write_mode))
        return OK

    def _exit_tree(self):
        self.clients.clear()
        self._server.stop()

    def _client_connected(self, id, protocol):
        self.clients.append(id)
        if not self.use_multiplayer:
            self._server.get_peer(id).set_write_mode(self.write_mode)
        self.logged.emit(f"{id}: Client connected with protocol {protocol}")

    def _client_close_request(self, id, code, reason):
        self.logged.emit(f"Client {id} close code: {code}, reason: {reason}")

    def _client_disconnected(self, id, was_clean=True):
        if id in self.clients:  # not if it was us who stopped
            self.clients.remove(id)
            self.logged.emit(f"Client {id} disconnected. Was clean: {was_clean}")

    def _client_receive(self, id):
        if self.use_multiplayer:
            self.logged.emit(f"MPAPI: From {id} data: {decode(self._server.get_packet(), False)}")
        else:
            peer = self._server.get_peer(id)
            packet, is_text = peer.get_packet(), peer.was_string_packet()
            self.logged.emit(f"Data from {id} BINARY: {not is_text}: {decode(packet, is_text)}")


class Main(Node):
    options = None

    def _ready(self):
        server, console = Server(), Console()
        server.logged.connect(print)
        server.use_multiplayer = not self.options.raw
        server.write_mode = TEXT if self.options.text and self.options.raw else BINARY
        self.add_child(server)
        self.add_child(console)
        console.line_read.connect(lambda line: line and server.send(line))
        if server.listen(self.options.port) != OK:
            self.get_tree().quit(1)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="demos.chat.server")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--raw", action="store_true", help="without Godot's multiplayer framing")
    parser.add_argument("--text", action="store_true", help="text instead of Variants (with --raw)")
    Main.options = parser.parse_args()
    sys.exit(run(Main))
