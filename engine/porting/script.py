"""A whole script: its class with what belongs to it, and the module around."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from ..base.godot_classes import lineage, member
from . import checked, tree
from .bodies import assigned_names
from .code import Code, Level, quoted
from .expressions import Expressions, is_told_by_export
from .godot3 import BUILT_IN, POOLS, VECTORS
from .lines import Lines
from .names import GDSCRIPT, member_name, method_name, module_of
from .project import HOOKS, ClassFacts, Project, is_null, written
from .scope import Module, Note, Scope
from .statements import Statements

_MODES = {"sync": "remotesync", "slave": "puppet"}
_OURS = ("engine", "nodes")


@dataclass
class Ported:
    """A script in Python. `helped` are the lines written with a function that only ported scripts use."""

    path: str
    module: str
    text: str
    notes: list[Note]
    helped: set[int]


def port(project: Project, path: str, source: str) -> Ported:
    """Return a script of a project, which has been read and resolved, in Python."""
    script = project.scripts[path]
    module = Module(project, path, typed=project.says_types)
    lines = Lines(source.splitlines(), script.comments)
    first = min((member.line for member in script.main.members), default=1)
    facts = project.classes[path]
    _ClassWriter(module, lines, facts).write(first)
    lines.rest()
    body = _tidied(lines.text)
    names = _names_in(body)
    names |= {base for name, base in module.stand_ins.items() if name in names}
    text = "\n".join([*_imports(module, names), *body, *_late_imports(module, names)]) + "\n"
    return Ported(path, facts.module, text, module.notes, module.helped)


def _is_null_or(value: tree.Expression) -> bool:
    """Return whether a value is null, or null in one of two cases."""
    sides = (value.then, value.otherwise) if isinstance(value, tree.Ternary) else (value,)
    return any(map(is_null, sides))


def _is_empty(value: tree.Expression) -> bool:
    """Return whether a value is an array or a dictionary with nothing in it."""
    return (isinstance(value, tree.Array) and not value.items) or (
        isinstance(value, tree.Dictionary) and not value.pairs
    )


def _names_in(text: list[str]) -> set[str]:
    """Return the names that lines of Python use, those of attributes not counted."""
    nodes = list(ast.walk(ast.parse("\n".join(text))))
    names = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
    targets = (node.target for node in nodes if isinstance(node, ast.AugAssign))
    return names | {target.id for target in targets if isinstance(target, ast.Name)}


def _imports(module: Module, names: set[str]) -> Iterator[str]:
    """Yield the imports of what the lines use."""
    by_module: dict[str, list[str]] = {}
    stand_ins = {name: base for name, base in sorted(module.stand_ins.items()) if name in names}
    if stand_ins:
        module.use("typing", "Any")
        names = names | {"Any"}
    for source, name in sorted(module.imports):
        if (name or source) in names:
            by_module.setdefault(source, []).append(name)
    autoloads = by_module.pop("autoload", [])
    if autoloads and "autoload" not in by_module.setdefault(GDSCRIPT, []):
        by_module[GDSCRIPT].append("autoload")
    groups = (
        ["from __future__ import annotations"] if module.annotations_wait else [],
        [f"import {source}" for source in by_module if source in ("builtins", "math")],
        [_import(source, by_module[source]) for source in by_module if source in ("enum", "typing")],
        [_import(source, by_module[source]) for source in by_module if source.partition(".")[0] in _OURS],
        [_import(source, by_module[source]) for source in by_module if module.is_early(source)],
        [f"{name} = autoload({quoted(name)})" for name in autoloads],
        [f"{name}: Any = {base}" for name, base in stand_ins.items()],
    )
    for group in (groups[0], groups[1] + groups[2], *groups[3:]):
        yield from group
        if group:
            yield ""
    if any(groups):
        yield ""


def _late_imports(module: Module, names: set[str]) -> list[str]:
    """Return the imports of modules that import this one: they stand at the end, where its class is there."""
    sources = sorted({source for source, name in module.imports if name in names and module.is_late(source)})
    if not sources:
        return []
    wanted = {source: sorted(name for of, name in module.imports if of == source) for source in sources}
    return [
        "",
        "",
        *(f"{_import(source, wanted[source])}  # noqa: E402: it imports this module" for source in sources),
    ]


def _import(source: str, names: list[str]) -> str:
    return f"from {source} import {', '.join(sorted(names))}"


def _tidied(text: list[str]) -> list[str]:
    """Return lines without empty ones at the ends."""
    while text and not text[0]:
        text = text[1:]
    while text and not text[-1]:
        text = text[:-1]
    return text


class _ClassWriter:
    """Writes one class, and those within it."""

    def __init__(self, module: Module, lines: Lines, facts: ClassFacts) -> None:
        self.module = module
        self.project = module.project
        self.lines = lines
        self.facts = facts
        self.scope = Scope(module, facts, typed=module.typed)
        self.expressions = Expressions(self.scope)
        self.body = Statements(self.scope, lines, [])
        self.kept: list[tree.Field] = []
        """The fields that each object has to have for itself."""

    def write(self, first: int) -> None:
        """Write the class; comments up to line `first` stand before it."""
        self.lines.go_to(first)
        if self.facts.outer is None:
            self.lines.drop_empty()
        members = self.facts.body.members
        base = self._base()
        self.lines.add(f"class {self.facts.name}({base}):")
        self.lines.depth += 1
        self.kept = [one for one in members if isinstance(one, tree.Field) and not self._is_shared(one)]
        init = next((one for one in members if isinstance(one, tree.Function) and one.name == "_init"), None)
        written_init = init is not None or not self.kept
        before = len(self.lines.text)
        for one in self._ordered(members):
            if isinstance(one, tree.Function) and not written_init:
                self._plain_init()
                written_init = True
            self._member(one)
        if not written_init:
            self._plain_init()
        if len(self.lines.text) == before:
            self.lines.add("pass")
        self.lines.depth -= 1

    def _base(self) -> str:
        """Return what the class comes from."""
        facts, line = self.facts, self.facts.body.line
        if facts.base is not None:
            extends = facts.body.extends
            assert extends is not None
            return self.expressions.type(extends).text
        if facts.missing_base:
            self._say(line, f"There is no {facts.missing_base} in this project.")
        native = facts.native
        if native in ("Reference", "Object") and not module_of(native):
            return self.module.use("engine", "Object")
        code = self.expressions.write(tree.Name(line, native))
        for note in self.module.notes:
            if note.line == line:
                self.lines.add(f"# PORT: {note.text}")
        return code.text

    def _say(self, line: int, text: str) -> None:
        self.module.note(line, text, serious=True)
        self.lines.add(f"# PORT: {text}")

    def _ordered(self, members: list[tree.Member]) -> list[tree.Member]:
        """Return the members in the script's order, but classes after those that they come from."""
        inner = {one.name: one for one in members if isinstance(one, tree.Class)}
        done: list[tree.Member] = []

        def add(one: tree.Member) -> None:
            if one in done:
                return
            if isinstance(one, tree.Class) and isinstance(one.extends, tree.Name):
                base = inner.get(one.extends.name)
                if base is not None and base is not one:
                    add(base)
            done.append(one)

        for one in members:
            add(one)
        return done

    def _member(self, one: tree.Member) -> None:
        """Write one member, with the comments before it and what is to be said of it."""
        self.lines.go_to(one.line)
        at, notes = len(self.lines.text), len(self.module.notes)
        match one:
            case tree.Field():
                self._field(one)
            case tree.Constant():
                self._constant(one)
            case tree.SignalMember() if self._method_of(one) is not None:
                if remark := self.lines.beside(one.end):
                    self.lines.add(remark.strip())
            case tree.SignalMember():
                note = f": {self.module.use('typing', 'Any')}" if self._says_shared_name(one) else ""
                self.module.use("engine", "Signal")
                arguments = ", ".join(map(quoted, one.arguments))
                if self._is_again(one):
                    self.module.unsafe.add("no-redef")
                self._end(one, f"{member_name(one.name)}{note} = Signal({arguments})")
            case tree.EnumMember():
                self._enum(one)
            case tree.Function():
                return self._function(one)
            case tree.Class():
                return self._inner(one)
        said = self.module.notes[notes:]
        self.lines.text[at:at] = ["    " * self.lines.depth + f"# PORT: {note.text}" for note in said]
        return None

    def _method_of(self, one: tree.SignalMember) -> tree.Function | None:
        """Return the method that has a signal's name, if that is all that has it: both are written as one."""
        shared = [other for other in self.facts.body.members if getattr(other, "name", "") == one.name]
        method = next((other for other in shared if isinstance(other, tree.Function)), None)
        return method if len(shared) == 2 and method is not None and not method.static else None

    def _signal_of(self, one: tree.Function) -> list[str] | None:
        """Return the arguments of the signal that is written with a method: the class's own, or a base's."""
        for facts in self.facts.lineage():
            for other in facts.body.members:
                if not isinstance(other, tree.SignalMember) or other.name != one.name or one.static:
                    continue
                if facts is not self.facts or self._method_of(other) is one:
                    return other.arguments
        native = member(one.name, self.facts.native)
        is_both = any(one.name in of.signals and one.name in of.methods for of in lineage(self.facts.native))
        is_signal = native is not None and (native.sort == "signal" or is_both) and not one.static
        return [] if is_signal and checked.has(None, self.facts.native, one.name) else None

    def _says_shared_name(self, one: tree.SignalMember) -> bool:
        """Say that a signal has the name of another member: in GDScript they are apart."""
        shared = [other for other in self.facts.body.members if getattr(other, "name", "") == one.name]
        if len(shared) > 1:
            self._note_shared_name(one, "signal")
        return len(shared) > 1

    def _note_shared_name(self, one: tree.SignalMember | tree.Field, what: str) -> None:
        self.module.note(one.line, f"The {what} {one.name} and another member share a name.", serious=True)

    def _is_again(self, one: tree.SignalMember | tree.Field | tree.Function) -> bool:
        """Return whether a member before this one has its name, so that type checkers say so."""
        named = [other for other in self.facts.body.members if getattr(other, "name", "") == one.name]
        return named[0] is not one

    def _hides_signal(self, one: tree.Field) -> str:
        """Say that a field has the name of a signal or method, and return the code of type checkers."""
        native = member(one.name, self.facts.native)
        hides = native.sort if native is not None and checked.has(None, self.facts.native, one.name) else ""
        base = self.facts.base.find(one.name) if self.facts.base is not None else None
        of_project = base is not None and isinstance(base[1], tree.SignalMember)
        if not of_project and hides not in ("signal", "method"):
            return ""
        self._note_shared_name(one, "signal" if of_project else hides)
        return "misc" if of_project or hides == "signal" else "assignment"

    def _end(self, one: tree.Member, text: str) -> None:
        self.lines.add(text + self.module.mark() + self.lines.beside(one.end))

    def _inner(self, one: tree.Class) -> None:
        if self.lines.text and self.lines.text[-1].strip():
            self.lines.add()
        writer = _ClassWriter(self.module, self.lines, self.facts.inner[one.name])
        writer.write(one.line)
        self.lines.add()

    # Fields.

    def _is_shared(self, one: tree.Field) -> bool:
        """Return whether all objects may have the first value from the class: it is set, never changed."""
        copied = bool(one.mode or one.setter or one.getter) and not self.project.is_split(self.facts, one)
        return (
            one.onready
            or (one.value is None and not self._holds_many(one))
            or copied
            or one.exported is not None
            or (one.value is not None and self._is_plain(one.value))
        )

    def _holds_many(self, one: tree.Field) -> bool:
        """Return whether a field without a value begins as an array or a dictionary of its own."""
        return one.type is not None and written(one.type) in ("Array", "Dictionary")

    def _is_plain(self, value: tree.Expression) -> bool:
        """Return whether a value never changes and needs no object."""
        match value:
            case tree.Literal() | tree.PathLiteral():
                return True
            case tree.Unary():
                return self._is_plain(value.operand)
            case tree.Binary():
                return self._is_plain(value.left) and self._is_plain(value.right)
            case tree.Call(function=tree.Name(name=name)):
                return name in (*VECTORS, *POOLS, "NodePath", "deg2rad") and all(
                    map(self._is_plain, value.arguments)
                )
            case tree.Attribute():
                return self._is_plain(value.of)
            case tree.Name():
                found = self.facts.find(value.name)
                if found is None:
                    is_own = value.name == "self" or member(value.name, self.facts.native) is not None
                    return not is_own and not self._is_around(value.name)
                owner, what = found
                return owner is self.facts and isinstance(what, (tree.Constant, tree.EnumMember))
        return False

    def _is_around(self, name: str) -> bool:
        """Return whether a name is one of a class around, which a class body does not see in Python."""
        around = self.facts.outer
        while around is not None and around.find(name) is None:
            around = around.outer
        return around is not None

    def _field(self, one: tree.Field) -> None:
        split = self.project.is_split(self.facts, one)
        name = self.project.attribute(self.facts, one)
        note = self._note_of(one, self.body)
        hidden = self._hides_signal(one)
        if hidden:
            note = f": {self.module.use('typing', 'Any')}"
            self.module.unsafe.add(hidden)
        if note and self._is_again(one):
            self.module.unsafe.add("no-redef")
        if one.onready:
            self._end(one, f"{name}{self._note_of_onready(one)} = {self._onready(one)}")
        elif one in self.kept:
            if note and not split and self._is_set_before(one):
                self.lines.add(f"{name}{note}")
            self.lines.beside(one.end)
        else:
            kind = self.expressions.declared_kind(one.type, one.inferred, one.value)
            value = self.body.types.value(one.value, kind, one.type).text
            if (
                value == "None"
                and self.module.typed
                and (one.setter or one.getter or one.exported is not None)
            ):
                value = self.body.types.null()  # for it becomes something else
            if self.module.unsafe and kind and (one.setter or one.exported is not None) and not split:
                cast = self.module.use("typing", "cast")  # type checkers do not know what is not here
                value = f"{cast}({self.body.types.built_in(kind)}, {value})" if kind in BUILT_IN else value
            if one.mode:
                mode = self.module.use("engine", _MODES.get(one.mode, one.mode))
                value = f"{mode}({value})"
            if (one.setter or one.getter) and not split:
                methods = [quoted(one.setter), quoted(one.getter)] if one.getter else [quoted(one.setter)]
                value = f"int({value})" if self._is_enum(one) else value
                value, note = f"{self.module.use('engine', 'setget')}({', '.join([value, *methods])})", ""
            elif one.exported is not None:
                value = f"int({value})" if self._is_enum(one) else value
                value, note = self._exported(one, value), note if hidden else ""
            self._end(one, f"{name}{note} = {value}")
        if split:
            self._property(one)

    def _note_of(self, one: tree.Field, where: Statements) -> str:
        """Return the annotation of a field: without a type it may become another than it is first."""
        changes = not self.project.certain_field(one)
        is_free = self.module.typed and one.type is None and not one.inferred
        if changes and is_free and "class" in self.project.assigned.get(one.name, ()):
            return f": {self.module.use('typing', 'Any')}"
        return where.types.note(one.type, one.value, inferred=one.inferred, changes=changes)

    def _note_of_onready(self, one: tree.Field) -> str:
        """Return the annotation of what is set before `_ready`, if its value does not tell what it is."""
        is_literal = isinstance(one.value, (tree.Array, tree.Dictionary))
        says_nothing = one.value is None or is_literal or _is_null_or(one.value)
        return f": {self.module.use('typing', 'Any')}" if self.module.typed and says_nothing else ""

    def _onready(self, one: tree.Field) -> str:
        """Return what is set just before `_ready`."""
        self.module.use("engine", "onready")
        value: tree.Expression = one.value or tree.Literal(one.line, None)
        type_ = one.type
        if isinstance(value, tree.Cast):
            type_, value = value.type, value.value
        kind = f", {self.expressions.type(type_).text}" if type_ is not None and self._is_node(type_) else ""
        if isinstance(value, tree.NodeAt):
            return f"onready({quoted(value.path)}{kind})"
        match value:
            case tree.Call(
                function=tree.Name(name="get_node"), arguments=[tree.Literal(value=str() as path)]
            ):
                return f"onready({quoted(path)}{kind})"
        inside, notes = Expressions(Scope(self.module, self.facts, one.name)), len(self.module.notes)
        text = inside.text(value, Level.TERNARY)
        for note in self.module.notes[notes:]:
            if note.text.endswith(" here."):
                self.module.unsafe.add("attr-defined" if " has no " in note.text else "name-defined")
        return f"onready(lambda self: {text})"

    def _is_set_before(self, one: tree.Field) -> bool:
        """Return whether a method that stands before `_init` sets a field: type checkers begin with that."""
        functions = [other for other in self.facts.body.members if isinstance(other, tree.Function)]
        names = [function.name for function in functions]
        before = functions[: names.index("_init")] if "_init" in names else []
        return any(one.name in assigned_names(function.body) for function in before)

    def _exported(self, one: tree.Field, value: str) -> str:
        """Return what scene files may set."""
        self.module.use("engine", "export")
        is_told = one.type is not None and written(one.type) in BUILT_IN  # whatever an editor offers
        type_ = one.exported[0] if one.exported and not is_told else one.type
        kind = written(type_) if type_ is not None else ""
        if is_told_by_export(one) and one.type is not None:
            name = written(one.type)
            return f"export({value}, {self.module.use(module_of(name), name)})"
        if one.value is None and kind in BUILT_IN:
            return f"export({self.body.types.default(kind)})"
        if kind in BUILT_IN or not module_of(kind) or not (one.value is None or is_null(one.value)):
            made = self.expressions.silent(one.value).facts if one.value is not None else None
            tells = made is None or made.native == "Reference" or bool(module_of(made.native))
            return f"export({value})" if tells or made is None else f"export({value}, {made.qualified})"
        return f"export({self.body.types.null()}, {self.module.use(module_of(kind), kind)})"

    def _is_enum(self, one: tree.Field) -> bool:
        """Return whether a value is of an enumeration, to type checkers the only one that there may be."""
        if not self.module.typed or not isinstance(one.value, (tree.Name, tree.Attribute)):
            return False
        return self.body.types.is_of_enum(one.value)

    def _is_node(self, type_: tree.Expression) -> bool:
        """Return whether a type is a class of nodes that is here."""
        return self.project.class_at(type_, self.facts) is not None or bool(module_of(written(type_)))

    def _property(self, one: tree.Field) -> None:
        """Write the property that `setget` makes."""
        name = member_name(one.name)
        attribute = f"self.{self.project.attribute(self.facts, one)}"
        getter = f"self.{member_name(one.getter)}()" if one.getter else attribute
        kind = f": {self.body.types.annotation(one.type)}" if one.type is not None else ""
        gives, none = (f" -> {kind[2:]}", " -> None") if kind else ("", "")
        note = self._note_of(one, self.body)
        if one in self.kept and note and not one.setter:
            self.lines.add(f"{attribute.removeprefix('self.')}{note}")
        if self._is_again(one):
            self.module.unsafe.add("no-redef")
        decorator = "property"
        if any(getattr(other, "name", "") == "property" for other in self.facts.body.members):
            decorator = f"{self.module.use('builtins', '')}.property"  # its name is taken in this class
        again = "  # noqa: F811" * self._is_again(one)
        above = f"@{decorator}{self.module.mark()}"
        self.lines.add(f"\n{above}\ndef {name}(self){gives}:{again}\n    return {getter}")
        started = "_ = " if one.setter and self.project.may_wait(self.facts, one.setter) else ""
        setter = f"{started}self.{member_name(one.setter)}(value)" if one.setter else f"{attribute} = value"
        self.lines.add(f"\n@{name}.setter\ndef {name}(self, value{kind}){none}:\n    {setter}\n")

    def _constant(self, one: tree.Constant) -> None:
        if self.project.class_of_its_name(self.facts, one) is not None:
            self.expressions.write(one.value)  # imports it
            self.lines.beside(one.end)
            return
        note = self.body.types.note(None, one.value, inferred=True, always=_is_empty(one.value))
        self._end(one, f"{member_name(one.name)}{note} = {self.expressions.write(one.value).text}")

    def _enum(self, one: tree.EnumMember) -> None:
        """Write an enumeration: one with a name is a class, the items of others are constants."""
        prefix = ""
        if one.name:
            self._blank()
            self.module.use("enum", "IntEnum")
            self.lines.add(f"class {member_name(one.name)}(IntEnum):{self.lines.beside(one.line)}")
            self.lines.depth += 1
            if not one.items:
                self.lines.add("pass")
        last, count = "", 0
        for item, value in one.items:
            if value is not None:
                code = self.expressions.write(value)
                number = code.text
                last, count = (number, 0) if not number.lstrip("-").isdigit() else ("", int(number))
            number = str(count) if not last else last if not count else f"{last} + {count}"
            count += 1
            self.lines.add(f"{prefix}{member_name(item)} = {number}")
        self.lines.beside(one.end)
        if one.name:
            self.lines.depth -= 1
            self.lines.add()

    # Functions.

    def _plain_init(self) -> None:
        """Write an `__init__` that gives each object its own fields."""
        self._blank()
        self.lines.add(f"def __init__(self){' -> None' if self.module.typed else ''}:")
        self.lines.depth += 1
        self._own_fields()
        self.lines.add("super().__init__()\n")
        self.lines.depth -= 1

    def _blank(self) -> None:
        if (
            self.lines.text
            and self.lines.text[-1].strip()
            and not self.lines.text[-1].strip().startswith(("class ", "@", "#"))
        ):
            self.lines.add()

    def _own_fields(self) -> None:
        scope = Scope(self.module, self.facts, "__init__", typed=self.module.typed)
        inside = Statements(scope, self.lines, [])
        for one in self.kept:
            name = self.project.attribute(self.facts, one)
            kind = inside.expressions.declared_kind(one.type, one.inferred, one.value)
            note = self._note_of(one, inside)
            if (self.project.is_split(self.facts, one) and not one.setter) or self._is_set_before(one):
                note = ""  # which stands before its property, or before the class's methods
            value = inside.types.value(one.value, kind, one.type).text
            self.lines.add(f"self.{name}{note} = {value}{self.module.mark()}")

    def _function(self, one: tree.Function) -> None:
        self._blank()
        is_init = one.name == "_init"
        typed = one.returns is not None or any(parameter.type for parameter in one.parameters)
        typed = typed or (is_init and self.module.typed)
        scope = Scope(self.module, self.facts, one.name, static=one.static, typed=typed)
        inside = Statements(scope, self.lines, one.body, one.returns)
        at, notes = len(self.lines.text), len(self.module.notes)
        parameters, first = self._parameters(one, inside)
        beside = self.lines.beside(one.end)
        self.lines.depth += 1
        if is_init:
            self._own_fields()
            arguments = inside.expressions.listed(one.base_arguments or [])
            self.lines.add(f"super().__init__({arguments})")
        elif one.name in HOOKS and self.facts.base is not None and self.facts.base.find(one.name):
            word = "await " if self.project.waits(self.facts.base, one.name) else ""
            scope.waits = scope.waits or bool(word)
            self.lines.add(f"{word}super().{one.name}({', '.join(p.name for p in one.parameters)})")
        begin = len(self.lines.text)
        for line in first:
            self.lines.add(line)
        self.lines.depth -= 1
        has_lines = len(self.lines.text) > at
        inside.block(one.body)
        if has_lines and self.lines.text[-1].strip() == "pass":
            self.lines.text.pop()
        returns = (
            f" -> {inside.types.annotation(one.returns)}" if one.returns is not None and not is_init else ""
        )
        if is_init and self.module.typed:
            returns = " -> None"
        if is_init and scope.waits:
            self._begin_later(begin, parameters, returns, [scope.locals[p.name].name for p in one.parameters])
            scope.waits = False
        name = "__init__" if is_init else method_name(one.name)
        self.module.unsafe.clear()
        if (typed or scope.waits) and self._waits_unlike_base(one.name, scope.waits):
            self.module.unsafe.add("override")
        if typed and not is_init and self._hides_native(one.name):
            self.module.unsafe.add("override")
        if self._is_again(one) and self._signal_of(one) is None:
            self.module.unsafe.add("no-redef")
        beside = self.module.mark() + beside
        head = f"{'async ' if scope.waits else ''}def {name}({parameters}){returns}:{beside}"
        above = [note for note in self.module.notes[notes:] if one.line <= note.line <= one.end]
        indent = "    " * self.lines.depth
        self.lines.text[at:at] = [
            *(
                f"{indent}# PORT: {note.text}"
                for note in above
                if not one.body or note.line < one.body[0].line
            ),
            *(f"{indent}{decorator}" for decorator in self._decorators(one)),
            indent + head,
        ]

    def _begin_later(self, begin: int, parameters: str, returns: str, given: list[str]) -> None:
        """Let what `_init` does from line `begin` on be a method of its own: `__init__` cannot wait."""
        name, indent = f"_begin_{self.facts.name}", "    " * self.lines.depth
        self.lines.text[begin:begin] = [
            f"{indent}    _ = self.{name}({', '.join(given)})",
            "",
            f"{indent}async def {name}({parameters}){returns}:",
        ]

    def _hides_native(self, name: str) -> bool:
        """Return whether the engine's class has a property where a method has this name."""
        native = member(name, self.facts.native)
        is_property = native is not None and native.sort == "property"
        return is_property and checked.has(None, self.facts.native, name)

    def _waits_unlike_base(self, name: str, waits: bool) -> bool:
        """Return whether a base of the project has a method of this name, typed, where one of both waits."""
        base = self.facts.base
        found = base.find(name) if base is not None else None
        if base is None or found is None or getattr(found[1], "returns", None) is None:
            return False
        return self.project.waits(base, name) is not waits

    def _decorators(self, one: tree.Function) -> Iterator[str]:
        arguments = self._signal_of(one)
        if arguments is not None:
            yield f"@{self.module.use(GDSCRIPT, 'with_signal')}({', '.join(map(quoted, arguments))})"
        if one.mode:
            yield "@" + self.module.use("engine", _MODES.get(one.mode, one.mode))
        if one.static:
            yield "@staticmethod"

    def _parameters(self, one: tree.Function, inside: Statements) -> tuple[str, list[str]]:
        """Return the parameters, and the lines that what they were given needs first."""
        written_: list[str] = [] if one.static else ["self"]
        first: list[str] = []
        for place, parameter in enumerate(one.parameters):
            kind = inside.expressions.declared_kind(parameter.type, parameter.inferred, parameter.default)
            typed = bool(kind) or parameter.type is not None
            known = inside.expressions.declared(Code("", kind=kind), parameter.type, self.facts)
            inside.scope.parameters.add(parameter.name)
            name = inside.scope.add(
                parameter.name,
                known.kind,
                typed=typed,
                type_=parameter.type,
                facts=known.facts,
                seen=known.seen,
            )
            note = f": {inside.types.annotation(parameter.type)}" if parameter.type is not None else ""
            text = f"{name}{note}"
            if parameter.default is not None:
                value = inside.types.value(parameter.default, kind, parameter.type).text
                plain = self._is_plain(parameter.default) and isinstance(
                    parameter.default, (tree.Literal, tree.Unary, tree.Call)
                )
                equals = " = " if note else "="
                if plain:
                    text += f"{equals}{value}"
                else:
                    text += f"{equals}{self.module.use(GDSCRIPT, 'null') if note else 'None'}"
                    first.append(f"if {name} is None:\n    {name} = {value}{self.module.mark()}")
                    if any(map(is_null, self._given(one.name, place))):
                        said = f"A null that is given for {parameter.name} becomes its default here."
                        self.module.note(one.line, said, serious=True)
            if kind in ("int", "float") and self._is_given_another(one.name, place, kind):
                first.append(f"{name} = {kind}({name})")
            written_.append(text)
        return ", ".join(written_), first

    def _is_given_another(self, function: str, place: int, kind: str) -> bool:
        """Return whether some call in the project gives a parameter another kind of number."""
        given = self._given(function, place)
        kinds = {type(one.value).__name__ if isinstance(one, tree.Literal) else "" for one in given}
        return bool(kinds - {kind}) if kind == "int" else "int" in kinds

    def _given(self, function: str, place: int) -> list[tree.Expression]:
        """Return what calls in the project give for a parameter of a function of this name."""
        calls = self.project.calls.get(function, ())
        return [arguments[place] for arguments in calls if place < len(arguments)]
