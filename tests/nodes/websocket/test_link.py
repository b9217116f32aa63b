"""What clients and peers ask of a link, over one without any socket, as a browser's would be."""

from collections import deque

import pytest

from engine import ERR_OUT_OF_MEMORY, FAILED, OK
from nodes import WebSocketClient
from nodes.websocket.events import CloseRequested, Ended, Opened, Received
from nodes.websocket.life import CLOSED, CONNECTING, HANDSHAKE, OPEN, Happening, Life
from nodes.websocket.link import put_all
from nodes.websocket.links import Links
from nodes.websocket.relay import pack
from nodes.websocket.unread import Unread


class PageLink:
    """A link whose other end is a test: `tell` lets something happen, `sent` has what was put."""

    address = ("example.com", 443)
    phase = "in the page"
    pause = 0.0
    waiting = 99

    def __init__(self, home, request):
        self.home, self.request = home, request
        self.life = Life(CONNECTING)
        self.unread = Unread(home.limits.in_bytes, home.limits.in_packets)
        self.id = 0
        self.deadline = None
        self.opened = None
        self.sent, self.asked = [], []
        self.result = OK
        self._events = deque()
        self._watch = home.poller.watch(self, 0, home.inbox, self)  # nobody watches: it is announced
        home.add(self)

    def tell(self, event, *happenings):
        self._events.append((event, happenings))
        self._watch.announce()

    def receive(self):
        self._watch.taken()
        while self._events:
            event, happenings = self._events.popleft()
            for happening in happenings:
                self.life.step(happening)
            if isinstance(event, Opened):
                self.opened = event
            yield event

    def put(self, payload, is_text, frame=None):
        if self.life.state is not OPEN:
            return FAILED
        self.sent.append((payload, is_text))
        return self.result

    def be_patient(self):
        self.asked.append("patience")

    def close(self, code, reason):
        self.life.step(Happening.CLOSE_CALLED)
        self.asked.append((code, reason))

    def drop(self, why):
        self.life.step(Happening.DROPPED)
        return Ended(False, 1006, why)

    def leave(self):
        self.discard()

    def discard(self):
        if self.life.state is not CLOSED:
            self.life.step(Happening.DISCARDED)
            self._watch.close()
            self.home.forget(self)

    def set_deadline(self, seconds):
        self.asked.append(("deadline", seconds))


OPENED = Opened("chat", "", {"x-server": "page"})


@pytest.fixture
def client(tree, monkeypatch):
    """A client in a tree whose links are such."""

    def open(links, request):
        links.settle()
        links._connecting = PageLink(links, request)
        return links._connecting

    monkeypatch.setattr(Links, "open", open)
    return tree.add(WebSocketClient())


def told_by(client):
    log = []

    def note(name):
        getattr(client, name).connect(lambda *args: log.append((name, *args)))

    for name in (
        *("connection_established", "connection_error", "connection_closed", "data_received"),
        *("server_close_request", "peer_connected", "connection_succeeded", "server_disconnected"),
    ):
        note(name)
    return log


def connect(client, tree, **options):
    assert client.connect_to_url("wss://example.com/x", ["chat"], **options) == OK
    client._link_.tell(OPENED, Happening.REACHED, Happening.AGREED)
    tree.step()
    return client._link_


def test_a_client_speaks_over_any_link(client, tree):
    log = told_by(client)
    client.connect_timeout = 7.0
    assert client.connect_to_url("wss://example.com/x?y", ["chat"], False, ["X-Token: abc"]) == OK
    link = client._link_
    assert link.request.url[:5] == (True, "example.com", 443, "/x", "y")
    assert (link.request.protocols, link.request.headers) == (["chat"], [("X-Token", "abc")])
    assert link.request.timeout == 7.0
    assert client.get_connection_status() == client.CONNECTION_CONNECTING
    tree.step()
    link.tell(OPENED, Happening.REACHED, Happening.AGREED)
    tree.step()
    assert log == [("connection_established", "chat")]
    assert link.asked == [("deadline", None)]
    assert client.get_connection_status() == client.CONNECTION_CONNECTED
    assert client.get_connected_host() == "example.com"
    assert client.get_connected_port() == 443
    assert client.get_request_headers() == {"x-server": "page"}


