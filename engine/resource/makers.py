"""How the resources of a file are made: most by their class, some in another way."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ..base.fault import push_error, push_warning
from ..base.script_names import built_in_script
from ..canvas.texture import Texture
from ..object.kept import FileReference, keep_of, kept_of
from ..object.resource import Resource
from ..text.font import Font
from .class_here import class_here
from .error import LoadError
from .script_file import class_of_script, texts
from .terms import GODOT3, Terms

if TYPE_CHECKING:
    from ..audio.bus_layout import AudioBusLayout

_CHANNELS = {"RGB8": 3, "RGBA8": 4}
_NOT_SET = ("script", "resource_path")
_FONTS = ("DynamicFont", "DynamicFontData")
_FONT_HAS = ("size", "font_data", "font_path")


def make(name: str, values: dict[str, Any], path: str, terms: Terms = GODOT3) -> Any:
    """Return the object of a class with these properties, and the path of a resource that stands in a file.

    A `script` among them is the class that is made. What can be no object is warned of, and None.
    """
    if name in _MAKERS:
        missing = {key: value for key, value in values.items() if isinstance(value, FileReference)}
        made = _MAKERS[name]({**values, **dict.fromkeys(missing)})
        _set_path(made, path)
        keep_of(made).values.update(missing)
        return made
    if name in _FONTS:
        return _font(values, path)
    if name == "GDScript" and path:
        return _built_in_script(values, path)
    script = values.get("script")
    kind: Any = script if isinstance(script, type) else terms.class_named(name)
    if kind is None:
        push_warning(f"{path or name}: there is no class {name!r}.")
        return None
    made = kind()
    _set_path(made, path)
    if script is not None and not isinstance(script, type):
        keep_of(made).values["script"] = script
    for key, value in values.items():
        if key not in _NOT_SET:
            terms.put(made, key, value)
    return made


def _set_path(made: Any, path: str) -> None:
    if isinstance(made, Resource):
        made.resource_path = path
    elif path:
        keep_of(made).path = path


def _built_in_script(values: dict[str, Any], path: str) -> Any:
    """Return the class of a script that stands in a file; what keeps its text, with an error, if none is."""
    text = Resource()
    text.resource_path = path
    keep_of(text).type = "GDScript"
    keep_of(text).values.update(values)
    try:
        found = class_of_script(built_in_script(path), path)
    except LoadError as error:
        push_error(f"load: {error}")
        return text
    texts[found] = text
    return found


def _font(values: dict[str, Any], path: str) -> Font:
    """Return a font, which is another than those of other places."""
    data = values.get("font_data")
    file = data.path if isinstance(data, Font) else values.get("font_path") or None
    font = Font(values.get("size", 16), path=file)
    others = {key: value for key, value in values.items() if key not in _FONT_HAS}
    if isinstance(data, FileReference):
        others["font_data"] = data
    if kept_of(font).path not in ("", path):
        font = font.twin()
    keep_of(font).path = path
    keep_of(font).values = others
    return font


def _theme(values: dict[str, Any]) -> Any:
    kind = class_here("Theme")
    made: Any = kind() if kind is not None else None
    setters = {
        "colors": "set_color",
        "constants": "set_constant",
        "fonts": "set_font",
        "icons": "set_icon",
        "styles": "set_stylebox",
    }
    for key, value in values.items():
        of, _, rest = key.partition("/")
        sort, _, name = rest.partition("/")
        if made is not None and sort in setters and value is not None:
            getattr(made, setters[sort])(name, of, value)
        elif made is not None and key == "default_font":
            made.default_font = value
    return made


def _image(values: dict[str, Any]) -> Resource:
    """Return what keeps the pixels of a texture for files."""
    made = Resource()
    keep_of(made).type = "Image"
    keep_of(made).values.update(values)
    return made


def _image_texture(values: dict[str, Any]) -> Texture:
    """Return a texture whose pixels stand in the file; a clear one of pixels in a format that is not read."""
    image = values.get("image")
    data = kept_of(image).values.get("data", {}) if image is not None else {}
    width, height = int(data.get("width", 0)), int(data.get("height", 0))
    pixels = bytes(data.get("data", b""))
    made = Texture(max(1, width), max(1, height))
    channels = _CHANNELS.get(data.get("format", ""), 0)
    if channels and 0 < channels * width * height <= len(pixels):
        pixels = pixels[: channels * width * height]  # what follows are smaller copies
        if channels == len(b"RGB"):
            pixels = b"".join(pixels[at : at + 3] + b"\xff" for at in range(0, len(pixels), 3))
        made = Texture.from_rgba(width, height, pixels)
    elif image is not None:
        push_warning(f"Pixels of {data.get('format')!r} are not read here: the texture is clear.")
    keep_of(made).values.update({key: value for key, value in values.items() if key != "size"})
    return made


def _bus_layout(values: dict[str, Any]) -> AudioBusLayout:
    from ..audio.bus_layout import layout_of

    made = layout_of(values)
    keep_of(made).values.update({key: value for key, value in values.items() if "/effect/" in key})
    return made


_MAKERS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "AudioBusLayout": _bus_layout,
    "Image": _image,
    "ImageTexture": _image_texture,
    "Theme": _theme,
}
