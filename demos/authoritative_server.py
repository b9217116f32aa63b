"""A server in Python that has the last word, for games of Godot: the authoritative_client…gd beside this.

python -m demos.authoritative_server [port]

Clients say only where they want to go. The server moves them, at its own speed and within its own
walls, and tells everybody where everybody is. Both have a node /root/World, which is how the calls of
one end find the other. Players of Godot 3 and of Godot 4 meet in it.
"""

import argparse
import sys
from math import isfinite

from engine import OK, Node, Vector2, puppet, remote, run
from engine.runner.options import add_run_options, run_options
from nodes import WebSocketServer


class World(Node):
    port = 9080
    size = Vector2(1024, 600)
    speed = 200.0  # pixels per second

    def _ready(self):
        self.positions = {}
        self.directions = {}
        tree = self.get_tree()
        tree.network_peer_connected.connect(self._on_peer_connected)
        tree.network_peer_disconnected.connect(self._on_peer_disconnected)
        self.server = WebSocketServer(godot_versions=(3, 4))
        self.add_child(self.server)
        if self.server.listen(self.port, [], True) != OK:  # True: for Godot's multiplayer
            tree.quit(1)
            return
        tree.network_peer = self.server

    def _on_peer_connected(self, id):
        self.positions[id] = self.size / 2
        self.directions[id] = Vector2()

    def _on_peer_disconnected(self, id):
        del self.positions[id], self.directions[id]

    @remote  # clients: rpc_id(1, "set_direction", Vector2(…))
    def set_direction(self, direction):
        id = self.multiplayer.get_rpc_sender_id()  # the network says who it is, not an argument
        # Anybody can send anything: look at it before it goes into the game.
        if isinstance(direction, Vector2) and isfinite(direction.length()):
            self.directions[id] = direction.clamped(1.0)  # nobody is faster than the others

    @puppet
    def set_positions(self, positions):
        """The players do that; to those of Godot 4 both ends declare what either of them does."""

    def _physics_process(self, delta):
        for id, direction in self.directions.items():
            to = self.positions[id] + direction * self.speed * delta
            self.positions[id] = Vector2(min(max(to.x, 0), self.size.x), min(max(to.y, 0), self.size.y))
        if self.positions:
            self.rpc_unreliable("set_positions", self.positions)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("port", nargs="?", type=int, default=World.port)
    add_run_options(parser)
    options = parser.parse_args()
    World.port = options.port
    sys.exit(run(World, **run_options(options)))
