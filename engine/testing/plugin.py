"""The pytest plugin: pytest finds it by itself where Estragon is installed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ..object.message_queue import orphans
from .tree import SteppedTree


@pytest.fixture
def tree() -> Iterator[SteppedTree]:
    """A tree that the test ticks: `tree.step()`. It is finished and checked for faults afterwards."""
    orphans.clear()
    tree = SteppedTree()
    yield tree
    tree.finish()
    orphans.clear()
    tree.raise_faults()
