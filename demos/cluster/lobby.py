"""The lobby: who says its name is told a room and gets a ticket for it."""

from engine import Node
from nodes import Cluster, WebSocketServer


class Lobby(Node):
    store = secret = ""
    port = 0

    def _ready(self):
        self.cluster = Cluster(url=self.store, secret=self.secret)
        self.add_child(self.cluster)
        self.server = WebSocketServer(max_clients=1000)
        self.server.set_rate_limit(10)
        self.add_child(self.server)
        self.server.data_received.connect(self._on_data)
        self.error = self.server.listen(self.port)

    def get_url(self):
        return f"ws://localhost:{self.server.get_listening_port()}"

    def _on_data(self, id):
        peer = self.server.get_peer(id)
        name = peer.get_var()
        if not isinstance(name, str) or not 0 < len(name) <= 20:
            self.server.disconnect_peer(id, 1008, "say your name")
            return
        # All bots have one address. Where players come from their own, that is the better `asker`.
        room = self.cluster.find_room("arena", asker=name)
        if room is None:
            peer.put_var({})  # come again
            return
        ticket = self.cluster.make_ticket(room.name, name)
        peer.put_var({"room": room.name, "url": f"{room.url}/?token={ticket}"})
