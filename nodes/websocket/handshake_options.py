"""What a script may ask for in a handshake: header lines and sub-protocols."""

from __future__ import annotations

from collections.abc import Sequence

from engine import ScriptError


def check_headers(headers: Sequence[str]) -> list[tuple[str, str]]:
    """Return header lines such as `"X-Token: abc"` as names and values. Raises ScriptError."""
    found = []
    for line in headers:
        name, colon, value = line.partition(":")
        if not colon or not name.strip() or not _is_one_line(line):
            raise ScriptError(f'{line!r} is not a header. Write one line for each, as "Name: value".')
        found.append((name.strip(), value.strip()))
    return found


def check_protocols(protocols: Sequence[str]) -> list[str]:
    """Return sub-protocols without the spaces around them. Raises ScriptError for what cannot be one."""
    if isinstance(protocols, str):
        raise ScriptError(f"protocols is a list of names: write [{protocols!r}].")
    names = [name.strip() for name in protocols]
    for name in names:
        if not name or not _is_one_line(name) or any(c in name for c in ' ,;"'):
            raise ScriptError(f"{name!r} cannot be a sub-protocol: it is a word without spaces and commas.")
    return names


def _is_one_line(text: str) -> bool:
    return not any(c in text for c in "\r\n\0")
