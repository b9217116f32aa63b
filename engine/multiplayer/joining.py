"""In which order peers have joined, as Godot 4 lists them."""

from __future__ import annotations


class Joining(list[int]):
    """The ids of the peers in order of joining; when one leaves, the last takes its place."""

    def joined(self, id: int) -> None:
        """Take in a peer."""
        if id not in self:
            self.append(id)

    def left(self, id: int) -> None:
        """Let a peer go."""
        if id in self:
            place, last = self.index(id), self.pop()
            if last != id:
                self[place] = last
