"""Reaching a server: names, several addresses, patience."""

from __future__ import annotations

import socket
import threading
from types import SimpleNamespace

import pytest

from engine.net.network import Lookup
from engine.net.poller import Poller
from engine.testing import MemoryNetwork
from nodes.websocket.socket_link.dial import ADDRESS_TIMEOUT, Dial


class ANetwork(MemoryNetwork):
    """Has the addresses that a test names, by port, some of which never answer."""

    def __init__(self, *ports, silent=(), broken=(), done=True):
        super().__init__()
        self.found = Lookup([(0, ("host", port)) for port in ports])
        self.found.done = done
        self.silent = silent
        self.broken = broken
        self.tried = []
        self.open = []

    def lookup(self, host, port, wake):
        return self.found

    def connect(self, address):
        port = address[1][1]
        self.tried.append(port)
        if port in self.broken:
            raise OSError(101, "Network is unreachable")
        end = super().connect(address)
        if port in self.silent:
            end.ready = lambda read, write: False
        self.open.append(end)
        return end


@pytest.fixture
def dial():
    """`dial(network)` begins; `poll(now)` goes on with the last one."""
    poller = Poller()

    class Begun:
        def __init__(self, network):
            self.inbox = []
            home = SimpleNamespace(network=network, wake=poller.wake, inbox=self.inbox)
            self.dial = Dial(home, "its link", "host", 80)

        def poll(self, now=0.0):
            poller.collect()
            self.dial.poll(now, poller)
            return self.dial

    yield Begun
    assert not poller.has_sockets(), "a dial that is over watches nothing"
    poller.close()


def test_the_first_address_that_answers_is_taken(dial):
    network = ANetwork(1, 2)
    listener = network.listen(1)
    begun = dial(network)
    assert begun.dial.phase == "looking up the name"
    assert repr(begun.dial) == "<Dial of host, looking up the name>"
    assert begun.poll().socket is None
    assert begun.dial.phase == "connecting"
    assert begun.poll().socket is network.open[0]
    assert not begun.dial.failed
    assert network.tried == [1]
    assert not any(watch.ready for watch in begun.inbox)
    assert listener.accept()


def test_an_address_that_refuses_is_followed_by_the_next_in_the_same_poll(dial):
    network = ANetwork(1, 2, 3, broken=(2,))
    network.listen(3)
    begun = dial(network)
    begun.poll()
    begun.poll()
    assert network.tried == [1, 2, 3]
    assert network.open[0].closed
    assert begun.poll().socket is network.open[1]


def test_an_address_that_is_silent_is_left_after_its_time_only_for_another(dial):
    network = ANetwork(1, 2, silent=(1, 2))
    begun = dial(network)
    begun.poll(0)
    begun.poll(ADDRESS_TIMEOUT - 0.1)
    assert network.tried == [1]
    begun.poll(ADDRESS_TIMEOUT)
    assert network.tried == [1, 2]
    assert network.open[0].closed
    begun.poll(100 * ADDRESS_TIMEOUT)
    assert not begun.dial.failed
    assert not network.open[1].closed
    begun.dial.cancel()
    assert network.open[1].closed
    begun.dial.cancel()


@pytest.mark.parametrize(
    ("ports", "broken", "why"),
    [
        ((), (), "no address"),
        ((1,), (), "Connection refused: nothing listens there"),
        ((1, 2), (1, 2), "Network is unreachable"),
    ],
)
def test_a_dial_fails_with_the_reason_of_the_last_address(ports, broken, why, dial):
    begun = dial(ANetwork(*ports, broken=broken))
    begun.poll()
    assert begun.poll().failed == why
    assert begun.poll().socket is None


def test_nothing_waits_for_a_slow_look_up(dial):
    network = ANetwork(1, done=False)
    network.listen(1)
    begun = dial(network)
    for _ in range(3):
        assert begun.poll().phase == "looking up the name"
    network.found.done = True
    begun.poll()
    assert begun.poll().socket is not None


def test_a_look_up_that_fails_says_why(dial):
    network = ANetwork(done=False)
    begun = dial(network)
    begun.poll()
    network.found.error, network.found.done = "host is not known: no such host", True
    assert begun.poll().failed == "host is not known: no such host"


# -- Through the client ---------------------------------------------------------------------------


@pytest.fixture
def client(tree):
    from nodes import WebSocketClient

    return tree.add(WebSocketClient())


