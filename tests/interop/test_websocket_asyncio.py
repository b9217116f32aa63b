"""The WebSocket nodes with the asyncio client and server of `websockets` at the other end.

They bring what Godot's do not: fragments, pings, compression, back-pressure, HTTP answers. Their
event loop runs in a thread of its own while the test's tree ticks here.
"""

from __future__ import annotations

import asyncio
import http
import itertools
import ssl
import struct
import threading
import time
from contextlib import suppress

import pytest
from websockets.asyncio.client import connect as asyncio_connect
from websockets.asyncio.server import serve
from websockets.exceptions import ConnectionClosed, InvalidStatus

from engine import ERR_OUT_OF_MEMORY, OK
from nodes import WebSocketClient, WebSocketPeer
from tests.interop.echo_server import echo_server

BOUND = 15.0
"""Seconds that anything may take; far more than it does."""

TEXT, BINARY = WebSocketPeer.WRITE_MODE_TEXT, WebSocketPeer.WRITE_MODE_BINARY
BIG = (8192, 1024, 8192, 1024)
"""Buffers for messages of megabytes."""


class Aside:
    """An asyncio event loop in a thread."""

    def __init__(self, tree):
        self._tree = tree
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._thread.start()

    def start(self, coroutine):
        """Let a coroutine run over there; `wait` for what this returns."""

        async def bounded():
            async with asyncio.timeout(BOUND):
                return await coroutine

        future = asyncio.run_coroutine_threadsafe(bounded(), self._loop)
        future.add_done_callback(lambda _: self._tree.poller.wake())
        return future

    def wait(self, future):
        """Tick the tree until a coroutine has ended, and return its result."""
        self.wait_until(future.done)
        return future.result()

    def run(self, coroutine):
        """Let a coroutine run over there until its end, and return its result."""
        return self.wait(self.start(coroutine))

    def wait_until(self, condition):
        bound = time.monotonic() + BOUND
        while not condition():
            assert time.monotonic() < bound, f"the tree is {self._tree!r}"
            self._tree.poller.wait(0.02)
            self._tree.step()

    def end(self):
        async def cancel_all():
            tasks = asyncio.all_tasks() - {asyncio.current_task()}
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            for _ in range(3):
                await asyncio.sleep(0)  # transports close in the turns after

        asyncio.run_coroutine_threadsafe(cancel_all(), self._loop).result(BOUND)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(BOUND)
        self._loop.close()


@pytest.fixture
def aside(tree):
    aside = Aside(tree)
    yield aside
    aside.end()


# -- Our server, their client ---------------------------------------------------------------------


@pytest.fixture
def listen(tree):
    """Let a server of ours listen, which sends everything back unless `echo=False`."""

    def listen(protocols=(), buffers=(), echo=True, **settings):
        server = echo_server(buffers, echo, **settings)
        tree.add(server)
        assert server.listen(0, protocols) == OK
        return server

    return listen


def client_of(server, scheme="ws", **settings):
    """Return their client of a server of ours: `async with client_of(server) as theirs`."""
    settings = {"compression": None, "proxy": None, "max_size": None, "ping_interval": None, **settings}
    return asyncio_connect(f"{scheme}://localhost:{server.get_listening_port()}/", **settings)


def test_their_client_gets_texts_and_bytes_back(listen, aside):
    server = listen()
    messages = ["", "Hello", "Grüße, ☂ and 🎮", b"", b"\x00\xff", "x" * 126, b"y" * 65535, "z" * 65536]

    async def talk():
        async with client_of(server) as theirs:
            for message in messages:
                await theirs.send(message)
                assert await theirs.recv() == message

    aside.run(talk())


def test_thousands_of_messages_sent_without_waiting_come_back_in_order(listen, aside):
    server = listen(buffers=(64, 1024, 4096, 8192))

    async def talk():
        async with client_of(server) as theirs:

            async def send():
                for number in range(5000):
                    await theirs.send(f"message {number}")

            sending = asyncio.create_task(send())
            for number in range(5000):
                assert await theirs.recv() == f"message {number}"
            await sending

    aside.run(talk())


