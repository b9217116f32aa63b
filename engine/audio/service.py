"""The sounds of a tree, as a service of its frames: asleep while nothing plays."""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from typing import TYPE_CHECKING, Protocol

from ..scene.frame import Frame, Service, Stage
from ..scene.schedule import StageCall
from .buses import AudioBuses
from .playback import Playback

if TYPE_CHECKING:
    from .drivers import AudioDriver


def silent() -> AudioDriver:
    """Return a driver that nobody hears."""
    from .silent import SilentAudio

    return SilentAudio()


class Player(Protocol):
    """What plays: an AudioStreamPlayer."""

    _has_place_: bool
    """Whether where it is makes a difference."""

    def _gains_(self) -> tuple[float, float]:
        """Return how loud it is on the left and on the right, without its bus."""

    def _bus_name_(self) -> str:
        """Return the name of its bus."""

    def _is_held_(self) -> bool:
        """Return whether it is paused just now."""

    def _has_ended_(self) -> None:
        """Tell of it that its stream has come to its end."""


class AudioService(Service):
    """Plays by the time that passes in the tree, whatever its `time_scale`. `factory` makes the driver.

    Source: Godot 3.6's `AudioStreamPlayer`, which asks in its internal process whether it has ended.
    """

    def __init__(self, frame: Frame, factory: Callable[[], AudioDriver]) -> None:
        self.buses: AudioBuses = AudioBuses(self._retune)
        self._frame = frame
        self._factory = factory
        self._driver: AudioDriver | None = None
        self._playing: dict[Player, Playback] = {}

    def enter(self, player: Player, playback: Playback) -> None:
        """Let a playback be heard and move on."""
        if self._driver is None:
            self._driver = self._factory()
        before = self._playing.get(player)
        if before is not None and before is not playback:
            before.silence()
        self._playing[player] = playback
        playback.paused = player._is_held_()
        playback.begin(self._driver, *self._heard(player))
        self._frame.wake(self)

    def leave(self, player: Player) -> None:
        """Let the playback of a player stand still, unheard."""
        playback = self._playing.pop(player, None)
        if playback is not None:
            playback.silence()

    def retune(self, player: Player) -> None:
        """Take note that a player is to be heard at another volume, in another place or at another pitch."""
        playback = self._playing.get(player)
        if playback is not None:
            playback.tune(*self._heard(player))

    def _heard(self, player: Player) -> tuple[float, float]:
        left, right = player._gains_()
        gain = self.buses._gain(player._bus_name_())
        return left * gain, right * gain

    def _retune(self) -> None:
        for player in self._playing:
            self.retune(player)

    # -- Frames --------------------------------------------------------------------------------

    def stages(self) -> dict[str, StageCall]:
        """Return what it does in which stages."""
        return {
            Stage.INTERNAL_PROCESS: lambda _delta: self._move_on(),
            Stage.DRAW: lambda _delta: self._place(),
        }

    def _move_on(self) -> None:
        seconds, playing = self._frame.seconds, self._playing
        for player, playback in [both for both in playing.items() if not both[1].move_on(seconds)]:
            if playing.get(player) is playback:
                del playing[player]
                playback.release()
                player._has_ended_()

    def _place(self) -> None:
        """Hear those that have a place from where they are now."""
        for player in self._playing:
            if player._has_place_:
                self.retune(player)

    def pause_changed(self) -> None:
        """Take note that `can_process` of some nodes has changed."""
        for player, playback in self._playing.items():
            playback.pause(player._is_held_())

    def idle_time(self) -> float:
        """Return the seconds to the end of what ends first."""
        return min((playback.seconds_left() for playback in self._playing.values()), default=inf)

    def pass_over(self, delta: float) -> None:
        """Move on in a frame that was not made. What comes to its end is told in one that is."""
        for playback in self._playing.values():
            playback.move_on(self._frame.seconds)

    def finish(self) -> None:
        """Fall silent."""
        for player in list(self._playing):
            self.leave(player)
        if self._driver is not None:
            self._driver.close()
            self._driver = None
