"""Local variables of GDScript as lines of Python: what is known of them, and what type checkers are told."""

from __future__ import annotations

from ..base.godot_classes import member
from . import tree
from .bodies import Body
from .code import Code, Seen
from .expressions import Expressions, is_object
from .godot3 import VECTORS
from .names import local_name, module_of
from .project import last_name, walk
from .scope import Module, Scope
from .types import Types, made_class


class Variables:
    """Declares the local variables of one function, whose `body` tells what becomes of them."""

    def __init__(self, expressions: Expressions, types: Types, body: Body) -> None:
        self.expressions: Expressions = expressions
        self.types: Types = types
        self.body: Body = body
        self.scope: Scope = expressions.scope
        self.module: Module = expressions.module

    def text(self, one: tree.Variable) -> str:
        """Return a declaration as a statement of Python, and take in its name."""
        kind = self.expressions.declared_kind(one.type, one.inferred, one.value)
        typed = bool(kind) and (one.type is not None or one.inferred)
        value = self.types.value(one.value, kind if typed else "", one.type)
        stays = one.name not in self.body.assigned or self._stays(one.name, value.kind)
        if not typed and one.value is not None and stays:
            kind = value.kind if value.kind not in ("null", "self", "class", "enum") else ""
        positive = value.positive and one.name not in self.body.assigned
        type_ = one.type or made_class(one.value)
        typed = typed or type_ is not None
        hides = value.text.startswith(local_name(one.name)) and value.text.partition("(")[0] == one.name
        beside = "_" * (hides or one.name in self.scope.parameters)  # which are the same after the block
        note = self._note(one, local_name(one.name) + beside)
        known = self._known(one, value._replace(kind=kind))
        if value.kind == "Task" and one.type is not None and not note.endswith("Any"):
            self.scope.unsafe("assignment")  # it is waited for later
        elif value.kind == "Task" and note:
            known = known._replace(seen=Seen.ANY)
        name = self.scope.add(
            one.name,
            known.kind,
            typed=typed,
            positive=positive,
            type_=type_,
            facts=known.facts,
            seen=known.seen,
            beside=beside,
        )
        self.scope.narrowed.pop(name, None)
        self._let_be_read_before(one.value)
        return f"{name}{note} = {value.text}"

    def _let_be_read_before(self, value: tree.Expression | None) -> None:
        """Mark a property that is read before it is set, of which type checkers know nothing until then."""
        native = self.scope.facts.native
        if isinstance(value, tree.Name) and value.name in self.body.assigned and not module_of(native):
            is_own = value.name not in self.scope.locals and self.scope.facts.find(value.name) is None
            given = (one.value for one in self.body.assignments(value.name))
            is_untold = any(last_name(one) in self.scope.parameters for one in given)
            if is_own and is_untold and member(value.name, native):
                self.scope.unsafe("has-type")

    def _stays(self, name: str, kind: str) -> bool:
        """Return whether a variable without a type is only given vectors of this kind, or dictionaries."""
        if kind not in (*VECTORS, "Dictionary"):
            return False
        around = dict(self.scope.locals)
        self.scope.add(name, kind)
        for later in self.body.declared.keys() - self.scope.locals.keys():
            self.scope.add(later)
        given = [one.value for one in self.body.assignments(name) if one.operator == "="]
        kinds = {self.expressions.silent(value).kind for value in given}
        self.scope.locals = around
        return kinds <= {kind}

    def _known(self, one: tree.Variable, value: Code) -> Code:
        """Return what is known of a variable: by its type, else by its first value, if there is no other."""
        if one.type is not None:
            return self.expressions.declared(value, one.type, self.scope.facts)
        return value if one.inferred or one.name not in self.body.assigned else value._replace(facts=None)

    def _note(self, one: tree.Variable, name: str) -> str:
        """Return the annotation of a local name, which stands at its first declaration alone."""
        if name in self.scope.notes:
            return ""
        note = self.types.note(one.type, one.value, inferred=one.inferred)
        if self.scope.typed and (
            len(self.body.declared[one.name]) > 1
            or self._becomes_another(one)
            or self._is_asked_early(one)
            or self._is_of_two_kinds(one)
        ):
            note = f": {self.module.use('typing', 'Any')}"
        self.scope.notes[name] = note
        return note

    def _becomes_another(self, one: tree.Variable) -> bool:
        """Return whether a variable without a type is given more than what its first value tells checkers."""
        if one.type is not None or one.inferred or one.value is None or one.name not in self.body.assigned:
            return False
        kind = self.expressions.silent(one.value).kind
        if kind and self._kinds_given(one.name, kind) - {"", "null", kind, "int" if kind == "float" else ""}:
            return True
        if kind == "int" and self._may_be_given_float(one.name):
            return True
        is_read = isinstance(one.value, (tree.Name, tree.Attribute))
        is_given = is_read or isinstance(one.value, tree.Call)
        return (
            is_object(kind)
            or kind == "Task"
            or (is_read and kind == "int")
            or (is_given and kind in ("String", "Array", "Dictionary"))
        )

    def _is_asked_early(self, one: tree.Variable) -> bool:
        """Return whether what waits is asked for something, as if it had been waited for."""
        if one.type is not None or one.value is None or one.name not in self.body.asked:
            return False
        return self.expressions.silent(one.value).kind == "Task"

    def _is_of_two_kinds(self, one: tree.Variable) -> bool:
        """Return whether a variable without a type has one of two values, of which one holds many."""
        if not isinstance(one.value, tree.Ternary) or one.type is not None or one.inferred:
            return False
        kinds = {self.expressions.silent(side).kind for side in (one.value.then, one.value.otherwise)}
        return "" in kinds and bool(kinds & {"Array", "Dictionary"})

    def _may_be_given_float(self, name: str) -> bool:
        """Return whether a local variable is given what is made of a float and of something unknown."""
        values = [one.value for one in self.body.assignments(name)]
        sums = [one for one in values if isinstance(one, tree.Binary)]
        return any(isinstance(getattr(node, "value", None), float) for one in sums for node in walk(one))

    def _kinds_given(self, name: str, kind: str) -> set[str]:
        """Return the kinds of what a local variable, first of one kind, is given after its declaration."""
        given = self.body.assignments(name)
        made = [one.value for one in given if one.operator == "=" or kind == "int"]
        return {self.expressions.silent(value).kind for value in made}
