"""WebSocketServer: accepts WebSocket clients."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, cast

from engine import (
    ERR_ALREADY_IN_USE,
    ERR_INVALID_DATA,
    ERR_INVALID_PARAMETER,
    ERR_UNAVAILABLE,
    ERR_UNCONFIGURED,
    OK,
    Error,
    ScriptError,
    Signal,
    push_error,
)
from engine.core import compile_method
from engine.net.messages import UnavailableError
from engine.object.lifetime import guarded
from engine.object.property import Field, Getter, Property, Setter, getter, setter

from .endpoint import WebSocketEndpoint
from .events import GOING_AWAY, POLICY_VIOLATION, CloseRequested, Ended, Event, Opened, Ponged, Received
from .handshake_options import check_headers, check_protocols
from .log import Repeats, Rush, log, shown, without_password
from .peer import WebSocketPeer
from .rate_limit import RateLimit
from .raw_session import RawServerSession
from .reception import Reception
from .settings import above_zero, count, handler, pem
from .strangers import Strangers

if TYPE_CHECKING:
    from typing import Self, Unpack

    from ..cluster.gateway_port import GatewayPort
    from .admission import Authenticator, Refusal
    from .certificates import Credentials
    from .endpoint import WebSocketEndpointKeywords
    from .link import Link, ServerTls
    from .multiplayer_session import MultiplayerServerSession
    from .one_port_session import OnePortSession
    from .plain_http import HttpHandler
    from .session import ServerSession
    from .trusted_proxies import TrustedProxies

    class WebSocketServerKeywords(WebSocketEndpointKeywords, total=False):
        """What `WebSocketServer(…)` takes by name."""

        private_key: Any
        ssl_certificate: Any
        max_clients: int
        authenticator: Authenticator | None
        http_handler: HttpHandler | None
        ca_chain: Any
        proxy_protocol: bool
        bind_ip: str
        handshake_timeout: float
        trusted_proxies: Sequence[str]


_ADVICE = {
    errno.EADDRINUSE: " Another program listens there, or this one twice: stop it, or take another port.",
    errno.EACCES: " Ports below 1024 are for administrators: take a higher one.",
    errno.EADDRNOTAVAIL: ' `bind_ip` is no address of this machine: "*" is all that it has.',
}
"""What to do about a port that cannot be had."""


class WebSocketServer(WebSocketEndpoint):
    """A WebSocket server: `listen`, then `get_peer(id).put_packet(…)` to each client.

    Unlike Godot: a client that offers sub-protocols is welcome where the server lists none; a bad
    request gets an HTTP answer; `client_disconnected` says True for every close in which both sides
    sent their close frame; a client that breaks the protocol is disconnected and that is told;
    `stop()` tells of each client.

    Source: Godot 3.6's `WebSocketServer` (`wsl_server.cpp`).
    """

    client_connected: Final = Signal[int, str]("id", "protocol")
    client_disconnected: Final = Signal[int, bool]("id", "was_clean_close")
    client_close_request: Final = Signal[int, int, str]("id", "code", "reason")
    data_received: Final = Signal[int]("id")

    _stored_ = ("bind_ip", "trusted_proxies")

    private_key: Property[Any] = Field(
        None, pem, doc="With `ssl_certificate`: speak TLS. A CryptoKey, the path of a PEM file or its text."
    )
    ssl_certificate: Property[Any] = Field(
        None,
        pem,
        doc="With `private_key`: speak TLS. An X509Certificate, the path of a PEM file or its text.",
    )
    ca_chain: Property[Any] = Field(
        None, pem, doc="The certificates between `ssl_certificate` and an authority, in the same forms."
    )
    max_clients: Property[int] = Field(
        0,
        count(0),
        doc="How many clients there may be at a time; further ones are answered 503. 0 is without limit."
        " Not in Godot.",
    )
    authenticator: Property[Authenticator | None] = Field(
        None,
        handler("path and headers"),
        doc="""Called with the path and the headers of each request before the client exists for anybody.

        Who gets False is answered 401. See `token_authenticator`. The handshake timeout bounds it all. Not
        in Godot.
        """,
    )
    http_handler: Property[HttpHandler | None] = Field(
        None,
        handler("path and headers"),
        doc="""Called with the path and the headers of each plain GET or HEAD that comes to the port.

        Health checks send such. It returns `200, {}, "text"`: the status, headers and body of the answer.
        For None, and without a handler, the answer is 426 and what this port is; while it drains, 503. The
        authenticator and `max_clients` are for WebSockets alone: these requests pass by them. Not in Godot.
        """,
    )
    set_http_handler: Setter[HttpHandler | None] = setter(http_handler, "handler")
    handshake_timeout: Property[float] = Field(
        3.0, above_zero, doc="Seconds that a client has to get in, from its TCP connection on; 3."
    )
    set_handshake_timeout: Setter[float] = setter(handshake_timeout, "timeout")
    get_handshake_timeout: Getter[float] = getter(handshake_timeout)
    proxy_protocol: bool = False
    """Whether those who come from `trusted_proxies` begin with a header of the PROXY protocol (HAProxy's
    `send-proxy` and `send-proxy-v2`), which says who the client is. They have to, then, and nobody else
    may. For those who connect from now on. Not in Godot."""

    _peers_: dict[int, WebSocketPeer]  # friend: reception
    _session_: ServerSession
    _one_port_: OnePortSession | None
    """The session, if there may be clients of Godot 4."""
    _gateways_: GatewayPort | None
    _rate_limit_: RateLimit | None
    _rush_: Rush
    _strangers_: Strangers  # friend: gateway_port
    _strange_ids_: Repeats
    _reception_: Reception
    _bind_ip_: str
    _trusted_proxies_: tuple[Sequence[str], TrustedProxies] | None

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[WebSocketServerKeywords]) -> None: ...

    def __new__(cls, *args: Any, **kwargs: Any) -> Self:
        """Make the node complete, so that a subclass need not call `super().__init__()`."""
        self = super().__new__(cls, *args, **kwargs)
        self._session_ = self._new_session_(gd_mp_api=False)
        self._peers_ = {}
        self._gateways_ = None
        self._rate_limit_ = None
        self._reception_ = Reception(self)
        self._rush_ = Rush()
        self._strangers_ = Strangers(self._rush_)
        self._strange_ids_ = Repeats()
        self._bind_ip_ = "*"
        self._trusted_proxies_ = None
        return self

    # -- Listening -----------------------------------------------------------------------------

    def listen(
        self,
        port: int,
        protocols: Sequence[str] | None = (),
        gd_mp_api: bool = False,
        shared: bool = False,
    ) -> Error:
        """Accept clients on a TCP port, 0 for any free one (see `get_listening_port`).

        `protocols`: the sub-protocols that are spoken here; a client has to offer one of them. A port is
        `shared` by all servers, in any process of this machine, that ask for it so, and each gets some of
        those who come; not in Godot.

        Returns ERR_ALREADY_IN_USE when it listens already or the port is taken, and
        ERR_INVALID_PARAMETER for a port or sub-protocol that cannot be one, with an error in the log;
        ERR_UNAVAILABLE, too, in a page, which nobody can reach.
        """
        if self._links_.listener is not None:
            push_error(f"listen: {self!r} listens already; call stop() first.")
            return ERR_ALREADY_IN_USE
        if self._gateways_ is not None and not gd_mp_api:
            why = "gateways bring players in multiplayer mode: write `listen(port, [], True)`."
            return self._not_begun_("listen", why, ERR_INVALID_PARAMETER)
        if self.proxy_protocol and self._trusted_proxies_ is None:
            why = 'proxy_protocol is for `trusted_proxies`: write `trusted_proxies = ["127.0.0.1"]`, say.'
            return self._not_begun_("listen", why, ERR_INVALID_PARAMETER)

        def begin(tls: ServerTls | None) -> None:
            self._reception_.protocols = check_protocols(protocols)
            self._links_.listen(port, self._bind_ip_, tls, self._reception_.terms, bool(shared))

        error = self._begin_("listen", port, begin)
        if error == OK:
            if self._gateways_ is None:
                self._session_.drop_packets()
                self._session_ = self._new_session_(gd_mp_api)
                self._share_work_()
            log.info("%r: listening", self)
        return error

    def listen_for_gateways(self, port: int, secret: str) -> Error:
        """Accept gateways on a TCP port, 0 for any free one, and the players that they bring.

        Those are clients as those who come here, and count as such: see `WebSocketGateway`, which knows the
        same `secret`. The server is in multiplayer mode, with or without `listen(port, [], True)`. With a
        certificate gateways come by `wss://`.

        Returns ERR_ALREADY_IN_USE when it accepts gateways already or the port is taken, and
        ERR_INVALID_PARAMETER in raw mode, for an empty secret and for what is no port, with an error in the
        log; ERR_UNAVAILABLE, too, in a page. Not in Godot.
        """
        from ..cluster.gateway_port import GatewayPort

        method = "listen_for_gateways"
        if self._links_.listener is not None and self._session_.why_no_packets:
            return self._not_begun_(method, self._session_.why_no_packets, ERR_INVALID_PARAMETER)
        if self._gateways_ is not None:
            why = f"{self!r} listens for gateways already; call stop() first."
            return self._not_begun_(method, why, ERR_ALREADY_IN_USE)
        gateways: list[GatewayPort] = []

        def begin(tls: ServerTls | None) -> None:
            gateways.append(GatewayPort(self, secret))
            gateways[0].listen(port, self._bind_ip_, tls)

        error = self._begin_(method, port, begin)
        if error == OK:
            self._gateways_ = gateways[0]
            self._links_.settle()  # its clock is that of all players
            self._links_.annex = self._gateways_.links
            session = self._gateways_.new_session(
                self._godot_versions_, self.peer_connected, self.peer_packet, self.peer_disconnected
            )
            if self._links_.listener is not None:
                session.take_over(cast("MultiplayerServerSession", self._session_))
            else:
                self._session_.drop_packets()
            self._session_ = self._one_port_ = session
            self._share_work_()
            log.info("%r: listening for gateways on port %d", self, self.get_gateways_port())
        return error

    def _begin_(self, method: str, port: int, listen: Callable[[ServerTls | None], object]) -> Error:
        """Let `listen` be reached on a port, with a certificate if there is one; say what is in the way."""
        if not isinstance(port, int) or not 0 <= port <= 65535:
            why = f"{port!r} is not a port: 1 to 65535, or 0 for any free one."
            return self._not_begun_(method, why, ERR_INVALID_PARAMETER)
        try:
            plain = self.ssl_certificate is None and self.private_key is None
            listen(None if plain else self._credentials_().read())
        except ScriptError as error:
            return self._not_begun_(method, error, ERR_INVALID_PARAMETER)
        except UnavailableError as error:
            return self._not_begun_(method, error, ERR_UNAVAILABLE)
        except OSError as error:
            reason, advice = error.strerror or error, _ADVICE.get(error.errno or 0, "")
            why = f"port {port} of {self._bind_ip_} cannot be used: {reason}.{advice}"
            return self._not_begun_(method, why, ERR_ALREADY_IN_USE)
        self._last_error_ = ""
        self._expect_polls_()
        return OK

    def reload_certificates(self) -> Error:
        """Read the certificate and the key again that came from files, for those who connect from now on.

        `run` does so at SIGHUP. Returns ERR_UNCONFIGURED unless it listens with TLS from files, and
        ERR_INVALID_DATA, with an error in the log, for files that are none or do not belong together:
        then everything stays as it was. Not in Godot.
        """
        here, credentials = [self._links_], self._credentials_()
        if self._gateways_ is not None:
            here.append(self._gateways_.links)
        listeners = [links.listener for links in here if links.listener is not None]
        if not listeners or not credentials.are_from_files():
            push_error(f"reload_certificates: {self!r} does not listen with a certificate from a file.")
            return ERR_UNCONFIGURED
        try:
            tls = credentials.read(anew=True)
            for listener in listeners:
                listener.set_tls(tls)
        except ScriptError as error:
            push_error(f"reload_certificates: {self!r} goes on with what it had: {error}")
            return ERR_INVALID_DATA
        credentials.take_over(tls)
        log.info("%r: certificates reloaded", self)
        return OK

    def _reloading_(self) -> Callable[[], object] | None:
        from_files = self.is_listening() and self._credentials_().are_from_files()
        return self.reload_certificates if from_files else None

    def _credentials_(self) -> Credentials:
        from .certificates import Credentials  # which servers without TLS do without

        return Credentials(self.ssl_certificate, self.private_key, self.ca_chain)

    def _new_session_(self, gd_mp_api: bool) -> ServerSession:  # override point
        self._one_port_ = None
        if not gd_mp_api:
            return RawServerSession(
                self._links_.owner,
                self.client_connected,
                self.data_received,
                self.client_disconnected,
                self._raw_pause_(),
            )
        if 4 in self._godot_versions_:
            from .one_port_session import OnePortSession

            self._one_port_ = OnePortSession(
                self._links_.owner,
                self._godot_versions_,
                self.peer_connected,
                self.peer_packet,
                self.peer_disconnected,
            )
            return self._one_port_
        from .multiplayer_session import MultiplayerServerSession

        return MultiplayerServerSession(
            self._links_.owner, self.peer_connected, self.peer_packet, self.peer_disconnected
        )

    def is_listening(self) -> bool:
        """Return True while clients are accepted, or gateways."""
        return self._links_.listener is not None or self._gateways_ is not None

    def get_listening_port(self) -> int:
        """Return the port, 0 if not listening. Not in Godot."""
        return self._links_.listener.port if self._links_.listener is not None else 0

    def get_gateways_port(self) -> int:
        """Return the port at which gateways are accepted, 0 if there is none. Not in Godot."""
        listener = self._gateways_.links.listener if self._gateways_ is not None else None
        return listener.port if listener is not None else 0

    def stop(self) -> None:
        """Listen no more: send each client a close frame and drop it.

        Unlike Godot: `client_disconnected(id, False)` is emitted for each.
        """
        if not self.is_listening():
            return
        log.info("%r: stopping", self)
        peers, session = self._peers_, self._session_
        ids = [id for id, peer in peers.items() if peer.is_connected_to_host()]
        self._part_()
        self._peers_ = peers  # their packets can still be read meanwhile
        for id in ids:
            log.info("%r: client %d was sent away with code 1000: stop() was called", self, id)
            self._tell_of_end_(session, id, False)

    def is_draining(self) -> bool:
        """Return True once SIGTERM has come and nobody new is let in: see `run`. Not in Godot."""
        return self._reception_.draining is not None

    def _drain_(self, left: float) -> bool:
        if not self.is_listening():
            return True
        from .draining import WHY, Draining

        now, draining = self._links_.deadlines.now(), self._reception_.draining
        if draining is None:
            log.info("%r: draining, for %.0f seconds at the most", self, left)
            draining = self._reception_.draining = Draining(now)
            self._share_work_()
        going = draining.silent(self._peers_, now) if left else list(self._peers_)
        for id in going:
            link = self._peers_[id]._link_
            if link is not None and not (left and link.waiting):
                link.close(GOING_AWAY, WHY)
        return not self._peers_

    def _close_sockets_(self) -> None:
        super()._close_sockets_()
        self._gateways_ = self._links_.annex = None
        self._peers_ = {}
        self._reception_.draining = None

    def _admit_(self, path: str, headers: Mapping[str, str]) -> Refusal | None:  # friend: members
        return self._reception_.admit(path, headers)

    # -- Clients -------------------------------------------------------------------------------

    def has_peer(self, id: int) -> bool:
        """Return True if a client of this id is connected."""
        try:
            return id in self._peers_
        except TypeError:  # a list, say
            return False

    def get_peer(self, peer_id: int) -> WebSocketPeer | Any:
        """Return the peer of a client; None, with an error in the log, if there is none."""
        try:
            peer = self._peers_.get(peer_id)
        except TypeError:  # a list, say
            peer = None
        if peer is None:
            self._strange_ids_.push_error(
                f"get_peer: {self!r} has no client {peer_id!r}. Ask `has_peer(id)` first."
            )
        return peer

    def get_peers(self) -> list[int]:
        """Return the ids of all clients, in the order in which they came. Not in Godot."""
        return list(self._peers_)

    def disconnect_peer(self, id: int, code: int = 1000, reason: str | None = "") -> None:
        """Begin to close the connection of a client. See `WebSocketPeer.close`."""
        peer = self.get_peer(id)
        if peer is not None:
            peer.close(code, reason)

    def get_peer_address(self, id: int) -> str:
        """Return the IP address of a client; "", with an error, if there is none. See `trusted_proxies`."""
        peer = self.get_peer(id)
        return peer.get_connected_host() if peer is not None else ""

    def get_peer_port(self, id: int) -> int:
        """Return the TCP port of a client's end; 0, with an error, if there is none."""
        peer = self.get_peer(id)
        return peer.get_connected_port() if peer is not None else 0

    def get_peer_path(self, id: int) -> str:
        """Return the path, with its query, that a client asked for: `"/room?token=…"`. Not in Godot."""
        opened = self._opened_(id)
        return opened.path if opened is not None else ""

    def get_peer_headers(self, id: int) -> dict[str, str]:
        """Return the headers of a client's request, by lower-case name. Not in Godot."""
        opened = self._opened_(id)
        return dict(opened.headers) if opened is not None else {}

    def _opened_(self, id: int) -> Opened | None:
        peer = self.get_peer(id)
        return peer._link_.opened if peer is not None and peer._link_ is not None else None

    # -- Settings ------------------------------------------------------------------------------

    @property
    def bind_ip(self) -> str:
        """The address to listen on, "*" for all."""
        return self._bind_ip_

    @bind_ip.setter
    @guarded
    def bind_ip(self, ip: str) -> None:
        if not (isinstance(ip, str) and ip.isascii() and ip.isprintable()):
            raise ScriptError(f'bind_ip is the text of an address, or "*" for all, not {ip!r}.')
        if self.is_listening():
            push_error(f"set_bind_ip: {self!r} listens already; set it before.")
        else:
            self._bind_ip_ = ip

    @property
    def trusted_proxies(self) -> Sequence[str]:
        """Addresses and networks, as `["127.0.0.1", "10.0.0.0/8"]`, of proxies that clients come through.

        Of those who come from there the header X-Forwarded-For says who they are: `get_peer_address`
        tells the right-most address in it that is no trusted proxy. The port stays that of the proxy, and
        who does not become a client is logged under the proxy's address. With `proxy_protocol` all of that
        is the client's own, and X-Forwarded-For is not looked at. Not in Godot.
        """
        return self._trusted_proxies_[0] if self._trusted_proxies_ is not None else ()

    @trusted_proxies.setter
    @guarded
    def trusted_proxies(self, networks: Sequence[str]) -> None:
        from .trusted_proxies import TrustedProxies

        found = TrustedProxies(networks if networks is not None else ())
        self._trusted_proxies_ = (networks, found) if networks else None

    @property
    def _proxies_(self) -> TrustedProxies | None:  # friend: reception
        return self._trusted_proxies_[1] if self._trusted_proxies_ is not None else None

    def get_bind_ip(self) -> str:
        """Return the address that is listened on, "*" for all."""
        return self._bind_ip_

    def set_bind_ip(self, ip: str) -> None:
        """Set the address to listen on. Refused, with an error, while listening."""
        self.bind_ip = ip

    def set_extra_headers(self, headers: Sequence[str] | None = ()) -> None:
        """Set header lines such as `"X-Server: mine"` that every accepted client is sent."""
        self._reception_.headers = check_headers(headers)

    def set_rate_limit(self, messages_per_second: float, bytes_per_second: float = 0) -> None:
        """Close clients that send more than this, with code 1008 and the reason; 0 is without limit.

        Twice as much is let through at once. Holds for clients that send from now on. Not in Godot.
        """
        numbers = (messages_per_second, bytes_per_second)
        if not all(isinstance(number, int | float) and number >= 0 for number in numbers):
            raise ScriptError("set_rate_limit: both numbers must be 0 (no limit) or more.")
        limited = bool(messages_per_second or bytes_per_second)
        self._rate_limit_ = RateLimit(messages_per_second, bytes_per_second) if limited else None
        self._share_work_()

    def get_connection_status(self) -> int:
        """Return CONNECTION_CONNECTED while listening, else CONNECTION_DISCONNECTED."""
        return self.CONNECTION_CONNECTED if self.is_listening() else self.CONNECTION_DISCONNECTED

    def get_unique_id(self) -> int:
        """Return 1, the id of every server."""
        return 1

    # -- What happens --------------------------------------------------------------------------

    def _share_work_(self) -> None:
        """Let the links tell of messages by themselves, if nobody here looks at them."""
        looked_at = self._rate_limit_ is not None or self._reception_.draining is not None
        self._links_.told = None if looked_at else self._session_.told

    def _handle_(self, link: Link, event: Event) -> None:  # friend: members
        if isinstance(event, Received):  # as nearly always: `match` would take longer
            self._links_.traffic.packets_in += len(event)
            if self._reception_.draining is not None:
                self._reception_.draining.heard(link.id)
            if self._rate_limit_ is None or not self._is_too_much_(link, event):
                self._session_.received(link, event)
            return
        match event:
            case Opened():
                self._welcome_(link, event)
            case Ponged():
                if self._one_port_ is not None:
                    self._one_port_.ponged(link, event.data)
            case CloseRequested():
                self.client_close_request.emit(link.id, event.code, event.reason)
            case Ended():
                self._end_(link, event)

    def _overdue_(self, link: Link) -> Ended | None:
        if self._one_port_ is not None and self._one_port_.waited(link):
            link.set_deadline(self.ping_interval or None)
            return None
        return super()._overdue_(link)

    def _wire_of_(self, id: int) -> str:
        return self._one_port_.wire_of(id) if self._one_port_ is not None else super()._wire_of_(id)

    def _packet_target_(self) -> int:
        return self._one_port_.packet_target if self._one_port_ is not None else super()._packet_target_()

    def _put_from_(self, source: int, to: int, packet: bytes) -> Error:
        assert self._one_port_ is not None  # nobody speaks otherwise
        return self._one_port_.put_from(source, to, packet)

    def _welcome_(self, link: Link, event: Opened) -> None:  # friend: members
        if not link.id:  # what a gateway brings has one
            link.id = self._new_id_()
        if self._trusted_proxies_ is not None and not self.proxy_protocol:
            address, port = link.address
            link.address = self._trusted_proxies_[1].client_of(address, event.headers), port
        link.set_deadline(self.ping_interval or None)
        self._peers_[link.id] = self._session_.new_peer(link)
        log.info(
            "%r: client %d came from %s:%d, path %s, sub-protocol %r",
            self,
            link.id,
            *link.address,
            shown(without_password(event.path)),
            event.protocol,
        )
        self._session_.opened(link)

    def _end_(self, link: Link, event: Ended) -> None:  # override point
        """Tell of a link that is over, then forget it: its packets can still be read meanwhile."""
        if link.opened is None:
            self._strangers_.tell(self, link, event, self._links_.deadlines.now())
            self._links_.traffic.refused += not event.is_probe
            return
        left = "%r: client %d left with code %d: %s%s"
        if event.clean:
            log.info(left, self, link.id, event.code, event.why, "")
        elif (note := self._rush_.note(self._links_.deadlines.now())) is not None:
            log.warning(left, self, link.id, event.code, event.why, note)
        self._links_.traffic.lost += not event.clean
        if self._session_.gave_up:
            self._last_error_, self._session_.gave_up = self._session_.gave_up, ""
        elif not event.clean:
            self._last_error_ = f"client {link.id}: {event.why}"
        self._tell_of_end_(self._session_, link.id, event.clean)

    def _tell_of_end_(self, session: ServerSession, id: int, clean: bool) -> None:
        if self._rate_limit_ is not None:
            self._rate_limit_.forget(id)
        session.ended(id, clean)
        self._peers_.pop(id, None)

    def _is_too_much_(self, link: Link, messages: Received) -> bool:
        """Close a client that sends more than the rate limit allows, and say so."""
        assert self._rate_limit_ is not None
        sizes, now = [len(payload) for payload, _ in messages], self._links_.deadlines.now()
        excess = self._rate_limit_.excess(link.id, sizes, now)
        if not excess:
            return False
        note = self._rush_.note(now)
        if note is not None:
            log.warning("%r: client %d is closed: it sent %s%s", self, link.id, excess, note)
        link.close(POLICY_VIOLATION, excess)
        return True

    def _new_id_(self) -> int:  # override point
        """Return an id that no client has, and that cannot be guessed: 2 to 2147483647."""
        while True:
            id = int.from_bytes(os.urandom(4), "big") >> 1
            if id > 1 and id not in self._peers_:
                return id

    def __repr__(self) -> str:
        if not self.is_listening():
            return super().__repr__()
        return f"{super().__repr__()[:-1]}, port {self.get_listening_port()}, {len(self._peers_)} clients>"


compile_method(WebSocketServer, "get_peer")
