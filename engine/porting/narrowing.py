"""What conditions tell of values: of which class they are, and that they are not null.

GDScript's author knows it, and so do type checkers, which narrow types in the same places.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from ..base.godot_classes import classes
from . import tree
from .code import Code, Seen
from .godot3 import BUILT_IN, class_kind
from .project import is_null, written
from .scope import Scope


class Writer(Protocol):
    """What writes the values that conditions are about."""

    def silent(self, one: tree.Expression) -> Code:
        """Return an expression, and leave nothing that came of writing it."""


class Narrowing:
    """Keeps what is known of the values of one function, in its scope: by how they are written."""

    def __init__(self, scope: Scope, writer: Writer) -> None:
        self.scope: Scope = scope
        self.writer: Writer = writer

    def take_in(self, condition: tree.Expression, *, holds: bool = True) -> dict[str, Code]:
        """Take in what is known while a condition holds, or does not, and return what was known before."""
        around = self.scope.narrowed
        self.scope.narrowed = around | dict(self._told(condition, holds))
        return around

    def recall(self, known: dict[str, Code]) -> None:
        """Know again what conditions told, but no built-in type of what was given another value."""
        self.scope.narrowed = {
            text: code
            for text, code in known.items()
            if code.kind not in BUILT_IN or text not in self.scope.changed
        }

    def changed(self, target: tree.Expression) -> None:
        """Take note that something has been given another value."""
        self.scope.changed.add(self.writer.silent(target).text)
        self.recall(self.scope.narrowed)

    def _told(self, one: tree.Expression, holds: bool) -> Iterator[tuple[str, Code]]:
        """Yield what a condition tells, if it holds or if it does not."""
        match one:
            case tree.Unary(operator="not"):
                yield from self._told(one.operand, not holds)
            case tree.Binary(operator="and" | "or" as word):
                if holds is (word == "and"):
                    yield from self._told(one.left, holds)
                    yield from self._told(one.right, holds)
                else:
                    yield from self._told_by_two(one, holds)
            case tree.Binary(operator="==" | "!=" as word) if is_null(one.right):
                if holds is (word == "!="):
                    yield from self._told(one.left, True)
            case tree.TypeTest() if holds:
                yield from self._told_by_class(one)
            case tree.Name() | tree.Attribute() if holds:
                code = self.writer.silent(one)
                if code.seen is Seen.OR_NONE:
                    yield code.text, code._replace(seen=Seen.AS_IT_IS)

    def _told_by_two(self, one: tree.Binary, holds: bool) -> Iterator[tuple[str, Code]]:
        """Yield what is of one class or another, of which type checkers ask both for each member."""
        tests = [_test_of(side, holds) for side in (one.left, one.right)]
        values = [self.writer.silent(test.value) for test in tests if test is not None]
        if len(values) < 2 or values[0].text != values[1].text:
            return
        if values[0].kind in classes() and values[0].seen is Seen.AS_IT_IS:
            yield values[0].text, values[0]._replace(seen=Seen.OR_ANY)

    def _told_by_class(self, one: tree.TypeTest) -> Iterator[tuple[str, Code]]:
        facts = self.scope.module.project.class_at(one.type, self.scope.facts)
        name = written(one.type)
        kind = facts.native if facts is not None else name if name in BUILT_IN else class_kind(name)
        if kind and isinstance(one.value, (tree.Name, tree.Attribute)):
            yield self.writer.silent(one.value).text, Code("", kind=kind, facts=facts)


def _test_of(one: tree.Expression, holds: bool) -> tree.TypeTest | None:
    """Return the test for a class that a condition is, if it holds, or denies, if it does not."""
    if isinstance(one, tree.Unary) and one.operator == "not":
        return _test_of(one.operand, not holds)
    return one if holds and isinstance(one, tree.TypeTest) else None