@pytest.mark.parametrize(
    "parts",
    [["one ", "t", "", "wö"], [b"\x01", b"", b"\xff" * 300], ["", ""]],
    ids=["text", "bytes", "empty"],
)
def test_fragments_of_their_client_are_one_message(listen, aside, parts):
    server = listen()

    async def talk():
        async with client_of(server) as theirs:
            await theirs.send(parts)
            assert await theirs.recv() == type(parts[0])().join(parts)
            await theirs.send("whole")
            assert await theirs.recv() == "whole"

    aside.run(talk())


def test_pings_of_their_client_are_answered_also_between_fragments(listen, aside):
    server = listen()

    async def talk():
        async with client_of(server) as theirs:
            await (await theirs.ping(b"before"))

            async def parts():
                yield "a"
                await (await theirs.ping(b"between"))
                yield "b"

            await theirs.send(parts())
            assert await theirs.recv() == "ab"
            await (await theirs.ping(b""))

    aside.run(talk())


def test_their_client_answers_our_pings(listen, aside, tree):
    server = listen(ping_interval=1.0, ping_timeout=1.0)
    here, gone = tree.watch(server.client_connected), tree.watch(server.client_disconnected)

    async def stay():
        async with client_of(server) as theirs:
            await theirs.wait_closed()

    staying = aside.start(stay())
    aside.wait_until(lambda: len(here))
    clock, shift = tree.clock, 0.0
    tree.clock = lambda: clock() + shift
    for _ in range(3):
        for _ in range(2):  # a time in which something was heard, and one of silence
            shift += 60.0
            tree.step()
        assert tree.poller.wait(BOUND), "no answer to a ping"
        tree.step()
    gone.assert_not_emitted()
    server.stop()
    aside.wait(staying)


@pytest.mark.parametrize("ours", [True, False], ids=["we accept", "we do not"])
@pytest.mark.parametrize("theirs", ["deflate", None], ids=["they offer", "they do not"])
def test_compression_is_used_where_their_client_offers_and_our_server_accepts_it(listen, aside, ours, theirs):
    server = listen(compression=ours)
    texts = ["", "short", "again and " * 1000, "again and " * 1000, "x" * 65536]

    async def talk():
        async with client_of(server, compression=theirs) as client:
            for text in texts:
                await client.send(text)
                assert await client.recv() == text
                await client.send(text.encode())
                assert await client.recv() == text.encode()
            await client.send(["in ", "fragments ", "too"])
            assert await client.recv() == "in fragments too"
            await (await client.ping())
            return [extension.name for extension in client.protocol.extensions]

    assert aside.run(talk()) == (["permessage-deflate"] if ours and theirs else [])


def test_a_compressed_message_that_is_too_long_is_refused_with_1009(listen, aside, tree):
    server = listen(compression=True)
    data, gone = tree.watch(server.data_received), tree.watch(server.client_disconnected)

    async def talk():
        async with client_of(server, compression="deflate") as theirs:
            await theirs.send(b"\0" * 10_000_000)  # some ten thousand bytes on the wire
            await theirs.wait_closed()
            return theirs.close_code

    assert aside.run(talk()) == 1009
    aside.wait_until(lambda: len(gone))
    data.assert_not_emitted()
    assert gone.emissions[0][1] is False


@pytest.mark.parametrize("size", [65537, 900_000, 10_000_000])
def test_a_message_of_their_client_that_is_too_long_is_refused_with_1009(listen, aside, tree, size):
    server = listen()
    data = tree.watch(server.data_received)

    async def talk():
        async with client_of(server) as theirs:
            with suppress(ConnectionClosed):  # while it still sends
                await theirs.send(b"\0" * size)
            await theirs.wait_closed()
            return theirs.close_code

    assert aside.run(talk()) == 1009
    data.assert_not_emitted()


