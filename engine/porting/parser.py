"""GDScript 3 from tokens to a tree: expressions by precedence, statements and members by their first word.

Source: Godot's `GDScriptParser`; a script that Godot refuses for what its names mean is read all the same.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter

from . import tree
from .code import remark
from .error import GDScriptError
from .tokens import Comment, Kind, Token, tokens_of

_BINARY = {
    **dict.fromkeys(("or", "||"), 2),
    **dict.fromkeys(("and", "&&"), 3),
    "in": 5,
    **dict.fromkeys(("==", "!=", "<", ">", "<=", ">="), 6),
    "|": 7,
    "^": 8,
    "&": 9,
    **dict.fromkeys(("<<", ">>"), 10),
    **dict.fromkeys(("+", "-"), 11),
    **dict.fromkeys(("*", "/", "%"), 12),
}
"""How tightly operators bind: all of them take the left one of two alike first."""
_TERNARY = 1
_UNARY = {"not": 4, "!": 4, "-": 13, "+": 13, "~": 14}
_TYPE = 15
_SPELT = {"&&": "and", "||": "or", "!": "not"}
_ASSIGNING = ("=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>=")
_MODES = ("remote", "master", "puppet", "slave", "sync", "remotesync", "mastersync", "puppetsync")
_CONSTANTS = {"true": True, "false": False, "null": None}
_DEEPEST = 100


def parse(text: str) -> tree.Script:
    """Return a script as a tree; raise `GDScriptError` with the line of what cannot be read."""
    return _Parser(text).script()


class _Parser:
    """Goes from token to token."""

    def __init__(self, text: str) -> None:
        self.tokens, self.comments = tokens_of(text)
        self.at = 0
        self.depth = 0

    # What comes next.

    @property
    def next(self) -> Token:
        """The token that was not taken yet."""
        return self.tokens[self.at]

    def is_next(self, *texts: str) -> bool:
        """Return whether one of these marks or keywords comes next."""
        kind, text, _ = self.tokens[self.at]
        return (kind is Kind.MARK or kind is Kind.KEYWORD) and text in texts

    def take(self) -> Token:
        """Take the next token."""
        token = self.tokens[self.at]
        self.at = min(self.at + 1, len(self.tokens) - 1)
        return token

    def taken(self, *texts: str) -> str:
        """Take one of these marks or keywords and return it, or return nothing."""
        return self.take().text if self.is_next(*texts) else ""

    def kind_taken(self, kind: Kind) -> bool:
        """Take a token of this kind, if it comes next."""
        if self.next.kind is not kind:
            return False
        self.take()
        return True

    def need(self, text: str) -> None:
        """Take this mark or keyword; there must be one."""
        if not self.taken(text):
            raise self.wrong(repr(text))

    def name(self) -> str:
        """Take a name. Words that are some only in places may be one."""
        if self.next.kind in (Kind.NAME, Kind.KEYWORD):
            return self.take().text
        raise self.wrong("a name")

    def wrong(self, expected: str) -> GDScriptError:
        """Return the error for something else than `expected`."""
        kind, text, line = self.next
        found = repr(text) if text else {Kind.END: "the end"}.get(kind, "the end of the line")
        return GDScriptError(f"{expected} is expected, not {found}.", line)

    @property
    def last_line(self) -> int:
        """The line of the token that was taken last."""
        return self.tokens[max(0, self.at - 1)].line

    def end_statement(self) -> int:
        """Go past the end of a statement, and return the line that it ends in."""
        line = self.last_line
        ended = self.taken(";") or self.kind_taken(Kind.NEWLINE)
        if not ended and self.next.kind not in (Kind.DEDENT, Kind.END):
            raise self.wrong("the end of the line")
        while self.taken(";"):
            pass
        self.kind_taken(Kind.NEWLINE)
        return line

    def listed(self, end: str, read: Callable[[], None]) -> None:
        """Read things with commas between them, up to `end`."""
        while not self.taken(end):
            read()
            if not self.taken(",") and not self.is_next(end):
                raise self.wrong(f"',' or {end!r}")

    # Classes.

    def script(self) -> tree.Script:
        """Read a whole file."""
        main = tree.Class(1, 1, "", None)
        tool = False
        while self.next.kind is not Kind.END:
            if self.taken("tool"):
                tool = True
                self.end_statement()
            elif self.taken("class_name"):
                main.name = self.name()
                if self.taken(","):
                    self.take()
                if not self.is_next("extends"):
                    self.end_statement()
            else:
                self.member(main)
        return tree.Script(main, tool, self.comments)

    def member(self, owner: tree.Class) -> None:
        """Read one member into the class that has it."""
        line = self.next.line
        if self.kind_taken(Kind.NEWLINE) or self.taken(";") or self.taken("pass"):
            return
        if self.next.kind is Kind.TEXT:
            self.remark(self.take())
            return
        if self.taken("extends"):
            owner.extends = self.type_name()
            self.end_statement()
        elif self.taken("class"):
            owner.members.append(self.inner_class(line))
        elif self.taken("signal"):
            owner.members.append(self.signal(line))
        elif self.taken("enum"):
            owner.members.append(self.enum(line))
        elif self.taken("const"):
            name, kind, inferred = self.declared()
            value = self.expression() if inferred else self.given("=")
            owner.members.append(tree.Constant(line, self.end_statement(), name, kind, value))
        else:
            self.field_or_function(owner, line)

    def remark(self, text: Token) -> None:
        """Keep a text among the members, which Godot goes past, as a comment."""
        lines = enumerate(remark(text.text).split("\n"))
        self.comments += (Comment(line, text.line + at, True) for at, line in lines)
        self.comments.sort(key=attrgetter("line"))

    def field_or_function(self, owner: tree.Class, line: int) -> None:
        """Read a variable or a function with the words before it."""
        static = onready = False
        exported: list[tree.Expression] | None = None
        mode = ""
        while True:
            if self.taken("static"):
                static = True
            elif self.taken("onready"):
                onready = True
            elif self.taken("export"):
                exported = self.arguments() if self.taken("(") else []
            elif word := self.taken(*_MODES):
                mode = word
            elif not (onready or mode or exported is not None) or not self.kind_taken(Kind.NEWLINE):
                break
        if self.taken("func"):
            owner.members.append(self.function(line, static, mode))
        elif self.taken("var"):
            owner.members.append(self.field(line, onready, exported, mode))
        else:
            raise self.wrong("a member of the class, such as 'var' or 'func',")

    def field(
        self, line: int, onready: bool, exported: list[tree.Expression] | None, mode: str
    ) -> tree.Field:
        """Read a variable after `var`."""
        name, kind, inferred = self.declared()
        value = self.expression() if inferred or self.taken("=") else None
        setter = getter = ""
        if self.taken("setget"):
            setter = "" if self.is_next(",") else self.name()
            getter = self.name() if self.taken(",") else ""
        end = self.end_statement()
        return tree.Field(line, end, name, kind, inferred, value, onready, exported, mode, setter, getter)

    def function(self, line: int, static: bool, mode: str) -> tree.Function:
        """Read a function after `func`."""
        name = self.name()
        parameters: list[tree.Parameter] = []
        self.need("(")
        self.listed(")", lambda: parameters.append(self.parameter()))
        base_arguments = None
        if self.taken("."):
            self.need("(")
            base_arguments = self.arguments()
        returns = self.type_name() if self.taken("->") else None
        self.need(":")
        end = self.last_line
        return tree.Function(line, end, name, parameters, returns, self.block(), static, mode, base_arguments)

    def parameter(self) -> tree.Parameter:
        """Read a parameter of a function."""
        self.taken("var")
        name, kind, inferred = self.declared()
        return tree.Parameter(
            name, kind, inferred, self.expression() if inferred or self.taken("=") else None
        )

    def declared(self) -> tuple[str, tree.Expression | None, bool]:
        """Read a name and its type; with True, `:=` was taken and a value comes."""
        name = self.name()
        if self.taken(":="):
            return name, None, True
        if not self.taken(":"):
            return name, None, False
        if self.taken("="):
            return name, None, True
        return name, self.type_name(), False

    def given(self, mark: str) -> tree.Expression:
        """Read a mark and the expression after it."""
        self.need(mark)
        return self.expression()

    def signal(self, line: int) -> tree.SignalMember:
        """Read a signal after its word."""
        name = self.name()
        arguments: list[str] = []
        if self.taken("("):
            self.listed(")", lambda: arguments.append(self.declared()[0]))
        return tree.SignalMember(line, self.end_statement(), name, arguments)

    def enum(self, line: int) -> tree.EnumMember:
        """Read an enumeration after its word; commas between its items may be missing."""
        name = "" if self.is_next("{") else self.name()
        self.need("{")
        items: list[tuple[str, tree.Expression | None]] = []
        while not self.taken("}"):
            item = self.name()
            items.append((item, self.expression() if self.taken("=") else None))
            self.taken(",")
        return tree.EnumMember(line, self.end_statement(), name, items)

    def inner_class(self, line: int) -> tree.Class:
        """Read a class after its word."""
        name = self.name()
        extends = self.type_name() if self.taken("extends") else None
        self.need(":")
        inner = tree.Class(line, self.last_line, name, extends)
        if not self.kind_taken(Kind.NEWLINE):
            self.member(inner)
            return inner
        if not self.kind_taken(Kind.INDENT):
            return inner
        self.deeper()
        while not self.kind_taken(Kind.DEDENT) and self.next.kind is not Kind.END:
            self.member(inner)
        self.depth -= 1
        return inner

    def type_name(self) -> tree.Expression:
        """Read the name of a class, or its file, and those of classes within it."""
        token = self.take()
        found: tree.Expression
        if token.kind is Kind.TEXT:
            found = tree.Literal(token.line, token.text)
        elif token.kind in (Kind.NAME, Kind.KEYWORD):
            found = tree.Name(token.line, token.text)
        else:
            self.at -= 1
            raise self.wrong("a type")
        while self.taken("."):
            found = tree.Attribute(token.line, found, self.name())
        return found

    # Statements.

    def block(self) -> tree.Block:
        """Read what follows a colon: a block, or statements in the same line."""
        self.deeper()
        body: tree.Block = []
        if not self.kind_taken(Kind.NEWLINE):
            line = self.next.line
            while self.next.line == line and self.next.kind not in (Kind.DEDENT, Kind.END):
                body.append(self.statement())
        elif self.kind_taken(Kind.INDENT):
            while not self.kind_taken(Kind.DEDENT) and self.next.kind is not Kind.END:
                body.append(self.statement())
        self.depth -= 1
        return body

    def deeper(self) -> None:
        """Count a level of blocks or brackets, of which there may be so many."""
        self.depth += 1
        if self.depth > _DEEPEST:
            raise GDScriptError(f"more than {_DEEPEST} levels lie within each other.", self.next.line)

    def statement(self) -> tree.Statement:
        """Read one statement."""
        line = self.next.line
        if word := self.taken("pass", "break", "continue", "breakpoint"):
            return tree.Word(line, self.end_statement(), word)
        if self.taken("var"):
            name, kind, inferred = self.declared()
            value = self.expression() if inferred or self.taken("=") else None
            return tree.Variable(line, self.end_statement(), name, kind, inferred, value)
        if self.taken("const"):
            name, kind, inferred = self.declared()
            value = self.expression() if inferred else self.given("=")
            return tree.Variable(line, self.end_statement(), name, kind, inferred, value)
        if self.taken("return"):
            ends = self.next.kind in (Kind.NEWLINE, Kind.DEDENT, Kind.END) or self.is_next(";")
            value = None if ends else self.expression()
            return tree.Return(line, self.end_statement(), value)
        if self.taken("assert"):
            return self.assertion(line)
        if self.taken("if"):
            return self.condition(line)
        if self.taken("while"):
            test = self.expression()
            self.need(":")
            return tree.While(line, self.last_line, test, self.block())
        if self.taken("for"):
            name = self.name()
            self.need("in")
            iterable = self.expression()
            self.need(":")
            return tree.For(line, self.last_line, name, iterable, self.block())
        if self.taken("match"):
            return self.match(line)
        return self.assignment(line)

    def assignment(self, line: int) -> tree.Statement:
        """Read an assignment, or an expression for what it does."""
        target = self.expression()
        if operator := self.taken(*_ASSIGNING):
            value = self.expression()
            return tree.Assign(line, self.end_statement(), target, operator, value)
        return tree.Do(line, self.end_statement(), target)

    def assertion(self, line: int) -> tree.Assert:
        """Read what follows `assert`: brackets around it were optional once."""
        if self.is_next("("):
            self.take()
            arguments = self.arguments()
            if not arguments:
                raise self.wrong("a condition")
            message = arguments[1] if len(arguments) > 1 else None
            return tree.Assert(line, self.end_statement(), arguments[0], message)
        condition = self.expression()
        return tree.Assert(line, self.end_statement(), condition, None)

    def condition(self, line: int) -> tree.If:
        """Read what follows `if`."""
        branches: list[tree.Branch] = []
        first = line
        end = line
        while True:
            test = self.expression()
            self.need(":")
            end = self.last_line if not branches else end
            branches.append(tree.Branch(line, test, self.block()))
            line = self.next.line
            if not self.taken("elif"):
                break
        otherwise_line = line if self.taken("else") else 0
        otherwise: tree.Block = []
        if otherwise_line:
            self.need(":")
            otherwise = self.block()
        return tree.If(first, end, branches, otherwise, otherwise_line)

    def match(self, line: int) -> tree.Match:
        """Read what follows `match`."""
        value = self.expression()
        self.need(":")
        end = self.last_line
        arms: list[tree.Arm] = []
        self.kind_taken(Kind.NEWLINE)
        if not self.kind_taken(Kind.INDENT):
            raise self.wrong("the arms of the match")
        while not self.kind_taken(Kind.DEDENT) and self.next.kind is not Kind.END:
            at = self.next.line
            patterns = [self.pattern()]
            while self.taken(","):
                patterns.append(self.pattern())
            self.need(":")
            arms.append(tree.Arm(at, patterns, self.block()))
        return tree.Match(line, end, value, arms)

    def pattern(self) -> tree.Expression:
        """Read a pattern: an expression that may bind names, and leave a rest open."""
        line = self.next.line
        self.deeper()
        try:
            if self.taken("var"):
                return tree.Bind(line, self.name())
            if self.taken(".."):
                return tree.Rest(line)
            if self.taken("["):
                items: list[tree.Expression] = []
                self.listed("]", lambda: items.append(self.pattern()))
                return tree.Array(line, items)
            if self.taken("{"):
                pairs: list[tuple[tree.Expression, tree.Expression]] = []
                self.listed("}", lambda: pairs.append(self.pattern_pair()))
                return tree.Dictionary(line, pairs)
            return self.expression()
        finally:
            self.depth -= 1

    def pattern_pair(self) -> tuple[tree.Expression, tree.Expression]:
        """Read a key of a pattern with the pattern of its value: without one any is right."""
        line = self.next.line
        if self.taken(".."):
            return tree.Rest(line), tree.Rest(line)
        key = self.expression()
        return key, self.pattern() if self.taken(":") else tree.Name(line, "_")

    # Expressions.

    def expression(self, binding: int = 0) -> tree.Expression:
        """Read an expression of operators that bind tighter than `binding`."""
        self.deeper()
        left = self.operand()
        while True:
            kind, text, line = self.next
            if kind is not Kind.MARK and kind is not Kind.KEYWORD:
                break
            if text in _BINARY and _BINARY[text] > binding:
                self.take()
                right = self.expression(_BINARY[text])
                left = tree.Binary(line, _SPELT.get(text, text), left, right)
            elif text == "if" and binding < _TERNARY:
                self.take()
                condition = self.expression(_TERNARY)
                self.need("else")
                left = tree.Ternary(line, condition, left, self.expression())
            elif text in ("is", "as") and binding < _TYPE:
                self.take()
                made = tree.TypeTest if text == "is" else tree.Cast
                left = made(line, left, self.expression(_TYPE))
            else:
                break
        self.depth -= 1
        return left

    def operand(self) -> tree.Expression:
        """Read an operand with the signs before it and what follows its points and brackets."""
        kind, text, line = self.next
        if kind in (Kind.MARK, Kind.KEYWORD) and text in _UNARY:
            self.take()
            return tree.Unary(line, _SPELT.get(text, text), self.expression(_UNARY[text]))
        found = self.atom()
        while True:
            line = self.next.line
            if self.taken("."):
                found = tree.Attribute(line, found, self.name())
            elif self.taken("["):
                index = self.expression()
                self.need("]")
                found = tree.Index(line, found, index)
            elif self.taken("("):
                found = tree.Call(line, found, self.arguments())
            else:
                return found

    def atom(self) -> tree.Expression:
        """Read what an expression is made of."""
        kind, text, line = self.take()
        if kind is Kind.NUMBER:
            return tree.Literal(line, _number(text), text.replace("_", ""))
        if kind is Kind.TEXT:
            return tree.Literal(line, text)
        if kind is Kind.NODE:
            return tree.NodeAt(line, text)
        if kind is Kind.PATH:
            return tree.PathLiteral(line, text)
        if kind is Kind.KEYWORD and text in _CONSTANTS:
            return tree.Literal(line, _CONSTANTS[text])
        if kind in (Kind.NAME, Kind.KEYWORD) and text not in (
            "if",
            "else",
            "and",
            "or",
            "in",
            "is",
            "as",
            "var",
        ):
            return tree.Name(line, text)
        if kind is Kind.MARK:
            if text == "(":
                found = self.expression()
                self.need(")")
                return found
            if text == "[":
                return tree.Array(line, self.items("]"))
            if text == "{":
                pairs: list[tuple[tree.Expression, tree.Expression]] = []
                self.listed("}", lambda: pairs.append(self.pair()))
                return tree.Dictionary(line, pairs)
            if text == ".":
                name = self.name()
                self.need("(")
                return tree.BaseCall(line, name, self.arguments())
        self.at -= kind is not Kind.END
        raise self.wrong("an expression")

    def pair(self) -> tuple[tree.Expression, tree.Expression]:
        """Read a key and its value."""
        key = self.expression()
        if self.taken("="):
            key = tree.Literal(key.line, key.name) if isinstance(key, tree.Name) else key
        else:
            self.need(":")
        return key, self.expression()

    def items(self, end: str) -> list[tree.Expression]:
        """Read expressions up to `end`."""
        found: list[tree.Expression] = []
        self.listed(end, lambda: found.append(self.expression()))
        return found

    def arguments(self) -> list[tree.Expression]:
        """Read what stands in the brackets of a call, after the first."""
        return self.items(")")


def _number(text: str) -> int | float:
    """Return the number that a token stands for."""
    plain = text.replace("_", "").lower()
    if plain.startswith("0x"):
        return int(plain[2:], 16)
    if plain.startswith("0b"):
        return int(plain[2:], 2)
    return float(plain) if set(plain) & set(".e") else int(plain)
