"""Each node class tells type checkers what it takes by name: `LabelKeywords` says what `Label` has."""

import ast
import sys
from functools import cache
from pathlib import Path

import pytest

import engine
import nodes
from engine import Node
from engine.object.keywords import keywords_of


@cache
def classes_in(file):
    if not file.exists():
        return {}
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return {node.name: node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}


def written_beside(cls):
    """Return the classes that are written where the keywords of a class are."""
    module = Path(sys.modules[cls.__module__].__file__)
    return classes_in(module) | classes_in(module.with_name("keywords.pyi"))


def has_keywords(cls):
    return f"{cls.__name__}Keywords" in written_beside(cls)


def kin(cls):
    """Return the node class and its bases, as far as scripts know them or their keywords are written down."""
    return [base for base in cls.__mro__ if issubclass(base, Node) and (base in NAMED or has_keywords(base))]


PUBLIC = [getattr(nodes, name) for name in nodes.__all__]
NAMED = [Node, *(cls for cls in PUBLIC if isinstance(cls, type) and issubclass(cls, Node))]
CLASSES = list(dict.fromkeys(base for cls in NAMED for base in kin(cls)))


def wanted(cls):
    """Return what the keywords of a class are besides those of its bases."""
    inherited = {name for base in kin(cls)[1:] for name in keywords_of(base)}
    return {name: type_ for name, type_ in keywords_of(cls).items() if name not in inherited}


def nearest(cls):
    """Return the bases whose keywords it takes up: those with keywords that are no base of each other."""
    bases = [base for base in kin(cls)[1:] if has_keywords(base)]
    return [base for base in bases if not any(issubclass(b, base) for b in bases if b is not base)]


def written(cls):
    """Return the keywords that are written for a class, their bases, and what its `__init__` takes."""
    classes = written_beside(cls)
    inits = [
        ast.unparse(node.args.kwarg.annotation)
        for node in ast.walk(classes[cls.__name__])
        if isinstance(node, ast.FunctionDef) and node.name == "__init__" and node.args.kwarg.annotation
    ]
    keywords = classes.get(f"{cls.__name__}Keywords")
    if keywords is None:
        return {}, [], inits
    said = [node for node in keywords.body if isinstance(node, ast.AnnAssign)]
    return {node.target.id: ast.unparse(node.annotation) for node in said}, keywords.bases, inits


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_type_checkers_are_told_the_keywords_that_there_are(cls):
    keywords, bases, inits = written(cls)
    lines = "\n".join(f"    {name}: {type_}" for name, type_ in wanted(cls).items())
    assert keywords == wanted(cls), f"{cls.__module__}: write in class {cls.__name__}Keywords:\n{lines}"
    if keywords:
        assert inits == [f"Unpack[{cls.__name__}Keywords]"]
        names = [f"{base.__name__}Keywords" for base in nearest(cls)]
        assert list(map(ast.unparse, bases)) == (names or ["TypedDict"])


def test_engine_and_nodes_have_the_classes_that_are_looked_at():
    assert {engine.Node, nodes.Timer, nodes.Label, nodes.WebSocketServer} <= set(CLASSES)
