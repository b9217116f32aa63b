"""The lobby's game: its rules in memory, the bytes of recorded games, and as a program."""

from __future__ import annotations

import re
import subprocess
import sys
from argparse import Namespace
from pathlib import Path

import pytest

from demos.lobby import headless
from demos.lobby.bot import Bot
from demos.lobby.game import CONNECTING, NOBODY
from demos.lobby.headless import Main
from demos.names import LONGEST, one_line, tidy
from engine.testing import MemoryMultiplayer, MemoryNetwork, SteppedTree

ROOT = Path(__file__).parent.parent.parent
DICE = (3, 21, 68, 21, 47)
"""What Godot's generator gives when nobody seeds it."""


class Dice:
    def __init__(self):
        self.numbers = iter(DICE)

    def randrange(self, end):
        return next(self.numbers)


class Player(Main):
    """One player, with what it was told."""

    def __init__(self, name=""):
        super().__init__()
        self.lines, self.notes, self.told = [], [], []
        self.lobby.player_name = name
        self.game.dice = Dice()
        self.game.logged.connect(self.lines.append)
        self.game.noted.connect(self.notes.append)
        self.lobby.status.connect(self.told.append)
        self.lobby.ended.connect(self.told.append)

    def shows(self):
        """Return the list as a window shows it: a star before the one whose turn it is."""
        game = self.game
        return [
            ("*" if id == game.current_player() else "") + (name or CONNECTING)
            for id, name in game.players.items()
        ]

    def totals(self):
        return [self.game.scores.of(id).total for id in self.game.players]


@pytest.fixture
def room(tree):
    """Return a function that makes players, each in a tree of its own: the first hosts."""
    trees = [tree]
    network = MemoryNetwork()

    class Room:
        def host(self, name="Alice", plays=True, **settings):
            tree.network = network
            host = tree.add(Player(name), "Main")
            for setting, value in settings.items():
                setattr(host.game, setting, value)
            assert host.lobby.host(plays=plays) == 0
            return host

        def join(self, name):
            other = SteppedTree()
            other.network = network
            trees.append(other)
            player = other.add(Player(name), "Main")
            assert player.lobby.join("somewhere") == 0
            self.settle()
            return player

        def settle(self, frames=8):
            for _ in range(frames):
                for each in trees:
                    each.step()

    yield Room()
    for other in trees[1:]:
        other.finish()
        other.raise_faults()


# -- The rules ------------------------------------------------------------------------------------


def test_everybody_sees_the_same_list_turn_and_log(room):
    alice = room.host()
    bob, carol = room.join("Bob"), room.join("Carol")
    everyone = (alice, bob, carol)
    assert [player.shows() for player in everyone] == [["*Alice", "Bob", "Carol"]] * 3
    for player in everyone:
        assert [each.game.can_act() for each in everyone] == [each is player for each in everyone]
        player.game.act()
        room.settle()
    assert [player.lines for player in everyone] == [
        ["Alice: rolls 3", "Bob: rolls 21", "Carol: rolls 68"]
    ] * 3
    assert alice.shows() == ["*Alice", "Bob", "Carol"]


def test_who_acts_out_of_turn_does_nothing_and_a_second_request_is_not_sent(room):
    alice = room.host()
    bob = room.join("Bob")
    bob.game.act()
    room.settle()
    assert alice.lines == []
    alice.game.act()
    room.settle()
    bob.game.act()
    bob.game.act()
    room.settle()
    assert alice.lines == bob.lines == ["Alice: rolls 3", "Bob: rolls 21"]


def test_who_asks_out_of_turn_is_named_to_all(room):
    alice = room.host()
    bob = room.join("Bob")
    bob.game.rpc_id(1, "request_action", "roll")
    room.settle()
    id = bob.get_tree().get_network_unique_id()
    assert alice.lines == bob.lines == [f"Someone is trying to cheat! {id}"]
    assert alice.shows() == ["*Alice", "Bob"]


