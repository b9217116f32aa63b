"""Expressions of GDScript as Python, with the kinds of their values as far as those are certain."""

from __future__ import annotations

from collections.abc import Callable

from ..base.godot_classes import Found, classes, member
from . import checked, tree
from .calls import SIMPLE, TEXT_KINDS, Calls
from .code import Code, Level, Seen, quoted
from .godot3 import (
    BUILT_IN,
    COORDINATES,
    ELEMENTS,
    FIELD_KINDS,
    NUMBERS,
    SINGLETONS,
    VECTORS,
    class_kind,
    kind_everywhere,
)
from .names import GDSCRIPT, is_missing, member_name, module_of
from .narrowing import Narrowing
from .project import ClassFacts, Project, last_name, shown_kind, written
from .scope import Module, Scope
from .types import made_class

_BINARY = {
    "or": Level.OR,
    "and": Level.AND,
    "in": Level.COMPARISON,
    **dict.fromkeys(("==", "!=", "<", ">", "<=", ">="), Level.COMPARISON),
    "|": Level.BIT_OR,
    "^": Level.BIT_XOR,
    "&": Level.BIT_AND,
    **dict.fromkeys(("<<", ">>"), Level.SHIFT),
    **dict.fromkeys(("+", "-"), Level.SUM),
    **dict.fromkeys(("*", "/", "%"), Level.PRODUCT),
}
_TYPES = {
    "int": "int",
    "float": "float",
    "bool": "bool",
    "String": "str",
    "Array": "list",
    "Dictionary": "dict",
}
_CONSTANTS = {"PI": "float", "TAU": "float", "INF": "float", "NAN": "float"}


