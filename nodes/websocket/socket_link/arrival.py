"""How a client comes to a server behind a proxy: that says first whom it brings, by the PROXY protocol."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from engine.net.poller import READ

from ..life import Life
from ..link import Home
from ..proxy_header import ProxyHeader, ProxyHeaderError

if TYPE_CHECKING:
    from .stream import Stream


class Arrival:
    """The first part of a link to a client that a proxy brings; goes on as an `Approach` does.

    `owner` is whose Watch it is that gets ready; `begin` puts TLS, if it is wanted, and a stream onto the
    socket, whose next byte is then the client's own.
    """

    phase: str = "at the proxy"

    def __init__(
        self, home: Home, owner: object, sock: Any, begin: Callable[[Any, Life], tuple[Any, Stream]]
    ) -> None:
        self.failed: str = ""
        self.too_late: str = "the proxy's header of the PROXY protocol took too long"
        self.begin_handshake: Callable[[Any, Life], tuple[Any, Stream]] = begin
        self._header = ProxyHeader()
        self._socket = sock
        self._watch = home.poller.watch(sock, READ, home.inbox, owner)

    @property
    def source(self) -> tuple[str, int] | None:
        """Who is at the other end, if the header says it."""
        return self._header.source

    @property
    def is_probe(self) -> bool:
        """Whether there is nothing yet that a client has meant."""
        return not self._header.is_between

    def poll(self) -> Any:
        """Read what there is of the header; return the socket once that is whole."""
        self._watch.taken()
        header = self._header
        try:
            while header.wants:
                data = self._socket.recv(header.wants)
                if not data:
                    raise OSError("the other side closed the TCP connection")
                header.feed(data)
        except (BlockingIOError, InterruptedError):
            return None
        except OSError as error:
            self.failed = error.strerror or str(error)
        except ProxyHeaderError as error:
            self.failed = str(error)
        self._watch.close()
        return None if self.failed else self._socket

    def cancel(self) -> None:
        """Close the socket."""
        self._watch.close()
        self._socket.close()

    def __repr__(self) -> str:
        return f"<Arrival: {self._header!r}>"
