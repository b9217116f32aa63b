"""An arena: run about with the arrow keys, or W, A, S and D, and eat what is smaller than you.

python -m demos.arena                      among bots
python -m demos.arena --host               for others to join, too
python -m demos.arena --host --headless    without a window, and without a circle of its own
python -m demos.arena --join ws://HOST:8930
python -m engine export web demos/arena/__main__.py --arg=--join --arg=wss://… makes a page of it
"""

import argparse
import sys

from engine import run
from engine.runner.options import add_run_options, run_options

from .arena import PORT, Arena


def main():
    parser = argparse.ArgumentParser(
        prog="demos.arena", epilog=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--host", type=int, nargs="?", const=PORT, metavar="PORT", help="let others join")
    parser.add_argument("--join", metavar="URL", help="join them")
    parser.add_argument("--bots", type=int, default=5, metavar="N", help="how many play, too")
    add_run_options(parser)  # --headless, --screenshot and others
    options = parser.parse_args()
    Arena.port, Arena.url, Arena.bots = options.host, options.join, options.bots
    Arena.is_playing = not getattr(options, "headless", False)
    return run(Arena, **{"title": "Arena", **run_options(options)})


if __name__ == "__main__":
    sys.exit(main())
