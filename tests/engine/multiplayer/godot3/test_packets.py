import json
import struct
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.multiplayer.godot3 import packets
from engine.multiplayer.godot3.packets import (
    ConfirmPath,
    PacketError,
    Raw,
    RemoteCall,
    RemoteSet,
    SimplifyPath,
    decode,
    encode,
)

STEPS = json.loads((Path(__file__).parents[1] / "vectors" / "multiplayer_packets.json").read_text())["steps"]
HEADER = 9  # of the WebSocket multiplayer layer: not ours


def recorded():
    """Return Godot's packets, with the offsets of the bytes that mean nothing, and what each says."""
    for step in STEPS:
        for frame in step["frames"]:
            payload = bytes.fromhex(frame.get("hex", ""))
            if frame["kind"] == "binary" and payload[0] == 0:
                ignored = {offset - HEADER for offset in frame.get("ignore_bytes", ())}
                yield payload[HEADER:], ignored, frame["meaning"].partition(": ")[2]


def test_every_recorded_packet_is_read_and_made_again_byte_by_byte():
    count = 0
    for packet, ignored, meaning in recorded():
        made = encode(decode(packet))
        assert len(made) == len(packet), meaning
        assert [b for i, b in enumerate(made) if i not in ignored] == [
            b for i, b in enumerate(packet) if i not in ignored
        ], meaning
        count += 1
    assert count > 100


def test_every_recorded_packet_says_what_it_meant():
    words = {
        RemoteCall: lambda p: f"REMOTE_CALL {p.method},",
        RemoteSet: lambda p: f"REMOTE_SET {p.property},",
        SimplifyPath: lambda p: f"SIMPLIFY_PATH id {p.id} = {p.path + chr(0)!r}",
        ConfirmPath: lambda p: f"CONFIRM_PATH {p.path + chr(0)!r}",
        Raw: lambda p: f"RAW, {len(p.data)} data bytes",
    }
    for packet, _, meaning in recorded():
        read = decode(packet)
        assert meaning.startswith(words[type(read)](read))
        if isinstance(read, RemoteCall | RemoteSet):
            by_number = isinstance(read.target, int)
            assert (f"cached path id {read.target}" if by_number else f"{read.target + chr(0)!r}") in meaning
        if isinstance(read, RemoteCall):
            assert meaning.endswith(f"{len(read.args)} args")


def test_the_worked_examples_come_out_as_they_are_written():
    for text, packet in {
        "02 01000000 50 00": SimplifyPath(1, "P"),
        "00 09000080 6d 30 00 00 50 00": RemoteCall("P", "m0", ()),
        "03 50 00": ConfirmPath("P"),
        "00 01000000 6d 30 00 00": RemoteCall(1, "m0", ()),
        "00 01000000 6d 31 00 01 02000000 ffffffff": RemoteCall(1, "m1", (-1,)),
        "00 01000000 6d 31 00 01 04000000 03000000 61626300": RemoteCall(1, "m1", ("abc",)),
        "01 01000000 73 63 6f 72 65 00 02000000 2a000000": RemoteSet(1, "score", 42),
        "04 16": Raw(b"\x16"),
    }.items():
        assert encode(packet) == bytes.fromhex(text)
        assert decode(bytes.fromhex(text)) == packet


# -- What comes from outside -------------------------------------------------------------------


def test_unknown_commands_are_nothing():
    assert [decode(bytes((command,)) + b"abcdef") for command in (5, 6, 255)] == [None] * 3


@pytest.mark.parametrize(
    ("packet", "why"),
    [
        (b"", "empty"),
        (b"\0\1\0\0\0", "5 bytes are too few for a call"),
        (b"\0\x00\2\0\x80m0\0\0P\0", "its path is said to be at byte 512 of 11"),
        (b"\0\1\0\0\0m0", "ends with the name"),
        (b"\0\1\0\0\0m0\0", "ends with the name"),
        (b"\0\1\0\0\0m0\0\2\2\0\0\0\7\0\0\0", "argument 2 of 2 cannot be read"),
        (b"\1\1\0\0\0v\0\x63\0\0\0", "its value cannot be read"),
        (b"\2abc", "4 bytes are too few for SIMPLIFY_PATH"),
        (b"\3", "CONFIRM_PATH without a path"),
        (b"\4", "RAW without data"),
    ],
)
def test_a_packet_that_cannot_be_read_says_why(packet, why):
    with pytest.raises(PacketError, match=why):
        decode(packet)


