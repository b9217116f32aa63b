"""What the statements of a function do with its names, and how they end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from . import tree
from .project import last_name, walk, written


class Body:
    """What the statements of one function do with names: with those that are local, and others."""

    def __init__(self, block: tree.Block) -> None:
        nodes = [node for statement in block for node in walk(statement)]
        self.assigned: set[str] = set(assigned_names(block))
        self.asked: set[str] = asked_names(block)
        self.declared: defaultdict[str, set[str]] = declared_names(block)
        self.loops: list[tree.For] = [node for node in nodes if isinstance(node, tree.For)]
        self._assignments = [node for node in nodes if isinstance(node, tree.Assign)]

    def assignments(self, name: str) -> list[tree.Assign]:
        """Return the assignments to what is called so, whatever it is of."""
        return [one for one in self._assignments if last_name(one.target) == name]


def assigned_names(body: tree.Block) -> Iterator[str]:
    """Yield the names that statements assign to, declarations not counted."""
    for statement in body:
        for node in walk(statement):
            if isinstance(node, tree.Assign) and isinstance(node.target, tree.Name):
                yield node.target.name


def asked_names(body: tree.Block) -> set[str]:
    """Return the names of what statements ask for members."""
    return {
        node.of.name
        for statement in body
        for node in walk(statement)
        if isinstance(node, tree.Attribute) and isinstance(node.of, tree.Name)
    }


def declared_names(body: tree.Block) -> defaultdict[str, set[str]]:
    """Return the local names that statements declare, with all that they are declared as."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for statement in body:
        for node in walk(statement):
            if isinstance(node, tree.Variable):
                found[node.name].add(written(node.type) if node.type else f":= {node.line}")
            elif isinstance(node, tree.For):
                of_ints = (
                    isinstance(node.iterable, tree.Call) and last_name(node.iterable.function) == "range"
                )
                found[node.name].add("for ints" if of_ints else "for")
    return found


def goes_on(body: tree.Block) -> bool:
    """Return whether an arm has a `continue` that is meant for the `match`."""
    for statement in body:
        if isinstance(statement, tree.Word) and statement.word == "continue":
            return True
        if isinstance(statement, tree.If):
            blocks = [*(branch.body for branch in statement.branches), statement.otherwise]
            if any(goes_on(block) for block in blocks):
                return True
    return False


def goes_on_at_the_end(body: tree.Block) -> bool:
    """Return whether each such `continue` of an arm is the last that is done in it."""
    for at, statement in enumerate(body):
        last = at == len(body) - 1
        if isinstance(statement, tree.Word) and statement.word == "continue" and not last:
            return False
        if isinstance(statement, tree.If):
            blocks = [*(branch.body for branch in statement.branches), statement.otherwise]
            if any(goes_on(block) and not (last and goes_on_at_the_end(block)) for block in blocks):
                return False
    return True


def last_line(body: tree.Block) -> int:
    """Return the last line of a block."""
    return max((getattr(node, "end", 0) for statement in body for node in walk(statement)), default=0)


def leaves(body: tree.Block) -> bool:
    """Return whether nothing after a block is reached from it."""
    last = body[-1] if body else None
    goes = isinstance(last, tree.Word) and last.word in ("break", "continue")
    return goes or isinstance(last, tree.Return)
