"""InputState: what is held down just now. What scripts know as `Input`."""

from __future__ import annotations

from typing import Protocol

from ..base.error import ScriptError
from ..base.fault import push_error
from ..object.object import Object
from ..object.property import Getter, Setter, getter, setter
from ..scene.clock import Clock
from ..variant.vector2 import Vector2
from .actions import ActionMap
from .cursor_image import CursorImage, CursorPicture, cursor_image, refusal
from .event import InputEvent, InputEventAction
from .key_event import InputEventKey
from .mouse_event import InputEventMouseButton, InputEventMouseMotion

_NEVER = -1
_BY_SCRIPT = ("script", 0)
"""What presses an action that `action_press` pressed."""


class InputTree(Protocol):
    """What is asked of the tree whose keys these are: see `InputService`."""

    clock: Clock
    mouse_position: Vector2
    mouse_mode: int
    cursor: int

    @property
    def actions(self) -> ActionMap:
        """The actions that keys may press."""

    def send(self, event: InputEvent) -> None:
        """Send an event through the tree."""

    def set_mouse_mode(self, mode: int) -> None:
        """Show the pointer another way."""

    def set_default_cursor(self, shape: int) -> None:
        """Say what the pointer looks like over no Control."""

    def set_cursor_image(self, shape: int, image: CursorImage | None) -> None:
        """Show an image for a shape of the pointer, or that of the system."""


class _Pressed:
    """The state of one action, and in which frame and physics step it last changed."""

    __slots__ = ("exact", "pressed_at", "pressed_in_step", "released_at", "released_in_step", "sources")

    def __init__(self) -> None:
        self.sources: dict[tuple[str, int], float] = {}
        """What holds it down, and how strongly."""
        self.exact = False
        self.pressed_at = self.pressed_in_step = _NEVER
        self.released_at = self.released_in_step = _NEVER


