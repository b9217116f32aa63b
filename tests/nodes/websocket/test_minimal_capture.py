"""Replays the recorded conversations of Godot's minimal pair against ours, byte by byte.

`vectors/demo_minimal.json` is what Godot 3.2.3 put on the wire. One recorded end is played over a
loopback socket with its own bytes, masks included; the other is our demo, which must send what
was recorded. Random values (keys, masks, ids) and the order of header lines are not compared.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from demos.minimal.client import Client
from demos.minimal.server import Server

CAPTURE = json.loads((Path(__file__).parent / "vectors" / "demo_minimal.json").read_text())
CONVERSATIONS = {
    f"{scenario['scenario']}-{connection['n']}": connection["events"]
    for scenario in CAPTURE["scenarios"]
    for connection in scenario["connections"]
}
TALKS = [name for name, events in CONVERSATIONS.items() if "101 Switching" in str(events)]
OF_OUR_CLIENT = [name for name in TALKS if "54657374207061636b6574" in str(CONVERSATIONS[name])]
"""Those in which the client is the minimal one: it sends "Test packet"."""

RANDOM = ("Sec-WebSocket-Key: ", "Sec-WebSocket-Accept: ", "Host: ", "Date: ")


def comparable(head):
    """Return the lines of a head without the random ones, in any order. Ours has a date as well."""
    first, *headers = head
    return [first, *sorted(line for line in headers if not line.startswith(RANDOM))]


def lines_of(event):
    return event["text"].removesuffix("\r\n\r\n").split("\r\n")


def test_the_capture_holds_the_conversations_that_are_replayed():
    assert list(CONVERSATIONS) == ["both_in_one_scene-1", *(f"server_alone-{n}" for n in (1, 2, 3, 4))]
    assert list(CONVERSATIONS)[:4] == TALKS
    assert OF_OUR_CLIENT == ["both_in_one_scene-1", "server_alone-1"]


@pytest.fixture
def server(tree):
    server = Server()
    server.port = 0
    return tree.add(server)


@pytest.mark.parametrize("name", TALKS)
def test_our_server_answers_a_recorded_client_as_godot_did(name, server, raw_client, wire, tree):
    client = raw_client(server._server)
    reset = False
    for event in CONVERSATIONS[name]:
        if event["dir"] == "c>s":
            if event["kind"] == "http":
                client.send(event["text"].encode())
            elif event["kind"] == "frame":
                client.send(bytes.fromhex(event["hex"]))
            elif event["kind"] == "tcp-fin":
                client.finish()
            else:
                reset = True  # it follows the FIN, and what is recorded after it never arrived
        elif event["kind"] == "http":
            head = client.read_head()
            assert comparable(head) == comparable(lines_of(event))
            accept = f"Sec-WebSocket-Accept: {wire.accept_for(key_in(CONVERSATIONS[name]))}"
            assert accept in head
            assert accept in lines_of(event)
        elif event["kind"] == "frame":
            if not reset:
                first, payload, masked = client.read_frame()
                assert (first, payload, masked) == (int(event["hex"][:2], 16), payload_of(event), False)
        else:  # a FIN or, where the client's bytes were left unread, a reset
            assert client.wait_for_end() == b""


def test_our_server_welcomes_the_recorded_client_that_offers_a_sub_protocol(server, raw_client, capsys):
    """Unlike Godot, which closes the connection (RFC 6455 section 4.2.2 lets a server agree on none)."""
    events = CONVERSATIONS["server_alone-4"]
    assert [event["kind"] for event in events if event["dir"] == "s>c"] == ["tcp-fin", "tcp-reset"]
    client = raw_client(server._server)
    client.send(events[0]["text"].encode())
    status, *headers = client.read_head()
    assert status == "HTTP/1.1 101 Switching Protocols"
    assert not any(line.startswith("Sec-WebSocket-Protocol") for line in headers)
    assert capsys.readouterr().out.endswith("connected with protocol: \n")


def test_our_server_prints_what_godot_printed_for_the_recorded_clients(server, raw_client, tree, capsys):
    for name in ("server_alone-2", "server_alone-3"):
        client = raw_client(server._server)
        for event in CONVERSATIONS[name]:
            if event["dir"] == "s>c" and event["kind"] == "http":
                client.read_head()
            elif event["dir"] == "c>s" and event["kind"] == "frame":
                client.send(bytes.fromhex(event["hex"]))
            elif event["dir"] == "c>s" and event["kind"] == "http":
                client.send(event["text"].encode())
        gone = tree.watch(server._server.client_disconnected)
        client.finish()
        tree.wait_until(lambda gone=gone: len(gone))
    (recorded,) = (s["printed"]["main"] for s in CAPTURE["scenarios"] if s["scenario"] == "server_alone")
    expected = [repr(line)[1:-1] for line in recorded[4:]]  # what others say cannot paint a terminal
    assert without_ids(capsys.readouterr().out.splitlines()) == without_ids(expected)


@pytest.mark.parametrize("name", OF_OUR_CLIENT)
def test_our_client_talks_to_a_recorded_server_as_godot_did(name, tree, raw_server, wire, capsys):
    printed = []

    def so_far():
        printed.extend(capsys.readouterr().out.splitlines())
        return printed

    client = Client()
    client.websocket_url = f"ws://localhost:{raw_server.port}"
    tree.add(client)
    server = raw_server.accept()
    key = ""
    for event in CONVERSATIONS[name]:
        if event["dir"] == "c>s" and event["kind"] == "http":
            head = server.read_head()
            assert comparable(head) == comparable(lines_of(event))
            assert f"Host: localhost:{raw_server.port}" in head
            assert "Host: localhost:9080" in lines_of(event)
            key = wire.key_of(head)
        elif event["dir"] == "c>s":
            if event["opcode"] == "close":  # recorded when the program quit
                tree.wait_until(lambda: len(so_far()) == 2)
                client.queue_free()
                del client  # and with it the WebSocketClient, which closes its socket
            first, payload, masked = server.read_frame()
            assert (first, payload, masked) == (int(event["hex"][:2], 16), payload_of(event), True)
        elif event["kind"] == "http":
            recorded = wire.accept_for(key_in(CONVERSATIONS[name]))
            assert event["text"].count(recorded) == 1
            server.send(event["text"].replace(recorded, wire.accept_for(key)).encode())
        elif event["kind"] == "frame" and event["opcode"] != "close":
            server.send(bytes.fromhex(event["hex"]))
    assert server.wait_for_end() == b""
    assert so_far() == ["Connected with protocol: ", "Got data from server: Test packet"]


def payload_of(event):
    return bytes.fromhex(event["payload"])


def key_in(events):
    """Return the key of the recorded request."""
    return next(line.split(": ")[1] for line in lines_of(events[0]) if line.startswith("Sec-WebSocket-Key: "))


def without_ids(lines):
    """Return lines with each id, which is random, replaced by its place in the order of arrival."""
    ids = []
    for line in lines:
        found = next(word.strip(":") for word in line.split() if word.strip(":").isdigit())
        if found not in ids:
            ids.append(found)
    return [line.replace(id, f"#{i}") for line in lines for i, id in enumerate(ids) if id in line]
