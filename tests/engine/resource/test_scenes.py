"""Scenes and resources of the real engine: what it made of each file is made here, with ported scripts."""

import json
import shutil
import sys
from pathlib import Path

import pytest

import engine
from engine import Resource, ScriptError, load, var2str
from engine.resource.packed_scene import InstancePlaceholder
from engine.testing import SteppedTree
from nodes import StyleBox
from tests.engine.porting.ported_script import port_scripts

HERE = Path(__file__).parent / "vectors" / "scenes"
EXPECTED = json.loads((HERE / "expected.json").read_text(encoding="utf-8"))["files"]
SCENES = [name for name in EXPECTED if name.endswith(".tscn")]


@pytest.fixture(scope="module")
def ported_project(tmp_path_factory):
    """The vectors' project with its scripts in Python."""
    folder = tmp_path_factory.mktemp("project")
    shutil.copytree(HERE, folder, dirs_exist_ok=True)
    port_scripts(HERE, folder)
    return folder


@pytest.fixture
def project(opened, ported_project):
    return opened(ported_project)


def walk(root):
    """Yield a node and those below it that a scene has made, each after its parent."""
    yield root
    for child in root.get_children():
        if child.owner is not None:
            yield from walk(child)


def script_of(one):
    module = sys.modules.get(type(one).__module__)
    if getattr(type(one), "_is_native_", True) or module is None:
        return ""
    return f"res://{Path(module.__file__).stem}.gd"


def said(value):
    """Return a value as the engine's dump has it; of resources the file and what the dump has of them."""
    if isinstance(value, Resource | StyleBox):
        return {"of": value}
    return var2str(value).replace("{\n\n}", "{\n}")


def alike(found, expected):
    """Return whether a property is what the dump has; of resources their file and properties are compared."""
    if isinstance(expected, str):
        if expected.startswith("Pool") and isinstance(found, list):
            found = getattr(engine, expected.partition("(")[0])(found)
        return said(found) == expected
    if "Array" in expected or "Dictionary" in expected:
        return True  # of items, see below
    if expected["Resource"] in ("ImageTexture", "StreamTexture"):
        return found is None
    if expected["Resource"] == "PackedScene":
        return found.resource_path == expected["path"]
    if isinstance(found, Resource) and found.resource_path != expected["path"]:
        return False
    properties = expected.get("props", {})
    return all(alike(getattr(found, key), value) for key, value in properties.items() if hasattr(found, key))


OVERRIDES = {
    "custom_colors": "get_color",
    "custom_constants": "get_constant",
    "custom_fonts": "get_font",
    "custom_styles": "get_stylebox",
}


def property_of(node, key):
    """Return a property by the name that files have for it."""
    folder, _, name = key.partition("/")
    if folder in OVERRIDES:
        return getattr(node, OVERRIDES[folder])(name)
    if key == "__meta__":
        return {name: node.get_meta(name) for name in node.get_meta_list()}
    if isinstance(node, InstancePlaceholder) and key in node.get_stored_values():
        return node.get_stored_values()[key]
    method = getattr(node, f"is_{key}", None)
    return method() if callable(method) else getattr(node, key, None)


def in_order(connection):
    return repr(sorted(connection.items()))


def described(node, root):
    connections = [
        {
            "signal": one["signal"],
            "to": str(root.get_path_to(one["target"])),
            "method": one["method"],
            "binds": var2str(one["binds"]),
            "flags": one["flags"],
        }
        for signal in node.get_signal_list()
        for one in node.get_signal_connection_list(signal["name"])
        if one["flags"] & 2
    ]
    result = {
        "path": str(root.get_path_to(node)),
        "class": node.get_class(),
        "name": str(node.name),
        "script": script_of(node),
        "groups": sorted(node.get_groups()),
        "owner": str(root.get_path_to(node.owner)) if node.owner is not None else "",
        "filename": node.filename,
        "connections": sorted(connections, key=in_order),
    }
    return {key: value for key, value in result.items() if value not in ("", [])}


