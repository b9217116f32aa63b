"""Clients on a network without sockets, as a browser's is: whole messages go and come."""

import pytest

from engine import ERR_OUT_OF_MEMORY, ERR_UNAVAILABLE, FAILED, OK
from engine.net.messages import Closed, Connected, Message, MessageNetwork, UnavailableError
from nodes import WebSocketClient, WebSocketServer
from nodes.websocket import message_link
from nodes.websocket.life import CLOSED, CLOSING, HANDSHAKE, OPEN


class Channel:
    """The other end is the test: `tell` lets something come, `did` has what was done."""

    def __init__(self, url, protocols, wake):
        self.url, self.protocols, self.wake = url, protocols, wake
        self.over, self.waiting = False, 0
        self.news, self.did = [], []

    def tell(self, *news):
        self.news += news
        self.over = isinstance(self.news[-1], Closed)
        self.wake()

    def take(self, packets, size):
        taken = []
        while self.news and packets > 0 and size > 0:
            one = self.news.pop(0)
            taken.append(one)
            if isinstance(one, Message):
                packets, size = packets - 1, size - len(one.payload)
        return taken

    def send(self, payload, is_text):
        self.did.append((payload, is_text))

    def close(self, code, reason):
        self.did.append((code, reason))

    def discard(self):
        self.did.append("discarded")


class Network(MessageNetwork):
    def __init__(self):
        self.opened = []

    def open(self, url, protocols, wake):
        self.opened.append(Channel(url, protocols, wake))
        return self.opened[-1]

    def sends(self, code):
        return code in (0, 1000, 4000)

    def cannot_listen(self, port):
        return UnavailableError(f"nobody can be reached here, not on {port} either")


@pytest.fixture(autouse=True)
def unwarned(monkeypatch):
    monkeypatch.setattr(message_link, "_warned", set())


@pytest.fixture
def network(tree):
    tree.network = network = Network()
    return network


@pytest.fixture
def wait(tree):
    """Let so many seconds pass."""
    now = 0.0
    tree.clock = lambda: now

    def wait(seconds):
        nonlocal now
        now += seconds
        tree.step()

    return wait


@pytest.fixture
def client(tree, network):
    return tree.add(WebSocketClient())


@pytest.fixture
def channel(client, network, tree):
    """That of the client, which is connected."""
    return connected(client, network, tree)


def connected(client, network, tree, **options):
    assert client.connect_to_url("ws://example.com/x?y", ["chat"], **options) == OK
    channel = network.opened[-1]
    channel.tell(Connected("chat"))
    tree.step()
    return channel


def told_by(client):
    log = []
    for name in (
        *("connection_established", "connection_error", "connection_closed"),
        *("server_close_request", "connection_failed", "server_disconnected"),
    ):
        getattr(client, name).connect(lambda *args, name=name: log.append((name, *args)))
    return log


def test_a_client_connects(client, network, tree):
    log = told_by(client)
    assert client.connect_to_url("wss://user:pä@example.com/x?y", ["chat"]) == OK
    (channel,) = network.opened
    assert (channel.url, channel.protocols) == ("wss://user:p%C3%A4@example.com:443/x?y", ["chat"])
    assert client._link_.life.state is HANDSHAKE
    assert client._idle_time_(tree.poller) > 1
    assert "example.com:443" in repr(client._link_)
    channel.tell(Connected("chat"))
    tree.step()
    assert log == [("connection_established", "chat")]
    assert client._link_.life.state is OPEN
    assert (client.get_connected_host(), client.get_connected_port()) == ("example.com", 443)
    assert client.get_request_headers() == {}
    assert client._link_.opened.path == "/x?y"


def test_an_address_of_ipv6_has_its_brackets(client, network):
    client.connect_to_url("ws://[::1]:8000")
    assert network.opened[0].url == "ws://[::1]:8000/"


def test_packets_go_both_ways(client, channel, tree):
    peer = client.get_peer(1)
    peer.put_packet(b"there")
    peer.set_write_mode(peer.WRITE_MODE_TEXT)
    peer.put_packet(b"and")
    assert channel.did == [(b"there", False), (b"and", True)]
    channel.tell(Message(b"back", True), Message(b"again", False))
    tree.step()
    assert [(bytes(peer.get_packet()), peer.was_string_packet()) for _ in range(2)] == [
        (b"back", True),
        (b"again", False),
    ]
    traffic = client._traffic_()
    assert (traffic.packets_in, traffic.packets_out) == (2, 2)
    assert (traffic.bytes_in, traffic.bytes_out) == (9, 8)