def test_a_path_needs_no_nul_at_its_end_and_bytes_between_are_passed_over():
    head = b"\0" + struct.pack("<I", 0x8000_0000 | 13)
    assert decode(head + b"m0\0\0junkP") == RemoteCall("P", "m0", ())
    assert decode(b"\2\7\0\0\0P") == SimplifyPath(7, "P")
    assert decode(b"\2\7\0\0\0") == SimplifyPath(7, "")
    assert decode(b"\3P") == ConfirmPath("P")


def test_text_that_is_not_utf_8_is_read_all_the_same():
    assert decode(b"\0\1\0\0\0m\xff\0\0") == RemoteCall(1, "m\ufffd", ())
    assert decode(b"\3\xff\0") == ConfirmPath("\ufffd")


@given(
    st.binary(max_size=64) | st.builds(bytes.__add__, st.sampled_from([b"\0", b"\1"]), st.binary(max_size=64))
)
def test_any_bytes_give_a_packet_or_a_packet_error(data):
    try:
        packet = decode(data)
    except PacketError:
        return
    if packet is None:
        assert data[0] > packets.RAW
    else:
        assert type(decode(encode(packet))) is type(packet)


@given(st.data())
def test_a_changed_byte_gives_a_packet_or_a_packet_error(data):
    packet = bytearray(data.draw(st.sampled_from([packet for packet, _, _ in recorded()])))
    packet[data.draw(st.integers(0, len(packet) - 1))] = data.draw(st.integers(0, 255))
    with suppress(PacketError):
        decode(bytes(packet[: data.draw(st.integers(0, len(packet)))]))


# -- What goes out -----------------------------------------------------------------------------

# A byte order mark at the beginning of a text is none of it, as in Godot.
names = st.text(st.characters(exclude_characters="\0\ufeff", exclude_categories=["Cs"]), max_size=12)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | names,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3),
    max_leaves=6,
)
targets = st.integers(0, 2**31 - 1) | names


@given(
    st.builds(RemoteCall, targets, names, st.lists(values, max_size=4).map(tuple))
    | st.builds(RemoteSet, targets, names, values)
    | st.builds(SimplifyPath, st.integers(0, 2**32 - 1), names)
    | st.builds(ConfirmPath, names.filter(bool))
    | st.builds(Raw, st.binary(min_size=1))
)
def test_what_was_encoded_is_decoded(packet):
    assert decode(encode(packet)) == packet


def test_255_arguments_are_the_most():
    most = RemoteCall(1, "m", (0,) * 255)
    assert decode(encode(most)) == most
    with pytest.raises(PacketError, match="there are 256 arguments, 255 are the most"):
        encode(RemoteCall(1, "m", (0,) * 256))


def test_what_cannot_be_sent_says_why():
    with pytest.raises(PacketError, match="contains a NUL"):
        encode(RemoteCall(1, "a\0b", ()))
    with pytest.raises(PacketError, match="not text that UTF-8"):
        encode(ConfirmPath("\ud800"))
    with pytest.raises(PacketError, match="argument 2 cannot be sent: "):
        encode(RemoteCall(1, "m", (1, object())))
    with pytest.raises(PacketError, match="argument 1 cannot be sent: A text has a NUL at 2"):
        encode(RemoteCall(1, "m", ("ab\0cd",)))
    with pytest.raises(PacketError, match=r"the value cannot be sent: A text has a NUL at 0,.* element 0"):
        encode(RemoteSet(1, "v", ["\0"]))
    with pytest.raises(PacketError, match="the value cannot be sent: "):
        encode(RemoteSet(1, "v", {1: object()}))


def test_arrays_as_keys_are_counted_in_all_arguments_together():
    keyed = {(number,): 0 for number in range(512)}
    most = RemoteCall(1, "m", (keyed, keyed))
    assert decode(encode(most)) == most
    with pytest.raises(PacketError, match=r"argument 3 of 3 cannot be read: .*1024 arrays as keys"):
        decode(encode(RemoteCall(1, "m", (keyed, keyed, keyed))))
