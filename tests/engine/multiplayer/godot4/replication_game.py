"""Two kinds of nodes, a spawner and trees that are joined in memory, for tests of what goes between them."""

from engine import Node, Vector2, rpc
from engine.testing import MemoryMultiplayer, SteppedTree
from engine.testing.clock import FakeClock
from nodes import MultiplayerSpawner, MultiplayerSynchronizer, SceneReplicationConfig


def config(*always, on_change=()):
    made = SceneReplicationConfig()
    for path in (*always, *on_change):
        made.add_property(path)
    for path in on_change:
        made.property_set_watch(path, True)
    return made


class Mob(Node):
    def __init__(self):
        self.hp, self.pos, self.poked = 10, Vector2(0, 0), []
        self.sync = MultiplayerSynchronizer(
            name="Sync", replication_config=config(".:pos", on_change=[".:hp"])
        )
        self.add_child(self.sync)

    @rpc("any_peer")
    def poke(self, x):
        self.poked.append(x)


class Bare(Node):
    """Without a synchronizer."""


class Game:
    """`trees[1]` is the server, with a World and a Spawner as the others have."""

    def __init__(self):
        self.network = MemoryMultiplayer(4)
        self.trees = {}

    def start(self, *ids):
        for id in (1, *ids):
            self.join(id)
        self.frames(4)
        return [self.trees[id] for id in (1, *ids)]

    def join(self, id):
        tree = self.trees[id] = SteppedTree()
        tree.clock = FakeClock()
        tree.world = tree.add(Node(), "World")
        tree.spawner = MultiplayerSpawner(spawn_path="../World", spawn_function=self.make)
        for scene in (Mob, Bare):
            tree.spawner.add_spawnable_scene(scene)
        tree.add(tree.spawner, "Spawner")
        tree.network_peer = self.network.host() if id == 1 else self.network.join(id, 4)
        return tree

    @staticmethod
    def make(data):
        made = Mob()
        made.name = str(data)
        return made

    def add(self, name="Mob", kind=Mob):
        made = kind()
        made.name = name
        self.trees[1].world.add_child(made, True)
        return made

    def frames(self, count=3):
        for _ in range(count):
            for tree in self.trees.values():
                tree.clock.advance(1 / 60)
                tree.step()

    def tell(self, source, to, packet):
        """Send a packet as an end would that has its own mind."""
        peer = self.trees[source].network_peer
        peer.set_target_peer(to)
        peer.put_packet(packet)
        self.frames(2)

    def finish(self):
        for tree in self.trees.values():
            tree.finish()
            tree.raise_faults()