@pytest.mark.parametrize(
    ("leaver", "acts", "left"),
    [
        (1, 2, ["Alice", "*Carol"]),  # before the turn
        (1, 1, ["Alice", "*Carol"]),  # in its turn
        (2, 2, ["*Alice", "Bob"]),  # in its turn, and last
        (2, 0, ["*Alice", "Bob"]),  # after the turn
    ],
)
def test_a_leaver_in_any_place_passes_the_turn_on(room, leaver, acts, left):
    alice = room.host()
    players = [alice, room.join("Bob"), room.join("Carol")]
    for player in players[:acts]:
        player.game.act()
        room.settle()
    players.pop(leaver).lobby.leave()
    room.settle()
    assert [player.shows() for player in players] == [left, left]
    assert sum(player.game.can_act() for player in players) == 1


@pytest.mark.parametrize(
    ("call", "args"),
    [
        ("set_turn", (1,)),
        ("_log", ("I am everyone",)),
        ("add_player", (77, "Mallory")),
        ("del_player", (1,)),
        ("update_player_name", (1, "Malice")),
    ],
)
def test_what_is_the_hosts_to_say_is_refused_from_others(room, call, args, caplog):
    alice = room.host()
    bob, carol = room.join("Bob"), room.join("Carol")
    for id in (1, carol.get_tree().get_network_unique_id()):
        bob.game.rpc_id(id, call, *args)
    room.settle()
    for player in (alice, carol):
        assert player.shows() == ["*Alice", "Bob", "Carol"]
        assert player.lines == []
    assert caplog.text.count("was refused: it is @puppetsync") == 2


def test_names_are_trimmed_bounded_and_made_unique(room):
    alice = room.host("  Alice\t")
    for name in ("Alice", "", "x" * 99, "x" * 99, "two\nlines"):
        room.join(name)
    x = "x" * LONGEST
    assert alice.shows() == ["*Alice", "Alice 2", "Player", x, f"{x[:-5]} 2", "two lines"]


def test_a_name_that_is_no_text_is_shown_as_text_and_a_rename_keeps_to_the_rules(room):
    alice = room.host()
    bob = room.join("Bob")
    for name, shown in ((42, "42"), ([], "[]"), ("Alice", "Alice 2"), ("Bob", "Bob")):
        bob.game.rpc_id(1, "set_player_name", name)
        room.settle()
        assert alice.shows() == ["*Alice", shown]


def test_a_dedicated_server_referees_without_playing(room):
    server = room.host(plays=False)
    assert server.shows() == []
    bob = room.join("Bob")
    assert bob.shows() == ["*Bob"]
    carol = room.join("Carol")
    bob.game.act()
    room.settle()
    carol.game.act()
    room.settle()
    assert server.lines == bob.lines == carol.lines == ["Bob: rolls 3", "Carol: rolls 21"]
    for player in (bob, carol):
        player.lobby.leave()
    room.settle()
    assert server.shows() == []
    assert room.join("Dave").shows() == ["*Dave"]


def test_a_host_that_waits_for_players_begins_when_all_have_a_name(room):
    alice = room.host(wanted=3)
    bob = room.join("Bob")
    assert (alice.shows(), bob.shows()) == (["Alice", "Bob"],) * 2
    bob.lobby.leave()
    room.settle()
    bob = room.join("Bob")
    assert (alice.shows(), bob.shows()) == (["Alice", "Bob"],) * 2
    carol = room.join("Carol")
    assert (alice.shows(), carol.shows()) == (["*Alice", "Bob", "Carol"],) * 2


def test_after_its_rounds_the_game_has_a_winner(room, tree):
    alice = room.host(rounds=2)
    finished = tree.watch(alice.game.finished)
    bob = room.join("Bob")
    turns = bob.get_tree().watch(bob.game.turn_changed)
    for player in (alice, bob, alice, bob):
        finished.assert_not_emitted()
        player.game.act()
        room.settle()
    finished.assert_emitted(times=1)
    assert turns.emissions[-2:] == [(0,), (NOBODY,)]  # a Godot takes the host's for the last
    bob.game.rpc_id(1, "request_action", "roll")
    room.settle()
    assert alice.lines == bob.lines == ROUNDS
    assert alice.shows() == bob.shows() == ["Alice", "Bob"]
    assert (alice.game.can_act(), bob.game.can_act()) == (False, False)
    assert bob.game.scores.winners == [1]


