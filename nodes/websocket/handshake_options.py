"""What a script may ask for in a handshake: header lines and sub-protocols."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from engine import ScriptError

_NAME = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"  # a token: RFC 9110 section 5.6.2
_VALUE = r"[^\x00-\x08\x0a-\x1f\x7f\ud800-\udfff]*"  # RFC 9110 section 5.5, in UTF-8


def check_headers(headers: Sequence[str] | None) -> list[tuple[str, str]]:
    """Return header lines such as `"X-Token: abc"` as names and values. Raises ScriptError."""
    found = []
    for line in _texts(headers, "headers", "lines"):
        name, colon, value = line.partition(":")
        if not colon or not is_header(name.strip(), value.strip()):
            raise ScriptError(f'{line!r} is not a header. Write one line for each, as "Name: value".')
        found.append((name.strip(), value.strip()))
    return found


def is_header(name: object, value: object) -> bool:
    """Return True for what can be sent as a header without becoming two, or none (CWE-113)."""
    if not isinstance(name, str) or not isinstance(value, str):
        return False
    return re.fullmatch(_NAME, name) is not None and re.fullmatch(_VALUE, value) is not None


def check_protocols(protocols: Sequence[str] | None) -> list[str]:
    """Return sub-protocols without the spaces around them. Raises ScriptError for what cannot be one."""
    names = [name.strip() for name in _texts(protocols, "protocols", "names")]
    for name in names:
        if not re.fullmatch(_NAME, name):  # RFC 6455 section 4.1
            raise ScriptError(
                f"{name!r} cannot be a sub-protocol: it is a word of letters, digits, dots and dashes."
            )
    return names


def _texts(given: object, what: str, items: str) -> Sequence[str]:
    """Return what a script gave as a list of texts; None is none at all. Raises ScriptError."""
    if given is None:
        return ()
    if isinstance(given, str):
        raise ScriptError(f"{what} is a list of {items}: write [{given!r}].")
    found = list(given) if isinstance(given, Iterable) and not isinstance(given, Mapping) else [given]
    texts = [item for item in found if isinstance(item, str)]
    if len(texts) < len(found):
        raise ScriptError(f"{what} is a list of {items}, which are texts, not {given!r}.")
    return texts
