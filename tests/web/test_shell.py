"""The page around the program: how it loads, what it says meanwhile and when something is wrong."""

import gzip
import re
import zipfile
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from engine.command_line import main
from engine.exporting.bytecode import bytecode
from engine.exporting.error import ExportError
from engine.exporting.export import Wishes, export
from engine.exporting.program import Program
from engine.exporting.runtime import LIBRARY, find_runtime
from engine.exporting.standard_library import library_sources

SCRIPT = """
import os
import sys

from engine import run
from nodes.gui import Label


class Main(Label):
    frames = 0

    def _ready(self):
        print("ready", sys.argv[1:])

    def _process(self, delta):
        self.frames += 1
        if self.frames == 3 and "fault" in sys.argv:
            raise ValueError("a fault of the script")
        if self.frames == 3 and "crash" in sys.argv:
            os.abort()
        if self.frames == 6:
            print("still running")

if "end" in sys.argv:
    raise KeyError("nothing begins")
raise SystemExit(run(Main, title="The program's title" if "titled" in sys.argv else None))
"""


@pytest.fixture(scope="session")
def exported(tmp_path_factory):
    """Export the script: `exported("--offline", "--zip")` returns the folder."""
    try:
        find_runtime()
    except ExportError as error:
        pytest.skip(f"no runtime for pages: {error}")
    folder = tmp_path_factory.mktemp("shell")
    (folder / "game.py").write_text(SCRIPT)
    made = {}

    def exported(*options):
        if options not in made:
            made[options] = out = folder / f"out{len(made)}"
            assert main(["export", "web", str(folder / "game.py"), "--out", str(out), *options]) == 0
        return made[options]

    return exported


def test_a_page_is_small_and_comes_from_its_own_host_alone(visitor, exported, serving):
    folder = exported()
    _, url = serving(folder)
    visitor.play(url + "?arg=a&arg=b+c")
    visitor.wait_for("ready ['a', 'b c']")
    assert visitor.complaints == []
    assert len(visitor.requests) <= 10
    assert {request.startswith(url) for request in visitor.requests} == {True}
    loaded = [request.removeprefix(url).partition("?")[0] or "index.html" for request in visitor.requests]
    sent = [folder / name for name in loaded]
    sizes = [Path(f"{path}.gz").stat().st_size if path.suffix != ".png" else 0 for path in sent]
    assert sum(sizes) <= 7.5e6


@pytest.mark.parametrize(
    ("options", "query", "title"),
    [
        ((), "", "Main"),
        ((), "?arg=titled", "The program's title"),
        (("--title", "The page"), "", "The page"),
        (("--title", "The page"), "?arg=titled", "The program's title"),
    ],
)
def test_the_title_is_the_programs_or_else_the_pages_or_else_the_scenes(
    visitor, exported, serving, options, query, title
):
    folder = exported(*options)
    _, url = serving(folder)
    assert f"<title>{options[1] if options else 'game'}</title>" in (folder / "index.html").read_text()
    visitor.play(url + query)
    assert visitor.page.title() == title


def test_progress_is_told_by_bytes_until_the_first_frame(visitor, exported, serving):
    visitor.page.add_init_script(
        "window.told = []; new MutationObserver(() => {"
        "  const text = document.querySelector('#progress p')?.textContent;"
        "  if (text && text !== told.at(-1)) told.push(text);"
        "}).observe(document, { childList: true, subtree: true, characterData: true });"
    )
    _, url = serving(exported())
    visitor.play(url)
    told = visitor.page.evaluate("told")
    assert told[0] == "Loading…"
    assert told[-1] == "Starting…"
    steps = [int(re.fullmatch(r"Loading… (\d+) %", text)[1]) for text in told[1:-1]]
    assert steps == sorted(steps)
    assert len(steps) > 10
    assert not visitor.page.is_visible("#fault")


def test_the_first_fault_is_shown_with_file_and_line_while_the_program_goes_on(visitor, exported, serving):
    _, url = serving(exported())
    visitor.play(url + "?arg=fault")
    visitor.page.wait_for_selector("#fault pre", state="visible")
    text = visitor.page.inner_text("#fault pre")
    assert 'game.py", line 18, in _process' in text
    assert "ValueError: a fault of the script" in text
    assert "goes on" in visitor.page.inner_text("#fault h1")
    visitor.wait_for("still running")
    visitor.page.click("#copy")
    visitor.page.click("#close")
    assert not visitor.page.is_visible("#fault")


