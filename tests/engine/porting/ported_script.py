"""What tests of the port have in common: a script in Python, and the module of it."""

import sys
import types
from textwrap import dedent

from engine.porting.parser import parse
from engine.porting.project import Project
from engine.porting.script import port


def ported(source, path="res://case.gd", **others):
    """Return what a script becomes; `others` are further scripts of its project, by name."""
    sources = {path: source, **{f"res://{name}.gd": text for name, text in others.items()}}
    return port(project_of(sources), path, source)


def script(source, **others):
    """Return the Python of a script, and of others that it may name."""
    return ported(dedent(source).lstrip("\n"), **others).text


def body(lines, before=""):
    """Return what the lines of a function become, indented as they were; `before` stands in its class."""
    return dedent(_in_function(lines, before).text.split("def f(self, a, b):\n", 1)[1]).rstrip("\n")


def notes(lines, before=""):
    """Return what is said of the lines of a function."""
    return [note.text for note in _in_function(lines, before).notes]


def _in_function(lines, before):
    inside = "".join(f"\t{line}\n" for line in lines.split("\n"))
    return ported(f"extends Node2D\n{before}\nfunc f(a, b):\n{inside}")


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
