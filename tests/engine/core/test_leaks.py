"""Whatever the core is given, and whatever comes of it, nothing of that stays."""

import gc
import logging
import sys
from contextlib import suppress

import pytest

from engine.multiplayer.godot3 import packets
from engine.multiplayer.godot4 import arguments
from engine.variant import decoder, encoder, godot4, marshalls
from engine.variant.key import Key
from engine.variant.node_path import NodePath
from engine.variant.pool_byte_array import PoolByteArray
from engine.variant.vector2 import Vector2
from nodes.cluster.trunk import runs_of
from nodes.websocket.links import Links
from nodes.websocket.relay import pack
from nodes.websocket.socket_link.fast_lane import LaneReader, Masker, frame_of
from nodes.websocket.socket_link.stream import Stream, client_protocol
from nodes.websocket.unread import Unread
from nodes.websocket.url import parse_url

from . import needed  # noqa: F401
from .pair import connected
from .story import COMMANDS, story
from .test_remote_calls import WIRES
from .test_remote_calls import what_comes_of as what_is_sent
from .test_serve import framed
from .waiting import Session, call, what_comes_of


@pytest.fixture(autouse=True)
def nothing_is_logged():
    logging.disable()  # pytest keeps what is
    yield
    logging.disable(logging.NOTSET)


VALUES = [
    {"a": [1, 2.5, "text", None, True, 1 << 40], "b": {"c": (b"bytes", [[]], {})}, 7: Vector2(1, 2)},
    [PoolByteArray(b"x" * 600), "ä" * 700, "x" * 2000, NodePath("/a:b"), 1e300],
    ["\ud800", 1],
    [1, 2, ["a\0b"]],
    [1 << 70],
    {Key([1]): 2},
    [object()],
]
ENCODED = [
    *(encoder.encoded(value) for value in VALUES[:2]),
    bytes.fromhex(
        "12000000 02000000 02000000 01000000 01000000 02000000 01000000"
    ),  # 1 is two times a key, and cut
    bytes.fromhex("12000000 02000000 02000000 01000000 00000000 02000000 01000000 00000000"),
    bytes.fromhex("12000000 01000000 13000000 00000000 00000000"),  # a key that is an array
    bytes.fromhex("13000000 02000000 04000000 04000000 ffffffff"),
    bytes.fromhex("13000000 02000000 0f000000 01000080"),
    bytes.fromhex("13000000 02000000 04000000 05000000 41424344"),
]
STREAM = Stream(client_protocol(parse_url("ws://a"), []), 1000, masker=Masker())
FRAMES = [b"x", "ä".encode(), b"\xff", b"x" * 300, b"x" * 70_000]


def attempt(function, *args):
    with suppress(Exception):
        function(*args)


def values():
    for value in VALUES:
        for module in (encoder, godot4):
            attempt(module.encoded, value)
            attempt(module.encode, value, bytearray())
        attempt(marshalls.var2bytes, value)
        attempt(marshalls.var_to_bytes, value)
        attempt(packets.call_body, "name", [value, 1])
        attempt(arguments.all_of, [True, 300, value])
    for data in ENCODED:
        for module in (decoder, godot4):
            for end in (len(data), len(data) - 1, len(data) // 2):
                attempt(module.decode, data[:end])
                attempt(marshalls.bytes2var, data[:end])
                attempt(marshalls.bytes_to_var, data[:end])
                attempt(packets.arguments_at, b"\2" + data[:end] + data, 0)
                attempt(arguments.bare_at, b"\x81\x42\1\1" + data[:end] + data, 0, 4)


def frames():
    masker = Masker()
    for payload in FRAMES:
        STREAM.send_message(payload, False)
    STREAM.take_output()
    for messages in (FRAMES, [(frame, False) for frame in (*FRAMES, pack(2, 1, b"a"), pack(2, 1, b"b"))]):
        attempt(runs_of, messages)
    for masked in (True, False):
        for is_text in (True, False):
            for payload in FRAMES:
                one = masker.frame(payload, is_text) if masked else frame_of(payload, is_text)
                lane = LaneReader(masked, 100_000)
                lane.feed(one + one)
                lane.messages()
                for part in (one * 70, one[:5], one[5:] + b"\x89\0"):
                    lane.feed(part)
                    lane.messages()
                    lane.foreign()


def links():
    masker = Masker()
    with connected() as (link, theirs):
        for link.is_raw in (True, False):
            for sent in (*FRAMES[:-1], b"x" * 20_000):
                theirs.send(masker.frame(sent, sent.isascii()) * 2)
                for event in link.receive():
                    for payload, is_text in event:
                        link.put(payload, is_text)
                link._outbox.flush()
                attempt(theirs.recv, 1 << 20)
                attempt(next, iter(link.receive()))


def served():
    for command in COMMANDS:
        for looked_at in (True, False):
            story(Links._serve_ready, [framed([(b"a", True), (command, False), (b"b", False)])], looked_at)
    for text in (b"x" * 65_535 + b"y", b"x" * 65_535 + b"\xff"):
        frame = framed([(text, True)])
        story(Links._serve_ready, [frame[:30_000], frame[30_000:50_000], frame[50_000:]], False)
        story(Links._serve_ready, [frame[:30_000], frame[30_000:50_000]], False)


def calls():
    for version in (3, 4):
        waiting = [
            *[(7, call(version, name, (1, "text"))) for name in ("hear", "hear", "fail", "ask", "local")],
            *[(7, call(version, name)) for name in ("fail", "fail", "drain", "quit", "quit", "hear")],
            (9, call(version, "hear")),
            (8, b"\0\1\2\3"),
            *[(8, call(version, name)) for name in ("drop", "stop", "hear")],
        ]
        for end in (len(waiting), len(waiting) - 2):
            for counted in (True, False):
                what_comes_of(version, waiting[:end], header=9 * counted, counted=counted)
            what_comes_of(version, waiting[:end], held=True)
        for reliable in (True, False):
            for args in ((), (1, "text"), ("\0",), (b"bytes",)):
                for where in ((1, [7, 8], [7, 8], ()), (1, [7, 8], [7], ()), (5, [1], [1], (1,))):
                    for which in (0, 1, 2):
                        what_is_sent(WIRES[version].call, version, where, which, 7, reliable, "hear", args)
        session = Session()
        session._waiting += [(7, 1, 0, Unread(1, 1)), (7, 1), (7, 1, "header", Unread(1, 1))]
        for _ in range(4):
            attempt(session.take_next)


@pytest.mark.parametrize("do", [values, frames, links, served, calls])
def test_nothing_stays(do):
    def blocks_after(times):
        for _ in range(times):
            do()
        gc.collect()
        return sys.getallocatedblocks()

    def grown():
        before = blocks_after(1)
        return blocks_after(40) - before

    blocks_after(20)
    assert any(grown() < 30 for _ in range(12))  # what is made once and kept grows less and less


def test_what_everybody_has_is_counted_as_before():
    # From 3.12 on the first are immortal: nobody counts them but what was compiled for 3.11 (PEP 683).
    counted = (None, True, False, 0, b"") if sys.version_info < (3, 12) else ()
    shared = (*counted, Vector2, PoolByteArray, NodePath)

    def counts_after(times):
        for _ in range(times):
            values()
            frames()
            links()
            served()
            calls()
        gc.collect()
        return [sys.getrefcount(one) for one in shared]

    before = counts_after(3)
    grown = [now - then for now, then in zip(counts_after(20), before, strict=True)]
    assert all(-15 < more < 15 for more in grown), grown
