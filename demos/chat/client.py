"""The chat's client."""

from engine import OK, Signal
from nodes import Timer, WebSocketClient

from .chatter import BINARY, TEXT, Chatter, decode, encode, is_servers_first

LONGEST_PAUSE = 8.0  # seconds between two tries to reconnect


class Client(Chatter):
    """Talks to the server alone in raw mode, in multiplayer mode to everyone who is there."""

    connected = Signal()
    disconnected = Signal()

    reconnect = False  # whether to try again when the connection is lost, until `disconnect_from_host`

    def __init__(self):
        super().__init__()
        self._url = ""
        self._wanted = False  # by the user, who has neither left nor been told that there is no way
        self._misunderstood = False  # the server speaks the other mode
        self._pause = 1.0
        self._again = Timer()
        self._again.one_shot = True
        self._again.timeout.connect(self._try)
        self.add_child(self._again)
        self._client = WebSocketClient(connect_timeout=10.0)
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
        self._client.connect("peer_disconnected", self, "_left")
        self._client.connect("peer_packet", self, "_received")

    def connect_to_url(self, url):
        """Begin to connect; return OK, or an error if there is no such address."""
        self._url, self._wanted, self._pause = url, True, 1.0
        return self._try()

    def disconnect_from_host(self):
        """Leave, or give up connecting."""
        trying = self._wanted and not self.is_open()
        self._wanted = False
        self._again.stop()
        self._client.disconnect_from_host(1000, "Bye bye!")
        if trying:  # then no signal comes
            self._set_status("idle", "not connected")

    def is_wanted(self):
        """Whether we are connected, or trying to be."""
        return self._wanted

    def is_open(self):
        return self.status[0] == "good"  # else the other end may be there, but does not understand us

    def _try(self):
        self._log(f"Connecting to host: {self._url}")
        self._misunderstood = False
        self._set_status("busy", f"connecting to {self._url} …")
        error = self._client.connect_to_url(
            self._url, ["my-protocol2", "my-protocol", "binary"], self.use_multiplayer
        )
        if error != OK:
            self._wanted = False
            self._set_status("bad", self._client.get_last_error())
        return error

    def set_write_mode(self, mode):
        """From the next message on."""
        self.write_mode = mode

    def _put(self, text, to):
        mode = BINARY if self.use_multiplayer else self.write_mode
        packet = encode(text, mode)
        self._trace("→", self.words_of(to) if self.use_multiplayer else "server", packet, mode == TEXT)
        if self.use_multiplayer:
            self._client.set_target_peer(to)
            return self._client.put_packet(packet)
        server = self._client.get_peer(1)
        server.set_write_mode(mode)
        return server.put_packet(packet)

    def _exit_tree(self):
        self._client.disconnect_from_host(1001, "Bye bye!")

    def _connected(self, protocol):
        self._pause = 1.0
        if self.use_multiplayer:
            me = self._client.get_unique_id()
            self._set_status("good", f"connected as {self.nickname or 'peer'} ({me}), multiplayer")
        else:
            self._set_status("good", f"connected, raw, protocol {protocol or 'none'}")
        self._log(f"Client just connected with protocol: {protocol}")
        self.connected.emit()

    def _disconnected(self, was_clean=True):
        why = self._client.get_last_error()
        self._all_left()
        self._log(f"Client just disconnected. Was clean: {was_clean}")
        if self._misunderstood:
            self._set_status(
                "bad",
                "the server speaks Godot's multiplayer protocol, you do not:"
                " tick “Multiplayer API”, and connect again",
            )
        elif not self._wanted:
            self._set_status("idle", "not connected: you left")
        elif self.reconnect:
            self._set_status("busy", f"{why or 'the server closed'}; trying again in {self._pause:.0f} s")
            self._again.start(self._pause)
            self._pause = min(2 * self._pause, LONGEST_PAUSE)
        else:
            self._wanted = False
            self._set_status("bad", why or "the server closed the connection")
        self.disconnected.emit()

    def _close_request(self, code, reason):
        self._log(f"Close code: {code}, reason: {reason}")

    def _peer_connected(self, id):
        self._log(f"{id}: Client just connected")
        self._joined(id)

    def _received(self, id):
        if self.use_multiplayer:
            packet = self._client.get_packet()
            self._trace("←", self.name_of(id), packet)
            text = decode(packet, False)
            self._log(f"MPAPI: From {id} Data: {text}")
        else:
            peer = self._client.get_peer(id)
            packet, is_text = peer.get_packet(), peer.was_string_packet()
            self._trace("←", "server", packet, is_text)
            if not is_text and is_servers_first(packet):
                self._misunderstood = True
                self.disconnect_from_host()
                return
            text = decode(packet, is_text)
            self._log(f"Received data. BINARY: {not is_text}: {text}")
        self._heard(id, text)
