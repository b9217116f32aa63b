"""Statements of GDScript as lines of Python."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace

from ..base.godot_classes import member
from . import tree
from .calls import property_of
from .code import Code, Level, Seen, quoted, remark
from .expressions import Expressions, is_object
from .godot3 import BUILT_IN, ELEMENTS, NUMBERS, POOLS, VECTORS
from .lines import Lines
from .methods import POOLS_BECOME
from .names import local_name, module_of
from .project import is_null, last_name, shown_kind, walk, written
from .scope import Local, Module, Scope
from .types import Types, made_class

_MADE = {
    ("Rect2", "end"): "Rect2({of}.position, {value} - {of}.position)",
    ("AABB", "end"): "AABB({of}.position, {value} - {of}.position)",
    ("Color", "h"): "Color.from_hsv({value}, {of}.s, {of}.v, {of}.a)",
    ("Color", "s"): "Color.from_hsv({of}.h, {value}, {of}.v, {of}.a)",
    ("Color", "v"): "Color.from_hsv({of}.h, {of}.s, {value}, {of}.a)",
}
"""Properties of values that are no fields: how the value is made that has another."""
_FIELDS = frozenset(
    ("x", "y", "z", "w", "r", "g", "b", "a", "origin", "basis", "position", "size", "normal", "d")
) | {name for _, name in _MADE}
_FIRST = frozenset(("x", "y", "z"))
"""Fields that tell a vector where nothing else is known."""
_MADE_OF_VALUES = ("Rect2", "AABB", "Transform2D", "Transform", "Basis", "Plane")
"""Values whose fields are values: they are made anew of those."""
_SET_ANEW = ("String", *POOLS, *VECTORS)
"""What has elements and does not change: it is made anew with another."""


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
        self._assigned = set(assigned_names(body))
        self._given = [node for one in body for node in walk(one) if isinstance(node, tree.Assign)]
        self._declared = declared_names(body)
        self._asked = asked_names(body)
        self._walks = [node for one in body for node in walk(one) if isinstance(node, tree.For)]
        self._loops = 0
        self._going: list[tuple[str, int]] = []
        """Of each `match` around whose arms may go on to the next: what says so, and the loops around."""
        self._writers: dict[type[tree.Statement], Callable[..., None]] = {
            tree.Do: self._do,
            tree.Variable: self._variable,
            tree.Assign: self._assign,
            tree.If: self._if,
            tree.While: self._while,
            tree.For: self._for,
            tree.Match: self._match,
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
            changed = self._changed(value, value.function)
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

    def _changed(self, call: tree.Call, function: tree.Attribute) -> str:
        """Return the statement for methods that change an array in another way than Python."""
        name, arguments = function.name, call.arguments
        of = self.expressions.write(function.of)
        if of.kind in POOLS and name in ("append", "push_back") and len(arguments) == 1:
            self.module.use("engine", of.kind)
            added = f"{of.kind}([{self.expressions.text(arguments[0], Level.TERNARY)}])"
            return self._set(function.of, Code(f"{of.at(Level.SUM)} + {added}", Level.SUM, of.kind))
        if of.kind in POOLS and name == "append_array" and len(arguments) == 1:
            more = self.types.converted(self.expressions.write(arguments[0]), of.kind)
            text = f"{of.at(Level.SUM)} + {more.at(Level.PRODUCT)}"
            return self._set(function.of, Code(text, Level.SUM, of.kind))
        if of.kind in POOLS and name == "set" and len(arguments) == 2:
            target = tree.Index(call.line, function.of, arguments[0])
            return self._set(target, self.expressions.write(arguments[1]))
        if of.kind in POOLS and name in POOLS_BECOME:
            changed = self.expressions.helper("changed", call.line)
            given = ", ".join([of.at(Level.TERNARY), quoted(name), *map(self._argument, arguments)])
            return self._set(function.of, Code(f"{changed}({given})", kind=of.kind))
        if of.kind in POOLS and name == "sort" and not arguments:
            self.module.use("engine", of.kind)
            return self._set(function.of, Code(f"{of.kind}(sorted({of.text}))", kind=of.kind))
        if name == "remove" and of.kind == "Array" and len(arguments) == 1:
            return f"del {of.at(Level.ATOM)}[{self.expressions.text(arguments[0])}]"
        if name == "erase" and of.kind == "Dictionary" and len(arguments) == 1:
            return f"{of.at(Level.ATOM)}.pop({self.expressions.key(arguments[0])}, None)"
        return ""

    def _argument(self, one: tree.Expression) -> str:
        return self.expressions.text(one, Level.TERNARY)

    def _variable(self, one: tree.Variable) -> None:
        kind = self.expressions.declared_kind(one.type, one.inferred, one.value)
        typed = bool(kind) and (one.type is not None or one.inferred)
        value = self.types.value(one.value, kind if typed else "", one.type)
        stays = one.name not in self._assigned or self._stays(one.name, value.kind)
        if not typed and one.value is not None and stays:
            kind = value.kind if value.kind not in ("null", "self", "class", "enum") else ""
        positive = value.positive and one.name not in self._assigned
        type_ = one.type or made_class(one.value)
        typed = typed or type_ is not None
        hides = value.text.startswith(local_name(one.name)) and value.text.partition("(")[0] == one.name
        beside = "_" * (hides or one.name in self.scope.parameters)  # which are the same after the block
        note = self._note(one, local_name(one.name) + beside)
        known = self._known(one, value._replace(kind=kind))
        if value.kind == "Task" and one.type is not None and not note.endswith("Any"):
            self.scope.unsafe("assignment")  # it is waited for later
        elif value.kind == "Task" and note:
            known = known._replace(seen=Seen.ANY)
        name = self.scope.add(
            one.name,
            known.kind,
            typed=typed,
            positive=positive,
            type_=type_,
            facts=known.facts,
            seen=known.seen,
            beside=beside,
        )
        self.scope.narrowed.pop(name, None)
        self._let_be_read_before(one.value)
        self.end(one, f"{name}{note} = {value.text}")

    def _let_be_read_before(self, value: tree.Expression | None) -> None:
        """Mark a property that is read before it is set, of which type checkers know nothing until then."""
        native = self.scope.facts.native
        if isinstance(value, tree.Name) and value.name in self._assigned and not module_of(native):
            is_own = value.name not in self.scope.locals and self.scope.facts.find(value.name) is None
            given = (one.value for one in self._given if last_name(one.target) == value.name)
            is_untold = any(last_name(one) in self.scope.parameters for one in given)
            if is_own and is_untold and member(value.name, native):
                self.scope.unsafe("has-type")

    def _stays(self, name: str, kind: str) -> bool:
        """Return whether a variable without a type is only given vectors of this kind, or dictionaries."""
        if kind not in (*VECTORS, "Dictionary"):
            return False
        around = dict(self.scope.locals)
        self.scope.add(name, kind)
        for later in self._declared.keys() - self.scope.locals.keys():
            self.scope.add(later)
        given = [one.value for one in self._given if one.operator == "=" and last_name(one.target) == name]
        kinds = {self.expressions.silent(value).kind for value in given}
        self.scope.locals = around
        return kinds <= {kind}

    def _known(self, one: tree.Variable, value: Code) -> Code:
        """Return what is known of a variable: by its type, else by its first value, if there is no other."""
        if one.type is not None:
            return self.expressions.declared(value, one.type, self.scope.facts)
        return value if one.inferred or one.name not in self._assigned else value._replace(facts=None)

    def _note(self, one: tree.Variable, name: str) -> str:
        """Return the annotation of a local name, which stands at its first declaration alone."""
        if name in self.scope.notes:
            return ""
        note = self.types.note(one.type, one.value, inferred=one.inferred)
        if self.scope.typed and (
            len(self._declared[one.name]) > 1
            or self._becomes_another(one)
            or self._is_asked_early(one)
            or self._is_of_two_kinds(one)
        ):
            note = f": {self.module.use('typing', 'Any')}"
        self.scope.notes[name] = note
        return note

    def _becomes_another(self, one: tree.Variable) -> bool:
        """Return whether a variable without a type is given more than what its first value tells checkers."""
        if one.type is not None or one.inferred or one.value is None or one.name not in self._assigned:
            return False
        kind = self.expressions.silent(one.value).kind
        if kind and self._kinds_given(one.name, kind) - {"", "null", kind, "int" if kind == "float" else ""}:
            return True
        if kind == "int" and self._may_be_given_float(one.name):
            return True
        is_read = isinstance(one.value, (tree.Name, tree.Attribute))
        is_given = is_read or isinstance(one.value, tree.Call)
        return (
            is_object(kind)
            or kind == "Task"
            or (is_read and kind == "int")
            or (is_given and kind in ("String", "Array", "Dictionary"))
        )

    def _is_asked_early(self, one: tree.Variable) -> bool:
        """Return whether what waits is asked for something, as if it had been waited for."""
        if one.type is not None or one.value is None or one.name not in self._asked:
            return False
        return self.expressions.silent(one.value).kind == "Task"

    def _is_of_two_kinds(self, one: tree.Variable) -> bool:
        """Return whether a variable without a type has one of two values, of which one holds many."""
        if not isinstance(one.value, tree.Ternary) or one.type is not None or one.inferred:
            return False
        kinds = {self.expressions.silent(side).kind for side in (one.value.then, one.value.otherwise)}
        return "" in kinds and bool(kinds & {"Array", "Dictionary"})

    def _may_be_given_float(self, name: str) -> bool:
        """Return whether a local variable is given what is made of a float and of something unknown."""
        values = [one.value for one in self._given if last_name(one.target) == name]
        sums = [one for one in values if isinstance(one, tree.Binary)]
        return any(isinstance(getattr(node, "value", None), float) for one in sums for node in walk(one))

    def _kinds_given(self, name: str, kind: str) -> set[str]:
        """Return the kinds of what a local variable, first of one kind, is given after its declaration."""
        given = [one for one in self._given if last_name(one.target) == name]
        made = [one.value for one in given if one.operator == "=" or kind == "int"]
        return {self.expressions.silent(value).kind for value in made}

    # Assignments.

    def _assign(self, one: tree.Assign) -> None:
        one = replace(one, target=self.expressions.named(one.target))
        value = self.expressions.write(one.value)
        if one.operator == "+=" and self.expressions.silent(one.target).kind in POOLS:
            value = self.types.converted(value, self.expressions.silent(one.target).kind)
        field = self._field_of_value(one.target)
        if field is not None:
            self._let_be_unknown(field.of)
            return self.end(one, self._set_field(field, one, value))
        target = self.expressions.write(one.target)
        if isinstance(one.target, tree.Index):
            of = self.expressions.plain(one.target.of)
            if of.kind == "enum":
                self.module.note(one.line, "An enumeration does not change here.", serious=True)
                self.scope.unsafe("index")
            if of.kind in _SET_ANEW:
                new = value if one.operator == "=" else self.combined(one, target, value)
                return self.end(one, self._set(one.target, new))
            if is_object(of.kind):
                key = self.expressions.text(one.target.index, Level.TERNARY)
                new = value if one.operator == "=" else self.combined(one, target, value)
                return self.end(one, f"{of.at(Level.ATOM)}.set({key}, {new.at(Level.TERNARY)})")
        kind, type_ = self._type_of_target(one.target)
        if not kind and target.kind == "int" and self.types.is_of_engine(one.target):
            kind = "int" if value.kind == "float" else ""
        if (target.kind, value.kind) == ("Color", "String") and self.types.is_of_engine(one.target):
            value = Code(f"{self.module.use('engine', 'Color')}({value.text})", kind="Color")
        if not kind and self._is_font_size(one.target):
            kind = "int" if value.kind == "float" else ""
        if not kind and target.kind == "bool" and self.types.is_of_engine(one.target):
            kind = "bool" if value.kind in NUMBERS else ""
        self._let_be(one, target, value)
        if one.operator == "=":
            self._let_become(one.target, value)
        if value.kind == "Task" and type_ is not None:
            self.scope.unsafe("assignment")  # it is waited for later
        if type_ is not None and is_null(one.value):
            value = Code(self.types.null(), kind="null")
        if one.operator == "=":
            value = self.types.as_object(self.types.converted(value, kind), one.value, type_)
            return self.end(one, f"{target.text} = {value.text}")
        new = self.combined(one, target, value)
        plain = f"{target.text} {one.operator} {value.at(Level.TERNARY)}"
        grows = one.operator == "+=" and (value.kind in ("Array", *POOLS) or target.kind in ("Array", *POOLS))
        direct = new.text == f"{target.at(Level.PRODUCT)} {one.operator[:-1]} {value.at(Level.SIGN)}"
        needs = kind == "int" and new.kind != "int"
        if grows or needs or (one.operator in ("/=", "%=") and not direct):
            return self.end(one, f"{target.text} = {self.types.converted(new, kind).text}")
        return self.end(one, plain)

    def _let_be(self, one: tree.Assign, target: Code, value: Code) -> None:
        """Mark what type checkers say of a target that hides what the engine's class has, or has not here."""
        native = member(last_name(one.target), self.scope.facts.native)
        if native is None or not target.text.startswith("self."):
            return
        if native.sort == "signal" and self.scope.facts.find(last_name(one.target)) is not None:
            self.scope.unsafe("misc")

    def _is_font_size(self, target: tree.Expression) -> bool:
        """Return whether a target is the size of a font, a whole number of the DynamicFont that it is."""
        if not isinstance(target, tree.Attribute) or target.name != "size":
            return False
        return self.expressions.silent(target.of).kind in ("Font", "DynamicFont")

    def _let_become(self, target: tree.Expression, value: Code) -> None:
        """Mark a field without a type that is given another kind than its first value."""
        found = self.scope.facts.find(last_name(target)) if self._is_own(target) else None
        field = found[1] if found is not None else None
        if not isinstance(field, tree.Field) or field.type is not None or field.inferred or field.setter:
            return
        first = shown_kind(field.value) if field.value is not None else ""
        if (first, value.kind) in (
            ("int", "float"),
            ("int", "String"),
            ("String", "int"),
            ("String", "float"),
        ):
            self.scope.unsafe("assignment")

    def _let_be_unknown(self, target: tree.Expression) -> None:
        """Mark a property made of itself, of which type checkers know nothing: its class is not here."""
        name, native = last_name(target), self.scope.facts.native
        is_own = isinstance(target, tree.Name) and target.name not in self.scope.locals
        if is_own and self.scope.facts.find(name) is None and not module_of(native) and member(name, native):
            self.scope.unsafe("has-type")

    def combined(self, one: tree.Assign, target: Code, value: Code) -> Code:
        """Return what `a + b` is, for `a += b`."""
        operator = one.operator[:-1]
        if operator == "/":
            return self.expressions.divided(target, value, one.line)
        if operator == "%":
            return self.expressions.rest(target, one.value, value, one.line)
        kind = target.kind if target.kind == value.kind or target.kind in VECTORS else ""
        kind = "float" if {target.kind, value.kind} == {"int", "float"} else kind
        return Code(f"{target.at(Level.SUM)} {operator} {value.at(Level.SIGN)}", Level.SUM, kind)

    def _type_of_target(self, target: tree.Expression) -> tuple[str, tree.Expression | None]:
        """Return the kind and the type of what is assigned to, if it has one."""
        name = target.name if isinstance(target, (tree.Name, tree.Attribute)) else ""
        if isinstance(target, tree.Name) and name in self.scope.locals:
            local: Local = self.scope.locals[name]
            return (local.kind, local.type) if local.typed else ("", None)
        is_own = self._is_own(target)
        owner = self.scope.facts if is_own else None
        if isinstance(target, tree.Attribute) and not is_own:
            owner = self.expressions.silent(target.of).facts
        found = owner.find(name) if owner is not None else None
        if found is not None and isinstance(found[1], tree.Field):
            field = found[1]
            return self.expressions.declared_kind(field.type, field.inferred, field.value), field.type
        return "", None

    def _is_own(self, target: tree.Expression) -> bool:
        """Return whether a target is a member of the class, or else a local name."""
        if isinstance(target, tree.Name):
            return target.name not in self.scope.locals
        return isinstance(target, tree.Attribute) and _is_self(target.of)

    def _field_of_value(self, target: tree.Expression) -> tree.Attribute | None:
        """Return the target if it is a field of a value, such as `position.x`: Python cannot set it."""
        if not isinstance(target, tree.Attribute) or target.name not in _FIELDS:
            return None
        kind = self.expressions.write(target.of).kind
        if kind in VECTORS:
            return target if target.name in VECTORS[kind] or (kind, target.name) in _MADE else None
        unknown = not kind and target.name in _FIRST and target.name not in self.module.project.member_names
        return target if unknown and not self.expressions.is_key(target.name) else None

    def _set_field(self, target: tree.Attribute, one: tree.Assign, value: Code) -> str:
        """Return the statement that sets a field: the whole value is set anew."""
        of = self.expressions.write(target.of)
        if of.kind == "Vector2" and one.operator in ("+=", "-=") and target.name in ("x", "y"):
            self.module.use("engine", "Vector2")
            pair = (value.at(Level.TERNARY), "0") if target.name == "x" else ("0", value.at(Level.TERNARY))
            inner = self._field_of_value(target.of)
            if inner is None:
                return f"{of.text} {one.operator} Vector2({', '.join(pair)})"
        new = value
        if one.operator != "=":
            new = self.combined(one, self.expressions.write(target), value)
        if of.kind == "Vector2":
            self.module.use("engine", "Vector2")
            other = f"{of.at(Level.ATOM)}.{'y' if target.name == 'x' else 'x'}"
            pair = (new.at(Level.TERNARY), other) if target.name == "x" else (other, new.at(Level.TERNARY))
            whole = Code(f"Vector2({', '.join(pair)})", kind="Vector2")
        else:
            whole = self._replaced(of, target.name, new)
        return self._set(target.of, whole)

    def _replaced(self, of: Code, field: str, value: Code) -> Code:
        """Return a value with another field."""
        if made := _MADE.get((of.kind, field)):
            self.module.use("engine", of.kind)
            return Code(made.format(of=of.at(Level.ATOM), value=value.at(Level.PRODUCT)), kind=of.kind)
        if of.kind not in _MADE_OF_VALUES:
            return Code(f"{of.at(Level.ATOM)}._replace({field}={value.at(Level.TERNARY)})", kind=of.kind)
        self.module.use("engine", of.kind)
        parts = [
            value.at(Level.TERNARY) if name == field else f"{of.at(Level.ATOM)}.{name}"
            for name in VECTORS[of.kind]
        ]
        return Code(f"{of.kind}({', '.join(parts)})", kind=of.kind)

    def _set(self, target: tree.Expression, value: Code) -> str:
        """Return the statement that sets something to a value that is written already."""
        field = self._field_of_value(target)
        if isinstance(target, tree.Index) and self.expressions.plain(target.of).kind in _SET_ANEW:
            return self._set(target.of, self._with_element(target, value))
        if field is None:
            return f"{self.expressions.text(target)} = {value.text}"
        return self._set(field.of, self._replaced(self.expressions.write(field.of), field.name, value))

    def _with_element(self, target: tree.Index, value: Code) -> Code:
        """Return what does not change, such as a pool array, with another element."""
        of = self.expressions.write(target.of)
        with_element = self.expressions.helper("with_element", target.line)
        index = self.expressions.text(target.index, Level.TERNARY)
        text = f"{with_element}({of.at(Level.TERNARY)}, {index}, {value.at(Level.TERNARY)})"
        return Code(text, kind=of.kind)

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
        if len(one.branches) == 1 and _leaves(one.branches[0].body):
            _ = self.expressions.narrowing.take_in(one.branches[0].condition, holds=False)

    def _while(self, one: tree.While) -> None:
        self.end(one, f"while {self.expressions.condition(one.condition).text}:")
        around = self.expressions.narrowing.take_in(one.condition)
        self._loop(one.body)
        self.expressions.narrowing.recall(around)

    def _loop(self, body: tree.Block) -> None:
        self._loops += 1
        self.block(body)
        self._loops -= 1

    def _for(self, one: tree.For) -> None:
        text, kind, positive = self.walked(one.iterable)
        seen = self.expressions.silent(one.iterable).seen if kind == "Node" else Seen.AS_IT_IS
        self._let_be_walked(one.iterable)
        certain, around = one.name not in set(assigned_names(one.body)), dict(self.scope.locals)
        beside = "_" * (one.name in self.scope.parameters)  # which is the same as before after the loop
        alike = [loop for loop in self._walks if loop.name == one.name]
        is_any = any(map(self.types.is_of_any_class, alike))
        is_any = is_any or (self.scope.typed and len(self._declared[one.name]) > 1)
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

    def walked(self, iterable: tree.Expression) -> tuple[str, str, bool]:
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
        is_field = isinstance(number, tree.Attribute) and number.name in _FIRST and not code.kind
        return f"int({code.text})" if code.kind == "float" or is_field else code.at(Level.TERNARY)

    # Match.

    def _match(self, one: tree.Match) -> None:
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
        if all(self._is_plain(pattern) for arm in one.arms for pattern in arm.patterns) and self._one_kind(
            one
        ):
            return self._plain_match(one, value)
        return self._chain(one, value)

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

    def _one_kind(self, one: tree.Match) -> bool:
        """Return whether the patterns are of one kind: Python takes 1, 1.0 and True for the same."""
        kinds = {
            self.expressions.silent(pattern).kind or "?"
            for arm in one.arms
            for pattern in arm.patterns
            if not isinstance(pattern, tree.Bind) and not _is_any(pattern)
        }
        return len(kinds - {"String", "null", "?"}) <= 1 and not kinds & {"bool", "float"}

    def _plain_match(self, one: tree.Match, value: Code) -> None:
        self.end(one, f"match {value.text}:")
        self.lines.depth += 1
        around = self.scope.locals
        for arm in one.arms:
            self.scope.locals = dict(around)
            self.lines.go_to(arm.line)
            patterns = " | ".join(self._case(pattern) for pattern in arm.patterns)
            self.lines.add(f"case {patterns}:{self.module.mark()}{self.lines.beside(arm.line)}")
            self.block(arm.body)
        self.scope.locals = around
        self.lines.depth -= 1

    def _case(self, pattern: tree.Expression) -> str:
        if isinstance(pattern, tree.Bind):
            return self.scope.add(pattern.name)
        return "_" if _is_any(pattern) else self.expressions.write(pattern).text

    def _chain(self, one: tree.Match, value: Code) -> None:
        """Write a `match` as `if` and `elif`, for patterns that Python has not or sees in another way."""
        subject = value.text
        if not subject.isidentifier():
            subject = "matched"
            self.end(one, f"matched = {value.text}")
        matches = self.expressions.helper("matches", one.line)
        word, around = "if", self.scope.locals
        for arm in one.arms:
            self.scope.locals = dict(around)
            self.lines.go_to(arm.line)
            binds = [bind for pattern in arm.patterns for bind in self._binds(pattern, subject)]
            always = any(_is_any(pattern) or isinstance(pattern, tree.Bind) for pattern in arm.patterns)
            tests = [f"{matches}({subject}, {self._pattern(pattern)})" for pattern in arm.patterns]
            head = f"{word} {' or '.join(tests)}" if not always else "else" if word == "elif" else "if True"
            self.lines.add(f"{head}:{self.lines.beside(arm.line)}")
            self.lines.depth += 1
            for name, place in binds:
                self.lines.add(f"{name} = {place}")
            self.lines.depth -= 1
            self.block(arm.body)
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
        self.end(one, f"{going} = True")
        matches = self.expressions.helper("matches", one.line)
        self._going.append((going, self._loops))
        around = self.scope.locals
        for arm in one.arms:
            self.scope.locals = dict(around)
            self.lines.go_to(arm.line)
            binds = [bind for pattern in arm.patterns for bind in self._binds(pattern, subject)]
            always = any(_is_any(pattern) or isinstance(pattern, tree.Bind) for pattern in arm.patterns)
            tests = " or ".join(f"{matches}({subject}, {self._pattern(pattern)})" for pattern in arm.patterns)
            tests = f"({tests})" if len(arm.patterns) > 1 else tests
            self.lines.add(f"if {going}{'' if always else f' and {tests}'}:{self.lines.beside(arm.line)}")
            self.lines.depth += 1
            self.lines.add(f"{going} = False")
            for name, place in binds:
                self.lines.add(f"{name} = {place}")
            self.lines.depth -= 1
            self.block(arm.body)
            if self.lines.text[-1].strip() == "pass":
                self.lines.text.pop()
        self.scope.locals = around
        self._going.pop()

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
        if one.word == "continue" and self._going and self._going[-1][1] == self._loops:
            return self.end(one, f"{self._going[-1][0]} = True")
        if one.word == "continue" and not self._loops:
            return self.end(one, "return")  # which is not reached, see `_match`
        return self.end(one, "breakpoint()" if one.word == "breakpoint" else one.word)


