"""AnimatedSprite: a node that shows one picture after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Unpack

from engine import Node, Signal, SpriteFrames
from engine.base.fault import push_error
from engine.base.spelling import did_you_mean
from engine.object.property import Field, Getter, Property, Setter, getter, setter
from engine.scene.lifecycle import emit
from engine.scene.notified import notified
from engine.variant.single import single

from ..checked import instance_of
from .node_2d import Node2D
from .placed_picture import PlacedPicture

if TYPE_CHECKING:
    from .keywords import AnimatedSpriteKeywords


_frames_of = instance_of(SpriteFrames, "Write `SpriteFrames()`.")


class AnimatedSprite(PlacedPicture):
    """Shows the pictures of a SpriteFrames, each for as long as its speed says.

    Source: Godot 3.6's `AnimatedSprite`. *Unlike Godot:* `frame_changed` comes when another frame is shown,
    so not again and again after the end of an animation that does not begin anew.
    """

    animation_finished: Final = Signal()
    frame_changed: Final = Signal()

    _set_last_ = ("animation", "frame", "playing")

    _frames_: SpriteFrames | None = None
    _animation_: str
    _frame_: int
    _playing_: bool
    _speed_scale_: float
    _backwards_: bool = False
    _left_: float = 0.0
    """For how many seconds the frame is still shown."""
    _over_: bool = False
    """It has come to the end, and does not begin anew."""

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[AnimatedSpriteKeywords]) -> None: ...

    frames: Property[SpriteFrames | None] = Field(
        None, _frames_of, then="_frames_set_", state="_given_", doc="Its animations and their pictures."
    )
    set_sprite_frames: Setter[SpriteFrames | None] = setter(frames, "sprite_frames")
    get_sprite_frames: Getter[SpriteFrames | None] = getter(frames)

    animation: Property[str] = Field(
        "default", str, by="_show_animation_", doc="Which animation is shown. The first frame comes first."
    )
    set_animation: Setter[str] = setter(animation)
    get_animation: Getter[str] = getter(animation)

    frame: Property[int] = Field(0, int, by="_show_frame_", doc="Which frame is shown, from 0.")
    set_frame: Setter[int] = setter(frame)
    get_frame: Getter[int] = getter(frame)

    playing: Property[bool] = Field(False, changed="_begin_frame_", doc="Whether one comes after the other.")
    set_playing: Setter[bool] = setter(playing)
    is_playing: Getter[bool] = getter(playing)

    speed_scale: Property[float] = Field(1.0, float, then="_switch_", doc="How fast time runs for it.")
    set_speed_scale: Setter[float] = setter(speed_scale)
    get_speed_scale: Getter[float] = getter(speed_scale)

    # -- What is shown -------------------------------------------------------------------------

    def play(self, anim: str = "", backwards: bool = False) -> None:
        """Play an animation, or go on with this one; `backwards` from its end."""
        self._backwards_ = backwards
        if anim:
            self._show_animation_(anim)
            frames = self._frames_
            if backwards and self._frame_ == 0 and frames is not None and frames.has_animation(anim):
                self._show_frame_(frames.get_frame_count(anim) - 1)
        self._over_ = False
        self.playing = True
        self._switch_()

    def stop(self) -> None:
        """Stand still."""
        self.playing = False

    def _frames_set_(self) -> None:
        """Take note that it has other pictures, or that these have changed."""
        given: SpriteFrames | None = self.frames
        before = self._frames_
        if given is not before:
            if before is not None:
                before.changed.disconnect(self._frames_set_)
            self._frames_ = given
            if given is not None:
                given.changed.connect(self._frames_set_)
        if given is None:
            self._frame_ = 0
        else:
            self._show_frame_(self._frame_)
        self._over_ = False
        if given is not before:
            self._begin_frame_()
        self._switch_()
        self.update()

    def _show_animation_(self, animation: str) -> None:
        frames = self._frames_
        if frames is not None and not frames.has_animation(animation):
            names = frames.get_animation_names()
            push_error(
                f"{self!r} has no animation {animation!r}.{did_you_mean(animation, names)}"
                f" It has: {', '.join(names)}."
            )
        elif animation != self._animation_:
            self._animation_ = animation
            self._over_ = False
            self._begin_frame_()
            self._show_frame_(0)
            self.update()

    def _show_frame_(self, frame: int) -> None:
        frames = self._frames_
        if frames is not None and frames.has_animation(self._animation_):
            frame = min(int(frame), frames.get_frame_count(self._animation_) - 1)
        frame = max(0, int(frame))
        if frame != self._frame_:
            self._frame_ = frame
            self._over_ = False
            self._begin_frame_()
            self.update()
            emit(self, "frame_changed")

    # -- Frames --------------------------------------------------------------------------------

    def _speed_(self) -> float:
        """Return how many frames of the animation there are in a second."""
        frames = self._frames_
        if frames is None or not frames.has_animation(self._animation_):
            return 0.0
        return frames.get_animation_speed(self._animation_) * self._speed_scale_

    def _begin_frame_(self) -> None:
        """Show the frame for its whole time."""
        if self._playing_:
            speed = self._speed_()
            self._left_ = single(1.0 / speed) if speed > 0 else 0.0
        self._switch_()

    def _switch_(self) -> None:
        """Be in the list of the internal process only while one frame comes after the other."""
        self.set_process_internal(self._playing_ and not self._over_ and self._speed_() > 0)

    @notified(Node.NOTIFICATION_INTERNAL_PROCESS)
    def _go_on_(self) -> None:
        rest = single(self.get_process_delta_time())
        while rest > 0 and not self._over_:
            speed = self._speed_()
            if not speed > 0:
                return
            if self._left_ <= 0:
                self._left_ = single(1.0 / speed)
                self._next_frame_()
            passed = min(self._left_, rest)
            self._left_ = single(self._left_ - passed)
            rest = single(rest - passed)

    def _next_frame_(self) -> None:
        frames = self._frames_
        assert frames is not None
        last = frames.get_frame_count(self._animation_) - 1
        before = self._frame_
        if before > 0 if self._backwards_ else before < last:
            self._frame_ += -1 if self._backwards_ else 1
        elif frames.get_animation_loop(self._animation_):
            self._frame_ = max(0, last) if self._backwards_ else 0
            emit(self, "animation_finished")
        else:
            self._over_ = True
            self._switch_()
            emit(self, "animation_finished")
        if self._frame_ != before:
            self.update()
            emit(self, "frame_changed")

    @notified(Node2D.NOTIFICATION_DRAW)
    def _draw_frame_(self) -> None:
        frames = self._frames_
        if frames is None or not frames.has_animation(self._animation_):
            return
        picture = frames.get_frame(self._animation_, self._frame_)
        if picture is not None:
            self._draw_placed_(picture, 0, 0, picture.width, picture.height)
