"""Assignments of GDScript as lines of Python, and what changes a value that does not change here."""

from __future__ import annotations

from dataclasses import replace

from ..base.godot_classes import member
from . import tree
from .code import Code, Level, quoted
from .expressions import Expressions, is_object
from .godot3 import COORDINATES, NUMBERS, POOLS, VECTORS
from .methods import POOLS_BECOME
from .names import module_of
from .project import is_null, last_name, shown_kind
from .scope import Local, Module, Scope
from .types import Types

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
_MADE_OF_VALUES = ("Rect2", "AABB", "Transform2D", "Transform", "Basis", "Plane")
"""Values whose fields are values: they are made anew of those."""
_SET_ANEW = ("String", *POOLS, *VECTORS)
"""What has elements and does not change: it is made anew with another."""


class Assignments:
    """Writes what gives something another value, in one function."""

    def __init__(self, expressions: Expressions, types: Types) -> None:
        self.expressions: Expressions = expressions
        self.types: Types = types
        self.scope: Scope = expressions.scope
        self.module: Module = expressions.module

    def text(self, one: tree.Assign) -> str:
        """Return an assignment as a statement of Python."""
        one = replace(one, target=self.expressions.named(one.target))
        value = self.expressions.write(one.value)
        if one.operator == "+=" and self.expressions.silent(one.target).kind in POOLS:
            value = self.types.converted(value, self.expressions.silent(one.target).kind)
        field = self._field_of_value(one.target)
        if field is not None:
            self._let_be_unknown(field.of)
            return self._set_field(field, one, value)
        if isinstance(one.target, tree.Attribute) and self._is_font_size(one.target):
            return self._set_font_size(one.target, one, value)
        target = self.expressions.write(one.target)
        element = (
            self._set_element(one, one.target, target, value) if isinstance(one.target, tree.Index) else ""
        )
        return element or self._set_itself(one, target, value)

    def _set_element(self, one: tree.Assign, at: tree.Index, target: Code, value: Code) -> str:
        """Return the statement that sets an element where Python has another for it, or nothing."""
        of = self.expressions.plain(at.of)
        if of.kind == "enum":
            self.module.note(one.line, "An enumeration does not change here.", serious=True)
            self.scope.unsafe("index")
        if of.kind in _SET_ANEW:
            new = value if one.operator == "=" else self._combined(one, target, value)
            return self._set(at, new)
        if is_object(of.kind):
            key = self.expressions.text(at.index, Level.TERNARY)
            new = value if one.operator == "=" else self._combined(one, target, value)
            return f"{of.at(Level.ATOM)}.set({key}, {new.at(Level.TERNARY)})"
        return ""

    def _set_itself(self, one: tree.Assign, target: Code, value: Code) -> str:
        """Return the statement that sets a name, a member or an element, as Python does, too."""
        kind, type_ = self._type_of_target(one.target)
        kind = kind or self._kind_in_engine(one.target, target, value)
        if (target.kind, value.kind) == ("Color", "String") and self.types.is_of_engine(one.target):
            value = Code(f"{self.module.use('engine', 'Color')}({value.text})", kind="Color")
        self._let_be(one, target)
        if one.operator == "=":
            self._let_become(one.target, value)
        if value.kind == "Task" and type_ is not None:
            self.scope.unsafe("assignment")  # it is waited for later
        if type_ is not None and is_null(one.value):
            value = Code(self.types.null(), kind="null")
        if one.operator == "=":
            value = self.types.as_object(self.types.converted(value, kind), one.value, type_)
            return f"{target.text} = {value.text}"
        new = self._combined(one, target, value)
        grows = one.operator == "+=" and (value.kind in ("Array", *POOLS) or target.kind in ("Array", *POOLS))
        direct = new.text == f"{target.at(Level.PRODUCT)} {one.operator[:-1]} {value.at(Level.SIGN)}"
        needs = kind == "int" and new.kind != "int"
        if grows or needs or (one.operator in ("/=", "%=") and not direct):
            return f"{target.text} = {self.types.converted(new, kind).text}"
        return f"{target.text} {one.operator} {value.at(Level.TERNARY)}"

    def _kind_in_engine(self, to: tree.Expression, target: Code, value: Code) -> str:
        """Return what a property of the engine's makes of a number that it is given, if that is another."""
        is_of_engine = self.types.is_of_engine(to)
        if target.kind == "int" and is_of_engine and value.kind == "float":
            return "int"
        return "bool" if target.kind == "bool" and is_of_engine and value.kind in NUMBERS else ""

    def _let_be(self, one: tree.Assign, target: Code) -> None:
        """Mark what type checkers say of a target that hides what the engine's class has, or has not here."""
        native = member(last_name(one.target), self.scope.facts.native)
        if native is None or not target.text.startswith("self."):
            return
        if native.sort == "signal" and self.scope.facts.find(last_name(one.target)) is not None:
            self.scope.unsafe("misc")

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

    def _combined(self, one: tree.Assign, target: Code, value: Code) -> Code:
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

    # What does not change is made anew.

    def changing(self, call: tree.Call, function: tree.Attribute) -> str:
        """Return the statement for a method that changes its object in another way than in Python.

        It is empty for any other method.
        """
        name, arguments = function.name, call.arguments
        of = self.expressions.write(function.of)
        if of.kind in POOLS:
            return self._changing_pool(call, function, of)
        if name == "remove" and of.kind == "Array" and len(arguments) == 1:
            return f"del {of.at(Level.ATOM)}[{self.expressions.text(arguments[0])}]"
        if name == "erase" and of.kind == "Dictionary" and len(arguments) == 1:
            return f"{of.at(Level.ATOM)}.pop({self.expressions.key(arguments[0])}, None)"
        return ""

    def _changing_pool(self, call: tree.Call, function: tree.Attribute, of: Code) -> str:
        """Return the statement for a method of a pool array, which does not change here."""
        name, arguments = function.name, call.arguments
        if name in ("append", "push_back") and len(arguments) == 1:
            self.module.use("engine", of.kind)
            added = f"{of.kind}([{self.expressions.text(arguments[0], Level.TERNARY)}])"
            return self._set(function.of, Code(f"{of.at(Level.SUM)} + {added}", Level.SUM, of.kind))
        if name == "append_array" and len(arguments) == 1:
            more = self.types.converted(self.expressions.write(arguments[0]), of.kind)
            text = f"{of.at(Level.SUM)} + {more.at(Level.PRODUCT)}"
            return self._set(function.of, Code(text, Level.SUM, of.kind))
        if name == "set" and len(arguments) == 2:
            target = tree.Index(call.line, function.of, arguments[0])
            return self._set(target, self.expressions.write(arguments[1]))
        if name in POOLS_BECOME:
            changed = self.expressions.helper("changed", call.line)
            given = ", ".join([of.at(Level.TERNARY), quoted(name), *map(self._argument, arguments)])
            return self._set(function.of, Code(f"{changed}({given})", kind=of.kind))
        if name == "sort" and not arguments:
            self.module.use("engine", of.kind)
            return self._set(function.of, Code(f"{of.kind}(sorted({of.text}))", kind=of.kind))
        return ""

    def _argument(self, one: tree.Expression) -> str:
        return self.expressions.text(one, Level.TERNARY)

    def _field_of_value(self, target: tree.Expression) -> tree.Attribute | None:
        """Return the target if it is a field of a value, such as `position.x`: Python cannot set it."""
        if not isinstance(target, tree.Attribute) or target.name not in _FIELDS:
            return None
        kind = self.expressions.write(target.of).kind
        if kind in VECTORS:
            return target if target.name in VECTORS[kind] or (kind, target.name) in _MADE else None
        tells_a_vector = not kind and target.name in COORDINATES
        if not tells_a_vector or target.name in self.module.project.member_names:
            return None
        return None if self.expressions.is_key(target.name) else target

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
            new = self._combined(one, self.expressions.write(target), value)
        if of.kind == "Vector2":
            self.module.use("engine", "Vector2")
            other = f"{of.at(Level.ATOM)}.{'y' if target.name == 'x' else 'x'}"
            pair = (new.at(Level.TERNARY), other) if target.name == "x" else (other, new.at(Level.TERNARY))
            whole = Code(f"Vector2({', '.join(pair)})", kind="Vector2")
        else:
            whole = self._replaced(of, target.name, new)
        return self._set(target.of, whole)

    def _is_font_size(self, target: tree.Attribute) -> bool:
        """Return whether a target is the size of a font, which is that of a DynamicFont."""
        return target.name == "size" and self.expressions.silent(target.of).kind in ("Font", "DynamicFont")

    def _set_font_size(self, target: tree.Attribute, one: tree.Assign, value: Code) -> str:
        """Return the statement that sets the size of a font, a whole number: it is another font then."""
        new = value if one.operator == "=" else self._combined(one, self.expressions.write(target), value)
        size = new if new.kind == "int" else self.types.converted(new, "int")
        if isinstance(target.of, (tree.Name, tree.Attribute, tree.Index)):
            said = "A Font does not change here: what else has it keeps the size that it has."
            whole = self.expressions.write(target.of).at(Level.ATOM)
            text = self._set(target.of, Code(f"{whole}.with_size({size.text})", kind="Font"))
        else:
            said = "A Font does not change here: give what has it another, `font.with_size(size)`."
            text = f"{self.expressions.text(target)} = {size.text}"
        self.module.note(one.line, said, serious=True)
        return text

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


def _is_self(one: tree.Expression) -> bool:
    return isinstance(one, tree.Name) and one.name == "self"
