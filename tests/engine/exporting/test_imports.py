import ast

import pytest

from engine.exporting.imports import files_of, imports_at_the_margin, imports_of


def named(source, path="game.py"):
    return [one.name for one in imports_of(ast.parse(source), path)]


def test_imports_are_found_by_their_whole_names():
    assert named("import os, a.b as c\nimport os.path") == ["os", "a.b", "os.path"]


def test_what_is_imported_from_a_module_may_be_a_module_as_well():
    assert named("from a.b import c, d") == ["a.b", "a.b.c", "a.b.d"]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("from . import a", ["p.q", "p.q.a"]),
        ("from .a import b", ["p.q.a", "p.q.a.b"]),
        ("from ..a import b", ["p.a", "p.a.b"]),
        ("from ... import a", ["a"]),
    ],
)
def test_a_relative_import_is_of_the_package_of_the_source(source, found):
    assert named(source, "p/q/game.py") == found
    assert list(imports_at_the_margin(source, "p/q/game.py")) == found


def test_a_function_may_import_later_and_a_class_does_at_once():
    source = "class A:\n    import a\ndef f():\n    import b\nasync def g():\n    if f():\n        import c"
    found = {one.name: one.at_once for one in imports_of(ast.parse(source), "game.py")}
    assert found == {"a": True, "b": False, "c": False}


@pytest.mark.parametrize("taken", [" ImportError", " (ValueError, ModuleNotFoundError)", " Exception", ""])
def test_what_a_source_goes_on_without_is_not_needed(taken):
    source = f"try:\n    import a\nexcept{taken}:\n    import b"
    assert [one.needed for one in imports_of(ast.parse(source), "game.py")] == [False, False]


def test_other_errors_do_not_make_an_import_less_needed():
    found = list(imports_of(ast.parse("x = 1\ntry:\n    import a\nexcept OSError:\n    pass"), "game.py"))
    assert [(one.line, one.needed) for one in found] == [(3, True)]


def test_what_is_for_type_checkers_is_left_out():
    source = "if TYPE_CHECKING:\n    import a\nelse:\n    import b\nif typing.TYPE_CHECKING:\n    import c"
    assert named(source) == ["b"]


def test_the_files_of_a_module_are_those_of_its_packages_too():
    assert list(files_of("a.b")) == [("a/__init__.py", "a.py"), ("a/b/__init__.py", "a/b.py")]


def test_sources_of_a_newer_python_are_read_by_lines():
    source = (
        "import a, b.c as d\nfrom e import f as g, h  # and i\n    import lazily\n"
        "from j import (\n    k,\n    l as m,\n)\nfrom n import *\nthis is = no Python\n"
    )
    assert list(imports_at_the_margin(source, "x.py")) == [
        *("a", "b.c", "e", "e.f", "e.h", "j", "j.k", "j.l", "n"),
    ]
