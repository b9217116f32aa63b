import json
from pathlib import Path

import pytest

from engine import Node, ScriptError
from engine.multiplayer import declarations, modes

ROWS = json.loads((Path(__file__).parent / "vectors" / "rpc_permissions.json").read_text())["rows"]
IDS = {"server": 1, "A": 1985665444, "B": 2020202020}
NAMES = {id: name for name, id in IDS.items()}
MODES = ("none", "remote", "master", "puppet", "remotesync", "mastersync", "puppetsync", "sync", "slave")
NUMBERS = dict(zip(MODES, (0, 1, 2, 3, 4, 5, 6, 4, 3), strict=True))


def expected(row):
    """Return who ran it with which sender, who refused it, and whether the caller was refused at once."""
    ran = {IDS[name]: IDS[seen.removeprefix("sender ")] for name, [seen] in row["ran_on"].items()}
    refused = {IDS[name] for name, errors in row["errors"].items() if "is not allowed on node" in errors[0]}
    at_once = any("on yourself is not allowed" in errors[0] for errors in row["errors"].values())
    assert len(refused) + at_once == len(row["errors"])
    return ran, refused, at_once


def target_of(row):
    return 0 if row["target"] == "all" else IDS[row["target"]]


def test_every_recorded_row_follows_from_the_rules():
    assert len(ROWS) == 432
    for row in ROWS:
        mode, master, caller = NUMBERS[row["mode"]], IDS[row["master"]], IDS[row["caller"]]
        target = target_of(row)
        locally, remotely = modes.route(mode, target, caller, caller == master)
        ran = {caller: caller} if locally else {}
        refused = set()
        for id in IDS.values():
            if remotely and id != caller and target in (0, id):
                if modes.may_run(mode, id == master, caller == master):
                    ran[id] = caller
                else:
                    refused.add(id)
        assert (ran, refused, target == caller and not locally) == expected(row), row


class Everything(Node):
    def note(self):
        self.seen.append(self.get_tree().get_rpc_sender_id())

    def __init__(self):
        self.seen = []

    def f_none(self):
        self.note()

    v_none = property(lambda self: 0, lambda self, value: self.note())
    for mode in MODES[1:]:
        declare = getattr(declarations, mode)
        exec(f"@declare\ndef f_{mode}(self): self.note()")
        exec(f"v_{mode} = declare(property(lambda self: 0, lambda self, value: self.note()))")


def test_every_recorded_row_happens_between_trees(game, lines):
    trees = game.start(IDS["A"], IDS["B"])
    nodes = game.add(Everything, "P")
    for node in nodes.values():
        node.rpc("f_remote")
    game.settle()
    for node in nodes.values():
        node.seen.clear()
    for row in ROWS:
        for node in nodes.values():
            node.set_network_master(IDS[row["master"]])
        for tree in trees.values():
            tree.multiplayer._state_.refusals._counts.clear()
        call, args = ("rpc_id", ("f_" + row["mode"],))
        if row["kind"] == "rset":
            call, args = "rset_id", ("v_" + row["mode"], 1)
        at_once = in_log = False
        try:
            at_once = in_log = bool(getattr(nodes[IDS[row["caller"]]], call)(target_of(row), *args))
        except ScriptError:  # nobody at all may call it
            at_once = True
        game.settle()
        ran = {}
        for id, node in nodes.items():
            if node.seen:
                [ran[id]] = node.seen
                node.seen.clear()
        expected_ran, refused, expected_at_once = expected(row)
        assert (ran, at_once) == (expected_ran, expected_at_once), row
        assert at_once == in_log or row["mode"] == "none"
        told = [line for line in lines() if "goes to everyone, as in Godot" not in line]
        assert len(told) == len(refused) + in_log, row


@pytest.mark.parametrize("mode", range(8))
def test_a_call_to_all_but_oneself_never_runs_here(mode):
    for is_master in (False, True):
        assert modes.route(mode, -5, 5, is_master) == (False, True)
        assert modes.route(mode, -6, 5, is_master) == modes.route(mode, 0, 5, is_master)
