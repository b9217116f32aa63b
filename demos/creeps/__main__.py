"""Creeps: a firefly dodges what comes. Arrow keys or the mouse.

python -m engine export web demos/creeps/__main__.py makes a page of it
"""

import argparse
import sys

from engine import run
from engine.runner.options import add_run_options, run_options

from .creeps import Creeps


def main():
    parser = argparse.ArgumentParser(
        prog="demos.creeps", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    add_run_options(parser)  # --headless, --screenshot and others
    options = parser.parse_args()
    return run(Creeps, **{"title": "Creeps", "window_size": (960, 540), **run_options(options)})


if __name__ == "__main__":
    sys.exit(main())