ROUNDS = [
    "Round 1 of 2",
    "Alice: rolls 3",
    "Bob: rolls 21",
    "Round 2 of 2",
    "Alice: rolls 68",
    "Bob: rolls 21",
    "Alice wins with 71!",
]


def test_a_round_is_over_as_well_when_the_last_one_leaves_in_its_turn(room):
    alice = room.host(rounds=1, wanted=2)
    bob = room.join("Bob")
    alice.game.act()
    room.settle()
    bob.lobby.leave()
    room.settle()
    assert alice.lines == ["Round 1 of 1", "Alice: rolls 3", "Alice wins with 3!"]
    carol = room.join("Carol")
    assert carol.lines == ["Round 1 of 1", "Alice: 3 in 1 roll, best 3", "Alice wins with 3!"]
    assert alice.shows() == carol.shows() == ["Alice", "Carol"]


def test_after_the_end_the_host_can_begin_another_game(room):
    alice = room.host(rounds=1, wanted=2)
    alice.game.play_again()
    bob = room.join("Bob")
    alice.game.play_again()
    for player in (alice, bob):
        player.game.act()
        room.settle()
    assert alice.totals() == bob.totals() == [3, 21]
    alice.game.play_again()
    room.settle()
    assert alice.lines == bob.lines
    assert alice.lines[-2:] == ["Bob wins with 21!", "Round 1 of 1"]
    assert (alice.totals(), bob.totals()) == ([0, 0], [0, 0])
    assert alice.shows() == bob.shows() == ["*Alice", "Bob"]


def test_everybody_keeps_the_same_scores_newcomers_too(room):
    alice = room.host()
    bob = room.join("Bob")
    for player in (alice, bob, alice, bob):
        player.game.act()
        room.settle()
    carol = room.join("Carol")
    assert alice.totals() == bob.totals() == carol.totals() == [71, 42, 0]
    assert str(carol.game.scores.of(1)) == "71 in 2 rolls, best 68"
    assert carol.shows() == ["*Alice", "Bob", "Carol"]


def test_it_is_noted_who_comes_and_goes_and_takes_another_name(room):
    alice = room.host()
    bob = room.join("Bob")
    carol = room.join("Carol")
    bob.game.rpc_id(1, "set_player_name", "Bobby")
    room.settle()
    bob.lobby.leave()
    room.settle()
    assert alice.notes == ["Bob joined", "Carol joined", "Bob is now called Bobby", "Bobby left"]
    assert carol.notes == alice.notes[1:]


def test_a_dedicated_server_that_everybody_has_left_begins_anew(room):
    server = room.host(plays=False, wanted=2, rounds=9)
    for _ in range(2):
        players = [room.join("Bob"), room.join("Carol")]
        assert players[0].shows() == players[1].shows() == ["*Bob", "Carol"]
        assert players[0].totals() == [0, 0]
        players[0].game.act()
        room.settle()
        for player in players:
            player.lobby.leave()
        room.settle()
        assert server.shows() == []


def test_a_host_that_says_odd_things_is_survived(tree):
    game = tree.add(Main(), "Main").game
    game.add_player(5, None)
    for turn in (-1, -99, "first", None, 10**30, []):
        game.set_turn(turn)
        assert game.current_player() == 0
        assert not game.can_act()
    game.update_player_name(5, 7)
    game.update_player_name(6, "Nobody")
    game.del_player(6)
    for text in (None, 7, [], "\0" * 1000):
        game._log(text)
    assert game.players == {5: "7"}


def test_bots_play_when_it_is_their_turn(room):
    alice = room.host()
    bob = room.join("Bob")
    alice.add_bot()
    bob.add_bot()
    room.settle(int(4.5 * 60 * Bot.seconds))
    assert bob.lines[:3] == ["Alice: rolls 3", "Bob: rolls 21", "Alice: rolls 68"]


