"""A page in a tab with another one before it, which no picture of the screen and few timers reach."""

from urllib.parse import urlencode

import pytest

from . import commands
from .conftest import PATIENCE

PAUSE = "new Promise(resolve => setTimeout(resolve, 20))"


@pytest.fixture(params=[commands.chromium, commands.firefox], ids=["chromium", "firefox"])
def browser(request, tmp_path):
    with request.param(tmp_path) as browser:
        yield browser


def test_a_hidden_page_answers_and_goes_on_when_it_is_seen_again(browser, site, server, tree):
    arguments = ("closing", server.url)
    page, other = browser.tab, browser.new_tab()

    def until(condition):
        for _ in range(int(PATIENCE / 0.02)):
            tree.iteration(0.02)
            if condition():
                return
            browser.evaluate(PAUSE, seen)  # timers of the other one come once a second
        raise AssertionError("Not so after a long time")

    seen = page
    browser.front(page)
    browser.show(page, f"{site.url}?{urlencode([('arg', argument) for argument in arguments])}")
    until(server.get_peers)
    (id,) = server.get_peers()
    peer = server.get_peer(id)
    for number, front in enumerate((other, page, other)):
        seen, is_hidden = front, front is other
        browser.front(seen)
        until(lambda wanted=is_hidden: browser.evaluate("document.hidden", page) is wanted)
        peer.put_packet(str(number).encode())
        until(peer.get_available_packet_count)
        assert bytes(peer.get_packet()) == str(number).encode()
