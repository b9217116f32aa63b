"""WebSocketClient: connects to a WebSocket server."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from engine import (
    ERR_ALREADY_IN_USE,
    ERR_CANT_CONNECT,
    ERR_INVALID_PARAMETER,
    ERR_UNAVAILABLE,
    OK,
    Error,
    ScriptError,
    Signal,
    push_error,
)
from engine.net.messages import UnavailableError
from engine.object.property import Field, Property

from .certificates import X509Certificate, pem_of
from .endpoint import WebSocketEndpoint
from .events import CloseRequested, Ended, Event, Opened, Received
from .handshake_options import check_headers, check_protocols
from .life import CLOSING, OPEN
from .link import Link, LinkRequest
from .log import log, without_password
from .peer import WebSocketPeer, check_close
from .raw_session import RawClientSession
from .redirect import Redirects
from .session import ClientSession
from .settings import above_zero, pem
from .url import parse_url
from .weaknesses import noticed

if TYPE_CHECKING:
    from typing import Self, Unpack

    from .endpoint import WebSocketEndpointKeywords

    class WebSocketClientKeywords(WebSocketEndpointKeywords, total=False):
        """What `WebSocketClient(…)` takes by name."""

        connect_timeout: float
        verify_ssl: bool
        trusted_ssl_certificate: Any


class WebSocketClient(WebSocketEndpoint):
    """A WebSocket client: `connect_to_url`, then `get_peer(1).put_packet(…)`.

    A server that answers with a redirect is followed, ten times at the most and never away from TLS;
    a user, a password and headers of your own go to no other server.

    An HTTP proxy that the environment names (`https_proxy`, `no_proxy`) is used, except for servers on
    this machine.

    Unlike Godot: `connection_closed` says True for every close in which both sides sent their close
    frame, also when it began here; the whole way to the connection, and the close, have a time limit.

    Source: Godot 3.6's `WebSocketClient` (`wsl_client.cpp`).
    """

    connection_established: Final = Signal[str]("protocol")
    connection_error: Final = Signal()
    connection_closed: Final = Signal[bool]("was_clean_close")
    server_close_request: Final = Signal[int, str]("code", "reason")
    data_received: Final = Signal()

    connect_timeout: Property[float] = Field(
        30.0,
        above_zero,
        doc="""Seconds from `connect_to_url` to the end of the handshake.

        In multiplayer mode to the server's word that it is there, `connection_succeeded`. In Godot TCP alone
        has a limit.
        """,
    )
    verify_ssl: bool = True
    """Whether the server's certificate has to be trusted and made out to the host."""
    trusted_ssl_certificate: Property[Any] = Field(
        None,
        pem,
        doc="Whom to trust in place of the system: an X509Certificate, the path of a PEM file or its text.",
    )

    _session_: ClientSession
    _peer_: WebSocketPeer
    _link_: Link | None
    _url_: str
    _redirects_: Redirects | None
    """What was asked for, kept until the connection is there."""

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[WebSocketClientKeywords]) -> None: ...

    def __new__(cls, *args: Any, **kwargs: Any) -> Self:
        """Make the node complete, so that a subclass need not call `super().__init__()`."""
        self = super().__new__(cls, *args, **kwargs)
        self._session_ = self._new_session_(gd_mp_api=False)
        self._peer_ = self._session_.new_peer()
        self._link_ = None
        self._url_ = ""
        self._redirects_ = None
        return self

    # -- Connecting ----------------------------------------------------------------------------

    def connect_to_url(
        self,
        url: str,
        protocols: Sequence[str] | None = (),
        gd_mp_api: bool = False,
        custom_headers: Sequence[str] | None = (),
    ) -> Error:
        """Begin to connect; `connection_established` or `connection_error` follows from `poll`.

        `url`: `ws://host:port/path`, `wss://…` for TLS; `user:password@` before the host becomes a
        header `Authorization: Basic`, unless there is one of your own. `protocols`: the sub-protocols to
        offer. `custom_headers`: lines such as `"X-Token: abc"`. With `gd_mp_api` it speaks Godot's
        multiplayer framing and is fit for `tree.network_peer`; its signals are then `connection_succeeded`,
        `connection_failed`, `server_disconnected`, `peer_connected` and so on, and packets belong to
        the client itself.

        Returns ERR_ALREADY_IN_USE while connecting or connected, and ERR_INVALID_PARAMETER, with an
        error in the log, for a URL, sub-protocol or header that cannot be one; ERR_CANT_CONNECT, with an
        error in the log, while this process has too many files open; ERR_UNAVAILABLE, with an error in the
        log, for what there is not where the program runs: in a page, headers and certificates of your own.
        """
        old = self._link_
        if old is not None and not (old.life.is_over or old.life.state is CLOSING):
            push_error(f"connect_to_url: {self!r} is already connecting or connected to {self._url_}.")
            return ERR_ALREADY_IN_USE
        if gd_mp_api and len(self._godot_versions_) > 1:
            why = "a client speaks as one version of Godot: set `godot_versions` to (3,) or to (4,)."
            return self._not_begun_("connect_to_url", why, ERR_INVALID_PARAMETER)
        try:
            parts = parse_url(url)
            request = LinkRequest(
                url=parts,
                protocols=check_protocols(protocols),
                headers=check_headers(custom_headers),
                timeout=self.connect_timeout,
                compression=self.compression,
                verify_ssl=self.verify_ssl,
                trusted_pem=self._trusted_pem_() if parts.secure else "",
            )
            link = self._links_.open(request)
            until = self._links_.deadlines.now() + self.connect_timeout
        except ScriptError as error:
            return self._not_begun_("connect_to_url", error, ERR_INVALID_PARAMETER)
        except UnavailableError as error:
            return self._not_begun_("connect_to_url", error, ERR_UNAVAILABLE)
        except OSError as error:  # too many files are open, for what is loaded at first use
            why = f"it cannot be tried now: {error}"
            return self._not_begun_("connect_to_url", why, ERR_CANT_CONNECT)
        if old is not None and not old.life.is_over:  # it is left alone with its closing, and untold of
            old.drop("replaced by another connection")
        self._link_, self._url_ = link, without_password(url)
        self._redirects_ = Redirects(request, until)
        self._session_.drop_packets()
        self._session_ = self._new_session_(gd_mp_api)
        self._last_error_ = ""
        self._peer_ = self._session_.new_peer()
        self._expect_polls_()
        return OK

    def _trusted_pem_(self) -> str:
        trusted = self.trusted_ssl_certificate
        return pem_of(trusted, X509Certificate) if trusted is not None else ""

    def _new_session_(self, gd_mp_api: bool) -> ClientSession:
        if not gd_mp_api:
            return RawClientSession(
                self._links_.owner,
                self.connection_established,
                self.data_received,
                self.connection_closed,
                self.connection_error,
                self._raw_pause_(),
            )
        from .godot3_client_session import Godot3ClientSession
        from .godot4_client_session import Godot4ClientSession

        kind = Godot4ClientSession if self._godot_versions_ == (4,) else Godot3ClientSession
        return kind(
            self._links_.owner,
            self.peer_connected,
            self.peer_packet,
            self.peer_disconnected,
            self.connection_succeeded,
            self.connection_failed,
            self.server_disconnected,
        )

    def disconnect_from_host(self, code: int = 1000, reason: str | None = "") -> None:
        """Begin to close the connection, or give up connecting. See `WebSocketPeer.close`.

        `connection_closed` follows; giving up emits nothing, as in Godot.
        """
        reason = check_close(code, reason)
        if not self._session_.why_no_packets:
            code = noticed(code)
        link = self._link_
        if link is None or link.life.is_over:
            return
        if link.life.is_connected:
            link.close(code, reason)
        else:
            link.discard()

    def disconnect_peer(self, id: int) -> None:
        """Leave the server, whose id is 1: as `disconnect_from_host`. Godot 4's."""
        peer = self.get_peer(id)
        if peer is not None:
            peer.close()

    def get_peer(self, peer_id: int) -> WebSocketPeer | Any:
        """Return the peer that stands for the server; 1 is the only id."""
        if peer_id != 1:
            push_error(f"get_peer: a client has only peer 1, the server, not {peer_id}.")
            return None
        return self._peer_

    def get_connected_host(self) -> str:
        """Return the IP address of the server; "", with an error, when not connected."""
        return self._peer_.get_connected_host()

    def get_connected_port(self) -> int:
        """Return the port of the server; 0, with an error, when not connected."""
        return self._peer_.get_connected_port()

    def get_connection_status(self) -> int:
        """Return CONNECTION_DISCONNECTED (0), CONNECTION_CONNECTING (1) or CONNECTION_CONNECTED (2)."""
        link = self._link_
        if link is None or link.life.is_over:
            return self.CONNECTION_DISCONNECTED
        return self.CONNECTION_CONNECTED if link.life.is_connected else self.CONNECTION_CONNECTING

    def get_unique_id(self) -> int:
        """Return the id that the server gave this client in multiplayer mode, 0 before and without."""
        return self._session_.id

    def get_request_headers(self) -> dict[str, str]:
        """Return the headers of the server's answer, by lower-case name. Not in Godot."""
        opened = self._link_.opened if self._link_ is not None else None
        return dict(opened.headers) if opened is not None else {}

    # -- What happens --------------------------------------------------------------------------

    def _handle_(self, link: Link, event: Event) -> None:
        if isinstance(event, Received):  # as nearly always: `match` would take longer
            self._links_.traffic.packets_in += len(event)
            self._session_.received(link, event)
            return
        match event:
            case Opened():
                if not self._session_.unanswered:
                    link.set_deadline(self.ping_interval or None)
                self._peer_._link_, self._redirects_ = link, None
                log.info("%r: connected to %s, sub-protocol %r", self, self._url_, event.protocol)
                self._session_.opened(link)
            case CloseRequested():
                self.server_close_request.emit(event.code, event.reason)
            case Ended():
                self._end_(link, event)

    def _wire_of_(self, id: int) -> str:
        return self._session_.wire

    def _overdue_(self, link: Link) -> Ended | None:
        if link.life.state is OPEN and self._session_.unanswered:
            return link.drop(self._session_.unanswered)
        return super()._overdue_(link)

    def _follow_(self, location: str) -> None:
        """Connect to where the server has moved to, in the time that is left.

        Raises ScriptError if that is not to be followed, OSError while too many files are open.
        """
        redirects = self._redirects_
        assert redirects is not None
        url = redirects.follow(location)
        request = redirects.request
        if request.url.secure:
            request = request._replace(trusted_pem=self._trusted_pem_())
        link = self._links_.open(request)
        link.set_deadline(redirects.until - self._links_.deadlines.now())
        log.info("%r: %s has moved to %s", self, self._url_, url)
        self._link_, self._url_ = link, without_password(url)

    def _end_(self, link: Link, event: Ended) -> None:
        if event.location:
            try:
                self._follow_(event.location)
                return
            except (ScriptError, OSError) as error:
                event = event._replace(why=f"{event.why} ({error})")
        self._redirects_ = None
        self._last_error_ = self._session_.gave_up or ("" if event.clean else event.why)
        if link.opened is None:
            self._links_.traffic.refused += 1
            log.warning("%r: could not connect to %s: %s: %s", self, self._url_, link.phase, event.why)
            self._session_.failed()
            return
        tell = log.info if event.clean else log.warning
        tell(
            "%r: connection to %s ended with code %d: %s",
            self,
            self._url_,
            event.code,
            event.why,
        )
        self._links_.traffic.lost += not event.clean
        self._session_.ended(event.clean)

    def __repr__(self) -> str:
        state = ("disconnected", "connecting", "connected")[self.get_connection_status()]
        return f"{super().__repr__()[:-1]}, {state}>" if self._url_ else super().__repr__()
