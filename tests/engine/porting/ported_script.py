"""What tests of the port have in common: a script in Python, and the module of it."""

import sys
import types

from engine.porting.parser import parse
from engine.porting.project import Project
from engine.porting.script import port


def ported(source, path="res://case.gd", **others):
    """Return what a script becomes; `others` are further scripts of its project, by name."""
    sources = {path: source, **{f"res://{name}.gd": text for name, text in others.items()}}
    return port(project_of(sources), path, source)


def project_of(sources):
    """Return the project that scripts are of, by their paths."""
    project = Project()
    for path, text in sources.items():
        project.add(path, parse(text))
    project.resolve()
    return project


def port_scripts(folder, to):
    """Write what the scripts of one folder become into another."""
    sources = {f"res://{file.name}": file.read_text(encoding="utf-8") for file in folder.glob("*.gd")}
    project = project_of(sources)
    for path, text in sources.items():
        result = port(project, path, text)
        (to / f"{result.module}.py").write_text(result.text)


def module_of(result, monkeypatch):
    """Return the module that a script has become, as if it had been imported."""
    module = types.ModuleType(result.module)
    monkeypatch.setitem(sys.modules, result.module, module)
    exec(compile(result.text, f"{result.module}.py", "exec"), module.__dict__)
    return module
