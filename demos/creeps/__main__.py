"""Creeps: a firefly dodges what comes. Arrow keys or the mouse.

python -m demos.creeps --serve                           keeps the best score of all, at port 8940
python -m demos.creeps --scores http://localhost:8940    plays for it
python -m engine export web demos/creeps/__main__.py    makes a page of it
"""

import argparse
import sys

from engine import run
from engine.runner.options import add_run_options, run_options

from .creeps import Creeps
from .scores import PORT, Scores


def main():
    parser = argparse.ArgumentParser(
        prog="demos.creeps", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--scores", metavar="URL", help="of a server that knows the best score of all")
    parser.add_argument("--serve", type=int, nargs="?", const=PORT, metavar="PORT", help="be that server")
    add_run_options(parser)  # --headless, --screenshot and others
    options = parser.parse_args()
    Creeps.url, Scores.port = options.scores, options.serve
    if options.serve is not None:
        return run(Scores, **{**run_options(options), "headless": True})
    return run(Creeps, **{"title": "Creeps", "window_size": (960, 540), **run_options(options)})


if __name__ == "__main__":
    sys.exit(main())
