"""Types of GDScript as annotations of Python, and what values are where they are written.

A variable of a class may be without an object, and an object is taken for one of a narrower class where it
is assigned: type checkers are told so, by `null` and `cast`, in what says types itself.
"""

from __future__ import annotations

from typing import Protocol

from ..base.godot_classes import classes, lineage, member
from . import tree
from .code import Code, Seen
from .godot3 import BUILT_IN, NUMBERS, POOLS
from .names import GDSCRIPT, module_of
from .project import ClassFacts, Project, is_null, last_name, walk, written
from .scope import Module, Scope

_KINDS = {"int": "int", "float": "float", "bool": "bool", "String": "str"}
"""How Python calls them."""
_DEFAULTS = {"int": "0", "float": "0.0", "bool": "False", "String": '""', "Array": "[]", "Dictionary": "{}"}
_OF_ANY_TYPE = frozenset(("get_node", "instance", "load", "new", "preload"))
"""What gives whatever type is wanted, or the very one."""


_ARRAYS_OF_NODES = ("get_children", "get_nodes_in_group")


class Writer(Protocol):
    """What writes the values that have types."""

    def write(self, one: tree.Expression) -> Code:
        """Return an expression in Python."""

    def certain_kind(self, value: tree.Expression) -> str:
        """Return the kind of an expression without writing it."""

    def silent(self, one: tree.Expression) -> Code:
        """Return an expression, and leave nothing that came of writing it."""

    def of_class(self, facts: ClassFacts) -> Code:
        """Return a class of the project."""


