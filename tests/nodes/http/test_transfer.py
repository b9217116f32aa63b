"""One request to its outcome: where it moves to, what goes along, what is too much, where it is written."""

from __future__ import annotations

import gzip

import pytest

from engine.net.poller import Poller
from engine.testing import MemoryNetwork, SteppedTree
from nodes.http.outcome import (
    BODY_SIZE_LIMIT_EXCEEDED,
    REDIRECT_LIMIT_REACHED,
    REQUEST_FAILED,
    RESULT_CONNECTION_ERROR,
    RESULT_SUCCESS,
    Wanted,
)
from nodes.http.transfer import Transfer, parse_http_url
from tests.nodes.http.server import HttpServer, out, plain


class Bench:
    """Servers in memory, and transfers to them."""

    def __init__(self):
        self.tree = SteppedTree()
        self.network = MemoryNetwork()
        self.poller = Poller()

    def server(self, respond):
        """Add a server, of which `respond(path)` returns an answer."""

        def answer(line, head, body, port):
            return [respond(line.split(" ")[1])], False

        return self.tree.add(HttpServer(self.network, respond=answer))

    def ask(self, url, **options):
        wanted = {
            "url": parse_http_url(url),
            "method": "GET",
            "headers": [],
            "body": b"",
            "verify": True,
            "max_redirects": 8,
            "body_size_limit": -1,
            "chunk_size": 65536,
            "download_file": "",
            "proxies": {},
        }
        self.transfer = Transfer(self.network, self.poller, Wanted(**{**wanted, **options}))
        for _ in range(500):
            self.poller.collect()
            outcome = self.transfer.poll(0.0)
            if outcome is not None:
                assert not self.poller.has_sockets(), "nothing is watched after the end"
                return outcome
            self.tree.step()
        raise AssertionError("no outcome")

    def asked_by(self, respond, **options):
        return self.ask(f"http://a:{self.server(respond).port}/", **options)


@pytest.fixture
def bench():
    found = Bench()
    yield found
    found.poller.close()
    found.tree.free()


def moving(code, location):
    return lambda path: (
        plain(f"{code} Moved", b"x", ("Location", location)) if path == "/" else plain("200 OK", b"")
    )


def head_of(server, number=-1):
    return {name.lower() for name, _, _ in (line.partition(":") for line in server.asked[number][1])}


# -- Redirects ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "method", "then"),
    [
        (301, "POST", "POST"),
        (302, "PUT", "PUT"),
        (303, "POST", "GET"),
        (303, "HEAD", "HEAD"),
        (307, "POST", "POST"),
        (308, "POST", "POST"),
    ],
)
def test_what_is_asked_where_it_has_moved_to(code, method, then, bench):
    server = bench.server(moving(code, "to?x=1#part"))
    headers = [("Content-Type", "a/b"), ("X-Mine", "1"), ("Content-Length", "4")]
    outcome = bench.ask(f"http://u:p@a:{server.port}/", method=method, headers=headers, body=b"data")
    assert outcome.result == RESULT_SUCCESS
    line, _, body = server.asked[1]
    assert line == f"{then} /to?x=1 HTTP/1.1"
    assert body == (b"data" if then == method and method != "HEAD" else body)
    assert {"x-mine", "authorization"} <= head_of(server)
    assert ("content-type" in head_of(server)) == (then == method)


def test_to_another_server_go_no_headers_of_the_scripts_own_but_harmless_ones(bench):
    other = bench.server(lambda path: plain("200 OK", b"there"))
    server = bench.server(moving(307, f"http://b:{other.port}/"))
    headers = [("X-Token", "secret"), ("Cookie", "c"), ("Content-Type", "a/b"), ("Accept", "*/*")]
    outcome = bench.ask(f"http://u:p@a:{server.port}/", method="POST", headers=headers, body=b"data")
    assert outcome.body == b"there"
    assert head_of(other) == {"host", "content-type", "accept", "content-length", "user-agent"}


@pytest.mark.parametrize("location", ["ftp://a/", "http://[", "http://a:x/", "//a\\b:c d"])
def test_what_cannot_be_followed_is_the_answer_itself(location, bench, caplog):
    outcome = bench.asked_by(moving(302, location))
    assert (outcome.result, outcome.code, outcome.body) == (RESULT_SUCCESS, 302, b"x")
    assert "not followed" in caplog.text


def test_more_redirects_than_may_be_are_told(bench):
    outcome = bench.asked_by(moving(301, "/"), max_redirects=3)
    assert (outcome.result, outcome.code, outcome.body) == (REDIRECT_LIMIT_REACHED, 301, b"")
    assert "Location: /" in outcome.headers


# -- Bodies ------------------------------------------------------------------------------------


def test_a_body_is_as_long_as_it_may_be(bench):
    answer = plain("200 OK", b"12345678")
    assert bench.asked_by(lambda path: answer, body_size_limit=8).body == b"12345678"
    outcome = bench.asked_by(lambda path: answer, body_size_limit=7)
    assert (outcome.result, outcome.code, outcome.body) == (BODY_SIZE_LIMIT_EXCEEDED, 200, b"")
    assert bench.transfer.size == 8
    assert bench.asked_by(lambda path: answer[:-8], method="HEAD", body_size_limit=7).result == RESULT_SUCCESS


def packed(data, coding="gzip"):
    return plain("200 OK", gzip.compress(data), ("Content-Encoding", coding))


def test_much_is_unpacked_some_at_a_time(bench):
    much = bytes(20 << 20)
    outcome = bench.asked_by(lambda path: packed(much, "X-GZip"))
    assert outcome.body == much


def test_what_the_script_asked_for_packed_stays_so(bench):
    outcome = bench.asked_by(lambda path: packed(b"text"), headers=[("accept-encoding", "gzip")])
    assert gzip.decompress(outcome.body) == b"text"


def test_a_body_that_ends_too_early_is_told(bench):
    outcome = bench.asked_by(
        lambda path: out("200 OK", [("Transfer-Encoding", "chunked")], b"5\r\nhello\r\nzz\r\n")
    )
    assert outcome.result == RESULT_CONNECTION_ERROR
    assert outcome.headers == []


def test_a_request_that_cannot_be_sent_is_told(bench, caplog):
    outcome = bench.asked_by(lambda path: b"", headers=[("Content-Length", "7")], body=b"1")
    assert outcome.result == REQUEST_FAILED
    assert "cannot be sent" in caplog.text


def test_a_file_is_closed_when_it_is_over(bench, tmp_path):
    file = tmp_path / "got"
    outcome = bench.asked_by(lambda path: packed(bytes(300000)), download_file=str(file))
    assert (outcome.result, outcome.body) == (RESULT_SUCCESS, b"")
    assert file.read_bytes() == bytes(300000)
