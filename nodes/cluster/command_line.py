"""The command line of `nodes.cluster`: `gateway --room URL --port N --workers N`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from engine import OK, Node, ScriptError, run

from .gateway import WebSocketGateway
from .trunk import check_secret
from .workers import Workers

VARIABLE = "ESTRAGON_SECRET"
DRAIN = 10.0
"""Seconds that SIGTERM gives players to finish what they are at."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the arguments say; return the exit code."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    options = _parser().parse_args(given)
    code: int = options.action(options, given)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m nodes.cluster", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    gateway = commands.add_parser("gateway", help="take players in for a room that runs elsewhere")
    gateway.set_defaults(action=_gateway)
    gateway.add_argument(
        "--room", required=True, metavar="URL", help="where the room listens for gateways: ws://host:9090"
    )
    gateway.add_argument("--port", required=True, type=int, help="where players come in")
    gateway.add_argument(
        "--workers",
        type=int,
        default=1,
        metavar="N",
        help="how many processes share the port; 1 unless given",
    )
    gateway.add_argument(
        "--secret-file",
        metavar="FILE",
        help=f"what the room and its gateways know; without it the variable {VARIABLE} has it",
    )
    gateway.add_argument("--certificate", metavar="FILE", help="speak TLS to players, with --private-key")
    gateway.add_argument("--private-key", metavar="FILE", help="the key of --certificate")
    return parser


def _gateway(options: argparse.Namespace, given: Sequence[str]) -> int:
    try:
        secret = secret_of(options.secret_file)
    except (OSError, ScriptError, UnicodeDecodeError) as error:
        where = options.secret_file or f"the variable {VARIABLE} (or write --secret-file FILE)"
        print(f"No secret in {where}: {error}", file=sys.stderr)
        return 2
    if options.workers < 1:
        print(f"--workers is 1 or more, not {options.workers}.", file=sys.stderr)
        return 2
    if options.workers > 1 and os.environ.get(Workers.VARIABLE) is None:
        return Workers([sys.executable, "-m", "nodes.cluster", *given], options.workers).run()
    gateway = WebSocketGateway(ssl_certificate=options.certificate, private_key=options.private_key)
    gateway.name = "Gateway"
    door = Door(gateway, options.room, options.port, secret, options.workers > 1)
    return run(door, headless=True, drain=DRAIN)


def secret_of(file: str | None) -> str:
    """Return the secret in a file, or in the environment. Raises OSError and ScriptError if there is none."""
    if file is None:
        return check_secret(os.environ.get(VARIABLE, ""))
    with open(file, encoding="utf-8") as opened:
        return check_secret(opened.read().strip())


class Door(Node):
    """The scene of a gateway's process. It ends with exit code 1 if it cannot be what it should be."""

    def __init__(self, gateway: WebSocketGateway, room: str, port: int, secret: str, shared: bool) -> None:
        self._gateway = gateway
        self._given = room, port, secret, shared

    def _ready(self) -> None:
        gateway, (room, port, secret, shared) = self._gateway, self._given
        self.add_child(gateway)
        gateway.room_reached.connect(lambda: print(f"Port {port}: the room is reached", flush=True))
        gateway.room_lost.connect(lambda why: print(f"Port {port}: the room is lost: {why}", flush=True))
        if gateway.listen(port, (), True, shared) != OK or gateway.connect_to_room(room, secret) != OK:
            tree = self.get_tree()
            assert tree is not None
            tree.quit(1)
