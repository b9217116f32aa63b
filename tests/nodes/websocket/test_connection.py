"""FrameSplitter and Connection: cutting bytes into frames, and what a connection says of itself."""

from __future__ import annotations

import socket
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.poller import Poller
from nodes import WebSocketServer
from nodes.websocket.connection import Connection, Ended, Message, Opened, server_protocol
from nodes.websocket.frame_splitter import FrameSplitter, frame_size

FRAMES = [
    b"\x81\x00",
    b"\x82\x03abc",
    b"\x81\x83\1\2\3\4xyz",
    b"\x82\x7e\x00\x80" + b"a" * 128,
    b"\x82\xfe\x00\x80\1\2\3\4" + b"b" * 128,
    b"\x82\x7f\0\0\0\0\0\1\0\0" + b"c" * 65536,
    b"\x88\x02\x03\xe8",
]


@pytest.mark.parametrize("frame", FRAMES)
def test_the_size_of_a_frame_is_known_from_its_head(frame):
    assert frame_size(b"???" + frame + b"more", 3) == len(frame)


@pytest.mark.parametrize("frame", FRAMES)
def test_the_size_of_a_frame_is_not_known_before_its_length_is_there(frame):
    head = {126: 4, 127: 10}.get(frame[1] & 0x7F, 2)
    assert all(frame_size(frame[:size], 0) is None for size in range(head))
    assert frame_size(frame[:head], 0) == len(frame)


@given(
    frames=st.lists(st.sampled_from(FRAMES[:5] + FRAMES[6:]), min_size=1, max_size=8),
    cuts=st.lists(st.integers(0, 900)),
)
def test_pieces_are_the_same_bytes_and_never_of_two_frames(frames, cuts):
    data = b"".join(frames)
    at = sorted({0, len(data), *(cut for cut in cuts if cut < len(data))})
    splitter = FrameSplitter()
    pieces = [p for a, b in pairwise(at) for p in splitter.split(data[a:b])]
    assert b"".join(pieces) == data
    ends = {sum(map(len, frames[: i + 1])) for i in range(len(frames))}
    position = 0
    for piece in pieces:
        assert piece
        assert not any(position < end < position + len(piece) for end in ends)
        position += len(piece)


@pytest.fixture
def pair():
    """A connection at the server's end, and the client's socket."""
    ours, theirs = socket.socketpair()
    ours.setblocking(False)
    poller, now = Poller(), [0.0]
    connection = Connection(ours, server_protocol(()), poller, [], lambda: now[0])
    yield connection, theirs, now
    connection.drop()
    theirs.close()
    poller.close()


def test_a_connection_opens_takes_messages_and_ends(pair, wire):
    connection, theirs, _ = pair
    assert list(connection.receive()) == []
    theirs.sendall(wire.request())
    assert list(connection.receive()) == [Opened("")]
    theirs.sendall(wire.frame(wire.TEXT, b"a", mask=True) + wire.frame(wire.BINARY, b"b", mask=True))
    assert list(connection.receive()) == [Message(b"a", True), Message(b"b", False)]
    theirs.shutdown(socket.SHUT_WR)
    assert list(connection.receive()) == [Ended(False, "the other side closed the TCP connection")]
    assert connection.ended
    assert list(connection.receive()) == []


def test_receive_inside_receive_yields_nothing(pair, wire):
    connection, theirs, _ = pair
    theirs.sendall(wire.request() + wire.frame(wire.TEXT, b"a", mask=True))
    events = connection.receive()
    assert next(events) == Opened("")
    assert list(connection.receive()) == []
    assert list(events) == [Message(b"a", True)]


def test_a_deadline_ends_a_connection_at_its_time_and_not_before(pair):
    connection, _, now = pair
    assert connection.check_deadline() is None
    connection.deadline = 3.0
    now[0] = 2.9
    assert connection.check_deadline() is None
    now[0] = 3.0
    assert connection.check_deadline() == Ended(False, "handshake timed out")
    assert connection.check_deadline() is None


def test_a_connection_names_its_other_end_and_its_state(tree, raw_client):
    server = tree.add(WebSocketServer())
    server.listen(0)
    client = raw_client(server, shake_hands=True)
    (id,) = server._peers_
    peer = server.get_peer(id)
    assert repr(peer) == f"<WebSocketPeer <Connection 127.0.0.1:{server.get_peer_port(id)} OPEN>>"
    client.finish()
    tree.wait_until(lambda: not peer.is_connected_to_host())
    assert repr(peer).endswith(" ENDED>>")
