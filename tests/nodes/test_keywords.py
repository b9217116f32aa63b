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

NAMED = [getattr(nodes, name) for name in nodes.__all__]
CLASSES = [Node, *(cls for cls in NAMED if isinstance(cls, type) and issubclass(cls, Node))]


def base_of(cls):
    """Return the nearest base that scripts know too."""
    return next((base for base in cls.__mro__[1:] if base in CLASSES), None)


def wanted(cls):
    """Return what the keywords of a class are besides those of its base."""
    base = base_of(cls)
    inherited = keywords_of(base) if base is not None else {}
    return {name: type_ for name, type_ in keywords_of(cls).items() if name not in inherited}


@cache
def classes_in(file):
    if not file.exists():
        return {}
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return {node.name: node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}


def written(cls):
    """Return the keywords as they are written beside the class, and the name that its `__init__` takes."""
    module = Path(sys.modules[cls.__module__].__file__)
    classes = classes_in(module) | classes_in(module.with_name("keywords.pyi"))
    inits = [
        ast.unparse(node.args.kwarg.annotation)
        for node in ast.walk(classes[cls.__name__])
        if isinstance(node, ast.FunctionDef) and node.name == "__init__" and node.args.kwarg.annotation
    ]
    keywords = classes.get(f"{cls.__name__}Keywords")
    if keywords is None:
        return {}, None, inits
    said = [node for node in keywords.body if isinstance(node, ast.AnnAssign)]
    body = {node.target.id: ast.unparse(node.annotation) for node in said}
    return body, ast.unparse(keywords.bases[0]), inits


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_type_checkers_are_told_the_keywords_that_there_are(cls):
    keywords, base, inits = written(cls)
    lines = "\n".join(f"    {name}: {type_}" for name, type_ in wanted(cls).items())
    assert keywords == wanted(cls), f"{cls.__module__}: write in class {cls.__name__}Keywords:\n{lines}"
    if keywords:
        assert inits == [f"Unpack[{cls.__name__}Keywords]"]
        above = base_of(cls)
        while above is not None and not written(above)[0]:
            above = base_of(above)
        assert base == (f"{above.__name__}Keywords" if above is not None else "TypedDict")


def test_engine_and_nodes_have_the_classes_that_are_looked_at():
    assert {engine.Node, nodes.Timer, nodes.Label, nodes.WebSocketServer} <= set(CLASSES)