def test_too_much_that_waits_is_refused_until_it_has_gone(client, network, tree):
    client.set_buffers(1, 16, 1, 3)
    channel = connected(client, network, tree)
    peer = client.get_peer(1)
    assert peer.put_packet(bytes(1000)) == OK
    channel.waiting = 1000
    assert peer.put_packet(bytes(100)) == ERR_OUT_OF_MEMORY
    assert peer.get_current_outbound_buffered_amount() == 1000
    channel.waiting = 500
    assert peer.put_packet(bytes(100)) == OK
    assert peer.put_packet(bytes(100)) == OK
    assert peer.put_packet(bytes(1)) == ERR_OUT_OF_MEMORY  # the fourth that waits
    channel.waiting = 0
    assert peer.put_packet(bytes(5000)) == OK
    assert client._traffic_().packets_refused == 2


def test_packets_that_have_gone_do_not_count_though_others_wait(client, network, tree):
    client.set_buffers(1, 16, 1, 3)
    channel = connected(client, network, tree)
    channel.waiting = 20
    assert [client.get_peer(1).put_packet(bytes(20)) for _ in range(9)] == [OK] * 9


def test_in_multiplayer_mode_much_may_wait(client, network, tree):
    assert client.connect_to_url("ws://example.com", [], True) == OK
    (channel,) = network.opened
    channel.tell(Connected(""))
    tree.step()
    channel.tell(*[Message(bytes.fromhex(joins), False) for joins in JOINS])
    tree.step()
    channel.waiting = 1000
    client.set_target_peer(1)
    assert [client.put_packet(bytes(60_000)) for _ in range(4)] == [OK] * 4


JOINS = "0301000000000000000c000000", "01010000000000000001000000"


def test_what_is_not_taken_waits_in_the_channel_and_goes_on_when_there_is_room(client, network, tree):
    client.set_buffers(1, 4, 1, 4)
    channel = connected(client, network, tree)
    peer = client.get_peer(1)
    channel.tell(*[Message(str(i).encode(), True) for i in range(10)])
    tree.step()
    assert peer.get_available_packet_count() == 4
    assert len(channel.news) == 6
    taken = []
    for _ in range(10):
        if not peer.get_available_packet_count():
            tree.step()
        taken.append(bytes(peer.get_packet()))
    assert taken == [str(i).encode() for i in range(10)]


def test_a_fast_sender_leaves_time_for_others(client, channel, tree, monkeypatch):
    monkeypatch.setattr(message_link, "TAKES_AT_ONCE", 2)
    client.data_received.connect(client.get_peer(1).get_packet)
    channel.tell(*[Message(bytes(64 * 1024), False)] * 5)
    got = []
    for _ in range(4):
        tree.step()
        got.append(client._traffic_().packets_in)
    assert got == [2, 4, 5, 5]


def test_the_end_is_heard_of_though_nobody_takes_the_packets(client, network, tree):
    client.set_buffers(1, 2, 1, 2)
    channel = connected(client, network, tree)
    log = told_by(client)
    channel.tell(*[Message(b"x", True)] * 5, Closed(True, 1000, ""))
    tree.step()
    assert log == [("server_close_request", 1000, ""), ("connection_closed", True)]
    assert client.get_peer(1).get_available_packet_count() == 5


def test_a_message_that_is_too_long_ends_it(client, channel, tree, caplog):
    log = told_by(client)
    channel.tell(Message(b"short", True), Message(bytes(65 * 1024), False), Message(b"never", True))
    tree.step()
    assert log == [("connection_closed", False)]
    assert channel.did == [(1000, "too long"), "discarded"]
    assert "raise the input limit with `set_buffers`" in client.get_last_error()
    assert bytes(client.get_peer(1).get_packet()) == b"short"


def test_a_server_that_closes_says_why(client, channel, tree):
    log = told_by(client)
    channel.tell(Closed(True, 4001, "full"))
    tree.step()
    assert log == [("server_close_request", 4001, "full"), ("connection_closed", True)]
    assert client._link_.life.state is CLOSED
    assert not client._links_


def test_a_connection_that_breaks_is_closed_uncleanly(client, channel, tree):
    log = told_by(client)
    channel.tell(Closed(False, 1006, ""))
    tree.step()
    assert log == [("connection_closed", False)]
    assert client.get_last_error() == "the other side closed the TCP connection"
    assert client.get_peer(1).put_packet(b"x") == FAILED


def test_this_side_closes(client, channel, tree):
    log = told_by(client)
    client.disconnect_from_host(4000, "x" * 200)
    assert channel.did == [(4000, "x" * 123)]
    client.disconnect_from_host(4000, "again")
    channel.tell(Message(b"too late", True), Closed(True, 4000, ""))
    tree.step()
    assert log == [("connection_closed", True)]
    assert not client.get_peer(1).get_available_packet_count()


def test_a_code_that_cannot_be_sent_is_1000_with_one_warning(client, network, tree, caplog):
    for _ in range(2):
        channel = connected(client, network, tree)
        client.disconnect_from_host(1001, "bye")
        assert channel.did == [(1000, "bye")]
        channel.tell(Closed(True, 1000, ""))
        tree.step()
    assert caplog.text.count("A page cannot close with code 1001") == 1


