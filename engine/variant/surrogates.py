"""Halves of surrogate pairs, which Godot on Windows writes and Python's texts cannot encode."""

from __future__ import annotations


def without_surrogates(text: str) -> str:
    """Return `text` with each pair as the character that it stands for, and a space for half of one.

    So does Godot 3.6 with what it receives.
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        joined = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
        return "".join([" " if "\ud800" <= character <= "\udfff" else character for character in joined])
    return text
