"""Who may become a client of a server: decided from the request, before anybody hears of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import NamedTuple, TypeAlias

from engine import ScriptError

Authenticator: TypeAlias = Callable[[str, Mapping[str, str]], bool]
"""Takes the path with its query and the headers by lower-case name; returns whether to let it in."""


class Refusal(NamedTuple):
    """The HTTP answer to a client that is not let in."""

    status: HTTPStatus
    why: str


Admit: TypeAlias = Callable[[str, Mapping[str, str]], Refusal | None]
"""Takes path and headers as an Authenticator does; returns the refusal, or None to let the client in."""


def token_authenticator(token: str) -> Authenticator:
    """Return an authenticator that lets in who knows `token`.

    It may come in the header `Authorization: Bearer TOKEN`, which Godot sends as a custom header, or
    as the parameter `token` of the URL, which is all that a browser can send.

    Raises ScriptError for an empty token, which everybody would know.
    """
    if not isinstance(token, str) or not token.strip():
        raise ScriptError(
            f"token_authenticator: {token!r} is no token: it would let everybody in."
            " Is the variable set that it is read from?"
        )

    import hmac

    known = token.strip().encode()

    def knows_token(path: str, headers: Mapping[str, str]) -> bool:
        given = given_token(path, headers)
        return hmac.compare_digest(given.encode(errors="surrogateescape"), known)

    return knows_token


def given_token(path: str, headers: Mapping[str, str]) -> str:
    """Return the token of a request, "" if it has none: of its header, else of its URL."""
    from urllib.parse import parse_qs

    scheme, _, given = headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        given = parse_qs(path.partition("?")[2]).get("token", [""])[0]
    return given.strip()
