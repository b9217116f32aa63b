"""TLS: the settings of both sides, and a socket that never blocks.

`ssl` is imported at the first use, by programs that use TLS alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from engine import ScriptError

if TYPE_CHECKING:
    import ssl


def client_context(verify: bool, trusted: str) -> ssl.SSLContext:
    """Return the settings of a client: whom it trusts.

    With `verify` the certificate has to be signed by an authority that the system trusts, or by
    `trusted` (PEM text) if there is any, and to be made out to the host of the URL. Raises ScriptError.
    """
    import ssl

    try:
        context = ssl.create_default_context(cadata=trusted or None)
    except ssl.SSLError as error:
        raise ScriptError(f"the trusted certificate cannot be used: {error.reason or error}") from error
    if not verify:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    elif trusted:
        context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN  # trusts the very certificate given
    return context


def server_context(certificate: str, key: str, chain: str = "") -> ssl.SSLContext:
    """Return the settings of a server: who it is. All are PEM text. Raises ScriptError."""
    import ssl
    import tempfile
    from pathlib import Path

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with tempfile.TemporaryDirectory() as directory:  # only this user can look into it
        certificate_file, key_file = Path(directory, "certificate"), Path(directory, "key")
        certificate_file.write_text(f"{certificate}\n{chain}")
        key_file.write_text(key)
        try:
            context.load_cert_chain(certificate_file, key_file)
        except ssl.SSLError as error:
            raise ScriptError(
                f"the certificate and the private key cannot be used together: {error.reason or error}"
            ) from error
    return context


class Advice(NamedTuple):
    """What is said to the script when a handshake fails."""

    refused: str
    """Of a certificate that is not trusted."""
    plain: str
    """Of a server that speaks no TLS."""


WEBSOCKET: Advice = Advice(
    "Set `trusted_ssl_certificate` to the server's certificate, or `verify_ssl = False` in a test.",
    "a server without it is reached by ws://",
)


class TlsSocket:
    """A connected socket with TLS on it, which behaves as a plain non-blocking one does.

    The handshake goes on in `recv` and `send`.
    """

    def __init__(
        self, sock: Any, context: ssl.SSLContext, server_name: str | None, advice: Advice = WEBSOCKET
    ) -> None:
        import ssl

        self._wants = (ssl.SSLWantReadError, ssl.SSLWantWriteError)
        self._want_write = ssl.SSLWantWriteError
        self._eof = (ssl.SSLZeroReturnError, ssl.SSLEOFError)
        self._failed = ssl.SSLError
        self._failure = ""
        self._advice = advice
        self._is_shaken = False
        self._blocked_by_write = {"recv": False, "send": False}
        sock.getpeername()  # raises if it has been reset; wrap_socket would not close its copy then
        self._socket = context.wrap_socket(
            sock,
            server_side=server_name is None,
            server_hostname=server_name,
            do_handshake_on_connect=False,
            suppress_ragged_eofs=True,
        )

    @property
    def wants_write(self) -> bool:
        """Whether the last reading or the last sending waits until something can be written."""
        return True in self._blocked_by_write.values()

    def _do(self, what: str, function: Any, argument: Any) -> Any:
        self._blocked_by_write[what] = False
        if self._failure:  # of a handshake that failed in `send`, reading is to tell why
            raise OSError(self._failure)
        try:
            if not self._is_shaken:
                self._socket.do_handshake()
                self._is_shaken = True
            return function(argument)
        except self._wants as error:
            self._blocked_by_write[what] = isinstance(error, self._want_write)
            raise BlockingIOError from None
        except self._eof:
            return None
        except self._failed as error:
            self._failure = f"TLS: {_explain(error, self._advice)}"
            raise OSError(self._failure) from error

    def shake_hands(self) -> None:
        """Go on with the handshake: BlockingIOError while it is not done, OSError where it failed."""
        self._do("recv", bool, None)
        if not self._is_shaken:
            raise OSError("TLS: the other side has closed the connection")

    def has_heard(self) -> bool:
        """Return True if a client has begun a handshake that is not done, if only with what is no TLS.

        One that is done says nothing yet: so do health checks find out that a port speaks TLS.
        """
        return bool(self._failure) or not (self._is_shaken or self._socket.shared_ciphers() is None)

    def recv(self, size: int) -> bytes:
        """Return up to `size` bytes; none at the end of the data."""
        return self._do("recv", self._socket.recv, size) or b""

    def recv_into(self, buffer: memoryview) -> int:
        """Receive into `buffer` and return how many bytes."""
        return self._do("recv", self._socket.recv_into, buffer) or 0

    def send(self, data: bytes) -> int:
        """Send as much of `data` as there is room for."""
        sent = self._do("send", self._socket.send, data)
        if sent is None:
            raise BrokenPipeError("TLS: the other side has closed the connection")
        return int(sent)

    def shutdown(self, how: int) -> None:
        """Say that no more will be sent. What still comes is read without TLS."""
        self._is_shaken = True
        self._socket.shutdown(how)

    def fileno(self) -> int:
        """Return the file descriptor."""
        return self._socket.fileno()

    def getpeername(self) -> Any:
        """Return the address of the other side."""
        return self._socket.getpeername()

    def close(self) -> None:
        """Close the socket."""
        self._socket.close()


_PLAIN = "WRONG_VERSION_NUMBER"
_MEANINGS = {
    "HTTP_REQUEST": " without TLS: the client has to write wss://",
    _PLAIN: ": the other side speaks no TLS; ",
}
"""What those errors of OpenSSL mean that come from a wrong URL."""


def _explain(error: Any, advice: Advice) -> str:
    """Return the cause of a failed handshake in words."""
    verify = getattr(error, "verify_message", "")
    if verify:
        return f"the certificate was refused: {verify}. {advice.refused}"
    reason = str(error.reason or error)
    said = reason.lower().replace("_", " ") + _MEANINGS.get(reason, "")
    return f"{said}{advice.plain}" if reason == _PLAIN else said
