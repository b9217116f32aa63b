"""The game with which spawners and synchronizers of Godot 4.6.3 were recorded, as a Python script has it."""

from engine import Node, Vector2, rpc
from nodes import MultiplayerSpawner, MultiplayerSynchronizer, Node2D, SceneReplicationConfig

NEVER, ALWAYS, ON_CHANGE = range(3)


def configured(*properties):
    """Return a configuration of properties: the path, whether it is sent with a spawn, and when else."""
    config = SceneReplicationConfig()
    for path, spawn, mode in properties:
        config.add_property(path)
        config.property_set_spawn(path, spawn)
        config.property_set_replication_mode(path, mode)
    return config


MOB = configured(
    (".:hp", True, ON_CHANGE),
    (".:pos", True, ALWAYS),
    (".:kind", True, NEVER),
    (".:bag", False, ON_CHANGE),
    ("Sprite:rotation", False, ALWAYS),
)
PLAYER = configured((".:hp", True, ON_CHANGE))
INPUT = configured(("Input:dir", True, ALWAYS), ("Input:jumps", True, ON_CHANGE))


def synchronizer(kind, name, config):
    return kind(name=name, replication_config=config, replication_interval=0.1, delta_interval=0.02)


class Mob(Node2D):
    def __init__(self, name="Mob", hp=10):
        if name:
            self.name = name
        self.hp = hp
        self.pos = Vector2(0, 0)
        self.kind = "none"
        self.bag = []
        self.add_child(Node2D(name="Sprite"))
        self.add_child(synchronizer(MultiplayerSynchronizer, "Sync", MOB))

    @rpc("any_peer")
    def poke(self, x):
        self.get_tree().log(f"{self.name} poke {x} from {self.multiplayer.get_remote_sender_id()}")

    def state(self):
        rotation = self.get_node("Sprite").rotation
        return (
            f"hp={self.hp} pos={vector(self.pos)} kind={self.kind} bag={array(self.bag)} rot={rotation:.2f}"
        )

    def _enter_tree(self):
        self.get_tree().log(f"{self.name} _enter_tree {self.state()}")

    def _ready(self):
        self.get_tree().log(f"{self.name} _ready {self.state()}")

    def _exit_tree(self):
        self.get_tree().log(f"{self.name} _exit_tree")


class Input(MultiplayerSynchronizer):
    def __init__(self):
        self.dir = Vector2(0, 0)
        self.jumps = 0


class Player(Node2D):
    def __init__(self):
        self.hp = 10
        own = Input()
        own.name = "Input"
        own.replication_config = INPUT
        own.replication_interval, own.delta_interval = 0.1, 0.02
        self.add_child(own)
        self.add_child(synchronizer(MultiplayerSynchronizer, "Sync", PLAYER))

    def state(self):
        own = self.get_node("Input")
        return f"hp={self.hp} dir={vector(own.dir)} jumps={own.jumps}"

    def _enter_tree(self):
        self.get_node("Input").set_multiplayer_authority(int(self.name) if self.name.isdecimal() else 0)

    def _ready(self):
        own = self.get_node("Input")
        mine = "true" if own.is_multiplayer_authority() else "false"
        self.get_tree().log(f"player _ready hp={self.hp} dir={vector(own.dir)} input authority is me: {mine}")


def vector(value):
    return f"({value.x}, {value.y})"


def array(value):
    return str([*value]).replace("'", '"') if isinstance(value, list) else str(value)


def var_to_str(value):
    return {"{'a': [1, True]}": '{\n"a": [1, true]\n}', "None": "null"}.get(str(value), str(value))


def text_of(value):
    return {"{'a': [1, True]}": '{ "a": [1, true] }', "None": "<null>"}.get(str(value), str(value))


def add_world(tree):
    """Add the World and the Spawner to a tree, and have all that happens in `tree.events`."""
    tree.events = []
    tree.log = tree.events.append
    tree.root.add_child(Node2D(name="World"))
    spawner = MultiplayerSpawner(name="Spawner", spawn_path="/root/World")
    spawner.add_spawnable_scene(Mob)
    spawner.add_spawnable_scene(Player)

    def make(data):
        tree.log(f"spawn_function({var_to_str(data)})")
        made = Mob()
        made.kind = text_of(data)
        return made

    spawner.spawn_function = make
    spawner.spawned.connect(lambda node: tree.log(f"spawned {node.name}"))
    spawner.despawned.connect(
        lambda node: tree.log(
            f"despawned {node.name} (in tree: {'true' if node.is_inside_tree() else 'false'})"
        )
    )
    tree.root.add_child(spawner)
    api = tree.multiplayer
    api.peer_connected.connect(lambda id: tree.log(f"peer_connected({id})"))
    api.peer_disconnected.connect(lambda id: tree.log(f"peer_disconnected({id})"))
    api.peer_packet.connect(lambda id, packet: tree.log(f"peer_packet({id}, {packet.hex()})"))
    api.connected_to_server.connect(lambda: tree.log("connected_to_server()"))
    api.server_disconnected.connect(lambda: tree.log("server_disconnected()"))
    return tree


def world(tree) -> Node:
    return tree.root.get_node("World")


def shown(tree):
    """Return what is in the World, as the recorded script shows it."""
    return "[" + ", ".join(quoted(f"{node.name} {node.state()}") for node in world(tree).get_children()) + "]"


def quoted(text):
    return '"' + text.replace('"', '\\"') + '"'
