from engine import Node
from engine.multiplayer.godot4.spawning import Spawning
from engine.multiplayer.godot4.synchronized import Synchronized
from engine.multiplayer.godot4.tracked import Tracked


def test_a_node_is_known_while_somebody_spawns_or_synchronizes_it():
    tracked, node = Tracked(), Node()
    replica = tracked.replica(node)
    assert tracked.replica(node) is replica
    for name, value in (
        ("spawning", Spawning(Node())),
        ("sender", 5),
        ("synchronized", {Synchronized(Node()): None}),
    ):
        nothing = getattr(replica, name)
        setattr(replica, name, value)
        tracked.drop(replica)
        assert node in tracked.replicas
        setattr(replica, name, nothing)
    tracked.drop(replica)
    tracked.drop(replica)
    assert tracked.replicas == {}
