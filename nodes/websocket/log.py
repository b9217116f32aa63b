"""Where the network writes what a person who runs it wants to know."""

from __future__ import annotations

import logging

log: logging.Logger = logging.getLogger("estragon.websocket")
