"""What has Godot's names takes Godot's arguments: by the names and with the defaults of Godot 3.6.2."""

import inspect
import json
import re
from pathlib import Path

import pytest

import engine

CLASSES = json.loads((Path(__file__).parent / "vectors" / "classdb.json").read_text(encoding="utf-8"))[
    "classes"
]
OURS = (
    *("ConfigFile", "Directory", "Engine", "File", "FuncRef", "Geometry", "JSON", "JSONParseResult"),
    *("Marshalls", "OS", "ProjectSettings", "RandomNumberGenerator", "Time", "WeakRef"),
)
METHODS = [
    pytest.param(name, line, id=f"{name}.{line.partition('(')[0]}")
    for name in OURS
    for line in CLASSES[name]["methods"]
    if hasattr(getattr(engine, name), line.partition("(")[0])
]
VALUES = {"true": True, "false": False, "null": None, "[]": None}


def kind_of(name):
    found = getattr(engine, name)
    return found if isinstance(found, type) else type(found)


def arguments(line):
    """Return the names of the arguments in a line such as `open(path: String, flags: int = 0) -> Error`."""
    inside = re.match(r"\w+\((.*)\) ->", line)[1]
    yield from re.findall(r"(\w+): [\w.]+(?: = ((?:\"[^\"]*\"|[^,(]|\([^)]*\))+))?", inside)


def test_there_is_much_to_compare():
    assert len(METHODS) > 200


@pytest.mark.parametrize(("name", "line"), METHODS)
def test_a_method_takes_what_godots_does(name, line):
    method = line.partition("(")[0]
    if "..." in line:
        return
    ours = list(inspect.signature(getattr(kind_of(name), method)).parameters.values())[1:]
    theirs = list(arguments(line))
    assert [one.name.removesuffix("_") for one in ours] == [argument for argument, _ in theirs]
    for one, (_, default) in zip(ours, theirs, strict=True):
        if default == "":
            assert one.default is one.empty
        elif default in VALUES:
            assert one.default == VALUES[default]
        elif default.startswith('"'):
            assert one.default == json.loads(default)
        else:
            assert float(one.default) == float(default)
