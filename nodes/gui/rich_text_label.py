"""RichTextLabel: text in colours, fonts and links, as much of it as there may be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine import OK, Error, ScriptError, push_error
from engine.canvas.commands import Rgba
from engine.canvas.error import PictureError
from engine.canvas.texture import Texture
from engine.text.font import Font
from engine.variant.surrogates import without_surrogates

from ..checked import checked_choice, checked_text
from .control import Control
from .parts.bbcode import ImageMark, Piece, parse_bbcode
from .parts.paragraph_layout import (
    ALIGN_CENTER,
    ALIGN_FILL,
    ALIGN_LEFT,
    ALIGN_RIGHT,
)
from .parts.rich_text import Image, Link, RichText
from .rich_text_mouse import RichTextMouse
from .scroll_bar import VScrollBar

if TYPE_CHECKING:
    from typing import Unpack

    from .control import ControlKeywords

    class RichTextLabelKeywords(ControlKeywords, total=False):
        """What `RichTextLabel(…)` takes by name."""

        text: str
        bbcode_text: str
        bbcode_enabled: bool
        scroll_active: bool
        scroll_following: bool
        max_lines: int
        fit_content_height: bool
        meta_underlined: bool
        override_selected_font_color: bool
        tab_size: int
        visible_characters: int
        percent_visible: float
        deselect_on_focus_loss_enabled: bool
        selection_enabled: bool


class RichTextLabel(RichTextMouse):
    """A long text, for reading: a log, a chat, a help page. It scrolls by itself.

        log.push_color(Color.red)
        log.add_text("No connection.\\n")
        log.pop()
        log.append_bbcode("[b]Ada[/b]: " + escape_bbcode(message) + "\\n")

    With `scroll_following` it stays at its end while lines are added, unless the user has scrolled up,
    and goes on when the user is at the end again. To add a line takes microseconds however many there
    are; `max_lines` lets the oldest go.

    Source: Godot 3.6's `RichTextLabel`. Unlike Godot: bold and italics add up; a tag that is not
    closed ends with the text that it is in; links have a colour; there are no tables, lists, effects and
    no `search`; the size of a scroll bar is a guess until long texts were seen.
    """

    ALIGN_LEFT = ALIGN_LEFT
    ALIGN_CENTER = ALIGN_CENTER
    ALIGN_RIGHT = ALIGN_RIGHT
    ALIGN_FILL = ALIGN_FILL

    _stored_ = (
        *Control._stored_,
        "bbcode_enabled",
        "bbcode_text",
        "_content_",
        "scroll_active",
        "scroll_following",
        "selection_enabled",
        "deselect_on_focus_loss_enabled",
        "override_selected_font_color",
        "meta_underlined",
        "tab_size",
        "visible_characters",
        "fit_content_height",
        "max_lines",
    )

    _bbcode_: str = ""
    _bbcode_enabled_: bool = False

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[RichTextLabelKeywords]) -> None: ...

    # -- The text ------------------------------------------------------------------------------

    @property
    def text(self) -> str:
        """What is shown, without marks and styles. Setting it shows a plain text."""
        return self._text_.text

    @text.setter
    def text(self, text: str) -> None:
        checked_text(self, "text", text)
        self.clear()
        self.add_text(text)

    def set_text(self, text: str) -> None:
        """Set `text`."""
        self.text = text

    def get_text(self) -> str:
        """Return `text`."""
        return self._text_.text

    @property
    def bbcode_text(self) -> str:
        """The text with its marks, as it was set; what is added later is not in it."""
        return self._bbcode_

    @bbcode_text.setter
    def bbcode_text(self, text: str) -> None:
        self._bbcode_ = checked_text(self, "bbcode_text", text)
        self.clear()
        if self._bbcode_enabled_:
            self.append_bbcode(text)
        else:
            self.add_text(text)

    def set_bbcode(self, text: str) -> None:
        """Set `bbcode_text`."""
        self.bbcode_text = text

    def get_bbcode(self) -> str:
        """Return `bbcode_text`."""
        return self._bbcode_

    @property
    def bbcode_enabled(self) -> bool:
        """Whether the marks in `bbcode_text` mean something, or are shown as they are written."""
        return self._bbcode_enabled_

    @bbcode_enabled.setter
    def bbcode_enabled(self, enable: bool) -> None:
        if bool(enable) != self._bbcode_enabled_:
            self._bbcode_enabled_ = bool(enable)
            if self._bbcode_:
                self.bbcode_text = self._bbcode_

    def set_use_bbcode(self, enable: bool) -> None:
        """Set `bbcode_enabled`."""
        self.bbcode_enabled = enable

    def is_using_bbcode(self) -> bool:
        """Return `bbcode_enabled`."""
        return self._bbcode_enabled_

    def parse_bbcode(self, bbcode: str) -> Error:
        """Show a text with marks instead of what is shown."""
        checked_text(self, "bbcode", bbcode)
        self.clear()
        return self.append_bbcode(bbcode)

    def append_bbcode(self, bbcode: str) -> Error:
        """Add a text with marks, as `[b]bold[/b]`, whatever `bbcode_enabled` is.

        What somebody else has written goes through `escape_bbcode` first, or through `add_text`.
        """
        for piece in parse_bbcode(without_surrogates(checked_text(self, "bbcode", bbcode))):
            self._add_piece_(piece)
        self._text_changed_()
        return OK

    def _add_piece_(self, piece: Piece) -> None:
        text, value = self._text_, piece.value
        match piece.kind:
            case "text":
                text.add_text(value)
            case "pop":
                text.pop()
            case "color":
                text.push(color=None if value is None else tuple(value))
            case "meta":
                text.push(link=Link(value))
            case "align":
                text.push_block(align=value)
            case "indent":
                text.push_block(indent=text.style.indent + 1)
            case "image":
                self._add_marked_image_(value)
            case flag:
                text.push(**{flag: True})

    def _add_marked_image_(self, mark: ImageMark) -> None:
        try:
            self.add_image(Texture.load(mark.path), mark.width, mark.height)
        except PictureError as error:
            push_error(f"{self!r}: [img]: {error}")

    def add_text(self, text: str) -> None:
        """Add a text as it is, in the style that was pushed."""
        self._text_.add_text(without_surrogates(checked_text(self, "text", text)))
        self._text_changed_()

    def newline(self) -> None:
        """Begin a new line."""
        self._text_.newline()
        self._text_changed_()

    def add_image(self, image: Texture, width: int = 0, height: int = 0) -> None:
        """Add a picture; with a width or a height alone, in its proportions."""
        across = width or (image.width * height / image.height if height else image.width)
        down = height or (image.height * width / image.width if width else image.height)
        self._text_.add_image(Image(image, float(max(1, int(across))), float(max(1, int(down)))))
        self._text_changed_()

    def remove_line(self, line: int) -> bool:
        """Remove a line, counted from 0; return False if there is none."""
        if not self._text_.remove_line(line):
            return False
        self.deselect()
        if line < self._view_.line:
            self._view_.line -= 1
        self._text_changed_()
        return True

    def clear(self) -> None:
        """Show nothing, and begin without styles. It follows its end again."""
        self._text_.clear()
        self._anchor_ = None
        self._at_end_ = True
        self.deselect()
        self._hover_(None)
        self._text_changed_()

    @property
    def _content_(self) -> RichText:
        """The text with its styles, for `duplicate()`."""
        return self._text_

    @_content_.setter
    def _content_(self, content: RichText) -> None:
        self._text_.copy(content)
        self._text_changed_()

    # -- Styles --------------------------------------------------------------------------------

    def push_font(self, font: Font) -> None:
        """Use another font until `pop`."""
        if not isinstance(font, Font):
            raise ScriptError(f"{self!r}: push_font takes a Font, not {font!r}.")
        self._text_.push(font=font)

    def push_normal(self) -> None:
        """Use the normal font of the theme until `pop`."""
        self._text_.push(font=None, bold=False, italics=False, mono=False)

    def push_bold(self) -> None:
        """Write bold until `pop`."""
        self._text_.push(font=None, bold=True)

    def push_italics(self) -> None:
        """Write in italics until `pop`."""
        self._text_.push(font=None, italics=True)

    def push_bold_italics(self) -> None:
        """Write bold and in italics until `pop`."""
        self._text_.push(font=None, bold=True, italics=True)

    def push_mono(self) -> None:
        """Use the theme's font for code until `pop`."""
        self._text_.push(font=None, mono=True)

    def push_color(self, color: Rgba) -> None:
        """Use a colour until `pop`."""
        red, green, blue, alpha = color
        self._text_.push(color=(red, green, blue, alpha))

    def push_underline(self) -> None:
        """Underline until `pop`."""
        self._text_.push(underline=True)

    def push_strikethrough(self) -> None:
        """Strike out until `pop`."""
        self._text_.push(strikethrough=True)

    def push_meta(self, data: Any) -> None:
        """Make a link until `pop`: `meta_clicked` tells `data`."""
        self._text_.push(link=Link(data))

    def push_align(self, align: int) -> None:
        """Align the lines until `pop`: ALIGN_LEFT, _CENTER, _RIGHT or _FILL. They begin anew."""
        self._text_.push_block(align=checked_choice(self, "align", align, 4))
        self._text_changed_()

    def push_indent(self, level: int) -> None:
        """Indent the lines by so many tabs until `pop`. They begin anew."""
        self._text_.push_block(indent=max(0, int(level)))
        self._text_changed_()

    def pop(self) -> None:
        """End what was pushed last."""
        if not self._text_.pop():
            raise ScriptError(f"{self!r}: there is nothing to pop: each pop() ends one push_…().")

    # -- Asking --------------------------------------------------------------------------------

    def get_line_count(self) -> int:
        """Return how many lines there are, as they were written."""
        return len(self._text_)

    def get_visible_line_count(self) -> int:
        """Return how many lines are seen, wholly or in part, as they are shown."""
        if self._tree_ is None or not self.is_visible_in_tree():
            return 0
        self._update_layout_()
        seen = 0
        for index, top in self._seen_:
            rows = self._layout_(index).rows
            seen += sum(top + row.y < self._view_.height and top + row.y + row.height > 0 for row in rows)
        return seen

    def get_total_character_count(self) -> int:
        """Return how many characters there are, line breaks not counted."""
        return self._text_.characters

    def get_content_height(self) -> int:
        """Return the height of the whole text. All of it is measured: that takes time if it is long."""
        return int(self._content_height_() + self.get_stylebox("normal").get_minimum_size()[1])

    # -- Scrolling -----------------------------------------------------------------------------

    def get_v_scroll(self) -> VScrollBar:
        """Return the scroll bar."""
        if self._tree_ is not None:
            self._update_layout_()
        return self._bar_

    def scroll_to_line(self, line: int) -> None:
        """Show a line at the top, as far as that is possible."""
        if not 0 <= line < len(self._text_):
            raise ScriptError(f"{self!r}: there is no line {line}: there are {len(self._text_)}.")
        self._update_layout_()
        self._view_.go_to_line(line)
        self._scrolled_()

    @property
    def scroll_active(self) -> bool:
        """Whether it can be scrolled."""
        return self._scroll_active_

    @scroll_active.setter
    def scroll_active(self, active: bool) -> None:
        self._scroll_active_ = bool(active)
        self._layout_changed_()

    def set_scroll_active(self, active: bool) -> None:
        """Set `scroll_active`."""
        self.scroll_active = active

    def is_scroll_active(self) -> bool:
        """Return `scroll_active`."""
        return self._scroll_active_

    @property
    def scroll_following(self) -> bool:
        """Whether it shows its end when something is added, unless the user has scrolled up."""
        return self._scroll_following_

    @scroll_following.setter
    def scroll_following(self, follow: bool) -> None:
        self._scroll_following_ = bool(follow)
        self._lines_.update()

    def set_scroll_follow(self, follow: bool) -> None:
        """Set `scroll_following`."""
        self.scroll_following = follow

    def is_scroll_following(self) -> bool:
        """Return `scroll_following`."""
        return self._scroll_following_

    # -- Others --------------------------------------------------------------------------------

    def _layout_changed_(self) -> None:
        """Have everything laid out anew."""
        self._look_ = None
        self._state_ = None
        self._text_changed_()

    @property
    def max_lines(self) -> int:
        """How many lines are kept: the oldest go when there are more. 0 for all. Ours, not Godot's."""
        return self._text_.max_lines

    @max_lines.setter
    def max_lines(self, lines: int) -> None:
        self._text_.max_lines = int(lines)
        self._text_changed_()

    @property
    def fit_content_height(self) -> bool:
        """Whether it is as high as its text."""
        return self._fit_content_height_

    @fit_content_height.setter
    def fit_content_height(self, enabled: bool) -> None:
        self._fit_content_height_ = bool(enabled)
        self._minimum_size_changed_()

    def set_fit_content_height(self, enabled: bool) -> None:
        """Set `fit_content_height`."""
        self.fit_content_height = enabled

    def is_fit_content_height_enabled(self) -> bool:
        """Return `fit_content_height`."""
        return self._fit_content_height_

    @property
    def meta_underlined(self) -> bool:
        """Whether links are underlined."""
        return self._meta_underlined_

    @meta_underlined.setter
    def meta_underlined(self, enable: bool) -> None:
        self._meta_underlined_ = bool(enable)
        self._layout_changed_()

    def set_meta_underline(self, enable: bool) -> None:
        """Set `meta_underlined`."""
        self.meta_underlined = enable

    def is_meta_underlined(self) -> bool:
        """Return `meta_underlined`."""
        return self._meta_underlined_

    @property
    def override_selected_font_color(self) -> bool:
        """Whether selected text is shown in the theme's `font_color_selected`."""
        return self._override_selected_

    @override_selected_font_color.setter
    def override_selected_font_color(self, override: bool) -> None:
        self._override_selected_ = bool(override)
        self._lines_.update()

    def set_override_selected_font_color(self, override: bool) -> None:
        """Set `override_selected_font_color`."""
        self.override_selected_font_color = override

    def is_overriding_selected_font_color(self) -> bool:
        """Return `override_selected_font_color`."""
        return self._override_selected_

    @property
    def tab_size(self) -> int:
        """How many spaces a step of indent is."""
        return self._tab_size_

    @tab_size.setter
    def tab_size(self, spaces: int) -> None:
        self._tab_size_ = max(0, int(spaces))
        self._layout_changed_()

    def set_tab_size(self, spaces: int) -> None:
        """Set `tab_size`."""
        self.tab_size = spaces

    def get_tab_size(self) -> int:
        """Return `tab_size`."""
        return self._tab_size_

    @property
    def visible_characters(self) -> int:
        """How many characters are shown from the start, line breaks not counted; -1 for all."""
        return self._visible_characters_

    @visible_characters.setter
    def visible_characters(self, amount: int) -> None:
        self._visible_characters_ = int(amount)
        self._lines_.update()

    def set_visible_characters(self, amount: int) -> None:
        """Set `visible_characters`."""
        self.visible_characters = amount

    def get_visible_characters(self) -> int:
        """Return `visible_characters`."""
        return self._visible_characters_

    @property
    def percent_visible(self) -> float:
        """The part of the characters that is shown, 0 to 1: another way to set `visible_characters`."""
        count = self._text_.characters
        if self._visible_characters_ < 0 or not count:
            return 1.0
        return min(1.0, self._visible_characters_ / count)

    @percent_visible.setter
    def percent_visible(self, percent: float) -> None:
        shown = int(percent * self._text_.characters) if 0 <= percent < 1 else -1
        self.visible_characters = shown

    def set_percent_visible(self, percent: float) -> None:
        """Set `percent_visible`."""
        self.percent_visible = percent

    def get_percent_visible(self) -> float:
        """Return `percent_visible`."""
        return self.percent_visible
