"""What happens to the window, and the input that it brings, told to the tree."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from ..base.fault import report
from ..input.event import InputEvent
from ..input.mouse_event import InputEventMouse, InputEventMouseMotion
from ..input.service import InputService
from ..scene.lifecycle import emit
from ..scene.notifications import Notifications
from ..scene.state import TreeState
from .display import CloseRequested, Composed, Display, FocusChanged, PointerLeft, Resized, WindowEvent


class Window(Protocol):
    """Whose window it is: what of a tree is told of events."""

    input: InputService
    tree: TreeState
    pointer_inside: bool

    @property
    def display(self) -> Display:
        """The display that the events came from."""

    def fit(self) -> None:
        """Make the viewport as large as the window."""

    def tell(self, what: int) -> None:
        """Notify all nodes."""


def take(window: Window, events: Sequence[InputEvent | WindowEvent]) -> None:
    """Tell the tree of the events in order. One that fails does not keep the others from being told."""
    for event in _accumulated(window, events):
        try:
            if isinstance(event, InputEvent):
                if isinstance(event, InputEventMouse) and not window.pointer_inside:
                    window.pointer_inside = True
                    window.tell(Notifications.NOTIFICATION_WM_MOUSE_ENTER)
                window.input.state.parse_input_event(event)
            else:
                _TOLD[type(event)](window, event)
        except Exception as error:
            report(window.tree, error, f"{window.tree!r}, taking {event!r}")


def _accumulated(
    window: Window, events: Sequence[InputEvent | WindowEvent]
) -> Sequence[InputEvent | WindowEvent]:
    """Return the events with successive motions made one, as a mouse may tell of many in a frame."""
    if len(events) < 2 or not window.input.state.use_accumulated_input:
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


def _resized(window: Window, event: Resized) -> None:
    window.fit()
    emit(window.tree, "screen_resized")


def _close_requested(window: Window, event: CloseRequested) -> None:
    window.tree.request_quit()


def _focus_changed(window: Window, event: FocusChanged) -> None:
    if event.focused:
        window.tell(Notifications.NOTIFICATION_WM_FOCUS_IN)
    else:
        window.input.release_all()
        window.tell(Notifications.NOTIFICATION_WM_FOCUS_OUT)


def _pointer_left(window: Window, event: PointerLeft) -> None:
    window.pointer_inside = False
    window.input.pointer_left()
    window.tell(Notifications.NOTIFICATION_WM_MOUSE_EXIT)


def _composed(window: Window, event: Composed) -> None:
    window.display.composed = event
    window.tell(Notifications.NOTIFICATION_OS_IME_UPDATE)


_TOLD: dict[type, Callable[[Window, Any], None]] = {
    Resized: _resized,
    CloseRequested: _close_requested,
    FocusChanged: _focus_changed,
    PointerLeft: _pointer_left,
    Composed: _composed,
}
