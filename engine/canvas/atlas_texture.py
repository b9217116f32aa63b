"""AtlasTexture: a part of a picture in which many lie side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self
from weakref import WeakSet

from ..base.error import ScriptError
from ..object.property import Field, Getter, Property, Setter, getter, setter
from ..variant.rect2 import Rect2
from .commands import Four, Picture, Rgba
from .drawn_icon import Part, whole_icon
from .texture import Shower, Texture

if TYPE_CHECKING:
    from collections.abc import Iterable


def _atlas_of(texture: object, name: str, atlas: Texture | None) -> Texture | None:
    if atlas is not None and not isinstance(atlas, Texture):
        raise ScriptError(f"{texture!r}: {name} cannot be {atlas!r}. Write `Texture.load(…)`.")
    at: Any = atlas
    while isinstance(at, AtlasTexture):
        if at is texture:
            raise ScriptError(f"{texture!r} cannot be cut out of itself. Give it another texture as `atlas`.")
        at = at.atlas
    return atlas


def _rect_of(texture: object, name: str, rect: Iterable[Any]) -> Rect2:
    return Rect2(*rect)


class AtlasTexture(Texture):
    """A part of another texture, with room around it, which is drawn in place of a texture of its own.

        coin = AtlasTexture(atlas=load("res://sheet.png"), region=Rect2(16, 0, 16, 16))

    Source: Godot 3.6's `AtlasTexture`.
    """

    width: int
    height: int
    _atlas_: Texture | None
    _region_: Rect2
    _margin_: Rect2
    _shown_by_: WeakSet[Shower]

    atlas: Property[Texture | None] = Field(None, _atlas_of, then="_cut_", doc="What it is a part of.")
    set_atlas: Setter[Texture | None] = setter(atlas)
    get_atlas: Getter[Texture | None] = getter(atlas)

    region: Property[Rect2] = Field(
        Rect2(), _rect_of, then="_cut_", doc="Which part; all of it where the size is 0."
    )
    set_region: Setter[Rect2] = setter(region)
    get_region: Getter[Rect2] = getter(region)

    margin: Property[Rect2] = Field(
        Rect2(), _rect_of, then="_cut_", doc="How far the part is from the corner, and how much larger it is."
    )
    set_margin: Setter[Rect2] = setter(margin)
    get_margin: Getter[Rect2] = getter(margin)

    filter_clip: Property[bool] = Field(False, doc="Whether neighbours do not shine through: here never.")
    set_filter_clip: Setter[bool] = setter(filter_clip, "enable")
    has_filter_clip: Getter[bool] = getter(filter_clip)

    def __init__(
        self,
        atlas: Texture | None = None,
        region: Iterable[Any] = Rect2(),
        margin: Iterable[Any] = Rect2(),
    ) -> None:
        super().__init__(1, 1)
        self._shown_by_ = WeakSet()
        self.atlas, self.region, self.margin = atlas, Rect2(*region), Rect2(*margin)

    def duplicate(self, subresources: bool = False) -> Self:
        """Return a copy, of the same atlas."""
        copy = type(self)(self.atlas, self.region, self.margin)
        copy.filter_clip = self.filter_clip
        return copy

    def _cut_(self) -> None:
        """Take the size of the part, and tell those that show it."""
        (_, _, width, height), (_, _, more, lower) = self._part_(), self._margin_
        self.width = int(width + more if self._region_.size.x else width)
        self.height = int(height + lower if self._region_.size.y else height)
        self._alpha_ = b""
        for item in list(self._shown_by_):
            if not item._freed_:
                item._texture_changed_()
        self._shown_by_.clear()  # who draws it again is put into it again
        self.emit_changed()

    def _part_(self) -> Four:
        """Return the part in the pixels of the atlas."""
        left, top, width, height = self._region_
        of = self._atlas_
        return left, top, width or (of.width if of else 1), height or (of.height if of else 1)

    def cut_out(self, place: Four, source: Four | None) -> tuple[Four, Four] | None:
        """Return where it is drawn, and what of the atlas: what is within the region; None if nothing is."""
        x, y, width, height = place
        left, top, across, down = source or (0.0, 0.0, self.width, self.height)
        if not across or not down:
            return None
        begin_x, begin_y, part_width, part_height = self._part_()
        before, above = self._margin_.position
        horizontal = _cut(x, width, left + begin_x - before, across, begin_x, part_width)
        vertical = _cut(y, height, top + begin_y - above, down, begin_y, part_height)
        if horizontal is None or vertical is None:
            return None
        (x, width, left, across), (y, height, top, down) = horizontal, vertical
        return (x, y, width, height), (left, top, across, down)

    def is_pixel_opaque(self, x: int, y: int) -> bool:
        """Return False where a pixel of the part is (nearly) transparent, and outside of it."""
        left, top, width, height = self._part_()
        x, y = int(x + left - self._margin_.position.x), int(y + top - self._margin_.position.y)
        inside = left <= x < left + width and top <= y < top + height
        return self._atlas_ is not None and inside and self._atlas_.is_pixel_opaque(x, y)

    def rgba(self) -> bytes:
        """Return the pixels, four bytes each, top row first, cut out of those of the atlas anew each time."""
        if self._atlas_ is None:
            return bytes(4 * self.width * self.height)
        left, top, width, height = map(int, self._part_())
        pixels, row = self._atlas_.rgba(), 4 * self._atlas_.width
        found = bytearray(4 * self.width * self.height)
        before, above = int(self._margin_.position.x), int(self._margin_.position.y)
        wide = max(0, min(width, self.width - before, self._atlas_.width - left))
        for line in range(max(0, min(height, self.height - above, self._atlas_.height - top))):
            start, put = (top + line) * row + 4 * left, 4 * ((above + line) * self.width + before)
            found[put : put + 4 * wide] = pixels[start : start + 4 * wide]
        return bytes(found)

    def __repr__(self) -> str:
        return f"<AtlasTexture {self.region} of {self.atlas!r}>"


def _cut(at: float, size: float, start: float, length: float, begin: float, part: float) -> Four | None:
    """Return what is left within a part, in one direction, of a place and of what is shown there.

    A negative length is shown mirrored. None if nothing is left.
    """
    scale = size / length
    low, high = sorted((start, start + length))
    seen_low, seen_high = max(low, begin), min(high, begin + part)
    if seen_low >= seen_high:
        return None
    first, last = (seen_low, seen_high) if length > 0 else (seen_high, seen_low)
    return at + (first - start) * scale, (last - first) * scale, first, last - first


def pictures(
    texture: Texture | None, place: Four, source: Four | None, color: Rgba
) -> tuple[Picture | Part, ...]:
    """Return how a texture, or a part of it, is drawn over a rectangle: that of an atlas out of this."""
    while isinstance(texture, AtlasTexture):
        found = texture.cut_out(place, source)
        if found is None:
            return ()
        place, source = found
        texture = texture.atlas
    icon = whole_icon(texture, source)
    if icon is not None:
        return tuple(icon.drawn(place, color))
    return (Picture(*place, texture._picture_(), source, color),) if texture is not None else ()
