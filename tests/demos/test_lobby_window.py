"""The lobby's window, with somebody at the mouse and the keyboard, on a display that records."""

from __future__ import annotations

import os
import subprocess
import sys
from argparse import Namespace
from pathlib import Path

import pytest

from demos.lobby.game import Game
from demos.lobby.look import GOLD, MINE
from demos.lobby.scoreboard import ROW
from demos.lobby.window import Main
from engine import Vector2
from engine.display.window_events import Resized
from engine.multiplayer.trace import trace
from engine.testing import MemoryNetwork, SteppedTree

ROOT = Path(__file__).parent.parent.parent
OPTIONS = {"name": "Alice", "port": 8080, "join": None, "host": False, "rounds": None, "players": 1}


class Dice:
    number = 0

    def randrange(self, end):
        self.number += 10
        return self.number


class Window(Main):
    """A window and who sits before it."""

    @property
    def tree(self):
        return self.get_tree()

    @property
    def screen(self):
        return self.get_tree().screen

    @property
    def user(self):
        return self.get_tree().user

    def log_shows(self, text):
        return text in self.log.text.splitlines()


@pytest.fixture
def open_window():
    trees, network = [], MemoryNetwork()

    def open_window(name="Alice", **options):
        tree = SteppedTree()
        tree.network = network
        trees.append(tree)
        window = Window()
        window.game.dice = Dice()
        window.options = Namespace(**{**OPTIONS, "bot": False, "bots": 0, "name": name, **options})
        tree.add(window, "Main")
        tree.step(2)
        return window

    def settle(frames=8):
        for _ in range(frames):
            for tree in trees:
                tree.step()

    open_window.settle = settle
    open_window.trees = trees
    open_window.network = network
    yield open_window
    for tree in trees:
        tree.finish()
        tree.raise_faults()


@pytest.fixture
def room(open_window):
    """Alice's game, which Bob has joined."""
    alice, bob = open_window("Alice"), open_window("Bob")
    alice.user.click("Host")
    bob.user.click("Join")
    open_window.settle()
    return alice, bob


def test_it_opens_with_a_form_and_the_name_to_be_typed_over(open_window):
    alice = open_window()
    for text in ("Name", "Address", "Port", "Rounds", "Host", "Join", "Nobody is here yet"):
        assert alice.screen.shows(text)
    assert not alice.screen.shows("Leave")
    alice.user.type("Ada")
    assert alice.name_edit.text == "Ada"
    assert alice.action.disabled


def test_the_game_is_where_the_protocol_has_it(open_window):
    assert str(open_window().game.get_path()) == "/root/Main/Panel/VBoxContainer/Game"


def test_hosting_says_where_and_waits_for_others(open_window):
    alice = open_window()
    alice.user.click("Host")
    open_window.settle()
    assert alice.status.text.startswith("Hosting on port 8080; others join ")
    for text in ("Alice (you)", "Waiting for players …", "End", "Add a bot"):
        assert alice.screen.shows(text)
    assert not alice.screen.shows("Join")
    assert not alice.name_edit.editable
    assert not alice.port.editable


def test_both_windows_show_who_is_there_and_whose_turn_it_is(open_window, room):
    alice, bob = room
    assert {"Alice (you)", "Bob", "Your turn", "Round 1 of 5"} <= set(alice.screen.texts())
    assert {"Alice", "Bob (you)", "Alice's turn", "Round 1 of 5"} <= set(bob.screen.texts())
    assert (alice.action.disabled, bob.action.disabled) == (False, True)
    assert (alice.screen.title, bob.screen.title) == ("Your turn – Lobby", "Lobby")
    assert bob.status.text == "You play at localhost"
    alice.user.click("Roll")
    open_window.settle()
    for window in room:
        assert window.log_shows("Alice: rolls 10")
        assert {"10", "Alice rolled 10"} <= set(window.screen.texts())
    assert bob.screen.shows("Your turn")
    assert alice.screen.shows("Bob's turn")


@pytest.mark.parametrize("key", ["space", "enter"])
def test_space_and_enter_act_in_ones_turn_alone(open_window, room, key):
    alice, bob = room
    bob.user.press(key)
    open_window.settle()
    assert not alice.log_shows("Bob: rolls 10")
    alice.user.press(key)
    open_window.settle()
    assert bob.log_shows("Alice: rolls 10")
    alice.user.press(key)
    bob.log.release_focus()
    bob.user.press(key)
    open_window.settle()
    assert alice.log_shows("Bob: rolls 20")
    assert not alice.log_shows("Alice: rolls 30")


