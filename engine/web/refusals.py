"""What a page cannot do, and would do wrongly without a word: it raises, with the repair."""

from __future__ import annotations

import builtins
import socket
import subprocess
import sys
import threading
import time
from typing import Any, NoReturn

from ..base.error import ScriptError


def refuse_what_cannot_be() -> None:
    """Put what raises in the place of sockets, threads, processes, sleep and input.

    Without it a socket connects by a WebSocket of its own accord, sleep freezes the page, and input asks
    in a window of the browser's.
    """
    for owner, name, refusal in (
        (builtins, "input", _input),
        (sys, "stdin", _Stdin()),
        (time, "sleep", _sleep),
        (socket, "socket", _Socket),
        (threading.Thread, "start", _start),
        (subprocess.Popen, "__init__", _open),
    ):
        setattr(owner, name, refusal)


def _input(prompt: object = "") -> NoReturn:
    raise ScriptError("input() has nobody to ask in a page: show a LineEdit, and connect `text_entered`.")


def _sleep(seconds: float) -> None:
    if seconds > 0:
        raise ScriptError(
            "time.sleep() would freeze the page: write"
            f" `await self.get_tree().create_timer({seconds:g}).timeout` in an `async def`."
        )


def _start(thread: threading.Thread) -> NoReturn:
    raise ScriptError(
        "A page has no threads: do a part of the work in each `_process`, or all of it in a server that the"
        " page connects to."
    )


def _open(process: object, *args: Any, **kwargs: Any) -> NoReturn:
    raise ScriptError("A page can start no programs: do it in a server that the page connects to.")


class _Socket(socket.socket):
    """A socket that there is not."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        raise ScriptError("A page has no sockets: connect with a WebSocketClient to a WebSocketServer.")


class _Stdin:
    """An input that there is not."""

    def __getattr__(self, name: str) -> Any:
        raise ScriptError("A page has no standard input: show a LineEdit, and connect `text_entered`.")
