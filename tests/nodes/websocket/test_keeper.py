"""Who has links and is no client and no server."""

import gc
from weakref import ref

import pytest

from engine import OK
from engine.testing import MemoryNetwork
from nodes import WebSocketServer
from nodes.websocket.keeper import Keeper
from nodes.websocket.link import LinkRequest
from nodes.websocket.url import parse_url


class Plain(Keeper):
    def __init__(self):
        super().__init__()
        self.told = []

    def _handle_(self, link, event):
        self.told.append(type(event).__name__)

    def _overdue_(self, link):
        return link.overdue(0.0, 0.0)


@pytest.fixture
def server(tree):
    tree.network = MemoryNetwork()
    server = tree.add(WebSocketServer())
    assert server.listen(9000) == OK
    return server


def in_a_frame(tree, function, *args):
    tree.message_queue.push(None, function, args, "in a frame")
    tree.step()


def connect(keeper):
    """Have a link begun."""
    url = parse_url("ws://anywhere:9000")
    return keeper.links.open(LinkRequest(url, [], [], 3.0, False, True, ""))


def test_it_is_a_user_of_the_poller_and_its_links_end_with_that(tree, server):
    keeper = Plain()
    in_a_frame(tree, connect, keeper)

    def polled():
        keeper.links.poll()
        return keeper.told

    tree.wait_until(polled)
    assert keeper.told == ["Opened"]
    assert keeper in tree.poller.users
    assert keeper._traffic_().peers == 1
    assert not keeper._send_waiting_()
    assert keeper._drain_(1.0)
    assert keeper._reloading_() is None
    keeper._close_sockets_()
    assert len(keeper.links) == 0


def test_it_is_gone_with_the_last_who_knows_it(tree, server):
    keeper = Plain()
    in_a_frame(tree, connect, keeper)
    found = ref(keeper)
    links = keeper.links
    del keeper
    gc.collect()
    assert found() is None
    assert len(links) == 0


def test_what_happens_is_for_a_subclass_to_deal_with():
    for method in (Keeper()._handle_, lambda link, event: Keeper()._overdue_(link)):
        with pytest.raises(NotImplementedError):
            method(None, None)
