"""BaseButton: what can be pressed, the base of Button and its kin; and ButtonGroup, which joins them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final, Self, Unpack
from weakref import WeakKeyDictionary

from engine import Node, Resource, ScriptError, Signal, Vector2
from engine.input.event import InputEvent
from engine.input.mouse_event import InputEventMouseButton, InputEventMouseMotion
from engine.object.lifetime import guarded
from engine.object.property import Field, Getter, Property, Setter, getter, setter
from engine.object.shared_name import StateSignal
from engine.scene.hooks import call_hook
from engine.scene.lifecycle import emit
from engine.scene.notified import notified

from ..checked import choice
from .control import Control
from .short_cut import ShortCut

if TYPE_CHECKING:
    from .keywords import BaseButtonKeywords


class ButtonGroup(Resource):
    """Buttons in toggle mode, of which pressing one releases the others: `button.group = group`.

    A user cannot release the pressed one, unless `allow_unpress`. `pressed` is emitted with the button
    that was pressed.

    Source: Godot 3.6's `ButtonGroup`, and `allow_unpress` of 4. Unlike Godot: a duplicate of a button is in
    the same group.
    """

    pressed: Final[Signal[BaseButton]] = Signal("button")

    allow_unpress: bool = False
    """Whether the pressed button may be released by the user, so that none is pressed."""

    _buttons_: WeakKeyDictionary[BaseButton, None]
    _resource_local_to_scene_ = True

    def __new__(cls, *args: Any, **kwargs: Any) -> Self:
        """Make it complete, so that a subclass need not call `super().__init__()`."""
        self = super().__new__(cls, *args, **kwargs)
        self._buttons_ = WeakKeyDictionary()
        return self

    def get_buttons(self) -> list[BaseButton]:
        """Return the buttons of the group."""
        return [button for button in self._buttons_ if not button._freed_]

    def get_pressed_button(self) -> BaseButton | None:
        """Return the button that is pressed, None if none is."""
        return next((button for button in self.get_buttons() if button.is_pressed()), None)

    def duplicate(self, subresources: bool = False) -> Self:
        """Return a group like it, with no buttons: what each instance of a scene has for itself."""
        copy = type(self)()
        copy.allow_unpress = self.allow_unpress
        copy.resource_name = self.resource_name
        copy.resource_local_to_scene = self.resource_local_to_scene
        return copy


def _shortcut_of(button: object, name: str, shortcut: ShortCut | InputEvent | None) -> ShortCut | None:
    if isinstance(shortcut, InputEvent):
        return ShortCut(shortcut)
    if shortcut is not None and not isinstance(shortcut, ShortCut):
        raise ScriptError(f"{button!r}: {name} must be a ShortCut, not {shortcut!r}.")
    return shortcut


class BaseButton(Control):
    """Takes the pointer, ui_accept and a shortcut, and emits `pressed`; draws nothing.

    In toggle mode it stays pressed until it is pressed again, and emits `toggled`. Scripts may override
    `_pressed()` and `_toggled(button_pressed)`, which are called before the signals.

    Source: Godot 3.6's `BaseButton`. Unlike Godot: the state has a name of its own, `button_pressed`, as
    `pressed` is the signal; `if button.pressed:` and `button.pressed = True` work all the same. A key
    that presses it does not go on to `_unhandled_input`.
    """

    DRAW_NORMAL = 0
    DRAW_PRESSED = 1
    DRAW_HOVER = 2
    DRAW_DISABLED = 3
    DRAW_HOVER_PRESSED = 4

    ACTION_MODE_BUTTON_PRESS = 0
    ACTION_MODE_BUTTON_RELEASE = 1

    pressed: StateSignal = StateSignal("is_pressed", "set_pressed")
    button_down: Final = Signal()
    button_up: Final = Signal()
    toggled: Final = Signal[bool]("button_pressed")

    # `toggle_mode` decides whether `button_pressed` can be set; setting that releases others of the group.
    _stored_: ClassVar[tuple[str, ...]] = ("toggle_mode", "button_pressed")

    _focus_mode_: int = Control.FOCUS_ALL
    _toggle_mode_: bool
    _disabled_: bool
    _shortcut_: ShortCut | None
    _group_: ButtonGroup | None

    _down_: bool = False
    """In toggle mode: whether it is pressed."""
    _attempt_: bool = False
    """A mouse button or a key is held down that was pressed on it."""
    _inside_: bool = False
    """The pointer is where releasing it counts."""
    _hovering_: bool = False

    button_mask: int = 1
    """The mouse buttons that press it, as BUTTON_MASK_ bits."""
    shortcut_in_tooltip: bool = True
    """Whether the tooltip tells the shortcut."""
    set_shortcut_in_tooltip: Setter[bool] = setter("shortcut_in_tooltip")

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[BaseButtonKeywords]) -> None: ...

    # -- Hooks ---------------------------------------------------------------------------------

    def _pressed(self) -> Any:
        """Override: called when it was pressed, before the signal."""

    def _toggled(self, button_pressed: bool) -> Any:
        """Override: called when its state has changed, before the signal."""

    def _was_pressed_(self) -> None:  # override point
        """What a built-in class does when it was pressed, before the signal."""

    # -- The state -----------------------------------------------------------------------------

    @property
    def button_pressed(self) -> bool:
        """Whether it is pressed: in toggle mode its state, else whether it is being held down."""
        return self.is_pressed()

    @button_pressed.setter
    @guarded
    def button_pressed(self, pressed: bool) -> None:
        self.set_pressed(pressed)

    def is_pressed(self) -> bool:
        """Return `button_pressed`: whether it is down, in toggle mode until the next click."""
        return self._down_ if self._toggle_mode_ else self._attempt_

    def set_pressed(self, pressed: bool) -> None:
        """Set `button_pressed`, in toggle mode; `toggled` is emitted if it changes."""
        pressed = bool(pressed)
        if self._toggle_mode_ and pressed != self._down_:
            self._down_ = pressed
            if pressed:
                self._release_others_()
            self._emit_toggled_()
            self.update()

    def set_pressed_no_signal(self, pressed: bool) -> None:
        """Set `button_pressed`, in toggle mode, and emit nothing. Others of its group stay as they are."""
        if self._toggle_mode_ and pressed != self._down_:
            self._down_ = bool(pressed)
            self.update()

    def is_pressing(self) -> bool:
        """Return True while it is held down."""
        return self._attempt_

    def is_hovered(self) -> bool:
        """Return True while the pointer is over it."""
        return self._hovering_

    def get_draw_mode(self) -> int:
        """Return how it is to be drawn: a DRAW_ number."""
        if self._disabled_:
            return self.DRAW_DISABLED
        if self._hovering_ and not self._attempt_:
            return self.DRAW_HOVER_PRESSED if self._down_ else self.DRAW_HOVER
        pressing = self._down_
        if self._attempt_:
            pressing = (self._inside_ or self.keep_pressed_outside) is not self._down_
        return self.DRAW_PRESSED if pressing else self.DRAW_NORMAL

    def _release_others_(self) -> None:
        group = self._group_
        if group is not None:
            for button in group.get_buttons():
                if button is not self:
                    button.set_pressed(False)
            emit(group, "pressed", self)

    def _emit_pressed_(self) -> None:
        if type(self)._pressed is not BaseButton._pressed:
            call_hook(self, "_pressed")
        self._was_pressed_()
        emit(self, "pressed")

    def _emit_toggled_(self) -> None:
        if type(self)._toggled is not BaseButton._toggled:
            call_hook(self, "_toggled", self._down_)
        emit(self, "toggled", self._down_)

    # -- Input ---------------------------------------------------------------------------------

    def _gui_input_(self, event: InputEvent) -> None:
        if self._disabled_:
            return
        if isinstance(event, InputEventMouseMotion):
            if self._attempt_:
                inside = self.has_point(event.position)
                if inside != self._inside_:
                    self._inside_ = inside
                    self.update()
        elif isinstance(event, InputEventMouseButton):
            if event.button_index > 0 and self.button_mask >> (event.button_index - 1) & 1:
                self._act_(event)
        elif not event.is_echo() and event.is_action("ui_accept"):
            self.accept_event()
            self._act_(event)

    def _unhandled_input_(self, event: InputEvent) -> None:  # override point
        shortcut = self._shortcut_
        if (
            shortcut is not None
            and not self._disabled_
            and not event.is_echo()
            and shortcut.is_shortcut(event)
            and self.is_visible_in_tree()
            and not self._is_behind_modal_()
            and (event.is_pressed() or self._attempt_)
        ):
            self.get_tree().set_input_as_handled()
            self._act_(event)

    def _is_behind_modal_(self) -> bool:
        modal = self._router_().modal
        return modal is not None and modal is not self and not modal.is_a_parent_of(self)

    def _act_(self, event: InputEvent) -> None:
        """Press or release: a mouse button, a key or the shortcut went down or up."""
        down = event.is_pressed()
        if down:
            self._attempt_ = self._inside_ = True
            self.update()
            emit(self, "button_down")
        when = self.ACTION_MODE_BUTTON_PRESS if down else self.ACTION_MODE_BUTTON_RELEASE
        if self._attempt_ and self._inside_ and self.action_mode == when:
            self._click_(down)
        if not down:
            if isinstance(event, InputEventMouseButton) and not self.has_point(event.position):
                self._hovering_ = False
            self._attempt_ = self._inside_ = False
            emit(self, "button_up")
        self.update()

    def _click_(self, down: bool) -> None:
        if self._toggle_mode_:
            if down:
                self._attempt_ = self._inside_ = False
            group = self._group_
            self._down_ = not self._down_ or (group is not None and not group.allow_unpress)
            if self._down_:
                self._release_others_()
            self._emit_toggled_()
        self._emit_pressed_()

    @notified(Control.NOTIFICATION_MOUSE_ENTER)
    def _hover_(self) -> None:
        self._hovering_ = True
        self.update()

    @notified(Control.NOTIFICATION_MOUSE_EXIT)
    def _stop_hovering_(self) -> None:
        self._hovering_ = False
        self.update()

    @notified(Control.NOTIFICATION_FOCUS_EXIT, Control.NOTIFICATION_SCROLL_BEGIN)
    def _let_go_(self) -> None:
        self._attempt_ = False
        self.update()

    def _out_of_sight_(self) -> None:
        self._stop_pressing_()
        self._hovering_ = False

    def _stop_pressing_(self) -> None:
        self._down_ = self._down_ and self._toggle_mode_
        self._attempt_ = self._inside_ = False

    # -- Properties ----------------------------------------------------------------------------

    disabled: Property[bool] = Field(
        False, changed="_enabled_or_disabled_", doc="Whether it can be pressed by nobody but a script."
    )
    set_disabled: Setter[bool] = setter(disabled)
    is_disabled: Getter[bool] = getter(disabled)

    toggle_mode: Property[bool] = Field(
        False, then="_toggle_mode_set_", doc="Whether it stays pressed until it is pressed again."
    )
    set_toggle_mode: Setter[bool] = setter(toggle_mode, "enabled")
    is_toggle_mode: Getter[bool] = getter(toggle_mode)

    action_mode: Property[int] = Field(
        ACTION_MODE_BUTTON_RELEASE,
        choice(2, "use BaseButton.ACTION_MODE_BUTTON_PRESS or ACTION_MODE_BUTTON_RELEASE"),
        doc="When it is pressed: as the mouse button goes down (ACTION_MODE_BUTTON_PRESS) or up.",
    )
    set_action_mode: Setter[int] = setter(action_mode, "mode")
    get_action_mode: Getter[int] = getter(action_mode)

    set_button_mask: Setter[int] = setter("button_mask", "mask")
    get_button_mask: Getter[int] = getter("button_mask")

    keep_pressed_outside: Property[bool] = Field(
        False, doc="Whether it looks pressed while it is held down and the pointer has left it."
    )
    set_keep_pressed_outside: Setter[bool] = setter(keep_pressed_outside, "enabled")
    is_keep_pressed_outside: Getter[bool] = getter(keep_pressed_outside)

    shortcut: Property[ShortCut | None, ShortCut | InputEvent | None] = Field(
        None,
        _shortcut_of,
        then="_shortcut_set_",
        doc="What presses it wherever the focus is; an event may be given, which becomes a ShortCut.",
    )
    set_shortcut: Setter[ShortCut | InputEvent | None] = setter(shortcut)
    get_shortcut: Getter[ShortCut | None] = getter(shortcut)

    def _enabled_or_disabled_(self) -> None:
        if self._disabled_:
            self._stop_pressing_()
        self.update()

    def _toggle_mode_set_(self) -> None:
        if self._down_ and not self._toggle_mode_:
            self._down_ = False
            self.update()

    def _shortcut_set_(self) -> None:
        listens = self._shortcut_ is not None
        if listens or type(self)._unhandled_input is Node._unhandled_input:
            self.set_process_unhandled_input(listens)

    enabled_focus_mode: Property[int] = Field(
        Control.FOCUS_ALL,
        by="set_focus_mode",
        state="_focus_mode_",
        stored=False,
        doc="Another name of `focus_mode`.",
    )
    set_enabled_focus_mode: Setter[int] = setter("enabled_focus_mode")
    get_enabled_focus_mode: Getter[int] = getter("enabled_focus_mode")

    group: Property[ButtonGroup | None] = Field(
        None, by="_join_", doc="The ButtonGroup that keeps one of its buttons pressed, or None."
    )
    set_button_group: Setter[ButtonGroup | None] = setter(group, "button_group")
    get_button_group: Getter[ButtonGroup | None] = getter(group)

    def _join_(self, group: ButtonGroup | None) -> None:
        if group is not None and not isinstance(group, ButtonGroup):
            raise ScriptError(f"{self!r}: group must be a ButtonGroup, not {group!r}.")
        if self._group_ is not None:
            self._group_._buttons_.pop(self, None)
        self._group_ = group
        if group is not None:
            group._buttons_[self] = None
        self.update()  # a check box becomes a radio button

    def get_tooltip(self, at_position: Vector2 = Vector2.ZERO) -> str:
        """Return the tooltip, with the shortcut if there is one."""
        tooltip = super().get_tooltip(at_position)
        if self.shortcut_in_tooltip and self._shortcut_ is not None and self._shortcut_.is_valid():
            tooltip = f"{tooltip} ({self._shortcut_.get_as_text()})".lstrip()
        return tooltip