def test_packets_go_both_ways(client, tree):
    link = connect(client, tree)
    log, peer = told_by(client), client.get_peer(1)
    peer.set_write_mode(peer.WRITE_MODE_TEXT)
    assert peer.put_packet(b"there") == OK
    assert link.sent == [(b"there", True)]
    link.tell(Received([(b"and", False), (b"back", True)]))
    tree.step()
    assert log == [("data_received",)] * 2
    assert peer.get_available_packet_count() == 2
    got = [(bytes(peer.get_packet()), peer.was_string_packet()) for _ in range(2)]
    assert got == [(b"and", False), (b"back", True)]


def test_a_packet_that_the_link_refuses_is_told_of(client, tree, caplog):
    link = connect(client, tree)
    link.result = ERR_OUT_OF_MEMORY
    assert client.get_peer(1).put_packet(b"x") == ERR_OUT_OF_MEMORY
    assert "99 bytes still wait" in caplog.text
    assert client.get_peer(1).get_current_outbound_buffered_amount() == 99


def test_a_close_of_either_side_is_told(client, tree):
    link = connect(client, tree)
    log = told_by(client)
    client.disconnect_from_host(4000, "bye")
    assert link.asked[-1] == (4000, "bye")
    link.tell(Ended(True, 4000, "closed by this side"), Happening.ANSWERED)
    tree.step()
    assert log == [("connection_closed", True)]
    assert client.get_connection_status() == client.CONNECTION_DISCONNECTED
    link = connect(client, tree)
    link.tell(CloseRequested(1001, "going"), Happening.CLOSE_CAME)
    link.tell(Ended(True, 1001, ""), Happening.ANSWERED)
    log.clear()
    tree.step()
    assert log == [("server_close_request", 1001, "going"), ("connection_closed", True)]


def test_a_link_that_never_opens_is_an_error_with_what_it_was_doing(client, tree, caplog):
    log = told_by(client)
    client.connect_to_url("ws://example.com")
    client._link_.tell(Ended(False, 1006, "the page cannot say why"), Happening.LOST)
    tree.step()
    assert log == [("connection_error",)]
    assert "could not connect to ws://example.com: in the page: the page cannot say why" in caplog.text
    assert client.get_last_error() == "the page cannot say why"


def test_an_attempt_that_is_given_up_is_discarded(client, tree):
    client.connect_to_url("ws://example.com")
    link = client._link_
    client.disconnect_from_host()
    assert link.life.state is CLOSED
    assert not client._links_
    assert connect(client, tree).life.state is OPEN


def test_one_that_closes_is_dropped_for_the_next(client, tree):
    old = connect(client, tree)
    client.disconnect_from_host()
    new = connect(client, tree)
    assert old.life.is_over
    assert new.life.state is OPEN


def test_the_multiplayer_mode_is_bytes_on_any_link(client, tree):
    log = told_by(client)
    link = connect(client, tree, gd_mp_api=True)
    joins = bytes.fromhex("0301000000000000000c000000"), bytes.fromhex("01010000000000000001000000")
    link.tell(Received([(joins[0], False), (joins[1], False), (pack(1, 12, b"hello"), False)]))
    tree.step()
    assert log == [("peer_connected", 1), ("connection_succeeded",)]
    assert (client.get_unique_id(), client.get_packet_peer(), client.get_packet()) == (12, 1, b"hello")
    client.set_target_peer(1)
    client.put_packet(b"back")
    assert link.sent == [(pack(12, 1, b"back"), False)]
    link.tell(Ended(False, 1006, "gone"), Happening.LOST)
    tree.step()
    assert log[-1] == ("server_disconnected",)


def test_freeing_the_client_lets_go_of_its_link(client, tree):
    link = connect(client, tree)
    client.free()
    assert link.life.state is CLOSED
    assert not tree.poller.has_sockets()


def test_a_link_in_its_handshake_is_not_asked_each_frame(client, tree):
    client.connect_to_url("ws://example.com")
    assert client._idle_time_(tree.poller) == 0
    client._link_.life.step(Happening.REACHED)
    assert client._link_.life.state is HANDSHAKE
    assert client._idle_time_(tree.poller) > 0


def test_messages_are_sent_in_order_up_to_the_first_that_has_no_room(client, tree):
    link = connect(client, tree)
    assert put_all(link, Received([(b"a", True), (b"b", False)])) == OK
    assert link.sent == [(b"a", False), (b"b", False)]
    link.result = ERR_OUT_OF_MEMORY
    assert put_all(link, Received([(b"c", False), (b"d", False)])) == ERR_OUT_OF_MEMORY
    assert link.sent[2:] == [(b"c", False)]
