"""A chat over WebSockets: a server and three clients in one window, or one of them alone."""

import argparse
import sys

from engine import run
from engine.runner.options import add_run_options, run_options

from .chatter import BINARY, TEXT


def parsed(arguments=None):
    """Return what the command line asks for."""
    parser = argparse.ArgumentParser(prog="demos.chat", description=__doc__)
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--server", action="store_true", help="a server alone")
    which.add_argument("--client", action="store_true", help="a client alone")
    parser.add_argument("--url", default="ws://localhost:8000/test/", help="that a client connects to")
    parser.add_argument("--port", type=int, default=8000, help="that a server listens on; 0 is any free one")
    parser.add_argument("--name", default="", help="a nickname, which our chats tell each other")
    parser.add_argument("--raw", action="store_true", help="without Godot's multiplayer framing")
    parser.add_argument("--text", action="store_true", help="text instead of Variants (with --raw)")
    parser.add_argument("--start", action="store_true", help="listen and connect at once")
    parser.add_argument("--reconnect", action="store_true", help="try again when the connection is lost")
    parser.add_argument("--plain", action="store_true", help="show what Godot's demo would print")
    parser.add_argument("--light", action="store_true", help="dark on light")
    parser.add_argument("--say", action="append", default=[], metavar="TEXT", help="when connected")
    add_run_options(parser)
    options = parser.parse_args(arguments)
    options.write_mode = TEXT if options.text and options.raw else BINARY
    return options


def main():
    options = parsed()
    running = run_options(options)
    if running.pop("headless", False) and "screenshot" not in running:
        from .headless import HeadlessClient, HeadlessServer

        return run(HeadlessServer(options) if options.server else HeadlessClient(options), **running)
    from .windows import window_of

    if not (options.server or options.client):
        running.setdefault("window_size", (1280, 800))
    return run(window_of(options), title="WebSocket Chat", **running)


if __name__ == "__main__":
    sys.exit(main())
