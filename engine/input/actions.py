"""ActionMap: which events are which action. What scripts know as `InputMap`."""

from __future__ import annotations

from collections.abc import Iterable

from ..base.error import ScriptError
from ..base.spelling import did_you_mean
from ..object.object import Object
from . import keys
from .event import InputEvent, InputEventAction
from .key_event import InputEventKey

_BUILT_IN: dict[str, tuple[int, ...]] = {
    "ui_accept": (keys.KEY_ENTER, keys.KEY_KP_ENTER, keys.KEY_SPACE),
    "ui_select": (keys.KEY_SPACE,),
    "ui_cancel": (keys.KEY_ESCAPE,),
    "ui_focus_next": (keys.KEY_TAB,),
    "ui_focus_prev": (keys.KEY_TAB | keys.KEY_MASK_SHIFT,),
    "ui_left": (keys.KEY_LEFT,),
    "ui_right": (keys.KEY_RIGHT,),
    "ui_up": (keys.KEY_UP,),
    "ui_down": (keys.KEY_DOWN,),
    "ui_page_up": (keys.KEY_PAGEUP,),
    "ui_page_down": (keys.KEY_PAGEDOWN,),
    "ui_home": (keys.KEY_HOME,),
    "ui_end": (keys.KEY_END,),
}


class _Action:
    """The events of one action."""

    __slots__ = ("deadzone", "events")

    def __init__(self, deadzone: float) -> None:
        self.deadzone = deadzone
        self.events: list[InputEvent] = []


class ActionMap(Object):
    """The actions of one tree, by name, and the events that press and release each.

        InputMap.add_action("jump", keys=[KEY_SPACE, KEY_W])

    The actions of Godot that begin with `ui_` are there from the start. An action that is not there is
    a ScriptError in each method but `has_action`.

    Source: Godot 3.6's `InputMap`. Unlike Godot, and like 4: a pressed key has to have the modifiers
    that the event of the action has, so Ctrl+S is not pressed by S; more of them do no harm unless
    `exact_match` is asked for. A key that goes up releases the action whatever modifiers are held.
    """

    _actions_: dict[str, _Action]

    def __init__(self) -> None:
        self._actions_ = {}
        self.load_from_globals()

    def load_from_globals(self) -> None:
        """Forget all actions but the built-in ones."""
        self._actions_.clear()
        for action, codes in _BUILT_IN.items():
            self.add_action(action, keys=codes)

    def has_action(self, action: str) -> bool:
        """Return True if there is an action of this name."""
        return action in self._actions_

    def get_actions(self) -> list[str]:
        """Return the names of all actions."""
        return list(self._actions_)

    def add_action(self, action: str, deadzone: float = 0.5, *, keys: Iterable[int] = ()) -> None:
        """Add an action without events; `keys` (not in Godot) are KEY_ numbers that press it at once.

        The numbers may have KEY_MASK_ bits. `deadzone` is kept for those who ask; keys have none.
        """
        if action in self._actions_:
            raise ScriptError(
                f"There is an action {action!r} already: ask `InputMap.has_action({action!r})` first."
            )
        self._actions_[action] = _Action(deadzone)
        for code in keys:
            self.action_add_event(action, key_with_modifiers(code))

    def erase_action(self, action: str) -> None:
        """Remove an action."""
        self._action_(action)
        del self._actions_[action]

    def action_set_deadzone(self, action: str, deadzone: float) -> None:
        """Set the deadzone of an action."""
        self._action_(action).deadzone = deadzone

    def action_get_deadzone(self, action: str) -> float:
        """Return the deadzone of an action."""
        return self._action_(action).deadzone

    def action_add_event(self, action: str, event: InputEvent) -> None:
        """Let an event press the action; one that does already is not added again."""
        if not isinstance(event, InputEvent):
            raise ScriptError(
                f"action_add_event() needs an InputEvent, not {event!r}:"
                " write `InputEventKey(scancode=KEY_A)`."
            )
        if not self.action_has_event(action, event):
            self._action_(action).events.append(event)

    def action_has_event(self, action: str, event: InputEvent) -> bool:
        """Return True if exactly this event presses the action."""
        return self._find_(action, event, True) is not None

    def action_erase_event(self, action: str, event: InputEvent) -> None:
        """Let an event no longer press the action."""
        found = self._find_(action, event, True)
        if found is not None:
            self._action_(action).events.remove(found)

    def action_erase_events(self, action: str) -> None:
        """Let nothing press the action any more."""
        self._action_(action).events.clear()

    def get_action_list(self, action: str) -> list[InputEvent]:
        """Return the events that press an action."""
        return list(self._action_(action).events)

    def event_is_action(self, event: InputEvent, action: str, exact_match: bool = False) -> bool:
        """Return True if the event presses or releases the action."""
        return self.event_presses(event, action, exact_match) is not None

    def event_presses(self, event: InputEvent, action: str, exact_match: bool = False) -> bool | None:
        """Return True for an event that presses the action, False if it releases it, else None.

        `event_get_action_status` in Godot's source.
        """
        if isinstance(event, InputEventAction):
            self._action_(action)
            found = event.action == action
        else:
            found = self._find_(action, event, exact_match) is not None
        return event.is_pressed() if found else None

    def event_strength(self, event: InputEvent, action: str, exact_match: bool = False) -> float:
        """Return how strongly the event presses the action: 0 to 1."""
        if not self.event_presses(event, action, exact_match):
            return 0.0
        return event.strength if isinstance(event, InputEventAction) else 1.0

    def _action_(self, action: str) -> _Action:
        found = self._actions_.get(action)
        if found is None:
            raise ScriptError(
                f"There is no action {action!r}.{did_you_mean(action, self._actions_)}"
                f" Add it before it is used: `InputMap.add_action({action!r})`."
            )
        return found

    def _find_(self, action: str, event: InputEvent, exact_match: bool) -> InputEvent | None:
        for candidate in self._action_(action).events:
            if candidate.action_match(event, exact_match):
                return candidate
        return None

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {len(self._actions_)} actions>"


def key_with_modifiers(code: int) -> InputEventKey:
    """Return the event of a KEY_ number with KEY_MASK_ bits."""
    return InputEventKey(
        scancode=code & keys.KEY_CODE_MASK,
        shift=bool(code & keys.KEY_MASK_SHIFT),
        alt=bool(code & keys.KEY_MASK_ALT),
        control=bool(code & keys.KEY_MASK_CTRL),
        meta=bool(code & keys.KEY_MASK_META),
    )