@pytest.mark.parametrize("compression", [None, "deflate"])
def test_messages_of_megabytes_come_back_with_buffers_for_them(listen, aside, compression):
    server = listen(buffers=BIG, compression=True)
    message = bytes(range(256)) * 4096 * 4

    async def talk():
        async with client_of(server, compression=compression) as theirs:
            for _ in range(2):
                await theirs.send(message)
                assert await theirs.recv() == message
            await theirs.send([message[:1_000_000], message[1_000_000:]])
            assert await theirs.recv() == message

    aside.run(talk())


def test_their_close_tells_us_the_code_and_the_reason(listen, aside, tree):
    server = listen()
    asked, gone = tree.watch(server.client_close_request), tree.watch(server.client_disconnected)

    async def talk():
        async with client_of(server) as theirs:
            await theirs.close(3000, "Grüße")
            return theirs.protocol.close_rcvd.code, theirs.protocol.close_rcvd.reason

    assert aside.run(talk()) == (3000, "Grüße")  # as we answer it
    ((id, *what),) = asked.emissions
    assert what == [3000, "Grüße"]
    aside.wait_until(lambda: len(gone))
    assert gone.emissions == [(id, True)]


@pytest.mark.parametrize(("code", "reason"), [(1000, ""), (4999, "déjà vu"), (1001, "r" * 123)])
def test_our_close_tells_their_client_the_code_and_the_reason(listen, aside, tree, code, reason):
    server = listen(echo=False)
    gone = tree.watch(server.client_disconnected)
    server.client_connected.connect(lambda id, protocol: server.disconnect_peer(id, code, reason))

    async def talk():
        async with client_of(server) as theirs:
            with pytest.raises(ConnectionClosed) as closed:
                await theirs.recv()
            assert closed.value.rcvd_then_sent
            return closed.value.rcvd.code, closed.value.rcvd.reason

    assert aside.run(talk()) == (code, reason)
    aside.wait_until(lambda: len(gone))
    assert gone.emissions[0][1] is True


def test_our_close_without_a_code_has_none_for_their_client(listen, aside):
    server = listen(echo=False)
    server.client_connected.connect(lambda id, protocol: server.disconnect_peer(id, 0))

    async def talk():
        async with client_of(server) as theirs:
            with pytest.raises(ConnectionClosed) as closed:
                await theirs.recv()
            return closed.value.rcvd.code

    assert aside.run(talk()) == 1005  # RFC 6455: stands for "none"


def test_a_client_of_theirs_that_breaks_off_is_gone_without_a_clean_close(listen, aside, tree):
    server = listen()
    asked, gone = tree.watch(server.client_close_request), tree.watch(server.client_disconnected)

    async def talk():
        async with client_of(server) as theirs:
            await theirs.send("hello")
            await theirs.recv()
            theirs.transport.abort()

    aside.run(talk())
    aside.wait_until(lambda: len(gone))
    assert gone.emissions[0][1] is False
    asked.assert_not_emitted()


def test_what_we_put_before_a_close_arrives_before_it(listen, aside):
    server = listen(echo=False)

    def send_and_close(id, protocol):
        for number in range(500):
            assert server.get_peer(id).put_packet(b"%d" % number) == OK
        server.disconnect_peer(id, 1000, "that was all")

    server.client_connected.connect(send_and_close)

    async def talk():
        async with client_of(server) as theirs:
            return [message async for message in theirs]

    assert aside.run(talk()) == [b"%d" % number for number in range(500)]


