"""RichTextLabel: text in colours, fonts and links, as much of it as there may be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Unpack

from engine import OK, Error, Node, ScriptError, Signal, Vector2, push_error
from engine.canvas.commands import CLEAR, Rgba
from engine.canvas.error import PictureError
from engine.canvas.texture import Texture
from engine.input.event import InputEvent
from engine.input.key_event import InputEventKey
from engine.input.keys import (
    BUTTON_LEFT,
    BUTTON_MASK_LEFT,
    BUTTON_WHEEL_DOWN,
    BUTTON_WHEEL_UP,
    KEY_A,
    KEY_C,
    KEY_DOWN,
    KEY_END,
    KEY_HOME,
    KEY_INSERT,
    KEY_PAGEDOWN,
    KEY_PAGEUP,
    KEY_UP,
)
from engine.input.mouse_event import InputEventMouseButton, InputEventMouseMotion
from engine.object.lifetime import guarded
from engine.object.property import Field, Getter, Property, Setter, getter, setter
from engine.scene.lifecycle import emit
from engine.scene.notified import notified
from engine.text.font import Font
from engine.variant.surrogates import without_surrogates

from ..checked import checked_text, choice, not_negative
from .control import Control
from .parts.bbcode import ImageMark, Piece, parse_bbcode
from .parts.paragraph_layout import ALIGN_CENTER, ALIGN_FILL, ALIGN_LEFT, ALIGN_RIGHT, Look
from .parts.rich_text import LIST_DOTS, LIST_LETTERS, LIST_NUMBERS, Image, Link, ListMark, RichText
from .parts.rich_text_layout import RichTextLayout, Room
from .parts.text_selection import TextSelection
from .parts.text_table import Table
from .parts.triple_click import TripleClick
from .revealed_text import RevealedText
from .scroll_bar import VScrollBar
from .scrolled_pane import ScrolledPane

if TYPE_CHECKING:
    from .keywords import RichTextLabelKeywords


_alignment = choice(4)
_MOST_COLUMNS = 99
_list_kind = choice(3, "use RichTextLabel.LIST_DOTS")

_WHEEL_ROWS = 3
_DRAG_SPEED = 12.0
"""How many times its distance from the edge a dragging pointer scrolls in a second."""


class RichTextLabel(RevealedText):
    """A long text, for reading: a log, a chat, a help page. It scrolls by itself.

        log.push_color(Color.red)
        log.add_text("No connection.\\n")
        log.pop()
        log.append_bbcode("[b]Ada[/b]: " + escape_bbcode(message) + "\\n")

    With `scroll_following` it stays at its end while lines are added, unless the user has scrolled up,
    and goes on when the user is at the end again. To add a line takes microseconds however many there
    are; `max_lines` lets the oldest go.

    Source: Godot 3.6's `RichTextLabel`. Unlike Godot: bold and italics add up; a tag that is not
    closed ends with the text that it is in; links have a colour; each cell of a table is in one row; there
    is no `search`; the size of a scroll bar is a guess until long texts were seen.
    """

    ALIGN_LEFT = ALIGN_LEFT
    ALIGN_CENTER = ALIGN_CENTER
    ALIGN_RIGHT = ALIGN_RIGHT
    ALIGN_FILL = ALIGN_FILL
    LIST_NUMBERS = LIST_NUMBERS
    LIST_LETTERS = LIST_LETTERS
    LIST_DOTS = LIST_DOTS

    meta_clicked: Final = Signal[Any]("meta")
    meta_hover_started: Final = Signal[Any]("meta")
    meta_hover_ended: Final = Signal[Any]("meta")

    # In this order: `bbcode_text` shows itself, and then comes what was added.
    _stored_ = ("bbcode_enabled", "bbcode_text", "_content_")

    _clip_content_: bool = True
    _pressed_link_: Link | None = None
    _hovered_link_: Link | None = None
    _dragged_to_: Vector2 | None = None
    """Where the pointer is that selects beyond the edge."""

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[RichTextLabelKeywords]) -> None: ...

    def _make_parts_(self) -> None:
        super()._make_parts_()
        self._text_ = RichText()
        self._lines_ = RichTextLayout(self._text_)
        self._pane_ = ScrolledPane(self, "_lines", self._draw_lines_, self._bar_moved_)
        self._selection_ = TextSelection(self._text_, self._pane_.layer.update)
        self._triple_ = TripleClick()

    # -- Properties ----------------------------------------------------------------------------

    deselect_on_focus_loss_enabled: bool = True
    """Whether nothing is selected any more when the focus goes elsewhere."""
    set_deselect_on_focus_loss_enabled: Setter[bool] = setter("deselect_on_focus_loss_enabled")
    is_deselect_on_focus_loss_enabled: Getter[bool] = getter("deselect_on_focus_loss_enabled")

    @property
    def text(self) -> str:
        """What is shown, without marks and styles. Setting it shows a plain text."""
        return self._text_.text

    @text.setter
    @guarded
    def text(self, text: str) -> None:
        checked_text(self, "text", text)
        self.clear()
        self.add_text(text)

    set_text: Setter[str] = setter("text")
    get_text: Getter[str] = getter("text")

    bbcode_text: Property[str] = Field(
        "",
        checked_text,
        then="_show_bbcode_",
        doc="The text with its marks, as it was set; what is added later is not in it.",
    )
    set_bbcode: Setter[str] = setter(bbcode_text, "text")
    get_bbcode: Getter[str] = getter(bbcode_text)

    bbcode_enabled: Property[bool] = Field(
        False,
        changed="_show_bbcode_again_",
        doc="Whether the marks in `bbcode_text` mean something, or are shown as they are written.",
    )
    set_use_bbcode: Setter[bool] = setter(bbcode_enabled, "enable")
    is_using_bbcode: Getter[bool] = getter(bbcode_enabled)

    max_lines: Property[int] = Field(
        0,
        int,
        state="_text_.max_lines",
        then="_text_changed_",
        doc="How many lines are kept: the oldest go when there are more. 0 for all. Ours, not Godot's.",
    )

    scroll_active: Property[bool] = Field(
        True, state="_lines_.scrolls", then="_text_changed_", doc="Whether it can be scrolled."
    )
    set_scroll_active: Setter[bool] = setter(scroll_active, "active")
    is_scroll_active: Getter[bool] = getter(scroll_active)

    scroll_following: Property[bool] = Field(
        False,
        state="_lines_.follows",
        then="_redraw_text_",
        doc="Whether it shows its end when something is added, unless the user has scrolled up.",
    )
    set_scroll_follow: Setter[bool] = setter(scroll_following, "follow")
    is_scroll_following: Getter[bool] = getter(scroll_following)

    fit_content_height: Property[bool] = Field(
        False, state="_lines_.grows", then="_fitting_switched_", doc="Whether it is as high as its text."
    )
    set_fit_content_height: Setter[bool] = setter(fit_content_height, "enabled")
    is_fit_content_height_enabled: Getter[bool] = getter(fit_content_height)

    meta_underlined: Property[bool] = Field(True, then="_look_changed_", doc="Whether links are underlined.")
    set_meta_underline: Setter[bool] = setter(meta_underlined, "enable")
    is_meta_underlined: Getter[bool] = getter(meta_underlined)

    tab_size: Property[int] = Field(
        4, not_negative, then="_look_changed_", doc="How many spaces a step of indent is."
    )
    set_tab_size: Setter[int] = setter(tab_size, "spaces")
    get_tab_size: Getter[int] = getter(tab_size)

    override_selected_font_color: Property[bool] = Field(
        False,
        then="_look_changed_",
        doc="Whether selected text is shown in the theme's `font_color_selected`.",
    )
    set_override_selected_font_color: Setter[bool] = setter(override_selected_font_color, "override")
    is_overriding_selected_font_color: Getter[bool] = getter(override_selected_font_color)

    selection_enabled: Property[bool] = Field(
        False, then="_selection_switched_", doc="Whether text can be selected and copied."
    )
    set_selection_enabled: Setter[bool] = setter(selection_enabled, "enabled")
    is_selection_enabled: Getter[bool] = getter(selection_enabled)

    # -- The text ------------------------------------------------------------------------------

    def _show_bbcode_(self) -> None:
        self.clear()
        if self.bbcode_enabled:
            self.append_bbcode(self.bbcode_text)
        else:
            self.add_text(self.bbcode_text)

    def _show_bbcode_again_(self) -> None:
        if self.bbcode_text:
            self._show_bbcode_()

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
            case "list":
                self._push_items_(value)
            case "table":
                text.push_block(table=Table(value), cell=False)
            case "cell":
                self._begin_cell_(value)
            case "effect":
                text.push(effect=value)
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
        self._lines_.line_removed(line)
        self._text_changed_()
        return True

    def clear(self) -> None:
        """Show nothing, and begin without styles. It follows its end again."""
        self._text_.clear()
        self._selection_.anchor = None
        self._lines_.at_end = True
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
        self._text_.push_block(align=_alignment(self, "align", align))
        self._text_changed_()

    def push_indent(self, level: int) -> None:
        """Indent the lines by so many tabs until `pop`. They begin anew."""
        self._text_.push_block(indent=max(0, int(level)))
        self._text_changed_()

    def push_list(self, type: int) -> None:
        """Make each line an item of a list until `pop`: LIST_NUMBERS, _LETTERS or _DOTS. They begin anew."""
        self._push_items_(_list_kind(self, "type", type))
        self._text_changed_()

    def _push_items_(self, kind: int) -> None:
        self._text_.push_block(items=ListMark(kind), indent=self._text_.style.indent + 1)

    def push_table(self, columns: int) -> None:
        """Begin a table of so many columns, until `pop`. What is added stands in cells: `push_cell`."""
        if not 1 <= columns <= _MOST_COLUMNS:
            raise ScriptError(f"{self!r}: a table has 1 to {_MOST_COLUMNS} columns, not {columns!r}.")
        self._text_.push_block(table=Table(int(columns)), cell=False)
        self._text_changed_()

    def push_cell(self) -> None:
        """Begin a cell of a table, until `pop`: the next of its row, or the first of a new one."""
        if not self._text_.begin_cell():
            raise ScriptError(f"{self!r}: there is no table for a cell: call `push_table(columns)` first.")
        self._text_changed_()

    def set_table_column_expand(self, column: int, expand: bool, ratio: int = 1) -> None:
        """Set whether a column of the table that was pushed takes of the room that is left, and how much."""
        table = self._text_.style.table
        if table is None or not 0 <= column < table.columns:
            raise ScriptError(
                f"{self!r}: there is no column {column!r}: call it after `push_table(columns)`."
            )
        table.expand(int(column), max(0.0, float(ratio)) if expand else 0.0)
        self._text_changed_()

    def _begin_cell_(self, ratio: int) -> None:
        """Begin a cell that a mark says; without a table, what is in it is a text like any other."""
        if not self._text_.begin_cell():
            self._text_.push()
            return
        table = self._text_.style.table
        if table is not None and ratio:
            table.expand(table.begun - 1, float(ratio))

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
        return self._laid_out_().rows_seen()

    def get_total_character_count(self) -> int:
        """Return how many characters there are, line breaks not counted."""
        return self._text_.characters

    def get_content_height(self) -> int:
        """Return the height of the whole text. All of it is measured: that takes time if it is long."""
        return int(self._laid_out_().content_height + self.get_stylebox("normal").get_minimum_size()[1])

    # -- Laying out ----------------------------------------------------------------------------

    def _text_changed_(self) -> None:
        """Take note that the text is another: it is laid out when it is drawn."""
        self._pane_.layer.update()
        if self._text_.moves:
            self._switch_frames_()
        if self._lines_.grows:
            self._minimum_size_changed_()

    def _switch_frames_(self) -> None:
        """Be told of frames while effects move, or the text scrolls under a dragging pointer."""
        self.set_process_internal(self._text_.moves or self._dragged_to_ is not None)

    def _fitting_switched_(self) -> None:
        self._redraw_text_()
        self._minimum_size_changed_()

    def _look_changed_(self) -> None:
        """Have everything laid out anew."""
        self._lines_.look = None
        self._text_changed_()

    def _character_count_(self) -> int:
        return self._text_.characters

    def _redraw_text_(self) -> None:
        self._pane_.layer.update()

    @notified(Node.NOTIFICATION_ENTER_TREE, Control.NOTIFICATION_THEME_CHANGED)
    def _forget_look_(self) -> None:
        self._lines_.look = None

    @notified(Node.NOTIFICATION_ENTER_TREE, Control.NOTIFICATION_RESIZED, Control.NOTIFICATION_THEME_CHANGED)
    def _place_pane_(self) -> None:
        self._pane_.place(self.get_stylebox("normal"), self._size_)
        if self._lines_.grows:
            self._minimum_size_changed_()

    def _laid_out_(self) -> RichTextLayout:
        """Return the lines, laid out for the room that there is now."""
        lines, pane = self._lines_, self._pane_
        if self._tree_ is None:
            pane.place(self.get_stylebox("normal"), self._size_)
        if lines.look is None:
            lines.look = self._theme_look_()
        width, height = pane.inner.size
        if lines.update(Room(width, height, min(width, pane.narrow))):
            pane.show(lines.overflows, self._text_.heights.total, height, lines.window.value)
        return lines

    def _theme_look_(self) -> Look:
        font = self.get_font("normal_font")
        color = self.get_color("default_color")
        return Look(
            font,
            self.get_font("bold_font"),
            self.get_font("italics_font"),
            self.get_font("bold_italics_font"),
            self.get_font("mono_font"),
            color,
            self.get_color("url_color") if self.has_color("url_color") else color,
            self.meta_underlined,
            float(self.get_constant("line_separation")),
            self.tab_size * font.advance(" "),
            self.get_color("font_color_shadow") if self.has_color("font_color_shadow") else CLEAR,
            float(self.get_constant("shadow_offset_x")),
            float(self.get_constant("shadow_offset_y")),
            self.get_color("selection_color"),
            self.get_color("font_color_selected") if self.override_selected_font_color else None,
        )

    def _content_minimum_(self) -> Vector2:
        width, height = self.get_stylebox("normal").get_minimum_size()
        return Vector2(width, height + (self._laid_out_().content_height if self._lines_.grows else 0.0))

    # -- Scrolling -----------------------------------------------------------------------------

    def get_v_scroll(self) -> VScrollBar:
        """Return the scroll bar, brought up to date. One that is kept is up to date after each frame."""
        if self._tree_ is not None:
            self._laid_out_()
        return self._pane_.bar

    def scroll_to_line(self, line: int) -> None:
        """Show a line at the top, as far as that is possible."""
        if not 0 <= line < len(self._text_):
            raise ScriptError(f"{self!r}: there is no line {line}: there are {len(self._text_)}.")
        self._laid_out_().go_to_line(line)
        self._redraw_text_()

    def _bar_moved_(self, value: float) -> None:
        self._laid_out_().scroll_to(value)

    def _scroll_by_(self, distance: float) -> bool:
        """Scroll by a distance; return if there is something to scroll."""
        lines = self._laid_out_()
        if lines.overflows:
            lines.scroll_by(distance)
            self._redraw_text_()
        return lines.overflows

    # -- Drawing -------------------------------------------------------------------------------

    @notified(Control.NOTIFICATION_DRAW)
    def _draw_background_(self) -> None:
        self._draw_themed_("normal")
        if self.has_focus():
            self._draw_themed_("focus")

    def _draw_lines_(self) -> None:
        self._pane_.layer._add_(*self._laid_out_().drawn(self._selection_, self.visible_characters))

    # -- Input ---------------------------------------------------------------------------------

    def get_cursor_shape(self, position: Vector2 = Vector2.ZERO) -> int:
        """Return a hand on links, a text beam where text can be selected."""
        if self._selection_.anchor is None and self._link_at_(position) is not None:
            return Control.CURSOR_POINTING_HAND
        shape = self.mouse_default_cursor_shape
        return Control.CURSOR_IBEAM if self.selection_enabled and not shape else shape

    def _gui_input_(self, event: InputEvent) -> None:
        if isinstance(event, InputEventMouseButton):
            if event.button_index == BUTTON_LEFT:
                if event.pressed:
                    self._press_(event)
                else:
                    self._release_(event)
            elif event.pressed and event.button_index in (BUTTON_WHEEL_UP, BUTTON_WHEEL_DOWN):
                rows = _WHEEL_ROWS * event.factor * (-1 if event.button_index == BUTTON_WHEEL_UP else 1)
                if self._scroll_by_(rows * self._laid_out_().row_height):
                    self.accept_event()
        elif isinstance(event, InputEventMouseMotion):
            self._move_(event)
        elif isinstance(event, InputEventKey) and event.pressed and not event.alt and self._key_(event):
            self.accept_event()

    def _press_(self, event: InputEventMouseButton) -> None:
        self._pressed_link_ = self._link_at_(event.position)
        if not self.selection_enabled:
            return
        place = self._laid_out_().place_at(*self._in_pane_(event.position))
        if place is None:
            return
        if event.doubleclick:
            self._select_word_(event.position)
            self._triple_.expect(self.get_tree())
        elif self._triple_.comes():
            self._selection_.select_line(place[0])
        else:
            self._selection_.begin(place, event.shift)

    def _release_(self, event: InputEventMouseButton) -> None:
        self._stop_selecting_()
        link, self._pressed_link_ = self._pressed_link_, None
        if link is not None and self._selection_.range is None and self._link_at_(event.position) is link:
            emit(self, "meta_clicked", link.meta)

    def _move_(self, event: InputEventMouseMotion) -> None:
        if self._selection_.anchor is not None and event.button_mask & BUTTON_MASK_LEFT:
            self._triple_.forget()
            self._select_to_(event.position)
            if 0 <= event.position[1] < self._size_[1]:
                self._stop_dragging_()
            else:
                self._dragged_to_ = event.position
                self._switch_frames_()
        else:
            self._hover_(self._link_at_(event.position))

    def _key_(self, event: InputEventKey) -> bool:
        """Do what a key asks for; return False if it is for others."""
        key = event.scancode
        if event.command:
            if key in (KEY_C, KEY_INSERT):
                self.selection_copy()
            elif key == KEY_A and self.selection_enabled:
                self.select_all()
            else:
                return False
            return True
        if event.shift:
            return False
        lines = self._laid_out_()
        page, row = lines.window.height, lines.row_height
        steps = {KEY_UP: -row, KEY_DOWN: row, KEY_PAGEUP: row - page, KEY_PAGEDOWN: page - row}
        if key in steps:
            return self._scroll_by_(steps[key])
        if key == KEY_HOME:
            return self._scroll_by_(-self._text_.heights.total)
        if key == KEY_END and lines.overflows:
            lines.go_to_end()
            self._redraw_text_()
            return True
        return False

    # -- Links ---------------------------------------------------------------------------------

    def _in_pane_(self, point: Vector2) -> Vector2:
        return point - self._pane_.inner.position

    def _link_at_(self, point: Vector2) -> Link | None:
        if not self._pane_.inner.has_point(point):
            return None
        return self._laid_out_().link_at(*self._in_pane_(point))

    @notified(Control.NOTIFICATION_MOUSE_EXIT)
    def _hover_no_link_(self) -> None:
        self._hover_(None)

    def _hover_(self, link: Link | None) -> None:
        before = self._hovered_link_
        if link is not before:
            self._hovered_link_ = link
            if before is not None:
                emit(self, "meta_hover_ended", before.meta)
            if link is not None and self._hovered_link_ is link:
                emit(self, "meta_hover_started", link.meta)

    # -- Selecting -----------------------------------------------------------------------------

    def get_selected_text(self) -> str:
        """Return what is selected, without pictures."""
        return self._selection_.text

    def select_all(self) -> None:
        """Select the whole text. Ours, not Godot's."""
        if self.selection_enabled:
            self._selection_.select_all()

    def deselect(self) -> None:
        """Select nothing."""
        self._selection_.clear()

    def selection_copy(self) -> None:
        """Put what is selected into the clipboard."""
        selected = self.get_selected_text()
        if selected:
            self.get_tree().display.set_clipboard(selected)

    def _select_word_(self, point: Vector2) -> None:
        word = self._laid_out_().word_at(*self._in_pane_(point))
        if word is not None:
            self._selection_.select(*word)

    def _select_to_(self, point: Vector2) -> None:
        place = self._laid_out_().place_at(*self._in_pane_(point))
        if place is not None:
            self._selection_.go_on(place)

    @notified(Node.NOTIFICATION_INTERNAL_PROCESS)
    def _scroll_while_dragging_(self) -> None:
        """Scroll while the pointer selects beyond the upper or lower edge."""
        if self._text_.moves:
            self._lines_.time += self.get_process_delta_time()
            if self.is_visible_in_tree():
                self._redraw_text_()
        elif self._dragged_to_ is None:
            self._switch_frames_()
        pointer = self._dragged_to_
        if pointer is not None:
            beyond = pointer[1] if pointer[1] < 0 else pointer[1] - self._size_[1]
            if self._scroll_by_(beyond * _DRAG_SPEED * self.get_process_delta_time()):
                self._select_to_(pointer)

    @notified(Node.NOTIFICATION_EXIT_TREE)
    def _stop_selecting_(self) -> None:
        """Take the mouse button as released."""
        self._selection_.anchor = None
        self._stop_dragging_()

    def _stop_dragging_(self) -> None:
        if self._dragged_to_ is not None:
            self._dragged_to_ = None
            self._switch_frames_()

    def _selection_switched_(self) -> None:
        if not self.selection_enabled:
            self._stop_selecting_()
            self.deselect()
        self.focus_mode = Control.FOCUS_ALL if self.selection_enabled else Control.FOCUS_NONE

    @notified(Control.NOTIFICATION_FOCUS_EXIT)
    def _deselect_on_focus_loss_(self) -> None:
        if self.deselect_on_focus_loss_enabled:
            self.deselect()
