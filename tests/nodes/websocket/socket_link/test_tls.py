"""TLS: whom a client trusts, what a server shows, and that nothing is lost on the way."""

from __future__ import annotations

import contextlib
import logging
import socket
import ssl
from pathlib import Path

import pytest
import trustme

from engine import (
    ERR_INVALID_DATA,
    ERR_INVALID_PARAMETER,
    ERR_OUT_OF_MEMORY,
    ERR_UNCONFIGURED,
    OK,
)
from engine.testing import FakeClock
from nodes import CryptoKey, WebSocketClient, WebSocketServer, X509Certificate
from nodes.websocket.life import HANDSHAKE
from nodes.websocket.socket_link.tls import TlsSocket, client_context, server_context


def links(node, state):
    """Return the links of a node that are in a state."""
    return [link for link in node._links_._links if link.life.state is state]


class Credentials:
    """A certificate for some host, its key, and the authority's certificate, as PEM texts."""

    def __init__(self, authority: trustme.CA, *hosts: str) -> None:
        issued = authority.issue_cert(*hosts)
        self.certificate = b"".join(pem.bytes() for pem in issued.cert_chain_pems).decode()
        self.key = issued.private_key_pem.bytes().decode()
        self.authority = authority.cert_pem.bytes().decode()


@pytest.fixture(scope="module")
def credentials():
    return Credentials(trustme.CA(), "localhost")


@pytest.fixture(scope="module")
def for_another_host():
    return Credentials(trustme.CA(), "elsewhere.test")


def listen(tree, credentials):
    server = tree.add(WebSocketServer())
    server.ssl_certificate, server.private_key = credentials.certificate, credentials.key
    assert server.listen(0) == OK
    return server


@pytest.fixture
def server(tree, credentials):
    return listen(tree, credentials)


@pytest.fixture
def client(tree):
    return tree.add(WebSocketClient())


def url_of(server, scheme="wss"):
    return f"{scheme}://localhost:{server.get_listening_port()}"


def connect(tree, client, server, scheme="wss"):
    """Connect and return "established" or "error", whichever it is."""
    told = []
    client.connection_established.connect(lambda protocol: told.append("established"))
    client.connection_error.connect(lambda: told.append("error"))
    assert client.connect_to_url(url_of(server, scheme)) == OK
    tree.wait_until(lambda: told)
    return told[0]


# -- Trust ----------------------------------------------------------------------------------------


def test_a_certificate_of_an_authority_that_nobody_knows_is_refused(tree, client, server, caplog):
    assert connect(tree, client, server) == "error"
    tree.wait_until(lambda: len(caplog.messages) == 2)
    by_client = next(message for message in caplog.messages if "could not connect" in message)
    by_server = next(message for message in caplog.messages if "did not become a client" in message)
    assert "in the handshake: TLS: the certificate was refused: " in by_client
    assert "`trusted_ssl_certificate`" in by_client
    assert "`verify_ssl = False`" in by_client
    assert "TLS: " in by_server
    assert "unknown ca" in by_server


def test_without_verification_any_certificate_will_do(tree, client, for_another_host):
    client.verify_ssl = False
    assert connect(tree, client, listen(tree, for_another_host)) == "established"


def test_a_proxy_says_before_tls_whom_it_brings(tree, server, credentials, wire):
    server.trusted_proxies, server.proxy_protocol = ["127.0.0.1"], True
    plain = socket.create_connection(("127.0.0.1", server.get_listening_port()))
    plain.sendall(b"PROXY TCP4 203.0.113.7 127.0.0.1 4711 9080\r\n")
    plain.setblocking(False)
    context = ssl.create_default_context(cadata=credentials.authority)
    with context.wrap_socket(plain, server_hostname="localhost", do_handshake_on_connect=False) as client:

        def is_shaken():
            try:
                client.do_handshake()
            except ssl.SSLWantReadError:
                return False
            return True

        tree.wait_until(is_shaken)
        client.send(wire.request())
        tree.wait_until(server.get_peers)
    (id,) = server.get_peers()
    assert (server.get_peer_address(id), server.get_peer_port(id)) == ("203.0.113.7", 4711)


