"""User: somebody at the mouse and the keyboard of a tree, for tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol

from ..base.spelling import did_you_mean
from ..display.display import Composed
from ..input import keys
from ..input.key_event import InputEventKey
from ..input.keys import find_scancode_from_string
from ..input.mouse_event import InputEventMouseButton, InputEventMouseMotion
from ..variant.rect2 import Rect2
from ..variant.vector2 import Vector2

if TYPE_CHECKING:
    from ..display.headless.display import HeadlessDisplay
    from ..scene.viewport import Viewport

Target = Any
"""What is pointed at: a Control or another CanvasItem, a position, a Rect2, or a text that is seen."""

_MODIFIERS = {
    "ctrl": "control",
    "control": "control",
    "shift": "shift",
    "alt": "alt",
    "meta": "meta",
    "command": "meta" if keys.KEY_MASK_CMD == keys.KEY_MASK_META else "control",
}
_KEY_OF = {
    "control": keys.KEY_CONTROL,
    "shift": keys.KEY_SHIFT,
    "alt": keys.KEY_ALT,
    "meta": keys.KEY_META,
}
_MASKS = {
    keys.KEY_MASK_CTRL: "control",
    keys.KEY_MASK_SHIFT: "shift",
    keys.KEY_MASK_ALT: "alt",
    keys.KEY_MASK_META: "meta",
}
_OTHER_NAMES = {
    "esc": keys.KEY_ESCAPE,
    "return": keys.KEY_ENTER,
    "del": keys.KEY_DELETE,
    "page up": keys.KEY_PAGEUP,
    "page down": keys.KEY_PAGEDOWN,
}
_WHEEL = {
    "up": keys.BUTTON_WHEEL_UP,
    "down": keys.BUTTON_WHEEL_DOWN,
    "left": keys.BUTTON_WHEEL_LEFT,
    "right": keys.BUTTON_WHEEL_RIGHT,
}


class Stepped(Protocol):
    """What somebody at a tree needs of it: a SteppedTree is one."""

    root: Viewport

    @property
    def screen(self) -> HeadlessDisplay:
        """What would be seen."""

    def step(self) -> None:
        """Run a frame."""


class User:
    """Clicks and types as a user of a window does. What is done takes a frame or two.

        tree.user.click("Name")          # on the text that is seen there
        tree.user.type("Ada")
        tree.user.press("ctrl+a")
        tree.user.click(send_button)
        assert tree.screen.shows("Hello Ada")

    Positions are those of the viewport. Events come through the tree's display, as from a window.
    """

    def __init__(self, tree: Stepped) -> None:
        self._tree = tree
        self._held: dict[str, bool] = {}
        self._buttons = 0
        self.position: Vector2 = Vector2.ZERO
        """Where the pointer is."""

    def __repr__(self) -> str:
        return f"<User with the pointer at {self.position}>"

    # -- Mouse ---------------------------------------------------------------------------------

    def move_to(self, target: Target) -> None:
        """Move the pointer to the middle of something."""
        __tracebackhide__ = True
        self._move(self.place_of(target))
        self._tree.step()

    def click(
        self,
        target: Target = None,
        button: int = keys.BUTTON_LEFT,
        *,
        double: bool = False,
        holding: str = "",
    ) -> None:
        """Click on something, or where the pointer is, `holding` modifiers such as `"ctrl+shift"`."""
        __tracebackhide__ = True
        if target is not None:
            self.move_to(target)
        with self._holding(holding):
            self.button_down(button)
            self.button_up(button)
            if double:
                self._button(button, True, doubleclick=True)
                self._tree.step()
                self.button_up(button)

    def button_down(self, button: int = keys.BUTTON_LEFT) -> None:
        """Press a mouse button where the pointer is, and hold it."""
        __tracebackhide__ = True
        self._button(button, True)
        self._tree.step()

    def button_up(self, button: int = keys.BUTTON_LEFT) -> None:
        """Let go of a mouse button where the pointer is."""
        __tracebackhide__ = True
        self._button(button, False)
        self._tree.step()

    def drag(self, source: Target, to: Target, button: int = keys.BUTTON_LEFT) -> None:
        """Press on something, move in a few steps to something else, and let go."""
        __tracebackhide__ = True
        self.move_to(source)
        self.button_down(button)
        start, end = self.position, self.place_of(to)
        for part in (0.25, 0.5, 0.75, 1.0):
            self._move(start + (end - start) * part)
            self._tree.step()
        self.button_up(button)

    def wheel(self, target: Target, *, up: int = 0, down: int = 0, left: int = 0, right: int = 0) -> None:
        """Turn the wheel over something by so many notches."""
        __tracebackhide__ = True
        self.move_to(target)
        for button, notches in (("up", up), ("down", down), ("left", left), ("right", right)):
            for _ in range(notches):
                self._button(_WHEEL[button], True)
                self._button(_WHEEL[button], False)
                self._tree.step()

    def place_of(self, target: Target) -> Vector2:
        """Return the middle of something, in the viewport; AssertionError if it is not to be seen."""
        __tracebackhide__ = True
        if isinstance(target, str):
            try:
                target = self._tree.screen.find_text(target)
            except LookupError as error:
                raise AssertionError(str(error.args[0])) from None
        elif hasattr(target, "is_visible_in_tree") and not target.is_visible_in_tree():
            raise AssertionError(f"{target!r} is not visible, so nobody can point at it.")
        if hasattr(target, "get_global_rect"):
            target = target.get_global_rect()
        elif hasattr(target, "get_global_transform"):
            target = target.get_global_transform().origin
        place = target.get_center() if isinstance(target, Rect2) else Vector2(*target)
        screen = self._tree.root.get_visible_rect()
        if not screen.has_point(place):
            raise AssertionError(f"{place} is outside of the viewport, {screen}: nobody can point at it.")
        return place

    def _move(self, place: Vector2) -> None:
        before, self.position = self.position, place
        relative = self._pixels(place) - self._pixels(before)
        self._push(
            InputEventMouseMotion(
                position=self._pixels(place),
                global_position=self._pixels(place),
                relative=relative,
                button_mask=self._buttons,
                **self._held,
            )
        )

    def _button(self, button: int, pressed: bool, doubleclick: bool = False) -> None:
        if button not in _WHEEL.values():
            bit = 1 << (button - 1)
            self._buttons = self._buttons | bit if pressed else self._buttons & ~bit
        self._push(
            InputEventMouseButton(
                position=self._pixels(self.position),
                global_position=self._pixels(self.position),
                button_index=button,
                button_mask=self._buttons,
                pressed=pressed,
                doubleclick=doubleclick,
                **self._held,
            )
        )

    def _pixels(self, place: Vector2) -> Vector2:
        view = self._tree.screen.view
        return Vector2(place.x * view.scale_x + view.offset_x, place.y * view.scale_y + view.offset_y)

    # -- Keyboard ------------------------------------------------------------------------------

    def type(self, text: str) -> None:
        """Type a text, a character a frame. A line break is the Enter key, a tab the Tab key."""
        __tracebackhide__ = True
        for char in text:
            scancode = _scancode_of(char)
            shift = char != char.lower()
            unicode = 0 if char in "\n\t" else ord(char)
            self._key(scancode, True, unicode, shift)
            if scancode:  # else it comes from an input method, and no key goes up
                self._key(scancode, False, 0, shift)
            self._tree.step()

    def press(self, key: str | int, times: int = 1) -> None:
        """Press a key and let go: `"enter"`, `"a"`, `"ctrl+shift+left"`, or a KEY_ number."""
        __tracebackhide__ = True
        for _ in range(times):
            self.key_down(key)
            self.key_up(key)

    def key_down(self, key: str | int, *, echo: bool = False) -> None:
        """Press a key, with modifiers, and hold it; `echo` is one more that comes while it is held."""
        __tracebackhide__ = True
        modifiers, scancode, char = _parsed(key)
        for name in modifiers:
            self._modifier(name, True)
        held = self._held.keys() - {"shift"}
        self._key(scancode, True, ord(char) if char and not held else 0, echo=echo)
        self._tree.step()

    def key_up(self, key: str | int) -> None:
        """Let go of a key and its modifiers."""
        __tracebackhide__ = True
        modifiers, scancode, _ = _parsed(key)
        if scancode:
            self._key(scancode, False, 0)
        for name in reversed(modifiers):
            self._modifier(name, False)
        self._tree.step()

    def compose(self, text: str, start: int = 0, length: int = 0) -> None:
        """Compose a text with an input method; `start` and `length` mark the part being chosen."""
        __tracebackhide__ = True
        self._push(Composed(text, start, length))
        self._tree.step()

    def commit(self, text: str) -> None:
        """End composing with this text."""
        __tracebackhide__ = True
        self._push(Composed(""))
        for char in text:
            self._key(0, True, ord(char))
        self._tree.step()

    def _modifier(self, name: str, down: bool) -> None:
        if down:
            self._held[name] = True
        else:
            self._held.pop(name, None)
        self._key(_KEY_OF[name], down, 0)

    def _key(
        self, scancode: int, pressed: bool, unicode: int, shift: bool = False, *, echo: bool = False
    ) -> None:
        held = {**self._held, "shift": True} if shift else self._held
        self._push(InputEventKey(scancode=scancode, unicode=unicode, pressed=pressed, echo=echo, **held))

    @contextmanager
    def _holding(self, modifiers: str) -> Iterator[None]:
        names = [_modifier_named(name) for name in modifiers.split("+") if name]
        for name in names:
            self._modifier(name, True)
        yield
        for name in reversed(names):
            self._modifier(name, False)
        if names:
            self._tree.step()

    def _push(self, event: Any) -> None:
        self._tree.screen.push(event)


def _parsed(key: str | int) -> tuple[list[str], int, str]:
    """Return the modifiers, the number and the character of a key."""
    if isinstance(key, int):
        names = [name for mask, name in _MASKS.items() if key & mask]
        scancode = key & keys.KEY_CODE_MASK
        char = chr(scancode) if 32 <= scancode < 256 else ""
        return names, scancode, char if "shift" in names else char.lower()
    *modifiers, name = key.split("+") if not key.endswith("+") else [*filter(None, key.split("+")), "+"]
    names = [_modifier_named(modifier) for modifier in modifiers]
    if len(name) == 1:
        return names, _scancode_of(name), name.upper() if "shift" in names else name
    scancode = find_scancode_from_string(name) or _OTHER_NAMES.get(name.lower(), 0)
    if not scancode:
        raise ValueError(f"There is no key {name!r}.{did_you_mean(name, keys.names())}")
    return names, scancode, " " if scancode == keys.KEY_SPACE else ""


def _modifier_named(name: str) -> str:
    found = _MODIFIERS.get(name.lower())
    if found is None:
        raise ValueError(f"There is no modifier {name!r}: use ctrl, shift, alt, meta or command.")
    return found


def _scancode_of(char: str) -> int:
    """Return the number of the key that types a character; 0 if an input method has to."""
    if char in "\n\t":
        return keys.KEY_ENTER if char == "\n" else keys.KEY_TAB
    code = ord(char.upper()) if len(char.upper()) == 1 else ord(char)
    return code if 32 <= code < 256 else 0
