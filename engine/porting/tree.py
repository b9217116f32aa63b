"""A script as a tree: what the parser makes and the rest of `porting` reads.

Lines are counted from 1; they are how comments find their place again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from .tokens import Comment


@dataclass
class Expression:
    """Something that has a value."""

    line: int


@dataclass
class Literal(Expression):
    """A number, text, `true`, `false` or `null`; `source` is how a number stands there."""

    value: int | float | str | bool | None
    source: str = ""


@dataclass
class Name(Expression):
    """A name, `self` and the constants of the language among them."""

    name: str


@dataclass
class NodeAt(Expression):
    """`$A/B`."""

    path: str


@dataclass
class PathLiteral(Expression):
    """`@"A/B"`."""

    path: str


@dataclass
class Array(Expression):
    """`[a, b]`."""

    items: list[Expression]


@dataclass
class Dictionary(Expression):
    """`{a: b}`, or `{a = b}`, whose keys are texts."""

    pairs: list[tuple[Expression, Expression]]


@dataclass
class Attribute(Expression):
    """`a.b`."""

    of: Expression
    name: str


@dataclass
class Index(Expression):
    """`a[b]`."""

    of: Expression
    index: Expression


@dataclass
class Call(Expression):
    """`a(b)`; `preload` and `yield` are calls of these names."""

    function: Expression
    arguments: list[Expression]


@dataclass
class BaseCall(Expression):
    """`.a(b)`: the base's method."""

    name: str
    arguments: list[Expression]


@dataclass
class Unary(Expression):
    """`-a`, `+a`, `~a`, `not a`."""

    operator: str
    operand: Expression


@dataclass
class Binary(Expression):
    """`a + b`; `&&` and `||` are `and` and `or`."""

    operator: str
    left: Expression
    right: Expression


@dataclass
class Ternary(Expression):
    """`a if c else b`."""

    condition: Expression
    then: Expression
    otherwise: Expression


@dataclass
class TypeTest(Expression):
    """`a is B`."""

    value: Expression
    type: Expression


@dataclass
class Cast(Expression):
    """`a as B`."""

    value: Expression
    type: Expression


@dataclass
class Bind(Expression):
    """`var a` in a pattern."""

    name: str


@dataclass
class Rest(Expression):
    """`..` in a pattern."""


@dataclass
class Statement:
    """Something that is done. `end` is its last line, its blocks not counted."""

    line: int
    end: int


Block: TypeAlias = list[Statement]


@dataclass
class Do(Statement):
    """An expression for what it does."""

    value: Expression


@dataclass
class Variable(Statement):
    """`var a: T = b`; with `inferred` it is `var a := b`."""

    name: str
    type: Expression | None
    inferred: bool
    value: Expression | None


@dataclass
class Assign(Statement):
    """`a = b` and `a += b`; `operator` is `=`, `+=` …"""

    target: Expression
    operator: str
    value: Expression


@dataclass
class Branch:
    """`if a:` or `elif a:` and what is done then."""

    line: int
    condition: Expression
    body: Block


@dataclass
class If(Statement):
    """`if`, `elif` … `else`; `otherwise_line` is the line of `else`, 0 without one."""

    branches: list[Branch]
    otherwise: Block
    otherwise_line: int


@dataclass
class While(Statement):
    """`while a:`."""

    condition: Expression
    body: Block


@dataclass
class For(Statement):
    """`for a in b:`."""

    name: str
    iterable: Expression
    body: Block


@dataclass
class Arm:
    """`a, b:` of a `match`."""

    line: int
    patterns: list[Expression]
    body: Block


@dataclass
class Match(Statement):
    """`match a:`."""

    value: Expression
    arms: list[Arm]


@dataclass
class Return(Statement):
    """`return a`."""

    value: Expression | None


@dataclass
class Assert(Statement):
    """`assert(a, b)`."""

    condition: Expression
    message: Expression | None


@dataclass
class Word(Statement):
    """`pass`, `break`, `continue` or `breakpoint`."""

    word: str


@dataclass
class Member:
    """A part of a class. `end` is the last line of what it begins with, its body not counted."""

    line: int
    end: int
    name: str


@dataclass
class Field(Member):
    """A variable of a class.

    `exported` is None unless it has `export`, whose words in brackets it has; `mode` is a word such
    as `remote`; `setter` and `getter` are what `setget` names.
    """

    type: Expression | None
    inferred: bool
    value: Expression | None
    onready: bool = False
    exported: list[Expression] | None = None
    mode: str = ""
    setter: str = ""
    getter: str = ""


@dataclass
class Constant(Member):
    """`const A = b`."""

    type: Expression | None
    value: Expression


@dataclass
class SignalMember(Member):
    """`signal a(b, c)`."""

    arguments: list[str]


@dataclass
class EnumMember(Member):
    """`enum A { B, C = 2 }`; `name` is empty if it has none."""

    items: list[tuple[str, Expression | None]]


@dataclass
class Parameter:
    """`a: T = b` of a function."""

    name: str
    type: Expression | None
    inferred: bool
    default: Expression | None


@dataclass
class Function(Member):
    """`func a(b) -> T:`; `base_arguments` are those of `func _init(a).(b):`, None without."""

    parameters: list[Parameter]
    returns: Expression | None
    body: Block
    static: bool = False
    mode: str = ""
    base_arguments: list[Expression] | None = None


@dataclass
class Class(Member):
    """A class: that of the script, or one within it.

    `extends` is a name or a path in quotes, with the names of inner classes after points; None if
    the script says nothing, which is `Reference`.
    """

    extends: Expression | None
    members: list[Member] = field(default_factory=list)


@dataclass
class Script:
    """A file: its class, whose name is that of `class_name` or empty, and its comments in order."""

    main: Class
    tool: bool
    comments: list[Comment]
