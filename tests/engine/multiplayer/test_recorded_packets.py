"""What three Godot processes said to each other, said by three trees: every packet must be the same."""

import json
import re
from pathlib import Path

import pytest

from engine import Node, NodePath, PoolByteArray, remote, remotesync
from engine.variant.pool_string_array import PoolStringArray
from engine.variant.rid import RID
from engine.variant.types import POOL_ARRAYS, VALUES

RECORDED = json.loads((Path(__file__).parent / "vectors" / "multiplayer_packets.json").read_text())
IDS = {"server": 1, "A": RECORDED["ids"]["A"], "B": RECORDED["ids"]["B"]}
NAMES = {id: name for name, id in IDS.items()}
B2 = RECORDED["ids"]["B2"]
TYPES = (
    NodePath,
    PoolByteArray,
    PoolStringArray,
    RID,
    *POOL_ARRAYS.values(),
    *(cls for cls, _ in VALUES.values()),
)
WORDS = {"null": None, "true": True, "false": False, **{cls.__name__: cls for cls in TYPES}}
HEADER = 9


class Recorded(Node):
    def __init__(self):
        self.log = []

    def note(self, what):
        self.log.append(f"{what} from {self.get_tree().get_rpc_sender_id()}")

    @remote
    def m0(self):
        self.note("m0")

    @remote
    def m1(self, a):
        self.note("m1")

    @remote
    def m2(self, a, b):
        self.note("m2")

    @remote
    def m3(self, a, b, c):
        self.note("m3")

    @remote
    def m4(self, a, b, c, d):
        self.note("m4")

    @remote
    def m5(self, a, b, c, d, e):
        self.note("m5")

    @remotesync
    def rs(self, a):
        self.note("rs")

    @property
    def score(self):
        return 0

    @score.setter
    @remote
    def score(self, value):
        self.note("score")


class Kid(Node):
    @remote
    def hi(self, a):
        self.get_parent().log.append("hi")


class OnlyServer(Node):
    @remote
    def x(self):
        raise AssertionError


def said(frames):
    """Return by sender what was sent to whom, in order: who got a broadcast does not matter."""
    found = {name: [] for name in IDS}
    for frame in frames:
        payload = bytes.fromhex(frame.get("hex", ""))
        if frame["kind"] != "binary" or payload[0] != 0:
            continue
        source, target = (int.from_bytes(payload[at : at + 4], "little", signed=True) for at in (1, 5))
        sender = NAMES[IDS["B"] if source == B2 else source]
        ignored = {offset - HEADER for offset in frame.get("ignore_bytes", ())}
        if frame["direction"].startswith(sender):  # else it was relayed
            packet = masked(payload[HEADER:], ignored)
            if not (sender == "server" and target <= 0 and (target, packet) in found[sender]):
                found[sender].append((IDS["B"] if target == B2 else target, packet))
    return found


def masked(packet, ignored):
    return bytes(0 if i in ignored else byte for i, byte in enumerate(packet))


@pytest.fixture
def started(game):
    trees = game.start(IDS["A"], IDS["B"])
    for name in ("P", "Ünï"):
        nodes = game.add(Recorded, name)
        if name == "P":
            for node in nodes.values():
                kid = Kid()
                kid.name = "Kid"
                node.add_child(kid)
    return trees


def test_each_step_of_the_recording_causes_the_same_packets_and_calls(game, started, caplog):
    sent = {name: game.sent(id) for name, id in IDS.items()}
    steps = [step for step in RECORDED["steps"] if re.search("rpc|rset|send_bytes", step["step"])]
    assert len(steps) > 70
    for step in steps:
        if step["step"].startswith("server rpc after B came back"):
            continue
        play(game, started, step)
        ignored = [f["ignore_bytes"] for f in step["frames"] if "ignore_bytes" in f]
        ours = {
            name: [
                (to, masked(packet, {o - HEADER for o in (ignored or [()])[0]}))
                for to, packet in log
                if (name, to) != ("server", 1)
            ]
            for name, log in sent.items()
        }
        theirs = said(step["frames"])
        for name in IDS:
            ours_by_target, theirs_by_target = by_target(ours[name]), by_target(theirs[name])
            assert ours_by_target == theirs_by_target, (step["step"], name)
        if "rpc" in step["step"] or "rset" in step["step"]:
            check_events(started, step)
        for log in sent.values():
            log.clear()


def by_target(log):
    """Group by target: the order of packets to different ends is not recorded exactly."""
    found = {}
    for to, packet in log:
        found.setdefault(to, []).append(packet)
    return found


def play(game, trees, step):
    code = step["gdscript"]
    tree = trees[IDS[step["peer"]]]
    if "for i in range(200)" in code:
        tree.multiplayer.send_bytes(bytes(range(200)), 1)
    else:
        if "OnlyServer" in code and "again" not in step["step"]:
            tree.add(OnlyServer())
            code = code.splitlines()[-1]
        code = code.replace("t.get_root()", "t.root").replace("t.current_scene", "null")
        ids = type("Ids", (), {"A": IDS["A"], "B": IDS["B"]})
        for line in code.splitlines():
            eval(line, {**WORDS, "t": tree, "m": ids})
    game.settle()


def check_events(trees, step):
    for name, id in IDS.items():
        log = trees[id].root.get_node("P").log + trees[id].root.get_node("Ünï").log
        events = [
            re.sub(r"^(\w+) .*from (\d+)$", r"\1 from \2", e, flags=re.S)
            for e in step["events"].get(name, [])
        ]
        assert log == ["hi" if event == "kid" else event for event in events], (step["step"], name)
        for node in ("P", "Ünï"):
            trees[id].root.get_node(node).log.clear()


def test_who_comes_back_under_another_id_is_told_the_paths_anew(game, started):
    step = next(s for s in RECORDED["steps"] if s["step"].startswith("server rpc after B came back"))
    for _ in range(2):
        started[1].root.get_node("P").rpc("m1", "again")
        game.settle()
    b = started[IDS["B"]]
    b.network_peer.close()
    game.settle()
    b.network_peer = None
    b.network_peer = game.network.join(B2)
    game.settle()
    for tree in started.values():
        tree.root.get_node("P").log.clear()
    sent = game.sent(1)
    started[1].root.get_node("P").rpc("m1", "again")
    game.settle()
    theirs = [(B2 if to == IDS["B"] else to, packet) for to, packet in said(step["frames"])["server"]]
    assert by_target(sent) == by_target(theirs)
    check_events(started, step)
