"""The turn game: opens its window, in which you host a game or join one.

python -m demos.lobby                                 the window
python -m demos.lobby --bots 2                        hosts a game at once, with two bots in it
python -m demos.lobby --host [--port N] [--name X]    hosts a game at once
python -m demos.lobby --join HOST[:PORT] [--name X]   joins a game, of Python's or Godot's
python -m demos.lobby --dedicated [--port N]          on the console: referees for others
With --headless all of it is on the console, where the Enter key acts; without --host or --join it is
a short game of a host and two bots. --bot plays for you.
"""

import argparse
import os
import sys

from engine import run
from engine.runner.options import add_run_options, run_options

from .bot import Bot
from .lobby import PORT


def address(text):
    host, colon, port = text.rpartition(":")
    return (host, int(port)) if colon else (text, 0)


def main():
    parser = argparse.ArgumentParser(
        prog="demos.lobby", epilog=__doc__.split("\n", 2)[2], formatter_class=argparse.RawTextHelpFormatter
    )
    role = parser.add_mutually_exclusive_group()
    role.add_argument("--host", action="store_true", help="open a game and play in it")
    role.add_argument("--dedicated", action="store_true", help="open a game and leave the playing to others")
    role.add_argument("--join", type=address, metavar="HOST[:PORT]", help="join a game")
    parser.add_argument("--port", type=int, default=PORT)
    parser.add_argument("--name", default=os.environ.get("USERNAME") or os.environ.get("USER", ""))
    parser.add_argument("--bot", action="store_true", help="play by itself")
    parser.add_argument("--bots", type=int, default=0, metavar="N", help="add so many bots")
    parser.add_argument("--players", type=int, default=1, metavar="N", help="a host waits for so many")
    parser.add_argument("--rounds", type=int, metavar="N", help="the game ends after so many, 0: never")
    add_run_options(parser)  # --headless, --quit-after, --screenshot and others
    options = parser.parse_args()
    how = run_options(options)
    if not how.get("headless") and not options.dedicated:
        from .window import Main as Scene

        Bot.seconds = 1.0  # so that one can see what it does
    elif options.host or options.dedicated or options.join:
        from .headless import Player as Scene
    else:
        from .headless import Everyone as Scene
    Scene.options = options
    return run(Scene, **{"title": "Lobby", **how})


if __name__ == "__main__":
    sys.exit(main())
