"""The arena: a host and those who join, over a network in memory."""

from __future__ import annotations

import subprocess
import sys
from math import nan
from pathlib import Path
from random import Random

import pytest

from demos.arena.arena import DOTS, PORT, Arena
from demos.arena.circles import FIELD, LEAST, MOST, Circle, Dot, Steering
from engine import Vector2
from engine.input import KEY_LEFT, KEY_S, InputEventKey
from engine.testing import MemoryNetwork, SteppedTree

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(autouse=True)
def _same_places(monkeypatch):
    monkeypatch.setattr("demos.arena.arena.Random", lambda: Random(1))


@pytest.fixture
def join():
    """Open another arena; the first one is the host's. `join.step()` lets time pass."""
    network, trees = MemoryNetwork(), []

    def join(port=None, bots=0):
        tree = SteppedTree()
        tree.network = network
        arena = Arena()
        arena.port, arena.bots = port, bots
        arena.url = None if port else f"ws://memory:{PORT}"
        trees.append(tree)
        tree.add(arena, "Arena")
        join.step()
        return arena

    def step(frames=20):
        for _ in range(frames):
            for tree in trees:
                tree.step()

    join.step = step
    yield join
    for tree in reversed(trees):
        tree.finish()
        tree.raise_faults()


def press(arena, key, pressed=True):
    arena.get_tree().display.push(InputEventKey(scancode=key, pressed=pressed))


def own(arena):
    return arena.field.get_node(str(arena.multiplayer.get_unique_id()))


def seen(arena):
    return {node.name: (node.position, node.radius, node.color) for node in arena.things(Circle)}


def colors(arena):
    return {node.name: node.color.to_html() for node in arena.things(Circle)}


def test_who_joins_sees_what_the_host_sees_and_runs_about(join):
    host, guest = join(PORT, bots=2), join()
    assert len(seen(host)) == 4
    assert abs(len(guest.things(Dot)) - DOTS) <= 2  # one that was eaten goes after the next has come
    before = own(guest).position
    press(guest, KEY_LEFT)
    join.step()
    press(guest, KEY_LEFT, False)
    join.step(4)
    assert own(guest).position.x < before.x or before.x == 0
    assert colors(guest) == colors(host)
    assert own(host).name == "1"
    assert guest.field.get_node("1").radius == own(host).radius


def test_a_guest_comes_later_and_goes(join):
    host, first, second = join(PORT), join(), join()
    assert seen(first).keys() == seen(second).keys() == seen(host).keys()
    second.get_tree().network_peer.close()
    join.step()
    assert len(seen(host)) == len(seen(first)) == 2
    assert seen(second) == {}


def test_a_guest_is_told_when_the_host_has_left(join):
    host, guest = join(PORT), join()
    assert guest.status.text == ""
    host.get_tree().network_peer.close()
    join.step()
    assert guest.status.text == "The host has left."
    assert seen(guest) == {}


def test_where_no_arena_is_that_is_said(join):
    guest = join()
    join.step()
    assert guest.status.text == f"There is no arena at ws://memory:{PORT}."


def test_a_url_that_is_none_is_said(tree):
    arena = Arena()
    arena.url = "nonsense://"
    tree.add(arena)
    assert arena.status.text == "nonsense:// cannot be used."


@pytest.mark.parametrize("direction", [Vector2(2, 0), Vector2(nan, 0)])
def test_what_no_key_can_say_is_no_direction(direction):
    steering = Steering()
    steering.direction = Vector2(1, 0)
    steering.direction = direction
    assert steering.direction == Vector2(1, 0)


@pytest.fixture
def arena(tree):
    """An arena of one player, without bots."""
    made = Arena()
    made.bots = 0
    return tree.add(made, "Arena")


def test_a_circle_stays_in_the_field_and_is_slower_the_larger_it_is(arena):
    circle = own(arena)
    circle.steering.direction = Vector2(-1, 0)
    circle.position = Vector2(100, 100)
    circle.move(0.1)
    fast = 100 - circle.position.x
    circle.position, circle.radius = Vector2(100, 100), LEAST * 4
    circle.move(0.1)
    assert 100 - circle.position.x == pytest.approx(fast / 2)
    circle.move(10)
    assert circle.position == Vector2(0, 100)


def test_a_circle_grows_by_what_it_covers_and_what_is_eaten_begins_anew(arena, tree):
    arena.add_circle("Bot1")
    mine, bot = own(arena), arena.field.get_node("Bot1")
    mine.position = bot.position = FIELD / 2
    mine.radius = 60
    tree.step()
    assert mine.radius > 60
    assert bot.radius == LEAST
    mine.radius = MOST
    bot.position = mine.position
    tree.step()
    assert mine.radius == MOST


def test_there_are_always_as_many_dots(arena, tree):
    tree.step()
    dots = arena.things(Dot)
    assert len(dots) == DOTS
    own(arena).position = dots[0].position
    tree.step(2)
    assert len(arena.things(Dot)) == DOTS
    assert dots[0] not in arena.field.get_children()


def test_a_bot_goes_for_dots_and_flees_from_who_is_larger(arena, tree):
    arena.add_circle("Bot1")
    bot, mine = arena.field.get_node("Bot1"), own(arena)
    bot.position, mine.position = Vector2(500, 300), Vector2(0, 0)
    arena.steer(bot, [bot, mine], [])
    assert bot.steering.direction == Vector2()
    tree.step(2)
    assert bot.steering.direction.length() == pytest.approx(1)
    mine.radius, mine.position = 40, bot.position - Vector2(60, 0)
    arena.steer(bot, [bot, mine], [])
    assert bot.steering.direction.is_equal_approx(Vector2(1, 0))


def test_keys_steer(arena, tree):
    press(arena, KEY_S)
    tree.step()
    assert own(arena).steering.direction == Vector2(0, 1)


def test_the_command_makes_a_picture(tmp_path):
    path = tmp_path / "arena.png"
    command = [
        sys.executable,
        "-m",
        "demos.arena",
        "--bots",
        "2",
        "--quit-after",
        "3",
        "--screenshot",
        str(path),
    ]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    assert path.stat().st_size > 1000


def test_a_host_without_a_window_plays_no_circle(tmp_path):
    command = [sys.executable, "-m", "demos.arena", "--host", "0", "--headless", "--quit-after", "2"]
    assert subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout == b""
