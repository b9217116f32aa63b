"""Pong: its rules, and a match of two windows over a network in memory."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from demos.pong.pieces import FIELD, Ball, Paddle
from demos.pong.pong import POINTS, Pong
from engine import Vector2
from engine.display.window_events import Resized
from engine.input import KEY_DOWN, KEY_S, KEY_UP, KEY_W, InputEventKey
from engine.testing import MemoryNetwork, SteppedTree

MIDDLE = FIELD.y / 2
SOURCES = Path(__file__).parent.parent.parent / "demos" / "pong"


@pytest.fixture(autouse=True)
def _same_serves(monkeypatch):
    monkeypatch.setattr("demos.pong.pieces.uniform", Random(1).uniform)


@pytest.fixture
def game(tree):
    """A game against the bot."""
    return tree.add(Pong())


def until(trees, condition, frames=3000):
    for _ in range(frames):
        if condition():
            return
        for tree in trees:
            tree.step()
    raise AssertionError("it did not happen")


def test_what_the_host_says_is_short_and_of_letters_alone_in_the_picture(game, tree):
    game.show_state(["a\nb\x1b", 5], [None, 1], 1000 * "x")
    tree.step()
    assert {"a b", "5", "None", "1", 80 * "x"} <= set(tree.screen.texts())


# -- The pieces -----------------------------------------------------------------------------------


def fly(position, velocity, paddles=(), steps=1):
    ball = Ball(position=Vector2(*position))
    ball.velocity = Vector2(*velocity)
    for _ in range(steps):
        ball.move(1 / 60, paddles)
    return ball


def test_a_ball_flies_straight_on_and_bounces_off_the_walls():
    ball = fly((100, 100), (60, 120))
    assert (ball.position, ball.velocity) == (Vector2(101, 102), Vector2(60, 120))
    ball = fly((100, 11), (60, -120))
    assert (ball.position, ball.velocity) == (Vector2(101, Ball.RADIUS), Vector2(60, 120))
    ball = fly((100, FIELD.y - 11), (60, 120))
    assert (ball.position, ball.velocity) == (Vector2(101, FIELD.y - Ball.RADIUS), Vector2(60, -120))


@pytest.mark.parametrize(("x", "facing"), [(40, 1), (FIELD.x - 40, -1)])
def test_a_paddle_sends_the_ball_back_faster_and_steeper_near_its_end(x, facing):
    paddle = Paddle(position=Vector2(x, 200))
    reach = Paddle.REACH + Ball.RADIUS
    near = x + facing * (Paddle.WIDTH / 2 + Ball.RADIUS + 1)
    for offset in (-reach, -10, 0, 10, reach):
        ball = fly((near, 200 + offset), (-facing * 300, 0), [paddle])
        assert ball.velocity.x * facing > 0
        assert ball.velocity.length() == pytest.approx(315)
        assert (ball.velocity.y > 0) == (offset > 0)
        assert (ball.velocity.y < 0) == (offset < 0)
        again = fly(ball.position, ball.velocity, [paddle])
        assert again.velocity == ball.velocity, "it is hit once"
    assert fly((near, 201 + reach), (-facing * 300, 0), [paddle]).velocity.x * facing < 0


def test_a_fast_ball_does_not_fly_through_a_paddle():
    paddle = Paddle(position=Vector2(24, 200))
    assert fly((600, 200), (-30000, 0), [paddle], steps=2).velocity.x > 0


def test_a_ball_that_is_served_lies_still_for_a_while():
    ball = Ball()
    ball.serve(-1, 1.0)
    for _ in range(59):
        ball.move(1 / 60, ())
    assert ball.position == FIELD / 2
    for _ in range(30):
        ball.move(1 / 60, ())
    assert ball.position.x < FIELD.x / 2 - 50


def test_a_paddle_stays_within_the_field(tree):
    paddle = tree.add(Paddle(position=Vector2(24, 200)))
    for direction, end in ((5.0, FIELD.y - Paddle.REACH), (-5.0, Paddle.REACH)):
        paddle.direction = direction
        for _ in range(120):
            paddle.move(1 / 60)
        assert paddle.position == Vector2(24, end)


# -- Alone ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("key", "way"), [(KEY_UP, -1), (KEY_W, -1), (KEY_DOWN, 1), (KEY_S, 1)])
def test_arrow_keys_and_w_and_s_move_the_paddle(game, tree, key, way):
    tree.display.push(InputEventKey(scancode=key, pressed=True))
    tree.step(25)
    assert (game.left.position.y - MIDDLE) * way == pytest.approx(Paddle.SPEED * 25 / 60, abs=10)
    tree.display.push(InputEventKey(scancode=key))
    tree.step(2)
    there = game.left.position.y
    tree.step(10)
    assert game.left.position.y == there


def test_the_bot_meets_the_ball_and_the_score_counts(game, tree):
    until([tree], lambda: game.ball.velocity.x < 0)
    assert game.score == [0, 0]
    until([tree], lambda: game.score == [0, 1])
    assert game.ball.position == FIELD / 2
    assert game.ball.velocity.x < 0, "it is served to who has lost the point"
    tree.step()
    assert "1" in tree.display.texts()


def test_seven_points_win_and_the_next_game_begins(game, tree):
    for point in range(1, POINTS):
        until([tree], lambda point=point: game.score == [0, point])
    until([tree], lambda: game.score == [0, 0])
    tree.step()
    assert tree.display.shows("Bot wins 7 : 0!")
    until([tree], lambda: game.score == [0, 1])
    tree.step()
    assert not tree.display.shows("wins")


def test_all_of_the_field_is_seen_in_a_window_of_any_size(game, tree):
    for size in ((800, 500), (1600, 1000), (300, 900)):
        tree.display.push(Resized(*size))
        tree.step(2)
        assert tree.root.size == FIELD
        view = tree.display.view
        assert view.scale_x == pytest.approx(view.scale_y, rel=0.02)
        assert view.width * view.scale_x <= size[0] + 1
        assert view.height * view.scale_y <= size[1] + 1


# -- Two windows ----------------------------------------------------------------------------------


@pytest.fixture
def window():
    """Return a function that opens a window on one network, its tree in `get_tree()`."""
    trees, network = [], MemoryNetwork()

    def window(name, **settings):
        tree = SteppedTree()
        tree.network = network
        trees.append(tree)
        game = Pong()
        game.player_name = name
        for setting, value in settings.items():
            setattr(game, setting, value)
        return tree.add(game, "Pong")

    window.trees = trees
    window.network = network
    yield window
    for tree in trees:
        tree.finish()
        tree.raise_faults()


@pytest.fixture
def match(window):
    host, joiner = window("Alice", port=8910), window("Bob", url="ws://alice:8910")
    until(window.trees, lambda: joiner.names == ["Alice", "Bob"])
    return host, joiner


def press(game, action):
    game.get_tree().input.action_press(action)


def release(game, action):
    game.get_tree().input.action_release(action)


def steer(game, paddle, y):
    """Hold the keys that bring a paddle to `y`."""
    for action, far in (("up", paddle.position.y - y), ("down", y - paddle.position.y)):
        (press if far > 8 else release)(game, action)


def step(window, frames=1):
    for _ in range(frames):
        for tree in window.trees:
            tree.step()


def words(game):
    game.get_tree().step()
    return game.get_tree().display.texts()[-1]


def test_both_see_the_same_match(window, match):
    host, joiner = match
    bounces = 0
    for _ in range(60 * 20):
        before = host.ball.velocity.x
        # Both play well.
        steer(host, host.left, host.ball.position.y)
        steer(joiner, joiner.right, joiner.ball.position.y)
        step(window)
        bounces += host.ball.rest <= 0 and before * host.ball.velocity.x < 0
        assert (host.ball.position - joiner.ball.position).length() < 60
        assert abs(host.left.position.y - joiner.left.position.y) < 60
        assert abs(host.right.position.y - joiner.right.position.y) < 60
    assert bounces > 5
    steer(host, host.left, host.left.position.y)
    until(window.trees, lambda: sum(host.score) > 0)
    until(window.trees, lambda: joiner.score == host.score, 10)
    for game in match:
        game.get_tree().step()
        assert {"Alice", "Bob", "1"} <= set(game.get_tree().display.texts())


def test_the_joiners_paddle_moves_at_once_in_its_window_and_then_at_the_host(window, match):
    host, joiner = match
    press(joiner, "down")
    joiner.get_tree().step()
    assert joiner.right.position.y > MIDDLE
    assert host.right.position.y == MIDDLE
    step(window, 20)
    release(joiner, "down")
    step(window, 60)
    assert host.right.position.y > MIDDLE + 100
    assert joiner.right.position.y == pytest.approx(host.right.position.y, abs=1)
    assert joiner.left.position.y == host.left.position.y == MIDDLE


def test_the_joiners_ball_moves_in_each_frame_also_when_messages_are_late(window, match):
    _, joiner = match
    until(window.trees, lambda: joiner.ball.velocity != Vector2.ZERO)
    for _ in range(10):  # the host says nothing
        before = joiner.ball.position
        joiner.get_tree().step()
        assert (joiner.ball.position - before).length() == pytest.approx(Ball.SPEED / 60)


def test_a_leaver_ends_the_match_with_words_and_the_next_one_begins_anew(window, match):
    host, joiner = match
    until(window.trees, lambda: sum(host.score) > 0)
    window.trees.remove(joiner.get_tree())
    joiner.get_tree().finish()
    until(window.trees, lambda: not host.playing)
    assert words(host) == "Bob has left. Waiting for another player …"
    carol = window("Carol", url="ws://alice:8910")
    until(window.trees, lambda: carol.names == ["Alice", "Carol"])
    assert (host.playing, host.score, carol.score) == (True, [0, 0], [0, 0])


def test_a_host_that_leaves_ends_the_match_with_words(window, match):
    host, joiner = match
    window.trees.remove(host.get_tree())
    host.get_tree().finish()
    until(window.trees, lambda: not joiner.playing)
    assert words(joiner) == "The host has left."
    press(joiner, "down")
    joiner.get_tree().step(10)


def test_a_third_player_is_turned_away_in_words(window, match):
    mallory = window("Mallory", url="ws://alice:8910")
    until(window.trees, lambda: "no place" in mallory.words)
    assert not mallory.playing
    assert match[0].names == match[1].names == ["Alice", "Bob"]


def test_who_waits_or_finds_nobody_is_told_so(window):
    assert words(window("Alice", port=8910)) == "Waiting for the other player …"
    assert words(window("Bob", port=8910)) == "Port 8910 cannot be used."
    assert words(window("Bob", url="nonsense:nonsense")) == "nonsense:nonsense cannot be used."
    bob = window("Bob", url="ws://nobody:1")
    assert bob.words == "Connecting to ws://nobody:1 …"
    until(window.trees, lambda: words(bob) == "No game at ws://nobody:1, or no place in it.")


def test_the_host_does_not_take_everything_from_the_joiner(window, match, caplog):
    host, joiner = match
    joiner.left.rset_id(1, "direction", 1.0)  # not its own
    for odd in ("up", None, Vector2.ONE, 1):
        joiner.right.rset_id(1, "direction", odd)
    joiner.rpc_id(1, "introduce", "Somebody else")
    joiner.rpc_id(1, "show_state", ["Bob", "Bob"], [0, 99], "Bob wins!")
    joiner.rpc_id(1, "follow", 0, 0, Vector2.ZERO, Vector2.ZERO)
    step(window, 10)
    assert (host.left.direction, host.right.direction) == (0, 0)
    assert (host.names, host.score, host.words) == (["Alice", "Bob"], [0, 0], "Arrow keys, or W and S")
    assert "it is @puppet" in caplog.text
    joiner.right.rset_id(1, "direction", float("nan"))
    joiner.right.rset_id(1, "direction", 1e9)
    step(window, 10)
    assert host.right.direction == 1
    assert MIDDLE < host.right.position.y < FIELD.y


def test_the_whole_program_is_short():
    lines = [line for path in SOURCES.glob("*.py") for line in path.read_text().splitlines()]
    assert sum(bool(line.strip()) for line in lines) < 200


def test_the_program_runs_without_a_screen():
    ended = subprocess.run(
        [sys.executable, "-X", "dev", "-m", "demos.pong", "--headless", "--quit-after", "20"],
        cwd=SOURCES.parent.parent,
        capture_output=True,
        encoding="utf-8",
        timeout=30,
        check=False,
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")
