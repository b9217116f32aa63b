"""The same tests without a window and with a real one: `tree` is both, one after the other."""

import pytest

from engine.display.headless.display import HeadlessDisplay
from engine.object.message_queue import orphans
from engine.testing import SteppedTree

from .hands import Hands

SIZE = (640, 480)


@pytest.fixture(scope="session")
def hands(x_server):
    return Hands(x_server)


@pytest.fixture
def open_tree(hands, x_server, monkeypatch):
    """Open a tree in a window of its own: `open_tree(scale=2.0)`. All are closed at the end."""
    monkeypatch.setenv("DISPLAY", x_server)
    from .window import WindowTree

    trees = []
    hands.set_repeat(after=60_000)  # a test that holds a key is not to depend on how long

    def open_tree(size=SIZE, **options):
        hands.move(*hands.far_away)
        trees.append(WindowTree(hands, size, **options))
        return trees[-1]

    orphans.clear()
    yield open_tree
    for tree in trees:
        tree.user.let_go()
        tree.finish()
    hands.set_repeat()
    orphans.clear()
    for tree in trees:
        tree.raise_faults()


@pytest.fixture
def window_tree(open_tree):
    """A tree in a window, for tests of what there is only with one."""
    return open_tree()


@pytest.fixture(params=["headless", "window"])
def tree(request):
    """A tree that is shown on a HeadlessDisplay, then another one in a window."""
    if request.param == "window":
        yield request.getfixturevalue("open_tree")()
        return
    orphans.clear()
    tree = SteppedTree()
    tree.display_factory = lambda: HeadlessDisplay(*SIZE)
    yield tree
    tree.finish()
    orphans.clear()
    tree.raise_faults()
