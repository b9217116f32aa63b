import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from zlib import crc32

import pytest

from engine import core

ROOT = Path(core.__file__).parents[1]


@pytest.fixture
def found(monkeypatch):
    """What is found as the core, and which number it has; None is nothing."""

    def find(number):
        module = None if number is None else SimpleNamespace(NUMBER=number, __file__="core.so")
        monkeypatch.setitem(sys.modules, "engine._core", module)

    return find


def run(code, **environment):
    return subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
        cwd=ROOT,
        check=False,
    )


def test_the_number_is_that_of_the_sources():
    sources = sorted((ROOT / "engine/native").glob("*.[ch]"))
    number = crc32("".join(source.read_text(encoding="utf-8") for source in sources).encode())
    assert number == core.NUMBER, f"write NUMBER: int = {number}, and build the core again"


def test_files_of_the_core_have_four_hundred_lines_at_the_most():
    long = {
        file.name: lines
        for file in (ROOT / "engine/native").glob("*.[ch]")
        if (lines := len(file.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert long == {}


def test_a_core_of_the_same_sources_is_used(found):
    found(core.NUMBER)
    assert core._load("auto")[0] is core._load("require")[0] is sys.modules["engine._core"]


def test_no_core_is_used_if_nobody_wants_it(found):
    found(core.NUMBER)
    assert core._load("0") == (None, "ESTRAGON_CORE=0 says so")


def test_a_core_of_other_sources_is_not_used(found):
    found(core.NUMBER + 1)
    module, why = core._load("auto")
    assert module is None
    assert why == "core.so was built of other sources; `pip install -e .` builds it again"
    with pytest.raises(ImportError, match=r"^ESTRAGON_CORE=require, but core\.so was built of other"):
        core._load("require")


def test_where_there_is_none_it_says_so(found):
    found(None)
    module, why = core._load("auto")
    assert module is None
    assert why.startswith("none was built for it (")
    with pytest.raises(ImportError, match=r"^ESTRAGON_CORE=require, but none was built"):
        core._load("require")


def test_another_wish_is_refused():
    with pytest.raises(ImportError, match=r"^ESTRAGON_CORE is 'off': it may be auto, 0 or require\.$"):
        core._load("off")


def test_what_it_has_in_place_of_a_reference_is_made_of_that_and_what_it_has_to_know(monkeypatch):
    class Lane:
        def messages(self):
            """A reference."""

    messages = Lane.messages
    monkeypatch.setattr(core, "references", {})
    monkeypatch.setitem(core.COMPILED, f"{__name__}.{messages.__qualname__}", "make")
    monkeypatch.setattr(core, "_core", None)
    core.compile_method(Lane, "messages", 1)
    assert (Lane.messages, core.references) == (messages, {})
    monkeypatch.setattr(core, "_core", SimpleNamespace(make=lambda *given: given, __file__="core.so"))
    core.compile_method(Lane, "messages", 1)
    assert Lane.messages == (messages, Lane, 1)
    assert list(core.references.values()) == [messages]
    assert core.in_words() == "compiled, core.so"


def test_the_references_are_what_runs_without_it():
    code = "from engine import core; from nodes.websocket.socket_link import fast_lane as lane;"
    code += "print(core.in_words(), core.references, type(lane.frame_of), type(lane.LaneReader.messages))"
    done = run(code, ESTRAGON_CORE="0")
    function = "<class 'function'>"
    assert done.stdout == f"plain Python: ESTRAGON_CORE=0 says so {{}} {function} {function}\n"


def test_what_is_compiled_has_a_reference_by_the_name_in_the_table():
    if not core.in_words().startswith("compiled, "):
        pytest.skip(core.in_words())
    done = run(
        "from pkgutil import resolve_name; from engine import core;"
        "print([name for name in core.COMPILED if not resolve_name(name) or name not in core.references])"
    )
    assert done.stdout == "[]\n"
