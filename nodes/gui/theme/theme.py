"""Theme: colours, numbers, style boxes, fonts and icons by name, for each class of Controls.

Two come with Estragon: a dark one, which is used unless told otherwise, and a light one.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Self
from weakref import WeakSet, WeakValueDictionary

from engine import Color, Resource
from engine.base.changing import still_in
from engine.canvas.commands import Rgba
from engine.object.property import Field, Getter, Made, Method, Property, Setter, getter, setter
from engine.scene.lifecycle import propagate
from engine.scene.state import TreeState
from engine.text.font import Font

from .buttons import add_buttons
from .containers import add_containers
from .icon import Icon
from .lists import add_lists
from .palette import DARK, LIGHT, Palette
from .style_box import StyleBox
from .texts import add_texts

NOTIFICATION_THEME_CHANGED = 45

COLOR, CONSTANT, FONT, ICON, STYLEBOX = "color", "constant", "font", "icon", "stylebox"
DEFAULT_FONT = ("default font", "", "")
"""The key, in ThemeItems, of the font where none is set."""

_MISSING: Any = object()


def _has(kind: str) -> Any:
    def method(self: Theme, name: str, theme_type: str) -> bool:
        """Return True if there is such an item of a type."""
        return (kind, name, theme_type) in self._items_

    return Made(method)


def _clear(kind: str) -> Any:
    def method(self: Theme, name: str, theme_type: str) -> None:
        """Remove an item of a type."""
        if self._items_.pop((kind, name, theme_type), _MISSING) is not _MISSING:
            self._changed_()

    return Made(method)


def _listed(kind: str) -> Any:
    def method(self: Theme, theme_type: str) -> list[str]:
        """Return the names of a type's items of this kind."""
        return [name for k, name, t in self._items_ if k == kind and t == theme_type]

    return Made(method)


