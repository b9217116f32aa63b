"""A coloured dot and a line that says in words how things are."""

from engine import Color, Vector2
from nodes import Control, HBoxContainer, Label

COLORS = {"idle": "#8a8f98", "busy": "#e0a030", "good": "#3fb067", "bad": "#e5534b"}


class Dot(Control):
    color = COLORS["idle"]

    def __init__(self):
        self.rect_min_size = Vector2(14, 14)

    def _draw(self):
        self.draw_circle(self.rect_size / 2, 5, Color(self.color))


class StatusLine(HBoxContainer):
    def __init__(self):
        self._dot = Dot()
        self._words = Label(clip_text=True, size_flags_horizontal=Label.SIZE_EXPAND_FILL)
        self.add_child(self._dot)
        self.add_child(self._words)

    def show_status(self, kind, words):
        self._dot.color = COLORS[kind]
        self._dot.update()
        self._words.text = words
        self._words.hint_tooltip = words
