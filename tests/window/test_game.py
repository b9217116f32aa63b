"""A small game, played with the keyboard and the mouse, with and without a window."""

import pytest

from engine import Color, Rect2, Vector2
from engine.input import (
    BUTTON_LEFT,
    KEY_A,
    KEY_D,
    KEY_RIGHT,
    KEY_SPACE,
    Input,
    InputEventMouseButton,
    InputMap,
)
from engine.text.font import Font
from nodes import Node2D

SPEED = 120.0  # two pixels a step
RED, BLUE = Color("f04040"), Color("4040f0")


class Ship(Node2D):
    shots = 0

    def _physics_process(self, delta):
        self.position += Vector2(Input.get_axis("left", "right") * SPEED * delta, 0)
        if Input.is_action_just_pressed("fire"):
            self.shots += 1

    def _unhandled_input(self, event):
        if isinstance(event, InputEventMouseButton) and event.pressed:
            self.position = event.position

    def _draw(self):
        self.draw_rect(Rect2(-10, -10, 20, 20), RED)
        self.draw_line(Vector2(-10, 14), Vector2(10, 14), BLUE, 2.0)


class Game(Node2D):
    def _ready(self):
        InputMap.add_action("left", keys=[KEY_A])
        InputMap.add_action("right", keys=[KEY_D, KEY_RIGHT])
        InputMap.add_action("fire", keys=[KEY_SPACE])
        self.ship = Ship(position=Vector2(100, 100))
        self.add_child(self.ship)

    def _draw(self):
        self.draw_string(Font(14), Vector2(20, 40), "Score 0")


@pytest.fixture
def ship(tree):
    ship = tree.add(Game()).ship
    tree.step()
    return ship


def test_it_moves_while_an_action_is_pressed(tree, ship):
    tree.user.key_down("d")
    tree.step(9)
    tree.user.key_up("d")
    assert ship.position.is_equal_approx(Vector2(120, 100))
    tree.step(5)
    assert ship.position.is_equal_approx(Vector2(120, 100))
    tree.user.key_down("right")
    tree.user.key_down("a")  # against each other
    tree.step(5)
    tree.user.key_up("right")
    tree.user.key_up("a")
    x = ship.position.x
    assert abs(x - 120) <= 4


def test_an_action_is_just_pressed_once(tree, ship):
    for _ in range(3):
        tree.user.key_down("space")
        tree.step(4)
        tree.user.key_up("space")
    assert ship.shots == 3


def test_a_click_is_where_the_pointer_is(tree, ship):
    tree.user.click((300, 200), BUTTON_LEFT)
    assert ship.position == Vector2(300, 200)
    tree.set_screen_stretch(tree.STRETCH_MODE_2D, tree.STRETCH_ASPECT_KEEP, Vector2(320, 200))
    tree.step()
    tree.user.click((30, 20))
    assert ship.position == Vector2(30, 20)


def test_it_is_seen_where_it_is(tree, ship, tmp_path):
    tree.user.click((300, 200))
    if not hasattr(tree, "picture"):
        assert Rect2(290, 190, 20, 20) in tree.screen.boxes()
        return
    picture = tree.picture(tmp_path / "game.png")
    assert picture[300, 200] == picture[290, 190] == picture[309, 209] == (0xF0, 0x40, 0x40)
    assert picture[289, 200] == picture[310, 200] == picture[300, 212] != (0xF0, 0x40, 0x40)
    assert picture[300, 213] == picture[300, 214] == (0x40, 0x40, 0xF0)
    assert picture[100, 100] == picture[5, 5]
