"""The names of ours on classes that users subclass, `_x_`: each says in its definition which kind it is.

*Mine* says nothing. An *override point* has these words in the line of its definition, or in its
docstring. A *friend* has the word and its readers there (`# friend: routing, focus`); a class whose
docstring has it, or a protocol, is all for others to read. CONTRIBUTING.md explains the three.
"""

import ast
import re
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
OURS = re.compile(r"_[a-z]\w*[a-z0-9]_")


class Definition(NamedTuple):
    """Where a class defines a name of ours, and what is written there."""

    module: str
    owner: str
    line: int
    is_callable: bool
    words: str
    """The line, or lines, of the definition, and its docstring."""
    is_for_others: bool
    """The whole class is: it is a protocol, or its docstring says so."""

    @property
    def where(self):
        return f"{self.module}:{self.line} {self.owner}"


def last_name(node):
    while isinstance(node, ast.Subscript):
        node = node.value
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", None)


def statements(body):
    for statement in body:
        if isinstance(statement, ast.If):
            yield from statements(statement.body)
        else:
            yield statement


def defined_name(statement):
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
        return statement.name
    target = statement.target if isinstance(statement, ast.AnnAssign) else None
    if isinstance(statement, ast.Assign):
        target = statement.targets[0]
    return getattr(target, "id", "")


def own_definitions(module, lines, owner):
    """Yield the definitions of names of ours in the body of a class."""
    bases = {last_name(base) for base in owner.bases}
    is_for_others = "Protocol" in bases or "friend" in (ast.get_docstring(owner) or "")
    for statement in statements(owner.body):
        name = defined_name(statement)
        if OURS.fullmatch(name):
            is_callable = isinstance(statement, ast.FunctionDef)
            end = statement.body[0].end_lineno if is_callable else statement.end_lineno
            words = "\n".join(lines[statement.lineno - 1 : end])
            yield name, Definition(module, owner.name, statement.lineno, is_callable, words, is_for_others)


def survey():
    """Return the definitions of each name of ours, its readers by the name, and the bases of the classes."""
    definitions, readers, bases = {}, {}, {}
    for file in sorted(file for part in ("engine", "nodes") for file in (ROOT / part).rglob("*.py")):
        module = ".".join(file.relative_to(ROOT).with_suffix("").parts)
        text = file.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.ClassDef):
                bases[node.name] = [last_name(base) for base in node.bases]
                for name, definition in own_definitions(module, text.splitlines(), node):
                    definitions.setdefault(name, []).append(definition)
            elif _is_reading_another(node):
                readers.setdefault(node.attr, set()).add(module)
    return definitions, readers, bases


def _is_reading_another(node):
    """Return True for `other._x_`, but not where an object asks itself: `self._x_`, `super()._x_`."""
    if not isinstance(node, ast.Attribute) or not OURS.fullmatch(node.attr):
        return False
    value = node.value.func if isinstance(node.value, ast.Call) else node.value
    return isinstance(node.ctx, ast.Load) and last_name(value) not in {"self", "super"}


DEFINITIONS, READERS, BASES = survey()


def ancestors(owner):
    return {base for name in BASES.get(owner, ()) for base in (name, *ancestors(name))}


def overridden(definitions):
    """Return those of the definitions of a name that a subclass defines again, as a method or property."""
    owners = {definition.owner for definition in definitions}
    return [
        first
        for first in definitions
        if not ancestors(first.owner) & owners
        and any(other.is_callable and first.owner in ancestors(other.owner) for other in definitions)
    ]


def friends_named(definitions):
    """Return the modules that the definitions of a name call its friends, as they are written there."""
    found = [re.search(r"# friend: ([^;\n]*)", definition.words) for definition in definitions]
    return {name.strip() for match in found if match for name in match[1].split(",")}


def is_called(name, module):
    """Return True if a module may be called by a name: its last word, or a package that it is in."""
    return module == name or module.endswith(f".{name}") or module.startswith(f"{name}.")


def unnamed_readers(name):
    """Return the modules that read a name of ours in other objects and are not called its friends."""
    definitions = DEFINITIONS.get(name, [])
    if any(definition.is_for_others for definition in definitions):
        return set()
    others = READERS[name] - {definition.module for definition in definitions}
    named = friends_named(definitions)
    return {other for other in others if not any(is_called(friend, other) for friend in named)}


def test_what_subclasses_define_again_is_called_an_override_point():
    silent = {
        name: [first.where for first in overridden(definitions) if "verride" not in first.words]
        for name, definitions in DEFINITIONS.items()
    }
    assert {name: where for name, where in silent.items() if where} == {}


def test_what_other_modules_read_names_them_as_friends():
    assert {name: unnamed for name in READERS if (unnamed := unnamed_readers(name))} == {}


def test_who_is_named_as_a_friend_is_one():
    strangers = {
        name: named
        for name, definitions in DEFINITIONS.items()
        if (
            named := {
                friend
                for friend in friends_named(definitions)
                if not any(is_called(friend, reader) for reader in READERS.get(name, ()))
            }
        )
    }
    assert strangers == {}


def test_the_test_sees_the_kinds():
    assert {definition.owner for definition in DEFINITIONS["_flags_"]} >= {"NodeState"}
    assert "engine.scene.lifecycle" in READERS["_flags_"]
    assert is_called("gui", "nodes.gui")
    assert is_called("nodes.gui", "nodes.gui.focus")
    assert not is_called("focus", "nodes.gui.unfocus")
