"""The chat's server."""

from engine import OK, MultiplayerAPI, PoolByteArray
from nodes import WebSocketServer

from .chatter import BINARY, NAMELESS, TEXT, Chatter, decode, encode

TYPE = b"\4"
"""Begins a text that is a Variant: the number of its type. What Godot 3's MultiplayerAPI sends for
`send_bytes` happens to begin with the same number. So we leave the first byte to an API, and everybody
understands each other: Godot 3's, whose chat writes to its peer itself, and Godot 4's, where only an API
passes things on."""


class Server(Chatter):
    """Serves everyone who connects. In raw mode clients hear the server alone; in multiplayer mode
    it passes on what they send to each other, whether they are of Godot 3 or of Godot 4."""

    status = ("idle", "stopped")
    godot_versions = (3, 4)  # which Godots may come in multiplayer mode

    def __init__(self):
        super().__init__()
        self._api = MultiplayerAPI()
        self._server = WebSocketServer()
        self.add_child(self._server)  # in the tree it polls itself
        self._server.connect("client_connected", self, "_client_connected")
        self._server.connect("client_disconnected", self, "_client_disconnected")
        self._server.connect("client_close_request", self, "_client_close_request")
        self._server.connect("data_received", self, "_client_receive")
        # In multiplayer mode these are heard in the place of the first, second and fourth.
        self._api.connect("network_peer_connected", self, "_client_connected", ["multiplayer_protocol"])
        self._api.connect("network_peer_disconnected", self, "_client_disconnected")
        self._api.connect("network_peer_packet", self, "_client_receive")

    def _enter_tree(self):
        self.get_tree().set_multiplayer(self._api, self.get_path())  # of our own, which the tree polls

    def listen(self, port):
        """Begin to serve; return OK, or an error if the port cannot be had."""
        protocols = ["my-protocol", "binary"]
        self._server.godot_versions = self.godot_versions
        error = self._server.listen(port, protocols, self.use_multiplayer)
        if error != OK:
            self._log(f"Error listening on port {port}")
            self._set_status("bad", self._server.get_last_error())
            return error
        self._api.network_peer = self._server if self.use_multiplayer else None
        # "Listing": spelt as in Godot's demo, whose lines these are.
        self._log(f"Listing on port {self.get_port()}")
        if not self.use_multiplayer:
            self._log(f"Supported protocols: [{', '.join(protocols)}]")
        self._tell_status()
        return OK

    def stop(self):
        """Stop serving, and let everyone know."""
        self._all_left()
        self._server.stop()
        self._set_status("idle", "stopped")
        self._log("Server stopped")

    def get_port(self):
        """The port that is listened on: useful after `listen(0)`, which takes any free one."""
        return self._server.get_listening_port()

    def is_open(self):
        return self._server.is_listening()

    def set_write_mode(self, mode):
        """For the clients that are there, and for those who come."""
        self.write_mode = mode
        if not self.use_multiplayer:
            for id in self.peers:
                self._server.get_peer(id).set_write_mode(mode)

    def _put(self, text, to):
        mode = BINARY if self.use_multiplayer else self.write_mode
        packet = encode(text, mode)
        self._trace("→", self.words_of(to), packet, mode == TEXT)
        if self.use_multiplayer:
            return self._api.send_bytes(packet.removeprefix(TYPE), to)
        result = OK
        for id in self.peers:
            result = self._server.get_peer(id).put_packet(packet) or result
        return result

    def _exit_tree(self):
        self._server.stop()
        self.get_tree().set_multiplayer(None, self.get_path())

    def _tell_status(self):
        count = len(self.peers)
        clients = "nobody is here yet" if count == 0 else "1 client" if count == 1 else f"{count} clients"
        mode = "multiplayer" if self.use_multiplayer else "raw"
        self._set_status("good", f"listening on port {self.get_port()}, {mode}: {clients}")

    def _client_connected(self, id, protocol):
        if not self.use_multiplayer:
            self._server.get_peer(id).set_write_mode(self.write_mode)
        self._log(f"{id}: Client connected with protocol {protocol}")
        self._joined(id)
        self._tell_status()

    def _client_close_request(self, id, code, reason):
        self._log(f"Client {id} close code: {code}, reason: {reason}")

    def _client_disconnected(self, id, was_clean=True):
        if id in self.peers:  # not if it was us who stopped
            self._left(id)
            self._log(f"Client {id} disconnected. Was clean: {was_clean}")
            self._tell_status()

    def _client_receive(self, id, data=b""):
        if self.use_multiplayer:
            packet = PoolByteArray(TYPE + data)
            self._trace("←", self.name_of(id), packet)
            text = decode(packet, False)
            self._log(f"MPAPI: From {id} data: {text}")
        else:
            peer = self._server.get_peer(id)
            packet, is_text = peer.get_packet(), peer.was_string_packet()
            self._trace("←", self.name_of(id), packet, is_text)
            if bytes(packet).startswith(NAMELESS):
                self.noted.emit(
                    f"{self.name_of(id)} speaks Godot's multiplayer protocol, this server does not:"
                    " stop, tick “Multiplayer API”, and listen again",
                    True,
                )
            text = decode(packet, is_text)
            self._log(f"Data from {id} BINARY: {not is_text}: {text}")
        self._heard(id, text)
