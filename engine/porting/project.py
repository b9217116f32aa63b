"""What a project knows of itself: its scripts, their classes, and which functions wait.

GDScript looks a name up in the class, its bases, the engine's class and the project, at run time. So
the whole project is read before the first line of it is written.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any

from ..base import godot_classes
from ..base.godot_classes import classes, lineage
from ..base.script_names import class_name, module_name
from . import tree
from .godot3 import BUILT_IN, all_properties, class_kind
from .names import member_name, module_of

HOOKS = frozenset(
    (
        "_draw",
        "_enter_tree",
        "_exit_tree",
        "_gui_input",
        "_input",
        "_notification",
        "_physics_process",
        "_process",
        "_ready",
        "_unhandled_input",
        "_unhandled_key_input",
    )
)
"""What Godot calls in each script of a line of bases, the base's first."""


@dataclass
class ClassFacts:
    """A class of the project: what it has, by name, and what it comes from."""

    name: str
    path: str
    body: tree.Class
    module: str
    """The module that has it."""
    outer: ClassFacts | None = None
    base: ClassFacts | None = None
    native: str = "Reference"
    """The engine's class at the end of its bases."""
    missing_base: str = ""
    """What it extends, if the project has no such thing."""
    members: dict[str, tree.Member] = field(default_factory=dict)
    enum_items: dict[str, tree.EnumMember] = field(default_factory=dict)
    inner: dict[str, ClassFacts] = field(default_factory=dict)

    @property
    def qualified(self) -> str:
        """Its name with those of the classes around it."""
        return f"{self.outer.qualified}.{self.name}" if self.outer else self.name

    def lineage(self) -> Iterator[ClassFacts]:
        """Yield it and the classes of the project that it comes from."""
        one: ClassFacts | None = self
        while one is not None:
            yield one
            one = one.base

    def find(self, name: str) -> tuple[ClassFacts, tree.Member] | None:
        """Return the member of that name, and the class that has it."""
        for one in self.lineage():
            if name in one.members:
                return one, one.members[name]
            if name in one.enum_items:
                return one, one.enum_items[name]
        return None


