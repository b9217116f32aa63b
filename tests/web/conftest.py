"""Programs in a page of Chromium, which Playwright drives. One export has them all, one browser shows it."""

import functools
import http.server
import itertools
import re
import shutil
import subprocess
import sys
import threading
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

import pytest
from PIL import Image, ImageChops

from engine import Node, master
from engine.command_line import main
from engine.exporting.error import ExportError
from engine.exporting.runtime import find_runtime
from engine.exporting.serve import open_server
from engine.testing import SteppedTree
from nodes import WebSocketServer

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
CHROMIUM = shutil.which("chromium")
ARGUMENTS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
)
PATIENCE = 20.0
"""Seconds that something in a page may take; far more than it does."""


@pytest.fixture(scope="session")
def browser():
    api = pytest.importorskip("playwright.sync_api", reason="no browser is driven: pip install playwright")
    if CHROMIUM is None:
        pytest.skip("no browser: install chromium")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


def draw_pictures(folder):
    """A disc on nothing, and a photo of two colours."""
    disc = Image.new("RGBA", (16, 16))
    for x, y in itertools.product(range(16), repeat=2):
        if (x - 7.5) ** 2 + (y - 7.5) ** 2 < 49:
            disc.putpixel((x, y), (255, 16 * x, 16 * y, 255))
    disc.save(folder / "dot.png")
    photo = Image.new("RGB", (24, 24), (40, 120, 200))
    photo.paste((220, 180, 40), (0, 0, 24, 12))
    photo.save(folder / "photo.jpg", quality=95)


def counter_of_the_book():
    page = (ROOT / "docs" / "first-evening.md").read_text(encoding="utf-8")
    (counter,) = [c for c in re.findall(r"```python\n(.*?)```", page, re.DOTALL) if "class Counter" in c]
    return counter


class Site(NamedTuple):
    """An export that is served."""

    url: str
    folder: Path
    programs: Path


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """An export that has all programs of the tests, and the demos."""
    try:
        find_runtime()
    except ExportError as error:
        pytest.skip(f"no runtime for pages: {error}")
    folder = tmp_path_factory.mktemp("web")
    shutil.copytree(HERE / "programs", folder / "programs")
    shutil.copytree(ROOT / "demos", folder / "demos")
    shutil.copy(HERE / "any.py", folder)
    (folder / "programs" / "counter.py").write_text(counter_of_the_book(), encoding="utf-8")
    draw_pictures(folder / "programs")
    out = folder / "out"
    wanted = ("--include", "programs/*", "--include", "demos/**/*.*", "--force")
    assert main(["export", "web", str(folder / "any.py"), "--out", str(out), *wanted]) == 0
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Files, directory=out))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield Site(f"http://127.0.0.1:{server.server_port}/", out, folder / "programs")
    server.shutdown()
    thread.join()
    server.server_close()


def share_off(one, other):
    """Return which share of the pixels of two pictures differs by more than 32 of 255."""
    assert one.size == other.size
    bands = ImageChops.difference(one, other.convert("RGB")).split()
    most = functools.reduce(ImageChops.lighter, bands).histogram()
    return sum(most[33:]) / sum(most)


@pytest.fixture(scope="session")
def desktop_picture(site, tmp_path_factory):
    """What a program looks like on the desktop: `desktop_picture("counter", size=(640, 360), scale=2)`."""

    def picture(program, size=(640, 360), scale=1):
        file = tmp_path_factory.mktemp("desktop") / "picture.png"
        options = ("--headless", "--quit-after", "5", "--screenshot", str(file), "--scale", str(scale))
        options += ("--window-size", f"{size[0]}x{size[1]}")
        done = subprocess.run(
            [sys.executable, "-m", "engine", "run", str(site.programs / f"{program}.py"), *options],
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
            cwd=ROOT,
        )
        assert (done.returncode, done.stderr) == (0, "")
        return Image.open(file)

    return picture


class Files(http.server.SimpleHTTPRequestHandler):
    """Serves the export, and says nothing."""

    extensions_map = {  # noqa: RUF012 — as the base has it
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        ".html": "text/html",
        ".js": "text/javascript",
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
    }

    def log_message(self, *what):
        pass


