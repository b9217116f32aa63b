"""What three Godot 4.6.3 processes said to each other, said by three trees: every packet must be the same.

What is called in a step is read from the packets that were sent in it. Among several receivers of one call
Godot has no order, so what each end says to each other one is compared.
"""

import json
from collections import defaultdict
from itertools import takewhile
from pathlib import Path

import pytest

from engine import Node, rpc
from engine.multiplayer.godot4.packets import Raw, Relay, RemoteCall, SimplifyPath, decode
from engine.multiplayer.targets import selected

VECTORS = Path(__file__).parents[1] / "vectors"
SESSION = json.loads((VECTORS / "godot4_packets.json").read_text())["sessions"][0]
IDS = {"server": 1, "A": SESSION["ids"]["A"], "B": SESSION["ids"]["B"]}
LAST = "server rpc on a node A lacks"
"""From here on nodes come and go and lists differ; `test_wire` has that."""
UNLIKE_GODOT = {
    "server rpc_id(A) m1([1, 2] as Array[int])": "Arrays are sent untyped",
    "server rpc_id(A) m1(Callable())": "it has no value here",
    "server rpc_id(A) m1(t.root.get_node('P').tree_entered)": "it has no value here",
    "A send_bytes to itself (the server hands it back)": "MemoryMultiplayer has no such thing",
    "A send_bytes to an unknown peer (dropped by the server, silently)": "it is dropped at once",
}
"""What is left out, and why."""
STEPS = [
    step
    for step in takewhile(lambda step: step["step"] != LAST, SESSION["steps"])
    if step["step"] not in UNLIKE_GODOT and not step["step"].endswith("connects")
]
TABLES = {**SESSION["rpc_tables"], "Big": {"script": [f"f{n:03}" for n in range(260)], "node": []}}


def opened(name):
    """Return a method of the recorded script, as it was declared there."""

    def method(self, *args):
        return None

    method.__name__ = name
    mode = "authority" if name.startswith("auth") else "any_peer"
    return rpc(mode, "call_local" if name.endswith("_local") else "call_remote")(method)


def add(root, path):
    table = TABLES[path]
    parent = root
    *above, name = path.split("/")
    for part in above:
        if not parent.has_node(part):
            parent.add_child(Node(name=part))
        parent = parent.get_node(part)
    names = {name: (lambda self, *args: None) for name in table["node"]}
    node = type("Script", (Node,), {name: opened(name) for name in table["script"]} | names)()
    node.name = name
    parent.add_child(node)
    for name in table["node"]:
        node.rpc_config(name, {"rpc_mode": 1})


def packets_of(step):
    """Return what each end says to each other one in a step: {(from, to): [packets]}."""
    found = defaultdict(list)
    for frame in step["frames"]:
        if frame["kind"] == "binary":
            source, _, to = frame["direction"].partition("->")
            found[IDS[source], IDS[to]].append(bytes.fromhex(frame["hex"]))
    return found


def sent_by_callers(step):
    """Yield who has said what to whom in a step, but for what the server has only passed on."""
    for (source, to), packets in packets_of(step).items():
        for packet in packets:
            said = decode(packet)
            if isinstance(said, Relay) and source != 1:
                yield source, said.peer, decode(said.packet)
            elif not isinstance(said, Relay):
                yield source, to, said


@pytest.fixture
def session(game):
    """The three trees with the recorded nodes, and `said()`: what they have said since it was asked."""
    game.start(godot4=(IDS["A"], IDS["B"]))
    for tree in game.trees.values():
        for path in sorted(TABLES):
            add(tree.root, path)
    logs = {id: game.sent(id) for id in game.trees}

    def said():
        found = defaultdict(list)
        for id, log in logs.items():
            for target, packet in log:
                for to in selected(target, [IDS["A"], IDS["B"]]) if id == 1 else (1,):
                    found[id, to].append(packet)
            log.clear()
        return found

    game.said = said
    return game


def test_every_packet_is_the_recorded_one(session):
    paths = defaultdict(dict)
    count = 0
    for step in STEPS:
        if step["step"].startswith("authority of P is now A"):
            for tree in session.trees.values():
                tree.root.get_node("P").set_network_master(IDS["A"])
        made = {}
        for source, to, said in sent_by_callers(step):
            if isinstance(said, SimplifyPath):
                paths[source][said.id] = said.path
            elif isinstance(said, RemoteCall | Raw):
                if isinstance(said, RemoteCall) and isinstance(said.target, int):
                    said = said._replace(target=paths[source][said.target])
                key = (source, said._replace(is_wide=False) if isinstance(said, RemoteCall) else said)
                made.setdefault(repr(key), (*key, []))[2].append(to)
        for source, said, receivers in made.values():
            tree = session.trees[source]
            others = [id for id in IDS.values() if id != source]
            to = 0 if sorted(receivers) == sorted(others) else receivers[0]
            if isinstance(said, Raw):
                tree.multiplayer.send_bytes(said.data, to)
            else:
                node = tree.root.get_node(said.target)
                name = (
                    session.trees[1]
                    .multiplayer._members_.wires["godot4"]
                    .cache.methods_of(node)
                    .name(said.method)
                )
                node.rpc_id(to, name, *said.args)
        session.settle()
        expected = packets_of(step)
        assert session.said() == expected, step["step"]
        count += sum(map(len, expected.values()))
    assert count > 150
