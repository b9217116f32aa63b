"""The demo's server, as it is, and its client, as it is, in the real Godot."""

from __future__ import annotations

from pathlib import Path

import pytest

from demos.authoritative_server import World
from engine import Vector2

DEMOS = Path(__file__).parent.parent.parent / "demos"
SOURCE = DEMOS / "authoritative_client.gd"
SOURCE_4 = DEMOS / "authoritative_client_4.gd"


@pytest.fixture
def world(tree, monkeypatch):
    """Our server on a free port, in a hurry."""
    monkeypatch.setattr(World, "port", 0)
    monkeypatch.setattr(World, "speed", 5000.0)
    return tree.add(World())


@pytest.mark.parametrize(
    ("hold", "x", "y"),
    [("ui_right", 1024, 300), ("ui_left|ui_up", 0, 0), ("ui_down", 512, 600)],
)
def test_a_godot_client_goes_where_its_keys_say_up_to_the_walls(world, godot, tree, hold, x, y):
    url = f"ws://localhost:{world.server.get_listening_port()}"
    client = godot("authoritative_client.gd", SOURCE=SOURCE, URL=url, HOLD=hold, X=x, Y=y)
    assert client.wait_for_end() == 0
    id = client.lines[0].removeprefix("Playing as ")
    assert client.lines == [f"Playing as {id}", f"Arrived at ({x}, {y}) with 1"]
    tree.wait_until(lambda: world.positions == {})


def test_godot_clients_are_told_of_each_other(world, godot, tree):
    url = f"ws://localhost:{world.server.get_listening_port()}"
    still = godot("authoritative_client.gd", SOURCE=SOURCE, URL=url, X=-1, Y=-1)
    still.wait_for_line(r"Playing as \d+")
    moving = godot("authoritative_client.gd", SOURCE=SOURCE, URL=url, HOLD="ui_right", X=1024, Y=300)
    moving.wait_for_line(r"Arrived at \(1024, 300\) with 2")
    assert moving.wait_for_end() == 0
    tree.wait_until(lambda: len(world.positions) == 1)
    assert list(world.positions.values()) == [Vector2(512, 300)]
    assert still.quit() == 0


def test_a_client_of_godot_4_goes_to_the_walls_too_and_meets_one_of_godot_3(world, godot, godot4, tree):
    url = f"ws://localhost:{world.server.get_listening_port()}"
    still = godot("authoritative_client.gd", SOURCE=SOURCE, URL=url, X=-1, Y=-1)
    still.wait_for_line(r"Playing as \d+")
    moving = godot4("authoritative_client_4.gd", SOURCE=SOURCE_4, URL=url, HOLD="ui_left|ui_up", X=0, Y=0)
    moving.wait_for_line(r"Arrived at \(0, 0\) with 2")
    assert moving.wait_for_end() == 0
    tree.wait_until(lambda: list(world.positions.values()) == [Vector2(512, 300)])
    assert still.quit() == 0