def test_stop_closes_all_of_their_clients_with_1000(listen, aside, tree):
    server = listen()
    here, gone = tree.watch(server.client_connected), tree.watch(server.client_disconnected)

    async def stay():
        async with client_of(server) as theirs:
            with pytest.raises(ConnectionClosed) as closed:
                await theirs.recv()
            return closed.value.rcvd.code

    staying = [aside.start(stay()) for _ in range(5)]
    aside.wait_until(lambda: len(here) == 5)
    server.stop()
    assert [aside.wait(future) for future in staying] == [1000] * 5
    assert sorted(gone.emissions) == sorted((id, False) for id, _ in here.emissions)


def test_many_of_their_clients_at_once_each_get_their_own_back(listen, aside, tree):
    server = listen()
    gone = tree.watch(server.client_disconnected)

    async def talk(who):
        async with client_of(server) as theirs:
            for number in range(20):
                await theirs.send(f"{number} of {who}")
                assert await theirs.recv() == f"{number} of {who}"

    async def talk_all():
        await asyncio.gather(*(talk(who) for who in range(50)))

    aside.run(talk_all())
    aside.wait_until(lambda: len(gone) == 50)
    assert all(clean for _, clean in gone.emissions)


@pytest.mark.parametrize("scheme", ["ws", "wss"])
def test_their_client_is_held_back_while_our_script_takes_nothing(scheme, listen, aside, tree, certificate):
    own, trusting = {}, {}
    if scheme == "wss":
        own = {"private_key": certificate.key, "ssl_certificate": certificate.certificate}
        trusting = {"ssl": ssl.create_default_context(cafile=certificate.certificate)}
    server = listen(echo=False, **own)
    here, gone = tree.watch(server.client_connected), tree.watch(server.client_disconnected)
    sent = 0

    async def send():
        nonlocal sent
        async with client_of(server, scheme, **trusting) as theirs:
            for number in range(3000):
                await theirs.send(struct.pack("<I", number) + bytes(10_000))
                sent += 1

    sending = aside.start(send())
    aside.wait_until(lambda: len(here))
    peer = server.get_peer(here.emissions[0][0])
    aside.wait_until(lambda: peer.get_available_packet_count() >= 7)
    tree.step(100)
    assert peer.get_available_packet_count() < 20  # 64 KiB, and one more read
    assert not sending.done()
    numbers = []

    def take():
        while peer.get_available_packet_count():
            numbers.append(struct.unpack_from("<I", peer.get_packet())[0])
        return len(gone)

    aside.wait_until(take)
    aside.wait(sending)
    take()
    assert numbers == list(range(3000))
    assert sent == 3000


def test_their_client_that_reads_late_loses_nothing_that_we_accepted_for_it(listen, aside, tree):
    server = listen(echo=False)
    here = tree.watch(server.client_connected)
    go_on = asyncio.Event()

    async def read():
        async with client_of(server, max_queue=4) as theirs:
            await go_on.wait()
            return [struct.unpack_from("<I", message)[0] async for message in theirs]

    reading = aside.start(read())
    aside.wait_until(lambda: len(here))
    id = here.emissions[0][0]
    peer = server.get_peer(id)
    for number in itertools.count():
        result = peer.put_packet(struct.pack("<I", number) + bytes(10_000))
        if result != OK:
            break
    assert result == ERR_OUT_OF_MEMORY
    assert 0 < peer.get_current_outbound_buffered_amount() <= 64 * 1024

    async def let_it_read():
        go_on.set()

    aside.run(let_it_read())
    aside.wait_until(lambda: peer.get_current_outbound_buffered_amount() == 0)
    server.disconnect_peer(id)
    assert aside.wait(reading) == list(range(number))
    assert number > 10


def test_their_client_is_told_by_http_why_it_is_refused(listen, aside, tree):
    server = listen(["chat"])
    here = tree.watch(server.client_connected)

    async def talk(**settings):
        with pytest.raises(InvalidStatus) as refused:
            await client_of(server, **settings)
        return refused.value.response

    for settings in ({}, {"subprotocols": ["other"]}):
        response = aside.run(talk(**settings))
        assert response.status_code == 400
        assert b"speaks only chat" in response.body
    here.assert_not_emitted()


