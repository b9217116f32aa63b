"""RoomTrunk: a gateway's connection to its room, which it makes again whenever it is lost."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from engine.net.messages import UnavailableError

from ..websocket.events import Ended, Event, Opened, Received
from ..websocket.log import Repeats
from .backoff import Backoff
from .log import log
from .trunk import PING_INTERVAL
from .trunk_keeper import InTree, TrunkKeeper

if TYPE_CHECKING:
    from engine.net.poller import Poller
    from engine.net.traffic import Traffic
    from engine.object.signal import SignalInstance

    from ..websocket.link import Link, LinkRequest
    from .gateway_room import GatewayRoom

CONNECT_TIMEOUT = 2.0
"""Seconds that a try to connect may take."""


class RoomTrunk(TrunkKeeper):
    """Keeps a trunk to the room that `request` leads to; `room` says and hears what goes over it.

    A part of the gateway's links: it is polled with them.
    """

    def __init__(
        self,
        gateway: InTree,
        request: LinkRequest,
        room: GatewayRoom,
        room_reached: SignalInstance[()],
        room_lost: SignalInstance[str],
    ) -> None:
        super().__init__(gateway)
        self._number = int.from_bytes(os.urandom(8), "big")
        self._request = request
        self._room = room
        self._room_reached = room_reached
        self._room_lost = room_lost
        self._link: Link | None = None
        self._backoff = Backoff()
        self._again_at: float | None = None
        self._was_reached = False
        self._failures = Repeats()

    def __repr__(self) -> str:
        return f"<RoomTrunk of {self._node()!r} to {self._request.url.host}:{self._request.url.port}>"

    def open(self) -> None:
        """Begin to connect. Raises what `Links.open` does."""
        self._again_at = None
        self._link = self.links.open(self._request)

    # -- As an annex of links ------------------------------------------------------------------

    def poll(self) -> None:
        """See `Annex`."""
        self._work(self.links.poll)

    def poll_in(self, poller: Poller) -> None:
        """See `Annex`."""
        self._work(lambda: self.links.poll_in(poller))

    def idle_time(self, poller: Poller) -> float:
        """See `Annex`."""
        left, wait = self.links.idle_time(poller), self._room.wait()
        if self._again_at is not None:
            left = min(left, max(0.0, self._again_at - self.links.deadlines.now()))
        return left if wait is None else min(left, wait)

    def move_in(self) -> None:
        """See `Annex`."""
        self.links.move_in()

    def close(self) -> None:
        """See `Annex`: the trunk is given up."""
        self._link = self._again_at = None
        self.links.close()

    def _work(self, poll: Callable[[], None]) -> None:
        now = self.links.deadlines.now
        if self._again_at is not None and now() >= self._again_at:
            self._try_again()
        poll()
        self._room.go_on(now())

    def _try_again(self) -> None:
        try:
            self.open()
        except (OSError, UnavailableError) as error:  # too many files are open, say
            self._fail(str(error))

    def _traffic_(self) -> Traffic:
        traffic = super()._traffic_()
        traffic.peers = 0  # those who come by it are the gateway's
        return traffic

    # -- What happens --------------------------------------------------------------------------

    def _handle_(self, link: Link, event: Event) -> None:
        if link is not self._link:
            return
        if isinstance(event, Received):  # as nearly always: `match` would take longer
            self._room.heard(event)
            if self._room.is_reached and not self._was_reached:
                self._reached()
            return
        match event:
            case Opened():
                link.set_deadline(PING_INTERVAL)
                self._room.connected(link, self._number)
            case Ended():
                why = event.why if link.opened is not None else f"{link.phase}: {event.why}"
                self._fail(why if event.clean else f"{why} (code {event.code})")

    def _reached(self) -> None:
        self._was_reached = True
        self._backoff.reset()
        self._failures = Repeats()
        log.info("%r: the room is reached", self)
        self._room_reached.emit()

    def _fail(self, why: str) -> None:
        """Let go of everybody, and try again later."""
        self._link = None
        self._again_at = self.links.deadlines.now() + self._backoff.next()
        was_reached, self._was_reached = self._was_reached, False
        so_far = self._failures.note()
        if so_far is not None:
            what = "the room is lost" if was_reached else "the room is not reached"
            log.warning("%r: %s%s: %s", self, what, so_far, why)
        self._room.lost()
        if was_reached:
            self._room_lost.emit(why)
