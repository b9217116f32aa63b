"""The hooks that a script may define, found once for each class.

A class is looked at when it is made: which hooks it overrides, whether they have the right
parameters, and whether a method looks like a misspelt hook.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable
from types import CodeType, FunctionType
from typing import Any

from ..base.error import ScriptWarning
from ..base.fault import report
from ..base.signature import (
    USES_YIELD,
    accepts,
    is_generator,
    written,
)
from ..base.spelling import distance
from ..object.coroutine import start
from ..object.signal import Signal

ENTER_TREE = 1
READY = 2
EXIT_TREE = 4
NOTIFICATION = 8
PROCESS = 16
PHYSICS_PROCESS = 32
INPUT = 64
UNHANDLED_INPUT = 128
UNHANDLED_KEY_INPUT = 256
DRAW = 512
GUI_INPUT = 1024
NATIVE = 1 << 20
"""The built-in class does something on notifications: it has `_reactions_`."""

ONREADY = 1 << 21
"""The class, or a base of it, has something to find before `_ready`: see `onready`."""

_HOOKS: dict[str, tuple[int, tuple[str, ...]]] = {
    "_enter_tree": (ENTER_TREE, ()),
    "_ready": (READY, ()),
    "_exit_tree": (EXIT_TREE, ()),
    "_notification": (NOTIFICATION, ("what",)),
    "_process": (PROCESS, ("delta",)),
    "_physics_process": (PHYSICS_PROCESS, ("delta",)),
    "_input": (INPUT, ("event",)),
    "_unhandled_input": (UNHANDLED_INPUT, ("event",)),
    "_unhandled_key_input": (UNHANDLED_KEY_INPUT, ("event",)),
}
_FURTHER: dict[str, tuple[int, tuple[str, ...]]] = {
    "_draw": (DRAW, ()),
    "_gui_input": (GUI_INPUT, ("event",)),
}
"""The hooks that only some built-in classes have: CanvasItem and Control."""
_OF_BUTTONS: dict[str, tuple[str, ...]] = {"_pressed": (), "_toggled": ("button_pressed",)}
"""The hooks of BaseButton, which calls them by itself."""
_OF_CONTROLS: dict[str, tuple[str, ...]] = {"_get_minimum_size": (), "_make_custom_tooltip": ("for_text",)}
"""Those of Control, which does so too."""
_ELSEWHERE = {
    "_draw": "only Node2D, Control and what extends them draw. Extend one of them.",
    "_gui_input": "only Control and what extends it have input of their own. Extend it.",
}
_DRAW = "_dr[aeiou]w"
_TWICE = r"(.)\1"
_WORDS = frozenset(("edit", "emit", "read", "reads"))
"""Words that are one slip away from a part of a hook's name and mean something else."""
TREE_HOOKS: dict[str, tuple[str, ...]] = {
    "_initialize": (),
    "_iteration": ("delta",),
    "_idle": ("delta",),
    "_finalize": (),
    "_input_event": ("event",),
}
"""What a main loop script, a SceneTree, may define, and the parameters of each."""
_IN_MAIN_LOOPS = {
    "_enter_tree": "_initialize",
    "_exit_tree": "_finalize",
    "_input": "_input_event",
    "_physics_process": "_iteration",
    "_process": "_idle",
    "_ready": "_initialize",
}
"""What such a script has in place of the hooks of nodes."""


def _bare(hooks: Iterable[str]) -> dict[str, str]:
    """Return the hooks by their names without any `_`."""
    return {hook.replace("_", ""): hook for hook in hooks}


_NODE_HOOKS = {name: arguments for name, (_, arguments) in _HOOKS.items()}
_BARE_NODE_HOOKS, _BARE_TREE_HOOKS = _bare(_HOOKS), _bare(TREE_HOOKS)
_FURTHER_HOOKS = {name: arguments for name, (_, arguments) in _FURTHER.items()} | _OF_CONTROLS
_BARE_FURTHER = _bare(_FURTHER_HOOKS)


def overridden(cls: type, base: type) -> int:
    """Return the sum of the hooks that `cls` defines, or a class between it and `base`, which is Node.

    Raises TypeError with the right `def` line for a hook that cannot take its arguments, and for one
    that contains `yield`.
    """
    found = 0
    for name, (bit, arguments) in _HOOKS.items():
        if getattr(cls, name) is not getattr(base, name):
            found |= bit
            _check(cls, name, arguments)
    for name, (bit, arguments) in _FURTHER.items():
        stub = _stub(cls, name)
        if stub is not None and getattr(cls, name) is not stub:
            found |= bit
            _check(cls, name, arguments)
    return found


