"""Firefox shows what Chromium shows, and does what it does."""

from base64 import b64decode
from io import BytesIO
from urllib.parse import urlencode

import pytest
from PIL import Image

from . import commands
from .conftest import PATIENCE, share_off

SIZE = (640, 360)


class Page:
    """A program in the tab of a Firefox, and what its console says."""

    def __init__(self, firefox, url):
        self.firefox, self.before = firefox, len(firefox.said)
        firefox.show(firefox.tab, url)
        self.until(lambda: firefox.evaluate("document.getElementById('progress').hidden"))

    @property
    def said(self):
        return self.firefox.said[self.before :]

    def until(self, condition, pause=0.1):
        for _ in range(int(PATIENCE / pause)):
            if condition():
                return
            self.firefox.evaluate(f"new Promise(resolve => setTimeout(resolve, {1000 * pause}))")
        raise AssertionError(f"Not so after a long time. The console: {self.said}")

    def type(self, text):
        keys = [{"type": kind, "value": key} for key in text for kind in ("keyDown", "keyUp")]
        actions = [{"type": "key", "id": "keyboard", "actions": keys}]
        self.firefox.call("input.performActions", context=self.firefox.tab, actions=actions)

    def picture(self):
        answer = self.firefox.call("browsingContext.captureScreenshot", context=self.firefox.tab)
        return Image.open(BytesIO(b64decode(answer["data"]))).convert("RGB")

    @property
    def overlay(self):
        return self.firefox.evaluate("document.getElementById('fault').innerText").strip()


@pytest.fixture(scope="module")
def firefox(tmp_path_factory):
    with commands.firefox(tmp_path_factory.mktemp("firefox")) as firefox:
        size = dict(zip(("width", "height"), SIZE, strict=True))
        firefox.call("browsingContext.setViewport", context=firefox.tab, viewport=size, devicePixelRatio=1)
        yield firefox


@pytest.fixture
def show(firefox, site):
    def show(*arguments, query=()):
        asked = urlencode([*(("arg", argument) for argument in arguments), *query])
        return Page(firefox, f"{site.url}?{asked}")

    return show


@pytest.mark.parametrize("more", [(), (("jspi", "0"),)], ids=["as it is", "without JSPI"])
def test_a_program_looks_as_on_the_desktop_and_takes_what_is_typed(show, desktop_picture, more):
    page = show("field", query=more)
    desktop = desktop_picture("field", size=SIZE)
    page.until(lambda: share_off(page.picture(), desktop) <= 0.002)
    page.type("hü")
    page.until(lambda: "text 'hü'" in page.said)
    assert not page.overlay.startswith("A fault")


@pytest.mark.parametrize(("program", "share"), [("everything", 0.02), ("loaded", 0.01), ("themes", 0.01)])
def test_what_is_drawn_is_as_on_the_desktop(show, desktop_picture, program, share):
    page = show(program)
    desktop = desktop_picture(program, size=SIZE)
    page.until(lambda: share_off(page.picture(), desktop) <= share)


def test_timers_awaits_groups_and_pause_are_as_on_the_desktop(show):
    page = show("everyday")
    page.until(lambda: "leaves" in page.said)
    assert {"the timer is over, True", "paused True", "goes on True"} <= {*page.said}


@pytest.fixture
def connected(show, server, tree):
    """A page that is connected to the server, and what lets both go on until something is so."""
    page = show("closing", server.url)

    def until(condition):
        page.until(lambda: (tree.iteration(0.01), condition())[1])

    until(lambda: "connection_established chat" in page.said)
    return page, until


def test_what_is_sent_comes_back_and_a_server_that_closes_says_why(connected, server):
    page, until = connected
    (id,) = server.get_peers()
    peer = server.get_peer(id)
    peer.put_packet("Ünï → 日本".encode())
    until(peer.get_available_packet_count)
    assert bytes(peer.get_packet()).decode() == "Ünï → 日本"
    server.disconnect_peer(id, 4001, "no more room")
    until(lambda: "connection_closed True" in page.said)
    assert "server_close_request 4001 no more room" in page.said


def test_a_connection_that_breaks_is_closed_uncleanly(connected, server):
    page, until = connected
    (link,) = server._links_._links
    link.discard()
    until(lambda: "connection_closed False" in page.said)


def test_300_calls_are_answered_and_run_returns_the_exit_code(show, asked, tree):
    page = show("rpc", asked.url)
    page.until(lambda: (tree.iteration(0.01), "run() has returned 7" in page.said)[1], 0.005)
    assert asked.asked == 300
    assert "The program has ended with exit code 7." in page.overlay
