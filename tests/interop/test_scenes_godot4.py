"""Python loads the very scenes that Godot 4 has saved, and spawns and synchronizes them, as either end.

Godot runs `programs/scenes4.gd`.
"""

import re
import sys
from pathlib import Path

import pytest

from engine import OK, Vector2, load
from engine.files import places
from engine.resource import loader
from engine.scene.loader import load_scene
from nodes import WebSocketMultiplayerPeer

ROOT = Path(__file__).parents[2]
PLAYER = """
from engine import export
from engine import Vector2
from nodes import Node2D


class Player(Node2D):
    hp = export(10)
    team = export("none")
    weapon = export(None)
    direction = Vector2()

    def _enter_tree(self):
        self.get_node("Input").set_multiplayer_authority(int(self.name))
"""


@pytest.fixture
def project(tmp_path, monkeypatch):
    """`project(game, player)` is the folder that a game of Godot has saved its scenes in, with a script."""
    monkeypatch.setattr(sys, "path", [*sys.path])
    monkeypatch.setattr(loader, "_loaded", {})

    def of(game, player):
        game.wait_for_line("Saved")
        folder = tmp_path / "godot4-0"
        monkeypatch.setattr(places.project, "script", str(folder / "main.py"))
        (folder / "player.py").write_text(player)
        return folder

    yield of
    for name in ("player", "server"):
        sys.modules.pop(name, None)


@pytest.fixture
def world(tree, project):
    """`world(game)` is the World of that project."""

    def of(game):
        project(game, PLAYER)
        return tree.add(load("res://world.tscn").instance(), "World")

    return of


def test_a_server_in_python_spawns_the_scene_of_a_game_of_godot(tree, world, godot4, caplog):
    server = WebSocketMultiplayerPeer()
    assert server.create_server(0) == OK
    tree.multiplayer.multiplayer_peer = server
    game = godot4("scenes4.gd", URL=f"ws://127.0.0.1:{server.get_listening_port()}")
    players = world(game).get_node("Players")
    id = int(game.wait_for_line(r"Connected as (\d+)")[1])
    player = load("res://player.tscn").instance()
    player.name, player.team, player.hp = str(id), "red", 9
    assert (player.position, player.velocity, player.weapon.name) == (Vector2(10, 20.5), Vector2(), "Weapon")
    players.add_child(player)
    game.wait_for_line(
        rf"ready {id} hp=9 at=\(10.0, 20.5\) velocity=\(0.0, 0.0\) flip=false team=red",
    )
    player.hp, player.velocity, player.get_node("Sprite2D").flip_h = 3, Vector2(4, 5), True
    game.wait_for_line(rf"{id} hp=3 at=\(10.0, 20.5\) velocity=\(4.0, 5.0\) flip=true team=red")
    tree.wait_until(lambda: player.direction == Vector2(1, 0))
    assert not game.errors, game.report()
    assert not caplog.records


def test_python_has_the_scene_that_a_server_in_godot_spawns(tree, world, godot4, free_port, caplog):
    game = godot4("scenes4.gd", PORT=free_port)
    players = world(game).get_node("Players")
    game.wait_for_line("Listening")
    client = WebSocketMultiplayerPeer()
    client.create_client(f"ws://127.0.0.1:{free_port}")
    tree.multiplayer.multiplayer_peer = client
    tree.wait_until(lambda: players.get_child_count() == 1)
    player = players.get_child(0)
    assert (player.hp, player.team, player.position) == (7, "blue", Vector2(10, 20.5))
    assert (player.name, player.get_class()) == (str(tree.multiplayer.get_unique_id()), "CharacterBody2D")
    tree.wait_until(lambda: player.velocity == Vector2(1, 2))
    player.direction = Vector2(0, -1)
    game.wait_for_line(rf"{player.name} goes \(0.0, -1.0\)")
    assert not game.errors, game.report()
    assert not caplog.records


def test_the_server_of_the_documentation_is_one_for_this_game(
    tree, project, godot4, free_port, monkeypatch, caplog
):
    text = (ROOT / "docs" / "godot4.md").read_text(encoding="utf-8")
    server, player = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    game = godot4("scenes4.gd", URL=f"ws://127.0.0.1:{free_port}", WAIT=1)
    folder = project(game, player)
    (folder / "server.py").write_text(server.replace("create_server(9080)", f"create_server({free_port})"))
    scene = tree.add(load_scene(str(folder / "server.py"))())
    tree.step()
    (folder / "go").write_text("")
    id = int(game.wait_for_line(r"Connected as (\d+)")[1])
    game.wait_for_line(rf"ready {id} hp=10 at=\(10.0, 20.5\) .*")
    own = scene.world.get_node(f"Players/{id}")
    own.hp = 3
    game.wait_for_line(rf"{id} hp=3 at=\([\d.]+, 20.5\) velocity=\(90.0, 0.0\) .*")
    tree.wait_until(lambda: own.position.x > 20)
    assert not game.errors, game.report()
    game.kill()
    tree.wait_until(lambda: scene.world.get_node("Players").get_child_count() == 0)
    assert [line for line in caplog.messages if "left with code 1006" not in line] == []
