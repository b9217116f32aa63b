"""Clients in a page, and servers that are none."""

import socket
from pathlib import Path
from runpy import run_path
from urllib.parse import urlsplit

import pytest

from nodes import HTTPClient, WebSocketServer
from tests.nodes.http.server import HttpServer, LoopbackNetwork, plain

from .conftest import Files


@pytest.mark.parametrize("text", [True, False])
def test_what_is_sent_comes_back_byte_for_byte(show, server, text):
    page = show("closing", server.url)
    page.has_printed("connect_to_url 0", "connection_established chat")
    page.has_printed(f"127.0.0.1 {server.get_listening_port()} {{}}")
    (id,) = server.get_peers()
    peer = server.get_peer(id)
    peer.set_write_mode(peer.WRITE_MODE_TEXT if text else peer.WRITE_MODE_BINARY)
    sent = "Ünï → 日本".encode()
    peer.put_packet(sent)
    page.until(peer.get_available_packet_count)
    assert bytes(peer.get_packet()) == sent
    assert peer.was_string_packet() is text
    page.has_printed(f"got Ünï → 日本 {text}")
    assert page.console == []


def test_a_server_that_closes_says_why(show, server):
    page = show("closing", server.url)
    page.has_printed("connection_established chat")
    (id,) = server.get_peers()
    server.disconnect_peer(id, 4001, "no more room")
    page.has_printed("server_close_request 4001 no more room", "connection_closed True")


def test_a_code_that_a_page_cannot_send_is_1000_with_a_warning(show, server):
    closed = []
    server.client_close_request.connect(lambda id, code, reason: closed.append((code, reason)))
    page = show("closing", server.url, "1001")
    page.has_printed("connection_closed True")
    page.until(lambda: closed)
    assert closed == [(1000, "bye")]
    (warning,) = page.console
    assert "A page cannot close with code 1001: the browser sends 1000 instead." in warning


def test_a_connection_that_breaks_is_closed_uncleanly(show, server):
    page = show("closing", server.url)
    page.has_printed("connection_established chat")
    (link,) = server._links_._links
    link.discard()
    page.has_printed("connection_closed False")


@pytest.mark.parametrize("query", [(), [("jspi", "0")]])
def test_who_leaves_the_page_leaves_the_tree(show, server, query):
    closed = []
    server.client_close_request.connect(lambda id, code, reason: closed.append(code))
    page = show("closing", server.url, query=query)
    page.has_printed("connection_established chat")
    page.page.evaluate("window.dispatchEvent(new Event('pagehide'))")  # after a real one nothing is heard
    page.has_printed("left the tree")
    page.until(lambda: closed)
    assert closed == [1000]


def test_who_goes_elsewhere_says_goodbye(show, server):
    closed = []
    server.client_close_request.connect(lambda id, code, reason: closed.append(code))
    page = show("closing", server.url)
    page.has_printed("connection_established chat")
    page.page.goto("about:blank")
    page.until(lambda: closed)
    assert closed == [1000]  # what the browser sends of its own accord is 1001


def test_300_calls_are_answered_and_run_returns_the_exit_code(show, asked):
    page = show("rpc", asked.url)
    page.has_printed("left the tree after 300", "run() has returned 7")
    assert asked.asked == 300
    assert "The program has ended with exit code 7." in page.overlay


def test_without_jspi_the_program_runs_and_what_stands_behind_it_does_not(show, asked):
    page = show("rpc", asked.url, query=[("jspi", "0")])
    page.has_printed("left the tree after 300")
    assert "run() has returned 7" not in page.printed
    assert page.overlay == ""
    (warning,) = page.console
    assert "what stands after run() is not executed" in warning


class Introductions:
    """A server of lobbies: who joins is told to the others, and what is for one of them is handed on."""

    def __init__(self, server):
        self.server, self.members = server, []
        server.client_connected.connect(lambda id, protocol: server.get_peer(id).set_write_mode(0))
        server.data_received.connect(self.received)
        server.client_disconnected.connect(self.left)

    def tell(self, id, kind, what, data=""):
        self.server.get_peer(id).put_packet(f"{kind}: {what}\n{data}".encode())

    def received(self, id):
        head, _, data = self.server.get_peer(id).get_packet().get_string_from_utf8().partition("\n")
        kind, what = head[0], head[3:]
        if kind == "J":
            self.tell(id, "I", id)
            for other in self.members:
                self.tell(other, "N", id)
                self.tell(id, "N", other)
            self.members.append(id)
            self.tell(id, "J", what)
        elif kind == "S":
            for other in self.members:
                self.tell(other, "S", "")
        else:
            self.tell(int(what), kind, id, data)

    def left(self, id, clean):
        self.members.remove(id)
        for other in self.members:
            self.tell(other, "D", id)


