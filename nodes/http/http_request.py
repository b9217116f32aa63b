"""HTTPRequest: asks a server for something, and says with a signal what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from typing import TYPE_CHECKING, Final

from engine import (
    ERR_BUSY,
    ERR_INVALID_PARAMETER,
    ERR_UNAVAILABLE,
    ERR_UNCONFIGURED,
    OK,
    Error,
    Node,
    PoolByteArray,
    PoolStringArray,
    ScriptError,
    Signal,
    push_error,
)
from engine.net.messages import MessageNetwork, UnavailableError
from engine.object.property import Field, Getter, Property, Setter, getter, setter
from engine.scene.notified import notified

from ..checked import checked_text
from ..websocket.handshake_options import check_headers
from .connection import DISCONNECTED, network_of
from .http_client import LEAST_CHUNK, MOST_CHUNK, method_name
from .outcome import TIMEOUT, Outcome, Wanted, log
from .transfer import Transfer, parse_http_url

if TYPE_CHECKING:
    from typing import Unpack

    from engine.net.network import Network
    from engine.net.poller import Poller
    from engine.scene.node import NodeKeywords
    from engine.scene.timers import SceneTreeTimer

    from .fetch_transfer import FetchTransfer

    class HTTPRequestKeywords(NodeKeywords, total=False):
        """What `HTTPRequest(…)` takes by name."""

        download_file: str
        download_chunk_size: int
        use_threads: bool
        body_size_limit: int
        max_redirects: int
        timeout: float


def _chunk_size(node: object, name: str, size: int) -> int:
    if not LEAST_CHUNK <= size <= MOST_CHUNK:
        raise ScriptError(f"{node!r}: {name} is from {LEAST_CHUNK} to {MOST_CHUNK} bytes, not {size!r}.")
    return int(size)


def _seconds(node: object, name: str, seconds: float) -> float:
    if not seconds >= 0:
        raise ScriptError(f"{node!r}: {name} is 0 (never) or more seconds, not {seconds!r}.")
    return seconds


def _begun(network: Network | MessageNetwork, poller: Poller, wanted: Wanted) -> Transfer | FetchTransfer:
    """Begin to ask, over sockets or where a browser does it."""
    if isinstance(network, MessageNetwork):
        from .fetch_transfer import FetchTransfer

        return FetchTransfer(network, poller, wanted)
    return Transfer(network, poller, wanted)


class HTTPRequest(Node):
    """Asks a server for something: `request`, then `request_completed` says what came of it.

        async def _ready(self):
            asked = self.add_child(HTTPRequest(timeout=10.0))
            if asked.request("https://example.org/scores.json") == OK:
                result, code, headers, body = await asked.request_completed

    The signal comes once, in a later frame, and not at all if the request is cancelled or the node leaves
    the tree before. In `result` is RESULT_SUCCESS for every answer that is complete, 404 as well.

    Unlike Godot: 303, 307 and 308 are followed as 301 and 302 are, 303 with a GET; nothing is followed from
    https to http, where the script gets the answer that says so, and of the script's own headers no more
    than Accept, Accept-Language, Content-Type and User-Agent go to another server. A body that comes packed
    with gzip or deflate is unpacked, up to `body_size_limit` or 64 MiB, unless the script asked for it with
    Accept-Encoding and so unpacks it itself; RESULT_REQUEST_FAILED says that it cannot be. 204 and 304, what
    follows a 100, HTTP/1.0 without a length and chunks with extensions are answers like others. What is no
    HTTP, and a body that ends too early, is RESULT_CONNECTION_ERROR. Blanks in a URL are escaped, those
    around the values of headers cut.

    In a page the browser asks: it follows redirects as it likes, unpacks, wants certificates that it trusts
    in any case, and goes by proxies of its own. A server has to let the page ask (CORS), and the names of
    headers are in lower case.

    Source: Godot 3.6's `HTTPRequest` (`http_request.cpp`).
    """

    RESULT_SUCCESS = 0
    RESULT_CHUNKED_BODY_SIZE_MISMATCH = 1
    RESULT_CANT_CONNECT = 2
    RESULT_CANT_RESOLVE = 3
    RESULT_CONNECTION_ERROR = 4
    RESULT_SSL_HANDSHAKE_ERROR = 5
    RESULT_NO_RESPONSE = 6
    RESULT_BODY_SIZE_LIMIT_EXCEEDED = 7
    RESULT_REQUEST_FAILED = 8
    RESULT_DOWNLOAD_FILE_CANT_OPEN = 9
    RESULT_DOWNLOAD_FILE_WRITE_ERROR = 10
    RESULT_REDIRECT_LIMIT_REACHED = 11
    RESULT_TIMEOUT = 12

    request_completed: Final = Signal[int, int, PoolStringArray, PoolByteArray](
        "result", "response_code", "headers", "body"
    )

    download_file: Property[str] = Field("", checked_text, doc="A path to write the body to, if any.")
    set_download_file: Setter[str] = setter(download_file, "path")
    get_download_file: Getter[str] = getter(download_file)

    download_chunk_size: Property[int] = Field(
        65536, _chunk_size, doc="Bytes that are read at once, at the most: 256 or more."
    )
    set_download_chunk_size: Setter[int] = setter(download_chunk_size)
    get_download_chunk_size: Getter[int] = getter(download_chunk_size)

    use_threads: bool = False
    """Changes nothing: frames do not wait for a request in any case."""
    set_use_threads: Setter[bool] = setter("use_threads", "enable")
    is_using_threads: Getter[bool] = getter("use_threads")

    body_size_limit: int = -1
    """Bytes of a body at the most, or RESULT_BODY_SIZE_LIMIT_EXCEEDED; -1 is as many as come."""
    set_body_size_limit: Setter[int] = setter("body_size_limit", "bytes")
    get_body_size_limit: Getter[int] = getter("body_size_limit")

    max_redirects: int = 8
    """How often an answer that says to ask elsewhere is followed; -1 is as often as it does."""
    set_max_redirects: Setter[int] = setter("max_redirects", "amount")
    get_max_redirects: Getter[int] = getter("max_redirects")

    timeout: Property[float] = Field(
        0.0, _seconds, doc="Seconds from `request` to RESULT_TIMEOUT; 0 waits for ever."
    )
    set_timeout: Setter[float] = setter(timeout)
    get_timeout: Getter[float] = getter(timeout)

    _download_file_: str
    _download_chunk_size_: int
    _timeout_: float
    _transfer_: Transfer | FetchTransfer | None = None
    _timer_: SceneTreeTimer | None = None
    _proxies_: dict[bool, tuple[str, int]] | None = None
    _size_: int = -1
    _received_: int = 0

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[HTTPRequestKeywords]) -> None: ...

    def request(
        self,
        url: str,
        custom_headers: Sequence[str] | None = (),
        ssl_validate_domain: bool = True,
        method: int = 0,
        request_data: str = "",
    ) -> Error:
        """Begin to ask; `request_completed` follows.

        `url`: `http://host:port/path`, `https://…` for TLS; `user:password@` before the host becomes a header
        `Authorization: Basic`. `custom_headers`: lines such as `"X-Token: abc"`. `method`:
        HTTPClient.METHOD_GET and its like.

        Returns ERR_UNCONFIGURED outside the tree, ERR_BUSY while one request runs, ERR_INVALID_PARAMETER for
        what cannot be asked, ERR_UNAVAILABLE for what may not be, as a page that came over https may ask
        nothing without; each with an error in the log.
        """
        return self._request_(
            "request", url, custom_headers, ssl_validate_domain, method, request_data.encode()
        )

    def request_raw(
        self,
        url: str,
        custom_headers: Sequence[str] | None = (),
        ssl_validate_domain: bool = True,
        method: int = 0,
        request_data_raw: bytes = b"",
    ) -> Error:
        """Begin to ask with a body of bytes: see `request`."""
        return self._request_(
            "request_raw", url, custom_headers, ssl_validate_domain, method, bytes(request_data_raw)
        )

    def _request_(
        self, name: str, url: str, headers: Sequence[str] | None, verify: bool, method: int, body: bytes
    ) -> Error:
        tree = self._tree_
        if tree is None:
            push_error(f"{name}: add {self!r} to the tree before.")
            return ERR_UNCONFIGURED
        if self._transfer_ is not None:
            push_error(
                f"{name}: {self!r} asks for something already: wait for `request_completed`, or cancel."
            )
            return ERR_BUSY
        try:
            wanted = Wanted(
                url=parse_http_url(url),
                method=method_name(method),
                headers=check_headers(headers),
                body=body,
                verify=verify,
                max_redirects=self.max_redirects,
                body_size_limit=self.body_size_limit,
                chunk_size=self._download_chunk_size_,
                download_file=self._download_file_,
                proxies=self._proxies_ or {},
            )
            self._transfer_ = _begun(network_of(tree), tree.poller, wanted)
        except ScriptError as error:
            push_error(f"{name}: {error}")
            return ERR_INVALID_PARAMETER
        except UnavailableError as error:
            push_error(f"{name}: {error}")
            return ERR_UNAVAILABLE
        self._size_, self._received_ = -1, 0
        tree.add_network_node(self, self._go_on_, self._idle_time_)
        if self._timeout_:
            self._timer_ = tree.create_timer(self._timeout_)
            self._timer_.timeout.connect(self._give_up_)
        return OK

    def cancel_request(self) -> None:
        """End the request, if one runs. Nothing is told."""
        transfer, self._transfer_ = self._transfer_, None
        if transfer is None:
            return
        self._size_, self._received_ = transfer.size, transfer.received
        transfer.close()
        if self._timer_ is not None:
            self._timer_.timeout.disconnect(self._give_up_)
            self._timer_ = None
        assert self._tree_ is not None  # it is cancelled before it leaves
        self._tree_.remove_network_node(self)

    @notified(Node.NOTIFICATION_EXIT_TREE)
    def _leave_tree_(self) -> None:
        self.cancel_request()

    def _go_on_(self) -> None:
        transfer, tree = self._transfer_, self._tree_
        assert transfer is not None
        assert tree is not None
        outcome = transfer.poll(tree.clock())
        if outcome is not None:
            self._complete_(outcome)

    def _idle_time_(self) -> float:
        transfer = self._transfer_
        assert transfer is not None
        return 0.0 if transfer.is_due else inf

    def _give_up_(self) -> None:
        assert self._transfer_ is not None
        log.warning("%s: no answer within %g seconds", self._transfer_.wanted.name, self._timeout_)
        self._timer_ = None
        self._complete_(Outcome(TIMEOUT))

    def _complete_(self, outcome: Outcome) -> None:
        self.cancel_request()
        self.request_completed.emit(
            outcome.result, outcome.code, PoolStringArray(outcome.headers), PoolByteArray(outcome.body)
        )

    def get_body_size(self) -> int:
        """Return the bytes of the body as the server says, -1 if it does not."""
        return self._transfer_.size if self._transfer_ is not None else self._size_

    def get_downloaded_bytes(self) -> int:
        """Return the bytes of the body that have come."""
        return self._transfer_.received if self._transfer_ is not None else self._received_

    def get_http_client_status(self) -> int:
        """Return where it is: HTTPClient.STATUS_CONNECTING, STATUS_BODY and so on."""
        return self._transfer_.status if self._transfer_ is not None else DISCONNECTED

    def set_http_proxy(self, host: str, port: int) -> None:
        """Go by an HTTP proxy to servers without TLS; an empty host, or a port of -1, is none."""
        self._set_proxy_(False, host, port)

    def set_https_proxy(self, host: str, port: int) -> None:
        """Go by an HTTP proxy to servers with TLS; an empty host, or a port of -1, is none."""
        self._set_proxy_(True, host, port)

    def _set_proxy_(self, for_tls: bool, host: str, port: int) -> None:
        proxies = {kind: proxy for kind, proxy in (self._proxies_ or {}).items() if kind != for_tls}
        self._proxies_ = {**proxies, for_tls: (host, port)} if host and port >= 0 else proxies
