"""Browsers that take commands as JSON by a WebSocket: Firefox those of WebDriver BiDi, Chromium its own."""

import json
import re
import shutil
import subprocess
from contextlib import contextmanager

import pytest
from websockets.sync.client import connect

from .conftest import ARGUMENTS, PATIENCE


class Commands:
    """A browser: commands are calls, and what it tells of its own accord is kept."""

    def __init__(self, socket):
        self.socket = socket
        self.told = []
        self._count = 0

    def call(self, method, session=None, **parameters):
        self._count += 1
        message = {"id": self._count, "method": method, "params": parameters}
        self.socket.send(json.dumps(message if session is None else {**message, "sessionId": session}))
        while True:
            answer = json.loads(self.socket.recv(PATIENCE))
            if "id" not in answer:
                self.told.append(answer)
            elif answer["id"] == self._count:
                assert "result" in answer, answer
                return answer["result"]


@contextmanager
def _running(line, listening):
    """Run a browser; give the address at which it listens, of which it says so."""
    with subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        try:
            found = (re.search(listening, said) for said in process.stderr)
            yield next(filter(None, found))[1]
        finally:
            process.terminate()


class Firefox(Commands):
    """A Firefox with one tab."""

    def __init__(self, socket):
        super().__init__(socket)
        self.call("session.new", capabilities={})
        self.call("session.subscribe", events=["log.entryAdded"])
        self.tab = self.new_tab()

    @property
    def said(self):
        """What the console of its pages says."""
        return [one["params"]["text"] for one in self.told if one.get("method") == "log.entryAdded"]

    def new_tab(self):
        return self.call("browsingContext.create", type="tab")["context"]

    def front(self, tab):
        self.call("browsingContext.activate", context=tab)

    def show(self, tab, url):
        self.call("browsingContext.navigate", context=tab, url=url, wait="complete")

    def evaluate(self, expression, tab=None):
        target = {"context": tab or self.tab}
        found = self.call("script.evaluate", expression=expression, target=target, awaitPromise=True)
        return found["result"].get("value")


class Chromium(Commands):
    """A Chromium with one tab. Playwright's says of each tab that it is seen; this one's may be hidden."""

    def __init__(self, socket):
        super().__init__(socket)
        self.tab = self.new_tab()

    def new_tab(self):
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        return target, session

    def front(self, tab):
        self.call("Target.activateTarget", targetId=tab[0])

    def show(self, tab, url):
        self.call("Page.navigate", tab[1], url=url)

    def evaluate(self, expression, tab=None):
        _, session = tab or self.tab
        return self.call("Runtime.evaluate", session, expression=expression, awaitPromise=True)["result"].get(
            "value"
        )


@contextmanager
def firefox(profile):
    """Run a Firefox."""
    program = shutil.which("firefox-esr") or shutil.which("firefox")
    if program is None:
        pytest.skip("no Firefox: install firefox-esr")
    line = [program, "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port", "0"]
    with (
        _running(line, r"WebDriver BiDi listening on (\S+)") as address,
        connect(f"{address}/session", max_size=None) as socket,
    ):
        yield Firefox(socket)


@contextmanager
def chromium(profile):
    """Run a Chromium."""
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("no browser: install chromium")
    line = [program, "--headless=new", *ARGUMENTS, f"--user-data-dir={profile}", "--remote-debugging-port=0"]
    with (
        _running([*line, "about:blank"], r"DevTools listening on (\S+)") as address,
        connect(address, max_size=None) as socket,
    ):
        yield Chromium(socket)
