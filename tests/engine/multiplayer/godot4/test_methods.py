import json
from pathlib import Path

import pytest

from engine.multiplayer.godot4.methods import MethodNumbers, checksum, numbers_of

VECTORS = Path(__file__).parents[1] / "vectors"
SESSIONS = json.loads((VECTORS / "godot4_packets.json").read_text())["sessions"]
CHECKS = json.loads((VECTORS / "godot4_behaviour.json").read_text())["checks"]
ROWS = {
    row[0]: row[1] for check in CHECKS if check["check"] == "rpc_config_and_md5" for row in check["result"]
}


@pytest.mark.parametrize(
    ("row", "of_class", "of_node"),
    [
        ("script only", "abc", ""),
        ("case, digits, underscore, non-ASCII", ["z", "a10", "ä", "_c", "A", "a", "B", "a2", "Z", "a1"], ""),
        ("rpc_config only", "", "yx"),
        ("script a, b and rpc_config y, x", "ab", "yx"),
        ("the same name in both", "ab", "a"),
        ("rpc_config with RPC_MODE_DISABLED", "a", "x"),
        ("rpc_config of a method that does not exist", "a", ["ghost"]),
        ("rpc_config set then erased with null", "a", ""),
        ("base script m, a; derived script k, z: one sorted table", "makz", ""),
    ],
)
def test_numbers_and_checksums_are_godots(row, of_class, of_node):
    found, expected = MethodNumbers(of_class, of_node), ROWS[row]
    for name, number in expected["ids"]:
        assert found.number(name) == number
        assert found.name(number) == name
    assert found.checksum == expected.get("md5", found.checksum)
    assert found.number("none") is found.name(999) is None


def test_the_checksums_of_the_recorded_sessions_are_those_of_their_lists():
    announced = [
        frame["meaning"]
        for session in SESSIONS
        for step in session["steps"]
        for frame in step["frames"]
        if "SIMPLIFY_PATH" in frame.get("meaning", "")
    ]
    assert announced
    tables = SESSIONS[0]["rpc_tables"]
    known = {MethodNumbers(t["script"], t["node"]).checksum for t in tables.values()} | {checksum([], [])}
    found = {text.partition("rpc md5 ")[2][:32] for text in announced}
    assert len(found & known) > 3


def test_a_name_in_both_lists_can_be_called_by_both_numbers():
    found = MethodNumbers(["a", "b"], ["a"])
    assert found.number("a") == 0
    assert found.name(0) == found.name(0x8000) == "a"


def test_a_difference_is_explained_if_one_name_is_what_the_other_lacks():
    ours = MethodNumbers(["move", "roll"], ["shout"])
    assert ours.explain(checksum(["move"], ["shout"])) == (
        "ours are move, roll, shout; theirs are the same without 'roll'"
    )
    assert ours.explain(checksum(["move", "roll"], [])).endswith("theirs are the same without 'shout'")
    assert ours.explain("?") == "ours are move, roll, shout"
    assert MethodNumbers([]).explain("?") == "ours are none"


def test_names_are_the_same_with_the_same_numbers_alone():
    ours = MethodNumbers(["a"], ["b"])
    assert ours.are(ours)
    assert ours.are(MethodNumbers(["a"], ["b"]))
    assert not ours.are(MethodNumbers(["a", "b"]))


def test_the_same_names_are_the_same_object():
    assert numbers_of(frozenset("ab"), frozenset()) is numbers_of(frozenset("ba"), frozenset())
