import pytest

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


def test_a_long_packet_is_cut():
    assert len(in_words(encode(Raw(bytes(5000))), {}.get)) < 300