def test_their_client_gets_the_first_of_its_sub_protocols_that_we_speak_and_our_headers(listen, aside, tree):
    server = listen(["chat", "lws-mirror-protocol"])
    server.set_extra_headers(["X-Server: Estragon"])
    here = tree.watch(server.client_connected)

    async def talk():
        async with client_of(
            server,
            subprotocols=["other", "lws-mirror-protocol", "chat"],
            additional_headers={"X-Token": "abc"},
        ) as theirs:
            await theirs.send("hello")
            await theirs.recv()
            return theirs.subprotocol, theirs.response.headers["X-Server"]

    server.client_connected.connect(
        lambda id, protocol: tokens.append(server.get_peer_headers(id)["x-token"])
    )
    tokens = []
    assert aside.run(talk()) == ("lws-mirror-protocol", "Estragon")
    assert here.emissions[0][1] == "lws-mirror-protocol"
    assert tokens == ["abc"]


def test_their_client_that_offers_sub_protocols_may_talk_to_a_server_of_ours_that_lists_none(listen, aside):
    server = listen()

    async def talk():
        async with client_of(server, subprotocols=["chat"]) as theirs:
            await theirs.send("hello")
            return theirs.subprotocol, await theirs.recv()

    assert aside.run(talk()) == (None, "hello")


def test_their_client_talks_to_our_server_over_tls(listen, aside, tree, certificate):
    server = listen(
        buffers=BIG, private_key=certificate.key, ssl_certificate=certificate.certificate, compression=True
    )
    gone = tree.watch(server.client_disconnected)
    message = bytes(range(256)) * 8192

    async def talk(compression):
        trust = ssl.create_default_context(cafile=certificate.certificate)
        async with client_of(server, "wss", ssl=trust, compression=compression) as theirs:
            await theirs.send(message)
            assert await theirs.recv() == message
            await theirs.send(["in ", "fragments"])
            assert await theirs.recv() == "in fragments"
            await theirs.close(4000, "bye")
            return theirs.protocol.close_rcvd.code

    assert aside.run(talk(None)) == 4000
    assert aside.run(talk("deflate")) == 4000
    aside.wait_until(lambda: len(gone) == 2)
    assert [clean for _, clean in gone.emissions] == [True, True]


# -- Our client, their server ---------------------------------------------------------------------


@pytest.fixture
def serving(aside):
    """Let their server listen, with a coroutine for each connection; return its port."""
    servers = []

    def serving(handler, **settings):
        settings = {"compression": None, "max_size": None, "ping_interval": None, **settings}

        async def start():
            return await serve(handler, "localhost", 0, **settings)

        server = aside.run(start())
        servers.append(server)
        return next(iter(server.sockets)).getsockname()[1]

    yield serving

    async def close(server):
        server.close()
        await server.wait_closed()

    for server in servers:
        aside.run(close(server))


async def send_back(theirs):
    async for message in theirs:
        await theirs.send(message)


@pytest.fixture
def connect(tree):
    """Let a client of ours connect."""

    def connect(port, protocols=(), headers=(), buffers=(), scheme="ws", path="/", **settings):
        client = WebSocketClient(**settings)
        if buffers:
            assert client.set_buffers(*buffers) == OK
        tree.add(client)
        host = "localhost" if scheme == "wss" else "127.0.0.1"
        assert client.connect_to_url(f"{scheme}://{host}:{port}{path}", protocols, False, headers) == OK
        client.established = tree.watch(client.connection_established)
        client.failed = tree.watch(client.connection_error)
        client.asked = tree.watch(client.server_close_request)
        client.closed = tree.watch(client.connection_closed)
        return client

    return connect


@pytest.fixture
def opened(aside):
    """Wait until a client of ours is connected, and return its peer."""

    def opened(client):
        aside.wait_until(lambda: len(client.established) or len(client.failed))
        assert len(client.established), client.get_last_error()
        return client.get_peer(1)

    return opened


