"""HTTPClient: an HTTP connection that a script polls and reads by hand."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Any

from engine import (
    ERR_INVALID_PARAMETER,
    ERR_UNAVAILABLE,
    ERR_UNCONFIGURED,
    FAILED,
    OK,
    Error,
    Object,
    PoolByteArray,
    PoolStringArray,
    ScriptError,
    push_error,
)
from engine.net.messages import MessageNetwork
from engine.net.poller import Poller
from engine.object.lifetime import guarded
from engine.object.property import Getter, Setter, getter, setter
from engine.scene.scene_tree import tree_of
from engine.variant.text import godot_str

from ..websocket.handshake_options import check_headers
from .answer import Head
from .connection import (
    BODY,
    CONNECTED,
    DISCONNECTED,
    REQUESTING,
    Connection,
    Server,
    network_of,
)

METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PATCH")
LEAST_CHUNK, MOST_CHUNK = 256, 1 << 24


class HTTPClient(Object):
    """Asks a server for one thing after another: `poll` it in each frame, and see what `get_status` says.

        client = HTTPClient()
        client.connect_to_host("example.org", -1, True)
        # in each frame, after `client.poll()`:
        if client.get_status() == HTTPClient.STATUS_CONNECTED:
            client.request(HTTPClient.METHOD_GET, "/", [])

    HTTPRequest does the same for who wants an answer and nothing else. A body comes as it was sent, packed
    if it was.

    Unlike Godot: it never waits, so there is no `blocking_mode_enabled`; `connection` is not there; after
    an answer that is the last on its connection the status is STATUS_DISCONNECTED, not STATUS_CONNECTED.
    Source: Godot 3.6's `HTTPClient` (`http_client.cpp`).
    """

    METHOD_GET = 0
    METHOD_HEAD = 1
    METHOD_POST = 2
    METHOD_PUT = 3
    METHOD_DELETE = 4
    METHOD_OPTIONS = 5
    METHOD_TRACE = 6
    METHOD_CONNECT = 7
    METHOD_PATCH = 8
    METHOD_MAX = 9
    STATUS_DISCONNECTED = 0
    STATUS_RESOLVING = 1
    STATUS_CANT_RESOLVE = 2
    STATUS_CONNECTING = 3
    STATUS_CANT_CONNECT = 4
    STATUS_CONNECTED = 5
    STATUS_REQUESTING = 6
    STATUS_BODY = 7
    STATUS_CONNECTION_ERROR = 8
    STATUS_SSL_HANDSHAKE_ERROR = 9
    RESPONSE_CONTINUE = 100
    RESPONSE_SWITCHING_PROTOCOLS = 101
    RESPONSE_PROCESSING = 102
    RESPONSE_OK = 200
    RESPONSE_CREATED = 201
    RESPONSE_ACCEPTED = 202
    RESPONSE_NON_AUTHORITATIVE_INFORMATION = 203
    RESPONSE_NO_CONTENT = 204
    RESPONSE_RESET_CONTENT = 205
    RESPONSE_PARTIAL_CONTENT = 206
    RESPONSE_MULTI_STATUS = 207
    RESPONSE_ALREADY_REPORTED = 208
    RESPONSE_IM_USED = 226
    RESPONSE_MULTIPLE_CHOICES = 300
    RESPONSE_MOVED_PERMANENTLY = 301
    RESPONSE_FOUND = 302
    RESPONSE_SEE_OTHER = 303
    RESPONSE_NOT_MODIFIED = 304
    RESPONSE_USE_PROXY = 305
    RESPONSE_SWITCH_PROXY = 306
    RESPONSE_TEMPORARY_REDIRECT = 307
    RESPONSE_PERMANENT_REDIRECT = 308
    RESPONSE_BAD_REQUEST = 400
    RESPONSE_UNAUTHORIZED = 401
    RESPONSE_PAYMENT_REQUIRED = 402
    RESPONSE_FORBIDDEN = 403
    RESPONSE_NOT_FOUND = 404
    RESPONSE_METHOD_NOT_ALLOWED = 405
    RESPONSE_NOT_ACCEPTABLE = 406
    RESPONSE_PROXY_AUTHENTICATION_REQUIRED = 407
    RESPONSE_REQUEST_TIMEOUT = 408
    RESPONSE_CONFLICT = 409
    RESPONSE_GONE = 410
    RESPONSE_LENGTH_REQUIRED = 411
    RESPONSE_PRECONDITION_FAILED = 412
    RESPONSE_REQUEST_ENTITY_TOO_LARGE = 413
    RESPONSE_REQUEST_URI_TOO_LONG = 414
    RESPONSE_UNSUPPORTED_MEDIA_TYPE = 415
    RESPONSE_REQUESTED_RANGE_NOT_SATISFIABLE = 416
    RESPONSE_EXPECTATION_FAILED = 417
    RESPONSE_IM_A_TEAPOT = 418
    RESPONSE_MISDIRECTED_REQUEST = 421
    RESPONSE_UNPROCESSABLE_ENTITY = 422
    RESPONSE_LOCKED = 423
    RESPONSE_FAILED_DEPENDENCY = 424
    RESPONSE_UPGRADE_REQUIRED = 426
    RESPONSE_PRECONDITION_REQUIRED = 428
    RESPONSE_TOO_MANY_REQUESTS = 429
    RESPONSE_REQUEST_HEADER_FIELDS_TOO_LARGE = 431
    RESPONSE_UNAVAILABLE_FOR_LEGAL_REASONS = 451
    RESPONSE_INTERNAL_SERVER_ERROR = 500
    RESPONSE_NOT_IMPLEMENTED = 501
    RESPONSE_BAD_GATEWAY = 502
    RESPONSE_SERVICE_UNAVAILABLE = 503
    RESPONSE_GATEWAY_TIMEOUT = 504
    RESPONSE_HTTP_VERSION_NOT_SUPPORTED = 505
    RESPONSE_VARIANT_ALSO_NEGOTIATES = 506
    RESPONSE_INSUFFICIENT_STORAGE = 507
    RESPONSE_LOOP_DETECTED = 508
    RESPONSE_NOT_EXTENDED = 510
    RESPONSE_NETWORK_AUTH_REQUIRED = 511

    _connection_: Connection | None = None
    _poller_: Poller | None = None
    """The one that was opened for this alone, where no tree runs."""
    _home_: Poller
    """Who watches the connection."""
    _has_headers_: bool = False
    _read_chunk_size_: int = 65536
    _http_proxy_: tuple[str, int] | None = None
    _https_proxy_: tuple[str, int] | None = None

    # -- Connecting ----------------------------------------------------------------------------

    def connect_to_host(
        self, host: str, port: int = -1, use_ssl: bool = False, verify_host: bool = True
    ) -> Error:
        """Begin to connect: STATUS_CONNECTED follows from `poll`, or the status that says what is wrong.

        A `port` of -1 is 80, or with `use_ssl` 443. `host` may begin with `http://` or `https://`. Returns
        ERR_INVALID_PARAMETER for no host, ERR_UNAVAILABLE where there are no sockets.
        """
        self.close()
        name, tls = host, use_ssl
        for scheme in ("http://", "https://"):
            if host.lower().startswith(scheme):
                name, tls = host[len(scheme) :], tls or scheme == "https://"
        if not name or "/" in name or port > 65535:
            push_error(f'connect_to_host: {host!r} with port {port} is no host: write `"example.org", 80`.')
            return ERR_INVALID_PARAMETER
        server = Server(name.strip("[]"), (443 if tls else 80) if port < 0 else port, tls, verify_host)
        tree = tree_of(None)
        network = network_of(tree)
        if isinstance(network, MessageNetwork):
            push_error(
                "connect_to_host: there are no sockets here, as in a page of a browser: use HTTPRequest."
            )
            return ERR_UNAVAILABLE
        if tree is None:
            self._poller_ = Poller()
        poller = tree.poller if tree is not None else self._poller_
        assert poller is not None
        self._connection_ = Connection(
            network, poller, server, self._https_proxy_ if tls else self._http_proxy_
        )
        self._home_ = poller
        return OK

    def close(self) -> None:
        """Close the connection."""
        if self._connection_ is not None:
            self._connection_.close()
            self._connection_ = None
        if self._poller_ is not None:
            self._poller_.close()
            self._poller_ = None

    def poll(self) -> Error:
        """Go on without waiting. ERR_UNCONFIGURED before `connect_to_host`, FAILED when it failed."""
        connection = self._connection_
        if connection is None:
            return ERR_UNCONFIGURED
        self._home_.collect()
        before = connection.status
        connection.poll(time.monotonic())
        self._has_headers_ |= before == REQUESTING and connection.head is not None
        return FAILED if connection.why else OK

    def get_status(self) -> int:
        """Return where it is: STATUS_CONNECTED when it can be asked, STATUS_BODY with a body to read."""
        return self._connection_.status if self._connection_ is not None else DISCONNECTED

    def set_http_proxy(self, host: str, port: int) -> None:
        """Go by an HTTP proxy to servers without TLS; an empty host, or a port of -1, is none."""
        self._http_proxy_ = (host, port) if host and port >= 0 else None

    def set_https_proxy(self, host: str, port: int) -> None:
        """Go by an HTTP proxy to servers with TLS; an empty host, or a port of -1, is none."""
        self._https_proxy_ = (host, port) if host and port >= 0 else None

    # -- Asking --------------------------------------------------------------------------------

    def request(self, method: int, url: str, headers: Sequence[str], body: str = "") -> Error:
        """Ask for something: `url` is its path, "/index.html?q=1", `headers` are lines "Name: value".

        Returns ERR_INVALID_PARAMETER, with an error in the log, unless the status is STATUS_CONNECTED, and
        for what cannot be sent.
        """
        return self._request_("request", method, url, headers, body.encode())

    def request_raw(self, method: int, url: str, headers: Sequence[str], body: bytes) -> Error:
        """Ask for something with a body of bytes: see `request`."""
        return self._request_("request_raw", method, url, headers, bytes(body))

    def _request_(self, name: str, method: int, url: str, headers: Sequence[str], body: bytes) -> Error:
        connection = self._connection_
        try:
            if connection is None or connection.status != CONNECTED:
                raise ScriptError("wait for STATUS_CONNECTED before: `poll` in each frame.")
            connection.ask(method_name(method), escaped(url), check_headers(headers), body)
        except ScriptError as error:
            push_error(f"{name}: {error}")
            return ERR_INVALID_PARAMETER
        self._has_headers_ = False
        return OK

    def query_string_from_dict(self, fields: Mapping[Any, Any]) -> str:
        """Return what follows the "?" of an URL: "a=1&b=x%20y". Lists repeat the key, None gives it alone."""
        from urllib.parse import quote

        parts = []
        for key, value in fields.items():
            name = quote(godot_str(key), safe="")
            values = value if isinstance(value, list | tuple) else [value]
            parts += [name if one is None else f"{name}={quote(godot_str(one), safe='')}" for one in values]
        return "&".join(parts)

    # -- The answer ----------------------------------------------------------------------------

    def has_response(self) -> bool:
        """Return True if there are headers of an answer, which have not been asked for yet."""
        return self._has_headers_

    def get_response_code(self) -> int:
        """Return the code of the answer, RESPONSE_OK (200) say; 0 without."""
        head = self._head_
        return head.code if head is not None else 0

    def get_response_body_length(self) -> int:
        """Return the bytes of the body as the server says, -1 if it does not."""
        head = self._head_
        return head.length if head is not None else -1

    def is_response_chunked(self) -> bool:
        """Return True if the body comes in chunks."""
        head = self._head_
        return head is not None and head.chunked

    def get_response_headers(self) -> PoolStringArray:
        """Return the header lines of the answer, once, as in Godot."""
        head, has = self._head_, self._has_headers_
        self._has_headers_ = False
        return PoolStringArray(head.headers if head is not None and has else [])

    def get_response_headers_as_dictionary(self) -> dict[str, str]:
        """Return the headers of the answer by their names, once, as in Godot; of equal ones the last."""
        lines = (line.partition(": ") for line in self.get_response_headers())
        return {name: value for name, _, value in lines}

    def read_response_body_chunk(self) -> PoolByteArray:
        """Return what has come of the body, up to `read_chunk_size` bytes: until the status is another."""
        connection = self._connection_
        if connection is None or connection.status != BODY:
            push_error(
                "read_response_body_chunk: there is a body only while `get_status()` is STATUS_BODY."
                " Call `poll()` until it is."
            )
            return PoolByteArray()
        return PoolByteArray(connection.read(self._read_chunk_size_))

    @property
    def read_chunk_size(self) -> int:
        """Bytes that `read_response_body_chunk` returns at the most: 256 or more."""
        return self._read_chunk_size_

    @read_chunk_size.setter
    @guarded
    def read_chunk_size(self, bytes: int) -> None:
        if not LEAST_CHUNK <= bytes <= MOST_CHUNK:
            raise ScriptError(f"read_chunk_size is from {LEAST_CHUNK} to {MOST_CHUNK} bytes, not {bytes!r}.")
        self._read_chunk_size_ = bytes

    set_read_chunk_size: Setter[int] = setter("read_chunk_size", "bytes")
    get_read_chunk_size: Getter[int] = getter("read_chunk_size")

    @property
    def blocking_mode_enabled(self) -> bool:
        """False: it never waits."""
        return False

    @blocking_mode_enabled.setter
    @guarded
    def blocking_mode_enabled(self, enabled: bool) -> None:
        if enabled:
            raise ScriptError(
                f"An HTTPClient never waits: blocking_mode_enabled cannot be {enabled!r}. Leave it out, and"
                " `poll` each frame."
            )

    set_blocking_mode: Setter[bool] = setter("blocking_mode_enabled", "enabled")
    is_blocking_mode_enabled: Getter[bool] = getter("blocking_mode_enabled")

    @property
    def _head_(self) -> Head | None:
        return self._connection_.head if self._connection_ is not None else None

    def __del__(self) -> None:
        self.close()


def method_name(method: int) -> str:
    """Return what a METHOD_… is called in a request. ScriptError for another number."""
    if type(method) is not int or method not in range(len(METHODS)):
        raise ScriptError(f"there is no method {method!r}: write HTTPClient.METHOD_GET, METHOD_POST …")
    return METHODS[method]


def escaped(path: str) -> str:
    """Return a path as it can be sent: in Godot, one with a blank in it makes a request that is none."""
    from urllib.parse import quote

    return quote(path, safe="".join(map(chr, range(33, 127))))