def _check(cls: type, name: str, arguments: tuple[str, ...]) -> None:
    function = getattr(cls, name)
    if isinstance(function, FunctionType) and not accepts(function, 1 + len(arguments)):
        raise TypeError(
            f"{cls.__name__}.{name} has the wrong parameters:"
            f" write `def {name}({', '.join(('self', *arguments))}):`"
        )
    if is_generator(function):
        raise TypeError(f"{cls.__name__}.{name} {USES_YIELD}")


def _stub(cls: type, name: str) -> Any:
    """Return the method that a built-in base of `cls` has for scripts to override, or None."""
    for base in cls.__mro__:
        own = vars(base)
        if name in own and own.get("_is_native_"):
            return own[name]
    return None


def check_tree_script(cls: type) -> None:
    """Refuse the hooks of a main loop script that cannot be called, and warn of misspelt ones."""
    for name, arguments in TREE_HOOKS.items():
        _check(cls, name, arguments)
    _warn_of_misspelt(cls, TREE_HOOKS)


def warn_of_misspelt(cls: type) -> None:
    """Warn of each method of a node class whose name looks like a hook's but is not."""
    _warn_of_misspelt(cls, _NODE_HOOKS)


def _warn_of_misspelt(cls: type, hooks: dict[str, tuple[str, ...]]) -> None:
    for name, thing in vars(cls).items():
        if isinstance(thing, FunctionType) and name not in hooks and not name.startswith("__"):
            function: Any = written(thing)
            if "super" in function.__code__.co_names and isinstance(_stub(cls, name), FunctionType):
                continue  # it is `iteration` or `notification` that is meant to be overridden
            advice = _advice(cls, name, function, hooks)
            if advice is not None:
                warnings.warn_explicit(
                    f"{cls.__name__}.{name} is never called by the tree: {advice}",
                    ScriptWarning,
                    function.__code__.co_filename,
                    function.__code__.co_firstlineno,
                    cls.__module__,
                )


def _advice(cls: type, name: str, function: FunctionType, hooks: dict[str, tuple[str, ...]]) -> str | None:
    """Return what the author of a method probably meant, or None for a method like any other."""
    meant = _meant(name, function, hooks) or _meant_further(cls, name, function)
    if meant is None:
        meant = _meant_unless_used(cls, name, function, hooks)
        if meant is None:
            return _advice_unless_used(cls, name, function) if name in _ELSEWHERE or name == "_init" else None
    arguments = hooks.get(meant)
    if arguments is None:
        arguments = _FURTHER_HOOKS[meant] if meant in _FURTHER_HOOKS else _OF_BUTTONS[meant]
    return f"did you mean `def {meant}({', '.join(('self', *arguments))}):`?"


def _meant(name: str, function: FunctionType, hooks: dict[str, tuple[str, ...]]) -> str | None:
    bare = name.strip("_").replace("_", "").lower()
    by_bare_name = _BARE_NODE_HOOKS if hooks is _NODE_HOOKS else _BARE_TREE_HOOKS
    exact = by_bare_name.get(bare.removeprefix("on"))
    if exact is not None:
        return exact if _takes(function, hooks[exact]) else None
    if name.startswith("_") and not _WORDS.intersection(name.split("_")):
        for known, hook in by_bare_name.items():
            if _looks_misspelt(bare, known):
                return hook
    return None


def _meant_further(cls: type, name: str, function: FunctionType) -> str | None:
    """As `_meant`; but `_on_draw` and `_on_gui_input` are handlers of the signals `draw`, `gui_input`."""
    bare = name.strip("_").replace("_", "").lower()
    for known, hook in _BARE_FURTHER.items():
        if not hasattr(cls, hook):
            continue
        arguments = _FURTHER_HOOKS[hook]
        if bare == known:
            if name != hook and _stub(cls, hook) is not None:
                return hook if _takes(function, arguments) else None
        elif name.startswith("_") and _looks_misspelt(bare, known) and _stub(cls, hook) is not None:
            return hook
    return None


def _meant_unless_used(
    cls: type, name: str, function: FunctionType, hooks: dict[str, tuple[str, ...]]
) -> str | None:
    """Return the hook for a name that could well be that of a method which the script calls by itself.

    `_inputs(self, event)`, `__ready(self)`, which Python makes `_Script__ready`, `_drew(self)`,
    `_pressd(self)` of a button, and `_process(self, delta)` of a main loop script.
    """
    meant = None
    if hooks is TREE_HOOKS and name in _IN_MAIN_LOOPS:
        if _takes(function, _HOOKS[name][1]):
            meant = _IN_MAIN_LOOPS[name]
    elif "__" in name:
        private = f"_{cls.__name__.lstrip('_')}__"
        hook = f"_{name.removeprefix(private)}"
        if name.startswith(private) and hook in hooks and _takes(function, hooks[hook]):
            meant = hook
    elif name[0] != "_":
        return None
    elif name[-1] == "s":
        hook = name[:-1]
        if hook in _HOOKS and hooks is _NODE_HOOKS and hooks[hook] and _takes(function, hooks[hook]):
            meant = hook
    elif name[-1] == "d":  # `_press`, `_toggles` and `_toggler` are other words
        for hook in _OF_BUTTONS:
            if name != hook and _looks_misspelt(name[1:], hook[1:]) and _stub(cls, hook) is not None:
                meant = hook
    elif re.fullmatch(_DRAW, name) and name != "_draw" and _stub(cls, "_draw") is not None:
        meant = "_draw"
    return meant if meant is not None and not _is_used(cls, name, function) else None


