"""Synchronized nodes at their authority: what a frame costs that tells all peers of them.

The network peer of both sides throws away what it is given, so that no socket and no system is in it: what is
left is to look at the properties, to encode them, and to make the packets of all peers.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from time import process_time
from typing import Any

from measure import Result, check, fastest, settle
from peers import GODOT4, HERE, has_godot

from engine import MultiplayerAPI, NetworkedMultiplayerPeer, Node, SceneTree, Vector2
from nodes import MultiplayerSpawner, MultiplayerSynchronizer, SceneReplicationConfig

FRAMES = 20
GOAL = 2e-3
CASES = {
    "always, all moving": (1, True),
    "on change, all moving": (2, True),
    "on change, none moving": (2, False),
}
"""The replication mode of the properties, and whether they change between two frames."""
SIZES = [(100, 8), (100, 32), (1000, 8), (1000, 32)]
"""How many nodes, and how many peers."""


class Mob(Node):
    def __init__(self) -> None:
        self.position = Vector2(0, 0)
        self.rotation = 0.0
        self.hp = 100
        self.add_child(MultiplayerSynchronizer(name="Sync", replication_config=CONFIG))


CONFIG = SceneReplicationConfig()


class Nowhere(NetworkedMultiplayerPeer):
    """A server's end that throws away what it is given."""

    packets = 0

    def _wire_of_(self, id: int) -> str:
        return "godot4"

    def poll(self) -> None:
        pass

    def get_connection_status(self) -> int:
        return self.CONNECTION_CONNECTED

    def get_unique_id(self) -> int:
        return 1

    def set_target_peer(self, id: int) -> None:
        pass

    def put_packet(self, buffer: bytes) -> Any:
        self.packets += 1
        return 0

    def get_available_packet_count(self) -> int:
        return 0


class Game:
    """A tree with nodes that are spawned and synchronized for peers."""

    def __init__(self, nodes: int, peers: int, mode: int, moving: bool) -> None:
        self.moving = moving
        for path in CONFIG.get_properties():
            CONFIG.remove_property(path)
        for path in (".:position", ".:rotation", ".:hp"):
            CONFIG.add_property(path)
            CONFIG.property_set_replication_mode(path, mode)
        self.tree = SceneTree()
        world = Node(name="World")
        spawner = MultiplayerSpawner(spawn_path="../World")
        spawner.add_spawnable_scene(Mob)
        for node in (world, spawner):
            self.tree.root.add_child(node)
        self.api: MultiplayerAPI = self.tree.multiplayer
        self.peer = Nowhere()
        self.tree.network_peer = self.peer
        for id in range(2, peers + 2):
            self.peer.peer_connected.emit(id)
        self.mobs = [Mob() for _ in range(nodes)]
        for number, mob in enumerate(self.mobs):
            mob.name = f"M{number}"
            world.add_child(mob)
        self.api.poll()
        self.count = 0
        # as many packets of 1350 bytes as it takes, for each peer
        before = self.peer.packets
        self.move()
        self.api.poll()
        check(self.peer.packets > before, moving or mode == 1)

    def move(self) -> None:
        self.count += 1
        if self.moving:
            for number, mob in enumerate(self.mobs):
                mob.position = Vector2(self.count, number)
                mob.rotation = self.count * 0.5
                mob.hp = self.count

    def batch(self) -> float:
        """Return the CPU seconds of a frame."""
        settle()
        total = 0.0
        for _ in range(FRAMES):
            self.move()
            start = process_time()
            self.api.poll()
            total += process_time() - start
        return total / FRAMES


def godot(nodes: int, peers: int, mode: int, moving: bool) -> float:
    """Return the seconds of a frame of Godot's."""
    options = {"nodes": nodes, "peers": peers, "mode": mode, "moving": int(moving), "frames": FRAMES}
    command = [GODOT4, "--headless", "--path", str(HERE / "godot4"), "-s", "replication.gd", "--"]
    command += [f"--{name}={value}" for name, value in options.items()]
    output = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout
    (line,) = [line for line in output.splitlines() if line.startswith("{")]
    return json.loads(line)["usec"] * 1e-6


def measure(rounds: int) -> Iterator[Result]:
    """Compare a frame of the authority with Godot's."""
    has_peer = has_godot(4)
    for nodes, peers in SIZES:
        for what, (mode, moving) in CASES.items():
            game = Game(nodes, peers, mode, moving)
            sides = {"ours": game.batch}
            if has_peer:
                sides["theirs"] = lambda case=(nodes, peers, mode, moving): godot(*case)  # type: ignore[misc]
            best = fastest(sides, rounds)
            game.tree.finish()
            what = f"{nodes} nodes, {peers} peers, {what}"
            yield Result(what, best["ours"], goal=GOAL if (nodes, peers) == (100, 8) else None)
            if has_peer:
                yield Result(what, best["ours"], "Godot 4", best["theirs"])
