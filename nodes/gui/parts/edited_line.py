"""EditedLine: what is seen of a line of text that is edited."""

from __future__ import annotations

from engine.canvas.commands import CLEAR, Box, Command, Rgba, Text
from engine.display.display import Composed
from engine.text.clusters import boundary_at
from engine.text.font import Font

from ..theme.themed import Themed
from .line_view import ALIGN_LEFT, LineView
from .text_edit_buffer import TextEditBuffer, one_line

_NOTHING = Composed("")


class EditedLine:
    """The text of a buffer as it is seen in a window: masked, or with what an input method is composing.

    Before it is asked for places, it is fitted into the window. Places are counted from its left edge;
    characters are those of the buffer.
    """

    __slots__ = ("_caret", "align", "buffer", "composed", "mask", "placeholder", "secret", "view")

    buffer: TextEditBuffer
    view: LineView
    align: int
    """Where a short text is."""
    composed: Composed
    """What is being composed: it is seen at the caret, and in the buffer only when that has ended."""
    secret: bool
    """Whether only the `mask` is shown for each character."""
    mask: str
    placeholder: str
    """What is shown while there is no text."""

    def __init__(self, buffer: TextEditBuffer) -> None:
        self.buffer = buffer
        self.view = LineView()
        self.align = ALIGN_LEFT
        self.composed = _NOTHING
        self.secret = False
        self.mask = "*"
        self.placeholder = ""
        self._caret = 0  # before which character that is shown

    def __repr__(self) -> str:
        return f"<EditedLine {self.view.text!r}>"

    def compose(self, composed: Composed = _NOTHING) -> None:
        """Take over what is being composed now."""
        self.composed = composed._replace(text=one_line(composed.text))

    def shown(self, text: str) -> str:
        """Return what is shown of a text."""
        return self.mask * len(text) if self.secret else text

    def fit(self, width: float, font: Font) -> None:
        """Fit it into a window of a width: it is scrolled so that the caret is seen."""
        text, caret, composed = self.buffer.text, self.buffer.caret, self.composed
        if composed.text:
            text = text[:caret] + composed.text + text[caret:]
            caret += min(composed.start + composed.length, len(composed.text))
        self.view.width, self.view.align = width, self.align
        self.view.show(self.shown(text), font)
        self._caret = caret if self.secret else boundary_at(text, caret)
        self.view.reveal(self._caret)

    # -- What is where -------------------------------------------------------------------------

    @property
    def caret_x(self) -> float:
        """Where the caret is; beyond the edges if it is not seen."""
        return self.view.x_of(self._caret)

    def index_at(self, x: float) -> int:
        """Return the place of a caret that is nearest to `x`."""
        index, caret, composed = self.view.index_at(x), self.buffer.caret, len(self.composed.text)
        return max(caret, index - composed) if composed and index > caret else index

    def char_at(self, x: float) -> int:
        """Return the character at `x`; the length of the text if it is beyond."""
        index = self.index_at(x)
        return index - 1 if index > 0 and self.view.x_of(index) > x else index

    # -- Drawing -------------------------------------------------------------------------------

    def drawn(self, left: float, top: float, color: Rgba, theme: Themed) -> list[Command]:
        """Return what is drawn of it: before, in and after what is selected or being composed."""
        view, font = self.view, theme.get_font("font")
        baseline = top + font.ascent
        first, end = view.scroll, view.end
        start, stop = self.buffer.selection
        if self.composed.text:
            start = self.buffer.caret
            stop = start + len(self.composed.text)
        a, b = (min(max(place, first), end) for place in (start, stop))
        commands: list[Command] = []
        marked = color
        if self.composed.text:
            commands += self._underlines(start, left, baseline + 2, color)
        elif a < b:
            marked = theme.get_color("font_color_selected")
            x, width = left + view.x_of(a), view.offsets[b] - view.offsets[a]
            paint = theme.get_color("selection_color")
            commands.append(Box(x, top, width, font.height, paint, CLEAR, 0.0, 2.0))
        if a >= b:
            a = b = end  # all in one
        for piece, piece_end, ink in ((first, a, color), (a, b, marked), (b, end, color)):
            if piece < piece_end:
                text = view.text[piece:piece_end]
                commands.append(Text(left + view.x_of(piece), baseline, text, font, ink))
        return commands

    def _underlines(self, start: int, left: float, y: float, color: Rgba) -> list[Command]:
        """Underline what is being composed, and the part that is being chosen with a thicker line."""
        view, composed = self.view, self.composed
        chosen = start + composed.start
        commands: list[Command] = []
        for begin, end, thick in (
            (start, start + len(composed.text), 1.0),
            (chosen, chosen + composed.length, 2.0),
        ):
            a, b = (min(max(place, view.scroll), view.end) for place in (begin, end))
            if a < b:
                width = view.offsets[b] - view.offsets[a]
                commands.append(Box(left + view.x_of(a), y, width, thick, color))
        return commands

    def drawn_placeholder(self, left: float, top: float, color: Rgba, theme: Themed) -> list[Command]:
        """Return what is drawn while there is no text, as far as it fits."""
        font, view = theme.get_font("font"), LineView()
        view.width, view.align = self.view.width, self.align
        view.show(self.placeholder, font)
        shown = view.text[: view.end]
        return [Text(left + view.origin, top + font.ascent, shown, font, color)] if shown else []
