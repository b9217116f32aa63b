import contextlib
import select
import socket
import threading

import pytest

from engine.net.network import SystemNetwork


@pytest.fixture
def network():
    return SystemNetwork()


def _connect(network, host, port):
    for address in network.lookup(host, port, lambda: None).addresses:
        stream = network.connect(address)
        select.select([], [stream], [], 10)
        if not network.connect_error(stream):
            return stream
        stream.close()
    raise AssertionError("no address could be connected to")


@pytest.mark.parametrize(("ip", "host"), [("*", "127.0.0.1"), ("*", "localhost"), ("127.0.0.1", "localhost")])
def test_a_client_reaches_a_listener(network, ip, host):
    listener = network.listen(0, ip)
    client = _connect(network, host, listener.getsockname()[1])
    server, _ = listener.accept()
    server = network.accepted(server)
    assert server.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
    client.send(b"hello")
    select.select([server], [], [], 10)
    assert server.recv(10) == b"hello"
    with pytest.raises(BlockingIOError):
        server.recv(10)
    for end in (listener, client, server):
        end.close()


def test_listening_on_every_address_includes_ipv6(network):
    if not socket.has_dualstack_ipv6():
        pytest.skip("this machine has no IPv6")
    listener = network.listen(0)
    with (
        contextlib.closing(listener),
        contextlib.closing(_connect(network, "::1", listener.getsockname()[1])),
    ):
        listener.accept()[0].close()


def test_a_port_that_is_taken_is_an_error(network):
    listener = network.listen(0)
    with contextlib.closing(listener), pytest.raises(OSError, match="in use"):
        network.listen(listener.getsockname()[1])


@pytest.mark.skipif(not hasattr(socket, "SO_REUSEPORT"), reason="this system shares no ports")
def test_a_port_is_shared_by_those_who_ask_for_it(network):
    one = network.listen(0, "127.0.0.1", shared=True)
    port = one.getsockname()[1]
    other = network.listen(port, "127.0.0.1", shared=True)
    with pytest.raises(OSError, match="in use"):
        network.listen(port, "127.0.0.1")
    one.close()
    with (
        contextlib.closing(other),
        contextlib.closing(_connect(network, "127.0.0.1", port)),
    ):
        other.accept()[0].close()


def test_where_no_ports_are_shared_that_is_an_error(network, monkeypatch):
    monkeypatch.delattr(socket, "SO_REUSEPORT", raising=False)
    with pytest.raises(OSError, match="shares no ports"):
        network.listen(0, shared=True)


def test_a_refused_connection_says_why(network):
    listener = network.listen(0, "127.0.0.1")
    port = listener.getsockname()[1]
    listener.close()
    (address,) = network.lookup("127.0.0.1", port, lambda: None).addresses
    stream = network.connect(address)
    select.select([], [stream], [], 10)
    assert network.connect_error(stream) == "Connection refused: nothing listens there"
    stream.close()


def test_a_connection_that_cannot_begin_raises(network):
    with pytest.raises(OSError, match=r"."):
        network.connect((socket.AF_UNIX, ("/no such socket",)))


def test_numbers_need_no_search(network):
    lookup = network.lookup("::1", 80, lambda: None)
    assert lookup.done
    assert lookup.addresses[0][1][:2] == ("::1", 80)


def test_localhost_is_both_loopback_addresses(network):
    addresses = network.lookup("localhost", 80, lambda: None).addresses
    assert [address[0] for _, address in addresses] == ["127.0.0.1", "::1"]


def test_a_name_is_looked_up_in_the_background(network, monkeypatch):
    found = threading.Event()
    go_on = threading.Event()

    def getaddrinfo(host, port, type=0, flags=0):
        if flags:
            raise socket.gaierror("not a number")
        assert go_on.wait(10)
        return [(socket.AF_INET, type, 6, "", ("192.0.2.1", port))]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    lookup = network.lookup("example.invalid", 80, found.set)
    assert not lookup.done
    go_on.set()
    assert found.wait(10)
    assert lookup.done
    assert lookup.addresses == [(socket.AF_INET, ("192.0.2.1", 80))]


def test_an_unknown_name_is_an_error_in_words(network, monkeypatch):
    def getaddrinfo(*args, **kwargs):
        raise socket.gaierror(-2, "Name or service not known")

    found = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    lookup = network.lookup("example.invalid", 80, found.set)
    assert found.wait(10)
    assert lookup.addresses == []
    assert lookup.error.startswith("example.invalid is not known: ")
    assert lookup.error.endswith("is it spelt right, and this machine online? (Name or service not known)")
