"""docs/from-gdscript.md says only what is true: each line of Python gives the value that Godot gave."""

import ast
import base64
import copy
import fnmatch
import functools
import hashlib
import json
import math
import re
import urllib.parse
from pathlib import Path

import pytest

import engine
from tests.engine.gdscript.rows import is_the_same

PAGE = Path(__file__).parent.parent / "docs" / "from-gdscript.md"
MODULES = (base64, copy, fnmatch, functools, hashlib, json, math, urllib)
NAMES = {name: getattr(engine, name) for name in engine.__all__} | {
    module.__name__: module for module in MODULES
}


def rows():
    """Yield the cells of each row of a table, without their backticks."""
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if line.startswith("| `"):
            yield [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]]


def code(cell):
    return cell.removeprefix("`").removesuffix("`")


EXPRESSIONS = [row for row in rows() if len(row) == 4]
STATEMENTS = [row for row in rows() if len(row) == 3]


def test_all_rows_are_there():
    assert (len(EXPRESSIONS), len(STATEMENTS)) == (130, 33)


@pytest.mark.parametrize("row", EXPRESSIONS, ids=lambda row: row[0])
def test_an_expression_has_the_value_that_godot_gave(row):
    _, python, value, _ = row
    assert is_the_same(eval(code(python), dict(NAMES)), ast.literal_eval(code(value)))


def is_python(snippet):
    """Return True if a snippet is Python: as it is, within an `async def`, or as the head of a block."""
    forms = ("{}", "async def f(self):\n    {}", "{} pass", "match x:\n    {}")
    for form in forms:
        try:
            ast.parse(form.format(snippet))
        except SyntaxError:
            continue
        return True
    return False


@pytest.mark.parametrize("row", STATEMENTS, ids=lambda row: row[0])
def test_a_statement_is_python_and_its_imports_are_there(row):
    for snippet in re.findall("`(.+?)`", row[1]):
        assert "…" in snippet or is_python(snippet), snippet
    for word in re.findall(r"from engine import (\w+)", " ".join(row)):
        assert word in engine.__all__


def test_what_the_page_says_is_imported_can_be():
    named = re.search(r"`from engine import (lerp.*?)`", PAGE.read_text(encoding="utf-8"), re.DOTALL)[1]
    assert {word.strip() for word in named.split(",")} <= {*engine.__all__}
