"""Nodes that are spawned and synchronized."""

from engine import Node, NodePath
from nodes import MultiplayerSpawner, MultiplayerSynchronizer, Node2D, SceneReplicationConfig


class Mob(Node2D):
    def __init__(self) -> None:
        config = SceneReplicationConfig([".:rotation"], at_spawn=(".:scale",))
        config.add_property(".:position")
        config.property_set_replication_mode(".:position", config.REPLICATION_MODE_ON_CHANGE)
        paths: list[NodePath] = config.get_properties()
        self.sync = MultiplayerSynchronizer(
            name="Sync", replication_config=config, public_visibility=not paths
        )
        self.sync.add_visibility_filter(lambda id: id > 1)
        self.sync.visibility_changed.connect(self._seen)
        self.sync.synchronized.connect(self._told)
        self.add_child(self.sync)

    def _seen(self, for_peer: int) -> None:
        self.sync.set_visibility_for(for_peer, True)

    def _told(self) -> None:
        self.sync.replication_interval = self.sync.delta_interval + 0.1


class World(Node):
    def _ready(self) -> None:
        spawner = MultiplayerSpawner(spawn_path="..", spawnable_scenes=[Mob, "res://mob.tscn"], spawn_limit=5)
        spawner.spawn_function = self.make
        spawner.spawned.connect(self._spawned)
        self.add_child(spawner)
        made: Node | None = spawner.spawn({"hp": 5})
        scene: type[Node] | str = spawner.get_spawnable_scene(0)
        print(made, scene, spawner.get_spawn_path().is_empty())

    def make(self, data: object) -> Node:
        return Mob()

    def _spawned(self, node: Node) -> None:
        print(node.name)
