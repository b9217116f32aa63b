"""Expressions of GDScript as Python, with the kinds of their values as far as those are certain."""

from __future__ import annotations

from collections.abc import Callable

from ..base.godot_classes import Found, classes, member
from . import tree
from .code import Code, Level, quoted
from .godot3 import (
    BUILT_IN,
    FIELD_KINDS,
    NUMBERS,
    POOLS,
    SINGLETONS,
    VECTORS,
    kind_everywhere,
)
from .methods import DISPATCHED, GLOBALS, HELPERS, KINDS, ONLY_BUILT_IN, TEMPLATES, Row
from .names import GDSCRIPT, is_missing, member_name, module_of, names_in
from .project import ClassFacts, Project, absolute, last_name, written
from .scope import Module, Scope

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
_SIMPLE = (*NUMBERS, "bool", "String")
_TEXT_KINDS = ("String", "int")
"""Values whose text is the same in Python."""


class Expressions:
    """Writes the expressions of one function."""

    def __init__(self, scope: Scope) -> None:
        self.scope: Scope = scope
        self.module: Module = scope.module
        self.project: Project = scope.module.project
        self._writers: dict[type[tree.Expression], Callable[..., Code]] = {
            tree.Literal: self._literal,
            tree.Name: self._name,
            tree.NodeAt: self._node_at,
            tree.PathLiteral: self._path,
            tree.Array: self._array,
            tree.Dictionary: self._dictionary,
            tree.Attribute: self._attribute,
            tree.Index: self._index,
            tree.Call: self._call,
            tree.BaseCall: self._base_call,
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
        return self._writers[type(one)](one)

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
            left, right = self.condition(one.left), self.condition(one.right)
            return Code(f"{left.at(level)} {one.operator} {right.at(Level(level + 1))}", level, "bool")
        if isinstance(one, tree.Unary) and one.operator == "not":
            return Code(f"not {self.condition(one.operand).at(Level.NOT)}", Level.NOT, "bool")
        return self.write(one)

    def helper(self, name: str, line: int) -> str:
        """Return the name of a function that only ported scripts use."""
        self.module.helped.add(line)
        return self.module.use(GDSCRIPT, name)

    # Values.

    def _literal(self, one: tree.Literal) -> Code:
        value = one.value
        if isinstance(value, str):
            return Code(quoted(value), kind="String")
        if isinstance(value, bool) or value is None:
            return Code(str(value), kind="bool" if value is not None else "null")
        if isinstance(value, int) and value >= 1 << 62:
            self.module.note(
                one.line, "Numbers have 64 bits in Godot, and as many as they need in Python.", serious=True
            )
        source = one.source.lstrip("0") or "0" if one.source.isdigit() else one.source
        return Code(source, kind=type(value).__name__, positive=True)

    def _node_at(self, one: tree.NodeAt) -> Code:
        return Code(f"{self.me()}.get_node({quoted(one.path)})", kind="Node")

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
        if not self.scope.function:
            self.scope.reads_self = True
        return self.scope.facts.qualified if self.scope.static else "self"

    def _name(self, one: tree.Name) -> Code:
        name = one.name
        if name == "self":
            return Code("self", kind="self")
        if name in self.scope.locals:
            local = self.scope.locals[name]
            return Code(local.name, kind=local.kind, positive=local.positive)
        found = self.scope.facts.find(name)
        if found is not None:
            return self._own(name, *found)
        outer = self.scope.facts.outer
        while outer is not None:
            if outer.find(name) and not isinstance(outer.find(name)[1], (tree.Field, tree.Function)):  # type: ignore[index]
                return Code(f"{outer.qualified}.{member_name(name)}", kind=self._kind_of_member(name, outer))
            if outer.name == name:
                return Code(outer.qualified, kind="class")
            outer = outer.outer
        native = member(name, self.scope.facts.native)
        if native is not None and not (native.sort == "constant" and module_of(name)):
            self._say_missing(native, name, one.line)
            return Code(f"{self.me()}.{member_name(name)}", kind=native.kind)
        return self._global(one)

    def _own(self, name: str, owner: ClassFacts, what: tree.Member) -> Code:
        """Return a member of the script's own class or its bases, by its bare name."""
        kind = self._kind_of_member(name, owner)
        if isinstance(what, tree.Field):
            plain = f"_{name}" if self.project.is_split(owner, what) else member_name(name)
            return Code(f"{self.me()}.{plain}", kind=kind)
        if not self.scope.function and owner is self.scope.facts:
            return Code(member_name(name), kind=kind)
        positive = isinstance(what, tree.EnumMember)
        return Code(f"{self.me()}.{member_name(name)}", kind=kind, positive=positive)

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
            return name if name in BUILT_IN or name in classes() else ""
        return self.certain_kind(value) if inferred and value is not None else ""

    def certain_kind(self, value: tree.Expression) -> str:
        """Return the kind of an expression without writing it."""
        scope, module = self.scope, self.module
        kept = set(module.imports), list(module.notes), set(module.helped), scope.waits
        kind = self.write(value).kind
        module.imports, module.notes, module.helped, scope.waits = kept
        return "" if kind in ("self", "null", "class", "enum") else kind

    def _global(self, one: tree.Name) -> Code:
        """Return a name that is there everywhere."""
        name = one.name
        if name in _CONSTANTS:
            return Code(self.module.use("engine", name), kind="float")
        if name in self.project.autoloads:
            return Code(self.module.use("autoload", name), kind="")
        if name in self.project.named:
            return self._class(self.project.named[name])
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
            return Code(self.module.use(module_of(base), base), kind="class")
        self.module.note(one.line, f"There is no {name} here.", serious=True)
        return Code(member_name(name))

    def _say_missing(self, found: Found, name: str, line: int) -> None:
        """Say so if a member of one of the engine's classes is not here."""
        owner = found.owner.removeprefix("_")
        if is_missing(owner, name):
            self.module.note(line, f"{owner} has no {name} here.", serious=True)

    def _nearest(self, name: str) -> str:
        """Return the nearest base of a class of the engine that is here."""
        one = classes().get(name)
        while one is not None and not module_of(one.name):
            one = classes().get(one.base)
        return one.name if one is not None else ""

    def _class(self, facts: ClassFacts) -> Code:
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
        return self._class(facts)

    # Members and elements.

    def _attribute(self, one: tree.Attribute) -> Code:
        name = one.name
        of = self.plain(one.of)
        if of.kind == "self":
            return self._of_self(one)
        if of.kind == "enum":
            return Code(f"{of.at(Level.ATOM)}.{member_name(name)}", kind="int", positive=True)
        if of.kind in VECTORS:
            return Code(f"{of.at(Level.ATOM)}.{name}", kind=FIELD_KINDS.get((of.kind, name), "float"))
        if of.kind == "Dictionary" or (not of.kind and self.is_key(name)):
            return Code(f"{of.at(Level.ATOM)}[{quoted(name)}]")
        if of.kind == "class" and (written(one.of) in VECTORS):
            return Code(f"{of.at(Level.ATOM)}.{name}", kind=written(one.of))
        found = member(name, of.kind) if of.kind else None
        if found is None and of.kind in ("", "Node") and name not in self.project.member_names:
            shared = kind_everywhere(name)
            return Code(f"{of.at(Level.ATOM)}.{member_name(name)}", kind=shared if shared in VECTORS else "")
        kind = found.kind if found is not None else "int" if of.kind == "class" and name.isupper() else ""
        return Code(f"{of.at(Level.ATOM)}.{member_name(name)}", kind=kind)

    def _of_self(self, one: tree.Attribute) -> Code:
        """Return `self.a`, which asks setters and getters."""
        found = self.scope.facts.find(one.name)
        if found is not None:
            return Code(f"self.{member_name(one.name)}", kind=self._kind_of_member(one.name, found[0]))
        native = member(one.name, self.scope.facts.native)
        return Code(f"self.{member_name(one.name)}", kind=native.kind if native else "")

    def is_key(self, name: str) -> bool:
        """Return whether `.name` of an unknown value is more likely a key than a member."""
        return name in self.project.keys and self.project.is_free(name)

    def _index(self, one: tree.Index) -> Code:
        of = self.plain(one.of)
        if of.kind == "enum":
            return Code(f"{of.at(Level.ATOM)}[{self.text(one.index)}]", kind="int", positive=True)
        kind = {
            "String": "String",
            "PoolStringArray": "String",
            "PoolIntArray": "int",
            "PoolByteArray": "int",
        }
        return Code(f"{of.at(Level.ATOM)}[{self.key(one.index)}]", kind=kind.get(of.kind, ""))

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
            if operator == "in" and right.kind == "Dictionary":
                left = self._looked_up(one.left, left)
            return Code(f"{left.at(tighter)} {operator} {right.at(tighter)}", level, "bool")
        self._say_what_ends_it(one, left, right)
        if operator == "<<" and not (right.text.isdigit() and int(right.text) < 63):
            return Code(f"{self.helper('shift_left', one.line)}({left.text}, {right.text})", kind="int")
        kind = _sum_kind(operator, left.kind, right.kind)
        positive = left.positive and right.positive and operator in "+*|&"
        return Code(f"{left.at(level)} {operator} {right.at(tighter)}", level, kind, positive)

    def _say_what_ends_it(self, one: tree.Binary, left: Code, right: Code) -> None:
        """Say what is known to end a function in Godot."""
        kinds = (left.kind, right.kind)
        if one.operator == "*" and "String" in kinds and set(kinds) & {"int", "float"}:
            self.module.note(
                one.line, "Godot ends the function here: a text is not multiplied.", serious=True
            )

    def _looked_up(self, key: tree.Expression, code: Code) -> Code:
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
        if "null" in kinds or kinds == ("Dictionary", "Dictionary"):
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
        return Code(f"{left.at(Level.BIT_OR)} {word} {right.at(Level.BIT_OR)}", Level.COMPARISON, "bool")

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
        if values and all(kind in _TEXT_KINDS for kind in kinds):
            many = isinstance(argument, tree.Array)
            text = (
                f"({self.listed(values)}{',' if len(values) == 1 else ''})" if many else right.at(Level.SIGN)
            )
            return Code(f"{left.at(Level.PRODUCT)} % {text}", Level.PRODUCT, "String")
        self.module.use("engine", "godot_format")
        return Code(f"godot_format({left.at(Level.TERNARY)}, {right.at(Level.TERNARY)})", kind="String")

    def _ternary(self, one: tree.Ternary) -> Code:
        then, otherwise = self.write(one.then), self.write(one.otherwise)
        condition = self.condition(one.condition).at(Level.OR)
        text = f"{then.at(Level.OR)} if {condition} else {otherwise.at(Level.TERNARY)}"
        return Code(
            text,
            Level.TERNARY,
            then.kind if then.kind == otherwise.kind else "",
            then.positive and otherwise.positive,
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
        if name in _SIMPLE:
            return self._converted(name, [one.value], one.line)
        kind = name if name in classes() or name in BUILT_IN else ""
        if isinstance(one.value, tree.NodeAt) or last_name(getattr(one.value, "function", one.value)) in (
            "get_node",
            "instance",
        ):
            return Code(value.text, value.level, kind)
        text = f"{self.helper('as_type', one.line)}({value.at(Level.TERNARY)}, {self.type(one.type).text})"
        return Code(text, kind=kind)

    # Calls.

    def _call(self, one: tree.Call) -> Code:
        function = one.function
        if isinstance(function, tree.Name):
            return self._named_call(one, function.name)
        if isinstance(function, tree.Attribute):
            return self._method_call(one, function)
        return Code(f"{self.text(function, Level.ATOM)}({self.listed(one.arguments)})")

    def _base_call(self, one: tree.BaseCall) -> Code:
        name = "__init__" if one.name == "_init" else member_name(one.name)
        return Code(f"super().{name}({self.listed(one.arguments)})")

    def _named_call(self, one: tree.Call, name: str) -> Code:
        if name == "yield":
            return self._waited(one)
        if name in ("preload", "load") and len(one.arguments) == 1:
            return self._loaded(one)
        facts = self.scope.facts
        if facts.find(name) is not None:
            return self._done(f"{self.me()}.{member_name(name)}", one, name)
        native = member(name, facts.native)
        if native is not None and native.sort == "method":
            self._say_missing(native, name, one.line)
            return self._native_call(one, name, native.kind)
        if name in VECTORS or name in POOLS or name in ("NodePath", "RID"):
            self.module.use("engine", name)
            return Code(f"{name}({self.listed(one.arguments)})", kind=name)
        return self._function(one, name)

    def _native_call(self, one: tree.Call, name: str, kind: str) -> Code:
        """Return the call of a method that the engine's class has."""
        if name == "get_node" and one.arguments:
            kind = "Node"
        return Code(f"{self.me()}.{member_name(name)}({self.listed(one.arguments)})", kind=kind)

    def _done(self, function: str, one: tree.Call, name: str) -> Code:
        """Return the call of a function of the project."""
        kind = ""
        found = self.scope.facts.find(name)
        if found is not None and isinstance(found[1], tree.Function) and found[1].returns is not None:
            kind = self.declared_kind(found[1].returns, False, None)
        if name in self.project.waiting:
            kind = "Task"
        return Code(f"{function}({self.listed(one.arguments)})", kind=kind)

    def _function(self, one: tree.Call, name: str) -> Code:
        """Return the call of a function of the language."""
        arguments = one.arguments
        if name in _SIMPLE or name == "str" or name == "int":
            return self._converted("String" if name in ("str", "String") else name, arguments, one.line)
        if name in ("Array", "Dictionary"):
            made = ("[]", "{}")[name == "Dictionary"] if not arguments else f"list({self.listed(arguments)})"
            return Code(made, kind=name)
        if name in ("abs", "min", "max", "clamp", "sign"):
            return self._same_kind(one, name)
        if name == "print":
            return Code(f"{self._print(arguments, one.line)}({self.listed(arguments)})")
        row = GLOBALS.get(name)
        if row is not None:
            text = row.text.format(all=self.listed(arguments))
            if text.startswith("math."):
                self.module.use("math", "")
            elif module_of(name) and name not in ("len", "range", "print"):
                self.module.use(module_of(name), name)
            return Code(text, row.level, row.kind, row.positive)
        if name == "assert":
            return Code(f"assert {self.listed(arguments)}")
        module = "engine" if name in names_in("engine") else module_of(name)
        if not module:
            self.module.note(one.line, f"There is no function {name} here.", serious=True)
        elif module == GDSCRIPT:
            self.helper(name, one.line)
        else:
            self.module.use(module, name)
        return Code(f"{member_name(name)}({self.listed(arguments)})", kind=KINDS.get(name, ""))

    def _print(self, arguments: list[tree.Expression], line: int) -> str:
        """Return the name of what prints: Python's own, if that prints the same."""
        if len(arguments) == 1 and self.write(arguments[0]).kind in _TEXT_KINDS:
            return "print"
        return self.helper("print", line)

    def _same_kind(self, one: tree.Call, name: str) -> Code:
        """Return a function whose value is of the kind of its arguments."""
        written_ = [self.write(argument) for argument in one.arguments]
        kinds = {code.kind for code in written_}
        kind = next(iter(kinds)) if len(kinds) == 1 else "float" if kinds == {"int", "float"} else ""
        positive = name == "abs" or all(code.positive for code in written_)
        if name in ("clamp", "sign"):
            self.module.use("engine", name)
        elif name != "abs" and kinds != {"int"}:
            self.helper(name, one.line)
        return Code(
            f"{name}({self.listed(one.arguments)})", kind=kind if kind in NUMBERS else "", positive=positive
        )

    def _converted(self, name: str, arguments: list[tree.Expression], line: int) -> Code:
        """Return a conversion to a text or a number."""
        if name == "String":
            if len(arguments) == 1 and self.write(arguments[0]).kind in _TEXT_KINDS:
                return Code(f"str({self.listed(arguments)})", kind="String")
            self.module.use("engine", "godot_str")
            return Code(f"godot_str({self.listed(arguments)})", kind="String")
        given = self.write(arguments[0]) if arguments else Code("", kind="int")
        if name == "bool" or given.kind in ("int", "float", "bool"):
            return Code(f"{name}({given.text})", kind=name, positive=given.positive)
        return Code(f"{self.helper(f'to_{name}', line)}({given.text})", kind=name)

    def _loaded(self, one: tree.Call) -> Code:
        """Return `preload` and `load`: a script is its class."""
        facts = self.project.class_at(one, self.scope.facts)
        if facts is not None:
            return self._class(facts)
        assert isinstance(one.function, tree.Name)
        name = one.function.name
        path = one.arguments[0]
        if isinstance(path, tree.Literal) and isinstance(path.value, str):
            path = tree.Literal(path.line, absolute(path.value, self.module.path))
        if isinstance(path, tree.Literal) and str(path.value).endswith(".gd"):
            self.module.note(one.line, f"There is no script {path.value} in this project.", serious=True)
        module = module_of(name)
        if not module:
            self.module.note(one.line, f"There is no function {name} here.", serious=True)
        return Code(f"{self.module.use(module, name) if module else name}({self.text(path)})")

    def _waited(self, one: tree.Call) -> Code:
        """Return what `yield` is."""
        self.scope.waits = True
        if len(one.arguments) != 2:
            self.module.note(
                one.line, "A bare yield, resumed by hand, has no counterpart: await a signal.", serious=True
            )
            return Code(f"await {self.helper('bare_yield', one.line)}()", Level.AWAIT)
        what, name = one.arguments
        if isinstance(name, tree.Literal) and isinstance(name.value, str):
            if name.value == "completed":
                waited = self.write(what)
                return Code(f"await {waited.at(Level.ATOM)}", Level.AWAIT)
            signal = f"{self.text(what, Level.ATOM)}.{member_name(name.value)}"
        else:
            signal = f"getattr({self.text(what, Level.TERNARY)}, {self.text(name, Level.TERNARY)})"
        return Code(f"await {signal}", Level.AWAIT)

    # Methods.

    def _method_call(self, one: tree.Call, function: tree.Attribute) -> Code:
        name = function.name
        of = self.plain(function.of)
        if name == "new":
            return self._made(one, function, of)
        if of.kind == "enum":
            return self._of_enum(one, name, of)
        if of.kind == "self":
            return self._done(f"self.{member_name(name)}", one, name)
        if self._is_built_in(name, of.kind):
            return self._of_value(one, name, of)
        found = member(name, of.kind) if of.kind in classes() else None
        kind = found.kind if found is not None else ""
        if found is not None:
            self._say_missing(found, name, one.line)
        if name in self.project.waiting:
            kind = "Task"
        if of.kind in VECTORS:
            kind = {"length": "float", "distance_to": "float", "normalized": of.kind}.get(name, "")
        return Code(f"{of.at(Level.ATOM)}.{member_name(name)}({self.listed(one.arguments)})", kind=kind)

    def _is_built_in(self, name: str, kind: str) -> bool:
        """Return whether the method is one of a text, an array or a dictionary, as far as can be told."""
        if kind in TEMPLATES and kind:
            return True
        return not kind and (
            name in DISPATCHED or (name in ONLY_BUILT_IN and name not in self.project.member_names)
        )

    def _of_value(self, one: tree.Call, name: str, of: Code) -> Code:
        """Return a method of a text, an array or a dictionary."""
        count = len(one.arguments)
        row = TEMPLATES[of.kind].get((name, count))
        if row is not None:
            return self._filled(row, of, one)
        if name in ("left", "right", "substr") and self._all_positive(one.arguments):
            return self._part(name, of, one)
        if name == "duplicate" and of.kind in ("Array", "Dictionary") and not count:
            return Code(f"{of.at(Level.ATOM)}.copy()", kind=of.kind)
        if name == "shuffle" and of.kind == "Array":
            return Code(f"{self.module.use('engine', 'shuffle')}({of.text})")
        if name in HELPERS:
            arguments = ", ".join(
                [of.at(Level.TERNARY), *(self.text(item, Level.TERNARY) for item in one.arguments)]
            )
            kind = HELPERS[name] or (of.kind if name == "duplicate" else "")
            function = self.module.use("engine", name) if name == "hash" else self.helper(name, one.line)
            return Code(f"{function}({arguments})", kind=kind)
        return Code(f"{of.at(Level.ATOM)}.{member_name(name)}({self.listed(one.arguments)})")

    def _filled(self, row: Row, of: Code, one: tree.Call) -> Code:
        level = Level.BIT_OR if row.level is Level.COMPARISON else Level.TERNARY
        whole = row.level is not Level.ATOM or row.text.startswith(("len(", "list(", "PoolByteArray("))
        plain = (
            of.at(Level.TERNARY) if row.text.startswith(("len(", "PoolByteArray(")) else of.at(Level.BIT_OR)
        )
        inner = plain if whole else of.at(Level.ATOM)
        if row.text.startswith(("list({o}.", "PoolByteArray({o}.", "not ")):
            inner = of.at(Level.ATOM)
        arguments = [self.text(item, level) for item in one.arguments]
        if row.level is Level.COMPARISON:
            key = self._looked_up(one.arguments[0], self.write(one.arguments[0]))
            arguments = [key.at(Level.BIT_OR)] if of.kind == "Dictionary" else arguments
        if row.text.startswith("PoolByteArray"):
            self.module.use("engine", "PoolByteArray")
        return Code(row.text.format(*arguments, o=inner), row.level, row.kind, row.positive)

    def _all_positive(self, arguments: list[tree.Expression]) -> bool:
        return all(self.write(argument).positive for argument in arguments)

    def _part(self, name: str, of: Code, one: tree.Call) -> Code:
        """Return a part of a text as a slice."""
        first = self.text(one.arguments[0], Level.TERNARY)
        if name == "left":
            part = f":{first}"
        elif name == "right" or len(one.arguments) == 1:
            part = f"{first}:"
        else:
            start, length = (getattr(argument, "value", None) for argument in one.arguments)
            end = start + length if isinstance(start, int) and isinstance(length, int) else None
            second = self.text(one.arguments[1], Level.SUM)
            part = (
                f"{first}:{end}"
                if end is not None
                else f"{first}:{self.text(one.arguments[0], Level.SUM)} + {second}"
            )
        return Code(f"{of.at(Level.ATOM)}[{part}]", kind="String")

    def _of_enum(self, one: tree.Call, name: str, of: Code) -> Code:
        """Return a method of the dictionary that a named enumeration is in GDScript."""
        members = f"{of.text}.__members__"
        match name:
            case "keys":
                return Code(f"list({members})", kind="Array")
            case "values":
                return Code(f"list({of.text})", kind="Array")
            case "size":
                return Code(f"len({of.text})", kind="int", positive=True)
            case "has":
                return Code(
                    f"{self.text(one.arguments[0], Level.BIT_OR)} in {members}", Level.COMPARISON, "bool"
                )
        return Code(
            f"{self.helper('enum_dictionary', one.line)}({of.text}).{name}({self.listed(one.arguments)})"
        )

    def _made(self, one: tree.Call, function: tree.Attribute, of: Code) -> Code:
        """Return `new`: a class is called."""
        facts = self.project.class_at(function.of, self.scope.facts)
        name = written(function.of)
        if facts is not None:
            made = (
                self.type(function.of).text
                if isinstance(function.of, tree.Call) or facts.path != self.module.path
                else of.text
            )
            return Code(f"{made}({self.listed(one.arguments)})", kind=facts.native)
        kind = name if name in classes() else ""
        return Code(f"{of.at(Level.ATOM)}({self.listed(one.arguments)})", kind=kind)


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
