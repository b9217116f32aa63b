"""A room: the authority of its players, who come by gateways or directly."""

from engine import OK, MultiplayerAPI, Node, remote
from nodes import Backplane, Cluster, WebSocketServer, ticket_authenticator, ticket_holder


class Arena(Node):
    """The game, at both ends: here players wave to each other."""

    def _ready(self):
        self.waves = 0

    @remote
    def wave(self, name):
        self.waves += 1


class Room(Node):
    """In a game of its own this is the process: here it is a branch, with a multiplayer of its own."""

    store = secret = ""
    places = 64
    port = 0  # where players come directly
    gateways_port = None  # where gateways come, if any do
    url = ""  # where players are sent: to the gateways, if there are any

    def _ready(self):
        self.api = MultiplayerAPI()
        self.get_tree().set_multiplayer(self.api, self.get_path())
        self.names = {}  # of the players, by id
        self.news = []  # of other rooms
        self.arena = Arena(name="Arena")
        self.add_child(self.arena)
        self.server = WebSocketServer(max_clients=self.places)
        self.server.authenticator = ticket_authenticator(self.secret, self.name)
        self.add_child(self.server)
        self.api.network_peer_connected.connect(self._on_player_came)
        self.api.network_peer_disconnected.connect(self._on_player_left)
        if self.gateways_port is None:
            self.error = self.server.listen(self.port, [], True)
        else:
            self.error = self.server.listen_for_gateways(self.gateways_port, self.secret)
        if self.error != OK:
            return
        self.api.network_peer = self.server
        self.cluster = Cluster(url=self.store, secret=self.secret)
        self.add_child(self.cluster)
        url = self.url or f"ws://localhost:{self.server.get_listening_port()}"
        self.cluster.open_room(self.name, url, self.server)
        self.backplane = Backplane()
        self.backplane.message_received.connect(self._on_news)
        self.backplane.subscribe("news")
        self.cluster.add_child(self.backplane)

    def _exit_tree(self):
        self.server.stop()
        self.get_tree().set_multiplayer(None, self.get_path())

    def _on_player_came(self, id):
        self.names[id] = ticket_holder(self.server.get_peer_path(id))
        self.backplane.publish("news", f"{self.names[id]} is in {self.name}")

    def _on_player_left(self, id):
        del self.names[id]

    def _on_news(self, topic, value, origin):
        if origin != self.backplane.origin:
            self.news.append(value)
