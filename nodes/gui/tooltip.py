"""Tooltips: what is shown when the pointer rests on a Control that has something to say."""

from __future__ import annotations

from engine import Vector2
from engine.scene.scene_tree import SceneTree
from engine.scene.state import NodeState

from .state import ControlState

DELAY = 0.5
"""Seconds that the pointer has to rest."""
_BESIDE_POINTER = Vector2(12, 20)


class Tooltips:
    """Shows a tooltip after the pointer has rested for a while, and takes it away again.

    Source: Godot 3.6's `Viewport::_gui_show_tooltip`.
    """

    def __init__(self, tree: SceneTree) -> None:
        self._tree = tree
        self._control: ControlState | None = None
        """Whose tooltip is shown, or waited for."""
        self._text = ""
        self._position = Vector2.ZERO
        self._shown: ControlState | None = None
        self._waiting = False
        self._moved = False

    def __repr__(self) -> str:
        return f"<Tooltips: {self._text!r}>"

    def pointed(self, control: ControlState, text: str, position: Vector2) -> None:
        """Take note that the pointer is on a Control that has this to say, at a point of the viewport."""
        if control is not self._control or text != self._text:
            self.cancel()
        if self._shown is not None:
            return
        self._control, self._text, self._position = control, text, position
        self._moved = True
        if not self._waiting:
            self._wait()

    def cancel(self) -> None:
        """Take the tooltip away, or let it not come."""
        self._control, self._text = None, ""
        if self._shown is not None:
            if not self._shown._freed_:
                self._shown.queue_free()
                self._shown.hide()
            self._shown = None

    def _wait(self) -> None:
        self._waiting, self._moved = True, False
        self._tree.create_timer(DELAY).timeout.connect(self._waited)

    def _waited(self) -> None:
        self._waiting = False
        control = self._control
        if control is None or control._tree_ is not self._tree or not control.is_visible_in_tree():
            self.cancel()
        elif self._moved:
            self._wait()
        else:
            self._show(control)

    def _show(self, control: ControlState) -> None:
        shown = self._shown = control._tooltip_(self._text)
        shown.set_as_toplevel(True)
        window: NodeState = self._tree.root
        window.add_child(shown)
        size = shown.get_combined_minimum_size()
        room = self._tree.root.size
        x, y = self._position + _BESIDE_POINTER
        if y + size[1] > room[1]:
            y = self._position[1] - size[1] - 4
        x, y = max(0.0, min(x, room[0] - size[0])), max(0.0, y)
        shown.set_size(size)
        shown.set_position(Vector2(x, y))


def tooltip_of(control: ControlState, position: Vector2) -> tuple[ControlState, str]:
    """Return whose tooltip is shown at a point of a Control, and which: its own or one of those above it."""
    item: ControlState | None = control
    while item is not None:
        text = item.get_tooltip(position)
        if text or item._mouse_filter_ == ControlState.MOUSE_FILTER_STOP or item._toplevel_:
            return item, text
        position = item.get_transform().xform(position)
        item = item.get_parent_control()
    return control, ""
