"""Where a line of a script stands: its class, the names that are local there, and what it comes to need."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from . import tree
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
    """Whether a function of the script says a type."""
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
    waits: bool = False
    """True once something in it is waited for."""

    def add(
        self,
        name: str,
        kind: str = "",
        *,
        typed: bool = False,
        positive: bool = False,
        type_: tree.Expression | None = None,
    ) -> str:
        """Take in a local name, and return how it is written."""
        local = Local(local_name(name), kind, typed, positive, type_)
        self.locals[name] = local
        return local.name
