"""What a page costs: its start, its turns, its calls. Needs Chromium, playwright and the runtime of pages."""

from __future__ import annotations

import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlencode

from measure import Result, fastest

from engine.exporting.cache import cache_folder
from engine.exporting.runtime import PACKAGE

ROOT = Path(__file__).parents[2]
PAGE, PONG = ROOT / "tests/benchmarks/programs/page.py", ROOT / "demos/pong/__main__.py"
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--enable-precise-memory-info",
    "--js-flags=--expose-gc",
    "--disable-background-networking",
)
WATCHED = 5.0
"""Seconds that a page is watched for."""

WATCH = """
window.turns = []; window.pictures = []; window.timers = 0;
const frame = window.requestAnimationFrame.bind(window), timer = window.setTimeout.bind(window);
window.requestAnimationFrame = (call) => frame((now) => {
  const start = performance.now();
  call(now);
  window.turns.push(performance.now() - start);
  window.pictures.push(now);
});
window.setTimeout = (call, wait) => timer(() => { window.timers++; call(); }, wait);
"""


def measure(rounds: int) -> Iterator[Result]:
    """Yield what the goals of pages are about."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        print("No pages are measured: pip install playwright", file=sys.stderr)
        return
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        with exported(PAGE, folder) as page, exported(PONG, folder) as pong:
            with exported(PAGE, folder, compiled=False) as sources:
                best = fastest(
                    {url: lambda url=url: start_alone(chromium, url) for url in (page, sources)}, rounds
                )
            yield Result("page: main thread until the first frame, cold", best[page], goal=1.0)
            yield Result("page: the same", best[page], "a page of sources", best[sources], 1 / 0.6)
            opened, _ = started(chromium, page, "counter")
            seen = watched(opened)
            turns = (seen["timers"] + len(seen["turns"])) / WATCHED
            yield Result("page: turns a second of an idle one", turns, goal=10, unit="turns")
            opened.context.close()
            opened, _ = started(chromium, pong)
            yield Result("page: a turn of pong", turn_of(opened, rounds), goal=0.001)
            seen = watched(opened)
            apart = (seen["pictures"][-1] - seen["pictures"][0]) / (len(seen["pictures"]) - 1) / 1000
            yield Result("page: from one frame of pong to the next", apart, goal=1 / 59)
            opened.context.close()
            opened, _ = started(chromium, page, "scrolled")
            notch = turn_of(opened, rounds)
            yield Result("page: a notch through 1,000 lines of a chat", notch, goal=0.0025)
            opened.context.close()
            yield from called(chromium, page)
        chromium.close()


@contextmanager
def exported(script: Path, folder: str, *, compiled: bool = True) -> Iterator[str]:
    """Give the address of an export. It can have sources in place of bytecode, as where nothing compiles."""
    out = Path(folder) / f"{script.parent.name}{compiled}"
    engine = [sys.executable, "-m", "engine"]
    options, environment = ["--out", out], dict(os.environ)
    if not compiled:  # no node is found there, and nothing that was compiled before
        environment.update(PATH=folder, XDG_CACHE_HOME=folder)
        options += ["--pyodide", cache_folder() / PACKAGE]
    subprocess.run(
        [*engine, "export", "web", script, *options],
        cwd=ROOT,
        env=environment,
        check=True,
        capture_output=True,
    )
    server = subprocess.Popen(
        [*engine, "serve", out, "--port", "0"], cwd=ROOT, text=True, bufsize=1, stdout=subprocess.PIPE
    )
    assert server.stdout is not None
    found = re.search(r"http://\S+", server.stdout.readline())
    assert found is not None
    try:
        yield found[0]
    finally:
        server.terminate()
        server.wait()
        server.stdout.close()


def start_alone(chromium: Any, url: str) -> float:
    """Open a page and close it; return what its start took."""
    page, seconds = started(chromium, url, "counter")
    page.context.close()
    return seconds


def started(chromium: Any, url: str, *arguments: str) -> tuple[Any, float]:
    """Open a page; return it, and the CPU seconds of its main thread until the first frame."""
    page = chromium.new_context(viewport={"width": 1024, "height": 600}).new_page()
    page.add_init_script(WATCH)
    tools = page.context.new_cdp_session(page)
    tools.send("Performance.enable", {"timeDomain": "threadTicks"})  # CPU; if not said it is the clock
    page.goto(f"{url}?{urlencode([('arg', argument) for argument in arguments])}")
    page.wait_for_function("document.getElementById('progress').hidden", timeout=120_000)
    found = {one["name"]: one["value"] for one in tools.send("Performance.getMetrics")["metrics"]}
    return page, found["TaskDuration"]


def watched(page: Any) -> dict[str, Any]:
    """Return the turns that came with the screen, when that was, and how many timers there were."""
    page.wait_for_timeout(1000)
    page.evaluate("window.turns.length = window.pictures.length = window.timers = 0")
    page.wait_for_timeout(1000 * WATCHED)
    seen: dict[str, Any] = page.evaluate("({turns, pictures, timers})")
    return seen


def turn_of(page: Any, rounds: int) -> float:
    """Return the seconds of a turn: the least of some medians."""
    return min(statistics.median(watched(page)["turns"]) for _ in range(rounds)) / 1000


def called(chromium: Any, url: str) -> Iterator[Result]:
    """Have a page call a server, and look at its memory after 300 calls and 10,000 more."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        port = found.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, PAGE.with_name("rpc_estragon.py"), str(port), "64", "60", "300", "3"]
    )
    try:
        printed: list[str] = []
        page, _ = started(chromium, url, "calls", f"ws://127.0.0.1:{port}")
        page.on("console", lambda message: printed.append(message.text))
        heaps = []
        for lines in (1, 2):
            until = time.monotonic() + 200
            while len(printed) < lines and time.monotonic() < until:
                page.wait_for_timeout(100)
            heaps.append(page.evaluate("gc(), performance.memory.usedJSHeapSize"))
        page.context.close()
    finally:
        server.terminate()
        server.wait()
    yield Result("page: round trip of a remote call", float(printed[0].split()[1]), goal=0.002)
    yield Result(
        "page: growth in 20,000 messages of them", max(0, heaps[1] - heaps[0]), goal=1_000_000, unit="bytes"
    )
