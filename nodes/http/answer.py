"""What an answer consists of, besides the bytes of its body."""

# No `from __future__ import annotations`: those of a NamedTuple would be texts, each of which is compiled.

from typing import NamedTuple


class HttpError(Exception):
    """What came is no answer: the text says why."""


class Head(NamedTuple):
    """The beginning of an answer."""

    code: int
    headers: list[str]
    """Lines as they were sent, without blanks around the values."""
    length: int
    """Bytes of the body as the server says, -1 if it does not."""
    chunked: bool


class End(NamedTuple):
    """The answer is complete."""

    reusable: bool
    """Whether something else may be asked over the same connection."""


def value_of(name: str, head: Head) -> str:
    """Return the value of the first header of that name, an empty text without."""
    lines = (line.partition(": ") for line in head.headers)
    return next((value for found, _, value in lines if found.lower() == name), "")