@pytest.mark.parametrize("of", ["authority", "certificate"])
@pytest.mark.parametrize("form", ["resource", "text", "path", "path object"])
def test_the_trusted_certificate_may_be_a_resource_a_text_or_a_path(
    of, form, tree, client, server, credentials, tmp_path
):
    text = getattr(credentials, of)
    path = tmp_path / "trusted.crt"
    path.write_text(text)
    resource = X509Certificate()
    assert resource.load_from_string(text) == OK
    forms = {"resource": resource, "text": text, "path": str(path), "path object": path}
    client.trusted_ssl_certificate = forms[form]
    assert connect(tree, client, server) == "established"


@pytest.fixture
def files(tmp_path, credentials):
    """Where a server has its certificate and key; `files.write(credentials)` replaces them."""

    class Files:
        certificate, key = str(tmp_path / "server.crt"), str(tmp_path / "server.key")

        def write(self, credentials):
            Path(self.certificate).write_text(credentials.certificate)
            Path(self.key).write_text(credentials.key)

    files = Files()
    files.write(credentials)
    return files


@pytest.mark.parametrize("form", ["paths", "resources"])
def test_certificates_are_read_again_without_losing_anybody(form, tree, client, files, credentials):
    server = tree.add(WebSocketServer(ssl_certificate=files.certificate, private_key=files.key))
    if form == "resources":
        server.ssl_certificate, server.private_key = X509Certificate(), CryptoKey()
        server.ssl_certificate.load(files.certificate)
        server.private_key.load(files.key)
    assert server.listen(0) == OK
    client.trusted_ssl_certificate = credentials.authority
    assert connect(tree, client, server) == "established"
    later = Credentials(trustme.CA(), "localhost")
    files.write(later)
    assert server._reloading_()() == OK
    second = tree.add(WebSocketClient(trusted_ssl_certificate=later.authority))
    assert connect(tree, second, server) == "established"
    client.get_peer(1).put_packet(b"still here")
    tree.wait_until(lambda: server.get_peer(server.get_peers()[0]).get_available_packet_count())
    server.stop()
    assert server.listen(0) == OK
    third = tree.add(WebSocketClient(trusted_ssl_certificate=later.authority))
    assert connect(tree, third, server) == "established"


def test_new_files_that_are_faulty_change_nothing_and_one_line_says_why(
    tree, client, files, credentials, for_another_host, caplog
):
    server = tree.add(WebSocketServer(ssl_certificate=files.certificate, private_key=files.key))
    assert server.listen(0) == OK
    Path(files.key).write_text(for_another_host.key)
    assert server.reload_certificates() == ERR_INVALID_DATA
    assert "goes on with what it had: the certificate and the private key cannot be used" in caplog.text
    Path(files.key).unlink()
    assert server.reload_certificates() == ERR_INVALID_DATA
    assert "server.key' cannot be read: No such file" in caplog.text
    assert len(caplog.messages) == 2
    client.trusted_ssl_certificate = credentials.authority
    assert connect(tree, client, server) == "established"


def test_certificates_that_came_from_no_file_are_not_read_again(tree, server, caplog):
    assert server._reloading_() is None
    assert server.reload_certificates() == ERR_UNCONFIGURED
    assert WebSocketServer(ssl_certificate="a", private_key="b").reload_certificates() == ERR_UNCONFIGURED
    assert "does not listen with a certificate from a file" in caplog.text


def test_a_redirect_leads_from_a_plain_port_to_tls_with_whom_to_trust(
    tree, client, server, credentials, raw_server
):
    told = []
    client.connection_established.connect(lambda protocol: told.append("established"))
    client.trusted_ssl_certificate = credentials.authority
    client.connect_to_url(raw_server.url)
    end = raw_server.accept()
    end.read_head()
    where = url_of(server).replace("wss", "https")
    end.send(f"HTTP/1.1 301 Moved Permanently\r\nLocation: {where}\r\n\r\n".encode())
    tree.wait_until(lambda: told)


def test_a_trusted_certificate_for_another_host_is_refused(tree, client, for_another_host, caplog):
    client.trusted_ssl_certificate = for_another_host.authority
    assert connect(tree, client, listen(tree, for_another_host)) == "error"
    assert "Hostname mismatch" in caplog.text