def test_a_close_without_a_code_has_no_reason(client, channel):
    client.disconnect_from_host(0, "why")
    assert channel.did == [(0, "")]


def test_a_close_that_is_not_answered_is_over_in_time(client, wait, channel):
    log = told_by(client)
    client.disconnect_from_host()
    wait(2.5)
    assert log == []
    wait(1.0)
    assert log == [("connection_closed", False)]


def test_nobody_there_is_an_error_that_says_what_can_be_known(client, network, tree, caplog):
    log = told_by(client)
    client.connect_to_url("ws://example.com")
    network.opened[0].tell(Closed(False, 1006, ""))
    tree.step()
    assert log == [("connection_error",)]
    assert "the browser does not tell why" in caplog.text
    client.connect_to_url("ws://example.com")
    network.opened[1].tell(Closed(False, 1006, "The URL is bad."))
    tree.step()
    assert client.get_last_error() == "The URL is bad."


def test_an_attempt_has_a_time_limit(client, network, wait):
    log = told_by(client)
    client.connect_timeout = 1.0
    client.connect_to_url("ws://example.com")
    wait(1.5)
    assert log == [("connection_error",)]
    assert client.get_last_error() == "no answer within 1 seconds"
    assert network.opened[0].did == ["discarded"]


def test_what_comes_after_the_end_is_nothing(client, network, tree):
    client.connect_to_url("ws://example.com")
    client.disconnect_from_host()
    network.opened[0].tell(Connected(""))
    tree.step()
    assert client.get_connection_status() == client.CONNECTION_DISCONNECTED


def test_freeing_the_client_says_goodbye(client, channel):
    client.free()
    assert channel.did == [(1000, ""), "discarded"]


def test_a_server_of_godot_4_is_told_a_while_after_the_last_message(client, channel, wait):
    client._link_.pause = 0.1
    channel.did.clear()
    client.disconnect_from_host(4000, "bye")
    wait(0.05)
    assert channel.did == []
    wait(0.06)
    assert channel.did == [(4000, "bye")]
    log = told_by(client)
    channel.tell(Closed(True, 4000, "bye"))
    wait(0.0)
    assert log == [("connection_closed", True)]


def test_so_it_is_when_the_client_is_freed(client, channel, wait):
    link = client._link_
    link.pause = 0.1
    client.queue_free()
    wait(0.0)
    wait(0.05)
    assert channel.did == []
    assert link.life.state is CLOSING
    wait(0.06)
    assert channel.did == [(1000, "")]
    channel.tell(Closed(True, 1000, ""))
    wait(0.0)
    assert channel.did == [(1000, ""), "discarded"]


def test_what_came_with_what_a_handler_lets_go_at_is_not_told(client, channel, wait):
    client._link_.pause = 0.1
    client.data_received.connect(client._part_)
    log = told_by(client)
    channel.tell(Message(b"x", False), Closed(True, 1000, ""))
    wait(0.0)
    wait(0.2)
    assert log == []


def test_what_is_still_to_be_said_is_said_when_the_tree_ends(client, channel, tree):
    client._link_.pause = 0.1
    client.disconnect_from_host(4000, "bye")
    client._links_.close()
    assert channel.did == [(4000, "bye"), "discarded"]


def test_a_handler_that_drops_it_ends_it(client, channel, tree):
    client.server_close_request.connect(lambda code, reason: client._link_.drop("enough"))
    log = told_by(client)
    channel.tell(Closed(True, 1000, ""))
    tree.step()
    assert log == [("server_close_request", 1000, "")]


def test_pings_and_compression_are_the_browsers(client, network, tree, wait, caplog):
    client.ping_interval, client.compression = 0.5, True
    for _ in range(2):
        channel = connected(client, network, tree)
        wait(1.0)
        channel.tell(Closed(True, 1000, ""))
        tree.step()
    assert caplog.text.count("`ping_interval` does nothing in it") == 1
    assert caplog.text.count("`compression` does nothing in a page") == 1
    client.ping_interval = 0.0
    channel = connected(client, network, tree)
    assert client._link_.overdue(0.0, 1.0) is None


@pytest.mark.parametrize(
    ("properties", "arguments", "words"),
    [
        ({}, ([], False, ["X-Token: a"]), "sends no headers of yours"),
        ({"verify_ssl": False}, (), "decides whom to trust"),
    ],
)
def test_what_a_browser_does_not_let_do_is_unavailable(tree, network, caplog, properties, arguments, words):
    client = tree.add(WebSocketClient(**properties))
    assert client.connect_to_url("wss://example.com", *arguments) == ERR_UNAVAILABLE
    assert words in caplog.text
    assert words in client.get_last_error()
    assert network.opened == []


def test_a_server_cannot_listen(tree, network, caplog):
    server = tree.add(WebSocketServer())
    assert server.listen(8000) == ERR_UNAVAILABLE
    assert "listen: nobody can be reached here, not on 8000 either" in caplog.text
    assert not server.is_listening()