def test_a_fault_that_ends_the_program_stays(visitor, exported, serving):
    _, url = serving(exported())
    visitor.play(url + "?arg=end")
    assert 'game.py", line 25, in <module>' in visitor.page.inner_text("#fault pre")
    assert "KeyError: 'nothing begins'" in visitor.page.inner_text("#fault pre")
    assert visitor.page.inner_text("#fault h1") == "The program has ended by a fault"


@pytest.mark.parametrize("file", ["*.wasm", "*/stdlib.*.zip", "game.*.zip"])
def test_a_file_that_does_not_come_is_named(visitor, exported, serving, file):
    _, url = serving(exported())
    visitor.page.route(f"**/{file}", lambda route: route.fulfill(status=404))
    visitor.play(url)
    text = visitor.page.inner_text("#fault pre")
    assert re.search(rf"{file[-5:].replace('*', '')} cannot be loaded: 404", text)


@pytest.mark.parametrize("file", ["*.wasm", "*/stdlib.*.zip", "game.*.zip"])
def test_a_file_that_has_not_come_whole_is_named(visitor, exported, serving, file):
    folder = exported()
    (path,) = [path for path in folder.rglob("*") if path.match(file)]
    half = path.read_bytes()[: path.stat().st_size // 2]
    _, url = serving(folder)
    visitor.page.route(f"**/{file}", lambda route: route.fulfill(body=half, content_type="application/wasm"))
    visitor.play(url)
    text = visitor.page.inner_text("#fault pre")
    assert f"{path.name} is damaged: it has {len(half)} bytes in place of {path.stat().st_size}." in text


def test_a_runtime_that_is_damaged_or_too_new_for_the_browser_is_told(visitor, exported, serving):
    folder = exported()
    (path,) = folder.glob("*/*.wasm")
    data = path.read_bytes()
    damaged = data[:5_000_000] + bytes(10_000) + data[5_010_000:]
    _, url = serving(folder)
    visitor.page.route(
        "**/*.wasm", lambda route: route.fulfill(body=damaged, content_type="application/wasm")
    )
    visitor.page.goto(url)
    visitor.page.wait_for_function("document.querySelector('#progress p').textContent.includes('too old')")
    assert "the page has come damaged" in visitor.sentence()


def test_a_script_that_is_damaged_or_too_new_for_the_browser_is_told(visitor, exported, serving):
    _, url = serving(exported())
    answer = {"content_type": "text/javascript", "body": "class Half {"}
    visitor.page.route("**/estragon.*.js", lambda route: route.fulfill(**answer))
    visitor.page.goto(url)
    visitor.page.wait_for_function("document.querySelector('#progress p').textContent.includes('too old')")


@pytest.mark.parametrize("query", ["", "&jspi=0"])
def test_a_crash_of_python_itself_is_shown(visitor, exported, serving, query):
    _, url = serving(exported())
    visitor.play(f"{url}?arg=crash{query}")
    visitor.page.wait_for_selector("#fault pre", state="visible")
    text = visitor.page.inner_text("#fault pre")
    assert text.startswith("Python has crashed in this page. Load the page to begin anew.")
    assert 'game.py", line 20 in _process' in text
    assert visitor.page.inner_text("#fault h1") == "The program has ended by a fault"


def test_a_script_that_does_not_come_is_named(visitor, exported, serving):
    _, url = serving(exported())
    visitor.page.route("**/estragon.*.js", lambda route: route.abort())
    visitor.page.goto(url)
    visitor.page.wait_for_function("document.querySelector('#progress p').textContent !== 'Loading…'")
    assert re.fullmatch(r"A part of this page cannot be loaded: estragon\.\w+\.js", visitor.sentence())


def test_a_browser_that_is_too_old_is_told_so(visitor, exported, serving):
    _, url = serving(exported())
    visitor.page.add_init_script("delete WebAssembly.Exception")
    visitor.page.goto(url)
    assert visitor.sentence().startswith("This browser is too old for this page, which runs in Chrome 95,")
    assert not visitor.page.is_visible("#progress progress")


def test_a_browser_that_cannot_read_the_runtime_is_too_old_as_well(visitor, exported, serving):
    _, url = serving(exported())
    answer = {"content_type": "text/javascript", "body": "a language of later years"}
    visitor.page.route("**/pyodide.asm.mjs", lambda route: route.fulfill(**answer))
    visitor.page.goto(url)
    visitor.page.wait_for_function("document.querySelector('#progress p').textContent.includes('too old')")


def test_a_page_that_is_opened_as_a_file_says_what_to_do(visitor, exported):
    visitor.page.goto((exported() / "index.html").as_uri())
    assert "python -m engine serve" in visitor.sentence()


def test_what_has_loaded_once_is_not_sent_again(visitor, exported, serving):
    _, url = serving(exported())
    visitor.play(url)
    sent = []
    visitor.page.on("response", lambda response: sent.append((response.url, response.status)))
    visitor.play(url + "?again")
    asked = visitor.page.evaluate(
        "performance.getEntriesByType('resource').filter(e => e.transferSize > 0).map(e => e.name)"
    )
    assert [name.removeprefix(url) for name in asked if not name.endswith("icon.png")] == []


def test_the_archive_works_in_a_folder_and_a_frame(visitor, exported, serving, tmp_path):
    folder = exported("--offline", "--zip")
    with zipfile.ZipFile(f"{folder}.zip") as archive:
        assert not [name for name in archive.namelist() if name.endswith((".gz", ".br"))]
        archive.extractall(tmp_path / "games" / "mine")
    (tmp_path / "index.html").write_text(
        '<!doctype html><link rel="icon" href="data:,"><iframe src="games/mine/index.html?arg=x"></iframe>'
    )
    _, url = serving(tmp_path)
    visitor.page.goto(url)
    visitor.wait_for("ready ['x']")
    assert visitor.complaints == []


def test_a_plain_host_is_enough(visitor, exported, serving):
    class Host(SimpleHTTPRequestHandler):
        extensions_map = {".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript"}  # noqa: RUF012

        def log_message(self, *what):
            pass

    host = ThreadingHTTPServer(("127.0.0.1", 0), partial(Host, directory=exported()))
    _, url = serving(None, host)
    visitor.play(url)
    visitor.wait_for("ready []")


def test_a_page_for_offline_loads_when_the_host_is_gone(visitor, exported, serving):
    server, url = serving(exported("--offline", "--zip"))
    visitor.play(url)
    visitor.page.evaluate("navigator.serviceWorker.ready.then(() => 0)")
    visitor.page.wait_for_function("navigator.serviceWorker.controller")
    server.shutdown()
    server.server_close()
    visitor.printed.clear()
    visitor.play(url + "?arg=alone")
    visitor.wait_for("ready ['alone']")


def test_no_page_has_a_worker_that_was_not_exported_with_one(visitor, exported, serving):
    count = "navigator.serviceWorker.getRegistrations().then(found => found.length)"
    server, url = serving(exported("--offline", "--zip"))
    visitor.play(url)
    visitor.page.wait_for_function("navigator.serviceWorker.controller")
    assert visitor.page.evaluate(count) == 1
    # Its next export is without.
    server.RequestHandlerClass = partial(server.RequestHandlerClass.func, exported())
    visitor.play(url)
    visitor.page.wait_for_function(f"{count}.then(found => !found)")


def test_where_there_can_be_no_worker_a_page_says_so_only_if_it_should_have_one(visitor, exported, serving):
    visitor.page.add_init_script("delete Navigator.prototype.serviceWorker")
    _, url = serving(exported())
    visitor.play(url)
    assert visitor.complaints == []
    _, url = serving(exported("--offline", "--zip"))
    visitor.play(url)
    assert visitor.complaints[0].startswith("This page will not load without a network: ")


def test_another_export_has_the_same_bytes(exported):
    folder = exported()
    again = export(Program(str(folder.parent / "game.py")), find_runtime(), Wishes())
    for name, data in again.files.items():
        assert (folder / name).read_bytes() == data
        if not name.endswith(".png"):
            assert gzip.decompress((folder / f"{name}.gz").read_bytes()) == data


def test_sources_that_are_compiled_again_are_the_same_bytecode(exported, monkeypatch):
    exported()  # or there is no runtime
    monkeypatch.setattr("engine.exporting.bytecode.kept", lambda name: None)
    monkeypatch.setattr("engine.exporting.bytecode.keep", lambda name, data: None)
    runtime = find_runtime()
    sources = {
        name: data
        for name, data in library_sources(runtime.files[LIBRARY], ()).items()
        if name.startswith(("json/", "enum", "dataclasses", "logging/"))
    }
    code = bytecode(sources, runtime)
    if code is None:
        pytest.skip("nothing compiles for pages: install node")
    assert sorted(code) == sorted(f"{name}c" for name in sources)
    assert bytecode(sources, runtime) == code
