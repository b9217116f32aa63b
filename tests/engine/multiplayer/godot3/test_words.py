import pytest

from engine import NodePath
from engine.multiplayer.godot3.packets import ConfirmPath, Raw, RemoteCall, RemoteSet, SimplifyPath, encode
from engine.multiplayer.godot3.words import in_words


@pytest.mark.parametrize(
    ("packet", "words"),
    [
        (RemoteCall(9, "m", ()), "call (path 9).m()"),
        (RemoteCall(1, "m", (None,)), "call A/B.m(None)"),
        (RemoteSet("P", "v", [1]), "set P.v = [1]"),
        (SimplifyPath(3, "P"), "path 3 is P"),
        (ConfirmPath("P"), "path P is known"),
        (Raw(b"\1\2"), "2 raw bytes, 01 02"),
        (b"\x09abc", "unknown command 9"),
        (b"", "cannot be read: it is empty ()"),
        (b"\0abc", "cannot be read: 4 bytes are too few for a call (00 61 62 63)"),
    ],
)
def test_a_packet_in_words(packet, words):
    data = packet if isinstance(packet, bytes) else encode(packet)
    assert in_words(data, {1: "A/B"}.get) == words


@pytest.mark.parametrize(
    "packet",
    [
        RemoteCall("P", "m", (5000 * "x",)),
        RemoteCall(5000 * "x", "m", ()),
        RemoteCall(1, 5000 * "x", ()),
        RemoteSet("P", "v", 5000 * "x"),
        SimplifyPath(1, 5000 * "x"),
        ConfirmPath(5000 * "x"),
        Raw(bytes(5000)),
    ],
)
def test_a_long_packet_is_cut(packet):
    assert len(in_words(encode(packet), {1: 5000 * "x"}.get)) < 450


EVIL, ESCAPED = "a\nERROR: b\x1b[2J", r"a\nERROR: b\x1b[2J"


@pytest.mark.parametrize(
    ("packet", "words"),
    [
        (RemoteCall(EVIL, EVIL, (EVIL,)), f"call {ESCAPED}.{ESCAPED}('{ESCAPED}')"),
        (RemoteCall(1, "m", ()), f"call {ESCAPED}.m()"),
        (RemoteSet("P", EVIL, 1), f"set P.{ESCAPED} = 1"),
        (SimplifyPath(3, EVIL), f"path 3 is {ESCAPED}"),
        (ConfirmPath(EVIL), f"path {ESCAPED} is known"),
    ],
)
def test_what_another_program_wrote_is_one_line_of_printable_characters(packet, words):
    assert in_words(encode(packet), {1: EVIL}.get) == words


def test_so_are_values_of_any_type():
    assert in_words(encode(RemoteCall("P", "m", (NodePath(EVIL),))), {}.get).isprintable()
