"""Whether a store can be reached and used: what `python -m engine doctor --store URL` says of it."""

from __future__ import annotations

import time

from engine import ScriptError
from engine.net.poller import Poller
from engine.runner import host

from .store import Home


class _Caller:
    """See `StoreUser`: notes what is told first."""

    def __init__(self) -> None:
        self.is_up = False
        self.why = ""

    def _store_up_(self) -> None:
        self.is_up = True

    def _store_down_(self, why: str) -> None:
        self.why = why

    def _store_complaint_(self, why: str) -> None:
        self.why = why

    def _rooms_hinted_(self) -> None:
        raise AssertionError("it watches nothing")

    def _message_came_(self, topic: str, message: bytes) -> None:
        raise AssertionError("it subscribes to nothing")


def ping_store(url: str) -> tuple[str, bool]:
    """Connect to a store and read its rooms; return what came of it, and whether all is well. It waits."""
    from .redis_store import RedisStore

    try:
        store = RedisStore(url)
    except ScriptError as error:
        return str(error), False
    poller, caller, began = Poller(), _Caller(), time.monotonic()
    connection = store.connect("doctor", caller, Home(host.current.network(), poller, time.monotonic))
    answers: list[object] = []
    is_asked = False
    try:
        while not (answers or caller.why):
            if caller.is_up and not is_asked:
                is_asked = True
                connection.list_rooms(answers.append)
            poller.wait(min(connection.idle_time(), 0.1))
            poller.collect()
            connection.poll()
        took = (time.monotonic() - began) * 1000
    finally:
        connection.close()
        poller.close()
    if caller.why:
        return f"{store.url!r}: {caller.why}", False
    return f"{store.url!r} can be used, and took {took:.1f} ms to connect and answer", True