class Expressions:
    """Writes the expressions of one function."""

    def __init__(self, scope: Scope) -> None:
        self.scope: Scope = scope
        self.module: Module = scope.module
        self.project: Project = scope.module.project
        self.narrowing: Narrowing = Narrowing(scope, self)
        self._calls = Calls(self)
        self._writers: dict[type[tree.Expression], Callable[..., Code]] = {
            tree.Literal: self._literal,
            tree.Name: self._name,
            tree.NodeAt: self._node_at,
            tree.PathLiteral: self._path,
            tree.Array: self._array,
            tree.Dictionary: self._dictionary,
            tree.Attribute: self._attribute,
            tree.Index: self._index,
            tree.Call: self._calls.write,
            tree.BaseCall: self._calls.base,
            tree.Unary: self._unary,
            tree.Binary: self._binary,
            tree.Ternary: self._ternary,
            tree.TypeTest: self._type_test,
            tree.Cast: self._cast,
        }

    def write(self, one: tree.Expression) -> Code:
        """Return an expression in Python."""
        code = self.plain(one)
        if code.kind != "enum":
            return code
        return Code(f"{self.helper('enum_dictionary', one.line)}({code.text})", kind="Dictionary")

    def plain(self, one: tree.Expression) -> Code:
        """Return an expression; a named enumeration is not yet the dictionary that GDScript has."""
        code = self._writers[type(one)](one)
        narrow = self.scope.narrowed.get(code.text)
        if narrow is not None:
            return code._replace(kind=narrow.kind, facts=narrow.facts, seen=narrow.seen)
        return code

    def checked(self, of: Code, name: str) -> None:
        """Let type checkers be, if they do not know the member that a value is asked for."""
        self.scope.unsafe(checked.said(of, name))

    def text(self, one: tree.Expression, level: Level = Level.ANY) -> str:
        """Return the text of an expression where what binds as tightly as `level` is needed."""
        return self.write(one).at(level)

    def listed(self, items: list[tree.Expression]) -> str:
        """Return expressions with commas between them."""
        return ", ".join(self.text(item, Level.TERNARY) for item in items)

    def condition(self, one: tree.Expression) -> Code:
        """Return an expression of which only the truth counts."""
        if isinstance(one, tree.Binary) and one.operator in ("and", "or"):
            level = _BINARY[one.operator]
            left = self.condition(one.left)
            around = self.narrowing.take_in(one.left, holds=one.operator == "and")
            right = self.condition(one.right)
            self.scope.narrowed = around
            return Code(f"{left.at(level)} {one.operator} {right.at(Level(level + 1))}", level, "bool")
        if isinstance(one, tree.Unary) and one.operator == "not":
            return Code(f"not {self.condition(one.operand).at(Level.NOT)}", Level.NOT, "bool")
        return self.write(one)

    def silent(self, one: tree.Expression) -> Code:
        """Return an expression, and leave nothing that came of writing it."""
        scope, module = self.scope, self.module
        kept = set(module.imports), list(module.notes), set(module.helped), set(module.unsafe), scope.waits
        if id(one) in module.looked_at:
            return Code("")  # it is made of itself
        module.looked_at.add(id(one))
        code = self.write(one)
        module.looked_at.discard(id(one))
        module.imports, module.notes, module.helped, module.unsafe, scope.waits = kept
        return code

    def helper(self, name: str, line: int) -> str:
        """Return the name of a function that only ported scripts use."""
        self.module.helped.add(line)
        return self.module.use(GDSCRIPT, name)

    # Values.

    def _literal(self, one: tree.Literal) -> Code:
        value = one.value
        if isinstance(value, str):
            return Code(quoted(value), kind="String")
        if value is None:
            return Code(self.module.use(GDSCRIPT, "null") if self.scope.typed else "None", kind="null")
        if isinstance(value, bool):
            return Code(str(value), kind="bool")
        if isinstance(value, int) and value >= 1 << 62:
            self.module.note(
                one.line, "Numbers have 64 bits in Godot, and as many as they need in Python.", serious=True
            )
        source = one.source.lstrip("0") or "0" if one.source.isdigit() else one.source
        return Code(source, kind=type(value).__name__, positive=True)

    def _node_at(self, one: tree.NodeAt) -> Code:
        return Code(f"{self.me()}.get_node({quoted(one.path)})", kind="Node", seen=Seen.ANY)

    def _path(self, one: tree.PathLiteral) -> Code:
        return Code(f"{self.module.use('engine', 'NodePath')}({quoted(one.path)})", kind="NodePath")

    def _array(self, one: tree.Array) -> Code:
        return Code(f"[{self.listed(one.items)}]", kind="Array")

    def _dictionary(self, one: tree.Dictionary) -> Code:
        pairs = [f"{self.key(key)}: {self.text(value, Level.TERNARY)}" for key, value in one.pairs]
        if {self.plain(key).kind for key, _ in one.pairs} & {"float", "bool"}:
            self.module.note(
                one.line, "1, 1.0 and true are three keys in Godot, and one in Python.", serious=True
            )
        return Code("{" + ", ".join(pairs) + "}", kind="Dictionary")

    def key(self, one: tree.Expression) -> str:
        """Return the key of a dictionary: arrays and dictionaries cannot be one by themselves."""
        key = self.write(one)
        if key.kind in ("Array", "Dictionary"):
            return f"{self.module.use('engine', 'Key')}({key.text})"
        return key.at(Level.TERNARY)

    # Names.

    def me(self) -> str:
        """Return the object that a member is looked up in."""
        return self.scope.facts.qualified if self.scope.static else "self"

    def _name(self, one: tree.Name) -> Code:
        name = one.name
        if name == "self":
            return Code("self", kind="self")
        if name in self.scope.locals:
            local = self.scope.locals[name]
            return Code(
                local.name, kind=local.kind, positive=local.positive, facts=local.facts, seen=local.seen
            )
        found = self.scope.facts.find(name)
        if found is not None:
            return self._own(name, *found)
        outer = self.scope.facts.outer
        while outer is not None:
            if outer.find(name) and not isinstance(outer.find(name)[1], (tree.Field, tree.Function)):  # type: ignore[index]
                return Code(f"{outer.qualified}.{member_name(name)}", kind=self._kind_of_member(name, outer))
            if outer.name == name and (outer.outer is not None or name in self.project.named):
                return Code(outer.qualified, kind="class")
            outer = outer.outer
        native = member(name, self.scope.facts.native)
        if native is not None and not (native.sort == "constant" and module_of(name)):
            self.say_missing(native, name, one.line, self.scope.facts.native)
            self.checked(self.myself(), name)
            return Code(f"{self.me()}.{member_name(name)}", kind=native.kind, seen=checked.seen(name))
        return self._global(one)

    def _own(self, name: str, owner: ClassFacts, what: tree.Member) -> Code:
        """Return a member of the script's own class or its bases, by its bare name."""
        if isinstance(what, tree.Field):
            return self._of_member(f"{self.me()}.{self.project.attribute(owner, what)}", name, owner)
        kind = self._kind_of_member(name, owner)
        constant = self.project.class_of_its_name(owner, what)
        if constant is not None:
            return self.of_class(constant)
        if not self.scope.function:
            of = "" if owner is self.scope.facts else f"{self.of_class(owner).text}."
            return Code(f"{of}{member_name(name)}", kind=kind)
        positive = isinstance(what, tree.EnumMember)
        return Code(f"{self.me()}.{member_name(name)}", kind=kind, positive=positive)

    def myself(self) -> Code:
        """Return the object that a member is looked up in, with what is known of it."""
        return Code(self.me(), kind=self.scope.facts.native, facts=self.scope.facts)

    def _of_member(self, text: str, name: str, owner: ClassFacts) -> Code:
        """Return a member of a class of the project, with what is known of its value."""
        what = owner.members.get(name)
        if not isinstance(what, tree.Field):
            return Code(text, kind=self._kind_of_member(name, owner))
        if what.onready and isinstance(what.value, tree.Cast) and what.type is None:
            return self.declared(
                Code(text, kind=class_kind(written(what.value.type))), what.value.type, owner
            )
        if what.inferred and what.value is not None:
            first = Expressions(Scope(self.module, owner)).silent(what.value)
            if what.onready and self._is_untold(owner, what):
                first = first._replace(seen=Seen.ANY)
            return first._replace(text=text, level=Level.ATOM, kind=_of_value(first.kind), positive=False)
        if self.project.is_set_once(what):
            first = Expressions(Scope(self.module, owner)).silent(what.value or tree.Literal(0, None))
            if is_object(first.kind) and first.kind != "self":
                return first._replace(text=text, level=Level.ATOM)
        code = Code(text, kind=self._kind_of_member(name, owner))
        return self.declared(code, what.type, owner, untold=self._is_untold(owner, what))

    def _is_untold(self, owner: ClassFacts, field: tree.Field) -> bool:
        """Return whether type checkers do not see the type of a field: a function gives its value."""
        if field.onready:
            is_get = isinstance(field.value, tree.Call) and last_name(field.value.function) == "get_node"
            return not is_get and not isinstance(field.value, (tree.NodeAt, tree.Cast))
        if field.exported is not None or field.mode:
            return bool(field.mode) or not is_told_by_export(field)
        return bool(field.setter or field.getter) and not self.project.is_split(owner, field)

    def declared(
        self, code: Code, type_: tree.Expression | None, owner: ClassFacts, *, untold: bool = False
    ) -> Code:
        """Return what has a type, with the class that it is of, and what type checkers take it for."""
        if type_ is None:
            return code._replace(seen=Seen.ANY)
        facts = self.project.class_at(type_, owner)
        here = not untold and (facts is not None or bool(module_of(written(type_))))
        kind = facts.native if facts is not None else code.kind
        return code._replace(kind=kind, facts=facts, seen=Seen.AS_IT_IS if here else Seen.ANY)

    def _kind_of_member(self, name: str, owner: ClassFacts) -> str:
        found = owner.find(name)
        assert found is not None
        what = found[1]
        if isinstance(what, tree.Field):
            declared = self.declared_kind(what.type, what.inferred, what.value)
            return declared or self.project.certain_field(what)
        if isinstance(what, tree.Constant):
            return self.certain_kind(what.value)
        if isinstance(what, tree.EnumMember):
            return "enum" if what.name == name else "int"
        if isinstance(what, tree.Class):
            return "class"
        return "Signal" if isinstance(what, tree.SignalMember) else ""

    def declared_kind(
        self, type_: tree.Expression | None, inferred: bool, value: tree.Expression | None
    ) -> str:
        """Return the kind of a variable, if it has a type: a first value says nothing of later ones."""
        if type_ is not None:
            name = written(type_)
            return name if name in BUILT_IN else class_kind(name)
        return self.certain_kind(value) if inferred and value is not None else ""

    def certain_kind(self, value: tree.Expression) -> str:
        """Return the kind of an expression without writing it."""
        return _of_value(self.silent(value).kind)

    def _global(self, one: tree.Name) -> Code:
        """Return a name that is there everywhere."""
        name = one.name
        if name in _CONSTANTS:
            return Code(self.module.use("engine", name), kind="float")
        if name in self.project.autoloads:
            if name == self.project.classes[self.module.path].name:  # which the module has already
                return Code(f"{self.module.use(GDSCRIPT, 'autoload')}({quoted(name)})", kind="")
            return Code(self.module.use("autoload", name), kind="")
        if name in self.project.named:
            return self.of_class(self.project.named[name])
        if name in _TYPES:
            return Code(_TYPES[name], kind="class")
        kind = SINGLETONS.get(name, "class" if name in classes() or name in BUILT_IN else "int")
        module = module_of(name)
        if module:
            return Code(self.module.use(module, name), kind=kind)
        if name == "GDScriptFunctionState":
            return Code(self.helper("Task", one.line), kind="class")
        base = self._nearest(name)
        if base:
            self.module.note(
                one.line, f"There is no {name} here; {base} is the nearest that there is.", serious=True
            )
            self.module.use(module_of(base), base)
            if name == "Reference":
                return Code(base, kind="class")
            self.module.stand_ins[name] = base
            return Code(name, kind="class")
        self.module.note(one.line, f"There is no {name} here.", serious=True)
        if self.is_of_missing_base():
            self.scope.unsafe("attr-defined")
            return Code(f"{self.me()}.{member_name(name)}", seen=Seen.ANY)
        self.scope.unsafe("name-defined")
        return Code(member_name(name))

    def is_of_missing_base(self) -> bool:
        """Return whether a name that nothing has is one of a base that is not known here."""
        return any(one.missing_base for one in self.scope.facts.lineage())

    def say_missing(self, found: Found, name: str, line: int, of: str = "") -> None:
        """Say so if a member of one of the engine's classes, or of an heir `of` it, is not here."""
        owner = found.owner.removeprefix("_")
        owner = owner if is_missing(owner, name) else of.removeprefix("_")
        if is_missing(owner, name):
            self.module.note(line, f"{owner} has no {name} here.", serious=True)

    def _nearest(self, name: str) -> str:
        """Return the nearest base of a class of the engine that is here."""
        one = classes().get(class_kind(name))
        while one is not None and not module_of(one.name):
            one = classes().get(one.base)
        return one.name if one is not None else ""

    def of_class(self, facts: ClassFacts) -> Code:
        """Return a class of the project."""
        if facts.path == self.module.path:
            return Code(facts.qualified, kind="class")
        outermost = facts
        while outermost.outer is not None:
            outermost = outermost.outer
        self.module.use(facts.module, outermost.name)
        return Code(facts.qualified, kind="class")

    def type(self, one: tree.Expression) -> Code:
        """Return the class that a type's name means."""
        facts = self.project.class_at(one, self.scope.facts)
        if facts is None:
            return self.write(one)
        if facts.outer is not None and facts.path == self.module.path and not self.scope.function:
            return Code(facts.name, kind="class")
        return self.of_class(facts)

    # Members and elements.

    def _attribute(self, one: tree.Attribute) -> Code:
        name = one.name
        of = self.plain(one.of)
        if of.kind == "self":
            return self._of_self(one)
        if of.kind == "enum":
            return Code(f"{of.at(Level.ATOM)}.{member_name(name)}", kind="int", positive=True)
        if name == "resource_path" and of.text == "type(self)":
            return Code(quoted(self.module.path), kind="String")
        self.checked(of, name)
        if of.kind == "Task" and of.seen is not Seen.ANY:
            self.scope.unsafe("attr-defined")  # of what it gives, once it has been waited for
        own = of.facts.find(name) if of.facts is not None else None
        if own is not None:
            return self._of_member(f"{of.at(Level.ATOM)}.{member_name(name)}", name, own[0])
        if of.kind in VECTORS:
            return Code(f"{of.at(Level.ATOM)}.{name}", kind=FIELD_KINDS.get((of.kind, name), "float"))
        if of.kind == "Dictionary" or (not of.kind and self.is_key(name)):
            return Code(f"{of.at(Level.ATOM)}[{quoted(name)}]")
        if of.kind == "class" and (written(one.of) in VECTORS):
            return Code(f"{of.at(Level.ATOM)}.{name}", kind=written(one.of))
        found = member(name, written(one.of) if of.kind == "class" else of.kind) if of.kind else None
        if found is not None:
            self.say_missing(found, name, one.line, written(one.of) if of.kind == "class" else of.kind)
        if found is None and of.kind in ("", "Node") and name not in self.project.member_names:
            shared = kind_everywhere(name)
            return Code(f"{of.at(Level.ATOM)}.{member_name(name)}", kind=shared if shared in VECTORS else "")
        constant = self.project.class_at(one, self.scope.facts) if of.kind == "class" else None
        if constant is not None and constant.outer is None:
            return self.of_class(constant)
        facts = self.project.class_at(one.of, self.scope.facts) if of.kind == "class" else None
        if facts is not None and facts.find(name) is not None:
            return Code(f"{of.at(Level.ATOM)}.{member_name(name)}", kind=self._kind_of_member(name, facts))
        kind = found.kind if found is not None else "int" if of.kind == "class" and name.isupper() else ""
        if of.kind == "class" and not self._has_constant(one.of, name):
            self.scope.unsafe("attr-defined")
        return Code(f"{of.at(Level.ATOM)}.{member_name(name)}", kind=kind, seen=checked.seen(name))

    def _has_constant(self, of: tree.Expression, name: str) -> bool:
        """Return whether a class of the engine's that is here has a constant; of others it is not asked."""
        kind = class_kind(written(of))
        return not module_of(written(of)) or not kind or checked.has(None, kind, name)

    def _of_self(self, one: tree.Attribute) -> Code:
        """Return `self.a`, which asks setters and getters."""
        found = self.scope.facts.find(one.name)
        text = f"self.{member_name(one.name)}"
        if found is not None:
            return self._of_member(text, one.name, found[0])
        native = member(one.name, self.scope.facts.native)
        self.checked(self.myself(), one.name)
        return Code(text, kind=native.kind if native else "", seen=checked.seen(one.name))

    def is_key(self, name: str) -> bool:
        """Return whether `.name` of an unknown value is more likely a key than a member."""
        return name in self.project.keys and name not in COORDINATES and self.project.is_free(name)

    def named(self, one: tree.Expression) -> tree.Expression:
        """Return an element of an object or a vector, `a["b"]`, as what it is, `a.b`."""
        if not isinstance(one, tree.Index) or not isinstance(one.index, tree.Literal):
            return one
        kind, key = self.plain(one.of).kind, one.index.value
        if isinstance(key, int) and 0 <= key < len(VECTORS.get(kind, ())):
            key = VECTORS[kind][key]
        is_member = isinstance(key, str) and key.isidentifier() and (kind in VECTORS or is_object(kind))
        return tree.Attribute(one.line, one.of, str(key)) if is_member else one

    def _index(self, one: tree.Index) -> Code:
        named = self.named(one)
        if isinstance(named, tree.Attribute):
            return self._attribute(named)
        of = self.plain(one.of)
        if is_object(of.kind):
            return Code(f"{of.at(Level.ATOM)}.get({self.text(one.index, Level.TERNARY)})")
        if of.kind == "enum":
            return Code(f"{of.at(Level.ATOM)}[{self.text(one.index)}]", kind="int", positive=True)
        key = self.key(one.index)
        if isinstance(one.of, tree.Call) and last_name(one.of.function) in (
            "get_children",
            "get_nodes_in_group",
        ):
            return Code(f"{of.at(Level.ATOM)}[{key}]", kind="Node")
        if of.kind != "Dictionary" and self._is_part(one.index):
            key = f"int({key})"  # which cuts a float, as GDScript does
        return Code(f"{of.at(Level.ATOM)}[{key}]", kind=ELEMENTS.get(of.kind, ""))

    def _is_part(self, index: tree.Expression) -> bool:
        """Return whether an index is a part of a vector: a float, of arrays of arrays."""
        return (
            isinstance(index, tree.Attribute)
            and index.name in COORDINATES
            and self.plain(index).kind == "float"
        )

    # Operators.

    def _unary(self, one: tree.Unary) -> Code:
        if one.operator == "not":
            return self.condition(one)
        operand = self.write(one.operand)
        return Code(f"{one.operator}{operand.at(Level.SIGN)}", Level.SIGN, operand.kind)

    def _binary(self, one: tree.Binary) -> Code:
        operator = one.operator
        if operator in ("and", "or"):
            return self._logic(one)
        left, right = self.write(one.left), self.write(one.right)
        level = _BINARY[operator]
        if operator in ("==", "!="):
            return self._equality(one, left, right)
        if operator == "/":
            return self.divided(left, right, one.line)
        if operator == "%":
            return self.rest(left, one.right, right, one.line)
        tighter = Level(level + 1)
        if level is Level.COMPARISON:
            if operator == "in" and (is_object(right.kind) or right.kind == "class"):
                return Code(f"hasattr({right.at(Level.TERNARY)}, {left.at(Level.TERNARY)})", kind="bool")
            if operator == "in" and right.kind == "Dictionary":
                left = self.looked_up(one.left, left)
            return Code(f"{left.at(tighter)} {operator} {right.at(tighter)}", level, "bool")
        self._say_what_ends_it(one, left, right)
        if operator == "<<" and not (right.text.isdigit() and int(right.text) < 63):
            return Code(f"{self.helper('shift_left', one.line)}({left.text}, {right.text})", kind="int")
        kind = _sum_kind(operator, left.kind, right.kind)
        positive = left.positive and right.positive and operator in "+*|&"
        return Code(f"{left.at(level)} {operator} {right.at(tighter)}", level, kind, positive)

    def _say_what_ends_it(self, one: tree.Binary, left: Code, right: Code) -> None:
        """Say what is known to end a function in Godot, and mark what does so in Python, too."""
        kinds = (left.kind, right.kind)
        if one.operator == "*" and "String" in kinds and set(kinds) & {"int", "float"}:
            self.module.note(
                one.line, "Godot ends the function here: a text is not multiplied.", serious=True
            )
        firsts = {left.kind or self._first_kind(one.left), right.kind or self._first_kind(one.right)}
        if one.operator == "+" and "String" in firsts and firsts & {"int", "float"}:
            self.scope.unsafe("operator")  # both end the function here

    def _first_kind(self, one: tree.Expression) -> str:
        """Return the kind of the first value of a field without a type, which tells type checkers."""
        is_own = isinstance(one, tree.Name) and one.name not in self.scope.locals
        found = self.scope.facts.find(last_name(one)) if is_own else None
        field = found[1] if found is not None else None
        is_plain = isinstance(field, tree.Field) and field.type is None and not field.setter
        if not isinstance(field, tree.Field) or not is_plain or field.onready or field.exported is not None:
            return ""
        return shown_kind(field.value) if field.value is not None else ""

    def looked_up(self, key: tree.Expression, code: Code) -> Code:
        """Return what is looked up in a dictionary."""
        if code.kind in ("float", "bool"):
            self.module.note(
                key.line, "1, 1.0 and true are three keys in Godot, and one in Python.", serious=True
            )
        return Code(self.key(key)) if code.kind in ("Array", "Dictionary") else code

    def _logic(self, one: tree.Binary) -> Code:
        """Return `and` and `or` as values: they are always True or False in GDScript."""
        code = self.condition(one)
        sides = (self.write(one.left).kind, self.write(one.right).kind)
        return code if sides == ("bool", "bool") else Code(f"bool({code.text})", kind="bool")

    def _equality(self, one: tree.Binary, left: Code, right: Code) -> Code:
        word = one.operator
        kinds = (left.kind, right.kind)
        if kinds == ("Dictionary", "Dictionary") and tree.Dictionary in (type(one.left), type(one.right)):
            self.module.note(one.line, "A dictionary is never equal to a new one in Godot: is it `empty()`?")
            return Code(str(word == "!="), kind="bool")
        is_made_here = any(isinstance(side, (tree.Array, tree.Dictionary)) for side in (one.left, one.right))
        if "null" in kinds and is_made_here:
            pass  # it never is
        elif "null" in kinds or kinds == ("Dictionary", "Dictionary"):
            word = "is" if word == "==" else "is not"
        elif "Dictionary" in kinds:
            self.module.note(one.line, "Godot compares dictionaries by identity, Python by what is in them.")
        elif kinds == ("Array", "Array") and {"int", "float"} <= self._number_kinds(one.left, one.right):
            self.module.note(
                one.line, "In arrays 1 and 1.0 differ in Godot, and are equal in Python.", serious=True
            )
        elif _never_compared(*kinds):
            self.module.note(
                one.line,
                f"Godot ends the function here: {kinds[0]} and {kinds[1]} are not compared.",
                serious=True,
            )
        sides = ["None" if code.kind == "null" else code.at(Level.BIT_OR) for code in (left, right)]
        return Code(f"{sides[0]} {word} {sides[1]}", Level.COMPARISON, "bool")

    def _number_kinds(self, *arrays: tree.Expression) -> set[str]:
        items = [item for array in arrays if isinstance(array, tree.Array) for item in array.items]
        return {self.write(item).kind for item in items}

    def divided(self, left: Code, right: Code, line: int) -> Code:
        """Return a division: of two ints it is one of ints, towards zero."""
        sides = (left.kind, right.kind)
        both = f"{left.at(Level.PRODUCT)} / {right.at(Level.SIGN)}"
        if sides == ("int", "int"):
            if left.positive and right.positive:
                return Code(
                    both.replace(" / ", " // ", 1)
                    if " / " not in left.text + right.text
                    else f"{left.at(Level.PRODUCT)} // {right.at(Level.SIGN)}",
                    Level.PRODUCT,
                    "int",
                    True,
                )
            return Code(f"int({both})", kind="int")
        if any(kind in VECTORS or kind == "float" for kind in sides):
            kind = next((kind for kind in sides if kind in VECTORS), "float")
            return Code(both, Level.PRODUCT, kind)
        return Code(f"{self.helper('div', line)}({left.at(Level.TERNARY)}, {right.at(Level.TERNARY)})")

    def rest(self, left: Code, argument: tree.Expression, right: Code, line: int) -> Code:
        """Return `%`, which formats a text and otherwise has the sign of the left side."""
        if left.kind == "String":
            return self._formatted(left, argument, right)
        if left.kind == right.kind == "int" and left.positive and right.positive:
            return Code(f"{left.at(Level.PRODUCT)} % {right.at(Level.SIGN)}", Level.PRODUCT, "int", True)
        kind = "int" if left.kind == right.kind == "int" else ""
        return Code(
            f"{self.helper('mod', line)}({left.at(Level.TERNARY)}, {right.at(Level.TERNARY)})", kind=kind
        )

    def _formatted(self, left: Code, argument: tree.Expression, right: Code) -> Code:
        values = argument.items if isinstance(argument, tree.Array) else [argument]
        kinds = [self.write(value).kind for value in values]
        if values and all(kind in TEXT_KINDS for kind in kinds):
            many = isinstance(argument, tree.Array)
            text = (
                f"({self.listed(values)}{',' if len(values) == 1 else ''})" if many else right.at(Level.SIGN)
            )
            return Code(f"{left.at(Level.PRODUCT)} % {text}", Level.PRODUCT, "String")
        self.module.use("engine", "godot_format")
        return Code(f"godot_format({left.at(Level.TERNARY)}, {right.at(Level.TERNARY)})", kind="String")

    def _ternary(self, one: tree.Ternary) -> Code:
        around = self.narrowing.take_in(one.condition)
        then = self.write(one.then)
        self.scope.narrowed = around
        otherwise = self.write(one.otherwise)
        if {"self"} < {then.kind, otherwise.kind}:
            then, otherwise = (
                code._replace(kind=self.scope.facts.native) if code.kind == "self" else code
                for code in (then, otherwise)
            )
        condition = self.condition(one.condition).at(Level.OR)
        text = f"{then.at(Level.OR)} if {condition} else {otherwise.at(Level.TERNARY)}"
        return Code(
            text,
            Level.TERNARY,
            then.kind if then.kind == otherwise.kind else "",
            then.positive and otherwise.positive,
            then.facts if then.facts is otherwise.facts else None,
            max(then.seen, otherwise.seen),
        )

    def _type_test(self, one: tree.TypeTest) -> Code:
        name = written(one.type)
        value = self.text(one.value, Level.TERNARY)
        if name in ("int", "bool", "float"):
            return Code(f"type({value}) is {_TYPES[name]}", Level.COMPARISON, "bool")
        return Code(f"isinstance({value}, {self.type(one.type).text})", kind="bool")

    def _cast(self, one: tree.Cast) -> Code:
        value = self.write(one.value)
        name = written(one.type)
        if name in SIMPLE:
            return self._calls.converted(name, [one.value], one.line)
        kind = name if name in classes() or name in BUILT_IN else ""
        facts = self.project.class_at(one.type, self.scope.facts)
        kind = facts.native if facts is not None else kind
        if isinstance(one.value, tree.NodeAt) or last_name(getattr(one.value, "function", one.value)) in (
            "get_node",
            "instance",
        ):
            return Code(value.text, value.level, kind, facts=facts, seen=Seen.ANY)
        text = f"{self.helper('as_type', one.line)}({value.at(Level.TERNARY)}, {self.type(one.type).text})"
        here = facts is not None or bool(module_of(name))
        return Code(text, kind=kind, facts=facts, seen=Seen.AS_IT_IS if here else Seen.ANY)


