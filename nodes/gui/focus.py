"""Focus: which Control the keyboard goes to. A base of Control."""

from __future__ import annotations

from collections.abc import Iterator
from math import hypot, inf
from typing import TYPE_CHECKING, Any, Final

from engine import ScriptError, Signal, push_warning
from engine.canvas.geometry import bounds
from engine.scene.lifecycle import emit
from engine.scene.notified import notified

from .themed import Themed

if TYPE_CHECKING:
    from typing import Self

CMP_EPSILON = 0.00001
_MOST_STEPS = 512
"""How long a chain of `focus_neighbour_…` may be."""

_DIRECTIONS = ((-1, 0), (0, -1), (1, 0), (0, 1))


class Focus(Themed):
    """What a Control has to do with the keyboard.

    Source: Godot 3.6's `Control`, `Control::find_next_valid_focus` and `_get_focus_neighbour`.
    """

    NOTIFICATION_FOCUS_ENTER = 43
    NOTIFICATION_FOCUS_EXIT = 44

    FOCUS_NONE = 0
    FOCUS_CLICK = 1
    FOCUS_ALL = 2

    focus_entered: Final = Signal()
    focus_exited: Final = Signal()

    _stored_ = (
        *Themed._stored_,
        "focus_mode",
        "focus_neighbour_left",
        "focus_neighbour_top",
        "focus_neighbour_right",
        "focus_neighbour_bottom",
        "focus_next",
        "focus_previous",
    )

    _focus_mode_: int = FOCUS_NONE

    focus_neighbour_left: str = ""
    """Path of the Control that gets the focus on ui_left; "" leaves it to where they are."""
    focus_neighbour_top: str = ""
    focus_neighbour_right: str = ""
    focus_neighbour_bottom: str = ""
    focus_next: str = ""
    """Path of the Control that gets the focus on Tab; "" goes in tree order."""
    focus_previous: str = ""

    @notified(NOTIFICATION_FOCUS_ENTER)
    def _enter_focus_(self) -> None:
        emit(self, "focus_entered")
        self.update()

    @notified(NOTIFICATION_FOCUS_EXIT)
    def _exit_focus_(self) -> None:
        emit(self, "focus_exited")
        self.update()

    @property
    def focus_mode(self) -> int:
        """Whether it takes the focus: FOCUS_NONE, FOCUS_CLICK (by mouse and `grab_focus`) or FOCUS_ALL."""
        return self._focus_mode_

    @focus_mode.setter
    def focus_mode(self, mode: int) -> None:
        if mode not in (Focus.FOCUS_NONE, Focus.FOCUS_CLICK, Focus.FOCUS_ALL):
            raise ScriptError(f"{self!r}: there is no focus_mode {mode!r}: take Control.FOCUS_ALL.")
        if mode == Focus.FOCUS_NONE and self._focus_mode_ != mode and self.has_focus():
            self.release_focus()
        self._focus_mode_ = mode

    def set_focus_mode(self, mode: int) -> None:
        """Set `focus_mode`."""
        self.focus_mode = mode

    def get_focus_mode(self) -> int:
        """Return `focus_mode`."""
        return self._focus_mode_

    def _gui_of_tree_(self) -> Any:
        return self._tree_._services_.input.gui if self._tree_ is not None else None

    def has_focus(self) -> bool:
        """Return True if the keyboard goes to this Control."""
        gui = self._gui_of_tree_()
        return gui is not None and gui.key_focus is self

    def grab_focus(self) -> None:
        """Take the keyboard."""
        if self._tree_ is None:
            raise ScriptError(
                f"{self!r} cannot grab the focus: it is not inside the tree. Call it from `_ready` on."
            )
        if self._focus_mode_ == Focus.FOCUS_NONE:
            push_warning(
                f"{self!r} cannot grab the focus: its focus_mode is FOCUS_NONE."
                " Write `focus_mode = Control.FOCUS_ALL` first."
            )
            return
        self._gui_of_tree_().focus(self)

    def release_focus(self) -> None:
        """Give the keyboard away, to no Control."""
        if self.has_focus():
            self._gui_of_tree_().focus(None)

    def get_focus_owner(self) -> Any:
        """Return the Control of this tree that has the keyboard, None if none has."""
        gui = self._gui_of_tree_()
        return gui.key_focus if gui is not None else None

    def set_focus_neighbour(self, margin: int, neighbour: str) -> None:
        """Set the path of the Control that gets the focus in the direction of a MARGIN_* side."""
        setattr(self, _neighbour(margin), str(neighbour))

    def get_focus_neighbour(self, margin: int) -> str:
        """Return the path of the Control that gets the focus in the direction of a MARGIN_* side."""
        path: str = getattr(self, _neighbour(margin))
        return path

    def set_focus_next(self, next: str) -> None:
        """Set `focus_next`."""
        self.focus_next = str(next)

    def set_focus_previous(self, previous: str) -> None:
        """Set `focus_previous`."""
        self.focus_previous = str(previous)

    # -- Who is next ---------------------------------------------------------------------------

    def find_next_valid_focus(self) -> Any:
        """Return the Control that gets the focus on Tab: this one if there is no other, or None."""
        return self._after_(self.focus_next, 1)

    def find_prev_valid_focus(self) -> Any:
        """Return the Control that gets the focus on Shift+Tab: this one if there is no other, or None."""
        return self._after_(self.focus_previous, -1)

    def _after_(self, path: str, step: int) -> Any:
        if path:
            named = self._named_(path)
            if named is None:
                return None
            if named._visible_ and named._focus_mode_ != Focus.FOCUS_NONE:
                return named
        order = [c for c in self._window_()._focusable_() if c is self or c._focus_mode_ == Focus.FOCUS_ALL]
        if self not in order:
            return None
        found = order[(order.index(self) + step) % len(order)]
        return found if found._focus_mode_ == Focus.FOCUS_ALL else None

    def _named_(self, path: str) -> Any:
        node = self.get_node_or_null(path)
        if node is not None and not isinstance(node, Focus):
            raise ScriptError(
                f"{self!r}: {path!r} is {node!r}, which is no Control and cannot have the focus."
            )
        return node

    def _window_(self) -> Focus:
        """Return the topmost Control of those that Tab goes round: a popup, or the one without a parent."""
        top: Focus = self
        at: Any = self
        while at is not None and not at._toplevel_:
            at = at.get_parent_item()
            if isinstance(at, Focus):
                top = at
        return top

    def _focusable_(self) -> Iterator[Self]:
        """Yield this Control and the visible ones below it that belong to the same window."""
        rest: list[Any] = [self]
        while rest:
            item = rest.pop()
            yield item
            if item._children_ is not None:
                rest += [
                    child
                    for child in reversed(item._children_.listed())
                    if isinstance(child, Focus) and child._visible_ and not child._toplevel_
                ]

    def _neighbour_(self, margin: int) -> Any:
        """Return the Control that gets the focus in the direction of a MARGIN_* side, or None."""
        at: Any = self
        for _ in range(_MOST_STEPS):
            path = at.get_focus_neighbour(margin)
            if not path:
                return at._nearest_(margin)
            at = at._named_(path)
            if at is None or (at._visible_ and at._focus_mode_ != Focus.FOCUS_NONE):
                return at
        return None

    def _nearest_(self, margin: int) -> Any:
        """Return the nearest Control that lies beyond this one's edge."""
        across, down = _DIRECTIONS[margin]
        left, top, right, bottom = mine = self._bounds_()
        edge = max(across * left, across * right) + max(down * top, down * bottom)
        found, least = None, inf
        for control in self._window_()._focusable_():
            if control is self or control._focus_mode_ != Focus.FOCUS_ALL:
                continue
            theirs = left, top, right, bottom = control._bounds_()
            near = min(across * left, across * right) + min(down * top, down * bottom)
            if near > edge - CMP_EPSILON:
                distance = _distance(mine, theirs)
                if distance < least:
                    found, least = control, distance
        return found

    def _bounds_(self) -> tuple[float, float, float, float]:
        return bounds(self._global_matrix_(), *self._size_)


def _distance(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    """Return how far two upright rectangles (left, top, right, bottom) are from each other."""
    across = max(0.0, one[0] - other[2], other[0] - one[2])
    down = max(0.0, one[1] - other[3], other[1] - one[3])
    return hypot(across, down)


def _neighbour(margin: int) -> str:
    if margin not in (0, 1, 2, 3):
        raise ScriptError(f"There is no side {margin!r}: take MARGIN_LEFT (0), _TOP, _RIGHT or _BOTTOM (3).")
    return "focus_neighbour_" + ("left", "top", "right", "bottom")[margin]
