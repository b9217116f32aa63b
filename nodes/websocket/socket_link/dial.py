"""Reaching a server: its addresses are looked up and tried in turn until one answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from engine.net.network import Address
from engine.net.poller import WRITE, Poller, Watch

if TYPE_CHECKING:
    from engine.net.network import Network
    from engine.net.network import Stream as Socket

ADDRESS_TIMEOUT = 5.0
"""Seconds for one address while there are others to try, unless told."""


class Caller(Protocol):
    """Who wants to reach somebody: the home of a link, an HTTP connection."""

    inbox: list[Watch]
    """Watches that are ready, until the next poll."""

    @property
    def network(self) -> Network:
        """Where connections come from."""

    def wake(self) -> None:
        """End the sleep of a runner, from any thread."""


class Dial:
    """One attempt to connect a socket to a host. `poll` until it is `socket`, or `failed` says why.

    `owner` is whose Watch it is that gets ready; `address_timeout` the seconds for one address while there
    are others to try.

    Source: `WSLClient::connect_to_host` and `_do_handshake` of Godot 3.6, which tries several
    addresses too.
    """

    def __init__(
        self,
        home: Caller,
        owner: object,
        host: str,
        port: int,
        address_timeout: float = ADDRESS_TIMEOUT,
    ) -> None:
        self.socket: Socket | None = None
        self.failed: str = ""
        self._network = home.network
        self._inbox = home.inbox
        self._owner = owner
        self._host = host
        self._lookup = home.network.lookup(host, port, home.wake)
        self._addresses: list[Address] | None = None
        self._trying: Any = None
        self._watch: Watch | None = None
        self._address_timeout = address_timeout
        self._give_up_at = 0.0
        self._reason = "no address"

    @property
    def phase(self) -> str:
        """What is going on, for a log line."""
        looked_up = self._addresses is not None and not self._lookup.error
        return "connecting" if looked_up else "looking up the name"

    @property
    def is_looking_up(self) -> bool:
        """Whether the addresses of the host are not known yet."""
        return not self._lookup.done

    @property
    def is_unknown(self) -> bool:
        """Whether it failed because the host has no address."""
        return bool(self._lookup.error)

    def poll(self, now: float, poller: Poller) -> None:
        """Go on as far as that is possible without waiting; `poller` watches the next socket."""
        if self._addresses is None:
            if not self._lookup.done:
                return
            self._addresses = list(self._lookup.addresses)
            self._reason = self._lookup.error or self._reason
            self._try_next(now, poller)
        while self._watch is not None:
            if self._watch.ready:
                sock = self._hang_up(close=False)
                error = self._network.connect_error(sock)
                if not error:
                    self.socket = sock
                    return
                sock.close()
                self._reason = error
            elif self._addresses and now >= self._give_up_at:
                self._hang_up()
                self._reason = "no answer"
            else:
                return
            self._try_next(now, poller)

    def cancel(self) -> None:
        """Stop trying."""
        if self._watch is not None:
            self._hang_up()

    def _try_next(self, now: float, poller: Poller) -> None:
        while self._addresses:
            address = self._addresses.pop(0)
            try:
                self._trying = self._network.connect(address)
            except OSError as error:
                self._reason = error.strerror or str(error)
                continue
            self._watch = poller.watch(self._trying, WRITE, self._inbox, self._owner)
            self._give_up_at = now + self._address_timeout
            return
        self.failed = self._reason

    def _hang_up(self, close: bool = True) -> Any:
        assert self._watch is not None
        self._watch.close()
        self._watch = None
        sock, self._trying = self._trying, None
        if close:
            sock.close()
        return sock

    def __repr__(self) -> str:
        return f"<Dial of {self._host}, {self.phase}>"