def test_a_trusted_certificate_that_is_not_the_servers_is_refused(tree, client, server, for_another_host):
    client.trusted_ssl_certificate = for_another_host.authority
    assert connect(tree, client, server) == "error"


@pytest.mark.parametrize("trusted", ["/no/such/file.crt", "-----BEGIN nonsense"])
def test_what_is_no_certificate_cannot_be_trusted(trusted, client, caplog):
    client.trusted_ssl_certificate = trusted
    assert client.connect_to_url("wss://localhost:1") == ERR_INVALID_PARAMETER
    assert "X509Certificate needed" in caplog.text
    assert client.get_connection_status() == client.CONNECTION_DISCONNECTED


def test_a_damaged_certificate_cannot_be_trusted(client, credentials, caplog):
    client.trusted_ssl_certificate = credentials.authority.replace("\nM", "\n!")
    assert client.connect_to_url("wss://localhost:1") == ERR_INVALID_PARAMETER
    assert "connect_to_url: " in caplog.text


# -- The server -----------------------------------------------------------------------------------


def test_a_server_takes_resources_paths_and_a_chain(tree, client, credentials, tmp_path):
    server = tree.add(WebSocketServer())
    path = tmp_path / "server.key"
    path.write_text(credentials.key)
    certificate = X509Certificate(credentials.certificate)
    server.ssl_certificate, server.private_key, server.ca_chain = certificate, path, credentials.authority
    assert server.listen(0) == OK
    client.trusted_ssl_certificate = credentials.authority
    assert connect(tree, client, server) == "established"


@pytest.mark.parametrize("missing", ["private_key", "ssl_certificate"])
def test_a_server_needs_both_key_and_certificate(missing, credentials, caplog):
    server = WebSocketServer()
    server.ssl_certificate, server.private_key = credentials.certificate, credentials.key
    setattr(server, missing, None)
    assert server.listen(0) == ERR_INVALID_PARAMETER
    assert "TLS needs both" in caplog.text
    assert not server.is_listening()


@pytest.mark.parametrize("damage", ["another key", "damaged key", "damaged certificate"])
def test_a_server_refuses_a_certificate_that_cannot_be_used(damage, credentials, for_another_host, caplog):
    server = WebSocketServer()
    server.ssl_certificate, server.private_key = credentials.certificate, credentials.key
    if damage == "another key":
        server.private_key = for_another_host.key
    elif damage == "damaged key":
        server.private_key = credentials.key.replace("\nM", "\n!")
    else:
        server.ssl_certificate = credentials.certificate.replace("\nM", "\n!")
    assert server.listen(0) == ERR_INVALID_PARAMETER
    assert "cannot be used together" in caplog.text
    assert not server.is_listening()


def test_a_plain_client_of_a_tls_server_is_told_of_at_both_ends(tree, client, server, caplog):
    assert connect(tree, client, server, "ws") == "error"
    tree.wait_until(lambda: len(caplog.messages) == 2)
    assert (
        "did not become a client: TLS: http request without TLS: the client has to write wss://"
        in caplog.text
    )


def test_a_tls_client_of_a_plain_server_is_told_of_at_both_ends(tree, client, caplog):
    server = tree.add(WebSocketServer())
    server.handshake_timeout = 0.001
    assert server.listen(0) == OK
    assert connect(tree, client, server) == "error"
    tree.wait_until(lambda: len(caplog.messages) == 2)
    assert "could not connect to wss://" in caplog.text
    assert "did not become a client" in caplog.text


def test_who_only_looks_whether_a_tls_port_is_open_makes_no_warning(server, raw_client, tree, caplog):
    caplog.set_level(logging.DEBUG, "estragon.websocket")
    raw_client(server).close()
    tree.wait_until(lambda: "further probes of this address get no line" in caplog.text)
    assert all(record.levelno < logging.WARNING for record in caplog.records)


