import ast

import pytest

from engine.exporting.imports import Import
from engine.exporting.slips import slip_of_import, slips_in


def words(source):
    return [str(slip) for slip in slips_in("game.py", ast.parse(source), True)]


@pytest.mark.parametrize(
    ("module", "instead"),
    [
        ("threading", "Timer"),
        ("subprocess", "no other programs"),
        ("multiprocessing.pool", "no other programs"),
        ("socket", "WebSocketClient"),
        ("ssl", "wss://"),
        ("concurrent.futures", "one thread"),
        ("PIL.Image", "Texture.load"),
    ],
)
def test_modules_that_work_in_no_page_are_named_with_what_does(module, instead):
    for needed in (True, False):
        slip = slip_of_import("a/b.py", Import(module, 7, False, needed), True)
        assert slip.sure
        package = module.partition(".")[0]
        assert str(slip).startswith(f"a/b.py:7: `{package}` works in no page: ")
        assert instead in slip.what


@pytest.mark.parametrize("module", ["os.path", "json", "js", "pyodide.ffi"])
def test_modules_that_a_page_has_are_none(module):
    assert slip_of_import("game.py", Import(module, 1, True, True), True) is None


def test_a_module_that_is_nowhere_is_told_unless_the_script_goes_on_without_it():
    told = slip_of_import("game.py", Import("numpy.linalg", 3, True, True), True)
    assert told.sure
    assert "`numpy` is neither beside the script nor in the library of a page" in str(told)
    assert slip_of_import("game.py", Import("readline", 3, True, True), True).sure
    assert not slip_of_import("game.py", Import("numpy", 3, False, True), True).sure
    assert slip_of_import("game.py", Import("numpy", 3, True, False), True) is None


def test_what_reads_from_a_terminal_is_found():
    assert words("import sys\nfor line in sys.stdin:\n    x = input('? ')") == [
        "game.py:2: `sys.stdin` works in no page: a page has no terminal; use a LineEdit.",
        "game.py:3: `input()` works in no page: a page has no terminal; use a LineEdit.",
    ]
    assert words("self.stdin = screen.input(1)") == []


def test_addresses_that_a_page_from_https_may_not_open_are_warned_of():
    (slip,) = slips_in("game.py", ast.parse("a = 1\nurl = 'ws://example.org/x'"), True)
    assert not slip.sure
    assert (
        str(slip)
        == "game.py:2: a page that came over https may not open ws://example.org/x: it needs wss://."
    )


@pytest.mark.parametrize(
    "text", ["ws://localhost:8000/", "ws://127.0.0.1:9080", "ws://[::1]:80", "wss://example.org", "ws://"]
)
def test_other_addresses_are_not(text):
    assert words(f"url = {text!r}") == []
