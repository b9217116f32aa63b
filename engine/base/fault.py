"""Faults of scripts: reported once, with their place, and without stopping anybody else.

An exception in one node's hook or in one signal handler must not stop the others (house rule).
Whoever calls a script's code catches what it raises and hands it to `report`. The tree that the
script belongs to decides what happens: it logs (`FaultLog`), or in a test it fails the test.
"""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, Any

from .context import tree_of
from .log import logger
from .native import is_engines

if TYPE_CHECKING:
    from typing import TypeAlias

    Doing: TypeAlias = str | Callable[[], str]
    """What code is doing, in words: a function, asked when they are read, if they take time to make."""

_LOGGER = "estragon.script"


class Fault:
    """One exception that a script raised, and where."""

    __slots__ = ("doing", "error")

    def __init__(self, error: Exception, doing: str) -> None:
        self.error: Exception = error
        self.doing: str = doing

    def __repr__(self) -> str:
        return f"<Fault {type(self.error).__name__} in {self.doing}>"


if TYPE_CHECKING:
    FaultHandler: TypeAlias = Callable[[Fault], None]


class FaultLog:
    """Logs each fault the first time, then the 10th, the 100th, the 1,000th … time it happens.

    A `_process` that fails does so 60 times a second, and perhaps for a thousand nodes of its class.
    Two faults are the same when their exceptions have the same type, came from the same line, and
    left the same line of the same hook or handler.
    """

    def __init__(self) -> None:
        self._counts: dict[tuple[object, ...], int] = {}

    def __call__(self, fault: Fault) -> None:
        """Log `fault`, unless it is one too many of its kind."""
        traceback = script_traceback(fault.error)
        key = (type(fault.error), *(_ends_of(traceback) if traceback is not None else (fault.doing,)))
        count = self._counts[key] = self._counts.get(key, 0) + 1
        if count == 1:
            from .repair import note_repair

            note_repair(fault.error)
            logger(_LOGGER).error(
                "Exception in %s", fault.doing, exc_info=(type(fault.error), fault.error, traceback)
            )
        elif str(count).strip("0") == "1":
            logger(_LOGGER).error(
                "Exception in %s, now %d times: %s: %s",
                fault.doing,
                count,
                type(fault.error).__name__,
                fault.error,
            )


def _ends_of(traceback: TracebackType) -> tuple[object, ...]:
    """Return the line of the hook that an exception left, and the line that raised it."""
    last = traceback
    while last.tb_next is not None:
        last = last.tb_next
    return (traceback.tb_frame.f_code, traceback.tb_lineno, last.tb_frame.f_code, last.tb_lineno)


def script_traceback(error: BaseException) -> TracebackType | None:
    """Return the traceback of `error` without the frames of this package that lead to the script."""
    traceback = error.__traceback__
    while traceback is not None and traceback.tb_next is not None:
        if not is_engines(traceback.tb_frame):
            break
        traceback = traceback.tb_next
    return traceback


_default: FaultHandler = FaultLog()


def in_words(doing: str | Callable[..., str], *args: Any) -> str:
    """Return what code is doing as a text; a function is asked, and given the arguments."""
    return doing if isinstance(doing, str) else doing(*args)


def report(owner: object, error: Exception, doing: Doing) -> None:
    """Report that `error` was raised while the code of `owner` was `doing` something.

    The tree of `owner` handles it; without one, the tree that is being ticked in this thread;
    without that, the log.
    """
    tree = tree_of(owner)
    handler = tree.fault_handler if tree is not None else _default
    handler(Fault(error, in_words(doing)))


def push_error(text: str) -> None:
    """Log an error of a script, as Godot's `push_error` does."""
    logger(_LOGGER).error(text)


def push_warning(text: str) -> None:
    """Log a warning of a script, as Godot's `push_warning` does."""
    logger(_LOGGER).warning(text)
