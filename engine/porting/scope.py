"""Where a line of a script stands: its class, the names that are local there, and what it comes to need."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from . import tree
from .code import Code, Seen
from .names import local_name
from .project import ClassFacts, Project


class Note(NamedTuple):
    """Something to be said of a line. With `serious` it does not do here what it did in Godot."""

    line: int
    text: str
    serious: bool


class Local(NamedTuple):
    """A local name: how it is written, and the kind of its value, as far as that is certain."""

    name: str
    kind: str
    typed: bool
    positive: bool = False
    type: tree.Expression | None = None
    facts: ClassFacts | None = None
    """The class of the project that its value is of."""
    seen: Seen = Seen.AS_IT_IS


@dataclass
class Module:
    """What is written for a script comes to need: imports by module, and notes."""

    project: Project
    path: str
    imports: set[tuple[str, str]] = field(default_factory=set)
    notes: list[Note] = field(default_factory=list)
    helped: set[int] = field(default_factory=set)
    """The lines that are written with a function of `engine.ported`."""
    typed: bool = False
    """Whether the scripts of the project say types."""
    looked_at: set[int] = field(default_factory=set)
    """The expressions whose values are being looked for."""
    stand_ins: dict[str, str] = field(default_factory=dict)
    """Classes of the engine that are not here, with the nearest that is."""
    unsafe: set[str] = field(default_factory=set)
    """What type checkers say of the line that is being written and GDScript allows, by their codes."""
    annotations_wait: bool = False
    """True once an annotation names a class that is not there yet where it stands."""

    def is_early(self, module: str) -> bool:
        """Return whether a module of the project is imported first: it does not import this one."""
        return self._is_of_project(module) and not self.is_late(module)

    def is_late(self, module: str) -> bool:
        """Return whether a module of the project needs this one, which has to be complete then."""
        return self._is_of_project(module) and self.project.needs(module, self.path)

    def _is_of_project(self, module: str) -> bool:
        return module in self.project.modules

    def use(self, module: str, name: str) -> str:
        """Return a name that is imported from a module; with no name it is the module itself."""
        self.imports.add((module, name))
        return name or module

    def mark(self) -> str:
        """Return what tells type checkers to let a line be, once it is written."""
        codes = ", ".join(sorted(self.unsafe))
        self.unsafe.clear()
        return f"  # type: ignore[{codes}]" if codes else ""

    def note(self, line: int, text: str, *, serious: bool = False) -> None:
        """Keep something to be said, once a line."""
        note = Note(line, text, serious)
        if note not in self.notes:
            self.notes.append(note)


@dataclass
class Scope:
    """A function, or the body of a class if it has no name."""

    module: Module
    facts: ClassFacts
    function: str = ""
    static: bool = False
    locals: dict[str, Local] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    """The annotations of local names, of which each has one."""
    typed: bool = False
    """Whether types are written in it, so that type checkers look at its lines."""
    bare: tree.Expression | None = None
    """The call whose value nobody looks at before it has been waited for."""
    parameters: set[str] = field(default_factory=set)
    narrowed: dict[str, Code] = field(default_factory=dict)
    """What is known of values for as long as a condition holds, by how they are written."""
    changed: set[str] = field(default_factory=set)
    """What has been given another value, by how it is written."""
    waits: bool = False
    """True once something in it is waited for."""

    def unsafe(self, code: str) -> None:
        """Let type checkers be with what they say of the line that is being written, if they look at it."""
        if code and (self.typed or not self.function):
            self.module.unsafe.add(code)

    def add(
        self,
        name: str,
        kind: str = "",
        *,
        typed: bool = False,
        positive: bool = False,
        type_: tree.Expression | None = None,
        facts: ClassFacts | None = None,
        seen: Seen = Seen.AS_IT_IS,
        beside: str = "",
    ) -> str:
        """Take in a local name, and return how it is written: with `beside`, if another has it for longer."""
        local = Local(local_name(name) + beside, kind, typed, positive, type_, facts, seen)
        self.locals[name] = local
        return local.name
