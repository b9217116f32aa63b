import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.multiplayer.godot4 import packets
from engine.multiplayer.godot4.packets import Replication
from engine.multiplayer.godot4.replication import (
    Delta,
    DeltaEntry,
    Despawn,
    Spawn,
    Sync,
    SyncEntry,
    decode,
    encode,
    in_packets,
)
from engine.multiplayer.refusals import PacketError

RECORDED = json.loads((Path(__file__).parents[1] / "vectors" / "godot4_replication.json").read_text())
FED = {
    name: [bytes.fromhex(packet) for _, packet in sent if packet != 1] for name, sent, _ in RECORDED["fed"]
}


def recorded():
    """Yield each packet of a spawner or a synchronizer that Godot has sent, and what it means."""
    for session in RECORDED["sessions"]:
        for step in session["steps"]:
            for frame in step["frames"]:
                packet = bytes.fromhex(frame.get("hex", ""))
                if len(packet) > 4 and packet[0] & 7 == 7:
                    packet = packet[6:] if packet[1] == 3 else b""
                if len(packet) > 4 and packet[0] & 7 in (4, 5, 6) and "PEER ID" not in frame["meaning"]:
                    yield packet, frame["meaning"]


def test_every_recorded_packet_is_read_and_made_again_byte_by_byte():
    found = [*recorded()]
    assert len(found) > 150
    for packet, meaning in found:
        assert encode(decode(packet)) == packet, meaning


def test_every_recorded_packet_says_what_it_meant():
    for packet, meaning in recorded():
        match decode(packet):
            case Spawn(scene, spawner, node, ids, name, argument, values):
                rest = (len(argument).to_bytes(4, "little") + argument if scene == 255 else b"") + values
                words = (
                    f"SPAWN scene {scene} by spawner id {spawner}, net id {node}, {len(ids)} synchronizers"
                    f" {[*ids]}, name {name!r}, rest {rest.hex()}"
                )
            case Despawn(node):
                words = f"DESPAWN net id {node}"
            case Sync(counter, entries):
                said = "; ".join(f"synchronizer {id:#x} state {part.hex()}" for id, part in entries)
                words = f"SYNC number {counter}: {said}"
            case Delta(entries):
                said = [
                    f"synchronizer {id:#x} properties {bits:#x} state {part.hex()}"
                    for id, bits, part in entries
                ]
                words = f"SYNC delta: {'; '.join(said)}"
        assert words in meaning


def test_the_worked_examples_come_out_as_they_are_written():
    vector = bytes.fromhex("050000000000000000000000")
    for text, said in {
        "04 00 01000000 01000000 01000000 06000000 02000000 4561726c7900 0207" + vector.hex(): Spawn(
            0, 1, 1, (2,), "Early", b"", b"\2\7" + vector
        ),
        "04 ff 01000000 07000000 01000000 05000000 08000000 4d6f623200 04000000 00000000 020a": Spawn(
            255, 1, 7, (8,), "Mob2", bytes(4), b"\2\x0a"
        ),
        "05 01000000": Despawn(1),
        "06 0100 02000000 0c000000" + vector.hex(): Sync(1, (SyncEntry(2, vector),)),
        "16 02000000 0300000000000000 0a000000 0207 1c00000000000000": Delta(
            (DeltaEntry(2, 3, bytes.fromhex("02071c00000000000000")),)
        ),
    }.items():
        assert encode(said) == bytes.fromhex(text)
        assert decode(bytes.fromhex(text)) == said


def test_the_nul_of_a_name_may_be_missing_and_what_follows_it_is_not_told():
    (packet,) = [packet for packet in FED["name without NUL"] if packet[0] == 4]
    assert decode(packet).name == "Mob"
    assert decode(encode(Spawn(0, 1, 1, (), "Mo\0b", b"", b""))).name == "Mo"


@pytest.mark.parametrize(
    ("case", "why"),
    [
        ("SPAWN of 17 bytes", "17 bytes are too few for SPAWN"),
        ("name length beyond the packet", "SPAWN has 52 bytes, and 5022 if it were as it says"),
        ("custom spawn, size too large", "the value for spawn_function is said to have 200 bytes of 28"),
        ("DESPAWN of 4 bytes", "4 bytes are too few for DESPAWN"),
        ("SYNC of 10 bytes", "10 bytes are too few for SYNC"),
        ("SYNC whose size is beyond the packet", "values are said to have 20 bytes of 17"),
    ],
)
def test_what_godot_cannot_read_is_no_packet(case, why):
    with pytest.raises(PacketError, match=why):
        decode(FED[case][-1])


@pytest.mark.parametrize(
    ("packet", "why"),
    [
        ("04ff" + "00" * 16, "SPAWN ends before the value for spawn_function"),
        ("0601000200000000000000" + "02", "SYNC ends within the head of a synchronizer"),
        ("16", "a delta without synchronizers"),
        ("1602", "a delta ends within the head of a synchronizer"),
    ],
)
def test_what_ends_too_early_is_no_packet(packet, why):
    with pytest.raises(PacketError, match=why):
        decode(bytes.fromhex(packet))


def test_every_beginning_and_every_changed_byte_of_a_recorded_packet_says_something_or_is_refused():
    for packet in {packet for packet, _ in recorded()}:
        for end in range(1, len(packet)):
            check(packet[:end])
        for at in range(1, len(packet)):
            for flip in (1, 0x80, 0xFF):
                check(packet[:at] + bytes((packet[at] ^ flip,)) + packet[at + 1 :])


def check(packet):
    """Look that a packet says something that can be said again, or is refused."""
    try:
        said = decode(packet)
    except PacketError:
        return
    assert decode(encode(said)) == said


@given(head=st.sampled_from([b"\4", b"\5", b"\6", b"\x16"]), rest=st.binary(max_size=80))
def test_any_bytes_say_something_or_are_refused(head, rest):
    check(head + rest)


ids = st.integers(0, 0xFFFFFFFF)
sync_entries = st.lists(st.builds(SyncEntry, ids, st.binary(max_size=20)), min_size=1, max_size=4)
delta_entries = st.lists(
    st.builds(DeltaEntry, ids, st.integers(0, 2**64 - 1), st.binary(max_size=20)), min_size=1, max_size=4
)
names = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=10)
said = st.one_of(
    st.builds(Spawn, st.integers(0, 254), ids, ids, st.tuples(ids, ids), names, st.just(b""), st.binary()),
    st.builds(Spawn, st.just(255), ids, ids, st.just(()), names, st.binary(), st.binary()),
    st.builds(Despawn, ids),
    st.builds(Sync, st.integers(0, 0xFFFF), sync_entries.map(tuple)),
    st.builds(Delta, delta_entries.map(tuple)),
)


@given(said)
def test_what_can_be_said_is_read_as_it_was_said(said):
    assert decode(encode(said)) == said
    assert packets.decode(encode(said)) == Replication(encode(said))


def test_entries_share_packets_up_to_their_limit_and_one_too_long_is_alone():
    assert in_packets([b"aaaa", b"bbbb"], 2, 10) == [b"aaaabbbb"]
    assert in_packets([b"aaaa", b"bbbb"], 3, 10) == [b"aaaa", b"bbbb"]
    assert in_packets([b"a", b"b" * 20, b"c", b"d"], 1, 10) == [b"a", b"b" * 20, b"cd"]