def test_a_health_check_that_is_content_with_a_tls_handshake_makes_no_warning(
    server, raw_client, tree, caplog, credentials
):
    caplog.set_level(logging.DEBUG, "estragon.websocket")
    raw, incoming, outgoing = raw_client(server), ssl.MemoryBIO(), ssl.MemoryBIO()
    context = ssl.create_default_context(cadata=credentials.authority)
    tls = context.wrap_bio(incoming, outgoing, server_hostname="localhost")

    def is_shaken():
        with contextlib.suppress(ssl.SSLWantReadError):
            tls.do_handshake()
        raw.send(outgoing.read())
        raw.pump()
        incoming.write(raw.received)
        raw.received = b""
        return tls.version() is not None

    tree.wait_until(is_shaken)
    raw.close()
    tree.wait_until(lambda: "further probes of this address get no line" in caplog.text)
    assert all(record.levelno < logging.WARNING for record in caplog.records)


@pytest.mark.parametrize("sends", [b"", b"\x16\x03\x01\x02\x00\x01"])
def test_a_silent_tls_handshake_is_dropped_after_the_handshake_timeout(
    sends, tree, server, raw_client, caplog
):
    tree.clock = clock = FakeClock()
    raw = raw_client(server)
    raw.send(sends)
    tree.wait_until(lambda: links(server, HANDSHAKE))
    clock.advance(2.9)
    tree.step(3)
    raw.pump()
    assert not raw.ended
    clock.advance(0.2)
    raw.wait_for_end()
    assert "the handshake took too long" in caplog.text


@pytest.mark.parametrize("sends", [b"", b"GET / HTTP/1.1\r\n", b"\x16\x03\x01", b"\0" * 5000])
def test_resets_during_the_tls_handshake_leave_nothing_behind(
    sends, tree, server, client, raw_client, credentials
):
    for _ in range(20):
        raw = raw_client(server)
        raw.send(sends)
        raw.reset()
    tree.step(5)
    tree.wait_until(lambda: not links(server, HANDSHAKE))
    client.trusted_ssl_certificate = credentials.authority
    assert connect(tree, client, server) == "established"


# -- Traffic --------------------------------------------------------------------------------------


@pytest.fixture
def talking(tree, client, server, credentials):
    """Connect; return the server's peer and the client's."""
    client.trusted_ssl_certificate = credentials.authority
    for node in (client, server):
        node._links_.limits = node._links_.limits._replace(in_bytes=1 << 20, out_bytes=1 << 20)
    assert connect(tree, client, server) == "established"
    tree.wait_until(server.get_peers)
    return server.get_peer(server.get_peers()[0]), client.get_peer(1)


