"""Animation: what an AnimationPlayer plays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, Self

from ..base.error import ScriptError
from ..object.lifetime import guarded
from ..object.property import Getter, Setter, getter, setter
from ..object.resource import Resource
from ..object.signal import Signal
from ..variant.node_path import NodePath
from ..variant.pool_array import PoolIntArray
from ..variant.single import single
from ..variant.vector2 import Vector2
from . import track as kinds
from .track import BezierValue, Key, Track, bezier_value

_KINDS = ("value", "transform", "method", "Bézier", "audio", "animation")
_HERE = (kinds.VALUE, kinds.METHOD, kinds.BEZIER, kinds.ANIMATION)


class Animation(Resource):
    """Tracks of keys: what becomes of properties, and which methods are called, in `length` seconds.

        walk = Animation()
        track = walk.add_track(Animation.TYPE_VALUE)
        walk.track_set_path(track, "Sprite:position:x")
        walk.track_insert_key(track, 0.0, 0.0)
        walk.track_insert_key(track, 1.0, 100.0)

    Source: Godot 3.6's `Animation`. *Unlike Godot:* there are no transform and audio tracks.
    """

    TYPE_VALUE = kinds.VALUE
    TYPE_TRANSFORM = kinds.TRANSFORM
    TYPE_METHOD = kinds.METHOD
    TYPE_BEZIER = kinds.BEZIER
    TYPE_AUDIO = kinds.AUDIO
    TYPE_ANIMATION = kinds.ANIMATION
    INTERPOLATION_NEAREST = kinds.NEAREST
    INTERPOLATION_LINEAR = kinds.LINEAR
    INTERPOLATION_CUBIC = kinds.CUBIC
    UPDATE_CONTINUOUS = 0
    UPDATE_DISCRETE = 1
    UPDATE_TRIGGER = 2
    UPDATE_CAPTURE = 3

    tracks_changed: Final = Signal()

    _tracks_: list[Track]  # friend: mixer

    loop: bool = False
    """Whether it begins anew when it has come to its end."""

    def __init__(self) -> None:
        self._tracks_ = []
        self._length_ = 1.0
        self._step_ = single(0.1)

    @property
    def length(self) -> float:
        """How many seconds it takes; above 0."""
        return self._length_

    @length.setter
    @guarded
    def length(self, time_sec: float) -> None:
        self._length_ = single(max(0.001, float(time_sec)))
        self.changed.emit()

    @property
    def step(self) -> float:
        """How far keys are from each other, for editors."""
        return self._step_

    @step.setter
    @guarded
    def step(self, size_sec: float) -> None:
        self._step_ = single(size_sec)

    set_length: Setter[float] = setter("length", "time_sec")
    get_length: Getter[float] = getter("length")
    set_loop: Setter[bool] = setter("loop", "enabled")
    has_loop: Getter[bool] = getter("loop")
    set_step: Setter[float] = setter("step", "size_sec")
    get_step: Getter[float] = getter("step")

    # -- Tracks --------------------------------------------------------------------------------

    def add_track(self, type: int, at_position: int = -1) -> int:
        """Add a track, TYPE_VALUE, _METHOD, _BEZIER or _ANIMATION, and return its index."""
        if type not in _HERE:
            raise ScriptError(
                f"There are no tracks of the type {type!r}: write `Animation.TYPE_VALUE`, `TYPE_METHOD`,"
                " `TYPE_BEZIER` or `TYPE_ANIMATION`."
            )
        at = at_position if 0 <= at_position < len(self._tracks_) else len(self._tracks_)
        self._tracks_.insert(at, Track(type))
        self._tracks_change_()
        return at

    def remove_track(self, track_idx: int) -> None:
        """Take a track away."""
        self._track_(track_idx)
        del self._tracks_[track_idx]
        self._tracks_change_()

    def clear(self) -> None:
        """Take all tracks away; `loop` is False and `length` 1 then."""
        self._tracks_.clear()
        self.loop = False
        self._length_ = 1.0
        self._tracks_change_()

    def duplicate(self, subresources: bool = False) -> Self:
        """Return a copy with tracks of its own."""
        twin = super().duplicate(subresources)
        twin._tracks_ = [track.copy() for track in self._tracks_]
        return twin

    def copy_track(self, track_idx: int, to_animation: Animation) -> None:
        """Give a copy of a track to another animation."""
        to_animation._tracks_.append(self._track_(track_idx).copy())
        to_animation._tracks_change_()

    def get_track_count(self) -> int:
        """Return the number of tracks."""
        return len(self._tracks_)

    def find_track(self, path: str) -> int:
        """Return the index of the track of a path, -1 if there is none."""
        return next((at for at, track in enumerate(self._tracks_) if track.path == path), -1)

    def track_get_type(self, track_idx: int) -> int:
        """Return what a track is of: TYPE_VALUE …"""
        return self._track_(track_idx).type

    def track_get_path(self, track_idx: int) -> NodePath:
        """Return what a track moves."""
        return self._track_(track_idx).path

    def track_set_path(self, track_idx: int, path: str) -> None:
        """Set what a track moves, as seen from the player's root: `"Sprite:position:x"`, or a node."""
        self._track_(track_idx).path = NodePath(path)
        self._tracks_change_()

    def track_is_enabled(self, track_idx: int) -> bool:
        """Return whether a track does anything."""
        return self._track_(track_idx).enabled

    def track_set_enabled(self, track_idx: int, enabled: bool) -> None:
        """Set whether a track does anything."""
        self._track_(track_idx).enabled = bool(enabled)
        self.changed.emit()

    def track_is_imported(self, track_idx: int) -> bool:
        """Return what `track_set_imported` was called with."""
        return self._track_(track_idx).imported

    def track_set_imported(self, track_idx: int, imported: bool) -> None:
        """Take note that a track was imported, for editors."""
        self._track_(track_idx).imported = bool(imported)

    def track_get_interpolation_type(self, track_idx: int) -> int:
        """Return how one goes from key to key: INTERPOLATION_LINEAR …"""
        return self._track_(track_idx).interpolation

    def track_set_interpolation_type(self, track_idx: int, interpolation: int) -> None:
        """Set how one goes from key to key: INTERPOLATION_NEAREST, _LINEAR or _CUBIC."""
        if interpolation not in range(3):
            raise ScriptError(
                f"There is no interpolation {interpolation!r}: write `Animation.INTERPOLATION_LINEAR`."
            )
        self._track_(track_idx).interpolation = int(interpolation)
        self.changed.emit()

    def track_get_interpolation_loop_wrap(self, track_idx: int) -> bool:
        """Return whether one goes from the last key to the first when the animation loops."""
        return self._track_(track_idx).loop_wrap

    def track_set_interpolation_loop_wrap(self, track_idx: int, interpolation: bool) -> None:
        """Set whether one goes from the last key to the first when the animation loops."""
        self._track_(track_idx).loop_wrap = bool(interpolation)
        self.changed.emit()

    def track_move_to(self, track_idx: int, to_idx: int) -> None:
        """Put a track before the one at `to_idx`, as they are now."""
        track = self._track_(track_idx)
        if track_idx in (to_idx, to_idx - 1):
            return
        del self._tracks_[track_idx]
        self._tracks_.insert(to_idx - (to_idx > track_idx), track)
        self._tracks_change_()

    def track_move_up(self, track_idx: int) -> None:
        """Put a track one place later."""
        if 0 <= track_idx < len(self._tracks_) - 1:
            self.track_swap(track_idx, track_idx + 1)

    def track_move_down(self, track_idx: int) -> None:
        """Put a track one place earlier."""
        if 0 < track_idx < len(self._tracks_):
            self.track_swap(track_idx, track_idx - 1)

    def track_swap(self, track_idx: int, with_idx: int) -> None:
        """Let two tracks change places."""
        one, other = self._track_(track_idx), self._track_(with_idx)
        self._tracks_[track_idx], self._tracks_[with_idx] = other, one
        self._tracks_change_()

    def _track_(self, idx: int, *types: int) -> Track:
        if not 0 <= idx < len(self._tracks_):
            raise ScriptError(f"{self!r} has {len(self._tracks_)} tracks, so there is no track {idx}.")
        track = self._tracks_[idx]
        if types and track.type not in types:
            wanted = " or ".join(_KINDS[type] for type in types)
            raise ScriptError(f"Track {idx} of {self!r} is of the type {_KINDS[track.type]}, not {wanted}.")
        return track

    def _tracks_change_(self) -> None:
        self.changed.emit()
        self.tracks_changed.emit()

    # -- Keys ----------------------------------------------------------------------------------

    def track_insert_key(self, track_idx: int, time: float, key: Any, transition: float = 1) -> None:
        """Put a key into a track: a value, or `{"method": "shoot", "args": [3]}`.

        `transition` is how one goes on from it: 1 straight, above it softly from here, below it softly to the
        next. Of a Bézier track it is `[value, in_x, in_y, out_x, out_y]`.
        """
        track = self._track_(track_idx)
        self._insert_(track, Key(time, _key_of(track, key), float(transition)))

    def _insert_(self, track: Track, key: Key) -> int:
        at = track.insert(key)
        self.changed.emit()
        return at

    def track_remove_key(self, track_idx: int, key_idx: int) -> None:
        """Take a key away."""
        track = self._track_(track_idx)
        track.keys.remove(self._key_(track, key_idx))
        self.changed.emit()

    def track_remove_key_at_position(self, track_idx: int, position: float) -> None:
        """Take the key at a time away."""
        self.track_remove_key(track_idx, self.track_find_key(track_idx, position, True))

    def track_get_key_count(self, track_idx: int) -> int:
        """Return the number of keys of a track."""
        return len(self._track_(track_idx).keys)

    def track_find_key(self, track_idx: int, time: float, exact: bool = False) -> int:
        """Return the index of the key at a time, or of the last before it unless `exact`; else -1."""
        track, time = self._track_(track_idx), single(time)
        at = track.find(time)
        return at if at >= 0 and not (exact and track.keys[at].time != time) else -1

    def track_get_key_time(self, track_idx: int, key_idx: int) -> float:
        """Return when a key is."""
        return self._key_(self._track_(track_idx), key_idx).time

    def track_set_key_time(self, track_idx: int, key_idx: int, time: float) -> None:
        """Move a key to another time; its index may be another then."""
        track = self._track_(track_idx)
        key = self._key_(track, key_idx)
        track.keys.remove(key)
        self._insert_(track, Key(time, key.value, key.transition))

    def track_get_key_value(self, track_idx: int, key_idx: int) -> Any:
        """Return what a key is, as `track_insert_key` takes it."""
        track = self._track_(track_idx)
        value = self._key_(track, key_idx).value
        if track.type == kinds.METHOD:
            return {"method": value[0], "args": list(value[1])}
        return [value.value, *value.in_handle, *value.out_handle] if track.type == kinds.BEZIER else value

    def track_set_key_value(self, track_idx: int, key: int, value: Any) -> None:
        """Set what a key is."""
        track = self._track_(track_idx)
        self._key_(track, key).value = _key_of(track, value)
        self.changed.emit()

    def track_get_key_transition(self, track_idx: int, key_idx: int) -> float:
        """Return how one goes on from a key."""
        return self._key_(self._track_(track_idx), key_idx).transition

    def track_set_key_transition(self, track_idx: int, key_idx: int, transition: float) -> None:
        """Set how one goes on from a key."""
        self._key_(self._track_(track_idx), key_idx).transition = float(transition)
        self.changed.emit()

    def _key_(self, track: Track, idx: int) -> Key:
        if not 0 <= idx < len(track.keys):
            raise ScriptError(f"The track {track.path} has {len(track.keys)} keys, so there is no key {idx}.")
        return track.keys[idx]

    # -- Tracks of values ----------------------------------------------------------------------

    def value_track_set_update_mode(self, track_idx: int, mode: int) -> None:
        """Set when the property is set: UPDATE_CONTINUOUS always, _DISCRETE and _TRIGGER at keys.

        With UPDATE_CAPTURE the way to the first key begins at what the property is then.
        """
        if mode not in range(4):
            raise ScriptError(f"There is no update mode {mode!r}: write `Animation.UPDATE_CONTINUOUS`.")
        self._track_(track_idx, kinds.VALUE).update_mode = int(mode)
        self.changed.emit()

    def value_track_get_update_mode(self, track_idx: int) -> int:
        """Return when the property is set."""
        return self._track_(track_idx, kinds.VALUE).update_mode

    def value_track_get_key_indices(self, track_idx: int, time_sec: float, delta: float) -> PoolIntArray:
        """Return which keys are passed on a way of `delta` seconds to a time."""
        track = self._track_(track_idx, kinds.VALUE)
        return PoolIntArray(track.passed(time_sec, delta, self._length_, self.loop))

    def value_track_interpolate(self, track_idx: int, time_sec: float) -> Any:
        """Return the value at a time; None before the first key, unless the animation loops."""
        return self._track_(track_idx, kinds.VALUE).value(single(time_sec), self._length_, self.loop)

    # -- Tracks of methods ---------------------------------------------------------------------

    def method_track_get_key_indices(self, track_idx: int, time_sec: float, delta: float) -> PoolIntArray:
        """Return which keys are passed on a way of `delta` seconds to a time."""
        track = self._track_(track_idx, kinds.METHOD)
        return PoolIntArray(track.passed(time_sec, delta, self._length_, self.loop))

    def method_track_get_name(self, track_idx: int, key_idx: int) -> str:
        """Return which method a key calls."""
        name: str = self._key_(self._track_(track_idx, kinds.METHOD), key_idx).value[0]
        return name

    def method_track_get_params(self, track_idx: int, key_idx: int) -> list[Any]:
        """Return with which arguments a key calls it."""
        return list(self._key_(self._track_(track_idx, kinds.METHOD), key_idx).value[1])

    # -- Tracks of Bézier curves ---------------------------------------------------------------

    def bezier_track_insert_key(
        self,
        track_idx: int,
        time: float,
        value: float,
        in_handle: Vector2 = Vector2.ZERO,
        out_handle: Vector2 = Vector2.ZERO,
    ) -> int:
        """Put a key into a track and return its index; handles are seconds and values from there."""
        track = self._track_(track_idx, kinds.BEZIER)
        return self._insert_(track, Key(time, bezier_value(value, in_handle, out_handle)))

    def bezier_track_interpolate(self, track_idx: int, time: float) -> float:
        """Return the value at a time."""
        return self._track_(track_idx, kinds.BEZIER).bezier(single(time), self._length_)

    def bezier_track_get_key_value(self, track_idx: int, key_idx: int) -> float:
        """Return the value of a key."""
        return self._bezier_(track_idx, key_idx).value

    def bezier_track_set_key_value(self, track_idx: int, key_idx: int, value: float) -> None:
        """Set the value of a key."""
        self._set_bezier_(track_idx, key_idx, value=value)

    def bezier_track_get_key_in_handle(self, track_idx: int, key_idx: int) -> Vector2:
        """Return the handle before a key."""
        return self._bezier_(track_idx, key_idx).in_handle

    def bezier_track_set_key_in_handle(self, track_idx: int, key_idx: int, in_handle: Vector2) -> None:
        """Set the handle before a key."""
        self._set_bezier_(track_idx, key_idx, in_handle=in_handle)

    def bezier_track_get_key_out_handle(self, track_idx: int, key_idx: int) -> Vector2:
        """Return the handle after a key."""
        return self._bezier_(track_idx, key_idx).out_handle

    def bezier_track_set_key_out_handle(self, track_idx: int, key_idx: int, out_handle: Vector2) -> None:
        """Set the handle after a key."""
        self._set_bezier_(track_idx, key_idx, out_handle=out_handle)

    def _bezier_(self, track_idx: int, key_idx: int) -> BezierValue:
        found: BezierValue = self._key_(self._track_(track_idx, kinds.BEZIER), key_idx).value
        return found

    def _set_bezier_(self, track_idx: int, key_idx: int, **parts: Any) -> None:
        key = self._key_(self._track_(track_idx, kinds.BEZIER), key_idx)
        key.value = bezier_value(**{**key.value._asdict(), **parts})
        self.changed.emit()

    # -- Tracks of animations ------------------------------------------------------------------

    def animation_track_insert_key(self, track_idx: int, time: float, animation: str) -> int:
        """Let another AnimationPlayer, which the path names, play an animation, or `"[stop]"`."""
        return self._insert_(self._track_(track_idx, kinds.ANIMATION), Key(time, str(animation)))

    def animation_track_get_key_animation(self, track_idx: int, key_idx: int) -> str:
        """Return which animation a key lets another player play."""
        name: str = self._key_(self._track_(track_idx, kinds.ANIMATION), key_idx).value
        return name

    def animation_track_set_key_animation(self, track_idx: int, key_idx: int, animation: str) -> None:
        """Set which animation a key lets another player play."""
        self._key_(self._track_(track_idx, kinds.ANIMATION), key_idx).value = str(animation)
        self.changed.emit()

    def __repr__(self) -> str:
        return f"<Animation of {len(self._tracks_)} tracks, {self._length_:.3g} s>"


def _key_of(track: Track, value: Any) -> Any:
    """Return a key's value as the track keeps it. ScriptError for what does not fit."""
    if track.type == kinds.METHOD:
        if not isinstance(value, Mapping) or not isinstance(value.get("method"), str):
            raise ScriptError(
                f'A key of a method track is `{{"method": "name", "args": []}}`, not {value!r}.'
            )
        args: Iterable[Any] = value.get("args", ())
        return value["method"], tuple(args)
    if track.type == kinds.BEZIER:
        if not isinstance(value, Sequence) or len(value) != 5:
            raise ScriptError(f"A key of a Bézier track is [value, in_x, in_y, out_x, out_y], not {value!r}.")
        return bezier_value(value[0], Vector2(*value[1:3]), Vector2(*value[3:5]))
    return value
