"""Label: shows a text, which the user cannot change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from engine import Vector2
from engine.canvas.commands import Rgba
from engine.object.property import Field, Getter, Property, Setter, getter, setter
from engine.scene.notified import notified
from engine.text.font import Font
from engine.variant.surrogates import without_surrogates

from ..checked import checked_text, choice, not_negative
from .control import Control
from .parts.line_view import (
    ALIGN_CENTER,
    ALIGN_FILL,
    ALIGN_LEFT,
    ALIGN_RIGHT,
)
from .revealed_text import RevealedText

if TYPE_CHECKING:
    from .keywords import LabelKeywords


class Label(RevealedText):
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

    _mouse_filter_: int = Control.MOUSE_FILTER_IGNORE
    _size_flags_vertical_: int = Control.SIZE_SHRINK_CENTER
    _text_: str
    _align_: int
    _valign_: int
    _lines_: list[tuple[str, bool]] | None = None
    """The lines as they are shown, and whether each may be filled; None if they have to be found out."""

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[LabelKeywords]) -> None: ...

    # -- Properties ----------------------------------------------------------------------------

    text: Property[str] = Field("", checked_text, changed="_changed_", doc="What is shown.")
    set_text: Setter[str] = setter(text)
    get_text: Getter[str] = getter(text)

    align: Property[int] = Field(
        ALIGN_LEFT,
        choice(4),
        then="update",
        doc="Where the lines are between left and right: ALIGN_LEFT, _CENTER, _RIGHT or _FILL.",
    )
    set_align: Setter[int] = setter(align)
    get_align: Getter[int] = getter(align)

    valign: Property[int] = Field(
        VALIGN_TOP,
        choice(4),
        then="update",
        doc="Where the lines are between top and bottom: VALIGN_TOP, _CENTER, _BOTTOM or _FILL.",
    )
    set_valign: Setter[int] = setter(valign)
    get_valign: Getter[int] = getter(valign)

    autowrap: Property[bool] = Field(
        False, then="_changed_", doc="Whether lines are broken that are longer than the Label is wide."
    )
    set_autowrap: Setter[bool] = setter(autowrap, "enable")
    has_autowrap: Getter[bool] = getter(autowrap)

    clip_text: Property[bool] = Field(
        False, then="_clip_", doc="Whether it may be narrower than its text, which is cut off then."
    )
    set_clip_text: Setter[bool] = setter(clip_text, "enable")
    is_clipping_text: Getter[bool] = getter(clip_text)

    uppercase: Property[bool] = Field(False, then="_changed_", doc="Whether the text is shown in capitals.")
    set_uppercase: Setter[bool] = setter(uppercase, "enable")
    is_uppercase: Getter[bool] = getter(uppercase)

    lines_skipped: Property[int] = Field(
        0, not_negative, then="update", doc="How many lines at the start are not shown."
    )
    set_lines_skipped: Setter[int] = setter(lines_skipped, "lines")
    get_lines_skipped: Getter[int] = getter(lines_skipped)

    max_lines_visible: Property[int] = Field(
        -1, int, then="_changed_", doc="How many lines are shown at the most, -1 for all."
    )
    set_max_lines_visible: Setter[int] = setter(max_lines_visible, "lines")
    get_max_lines_visible: Getter[int] = getter(max_lines_visible)

    # -- Lines ---------------------------------------------------------------------------------

    @notified(Control.NOTIFICATION_THEME_CHANGED)
    def _forget_lines_(self) -> None:
        self._lines_ = None

    @notified(Control.NOTIFICATION_RESIZED)
    def _fill_width_(self) -> None:
        if self.autowrap:
            self._rewrap_()

    def _rewrap_(self) -> None:
        before = self._lines_
        self._lines_ = None
        if before is None or len(before) != len(self._wrapped_()):
            self._minimum_size_changed_()

    def _clip_(self) -> None:
        self._changed_()
        self._moved_()

    def _changed_(self) -> None:
        self._lines_ = None
        self._look_and_size_changed_()

    def _wrapped_(self) -> list[tuple[str, bool]]:
        if self._lines_ is None:
            text = without_surrogates(self._text_)
            if self.uppercase:
                text = text.upper()
            width = 0.0
            if self.autowrap:
                width = max(self._size_[0], self._custom_minimum_[0]) - self._style_size_()[0]
            if width > 1:  # 1 is what it has before it is laid out
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
        (left_and_right, top_and_bottom), font = self._style_size_(), self.get_font()
        lines = self._wrapped_()
        count = len(lines)
        if self.max_lines_visible >= 0:
            count = min(count, self.max_lines_visible)
        height = float(font.height * count + self.get_constant("line_spacing") * max(0, count - 1))
        width = 1.0
        if self.autowrap:
            height = 1.0 if self.clip_text else height
        elif not self.clip_text:
            width = max([font.width(line) for line, _ in lines])
        return Vector2(width + left_and_right, height + top_and_bottom)

    def _clip_size_(self) -> tuple[float, float] | None:
        if self.clip_text:
            return (self._size_[0], self._size_[1])
        return super()._clip_size_()

    # -- Drawing -------------------------------------------------------------------------------

    @notified(Control.NOTIFICATION_DRAW)
    def _draw_text_(self) -> None:
        style, font = self.get_stylebox("normal"), self.get_font()
        self._draw_themed_("normal")
        lines = self._wrapped_()
        left, top = style.get_offset()
        margins = style.get_minimum_size()
        width, height = self._size_[0] - margins[0], self._size_[1] - margins[1]
        spacing = self.get_constant("line_spacing")
        pitch: float = font.height + spacing
        shown = max(1, self._lines_in_(height + spacing, pitch))
        free = int(height - shown * pitch + spacing)
        if self._valign_ == Label.VALIGN_CENTER:
            top += int(free / 2)
        elif self._valign_ == Label.VALIGN_BOTTOM:
            top += free
        elif self._valign_ == Label.VALIGN_FILL and shown > 1:
            pitch += int(free / (shown - 1))
        limit, skipped = self._visible_characters_, self.lines_skipped
        for number, (line, fillable) in enumerate(lines[: skipped + shown]):
            if 0 <= limit < len(line):
                line = line[:limit]
            limit -= len(line) if limit > 0 else 0
            if line and number >= skipped:
                baseline = top + (number - skipped) * pitch + font.ascent
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

    def _character_count_(self) -> int:
        return sum(len(line) for line, _ in self._wrapped_())

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
        return self._lines_in_(
            self._size_[1] - self._style_size_()[1] + spacing, self.get_font().height + spacing
        )

    def _lines_in_(self, room: float, pitch: float) -> int:
        count = min(int(room / max(1, pitch)), len(self._wrapped_()))
        if self.max_lines_visible >= 0:
            count = min(count, self.max_lines_visible)
        return max(0, count)

    def get_total_character_count(self) -> int:
        """Return how many characters there are to see: neither spaces nor line breaks."""
        return sum(len(line) - line.count(" ") for line, _ in self._wrapped_())
