"""Repairs of what Python does not find, or refuses: what to write instead of what Godot has, or of a slip."""

from __future__ import annotations

import re
from importlib import import_module
from typing import Any

from .godot_names import GROWN, LINES, METHODS, MISSING, SAY, WRITE
from .in_the_way import in_the_way, words_of
from .spelling import did_you_mean

_MODULES = ("engine", "nodes", "engine.input")
"""Where the names are that scripts import."""

_ASYNCIO = (
    "The tree does not run asyncio: await a signal, as in `await self.get_tree().create_timer(1.0).timeout`."
)

_REFUSED = {
    "not all arguments converted during string formatting": (
        "To `%` a Vector2, a Color and the like are as many values as they have components:"
        ' write `f"at {position}"`, or `godot_format("at %s", position)`.'
    ),
    "not enough arguments for format string": (
        'To `%` a list is one value: write `"%s of %s" % (a, b)`, or `godot_format("%s of %s", [a, b])`.'
    ),
    r"str\(\) argument|str(\(\) takes| expected) at most|decoding (to )?str": (
        'Python\'s `str` takes one value: write `f"{a}{b}"` to join several.'
    ),
    "'dict_(keys|values)' object is not subscriptable": "Write `list(…)[at]`.",
    "unhashable type: '(list|dict)'": "Write a tuple for an array that is a key, `Key(…)` for a dictionary.",
    r"'\w*SignalInstance' object is not callable": "Write `signal.emit(…)`.",
    "object .* can't be used in 'await' expression": (
        "What can be awaited is a signal, or the call of an `async def`: is that `async` missing?"
    ),
}
"""What to write where Python refuses what GDScript takes, by how the TypeError begins."""


def repair_of(error: BaseException) -> str:
    """Return what may be written instead of the name that `error` misses, or an empty string.

    It is also said what to write instead of a line of GDScript, `await asyncio.sleep(1.0)`,
    `"%s" % position` and the like.
    """
    if isinstance(error, SyntaxError):
        return _of_line(error.text or "")
    if isinstance(error, TypeError):
        return next((words for begin, words in _REFUSED.items() if re.match(begin, str(error))), "")
    if _misses_asyncio(error):
        return _ASYNCIO
    if isinstance(error, NameError) and error.name:
        return _of_name(error.name).lstrip()
    if isinstance(error, AttributeError) and error.name:
        return _of_attribute(error.obj, error.name).lstrip()
    if isinstance(error, ImportError) and error.name in _MODULES:
        found = re.match(r"cannot import name '(\w+)'", str(error))
        return _of_name(found[1]).lstrip() if found else ""
    return ""


def _misses_asyncio(error: BaseException) -> bool:
    """Return True for the errors that asyncio has where no event loop of its own runs."""
    if isinstance(error, RuntimeError):
        return str(error) == "no running event loop"
    return isinstance(error, AttributeError) and error.obj is None and error.name == "create_future"


def note_repair(error: BaseException) -> None:
    """Add the repair, if there is one, to what is shown under the traceback of `error`."""
    repair = repair_of(error)
    if repair and repair not in getattr(error, "__notes__", ()):
        error.add_note(repair)


def _of_line(line: str) -> str:
    for begin, instead in LINES.items():
        found = re.match(begin, line)
        if found is not None:
            return f"Write `{found.expand(instead)}`."
    return ""


def _of_name(name: str) -> str:
    place = in_the_way("nodes")
    if place:
        return words_of("nodes", place)
    modules = {module: import_module(module) for module in _MODULES}
    known: set[str] = set()
    for path, module in modules.items():
        names = getattr(module, "__all__", None) or [n for n in vars(module) if not n.startswith("_")]
        if name in names and name not in WRITE:
            return f"Write `from {path} import {name}` at the top of the file."
        known.update(names)
    if name in WRITE:
        return f"Write `{WRITE[name]}`."
    if name in SAY:
        return SAY[name]
    if name in MISSING:
        return f"Estragon has no {name}."
    if hasattr(modules["nodes"].Control, name) or hasattr(modules["nodes"].Node2D, name):
        return f"Write `self.{name}`."
    # `sign` is nearly a part of KEY_NOTSIGN, but nobody means that
    return did_you_mean(name, (n for n in known if n.isupper() == name.isupper()))


def _of_attribute(owner: Any, name: str) -> str:
    if name == "new" and isinstance(owner, type):
        return f"Write `{owner.__name__}()`."
    if getattr(owner, "__name__", "") == "Key" and hasattr(
        import_module("engine.input"), f"KEY_{name.upper()}"
    ):
        return f"Write `from engine.input import KEY_{name.upper()}`: a Key is that of a dictionary."
    instead = METHODS.get(type(owner), {}).get(name)
    if instead is not None:
        return f"Write `{instead}`."
    kind = type(owner).__name__
    if name in GROWN and re.fullmatch(r"Pool\w+Array", kind):
        return f"Write `{GROWN[name].format(kind=kind)}`."
    if type(owner) is dict and name in owner:
        return f'Write `["{name}"]`.'
    hidden = name.startswith("_")
    return did_you_mean(name, (n for n in dir(owner) if n.startswith("_") == hidden and not n.endswith("_")))
