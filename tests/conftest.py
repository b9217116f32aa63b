"""What all tests share: the same examples in every run, and a screen for windows, if one is wanted."""

import logging
import os
import select
import shutil
import signal
import sys
from ctypes import CDLL

import pytest
from hypothesis import settings

from engine.files import places

# However busy the machine: `--hypothesis-profile=search` for others.
settings.register_profile("same", derandomize=True, deadline=None, database=None)
settings.register_profile("search", deadline=None, max_examples=2000, print_blob=True)
settings.load_profile("same")

_START = 20.0
"""Seconds that the virtual screen may take to start; far more than it does."""
_kept = []


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    """Under `coverage run` each test module is a context: .ci/coverage asks which of them covers what."""
    coverage = sys.modules.get("coverage")
    measuring = coverage and coverage.Coverage.current()
    if measuring:
        measuring.switch_context(str(item.path.relative_to(item.config.rootpath)))


@pytest.fixture(autouse=True)
def same_project():
    """The tree of a project says to the whole process what is run: the next test has to begin without."""
    before = vars(places.project).copy()
    yield
    vars(places.project).update(before)


@pytest.fixture
def rpc_log(caplog):
    """What was logged to `estragon.rpc`, as a list to be looked at, and emptied, by `rpc_log()`."""
    caplog.set_level(logging.INFO, "estragon.rpc")

    def take():
        found = [record.getMessage() for record in caplog.records if record.name == "estragon.rpc"]
        caplog.clear()
        return found

    return take


@pytest.fixture(scope="session")
def x_server():
    """The name of a virtual screen, an Xvfb, for DISPLAY. It goes with its last client, so with us.

    There is one for all tests, as pyglet connects only once.
    """
    if not sys.platform.startswith("linux"):
        pytest.skip("windows are tested on Linux alone")
    if shutil.which("Xvfb") is None:
        pytest.skip("no screen for windows: install xvfb")
    try:
        CDLL("libXtst.so.6")
    except OSError:
        pytest.skip("no mouse and keyboard for the virtual screen: install libxtst6")
    reading, writing = os.pipe()
    screen = ["-screen", "0", "1920x1200x24", "-nolisten", "tcp", "-terminate"]
    os.set_inheritable(writing, True)
    silent = [(os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_RDWR, 0) for stream in (0, 1, 2)]
    # No Popen: it ends after we do, of which a Popen would warn.
    process = os.posix_spawnp(
        "Xvfb", ["Xvfb", "-displayfd", str(writing), *screen], os.environ, file_actions=silent
    )
    os.close(writing)
    said = b""
    while not said.endswith(b"\n"):
        ready, _, _ = select.select([reading], [], [], _START)
        more = os.read(reading, 64) if ready else b""
        if not more:
            os.kill(process, signal.SIGKILL)
            pytest.fail("the virtual screen does not start")
        said += more
    os.close(reading)
    from pyglet.libs.x11 import xlib

    name = f":{said.decode().strip()}"
    _kept.append(xlib.XOpenDisplay(name.encode()))  # while this is open it stays
    return name