def assigned_names(body: tree.Block) -> Iterator[str]:
    """Yield the names that statements assign to, declarations not counted."""
    for statement in body:
        for node in walk(statement):
            if isinstance(node, tree.Assign) and isinstance(node.target, tree.Name):
                yield node.target.name


def asked_names(body: tree.Block) -> set[str]:
    """Return the names of what statements ask for members."""
    return {
        node.of.name
        for statement in body
        for node in walk(statement)
        if isinstance(node, tree.Attribute) and isinstance(node.of, tree.Name)
    }


def declared_names(body: tree.Block) -> defaultdict[str, set[str]]:
    """Return the local names that statements declare, with all that they are declared as."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for statement in body:
        for node in walk(statement):
            if isinstance(node, tree.Variable):
                found[node.name].add(written(node.type) if node.type else f":= {node.line}")
            elif isinstance(node, tree.For):
                of_ints = (
                    isinstance(node.iterable, tree.Call) and last_name(node.iterable.function) == "range"
                )
                found[node.name].add("for ints" if of_ints else "for")
    return found


def goes_on(body: tree.Block) -> bool:
    """Return whether an arm has a `continue` that is meant for the `match`."""
    for statement in body:
        if isinstance(statement, tree.Word) and statement.word == "continue":
            return True
        if isinstance(statement, tree.If):
            blocks = [*(branch.body for branch in statement.branches), statement.otherwise]
            if any(goes_on(block) for block in blocks):
                return True
    return False


def goes_on_at_the_end(body: tree.Block) -> bool:
    """Return whether each such `continue` of an arm is the last that is done in it."""
    for at, statement in enumerate(body):
        last = at == len(body) - 1
        if isinstance(statement, tree.Word) and statement.word == "continue" and not last:
            return False
        if isinstance(statement, tree.If):
            blocks = [*(branch.body for branch in statement.branches), statement.otherwise]
            if any(goes_on(block) and not (last and goes_on_at_the_end(block)) for block in blocks):
                return False
    return True


def last_line(body: tree.Block) -> int:
    """Return the last line of a block."""
    return max((getattr(node, "end", 0) for statement in body for node in walk(statement)), default=0)


def _leaves(body: tree.Block) -> bool:
    """Return whether nothing after a block is reached from it."""
    last = body[-1] if body else None
    goes = isinstance(last, tree.Word) and last.word in ("break", "continue")
    return goes or isinstance(last, tree.Return)


def _is_another(kind: str, given: str) -> bool:
    """Return whether a built-in value is of another type than is written, which Godot says when it runs."""
    both = {kind, given}
    return both <= BUILT_IN and len(both) == 2 and both != {"int", "float"}


def _is_any(pattern: tree.Expression) -> bool:
    return isinstance(pattern, tree.Name) and pattern.name == "_"


def _is_self(one: tree.Expression) -> bool:
    return isinstance(one, tree.Name) and one.name == "self"
