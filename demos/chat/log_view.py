"""The log of a chat window: who said what when, in colours, or the plain lines of Godot's demo."""

from time import strftime

from demos.layout import hint
from engine import Color
from nodes import Button, Control, RichTextLabel, VBoxContainer

# Colours on a dark ground, and on a light one.
FAINT = Color("a3abb9"), Color("555e6e")
OWN = Color("8db8ff"), Color("1a57c0")
ERROR = Color("ff8f85"), Color("b3261e")


class LogView(VBoxContainer):
    """Follows its end unless the user has scrolled up; says so if something new comes below then."""

    plain = False
    """Show the lines of Godot's demo instead of our own."""

    def __init__(self, what_to_do, longest=5000):
        self.rect_min_size = (150, 50)
        self.size_flags_vertical = self.size_flags_horizontal = Control.SIZE_EXPAND_FILL
        self._text = RichTextLabel(
            scroll_following=True,
            selection_enabled=True,
            max_lines=longest,
            size_flags_vertical=Control.SIZE_EXPAND_FILL,
        )
        self._hint = hint(self._text, what_to_do)
        self._news = Button(text="↓ New messages", visible=False)
        self._news.pressed.connect(self._show_end)
        self._bar = self._text.get_v_scroll()
        self._bar.value_changed.connect(lambda value: self._is_at_end() and self._news.hide())
        self.add_child(self._text)
        self.add_child(self._news)

    def line(self, line):
        """Show a line of Godot's demo."""
        if self.plain:
            self._add((line, None))

    def say(self, name, text, hue=None):
        """Show what somebody said. `hue`, 0 to 1, tells people apart; None is oneself."""
        if not self.plain:
            self._add((f"{name}: ", self._color_of(hue)), (text, None))

    def note(self, text, is_error=False):
        """Show what happened."""
        if not self.plain:
            self._add((text, self._on_ground(ERROR if is_error else FAINT)))

    def clear(self):
        """Forget all lines."""
        self._text.clear()
        self._news.hide()
        self._hint.show()

    def _add(self, *parts):
        if not self._is_at_end():
            self._news.show()
        if self._text.get_total_character_count():
            self._text.newline()
        self._hint.hide()
        if not self.plain:
            parts = ((f"{strftime('%H:%M')}  ", self._on_ground(FAINT)), *parts)
        for text, color in parts:
            if color is None:
                self._text.add_text(text)
            else:
                self._text.push_color(color)
                self._text.add_text(text)
                self._text.pop()

    def _is_at_end(self):
        """Return True if the end is seen: as it was drawn, as nobody has seen more yet."""
        bar = self._bar
        return not bar.visible or bar.value >= bar.max_value - bar.page - 1

    def _show_end(self):
        self._text.scroll_to_line(self._text.get_line_count() - 1)
        self._news.hide()

    def _color_of(self, hue):
        if hue is None:
            return self._on_ground(OWN)
        return self._on_ground((Color.from_hsv(hue, 0.45, 0.95), Color.from_hsv(hue, 0.9, 0.45)))

    def _on_ground(self, colors):
        light_text = self.get_color("font_color", "Label").get_luminance() > 0.5
        return colors[0 if light_text else 1]
