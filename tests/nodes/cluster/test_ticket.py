"""Tickets: who gets in with one, once, for how long, and who does not."""

from __future__ import annotations

import base64
import json
import logging
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import ScriptError
from engine.testing import FakeClock, MemoryNetwork
from nodes import WebSocketClient, WebSocketServer, ticket_authenticator, ticket_holder
from nodes.cluster import ticket as module
from nodes.cluster.ticket import LIFE, SKEW, TicketInspector, read_ticket, signed_ticket

SECRET = b"a secret"
NOW = 1_800_000_000.0


@pytest.fixture
def clock():
    return FakeClock(NOW)


@pytest.fixture
def inspector(clock):
    return TicketInspector(SECRET, "arena1", clock)


def a_ticket(room="arena1", who="ann", now=NOW, secret=SECRET):
    return signed_ticket(secret, room, who, now)


def comes(inspector, ticket):
    return inspector.admits(f"/?token={ticket}", {})


def test_a_ticket_lets_in_once(inspector):
    ticket = a_ticket()
    assert comes(inspector, ticket)
    assert not comes(inspector, ticket)


def test_it_may_come_as_a_header_too(inspector):
    assert inspector.admits("/", {"authorization": f"Bearer {a_ticket()}"})


@pytest.mark.parametrize(
    "ticket",
    [
        "",
        "x",
        "x.y",
        a_ticket(room="arena2"),
        a_ticket(secret=b"another secret"),
        a_ticket(now=NOW - LIFE - SKEW - 1),
        a_ticket(now=NOW + SKEW + 1),
        f"{a_ticket()}x",
        f"x{a_ticket()}",
        a_ticket().partition(".")[0],
        "é" * 10,
        "a" * 5000,
    ],
)
def test_another_room_another_secret_and_what_is_too_old_or_none_do_not_let_in(inspector, ticket):
    assert not comes(inspector, ticket)


def test_clocks_may_be_apart_by_the_skew(inspector):
    assert comes(inspector, a_ticket(now=NOW - LIFE - SKEW))
    assert comes(inspector, a_ticket(now=NOW + SKEW))


def test_a_used_ticket_is_remembered_for_as_long_as_it_is_good(inspector, clock):
    ticket = a_ticket(now=NOW + SKEW)
    assert comes(inspector, ticket)
    clock.now = NOW + LIFE + 2 * SKEW
    assert not comes(inspector, ticket)


def test_what_is_remembered_is_forgotten_in_time(inspector, clock):
    for _ in range(10):
        assert comes(inspector, a_ticket())
    assert repr(inspector) == "<TicketInspector of 'arena1', 10 used>"
    clock.now += LIFE + 2 * SKEW + 1
    assert comes(inspector, a_ticket(now=clock.now))
    assert repr(inspector) == "<TicketInspector of 'arena1', 1 used>"


def test_more_than_can_be_remembered_are_not_let_in(inspector, monkeypatch, caplog):
    monkeypatch.setattr(module, "MOST_USED", 2)
    with caplog.at_level(logging.WARNING):
        assert [comes(inspector, a_ticket()) for _ in range(14)] == [True] * 2 + [False] * 12
    assert caplog.text.count("too many within a minute") == 10


@given(at=st.integers(0, 200), byte=st.integers(0, 255))
def test_a_ticket_that_was_altered_anywhere_does_not_let_in(at, byte):
    ticket = a_ticket()
    at %= len(ticket)
    altered = ticket[:at] + chr(byte) + ticket[at + 1 :]
    inspector = TicketInspector(SECRET, "arena1", lambda: NOW)
    assert inspector.admits("/", {"authorization": f"Bearer {altered}"}) == (altered.strip() == ticket)


@pytest.mark.parametrize("said", [1, [], ["arena1", "x", "soon", "n"], ["arena1", 1, NOW, "n"], "[" * 5000])
def test_what_is_signed_and_no_ticket_does_not_let_in(inspector, said):
    text = said if isinstance(said, str) else json.dumps(said)
    body = base64.urlsafe_b64encode(text.encode()).rstrip(b"=").decode()
    signature = module._text(module._signature(SECRET, body))
    assert read_ticket(SECRET, f"{body}.{signature}") is None
    assert not comes(inspector, f"{body}.{signature}")


def test_a_time_that_is_no_number_does_not_let_in(inspector):
    body = base64.urlsafe_b64encode(b'["arena1","x",NaN,"n"]').rstrip(b"=").decode()
    assert not comes(inspector, f"{body}.{module._text(module._signature(SECRET, body))}")


def test_the_holder_is_read_from_the_path():
    assert ticket_holder(f"/play?x=1&token={a_ticket(who='ann ä')}") == "ann ä"
    assert ticket_holder("/play") == ""
    assert ticket_holder("/play?token=é.x") == ""


def test_the_authenticator_is_by_the_clock_of_the_machine():

    admits = ticket_authenticator(" a secret ", "arena1")
    assert admits(f"/?token={signed_ticket(SECRET, 'arena1', 'ann', time.time())}", {})
    assert not admits("/", {})


@pytest.mark.parametrize("secret", ["", "  ", None])
def test_no_secret_is_refused(secret):
    with pytest.raises(ScriptError, match="there is no secret"):
        ticket_authenticator(secret, "arena1")


def test_a_ticket_that_no_url_takes_is_refused():
    with pytest.raises(ScriptError, match="too long"):
        a_ticket(who="x" * 4000)


def test_a_server_lets_in_who_has_a_ticket_and_answers_everybody_else_with_401(tree):
    tree.network = network = MemoryNetwork()
    tree.clock = network.clock
    server = tree.add(WebSocketServer(authenticator=ticket_authenticator("a secret", "arena1")))
    server.listen(9081)
    ticket = signed_ticket(SECRET, "arena1", "ann", time.time())
    late = signed_ticket(SECRET, "arena1", "ann", time.time() - 100)
    other = signed_ticket(SECRET, "arena2", "ann", time.time())
    ends = []
    for token in (ticket, ticket, late, other, ticket[:-1], ""):
        client = tree.add(WebSocketClient())
        client.connection_established.connect(lambda protocol: ends.append("in"))
        client.connection_error.connect(lambda client=client: ends.append(client.get_last_error()))
        client.connect_to_url(f"ws://localhost:9081/?token={token}")
        for _ in range(10):
            network.clock.advance(1 / 60)
            tree.step()
    assert ends[0] == "in"
    assert len(ends) == 6
    assert all("401" in end for end in ends[1:])
    assert [ticket_holder(server.get_peer_path(id)) for id in server.get_peers()] == ["ann"]