class Project:
    """The scripts of a project by their paths, `res://player.gd`."""

    def __init__(self) -> None:
        self.scripts: dict[str, tree.Script] = {}
        self.classes: dict[str, ClassFacts] = {}
        self.named: dict[str, ClassFacts] = {}
        """By their `class_name`."""
        self.autoloads: dict[str, str] = {}
        """The paths of what is there under a name everywhere."""
        self.waiting: set[str] = set()
        """The names of functions that yield, in whatever class."""
        self.waiting_sometimes: set[str] = set()
        """Those that may end without having waited: then their value is there at once in GDScript."""
        self.attribute_names: set[str] = set()
        """The names of what is asked of objects, as `a.b`, not of classes."""
        self.says_types: bool = False
        """Whether type checkers look into a function of some script: it says a type."""
        self.member_names: set[str] = set()
        self.value_names: set[str] = set()
        """Those of members that are read as `a.b`: no functions, no signals."""
        self.method_names: set[str] = set()
        self.keys: set[str] = set()
        """The texts that are keys of dictionaries somewhere."""
        self.calls: dict[str, list[list[tree.Expression]]] = {}
        """The arguments of all calls, by the last name of what is called."""
        self.assigned: dict[str, set[str]] = {}
        """The kinds of what is assigned, as far as they show, by the last name of what it is assigned to."""

        self.modules: dict[str, str] = {}
        """The paths of the scripts by the modules that they become."""
        self._named_by: dict[str, set[str]] = {}
        self._reach: dict[str, set[str]] = {}
        self._sought: set[int] = set()
        """The constants whose classes are looked for."""
        self._split: dict[tuple[str, str, str], bool] = {}
        self._every: list[ClassFacts] = []

    def add(self, path: str, script: tree.Script) -> ClassFacts:
        """Take in a script."""
        self.scripts[path] = script
        facts = self._facts(script.main.name or _class_name(path), path, script.main, None)
        self.classes[path] = facts
        if script.main.name:
            self.named[script.main.name] = facts
        for node in walk(script.main):
            if isinstance(node, tree.Call):
                self._look_at_call(node)
            elif isinstance(node, tree.Assign):
                self.assigned.setdefault(last_name(node.target), set()).add(shown_kind(node.value))
            elif isinstance(node, tree.Dictionary):
                self.keys |= {text for key, _ in node.pairs if (text := _text_of(key))}
            elif isinstance(node, tree.Attribute):
                if not written(node.of)[:1].isupper():
                    self.attribute_names.add(node.name)
            elif isinstance(node, tree.Index):
                self.keys.add(_text_of(node.index))
            elif isinstance(node, tree.Function):
                self.method_names.add(node.name)
                types = [node.returns, *(parameter.type for parameter in node.parameters)]
                self.says_types = self.says_types or any(type_ is not None for type_ in types)
                if any(_is_yield(one) for one in walk(node)):
                    self.waiting.add(node.name)
                    if not any(_always_waits(one) for one in node.body):
                        self.waiting_sometimes.add(node.name)
        return facts

    def _look_at_call(self, call: tree.Call) -> None:
        name = last_name(call.function)
        if name:
            self.calls.setdefault(name, []).append(call.arguments)

    def _facts(self, name: str, path: str, of: tree.Class, outer: ClassFacts | None) -> ClassFacts:
        facts = ClassFacts(name, path, of, module_name(path), outer)
        for member in of.members:
            if isinstance(member, tree.Class):
                facts.inner[member.name] = self._facts(member.name, path, member, facts)
                facts.members[member.name] = member
            elif isinstance(member, tree.EnumMember) and not member.name:
                facts.enum_items |= {item: member for item, _ in member.items}
            else:
                facts.members[member.name] = member
        self.member_names |= facts.members.keys() | facts.enum_items.keys()
        no_values = (tree.Function, tree.SignalMember)
        self.value_names |= {key for key, one in facts.members.items() if not isinstance(one, no_values)}
        return facts

    def needs(self, module: str, path: str) -> bool:
        """Return whether a module needs the script at `path`, if only by way of others; its bases do not."""
        base: ClassFacts | None = self.classes[path].base
        while base is not None:
            if base.module == module:
                return False
            base = base.base
        return path in self._reached(self.modules[module])

    def _reached(self, path: str) -> set[str]:
        """Return the scripts that one names, those that they name, and so on."""
        if path not in self._reach:
            found: set[str] = set()
            waiting = [path]
            while waiting:
                for other in self._named_by[waiting.pop()] - found:
                    found.add(other)
                    waiting.append(other)
            self._reach[path] = found
        return self._reach[path]

    def _paths_named(self, facts: ClassFacts) -> set[str]:
        """Return the paths of the scripts whose classes a script names."""
        found = {
            self.named[node.name].path
            for node in walk(facts.body)
            if isinstance(node, tree.Name) and node.name in self.named
        }
        for node in walk(facts.body):
            if isinstance(node, tree.Literal) and isinstance(node.value, str) and node.value.endswith(".gd"):
                other = absolute(node.value, facts.path)
                if other in self.classes:
                    found.add(other)
        return found - {facts.path}

    def resolve(self) -> None:
        """Find the bases of all classes and who names whom, once everything has been taken in."""
        every = self._every = [one for facts in self.classes.values() for one in _with_inner(facts)]
        modules = _modules(self.classes)
        for facts in self.classes.values():
            if self.named.get(facts.name, facts) is not facts:
                facts.name += "Script"  # its own name is that of a script with `class_name`
        for facts in every:
            facts.module = modules[facts.path]
        self.modules = {facts.module: path for path, facts in self.classes.items()}
        self._named_by = {path: self._paths_named(facts) for path, facts in self.classes.items()}
        for facts in every:
            facts.base, facts.native = self._base(facts)
        for facts in every:
            seen = {id(facts)}
            one = facts
            while one.base is not None:
                one = one.base
                if id(one) in seen:
                    facts.base = None
                    break
                seen.add(id(one))
            facts.native = one.native

    def _base(self, facts: ClassFacts) -> tuple[ClassFacts | None, str]:
        extends = facts.body.extends
        if extends is None:
            return None, "Reference"
        found = self.class_at(extends, facts.outer or facts)
        if found is not None and found is not facts:
            return found, "Reference"
        name = written(extends)
        if name not in classes():
            facts.missing_base = name
            return None, "Reference"
        return None, name

    def class_at(self, named: tree.Expression, around: ClassFacts) -> ClassFacts | None:
        """Return the class of the project that a type's name, path or preloaded constant means."""
        match named:
            case tree.Literal(value=str() as path):
                return self.classes.get(absolute(path, around.path))
            case tree.Attribute():
                outer = self.class_at(named.of, around)
                return self._class_within(outer, named.name) if outer else None
            case tree.Call(function=tree.Name(name="preload" | "load"), arguments=[path]):
                return self.class_at(path, around)
            case tree.Name():
                return self._class_named(named.name, around)
        return None

    def _class_within(self, outer: ClassFacts, name: str) -> ClassFacts | None:
        """Return the class that a class has by a name: one that it holds, or a preloaded constant."""
        for heir in outer.lineage():
            constant = heir.members.get(name)
            if name in heir.inner:
                return heir.inner[name]
            if isinstance(constant, tree.Constant) and isinstance(
                constant.value, (tree.Call, tree.Attribute)
            ):
                if id(constant) in self._sought:
                    return None  # it is made of itself
                self._sought.add(id(constant))
                found = self.class_at(constant.value, heir)
                self._sought.discard(id(constant))
                return found
        return None

    def _class_named(self, name: str, around: ClassFacts) -> ClassFacts | None:
        one: ClassFacts | None = around
        while one is not None:
            found = self._class_within(one, name)
            if found is not None:
                return found
            one = one.outer
        return self.named.get(name)

    def waits(self, facts: ClassFacts, name: str) -> bool:
        """Return whether the method that a class has by this name waits for something, or its base's hook."""
        found = facts.find(name)
        if found is None or not isinstance(found[1], tree.Function):
            return False
        owner, function = found
        return any(_is_yield(node) for node in walk(function)) or (
            name in HOOKS and owner.base is not None and self.waits(owner.base, name)
        )

    def may_wait(self, facts: ClassFacts, name: str) -> bool:
        """Return whether a method of an object of this class, or of an heir of it, waits for something."""
        heirs = (one for one in self._every if any(heir is facts for heir in one.lineage()))
        return name in self.waiting and any(self.waits(one, name) for one in heirs)

    def heirs_wait(self, native: str, name: str) -> bool:
        """Return whether a class of the project that comes from one of the engine's waits in a method."""
        heirs = (one for one in self._every if any(base.name == native for base in lineage(one.native)))
        return name in self.waiting and any(self.waits(one, name) for one in heirs)

    def certain_field(self, field: tree.Field) -> str:
        """Return the kind of a field without a type, if all that is ever assigned to such a name is of it."""
        if field.value is None or field.mode or field.exported is not None or field.setter:
            return ""
        kind = shown_kind(field.value)
        return kind if self.assigned.get(field.name, set()) <= {kind} else ""

    def is_set_once(self, field: tree.Field) -> bool:
        """Return whether a field without a type keeps its first value: nothing is assigned to such a name."""
        plain = not (
            field.mode or field.exported is not None or field.onready or field.setter or field.inferred
        )
        return plain and field.type is None and field.value is not None and field.name not in self.assigned

    def is_split(self, facts: ClassFacts, field: tree.Field) -> bool:
        """Return whether a field with `setget` is used by its bare name outside its setter and getter.

        GDScript goes past them then, which a property alone could not.
        """
        if not field.setter and not field.getter:
            return False
        key = (facts.path, facts.qualified, field.name)
        if key not in self._split:
            inside = (field.setter, field.getter)
            self._split[key] = self._needs_object(facts, field) or any(
                isinstance(node, tree.Name) and node.name == field.name
                for one in self._every
                if any(heir is facts for heir in one.lineage())
                for function in one.body.members
                if isinstance(function, tree.Function) and (one is not facts or function.name not in inside)
                for node in walk(function)
            )
        return self._split[key]

    def class_of_its_name(self, owner: ClassFacts, what: tree.Member | None) -> ClassFacts | None:
        """Return the class that a constant has by the class's own name, if nobody asks an object for it.

        Its import is there already, and in the body of a class nothing else may have that name.
        """
        if not isinstance(what, tree.Constant) or what.name in self.attribute_names:
            return None
        facts = self.class_at(what.value, owner)
        return facts if facts is not None and facts.outer is None and facts.name == what.name else None

    def _needs_object(self, facts: ClassFacts, field: tree.Field) -> bool:
        """Return whether the first value of a field is made of others, or of properties: a class has none."""
        names = [one.name for one in walk(field.value or tree.Literal(0, None)) if isinstance(one, tree.Name)]
        found = [facts.find(name) for name in names]
        if any(one is not None and isinstance(one[1], tree.Field) for one in found):
            return True
        native = [godot_classes.member(name, facts.native) for name in names if facts.find(name) is None]
        return any(one is not None and one.sort == "property" for one in native)

    def attribute(self, facts: ClassFacts, field: tree.Field) -> str:
        """Return the name under which objects keep a field: not that of its property, nor a taken one."""
        if not self.is_split(facts, field):
            return member_name(field.name)
        name = f"_{field.name}"
        return f"{name}_value" if facts.find(name) is not None else name

    def is_free(self, name: str) -> bool:
        """Return whether nothing has a value of this name: no script, and no class that is here."""
        return name not in self.value_names and name not in all_properties()


