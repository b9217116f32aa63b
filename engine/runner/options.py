"""The command-line options of `run`, for programs of your own.

parser = argparse.ArgumentParser()
add_run_options(parser)
sys.exit(run(Main, **run_options(parser.parse_args())))
"""

from __future__ import annotations

import argparse
from math import isfinite
from typing import Any

_NAMES = (
    "headless",
    "screenshot",
    "window_size",
    "scale",
    "quit_after",
    "fixed_fps",
    "time_scale",
    "print_fps",
    "drain",
)


def add_run_options(parser: argparse.ArgumentParser) -> None:
    """Add `--headless`, `--quit-after N`, `--screenshot FILE` and others: what `run` can be told."""
    group = parser.add_argument_group("how it is run")

    def add(name: str, **more: Any) -> None:
        group.add_argument(name, default=argparse.SUPPRESS, **more)

    add("--headless", action="store_true", help="open no window")
    add("--screenshot", metavar="FILE", help="write a picture (PNG) of the window when the program quits")
    add("--window-size", type=_size, metavar="WxH", help="of the window, as 1024x600")
    add("--scale", type=_positive, metavar="X", help="show everything X times as large as the desktop would")
    add("--quit-after", type=_positive_int, metavar="N", help="quit after N frames")
    add(
        "--fixed-fps",
        type=_positive_int,
        metavar="FPS",
        help="run as fast as possible, in frames of exactly 1/FPS seconds",
    )
    add("--time-scale", type=_number, metavar="X", help="let time run X times as fast")
    add("--print-fps", action="store_true", help="print the frames of each second")
    add(
        "--drain",
        type=_number,
        metavar="SECONDS",
        help="how long SIGTERM waits for the clients of servers, without letting in new ones",
    )


def run_options(options: argparse.Namespace) -> dict[str, Any]:
    """Return what was given of the options that `add_run_options` added, as arguments for `run`."""
    return {name: getattr(options, name) for name in _NAMES if hasattr(options, name)}


def _number(text: str) -> float:
    value = float(text)
    if not isfinite(value) or value < 0:
        raise argparse.ArgumentTypeError(f"must be 0 or greater, not {text}")
    return value


def _positive(text: str) -> float:
    value = _number(text)
    if value == 0:
        raise argparse.ArgumentTypeError(f"must be greater than 0, not {text}")
    return value


def _positive_int(text: str) -> int:
    value = int(text)
    if value <= 0:
        raise argparse.ArgumentTypeError(f"must be greater than 0, not {text}")
    return value


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.lower().partition("x")
    if not (width.isdecimal() and height.isdecimal() and int(width) and int(height)):
        raise argparse.ArgumentTypeError(f"must be like 1024x600, not {text}")
    return int(width), int(height)
