"""The `match` of GDScript as Python's, or as `if` and `elif` where Python's sees it in another way."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from . import tree
from .bodies import goes_on, goes_on_at_the_end
from .code import Code, Level
from .expressions import Expressions
from .lines import Lines
from .scope import Module, Scope


class Writer(Protocol):
    """What writes the statements around, and those in the arms."""

    scope: Scope
    lines: Lines
    expressions: Expressions
    module: Module
    loops: int
    """How many loops there are around the present line."""

    def block(self, body: tree.Block) -> None:
        """Write a block one level deeper."""

    def end(self, one: tree.Statement, text: str) -> None:
        """Write the text of a statement with the comments at its end."""


class Matches:
    """Writes each `match` of one function by way of what writes its other statements."""

    def __init__(self, writer: Writer) -> None:
        self.writer: Writer = writer
        self.scope: Scope = writer.scope
        self.lines: Lines = writer.lines
        self.expressions: Expressions = writer.expressions
        self.module: Module = writer.module
        self._going: list[tuple[str, int]] = []
        """Of each `match` around whose arms may go on to the next: what says so, and the loops around."""

    def write(self, one: tree.Match) -> None:
        """Write a `match`."""
        value = self.expressions.write(one.value)
        if any(goes_on(arm.body) for arm in one.arms):
            if all(goes_on_at_the_end(arm.body) for arm in one.arms):
                return self._chain_on(one, value)
            self.module.note(
                one.line,
                "`continue` goes on to the next arm in Godot, and to the next turn of the loop in Python.",
                serious=True,
            )
            self.lines.add(f'{self.expressions.helper("cannot", one.line)}("`continue` in a `match`")')
        patterns = [pattern for arm in one.arms for pattern in arm.patterns]
        if all(map(self._is_plain, patterns)) and self._are_of_one_kind(patterns):
            return self._plain_match(one, value)
        return self._chain(one, value)

    def going_on(self) -> str:
        """Return what says that the next arm is tried, too, if that is what a `continue` means here."""
        name, loops = self._going[-1] if self._going else ("", 0)
        return name if loops == self.writer.loops else ""

    def _is_plain(self, pattern: tree.Expression) -> bool:
        """Return whether Python's `match` takes a pattern as it stands."""
        if isinstance(pattern, tree.Literal):
            return not isinstance(pattern.value, float)
        if isinstance(pattern, tree.Name):
            return pattern.name == "_" or (
                pattern.name not in self.scope.locals and "." in self.expressions.silent(pattern).text
            )
        if isinstance(pattern, tree.Attribute):
            text = self.expressions.silent(pattern).text
            return "(" not in text and "[" not in text
        return isinstance(pattern, tree.Bind)

    def _are_of_one_kind(self, patterns: list[tree.Expression]) -> bool:
        """Return whether patterns are of one kind: Python takes 1, 1.0 and True for the same."""
        kinds = {
            self.expressions.silent(pattern).kind or "?"
            for pattern in patterns
            if not isinstance(pattern, tree.Bind) and not _is_any(pattern)
        }
        return len(kinds - {"String", "null", "?"}) <= 1 and not kinds & {"bool", "float"}

    def _plain_match(self, one: tree.Match, value: Code) -> None:
        self.writer.end(one, f"match {value.text}:")
        self.lines.depth += 1
        around = self.scope.locals
        for arm in one.arms:
            self.scope.locals = dict(around)
            self.lines.go_to(arm.line)
            patterns = " | ".join(self._case(pattern) for pattern in arm.patterns)
            self.lines.add(f"case {patterns}:{self.module.mark()}{self.lines.beside(arm.line)}")
            self.writer.block(arm.body)
        self.scope.locals = around
        self.lines.depth -= 1

    def _case(self, pattern: tree.Expression) -> str:
        if isinstance(pattern, tree.Bind):
            return self.scope.add(pattern.name)
        return "_" if _is_any(pattern) else self.expressions.write(pattern).text

    # As `if` and `elif`.

    def _chain(self, one: tree.Match, value: Code) -> None:
        """Write a `match` as `if` and `elif`, for patterns that Python has not or sees in another way."""
        subject = value.text
        if not subject.isidentifier():
            subject = "matched"
            self.writer.end(one, f"matched = {value.text}")
        matches = self.expressions.helper("matches", one.line)
        word, around = "if", self.scope.locals
        for arm in one.arms:
            self.scope.locals = dict(around)
            self.lines.go_to(arm.line)
            binds, tests = self._asked(arm, subject, matches)
            always = _is_for_all(arm)
            head = f"{word} {' or '.join(tests)}" if not always else "else" if word == "elif" else "if True"
            self.lines.add(f"{head}:{self.lines.beside(arm.line)}")
            self._begin(binds)
            self.writer.block(arm.body)
            if always:
                break
            word = "elif"
        self.scope.locals = around

    def _chain_on(self, one: tree.Match, value: Code) -> None:
        """Write a `match` whose arms may end with `continue`: the next arm that fits is then done, too."""
        subject, going = value.text, f"going_on{len(self._going) or ''}"
        if not subject.isidentifier():
            subject = "matched"
            self.lines.add(f"matched = {value.text}")
        self.writer.end(one, f"{going} = True")
        matches = self.expressions.helper("matches", one.line)
        self._going.append((going, self.writer.loops))
        around = self.scope.locals
        for arm in one.arms:
            self.scope.locals = dict(around)
            self.lines.go_to(arm.line)
            binds, tests = self._asked(arm, subject, matches)
            asked = f"({' or '.join(tests)})" if len(tests) > 1 else tests[0]
            head = f"if {going}" if _is_for_all(arm) else f"if {going} and {asked}"
            self.lines.add(f"{head}:{self.lines.beside(arm.line)}")
            self._begin([(going, "False"), *binds])
            self.writer.block(arm.body)
            if self.lines.text[-1].strip() == "pass":
                self.lines.text.pop()
        self.scope.locals = around
        self._going.pop()

    def _asked(self, arm: tree.Arm, subject: str, matches: str) -> tuple[list[tuple[str, str]], list[str]]:
        """Return the names that an arm gives, with their values, and what asks whether its patterns fit."""
        binds = [bind for pattern in arm.patterns for bind in self._binds(pattern, subject)]
        return binds, [f"{matches}({subject}, {self._pattern(pattern)})" for pattern in arm.patterns]

    def _begin(self, given: list[tuple[str, str]]) -> None:
        """Write what is set at the beginning of an arm."""
        self.lines.depth += 1
        for name, value in given:
            self.lines.add(f"{name} = {value}")
        self.lines.depth -= 1

    def _pattern(self, pattern: tree.Expression) -> str:
        """Return a pattern as `matches` takes it."""
        if isinstance(pattern, tree.Bind) or _is_any(pattern):
            return self.expressions.helper("ANY", pattern.line)
        if isinstance(pattern, tree.Rest):
            return self.expressions.helper("REST", pattern.line)
        if isinstance(pattern, tree.Array):
            return f"[{', '.join(map(self._pattern, pattern.items))}]"
        if isinstance(pattern, tree.Dictionary):
            pairs = [f"{self._pattern(key)}: {self._pattern(value)}" for key, value in pattern.pairs]
            return "{" + ", ".join(pairs) + "}"
        return self.expressions.text(pattern, Level.TERNARY)

    def _binds(self, pattern: tree.Expression, place: str) -> Iterator[tuple[str, str]]:
        """Yield the names that a pattern gives, and where their values are."""
        if isinstance(pattern, tree.Bind):
            yield self.scope.add(pattern.name), place
        elif isinstance(pattern, tree.Array):
            for index, item in enumerate(pattern.items):
                yield from self._binds(item, f"{place}[{index}]")
        elif isinstance(pattern, tree.Dictionary):
            for key, value in pattern.pairs:
                if not isinstance(key, tree.Rest):
                    yield from self._binds(value, f"{place}[{self.expressions.key(key)}]")


def _is_any(pattern: tree.Expression) -> bool:
    return isinstance(pattern, tree.Name) and pattern.name == "_"


def _is_for_all(arm: tree.Arm) -> bool:
    """Return whether an arm is done whatever the value is."""
    return any(_is_any(pattern) or isinstance(pattern, tree.Bind) for pattern in arm.patterns)
