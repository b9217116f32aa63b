"""URLs of WebSockets, read as Godot 3.6 reads them, and those of HTTP in the same way."""

from __future__ import annotations

import re
from typing import NamedTuple

from engine import ScriptError

from .log import without_password

_MISTYPED = r"(?i)(wss?|https?)(:/|[.;]?//|:(?!\d|[^/]*@))[:/]*"
"""A scheme in the place of the host: it would be taken for a host of that name, without TLS."""
_SAFE = "%/:?#[]@!$&'()*+,;=~-._"
WEBSOCKET: tuple[str, str] = ("ws", "wss")


class Url(NamedTuple):
    """The parts of a URL, fit to be sent."""

    secure: bool
    """Whether it is TLS, as `wss://` says."""
    host: str
    """A name or an IP address, without brackets."""
    port: int
    path: str
    query: str
    username: str | None = None
    """Sent along with the password by Basic authentication (RFC 7617), unless it is None."""
    password: str | None = None


def parse_url(url: str, schemes: tuple[str, str] = WEBSOCKET, ports: tuple[int, int] = (80, 443)) -> Url:
    """Return the parts of `url`. Raises ScriptError if it cannot be one.

    `schemes`: that without TLS, which may be left out, and that with it; `ports`: where they are reached if
    the URL does not say. Scheme and host in any case;
    `user:password@` becomes a header (RFC 7617), as in browsers but not in Godot; a path beyond ASCII is
    escaped; a fragment is not sent (RFC 6455 section 3).
    """
    from urllib.parse import quote, unquote, urlsplit

    if not isinstance(url, str):
        raise ScriptError(f'{url!r} is not a URL: write a text such as "{schemes[0]}://host:port/path".')
    shown = repr(without_password(url))
    plain, over_tls = schemes
    if any(c <= " " or c == "\x7f" for c in url):
        raise ScriptError(f"{shown} is not a URL: it has a space or a line break in it.")
    scheme, separator, rest = url.partition("://")
    mistyped = re.match(_MISTYPED, rest if separator else url)
    if mistyped is not None:
        meant = over_tls if mistyped[1].lower() in ("wss", "https") else plain
        raise ScriptError(
            f"{shown} is not a URL: write {meant}://{without_password(mistyped.string[mistyped.end() :])}."
        )
    if not separator:
        scheme, url = plain, f"{plain}://{url}"
    if scheme.lower() not in schemes:
        raise ScriptError(f"{shown} begins with {scheme}://; write {plain}:// or, with TLS, {over_tls}://.")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise ScriptError(f"{shown} is not a URL: {error}.") from error
    secure = scheme.lower() == over_tls
    if not host:
        raise ScriptError(f"{shown} names no host: write {plain}://host:port/path.")
    if port == 0:
        raise ScriptError(f"{shown} has port 0, which nothing can listen on.")
    try:
        host = host.encode("idna").decode() if not host.isascii() else host
    except UnicodeError as error:
        raise ScriptError(f"{shown} has no valid host name: {error}.") from error
    if not re.fullmatch(r"[\w.:%~-]+", host, re.ASCII):
        raise ScriptError(f"{shown} has no valid host name: {host!r}.")
    if parts.username is not None and ":" in unquote(parts.username):
        raise ScriptError("A user name in a URL cannot have a colon in it (RFC 7617 section 2).")
    return Url(
        secure,
        host,
        port or ports[secure],
        quote(parts.path, safe=_SAFE) or "/",
        quote(parts.query, safe=_SAFE),
        unquote(parts.username) if parts.username is not None else None,
        unquote(parts.password or "") if parts.username is not None else None,
    )
