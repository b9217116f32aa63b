"""A client of a Godot 3 server, over a link that is none. Between nodes: test_multiplayer_mode."""

import logging

import pytest

from engine import ERR_OUT_OF_MEMORY, FAILED, OK
from nodes.websocket.godot3_client_session import Godot3ClientSession
from nodes.websocket.life import Happening
from nodes.websocket.multiplayer_session import REFUSALS_LOGGED
from nodes.websocket.relay import ADD, DEL, EVERYONE, ID, PAYLOAD, pack

from .session_ends import MORE, SIGNALS, ALink, Told, messages, system


@pytest.fixture
def told():
    return Told()


@pytest.fixture
def client(told):
    return Godot3ClientSession(lambda: "its node", *(getattr(told, name) for name in (*SIGNALS, *MORE)))


def test_a_client_tells_who_is_there_once_the_server_has_said_it(client, told):
    link = ALink()
    assert client.put_packet(1, b"x") == FAILED
    client.opened(link)
    assert (told.take(), client.id) == ([], 0)
    client.received(link, messages(system(ID, 12), system(ADD, 1), system(ADD, 11), system(DEL, 11)))
    assert client.id == 12
    assert told.take() == [
        ("peer_connected", 1),
        ("connection_succeeded",),
        ("peer_connected", 11),
        ("peer_disconnected", 11),
    ]
    assert repr(client) == "<Godot3ClientSession: <ClientSide 12 of 1 peers>, 0 packets>"


def test_a_client_waits_for_the_word_that_the_server_is_there(client):
    link = ALink()
    client.opened(link)
    client.received(link, messages(b"raw", system(ID, 12)))
    assert client.unanswered.startswith("the server does not speak Godot's multiplayer protocol")
    assert link.deadlines == []
    client.received(link, messages(system(ADD, 1), system(DEL, 1), system(ADD, 1)))
    assert (client.unanswered, link.deadlines) == ("", [0.0])


def test_a_client_sends_by_way_of_the_server_and_takes_what_comes(client, told):
    link = ALink()
    client.opened(link)
    client.received(link, messages(system(ID, 12), pack(11, 12, b"hello"), pack(1, 0, b"all")))
    assert told.take() == [("peer_packet", 11), ("peer_packet", 1)]
    assert [(client.packet_source(), client.take_packet()) for _ in range(2)] == [(11, b"hello"), (1, b"all")]
    assert client.put_packet(-11, b"x") == OK
    assert link.take() == [pack(12, -11, b"x")]
    client.received(link, messages(system(ADD, 1), system(ADD, 11)))
    assert [client.put_packet(id, b"x") for id in (1, 11, 12, 13)] == [OK, OK, FAILED, FAILED]
    assert link.take() == [pack(12, 1, b"x"), pack(12, 11, b"x")]


def test_a_client_without_an_id_sends_nothing(client):
    link = ALink()
    client.opened(link)
    assert link.is_patient
    assert client.put_packet(EVERYONE, b"x") == FAILED
    assert link.sent == []


def test_a_client_whose_server_does_not_keep_up_closes(client, caplog):
    link = ALink(result=ERR_OUT_OF_MEMORY)
    client.opened(link)
    client.received(link, messages(system(ID, 12), system(ADD, 1)))
    assert client.put_packet(EVERYONE, b"x") == ERR_OUT_OF_MEMORY
    assert link.closed == [(1008, "too slow: too many packets wait")]
    assert client.gave_up.startswith("the connection to the server is closed: 1234 bytes wait already")
    assert caplog.messages == [f"'its node': {client.gave_up}"]


def test_a_client_tells_nothing_more_once_it_closes(client, told):
    link = ALink()
    client.opened(link)
    told.peer_connected.connect(lambda id: link.life.step(Happening.CLOSE_CALLED))
    client.received(link, messages(system(ADD, 1), system(ADD, 11)))
    assert told.take() == [("peer_connected", 1), ("connection_succeeded",)]


def test_what_a_client_cannot_understand_is_a_bounded_number_of_lines(client, told, caplog):
    caplog.set_level(logging.WARNING)
    client.received(ALink(), messages(*[b"\x09" + bytes(8)] * (REFUSALS_LOGGED + 5)))
    assert len(caplog.messages) == REFUSALS_LOGGED
    assert told.take() == []


def test_a_client_passes_over_in_silence_what_a_server_asks_those_of_godot_4(client, told, caplog):
    caplog.set_level(logging.WARNING)
    client.received(ALink(), messages(bytes(4), b"\xf9" + bytes(40), system(ID, 12), system(ADD, 1)))
    assert (told.take()[0], caplog.messages) == (("peer_connected", 1), [])
    client.received(ALink(), messages(bytes(4)))
    assert len(caplog.messages) == 1


@pytest.mark.parametrize(
    ("kind", "expected"),
    [(ADD, "server_disconnected"), (ID, "connection_failed"), (PAYLOAD, "connection_failed")],
)
def test_an_end_is_told_by_how_far_it_had_come(kind, expected, client, told):
    client.received(ALink(), messages(system(kind, 1)))
    told.take()
    client.ended(False)
    assert told.take() == [(expected,)]


def test_a_connection_that_never_came_about_has_failed(client, told):
    client.failed()
    assert told.take() == [("connection_failed",)]
