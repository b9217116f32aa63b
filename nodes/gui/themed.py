"""Themed: how a Control finds its colours, fonts and style boxes. A base of Control."""

from __future__ import annotations

from typing import Any

from engine import Color, ScriptError
from engine.canvas.commands import Rgba
from engine.scene.lifecycle import notify
from engine.scene.notified import notified
from engine.text.font import Font

from .layout import Layout
from .theme import Icon, StyleBox, StyleBoxEmpty, Theme, dark_theme
from .theme.theme import COLOR, CONSTANT, FONT, ICON, NOTIFICATION_THEME_CHANGED, STYLEBOX

_NO_STYLE = StyleBoxEmpty()
_NO_FONT = Font()
_BLACK = Color()


class Themed(Layout):
    """Looks up colours, numbers, fonts, icons and style boxes by name.

    First comes what was overridden here, then the `theme` of this Control and of each above it, then the
    tree's `default_theme`. A change of any of them reaches every Control that it concerns as
    NOTIFICATION_THEME_CHANGED. Source: Godot 3.6's `Control`.
    """

    NOTIFICATION_THEME_CHANGED = NOTIFICATION_THEME_CHANGED

    _stored_ = (*Layout._stored_, "theme", "theme_type_variation")

    _theme_: Theme | None = None
    _variation_: str = ""
    _overrides_: dict[tuple[str, str], Any] | None = None
    _themes_: tuple[Theme, ...] | None = None
    """Where to look, while inside a tree; None if it has to be found out."""

    def _enter_layout_(self) -> None:
        self._themes_ = None
        super()._enter_layout_()
        if self._find_themes_() != (dark_theme(),):  # else it is as it was before it entered
            notify(self, Themed.NOTIFICATION_THEME_CHANGED)

    @notified(NOTIFICATION_THEME_CHANGED)
    def _change_theme_(self) -> None:
        self._themes_ = None
        self._minimum_size_changed_()
        self.update()

    # -- Themes --------------------------------------------------------------------------------

    @property
    def theme(self) -> Theme | None:
        """The theme of this Control and of those below it, before all others."""
        return self._theme_

    @theme.setter
    def theme(self, theme: Theme | None) -> None:
        if theme is self._theme_:
            return
        if not (theme is None or isinstance(theme, Theme)):
            raise ScriptError(
                f"{self!r}: theme cannot be {theme!r}. Write `dark_theme()`, `light_theme()` or `Theme()`."
            )
        if self._theme_ is not None:
            self._theme_.changed.disconnect(self._theme_changed_)
        self._theme_ = theme
        if theme is not None:
            theme.changed.connect(self._theme_changed_)
        self._theme_changed_()

    def set_theme(self, theme: Theme | None) -> None:
        """Set `theme`."""
        self.theme = theme

    def get_theme(self) -> Theme | None:
        """Return `theme`."""
        return self._theme_

    @property
    def theme_type_variation(self) -> str:
        """A type in the theme that is looked at before that of the class."""
        return self._variation_

    @theme_type_variation.setter
    def theme_type_variation(self, theme_type: str) -> None:
        self._variation_ = theme_type
        notify(self, Themed.NOTIFICATION_THEME_CHANGED)

    def _theme_changed_(self) -> None:
        """Tell this Control and those below it."""
        self.propagate_notification(Themed.NOTIFICATION_THEME_CHANGED)

    def _find_themes_(self) -> tuple[Theme, ...]:
        if self._themes_ is not None:
            return self._themes_
        at: Any = self
        themes: list[Theme] = []
        while isinstance(at, Themed):
            if at._themes_ is not None and at is not self:
                themes += at._themes_
                break
            if at._theme_ is not None:
                themes.append(at._theme_)
            at = at._parent_
        else:
            default = self._tree_.default_theme if self._tree_ is not None else None
            themes.append(default if isinstance(default, Theme) else dark_theme())
        found = tuple(themes)
        if self._tree_ is not None:
            self._themes_ = found
        return found

    # -- Looking up ----------------------------------------------------------------------------

    def _find_item_(self, kind: str, name: str, theme_type: str) -> Any:
        """Return a theme item, None if there is none."""
        if self._overrides_ is not None and (
            not theme_type or theme_type in (self._variation_, self.get_class())
        ):
            found = self._overrides_.get((kind, name))
            if found is not None:
                return found
        types = (theme_type,) if theme_type else _types_of(type(self))
        if self._variation_ and theme_type in ("", self.get_class()):
            types = (self._variation_, *types)
        for theme in self._themes_ or self._find_themes_():
            found = theme.find(kind, name, types)
            if found is not None:
                return found
        return None

    def get_color(self, name: str, theme_type: str = "") -> Color:
        """Return a colour of the theme; black if it has none of this name."""
        found = self._find_item_(COLOR, name, theme_type)
        return _BLACK if found is None else found

    def get_constant(self, name: str, theme_type: str = "") -> int:
        """Return a number of the theme; 0 if it has none of this name."""
        found: int | None = self._find_item_(CONSTANT, name, theme_type)
        return 0 if found is None else found

    def get_stylebox(self, name: str, theme_type: str = "") -> StyleBox:
        """Return a style box of the theme; an empty one if it has none of this name."""
        found: StyleBox | None = self._find_item_(STYLEBOX, name, theme_type)
        return _NO_STYLE if found is None else found

    def get_font(self, name: str = "font", theme_type: str = "") -> Font:
        """Return a font of the theme; its default font if it has none of this name."""
        found: Font | None = self._find_item_(FONT, name, theme_type)
        return found if found is not None else self.get_theme_default_font()

    def get_icon(self, name: str, theme_type: str = "") -> Icon | None:
        """Return an icon of the theme; None if it has none of this name. `draw_icon` draws it."""
        found: Icon | None = self._find_item_(ICON, name, theme_type)
        return found

    def get_theme_default_font(self) -> Font:
        """Return the font where none is set."""
        for theme in self._themes_ or self._find_themes_():
            if theme.default_font is not None:
                return theme.default_font
        return _NO_FONT

    # -- Overriding ----------------------------------------------------------------------------

    def _override_(self, kind: str, name: str, value: Any) -> None:
        overrides = self._overrides_
        if overrides is None:
            overrides = self._overrides_ = {}
        if value is None:
            overrides.pop((kind, name), None)
        else:
            overrides[kind, name] = value
        notify(self, Themed.NOTIFICATION_THEME_CHANGED)

    def _overridden_(self, kind: str, name: str) -> bool:
        return self._overrides_ is not None and (kind, name) in self._overrides_

    def add_color_override(self, name: str, color: Rgba | None) -> None:
        """Use this colour here, whatever the theme has. None ends it."""
        self._override_(COLOR, name, None if color is None else Color(*color))

    def add_constant_override(self, name: str, constant: int | None) -> None:
        """Use this number here, whatever the theme has. None ends it."""
        self._override_(CONSTANT, name, constant)

    def add_stylebox_override(self, name: str, stylebox: StyleBox | None) -> None:
        """Use this style box here, whatever the theme has. None ends it."""
        if not (stylebox is None or isinstance(stylebox, StyleBox)):
            raise ScriptError(
                f"add_stylebox_override: {stylebox!r} is no style box. Write `StyleBoxFlat(bg_color=…)`."
            )
        self._override_(STYLEBOX, name, stylebox)

    def add_font_override(self, name: str, font: Font | None) -> None:
        """Use this font here, whatever the theme has. None ends it."""
        if not (font is None or isinstance(font, Font)):
            raise ScriptError(f"add_font_override: {font!r} is no font. Write `Font(size)`.")
        self._override_(FONT, name, font)

    def add_icon_override(self, name: str, texture: Icon | None) -> None:
        """Use this icon here, whatever the theme has. None ends it."""
        self._override_(ICON, name, texture)

    def remove_color_override(self, name: str) -> None:
        """Use the theme's colour again."""
        self._override_(COLOR, name, None)

    def remove_constant_override(self, name: str) -> None:
        """Use the theme's number again."""
        self._override_(CONSTANT, name, None)

    def remove_stylebox_override(self, name: str) -> None:
        """Use the theme's style box again."""
        self._override_(STYLEBOX, name, None)

    def remove_font_override(self, name: str) -> None:
        """Use the theme's font again."""
        self._override_(FONT, name, None)

    def remove_icon_override(self, name: str) -> None:
        """Use the theme's icon again."""
        self._override_(ICON, name, None)

    def has_color_override(self, name: str) -> bool:
        """Return True if the colour is overridden here."""
        return self._overridden_(COLOR, name)

    def has_constant_override(self, name: str) -> bool:
        """Return True if the number is overridden here."""
        return self._overridden_(CONSTANT, name)

    def has_stylebox_override(self, name: str) -> bool:
        """Return True if the style box is overridden here."""
        return self._overridden_(STYLEBOX, name)

    def has_font_override(self, name: str) -> bool:
        """Return True if the font is overridden here."""
        return self._overridden_(FONT, name)

    def has_icon_override(self, name: str) -> bool:
        """Return True if the icon is overridden here."""
        return self._overridden_(ICON, name)

    def has_color(self, name: str, theme_type: str = "") -> bool:
        """Return True if there is such a colour."""
        return self._find_item_(COLOR, name, theme_type) is not None

    def has_constant(self, name: str, theme_type: str = "") -> bool:
        """Return True if there is such a number."""
        return self._find_item_(CONSTANT, name, theme_type) is not None

    def has_stylebox(self, name: str, theme_type: str = "") -> bool:
        """Return True if there is such a style box."""
        return self._find_item_(STYLEBOX, name, theme_type) is not None

    def has_font(self, name: str, theme_type: str = "") -> bool:
        """Return True if there is such a font."""
        return self._find_item_(FONT, name, theme_type) is not None

    def has_icon(self, name: str, theme_type: str = "") -> bool:
        """Return True if there is such an icon."""
        return self._find_item_(ICON, name, theme_type) is not None


_types: dict[type, tuple[str, ...]] = {}


def _types_of(cls: type) -> tuple[str, ...]:
    """Return the names of a class and its bases, up to Control."""
    found = _types.get(cls)
    if found is not None:
        return found
    names = []
    for base in cls.__mro__:
        names.append(base.__name__)
        if base.__name__ == "Control" and vars(base).get("_is_native_"):
            break
    found = _types[cls] = tuple(names)
    return found
