"""What the book has from the program itself: a page for each class of Godot, and the life of a connection."""

import ast
import inspect
import keyword
import re
import textwrap
from functools import cache
from itertools import pairwise
from pathlib import Path

from engine import Signal
from engine.base.godot_classes import classes
from engine.doctor_classes import Share, shares
from engine.porting.names import module_of
from nodes.websocket.life import LIFE


def write(folder: Path) -> None:
    """Write the pages into `classes`, and `life.inc`, in the book's folder, where they are new or differ."""
    found = shares()
    (folder / "classes").mkdir(exist_ok=True)
    for share in found:
        _put(folder / "classes" / f"{share.name}.md", class_page(share))
    _put(folder / "classes" / "index.md", index(found))
    _put(folder / "life.inc", life())


def _put(file: Path, text: str) -> None:
    if not file.exists() or file.read_text(encoding="utf-8") != text:
        file.write_text(text, encoding="utf-8")


def index(found: list[Share]) -> str:
    """Return the page that has all classes, and how much of each is here."""
    rows = "\n".join(
        f"| [{one.name}]({one.name}.md) | {one.percent} % | {_first(one.kind)} |" for one in found
    )
    pages = "\n".join(one.name for one in found)
    return (
        "# Godot's classes here\n\nEach page has what a class does, and what of Godot 3.6's is missing:"
        " `python -m engine doctor --classes` prints the same in short.\n\n"
        f"| class | members that are here | |\n|---|---|---|\n{rows}\n\n"
        f"```{{toctree}}\n:hidden:\n\n{pages}\n```\n"
    )


def class_page(share: Share) -> str:
    """Return the page of a class: its docstring, its members by kind, and those that are missing."""
    of, kind = share.of, share.kind
    parts = [f"# {share.name}", f"`from {module_of(share.name)} import {share.name}`"]
    bases = [base.__name__ for base in kind.__mro__[1:] if base.__name__ in classes()]
    if bases:
        parts.append("Inherits " + " < ".join(bases) + ".")
    parts.append(_text(inspect.getdoc(kind) or ""))
    here = set(share.here)
    for title, names in (
        ("Properties", of.properties),
        ("Methods", of.methods),
        ("Signals", of.signals),
        ("Constants", of.constants),
    ):
        shown = {*names} & here if title == "Signals" else {*names} & here - {*of.signals}
        lines = [_member(kind, name) for name in sorted(shown)]
        if lines:
            parts.append(f"## {title}\n\n" + "\n".join(lines))
    more = sorted(set(_own(kind)) - {*of.properties, *of.methods, *of.signals, *of.constants})
    if more:
        parts.append(
            "## Not in Godot 3\n\nOr there in a base class, or under another name.\n\n"
            + "\n".join(_member(kind, name) for name in more)
        )
    if share.missing:
        missing = ", ".join(f"`{name}`" for name in share.missing)
        parts.append(f"## Missing\n\nGodot has these, too: {missing}.")
    return "\n\n".join(part for part in parts if part) + "\n"


def life() -> str:
    """Return the life of a connection as a table."""
    rows = (
        f"| {state.value} | {happening.value} | {step.to.value} | {step.does} |"
        for (state, happening), step in LIFE.items()
    )
    return (
        "| it is | what happens | it becomes | what is done and told |\n|---|---|---|---|\n"
        + "\n".join(rows)
        + "\n"
    )


def _own(kind: type) -> list[str]:
    return [name for name in vars(kind) if not name.startswith("_") and _is_told_of(vars(kind)[name])]


def _is_told_of(member: object) -> bool:
    return inspect.isfunction(member) or isinstance(member, property | classmethod | staticmethod)


@cache
def _beneath(kind: type) -> dict[str, str]:
    """Return the texts beneath the plain attributes of a class, which Python itself forgets."""
    source = ast.parse(textwrap.dedent(inspect.getsource(kind))).body[0]
    assert isinstance(source, ast.ClassDef)
    found = {}
    for one, after in pairwise(source.body):
        match one, after:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                found[name] = text
    return found


def _attribute_text(kind: type, name: str) -> str:
    ours = (base for base in kind.__mro__ if base.__module__.startswith(("engine", "nodes")))
    text = next(filter(None, (_beneath(base).get(name) for base in ours)), "")
    return _text(text.split("\n\n")[0].replace("\n", " "))


def _member(kind: type, name: str) -> str:
    if not hasattr(kind, name) and keyword.iskeyword(name):
        name += "_"  # as it is written in Python
    member = inspect.getattr_static(kind, name, None)
    if isinstance(member, Signal):
        what = _attribute_text(kind, name)
        return f"- `{name}({', '.join(member.arguments or ())})`{': ' + what if what else ''}"
    function = getattr(member, "__func__", member)
    signature = ""
    if inspect.isfunction(function):
        signature = re.sub(r"^\((self|cls)(, )?", "(", str(inspect.signature(function)))
        signature = re.sub(r"'([^']*)'", r"\1", signature)
    what = _first(member) if member is not None and not isinstance(member, int | float | str | tuple) else ""
    value = f" = {member!r}" if isinstance(member, int | str) else ""
    what = what or _attribute_text(kind, name)
    return f"- `{name}{signature}{value}`{': ' + what if what else ''}"


def _first(member: object) -> str:
    doc = inspect.getdoc(member) or ""
    return _text(doc.split("\n\n")[0].replace("\n", " "))


def _text(doc: str) -> str:
    """Return a docstring so that Markdown leaves its signs alone, outside code."""
    return "\n".join(
        line
        if line.startswith("    ")
        else re.sub(r"(`[^`]*`)|([<*\[])", lambda m: m[1] or "\\" + m[2], line)
        for line in doc.split("\n")
    )
