"""The lobby: hosts a game or joins one, and says in words how it ended.

It needs no place of its own in the tree; what is called over the network is the Game.
"""

from demos.names import free_name
from engine import OK, Node, Signal
from nodes import WebSocketClient, WebSocketServer

from .game import HOST

PORT = 8080
PROTOCOL = "ludus"


class Lobby(Node):
    status = Signal[str]("text")
    started = Signal[int]("id")
    ended = Signal[str]("why")

    game = None
    """Set before the lobby enters the tree. The network that the game's calls take is used here, too."""
    player_name = ""
    peer = None
    godot_versions = (3, 4)  # which Godots may join

    def _ready(self):
        self.api = self.game.multiplayer
        self.api.network_peer_connected.connect(self._peer_connected)
        self.api.network_peer_disconnected.connect(self._peer_disconnected)
        self.api.connected_to_server.connect(self._connected)
        self.api.connection_failed.connect(self._failed)
        self.api.server_disconnected.connect(self._host_left)

    def host(self, port=PORT, plays=True):
        """Open a game to others. `plays=False`: a dedicated server, which only referees."""
        self.leave()
        server = WebSocketServer(godot_versions=self.godot_versions)
        self.add_child(server)  # in the tree it is served in each frame; freed with us
        error = server.listen(port, [PROTOCOL], True)  # True: Godot's multiplayer framing
        if error != OK:
            return self._give_up(server, error)
        self._begin(server)
        if plays:
            self.game.add_player(HOST, free_name(self.player_name, ()))
        self.status.emit(f"Hosting on port {server.get_listening_port()}")
        self.game.open()
        self.started.emit(HOST)
        return OK

    def join(self, host="localhost", port=PORT):
        """Ask to join the game of another program: Python or Godot."""
        self.leave()
        client = WebSocketClient()
        self.add_child(client)
        client.connect_timeout = 10.0
        error = client.connect_to_url(f"ws://{host}:{port}", [PROTOCOL], True)
        if error != OK:
            return self._give_up(client, error)
        self._begin(client)
        self.status.emit(f"Connecting to {host}:{port} ...")
        return OK

    def leave(self):
        """End our game, leave the host's, or stop trying to get there."""
        if self.is_connecting():
            self._end("you stopped connecting")
        elif self.peer is not None:
            self._end("you ended the game" if self.peer.is_server() else "you left")

    def is_connecting(self):
        return self.peer is not None and self.peer.get_connection_status() == self.peer.CONNECTION_CONNECTING

    def _begin(self, peer):
        self.peer = self.api.network_peer = peer
        self.game.start()

    def _give_up(self, peer, error):
        self.ended.emit(peer.get_last_error())
        peer.queue_free()
        return error

    def _end(self, why):
        peer, self.peer = self.peer, None
        self.api.network_peer = None
        peer.queue_free()  # says goodbye to everyone connected
        self.game.start()
        self.ended.emit(why)

    # From the network, by way of the MultiplayerAPI.

    def _peer_connected(self, id):
        if self.api.is_network_server():
            self.game.welcome(id)

    def _peer_disconnected(self, id):
        if self.api.is_network_server():
            self.game.farewell(id)

    def _connected(self):
        id = self.api.get_network_unique_id()
        self.status.emit(f"Connected as {id}")
        self.game.rpc("set_player_name", self.player_name)
        self.started.emit(id)

    def _failed(self):
        self._end(f"could not connect: {self.peer.get_last_error()}")

    def _host_left(self):
        self._end("the host ended the game")
