import pytest

from engine.multiplayer.godot4.packets import (
    AddPeer,
    Auth,
    ConfirmPath,
    DelPeer,
    Raw,
    Relay,
    RemoteCall,
    Replication,
    SimplifyPath,
    encode,
)
from engine.multiplayer.godot4.replication import Spawn, delta_entry, spawn, sync_entry
from engine.multiplayer.godot4.words import in_words

MD5 = "235a8ff3159e39e27e77828db67b92dd"


def words(packet):
    data = packet if isinstance(packet, bytes) else encode(packet)
    return in_words(data, {1: "A/B"}.get, lambda path, number: {("A/B", 4): "roll"}.get((path, number)))


@pytest.mark.parametrize(
    ("packet", "text"),
    [
        (RemoteCall(1, 4, (6, "a")), "call A/B.roll(6, 'a')"),
        (RemoteCall("A/B", 4, ()), "call A/B.roll()"),
        (RemoteCall("A/B", 5, ()), "call A/B.(method 5)()"),
        (RemoteCall(9, 4, ()), "call (path 9).(method 4)()"),
        (SimplifyPath(MD5, 3, "P"), "path 3 is P"),
        (ConfirmPath(3, True), "path 3 is known"),
        (ConfirmPath(3, False), "path 3 is known, and has other methods there"),
        (ConfirmPath(0, True, "P"), "path P is known"),
        (Raw(b"\1\2"), "2 raw bytes, 01 02"),
        (Auth(b"pw"), "2 bytes of authentication"),
        (Auth(b""), "authentication is complete"),
        (AddPeer(5), "peer 5 has joined"),
        (DelPeer(5), "peer 5 has left"),
        (Relay(-1, encode(RemoteCall(1, 4, ()))), "relay -1: call A/B.roll()"),
        (Relay(-1, b"\7\0"), "relay of what is never relayed, 07 03 ff ff ff ff 07 00"),
        (spawn(Spawn(0, 1, 7, (8,), "Mob", b"", b"")), "spawn scene 0 as Mob, node 7, by A/B"),
        (
            spawn(Spawn(255, 2, 7, (), "Mob", b"\2\7", b"")),
            "spawn what spawn_function makes as Mob, node 7, by (path 2)",
        ),
        (b"\5\7\0\0\0", "despawn node 7"),
        (
            b"\6\x02\0" + sync_entry(8, b"\2\7") + sync_entry(9, b"a"),
            "sync 2 of synchronizer 8 02 07, synchronizer 9 61",
        ),
        (b"\x16" + delta_entry(0x80000001, 1, b"\2\7"), "changes of A/B 02 07"),
        (Replication(b"\4abc"), "cannot be read: 4 bytes are too few for SPAWN (04 61 62 63)"),
        (b"", "cannot be read: it is empty ()"),
        (b"\0ab", "cannot be read: the number of arguments is missing (00 61 62)"),
    ],
)
def test_a_packet_in_words(packet, text):
    assert words(packet) == text


def test_packets_that_are_relayed_in_relayed_ones_are_not_followed():
    packet = Raw(b"a")
    for _ in range(2000):
        packet = Relay(2, packet if isinstance(packet, bytes) else encode(packet))
        packet = encode(packet)
    assert words(packet).startswith("relay of what is never relayed, 07 03 02")
