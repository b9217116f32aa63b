import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
    call_head,
    decode,
    encode,
    start_of,
)
from engine.multiplayer.refusals import PacketError
from engine.variant.pool_byte_array import PoolByteArray

VECTORS = Path(__file__).parents[1] / "vectors"
SESSIONS = json.loads((VECTORS / "godot4_packets.json").read_text())["sessions"]
CHECKS = {
    check["check"]: check["result"]
    for check in json.loads((VECTORS / "godot4_behaviour.json").read_text())["checks"]
}
FED = CHECKS["server_fed_packets_from_peer_2"] + CHECKS["client_fed_packets_from_peer_1"]
MD5 = "235a8ff3159e39e27e77828db67b92dd"


def recorded():
    """Yield each packet that Godot has sent, but for the ids of peers, and what it means."""
    for session in SESSIONS:
        for step in session["steps"]:
            for frame in step["frames"]:
                if frame["kind"] == "binary" and not frame["meaning"].startswith("PEER ID"):
                    yield bytes.fromhex(frame["hex"]), frame["meaning"]


def made_again(packet):
    """Return a packet as it is made from what it says, and what it carries likewise."""
    said = decode(packet)
    if isinstance(said, Relay):
        said = Relay(said.peer, made_again(said.packet))
    return encode(said)


TYPED = "1c00010002000000", "1c000000"
"""How an Array of ints begins that is typed, and how one begins that is not: these are sent untyped."""


def test_every_recorded_packet_is_read_and_made_again_byte_by_byte():
    found = [*recorded()]
    assert len(found) > 200
    for packet, meaning in found:
        if meaning.endswith(": 19000000") or ": 1a000000" in meaning:
            assert decode(packet).args == (None,)  # a Callable, a Signal
        else:
            assert made_again(packet).hex() == packet.hex().replace(*TYPED), meaning


def meant(said):
    """Return the beginning of what the recorder has said of a packet."""
    match said:
        case RemoteCall(str() as path):
            return f"REMOTE_CALL full path {path!r}"
        case RemoteCall(node):
            return f"REMOTE_CALL node id {node} "
        case SimplifyPath(checksum, node, path):
            return f"SIMPLIFY_PATH id {node} = {path!r}, rpc md5 {checksum}"
        case ConfirmPath(node, is_same):
            return f"CONFIRM_PATH id {node}, checksum {'right' if is_same else 'WRONG'}"
        case Raw(data):
            return f"RAW {len(data)} data bytes"
        case Auth(data):
            return f"SYS AUTH {f'{len(data)} data bytes' if data else 'complete'}"
    return {
        AddPeer: "SYS ADD_PEER ",
        DelPeer: "SYS DEL_PEER ",
        Relay: "SYS RELAY ",
        Replication: ("SPAWN", "DESPAWN", "SYNC"),
    }[type(said)]


def test_every_recorded_packet_says_what_it_meant():
    for packet, meaning in recorded():
        assert meaning.startswith(meant(decode(packet))), meaning


def test_the_worked_examples_come_out_as_they_are_written():
    for text, packet in {
        "80 01 04": RemoteCall(1, 4, ()),
        "a0 06000080 04 50 00": RemoteCall("P", 4, ()),
        "00 01 05 01 02 07": RemoteCall(1, 5, (7,)),
        "00 01 06 02 02 01 04000000 01000000 61000000": RemoteCall(1, 6, (1, "a")),
        "80 01 05 01 02 03": RemoteCall(1, 5, (PoolByteArray(b"\1\2\3"),)),
        "a0 08000080 05 01 02 50 00": RemoteCall("P", 5, (PoolByteArray(b"\1\2"),)),
        "20 09000080 05 01 02 01 50 00": RemoteCall("P", 5, (1,)),
        "40 06 0001 01 02 01": RemoteCall(6, 256, (1,)),
        "a0 01000000 04": RemoteCall(1, 4, (), True),
        "90 0001 00": RemoteCall(256, 0, ()),
        "a0 00000100 00": RemoteCall(65536, 0, ()),
        "02 01 07000000": ConfirmPath(7, True),
        "02 01 2e 00": ConfirmPath(0, True, "."),
        "07 00 70 77": Auth(b"pw"),
        "07 00": Auth(b""),
        "07 01 f763d45b": AddPeer(1540645879),
        "07 02 f763d45b": DelPeer(1540645879),
        "07 03 ffffffff 03 16": Relay(-1, b"\3\x16"),
        "05 01000000": Replication(b"\5\1\0\0\0"),
    }.items():
        assert encode(packet) == bytes.fromhex(text)
        assert decode(bytes.fromhex(text)) == packet


def test_no_bytes_are_told_from_no_argument_though_godot_sends_both_alike():
    assert encode(RemoteCall(1, 5, (b"",))).hex(" ") == "00 01 05 01 1d 00 00 00 00 00 00 00"
    assert decode(encode(RemoteCall(1, 5, (b"",)))).args == (PoolByteArray(),)


# -- What comes from outside -------------------------------------------------------------------


