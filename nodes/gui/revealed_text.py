"""RevealedText: what Label and RichTextLabel have in common: a text of which only a part may be shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from engine.object.lifetime import guarded
from engine.object.property import Field, Getter, Property, Setter, getter, setter

from .control import Control

if TYPE_CHECKING:
    from .keywords import RevealedTextKeywords


class RevealedText(Control):
    """Shows a text from its start to some character, so that it can appear as if it were typed."""

    _visible_characters_: int

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[RevealedTextKeywords]) -> None: ...

    visible_characters: Property[int] = Field(
        -1,
        int,
        then="_redraw_text_",
        doc="How many characters are shown from the start, line breaks not counted; -1 for all.",
    )
    set_visible_characters: Setter[int] = setter(visible_characters, "amount")
    get_visible_characters: Getter[int] = getter(visible_characters)

    @property
    def percent_visible(self) -> float:
        """The part of the characters that is shown, 0 to 1: another way to set `visible_characters`."""
        count = self._character_count_()
        if self.visible_characters < 0 or not count:
            return 1.0
        return min(1.0, self.visible_characters / count)

    @percent_visible.setter
    @guarded
    def percent_visible(self, percent: float) -> None:
        self.visible_characters = int(percent * self._character_count_()) if 0 <= percent < 1 else -1

    set_percent_visible: Setter[float] = setter("percent_visible", "percent")
    get_percent_visible: Getter[float] = getter("percent_visible")

    def _character_count_(self) -> int:  # override point
        """Return how many characters there are to be shown."""
        raise NotImplementedError

    def _redraw_text_(self) -> None:  # override point
        """Have the text drawn again."""
        self.update()
