"""Pong, against a bot or each other. Arrow keys, or W and S."""

import argparse
import os
import sys

from engine import run

from .pong import Pong


def main():
    parser = argparse.ArgumentParser(prog="demos.pong", description=__doc__)
    parser.add_argument("--host", action="store_true", help="open a game for two")
    parser.add_argument("--join", metavar="HOST[:PORT]", help="join one")
    parser.add_argument("--port", type=int, default=8910)
    parser.add_argument("--name", default=os.environ.get("USERNAME") or os.environ.get("USER") or "Player")
    options = parser.parse_args()
    Pong.player_name = options.name
    if options.join:
        Pong.url = f"ws://{options.join}" if ":" in options.join else f"ws://{options.join}:{options.port}"
    elif options.host:
        Pong.port = options.port
    return run(Pong)


if __name__ == "__main__":
    sys.exit(main())
