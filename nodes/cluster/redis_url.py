"""The URL of a store in Redis or Valkey: `rediss://user:password@host:6379/0?ssl_ca_certs=/etc/ca.pem`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from engine import ScriptError

from ..websocket.url import parse_url
from .redis_link import Greeting

if TYPE_CHECKING:
    import ssl

SCHEMES = "redis", "rediss"
PORT = 6379
_FILES = "ssl_ca_certs", "ssl_certfile", "ssl_keyfile"
"""What may stand in the query, as redis-py has it."""


class RedisUrl(NamedTuple):
    """Where Redis is, and who we are there."""

    over_tls: bool
    host: str
    port: int
    greeting: Greeting
    ca_file: str = ""
    """PEM file with the authority that signed its certificate; without one those that the system trusts."""
    certificate_file: str = ""
    """PEM file with a certificate of our own, where the server wants one (`tls-auth-clients`)."""
    key_file: str = ""

    def __repr__(self) -> str:
        scheme, host = SCHEMES[self.over_tls], f"[{self.host}]" if ":" in self.host else self.host
        return f"{scheme}://{host}:{self.port}/{self.greeting.database}"  # without the password

    def tls_context(self) -> ssl.SSLContext:
        """Return the settings of TLS. Raises ScriptError for files that cannot be used."""
        from pathlib import Path

        from ..websocket.socket_link.tls import client_context

        try:
            trusted = Path(self.ca_file).read_text("ascii") if self.ca_file else ""
            context = client_context(verify=True, trusted=trusted)
            if self.certificate_file:
                context.load_cert_chain(self.certificate_file, self.key_file or None)
        except (OSError, ValueError) as error:
            raise ScriptError(f"{self!r}: a file of its URL cannot be used: {error}") from error
        return context


def parse_redis_url(url: str) -> RedisUrl:
    """Return the parts of `url`. Raises ScriptError, which never shows a password, if it cannot be one."""
    from urllib.parse import parse_qsl

    shown = re.sub(r"//.*@", "//", url, flags=re.DOTALL)
    if "@" in "".join(re.split("[/?#]", url.partition("://")[2], maxsplit=1)[1:]):
        raise ScriptError(
            f"{shown!r} is no URL of a store: in a password / is written %2F, ? %3F, # %23 and @ %40."
        )
    parts = parse_url(url, SCHEMES, (PORT, PORT))
    database = parts.path.strip("/") or "0"
    if not re.fullmatch("[0-9]{1,4}", database, re.ASCII):
        raise ScriptError(f"{shown!r} is no URL of a store: after the host comes /0 or another number.")
    files = dict(parse_qsl(parts.query, keep_blank_values=True))
    if unknown := sorted(set(files) - set(_FILES)):
        raise ScriptError(f"{shown!r}: there is no {unknown[0]!r}; after ? may come {', '.join(_FILES)}.")
    if files and not parts.secure:
        raise ScriptError(f"{shown!r}: certificates are for TLS, write rediss://.")
    greeting = Greeting(parts.username or "", parts.password or "", int(database))
    return RedisUrl(parts.secure, parts.host, parts.port, greeting, *(files.get(name, "") for name in _FILES))
