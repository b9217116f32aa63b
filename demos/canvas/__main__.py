"""One canvas for all: whoever joins draws on it, from a window or from a page in a browser.

python -m demos.canvas --host              keeps the canvas, and draws on it
python -m demos.canvas --host --headless   keeps it without a window
python -m demos.canvas                     draws on the one of this computer; --join URL on another
python -m engine export web demos/canvas/__main__.py --arg=--join --arg=wss://… makes a page of it
"""

import argparse
import sys

from engine import run
from engine.runner.options import add_run_options, run_options

from .canvas import PORT, Canvas


def main():
    parser = argparse.ArgumentParser(
        prog="demos.canvas", epilog=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--host", action="store_true", help="keep the canvas, for others to join")
    parser.add_argument("--port", type=int, default=PORT, help="that a host listens on")
    parser.add_argument("--join", metavar="URL", help="draw on the canvas of a host")
    add_run_options(parser)  # --headless, --screenshot and others
    options = parser.parse_args()
    Canvas.port = options.port if options.host else None
    Canvas.url = options.join or f"ws://localhost:{options.port}"
    return run(Canvas, **{"title": "Canvas", **run_options(options)})


if __name__ == "__main__":
    sys.exit(main())