class Types:
    """Writes the types of one function, or of the body of a class."""

    def __init__(self, scope: Scope, writer: Writer) -> None:
        self.scope: Scope = scope
        self.module: Module = scope.module
        self.project: Project = scope.module.project
        self.writer: Writer = writer

    def note(
        self,
        type_: tree.Expression | None,
        value: tree.Expression | None,
        *,
        inferred: bool = False,
        always: bool = False,
        changes: bool = False,
    ) -> str:
        """Return the annotation of a variable, with its colon: as it is written, or what it may hold.

        Without one a type checker would take the first value for all that there may be, where types are
        written; of an empty one it asks for it `always`. What `changes` may become of any type.
        """
        if type_ is not None:
            return f": {self.annotation(type_)}"
        if not self.scope.typed and not always:
            return ""
        kind = self.writer.certain_kind(value) if value is not None else ""
        if kind in ("Array", "Dictionary"):
            made_here = isinstance(value, (tree.Array, tree.Dictionary)) or (
                isinstance(value, tree.Call) and not value.arguments and last_name(value.function) == kind
            )
            if changes and made_here and not inferred:
                return f": {self._any()}"
            return f": {self.built_in(kind)}" if inferred or made_here else ""
        if kind in POOLS and changes and not inferred:
            return f": {self._any()}"
        if isinstance(value, (tree.Name, tree.Attribute)) and self.is_of_enum(value):
            return ": int"
        if inferred and (value is None or not is_null(value)):
            return ": int" if kind == "int" and not isinstance(value, tree.Literal) else ""
        return f": {self._any()}" if value is None or is_null(value) else ""

    def is_of_enum(self, value: tree.Expression) -> bool:
        """Return whether a value is an item of an enumeration, which type checkers take for no other."""
        code = self.writer.silent(value)
        return code.kind == "int" and code.positive

    def annotation(self, type_: tree.Expression) -> str:
        """Return a type as an annotation; as in GDScript, an object of it may be null."""
        name = written(type_)
        if name == "void":
            return "None"
        if name in BUILT_IN:
            return self.built_in(name)
        facts = self.project.class_at(type_, self.scope.facts)
        if facts is None:
            return self._of_engine(type_)
        hiding = self.scope.facts.members.get(facts.qualified.partition(".")[0])
        is_value = isinstance(hiding, (tree.Field, tree.Constant))
        if is_value and self.project.class_of_its_name(self.scope.facts, hiding) is not facts:
            return self._any()  # in the class the name is that of something else
        if facts.path == self.module.path or self.module.is_late(facts.module):
            self.module.annotations_wait = True
        return self.writer.of_class(facts).text

    def _of_engine(self, type_: tree.Expression) -> str:
        """Return a type that is none of the project: a class that is not here is taken for anything."""
        unsafe = set(self.module.unsafe)
        text = self.writer.write(type_).text  # which says so, if it is not here
        self.module.unsafe = unsafe
        return text if module_of(written(type_)) else self._any()

    def built_in(self, kind: str) -> str:
        """Return a built-in type as an annotation."""
        if kind == "Array":
            return f"list[{self._any()}]"
        if kind == "Dictionary":
            return f"dict[{self._any()}, {self._any()}]"
        return _KINDS.get(kind) or self.module.use("engine", kind)

    def _any(self) -> str:
        return self.module.use("typing", "Any")

    # Values.

    def value(self, value: tree.Expression | None, kind: str, type_: tree.Expression | None) -> Code:
        """Return the first value of a variable of this kind and type."""
        if value is None:
            return Code(self.default(kind) if type_ is not None else "None", kind=kind)
        if type_ is None and is_null(value):
            return Code("None", kind="null")
        around, self.scope.typed = self.scope.typed, self.scope.typed or type_ is not None  # it may be null
        code = self.writer.write(value)
        self.scope.typed = around
        return self.as_object(self.converted(code, kind), value, type_)

    def default(self, kind: str) -> str:
        """Return what a variable of a type holds before it is given anything."""
        if kind in _DEFAULTS:
            return _DEFAULTS[kind]
        return f"{self.module.use('engine', kind)}()" if kind in BUILT_IN else self.null()

    def null(self) -> str:
        """Return what a variable of a class holds that has no object."""
        return self.module.use(GDSCRIPT, "null")

    def converted(self, code: Code, kind: str) -> Code:
        """Return a value as a variable of a type keeps it, which GDScript makes one of that type."""
        given = code.kind
        if code.seen is Seen.NOTHING:
            return code
        if kind == "int" and given not in ("int", "enum", "null"):
            return Code(f"int({code.text})", kind=kind, positive=code.positive)
        if kind == "float" and given == "int":
            whole = code.text.isdigit()
            text = f"{code.text}.0" if whole else f"float({code.text})"
            return Code(text, kind=kind, positive=code.positive)
        if kind == "bool" and (given in NUMBERS or code.text.endswith(".pressed")):  # a signal, too
            return Code(f"bool({code.text})", kind=kind)
        if (kind in POOLS and given == "Array") or (kind == "NodePath" and given == "String"):
            return Code(f"{self.module.use('engine', kind)}({code.text})", kind=kind)
        if (kind == "Array" and given in POOLS) or (kind == "String" and given == "NodePath"):
            return Code(f"{'list' if kind == 'Array' else 'str'}({code.text})", kind=kind)
        return code

    def as_object(self, code: Code, value: tree.Expression, type_: tree.Expression | None) -> Code:
        """Return an object that is known as one of a wider class as one of this type."""
        if type_ is None or not self.scope.typed or written(type_) in BUILT_IN:
            return code
        if not self._is_wider(code, value, type_):
            return code
        cast = self.module.use("typing", "cast")
        return Code(f"{cast}({self.annotation(type_)}, {code.text})", kind=code.kind)

    def _is_wider(self, code: Code, value: tree.Expression, type_: tree.Expression) -> bool:
        """Return whether type checkers know an object as one of a base of this type, or as perhaps None."""
        facts, kind = self.project.class_at(type_, self.scope.facts), code.kind
        if code.seen is Seen.ANY:
            return False
        if code.facts is not None and facts is not None:
            return facts is not code.facts and code.facts in facts.lineage()
        if isinstance(value, tree.Index) and self.is_of_engine(value.of):
            kind = "Node"  # of what `get_children` and its like give
        wanted = facts.native if facts is not None else written(type_)
        if kind not in classes() or not _comes_from(wanted, kind):
            return False
        name = last_name(value.function if isinstance(value, tree.Call) else value)
        if name in _OF_ANY_TYPE or isinstance(value, (tree.NodeAt, tree.Cast)):
            return False
        return kind != wanted or facts is not None or code.seen is Seen.OR_NONE

    def is_of_engine(self, one: tree.Expression) -> bool:
        """Return whether an expression is a method or a property of the engine's classes."""
        if isinstance(one, tree.Call):
            name = last_name(one.function)
            return bool(name) and name not in self.project.method_names and not module_of(name)
        if isinstance(one, tree.Name):
            return one.name not in self.scope.locals and self.scope.facts.find(one.name) is None
        return isinstance(one, tree.Attribute) and one.name not in self.project.member_names

    def _is_method_of_engine(self, one: tree.Call) -> bool:
        """Return whether a method is one of the engine's: of the class of its object, if that is known."""
        if isinstance(one.function, tree.Attribute):
            of = self.writer.silent(one.function.of)
            if of.kind in classes():
                own = of.facts is not None and of.facts.find(one.function.name) is not None
                return not own and member(one.function.name, of.kind) is not None
        elif isinstance(one.function, tree.Name):
            is_own = self.scope.facts.find(one.function.name) is not None
            return not is_own and member(one.function.name, self.scope.facts.native) is not None
        return self.is_of_engine(one)

    def is_array_of_nodes(self, one: tree.Expression) -> bool:
        """Return whether an expression is what the engine's `get_children` and its like give."""
        if not isinstance(one, tree.Call) or last_name(one.function) not in _ARRAYS_OF_NODES:
            return False
        return self._is_method_of_engine(one)

    def is_of_any_class(self, one: tree.For) -> bool:
        """Return whether a loop over the engine's nodes uses of them what not all nodes have."""
        if not self.scope.typed or not isinstance(one.iterable, tree.Call):
            return False
        return self._is_method_of_engine(one.iterable) and any(
            _asks_more_than_a_node(one.name, node) for statement in one.body for node in walk(statement)
        )


def _asks_more_than_a_node(name: str, use: object) -> bool:
    """Return whether what is called so is asked for what not all nodes have, or gone over."""
    of = use.of if isinstance(use, tree.Attribute) else use.iterable if isinstance(use, tree.For) else None
    if not isinstance(of, tree.Name) or of.name != name:
        return False
    return not isinstance(use, tree.Attribute) or member(use.name, "Node") is None


def _comes_from(name: str, base: str) -> bool:
    return any(one.name == base for one in lineage(name))


def made_class(value: tree.Expression | None) -> tree.Expression | None:
    """Return the class that `Class.new()` names."""
    if isinstance(value, tree.Call) and isinstance(value.function, tree.Attribute):
        return value.function.of if value.function.name == "new" else None
    return None
