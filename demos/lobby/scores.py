"""The scores, read from the lines that the host tells everybody.

Godot's own demo knows of no scores: its hosts send none, and its joiners show ours as lines of the log.
"""

import re
from dataclasses import dataclass

NUMBER = r"(\d{1,9})"  # other programs' lines are not trusted to be of sensible size
ROLL = re.compile(rf": rolls {NUMBER}")
SO_FAR = re.compile(rf": {NUMBER} in {NUMBER} rolls?, best {NUMBER}")
ROUND = re.compile(rf"Round {NUMBER} of {NUMBER}")
WON = re.compile(rf".* wins? with {NUMBER}!", re.DOTALL)


@dataclass
class Score:
    total: int = 0
    rolls: int = 0
    best: int = 0

    def add(self, number):
        self.total += number
        self.rolls += 1
        self.best = max(self.best, number)

    def __str__(self):
        return f"{self.total} in {self.rolls} roll{'s' * (self.rolls != 1)}, best {self.best}"


class Scores:
    """The score of each player by id, the round, and how the game ended, if it has."""

    def __init__(self):
        self.by_player = {}
        self.round = self.rounds = 0
        self.verdict = ""
        self.winners = []
        self.last_roll = ("", 0)  # whose it was, and the number

    def of(self, id):
        return self.by_player.get(id) or Score()

    def read(self, text, players, current):
        """Take what a line says. `players` are the names by id, `current` has the turn."""
        if found := ROLL.fullmatch(text, _behind(players.get(current), text)):
            self.last_roll = (players[current], int(found[1]))
            self.by_player.setdefault(current, Score()).add(int(found[1]))
        elif found := ROUND.fullmatch(text):
            self.round, self.rounds = int(found[1]), int(found[2])
        elif found := WON.fullmatch(text):
            self.verdict = text
            self.winners = [id for id in players if self.of(id).total == int(found[1])]
        else:
            for id, name in players.items():
                if found := SO_FAR.fullmatch(text, _behind(name, text)):
                    self.by_player[id] = Score(*map(int, found.groups()))

    def lines(self, players):
        """Return what a newcomer has to be told."""
        if self.round:
            yield f"Round {self.round} of {self.rounds}"
        for id, name in players.items():
            if id in self.by_player:
                yield f"{name}: {self.of(id)}"
        if self.verdict:
            yield self.verdict

    def judge(self, players):
        """Return the line that ends the game."""
        most = max(self.of(id).total for id in players)
        best = [name for id, name in players.items() if self.of(id).total == most]
        return f"{' and '.join(best)} win{'s' * (len(best) == 1)} with {most}!"


def _behind(name, text):
    """Return where the text goes on behind the name; its end if it does not begin with it."""
    return len(name) if name and text.startswith(name) else len(text)