class Theme(Resource):
    """What Controls look like: `theme.set_color("font_color", "Button", Color.white)`.

    An item is found by its kind, its name and a type: the name of a Control's class or, if there is
    none of this type, of the class's base, and so on up to Control. That may be a class of your own.

    Source: Godot 3.6's `Theme`. Unlike Godot: a theme has what was set in it alone; it is not filled
    with the default theme's items when it is made.
    """

    _items_: dict[tuple[str, str, str], Any]
    _searched_: WeakValueDictionary[int, ThemeItems]
    """All that have found something here, or that it is not here."""
    _shared_: dict[tuple[Any, ...], ThemeItems]
    """Those of Controls without overrides to which it is the nearest theme."""
    _default_font_: Font | None
    _served_: WeakSet[TreeState]
    """The trees that this is the default theme of."""
    _before_: tuple[Theme, ...] = ()  # friend: control
    """The themes that are searched before it where it is the default one: that of a project."""

    def __new__(cls, *args: Any, **kwargs: Any) -> Theme:
        """Make it complete, so that a subclass need not call `super().__init__()`."""
        self = super().__new__(cls, *args, **kwargs)
        self._items_ = {}
        self._searched_ = WeakValueDictionary()
        self._shared_ = {}
        self._served_ = WeakSet()
        return self

    def find(self, kind: str, name: str, types: tuple[str, ...]) -> Any:
        """Return the item of the first of the types that has it, None if none has. Ours, not Godot's."""
        for each in types:
            if (kind, name, each) in self._items_:
                return self._items_[kind, name, each]
        return None

    def _set_(self, kind: str, name: str, theme_type: str, value: Any) -> None:
        self._items_[kind, name, theme_type] = value
        self._changed_()

    def _changed_(self) -> None:
        for items in self._searched_.values():
            items.clear()
        if self._signals_ is not None:
            self.changed.emit()
        for tree in still_in(self._served_):
            self._announce_(tree)

    def put_before(self, theme: Theme) -> None:
        """Let a theme be searched before this one, where this is a tree's default. Ours, not Godot's."""
        self._before_ = (theme, *self._before_)
        theme.changed.connect(self._changed_)

    def _serve_(self, tree: TreeState, serves: bool) -> None:
        """A tree's: take note that this is its default theme, or that it is so no more."""
        if serves:
            self._served_.add(tree)
        else:
            self._served_.discard(tree)

    def _announce_(self, tree: TreeState) -> None:
        """A tree's: tell its Controls that what they look like by default has changed."""
        propagate(tree.root, NOTIFICATION_THEME_CHANGED)

    default_font: Property[Font | None] = Field(None, then="_changed_", doc="The font where none is set.")
    set_default_font: Setter[Font | None] = setter("default_font")
    get_default_font: Getter[Font | None] = getter("default_font")
    has_default_font: Getter[Font | None] = getter("default_font")

    # -- Items ---------------------------------------------------------------------------------

    def set_color(self, name: str, theme_type: str, color: Rgba) -> None:
        """Set a colour."""
        self._set_(COLOR, name, theme_type, Color(*color))

    def get_color(self, name: str, theme_type: str) -> Color:
        """Return a colour, black if it is not there."""
        color: Color = self._items_.get((COLOR, name, theme_type)) or Color()
        return color

    def set_constant(self, name: str, theme_type: str, constant: int) -> None:
        """Set a number."""
        self._set_(CONSTANT, name, theme_type, constant)

    def get_constant(self, name: str, theme_type: str) -> int:
        """Return a number, 0 if it is not there."""
        constant: int = self._items_.get((CONSTANT, name, theme_type), 0)
        return constant

    def set_stylebox(self, name: str, theme_type: str, texture: StyleBox) -> None:
        """Set a style box."""
        self._set_(STYLEBOX, name, theme_type, texture)

    def get_stylebox(self, name: str, theme_type: str) -> StyleBox | None:
        """Return a style box, None if it is not there."""
        return self._items_.get((STYLEBOX, name, theme_type))

    def set_font(self, name: str, theme_type: str, font: Font) -> None:
        """Set a font."""
        self._set_(FONT, name, theme_type, font)

    def get_font(self, name: str, theme_type: str) -> Font | None:
        """Return a font, the default one if it is not there."""
        font: Font | None = self._items_.get((FONT, name, theme_type), self._default_font_)
        return font

    def set_icon(self, name: str, theme_type: str, texture: Icon) -> None:
        """Set an icon: a Texture, or anything else that has its size and draws itself."""
        self._set_(ICON, name, theme_type, texture)

    def get_icon(self, name: str, theme_type: str) -> Icon | None:
        """Return an icon, None if it is not there."""
        return self._items_.get((ICON, name, theme_type))

    has_color: Method[[str, str], bool] = _has(COLOR)
    has_constant: Method[[str, str], bool] = _has(CONSTANT)
    has_stylebox: Method[[str, str], bool] = _has(STYLEBOX)
    has_font: Method[[str, str], bool] = _has(FONT)
    has_icon: Method[[str, str], bool] = _has(ICON)
    clear_color: Method[[str, str], None] = _clear(COLOR)
    clear_constant: Method[[str, str], None] = _clear(CONSTANT)
    clear_stylebox: Method[[str, str], None] = _clear(STYLEBOX)
    clear_font: Method[[str, str], None] = _clear(FONT)
    clear_icon: Method[[str, str], None] = _clear(ICON)
    get_color_list: Method[[str], list[str]] = _listed(COLOR)
    get_constant_list: Method[[str], list[str]] = _listed(CONSTANT)
    get_stylebox_list: Method[[str], list[str]] = _listed(STYLEBOX)
    get_font_list: Method[[str], list[str]] = _listed(FONT)
    get_icon_list: Method[[str], list[str]] = _listed(ICON)

    def get_type_list(self, node_type: str = "") -> list[str]:
        """Return the types that have items here. `node_type` does not matter, as in Godot."""
        return list(dict.fromkeys(theme_type for _, _, theme_type in self._items_))

    def merge_with(self, other: Theme) -> None:
        """Set all that `other` has."""
        self._items_.update(other._items_)
        if other._default_font_ is not None:
            self._default_font_ = other._default_font_
        self._changed_()

    def clear(self) -> None:
        """Remove everything."""
        self._items_.clear()
        self._default_font_ = None
        self._changed_()

    def copy_default_theme(self) -> None:
        """Set all that the dark default theme has."""
        self.merge_with(dark_theme())

    def duplicate(self, subresources: bool = False) -> Self:
        """Return a copy, which shares the style boxes."""
        copy = type(self)()
        copy.resource_name = self.resource_name
        copy.merge_with(self)
        return copy


