"""What scripts know as `Performance`: the monitors of the tree that is being ticked."""

from __future__ import annotations

from typing import cast

from ..base.current import Current
from .monitors import Monitors

Performance: Monitors = cast("Monitors", Current("Performance", "performance", Monitors))
"""Numbers about the tree that is being ticked and about its network."""
