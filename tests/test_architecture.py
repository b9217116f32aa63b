"""The arrows of the house: which files may know which others, and who may load a library.

Every import counts as an arrow: those inside functions, and those for type checkers, too.
"""

import ast
import re
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parent.parent
PARTS = ("engine", "nodes", "demos")


class Arrow(NamedTuple):
    """One import: the file that has it, and what it names, as a module or a package with a dot."""

    file: Path
    name: str
    line: int


def modules():
    """Return all modules of the house by their names, packages by theirs."""
    files = [file.relative_to(ROOT) for part in PARTS for file in (ROOT / part).rglob("*.py")]
    return {".".join(file.with_suffix("").parts).removesuffix(".__init__"): file for file in files}


def imports_of(name, file):
    """Yield the arrows of a file, a name that is imported from a package as the module that it may be."""
    package = name.split(".") if file.name == "__init__.py" else name.split(".")[:-1]
    for node in ast.walk(ast.parse((ROOT / file).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (Arrow(file, alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            source = ".".join([*above, *(node.module.split(".") if node.module else [])])
            for alias in node.names:
                inner = f"{source}.{alias.name}"
                yield Arrow(file, inner if inner in MODULES else source, node.lineno)


MODULES = modules()
ARROWS = {name: list(imports_of(name, file)) for name, file in MODULES.items()}
"""Parsed once for all tests."""

TOP_FLOOR = {"engine.scene.node", "engine.scene.scene_tree", "engine.scene.services", "engine.scene.viewport"}
"""What nodes and trees are, above the services that trees are made of. Scripts see no more than these."""

FOUNDATION = {"base", "object", "variant", "scene"}
MAY_KNOW = {
    "base": set(),
    "object": {"base"},
    "core": set(),
    "variant": {"base", "core"},
    "gdscript": {"base", "object", "variant"},
    "system": FOUNDATION | {"files", "text", "net", "performance", "input", "canvas", "physics2d"},
    "files": {"base", "object", "variant"},
    "text": {"base", "variant", "files"},
    "scene": {"base", "object", "variant", "files"},
    "net": FOUNDATION | {"core"},
    "performance": FOUNDATION | {"net"},
    "input": FOUNDATION,
    "tween": FOUNDATION,
    "curves": FOUNDATION,
    "audio": FOUNDATION | {"files", "display", "gdscript"},
    "canvas": FOUNDATION | {"text", "files"},
    "animation": FOUNDATION | {"curves", "gdscript"},
    "physics2d": FOUNDATION | {"canvas"},
    "display": FOUNDATION | {"text", "canvas", "input"},
    "multiplayer": FOUNDATION | {"net", "core"},
    "top floor": FOUNDATION
    | {"net", "performance", "input", "canvas", "physics2d", "display", "multiplayer", "resource", "tween"}
    | {"audio"},
    "resource": FOUNDATION | {"files", "text", "canvas", "audio", "top floor"},
    "project": FOUNDATION | {"files", "text", "resource", "top floor"},
    "runner": FOUNDATION | {"top floor", "net", "display", "audio", "resource"},
    "exporting": {"base"},
    "porting": {"base", "variant"},
    "templates": set(),
    "ported": {"base", "object", "variant"},
    "web": FOUNDATION
    | {"top floor", "files", "text", "net", "input", "canvas", "display", "audio", "runner"},
    "testing": FOUNDATION
    | {"top floor", "files", "net", "input", "canvas", "display", "multiplayer", "resource"},
}
"""Of each part of the engine: which others it may know besides itself."""

ROOF = {
    "engine/__init__.py",
    "engine/__main__.py",
    "engine/certificate.py",
    "engine/command_line.py",
    "engine/doctor.py",
    "engine/doctor_classes.py",
}
"""Who may know everything in the engine: it is how one comes in."""


def room_of(name):
    """Return the part of the engine that a module belongs to, or None for the roof and what is not ours."""
    first, _, rest = name.partition(".")
    if first != "engine" or not rest or MODULES.get(name, Path()).as_posix() in ROOF:
        return None
    return "top floor" if name in TOP_FLOOR else rest.partition(".")[0]


def words(arrows):
    return sorted(f"{arrow.file.as_posix()}:{arrow.line} imports {arrow.name}" for arrow in arrows)


# -- The parts of the house --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("part", "others"),
    [("engine", {"nodes", "demos", "tests"}), ("nodes", {"demos", "tests"}), ("demos", {"tests"})],
)
def test_the_arrows_go_one_way(part, others):
    wrong = [
        arrow
        for name, arrows in ARROWS.items()
        if name.partition(".")[0] == part
        for arrow in arrows
        if arrow.name.partition(".")[0] in others
    ]
    assert words(wrong) == []


def test_every_module_of_the_engine_has_a_room():
    rooms = {room_of(name) for name in MODULES if name.startswith("engine.")} - {None}
    assert rooms == set(MAY_KNOW)


@pytest.mark.parametrize("room", MAY_KNOW)
def test_a_part_of_the_engine_knows_those_below_it_alone(room):
    allowed = MAY_KNOW[room] | {room}
    wrong = [
        arrow
        for name, arrows in ARROWS.items()
        if room_of(name) == room
        for arrow in arrows
        if (other := room_of(arrow.name)) is not None and other not in allowed
    ]
    assert words(wrong) == []


def test_inside_the_engine_names_come_from_where_they_are_defined_and_not_from_the_roof():
    """But for the annotations of what scripts call: there SceneTree and Node are as scripts know them."""
    users = {
        arrow.file
        for name, arrows in ARROWS.items()
        if room_of(name) is not None
        for arrow in arrows
        if arrow.name == "engine"
    }
    assert {file.as_posix() for file in users} == {"engine/scene/node.py", "engine/multiplayer/api.py"}
    assert [_code_with_names_of_the_roof(file) for file in sorted(users)] == [[], []]


def _code_with_names_of_the_roof(file):
    """Return where a file uses a name that it has from the roof other than in an annotation."""
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    roof = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module is None and node.level == len(file.parts) - 1
        for alias in node.names
    }
    assert roof
    annotations = set()
    for node in ast.walk(tree):
        for field in ("annotation", "returns"):
            found = getattr(node, field, None)
            if found is not None:
                annotations.update(map(id, ast.walk(found)))
    return [
        (node.id, node.lineno)
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and node.id in roof and id(node) not in annotations
    ]


# -- Circles -----------------------------------------------------------------------------------


def circles():
    """Return the modules that lead back to themselves, those of one circle together."""
    graph = {
        name: {a.name for a in arrows if a.name in MODULES and MODULES[a.name].name != "__init__.py"}
        for name, arrows in ARROWS.items()
    }

    def reached(start):
        seen, todo = set(), [start]
        while todo:
            new = graph[todo.pop()] - seen
            seen |= new
            todo += new
        return seen

    far = {name: reached(name) for name in graph}
    return sorted(
        {tuple(sorted(m for m in far[name] if name in far[m])) for name in far if name in far[name]}
    )


def test_no_file_leads_back_to_itself():
    assert circles() == []


# -- Links -------------------------------------------------------------------------------------


def test_what_speaks_to_a_link_knows_no_socket():
    kinds = ("raw", "multiplayer", "one_port", "godot3_client", "godot4_client")
    sessions = ("session", *(f"{kind}_session" for kind in kinds))
    speakers = ("client", "server", "endpoint", "peer", *sessions, "link", "life")
    wrong = [
        arrow
        for speaker in speakers
        for arrow in ARROWS[f"nodes.websocket.{speaker}"]
        if arrow.name.startswith(("nodes.websocket.socket_link", "websockets", "socket", "ssl"))
    ]
    assert words(wrong) == []


# -- The browser --------------------------------------------------------------------------------


def test_nothing_asks_whether_it_runs_in_a_browser_but_what_is_made_for_it():
    homes = ("engine/web/", "engine/exporting/", "engine/doctor.py")
    words = re.compile(r"\b(?:emscripten|pyodide|js)\b", re.IGNORECASE)
    found = [
        f"{file.as_posix()}:{number} {line.strip()}"
        for file in MODULES.values()
        if not file.as_posix().startswith(homes)
        for number, line in enumerate((ROOT / file).read_text(encoding="utf-8").splitlines(), 1)
        if words.search(line)
    ]
    assert found == []


# -- Libraries ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("library", "homes"),
    [
        ("pyglet", ("engine/display/pyglet", "engine/audio/pyglet")),  # a driver each: sounds need no window
        ("PIL", ("engine/canvas/picture.py",)),
        ("websockets", ("nodes/websocket/socket_link",)),
        ("h11", ("nodes/http/exchange.py",)),
        ("av", ("engine/audio/vorbis.py",)),
        ("hiredis", ("nodes/cluster/redis_codec.py",)),
    ],
)
def test_a_library_is_loaded_by_what_is_made_of_it_alone(library, homes):
    users = {
        arrow.file
        for arrows in ARROWS.values()
        for arrow in arrows
        if arrow.name.partition(".")[0] == library
    }
    assert users
    assert {file.as_posix() for file in users if not any(map(file.is_relative_to, homes))} == set()


def test_the_compiled_core_is_loaded_in_one_place():
    users = {
        file.as_posix()
        for file in MODULES.values()
        if re.search(r"\bengine\._core\b|import _core\b", (ROOT / file).read_text(encoding="utf-8"))
    }
    assert users == {"engine/core.py"}
