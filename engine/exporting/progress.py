"""What an export says while it takes long."""

from __future__ import annotations

import sys


def say(what: str) -> None:
    """Say what is being done now, on stderr: stdout has what was made."""
    print(f"{what} …", file=sys.stderr, flush=True)
