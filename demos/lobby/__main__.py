"""The turn game in a console.

python -m demos.lobby                                 a short game of a host and two bots, in one process
python -m demos.lobby --host [--port N] [--name X]    opens a game and plays in it
python -m demos.lobby --dedicated [--port N]          opens a game and leaves the playing to others
python -m demos.lobby --join HOST[:PORT] [--name X]   joins a game, of Python's or Godot's
With --bot it plays by itself; without, the Enter key acts. A host with --players N waits for so many,
and with --rounds N the game ends.
"""

import argparse
import os
import sys
from functools import partial

from demos.console import Console
from engine import OK, MultiplayerAPI, Node, run

from .bot import Bot
from .game import Game
from .lobby import PORT, Lobby


class Main(Node):
    """One player: the node path of the game is part of the protocol."""

    def __init__(self):
        self.name = "Main"
        self.game, self.lobby = Game(), Lobby()
        self.game.name = "Game"
        self.lobby.game = self.game
        at = self
        for name in ("Panel", "VBoxContainer"):
            below = Node()
            below.name = name
            at.add_child(below)
            at = below
        at.add_child(self.game)
        self.add_child(self.lobby)

    def add_bot(self):
        bot = Bot()
        bot.game = self.game
        self.add_child(bot)


class Table(Node):
    """A root of its own for one of several players in a process, as if it were alone in a tree."""

    def __init__(self):
        self.main = Main()
        self.main.game.custom_multiplayer = self.api = MultiplayerAPI()
        self.api.root_node = self  # the paths in packets begin here
        self.add_child(self.main)

    def _process(self, delta):
        self.api.poll()


class Everyone(Node):
    """A host and two bots, who talk over real sockets: one Game each, in one tree."""

    rounds = 3
    port = 0

    def _ready(self):
        tables = [Table() for _ in range(3)]
        for table, name in zip(tables, ("Alice", "Bob", "Carol"), strict=True):
            self.add_child(table)
            table.main.lobby.player_name = name
            table.main.add_bot()
        host, *joiners = (table.main for table in tables)
        host.game.rounds, host.game.wanted = self.rounds, 3
        host.game.logged.connect(print)
        host.game.finished.connect(self.get_tree().quit)
        host.lobby.ended.connect(partial(tell_and_quit, self))
        host.lobby.host(self.port)
        for joiner in joiners if host.lobby.peer else ():
            joiner.lobby.join("localhost", host.lobby.peer.get_listening_port())


def tell_and_quit(node, why):
    print("Over:", why)
    if not node.get_tree().quitting:
        node.get_tree().quit()


class Player(Main):
    """The one player of this program, as the command line wants it."""

    options = None

    def _ready(self):
        options, lobby = self.options, self.lobby
        lobby.player_name = options.name
        lobby.status.connect(print)
        lobby.ended.connect(partial(tell_and_quit, self))
        self.game.logged.connect(print)
        self.game.rounds, self.game.wanted = options.rounds, options.players
        self.game.finished.connect(lobby.leave)
        if options.bot:
            self.add_bot()
        elif not options.dedicated:
            console = Console()
            console.line_read.connect(lambda line: self.game.act())
            self.game.turn_changed.connect(lambda turn: self.game.can_act() and print("Your turn: Enter"))
            self.add_child(console)
        if options.join is not None:
            host, port = options.join
            error = lobby.join(host, port or options.port)
        else:
            error = lobby.host(options.port, plays=not options.dedicated)
        if error != OK:
            self.get_tree().quit(1)


def address(text):
    host, colon, port = text.rpartition(":")
    return (host, int(port)) if colon else (text, 0)


def main():
    parser = argparse.ArgumentParser(prog="demos.lobby", epilog=__doc__.split("\n", 2)[2])
    role = parser.add_mutually_exclusive_group()
    role.add_argument("--host", action="store_true")
    role.add_argument("--dedicated", action="store_true")
    role.add_argument("--join", type=address, metavar="HOST[:PORT]")
    parser.add_argument("--port", type=int, default=PORT)
    parser.add_argument("--name", default=os.environ.get("USERNAME") or os.environ.get("USER", ""))
    parser.add_argument("--bot", action="store_true")
    parser.add_argument("--players", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=0)
    parser.add_argument("--quit-after", type=int, metavar="FRAMES")
    options = parser.parse_args()
    Player.options = options
    Everyone.rounds = options.rounds or Everyone.rounds
    alone = not (options.host or options.dedicated or options.join)
    return run(Everyone if alone else Player, quit_after=options.quit_after)


if __name__ == "__main__":
    sys.exit(main())
