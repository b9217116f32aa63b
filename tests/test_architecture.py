"""The arrows of the house: demos use nodes, nodes use the engine, and few may load a library."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MAY_IMPORT = {  # of ours, and of what is installed
    "engine": {"engine"},
    "nodes": {"engine", "nodes", "websockets"},
    "demos": {"demos", "engine", "nodes"},
}


def imports_of(file):
    """Yield the top-level names that a file imports, those for type checkers too."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module.partition(".")[0]


def users_of(*libraries):
    files = [file for part in MAY_IMPORT for file in (ROOT / part).rglob("*.py")]
    return {file.relative_to(ROOT) for file in files if set(libraries) & set(imports_of(file))}


@pytest.mark.parametrize("part", MAY_IMPORT)
def test_the_arrows_go_one_way(part):
    others = {"engine", "nodes", "demos", "tests", "websockets"} - MAY_IMPORT[part]
    wrong = [file for file in users_of(*others) if file.parts[0] == part]
    # `engine doctor` says which version is installed.
    assert [file for file in wrong if file != Path("engine/doctor.py")] == []


def test_pyglet_is_loaded_by_its_driver_alone():
    users = users_of("pyglet")
    assert users
    assert {file.parent for file in users} == {Path("engine/display/pyglet")}


def test_pillow_is_loaded_by_what_reads_pictures_alone():
    assert users_of("PIL") == {Path("engine/canvas/picture.py")}


def test_websockets_is_loaded_by_the_nodes_that_are_made_of_it_alone():
    users = users_of("websockets") - {Path("engine/doctor.py")}
    assert users
    assert {file.parent for file in users} == {Path("nodes/websocket")}
