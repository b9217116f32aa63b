"""A game that has grown past one process: a lobby, two rooms, two gateways, and players who come and go.

python -m demos.cluster --bots 20                       in memory
python -m demos.cluster --bots 20 --store redis://…     what processes know of each other is in Redis

All parts run in one process here, over real sockets; docs/scaling.md has them in processes and on machines
of their own, with the same lines. With --stay it goes on until Ctrl+C, and Godots may come: client.gd beside
this. With --log it shows what its parts log meanwhile: a gateway that looks for its room, players who come
too early or find no place.
"""

import argparse
import logging
import os
import sys

from engine import run

from .town import Town


def main():
    parser = argparse.ArgumentParser(
        prog="demos.cluster", epilog=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--bots", type=int, default=20, metavar="N", help="how many players come")
    parser.add_argument("--store", default=os.environ.get("ESTRAGON_STORE", ""), metavar="URL")
    parser.add_argument("--port", type=int, default=0, help="that of the lobby")
    parser.add_argument("--stay", action="store_true", help="go on until Ctrl+C")
    parser.add_argument("--log", action="store_true", help="show what the parts log")
    options = parser.parse_args()
    if not options.log:  # that a room ends, and what comes of it, is what is shown
        for name in ("estragon.cluster", "estragon.websocket"):
            logging.getLogger(name).setLevel(logging.ERROR)
    Town.bots, Town.store, Town.port, Town.stays = options.bots, options.store, options.port, options.stay
    return run(Town, headless=True)


if __name__ == "__main__":
    sys.exit(main())
