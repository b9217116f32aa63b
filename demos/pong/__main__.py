"""Pong, against a bot or each other. Arrow keys, or W and S."""

import argparse
import os
import sys

from engine import run
from engine.runner.options import add_run_options, run_options

from .pong import Pong


def main():
    parser = argparse.ArgumentParser(prog="demos.pong", description=__doc__)
    parser.add_argument("--host", type=int, nargs="?", const=8910, metavar="PORT", help="open a game for two")
    parser.add_argument("--join", metavar="HOST[:PORT]", help="join one")
    parser.add_argument("--name", default=os.environ.get("USERNAME") or os.environ.get("USER") or "Player")
    add_run_options(parser)  # --quit-after, --screenshot and others
    options = parser.parse_args()
    Pong.player_name, Pong.port = options.name, options.host
    Pong.url = options.join and f"ws://{options.join}" + ":8910" * (":" not in options.join)
    return run(Pong, **run_options(options))


if __name__ == "__main__":
    sys.exit(main())
