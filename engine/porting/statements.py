"""Statements of GDScript as lines of Python."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ..base.godot_classes import member
from . import tree
from .assignments import Assignments
from .bodies import Body, assigned_names, last_line, leaves
from .calls import property_of
from .code import Code, Level, Seen, remark
from .expressions import Expressions, is_object
from .godot3 import BUILT_IN, COORDINATES, ELEMENTS, VECTORS
from .lines import Lines
from .matches import Matches
from .project import written
from .scope import Module, Scope
from .types import Types
from .variables import Variables


class Statements:
    """Writes the statements of one function."""

    def __init__(
        self, scope: Scope, lines: Lines, body: tree.Block, returns: tree.Expression | None = None
    ) -> None:
        self.scope: Scope = scope
        self.lines: Lines = lines
        self.expressions: Expressions = Expressions(scope)
        self.module: Module = scope.module
        self.types: Types = Types(scope, self.expressions)
        self._returns = returns
        self._body = Body(body)
        self._variables = Variables(self.expressions, self.types, self._body)
        self._assignments = Assignments(self.expressions, self.types)
        self.loops: int = 0
        """How many loops there are around the present line."""
        self._matches = Matches(self)
        self._writers: dict[type[tree.Statement], Callable[..., None]] = {
            tree.Do: self._do,
            tree.Variable: self._variable,
            tree.Assign: self._assign,
            tree.If: self._if,
            tree.While: self._while,
            tree.For: self._for,
            tree.Match: self._matches.write,
            tree.Return: self._return,
            tree.Assert: self._assert,
            tree.Word: self._word,
        }

    def block(self, body: tree.Block) -> None:
        """Write a block one level deeper; one with nothing in it is a `pass`."""
        self.lines.depth += 1
        before, around = len(self.lines.text), dict(self.scope.locals)
        narrowed = self.scope.narrowed
        for statement in body:
            self.statement(statement)
        self.expressions.narrowing.recall(narrowed)
        self.scope.locals = around  # what is declared in a block is known there alone
        if body:
            self.lines.end_block(last_line(body))
        if not any(line.strip() and not line.strip().startswith("#") for line in self.lines.text[before:]):
            self.lines.add("pass")
        self.lines.depth -= 1

    def statement(self, one: tree.Statement) -> None:
        """Write a statement, with the comments before it and what is to be said of it."""
        self.lines.go_to(one.line)
        at, notes = len(self.lines.text), len(self.module.notes)
        self.module.unsafe.clear()
        self._writers[type(one)](one)
        if isinstance(one, tree.Assign):
            self.expressions.narrowing.changed(one.target)
        said = [note for note in self.module.notes[notes:] if note.line <= max(one.end, one.line)]
        indent = "    " * self.lines.depth
        self.lines.text[at:at] = [f"{indent}# PORT: {note.text}" for note in said]

    def end(self, one: tree.Statement, text: str) -> None:
        """Write the text of a statement with the comments at its end."""
        self.lines.add(text + self.module.mark() + self.lines.beside(one.end))

    def _do(self, one: tree.Do) -> None:
        value = one.value
        if isinstance(value, tree.Call) and isinstance(value.function, tree.Attribute):
            changed = self._assignments.changing(value, value.function)
            if changed:
                return self.end(one, changed)
        if isinstance(value, tree.Literal) and isinstance(value.value, str):
            return self.end(one, remark(value.value))
        if isinstance(value, tree.Call) and (target := self._set_by(value)) is not None:
            return self._assign(tree.Assign(one.line, one.end, target, "=", value.arguments[0]))
        if (
            isinstance(value, tree.Binary)
            and value.operator in ("and", "or")
            and isinstance(value.right, tree.Call)
        ):
            condition = tree.Unary(one.line, "not", value.left) if value.operator == "or" else value.left
            self.end(one, f"if {self.expressions.condition(condition).text}:")
            return self.block([replace(one, value=value.right)])
        self.scope.bare = value
        code = self.expressions.write(value)
        return self.end(one, f"_ = {code.text}" if code.kind == "Task" else code.text)

    def _set_by(self, call: tree.Call) -> tree.Expression | None:
        """Return the property that a call sets, if the setter is not here and the property is."""
        if len(call.arguments) != 1:
            return None
        function = call.function
        if isinstance(function, tree.Attribute):
            of = self.expressions.silent(function.of)
            kind = self.scope.facts.native if of.kind == "self" else of.kind
        elif isinstance(function, tree.Name) and self.scope.facts.find(function.name) is None:
            kind = self.scope.facts.native
        else:
            return None
        method = member(function.name, kind) if function.name.startswith("set_") else None
        name = property_of(method, function.name, kind) if method is not None else ""
        return replace(function, name=name) if name else None

    def _variable(self, one: tree.Variable) -> None:
        self.end(one, self._variables.text(one))

    def _assign(self, one: tree.Assign) -> None:
        self.end(one, self._assignments.text(one))

    # Branches and loops.

    def _if(self, one: tree.If) -> None:
        word = "if"
        for branch in one.branches:
            if word == "elif":
                self.lines.go_to(branch.line)
            beside = self.lines.beside(branch.line if word == "elif" else one.end)
            condition = self.expressions.condition(branch.condition).text
            self.lines.add(f"{word} {condition}:{self.module.mark()}{beside}")
            around = self.expressions.narrowing.take_in(branch.condition)
            self.block(branch.body)
            self.expressions.narrowing.recall(around)
            word = "elif"
        if one.otherwise_line:
            self.lines.go_to(one.otherwise_line)
            self.lines.add(f"else:{self.lines.beside(one.otherwise_line)}")
            self.block(one.otherwise)
        if len(one.branches) == 1 and leaves(one.branches[0].body):
            _ = self.expressions.narrowing.take_in(one.branches[0].condition, holds=False)

    def _while(self, one: tree.While) -> None:
        self.end(one, f"while {self.expressions.condition(one.condition).text}:")
        around = self.expressions.narrowing.take_in(one.condition)
        self._loop(one.body)
        self.expressions.narrowing.recall(around)

    def _loop(self, body: tree.Block) -> None:
        self.loops += 1
        self.block(body)
        self.loops -= 1

    def _for(self, one: tree.For) -> None:
        text, kind, positive = self._walked(one.iterable)
        seen = self.expressions.silent(one.iterable).seen if kind == "Node" else Seen.AS_IT_IS
        self._let_be_walked(one.iterable)
        certain, around = one.name not in set(assigned_names(one.body)), dict(self.scope.locals)
        beside = "_" * (one.name in self.scope.parameters)  # which is the same as before after the loop
        alike = [loop for loop in self._body.loops if loop.name == one.name]
        is_any = any(map(self.types.is_of_any_class, alike))
        is_any = is_any or (self.scope.typed and len(self._body.declared[one.name]) > 1)
        name = self.scope.add(
            one.name,
            kind if certain else "",
            positive=positive and certain,
            beside=beside,
            seen=Seen.ANY if is_any else seen,
        )
        if is_any and name not in self.scope.notes:
            self.scope.notes[name] = f": {self.module.use('typing', 'Any')}"
            self.lines.add(f"{name}{self.scope.notes[name]}")
        self.scope.notes.setdefault(name, "")
        self.end(one, f"for {name} in {text}:")
        self._loop(one.body)
        self.scope.locals = around

    def _let_be_walked(self, iterable: tree.Expression) -> None:
        """Mark a loop over what has no elements to type checkers, by the class that is written."""
        of = self.expressions.silent(iterable)
        if of.facts is not None and of.seen is not Seen.ANY and of.facts.find("_iter_init") is None:
            self.scope.unsafe("attr-defined")

    def _walked(self, iterable: tree.Expression) -> tuple[str, str, bool]:
        """Return what a loop goes over, and the kind of what it finds."""
        if isinstance(iterable, tree.Call) and getattr(iterable.function, "name", "") == "range":
            ranged = ", ".join(self._whole(argument) for argument in iterable.arguments)
            positive = len(iterable.arguments) == 1 or self.expressions.write(iterable.arguments[0]).positive
            positive = positive and len(iterable.arguments) < 3
            return f"range({ranged})", "int", positive
        code = self.expressions.plain(iterable)
        if code.kind == "int":
            return f"range({code.text})", "int", True
        if code.kind == "enum":
            return f"{code.text}.__members__", "String", False
        if code.kind == "float" or code.kind in VECTORS or self._says_itself(code):
            return f"{self.expressions.helper('each', iterable.line)}({code.text})", "", False
        kind = "Node" if self.types.is_array_of_nodes(iterable) else ELEMENTS.get(code.kind, "")
        if isinstance(iterable, tree.Array):
            kind = self._kind_of_all(iterable.items)
        return code.text, kind, False

    def _kind_of_all(self, items: list[tree.Expression]) -> str:
        """Return the class of the engine's that all items are of, as type checkers see it, too."""
        codes = [self.expressions.silent(item) for item in items]
        kinds = {code.kind for code in codes}
        is_seen = all(code.seen is Seen.AS_IT_IS and code.facts is None for code in codes)
        kind = kinds.pop() if len(kinds) == 1 else ""
        return kind if is_seen and kind != "self" and is_object(kind) else ""

    def _says_itself(self, code: Code) -> bool:
        """Return whether a loop may go over an object that has methods for it."""
        if "_iter_init" not in self.module.project.method_names or code.kind == "Array":
            return False
        owner = self.scope.facts if code.kind == "self" else code.facts
        if owner is not None:
            return owner.find("_iter_init") is not None
        return not code.kind or is_object(code.kind)

    def _whole(self, number: tree.Expression) -> str:
        """Return what a loop counts to, whose fraction is cut off."""
        code = self.expressions.write(number)
        if not code.kind and not isinstance(number, tree.Attribute):
            _ = self.expressions.helper("range", number.line)  # the same name
        is_field = isinstance(number, tree.Attribute) and number.name in COORDINATES and not code.kind
        return f"int({code.text})" if code.kind == "float" or is_field else code.at(Level.TERNARY)

    # The rest.

    def _return(self, one: tree.Return) -> None:
        is_nothing = self._returns is None or written(self._returns) == "void"
        if one.value is None:
            return self.end(one, "return" if is_nothing else f"return {self.types.null()}")
        if self.scope.function == "_init":  # gives nothing else than the object
            if isinstance(one.value, tree.Call):
                self._do(tree.Do(one.line, one.line, one.value))
            return self.end(one, "return")
        kind = written(self._returns) if self._returns is not None else ""
        value = self.types.value(one.value, kind, self._returns)
        if value.kind == "Task" and not is_nothing:
            self.scope.unsafe("return-value")  # it is waited for where the value is used
        if value.seen is Seen.NOTHING and is_nothing:
            self.module.unsafe.discard("func-returns-value")
        elif value.seen is Seen.NOTHING or _is_another(kind, value.kind):
            self.scope.unsafe("return-value")
        return self.end(one, f"return {value.text}")

    def _assert(self, one: tree.Assert) -> None:
        message = f", {self.expressions.text(one.message, Level.TERNARY)}" if one.message is not None else ""
        self.end(one, f"assert {self.expressions.condition(one.condition).at(Level.TERNARY)}{message}")
        _ = self.expressions.narrowing.take_in(one.condition)

    def _word(self, one: tree.Word) -> None:
        if one.word == "continue" and (going := self._matches.going_on()):
            return self.end(one, f"{going} = True")
        if one.word == "continue" and not self.loops:
            return self.end(one, "return")  # which is not reached, see `Matches`
        return self.end(one, "breakpoint()" if one.word == "breakpoint" else one.word)


def _is_another(kind: str, given: str) -> bool:
    """Return whether a built-in value is of another type than is written, which Godot says when it runs."""
    both = {kind, given}
    return both <= BUILT_IN and len(both) == 2 and both != {"int", "float"}
