"""What a browser fetches for a page, to its outcome."""

from __future__ import annotations

import pytest

from engine.net.poller import Poller
from nodes import HTTPClient
from nodes.http.fetch_transfer import FetchTransfer
from nodes.http.outcome import (
    BODY_SIZE_LIMIT_EXCEEDED,
    RESULT_CANT_CONNECT,
    RESULT_CONNECTION_ERROR,
    RESULT_SUCCESS,
    Outcome,
    Wanted,
)
from nodes.http.transfer import parse_http_url
from tests.nodes.http.fetching import FetchingNetwork


@pytest.fixture
def begin():
    """`begin(…)` returns a transfer, and what is fetched for it."""
    network, poller = FetchingNetwork(), Poller()

    def start(url="http://u:p@a/b?c", method="POST", limit=-1, file=""):
        wanted = Wanted(parse_http_url(url), method, [("X", "1")], b"data", True, 8, limit, 65536, file, {})
        transfer = FetchTransfer(network, poller, wanted)
        transfer.asked = network.asked[-1]
        return transfer, network.fetches[-1]

    yield start
    poller.close()


def test_it_is_asked_for_as_it_was_said(begin):
    transfer, fetch = begin()
    headers = [("X", "1"), ("Authorization", "Basic dTpw")]
    assert transfer.asked == ("http://a:80/b?c", "POST", headers, b"data")
    assert transfer.status == HTTPClient.STATUS_REQUESTING
    assert not transfer.is_due
    assert transfer.poll(0.0) is None
    fetch.come(404, ["content-length: 5"], b"he")
    assert transfer.status == HTTPClient.STATUS_BODY
    assert transfer.poll(0.0) is None
    assert (transfer.size, transfer.received) == (5, 2)
    fetch.come(404, ["content-length: 5"], b"l", b"lo", over=True)
    assert transfer.poll(0.0) == Outcome(RESULT_SUCCESS, 404, ["content-length: 5"], b"hello")
    assert fetch.discarded


def test_what_a_browser_unpacks_has_another_length(begin):
    transfer, fetch = begin(limit=10)
    fetch.come(200, ["content-length: 99", "content-encoding: gzip"], b"unpacked", over=True)
    assert transfer.poll(0.0).body == b"unpacked"
    assert transfer.size == -1


def test_what_is_too_long_is_told(begin):
    transfer, fetch = begin(limit=4)
    fetch.come(200, [], b"12345")
    assert transfer.poll(0.0) == Outcome(BODY_SIZE_LIMIT_EXCEEDED, 200)
    assert fetch.discarded


def test_it_is_written_to_a_file(begin, tmp_path):
    transfer, fetch = begin(file=str(tmp_path / "got"))
    fetch.come(200, [], b"hello", over=True)
    assert transfer.poll(0.0) == Outcome(RESULT_SUCCESS, 200)
    assert (tmp_path / "got").read_bytes() == b"hello"


def test_what_cannot_be_fetched_is_told_with_what_it_may_be(begin, caplog):
    transfer, fetch = begin()
    fetch.come(0, over=True, error="Failed to fetch")
    assert transfer.poll(0.0) == Outcome(RESULT_CANT_CONNECT)
    assert "Failed to fetch" in caplog.text
    assert "Access-Control-Allow-Origin" in caplog.text


def test_an_answer_that_ends_too_early_is_told(begin):
    transfer, fetch = begin()
    fetch.come(200, [], b"he", over=True, error="network error")
    assert transfer.poll(0.0) == Outcome(RESULT_CONNECTION_ERROR)


def test_giving_up_lets_go_of_it(begin):
    transfer, fetch = begin()
    transfer.close()
    assert fetch.discarded