def test_players_in_a_page_and_on_the_desktop_are_introduced_to_each_other(show, site, tree):
    server = tree.add(WebSocketServer())
    assert server.listen(0) == 0
    url = f"ws://127.0.0.1:{server.get_listening_port()}"
    introductions = Introductions(server)
    desktop = tree.add(run_path(site.programs / "signalling.py")["Signalling"]())
    heard = []
    for name in ("lobby_joined", "peer_connected", "answer_received"):
        getattr(desktop, name).connect(lambda *what, name=name: heard.append((name, *what)))
    desktop.lobby = "Brettspiele → 日本"
    assert desktop.connect_to_url(url) == 0
    tree.step(100)
    page = show("signalling", url, desktop.lobby)
    page.until(lambda: len(introductions.members) == 2)
    first, second = introductions.members
    page.has_printed("connect_to_url 0", f"connected {second}", f"peer_connected {first}")
    page.has_printed(f"lobby_joined {desktop.lobby!r}")
    desktop.send_offer(second, "v=0\nö")
    desktop.send_candidate(second, "data", 0, "candidate:1")
    desktop.seal_lobby()
    page.until(lambda: len(heard) == 3)
    assert heard == [
        *(("lobby_joined", desktop.lobby), ("peer_connected", second)),
        ("answer_received", second, "V=0\nÖ"),
    ]
    page.has_printed(
        f"offer_received {first} 'v=0\\nö'",
        f"candidate_received {first} 'data' 0 'candidate:1'",
        "lobby_sealed",
    )
    desktop.close()
    page.has_printed(f"peer_disconnected {first}")
    server.disconnect_peer(second, 4000, "Everybody has met")
    page.has_printed("disconnected 4000 Everybody has met")
    assert page.console == []


def test_what_a_page_cannot_do_is_refused_with_the_repair(show, server):
    with socket.create_server(("127.0.0.1", 0)) as free:
        nobody = f"ws://127.0.0.1:{free.getsockname()[1]}"
    page = show("refused", nobody, server.url)  # which speaks "chat", and is asked for another sub-protocol
    page.has_printed("listen 2", "headers 2", "verify 2", "trust 2", "nobody 0", "blocked 0", "one 0")
    page.has_printed(*(f"connection_error {name}" for name in ("nobody", "blocked", "one")))
    page.until(lambda: any("`ping_interval` does nothing" in line for line in page.console))
    told = "\n".join(page.console)
    for words in (
        "a page in a browser can listen on no port, nor on 9080: run the server on a computer",
        "a browser sends no headers of yours (custom_headers)",
        "the browser decides whom to trust",
        "`compression` does nothing in a page",
        f"could not connect to {nobody}:",
        "could not connect to ws://127.0.0.1:6000:",
        f"could not connect to {server.url}:",
        "the browser does not tell why",
    ):
        assert words in told
    printed = "\n".join(page.printed)
    for name, words in {
        "input": "show a LineEdit",
        "stdin": "show a LineEdit",
        "sleep": "create_timer(0.1)",
        "socket": "WebSocketClient",
        "connection": "WebSocketClient",
        "thread": "A page has no threads",
        "process": "A page can start no programs",
    }.items():
        (line,) = [line for line in printed.splitlines() if line.startswith(f"{name}: ")]
        assert line.startswith(f"{name}: ScriptError: ")
        assert words in line


def test_a_page_that_came_over_https_connects_with_tls_alone(show, site):
    def answer(route):
        name = urlsplit(route.request.url).path.lstrip("/") or "index.html"
        kind = Files.extensions_map.get(Path(name).suffix, "application/octet-stream")
        route.fulfill(body=(site.folder / name).read_bytes(), content_type=kind)

    host = "https://game.example/"
    page = show("closing", "ws://game.example:9080/", host=host, routes={f"{host}**": answer})
    page.has_printed("connect_to_url 2")
    (warning,) = page.console
    assert "this page came over https" in warning
    assert "write wss://game.example:9080/" in warning


ALLOWED = [("Access-Control-Allow-Origin", "*"), ("Access-Control-Allow-Headers", "*")]
BIG = b"big body " * 100_000


def answer(line, head, body, port):
    """What the pages of these tests ask for."""
    method, path, _ = line.split(" ")
    if method == "OPTIONS":  # the browser asks whether it may
        return [plain("204 No Content", b"", *ALLOWED)], False
    if path == "/moved":
        return [plain("307 Moved", b"", ("Location", "/echo"), *ALLOWED)], False
    if path == "/refused":
        return [plain("200 OK", b"secret")], False
    return [plain("200 OK", BIG if path == "/big" else body + b" " + method.encode(), *ALLOWED)], False


@pytest.fixture
def web(tree):
    server = tree.add(HttpServer(LoopbackNetwork(), respond=answer))
    yield server
    server.shut()


@pytest.mark.parametrize(
    ("path", "method"),
    [
        ("/echo", HTTPClient.METHOD_POST),
        ("/moved", HTTPClient.METHOD_POST),
        ("/big", HTTPClient.METHOD_GET),
    ],
)
def test_the_browser_asks_by_http(path, method, show, web):
    page = show("asking", f"http://127.0.0.1:{web.port}{path}", str(method))
    body = BIG if path == "/big" else "Ünï POST".encode()
    page.has_printed("request 0")
    said = f"completed 0 200 ['content-type: text/plain'] {len(body)} {body[:9].decode()}"
    page.has_printed(said, "connect_to_host 2")
    assert any("x-mine: 1" in (line.lower() for line in head) for _, head, _ in web.asked)


def test_a_server_that_does_not_let_a_page_ask_is_told_of(show, web):
    page = show("asking", f"http://127.0.0.1:{web.port}/refused", "0")
    page.has_printed("completed 2 0 [] 0 ")
    page.until(lambda: any("Access-Control-Allow-Origin" in line for line in page.console))
