"""GatewayPort: where gateways come to a server, and their trunks."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol
from weakref import proxy, ref

from ..websocket.admission import Authenticator, Refusal, token_authenticator
from ..websocket.events import Ended, Event, Opened, Received
from ..websocket.link import ServerTerms
from ..websocket.plain_http import no_page
from .log import log
from .members import MembersSession, Room, Trunk
from .trunk import PING_INTERVAL, PROTOCOL, check_secret
from .trunk_keeper import InTree, TrunkKeeper

if TYPE_CHECKING:
    from engine.net.traffic import Traffic
    from engine.object.signal import SignalInstance

    from ..websocket.link import Link, ServerTls
    from ..websocket.strangers import Strangers


class Server(InTree, Room, Protocol):
    """The server whose port it is."""

    _strangers_: Strangers

    @property
    def handshake_timeout(self) -> float:
        """Seconds for TLS and the handshake."""


class GatewayPort(TrunkKeeper):
    """A port at which gateways are accepted that know the secret; see `Trunk` for what they say."""

    session: MembersSession

    def __init__(self, server: Server, secret: str) -> None:
        """Raises ScriptError for an empty secret."""
        super().__init__(server)
        self._server = ref(server)
        self._knows_secret: Authenticator = token_authenticator(check_secret(secret))
        self._trunks: dict[Link, Trunk] = {}

    def __repr__(self) -> str:
        return f"<GatewayPort of {self._server()!r}, {len(self._trunks)} gateways>"

    def listen(self, port: int, ip: str, tls: ServerTls | None) -> None:
        """Be reached on a port. Raises what `Links.listen` does."""
        self.links.listen(port, ip, tls, self._terms)

    def new_session(
        self,
        versions: tuple[int, ...],
        peer_connected: SignalInstance[int],
        peer_packet: SignalInstance[int],
        peer_disconnected: SignalInstance[int],
    ) -> MembersSession:
        """Return the session of the server, in a life of its own."""
        epoch = int.from_bytes(os.urandom(8), "little")  # whatever the clock of this machine does meanwhile
        self.session = MembersSession(
            self._server, versions, epoch, peer_connected, peer_packet, peer_disconnected
        )
        return self.session

    def _terms(self) -> ServerTerms:
        server = self._server()
        assert server is not None  # it polls
        return ServerTerms(
            refuses_all=False,
            protocols=[PROTOCOL],
            headers=[],
            timeout=server.handshake_timeout,
            compression=False,
            admit=self._admit,
            answer=no_page,
        )

    def _admit(self, path: str, headers: Mapping[str, str]) -> Refusal | None:
        from http import HTTPStatus

        if self._knows_secret(path, headers):
            return None
        return Refusal(HTTPStatus.UNAUTHORIZED, "it does not know the secret of the gateways")

    def _traffic_(self) -> Traffic:
        traffic = super()._traffic_()
        traffic.peers = sum(len(trunk.members) for trunk in self._trunks.values())
        return traffic

    # -- What happens --------------------------------------------------------------------------

    def _handle_(self, link: Link, event: Event) -> None:
        server = self._server()
        if server is None:
            return
        if isinstance(event, Received):  # as nearly always: `match` would take longer
            self._trunks[link].received(event)
            return
        match event:
            case Opened():
                link.be_patient()
                link.set_deadline(PING_INTERVAL)
                self._trunks[link] = Trunk(link, proxy(server), self.session)
            case Ended():
                trunk = self._trunks.pop(link, None)
                if trunk is None:
                    server._strangers_.tell(server, link, event, self.links.deadlines.now())
                    return
                tell = log.info if event.clean else log.warning
                tell("%r: it is gone, code %d: %s", trunk, event.code, event.why)
                trunk.end(f"its gateway is gone: {event.why}")
