"""AnimationPlayer: plays animations, which move properties and call methods."""

from __future__ import annotations

from collections.abc import Mapping
from math import copysign
from typing import TYPE_CHECKING, Final, Unpack

from engine import Animation, Error, Node, NodePath, PoolStringArray, ScriptError, Signal
from engine.base.fault import push_error
from engine.base.spelling import did_you_mean
from engine.object.lifetime import guarded
from engine.object.property import Field, Getter, Property, Setter, getter, setter
from engine.scene.lifecycle import emit
from engine.scene.notified import notified
from engine.variant.scalar import posmod
from engine.variant.single import single

from ..checked import choice
from .mixer import Mixer

if TYPE_CHECKING:
    from engine.scene.node import NodeKeywords

    class AnimationPlayerKeywords(NodeKeywords, total=False):
        """What `AnimationPlayer(…)` takes by name."""

        root_node: str
        autoplay: str
        playback_speed: float
        playback_default_blend_time: float
        playback_process_mode: int
        playback_active: bool
        method_call_mode: int
        anims: Mapping[str, Animation]
        current_animation: str
        assigned_animation: str


class _Entry:
    """An animation under its name."""

    __slots__ = ("animation", "name")

    def __init__(self, name: str, animation: Animation) -> None:
        self.name = name
        self.animation = animation


class _Playback:
    """An animation that is played: where it is, and how fast it goes."""

    __slots__ = ("entry", "left", "position", "speed", "time")

    def __init__(self, entry: _Entry, position: float, speed: float) -> None:
        self.entry = entry
        self.position = position
        self.speed = speed
        self.left = self.time = 0.0
        """Of one that is blended out: the seconds that are left of how many."""


def _path_of(player: object, name: str, path: str) -> NodePath:
    if not isinstance(path, str):
        raise ScriptError(f"{player!r}: {name} is a path such as `..`, not {path!r}.")
    return NodePath(path)


