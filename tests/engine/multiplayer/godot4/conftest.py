import pytest

from .replication_game import Game


@pytest.fixture
def replicated():
    """A game of trees with spawners, joined in memory."""
    game = Game()
    yield game
    game.finish()
