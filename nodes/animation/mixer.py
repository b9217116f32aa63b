"""What an AnimationPlayer does in a frame: several animations at once, mixed, and set at the end.

Source: Godot 3.6's `AnimationPlayer::_animation_process_animation` and `_animation_update_transforms`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol

from engine import NodePath, Object, ScriptError
from engine.animation.animation import Animation
from engine.animation.mixing import mixed
from engine.animation.track import ANIMATION, BEZIER, VALUE, Track
from engine.base.fault import push_error, report
from engine.gdscript.numbers import ease
from engine.object.indexed import get_at, set_at
from engine.object.object import no_method
from engine.variant.node_path import parts
from engine.variant.scalar import posmod

_NOTHING: Any = object()
_CALL_DEFERRED = 0


class Player(Protocol):
    """What a mixer asks of its player; an AnimationPlayer is one."""

    @property
    def root_node(self) -> NodePath:
        """Where the paths of tracks begin."""

    @property
    def method_call_mode(self) -> int:
        """When methods are called."""

    def get_node_or_null(self, path: str) -> Any:
        """Return the node at a path, or None."""


class _Property:
    """A property that animations move, and what it is to become in this pass."""

    __slots__ = ("captured", "names", "owner", "refused", "serial", "value")

    def __init__(self, owner: Object, names: tuple[str, ...]) -> None:
        self.owner = owner
        self.names = names
        self.value: Any = None
        self.serial = 0
        """The pass in which it got its value."""
        self.captured: Any = _NOTHING
        """What it was when an animation began that starts from there."""
        self.refused = False
        """It could not be set, and that was said."""


_Bound = _Property | Object | None
"""What a track moves: a property, a node, or None for what is not there."""


class Mixer:
    """Finds what the tracks of a player's animations move, and moves it."""

    def __init__(self, player: Player) -> None:
        self._player = player
        self._bound: dict[Animation, list[_Bound]] = {}
        self._properties: dict[tuple[int, tuple[str, ...]], _Property] = {}
        self._pass = 0
        self._changed: list[_Property] = []
        self._playing: dict[Any, None] = {}
        """The other players that tracks of animations have started."""

    def forget(self) -> None:
        """Look anew for what the tracks move."""
        self._bound.clear()
        self._properties.clear()

    def begin(self) -> None:
        """Begin a pass."""
        self._pass += 1
        self._changed = []

    def stop_others(self) -> None:
        """Stop the other players that tracks of animations have started."""
        for player in [*self._playing]:
            if not player._freed_:
                player.stop()
        self._playing.clear()

    # -- One animation -------------------------------------------------------------------------

    def mix(
        self,
        animation: Animation,
        time: float,
        delta: float,
        weight: float,
        current: bool,
        seeked: bool,
        started: bool,
    ) -> None:
        """Let an animation be at a time, `delta` seconds after it was looked at last.

        Its values count as much as `weight` says beside what is there already. Only the `current` one calls
        methods and sets what is set at keys.
        """
        for track, bound in self._tracks_of(animation):
            if bound is None or not track.enabled or not track.keys:
                continue
            if isinstance(bound, _Property):
                if bound.owner._freed_:
                    continue
                if track.type == BEZIER:
                    self._put(bound, track.bezier(time, animation.length), weight)
                else:
                    self._mix_value(animation, track, bound, time, delta, weight, current, started)
            elif not bound._freed_:
                if track.type == ANIMATION:
                    self._play(animation, track, bound, time, delta, seeked)
                elif current and delta:
                    self._call(animation, track, bound, time, delta)

    def _mix_value(
        self,
        animation: Animation,
        track: Track,
        property: _Property,
        time: float,
        delta: float,
        weight: float,
        current: bool,
        started: bool,
    ) -> None:
        mode, keys = track.update_mode, track.keys
        if mode == Animation.UPDATE_CAPTURE:
            if started or property.captured is _NOTHING:
                property.captured = self._get(property)
            first = 0 if keys[0].time else 1
            if first == len(keys):
                return
            if time < keys[first].time:
                part = ease(time / keys[first].time, keys[0].transition if first else 1.0)
                self._put(property, mixed(property.captured, keys[first].value, part), weight)
                return
        sought = not delta and mode == Animation.UPDATE_DISCRETE
        if mode in (Animation.UPDATE_CONTINUOUS, Animation.UPDATE_CAPTURE) or sought:
            value = track.value(time, animation.length, animation.loop)
            if value is not None:
                self._put(property, value, weight)
        elif current and delta:
            for at in track.passed(time, delta, animation.length, animation.loop):
                self._set(property, keys[at].value)

    def _put(self, property: _Property, value: Any, weight: float) -> None:
        """Let a property become a value, or come nearer to it, at the end of the pass."""
        if property.serial != self._pass:
            property.serial = self._pass
            property.value = value
            self._changed.append(property)
        else:
            property.value = mixed(property.value, value, weight)

    def _call(self, animation: Animation, track: Track, node: Object, time: float, delta: float) -> None:
        player = self._player
        for at in track.passed(time, delta, animation.length, animation.loop):
            name, args = track.keys[at].value
            if not node.has_method(name):
                push_error(f"{player!r}: {no_method(node, name)}")
            elif player.method_call_mode == _CALL_DEFERRED:
                node.call_deferred(name, *args)
            else:
                try:
                    node.call(name, *args)
                except Exception as error:
                    report(node, error, f"{node!r}.{name}, called by {player!r}")

    def _play(
        self, animation: Animation, track: Track, other: Any, time: float, delta: float, seeked: bool
    ) -> None:
        """Let another player do what a track of animations says."""
        if seeked or not delta:
            at = track.find(time)
            name = track.keys[at].value if at >= 0 else "[stop]"
            if not other.has_animation(name):
                return
            played = other.get_animation(name)
            passed = time - track.keys[at].time
            place = posmod(passed, played.length) if played.loop else min(passed, played.length)
            if other.is_playing() or seeked:
                other.play(name)
                other.seek(place)
                self._playing[other] = None
            else:
                other.assigned_animation = name
                other.seek(place, True)
            return
        for at in track.passed(time, delta, animation.length, animation.loop)[-1:]:
            name = track.keys[at].value
            if other.has_animation(name):
                other.play(name)
                other.seek(0.0, True)
                self._playing[other] = None
            elif other in self._playing:
                del self._playing[other]
                other.stop()

    # -- At the end ----------------------------------------------------------------------------

    def apply(self) -> None:
        """Set all properties to what came of the pass."""
        for property in self._changed:
            if not property.owner._freed_:
                self._set(property, property.value)

    def _get(self, property: _Property) -> Any:
        try:
            return get_at(property.owner, property.names)
        except ScriptError as error:
            self._refuse(property, error)
            return None

    def _set(self, property: _Property, value: Any) -> None:
        try:
            set_at(property.owner, property.names, value)
        except ScriptError as error:
            self._refuse(property, error)
        except Exception as error:
            report(property.owner, error, f"{property.owner!r}, animated by {self._player!r}")

    def _refuse(self, property: _Property, error: ScriptError) -> None:
        """Say once that a property is not there, or cannot be so."""
        if not property.refused:
            property.refused = True
            push_error(f"{self._player!r} cannot set {':'.join(property.names)}: {error}")

    # -- What tracks move ----------------------------------------------------------------------

    def _tracks_of(self, animation: Animation) -> Iterator[tuple[Track, _Bound]]:
        bound = self._bound.get(animation)
        if bound is None:
            bound = self._bound[animation] = [self._find(track) for track in animation._tracks_]
        return zip([*animation._tracks_], bound, strict=True)

    def _find(self, track: Track) -> _Bound:
        """Return what a track moves; None, with an error in the log, if it is not there."""
        player = self._player
        root = player.get_node_or_null(player.root_node)
        absolute, names, subnames = parts(track.path)
        node = root
        if root is not None and names:
            node = root.get_node_or_null(NodePath.from_parts(absolute, names, ()))
        if node is None:
            push_error(
                f"{player!r}: there is no node for the track {track.path!r}, seen from {root!r}."
                " Paths begin at the node that `root_node` names."
            )
            return None
        if track.type in (VALUE, BEZIER):
            if not subnames:
                push_error(
                    f"{player!r}: the track {track.path!r} names no property: write `{track.path}:position`."
                )
                return None
            return self._properties.setdefault((id(node), subnames), _Property(node, subnames))
        if track.type == ANIMATION and not hasattr(node, "assigned_animation"):
            push_error(
                f"{player!r}: {node!r} is no AnimationPlayer, so the track {track.path!r} plays nothing. Have"
                " its path lead to one."
            )
            return None
        found: Object = node
        return found