class AnimationPlayer(Node):
    """Plays animations by their names, before the `_process` of all.

        player = AnimationPlayer(anims={"walk": walk}, autoplay="walk")

    Paths of tracks begin at `root_node`, which is the parent. Source: Godot 3.6's `AnimationPlayer`.
    *Unlike Godot:* what cannot be set is told of once, not in each frame; without an animation
    `current_animation_length` and `_position` are 0 and nothing is said.
    """

    ANIMATION_PROCESS_PHYSICS = 0
    ANIMATION_PROCESS_IDLE = 1
    ANIMATION_PROCESS_MANUAL = 2
    ANIMATION_METHOD_CALL_DEFERRED = 0
    ANIMATION_METHOD_CALL_IMMEDIATE = 1

    animation_started: Final = Signal[str]("anim_name")
    animation_finished: Final = Signal[str]("anim_name")
    animation_changed: Final = Signal[str, str]("old_name", "new_name")
    caches_cleared: Final = Signal()

    _set_last_ = ("assigned_animation", "current_animation")

    _mixer_: Mixer | None = None
    _anims_: Mapping[str, _Entry] = {}
    _queue_: tuple[str, ...] = ()
    _next_: Mapping[str, str] = {}
    _blend_times_: Mapping[tuple[str, str], float] = {}
    _current_: _Playback | None = None
    _blends_: tuple[_Playback, ...] = ()
    """What is blended out, the last first."""
    _assigned_: str = ""
    _playing_: bool = False
    _active_: bool = True
    _process_mode_: int
    _started_: bool = False
    """It was told to play, and has not been looked at since."""
    _seeked_: bool = False
    _end_reached_: bool = False

    autoplay: str = ""
    """The animation that it plays when it becomes ready."""
    playback_speed: float = 1.0
    """How fast time runs for it; below 0 backwards."""
    playback_default_blend_time: float = 0.0
    """How many seconds one animation goes over into another, unless told."""

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[AnimationPlayerKeywords]) -> None: ...

    root_node: Property[NodePath, str] = Field(
        NodePath(".."), _path_of, then="clear_caches", doc="The node at which the paths of tracks begin."
    )
    set_root: Setter[str] = setter(root_node, "path")
    get_root: Getter[NodePath] = getter(root_node)

    playback_process_mode: Property[int] = Field(
        ANIMATION_PROCESS_IDLE,
        choice(3, "use AnimationPlayer.ANIMATION_PROCESS_IDLE"),
        then="_switch_",
        state="_process_mode_",
        doc="What moves it: frames (_IDLE, 1), physics steps (_PHYSICS, 0), or `advance` alone (_MANUAL, 2).",
    )
    set_animation_process_mode: Setter[int] = setter(playback_process_mode, "mode")
    get_animation_process_mode: Getter[int] = getter(playback_process_mode)

    playback_active: Property[bool] = Field(
        True, then="_switch_", state="_active_", doc="Whether time passes for it."
    )
    set_active: Setter[bool] = setter(playback_active, "active")
    is_active: Getter[bool] = getter(playback_active)

    method_call_mode: Property[int] = Field(
        ANIMATION_METHOD_CALL_DEFERRED,
        choice(2, "use AnimationPlayer.ANIMATION_METHOD_CALL_DEFERRED"),
        doc="Whether methods are called with the deferred calls (_DEFERRED, 0) or at once (_IMMEDIATE, 1).",
    )
    set_method_call_mode: Setter[int] = setter(method_call_mode, "mode")
    get_method_call_mode: Getter[int] = getter(method_call_mode)

    set_autoplay: Setter[str] = setter("autoplay", "name")
    get_autoplay: Getter[str] = getter("autoplay")
    set_speed_scale: Setter[float] = setter("playback_speed", "speed")
    get_speed_scale: Getter[float] = getter("playback_speed")
    set_default_blend_time: Setter[float] = setter("playback_default_blend_time", "sec")
    get_default_blend_time: Getter[float] = getter("playback_default_blend_time")

    # -- Its animations ------------------------------------------------------------------------

    _stored_ = ("anims",)

    @property
    def anims(self) -> dict[str, Animation]:
        """All animations by their names, a copy. Not in Godot's scripts."""
        return {name: entry.animation for name, entry in self._anims_.items()}

    @anims.setter
    @guarded
    def anims(self, anims: Mapping[str, Animation]) -> None:
        for name in self._anims_:
            self.remove_animation(name)
        for name, animation in anims.items():
            self.add_animation(name, animation)

    def add_animation(self, name: str, animation: Animation) -> Error:
        """Add an animation, or put it in the place of the one of this name."""
        if not isinstance(animation, Animation) or any(sign in name for sign in "/:,["):
            push_error(
                f"{self!r}: {animation!r} cannot be added as {name!r}: it is an Animation, and names have"
                " no `/`, `:`, `,` and `[`."
            )
            return Error.ERR_INVALID_PARAMETER
        entry = self._anims_.get(name)
        if entry is not None:
            self._let_go_(entry.animation)
            entry.animation = animation
            self.clear_caches()
        else:
            self._anims_ = {**self._anims_, name: _Entry(name, animation)}
        if not animation.tracks_changed.is_connected(self.clear_caches):
            animation.tracks_changed.connect(self.clear_caches)
        return Error.OK

    def _let_go_(self, animation: Animation) -> None:
        if sum(entry.animation is animation for entry in self._anims_.values()) == 1:
            animation.tracks_changed.disconnect(self.clear_caches)

    def remove_animation(self, name: str) -> None:
        """Remove an animation; what plays is stopped."""
        entry = self._entry_(name)
        self.stop()
        self._let_go_(entry.animation)
        self._anims_ = {other: kept for other, kept in self._anims_.items() if other != name}
        self.clear_caches()

    def rename_animation(self, name: str, newname: str) -> None:
        """Give an animation another name; what plays is stopped."""
        entry = self._entry_(name)
        if newname in self._anims_ or any(sign in newname for sign in "/:,["):
            raise ScriptError(f"{self!r}: {name!r} cannot become {newname!r}: that is taken, or no name.")
        self.stop()
        entry.name = newname
        self._anims_ = {(newname if other == name else other): kept for other, kept in self._anims_.items()}
        self._next_ = {_renamed(a, name, newname): _renamed(b, name, newname) for a, b in self._next_.items()}
        self._blend_times_ = {
            (_renamed(a, name, newname), _renamed(b, name, newname)): seconds
            for (a, b), seconds in self._blend_times_.items()
        }
        self.autoplay = _renamed(self.autoplay, name, newname)
        self.clear_caches()

    def has_animation(self, name: str) -> bool:
        """Return True if there is an animation of this name."""
        return name in self._anims_

    def get_animation(self, name: str) -> Animation:
        """Return the animation of this name. ScriptError if there is none."""
        return self._entry_(name).animation

    def get_animation_list(self) -> PoolStringArray:
        """Return all names, sorted."""
        return PoolStringArray(sorted(self._anims_))

    def find_animation(self, animation: Animation) -> str:
        """Return the name of an animation, `""` if it is not here."""
        return next((name for name, entry in self._anims_.items() if entry.animation is animation), "")

    def _entry_(self, name: str) -> _Entry:
        entry = self._anims_.get(name)
        if entry is None:
            raise ScriptError(_no_animation(self, name))
        return entry

    def animation_set_next(self, anim_from: str, anim_to: str) -> None:
        """Let one animation follow another; `""` for none."""
        self._entry_(anim_from)
        self._next_ = {**self._next_, anim_from: anim_to}

    def animation_get_next(self, anim_from: str) -> str:
        """Return which animation follows one, `""` if none does."""
        return self._next_.get(anim_from, "")

    def set_blend_time(self, anim_from: str, anim_to: str, sec: float) -> None:
        """Set how many seconds one animation goes over into another; `"*"` is any."""
        if not sec >= 0:
            raise ScriptError(f"{self!r}: a blend time is 0 seconds or more, not {sec!r}.")
        self._blend_times_ = {**self._blend_times_, (anim_from, anim_to): single(sec)}

    def get_blend_time(self, anim_from: str, anim_to: str) -> float:
        """Return how many seconds one animation goes over into another."""
        return self._blend_times_.get((anim_from, anim_to), 0.0)

    def clear_caches(self) -> None:
        """Look anew for what the tracks move: after nodes came or were renamed, say."""
        if self._mixer_ is not None:
            self._mixer_.forget()
        emit(self, "caches_cleared")

    # -- Playing -------------------------------------------------------------------------------

    def play(
        self, name: str = "", custom_blend: float = -1, custom_speed: float = 1.0, from_end: bool = False
    ) -> None:
        """Play an animation; without a name, go on with the one that was played last.

        `custom_blend` is how many seconds the one that plays goes over into it. Logs an error if there is
        no animation of this name.
        """
        name = name or self._assigned_
        entry = self._anims_.get(name)
        if entry is None:
            push_error(_no_animation(self, name))
            return
        before = self._current_
        position = before.position if before is not None else 0.0
        if before is not None:
            seconds = self._blend_time_(before.entry.name, name, custom_blend)
            if seconds > 0:
                before.left = before.time = seconds
                self._blends_ = (before, *self._blends_)
        if self._mixer_ is not None and self.current_animation != name:
            self._mixer_.stop_others()
        length = entry.animation.length
        if self._assigned_ != name:
            position = length if from_end else 0.0
        elif from_end and position == 0.0:
            position = length
        elif not from_end and position == length:
            position = 0.0
        self._current_ = _Playback(entry, position, float(custom_speed))
        self._assigned_ = name
        self._seeked_ = False
        self._started_ = True
        if not self._end_reached_:
            self._queue_ = ()
        self._playing_ = True
        self._switch_()
        emit(self, "animation_started", name)
        following = self._next_.get(name, "")
        if following in self._anims_:
            self.queue(following)

    def play_backwards(self, name: str = "", custom_blend: float = -1) -> None:
        """Play an animation from its end to its beginning."""
        self.play(name, custom_blend, -1.0, True)

    def _blend_time_(self, before: str, after: str, custom: float) -> float:
        if custom >= 0:
            return custom
        for pair in ((before, after), ("*", after), (before, "*")):
            if pair in self._blend_times_:
                return self._blend_times_[pair] or self.playback_default_blend_time
        return self.playback_default_blend_time

    def queue(self, name: str) -> None:
        """Play an animation when what plays has come to its end; at once if nothing plays."""
        if self._playing_:
            self._queue_ = (*self._queue_, name)
        else:
            self.play(name)

    def get_queue(self) -> PoolStringArray:
        """Return which animations will be played."""
        return PoolStringArray(self._queue_)

    def clear_queue(self) -> None:
        """Play nothing more after what plays."""
        self._queue_ = ()

    def stop(self, reset: bool = True) -> None:
        """Stop; with `reset` the next `play` begins anew. Properties stay as they are."""
        if self._mixer_ is not None:
            self._mixer_.stop_others()
        self._blends_ = ()
        if reset:
            self._current_ = None
        self._queue_ = ()
        self._playing_ = False
        self._switch_()

    def seek(self, seconds: float, update: bool = False) -> None:
        """Go to a time; with `update`, be as the animation has it there at once. Methods are not called."""
        if self._current_ is None:
            if not self._assigned_:
                return
            self._current_ = _Playback(self._entry_(self._assigned_), 0.0, 1.0)
        self._current_.position = single(seconds)
        self._seeked_ = True
        if update:
            self._advance_(0.0)

    def advance(self, delta: float) -> None:
        """Let `delta` seconds pass now."""
        self._advance_(single(delta))

    def is_playing(self) -> bool:
        """Return True while it plays."""
        return self._playing_

    def get_playing_speed(self) -> float:
        """Return how fast it plays, all in all; 0 if it does not."""
        return self.playback_speed * self._current_.speed if self._playing_ and self._current_ else 0.0

    @property
    def current_animation(self) -> str:
        """What plays, `""` if nothing does. Setting it plays, or stops."""
        return self._assigned_ if self._playing_ else ""

    @current_animation.setter
    @guarded
    def current_animation(self, anim: str) -> None:
        if anim in ("", "[stop]"):
            self.stop()
        elif anim != self.current_animation:
            self.play(anim)

    set_current_animation: Setter[str] = setter("current_animation", "anim")
    get_current_animation: Getter[str] = getter("current_animation")

    @property
    def assigned_animation(self) -> str:
        """What plays or was played last. Setting it while nothing plays does not play it."""
        return self._assigned_

    @assigned_animation.setter
    @guarded
    def assigned_animation(self, anim: str) -> None:
        if self._playing_:
            self.play(anim)
        else:
            self._current_ = _Playback(self._entry_(anim), 0.0, 1.0)
            self._assigned_ = anim

    set_assigned_animation: Setter[str] = setter("assigned_animation", "anim")
    get_assigned_animation: Getter[str] = getter("assigned_animation")

    @property
    def current_animation_length(self) -> float:
        """How many seconds what plays takes; 0 if there is nothing."""
        return self._current_.entry.animation.length if self._current_ is not None else 0.0

    @property
    def current_animation_position(self) -> float:
        """After how many seconds what plays is; 0 if there is nothing."""
        return self._current_.position if self._current_ is not None else 0.0

    get_current_animation_length: Getter[float] = getter("current_animation_length")
    get_current_animation_position: Getter[float] = getter("current_animation_position")

    # -- Frames --------------------------------------------------------------------------------

    @notified(Node.NOTIFICATION_ENTER_TREE, Node.NOTIFICATION_EXIT_TREE)
    def _look_anew_(self) -> None:
        self.clear_caches()

    @notified(Node.NOTIFICATION_READY)
    def _play_by_itself_(self) -> None:
        if self.autoplay:
            self.play(self.autoplay)
            self._advance_(0.0)

    def _switch_(self) -> None:
        """Be in the list of the internal process only while something plays."""
        moves = self._playing_ and self._active_
        self.set_process_internal(moves and self._process_mode_ == self.ANIMATION_PROCESS_IDLE)
        self.set_physics_process_internal(moves and self._process_mode_ == self.ANIMATION_PROCESS_PHYSICS)

    @notified(Node.NOTIFICATION_INTERNAL_PROCESS)
    def _move_by_frame_(self) -> None:
        self._advance_(single(self.get_process_delta_time()))

    @notified(Node.NOTIFICATION_INTERNAL_PHYSICS_PROCESS)
    def _move_by_step_(self) -> None:
        self._advance_(single(self.get_physics_process_delta_time()))

    def _advance_(self, delta: float) -> None:
        current = self._current_
        if current is None:
            return
        if self._mixer_ is None:
            self._mixer_ = Mixer(self)
        mixer = self._mixer_
        self._end_reached_ = False
        seeked, started = self._seeked_, self._started_
        if delta:
            self._seeked_ = False
        self._started_ = False
        mixer.begin()
        came_to_end = self._move_(current, delta, 1.0, seeked, started)
        for blend in self._blends_:
            self._move_(blend, delta, blend.left / blend.time, False, False)
            blend.left = single(blend.left - abs(self.playback_speed * delta))
        self._blends_ = tuple([blend for blend in self._blends_ if blend.left >= 0])
        mixer.apply()
        if self._end_reached_ and self._current_ is current:
            self._end_(came_to_end)
        self._end_reached_ = False

    def _move_(self, playback: _Playback, delta: float, weight: float, seeked: bool, started: bool) -> bool:
        """Move one animation; return True if it is the current one and has just come to its end."""
        assert self._mixer_ is not None
        animation = playback.entry.animation
        length, before = animation.length, playback.position
        is_current, arrived = playback is self._current_, False
        delta = single(delta * self.playback_speed * playback.speed)
        after = single(before + delta)
        if animation.loop:
            looped = single(posmod(after, length))
            after = length if looped == 0.0 and after else looped
        else:
            after = max(0.0, min(after, length))
            backwards = copysign(1.0, delta) < 0
            delta = single(after - before)
            if is_current:
                end = 0.0 if backwards else length
                self._end_reached_ = after == end
                arrived = self._end_reached_ and before != end
        playback.position = after
        self._mixer_.mix(animation, after, delta, weight, is_current, seeked, started)
        return arrived

    def _end_(self, tell: bool) -> None:
        """Go on with what is queued, or be at the end."""
        if self._queue_:
            old, name = self._assigned_, self._queue_[0]
            self.play(name)
            self._queue_ = self._queue_[1:]
            if tell:
                emit(self, "animation_changed", old, self._assigned_)
        else:
            self._playing_ = False
            self._switch_()
            if tell:
                emit(self, "animation_finished", self._assigned_)


def _no_animation(player: AnimationPlayer, name: str) -> str:
    known = ", ".join(map(repr, player.get_animation_list())) or "none"
    return (
        f"{player!r} has no animation {name!r}.{did_you_mean(name, player.get_animation_list())}"
        f" It has: {known}. Another is added by `add_animation({name!r}, animation)`."
    )


def _renamed(name: str, old: str, new: str) -> str:
    return new if name == old else name
