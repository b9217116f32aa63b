"""The pages that come from the program: a class has one, with a text for each member that does something."""

import re
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "docs"))
generated = pytest.importorskip("generated")
sys.path.pop(0)

from engine.doctor_classes import shares  # noqa: E402

PAGES = {share.name: generated.class_page(share) for share in shares()}


def section(name, title):
    return PAGES[name].partition(f"## {title}\n")[2].partition("\n## ")[0]


def test_properties_and_methods_all_say_what_they_are():
    bare = {
        f"{name}.{member}"
        for name in PAGES
        for title in ("Properties", "Methods")
        for member in re.findall(r"^- `(\w+)[^`]*`$", section(name, title), re.MULTILINE)
    }
    assert bare == set()


def test_a_class_says_what_it_inherits_has_and_lacks():
    page = PAGES["Timer"]
    assert "`from nodes import Timer`" in page
    assert "Inherits Node < Object." in page
    assert "- `wait_time`: Seconds from start" in section("Timer", "Properties")
    assert "- `start(time_sec: float = -1) -> None`: Start" in section("Timer", "Methods")
    assert "- `timeout()`" in section("Timer", "Signals")
    assert "- `TIMER_PROCESS_IDLE = 1`" in section("Timer", "Constants")
    assert "## Missing" not in page
    assert "`get_ca_chain`" in section("WebSocketServer", "Missing")


def test_what_is_a_word_of_python_has_an_underscore():
    assert "- `raise_() -> None`: " in section("Node", "Methods")


def test_the_index_has_all_pages_and_their_shares():
    index = generated.index(shares())
    assert "| [Timer](Timer.md) | 100 % | Counts seconds" in index
    assert all(f"\n{name}\n" in index for name in PAGES)


def test_the_life_of_a_connection_is_a_table():
    assert (
        "| connecting | the TCP connection is there, from end to end | in the handshake |" in generated.life()
    )


def test_what_is_written_is_written_once(tmp_path):
    generated.write(tmp_path)
    file = tmp_path / "classes" / "Timer.md"
    before = file.stat().st_mtime_ns
    generated.write(tmp_path)
    assert file.stat().st_mtime_ns == before
