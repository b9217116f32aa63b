"""Color: red, green, blue and alpha."""

from __future__ import annotations

from collections.abc import Callable
from math import fmod
from typing import Any, ClassVar, Final, overload

from .scalar import all_equal_approx, lerp, rounded
from .value import Arithmetic, component, new, numbers, texts


class _Named(type):
    """Gives the colours that have names, such as `Color.aquamarine`, when they are asked for."""

    def __getattr__(cls, name: str) -> Color:
        from ..base.spelling import did_you_mean
        from .color_names import HTML

        if name not in HTML:
            raise AttributeError(f"There is no colour {name!r}.{did_you_mean(name, HTML)}")
        return Color(HTML[name])


class _Gray:
    """`color.gray()` is the mean of red, green and blue, and `Color.gray` is a colour, as in GDScript."""

    @overload
    def __get__(self, color: None, kind: _Named) -> Color: ...
    @overload
    def __get__(self, color: Color, kind: _Named) -> Callable[[], float]: ...
    def __get__(self, color: Color | None, kind: _Named) -> Color | Callable[[], float]:
        return kind.__getattr__("gray") if color is None else lambda: sum(color[:3]) / 3.0


class Color(Arithmetic, metaclass=_Named):
    """A colour: red, green, blue and alpha, from 0 to 1. Source: Godot 3's `Color`.

    The colours with names are attributes: `Color.red`.
    """

    __slots__ = ()

    r: Final[float] = component(0)
    g: Final[float] = component(1)
    b: Final[float] = component(2)
    a: Final[float] = component(3)

    def __new__(cls, r: Any = None, g: Any = None, b: Any = None, a: Any = None) -> Color:
        """Make it from `(r, g, b, a=1)`, from HTML notation, from a number `0xRRGGBBAA` or `(color, a)`.

        HTML notation is `"#RRGGBB"`, `"#AARRGGBB"`, or one digit for each, the `#` being optional.
        """
        if b is not None:
            return new(cls, numbers(r, g, b, 1.0 if a is None else a))
        if isinstance(r, str):
            return new(cls, _of_html(r))
        if isinstance(r, Color):
            return new(cls, (*r[:3], *numbers(r[3] if g is None else g)))
        if isinstance(r, int) and g is None:
            return new(cls, [(r >> shift & 255) / 255.0 for shift in (24, 16, 8, 0)])
        if r is None:
            return new(cls, (0.0, 0.0, 0.0, 1.0))
        raise TypeError("A Color is made from three or four numbers, a text, one whole number, or a Color.")

    @property
    def r8(self) -> int:
        """Red, from 0 to 255."""
        return _eight_bits(self[0])

    @property
    def g8(self) -> int:
        """Green, from 0 to 255."""
        return _eight_bits(self[1])

    @property
    def b8(self) -> int:
        """Blue, from 0 to 255."""
        return _eight_bits(self[2])

    @property
    def a8(self) -> int:
        """Alpha, from 0 to 255."""
        return _eight_bits(self[3])

    @property
    def h(self) -> float:
        """The hue, from 0 (red) over a third (green) and two thirds (blue) to 1."""
        r, g, b, _ = self
        high, spread = max(r, g, b), max(r, g, b) - min(r, g, b)
        if not spread:
            return 0.0
        if r == high:
            sextant = (g - b) / spread
        elif g == high:
            sextant = 2.0 + (b - r) / spread
        else:
            sextant = 4.0 + (r - g) / spread
        return sextant / 6.0 % 1.0

    @property
    def s(self) -> float:
        """The saturation, from 0 (grey) to 1."""
        high = max(self[:3])
        return (high - min(self[:3])) / high if high else 0.0

    @property
    def v(self) -> float:
        """The value, from 0 (black) to 1."""
        return max(self[:3])

    @staticmethod
    def from_hsv(h: float, s: float, v: float, a: float = 1.0) -> Color:
        """Return the colour of this hue, saturation, value and alpha."""
        if not s:
            return Color(v, v, v, a)
        h = h * 6.0 % 6.0
        f = h % 1.0
        p, q, t = v * (1.0 - s), v * (1.0 - s * f), v * (1.0 - s * (1.0 - f))
        red, green, blue = ((v, t, p), (q, v, p), (p, v, t), (p, q, v), (t, p, v), (v, p, q))[int(h)]
        return Color(red, green, blue, a)

    def linear_interpolate(self, to: Color, weight: float) -> Color:
        """Return the colour between this and `to` at `weight`, from 0 to 1."""
        return new(Color, [lerp(one, other, weight) for one, other in zip(self, to, strict=True)])

    def blend(self, over: Color) -> Color:
        """Return this colour seen through `over`."""
        below = self[3] * (1.0 - over[3])
        alpha = below + over[3]
        if not alpha:
            return Color(0.0, 0.0, 0.0, 0.0)
        mixed = [(one * below + other * over[3]) / alpha for one, other in zip(self, over, strict=True)]
        return new(Color, (*mixed[:3], alpha))

    def lightened(self, amount: float) -> Color:
        """Return it lighter: 0 leaves it, 1 is white."""
        return self._mapped(lambda part: part + (1.0 - part) * amount)

    def darkened(self, amount: float) -> Color:
        """Return it darker: 0 leaves it, 1 is black."""
        return self._mapped(lambda part: part * (1.0 - amount))

    def inverted(self) -> Color:
        """Return the opposite colour."""
        return self._mapped(lambda part: 1.0 - part)

    def contrasted(self) -> Color:
        """Return the colour that is half the range away."""
        return self._mapped(lambda part: fmod(part + 0.5, 1.0))

    def _mapped(self, change: Any) -> Color:
        """Return the colour with each part changed, but not alpha."""
        r, g, b, a = self
        return new(Color, (change(r), change(g), change(b), a))

    gray: ClassVar[_Gray] = _Gray()

    def get_luminance(self) -> float:
        """Return how light it appears, from 0 to 1 (since Godot 3.6)."""
        return 0.2126 * self[0] + 0.7152 * self[1] + 0.0722 * self[2]

    def is_equal_approx(self, color: Color) -> bool:
        """Return True if it is `color`, but for rounding."""
        return all_equal_approx(self, color)

    def to_html(self, with_alpha: bool = True) -> str:
        """Return it as `"AARRGGBB"`, without alpha as `"RRGGBB"`."""
        return f"{self.to_argb32():08x}"[0 if with_alpha else 2 :]

    def to_rgba32(self) -> int:
        """Return it as a number `0xRRGGBBAA`."""
        return self._packed("rgba", 8)

    def to_argb32(self) -> int:
        """Return it as a number `0xAARRGGBB`."""
        return self._packed("argb", 8)

    def to_abgr32(self) -> int:
        """Return it as a number `0xAABBGGRR`."""
        return self._packed("abgr", 8)

    def to_rgba64(self) -> int:
        """Return it as a number of 16 bits for each part."""
        return self._packed("rgba", 16)

    def to_argb64(self) -> int:
        """Return it as a number of 16 bits for each part, alpha first."""
        return self._packed("argb", 16)

    def to_abgr64(self) -> int:
        """Return it as a number of 16 bits for each part, alpha first, red last."""
        return self._packed("abgr", 16)

    def _packed(self, order: str, bits: int) -> int:
        """Return the parts in this order, the first in the highest bits."""
        most = (1 << bits) - 1
        found = 0
        for name in order:
            found = found << bits | max(0, min(most, int(rounded(self["rgba".index(name)] * most))))
        return found

    def __neg__(self) -> Color:
        return new(Color, [1.0 - part for part in self])

    def __str__(self) -> str:
        return ",".join(texts(self))


