"""StreamPlayer: what AudioStreamPlayer and AudioStreamPlayer2D have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final, Unpack

from engine import AudioStream, Node, Signal
from engine.audio.bus_layout import MASTER
from engine.audio.buses import gain_of
from engine.audio.playback import Playback
from engine.object.lifetime import guarded
from engine.object.property import Field, Getter, Property, Setter, getter, setter
from engine.scene.lifecycle import emit
from engine.scene.notified import notified

from ..checked import above, finite, instance_of

if TYPE_CHECKING:
    from .keywords import StreamPlayerKeywords


_stream_of = instance_of(AudioStream, 'Write `load("res://….wav")`.')


class StreamPlayer(Node):
    """Plays a stream while it is inside the tree; what it plays goes on where it was when it comes back."""

    finished: Final = Signal()

    _has_place_: bool = False  # friend: service
    _stream_: AudioStream | None
    _volume_db_: float
    _pitch_scale_: float
    _stream_paused_: bool
    _bus_: str = MASTER
    _playback_: Playback | None = None
    """What plays; None if nothing does."""
    _drawn_pitch_: float = 1.0
    """How many times as high the stream plays this time."""

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[StreamPlayerKeywords]) -> None: ...

    stream: Property[AudioStream | None] = Field(
        None, _stream_of, changed="stop", doc="What is played. A new one is not played by itself."
    )
    set_stream: Setter[AudioStream | None] = setter(stream)
    get_stream: Getter[AudioStream | None] = getter(stream)

    volume_db: Property[float] = Field(
        0.0, finite, then="_retune_", doc="How loud it is, in decibels: 0 leaves it as it is, -80 is silence."
    )
    set_volume_db: Setter[float] = setter(volume_db)
    get_volume_db: Getter[float] = getter(volume_db)

    pitch_scale: Property[float] = Field(
        1.0, above(0), then="_repitch_", doc="How fast it is played, and so how high; greater than 0."
    )
    set_pitch_scale: Setter[float] = setter(pitch_scale)
    get_pitch_scale: Getter[float] = getter(pitch_scale)

    autoplay: bool = False
    """Whether it plays when it comes into the tree."""

    stream_paused: Property[bool] = Field(
        False, changed="_hold_", doc="Whether it stands still. What stands still cannot begin to play."
    )
    set_stream_paused: Setter[bool] = setter(stream_paused, "pause")
    get_stream_paused: Getter[bool] = getter(stream_paused)

    _stored_: ClassVar[tuple[str, ...]] = ("bus",)

    @property
    def bus(self) -> str:
        """The name of the bus that it plays on; Master while there is none of the name that was set."""
        known = self._tree_ is None or self._tree_.audio.get_bus_index(self._bus_) >= 0
        return self._bus_ if known else MASTER

    @bus.setter
    @guarded
    def bus(self, bus: str) -> None:
        self._bus_ = str(bus)
        self._retune_()

    set_bus: Setter[str] = setter("bus")
    get_bus: Getter[str] = getter("bus")

    set_autoplay: Setter[bool] = setter("autoplay", "enable")
    is_autoplay_enabled: Getter[bool] = getter("autoplay")

    # -- Playing -------------------------------------------------------------------------------

    @property
    def playing(self) -> bool:
        """Whether it plays, also while it stands still; to set it plays from the beginning, or stops."""
        return self._playback_ is not None

    @playing.setter
    @guarded
    def playing(self, playing: bool) -> None:
        if playing:
            self.play()
        else:
            self.stop()

    def is_playing(self) -> bool:
        """Return `playing`: whether it plays, also while it stands still."""
        return self._playback_ is not None

    def play(self, from_position: float = 0.0) -> None:
        """Play from a second on, if it plays already anew.

        Without a stream, outside the tree or while `stream_paused` it does nothing.
        """
        if self._stream_ is None or self._tree_ is None or self._stream_paused_:
            return
        stream, self._drawn_pitch_ = self._stream_._drawn_()
        if stream is None:
            return
        self._playback_ = Playback(stream, from_position, self._pitch_scale_ * self._drawn_pitch_)
        self._tree_._services_.audio.enter(self, self._playback_)

    def stop(self) -> None:
        """Stop. That is no end, so `finished` is not emitted."""
        if self._playback_ is not None:
            self._playback_ = None
            if self._tree_ is not None:
                self._tree_._services_.audio.leave(self)

    def seek(self, to_position: float) -> None:
        """Go on from a second, if it plays."""
        playback = self._playback_
        if playback is not None:
            playback.position = max(0.0, to_position)
            if self._tree_ is not None:
                self._tree_._services_.audio.enter(self, playback)

    def get_playback_position(self) -> float:
        """Return at which second it is; 0 if it does not play."""
        return self._playback_.position if self._playback_ is not None else 0.0

    @notified(Node.NOTIFICATION_ENTER_TREE)
    def _come_(self) -> None:
        assert self._tree_ is not None
        if self.autoplay:
            self.play()
        elif self._playback_ is not None:
            self._tree_._services_.audio.enter(self, self._playback_)

    @notified(Node.NOTIFICATION_EXIT_TREE)
    def _go_(self) -> None:
        if self._playback_ is not None:
            assert self._tree_ is not None
            self._tree_._services_.audio.leave(self)

    # -- What the service asks, and is told -----------------------------------------------------

    def _gains_(self) -> tuple[float, float]:  # friend: service; override point
        """Return how loud it is on the left and on the right, without its bus."""
        gain = gain_of(self._volume_db_)
        return gain, gain

    def _bus_name_(self) -> str:  # friend: service
        return self._bus_

    def _is_held_(self) -> bool:  # friend: service
        return self._stream_paused_ or not self.can_process()

    def _has_ended_(self) -> None:  # friend: service
        self._playback_ = None
        emit(self, "finished")

    def _hold_(self) -> None:
        if self._playback_ is not None and self._tree_ is not None:
            self._playback_.pause(self._is_held_())

    def _repitch_(self) -> None:
        if self._playback_ is not None:
            self._playback_.pitch = self._pitch_scale_ * self._drawn_pitch_
        self._retune_()

    def _retune_(self) -> None:
        if self._playback_ is not None and self._tree_ is not None:
            self._tree_._services_.audio.retune(self)
