"""A player: asks the lobby for a room, goes there, and comes again when sent away, as client.gd does."""

from random import uniform

from engine import OK, MultiplayerAPI, Node
from nodes import WebSocketClient

from .room import Arena


class Bot(Node):
    lobby_url = ""

    def _ready(self):
        self.room = ""  # where it is
        self.wanted = ""  # where it was sent
        self.client = None
        self.api = MultiplayerAPI()
        self.get_tree().set_multiplayer(self.api, self.get_path())
        self.arena = Arena(name="Arena")
        self.add_child(self.arena)
        self.api.connected_to_server.connect(self._on_entered)
        for bad in (self.api.connection_failed, self.api.server_disconnected):
            bad.connect(self.come_again)
        self.ask()

    def _exit_tree(self):
        self.get_tree().set_multiplayer(None, self.get_path())

    def open(self, url, is_room):
        """Connect to somebody, and to nobody else."""
        self.close()
        self.client = WebSocketClient()
        self.add_child(self.client)
        if not is_room:
            self.client.connection_established.connect(self._on_lobby)
            self.client.data_received.connect(self._on_answer)
            self.client.connection_error.connect(self.come_again)
            self.client.connection_closed.connect(self._on_lobby_closed)
        if self.client.connect_to_url(url, [], is_room) != OK:
            self.come_again()
        elif is_room:
            self.api.network_peer = self.client

    def close(self):
        self.room = ""
        self.api.network_peer = None
        if self.client is not None:
            self.client.queue_free()
            self.client = None

    def ask(self):
        self.open(self.lobby_url, False)

    def come_again(self):
        """Ask the lobby once more, a moment later: all who were sent away together do not come together."""
        self.close()
        self.get_tree().create_timer(uniform(0.3, 0.6)).timeout.connect(self.ask)

    def _on_lobby(self, protocol):
        self.client.get_peer(1).put_var(self.name)

    def _on_lobby_closed(self, was_clean):
        self.come_again()

    def _on_answer(self):
        answer = self.client.get_peer(1).get_var()
        if isinstance(answer, dict) and answer:
            self.wanted = answer["room"]
            self.open(answer["url"], True)
        else:
            self.come_again()

    def _on_entered(self):
        self.room = self.wanted