def test_leaving_and_joining_again_begins_anew(room):
    alice = room.host()
    bob = room.join("Bob")
    bob.lobby.leave()
    assert (bob.shows(), bob.told[-1]) == ([], "you left")
    bob.lobby.leave()
    assert bob.told.count("you left") == 1
    room.settle()
    assert alice.shows() == ["*Alice"]
    bob.lobby.join("somewhere")
    room.settle()
    assert (alice.shows(), bob.shows()) == (["*Alice", "Bob"],) * 2


def test_everybody_hears_in_words_how_it_ended(room):
    alice = room.host()
    bob = room.join("Bob")
    alice.lobby.leave()
    room.settle()
    assert alice.told == ["Hosting on port 8080", "you ended the game"]
    assert bob.told[-1] == "the host ended the game"
    bob.lobby.join("nobody")
    room.settle()
    assert bob.told[-1] == "could not connect: Connection refused: nothing listens there"
    bob.lobby.join("somewhere")
    bob.lobby.leave()
    assert bob.told[-1] == "you stopped connecting"
    assert bob.lobby.join("no host", 99999)
    assert bob.told[-1] == "'ws://no host:99999' is not a URL: it has a space or a line break in it."


def test_a_second_host_on_the_port_is_told_so_and_has_no_game(room, tree):
    room.host()
    dave = tree.add(Player("Dave"), "Dave")
    assert dave.lobby.host()
    assert dave.told[0].startswith("port 8080 of * cannot be used: Address already in use. Another program")
    assert (dave.shows(), dave.game.can_act()) == ([], False)


def test_the_game_needs_nothing_but_a_network_peer(tree):
    network, other = MemoryMultiplayer(), SteppedTree()
    tree.network_peer, other.network_peer = network.host(), network.join()
    here, there = tree.add(Main(), "Main"), other.add(Main(), "Main")
    here.game.add_player(1, "Alice")
    network.settle(tree, other)
    there.game.rpc("set_player_name", "Bob")
    network.settle(tree, other)
    assert list(there.game.players.values()) == ["Alice", "Bob"]
    other.finish()


@pytest.mark.parametrize(
    ("text", "shown"),
    [("  a  b ", "a b"), ("a\0b\x1b[1m", "a b [1m"), ("漢字 😀", "漢字 😀"), (None, "None")],
)
def test_what_another_program_sent_is_one_short_line(text, shown):
    assert tidy(text) == shown
    assert len(tidy("ab " * 99)) <= LONGEST


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a  b", "a  b"),
        ("a\nb\x1b[1m\u202e", r"a\nb\x1b[1m\u202e"),
        ("[b]👩\u200d🚀[/b]", "[b]👩\u200d🚀[/b]"),
        ("", ""),
        (5000 * "x", 4000 * "x" + "…"),
    ],
)
def test_what_somebody_said_is_one_line_of_all_letters(text, shown):
    assert one_line(text) == shown


# -- Recorded games -------------------------------------------------------------------------------


def hold_as_host(recording):
    """Let our host answer what the recorded joiners send; return it and the joiners."""
    tree, joiners = recording.tree, {}
    alice = tree.add(Player("Alice"), "Main")
    for event in recording.events:
        match event:
            case ["does", "Alice", "press Host"]:
                alice.lobby.godot_versions = (3,)  # what tells it from 4 was not recorded
                alice.lobby.host()
            case ["does", "Alice", "press Disconnect"]:
                alice.lobby.leave()
            case ["does", "Alice", text] if text.startswith("press Do Action!"):
                alice.game.act()
            case ["opens", number]:
                joiners[number] = recording.client(8080, "ludus")
            case ["c>s", number, opcode, payload]:
                joiners[number].send(opcode, payload)
        recording.settle()
    return alice, joiners


