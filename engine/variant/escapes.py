"""What stands for a character where a text is written between quotes."""

from __future__ import annotations

IN_JSON: dict[str, str] = {
    "\\": "\\\\",
    "\b": "\\b",
    "\f": "\\f",
    "\n": "\\n",
    "\r": "\\r",
    "\t": "\\t",
    '"': '\\"',
}
IN_C: dict[str, str] = {**IN_JSON, "\a": "\\a", "\v": "\\v", "'": "\\'", "?": "\\?"}
"""As Godot's `String::c_escape` has it."""
