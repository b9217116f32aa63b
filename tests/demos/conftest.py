"""Conversations of two Godots, which were recorded, with one of our demos in the place of one end."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from engine.testing import MemoryNetwork, SteppedTree
from nodes import WebSocketClient, WebSocketPeer, WebSocketServer

RECORDED = Path(__file__).parent / "recorded"


class RecordedClient:
    """Sends what a recorded client sent, byte by byte, and keeps what it is sent."""

    def __init__(self, tree: SteppedTree, port: int, protocols: list[str]) -> None:
        self.received: list[str] = []
        self._client = WebSocketClient()
        self._client.data_received.connect(self._take)
        tree.root.add_child(self._client)
        self._client.connect_to_url(f"ws://recorded:{port}", protocols)

    def _take(self) -> None:
        self.received.append(bytes(self._client.get_peer(1).get_packet()).hex())

    def send(self, opcode: str, payload: str) -> None:
        if opcode == "close":
            self._client.disconnect_from_host(int(payload[:4], 16), reason_in(payload))
        else:
            put(self._client.get_peer(1), opcode, payload)


class RecordedServer:
    """The same, of a server: its n-th client's packets are `received[n]`, from 1."""

    def __init__(self, tree: SteppedTree, port: int, protocols: list[str]) -> None:
        self.received: dict[int, list[str]] = {}
        self.closes: list[tuple[int, str]] = []
        self._clients: list[int] = []
        self._server = WebSocketServer()
        self._server.client_connected.connect(self._welcome)
        self._server.data_received.connect(self._take)
        self._server.client_close_request.connect(lambda id, *close: self.closes.append(close))
        tree.root.add_child(self._server)
        self._server.listen(port, protocols)

    def _welcome(self, id: int, protocol: str) -> None:
        self._clients.append(id)
        self.received[len(self._clients)] = []

    def _take(self, id: int) -> None:
        packet = bytes(self._server.get_peer(id).get_packet())
        self.received[self._clients.index(id) + 1].append(packet.hex())

    def send(self, number: int, opcode: str, payload: str) -> None:
        id = self._clients[number - 1]
        if opcode != "close":
            put(self._server.get_peer(id), opcode, payload)
        elif self._server.has_peer(id):
            self._server.disconnect_peer(id, int(payload[:4], 16), reason_in(payload))


def reason_in(payload: str) -> str:
    return bytes.fromhex(payload[4:]).rstrip(b"\0").decode()


def put(peer: WebSocketPeer | None, opcode: str, payload: str) -> None:
    assert peer is not None
    peer.set_write_mode(peer.WRITE_MODE_TEXT if opcode == "text" else peer.WRITE_MODE_BINARY)
    assert peer.put_packet(bytes.fromhex(payload)) == 0


class Recording:
    """A scenario: its `events` in order, the lines `printed` by each program."""

    def __init__(self, tree: SteppedTree, monkeypatch: pytest.MonkeyPatch, scenario: dict[str, Any]) -> None:
        self.events = scenario["events"]
        self.printed = scenario["printed"]
        self.tree = tree
        self.network = tree.network = MemoryNetwork()
        ids = iter(scenario["ids"])  # those that the recorded server drew
        monkeypatch.setattr("nodes.websocket.WebSocketServer._new_id_", lambda server: next(ids))

    def messages(self, direction: str, number: int, until: list[Any] | None = None) -> list[str]:
        """Return the payloads, but for closes, that went in `direction` on the n-th connection."""
        events = self.events[: self.events.index(until)] if until else self.events
        return [
            event[3]
            for event in events
            if event[:2] == [direction, number] and event[2] in ("binary", "text")
        ]

    def closes(self, number: int) -> list[tuple[int, str]]:
        """Return the codes and reasons with which the n-th client closed."""
        return [
            (int(event[3][:4], 16), reason_in(event[3]))
            for event in self.events
            if event[:3] == ["c>s", number, "close"]
        ]

    def client(self, port: int, *protocols: str) -> RecordedClient:
        return RecordedClient(self.tree, port, list(protocols))

    def server(self, port: int, *protocols: str) -> RecordedServer:
        return RecordedServer(self.tree, port, list(protocols))

    def settle(self) -> None:
        self.tree.step(6)


@pytest.fixture
def recording(tree: SteppedTree, monkeypatch: pytest.MonkeyPatch) -> Any:
    """`recording("chat", "raw_one_client")` is that scenario, to be held in the test's tree."""

    def load(demo: str, scenario: str) -> Recording:
        scenarios = json.loads((RECORDED / f"{demo}.json").read_text(encoding="utf-8"))
        return Recording(tree, monkeypatch, scenarios[scenario])

    return load