def _class_name(path: str) -> str:
    """Return the name of a script's class: not that of one of the engine's, which the script may need."""
    name = class_name(path)
    return f"{name}Script" if name in classes() or class_kind(name) or module_of(name) else name


def _modules(paths: Iterable[str]) -> dict[str, str]:
    """Return the modules of scripts by their paths: see `engine.base.script_names.module_names`."""
    parts = {path: module_name(path).split(".") for path in paths}
    for one in parts.values():
        one[0] += "_" * (one[0] in sys.stdlib_module_names)
    folders = {tuple(one[:depth]) for one in parts.values() for depth in range(1, len(one))}
    return {path: ".".join(one) + "_" * (tuple(one) in folders) for path, one in parts.items()}


def shown_kind(value: tree.Expression) -> str:
    """Return the kind of a value, if it shows without looking further."""
    match value:
        case tree.Literal():
            names = {str: "String", int: "int", float: "float", bool: "bool"}
            return names.get(type(value.value), "")
        case tree.Array():
            return "Array"
        case tree.Dictionary():
            return "Dictionary"
        case tree.Unary(operator="-" | "+"):
            return shown_kind(value.operand)
        case tree.Unary(operator="not") | tree.TypeTest():
            return "bool"
        case tree.Call(function=tree.Name(name=name)) if name in BUILT_IN:
            return name
        case tree.Call(function=tree.Name(name="get_script"), arguments=[]):
            return "class"
    return ""


