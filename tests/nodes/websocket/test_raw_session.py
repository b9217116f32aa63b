"""The raw mode, told by signals of an object that is no node."""

import pytest

from engine import ERR_UNCONFIGURED, OK, Object, Signal
from nodes.websocket.events import Opened, Received
from nodes.websocket.life import OPEN, Happening, Life
from nodes.websocket.raw_session import RawClientSession, RawServerSession
from nodes.websocket.unread import Unread


class Told(Object):
    """Has the signals of both sides, and notes what they tell."""

    client_connected = Signal[int, str]("id", "protocol")
    client_disconnected = Signal[int, bool]("id", "clean")
    received_from = Signal[int]("id")
    connection_established = Signal[str]("protocol")
    connection_closed = Signal[bool]("clean")
    connection_error = Signal()
    data_received = Signal()

    def __init__(self):
        self.log = []
        for name in ("client_connected", "client_disconnected", "received_from"):
            self._note(name)
        for name in ("connection_established", "connection_closed", "connection_error", "data_received"):
            self._note(name)

    def _note(self, name):
        getattr(self, name).connect(lambda *args: self.log.append((name, *args)))


class ALink:
    """As much of a link as raw sessions ask for."""

    def __init__(self, id=0):
        self.id = id
        self.life = Life(OPEN)
        self.unread = Unread(1 << 20, 1 << 20)
        self.opened = Opened("chat", "/", {})


@pytest.fixture
def told():
    return Told()


@pytest.fixture(params=["server", "client"])
def side(request, told):
    """Either session, a link of its, and the signal that tells of packets with its arguments."""
    if request.param == "server":
        session = RawServerSession(
            lambda: "its node", told.client_connected, told.received_from, told.client_disconnected
        )
        return session, ALink(7), ("received_from", 7)
    session = RawClientSession(
        lambda: "its node",
        told.connection_established,
        told.data_received,
        told.connection_closed,
        told.connection_error,
    )
    return session, ALink(), ("data_received",)


@pytest.mark.parametrize("pause", [0.0, 0.1])
def test_a_close_frame_waits_as_long_as_is_said(told, pause):
    server = RawServerSession(
        lambda: "its node", told.client_connected, told.received_from, told.client_disconnected, pause
    )
    client = RawClientSession(
        lambda: "its node",
        *(told.connection_established, told.data_received, told.connection_closed, told.connection_error),
        pause,
    )
    for session in (server, client):
        link = ALink()
        session.opened(link)
        assert (link.pause, link.is_raw) == (pause, True)


def test_each_message_is_told_when_it_can_be_taken_and_before_the_next_is_there(side, told):
    session, link, telling = side
    waiting = []
    getattr(told, telling[0]).connect(lambda *args: waiting.append(len(link.unread)))
    session.received(link, Received([(b"one", False), (b"two", True)]))
    assert told.log == [telling, telling]
    assert waiting == [1, 2]
    assert [link.unread.take() for _ in range(2)] == [(b"one", False), (b"two", True)]


def test_what_comes_behind_a_message_that_made_the_script_close_is_not_told(side, told):
    session, link, telling = side
    getattr(told, telling[0]).connect(lambda *args: link.life.step(Happening.CLOSE_CALLED))
    session.received(link, Received([(b"one", False), (b"two", False)]))
    assert told.log == [telling]
    assert len(link.unread) == 1


GREETING = bytes((3, 1, 0, 0, 0, 0, 0, 0, 0, 12, 0, 0, 0))


@pytest.mark.parametrize(
    ("messages", "lines"),
    [
        ([(GREETING, False), (GREETING, False)], 1),
        ([(b"hello", False), (GREETING, False)], 0),
        ([(GREETING, True)], 0),
        ([(GREETING + b"x", False)], 0),
        ([(GREETING[:9] + bytes(4), False)], 0),
    ],
)
def test_a_server_that_begins_in_multiplayer_mode_is_told_of_once(side, messages, lines, caplog):
    session, link, telling = side
    session.received(link, Received(messages))
    is_client = telling == ("data_received",)
    assert caplog.text.count("the server seems to speak Godot's multiplayer protocol") == lines * is_client
    assert len(link.unread) == len(messages)


def test_a_server_tells_of_clients_that_come_and_go(told):
    session = RawServerSession(
        lambda: "", told.client_connected, told.received_from, told.client_disconnected
    )
    session.opened(ALink(7))
    session.ended(7, True)
    assert told.log == [("client_connected", 7, "chat"), ("client_disconnected", 7, True)]


def test_a_client_tells_of_its_connection(told):
    session = RawClientSession(
        lambda: "",
        told.connection_established,
        told.data_received,
        told.connection_closed,
        told.connection_error,
    )
    session.opened(ALink())
    session.ended(False)
    session.failed()
    assert told.log == [
        ("connection_established", "chat"),
        ("connection_closed", False),
        ("connection_error",),
    ]
    assert session.id == 0


def test_the_node_has_no_packets_of_its_own_and_says_so(side, caplog):
    session, _, _ = side
    assert session.refuses("get_var")
    assert session.packet_count() == 0
    assert session.packet_source() == 1
    assert session.take_packet() == b""
    assert session.packet_error == ERR_UNCONFIGURED != OK
    assert session.put_packet(0, b"x") == ERR_UNCONFIGURED
    session.drop_packets()
    names = ["get_var", "get_available_packet_count", "get_packet_peer", "get_packet", "put_packet"]
    assert [line.partition(":")[0] for line in caplog.messages] == names
    assert all("'its node' is in raw mode" in line for line in caplog.messages)
    assert "Pass True for gd_mp_api" in session.why_no_packets


def test_nothing_is_taken_for_remote_calls(side, caplog):
    session, _, _ = side
    assert session.take_next() is None
    assert caplog.messages[0].startswith("get_available_packet_count: 'its node' is in raw mode")


def test_a_script_that_asks_in_each_frame_does_not_fill_the_log(side, caplog):
    session, _, _ = side
    for _ in range(1000):
        session.packet_count()
    assert len(caplog.messages) == 16
