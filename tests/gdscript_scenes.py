"""Recorded scenes whose GDScript is turned into Python, line by line, as it is little of it that they use.

Members get their `self.`, components of vectors are set by a new vector, `new()` goes, numbers are counted
to. What a scene logs is compared as `scene_log` has it.
"""

import ast
import json
import math
import re
from pathlib import Path

import engine
import nodes
from engine import Node
from engine.testing.tree import SteppedTree
from tests.scene_log import SINGLE, run_scene


class Recorded:
    """The scenes of one file of vectors. `given` are functions of theirs that are in Python already."""

    def __init__(self, file, **given):
        data = json.loads(Path(file).read_text(encoding="utf-8"))
        self.kit = data.get("kit", "")
        self.cases = {case["name"]: case for case in data["cases"]}
        self.given = given

    def logs(self, name):
        """Return what we log in a scene, and what the engine did, in an order that can be compared."""
        case = self.cases[name]
        tree = SteppedTree()
        try:
            ours = run_scene(
                tree, scene_of(case["gdscript"].replace("#KIT", self.kit), self.given), case["frames"]
            )
        finally:
            tree.finish()
        return in_any_order(ours), in_any_order([[phase, _plain(line)] for phase, line in case["log"]])

    def differences(self, name, tolerance):
        """Return the lines that differ, ours and the engine's."""
        ours, theirs = self.logs(name)
        assert [phase for phase, _ in ours] == [phase for phase, _ in theirs]
        return [pair for pair in zip(ours, theirs, strict=True) if not near(*pair, tolerance)]


def near(ours, theirs, tolerance):
    """Whether two plain values are the same but for so much, and for the rounding of single precision."""
    match ours:
        case bool() | str() | None:
            return ours is theirs or (type(ours) is type(theirs) and ours == theirs)
        case int() | float():
            return abs(ours - theirs) <= max(tolerance, SINGLE * abs(theirs))
        case list():
            return len(ours) == len(theirs) and all(map(near, ours, theirs, [tolerance] * len(ours)))
        case dict():
            return ours.keys() == theirs.keys() and all(
                near(ours[key], theirs[key], tolerance) for key in ours
            )
    return False


def in_any_order(lines):
    """Return a log in which what was told at the beginning of a step is sorted: it comes in no order."""
    found, told = [], []
    for line in [*lines, ["end", None]]:
        if told and line[0] != told[0][0]:
            found += sorted(told, key=repr)
            told = []
        (told if line[0].startswith("S") else found).append(line)
    return found[:-1]


def _plain(recorded):
    """Return a recorded value as `scene_log` has ours: a Dictionary is one."""
    match recorded:
        case {"Dictionary": pairs}:
            return {"Dictionary": {key: _plain(value) for key, value in pairs}}
        case list():
            return [_plain(item) for item in recorded]
    return recorded


# -- From one language to the other ---------------------------------------------------------------


def scene_of(source, given):
    """Return the class that a GDScript is; `given` are functions of it that are here already, by name."""
    lines, members = [], set()
    for line in source.split("\n"):
        declared = re.match(r"var (\w+)(.*)", line)
        if declared:
            members.add(declared[1])
            lines.append(f"{declared[1]}{declared[2]}" if declared[2] else f"{declared[1]} = None")
            continue
        if line.startswith("extends") or line.strip() == "t.done()":
            continue
        line = re.sub(r"^static func|^func", "def", line)
        line = re.sub(r"^(def .*?\)): ((?:if|for) .*)", r"\1:\n\t\2", line)
        lines.append(re.sub(r"(\s)var (\w+) = ", r"\1\2: var = ", line))
    tree = ast.parse(_in_python("\n".join(lines)))
    body = [node for node in tree.body if getattr(node, "name", "") not in given]
    functions = {node.name for node in body if isinstance(node, ast.FunctionDef)} | set(given)
    for node in body:
        if isinstance(node, ast.FunctionDef):
            _Scripts(members | functions, node).visit(node)
    names = {name: getattr(nodes, name) for name in nodes.__all__}
    names |= {name: getattr(engine, name) for name in engine.__all__} | _GLOBALS
    exec(compile(ast.fix_missing_locations(ast.Module(body, [])), "<scene>", "exec"), names)
    found = {node.name: names[node.name] for node in body if isinstance(node, ast.FunctionDef)}
    found |= {name: names[name] for name in members}
    if "_init" in found:
        found["__init__"] = found.pop("_init")
    return type("Main", (nodes.Node2D,), {**found, **given, "__module__": "recorded"})


def _in_python(source):
    for word, python in (("true", "True"), ("false", "False"), ("null", "None")):
        source = re.sub(rf"\b{word}\b", python, source)
    return source


class _Scripts(ast.NodeTransformer):
    """Makes the functions of a scene methods of a node."""

    def __init__(self, members, function):
        self.local = {argument.arg for argument in function.args.args}
        for node in ast.walk(function):
            if isinstance(node, ast.AnnAssign | ast.For):  # `var x = …`, and `for x in …`
                self.local.add(node.target.id)
        self.mine = members | {name for name in dir(nodes.Node2D) if not name.startswith("__")}
        function.args.args.insert(0, ast.arg("self"))

    def visit_Name(self, node):
        if node.id in self.mine and node.id not in self.local:
            return ast.Attribute(ast.Name("self", ast.Load()), node.id, node.ctx)
        return node

    def visit_For(self, node):
        self.generic_visit(node)
        node.iter = _call("counted", node.iter)
        return node

    def visit_BinOp(self, node):
        self.generic_visit(node)
        return _call("divided", node.left, node.right) if isinstance(node.op, ast.Div) else node

    def visit_Call(self, node):
        self.generic_visit(node)
        if isinstance(node.func, ast.Attribute) and node.func.attr == "new":
            node.func = node.func.value
        if node.args and ast.unparse(node.args[0]) == "'motion/sync_to_physics'":
            return _method(node.func.value, "set_sync_to_physics", node.args[1])
        return node

    def visit_Assign(self, node):
        self.generic_visit(node)
        return self._component(node, node.targets[0], lambda _old: node.value)

    def visit_AugAssign(self, node):
        self.generic_visit(node)
        return self._component(node, node.target, lambda old: ast.BinOp(old, node.op, node.value))

    def _component(self, node, target, new):
        """Return `v = Vector2(…, v.y)` for `v.x = …`."""
        if not (isinstance(target, ast.Attribute) and target.attr in ("x", "y")):
            return node
        vector = ast.unparse(target.value)
        parts = {name: ast.parse(f"{vector}.{name}", mode="eval").body for name in ("x", "y")}
        parts[target.attr] = new(parts[target.attr])
        changed = _call("Vector2", parts["x"], parts["y"])
        return ast.Assign(ast.parse(f"{vector} = 0").body[0].targets, changed)


def _call(name, *args):
    return ast.Call(ast.Name(name, ast.Load()), list(args), [])


def _method(owner, name, *args):
    return ast.Call(ast.Attribute(owner, name, ast.Load()), list(args), [])


def _divided(a, b):
    return a // b if isinstance(a, int) and isinstance(b, int) else a / b


_GLOBALS = {
    "counted": lambda what: range(what) if isinstance(what, int) else what,
    "divided": _divided,
    "PoolVector2Array": list,
    "deg2rad": math.radians,
    "PI": math.pi,
    "tan": math.tan,
    "sin": math.sin,
    "is_instance_valid": engine.is_instance_valid,
    "PAUSE_MODE_PROCESS": Node.PAUSE_MODE_PROCESS,
}
