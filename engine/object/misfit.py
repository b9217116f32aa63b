"""What a script is told where a signal, its emissions and its handlers do not fit one another.

Godot never compares what a signal declares with anything: a handler is called with what is emitted, and
that is an error if it cannot take it. So scripts are warned, once for each pair, and nothing is stopped;
only built-in signals, whose emissions are known, refuse handlers.
"""

from __future__ import annotations

from collections.abc import Callable
from types import FrameType
from typing import Protocol

from ..base.error import SignalError
from ..base.fault import push_error, push_warning, script_traceback
from ..base.native import is_engines, is_native, place_of
from ..base.signature import accepts, definition, name_of, parameters

_told: set[str] = set()
"""The warnings that have been given."""


class Declared(Protocol):
    """What is asked of a signal of an object."""

    name: str
    arguments: tuple[str, ...] | None

    @property
    def owner(self) -> object:
        """The object that emits it, None once it is gone."""


def say_misfit(
    signal: Declared, declared: tuple[str, ...], handler: Callable[..., object], bound: int
) -> None:
    """Warn of a handler that cannot take what its signal declares.

    Raises SignalError where that is a built-in signal.
    """
    names = (*declared, *_binds(bound))
    written = definition(handler, names)
    if _is_built_in(signal):
        raise SignalError(
            f"{name_of(handler)} cannot take the {len(names)} argument(s) that {signal!r} passes."
            f" Write `{written}`"
        )
    taken = parameters(handler)
    text = f"{name_of(handler)} is connected to {_in_class(signal)} and cannot take what that declares."
    text += f" Write `{written}`"
    if len(taken) >= bound and accepts(handler, len(taken)):
        other = _declaration(signal.name, taken[: len(taken) - bound])
        text += f", or `{other}` if that is what is emitted"
    _warn_once(f"{text}.")


def warn_of_emission(signal: Declared, declared: tuple[str, ...], count: int, frame: FrameType) -> None:
    """Warn that a script, in `frame`, emits another number of arguments than its signal declares."""
    text = f"{_in_class(signal)} declares {len(declared)} argument(s) and was emitted with {count}."
    text += f" Write `{signal.name}.emit({', '.join(declared)})`"
    if not _is_built_in(signal):
        names = (*declared, *(f"arg{i + 1}" for i in range(len(declared), count)))[:count]
        text += f", or `{_declaration(signal.name, names)}`"
    _warn_once(f"{text}.", f" It was emitted at {place_of(frame)}.")


def words_for(
    signal: Declared, error: TypeError, handler: Callable[..., object], count: int, bound: int
) -> SignalError | None:
    """Return what to report of a handler that could not be called with `count` arguments and its binds.

    None if it was called: it takes arguments as it likes, and the error is its own.
    """
    trace = script_traceback(error)
    if accepts(handler, count + bound) or (trace is not None and not is_engines(trace.tb_frame)):
        return None
    declared = signal.arguments
    if declared is not None and len(declared) != count:
        write = f"{signal.name}.emit({', '.join(declared)})"
    else:
        names = declared if declared is not None else tuple(f"arg{i + 1}" for i in range(count))
        write = definition(handler, (*names, *_binds(bound)))
    return SignalError(f"{_declared(signal)} was emitted with {count} argument(s): {error}. Write `{write}`.")


def say_unheard(owner: object, signal: str, frame: FrameType | None) -> None:
    """Log that a script, in `frame`, emits the signal of a freed object; the package itself may do so.

    A button emits `button_up` after a handler of `pressed` has freed it.
    """
    while frame is not None and frame.f_code.co_name == "emit_signal" and is_engines(frame):
        frame = frame.f_back
    if frame is not None and not is_native(frame.f_globals.get("__name__", "")):
        what = "An object that is gone" if owner is None else repr(owner)
        push_error(
            f"{what} emitted {signal!r}, which nobody hears any more: it has been freed."
            " Check `is_instance_valid(node)` first."
        )


def _is_built_in(signal: Declared) -> bool:
    for base in type(signal.owner).__mro__:
        if signal.name in vars(base):
            return is_native(base.__module__)
    return False  # a user signal


def _in_class(signal: Declared) -> str:
    return f"{type(signal.owner).__name__}.{signal.name}"


def _declared(signal: Declared) -> str:
    return signal.name if signal.arguments is None else f"{signal.name}({', '.join(signal.arguments)})"


def _binds(count: int) -> tuple[str, ...]:
    return tuple(f"bind{i + 1}" for i in range(count))


def _declaration(name: str, arguments: tuple[str, ...]) -> str:
    names = ", ".join(f'"{argument}"' for argument in arguments)
    return f"{name} = Signal({names})"


def _warn_once(text: str, where: str = "") -> None:
    if text not in _told:
        _told.add(text)
        push_warning(text + where)
