"""A player who acts whenever it may."""

from engine import Node


class Bot(Node):
    game = None
    seconds = 0.2
    """How long it thinks."""

    _thought = 0.0

    def _process(self, delta):
        self._thought = self._thought + delta if self.game.can_act() else 0.0
        if self._thought >= self.seconds:
            self._thought = 0.0
            self.game.act()