def test_your_turn_blinks_for_a_moment_and_the_desktop_is_told(open_window):
    alice = open_window("Alice", host=True)
    bob = open_window("Bob", join=("somewhere", 0))
    open_window.settle()
    displays = [player.tree.display for player in (alice, bob)]
    assert [display.attention_requests for display in displays] == [1, 0]
    alice.user.press("space")
    open_window.settle()
    assert [display.attention_requests for display in displays] == [1, 1]
    colors = set()
    for _ in range(150):
        open_window.settle(1)
        colors.add(bob.turn.get_color("font_color"))
    assert colors == {MINE, GOLD}
    assert bob.turn.get_color("font_color") == MINE
    assert bob.flashes.is_stopped()
    bob.user.press("space")
    open_window.settle()
    alice.user.press("space")  # while it still blinks
    open_window.settle(30)
    assert alice.flashes.is_stopped()
    assert alice.turn.text == "Bob's turn"


def test_packets_are_shown_in_words_when_asked_for(open_window, caplog):
    alice = open_window("Alice", host=True)
    open_window("Bob", join=("somewhere", 0))
    open_window.settle()
    alice.user.click("Packets")
    alice.user.click("Roll")
    open_window.settle()
    lines = alice.packets.text.splitlines()
    assert "rpc → everyone: call Main/Panel/VBoxContainer/Game._log('Alice: rolls 10')" in lines
    assert lines[-1].endswith("call Main/Panel/VBoxContainer/Game.set_turn(1)")
    assert "rpc" not in caplog.text
    alice.user.click("Packets")
    open_window.trees[1].user.press("space")
    open_window.settle()
    assert alice.packets.text.splitlines() == lines
    assert not alice.packets.visible
    alice.user.click("Packets")
    alice.tree.root.remove_child(alice)
    assert not trace.is_on
    alice.free()


def test_a_small_window_shows_all_of_it(open_window):
    alice = open_window("Alice")
    assert alice.screen.shows("Host a game, and others can join it; or join one at its address.")
    assert alice.screen.shows("Nobody is here yet")
    alice.tree.display.set_window_size(300, 200)
    open_window.settle()
    width, height = alice.tree.display.window_size
    assert 300 < width < 500
    assert 200 < height < 480
    alice.user.click("Host")  # which is told if it cannot be pointed at
    open_window.settle()
    assert not alice.hint.visible
    assert not alice.screen.shows("Nobody is here yet")
    assert alice.scoreboard.get_parent().rect_size.y >= 2 * ROW, "who plays can be seen"


def test_after_the_rounds_the_winner_is_shown_and_the_host_may_play_again(open_window):
    alice, bob = open_window("Alice", rounds=1), open_window("Bob")
    alice.user.click("Host")
    bob.user.click("Join")
    open_window.settle()
    alice.user.press("space")
    open_window.settle()
    bob.user.press("space")
    open_window.settle()
    for window in (alice, bob):
        assert window.turn.text == "Bob wins with 20!"
        assert window.game.scores.winners == [bob.game.own_id()]
    assert (alice.action.disabled, bob.action.disabled) == (False, True)
    assert not bob.screen.shows("Play again")
    alice.user.click("Play again")
    open_window.settle()
    for window in (alice, bob):
        assert [window.game.scores.of(id).total for id in window.game.players] == [0, 0]
    assert alice.screen.shows("Your turn")


def test_one_who_leaves_is_told_so_and_the_others_see_it(open_window, room):
    alice, bob = room
    bob.user.click("Leave")
    open_window.settle()
    assert bob.status.text == "You left"
    for text in ("Host", "Join", "Nobody is here yet"):
        assert bob.screen.shows(text)
    assert bob.name_edit.editable
    assert alice.log_shows("Bob left")
    assert "Bob" not in alice.screen.texts()
    bob.user.click("Join")
    open_window.settle()
    assert "Bob" in alice.screen.texts()


def test_a_host_who_ends_is_told_so_and_so_are_the_others(open_window, room):
    alice, bob = room
    alice.user.click("End")
    open_window.settle()
    assert alice.status.text == "You ended the game"
    assert bob.status.text == "The host ended the game"
    assert bob.log_shows("The host ended the game")


