"""The turn game.

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

from engine import run

from .headless import Everyone, Player
from .lobby import PORT


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
    Player.options = Everyone.options = options
    alone = not (options.host or options.dedicated or options.join)
    return run(Everyone if alone else Player, quit_after=options.quit_after)


if __name__ == "__main__":
    sys.exit(main())
