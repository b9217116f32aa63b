"""The table of drivers, and that nobody goes past it."""

import sys
from importlib.util import find_spec, resolve_name
from pathlib import Path

import pytest

import engine
from engine.display import drivers
from engine.display.drivers import DRIVERS, HEADLESS, WINDOW, DisplayOptions, Driver, open_display
from engine.display.headless.display import HeadlessDisplay

ROOT = Path(engine.__file__).parent.parent


def test_a_driver_opens_what_is_wanted():
    display = open_display(HEADLESS, DisplayOptions("Title", (300, 200)))
    assert type(display) is HeadlessDisplay
    assert (display.title, display.window_size) == ("Title", (300, 200))


@pytest.mark.parametrize("name", DRIVERS)
def test_each_row_is_a_module_of_the_engine_called_as_it_says(name):
    module = resolve_name(DRIVERS[name].module, "engine.display")
    assert find_spec(module) is not None
    assert module.startswith(f"engine.display.{name}.")
    assert {HEADLESS, WINDOW} <= set(DRIVERS)


def test_a_driver_is_imported_when_it_is_used(monkeypatch, tmp_path):
    (tmp_path / "driver_of_a_test.py").write_text("def open_display(options):\n    return options.title\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setitem(drivers.DRIVERS, "test", Driver("driver_of_a_test"))
    assert "driver_of_a_test" not in sys.modules
    assert open_display("test", DisplayOptions("shown")) == "shown"
    del sys.modules["driver_of_a_test"]


def test_only_the_table_and_the_driver_itself_know_the_name_of_what_opens_windows_and_plays():
    knows = {
        file.relative_to(ROOT)
        for part in ("engine", "nodes", "demos")
        for file in (ROOT / part).rglob("*.py")
        if WINDOW in file.read_text(encoding="utf-8").lower()
    }
    parts = [Path("engine/display"), Path("engine/audio")]
    homes = {*(part / WINDOW for part in parts), Path("engine/exporting")}  # an export leaves it out
    assert {file for file in knows if not homes & {*file.parents}} == {part / "drivers.py" for part in parts}


def test_options_are_equal_if_all_of_them_are_and_some_can_be_replaced():
    options = DisplayOptions("Title", (3, 2), picture=True)
    assert options == DisplayOptions("Title", (3, 2), picture=True)
    assert options != DisplayOptions("Title", (3, 2))
    assert options != "Title"
    assert options.replaced(size=(5, 5)) == DisplayOptions("Title", (5, 5), picture=True)
    assert repr(DisplayOptions()) == (
        "DisplayOptions(picture=False, scale=None, size=(1024, 600), title='', visible=True)"
    )
