"""The pytest plugin: pytest finds it by itself where Estragon is installed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import pytest

from ..files import places
from ..object.message_queue import orphans
from .tree import SteppedTree


class _OfATest(places.Storage):
    """Has a folder of its own for `user://`, so that no test reads or writes what somebody has kept."""

    def __init__(self, folders: pytest.TempPathFactory) -> None:
        self._folders = folders

    @cached_property
    def _folder(self) -> str:
        return str(self._folders.mktemp("user"))

    def folder(self) -> str:
        """See `Storage`: it is made when it is first asked for."""
        return self._folder


@pytest.fixture
def tree(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SteppedTree]:
    """A tree that the test ticks: `tree.step()`. It is finished and checked for faults afterwards.

    What its scripts keep in `user://` is in a folder of the test.
    """
    orphans.clear()
    kept, places.storage = places.storage, _OfATest(tmp_path_factory)
    tree = SteppedTree()
    yield tree
    tree.finish()
    places.storage = kept
    orphans.clear()
    tree.raise_faults()
