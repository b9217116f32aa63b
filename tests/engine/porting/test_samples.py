"""Whole scripts that the real engine was asked about: ported, they log the same, line by line."""

import json
from pathlib import Path

import pytest

from engine import godot_str
from engine.porting.script import port
from tests.engine.porting.ported_script import module_of, project_of
from tests.engine.porting.test_cases import CaseTree, plain

HERE = Path(__file__).parent / "vectors" / "samples"
EXPECTED = json.loads((HERE / "expected.json").read_text(encoding="utf-8"))
OTHERS = {"inherited": ["inherited_base", "inherited_item"], "typed": ["typed_other"]}
"""Scripts that a sample needs."""
DIFFERS = {
    "waits": (6, "0", "maybe waits only sometimes in Godot, and is a Task always here: await it."),
}
"""Lines that differ, with what the engine logged there and what is said of it."""


def logged(name, monkeypatch):
    """Return what a sample logs, and what is said of its lines."""
    names = [*OTHERS.get(name, ()), name]
    sources = {f"res://{one}.gd": (HERE / f"{one}.gd").read_text(encoding="utf-8") for one in names}
    project = project_of(sources)
    results = [port(project, path, text) for path, text in sources.items()]
    modules = [module_of(result, monkeypatch) for result in results]
    made = [one for one in vars(modules[-1]).values() if getattr(one, "__module__", "") == results[-1].module]
    tree = CaseTree(made[-1])
    tree.step(41)
    lines = [godot_str(line) for line in tree.case.out]
    tree.case.queue_free()
    tree.finish()
    return lines, [note.text for result in results for note in result.notes]


@pytest.mark.parametrize("name", EXPECTED)
def test_a_ported_sample_logs_what_it_did(name, monkeypatch):
    lines, notes = logged(name, monkeypatch)
    wanted = EXPECTED[name]
    if name in DIFFERS:
        at, there, said = DIFFERS[name]
        assert (wanted[at], notes) == (there, [said])
        wanted = [*wanted[:at], lines[at], *wanted[at + 1 :]]
    else:
        assert notes == []
    assert plain(lines) == plain(wanted)
