"""A tree with a real window, and a user of it who has the methods of `tree.user`."""

from engine.canvas.picture import read_picture
from engine.display.headless.sight import Sight
from engine.display.pyglet.display import PygletDisplay
from engine.input import keys
from engine.testing import SteppedTree
from engine.testing.user import User

from .hands import symbol_of

_SYMBOLS = {
    keys.KEY_TAB: 0xFF09,
    keys.KEY_ENTER: 0xFF0D,
    keys.KEY_ESCAPE: 0xFF1B,
    keys.KEY_BACKSPACE: 0xFF08,
    keys.KEY_DELETE: 0xFFFF,
    keys.KEY_HOME: 0xFF50,
    keys.KEY_LEFT: 0xFF51,
    keys.KEY_UP: 0xFF52,
    keys.KEY_RIGHT: 0xFF53,
    keys.KEY_DOWN: 0xFF54,
    keys.KEY_PAGEUP: 0xFF55,
    keys.KEY_PAGEDOWN: 0xFF56,
    keys.KEY_END: 0xFF57,
    keys.KEY_F1: 0xFFBE,
    keys.KEY_SHIFT: 0xFFE1,
    keys.KEY_CONTROL: 0xFFE3,
    keys.KEY_ALT: 0xFFE9,
    keys.KEY_META: 0xFFEB,
}
"""What X has on the keys that type nothing."""
_BUTTONS = {keys.BUTTON_MIDDLE: 2, keys.BUTTON_RIGHT: 3}
"""X's numbers of those for which Godot has others."""


class WindowTree(SteppedTree):
    """A SteppedTree that is shown in a window. A frame has all that was done to the window before it."""

    def __init__(self, hands, size, **options):
        super().__init__()
        self.hands = hands
        self.window = PygletDisplay("Test", size, **{"scale": 1.0, **options})
        self.display_factory = lambda: self.window
        self._screen = WindowSight(self.window)
        self._user = WindowUser(self)

    def iteration(self, delta):
        self.settle()
        return super().iteration(delta)

    def settle(self):
        """Let all that was done so far come to the window."""
        window = self.window._window
        if window is not None:
            self.hands.sync()
            self.hands.x.XSync(window._x_display, False)

    @property
    def handle(self):
        """The window's number at the X server."""
        return self.window._window._window

    @property
    def screen(self):
        return self._screen

    def picture(self, path):
        """What the window shows, read from the screen; it is kept as a PNG, too."""
        self.window.screenshot(str(path))
        return Picture(*read_picture(path.read_bytes()))


class WindowSight(Sight):
    """What the window was given to show."""

    def __init__(self, window):
        self._window = window

    @property
    def drawings(self):
        return self._window._drawings

    @property
    def view(self):
        return self._window.view


class WindowUser(User):
    """Uses the mouse and the keyboard of the virtual screen."""

    def __init__(self, tree):
        super().__init__(tree)
        self._hands = tree.hands
        self._keys_down = {}
        self._buttons_down = set()
        # Clicks of a test are a double click only where it says so, however fast they come.
        self._now = 0.0
        tree.window._events._clock = lambda: self._now

    def _move(self, place):
        self.position = place
        left, top = self._hands.origin(self._tree.handle)
        pixels = self._pixels(place)
        self._hands.move(left + int(pixels.x), top + int(pixels.y))

    def _button(self, button, pressed, doubleclick=False):
        if pressed and not doubleclick:
            self._now += 1.0
        number = _BUTTONS.get(button, button)
        self._hands.button(number, pressed)
        (self._buttons_down.add if pressed else self._buttons_down.discard)(number)

    def _key(self, scancode, pressed, unicode, shift=False, *, echo=False):
        assert not echo, "the keys of the virtual screen repeat by themselves"
        if not pressed:
            self._hands.key(self._keys_down.pop(scancode), False)
            return
        if unicode:
            symbol = symbol_of(chr(unicode))
        else:
            symbol = _SYMBOLS.get(scancode) or symbol_of(chr(scancode).lower())
        self._hands.key(symbol, True)
        if scancode:
            self._keys_down[scancode] = symbol
        else:
            self._hands.key(symbol, False)

    def compose(self, text, start=0, length=0):
        raise NotImplementedError("the virtual screen has no input method")

    commit = compose

    def let_go(self):
        """Let go of all keys and buttons that a test has not."""
        for symbol in self._keys_down.values():
            self._hands.key(symbol, False)
        for number in self._buttons_down:
            self._hands.button(number, False)
        self._hands.sync()


class Picture:
    """Pixels: `picture[x, y]` is red, green and blue, 0 to 255."""

    def __init__(self, width, height, rgba):
        self.width, self.height, self.rgba = width, height, rgba

    def __getitem__(self, place):
        x, y = place
        start = 4 * (int(y) * self.width + int(x))
        return tuple(self.rgba[start : start + 3])

    def colors(self, rect):
        """How many pixels of each colour there are in a Rect2."""
        found = {}
        left, right = int(rect.position.x), int(rect.end.x)
        for y in range(int(rect.position.y), int(rect.end.y)):
            for x in range(left, right):
                color = self[x, y]
                found[color] = found.get(color, 0) + 1
        return found
