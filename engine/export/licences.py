"""Stand-in."""


def licences() -> str:
    """Return the texts."""
    return "later\n"
