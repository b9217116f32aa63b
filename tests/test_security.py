"""The limits that SECURITY.md promises are those of the code."""

import re
from pathlib import Path

import pytest

from engine.canvas import png
from engine.multiplayer.godot3 import packets, path_cache
from engine.multiplayer.godot4 import receiver
from engine.variant import key, text, types
from nodes import HTTPRequest, WebSocketServer
from nodes.cluster import records, redis_link, ticket, topics
from nodes.http import body, exchange
from nodes.websocket import links, log, patience, proxy_header, redirect
from nodes.websocket.limits import Limits
from nodes.websocket.socket_link import fast_lane, listener, socket_link, stream

SECURITY = Path(__file__).parent.parent / "SECURITY.md"
ROWS = dict(re.findall(r"^\| ([^|]+?) \| ([^|]+?) \| [^|]*\|$", SECURITY.read_text("utf-8"), re.MULTILINE))
KIB = 1024


def server():
    return WebSocketServer()


def buffer(size, packets):
    return f"{size // KIB} KiB, {packets} packets"


LIMITS = {
    "Redirects that an HTTPRequest follows": lambda: f"{HTTPRequest().max_redirects}",
    "Head of an answer to an HTTPRequest": lambda: f"{exchange.MAX_HEAD // KIB} KiB",
    "Body of an answer to an HTTPRequest": lambda: (
        f"{'none' if HTTPRequest().body_size_limit == -1 else ''};"
        f" {body.MOST_UNPACKED >> 20} MiB of what has to be unpacked"
    ),
    "An HTTPRequest from beginning to end": lambda: f"{HTTPRequest().timeout or 'none'}",
    "Clients at a time": lambda: server().max_clients or "none",
    "Connection to the end of the handshake": lambda: f"{server().handshake_timeout:g} s",
    "Head of a request or an answer": lambda: f"{stream.MAX_HEAD // KIB} KiB",
    "Header of the PROXY protocol": lambda: (
        f"{proxy_header.MAX_TEXT} bytes in version 1,"
        f" {len(proxy_header.BINARY) + 4 + proxy_header.MAX_BINARY} in version 2"
    ),
    "Fragments of a message": lambda: (
        f"{stream.MAX_FRAGMENTS}, and one for each {stream.FRAGMENT_SIZE} bytes"
    ),
    "Frames of one peer that are worked off at once": lambda: f"{fast_lane.FRAMES_AT_ONCE}",
    "A peer's share of a poll": lambda: f"{socket_link.SECONDS_AT_ONCE * 1000:g} ms",
    "A poll's share of a frame": lambda: f"{links.SECONDS_AT_ONCE * 1000:g} ms",
    "Connections that one poll accepts": lambda: f"{listener.ACCEPTED_AT_ONCE}",
    "Answer to a close frame": lambda: f"{socket_link.CLOSE_TIMEOUT:g} s",
    "Levels of nesting in a value": lambda: f"{types.DEEPEST}",
    "Levels of nesting in a text of a value, and in JSON": lambda: f"{text.DEEPEST_TEXT}",
    "Arrays that are keys of dictionaries, in a packet": lambda: f"{key._MOST_ARRAYS}",
    "Arguments of a call": lambda: f"{packets.MOST_ARGUMENTS}",
    "Nodes that a peer has spawned here": lambda: f"{receiver.MOST_REPLICAS}",
    "Synchronizers in a packet that are not its sender's": lambda: f"{receiver.MOST_PASSED_OVER}",
    "Paths that a peer gives numbers to": lambda: (
        f"{path_cache.MOST_PATHS}, {path_cache.MOST_TEXT >> 20} MiB"
    ),
    "The same in multiplayer, all peers together, while they read": lambda: (
        f"{patience.MOST_BEHIND >> 20} MiB, {patience.PATIENCE:g} s"
    ),
    "Lines in the log of one kind about one peer": lambda: (
        f"{log.REPEATED}, then each that doubles their number"
    ),
    "Lines in the log about clients that are refused or lost": lambda: (
        f"{log.AT_ONCE} at once, then {log.PER_SECOND:g} a second"
    ),
    "Characters of a stranger's text that a log shows": lambda: f"{log.MOST_SHOWN}",
    "Message of a topic of a Backplane": lambda: f"{topics.MOST_MESSAGE >> 20} MiB",
    "Topics of a Cluster, and rooms that it reads": lambda: f"{topics.MOST_TOPICS}, {records.MOST_ROOMS}",
    "Record of a room, and its name": lambda: f"{records.MOST_DATA // KIB} KiB, {records.MOST_NAME} bytes",
    "Commands that wait for Redis, and one reply of it": lambda: (
        f"{redis_link.MOST_WAITING >> 20} MiB, {redis_link.MOST_REPLY >> 20} MiB"
    ),
    f"Used tickets that a room remembers, for {ticket.LIFE + 2 * ticket.SKEW:g} s": lambda: (
        f"{ticket.MOST_USED}"
    ),
    "Redirects that a client follows": lambda: f"{redirect.MOST}",
    "Pixels of a picture": lambda: f"{png._MOST_PIXELS // 4096} x 4096",
    "Message, and what may wait to be read, of a peer": lambda: buffer(
        Limits().in_bytes, Limits().in_packets
    ),
    "What may wait to be sent to a peer": lambda: buffer(Limits().out_bytes, Limits().out_packets),
    "Messages and bytes a second": lambda: server()._rate_limit_ or "none",
    "Silence of a peer": lambda: (
        f"{server().ping_interval or 'none'}, then {server().ping_timeout:g} s for a pong"
    ),
}


@pytest.mark.parametrize("what", LIMITS)
def test_a_limit_is_what_is_promised(what):
    assert ROWS[what] == LIMITS[what]()


def test_every_row_is_looked_at():
    assert set(ROWS) - {"What", "---"} == set(LIMITS)
