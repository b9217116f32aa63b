"""Creeps, played by a script: what is pressed goes through the tree's input, and each second is 60 steps."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from demos.creeps import pictures, sounds
from demos.creeps.creeps import KEPT, Creeps
from demos.creeps.pieces import FIELD, Bat, Hornet, Moth, Sparks
from demos.creeps.scores import PORT, Scores
from engine import ConfigFile, Texture, Vector2
from engine.input import KEY_ENTER, KEY_LEFT, KEY_UP
from engine.testing import MemoryNetwork, SteppedTree

ROOT = Path(__file__).parent.parent.parent
SECOND = 60


@pytest.fixture
def game(tree):
    game = tree.add(Creeps(), "Creeps")
    game.random.seed = 3
    tree.step()
    return game


def creeps(game):
    return game.get_tree().get_nodes_in_group("creeps")


def put(game, kind, position):
    """Put a creep there, which looks to the right and does not fly away."""
    creep = kind()
    creep.position, creep.haste, creep.prey = position, 0.0, game.firefly
    creep.add_to_group("creeps")
    game.world.add_child(creep)
    return creep


def dodge(game):
    """Press what leads away from creeps that are near, else to the middle."""
    tree, place = game.get_tree(), game.firefly.position
    way = (FIELD / 2 - place) * 0.004
    for creep in creeps(game):
        away = place - creep.position
        if away.length() < 200:
            way += away.normalized() * (200 - away.length()) / 60
    for less, more, wanted in (("ui_left", "ui_right", way.x), ("ui_up", "ui_down", way.y)):
        for action, pressed in ((less, wanted < -0.3), (more, wanted > 0.3)):
            if pressed != tree.input.is_action_pressed(action):
                (tree.input.action_press if pressed else tree.input.action_release)(action)


def seconds_of(game, player):
    """Play until the firefly is hit, at most half a minute; return the score."""
    game.get_tree().user.press(KEY_ENTER)
    for _ in range(30 * SECOND):
        player(game)
        game.get_tree().step()
        if not game.playing:
            break
    return game.score


def test_who_dodges_flies_for_longer_than_who_does_not(game):
    still = seconds_of(game, lambda game: None)
    assert 0 < still < 15
    game.get_tree().step(SECOND)
    game.random.seed = 3
    assert seconds_of(game, dodge) > 2 * still


def test_a_hit_ends_the_game_and_the_best_score_is_kept(game, tree):
    tree.user.press(KEY_ENTER)
    assert game.playing
    game.spawn_timer.stop()
    tree.step(int(3.1 * SECOND))
    assert (game.score, game.hud.score.text, game.hud.bests.text) == (3, "3", "Best 3")
    put(game, Bat, game.firefly.position + Vector2(20, 0))
    tree.step(3)
    assert not game.playing
    assert any(isinstance(node, Sparks) for node in game.world.get_children())
    tree.step(SECOND)
    assert (game.hud.title.text, game.firefly.visible) == ("Caught!", False)
    assert not any(isinstance(node, Sparks) for node in game.world.get_children())
    config = ConfigFile()
    assert config.load(KEPT) == 0
    assert config.get_value("score", "best") == 3
    later = tree.add(Creeps(), "Later")
    assert (later.best, later.hud.bests.text) == (3, "Best 3")


def test_two_creeps_at_once_are_one_hit(game, tree):
    tree.user.press(KEY_ENTER)
    hits = tree.watch(game.firefly.hit)
    for _ in range(2):
        put(game, Bat, game.firefly.position)
    tree.step(SECOND)
    assert len(hits.emissions) == 1


def test_what_is_in_the_middle_at_the_start_goes_and_does_not_hit(game, tree):
    put(game, Bat, FIELD / 2)
    tree.step(3)
    tree.user.press(KEY_ENTER)
    tree.step(10)
    assert (game.playing, creeps(game)) == (True, [])


def test_one_begins_again_when_the_sparks_have_gone_out_not_before(game, tree):
    tree.user.press(KEY_ENTER)
    put(game, Moth, game.firefly.position)
    tree.step(3)
    tree.user.press(KEY_ENTER)
    assert not game.playing
    tree.step(SECOND)
    tree.user.click(FIELD / 2)
    assert game.playing
    tree.step(2)
    assert (game.score, creeps(game), game.firefly.visible) == (0, [], True)


def test_without_a_file_there_is_no_best_score(tree):
    game = tree.add(Creeps())
    assert (game.best, game.hud.bests.text) == (0, "")


def test_keys_and_the_pointer_move_the_firefly_and_it_stays_in_the_field(game, tree):
    tree.user.press(KEY_ENTER)
    game.spawn_timer.stop()
    start = game.firefly.position
    tree.user.key_down(KEY_LEFT)
    tree.step(10)
    assert game.firefly.position.x == pytest.approx(start.x - 10 / 60 * game.firefly.speed, abs=7)
    tree.user.key_down(KEY_UP)
    tree.step(4 * SECOND)
    assert game.firefly.position == Vector2(20, 20)
    tree.user.key_up(KEY_LEFT)
    tree.user.key_up(KEY_UP)
    tree.user.move_to(Vector2(300, 200))
    tree.user.button_down()
    tree.step(3 * SECOND)
    assert game.firefly.position.distance_to(Vector2(300, 200)) < 2
    tree.user.button_up()


def test_a_bat_flies_straight_a_moth_flutters_and_a_hornet_turns_to_the_firefly(game, tree):
    tree.user.press(KEY_ENTER)
    game.spawn_timer.stop()
    bat, moth = (put(game, kind, Vector2(60, 60)) for kind in (Bat, Moth))
    hornet = put(game, Hornet, Vector2(FIELD.x / 2, 20))
    turns = set()
    for _ in range(SECOND):
        tree.step()
        turns.add(moth.rotation > 0)
    assert bat.rotation == 0
    assert turns == {True, False}
    assert hornet.rotation == pytest.approx(1.0, abs=0.05)  # the firefly is below


def test_a_creep_that_has_left_the_field_is_freed(game, tree):
    tree.user.press(KEY_ENTER)
    game.spawn_timer.stop()
    bat = put(game, Bat, Vector2(FIELD.x - 5, 30))
    tree.step(2)
    bat.haste = 1.0
    tree.wait_until(lambda: not creeps(game), SECOND)


def test_creeps_come_faster_as_time_passes(game, tree):
    tree.user.press(KEY_ENTER)
    game.spawn()
    slow = game.spawn_timer.time_left
    game.score = 40
    game.spawn()
    assert game.spawn_timer.time_left < slow
    kinds = set()
    for _ in range(60):
        game.spawn()
    for creep in creeps(game):
        kinds.add(type(creep))
        assert not FIELD.x > creep.position.x > 0 or not FIELD.y > creep.position.y > 0
    assert kinds == {Bat, Moth, Hornet}


@pytest.fixture
def scores(tree):
    """A server of the best score of all, in a tree of its own, and in the same network of memory."""
    other = SteppedTree()
    tree.network = other.network = MemoryNetwork()
    yield other.add(Scores())
    other.finish()
    other.raise_faults()


def test_the_best_score_of_all_is_asked_for_and_told(scores, tree, caplog):
    assert scores.answer("/best?score=5", {})[2] == "5"
    game = Creeps()
    game.url = f"http://memory:{PORT}"
    tree.add(game)

    def until(shown):
        for _ in range(200):
            tree.step()
            scores.get_tree().step()
            if game.hud.bests.text == shown:
                return
        raise AssertionError(game.hud.bests.text)

    until("Of all 5")
    tree.user.press(KEY_ENTER)
    game.spawn_timer.stop()
    tree.step(3)
    game.score = game.best = 8
    put(game, Bat, game.firefly.position)
    until("Best 8   Of all 8")
    later = scores.get_tree().add(Scores())  # it cannot listen there, but knows what is kept
    assert later.answer("/best", {}) == (200, {"Access-Control-Allow-Origin": "*"}, "8")
    assert "8940" in caplog.text


def test_what_strangers_tell_the_server_of_scores_is_a_score_or_nothing(scores):
    assert scores.answer("/", {}) is None
    for told in ("", "-3", "1e9", "99999", "123456", "x", "7&score=8"):
        assert scores.answer(f"/best?score={told}", {})[2] == "0"


def test_a_start_each_second_and_a_hit_are_heard(game, tree):
    heard = {name: game.get_node(name) for name in ("Start", "Count", "Caught")}
    tree.user.press(KEY_ENTER)
    game.spawn_timer.stop()
    assert [name for name, player in heard.items() if player.playing] == ["Start"]
    tree.step(SECOND)
    assert [name for name, player in heard.items() if player.playing] == ["Count"]
    put(game, Bat, game.firefly.position)
    tree.step(20)
    assert [name for name, player in heard.items() if player.playing] == ["Caught"]


@pytest.mark.parametrize("program", [pictures, sounds])
def test_pictures_and_sounds_are_those_that_the_programs_make(monkeypatch, tmp_path, program):
    monkeypatch.setattr(program, "__file__", str(tmp_path / "program.py"))
    monkeypatch.setattr(pictures, "night", lambda random: [("ffffff", [(0, 0), (9, 0), (0, 9)])])  # quickly
    program.main()
    made = [file for file in tmp_path.iterdir() if file.name != "night.png"]
    assert len(made) in (3, 12)
    for file in made:
        committed = ROOT / "demos" / "creeps" / file.name
        if program is pictures:  # a zlib of another version packs them otherwise
            assert Texture.load(file).rgba() == Texture.load(committed).rgba()
        else:
            assert file.read_bytes() == committed.read_bytes()


def run(tmp_path, *options):
    return subprocess.run(
        [sys.executable, "-m", "demos.creeps", *options],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        cwd=ROOT,
        env={**os.environ, "XDG_DATA_HOME": str(tmp_path)},
    )


def test_it_runs_without_a_window(tmp_path):
    picture = tmp_path / "picture.png"
    done = run(tmp_path, "--headless", "--quit-after", "5", "--screenshot", str(picture))
    assert (done.returncode, done.stderr) == (0, "")
    assert picture.exists()


def test_the_server_of_scores_says_where_it_is(tmp_path):
    done = run(tmp_path, "--serve", "0", "--quit-after", "5")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("The best score of all is at http://localhost:")