@pytest.mark.parametrize("scenario", ["three_players", "out_of_turn", "forbidden_calls", "join_twice"])
def test_our_host_sends_what_a_godot_host_sent(recording, scenario):
    game = recording("lobby", scenario)
    _, joiners = hold_as_host(game)
    for number, joiner in joiners.items():
        assert joiner.received == game.messages("s>c", number)


def test_our_host_goes_on_where_the_recorded_game_stopped_for_good(recording):
    game = recording("lobby", "leave_before_turn")
    last = ["does", "Dave", "press Disconnect (last in the list, holds the turn)"]
    alice, joiners = hold_as_host(game)
    for number, joiner in joiners.items():
        recorded = game.messages("s>c", number, last)
        assert joiner.received[: len(recorded)] == recorded
    assert alice.shows() == ["Alice", "*Carol"]
    assert alice.lines[2:] == ["Carol: rolls 68", "Alice: rolls 21"]


def test_our_host_obeys_no_recorded_joiner_who_says_whose_turn_it_is(recording):
    alice, _ = hold_as_host(recording("lobby", "forbidden_calls"))
    assert (alice.shows(), alice.lines) == (["*Alice", "Bob", "Carol"], [])


@pytest.mark.parametrize(("name", "number"), [("Bob", 1), ("Carol", 2)])
def test_our_joiner_sends_what_a_godot_joiner_sent(recording, name, number):
    game = recording("lobby", "three_players")
    host = game.server(8080, "ludus")
    joiner = game.tree.add(Player(name), "Main")
    for event in game.events:
        match event:
            case ["does", who, text] if who == name:
                if text == "press Connect to":
                    joiner.lobby.join("somewhere")
                elif text == "press Do Action!":
                    joiner.game.act()
                elif text.startswith("press Disconnect"):
                    joiner.lobby.leave()
            case ["s>c", connection, opcode, payload] if connection == number:
                host.send(1, opcode, payload)
        game.settle()
    assert host.received[1] == game.messages("c>s", number)
    assert host.closes == game.closes(number)
    assert joiner.lines[:3] == ["Alice: rolls 3", "Bob: rolls 21", "Carol: rolls 68"]


def test_on_the_console_others_have_one_line_for_what_they_say(tree, capsys):
    player = headless.Player()
    player.options = Namespace(
        name="Alice", port=0, join=None, rounds=0, players=1, bot=False, bots=0, dedicated=True
    )
    tree.network = MemoryNetwork()
    tree.add(player, "Main")
    player.game._log("a\nOver: you lose\x1b[2J")
    player.game.noted.emit("b\nc joined")
    assert capsys.readouterr().out.splitlines()[1:] == [r"a\nOver: you lose\x1b[2J", r"b\nc joined"]


# -- As a program ---------------------------------------------------------------------------------


def test_the_program_alone_plays_a_short_game_and_exits_with_0():
    ended = subprocess.run(
        [sys.executable, "-X", "dev", "-m", "demos.lobby", "--headless", "--rounds", "1"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        timeout=30,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    first, *rolls, winner = ended.stdout.splitlines()
    assert first == "Round 1 of 1"
    assert [line.split(": rolls ")[0] for line in rolls] == ["Alice", "Bob", "Carol"]
    assert re.search(r" wins? with \d+!$", winner)  # who throws the same wins, too


@pytest.mark.parametrize(
    "arguments",
    [
        ("demos.lobby", "--dedicated", "--port", "99999"),
        ("demos.lobby", "--headless", "--join", "no host"),
        ("demos.lobby", "--headless", "--join", "localhost:1"),
        ("demos.chat", "--headless", "--server", "--port", "99999"),
        ("demos.chat", "--headless", "--client", "--url", "no url"),
        ("demos.authoritative_server", "99999"),
    ],
    ids=lambda arguments: arguments[0],
)
def test_a_program_that_cannot_begin_says_why_and_exits_with_1(arguments):
    ended = subprocess.run(
        [sys.executable, "-X", "dev", "-m", *arguments],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=30,
        check=False,
    )
    assert ended.returncode == 1
    assert arguments[-1] in ended.stderr
    assert "Traceback" not in ended.stderr