class InputState(Object):
    """The keys, buttons and actions that are held down, of one tree.

        if Input.is_action_pressed("ui_right"):
            self.position += Vector2(100 * delta, 0)

    Source: Godot 3.6's `Input`. Unlike Godot 3, and like 4: an action that two keys hold down is on until
    both are up. Asking for an action that is not in the InputMap is a ScriptError. A pointer that is to be
    confined to the window may leave it, and one that is to be captured is only hidden in a page. Browsers
    show no image of the pointer of more than 128 pixels a side, and macOS shows its arrow in place of one.
    """

    MOUSE_MODE_VISIBLE = 0
    MOUSE_MODE_HIDDEN = 1
    MOUSE_MODE_CAPTURED = 2
    MOUSE_MODE_CONFINED = 3
    MOUSE_MODE_CONFINED_HIDDEN = 4
    CURSOR_ARROW = 0
    CURSOR_IBEAM = 1
    CURSOR_POINTING_HAND = 2
    CURSOR_CROSS = 3
    CURSOR_WAIT = 4
    CURSOR_BUSY = 5
    CURSOR_DRAG = 6
    CURSOR_CAN_DROP = 7
    CURSOR_FORBIDDEN = 8
    CURSOR_VSIZE = 9
    CURSOR_HSIZE = 10
    CURSOR_BDIAGSIZE = 11
    CURSOR_FDIAGSIZE = 12
    CURSOR_MOVE = 13
    CURSOR_VSPLIT = 14
    CURSOR_HSPLIT = 15
    CURSOR_HELP = 16

    use_accumulated_input: bool = True
    """Whether successive motions of the pointer in one frame come as one event, unless it is drawn with."""

    def __init__(self, service: InputTree) -> None:
        self._service_ = service
        self._keys_: set[int] = set()
        self._physical_keys_: set[int] = set()
        self._buttons_ = 0
        self._speed_ = Vector2.ZERO
        self._pressed_: dict[str, _Pressed] = {}

    # -- Keys and buttons ----------------------------------------------------------------------

    def is_key_pressed(self, scancode: int) -> bool:
        """Return True while the key is held down."""
        return scancode in self._keys_

    def is_physical_key_pressed(self, scancode: int) -> bool:
        """Return True while the key in the place of this one on an American keyboard is held down."""
        return scancode in self._physical_keys_

    def is_mouse_button_pressed(self, button: int) -> bool:
        """Return True while the mouse button is held down."""
        return button > 0 and bool(self._buttons_ & 1 << (button - 1))

    def get_mouse_button_mask(self) -> int:
        """Return the mouse buttons that are held down, as BUTTON_MASK_ bits."""
        return self._buttons_

    def is_anything_pressed(self) -> bool:
        """Return True while any key, mouse button or action is held down."""
        return bool(self._keys_ or self._buttons_ or any(p.sources for p in self._pressed_.values()))

    def get_mouse_position(self) -> Vector2:
        """Return where the pointer was last seen, in the coordinates of the root viewport."""
        return self._service_.mouse_position

    def get_last_mouse_speed(self) -> Vector2:
        """Return how fast the pointer last moved, in pixels a second, as far as the window told."""
        return self._speed_

    @property
    def mouse_mode(self) -> int:
        """How the pointer is shown over the window, a MOUSE_MODE_*; with CAPTURED only motions are told."""
        return self._service_.mouse_mode

    @mouse_mode.setter
    def mouse_mode(self, mode: int) -> None:
        if mode not in range(InputState.MOUSE_MODE_CONFINED_HIDDEN + 1):
            raise ScriptError(f"There is no mouse mode {mode!r}: take one of Input.MOUSE_MODE_*.")
        self._service_.set_mouse_mode(mode)

    def set_default_cursor_shape(self, shape: int = CURSOR_ARROW) -> None:
        """Let the pointer look like one of CURSOR_* where no Control is under it."""
        self._service_.set_default_cursor(_checked(shape))

    def get_current_cursor_shape(self) -> int:
        """Return what the pointer looks like just now, a CURSOR_*."""
        return self._service_.cursor

    def set_custom_mouse_cursor(
        self, image: CursorPicture | None, shape: int = CURSOR_ARROW, hotspot: Vector2 = Vector2.ZERO
    ) -> None:
        """Let a shape of the pointer, one of CURSOR_*, look like a texture; None: as the system has it.

        `hotspot` is the pixel of it that points. What is larger than 256 x 256 pixels, or points at
        nothing of its own, is refused with an error in the log.
        """
        shape = _checked(shape)
        if image is None:
            self._service_.set_cursor_image(shape, None)
            return
        if not callable(getattr(image, "rgba", None)):
            raise ScriptError(f"The pointer cannot look like {image!r}. Write `Texture.load(…)`.")
        why = refusal(image, *hotspot)
        if why:
            push_error(f"The pointer cannot look like {image!r}: {why}.")
        else:
            self._service_.set_cursor_image(shape, cursor_image(image, *hotspot))

    set_mouse_mode: Setter[int] = setter("mouse_mode", "mode")
    get_mouse_mode: Getter[int] = getter("mouse_mode")

    # -- Actions -------------------------------------------------------------------------------

    def is_action_pressed(self, action: str, exact: bool = False) -> bool:
        """Return True while the action is held down; `exact`: without further modifiers."""
        found = self._found_(action)
        return found is not None and bool(found.sources) and (found.exact or not exact)

    def is_action_just_pressed(self, action: str, exact: bool = False) -> bool:
        """Return True in the frame in which the action was pressed; in physics, in the step.

        Also if it was released before anybody asked.
        """
        found = self._found_(action)
        if found is None or (exact and not found.exact):
            return False
        frame, step = self._service_.clock.now()
        return found.pressed_in_step == step if self._service_.clock.in_step else found.pressed_at == frame

    def is_action_just_released(self, action: str, exact: bool = False) -> bool:
        """Return True in the frame in which the action was released; in physics, in the step."""
        found = self._found_(action)
        if found is None or (exact and not found.exact):
            return False
        frame, step = self._service_.clock.now()
        return found.released_in_step == step if self._service_.clock.in_step else found.released_at == frame

    def get_action_strength(self, action: str, exact: bool = False) -> float:
        """Return how strongly the action is pressed: 0 to 1."""
        found = self._found_(action)
        if found is None or (exact and not found.exact):
            return 0.0
        return max(found.sources.values(), default=0.0)

    get_action_raw_strength = get_action_strength
    """Return the same: only joysticks have more to tell."""

    def get_axis(self, negative_action: str, positive_action: str) -> float:
        """Return -1 to 1, from two actions for opposite directions."""
        return self.get_action_strength(positive_action) - self.get_action_strength(negative_action)

    def get_vector(
        self, negative_x: str, positive_x: str, negative_y: str, positive_y: str, deadzone: float = -1.0
    ) -> Vector2:
        """Return a direction from four actions, no longer than 1.

        What is no longer than `deadzone` is nothing; unless given, it is the average of the actions'.
        """
        vector = Vector2(self.get_axis(negative_x, positive_x), self.get_axis(negative_y, positive_y))
        if deadzone < 0:
            actions = self._service_.actions
            names = (negative_x, positive_x, negative_y, positive_y)
            deadzone = sum(actions.action_get_deadzone(name) for name in names) / 4
        length = vector.length()
        if length <= deadzone:
            return Vector2.ZERO
        if length > 1:
            return vector / length
        return vector * ((length - deadzone) / (1 - deadzone) / length)

    def action_press(self, action: str, strength: float = 1.0) -> None:
        """Press an action as a key would, until `action_release`. No event is sent.

        To have one sent, use `parse_input_event(InputEventAction(action=…, pressed=True))`.
        """
        self._service_.actions.action_get_deadzone(action)  # to refuse an unknown one
        self._press_(action, _BY_SCRIPT, strength, True)

    def action_release(self, action: str) -> None:
        """Release an action, whatever holds it down."""
        found = self._found_(action)
        if found is not None:
            self._release_(found)

    # -- Events --------------------------------------------------------------------------------

    def parse_input_event(self, event: InputEvent) -> None:
        """Take note of what an event presses or releases, and send it through the tree.

        As if the user had done it: positions are window pixels.
        """
        if isinstance(event, InputEventKey):
            self._take_key_(event)
        elif isinstance(event, InputEventMouseButton):
            self._take_button_(event)
        elif isinstance(event, InputEventMouseMotion):
            self._speed_ = event.speed
        if not isinstance(event, InputEventMouseMotion) and not event.is_echo():
            self._take_actions_(event)
        self._service_.send(event)

    def set_use_accumulated_input(self, enable: bool) -> None:
        """Set `use_accumulated_input`: False tells each motion between two frames, not their sum."""
        self.use_accumulated_input = enable

    def is_using_accumulated_input(self) -> bool:
        """Return `use_accumulated_input`: whether motions between two frames are one."""
        return self.use_accumulated_input

    def release_pressed_events(self) -> None:
        """Release all keys and actions, because the window has lost the keyboard."""
        self._keys_.clear()
        self._physical_keys_.clear()
        for found in self._pressed_.values():
            self._release_(found)

    def _take_key_(self, event: InputEventKey) -> None:
        if not event.echo:
            for code, held in (
                (event.scancode, self._keys_),
                (event.physical_scancode, self._physical_keys_),
            ):
                if code and event.pressed:
                    held.add(code)
                else:
                    held.discard(code)

    def _take_button_(self, event: InputEventMouseButton) -> None:
        bit = 1 << (event.button_index - 1) if 0 < event.button_index < 64 else 0
        self._buttons_ = self._buttons_ | bit if event.pressed else self._buttons_ & ~bit

    def _take_actions_(self, event: InputEvent) -> None:
        source = _source_of(event)
        if event.is_pressed():
            actions = self._service_.actions
            for action in actions.get_actions():
                if actions.event_is_action(event, action):
                    exact = actions.event_is_action(event, action, True)
                    self._press_(action, source, actions.event_strength(event, action), exact)
        else:  # also where it is no longer one of the action's events
            for found in self._pressed_.values():
                if found.sources.pop(source, None) is not None and not found.sources:
                    self._release_(found, True)

    def _press_(self, action: str, source: tuple[str, int], strength: float, exact: bool) -> None:
        found = self._pressed_.setdefault(action, _Pressed())
        if not found.sources:
            found.pressed_at, found.pressed_in_step = self._service_.clock.now()
            found.exact = exact
        found.sources[source] = strength

    def _release_(self, found: _Pressed, was_pressed: bool = False) -> None:
        if found.sources or was_pressed:
            found.sources.clear()
            found.released_at, found.released_in_step = self._service_.clock.now()

    def _found_(self, action: str) -> _Pressed | None:
        found = self._pressed_.get(action)
        if found is None:
            self._service_.actions.action_get_deadzone(action)  # to refuse an unknown one
        return found

    def __repr__(self) -> str:
        held = [action for action, found in self._pressed_.items() if found.sources]
        return f"<{type(self).__name__} {', '.join(held) or 'nothing pressed'}>"


def _checked(shape: int) -> int:
    """Return a shape of the pointer, if it is one."""
    if shape not in range(InputState.CURSOR_HELP + 1):
        raise ScriptError(f"There is no shape {shape!r} of the pointer: take one of Input.CURSOR_*.")
    return shape


def _source_of(event: InputEvent) -> tuple[str, int]:
    """Return what an event presses actions with, the same when it goes down and up."""
    if isinstance(event, InputEventKey):
        return ("key", event.scancode) if event.scancode else ("physical key", event.physical_scancode)
    if isinstance(event, InputEventMouseButton):
        return ("mouse button", event.button_index)
    return (f"action {event.action}" if isinstance(event, InputEventAction) else "event", 0)