@pytest.fixture
def take(aside):
    """Wait for a packet of a peer and return it."""

    def take(peer):
        aside.wait_until(peer.get_available_packet_count)
        return bytes(peer.get_packet())

    return take


def test_our_client_gets_texts_and_bytes_back_from_their_server(serving, connect, opened, take):
    peer = opened(connect(serving(send_back)))
    for message in [b"", b"Hello", "Grüße, ☂".encode(), b"x" * 126, b"y" * 65535, b"z" * 65536]:
        for mode in (TEXT, BINARY):
            peer.set_write_mode(mode)
            assert peer.put_packet(message) == OK
            assert take(peer) == message
            assert peer.was_string_packet() == (mode == TEXT)


def test_fragments_and_pings_of_their_server_are_dealt_with(serving, connect, opened, take, aside):
    async def handler(theirs):
        async def parts():
            yield "a"
            await (await theirs.ping())
            yield "ü"

        await theirs.send(parts())
        await theirs.send([b"\x00", b"", b"\xff"])
        assert await theirs.recv() == "thanks"
        await theirs.close(3000, "all went well")

    client = connect(serving(handler))
    peer = opened(client)
    assert (take(peer), peer.was_string_packet()) == ("aü".encode(), True)
    assert (take(peer), peer.was_string_packet()) == (b"\x00\xff", False)
    peer.set_write_mode(TEXT)
    assert peer.put_packet(b"thanks") == OK
    aside.wait_until(lambda: len(client.closed))
    client.asked.assert_emitted(3000, "all went well", times=1)
    client.closed.assert_emitted(True, times=1)


def test_their_server_answers_the_pings_of_our_client(serving, connect, opened, tree):
    client = connect(serving(send_back), ping_interval=1.0, ping_timeout=1.0)
    opened(client)
    clock, shift = tree.clock, 0.0
    tree.clock = lambda: clock() + shift
    for _ in range(3):
        for _ in range(2):  # a time in which something was heard, and one of silence
            shift += 60.0
            tree.step()
        assert tree.poller.wait(BOUND), "no answer to a ping"
        tree.step()
    client.closed.assert_not_emitted()


@pytest.mark.parametrize("ours", [True, False], ids=["we offer", "we do not"])
@pytest.mark.parametrize("theirs", ["deflate", None], ids=["they accept", "they do not"])
def test_compression_is_used_where_our_client_offers_and_their_server_accepts_it(
    serving, connect, opened, take, ours, theirs
):
    used = []

    async def handler(theirs):
        used.append([extension.name for extension in theirs.protocol.extensions])
        await send_back(theirs)

    peer = opened(connect(serving(handler, compression=theirs), compression=ours))
    for message in [b"", b"short", b"again and " * 1000, b"again and " * 1000, b"x" * 65536]:
        for mode in (TEXT, BINARY):
            peer.set_write_mode(mode)
            assert peer.put_packet(message) == OK
            assert take(peer) == message
    assert used == [["permessage-deflate"] if ours and theirs else []]


def test_messages_of_megabytes_come_back_to_our_client(serving, connect, opened, take):
    peer = opened(connect(serving(send_back), buffers=BIG))
    message = bytes(range(256)) * 4096 * 4
    for _ in range(2):
        assert peer.put_packet(message) == OK
        assert take(peer) == message


def test_a_message_of_their_server_that_is_too_long_is_refused_with_1009(serving, connect, opened, aside):
    codes = []

    async def handler(theirs):
        await theirs.send(b"\0" * 65537)
        await theirs.wait_closed()
        codes.append(theirs.close_code)

    client = connect(serving(handler))
    opened(client)
    aside.wait_until(lambda: codes)
    aside.wait_until(lambda: len(client.closed))
    assert codes == [1009]
    client.closed.assert_emitted(False, times=1)