def _advice_unless_used(cls: type, name: str, function: FunctionType) -> str | None:
    """Return what to write instead of GDScript's `_init`, or where `_draw` and `_gui_input` are called."""
    code = function.__code__
    if name == "_init":
        # one that a base has is known to whoever calls it; one that does nothing need not be called
        if not code.co_names or any(name in vars(base) for base in cls.__mro__[1:]):
            return None
        arguments = ", ".join(code.co_varnames[: code.co_argcount])
        advice = f"did you mean `def __init__({arguments}):`, with `super().__init__()` in it?"
    else:
        if _stub(cls, name) is not None or not _takes(function, _FURTHER[name][1]):
            return None
        advice = _ELSEWHERE[name]
    return None if _is_used(cls, name, function) else advice


def _is_used(cls: type, name: str, function: FunctionType) -> bool:
    """Return True if something in the script's classes mentions the method, or has it by another name."""
    for base in cls.__mro__:
        own = vars(base)
        if own.get("_is_native_") or base is object:
            continue
        for other, thing in own.items():
            if getattr(thing, "_written_", thing) is function:
                if other != name:
                    return True
                continue
            for part in ("__code__", "fget", "fset", "__func__", "func", "__wrapped__"):
                found = getattr(thing, part, None)
                code = getattr(found, "__code__", found)
                if isinstance(code, CodeType) and _mentions(code, name):
                    return True
    return False


def _mentions(code: CodeType, name: str) -> bool:
    return name in code.co_names or any(
        constant == name or (isinstance(constant, CodeType) and _mentions(constant, name))
        for constant in code.co_consts
    )


def _takes(function: FunctionType, names: tuple[str, ...]) -> bool:
    """Return True if these are the parameters after `self`.

    `process(self, data)` may well be a method of its own; `process(self, delta)` is not.
    """
    arguments = function.__code__.co_varnames[1 : function.__code__.co_argcount]
    return tuple(a.strip("_") for a in arguments) == names


def _looks_misspelt(name: str, known: str) -> bool:
    """Return True for a slip of the keyboard; `_inputs`, `_reprocess`, `_init_tree` are none."""
    if len(known) <= 4:  # a slip more is another word: `_drag`, `_drawn`
        return sorted(name) == sorted(known)
    if name == known + known[-1]:
        return True
    if name.startswith(known) or name.endswith(known) or name == known.removeprefix("un"):
        return False
    if (
        name[0] == known[0]
        and abs(len(name) - len(known)) <= 2
        and re.sub(_TWICE, r"\1", name) == re.sub(_TWICE, r"\1", known)
    ):
        return True  # `procces`: two slips, but of one kind
    slips = 2 if len(known) > 13 else 1
    if slips == 1 and name[:1] != known[0] and name[-1:] != known[-1]:
        return False  # one slip leaves the beginning or the end
    return distance(name, known, slips) <= slips


def refuse_hidden(cls: type) -> None:
    """Raise TypeError for a plain value in the body of `cls` that hides a property or a signal."""
    for name, value in vars(cls).items():
        if hasattr(value, "__get__") or name.startswith("_"):
            continue
        for base in cls.__mro__[1:]:
            hidden = vars(base).get(name)
            if isinstance(hidden, property | Signal) and not hasattr(
                getattr(hidden, "fset", None), "_is_plain_"
            ):
                raise TypeError(
                    f"{cls.__name__}.{name} = {value!r} in the class body hides {base.__name__}.{name}:"
                    f" write `self.{name} = {value!r}` in `__init__`, or take another name."
                )


def call_hook(node: Any, name: str, *args: Any) -> None:
    """Call a hook of `node`; an `async def` is started, an exception reported."""
    try:
        result = getattr(node, name)(*args)
        if result is not None:
            start(node, result, lambda: hook_name(node, name))
    except Exception as error:
        report(node, error, hook_name(node, name))


def hook_name(node: Any, name: str) -> str:
    """Return how the report of a fault in this hook of `node` names it."""
    return f"{node!r}.{name}"
