"""SceneTreeTween: steps of tweeners, one after the other, that a tree moves by itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from ..base.error import ScriptError
from ..base.fault import push_error, report
from ..object.object import Object
from ..object.signal import Signal
from ..scene.processing import can_process
from ..variant.single import single
from .between import between
from .checks import easing, transition
from .easing import curve_of
from .tweeners import CallbackTweener, IntervalTweener, MethodTweener, PropertyTweener, Tweener

if TYPE_CHECKING:
    from ..scene.state import NodeState

PHYSICS, IDLE = 0, 1
_LINEAR, _IN_OUT = 0, 2


class SceneTreeTween(Object):
    """Moves things after the `_process` of all, one step after the other: what `create_tween()` gives.

        tween = self.create_tween()
        tween.tween_property(self, "position", Vector2(100, 0), 0.5).set_trans(Tween.TRANS_QUAD)
        tween.tween_callback(self, "queue_free")

    It starts by itself, at the end of the frame. What cannot be done is a ScriptError where it is asked
    for. Source: Godot 3.6's `SceneTreeTween`.
    """

    TWEEN_PAUSE_BOUND = 0
    TWEEN_PAUSE_STOP = 1
    TWEEN_PAUSE_PROCESS = 2

    step_finished: Final = Signal[int]("idx")
    loop_finished: Final = Signal[int]("loop_count")
    finished: Final = Signal()

    _valid_: bool = False
    _mode_: int = IDLE  # friend: service
    _running_: bool = True
    _started_: bool = False
    _dead_: bool = False
    _pause_mode_: int = TWEEN_PAUSE_BOUND
    _speed_: float = 1.0
    _loops_: int = 1
    _loops_done_: int = 0
    _trans_: int = _LINEAR
    _ease_: int = _IN_OUT
    _parallel_: bool = False
    """Whether the next tweener joins the step before."""
    _always_parallel_: bool = False
    _at_: int = 0
    """The step that runs."""
    _total_: float = 0.0
    _bound_: NodeState | None = None

    def __init__(self) -> None:
        self._steps_: list[list[Tweener]] = []

    # -- What it is to do ----------------------------------------------------------------------

    def tween_property(
        self, object: Object, property: str, final_val: Any, duration: float
    ) -> PropertyTweener:
        """Take a property, such as `"position:x"`, from what it is then to a value."""
        self._need_open_()
        tweener = PropertyTweener(object, property, final_val, duration, self._trans_, self._ease_)
        self._append_(tweener)
        return tweener

    def tween_interval(self, time: float) -> IntervalTweener:
        """Wait so many seconds."""
        self._need_open_()
        tweener = IntervalTweener(time)
        self._append_(tweener)
        return tweener

    def tween_callback(self, object: Object, method: str, binds: Sequence[Any] = ()) -> CallbackTweener:
        """Call a method with `binds`."""
        self._need_open_()
        tweener = CallbackTweener(object, method, binds)
        self._append_(tweener)
        return tweener

    def tween_method(
        self,
        object: Object,
        method: str,
        from_: Any,
        to: Any,
        duration: float,
        binds: Sequence[Any] = (),
    ) -> MethodTweener:
        """Call a method with what is between two values, then `binds`."""
        self._need_open_()
        tweener = MethodTweener(object, method, (from_, to), duration, binds, self._trans_, self._ease_)
        self._append_(tweener)
        return tweener

    def _need_open_(self) -> None:
        self._need_valid_()
        if self._started_:
            raise ScriptError("This tween has started, so nothing can be added: call `stop()` first.")

    def _need_valid_(self) -> None:
        if not self._valid_:
            raise ScriptError(
                "This tween has come to its end, or is in no tree: write `self.create_tween()` for a new one."
            )

    def _append_(self, tweener: Tweener) -> None:
        if not self._parallel_ or not self._steps_:
            self._steps_.append([])
        self._parallel_ = self._always_parallel_
        self._steps_[-1].append(tweener)

    def parallel(self) -> SceneTreeTween:
        """Let the next tweener join the step before."""
        self._parallel_ = True
        return self

    def chain(self) -> SceneTreeTween:
        """Let the next tweener be a new step, in spite of `set_parallel(True)`."""
        self._parallel_ = False
        return self

    def set_parallel(self, parallel: bool = True) -> SceneTreeTween:
        """Let all that follow be one step, or a step each."""
        self._always_parallel_ = self._parallel_ = bool(parallel)
        return self

    def set_trans(self, trans: int) -> SceneTreeTween:
        """Set the transition of tweeners that are added from now on: Tween.TRANS_…"""
        self._trans_ = transition(trans)
        return self

    def set_ease(self, ease: int) -> SceneTreeTween:
        """Set the ease of tweeners that are added from now on: Tween.EASE_…"""
        self._ease_ = easing(ease)
        return self

    def set_loops(self, loops: int = 0) -> SceneTreeTween:
        """Run so many times; 0 is for ever."""
        self._loops_ = int(loops)
        return self

    def set_speed_scale(self, speed: float) -> SceneTreeTween:
        """Set how fast time runs for it."""
        self._speed_ = float(speed)
        return self

    def set_process_mode(self, mode: int) -> SceneTreeTween:
        """Set what moves it: Tween.TWEEN_PROCESS_IDLE, the frames, or TWEEN_PROCESS_PHYSICS, the steps."""
        if mode not in (PHYSICS, IDLE):
            raise ScriptError(f"There is no process mode {mode!r}: write `Tween.TWEEN_PROCESS_IDLE`.")
        self._mode_ = mode
        return self

    def set_pause_mode(self, mode: int) -> SceneTreeTween:
        """Set what it does while the tree is paused: as the node it is bound to, stop, or go on."""
        if mode not in range(3):
            raise ScriptError(f"There is no pause mode {mode!r}: write `SceneTreeTween.TWEEN_PAUSE_STOP`.")
        self._pause_mode_ = mode
        return self

    def bind_node(self, node: NodeState) -> SceneTreeTween:
        """Move only while `node` is in the tree, and end when it is freed."""
        self._bound_ = node
        return self

    # -- Going and stopping --------------------------------------------------------------------

    def play(self) -> None:
        """Go on after `pause`, or from the start after `stop`."""
        self._need_valid_()
        if self._dead_:
            raise ScriptError("This tween has come to its end: call `stop()` first to play it again.")
        self._running_ = True

    def pause(self) -> None:
        """Stand still."""
        self._running_ = False

    def stop(self) -> None:
        """Stand still, and begin anew with the next `play`; properties stay as they are."""
        self._started_ = self._running_ = self._dead_ = False
        self._total_ = 0.0

    def kill(self) -> None:
        """End."""
        self._running_ = False
        self._dead_ = True

    def is_running(self) -> bool:
        """Return True unless it was paused, stopped or killed, or has finished."""
        return self._running_

    def is_valid(self) -> bool:
        """Return True as long as its tree has it: until the frame after its end."""
        return self._valid_

    def get_total_elapsed_time(self) -> float:
        """Return the seconds since its start."""
        return self._total_

    def custom_step(self, delta: float) -> bool:
        """Let `delta` seconds pass now, also while it is paused. Returns False when it is at its end."""
        was_running = self._running_
        self._running_ = True
        goes_on = self._step_(delta)
        self._running_ = self._running_ and was_running
        return goes_on

    def interpolate_value(
        self,
        initial_value: Any,
        delta_value: Any,
        elapsed_time: float,
        duration: float,
        trans_type: int,
        ease_type: int,
    ) -> Any:
        """Return `initial_value` with that part of `delta_value` that a curve has reached."""
        curve = curve_of(transition(trans_type), easing(ease_type))
        return between(initial_value, delta_value, curve(elapsed_time / duration if duration else 1.0))

    # -- Frames --------------------------------------------------------------------------------

    def _can_move_(self, paused: bool) -> bool:  # friend: service
        """Return True if it would do something in this frame."""
        bound = self._bound_
        if bound is not None and not bound._freed_ and self._pause_mode_ == SceneTreeTween.TWEEN_PAUSE_BOUND:
            return can_process(bound)
        return not paused or self._pause_mode_ == SceneTreeTween.TWEEN_PAUSE_PROCESS

    def _waits_(self) -> bool:  # friend: service
        """Return True while it stands still, until it is told to play."""
        return not (self._running_ or self._dead_)

    def _step_(self, delta: float) -> bool:  # friend: service
        """Let time pass; return False when it is at its end."""
        if self._dead_ or (self._bound_ is not None and self._bound_._freed_):
            return False
        if not self._running_ or (self._bound_ is not None and self._bound_._tree_ is None):
            return True
        if not self._started_:
            if not self._steps_:
                push_error("A SceneTreeTween started without anything to do: call `tween_property` before.")
                return False
            self._at_ = self._loops_done_ = 0
            self._total_ = 0.0
            self._started_ = True
            self._start_step_()
        left = single(single(delta) * self._speed_)
        self._total_ = single(self._total_ + left)
        loop_began = left
        while left > 0 and self._running_:
            rests = [tweener._step_(left) for tweener in self._steps_[self._at_]]
            if None in rests:
                break
            left = min(rest for rest in rests if rest is not None)
            self.step_finished.emit(self._at_)
            self._at_ += 1
            if self._at_ < len(self._steps_):
                self._start_step_()
                continue
            self._loops_done_ += 1
            if self._loops_done_ == self._loops_:
                self._running_ = False
                self._dead_ = True
                self.finished.emit()
                break
            self.loop_finished.emit(self._loops_done_)
            self._at_ = 0
            self._start_step_()
            if left == loop_began and self._loops_ <= 0:
                push_error(
                    "A SceneTreeTween loops for ever in no time: give it a `tween_interval(…)`. It ends."
                )
                return False
            loop_began = left
        return True

    def _start_step_(self) -> None:
        for tweener in self._steps_[self._at_]:
            try:
                tweener._start_()
            except Exception as error:
                tweener._finished_ = True
                report(tweener, error, f"the start of a {type(tweener).__name__}")

    def _begin_(self) -> SceneTreeTween:  # friend: service
        """Be in a tree."""
        self._valid_ = True
        return self

    def _end_(self) -> None:  # friend: service
        """Be in no tree any more."""
        self._valid_ = False
        self._steps_.clear()

    def __repr__(self) -> str:
        return f"<SceneTreeTween of {len(self._steps_)} steps{'' if self._valid_ else ' (ended)'}>"
