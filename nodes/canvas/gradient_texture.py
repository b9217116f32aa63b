"""GradientTexture: a row of pixels that goes over from colour to colour."""

from __future__ import annotations

from typing import Any, Self
from weakref import WeakSet

from engine import Gradient, ScriptError
from engine.canvas.texture import Shower, Texture
from engine.object.lifetime import guarded, misfit
from engine.object.property import Field, Getter, Property, Setter, getter, setter

_WIDEST = 16_384


def _gradient_of(texture: GradientTexture, name: str, gradient: Gradient | None) -> Gradient | None:
    if gradient is not None and not isinstance(gradient, Gradient):
        raise ScriptError(f"{texture!r}: {name} cannot be {gradient!r}. Write `Gradient()`.")
    before = texture._gradient_
    if before is not gradient:
        if before is not None:
            before.changed.disconnect(texture._changed_)
        if gradient is not None:
            gradient.changed.connect(texture._changed_)
    return gradient


class GradientTexture(Texture):
    """Shows a gradient from left to right, a pixel high: stretched, as a TextureRect or a bar does it.

        sky = GradientTexture(gradient, 256)

    It is clear without a gradient, and is drawn anew when that changes.

    Source: Godot 3.6's `GradientTexture`.
    """

    _gradient_: Gradient | None
    _width_: int = 2048
    _made_: Texture | None = None
    _shown_by_: WeakSet[Shower]
    _stored_ = ("width",)

    gradient: Property[Gradient | None] = Field(
        None, _gradient_of, then="_changed_", doc="The colours, from 0 at the left to 1 at the right."
    )
    set_gradient: Setter[Gradient | None] = setter(gradient)
    get_gradient: Getter[Gradient | None] = getter(gradient)

    use_hdr: Property[bool] = Field(False, doc="Whether colours may be brighter than white: here never.")
    set_use_hdr: Setter[bool] = setter(use_hdr)
    is_using_hdr: Getter[bool] = getter(use_hdr)

    def __init__(self, gradient: Gradient | None = None, width: int = 2048) -> None:
        super().__init__(width, 1)
        self._shown_by_ = WeakSet()
        self.gradient = gradient

    @property
    def width(self) -> int:
        """How many pixels it has."""
        return self._width_

    @width.setter
    @guarded
    def width(self, width: int) -> None:
        if not isinstance(width, int | float):
            raise misfit(self, "width", width)
        if not 1 <= width <= _WIDEST:
            raise ScriptError(f"{type(self).__name__}.width is 1 to {_WIDEST}, not {width!r}.")
        self._width_ = int(width)
        self._changed_()

    set_width: Setter[int] = setter("width")

    def _changed_(self) -> None:
        """Forget the pixels, and tell those that show them."""
        self._made_, self._rgba_, self._alpha_ = None, b"", b""
        for item in list(vars(self).get("_shown_by_", ())):
            if not item._freed_:
                item._texture_changed_()
        self.emit_changed()

    def _picture_(self) -> Texture:
        if self._made_ is None:
            self._made_ = Texture.from_rgba(self._width_, 1, self.rgba())
        return self._made_

    def rgba(self) -> bytes:
        """Return the pixels, four bytes each."""
        if not self._rgba_:
            gradient, last = self._gradient_, max(self._width_ - 1, 1)
            if gradient is None:
                self._rgba_ = bytes(4 * self._width_)
            else:
                colors = [gradient.interpolate(at / last) for at in range(self._width_)]
                self._rgba_ = bytes(_byte(part) for color in colors for part in color)
        return self._rgba_

    def duplicate(self, subresources: bool = False) -> Self:
        """Return a copy, of the same gradient, or with `subresources` of a copy of it."""
        gradient: Any = self.gradient
        if subresources and gradient is not None:
            gradient = gradient.duplicate(True)
        copy = type(self)(gradient, self._width_)
        copy.use_hdr = self.use_hdr
        return copy

    def __repr__(self) -> str:
        return f"<GradientTexture of {self._width_} pixels>"


def _byte(part: float) -> int:
    return int(min(max(part * 255.0, 0.0), 255.0))
