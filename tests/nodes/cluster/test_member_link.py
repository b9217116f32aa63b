"""A player at a gateway, as a link: what goes to it goes by the trunk."""

import pytest

from engine import ERR_OUT_OF_MEMORY, FAILED, OK
from nodes.cluster.member_link import MemberLink
from nodes.cluster.trunk import Join, Kick, encode
from nodes.websocket.events import Ended, Opened
from nodes.websocket.life import CLOSED, CLOSING, OPEN
from nodes.websocket.relay import pack
from tests.nodes.websocket.session_ends import ALink


class ATrunk:
    """As much of a trunk as a member asks for."""

    def __init__(self):
        self.link = ALink()
        self.link.flush = lambda: self.said.append("flushed")
        self.said = []
        self.result = OK

    def say(self, message, frame=None):
        self.said.append(message)
        return self.result


@pytest.fixture
def trunk():
    return ATrunk()


@pytest.fixture
def member(trunk):
    return MemberLink(trunk, Join(77, 4000, "10.0.0.1", "/a?b", "chat", {"host": "x"}))


def test_a_member_is_what_its_gateway_says(member, trunk):
    assert (member.id, member.address) == (77, ("10.0.0.1", 4000))
    assert member.opened == Opened("chat", "/a?b", {"host": "x"})
    assert member.life.state is OPEN
    assert member.waiting == trunk.link.waiting == 1234
    assert member.unread is trunk.link.unread
    assert repr(member) == "<MemberLink 77 with 10.0.0.1:4000, open>"


def test_packets_go_by_the_trunk_as_they_are(member, trunk):
    packet = pack(1, 77, b"x")
    assert member.put(packet, False, b"a frame of others") == OK
    assert trunk.said == [packet]
    trunk.result = ERR_OUT_OF_MEMORY
    assert member.put(packet, False) == ERR_OUT_OF_MEMORY


def test_what_is_no_packet_would_be_a_message_of_the_trunk_and_is_refused(member, trunk, caplog):
    assert member.put(b"\x18text", False) == FAILED
    assert trunk.said == []
    assert "came through a gateway, and gets packets of the server alone" in caplog.text


def test_a_close_is_asked_of_the_gateway_once(member, trunk):
    member.close(4001, "x" * 200)
    member.close(4002, "")
    assert trunk.said == [encode(Kick(77, 4001, "x" * 123))]
    assert member.life.state is CLOSING
    assert member.put(pack(1, 77, b"x"), False) == FAILED


@pytest.mark.parametrize(
    ("kicked", "clean", "why"),
    [
        (False, True, "closed by the other side"),
        (True, True, "closed by this side"),
        (False, False, "its gateway has lost it"),
        (True, False, "its gateway has lost it"),
    ],
)
def test_its_end_is_what_the_gateway_says(member, kicked, clean, why):
    if kicked:
        member.close(1000, "")
    assert member.end(clean, 1001) == Ended(clean, 1001, why)
    assert member.life.state is CLOSED
    member.discard()


def test_it_ends_with_its_gateway(member):
    assert member.drop("its gateway is gone") == Ended(False, 1006, "its gateway is gone")
    assert member.life.state is CLOSED


def test_who_is_left_is_closed(member, trunk):
    member.leave()
    assert trunk.said == [encode(Kick(77, 1000, ""))]
    assert member.life.state is CLOSED


def test_the_gateway_does_the_rest(member, trunk):
    member.ping(b"1")
    member.be_patient()
    member.set_deadline(1.0)
    member.move_to(None)
    assert member.overdue(1.0, 1.0) is None
    assert member.receive() == ()
    assert member.frame_of(b"x", False) == b""
    assert trunk.said == []
    member.flush()
    assert trunk.said == ["flushed"]
