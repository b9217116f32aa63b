"""SpriteFrames: what an AnimatedSprite shows, one picture after the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Self

from ..base.error import ScriptError
from ..base.spelling import did_you_mean
from ..object.lifetime import guarded
from ..object.resource import Resource
from ..variant.pool_string_array import PoolStringArray
from .texture import Texture

_DEFAULT = "default"


class _Animation:
    """Pictures, how many of them there are in a second, and whether they begin anew."""

    __slots__ = ("frames", "loop", "speed")

    def __init__(self, speed: float = 5.0, loop: bool = True) -> None:
        self.frames: list[Texture | None] = []
        self.speed = speed
        self.loop = loop


class SpriteFrames(Resource):
    """Animations by their names, each of them pictures; there is one of the name `"default"`.

        frames = SpriteFrames()
        frames.add_animation("run")
        for name in ("run1.png", "run2.png"):
            frames.add_frame("run", Texture.load(name))

    Source: Godot 3.6's `SpriteFrames`.
    """

    def __init__(self) -> None:
        self._animations_ = {_DEFAULT: _Animation()}

    # -- Animations ----------------------------------------------------------------------------

    def add_animation(self, anim: str) -> None:
        """Add an animation without pictures, of 5 in a second, that begins anew."""
        if anim in self._animations_:
            raise ScriptError(f"{self!r} has an animation {anim!r} already: take another name.")
        self._animations_[anim] = _Animation()
        self.changed.emit()

    def remove_animation(self, anim: str) -> None:
        """Remove an animation."""
        self._of_(anim)
        del self._animations_[anim]
        self.changed.emit()

    def rename_animation(self, anim: str, newname: str) -> None:
        """Give an animation another name."""
        self._of_(anim)
        if newname in self._animations_:
            raise ScriptError(f"{self!r} has an animation {newname!r} already: take another name.")
        self._animations_[newname] = self._animations_.pop(anim)
        self.changed.emit()

    def has_animation(self, anim: str) -> bool:
        """Return True if there is an animation of this name."""
        return anim in self._animations_

    def get_animation_names(self) -> PoolStringArray:
        """Return the names of all animations, sorted."""
        return PoolStringArray(sorted(self._animations_))

    def set_animation_speed(self, anim: str, speed: float) -> None:
        """Set how many pictures of an animation there are in a second."""
        if not speed >= 0:
            raise ScriptError(f"{self!r}: a speed is 0 or more, not {speed!r}.")
        self._of_(anim).speed = float(speed)
        self.changed.emit()

    def get_animation_speed(self, anim: str) -> float:
        """Return how many pictures of an animation there are in a second."""
        return self._of_(anim).speed

    def set_animation_loop(self, anim: str, loop: bool) -> None:
        """Set whether an animation begins anew."""
        self._of_(anim).loop = bool(loop)
        self.changed.emit()

    def get_animation_loop(self, anim: str) -> bool:
        """Return whether an animation begins anew."""
        return self._of_(anim).loop

    def clear_all(self) -> None:
        """Remove all animations; there is an empty `"default"` then."""
        self._animations_ = {_DEFAULT: _Animation()}
        self.changed.emit()

    def _of_(self, anim: str) -> _Animation:
        found = self._animations_.get(anim)
        if found is None:
            raise ScriptError(
                f"{self!r} has no animation {anim!r}.{did_you_mean(anim, self._animations_)}"
                f" Write `add_animation({anim!r})` first."
            )
        return found

    # -- Pictures ------------------------------------------------------------------------------

    def add_frame(self, anim: str, frame: Texture | None, at_position: int = -1) -> None:
        """Add a picture to an animation: before the one at `at_position`, without that at the end."""
        frames = self._of_(anim).frames
        at = at_position if 0 <= at_position < len(frames) else len(frames)
        frames.insert(at, self._picture_(frame))
        self.changed.emit()

    def set_frame(self, anim: str, idx: int, txt: Texture | None) -> None:
        """Put another picture in the place of one."""
        frames = self._of_(anim).frames
        if not 0 <= idx < len(frames):
            raise ScriptError(f"{self!r}: {anim!r} has {len(frames)} pictures, so there is none at {idx}.")
        frames[idx] = self._picture_(txt)
        self.changed.emit()

    def get_frame(self, anim: str, idx: int) -> Texture | None:
        """Return a picture, None if there is none at `idx`."""
        frames = self._of_(anim).frames
        return frames[idx] if 0 <= idx < len(frames) else None

    def remove_frame(self, anim: str, idx: int) -> None:
        """Remove a picture."""
        frames = self._of_(anim).frames
        if 0 <= idx < len(frames):
            del frames[idx]
            self.changed.emit()

    def get_frame_count(self, anim: str) -> int:
        """Return how many pictures an animation has."""
        return len(self._of_(anim).frames)

    def clear(self, anim: str) -> None:
        """Remove all pictures of an animation."""
        self._of_(anim).frames.clear()
        self.changed.emit()

    def _picture_(self, picture: Texture | None) -> Texture | None:
        if picture is not None and not isinstance(picture, Texture):
            raise ScriptError(f"{self!r}: {picture!r} is no picture. Write `Texture.load(…)`.")
        return picture

    # -- All in one ----------------------------------------------------------------------------

    def duplicate(self, subresources: bool = False) -> Self:
        """Return a copy with animations of its own, of the same pictures."""
        twin = super().duplicate(subresources)
        twin.animations = self.animations
        return twin

    @property
    def animations(self) -> list[dict[str, Any]]:
        """All animations, as scene files have them: `{"name", "speed", "loop", "frames"}`, a copy."""
        return [
            {"frames": list(found.frames), "loop": found.loop, "name": name, "speed": found.speed}
            for name, found in self._animations_.items()
        ]

    @animations.setter
    @guarded
    def animations(self, animations: Iterable[Mapping[str, Any]]) -> None:
        self._animations_ = {}
        for entry in animations:
            made = self._animations_[entry["name"]] = _Animation(float(entry["speed"]), bool(entry["loop"]))
            made.frames = [self._picture_(frame) for frame in entry["frames"]]
        self.changed.emit()

    def __repr__(self) -> str:
        return f"<SpriteFrames: {', '.join(self._animations_)}>"
