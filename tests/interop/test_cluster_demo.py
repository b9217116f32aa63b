"""The cluster demo's lobby, rooms and gateway, as they are, and its client, as it is, in the real Godot."""

from __future__ import annotations

from pathlib import Path

import pytest

from demos.cluster.lobby import Lobby
from demos.cluster.room import Room
from engine import OK
from nodes import WebSocketGateway

SOURCE = Path(__file__).parent.parent.parent / "demos/cluster/client.gd"
SECRET = "a secret"


@pytest.fixture
def town(tree):
    """A lobby, a room behind a gateway, and one that is reached directly."""
    gateway = tree.add(WebSocketGateway())
    assert gateway.listen(0) == OK
    behind = Room()
    behind.gateways_port, behind.url = 0, f"ws://localhost:{gateway.get_listening_port()}"
    direct, lobby = Room(), Lobby()
    for node in (behind, direct, lobby):
        node.secret = SECRET
    tree.add(behind, "arena1")
    assert gateway.connect_to_room(f"ws://localhost:{behind.server.get_gateways_port()}", SECRET) == OK
    tree.wait_until(gateway.is_room_reached)
    tree.add(direct, "arena2")
    tree.add(lobby)
    tree.wait_until(lambda: all(lobby.cluster.find_room(name) for name in ("arena1", "arena2")))
    lobby.rooms = {"arena1": behind, "arena2": direct}
    return lobby


@pytest.mark.parametrize("godot", ["GODOT3", "GODOT36"], indirect=True)
def test_a_godot_finds_a_room_by_the_lobby_and_another_when_that_one_ends(town, godot, tree):
    ann = godot("cluster_client.gd", SOURCE=SOURCE, URL=town.get_url(), PLAYER="ann")
    ann.wait_for_line("ann is in arena1")
    bob = godot("cluster_client.gd", SOURCE=SOURCE, URL=town.get_url(), PLAYER="bob")
    ann.wait_for_line("bob waves")
    tree.wait_until(lambda: sorted(town.rooms["arena1"].names.values()) == ["ann", "bob"])
    town.rooms["arena1"].free()
    ann.wait_for_line("ann is in arena2")
    bob.wait_for_line("bob is in arena2")
    tree.wait_until(lambda: sorted(town.rooms["arena2"].names.values()) == ["ann", "bob"])
    assert ann.quit() == bob.quit() == 0