def test_the_close_of_our_client_tells_their_server_the_code_and_the_reason(serving, connect, opened, aside):
    closes = []

    async def handler(theirs):
        await theirs.wait_closed()
        closes.append((theirs.close_code, theirs.close_reason))

    client = connect(serving(handler))
    opened(client)
    client.disconnect_from_host(4001, "déjà vu")
    aside.wait_until(lambda: len(client.closed))
    client.closed.assert_emitted(True, times=1)
    client.asked.assert_not_emitted()
    aside.wait_until(lambda: closes)
    assert closes == [(4001, "déjà vu")]


def test_our_client_is_told_when_their_server_breaks_off(serving, connect, opened, aside):
    async def handler(theirs):
        theirs.transport.abort()

    client = connect(serving(handler))
    opened(client)
    aside.wait_until(lambda: len(client.closed))
    client.closed.assert_emitted(False, times=1)
    client.asked.assert_not_emitted()


def test_their_server_is_held_back_while_our_script_takes_nothing(serving, connect, opened, aside, tree):
    sent = 0

    async def handler(theirs):
        nonlocal sent
        for number in range(3000):
            await theirs.send(struct.pack("<I", number) + bytes(10_000))
            sent += 1

    client = connect(serving(handler))
    peer = opened(client)
    aside.wait_until(lambda: peer.get_available_packet_count() >= 7)
    tree.step(100)
    assert peer.get_available_packet_count() < 20
    assert sent < 3000
    numbers = []

    def take():
        while peer.get_available_packet_count():
            numbers.append(struct.unpack_from("<I", peer.get_packet())[0])
        return len(client.closed)

    aside.wait_until(take)
    take()
    assert numbers == list(range(3000))
    client.closed.assert_emitted(True, times=1)


def test_their_server_gets_our_headers_path_and_sub_protocols(serving, connect, opened, aside):
    requests = []

    async def handler(theirs):
        requests.append((theirs.request.path, theirs.request.headers["X-Token"], theirs.subprotocol))

    port = serving(handler, subprotocols=["chat", "lws-mirror-protocol"])
    client = connect(port, ["other", "lws-mirror-protocol"], ["X-Token: abc"], path="/Räume?a=ö")
    opened(client)
    client.established.assert_emitted("lws-mirror-protocol", times=1)
    aside.wait_until(lambda: requests)  # their handler begins after ours has been told
    assert requests == [("/R%C3%A4ume?a=%C3%B6", "abc", "lws-mirror-protocol")]


@pytest.mark.parametrize("status", [http.HTTPStatus.UNAUTHORIZED, http.HTTPStatus.FOUND])
def test_our_client_says_with_which_status_their_server_refused_it(serving, connect, aside, status):
    def refuse(theirs, request):
        return theirs.respond(status, "No.\n")

    client = connect(serving(send_back, process_request=refuse))
    aside.wait_until(lambda: len(client.failed))
    assert str(status.value) in client.get_last_error()
    client.established.assert_not_emitted()


def test_our_client_talks_to_their_server_over_tls(serving, connect, opened, take, aside, certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    client = connect(
        serving(send_back, ssl=context),
        buffers=BIG,
        scheme="wss",
        trusted_ssl_certificate=certificate.certificate,
    )
    peer = opened(client)
    for message in [b"", b"hello", b"x" * 16384, bytes(range(256)) * 8192]:
        assert peer.put_packet(message) == OK
        assert take(peer) == message
    client.disconnect_from_host(4002, "bye")
    aside.wait_until(lambda: len(client.closed))
    client.closed.assert_emitted(True, times=1)


def test_our_client_that_does_not_trust_their_server_says_so(serving, connect, aside, certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    client = connect(serving(send_back, ssl=context), scheme="wss")
    aside.wait_until(lambda: len(client.failed))
    assert "certificate was refused" in client.get_last_error()
