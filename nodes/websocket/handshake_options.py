"""What a script may ask for in a handshake: header lines and sub-protocols."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from engine import ScriptError

_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # RFC 9110 section 5.1
_VALUE = re.compile(r"[\t\x20-\x7e\x80-\xff]*")  # RFC 9110 section 5.5


def check_headers(headers: Sequence[str] | None) -> list[tuple[str, str]]:
    """Return header lines such as `"X-Token: abc"` as names and values. Raises ScriptError."""
    found = []
    for line in _texts(headers, "headers", "lines"):
        name, colon, value = line.partition(":")
        if not colon or not name.strip() or not _is_one_line(line):
            raise ScriptError(f'{line!r} is not a header. Write one line for each, as "Name: value".')
        found.append((name.strip(), value.strip()))
    return found


def is_header(name: object, value: object) -> bool:
    """Return True for what can be sent as a header without becoming two, or none (CWE-113)."""
    if not isinstance(name, str) or not isinstance(value, str):
        return False
    return _NAME.fullmatch(name) is not None and _VALUE.fullmatch(value) is not None


def check_protocols(protocols: Sequence[str] | None) -> list[str]:
    """Return sub-protocols without the spaces around them. Raises ScriptError for what cannot be one."""
    names = [name.strip() for name in _texts(protocols, "protocols", "names")]
    for name in names:
        if not name or not _is_one_line(name) or any(c in name for c in ' ,;"'):
            raise ScriptError(f"{name!r} cannot be a sub-protocol: it is a word without spaces and commas.")
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


def _is_one_line(text: str) -> bool:
    return not any(c in text for c in "\r\n\0")