class ThemeItems(dict[tuple[str, str, str], Any]):
    """What Controls of one class find in their themes: each item is searched for once.

    `items[COLOR, "font_color", ""]` is the item of a kind, a name and a type or "", None if there is none.
    All is forgotten when one of the themes changes.
    """

    __slots__ = ("__weakref__", "_class", "_overrides", "_types", "_variation", "themes")

    def __init__(
        self, themes: tuple[Theme, ...], cls: type, variation: str, overrides: dict[tuple[str, str], Any]
    ) -> None:
        super().__init__()
        self.themes: tuple[Theme, ...] = themes
        """Where it is searched for, the nearest first."""
        self._class, self._types = _types_of(cls)
        self._variation = variation
        self._overrides = overrides

    def __missing__(self, key: tuple[str, str, str]) -> Any:
        found = self._default_font() if key is DEFAULT_FONT else self._search(*key)
        self[key] = found
        return found

    def _search(self, kind: str, name: str, theme_type: str) -> Any:
        own = not theme_type or theme_type == self._class
        if own or theme_type == self._variation:
            found = self._overrides.get((kind, name))
            if found is not None:
                return found
        if own or theme_type == self._variation:
            types = (self._variation, *self._types) if self._variation else self._types
        else:
            types = (theme_type,)
        for theme in self.themes:
            found = theme.find(kind, name, types)
            if found is None and types == (theme_type,):  # else its class need not be loaded
                types = _types_named(theme_type)
                found = theme.find(kind, name, types)
            if found is not None:
                return found
        return None

    def _default_font(self) -> Font:
        for theme in self.themes:
            if theme._default_font_ is not None:
                return theme._default_font_
        return Font()


def items_in(
    themes: tuple[Theme, ...],
    cls: type,
    variation: str = "",
    overrides: dict[tuple[str, str], Any] | None = None,
) -> ThemeItems:
    """Return what Controls of a class find in `themes`; without overrides they share it."""
    shared, key = themes[0]._shared_, (themes, cls, variation)
    items = None if overrides else shared.get(key)
    if items is None:
        items = ThemeItems(themes, cls, variation, overrides or {})
        for theme in themes:
            theme._searched_[id(items)] = items
        if not overrides:
            shared[key] = items
    return items


def _types_of(cls: type) -> tuple[str, tuple[str, ...]]:
    """Return the name of the built-in class, and those of a class and its bases, up to Control."""
    names, own = [], ""
    for base in cls.__mro__:
        native = vars(base).get("_is_native_")
        names.append(base.__name__)
        own = own or (base.__name__ if native else "")
        if native and base.__name__ == "Control":
            break
    return own, tuple(names)


@cache
def _types_named(theme_type: str) -> tuple[str, ...]:
    """Return a type and, if it is a class of Controls that scripts can import, those of its bases."""
    from engine.resource.class_here import class_here  # which few programs need

    cls = class_here(theme_type)
    return (theme_type,) if cls is None or not hasattr(cls, "theme") else _types_of(cls)[1]


@cache
def dark_theme() -> Theme:
    """Return the dark theme, always the same: change a `duplicate()`."""
    return made_of(DARK)


@cache
def light_theme() -> Theme:
    """Return the light theme, always the same: change a `duplicate()`."""
    return made_of(LIGHT)


def made_of(palette: Palette) -> Theme:
    """Return a new theme in these colours: `made_of(DARK._replace(accent=Color.orange))`."""
    theme = Theme()
    theme.default_font = Font()
    for add_looks in (add_buttons, add_texts, add_lists, add_containers):
        add_looks(theme, palette)
    return theme
