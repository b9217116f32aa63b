"""JSON: values as JSON, and back."""

from __future__ import annotations

from typing import Any, Final

from ..base.error import Error
from ..object.object import Object
from ..object.property import Getter, Setter, getter, setter
from ..variant.json import in_json
from ..variant.json_parser import JsonError, parse_json_text
from .singleton import Singleton


class JSONParseResult(Object):
    """What `JSON.parse` returns: a value, or what is wrong and where. Source: Godot 3's `JSONParseResult`."""

    error: Error = Error.OK
    """OK, or ERR_PARSE_ERROR, or ERR_OUT_OF_MEMORY for what is nested too deep."""
    error_line: int = -1
    """The line of the error, counted from 0; without one, that in which the text ends."""
    error_string: str = ""
    """What is wrong, in Godot's words."""
    result: Any = None
    """The value, None if there is an error."""

    get_error: Getter[Error] = getter("error")
    set_error: Setter[Error] = setter("error")
    get_error_line: Getter[int] = getter("error_line")
    set_error_line: Setter[int] = setter("error_line")
    get_error_string: Getter[str] = getter("error_string")
    set_error_string: Setter[str] = setter("error_string")
    get_result: Getter[Any] = getter("result")
    set_result: Setter[Any] = setter("result")


class JsonTexts(Singleton):
    """What scripts know as `JSON`. Source: Godot 3.6's `JSON`."""

    def parse(self, json: str) -> JSONParseResult:
        """Return the value of a JSON text, all numbers floats, or what is wrong with it: see `parse_json`.

        Unlike Godot: an error is in the result alone, and not in the log, too.
        """
        found = JSONParseResult()
        try:
            found.result, found.error_line = parse_json_text(json)
        except JsonError as error:
            found.error, found.error_line, found.error_string = error.code, error.line, str(error)
        return found

    def print(self, value: Any, indent: str = "", sort_keys: bool = False) -> str:
        """Return a value as JSON: with an `indent`, such as a tab, an item a line. See `to_json`."""
        return in_json(value, indent, sort_keys)


JSON: Final = JsonTexts()
"""Values as JSON, and back: `JSON.parse(text).result`, `JSON.print(value)`."""
