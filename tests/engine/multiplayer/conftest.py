import pytest

from engine.testing import MemoryMultiplayer, SteppedTree


class Game:
    """Trees joined in memory: `game.trees[1]` is the server's, the others are by their clients' ids."""

    def __init__(self):
        self.network = MemoryMultiplayer()
        self.trees = {}

    def start(self, *ids, godot4=()):
        """Make a server and these clients; those in `godot4` speak as Godot 4 does."""
        if godot4 and not ids:
            self.network = MemoryMultiplayer(4)
        for id in (1, *ids, *godot4):
            tree = self.trees[id] = SteppedTree()
            version = 4 if id in godot4 else 3
            tree.network_peer = self.network.host() if id == 1 else self.network.join(id, version)
        self.settle()
        return self.trees

    def add(self, make, name=""):
        """Add a node of each tree's own, and return them by id."""
        return {id: tree.add(make(), name) for id, tree in self.trees.items()}

    def settle(self):
        self.network.settle(*self.trees.values())

    def sent(self, id):
        """Return the list to which each packet that this end sends is added from now on, with its target."""
        peer, log = self.trees[id].network_peer, []
        send = peer._send_
        peer._send_ = lambda to, data: (log.append((to, data)), send(to, data))[1]
        return log

    def finish(self):
        for tree in self.trees.values():
            tree.finish()
            tree.raise_faults()


@pytest.fixture
def game():
    game = Game()
    yield game
    game.finish()


@pytest.fixture
def lines(rpc_log):
    return rpc_log
