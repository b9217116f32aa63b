"""Calls of GDScript as Python: of functions, of the project's and the engine's methods, and of values."""

from __future__ import annotations

from typing import Protocol

from .. import variant
from ..base.godot_classes import Found, classes, lineage, member
from . import checked, tree
from .code import Code, Level, Seen
from .godot3 import NUMBERS, POOLS, VECTORS, class_kind, number_everywhere
from .methods import (
    COLOURED,
    CUT,
    DISPATCHED,
    FUNCTIONS,
    GLOBALS,
    HELPERS,
    KINDS,
    OF_NODES,
    OF_VALUES,
    ONLY_BUILT_IN,
    POOLS_BECOME,
    SAME,
    TAKEN,
    TEMPLATES,
    Row,
)
from .names import GDSCRIPT, is_missing, member_name, method_name, module_of, names_in, taken_here
from .project import ClassFacts, Project, absolute, written
from .scope import Module, Scope

SIMPLE = (*NUMBERS, "bool", "String")
TEXT_KINDS = ("String", "int")
"""Values whose text is the same in Python."""
_OF_POOLS = {
    **dict.fromkeys(("compress", "decompress", "decompress_dynamic", "subarray"), "PoolByteArray"),
    "hex_encode": "String",
}
"""What methods of pool arrays return."""


class Writer(Protocol):
    """What writes the expressions that a call is made of."""

    scope: Scope
    module: Module
    project: Project

    def write(self, one: tree.Expression) -> Code:
        """Return an expression in Python."""

    def silent(self, one: tree.Expression) -> Code:
        """Return an expression, and leave nothing that came of writing it."""

    def plain(self, one: tree.Expression) -> Code:
        """Return an expression; a named enumeration is not yet a dictionary."""

    def text(self, one: tree.Expression, level: Level = Level.ANY) -> str:
        """Return the text of an expression."""

    def listed(self, items: list[tree.Expression]) -> str:
        """Return expressions with commas between them."""

    def key(self, one: tree.Expression) -> str:
        """Return the key of a dictionary."""

    def looked_up(self, key: tree.Expression, code: Code) -> Code:
        """Return what is looked up in a dictionary."""

    def me(self) -> str:
        """Return the object that a member is looked up in."""

    def helper(self, name: str, line: int) -> str:
        """Return the name of a function that only ported scripts use."""

    def type(self, one: tree.Expression) -> Code:
        """Return the class that a type's name means."""

    def of_class(self, facts: ClassFacts) -> Code:
        """Return a class of the project."""

    def declared_kind(
        self, type_: tree.Expression | None, inferred: bool, value: tree.Expression | None
    ) -> str:
        """Return the kind of a variable, if it has a type."""

    def say_missing(self, found: Found, name: str, line: int, of: str = "") -> None:
        """Say so if a member of one of the engine's classes is not here."""

    def declared(self, code: Code, type_: tree.Expression | None, owner: ClassFacts) -> Code:
        """Return what has a type, with the class that it is of."""

    def checked(self, of: Code, name: str) -> None:
        """Let type checkers be, if they do not know the member that a value is asked for."""

    def myself(self) -> Code:
        """Return the object that a member is looked up in."""

    def is_of_missing_base(self) -> bool:
        """Return whether a name that nothing has is one of a base that is not known here."""


def property_of(method: Found, name: str, kind: str) -> str:
    """Return the property that a getter or setter is of, if that is here and the method is not."""
    stem = name.removeprefix("get_").removeprefix("is_").removeprefix("set_")
    if stem == name or not is_missing(method.owner, name, kind):
        return ""
    names = (found for found in (stem, f"rect_{stem}") if checked.is_property(kind, found))
    return next((found for found in names if checked.has(None, kind, found)), "")


