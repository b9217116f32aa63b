"""Where gateways, the registry and the backplane write what a person who runs them wants to know."""

from __future__ import annotations

from engine.base.log import LateLogger

log: LateLogger = LateLogger("estragon.cluster")
