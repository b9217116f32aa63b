"""Connection: one HTTP connection over a socket, which never waits. `poll` is where it goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from engine.base.system_name import system_name
from engine.net.network import Network
from engine.net.poller import READ, WRITE, Poller, Watch
from engine.runner import host

from ..websocket.socket_link.dial import Dial
from ..websocket.socket_link.tls import Advice, TlsSocket, client_context
from .answer import End, Head, HttpError

if TYPE_CHECKING:
    import ssl

    from engine.net.messages import MessageNetwork
    from engine.scene.scene_tree import SceneTree

    from ..websocket.socket_link.tunnel import Tunnel
    from .exchange import Exchange

DISCONNECTED, RESOLVING, CANT_RESOLVE, CONNECTING, CANT_CONNECT = range(5)
CONNECTED, REQUESTING, BODY, CONNECTION_ERROR, SSL_HANDSHAKE_ERROR = range(5, 10)
"""Godot's `HTTPClient.Status`."""

ADVICE: Advice = Advice(
    "Let SSL_CERT_FILE in the environment be a file with the server's certificate, or give False for"
    " `ssl_validate_domain` in a test.",
    "a server without it is reached by http://",
)
RECEIVE_SIZE = 64 * 1024
"""Bytes of one read, at the most."""
EVENTS_AT_ONCE = 256
"""Pieces of a body that are worked off at once, at the most: a server may make them as small as it likes."""


def network_of(tree: SceneTree | None) -> Network | MessageNetwork:
    """Return where connections come from."""
    given = tree.network if tree is not None else None
    return given if given is not None else host.current.network()


