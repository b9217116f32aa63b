"""What tests of the port have in common: a script in Python, and the module of it."""

import sys
import types

from engine.porting.parser import parse
from engine.porting.project import Project
from engine.porting.script import port


def ported(source, path="res://case.gd", **others):
    """Return what a script becomes; `others` are further scripts of its project, by name."""
    sources = {path: source, **{f"res://{name}.gd": text for name, text in others.items()}}
    project = Project()
    for one, text in sources.items():
        project.add(one, parse(text))
    project.resolve()
    return port(project, path, source)


def module_of(result, monkeypatch):
    """Return the module that a script has become, as if it had been imported."""
    module = types.ModuleType(result.module)
    monkeypatch.setitem(sys.modules, result.module, module)
    exec(compile(result.text, f"{result.module}.py", "exec"), module.__dict__)
    return module