class Calls:
    """Writes calls by way of what writes their parts."""

    def __init__(self, writer: Writer) -> None:
        self.writer: Writer = writer

    def write(self, one: tree.Call) -> Code:
        """Return a call."""
        function = one.function
        if isinstance(function, tree.Name):
            return self._named_call(one, function.name)
        if isinstance(function, tree.Attribute):
            return self._method_call(one, function)
        return Code(f"{self.writer.text(function, Level.ATOM)}({self.writer.listed(one.arguments)})")

    def base(self, one: tree.BaseCall) -> Code:
        """Return a call of the base's method."""
        name = "__init__" if one.name == "_init" else method_name(one.name)
        base = self.writer.scope.facts.base
        waits = base is not None and self.writer.project.waits(base, one.name)
        native = member(one.name, self.writer.scope.facts.native)
        if native is not None and (base is None or base.find(one.name) is None):
            self._say_fewer(native, one.name, one)
        text = f"super().{name}({self.writer.listed(one.arguments)})"
        if waits or one.name == "_init":
            return Code(text, kind="Task" if one.name != "_init" else "")
        result = self._returned(base, one.name)
        self._let_be_null(one, result)
        return result._replace(text=text)

    def _named_call(self, one: tree.Call, name: str) -> Code:
        if name == "yield":
            return self._waited(one)
        if name in ("preload", "load") and len(one.arguments) == 1:
            return self._loaded(one)
        facts = self.writer.scope.facts
        if name == "_init":
            said = "`_init` is `__init__` here, which begins anew: let what is done again be another method."
            self.writer.module.note(one.line, said, serious=True)
            self.writer.scope.unsafe("attr-defined")
        if name not in FUNCTIONS and facts.find(name) is not None:
            return self._done(f"{self.writer.me()}.{method_name(name)}", one, name)
        if name == "get_script" and not self.writer.scope.static:
            return Code("type(self)", kind="class")
        native = member(name, facts.native)
        if native is not None and native.sort == "method" and name not in FUNCTIONS:
            if not one.arguments and (read := property_of(native, name, facts.native)):
                return self.writer.write(tree.Name(one.line, read))
            self.writer.say_missing(native, name, one.line, facts.native)
            self._say_fewer(native, name, one)
            self.writer.checked(self.writer.myself(), name)
            return self._native_call(one, name, native.kind)
        if name in VECTORS or name in POOLS or name in ("NodePath", "RID"):
            self.writer.module.use("engine", name)
            if name == "PoolStringArray" and len(one.arguments) == 1:
                return Code(f"{name}({self._texts(one.arguments[0])})", kind=name)
            return Code(f"{name}({self.writer.listed(one.arguments)})", kind=name)
        return self._function(one, name)

    def _say_fewer(self, found: Found, name: str, one: tree.Call | tree.BaseCall) -> None:
        """Say so if a method of one of the engine's classes takes fewer arguments here than it is given."""
        taken = taken_here(found.owner, name)
        if taken is None or len(one.arguments) <= taken:
            return
        self.writer.module.note(
            one.line,
            f"{found.owner.removeprefix('_')}.{name} takes {taken or 'no'} argument{'s' * (taken != 1)} here,"
            f" not {len(one.arguments)}.",
            serious=True,
        )
        self.writer.scope.unsafe("call-arg")

    def _texts(self, given: tree.Expression) -> str:
        """Return what texts are made of: elements of an array that are known to be none become texts."""
        if not isinstance(given, tree.Array):
            return self.writer.text(given)
        kinds = [self.writer.write(item).kind for item in given.items]
        texts = [
            self.writer.text(item, Level.TERNARY)
            if kind in ("", "String")
            else self.converted("String", [item], item.line).text
            for item, kind in zip(given.items, kinds, strict=True)
        ]
        return f"[{', '.join(texts)}]"

    def _native_call(self, one: tree.Call, name: str, kind: str) -> Code:
        """Return the call of a method that the engine's class has."""
        if name == "get_node" and one.arguments:
            kind = "Node"
        given = self._given(one, name, self.writer.scope.facts.native)
        text = f"{self.writer.me()}.{member_name(name)}({given})"
        nothing = not kind and checked.gives_nothing(name)
        result = Code(text, kind=kind, seen=Seen.NOTHING if nothing else checked.seen(name))
        self._let_be_null(one, result)
        return result

    def _given(self, one: tree.Call, name: str, of: str) -> str:
        """Return the arguments of a method of class `of`; what sets a whole number cuts a float."""
        if name in CUT:
            return self._cut(one.arguments)
        if (name in COLOURED or name in OF_NODES) and member(name, of) is not None:
            return self._given_to(one, name)
        found = None
        if name.startswith("set_") and of in classes():
            found = member(name.removeprefix("set_"), of) or member(f"get_{name.removeprefix('set_')}", of)
        if found is not None and found.kind in ("int", "Color") and len(one.arguments) == 1:
            code = self.writer.write(one.arguments[0])
            if (found.kind, code.kind) == ("Color", "String"):
                return f"{self.writer.module.use('engine', 'Color')}({code.text})"
            return f"int({code.text})" if (found.kind, code.kind) == ("int", "float") else code.text
        return self.writer.listed(one.arguments)

    def _cut(self, arguments: list[tree.Expression]) -> str:
        """Return arguments that are whole numbers: of a float the fraction is cut off."""
        codes = map(self.writer.write, arguments)
        return ", ".join(
            f"int({code.text})" if code.kind == "float" else code.at(Level.TERNARY) for code in codes
        )

    def _given_to(self, one: tree.Call, name: str) -> str:
        """Return the arguments of what takes a colour, which a text may say, or a node."""
        codes = [self.writer.write(argument) for argument in one.arguments]
        given = [code.at(Level.TERNARY) for code in codes]
        at = COLOURED.get(name, len(codes))
        if at < len(codes) and codes[at].kind == "String":
            given[at] = f"{self.writer.module.use('engine', 'Color')}({codes[at].text})"
        is_told = bool(codes) and codes[0].seen is Seen.AS_IT_IS
        if name in OF_NODES and is_told and codes[0].kind in ("Object", "Reference"):
            self.writer.scope.unsafe("arg-type")
        return ", ".join(given)

    def _done(self, function: str, one: tree.Call, name: str) -> Code:
        """Return the call of a function of the project."""
        found = self.writer.scope.facts.find(name)
        result = self._returned(self.writer.scope.facts, name)
        if self.writer.project.may_wait(self.writer.scope.facts, name):
            self._say_nothing_returned(self.writer.scope.facts, name)
            result = Code("", kind=self._task(one, name))
        self._let_be_null(one, result)
        if found is None:
            self.writer.checked(self.writer.myself(), name)
        owner, to = found if found is not None else (self.writer.scope.facts, None)
        given = self._passed(one, to, owner)
        return result._replace(text=f"{function}({given})")

    def _is_wider(self, code: Code, type_: tree.Expression, owner: ClassFacts) -> bool:
        """Return whether type checkers know an object as one of a base of a type: GDScript looks later."""
        facts = self.writer.project.class_at(type_, owner)
        if code.seen is Seen.ANY or code.kind not in classes():
            return False
        if code.facts is not None:
            return facts is not None and facts is not code.facts and code.facts in facts.lineage()
        wanted = facts.native if facts is not None else written(type_)
        is_base = any(one.name == code.kind for one in lineage(wanted))
        return is_base and (facts is not None or wanted != code.kind) and bool(module_of(code.kind))

    def _passed(self, one: tree.Call, to: tree.Member | None, owner: ClassFacts) -> str:
        """Return the arguments of a function of the project, as what its types make of them."""
        codes = [self.writer.write(argument) for argument in one.arguments]
        given = [code.at(Level.TERNARY) for code in codes]
        parameters = to.parameters if isinstance(to, tree.Function) else []
        for at, (parameter, code) in enumerate(zip(parameters, codes, strict=False)):
            type_ = written(parameter.type) if parameter.type is not None else ""
            if type_ in POOLS and code.kind == "Array":
                given[at] = f"{self.writer.module.use('engine', type_)}({code.text})"
            elif (type_, code.kind) == ("int", "float"):
                given[at] = f"int({code.text})"
            elif type_ == "Array" and code.kind in POOLS:
                given[at] = f"list({code.text})"
            elif type_ == "bool" and code.text.endswith(".pressed"):  # a signal, too
                given[at] = f"bool({code.text})"
            elif parameter.type is not None and (
                (code.kind == "class" and type_ in ("Object", "Reference", "Script"))
                or (code.kind == "self" and self.writer.is_of_missing_base() and type_ in classes())
                or self._is_wider(code, parameter.type, owner)
                or (code.seen is Seen.OR_NONE and code.kind in classes())
            ):
                self.writer.scope.unsafe("arg-type")
        return ", ".join(given)

    def _returned(self, facts: ClassFacts | None, name: str) -> Code:
        """Return what is known of the value of a method of the project, by the type that it says."""
        found = facts.find(name) if facts is not None else None
        if found is None or not isinstance(found[1], tree.Function) or found[1].returns is None:
            return Code("", seen=Seen.ANY)
        if written(found[1].returns) == "void":
            return Code("", seen=Seen.NOTHING)
        kind = self.writer.declared_kind(found[1].returns, False, None)
        return self.writer.declared(Code("", kind=kind), found[1].returns, found[0])

    def _let_be_null(self, one: tree.Expression, result: Code) -> None:
        """Let type checkers be with a value of a function that gives nothing, which is null in GDScript."""
        if result.seen is Seen.NOTHING and one is not self.writer.scope.bare:
            self.writer.scope.unsafe("func-returns-value")

    def _say_nothing_returned(self, facts: ClassFacts | None, name: str) -> None:
        """Let type checkers be, to whom a method that waits in an heir alone returns nothing to wait for."""
        found = facts.find(name) if facts is not None else None
        if facts is None or found is None or self.writer.project.waits(facts, name):
            return
        if isinstance(found[1], tree.Function) and found[1].returns is not None:
            self.writer.scope.unsafe("func-returns-value" if written(found[1].returns) == "void" else "")

    def _task(self, one: tree.Call, name: str) -> str:
        """Return the kind of what waits; what GDScript has at once, if it did not wait, has to be awaited."""
        if name in self.writer.project.waiting_sometimes and one is not self.writer.scope.bare:
            self.writer.module.note(
                one.line, f"{name} waits only sometimes in Godot, and is a Task always here: await it."
            )
        return "Task"

    def _function(self, one: tree.Call, name: str) -> Code:
        """Return the call of a function of the language."""
        arguments = one.arguments
        if name in SIMPLE or name == "str" or name == "int":
            return self.converted("String" if name in ("str", "String") else name, arguments, one.line)
        if name in ("Array", "Dictionary"):
            return self._container(name, arguments, one.line)
        if name in ("abs", "min", "max", "clamp", "sign"):
            return self._same_kind(one, name)
        if name == "print" and one is not self.writer.scope.bare:
            self.writer.scope.unsafe("func-returns-value")
        if name == "print":
            return Code(f"{self._print(arguments, one.line)}({self.writer.listed(arguments)})")
        row = GLOBALS.get(name)
        if row is not None:
            text = row.text.format(all=self.writer.listed(arguments))
            if text.startswith("math."):
                self.writer.module.use("math", "")
            elif module_of(name) and name not in ("len", "range", "print"):
                self.writer.module.use(module_of(name), name)
            return Code(text, row.level, row.kind, row.positive)
        if name == "assert":
            return Code(f"assert {self.writer.listed(arguments)}")
        module = "engine" if name in names_in("engine") else module_of(name)
        if not module:
            self.writer.module.note(one.line, f"There is no function {name} here.", serious=True)
            if self.writer.is_of_missing_base():
                self.writer.scope.unsafe("attr-defined")
                text = f"{self.writer.me()}.{member_name(name)}({self.writer.listed(arguments)})"
                return Code(text, seen=Seen.ANY)
            self.writer.scope.unsafe("name-defined")
        elif module == GDSCRIPT:
            self.writer.helper(name, one.line)
        else:
            self.writer.module.use(module, name)
        given = self._cut(arguments) if name == "wrapi" else self.writer.listed(arguments)
        return Code(f"{member_name(name)}({given})", kind=KINDS.get(name, ""))

    def _container(self, name: str, arguments: list[tree.Expression], line: int) -> Code:
        """Return an array or a dictionary: one made of one is the very same."""
        if not arguments:
            return Code("{}" if name == "Dictionary" else "[]", kind=name)
        given = self.writer.write(arguments[0])
        if name == "Dictionary" or given.kind == name:
            return given._replace(kind=name)
        function = "list" if given.kind in POOLS else self.writer.helper("to_array", line)
        return Code(f"{function}({given.text})", kind=name)

    def _print(self, arguments: list[tree.Expression], line: int) -> str:
        """Return the name of what prints: Python's own, if that prints the same."""
        if len(arguments) == 1 and self.writer.write(arguments[0]).kind in TEXT_KINDS:
            return "print"
        return self.writer.helper("print", line)

    def _same_kind(self, one: tree.Call, name: str) -> Code:
        """Return a function whose value is of the kind of its arguments."""
        written_ = [self.writer.write(argument) for argument in one.arguments]
        kinds = {code.kind for code in written_}
        kind = next(iter(kinds)) if len(kinds) == 1 else "float" if kinds == {"int", "float"} else ""
        positive = name == "abs" or all(code.positive for code in written_)
        if name in ("clamp", "sign"):
            self.writer.module.use("engine", name)
        elif name != "abs" and kinds != {"int"}:
            self.writer.helper(name, one.line)
        return Code(
            f"{name}({self.writer.listed(one.arguments)})",
            kind=kind if kind in NUMBERS else "",
            positive=positive,
        )

    def converted(self, name: str, arguments: list[tree.Expression], line: int) -> Code:
        """Return a conversion to a text or a number."""
        if name == "String":
            if len(arguments) == 1 and self.writer.write(arguments[0]).kind in TEXT_KINDS:
                return Code(f"str({self.writer.listed(arguments)})", kind="String")
            self.writer.module.use("engine", "godot_str")
            return Code(f"godot_str({self.writer.listed(arguments)})", kind="String")
        given = self.writer.write(arguments[0]) if arguments else Code("", kind="int")
        if name == "bool" or given.kind in ("int", "float", "bool"):
            return Code(f"{name}({given.text})", kind=name, positive=given.positive)
        return Code(f"{self.writer.helper(f'to_{name}', line)}({given.text})", kind=name)

    def _loaded(self, one: tree.Call) -> Code:
        """Return `preload` and `load`: a script is its class."""
        facts = self.writer.project.class_at(one, self.writer.scope.facts)
        if facts is not None:
            return self.writer.of_class(facts)
        assert isinstance(one.function, tree.Name)
        name = one.function.name
        path = one.arguments[0]
        if isinstance(path, tree.Literal) and isinstance(path.value, str):
            path = tree.Literal(path.line, absolute(path.value, self.writer.module.path))
        if isinstance(path, tree.Literal) and str(path.value).endswith(".gd"):
            self.writer.module.note(
                one.line, f"There is no script {path.value} in this project.", serious=True
            )
        module = module_of(name)
        if not module:
            self.writer.module.note(one.line, f"There is no function {name} here.", serious=True)
        return Code(f"{self.writer.module.use(module, name) if module else name}({self.writer.text(path)})")

    def _waited(self, one: tree.Call) -> Code:
        """Return what `yield` is."""
        self.writer.scope.waits = True
        if len(one.arguments) != 2:
            self.writer.module.note(
                one.line, "A bare yield, resumed by hand, has no counterpart: await a signal.", serious=True
            )
            return Code(f"await {self.writer.helper('bare_yield', one.line)}()", Level.AWAIT)
        what, name = one.arguments
        if isinstance(name, tree.Literal) and isinstance(name.value, str):
            if name.value == "completed":
                self.writer.scope.bare = what
                waited = self.writer.write(what)
                told = waited.kind not in ("", "Task") and waited.seen is not Seen.ANY
                is_nothing = isinstance(what, tree.Name) and waited.seen is Seen.NOTHING
                if told or is_nothing or self._waits_in_heirs(what):
                    self.writer.scope.unsafe("misc")  # it says what is there in the end
                return Code(f"await {waited.at(Level.ATOM)}", Level.AWAIT)
            of = self.writer.write(what)
            self.writer.checked(self.writer.myself() if of.kind == "self" else of, name.value)
            signal = f"{of.at(Level.ATOM)}.{member_name(name.value)}"
        else:
            signal = (
                f"getattr({self.writer.text(what, Level.TERNARY)}, {self.writer.text(name, Level.TERNARY)})"
            )
        return Code(f"await {signal}", Level.AWAIT)

    def _waits_in_heirs(self, what: tree.Expression) -> bool:
        """Return whether type checkers take a call for what it says: only an heir's method waits."""
        if not isinstance(what, tree.Call) or not isinstance(what.function, tree.Attribute):
            return False
        of, name = self.writer.silent(what.function.of), what.function.name
        facts = self.writer.scope.facts if of.kind == "self" else of.facts
        found = facts.find(name) if facts is not None and of.seen is not Seen.ANY else None
        if facts is None or found is None or self.writer.project.waits(facts, name):
            return False
        returns = getattr(found[1], "returns", None)
        return returns is not None and written(returns) != "void"

    # Methods.

    def _method_call(self, one: tree.Call, function: tree.Attribute) -> Code:
        name = function.name
        of = self.writer.plain(function.of)
        if name == "new":
            return self._made(one, function, of)
        if name == "to_string" and not one.arguments and name not in self.writer.project.method_names:
            return Code(f"{self.writer.module.use('engine', 'godot_str')}({of.text})", kind="String")
        if of.kind == "enum":
            return self._of_enum(one, name, of)
        if of.kind == "self":
            return self._of_self(one, name)
        if of.text == "str" and name == "humanize_size" and len(one.arguments) == 1:
            given = self._cut(one.arguments)
            return Code(f"{self.writer.helper(name, one.line)}({given})", kind="String")
        self._say_missing_of_class(one, function, of)
        if self._is_built_in(name, of.kind, len(one.arguments)):
            return self._of_value(one, name, of)
        return self._of_object(one, function, of)

    def _of_self(self, one: tree.Call, name: str) -> Code:
        """Return a method of the object itself: the engine's as if it stood alone, or the project's."""
        facts = self.writer.scope.facts
        native = member(name, facts.native)
        is_native = native is not None and native.sort == "method" and facts.find(name) is None
        if is_native and name not in FUNCTIONS and name != "get_script":
            return self._named_call(one, name)
        return self._done(f"self.{method_name(name)}", one, name)

    def _say_missing_of_class(self, one: tree.Call, function: tree.Attribute, of: Code) -> None:
        """Say so if a script, or the class of a built-in type, is asked for what Python's has not."""
        name = function.name
        if of.text == "type(self)" and self.writer.scope.facts.find(name) is None:
            self.writer.module.note(one.line, f"There is no {name} of scripts here.", serious=True)
            self.writer.scope.unsafe("attr-defined")
        if of.kind == "class" and of.text in ("bool", "dict", "float", "int", "list", "str"):
            self.writer.module.note(
                one.line, f"There is no {written(function.of)}.{name} here.", serious=True
            )
            self.writer.scope.unsafe("attr-defined")

    def _of_object(self, one: tree.Call, function: tree.Attribute, of: Code) -> Code:
        """Return a method of an object, of a vector and its like, or of what is not known."""
        name, project = function.name, self.writer.project
        found = member(name, of.kind) if of.kind in classes() else None
        own = of.facts or project.class_at(function.of, self.writer.scope.facts)
        result = self._returned(own, name)
        if found is not None:
            result = self._returned_by_engine(one, name, of, found, result)
        self.writer.checked(of, name)
        may_wait = found is None or own is not None or project.heirs_wait(of.kind, name)
        if name in project.waiting and may_wait:
            self._say_nothing_returned(of.facts, name)
            result = result._replace(kind=self._task(one, name))
        else:
            result = self._returned_at_once(one, of, result)
        result = self._told_by_name(one, name, of, found, result)
        if found is not None and not one.arguments and (read := property_of(found, name, of.kind)):
            return self.writer.write(tree.Attribute(one.line, function.of, read))
        to = own.find(name) if own is not None else None
        given = self._passed(one, to[1], to[0]) if to is not None else self._given(one, name, of.kind)
        return result._replace(text=f"{of.at(Level.ATOM)}.{method_name(name)}({given})")

    def _returned_by_engine(self, one: tree.Call, name: str, of: Code, found: Found, result: Code) -> Code:
        """Return what is known of the value of a method of one of the engine's classes, and of its heir's."""
        if not property_of(found, name, of.kind):
            self.writer.say_missing(found, name, one.line, of.kind)
        self._say_fewer(found, name, one)
        nothing = not found.kind and checked.gives_nothing(name)
        result = result._replace(seen=Seen.NOTHING if nothing else checked.seen(name, found.owner))
        if name == "duplicate":
            return result._replace(kind=of.kind, facts=of.facts)
        return result._replace(kind=found.kind)

    def _returned_at_once(self, one: tree.Call, of: Code, result: Code) -> Code:
        """Return what type checkers take the value of a method for that does not wait."""
        if of.seen is Seen.ANY:
            return result._replace(seen=Seen.ANY)
        if of.seen in (Seen.OR_ANY, Seen.OR_NONE) and result.seen is Seen.AS_IT_IS:
            return result._replace(seen=Seen.OR_ANY)  # of what is not of the class nothing is known
        self._let_be_null(one, result)
        return result

    def _told_by_name(self, one: tree.Call, name: str, of: Code, found: Found | None, result: Code) -> Code:
        """Return what the name of a method tells of its value, where no class does."""
        if of.kind in VECTORS:
            self._say_missing_of_value(one, name, of)
            return result._replace(kind=of.kind if name in SAME else OF_VALUES.get(name, ""))
        is_own = name in self.writer.project.method_names
        if found is None and of.kind in ("", "Node") and not is_own:
            return result._replace(kind=number_everywhere(name))
        if not of.kind and name in ONLY_BUILT_IN:
            self.writer.module.note(
                one.line, f"A script has a method {name}, as texts, arrays or dictionaries: which is it?"
            )
            self.writer.scope.unsafe("attr-defined")
        return result

    def _is_built_in(self, name: str, kind: str, count: int) -> bool:
        """Return whether the method is one of a text, an array or a dictionary, as far as can be told."""
        if kind in TEMPLATES and kind:
            return True
        return (
            not kind
            and count in TAKEN.get(name, (count,))
            and (
                name in DISPATCHED or (name in ONLY_BUILT_IN and name not in self.writer.project.method_names)
            )
        )

    def _of_value(self, one: tree.Call, name: str, of: Code) -> Code:
        """Return a method of a text, an array or a dictionary."""
        count = len(one.arguments)
        row = TEMPLATES[of.kind].get((name, count))
        if of.kind in POOLS and name in POOLS_BECOME:
            self.writer.module.note(
                one.line,
                f"A pool array does not change here: {name} has to be a line of its own.",
                serious=True,
            )
        if name == "get" and row is not None and count == 1 and self.writer.scope.typed:
            null = self.writer.module.use(GDSCRIPT, "null")  # as untyped as what there may be
            return Code(f"{of.at(Level.ATOM)}.get({self.writer.key(one.arguments[0])}, {null})")
        if row is not None:
            return self._filled(row, of, one)
        if name in ("left", "right", "substr") and self._all_positive(one.arguments):
            return self._part(name, of, one)
        if name == "duplicate" and of.kind in ("Array", "Dictionary") and not count:
            return Code(f"{of.at(Level.ATOM)}.copy()", kind=of.kind)
        if name == "shuffle" and of.kind == "Array":
            return Code(f"{self.writer.module.use('engine', 'shuffle')}({of.text})")
        if name in HELPERS:
            codes = [self.writer.write(item) for item in one.arguments]
            cut = [f"int({code.text})" if code.kind == "float" else code.text for code in codes]
            given = cut if name == "resize" else [code.at(Level.TERNARY) for code in codes]
            arguments = ", ".join([of.at(Level.TERNARY), *given])
            kind = HELPERS[name] or (of.kind if name == "duplicate" else "")
            if not of.kind and name in self.writer.project.method_names:
                kind = ""  # of an object that has such a method it is what that gives
            function = (
                self.writer.module.use("engine", name)
                if name == "hash"
                else self.writer.helper(name, one.line)
            )
            return Code(f"{function}({arguments})", kind=kind)
        self._say_missing_of_value(one, name, of)
        kind = "String" if name.startswith("get_string_from_") else _OF_POOLS.get(name, "")
        text = f"{of.at(Level.ATOM)}.{member_name(name)}({self.writer.listed(one.arguments)})"
        return Code(text, kind=kind)

    def _say_missing_of_value(self, one: tree.Call, name: str, of: Code) -> None:
        """Say so if a vector, a colour or a pool array has no such method here."""
        if of.kind not in VECTORS and of.kind not in POOLS:
            return
        if not hasattr(getattr(variant, of.kind), member_name(name)):
            self.writer.module.note(one.line, f"{of.kind} has no {name} here.", serious=True)
            self.writer.scope.unsafe("attr-defined")

    def _filled(self, row: Row, of: Code, one: tree.Call) -> Code:
        level = Level.BIT_OR if row.level is Level.COMPARISON else Level.TERNARY
        whole = row.level is not Level.ATOM or row.text.startswith(("len(", "list(", "PoolByteArray("))
        plain = (
            of.at(Level.TERNARY) if row.text.startswith(("len(", "PoolByteArray(")) else of.at(Level.BIT_OR)
        )
        inner = plain if whole else of.at(Level.ATOM)
        if row.text.startswith(("list({o}.", "PoolByteArray({o}.", "not ")):
            inner = of.at(Level.ATOM)
        arguments = [self.writer.text(item, level) for item in one.arguments]
        if row.level is Level.COMPARISON:
            key = self.writer.looked_up(one.arguments[0], self.writer.write(one.arguments[0]))
            arguments = [key.at(Level.BIT_OR)] if of.kind == "Dictionary" else arguments
        if row.text.startswith("PoolByteArray"):
            self.writer.module.use("engine", "PoolByteArray")
        return Code(row.text.format(*arguments, o=inner), row.level, row.kind, row.positive)

    def _all_positive(self, arguments: list[tree.Expression]) -> bool:
        return all(self.writer.write(argument).positive for argument in arguments)

    def _part(self, name: str, of: Code, one: tree.Call) -> Code:
        """Return a part of a text as a slice."""
        first = self.writer.text(one.arguments[0], Level.TERNARY)
        if name == "left":
            part = f":{first}"
        elif name == "right" or len(one.arguments) == 1:
            part = f"{first}:"
        else:
            start, length = (getattr(argument, "value", None) for argument in one.arguments)
            end = start + length if isinstance(start, int) and isinstance(length, int) else None
            second = self.writer.text(one.arguments[1], Level.SUM)
            part = (
                f"{first}:{end}"
                if end is not None
                else f"{first}:{self.writer.text(one.arguments[0], Level.SUM)} + {second}"
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
                    f"{self.writer.text(one.arguments[0], Level.BIT_OR)} in {members}",
                    Level.COMPARISON,
                    "bool",
                )
        helper = self.writer.helper("enum_dictionary", one.line)
        return self._of_value(one, name, Code(f"{helper}({of.text})", kind="Dictionary"))

    def _made(self, one: tree.Call, function: tree.Attribute, of: Code) -> Code:
        """Return `new`: a class is called."""
        facts = self.writer.project.class_at(function.of, self.writer.scope.facts)
        name = written(function.of)
        if facts is not None:
            made = (
                self.writer.type(function.of).text
                if isinstance(function.of, tree.Call) or facts.path != self.writer.module.path
                else of.text
            )
            begin = facts.find("_init")
            given = self._passed(one, begin[1], begin[0]) if begin else self.writer.listed(one.arguments)
            return Code(f"{made}({given})", kind=facts.native, facts=facts)
        kind = class_kind(name)
        if of.kind in ("Object", "Reference") and of.seen is Seen.AS_IT_IS:
            self.writer.scope.unsafe("operator")  # it is a script
        text = f"{of.at(Level.ATOM)}({self.writer.listed(one.arguments)})"
        return Code(text, kind=kind, seen=Seen.AS_IT_IS if module_of(name) else Seen.ANY)