@pytest.mark.parametrize("size", [0, 1, 16_383, 16_384, 16_385, 100_000, 1_000_000])
def test_messages_of_every_size_come_back_unchanged(size, tree, talking):
    for one, other in (talking, talking[::-1]):
        packet = bytes(range(251)) * (size // 251) + b"." * (size % 251)
        assert one.put_packet(packet) == OK
        tree.wait_until(other.get_available_packet_count)
        assert other.get_packet() == packet


def test_many_small_messages_come_in_order(tree, talking):
    one, other = talking
    for i in range(1000):
        assert one.put_packet(b"%d" % i) == OK
    got = []
    tree.wait_until(lambda: got.extend(_all(other)) or len(got) == 1000)
    assert got == [b"%d" % i for i in range(1000)]


def _all(peer):
    return [bytes(peer.get_packet()) for _ in range(peer.get_available_packet_count())]


def test_a_peer_that_takes_nothing_holds_the_sender_back_and_both_ways_go_on_later(tree, talking):
    """Both ends send more than fits, at the same time, and then both begin to read."""
    sent, got = ([], []), ([], [])
    for side in (0, 1):
        for _ in range(2000):
            packet = b"%06d" % len(sent[side]) * 3000
            result = talking[side].put_packet(packet)
            if result == ERR_OUT_OF_MEMORY:
                if talking[1 - side]._link_.unread.held:
                    break
            else:
                sent[side].append(packet)
            tree.step()
        assert talking[1 - side]._link_.unread.held

    def take():
        for side in (0, 1):
            got[side].extend(_all(talking[1 - side]))
        return [len(packets) for packets in got] == [len(packets) for packets in sent]

    tree.wait_until(take, frames=3000)
    assert got == sent


def test_what_waits_to_be_sent_goes_on_while_our_own_end_is_held(tree, talking, client):
    """Reading and sending wait for different things: neither may make the other forget its own."""
    server_peer, client_peer = talking
    while client_peer.put_packet(b"x" * 50_000) == OK or not server_peer._link_.unread.held:
        tree.step()
    sent = 0
    while server_peer.put_packet(b"y" * 50_000) == OK:
        sent += 1
    got = []
    tree.wait_until(lambda: got.extend(_all(client_peer)) or len(got) == sent)
    assert server_peer._link_.unread.held


def test_a_close_over_tls_is_clean_at_both_ends(tree, talking, client, server):
    closed, left = tree.watch(client.connection_closed), tree.watch(server.client_disconnected)
    talking[1].put_packet(b"last words")
    client.disconnect_from_host(4000, "bye")
    tree.wait_until(lambda: len(closed) and len(left))
    closed.assert_emitted(True, times=1)
    assert left.emissions[0][1] is True
    assert talking[0].get_packet() == b"last words"
    tree.wait_until(lambda: not client._links_ and not server._links_)


@pytest.mark.parametrize("which", ["client", "server"])
def test_an_end_that_is_freed_says_goodbye_over_tls(which, tree, talking, client, server):
    closed, left = tree.watch(client.connection_closed), tree.watch(server.client_disconnected)
    {"client": client, "server": server}[which].queue_free()
    other = left if which == "client" else closed
    tree.wait_until(lambda: len(other))
    assert other.emissions[0][-1] is True


# -- The socket -----------------------------------------------------------------------------------


@pytest.fixture
def ends(credentials):
    """Both ends of a TLS connection over a socket pair, after the handshake."""
    pair = socket.socketpair()
    for sock in pair:
        sock.setblocking(False)
    ends = (
        TlsSocket(pair[0], server_context(credentials.certificate, credentials.key), None),
        TlsSocket(pair[1], client_context(True, credentials.authority), "localhost"),
    )
    for _ in range(5):
        for end in ends:
            with pytest.raises(BlockingIOError):
                end.recv(100)
    yield ends
    for end in ends:
        end.close()


def test_a_socket_reads_into_memory_and_tells_its_end(ends):
    one, other = ends
    assert one.send(b"hello") == 5
    memory = bytearray(3)
    assert other.recv_into(memoryview(memory)) == 3
    assert (bytes(memory), other.recv(10)) == (b"hel", b"lo")
    one.shutdown(socket.SHUT_WR)
    assert other.recv(10) == b""
    assert other.recv_into(memoryview(memory)) == 0
    assert other.fileno() > 0


def until_it_blocks(function, argument):
    try:
        for _ in range(10_000):
            function(argument)
    except BlockingIOError:
        return
    raise AssertionError("it never blocked")


def test_a_socket_that_is_full_wants_to_write_until_it_can_whatever_is_read_meanwhile(ends):
    one, other = ends
    assert not one.wants_write
    until_it_blocks(one.send, b"x" * 10_000)
    assert one.wants_write
    with pytest.raises(BlockingIOError):
        one.recv(10)
    assert one.wants_write
    until_it_blocks(other.recv, 1 << 20)
    assert one.send(b"x" * 10_000) == 10_000
    assert not one.wants_write


def test_sending_to_an_end_that_has_gone_is_an_error(ends):
    one, other = ends
    other.close()
    with pytest.raises(OSError, match=r"Broken pipe|closed"):
        until_it_blocks(one.send, b"x")


def test_reading_tells_why_a_handshake_failed_in_sending(credentials):
    pair = socket.socketpair()
    for sock in pair:
        sock.setblocking(False)
    server = TlsSocket(pair[0], server_context(credentials.certificate, credentials.key), None)
    try:
        pair[1].send(b"nonsense, which is no TLS")
        for function, argument in ((server.send, b"x"), (server.recv, 10)):
            with pytest.raises(OSError, match="TLS: wrong version number: the other side speaks no TLS"):
                function(argument)
    finally:
        server.close()
        pair[1].close()


def test_the_context_of_a_client_verifies_unless_told_otherwise():
    assert client_context(True, "").verify_mode is ssl.CERT_REQUIRED
    assert client_context(True, "").check_hostname
    assert client_context(False, "").verify_mode is ssl.CERT_NONE
