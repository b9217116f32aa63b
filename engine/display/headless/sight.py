"""Sight: what is seen of the drawings that a display was given, in words and numbers."""

from __future__ import annotations

from collections.abc import Sequence

from ...canvas.commands import Box, Text
from ...canvas.drawing import Drawing
from ...input.view import View
from ...variant.rect2 import Rect2
from .seen import Seen, seen_of


class Sight:
    """Looks at drawings, as somebody at the screen would.

    What is hidden by a clip, is transparent or lies outside of the viewport is not seen; what is
    covered by something else is.
    """

    drawings: Sequence[Drawing]
    """What was drawn last, the first at the back."""
    view: View

    def seen(self) -> list[Seen]:
        """Return what is seen, the first at the back."""
        _, _, _, _, width, height = self.view
        screen = (0.0, 0.0, width, height) if width > 0 and height > 0 else None
        return [seen for drawing in self.drawings for seen in seen_of(drawing, screen)]

    def texts(self) -> list[str]:
        """Return the texts that are seen, the first at the back."""
        return [seen.command.text for seen in self.seen() if isinstance(seen.command, Text)]

    def boxes(self) -> list[Rect2]:
        """Return where boxes are seen, in the viewport's coordinates, the first at the back."""
        return [seen.rect for seen in self.seen() if isinstance(seen.command, Box)]

    def shows(self, text: str) -> bool:
        """Return True if the text is seen somewhere, alone or in a longer one."""
        return any(text in shown for shown in self.texts())

    def find_text(self, text: str) -> Rect2:
        """Return where a text is seen, in the viewport's coordinates: its line, or the part of one.

        The frontmost, if there are more; one that is not part of a longer one comes first. LookupError
        with all that is seen if it is not.
        """
        seen = [seen for seen in reversed(self.seen()) if isinstance(seen.command, Text)]
        for one in seen:
            if isinstance(one.command, Text) and one.command.text == text:
                return one.rect
        for one in seen:
            part = one.part(text)
            if part is not None:
                return part
        raise LookupError(f"{text!r} is not seen.\n{self.describe()}")

    def describe(self) -> str:
        """Return what is seen in words, a line for each thing, for the message of an assertion."""
        lines = [str(seen) for seen in self.seen()]
        return "\n".join(["Seen, from back to front:", *lines]) if lines else "Nothing is seen."
