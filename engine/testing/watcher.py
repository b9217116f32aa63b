"""A record of a signal's emissions."""

from __future__ import annotations

from typing import Any

from ..object.signal import SignalInstance


class SignalWatcher:
    """Keeps the arguments of every emission of a signal, from now on.

    `emissions` is the list of their tuples; `assert_emitted` and `assert_not_emitted` explain
    themselves when they fail.
    """

    __tracebackhide__ = True

    def __init__(self, signal: SignalInstance[*tuple[Any, ...]]) -> None:
        self.emissions: list[tuple[Any, ...]] = []
        self._name = repr(signal)
        signal.connect(self._record)

    def _record(self, *args: Any) -> None:
        self.emissions.append(args)

    def __len__(self) -> int:
        return len(self.emissions)

    def __bool__(self) -> bool:
        return True

    def assert_emitted(self, *args: Any, times: int | None = None) -> None:
        """Assert that the signal was emitted, with `args` if there are any, exactly `times` if given."""
        __tracebackhide__ = True
        found = [emission for emission in self.emissions if not args or emission == args]
        if not found if times is None else len(found) != times:
            wanted = f" with {args}" if args else ""
            often = "" if times is None else f" {times} times"
            raise AssertionError(f"{self._name} was not emitted{wanted}{often}; {self._summary()}")

    def assert_not_emitted(self) -> None:
        """Assert that the signal was not emitted."""
        __tracebackhide__ = True
        if self.emissions:
            raise AssertionError(f"{self._name} was emitted: {self._summary()}")

    def _summary(self) -> str:
        return f"its emissions: {self.emissions}" if self.emissions else "it was not emitted at all"

    def __repr__(self) -> str:
        return f"<SignalWatcher of {self._name}: {len(self.emissions)} emissions>"