class Page:
    """A program in a page: what it prints, and hands to use it with."""

    def __init__(self, page, tree):
        self.page, self.tree = page, tree
        self.console = []
        self.printed = []
        page.on("console", self._take)
        page.on("pageerror", lambda error: self.console.append(("error", str(error))))

    def _take(self, message):
        (self.printed if message.type == "log" else self.console).append(message.text)

    def until(self, condition):
        """Let the page, and the tree of the test, go on until something is so."""
        for _ in range(int(PATIENCE / 0.01)):
            self.tree.iteration(0.01)
            found = condition()
            if found:
                return found
            self.page.wait_for_timeout(10)
        raise AssertionError(f"Not so after a long time. Printed: {self.printed}; console: {self.console}")

    def has_printed(self, *lines):
        self.until(lambda: all(line in self.printed for line in lines))

    def picture(self):
        return Image.open(BytesIO(self.page.screenshot())).convert("RGB")

    def looks_like(self, desktop, share=0.001):
        """The page gets to look as the desktop does, but for that share of its pixels."""
        self.until(lambda: share_off(self.picture(), desktop) <= share)

    @property
    def overlay(self):
        return self.page.locator("#fault").inner_text() if self.page.locator("#fault").is_visible() else ""

    def close(self):
        self.page.context.close()


@pytest.fixture
def tree():
    """A tree of the test's own, for servers: it goes on while a page is waited for."""
    tree = SteppedTree()
    yield tree
    tree.finish()
    tree.raise_faults()


@pytest.fixture
def show(browser, site, tree):
    """Show a program: `show("counter", arguments…)`, by its name or that of a module."""
    pages = []

    def show(
        *arguments, size=(640, 360), ratio=1, touch=False, query=(), before=None, host=site.url, routes=None
    ):
        width, height = size
        context = browser.new_context(
            viewport={"width": width, "height": height}, device_scale_factor=ratio, has_touch=touch
        )
        page = Page(context.new_page(), tree)
        pages.append(page)
        if before is not None:
            page.page.add_init_script(before)
        for pattern, answer in (routes or {}).items():
            page.page.route(pattern, answer)
        page.page.goto(f"{host}?{urlencode([*(('arg', argument) for argument in arguments), *query])}")
        page.until(lambda: page.overlay or not page.page.locator("#progress").is_visible())
        return page

    yield show
    for page in pages:
        page.close()


# -- Other ends of a page ----------------------------------------------------------------------


@pytest.fixture
def server(tree):
    server = tree.add(WebSocketServer())
    assert server.listen(0, ["chat"]) == 0
    server.url = f"ws://127.0.0.1:{server.get_listening_port()}"
    return server


class Asked(Node):
    asked = 0

    @master
    def ask(self, number):
        self.asked += 1
        self.rpc_id(self.get_tree().get_rpc_sender_id(), "answer", number)


@pytest.fixture
def asked(tree):
    server = WebSocketServer()
    assert server.listen(0, [], True) == 0
    tree.network_peer = server
    node = tree.add(Asked(), "Main")
    node.url = f"ws://127.0.0.1:{server.get_listening_port()}"
    return node


# -- Pages that are opened as by somebody who comes by -----------------------------------------


@pytest.fixture
def serving():
    """Serve a folder as `python -m engine serve` does: `serving(folder)` returns the server, and its URL."""
    running = []

    def serve(folder, server=None):
        server = server or open_server(folder, 0)
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        running.append((server, thread))
        return server, f"http://127.0.0.1:{server.server_port}/"

    yield serve
    for server, thread in running:
        server.shutdown()
        thread.join()
        server.server_close()


class Visitor:
    """A browser of somebody's, with nothing in it yet, and what its console and its requests were."""

    def __init__(self, browser):
        self.context = browser.new_context(viewport={"width": 640, "height": 360})
        self.context.set_default_timeout(3000 * PATIENCE)
        self.page = self.context.new_page()
        self.printed, self.complaints, self.requests = [], [], []
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))

    def _said(self, message):
        (self.printed if message.type == "log" else self.complaints).append(message.text)

    def play(self, url):
        """Open a page, and wait until there is something to be seen of the program."""
        self.page.goto(url)
        self.page.wait_for_function("document.getElementById('progress').hidden")

    def wait_for(self, line):
        while line not in self.printed:
            self.page.wait_for_event("console")

    def sentence(self):
        return self.page.inner_text("#progress p")


@pytest.fixture
def visitor(browser):
    visitor = Visitor(browser)
    yield visitor
    visitor.context.close()
