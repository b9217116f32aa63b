"""TextFieldLooks: the properties that say how a line that is edited looks. A base of LineEdit."""

from __future__ import annotations

from engine import ScriptError

from ..checked import checked_choice, checked_text
from .control import Control
from .parts.line_view import ALIGN_LEFT
from .parts.text_edit_buffer import one_line
from .theme import Icon

PLACEHOLDER_ALPHA = 0.6


class TextFieldLooks(Control):
    """What of a LineEdit is seen beside its text."""

    _align_: int = ALIGN_LEFT
    _editable_: bool = True
    _secret_: bool = False
    _secret_character_: str = "*"
    _placeholder_: str = ""
    _placeholder_alpha_: float = PLACEHOLDER_ALPHA
    _flat_: bool = False
    _expand_: bool = False
    _right_icon_: Icon | None = None
    _clear_button_: bool = False
    _caret_blink_: bool = False
    _caret_blink_speed_: float = 0.65

    def _restart_blinking_(self) -> None:
        """Show the caret, and begin to wait until it is hidden."""

    def _editable_changed_(self) -> None:
        """Take note that `editable` is another."""

    @property
    def align(self) -> int:
        """Where a short text is: ALIGN_LEFT, ALIGN_CENTER or ALIGN_RIGHT; ALIGN_FILL is ALIGN_LEFT."""
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
    def editable(self) -> bool:
        """Whether the user can change the text."""
        return self._editable_

    @editable.setter
    def editable(self, enabled: bool) -> None:
        if bool(enabled) != self._editable_:
            self._editable_ = bool(enabled)
            self._minimum_size_changed_()
            self._editable_changed_()

    def set_editable(self, enabled: bool) -> None:
        """Set `editable`."""
        self.editable = enabled

    def is_editable(self) -> bool:
        """Return `editable`."""
        return self._editable_

    @property
    def secret(self) -> bool:
        """Whether only `secret_character` is shown, for passwords. The text cannot be copied then."""
        return self._secret_

    @secret.setter
    def secret(self, enabled: bool) -> None:
        self._secret_ = bool(enabled)
        self._minimum_size_changed_()
        self.update()

    def set_secret(self, enabled: bool) -> None:
        """Set `secret`."""
        self.secret = enabled

    def is_secret(self) -> bool:
        """Return `secret`."""
        return self._secret_

    @property
    def secret_character(self) -> str:
        """What is shown for each character of a `secret` text."""
        return self._secret_character_

    @secret_character.setter
    def secret_character(self, character: str) -> None:
        if len(checked_text(self, "secret_character", character)) != 1:
            raise ScriptError(f"{self!r}: secret_character is one character, not {character!r}.")
        self._secret_character_ = character
        self._minimum_size_changed_()
        self.update()

    def set_secret_character(self, character: str) -> None:
        """Set `secret_character`."""
        self.secret_character = character

    def get_secret_character(self) -> str:
        """Return `secret_character`."""
        return self._secret_character_

    @property
    def placeholder_text(self) -> str:
        """What is shown while there is no text."""
        return self._placeholder_

    @placeholder_text.setter
    def placeholder_text(self, text: str) -> None:
        self._placeholder_ = one_line(checked_text(self, "placeholder_text", text))
        self.update()

    def set_placeholder(self, text: str) -> None:
        """Set `placeholder_text`."""
        self.placeholder_text = text

    def get_placeholder(self) -> str:
        """Return `placeholder_text`."""
        return self._placeholder_

    @property
    def placeholder_alpha(self) -> float:
        """How opaque the placeholder is, in the colour of the text.

        Unlike Godot: unless it is set, the placeholder has a colour of its own in the theme.
        """
        return self._placeholder_alpha_

    @placeholder_alpha.setter
    def placeholder_alpha(self, alpha: float) -> None:
        self._placeholder_alpha_ = float(alpha)
        self.update()

    def set_placeholder_alpha(self, alpha: float) -> None:
        """Set `placeholder_alpha`."""
        self.placeholder_alpha = alpha

    def get_placeholder_alpha(self) -> float:
        """Return `placeholder_alpha`."""
        return self._placeholder_alpha_

    @property
    def flat(self) -> bool:
        """Whether it has no background."""
        return self._flat_

    @flat.setter
    def flat(self, enabled: bool) -> None:
        self._flat_ = bool(enabled)
        self.update()

    @property
    def expand_to_text_length(self) -> bool:
        """Whether it becomes as wide as its text."""
        return self._expand_

    @expand_to_text_length.setter
    def expand_to_text_length(self, enabled: bool) -> None:
        self._expand_ = bool(enabled)
        self._minimum_size_changed_()

    def set_expand_to_text_length(self, enabled: bool) -> None:
        """Set `expand_to_text_length`."""
        self.expand_to_text_length = enabled

    def get_expand_to_text_length(self) -> bool:
        """Return `expand_to_text_length`."""
        return self._expand_

    @property
    def right_icon(self) -> Icon | None:
        """A picture at the right edge."""
        return self._right_icon_

    @right_icon.setter
    def right_icon(self, icon: Icon | None) -> None:
        self._right_icon_ = icon
        self._minimum_size_changed_()
        self.update()

    def set_right_icon(self, icon: Icon | None) -> None:
        """Set `right_icon`."""
        self.right_icon = icon

    def get_right_icon(self) -> Icon | None:
        """Return `right_icon`."""
        return self._right_icon_

    @property
    def clear_button_enabled(self) -> bool:
        """Whether a button at the right edge empties the text."""
        return self._clear_button_

    @clear_button_enabled.setter
    def clear_button_enabled(self, enable: bool) -> None:
        self._clear_button_ = bool(enable)
        self._minimum_size_changed_()
        self.update()

    def set_clear_button_enabled(self, enable: bool) -> None:
        """Set `clear_button_enabled`."""
        self.clear_button_enabled = enable

    def is_clear_button_enabled(self) -> bool:
        """Return `clear_button_enabled`."""
        return self._clear_button_

    @property
    def caret_blink(self) -> bool:
        """Whether the caret blinks."""
        return self._caret_blink_

    @caret_blink.setter
    def caret_blink(self, enabled: bool) -> None:
        self._caret_blink_ = bool(enabled)
        self._restart_blinking_()

    def cursor_set_blink_enabled(self, enabled: bool) -> None:
        """Set `caret_blink`."""
        self.caret_blink = enabled

    def cursor_get_blink_enabled(self) -> bool:
        """Return `caret_blink`."""
        return self._caret_blink_

    @property
    def caret_blink_speed(self) -> float:
        """For how many seconds a blinking caret is seen, and not seen."""
        return self._caret_blink_speed_

    @caret_blink_speed.setter
    def caret_blink_speed(self, blink_speed: float) -> None:
        if not blink_speed > 0:
            raise ScriptError(f"{self!r}: caret_blink_speed must be greater than 0, not {blink_speed!r}.")
        self._caret_blink_speed_ = float(blink_speed)
        self._restart_blinking_()

    def cursor_set_blink_speed(self, blink_speed: float) -> None:
        """Set `caret_blink_speed`."""
        self.caret_blink_speed = blink_speed

    def cursor_get_blink_speed(self) -> float:
        """Return `caret_blink_speed`."""
        return self._caret_blink_speed_