class Server(NamedTuple):
    """Whom to connect to."""

    host: str
    """A name or an IP address, without brackets."""
    port: int
    over_tls: bool = False
    verify: bool = True
    """Whether its certificate has to be trusted and made out to the host."""

    def authority(self) -> str:
        """Return what a request says of it, in `Host`."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == (443 if self.over_tls else 80) else f"{host}:{self.port}"


class Connection:
    """Begins to connect when it is made. `status` is Godot's, and `why` says what went wrong.

    `proxy` is the host and the port of an HTTP proxy to go by. An answer is there from its `head` on, and
    its body is taken with `read` while the status is BODY.
    """

    def __init__(
        self, network: Network, poller: Poller, server: Server, proxy: tuple[str, int] | None = None
    ) -> None:
        self.network: Network = network
        self.inbox: list[Watch] = []
        self.why: str = ""
        self.head: Head | None = None
        self._poller = poller
        self._server = server
        self._by_proxy = proxy is not None and not server.over_tls
        self._context: ssl.SSLContext | None = client_context(server.verify, "") if server.over_tls else None
        self._socket: Any = None
        self._watch: Watch | None = None
        self._exchange: Exchange | None = None
        self._unsent = memoryview(b"")
        self._unread = b""
        self._end: bool | None = None  # of an answer: whether there may be another after it
        self._is_broken = False
        self._dial = Dial(self, self, *(proxy or (server.host, server.port)))
        self._way: Dial | Tunnel | None = self._dial
        if proxy is not None and server.over_tls:
            from ..websocket.socket_link.tunnel import Tunnel, connect_request

            self._way = Tunnel(self, self, self._dial, connect_request(server.host, server.port))
        self.status: int = RESOLVING if self._dial.is_looking_up else CONNECTING

    def wake(self) -> None:
        """End the sleep of a runner, from any thread."""
        self._poller.wake()

    @property
    def is_on_the_way(self) -> bool:
        """Whether it has to be polled, without a socket that is ready."""
        return self.status in (RESOLVING, CONNECTING)

    # -- Going on ------------------------------------------------------------------------------

    def poll(self, now: float) -> None:
        """Do what can be done without waiting. `now` is in seconds, of any clock."""
        try:
            if self._way is not None:
                self._approach(now)
            for watch in self.inbox:
                watch.taken()
            self.inbox.clear()
            if self.status == CONNECTING and self._socket is not None:
                self._shake_hands()
            elif self.status == REQUESTING:
                self._await_head()
            elif self.status == CONNECTED:
                self._look_after()
            self._watch_on()
        except OSError as error:  # too many files are open, say
            self._fail(CANT_CONNECT if self.is_on_the_way else CONNECTION_ERROR, str(error))

    def _approach(self, now: float) -> None:
        way = self._way
        assert way is not None
        way.poll(now, self._poller)
        if way.failed:
            self._fail(CANT_RESOLVE if self._dial.is_unknown else CANT_CONNECT, way.failed)
        elif not self._dial.is_looking_up:
            self.status = CONNECTING
        if way.socket is not None:
            self._way, self._socket = None, way.socket
            if self._context is not None:
                try:
                    self._socket = TlsSocket(self._socket, self._context, self._server.host, ADVICE)
                except ValueError as error:  # no name for a certificate, a dot at its beginning say
                    self._fail(SSL_HANDSHAKE_ERROR, str(error))
                    return
            self._watch = self._poller.watch(self._socket, READ, self.inbox, self)

    def _shake_hands(self) -> None:
        if self._context is not None:
            try:
                self._socket.shake_hands()
            except (BlockingIOError, InterruptedError):
                return
            except OSError as error:
                self._fail(SSL_HANDSHAKE_ERROR, str(error))
                return
        self.status = CONNECTED

    def _look_after(self) -> None:
        """Notice that the server has closed a connection over which nothing is asked."""
        try:
            data = self._socket.recv(1)
        except (BlockingIOError, InterruptedError):
            return
        why = "the server sent what nobody asked for" if data else "the server has closed the connection"
        self._fail(CONNECTION_ERROR, why)

    def _watch_on(self) -> None:
        if self._watch is not None:
            writes = self._unsent or getattr(self._socket, "wants_write", False)
            self._watch.set_events(READ | WRITE if writes else READ)

    # -- Asking --------------------------------------------------------------------------------

    def ask(self, method: str, target: str, headers: list[tuple[str, str]], body: bytes) -> None:
        """Send a request, while the status is CONNECTED. Raises ScriptError for one that cannot be."""
        from .exchange import Exchange

        exchange = self._exchange = self._exchange or Exchange()
        if self._by_proxy:
            target = f"http://{self._server.authority()}{target}"
        said = {name.lower() for name, _ in headers}
        usual = [("Host", self._server.authority()), *_usual(len(body))]
        headers = [*headers, *(header for header in usual if header[0].lower() not in said)]
        self._unsent = memoryview(exchange.ask(method, target, headers, body))
        self.status, self.head, self._end = REQUESTING, None, None
        self._send()
        self._watch_on()

    def _send(self) -> None:
        try:
            while self._unsent:
                self._unsent = self._unsent[self._socket.send(self._unsent) :]
        except (BlockingIOError, InterruptedError):
            pass
        except OSError:  # the answer may be there all the same, and says why the server reads no more
            self._unsent, self._is_broken = memoryview(b""), True

    def _await_head(self) -> None:
        self._send()
        while self.status == REQUESTING:
            event = self._next()
            if isinstance(event, Head):
                self.head, self.status = event, BODY
                self._take_in()
                self._end_if_all_is_read()
            elif self.status == REQUESTING and not self._receive(RECEIVE_SIZE):
                break

    def read(self, size: int) -> bytes:
        """Return up to `size` bytes of the body, while the status is BODY: none if nothing has come."""
        if len(self._unread) < size and not self._take_in() and self._end is None and self._receive(size):
            self._take_in()
        part, self._unread = self._unread[:size], self._unread[size:]
        self._end_if_all_is_read()
        self._watch_on()
        return part

    def _take_in(self) -> bool:
        """Take the next pieces of the body out of what was received; return False if there are none."""
        parts = [self._unread]
        while len(parts) <= EVENTS_AT_ONCE and isinstance(event := self._next(), bytes):
            parts.append(event)
        self._unread = b"".join(parts)
        return len(parts) > 1

    def _next(self) -> Head | bytes | None:
        """Return what comes next, None if more has to be received, and at the end, good or bad."""
        assert self._exchange is not None
        try:
            event = self._exchange.next()
        except HttpError as error:
            self._fail(CONNECTION_ERROR, str(error))
            return None
        if isinstance(event, End):
            self._end = event.reusable and not (self._unsent or self._is_broken)
            return None
        return event

    def _receive(self, size: int) -> bool:
        """Read once; return False if there is nothing."""
        assert self._exchange is not None
        if self._socket is None:  # it has failed just now
            return False
        try:
            self._exchange.receive(self._socket.recv(size))
        except (BlockingIOError, InterruptedError):
            return False
        except OSError as error:
            self._fail(CONNECTION_ERROR, error.strerror or str(error))
            return False
        return True

    def _end_if_all_is_read(self) -> None:
        if self._end is None or self._unread or self.status != BODY:
            return
        if self._end:
            self.status = CONNECTED
        else:
            self.close()

    # -- Ending --------------------------------------------------------------------------------

    def _fail(self, status: int, why: str) -> None:
        self.close()
        self.status, self.why = status, why

    def close(self) -> None:
        """Close it, in whatever state."""
        if self._way is not None:
            self._way.cancel()
            self._way = None
        if self._watch is not None:
            self._watch.close()
            self._watch = None
        if self._socket is not None:
            self._socket.close()
            self._socket = None
        self.inbox.clear()
        self.status = DISCONNECTED


def _usual(size: int) -> list[tuple[str, str]]:
    """Return the headers that Godot sends with a body of that size unless the script has such itself."""
    from engine.system.engine import Engine

    version = "{major}.{minor}.{patch}.{status}.{build}".format(**Engine.get_version_info())
    sent = [("User-Agent", f"GodotEngine/{version} ({system_name()})"), ("Accept", "*/*")]
    return [("Content-Length", str(size)), *sent] if size else sent
