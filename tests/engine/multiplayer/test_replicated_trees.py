"""An authority and two receivers, whatever happens: each receiver's tree is what it may see.

Nodes come, go and come back, values change, peers come, go and are lost, may see and may not, SYNC packets
are lost on the way; after a few frames the trees are compared.
"""

import logging

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from engine import Node, Vector2
from engine.testing import MemoryMultiplayer, SteppedTree
from nodes import MultiplayerSpawner, MultiplayerSynchronizer, Node2D

from .recorded_game import ALWAYS, NEVER, ON_CHANGE, configured

CONFIG = configured((".:hp", True, ON_CHANGE), (".:pos", True, ALWAYS), (".:bag", True, ON_CHANGE))
KIND = configured((".:kind", True, NEVER))
NAMES = [f"N{number}" for number in range(3)]
names, receivers = st.sampled_from(NAMES), st.sampled_from([2, 3])


class Mob(Node2D):
    def __init__(self):
        self.hp, self.pos, self.bag, self.kind = 0, Vector2(0, 0), [], ""
        self.add_child(MultiplayerSynchronizer(name="Sync", replication_config=CONFIG))
        self.add_child(MultiplayerSynchronizer(name="Kind", replication_config=KIND, public_visibility=False))


class Placed(Node):
    def __init__(self):
        self.hp, self.pos, self.bag = 0, Vector2(0, 0), []
        self.add_child(MultiplayerSynchronizer(name="Sync", replication_config=CONFIG))


def made(data):
    mob = Mob()
    mob.name, mob.kind = data
    return mob


def start(peer):
    tree = SteppedTree()
    world = Node2D(name="World")
    tree.root.add_child(world)
    spawner = MultiplayerSpawner(name="Spawner", spawn_path="../World", spawn_function=made)
    spawner.add_spawnable_scene(Mob)
    tree.root.add_child(spawner)
    tree.add(Placed(), "Placed")
    tree.world, tree.spawner = world, spawner
    tree.network_peer = peer
    return tree


def shown(node):
    return node.name, node.hp, node.pos, node.bag


class Lines(logging.Handler):
    """What is refused, which is nothing while all ends are ours."""

    def __init__(self):
        super().__init__()
        self.found = []

    def emit(self, record):
        self.found.append(record.getMessage())


class Trees(RuleBasedStateMachine):
    @initialize()
    def begin(self):
        self.lines = Lines()
        logging.getLogger("estragon.rpc").addHandler(self.lines)
        self.network = MemoryMultiplayer(4)
        self.server = start(self.network.host())
        self.clients = {2: start(self.network.join(2, 4))}
        self.away = {}
        self.hidden = set()
        """Pairs of a name and a client that the filter of that node refuses."""
        self.spawn("N0", False, True)

    def teardown(self):
        for tree in (self.server, *self.clients.values()):
            tree.finish()
            tree.raise_faults()
        logging.getLogger("estragon.rpc").removeHandler(self.lines)
        assert self.lines.found == []

    def frames(self, count):
        for _ in range(count):
            for tree in (self.server, *self.clients.values()):
                tree.step()

    def mob(self, name):
        return self.server.world.get_node_or_null(name)

    @rule(id=receivers)
    def join(self, id):
        if id not in self.clients:
            self.clients[id] = start(self.network.join(id, 4))

    @precondition(lambda self: self.clients)
    @rule(id=receivers, kicked=st.booleans(), frames=st.integers(0, 2))
    def leave(self, id, kicked, frames):
        tree = self.clients.get(id)
        if tree is None:
            return
        if not kicked:
            tree.network_peer.close()
        elif id in self.server.multiplayer.get_peers():
            self.server.multiplayer.disconnect_peer(id)
        else:
            return
        self.frames(6)
        assert tree.world.get_children() == []
        del self.clients[id]
        tree.finish()
        tree.raise_faults()
        self.frames(frames)

    @rule(name=names, custom=st.booleans(), public=st.booleans())
    def spawn(self, name, custom, public):
        if self.mob(name) is not None or name in self.away:
            return
        mob = self.server.spawner.spawn([name, "custom"]) if custom else made([name, "plain"])
        mob.get_node("Sync").public_visibility = public
        mob.get_node("Sync").add_visibility_filter(lambda id: (name, id) not in self.hidden)
        if not custom:
            self.server.world.add_child(mob)

    def one_of_the_mobs(self, data):
        return data.draw(st.sampled_from(self.server.world.get_children()))

    @precondition(lambda self: self.server.world.get_children())
    @rule(data=st.data(), how=st.sampled_from(["free", "queue_free", "take"]))
    def remove(self, data, how):
        mob = self.one_of_the_mobs(data)
        if how == "take":
            self.server.world.remove_child(mob)
            self.away[mob.name] = mob
        else:
            getattr(mob, how)()
            self.server.step()

    @precondition(lambda self: self.away)
    @rule()
    def bring_back(self):
        self.server.world.add_child(self.away.popitem()[1])

    @rule(data=st.data(), value=st.integers(-300, 300), in_place=st.booleans())
    def change(self, data, value, in_place):
        placed = self.server.root.get_node("Placed")
        node = data.draw(st.sampled_from([placed, *self.server.world.get_children()]))
        node.hp, node.pos = value, Vector2(value, 1)
        if in_place:
            node.bag.append(value)
        else:
            node.bag = [value]

    @precondition(lambda self: self.server.world.get_children())
    @rule(data=st.data(), id=st.sampled_from([0, 2, 3]), visible=st.booleans())
    def see(self, data, id, visible):
        self.one_of_the_mobs(data).get_node("Sync").set_visibility_for(id, visible)

    @precondition(lambda self: self.server.world.get_children())
    @rule(data=st.data(), id=receivers)
    def hide_or_show(self, data, id):
        self.hidden ^= {(self.one_of_the_mobs(data).name, id)}

    @rule(frames=st.integers(1, 3))
    def wait(self, frames):
        self.frames(frames)

    @precondition(lambda self: self.clients)
    @rule(frames=st.integers(1, 3))
    def lose_what_goes_again(self, frames):
        peer = self.server.network_peer
        send = peer._send_
        peer._send_ = lambda to, data: 0 if data[0] == 6 else send(to, data)
        self.frames(frames)
        peer._send_ = send

    @invariant()
    def every_end_has_what_it_may_see(self):
        self.frames(8)
        for id, tree in self.clients.items():
            seen = {
                shown(mob)[0]: shown(mob)[1:]
                for mob in self.server.world.get_children()
                if (mob.name, id) not in self.hidden
                and (mob.get_node("Sync").public_visibility or mob.get_node("Sync").get_visibility_for(id))
            }
            assert {node.name: shown(node)[1:] for node in tree.world.get_children()} == seen
            placed = [each.root.get_node("Placed") for each in (self.server, tree)]
            assert shown(placed[0]) == shown(placed[1])


Trees.TestCase.settings = settings(max_examples=40, stateful_step_count=20, deadline=None)
TestTrees = Trees.TestCase
