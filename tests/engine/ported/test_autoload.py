import pytest

from engine import Node, ScriptError
from engine.ported import autoload
from engine.testing import SteppedTree


class Game(Node):
    score = 1

    def add(self, points):
        self.score += points


def test_an_autoload_is_the_node_below_the_root_of_the_tree_that_is_running():
    game = autoload("Game")
    seen = []

    class Player(Node):
        def _ready(self):
            game.add(2)
            game.score += 1
            seen.append(game.score)

    for _ in range(2):
        tree = SteppedTree()
        tree.add(Game())
        tree.add(Player())
        tree.step()
        tree.finish()
    assert seen == [4, 4]
    assert repr(game) == "<autoload Game>"


def test_without_a_tree_or_the_node_the_repair_is_said():
    with pytest.raises(
        ScriptError, match="There is no autoload Game in the tree that is running: add a node"
    ):
        _ = autoload("Game").score
    assert not hasattr(autoload("Game"), "__no_such__")
