"""Where in a nested value something is, for the texts of errors."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .key import Key

_MOST_SHOWN = 4


def place_of(culprit: object, containers: list[Any]) -> str:
    """Return `", in element 3 of key 'a'"` for `culprit`, which lies in the last of `containers`.

    Each container lies in the one before it. Without containers the text is empty.
    """
    steps: list[str] = []
    for container in reversed(containers):
        if container is culprit:
            continue
        steps.append(_step(culprit, container))
        culprit = container
        if len(steps) == _MOST_SHOWN and len(containers) > _MOST_SHOWN:
            steps.append("…")
            break
    return ", in " + " of ".join(steps) if steps else ""


def _step(culprit: object, container: Any) -> str:
    """Return what `culprit` is to `container`: an element, a key, or the value of a key."""
    if isinstance(container, Key):
        container = container.value
    if isinstance(container, dict):
        return next(_of_dictionary(culprit, container), "a key")
    return next((f"element {at}" for at, item in enumerate(container) if item is culprit), "an element")


def _of_dictionary(culprit: object, container: dict[Any, Any]) -> Iterator[str]:
    """Yield where in the dictionary `culprit` is."""
    for key, value in container.items():
        if value is culprit:
            yield f"key {_shown(key)}"
        if key is culprit:
            yield f"the key {_shown(key)} itself"


def _shown(key: object) -> str:
    """Return a short text for a key. Containers and numbers without end are not written out."""
    if isinstance(key, str):
        return repr(key[:40]) + "…" * (len(key) > 40)
    if isinstance(key, (bool, float)) or (isinstance(key, int) and key.bit_length() <= 64):
        return repr(key)
    return f"of type {type(key).__name__}"