def is_told_by_export(field: tree.Field) -> bool:
    """Return whether an exported field says its class beside its first value, which is of a narrower one."""
    made, type_ = made_class(field.value), field.type
    if made is None or type_ is None or field.setter or field.getter:
        return False
    return written(type_) in classes() and bool(module_of(written(type_))) and written(made) != written(type_)


def is_object(kind: str) -> bool:
    """Return whether a kind is that of objects."""
    return kind == "self" or kind in classes()


def _of_value(kind: str) -> str:
    """Return the kind of a value that a variable may hold."""
    return "" if kind in ("self", "null", "class", "enum") else kind


def _never_compared(left: str, right: str) -> bool:
    """Return whether Godot refuses to compare two kinds."""
    groups = [{"int", "float"}, {"bool"}, {"String", "NodePath"}, {"Array"}, *({kind} for kind in VECTORS)]
    sides = [next((at for at, group in enumerate(groups) if kind in group), -1) for kind in (left, right)]
    return -1 not in sides and sides[0] != sides[1]


def _sum_kind(operator: str, left: str, right: str) -> str:
    """Return the kind of a sum, product or shift."""
    if left == right and left in (*NUMBERS, "String", *VECTORS, "Array"):
        return left
    if {left, right} == {"int", "float"}:
        return "float"
    vector = next((kind for kind in (left, right) if kind in VECTORS), "")
    return (
        vector if operator == "*" and (left in NUMBERS or right in NUMBERS or not left or not right) else ""
    )