def test_connecting_can_be_cancelled(open_window):
    listener = open_window.network.listen(8080)  # accepts, and is silent
    bob = open_window("Bob")
    bob.user.click("Join")
    open_window.settle()
    assert bob.status.text == "Connecting to localhost:8080 ..."
    bob.user.click("Cancel")
    open_window.settle()
    assert bob.status.text == "You stopped connecting"
    assert bob.screen.shows("Join")
    listener.close()


def test_what_cannot_be_had_is_told_in_words(open_window, room):
    bob = open_window("Bob")
    bob.user.click("Host")
    assert bob.status.text.startswith("Port 8080 of * cannot be used")
    bob.port.value = 9
    bob.user.click("Join")
    open_window.settle()
    assert bob.status.text == "Could not connect: Connection refused: nothing listens there"
    bob.address.text = "no host"
    bob.user.click("Join")
    assert bob.status.text.startswith("'ws://no host:9' is not a URL")
    assert bob.screen.shows("Host")


def test_enter_in_the_form_joins(open_window):
    alice, bob = open_window("Alice", host=True), open_window("Bob")
    bob.user.click(bob.address)
    bob.user.press("ctrl+a")
    bob.user.type("somewhere\n")
    open_window.settle()
    assert "Bob" in alice.screen.texts()


def test_bots_make_it_a_game_for_one(open_window):
    alice = open_window("Alice", bots=2)
    open_window.settle(20)
    assert list(alice.game.players.values()) == ["Alice", "Bob", "Carol"]
    alice.user.press("space")
    open_window.settle(60)
    assert alice.log_shows("Carol: rolls 30")
    assert alice.screen.shows("Your turn")
    alice.user.click("Add a bot")
    open_window.settle(20)
    assert len(alice.game.players) == 4
    alice.user.click("End")
    open_window.settle(20)
    assert not [node for node in alice.get_children() if node.name.startswith("Table")]


def test_a_bot_may_play_for_you(open_window):
    alice = open_window("Alice", bots=1, bot=True)
    open_window.settle(60)
    assert alice.log_shows("Alice: rolls 10")


def test_joining_by_the_command_line(open_window):
    alice = open_window("Alice", host=True, port=4000)
    bob = open_window("Bob", join=("anywhere", 4000))
    open_window.settle()
    assert bob.address.text == "anywhere"
    assert "Bob" in alice.screen.texts()


@pytest.mark.parametrize("size", [(800, 500), (1024, 600), (1600, 1000)])
def test_everything_has_its_place_in_windows_of_these_sizes(open_window, size):
    alice = open_window("Alice", bots=3)
    alice.screen.push(Resized(*size))
    open_window.settle(20)
    whole = alice.tree.root.get_visible_rect()
    assert whole.size == Vector2(*size)
    shown = [alice.log, alice.scoreboard, alice.action, alice.turn, alice.leave_button, alice.rounds]
    for control in shown:
        assert whole.encloses(control.get_global_rect()), control
    for one in shown:
        for other in shown:
            assert one is other or not one.get_global_rect().intersects(other.get_global_rect())


def test_odd_names_and_texts_are_shown(open_window, room):
    alice, bob = room
    for name in ("x" * 500, "a\nb", "[b]bold[/b]", "漢字", "\u202e", "🎲"):
        bob.game.rpc_id(1, "set_player_name", name)
        open_window.settle()
    alice.game.rpc("_log", "y" * 10000)
    alice.game.rpc("update_player_name", 1, "z\n" * 10000)
    open_window.settle()
    assert bob.screen.shows("z z z")


def test_the_last_rows_of_many_players_can_be_scrolled_to(open_window):
    alice = open_window("Alice", host=True)
    for id in range(2, 60):
        alice.game.add_player(id, f"Player {id}")
    open_window.settle()
    assert not alice.screen.shows("Player 59")
    alice.user.wheel(alice.scoreboard.get_parent(), down=60)
    open_window.settle()
    assert alice.screen.shows("Player 59")


def test_without_a_screen_the_program_says_so_and_what_to_do():
    ended = subprocess.run(
        [sys.executable, "-m", "demos.lobby"],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if "DISPLAY" not in name},
        capture_output=True,
        encoding="utf-8",
        timeout=30,
        check=False,
    )
    assert ended.returncode == 1
    assert "--headless" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_game_knows_nothing_of_its_window():
    assert not hasattr(Game(), "theme")
