"""Who has trunks: they belong to the tree of the node, and are kept up."""

from engine import Node
from nodes.cluster.trunk import LIMITS, PING_INTERVAL, PING_TIMEOUT
from nodes.cluster.trunk_keeper import TrunkKeeper
from nodes.websocket.events import Ended
from nodes.websocket.life import Happening
from tests.nodes.websocket.session_ends import ALink


def test_trunks_are_in_the_tree_of_their_node(tree):
    node = Node()
    keeper = TrunkKeeper(node)
    assert keeper._tree_ is None
    assert keeper.links.limits is LIMITS
    tree.add(node)
    assert keeper._tree_ is tree
    node.free()
    del node
    assert keeper._tree_ is None


def test_a_ping_is_sent_whatever_has_come_as_the_other_side_hears_nothing_else(tree):
    keeper, link = TrunkKeeper(tree.root), ALink()
    asked = []
    link.overdue = lambda *seconds: asked.append(seconds)
    assert keeper._overdue_(link) is None
    assert asked == [(PING_INTERVAL, PING_TIMEOUT)]
    assert link.take() == [("ping", b"")]


def test_a_trunk_that_is_over_is_not_pinged(tree):
    keeper, link = TrunkKeeper(tree.root), ALink()
    ended = Ended(False, 1006, "no answer")
    link.overdue = lambda *seconds: link.life.step(Happening.OVERDUE) or ended
    assert keeper._overdue_(link) is ended
    assert link.take() == []
