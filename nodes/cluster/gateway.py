"""WebSocketGateway: takes players in for a room that runs in another process."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final
from weakref import ref

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

from ..websocket.certificates import X509Certificate, pem_of
from ..websocket.events import Ended
from ..websocket.link import Link, LinkRequest
from ..websocket.one_port_session import OnePortSession
from ..websocket.reception import Reception, refused
from ..websocket.server import WebSocketServer
from ..websocket.session import ServerSession
from ..websocket.settings import pem, zero_or_more
from ..websocket.url import parse_url
from .gateway_room import LOST, GatewayRoom
from .room_trunk import CONNECT_TIMEOUT, RoomTrunk
from .trunk import MOST_LONG, PROTOCOL, check_secret

if TYPE_CHECKING:
    from typing import Self, Unpack

    from ..websocket.admission import Refusal
    from ..websocket.server import WebSocketServerKeywords

    class WebSocketGatewayKeywords(WebSocketServerKeywords, total=False):
        """What `WebSocketGateway(…)` takes by name."""

        joins_per_second: float
        verify_ssl: bool
        trusted_ssl_certificate: Any


class WebSocketGateway(WebSocketServer):
    """A server in front of a room: `listen(port)` for players, `connect_to_room(url, secret)` to the room.

    The room is a WebSocketServer in another process, here or on another machine, that does
    `listen_for_gateways`. Its players are those of all its gateways: they see and call each other, and the
    room, as if there were no gateways. A gateway does what a server does for connections (TLS, handshakes,
    pings, sending one packet to many), has the settings for that, and no packets of its own.

    A player's handshake is answered before the room is asked, since others may be before it
    (`joins_per_second`) and a handshake has a deadline: whom the room refuses is closed with 1008, where one
    who comes to it directly gets 401.

    While the room cannot be reached who comes is answered 503; when it is lost all players are closed with
    1001, since something may have been under way to them, and can come again at once. It is tried again
    until `stop()`. Not in Godot.
    """

    room_reached: Final = Signal()
    room_lost: Final = Signal[str]("why")

    joins_per_second: Property[float] = Field(
        200.0,
        zero_or_more,
        doc="How many players a second may ask the room for a place, from `connect_to_room` on; further ones"
        " wait, and do not notice. 0 is without limit.",
    )
    verify_ssl: bool = True
    """Whether the room's certificate has to be trusted and made out to the host."""
    trusted_ssl_certificate: Property[Any] = Field(
        None,
        pem,
        doc="Whom to trust in place of the system: an X509Certificate, the path of a PEM file or its text.",
    )

    _one_port_: OnePortSession | None = None
    _room_: GatewayRoom
    _trunk_: RoomTrunk | None

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[WebSocketGatewayKeywords]) -> None: ...

    def __new__(cls, *args: Any, **kwargs: Any) -> Self:
        """Make the node complete, so that a subclass need not call `super().__init__()`."""
        self = super().__new__(cls, *args, **kwargs)
        self._reception_ = _Door(self)
        self._trunk_ = None
        return self

    def connect_to_room(self, url: str, secret: str) -> Error:
        """Begin to connect to a room, and keep to it: `room_reached` and `room_lost` tell how that goes.

        `url`: where the room listens for gateways, `ws://host:port` or, for TLS, `wss://…`; `secret`: what it
        was told there. Returns ERR_ALREADY_IN_USE if there is a room already, ERR_INVALID_PARAMETER for
        what cannot be right, ERR_CANT_CONNECT when it cannot be tried now, and ERR_UNAVAILABLE in a page,
        with an error in the log.
        """
        if self._trunk_ is not None:
            push_error(f"connect_to_room: {self!r} has a room already; call `stop()` first.")
            return ERR_ALREADY_IN_USE
        self._room_.lost()  # what was known of another
        try:
            trunk = RoomTrunk(
                self, self._request_(url, secret), self._room_, self.room_reached, self.room_lost
            )
            trunk.open()
        except ScriptError as error:
            return self._not_begun_("connect_to_room", error, ERR_INVALID_PARAMETER)
        except UnavailableError as error:
            return self._not_begun_("connect_to_room", error, ERR_UNAVAILABLE)
        except OSError as error:
            why = f"it cannot be tried now: {error}"
            return self._not_begun_("connect_to_room", why, ERR_CANT_CONNECT)
        self._trunk_ = self._links_.annex = trunk
        self._room_.set_pace(self.joins_per_second, trunk.links.deadlines.now())
        self._expect_polls_()
        return OK

    def _request_(self, url: str, secret: str) -> LinkRequest:
        parts, trusted = parse_url(url), self.trusted_ssl_certificate
        return LinkRequest(
            url=parts,
            protocols=[PROTOCOL],
            headers=[("Authorization", f"Bearer {check_secret(secret)}")],
            timeout=CONNECT_TIMEOUT,
            compression=False,
            verify_ssl=self.verify_ssl,
            trusted_pem=pem_of(trusted, X509Certificate) if trusted is not None and parts.secure else "",
        )

    def set_buffers(
        self,
        input_buffer_size_kb: int,
        input_max_packets: int,
        output_buffer_size_kb: int,
        output_max_packets: int,
    ) -> Error:
        """See `WebSocketEndpoint.set_buffers`. ERR_INVALID_PARAMETER for an input of more than 4 MiB."""
        if isinstance(input_buffer_size_kb, int | float) and input_buffer_size_kb * 1024 > MOST_LONG:
            push_error(
                f"set_buffers: {input_buffer_size_kb} KiB of input do not fit through a trunk: write 4096."
            )
            return ERR_INVALID_PARAMETER
        return super().set_buffers(
            input_buffer_size_kb, input_max_packets, output_buffer_size_kb, output_max_packets
        )

    def is_room_reached(self) -> bool:
        """Return True while the room is reached, and players may come in."""
        return self._room_.is_reached

    def listen_for_gateways(self, port: int, secret: str) -> Error:
        """Refuse to: a gateway has none of its own."""
        why = "a gateway has no gateways: write that to the room's WebSocketServer."
        return self._not_begun_("listen_for_gateways", why, ERR_INVALID_PARAMETER)

    def stop(self) -> None:
        """Listen no more, and leave the room: send each client a close frame and drop it."""
        super().stop()
        self._close_sockets_()
        self._room_.lost()

    def _close_sockets_(self) -> None:
        super()._close_sockets_()
        self._trunk_, self._room_.is_reached = None, False

    def _new_session_(self, gd_mp_api: bool) -> ServerSession:
        if self._one_port_ is None:
            self._room_ = self._one_port_ = GatewayRoom(
                self._links_.owner,
                _renamer(ref(self)),
                self.peer_connected,
                self.peer_packet,
                self.peer_disconnected,
            )
        return self._room_

    def _new_id_(self) -> int:
        while self._room_.is_known(id := super()._new_id_()):
            pass
        return id

    def _end_(self, link: Link, event: Ended) -> None:
        self._room_.last_code = event.code
        super()._end_(link, event)

    def _why_no_packets_(self) -> str:
        return (
            "it is a gateway: its room has the packets. Make the WebSocketServer the network peer that does"
            " `listen_for_gateways`."
        )


def _renamer(gateway: ref[WebSocketGateway]) -> Callable[[Link], None]:
    """Return what gives a link of a gateway another id, and does not keep the gateway."""

    def rename(link: Link) -> None:
        node = gateway()
        assert node is not None  # it polls
        peer = node._peers_.pop(link.id)
        link.id = node._new_id_()
        node._peers_[link.id] = peer

    return rename


class _Door(Reception):
    """Lets nobody in while there is no room."""

    def admit(self, path: str, headers: Mapping[str, str]) -> Refusal | None:
        """See `Reception`."""
        gateway = self._server()
        if isinstance(gateway, WebSocketGateway) and not gateway.is_room_reached():
            return refused(503, LOST)
        return super().admit(path, headers)
