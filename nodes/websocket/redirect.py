"""Redirects: a server that answers a client with where to go in its place."""

from __future__ import annotations

import re

from engine import ScriptError

from .link import LinkRequest
from .log import shown, without_password
from .url import Url, parse_url

MOST = 10
"""Redirects that are followed from one `connect_to_url`, as `websockets` has it."""

_STATUS = re.compile(rb"HTTP/\d\.\d 30[012378](?!\d)")
_LOCATION = re.compile(rb"\r\nlocation:[\t ]*([^\r\n]*)", re.IGNORECASE)


def location_in(head: bytes) -> str:
    """Return where a server's answer says that it has moved to, "" if it does not."""
    found = _LOCATION.search(head) if _STATUS.match(head) else None
    return found[1].decode(errors="replace").strip() if found is not None else ""


class Redirects:
    """What a client asks for, and of whom, from one redirect to the next; it has until `until`."""

    def __init__(self, request: LinkRequest, until: float) -> None:
        self.request: LinkRequest = request
        self.until: float = until
        self._followed = 0

    def follow(self, location: str) -> str:
        """Make it a request to `location`; return the URL for a log line.

        A user, a password and headers of the script's own go no further than to the same server, or
        from its port 80 to TLS on its port 443. Raises ScriptError with the reason where it is not followed.
        """
        from urllib.parse import urljoin

        self._followed += 1
        if self._followed > MOST:
            raise ScriptError(f"not followed: it is one redirect more than {MOST}")
        old = self.request.url
        try:
            text = re.sub("^http", "ws", urljoin(address_of(old), location), flags=re.IGNORECASE)
            new = parse_url(text)
        except (ScriptError, ValueError) as error:  # ValueError: half a bracket
            raise ScriptError(f"not followed: {shown(str(error))}") from error
        if old.secure and not new.secure:
            raise ScriptError("not followed: that is without TLS")
        headers = self.request.headers
        if not is_same_server(old, new):
            headers = []
        elif new.username is None:
            new = new._replace(username=old.username, password=old.password)
        self.request = self.request._replace(url=new, headers=headers)
        return shown(without_password(text))


def address_of(url: Url) -> str:
    """Return a URL without its user, with the scheme of HTTP, by which relative ones are resolved."""
    host = f"[{url.host}]" if ":" in url.host else url.host
    query = f"?{url.query}" if url.query else ""
    return f"{'https' if url.secure else 'http'}://{host}:{url.port}{url.path}{query}"


def is_same_server(old: Url, new: Url) -> bool:
    """Return True if it is the same one, or port 443 with TLS of what was port 80."""
    if old.host.lower() != new.host.lower():
        return False
    return (old.secure, old.port) == (new.secure, new.port) or (
        (old.secure, old.port, new.secure, new.port) == (False, 80, True, 443)
    )