def _with_inner(facts: ClassFacts) -> Iterator[ClassFacts]:
    yield facts
    for inner in facts.inner.values():
        yield from _with_inner(inner)


def walk(node: Any) -> Iterator[Any]:
    """Yield everything in a tree, itself first."""
    yield node
    for one in fields(node):
        for item in _items(getattr(node, one.name)):
            yield from walk(item)


def _items(value: Any) -> Iterator[Any]:
    if isinstance(value, (list, tuple)):
        for item in value:
            yield from _items(item)
    elif is_dataclass(value):
        yield value


def _text_of(node: tree.Expression) -> str:
    return node.value if isinstance(node, tree.Literal) and isinstance(node.value, str) else ""


def _is_yield(node: Any) -> bool:
    return (
        isinstance(node, tree.Call) and isinstance(node.function, tree.Name) and node.function.name == "yield"
    )


def _always_waits(statement: Any) -> bool:
    """Return whether a statement of a function waits whenever it is reached, with no way past it."""
    inner = (tree.If, tree.While, tree.For, tree.Match)
    return not isinstance(statement, inner) and any(_is_yield(one) for one in walk(statement))


def last_name(function: tree.Expression) -> str:
    """Return the name that is called."""
    return function.name if isinstance(function, (tree.Name, tree.Attribute)) else ""


def written(name: tree.Expression) -> str:
    """Return a type's name as it stands there."""
    match name:
        case tree.Name():
            return name.name
        case tree.Attribute():
            return f"{written(name.of)}.{name.name}"
        case tree.Literal():
            return str(name.value)
    return ""


def is_null(one: tree.Expression) -> bool:
    """Return whether an expression is `null`."""
    return isinstance(one, tree.Literal) and one.value is None


def absolute(path: str, around: str) -> str:
    """Return a path as one from `res://`: relative ones begin in the folder of the file `around`."""
    if "://" in path:
        return path
    folder = around.removeprefix("res://").split("/")[:-1]
    for part in path.split("/"):
        if part == ".." and folder:
            folder.pop()
        elif part not in ("", ".", ".."):
            folder.append(part)
    return "res://" + "/".join(folder)
