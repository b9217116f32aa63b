"""Label: shows a text, which the user cannot change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine import Rect2, Vector2
from engine.canvas.commands import Rgba
from engine.text.font import Font
from engine.variant.surrogates import without_surrogates

from ..canvas.canvas_item import CanvasItem
from ..checked import checked_choice, checked_text
from .control import Control
from .parts.line_view import (
    ALIGN_CENTER,
    ALIGN_FILL,
    ALIGN_LEFT,
    ALIGN_RIGHT,
)

if TYPE_CHECKING:
    from typing import Unpack

    from .control import ControlKeywords

    class LabelKeywords(ControlKeywords, total=False):
        """What `Label(…)` takes by name."""

        text: str
        align: int
        valign: int
        autowrap: bool
        clip_text: bool
        uppercase: bool
        visible_characters: int
        percent_visible: float
        lines_skipped: int
        max_lines_visible: int


class Label(Control):
    """A text of one or more lines.

    Source: Godot 3.6's `Label`. Unlike Godot: `percent_visible` counts spaces, as `visible_characters`
    does; a Label with `autowrap` that has no width yet takes no more lines than its text has.
    """

    ALIGN_LEFT = ALIGN_LEFT
    ALIGN_CENTER = ALIGN_CENTER
    ALIGN_RIGHT = ALIGN_RIGHT
    ALIGN_FILL = ALIGN_FILL

    VALIGN_TOP = 0
    VALIGN_CENTER = 1
    VALIGN_BOTTOM = 2
    VALIGN_FILL = 3

    _stored_ = (
        *Control._stored_,
        "text",
        "align",
        "valign",
        "autowrap",
        "clip_text",
        "uppercase",
        "visible_characters",
        "lines_skipped",
        "max_lines_visible",
    )

    _mouse_filter_: int = Control.MOUSE_FILTER_IGNORE
    _size_flags_vertical_: int = Control.SIZE_SHRINK_CENTER
    _text_: str = ""
    _align_: int = ALIGN_LEFT
    _valign_: int = VALIGN_TOP
    _autowrap_: bool = False
    _clip_text_: bool = False
    _uppercase_: bool = False
    _visible_characters_: int = -1
    _lines_skipped_: int = 0
    _max_lines_visible_: int = -1
    _lines_: list[tuple[str, bool]] | None = None
    """The lines as they are shown, and whether each may be filled; None if they have to be found out."""

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[LabelKeywords]) -> None: ...

    def _notified_(self, what: int) -> None:
        super()._notified_(what)
        if what == CanvasItem.NOTIFICATION_DRAW:
            self._draw_text_()
        elif what == Control.NOTIFICATION_RESIZED:
            if self._autowrap_:
                self._rewrap_()
        elif what == Control.NOTIFICATION_THEME_CHANGED:
            self._lines_ = None

    # -- Lines ---------------------------------------------------------------------------------

    def _rewrap_(self) -> None:
        before = self._lines_
        self._lines_ = None
        if before is None or len(before) != len(self._wrapped_()):
            self._minimum_size_changed_()

    def _changed_(self) -> None:
        self._lines_ = None
        self._minimum_size_changed_()
        self.update()

    def _wrapped_(self) -> list[tuple[str, bool]]:
        if self._lines_ is None:
            text = without_surrogates(self._text_)
            if self._uppercase_:
                text = text.upper()
            width = max(self._size_[0], self._custom_minimum_[0]) - self._style_size_()[0]
            if self._autowrap_ and width > 1:  # 1 is what it has before it is laid out
                places = self.get_font().wrap(text, width)
                last = len(text)
                self._lines_ = [(text[start:end], end < last) for start, end in places]
            else:
                lines = text.split("\n")
                self._lines_ = [(line, True) for line in lines[:-1]] + [(lines[-1], False)]
        return self._lines_

    def _style_size_(self) -> Vector2:
        return self.get_stylebox("normal").get_minimum_size()

    def _content_minimum_(self) -> Vector2:
        style, font = self._style_size_(), self.get_font()
        lines = self._wrapped_()
        count = len(lines)
        if self._max_lines_visible_ >= 0:
            count = min(count, self._max_lines_visible_)
        height = float(font.height * count + self.get_constant("line_spacing") * max(0, count - 1))
        width = 1.0
        if self._autowrap_:
            height = 1.0 if self._clip_text_ else height
        elif not self._clip_text_:
            width = max(font.width(line) for line, _ in lines)
        return Vector2(width, height) + style

    def _clip_size_(self) -> tuple[float, float] | None:
        if self._clip_text_:
            return (self._size_[0], self._size_[1])
        return super()._clip_size_()

    # -- Drawing -------------------------------------------------------------------------------

    def _draw_text_(self) -> None:
        style, font = self.get_stylebox("normal"), self.get_font()
        self.draw_style_box(style, Rect2(Vector2.ZERO, self._size_))
        lines = self._wrapped_()
        shown = max(1, self.get_visible_line_count())
        left, top = style.get_offset()
        margins = style.get_minimum_size()
        width, height = self._size_[0] - margins[0], self._size_[1] - margins[1]
        spacing = self.get_constant("line_spacing")
        pitch: float = font.height + spacing
        free = int(height - shown * pitch + spacing)
        if self._valign_ == Label.VALIGN_CENTER:
            top += int(free / 2)
        elif self._valign_ == Label.VALIGN_BOTTOM:
            top += free
        elif self._valign_ == Label.VALIGN_FILL and shown > 1:
            pitch += int(free / (shown - 1))
        limit = self._visible_characters_
        for number, (line, fillable) in enumerate(lines[: self._lines_skipped_ + shown]):
            if 0 <= limit < len(line):
                line = line[:limit]
            limit -= len(line) if limit > 0 else 0
            if line and number >= self._lines_skipped_:
                baseline = top + (number - self._lines_skipped_) * pitch + font.ascent
                full, _ = lines[number]
                self._draw_line_(line, left, baseline, width, font, full, fillable)

    def _draw_line_(
        self, line: str, left: float, baseline: float, width: float, font: Font, full: str, fillable: bool
    ) -> None:
        """Draw what is to be seen of the line `full`."""
        if self._align_ == ALIGN_FILL and fillable:
            spaces = full.count(" ")
            extra = int((width - font.width(full)) / spaces) if spaces else 0
            if extra > 0:
                for word in line.split(" "):
                    self._draw_shadowed_(font, Vector2(left, baseline), word)
                    left += font.width(word) + font.advance(" ") + extra
                return
        elif self._align_ == ALIGN_CENTER:
            left += int((width - font.width(full)) / 2)
        elif self._align_ == ALIGN_RIGHT:
            left += int(width - font.width(full))
        self._draw_shadowed_(font, Vector2(left, baseline), line)

    def _draw_shadowed_(self, font: Font, position: Vector2, text: str) -> None:
        shadow: Rgba = self.get_color("font_color_shadow")
        if shadow[3] > 0 and self.has_color("font_color_shadow"):
            x, y = self.get_constant("shadow_offset_x"), self.get_constant("shadow_offset_y")
            around = [(x, y)]
            if self.get_constant("shadow_as_outline"):
                around += [(-x, y), (x, -y), (-x, -y)]
            for offset in around:
                self.draw_string(font, position + Vector2(*offset), text, shadow)
        self.draw_string(font, position, text, self.get_color("font_color"))

    # -- Properties ----------------------------------------------------------------------------

    @property
    def text(self) -> str:
        """What is shown."""
        return self._text_

    @text.setter
    def text(self, text: str) -> None:
        text = checked_text(self, "text", text)
        if text != self._text_:
            self._text_ = text
            self._changed_()

    def set_text(self, text: str) -> None:
        """Set `text`."""
        self.text = text

    def get_text(self) -> str:
        """Return `text`."""
        return self._text_

    @property
    def align(self) -> int:
        """Where the lines are between left and right: ALIGN_LEFT, _CENTER, _RIGHT or _FILL."""
        return self._align_

    @align.setter
    def align(self, align: int) -> None:
        self._align_ = checked_choice(self, "align", align, 4)
        self.update()

    def set_align(self, align: int) -> None:
        """Set `align`."""
        self.align = align

    def get_align(self) -> int:
        """Return `align`."""
        return self._align_

    @property
    def valign(self) -> int:
        """Where the lines are between top and bottom: VALIGN_TOP, _CENTER, _BOTTOM or _FILL."""
        return self._valign_

    @valign.setter
    def valign(self, valign: int) -> None:
        self._valign_ = checked_choice(self, "valign", valign, 4)
        self.update()

    def set_valign(self, valign: int) -> None:
        """Set `valign`."""
        self.valign = valign

    def get_valign(self) -> int:
        """Return `valign`."""
        return self._valign_

    @property
    def autowrap(self) -> bool:
        """Whether lines are broken that are longer than the Label is wide."""
        return self._autowrap_

    @autowrap.setter
    def autowrap(self, enable: bool) -> None:
        self._autowrap_ = bool(enable)
        self._changed_()

    def set_autowrap(self, enable: bool) -> None:
        """Set `autowrap`."""
        self.autowrap = enable

    def has_autowrap(self) -> bool:
        """Return `autowrap`."""
        return self._autowrap_

    @property
    def clip_text(self) -> bool:
        """Whether it may be narrower than its text, which is cut off then."""
        return self._clip_text_

    @clip_text.setter
    def clip_text(self, enable: bool) -> None:
        self._clip_text_ = bool(enable)
        self._changed_()
        self._moved_()

    def set_clip_text(self, enable: bool) -> None:
        """Set `clip_text`."""
        self.clip_text = enable

    def is_clipping_text(self) -> bool:
        """Return `clip_text`."""
        return self._clip_text_

    @property
    def uppercase(self) -> bool:
        """Whether the text is shown in capitals."""
        return self._uppercase_

    @uppercase.setter
    def uppercase(self, enable: bool) -> None:
        self._uppercase_ = bool(enable)
        self._changed_()

    def set_uppercase(self, enable: bool) -> None:
        """Set `uppercase`."""
        self.uppercase = enable

    def is_uppercase(self) -> bool:
        """Return `uppercase`."""
        return self._uppercase_

    @property
    def visible_characters(self) -> int:
        """How many characters are shown from the start, line breaks not counted; -1 for all."""
        return self._visible_characters_

    @visible_characters.setter
    def visible_characters(self, amount: int) -> None:
        self._visible_characters_ = int(amount)
        self.update()

    def set_visible_characters(self, amount: int) -> None:
        """Set `visible_characters`."""
        self.visible_characters = amount

    def get_visible_characters(self) -> int:
        """Return `visible_characters`."""
        return self._visible_characters_

    @property
    def percent_visible(self) -> float:
        """The part of the characters that is shown, 0 to 1: another way to set `visible_characters`."""
        count = self._shown_characters_()
        if self._visible_characters_ < 0 or not count:
            return 1.0
        return min(1.0, self._visible_characters_ / count)

    @percent_visible.setter
    def percent_visible(self, percent: float) -> None:
        part = percent if 0 <= percent < 1 else -1.0
        self.visible_characters = int(part * self._shown_characters_()) if part >= 0 else -1

    def set_percent_visible(self, percent: float) -> None:
        """Set `percent_visible`."""
        self.percent_visible = percent

    def get_percent_visible(self) -> float:
        """Return `percent_visible`."""
        return self.percent_visible

    def _shown_characters_(self) -> int:
        return sum(len(line) for line, _ in self._wrapped_())

    @property
    def lines_skipped(self) -> int:
        """How many lines at the start are not shown."""
        return self._lines_skipped_

    @lines_skipped.setter
    def lines_skipped(self, lines: int) -> None:
        self._lines_skipped_ = max(0, int(lines))
        self.update()

    def set_lines_skipped(self, lines: int) -> None:
        """Set `lines_skipped`."""
        self.lines_skipped = lines

    def get_lines_skipped(self) -> int:
        """Return `lines_skipped`."""
        return self._lines_skipped_

    @property
    def max_lines_visible(self) -> int:
        """How many lines are shown at the most, -1 for all."""
        return self._max_lines_visible_

    @max_lines_visible.setter
    def max_lines_visible(self, lines: int) -> None:
        self._max_lines_visible_ = int(lines)
        self._changed_()

    def set_max_lines_visible(self, lines: int) -> None:
        """Set `max_lines_visible`."""
        self.max_lines_visible = lines

    def get_max_lines_visible(self) -> int:
        """Return `max_lines_visible`."""
        return self._max_lines_visible_

    # -- Asking --------------------------------------------------------------------------------

    def get_line_height(self) -> int:
        """Return the height of a line, without the spacing."""
        return self.get_font().height

    def get_line_count(self) -> int:
        """Return how many lines the text has, wrapped if it is."""
        return len(self._wrapped_())

    def get_visible_line_count(self) -> int:
        """Return how many lines there is room for, as far as there are any."""
        spacing = self.get_constant("line_spacing")
        room = self._size_[1] - self._style_size_()[1] + spacing
        count = min(int(room / max(1, self.get_font().height + spacing)), len(self._wrapped_()))
        if self._max_lines_visible_ >= 0:
            count = min(count, self._max_lines_visible_)
        return max(0, count)

    def get_total_character_count(self) -> int:
        """Return how many characters there are to see: neither spaces nor line breaks."""
        return sum(len(line) - line.count(" ") for line, _ in self._wrapped_())