@pytest.mark.parametrize("row", FED, ids=lambda row: row[0])
def test_what_godot_can_read_is_read_and_what_is_broken_is_not(row):
    name, hex, result = row
    errors = " ".join(result.get("errors", ()))
    is_broken = any(
        words in errors
        for words in (
            *("Size too small", "Size smaller", "extract the node id", "decode state", "len < SYS_CMD_SIZE"),
            "Method/function failed",
        )
    )
    packet = bytes.fromhex(hex)
    if name == "full path offset 1 (inside the header)":  # unlike Godot, which reads a path there
        is_broken = True
    if name.startswith(("CONFIRM_PATH 5", "CONFIRM_PATH 7", "CONFIRM_PATH in the form")):
        is_broken = False  # a path, as up to 4.2
    if is_broken:
        with pytest.raises(PacketError):
            decode(packet)
    else:
        decode(packet)


@pytest.mark.parametrize(
    ("hex", "why"),
    [
        ("", "empty"),
        ("80", "1 bytes are too few for a call"),
        ("b0 01 04", "a width that there is not"),
        ("c0 01 04", "3 bytes are too few for a call"),
        ("a0 63000080 04 50 00", "its path is said to be at byte 99 of 8"),
        ("a0 01000080 04 50 00", "its path is said to be at byte 1 of 8"),
        ("00 01 05", "the number of arguments is missing"),
        ("20 07000080 05 01 50 00", "argument 1 of 1 cannot be read: At 7: it ends too early"),
        (
            "00 01 05 02 02 07 27000000",
            "argument 2 of 2 cannot be read: At 6: 39 is not the number of a type",
        ),
        ("01 00", "2 bytes are too few for SIMPLIFY_PATH"),
        ("02 01", "2 bytes are too few for CONFIRM_PATH"),
        ("03", "RAW without data"),
        ("07", "1 bytes are too few for SYS"),
        ("07 01 00", "3 bytes are too few for SYS"),
        ("07 04 00000000", "SYS has no subcommand 4"),
        ("07 03 00000000", "RELAY without a packet"),
    ],
)
def test_a_packet_that_cannot_be_read_says_why(hex, why):
    with pytest.raises(PacketError, match=why):
        decode(bytes.fromhex(hex))


def test_what_no_packet_can_hold_says_why():
    with pytest.raises(PacketError, match="256 arguments, 255 are the most"):
        encode(RemoteCall(1, 0, (1,) * 256))
    with pytest.raises(PacketError, match="argument 2 cannot be sent: A value of type set has no encoding"):
        encode(RemoteCall(1, 0, (1, set())))


def test_a_path_needs_no_nul_at_its_end_and_flags_mean_nothing_but_in_calls():
    assert decode(bytes.fromhex("a0 06000080 04 50")) == RemoteCall("P", 4, ())
    assert decode(b"\xf9" + MD5.encode() + b"\0\6\0\0\0P") == SimplifyPath(MD5, 6, "P")
    assert decode(bytes.fromhex("88 05 04")) == RemoteCall(5, 4, ())


def test_a_checksum_may_be_any_bytes_and_is_then_none_of_ours():
    odd = SimplifyPath("\xff" * 32, 1, "P")
    assert decode(encode(odd)) == odd


def test_a_confirmation_of_six_bytes_may_be_a_number_or_a_path():
    assert decode(b"\2\1Foo\0") == ConfirmPath(0x6F6F46, True, "Foo")
    assert decode(b"\2\0\1\0\0\0") == ConfirmPath(1, False)


@given(st.integers(0, (1 << 31) - 1), st.integers(0, 0xFFFF), st.booleans())
def test_the_beginning_of_a_call_says_which_node_and_method_are_meant(node, method, is_wide):
    packet = encode(RemoteCall(node, method, (1, "a"), is_wide))
    head = call_head(packet)
    assert start_of(packet) == packet[: head.at]


def readable_or_not(packet):
    try:
        said = decode(packet)
    except PacketError:
        return
    if isinstance(said, Relay):
        readable_or_not(said.packet)


def test_every_beginning_of_every_packet_is_read_or_refused():
    for packet, _ in recorded():
        for length in range(min(len(packet), 60)):
            readable_or_not(packet[:length])


@given(st.integers(0, 255), st.binary())
def test_any_bytes_are_read_or_refused(first, rest):
    readable_or_not(bytes((first,)) + rest)


paths = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1)
values = st.none() | st.booleans() | st.integers(-(1 << 63), (1 << 63) - 1) | st.binary().map(PoolByteArray)
ids = st.integers(-(1 << 31), (1 << 31) - 1)


@given(
    st.builds(
        RemoteCall,
        st.integers(0, (1 << 31) - 1) | paths,
        st.integers(0, 0xFFFF),
        st.lists(values | st.lists(values)).map(tuple),
        st.just(False),
    )
    | st.builds(SimplifyPath, st.just(MD5), st.integers(0, (1 << 32) - 1), paths)
    | st.builds(ConfirmPath, st.integers(1, 0xFFFF), st.booleans(), st.just(""))
    | st.builds(Raw, st.binary(min_size=1))
    | st.builds(Auth, st.binary())
    | st.builds(AddPeer, ids)
    | st.builds(DelPeer, ids)
    | st.builds(Relay, ids, st.binary(min_size=1))
)
def test_what_is_sent_is_what_arrives(packet):
    assert decode(encode(packet)) == packet
