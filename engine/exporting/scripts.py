"""The JavaScript of the page as one file: the modules of `engine/web/page` from the shell on, bundled.

A module keeps a scope of its own: it becomes a function that returns what it exports. For that it says
imports and exports in two ways alone, each at the beginning of a line:

    import { a, b } from "./other.js";
    export function …, export async function …, export class …, export const …
"""

from __future__ import annotations

import re
from collections.abc import Callable

from .error import ExportError

_IMPORT = re.compile(r'^import \{([^}]*)\} from "\./([\w-]+)\.js";$', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function\*?|class|const) (\w+))", re.MULTILINE)
_OTHER = re.compile(r"^(?:import|export)\b.*$", re.MULTILINE)


def bundled(entry: str, read: Callable[[str], str]) -> str:
    """Return module `entry` and those that it imports, which `read` gives by their names, as one."""
    made: dict[str, str] = {}
    _bundle(entry, read, made, [])
    return "\n".join(['"use strict";', *made.values()])


def _bundle(name: str, read: Callable[[str], str], made: dict[str, str], above: list[str]) -> None:
    if name in above:
        raise ExportError(f"{' → '.join([*above, name])}: modules of a page cannot import in a circle.")
    if name in made:
        return
    text = read(name)
    for _, other in _IMPORT.findall(text):
        _bundle(other, read, made, [*above, name])
    exports = ", ".join(_EXPORT.findall(text))
    text = _IMPORT.sub(lambda found: f"const {{{found[1]}}} = {_variable(found[2])};", text)
    text = _EXPORT.sub("", text)
    unknown = _OTHER.search(text)
    if unknown is not None:
        raise ExportError(f"{name}.js: `{unknown[0]}` is not how modules of a page import or export.")
    head = f"// {name}.js\nconst {_variable(name)} = (() => {{"
    made[name] = f"{head}\n{text.strip()}\nreturn {{ {exports} }};\n}})();\n"


def _variable(name: str) -> str:
    return f"module_{name.replace('-', '_')}"