@pytest.fixture
def names(monkeypatch):
    """`names["a.test"] = addresses or an exception`; `gate` holds every look-up back."""

    class Names(dict):
        gate = threading.Event()

    names = Names()
    names.gate.set()
    numeric = socket.getaddrinfo

    def getaddrinfo(host, port, *args, flags=0, **kwargs):
        if flags & socket.AI_NUMERICHOST:
            return numeric(host, port, *args, flags=flags, **kwargs)
        assert names.gate.wait(10)
        found = names[host]
        if isinstance(found, Exception):
            raise found
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in found]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return names


def test_a_name_that_is_not_known_is_a_connection_error(client, names, tree, caplog):
    names["nowhere.test"] = socket.gaierror(-2, "Name or service not known")
    failed = tree.watch(client.connection_error)
    client.connect_to_url("ws://nowhere.test")
    tree.wait_until(lambda: len(failed))
    assert (
        "could not connect to ws://nowhere.test: looking up the name: nowhere.test is not known"
        in caplog.text
    )
    assert "Name or service not known" in client.get_last_error()


def test_a_name_that_cannot_be_one_is_a_connection_error(client, tree, caplog):
    failed = tree.watch(client.connection_error)
    client.connect_to_url("ws://" + "a" * 70)
    tree.wait_until(lambda: len(failed))
    assert "looking up the name" in caplog.text


def let_look_up(names):
    """Let the names be looked up that are waited for, until they have been."""
    names.gate.set()
    for thread in threading.enumerate():
        if thread.name.startswith("look up"):
            thread.join(10)


def test_frames_go_on_during_a_look_up_and_its_answer_is_used(client, names, raw_server, tree):
    names["slow.test"] = ["127.0.0.1"]
    names.gate.clear()
    established = tree.watch(client.connection_established)
    client.connect_to_url(f"ws://slow.test:{raw_server.port}")
    tree.step(5)
    assert client.get_connection_status() == client.CONNECTION_CONNECTING
    established.assert_not_emitted()
    let_look_up(names)
    raw_server.shake_hands()
    tree.wait_until(lambda: len(established))


def test_a_look_up_that_nobody_waits_for_any_more_does_no_harm(client, names, tree):
    names["slow.test"] = ["127.0.0.1"]
    names.gate.clear()
    failed = tree.watch(client.connection_error)
    client.connect_to_url("ws://slow.test:1")
    client.disconnect_from_host()
    assert client.get_connection_status() == client.CONNECTION_DISCONNECTED
    let_look_up(names)
    tree.step(3)
    failed.assert_not_emitted()


def test_all_addresses_of_a_name_are_tried(client, names, raw_server, tree):
    names["many.test"] = ["127.0.0.2", "127.0.0.3", "127.0.0.1"]  # it listens on the last alone
    established = tree.watch(client.connection_established)
    client.connect_to_url(f"ws://many.test:{raw_server.port}")
    raw_server.shake_hands()
    tree.wait_until(lambda: len(established))
    assert client.get_connected_host() == "127.0.0.1"


def test_a_server_that_never_answers_is_given_up_in_time(client, tree, caplog):
    from engine.testing import FakeClock

    network = ANetwork(7, silent=(7,))
    tree.network, tree.clock = network, FakeClock()
    failed = tree.watch(client.connection_error)
    client.connect_timeout = 10.0
    client.connect_to_url("ws://silent.test:7")
    tree.step(3)
    tree.clock.advance(9.9)
    tree.step(3)
    failed.assert_not_emitted()
    tree.clock.advance(0.2)
    tree.step(3)
    failed.assert_emitted(times=1)
    assert network.open[0].closed
    assert "could not connect to ws://silent.test:7: connecting: no answer within 10 seconds" in caplog.text


def test_it_says_whether_the_name_is_looked_up_and_whether_it_is_known(dial):
    network = ANetwork(1, done=False)
    begun = dial(network)
    assert begun.poll().is_looking_up
    assert not begun.dial.is_unknown
    network.found.addresses, network.found.error, network.found.done = [], "host is not known", True
    assert begun.poll().failed == "host is not known"
    assert not begun.dial.is_looking_up
    assert begun.dial.is_unknown
    refused = dial(ANetwork())
    assert refused.poll().failed
    assert not refused.dial.is_unknown
