"""What happens to the window, and the input that it brings, told to the tree."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from ..base.fault import report
from ..input.event import InputEvent
from ..input.mouse_event import InputEventMouse, InputEventMouseMotion
from ..scene.lifecycle import emit
from ..scene.notifications import Notifications
from .display import CloseRequested, Composed, FocusChanged, PointerLeft, Resized, WindowEvent

if TYPE_CHECKING:
    from ..scene.scene_tree import SceneTree


def take(tree: SceneTree, events: Sequence[InputEvent | WindowEvent]) -> None:
    """Tell the tree of the events in order. One that fails does not keep the others from being told."""
    for event in _accumulated(tree, events):
        try:
            if isinstance(event, InputEvent):
                if isinstance(event, InputEventMouse) and not tree._pointer_inside_:
                    tree._pointer_inside_ = True
                    tree.root.propagate_notification(Notifications.NOTIFICATION_WM_MOUSE_ENTER)
                tree.input.parse_input_event(event)
            else:
                _TOLD[type(event)](tree, event)
        except Exception as error:
            report(tree, error, f"{tree!r}, taking {event!r}")


def _accumulated(
    tree: SceneTree, events: Sequence[InputEvent | WindowEvent]
) -> Sequence[InputEvent | WindowEvent]:
    """Return the events with successive motions made one, as a mouse may tell of many in a frame."""
    if len(events) < 2 or not tree.input.use_accumulated_input:
        return events
    found: list[InputEvent | WindowEvent] = []
    for event in events:
        last = found[-1] if found else None
        if not (
            isinstance(last, InputEventMouseMotion)
            and isinstance(event, InputEventMouseMotion)
            and last.accumulate(event)
        ):
            found.append(event)
    return found


def _resized(tree: SceneTree, event: Resized) -> None:
    tree._fit_window_()
    emit(tree, "screen_resized")


def _close_requested(tree: SceneTree, event: CloseRequested) -> None:
    tree.request_quit()


def _focus_changed(tree: SceneTree, event: FocusChanged) -> None:
    if event.focused:
        tree.root.propagate_notification(Notifications.NOTIFICATION_WM_FOCUS_IN)
    else:
        if tree._input_ is not None:
            tree._input_.release_pressed_events()
        if tree.root._gui_ is not None:
            tree.root._gui_.window_left()
        tree.root.propagate_notification(Notifications.NOTIFICATION_WM_FOCUS_OUT)


def _pointer_left(tree: SceneTree, event: PointerLeft) -> None:
    tree._pointer_inside_ = False
    if tree.root._gui_ is not None:
        tree.root._gui_.pointer_left()
    tree.root.propagate_notification(Notifications.NOTIFICATION_WM_MOUSE_EXIT)


def _composed(tree: SceneTree, event: Composed) -> None:
    tree.display.composed = event
    tree.root.propagate_notification(Notifications.NOTIFICATION_OS_IME_UPDATE)


_TOLD: dict[type, Callable[[SceneTree, Any], None]] = {
    Resized: _resized,
    CloseRequested: _close_requested,
    FocusChanged: _focus_changed,
    PointerLeft: _pointer_left,
    Composed: _composed,
}
