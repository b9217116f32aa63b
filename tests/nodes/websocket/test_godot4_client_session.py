"""A client of a Godot 4 server, over a link that is none. With the real one: tests/interop/test_godot4."""

import pytest

from engine import ERR_OUT_OF_MEMORY, FAILED, OK
from nodes.websocket.godot4_client_session import Godot4ClientSession
from nodes.websocket.life import Happening
from nodes.websocket.relay import ID

from .session_ends import MORE, SIGNALS, ALink, Told, messages, system

ID_12 = (12).to_bytes(4, "little")


@pytest.fixture
def told():
    return Told()


@pytest.fixture
def link():
    return ALink()


@pytest.fixture
def client(told, link):
    client = Godot4ClientSession(lambda: "its node", *(getattr(told, name) for name in (*SIGNALS, *MORE)))
    client.opened(link)
    return client


def test_the_first_message_is_the_id_and_all_others_are_packets(client, told, link):
    assert link.is_patient
    assert client.unanswered
    client.received(link, messages(ID_12, b"\3x", b""))
    assert (client.id, client.unanswered) == (12, "")
    assert link.deadlines == [0.0]
    assert told.take() == [
        ("peer_connected", 1),
        ("connection_succeeded",),
        ("peer_packet", 1),
        ("peer_packet", 1),
    ]
    assert repr(client) == "<Godot4ClientSession 12, 2 packets>"
    assert (client.packet_source(), bytes(client.take_packet()), bytes(client.take_packet())) == (
        1,
        b"\3x",
        b"",
    )


@pytest.mark.parametrize("first", ["00000000", "01000000", "fbffffff", "020000", "0200000000", ""])
def test_what_is_no_id_ends_it(first, client, told, link, caplog):
    client.received(link, messages(bytes.fromhex(first)))
    assert link.closed == [(1000, "")]
    assert caplog.messages == [f"'its node': {client.unanswered}"]
    assert "is no id" in client.unanswered
    client.ended(True)
    assert told.take() == [("connection_failed",)]


def test_a_server_of_godot_3_is_told_by_what_it_says_first(client, link):
    client.received(link, messages(system(ID, 12)))
    assert client.unanswered == "the server speaks as Godot 3 does: let it say `godot_versions = (3, 4)`"


def test_the_server_leaves_and_then_the_connection_is_lost(client, told, link):
    client.received(link, messages(ID_12))
    told.take()
    ids = []
    told.peer_disconnected.connect(lambda id: ids.append(client.id))
    client.ended(False)
    assert told.take() == [("peer_disconnected", 1), ("server_disconnected",)]
    assert (ids, client.id) == ([12], 0)


def test_a_connection_that_never_came_about_has_failed(client, told):
    client.failed()
    assert told.take() == [("connection_failed",)]


def test_everything_goes_to_the_server_whomever_it_is_for(client, link):
    assert client.put_packet(0, b"x") == FAILED
    client.received(link, messages(ID_12))
    for target in (0, 1, -1, 99):
        assert client.put_packet(target, b"x") == OK
    assert link.take() == [b"x"] * 4
    link.result = ERR_OUT_OF_MEMORY
    assert client.put_packet(1, b"x") == ERR_OUT_OF_MEMORY
    assert link.closed == [(1008, "too slow: too many packets wait")]


def test_a_client_that_is_closed_takes_no_more(client, told, link):
    told.peer_connected.connect(lambda id: link.life.step(Happening.CLOSE_CALLED))
    client.received(link, messages(ID_12, b"\3x"))
    assert ("peer_packet", 1) not in told.take()
