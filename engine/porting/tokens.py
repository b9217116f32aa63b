"""A script of Godot 3 as tokens, with its comments beside them.

Source: Godot's `GDScriptTokenizer`. Blocks are told by `INDENT` and `DEDENT`, the ends of lines that are
not within brackets by `NEWLINE`, as Python's tokenizer does.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import NamedTuple

from .error import GDScriptError

KEYWORDS: frozenset[str] = frozenset(
    (
        *("if", "elif", "else", "for", "while", "match", "break", "continue", "pass", "return"),
        *("class", "class_name", "extends", "is", "in", "as", "and", "or", "not", "self", "tool"),
        *("signal", "func", "static", "const", "enum", "var", "onready", "export", "setget", "breakpoint"),
        *("preload", "yield", "assert", "null", "true", "false", "PI", "TAU", "INF", "NAN"),
        *("remote", "master", "puppet", "slave", "sync", "remotesync", "mastersync", "puppetsync"),
    )
)
"""Words that name nothing of a script's own, unless they stand after a point."""

_TAB = 4
_TOKEN = re.compile(
    r"""
    (?P<text>\"\"\"(?:[^"\\]|\\.|"(?!""))*+\"\"\" | "(?:[^"\\]|\\.)*+" | '(?:[^'\\]|\\.)*+')
    | (?P<number>0[xX][0-9A-Fa-f_]+ | 0[bB][01_]+ | (?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?)
    | (?P<node>\$(?:"(?:[^"\\]|\\.)*+"|'(?:[^'\\]|\\.)*+'|[%\w]+(?:/[%\w]+)*+))
    | (?P<path>@\s*+(?:"(?:[^"\\]|\\.)*+"|'(?:[^'\\]|\\.)*+'))
    | (?P<name>[^\W\d]\w*)
    | (?P<mark><<=|>>=|\.\.|:=|->|&&|\|\||[-+*/%&|^=!<>]=|<<|>>|[-+*/%&|^~!<>=.,:;()\[\]{}])
    """,
    re.VERBOSE | re.DOTALL,
)
_SPACE = re.compile(r"(?:[ \t\r\f\ufeff]|\\\r?\n)*+")
_INDENT = re.compile(r"[ \t\ufeff]*+")
_ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|\r?\n|.)", re.DOTALL)
_ESCAPED = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", "\n": "", "\r\n": ""}


class Kind(Enum):
    """What a token is."""

    TEXT = auto()
    NUMBER = auto()
    NODE = auto()
    PATH = auto()
    NAME = auto()
    KEYWORD = auto()
    MARK = auto()
    NEWLINE = auto()
    INDENT = auto()
    DEDENT = auto()
    END = auto()


class Token(NamedTuple):
    """A piece of a script: its kind, its text as it stands there, and its line, counted from 1.

    The text of a `TEXT` is what it stands for; that of a `NODE` or `PATH` is the path.
    """

    kind: Kind
    text: str
    line: int


class Comment(NamedTuple):
    """A comment with its `#`, and whether the line is its own."""

    text: str
    line: int
    alone: bool


class Tokens(NamedTuple):
    """All of a script."""

    tokens: list[Token]
    comments: list[Comment]


def tokens_of(text: str) -> Tokens:
    """Return a script's tokens, an `END` last; raise `GDScriptError` where there is none."""
    return _Tokenizer(text).run()


def unescaped(text: str) -> str:
    """Return what the inside of a text in quotes stands for."""
    return _ESCAPE.sub(_character, text) if "\\" in text else text


def _character(match: re.Match[str]) -> str:
    escape = match[1]
    return chr(int(escape[1:], 16)) if len(escape) == 5 else _ESCAPED.get(escape, escape)


class _Tokenizer:
    """Goes through a text once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.line = 1
        self.indents = [0]
        self.brackets = 0
        self.tokens: list[Token] = []
        self.comments: list[Comment] = []

    def run(self) -> Tokens:
        """Return everything."""
        self.begin_line()
        while self.at < len(self.text):
            self.skip(_SPACE)
            if self.at == len(self.text):
                break
            character = self.text[self.at]
            if character == "#":
                self.comment()
            elif character == "\n":
                self.end_line()
            else:
                self.token()
        self.brackets = 0
        self.newline()
        for _ in self.indents[1:]:
            self.add(Kind.DEDENT, "")
        self.add(Kind.END, "")
        return Tokens(self.tokens, self.comments)

    def add(self, kind: Kind, text: str) -> None:
        """Keep a token that begins in this line."""
        self.tokens.append(Token(kind, text, self.line))

    def skip(self, pattern: re.Pattern[str]) -> str:
        """Go past what `pattern`, which may match nothing, finds here."""
        match = pattern.match(self.text, self.at)
        assert match is not None
        self.line += match[0].count("\n")
        self.at = match.end()
        return match[0]

    def token(self) -> None:
        """Read the token that stands here."""
        match = _TOKEN.match(self.text, self.at)
        if match is None:
            raise GDScriptError(f"{self.text[self.at]!r} begins nothing of GDScript.", self.line)
        text = match[0]
        kind = Kind[str(match.lastgroup).upper()]
        if kind is Kind.NAME and text in KEYWORDS and not self.after_point():
            kind = Kind.KEYWORD
        elif kind is Kind.MARK:
            self.brackets = max(0, self.brackets + (text in "([{") - (text in ")]}"))
        self.add(kind, _meant(kind, text))
        self.line += text.count("\n")
        self.at = match.end()

    def after_point(self) -> bool:
        """Return whether the last token is a point: any word may be an attribute."""
        return bool(self.tokens) and self.tokens[-1][:2] == (Kind.MARK, ".")

    def comment(self) -> None:
        """Keep the comment that begins here."""
        end = self.text.find("\n", self.at)
        end = len(self.text) if end < 0 else end
        alone = not self.text[self.text.rfind("\n", 0, self.at) + 1 : self.at].strip(" \t\ufeff")
        self.comments.append(Comment(self.text[self.at : end].rstrip(), self.line, alone))
        self.at = end

    def end_line(self) -> None:
        """Go to the next line; within brackets it is the same for the parser."""
        if not self.brackets:
            self.newline()
        self.at += 1
        self.line += 1
        if not self.brackets:
            self.begin_line()

    def newline(self) -> None:
        """End a line that has something."""
        if self.tokens and self.tokens[-1].kind not in (Kind.NEWLINE, Kind.INDENT, Kind.DEDENT):
            self.add(Kind.NEWLINE, "")

    def begin_line(self) -> None:
        """Compare the indent of a line with those of the blocks around; empty lines have none."""
        width = len(self.skip(_INDENT).replace("\t", " " * _TAB))
        if self.text[self.at : self.at + 2].strip(" \t\r")[:1] in ("", "\n", "#"):
            return
        if width > self.indents[-1]:
            self.indents.append(width)
            self.add(Kind.INDENT, "")
        while width < self.indents[-1]:
            self.indents.pop()
            self.add(Kind.DEDENT, "")
        if width != self.indents[-1]:
            raise GDScriptError("the indent is that of no block around it.", self.line)


def _meant(kind: Kind, text: str) -> str:
    """Return what is kept of a token's text."""
    if kind is Kind.NODE or kind is Kind.PATH:
        path = text[1:].lstrip()
        return unescaped(path[1:-1]) if path[0] in "\"'" else path
    if kind is Kind.TEXT:
        return unescaped(text[3:-3] if text.startswith('"""') else text[1:-1])
    return text