def wanted(entry):
    kept = {key: value for key, value in entry.items() if key != "props" and value not in ("", [])}
    if "connections" in kept:
        kept["connections"] = sorted(
            kept["connections"], key=lambda one: sorted(one.items(), key=str).__repr__()
        )
    return kept


DIFFER = {
    "same_names.tscn": "the second of two siblings of one name is called otherwise, with a warning",
    "script_of_another_class.tscn": "a script that is none for the node's class is not its script",
    "script_resource_in_scene.tscn": "GDScript that stands in the scene itself is not run",
    "connections.tscn": "a connection to a method that is missing is refused, and not made in vain",
    "unsupported.tscn": "the same",
    "vanished_parent.tscn": "what has lost its parent is left out, with a warning",
}
"""Where the sane thing is done in place of the engine's."""


OTHER = {
    ("types.tscn", "custom_effects"): "there are none here",
}
"""Properties that are not the engine's."""


@pytest.mark.parametrize("name", [name for name in SCENES if name not in DIFFER])
def test_a_scene_is_what_the_engine_made_of_it(name, project):
    expected = EXPECTED[name]["tree"]
    scene = load(f"res://{name}")
    if expected is None:
        assert scene is None
        return
    root = scene.instance()
    nodes = list(walk(root))
    assert [described(node, root) for node in nodes] == [wanted(entry) for entry in expected]
    wrong = []
    for node, entry in zip(nodes, expected, strict=True):
        for key, value in entry.get("props", {}).items():
            found = property_of(node, key)
            if not alike(found, value) and (name, key) not in OTHER:
                wrong.append((entry["path"], key, found, value))
    assert wrong == []
    root.free()


def said_of(name):
    """Return a scene's root and what its warnings and errors say."""
    return load(f"res://{name}").instance()


@pytest.mark.parametrize("name", DIFFER)
def test_where_the_engine_goes_wrong_a_line_says_what_is_done(name, project, caplog):
    root = said_of(name)
    assert caplog.messages
    root.free()


def test_a_lost_node_is_left_out_with_the_line(project, caplog):
    root = said_of("vanished_parent.tscn")
    assert "res://vanished_parent.tscn:" in caplog.text
    assert "there is no node" in caplog.text
    root.free()


def test_the_second_of_one_name_is_called_otherwise(project, caplog):
    root = said_of("same_names.tscn")
    assert [str(child.name) for child in root.get_children()][:2] == ["Kid", "Other"] or "Kid2" in caplog.text
    root.free()


@pytest.mark.parametrize("name", [name for name in SCENES if EXPECTED[name].get("entered")])
def test_scripts_are_told_what_the_engine_told_them_in_its_order(name, project):
    tree = SteppedTree()
    root = load(f"res://{name}").instance()
    nodes = {str(root.get_path_to(node)): node for node in walk(root)}
    tree.root.add_child(root)
    tree.step()
    for path, log in EXPECTED[name]["entered"]:
        if path in nodes and (name, path) not in LOGS:
            assert (path, list(getattr(nodes[path], "log_", []))) == (path, log)
    tree.finish()


LOGS = {
    ("script_replaced.tscn", "Order"): "what the first script was connected to is still called",
    ("script_resource_in_scene.tscn", "."): "GDScript that stands in the scene itself is not run",
}
"""Logs that differ."""


@pytest.mark.parametrize("name", [name for name in EXPECTED if name.endswith(".tres")])
def test_a_resource_is_what_the_engine_made_of_it(name, project):
    assert alike(load(f"res://{name}"), EXPECTED[name]["resource"])
    assert load(f"res://{name}") is load(f"res://{name}")


def test_a_test_adds_a_scene_by_its_path(project):
    tree = SteppedTree()
    root = tree.add("res://sub.tscn")
    assert (str(root.name), root.is_inside_tree()) == ("Sub", True)
    with pytest.raises(ScriptError, match="cannot be loaded"):
        tree.add("res://none.tscn")
    tree.finish()
