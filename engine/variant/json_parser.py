"""`parse_json`: what Godot 3.6 takes for JSON, as values."""

from __future__ import annotations

import re
from typing import Any

from ..base.error import Error
from ..base.fault import push_error
from .error import VariantError
from .surrogates import without_surrogates
from .text import DEEPEST_TEXT

_TOKEN = re.compile(
    r"""[\x01-\x20]*+(?:
        (?P<mark>[\[\]{}:,])
        | "(?P<text>[^"\\]*+(?:\\.[^"\\]*+)*+)"
        | (?P<number>-?(?:[0-9]++(?:\.[0-9]*+)?+|\.[0-9]++)(?:[eE][+-]?[0-9]++)?+)
        | (?P<word>[A-Za-z]++)
        | (?P<end>\Z|\x00)
        )""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|(.))", re.DOTALL)
_ESCAPED = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r"}
_WORDS = {"true": True, "false": False, "null": None}
_NAMES = {"text": "string", "number": "number", "word": "identifier", "end": "EOF"}
"""What Godot calls the kinds of tokens."""


class JsonError(VariantError):
    """A text that is no JSON: what Godot says of it, and the line, counted from 0."""

    def __init__(self, message: str, line: int, code: Error = Error.ERR_PARSE_ERROR) -> None:
        super().__init__(message, code)
        self.line = line


def parse_json(json: str) -> Any:
    """Return the value of a JSON text; all numbers are floats. What is none gives None and a logged error.

    `JSON.parse` says where and what the error is; Python's `json.loads` raises it, and keeps ints.

    As Godot does, it takes a comma before a closing bracket, zeros before a number, and line breaks in a
    text. *Unlike Godot,* which sets no bound, more than 128 levels of nesting are an error.
    """
    try:
        return parse_json_text(json)[0]
    except JsonError as error:
        push_error(f"parse_json: line {error.line}: {str(error) or 'the text is empty.'}")
        return None


def validate_json(json: str) -> str:
    """Return an empty text if `json` is JSON, else its error after the line, from 0: `0:Expected '}'`."""
    try:
        parse_json_text(json)
    except JsonError as error:
        return f"{error.line}:{error}"
    return ""


def parse_json_text(text: str) -> tuple[Any, int]:
    """Return the value of a JSON text, and the line in which it ends; raises JsonError for what is none."""
    if not text:
        raise JsonError("", 0)
    parser = _Parser(text)
    parser.next()
    value = parser.value(0)
    if parser.at < len(text):
        try:
            parser.next()
        except JsonError:
            parser.kind = ""
        if parser.kind != "end":
            raise parser.error("Expected 'EOF'")
    return value, parser.line


class _Parser:
    """Reads one token after the other."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.line = 0
        self.kind = ""
        """Of the last token: a mark, or the name of a group of `_TOKEN`."""
        self.token = ""

    def error(self, message: str, code: Error = Error.ERR_PARSE_ERROR) -> JsonError:
        """Return an error at this place."""
        return JsonError(message, self.line, code)

    def next(self) -> None:
        """Read the next token."""
        found = _TOKEN.match(self.text, self.at)
        if found is None:
            raise self.no_token()
        begin, self.at = self.at, found.end()
        self.line += self.text.count("\n", begin, self.at)
        kind = found.lastgroup or ""
        self.token = found[kind]
        self.kind = self.token if kind == "mark" else kind

    def no_token(self) -> JsonError:
        """Return the error for what is no token."""
        rest = self.text[self.at :].lstrip("".join(map(chr, range(1, 33))))
        self.line += self.text.count("\n", self.at, len(self.text) - len(rest))
        if rest.startswith('"'):
            self.line += rest.count("\n")
            return self.error("Unterminated String")
        return self.error("Unexpected character.")

    def value(self, depth: int) -> Any:
        """Return the value that begins with the last token."""
        if depth > DEEPEST_TEXT:
            raise self.error("JSON structure is too deep. Bailing.", Error.ERR_OUT_OF_MEMORY)
        if self.kind == "{":
            return self.dictionary(depth)
        if self.kind == "[":
            return self.array(depth)
        if self.kind == "text":
            return self.string()
        if self.kind == "number":
            return float(self.token)
        if self.kind == "word" and self.token in _WORDS:
            return _WORDS[self.token]
        if self.kind == "word":
            raise self.error(f"Expected 'true','false' or 'null', got '{self.token}'.")
        raise self.error(f"Expected value, got {_NAMES.get(self.kind, repr(self.kind))}.")

    def string(self) -> str:
        """Return the text that the last token is."""
        if "\\" not in self.token:
            return self.token
        return without_surrogates(_ESCAPE.sub(self.unescaped, self.token))

    def unescaped(self, found: re.Match[str]) -> str:
        """Return what an escape stands for."""
        code, letter = found.groups()
        if letter == "u":
            raise self.error("Malformed hex constant in string")
        return chr(int(code, 16)) if code else _ESCAPED.get(letter, letter)

    def array(self, depth: int) -> list[Any]:
        """Return the array whose bracket is the last token."""
        found: list[Any] = []
        need_comma = False
        while self.at < len(self.text):
            self.next()
            if self.kind == "]":
                return found
            if not need_comma:
                found.append(self.value(depth + 1))
            elif self.kind != ",":
                raise self.error("Expected ','")
            need_comma = not need_comma
        raise self.error("Expected ']'")

    def dictionary(self, depth: int) -> dict[str, Any]:
        """Return the dictionary whose brace is the last token."""
        found: dict[str, Any] = {}
        need_comma = False
        while self.at < len(self.text):
            self.next()
            if self.kind == "}":
                return found
            if need_comma:
                if self.kind != ",":
                    raise self.error("Expected '}' or ','")
                need_comma = False
                continue
            if self.kind != "text":
                raise self.error("Expected key")
            key = self.string()
            self.next()
            if self.kind != ":":
                raise self.error("Expected ':'")
            if self.at < len(self.text):
                self.next()
                found[key] = self.value(depth + 1)
            need_comma = True
        raise self.error("Expected '}'")
