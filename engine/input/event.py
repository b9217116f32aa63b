"""InputEvent and its kinds: what the user did, as nodes are told of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Protocol, cast

from ..base.current import Current
from ..base.spelling import did_you_mean
from ..object.lifetime import guarded
from ..object.object import Object
from ..variant.vector2 import Vector2
from .keys import KEY_MASK_ALT, KEY_MASK_CMD, KEY_MASK_CTRL, KEY_MASK_META, KEY_MASK_SHIFT

if TYPE_CHECKING:
    from typing import Self

    from ..variant.transform2d import Transform2D
    from .view import View


class Actions(Protocol):
    """What events ask of the actions of a tree: see `ActionMap`."""

    def event_is_action(self, event: InputEvent, action: str, exact_match: bool = False) -> bool:
        """Return True if `event` is one of the action's."""

    def event_presses(self, event: InputEvent, action: str, exact_match: bool = False) -> bool | None:
        """Return whether `event` presses or releases the action; None if it is none of its events."""

    def event_strength(self, event: InputEvent, action: str, exact_match: bool = False) -> float:
        """Return how strongly `event` presses the action."""


_actions = cast(Actions, Current("InputMap", "input_map"))


class InputEvent(Object):
    """The base of all events. Each property may be given when one is made, or set afterwards.

        InputEventKey(scancode=KEY_A, pressed=True)

    Several nodes get the same event, so who wants to change it changes a `duplicate()`.
    """

    _properties_: ClassVar[tuple[str, ...]] = ("device",)
    """The names of all properties of a class: those that it annotates, after its base's."""

    device: int = 0
    """Which keyboard, mouse, … it came from."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls._properties_ = (*cls._properties_, *cls.__annotations__)

    def __init__(self, **properties: Any) -> None:
        for name, value in properties.items():
            if name not in self._properties_ and name != "command":
                raise TypeError(
                    f"{type(self).__name__} has no property {name!r}.{did_you_mean(name, self._properties_)}"
                )
            setattr(self, name, value)

    def is_pressed(self) -> bool:
        """Return True if a key, a button or an action went down."""
        return False

    def is_echo(self) -> bool:
        """Return True for a key that is held down and repeats."""
        return False

    def is_action_type(self) -> bool:
        """Return True for the kinds of event that an action may have: keys, buttons, actions."""
        return False

    def is_action(self, action: str, exact_match: bool = False) -> bool:
        """Return True if this is an event of `action`, pressed or released.

        More modifiers than the action asks for are held against it only with `exact_match`.
        """
        return _actions.event_is_action(self, action, exact_match)

    def is_action_pressed(self, action: str, allow_echo: bool = False, exact_match: bool = False) -> bool:
        """Return True if this presses `action`; repeats count with `allow_echo`."""
        if self.is_echo() and not allow_echo:
            return False
        return _actions.event_presses(self, action, exact_match) is True

    def is_action_released(self, action: str, exact_match: bool = False) -> bool:
        """Return True if this releases `action`."""
        return _actions.event_presses(self, action, exact_match) is False

    def get_action_strength(self, action: str, exact_match: bool = False) -> float:
        """Return how strongly this presses `action`: 0 to 1."""
        return _actions.event_strength(self, action, exact_match)

    def action_match(self, event: InputEvent, exact_match: bool = False) -> bool:
        """Return True if `event` presses or releases an action that has this event."""
        return False

    def shortcut_match(self, event: InputEvent, exact_match: bool = True) -> bool:
        """Return True if `event` is this shortcut: the same key, with the same modifiers."""
        return False

    def as_text(self) -> str:
        """Return it in words, as Godot words it: for a key its name, `"Control+A"`."""
        return ""

    def xformed_by(self, xform: Transform2D, local_ofs: Vector2 = Vector2.ZERO) -> Self:
        """Return this event with `position` (plus `local_ofs`) transformed; without one, the event itself."""
        return self

    def _seen_through_(self, view: View | None) -> Self:  # friend: service; override point
        """Return this event with positions in the coordinates of the viewport in place of window pixels."""
        return self

    def accumulate(self, with_event: InputEvent) -> bool:
        """Take in a later event that goes on with this one, if it does; return whether."""
        return False

    def duplicate(self, subresources: bool = False) -> Self:
        """Return a copy."""
        return type(self)(**self._values_())

    def _values_(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self._properties_}

    def __repr__(self) -> str:
        base = type(self)
        shown = [f"{n}={v!r}" for n, v in self._values_().items() if v != getattr(base, f"_{n}_")]
        return f"<{base.__name__} {' '.join(shown)}>" if shown else f"<{base.__name__}>"


class InputEventWithModifiers(InputEvent):
    """An event that knows which modifier keys were held."""

    shift: bool = False
    """Whether Shift was held."""
    alt: bool = False
    """Whether Alt was held, on a Mac Option."""
    control: bool = False
    """Whether Ctrl was held."""
    meta: bool = False
    """The key with the logo: Windows, Super, on a Mac Command."""

    @property
    def command(self) -> bool:
        """The key of shortcuts: another name of `meta` on a Mac, else of `control`."""
        return self.meta if KEY_MASK_CMD == KEY_MASK_META else self.control

    @command.setter
    @guarded
    def command(self, enable: bool) -> None:
        if KEY_MASK_CMD == KEY_MASK_META:
            self.meta = enable
        else:
            self.control = enable

    def get_command(self) -> bool:
        """Return whether the key of shortcuts is held: `meta` on a Mac, else `control`."""
        return self.meta if KEY_MASK_CMD == KEY_MASK_META else self.control

    def set_command(self, enable: bool) -> None:
        """Set `command`: Ctrl, on a Mac the key with the logo."""
        self.command = enable

    def get_modifiers_mask(self) -> int:
        """Return the modifiers that are held, as KEY_MASK_ bits."""
        return (
            (KEY_MASK_SHIFT if self.shift else 0)
            | (KEY_MASK_ALT if self.alt else 0)
            | (KEY_MASK_CTRL if self.control else 0)
            | (KEY_MASK_META if self.meta else 0)
        )


class InputEventAction(InputEvent):
    """An action went on or off, whatever key did it: what a program makes to play the user."""

    action: str = ""
    """Its name, as in InputMap."""
    pressed: bool = False
    """Whether it went on."""
    strength: float = 1.0
    """How far, from 0 to 1, as of a stick."""

    def is_pressed(self) -> bool:
        """See the base."""
        return self.pressed

    def is_action_type(self) -> bool:
        """See the base."""
        return True

    def is_action(self, action: str, exact_match: bool = False) -> bool:
        """Return True if this is an event of `action`."""
        return self.action == action

    def shortcut_match(self, event: InputEvent, exact_match: bool = True) -> bool:
        """Return True if `event` is one of this action."""
        return bool(self.action) and event.is_action(self.action, exact_match)

    def as_text(self) -> str:
        """Return all of it in words."""
        return f"InputEventAction : action={self.action}, pressed={'true' if self.pressed else 'false'}"