def Color8(r8: int, g8: int, b8: int, a8: int = 255) -> Color:
    """Return the colour of these four numbers from 0 to 255."""
    return Color(r8 / 255, g8 / 255, b8 / 255, a8 / 255)


def ColorN(name: str, alpha: float = 1.0) -> Color:
    """Return the colour of this name, such as `"red"`."""
    red, green, blue, _ = getattr(Color, name.lower())
    return Color(red, green, blue, alpha)


def _eight_bits(part: float) -> int:
    """Return a part of a colour as a number from 0 to 255."""
    return max(0, min(255, int(rounded(part * 255.0))))


def _of_html(text: str) -> tuple[float, ...]:
    """Return the parts that HTML notation gives, with alpha, if there is one, at the front."""
    digits = text.removeprefix("#")
    if len(digits) in (3, 4):
        digits = "".join([digit * 2 for digit in digits])
    if len(digits) not in (6, 8) or not set(digits) <= set("0123456789abcdefABCDEF"):
        from .color_names import HTML

        named = f", or `Color.{text.lower()}`" if text.lower() in HTML else ""
        raise ValueError(f"{text!r} is no colour. Write '#RRGGBB' or '#AARRGGBB'{named}.")
    a, r, g, b = bytes.fromhex(digits.rjust(8, "f"))
    return r / 255.0, g / 255.0, b / 255.0, a / 255.0
