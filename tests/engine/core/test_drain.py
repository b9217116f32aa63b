"""What waits at a peer is taken and done by the core as by its references, whatever methods do meanwhile."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.multiplayer.api import MultiplayerAPI
from engine.multiplayer.godot3 import packets
from engine.multiplayer.godot4 import packets as packets4
from engine.variant.pool_byte_array import PoolByteArray
from nodes.websocket.events import Received
from nodes.websocket.relay import all_begin_with
from nodes.websocket.unread import Unread

from .needed import core
from .outcome import outcome
from .waiting import METHODS, Session, announcement, call, what_comes_of

DRAIN = core.references["engine.multiplayer.api.MultiplayerAPI._drain_"]
TAKE_NEXT = core.references["nodes.websocket.multiplayer_session.MultiplayerSession.take_next"]
ALL_BEGIN_WITH = core.references["nodes.websocket.relay.all_begin_with"]


class PlainSession(Session):
    take_next = TAKE_NEXT


class PlainAPI(MultiplayerAPI):
    _drain_ = DRAIN


def both(*args, **named):
    found = what_comes_of(*args, **named)
    assert found == what_comes_of(*args, (PlainSession, PlainAPI), **named)
    return found


names = st.sampled_from(["hear"] * 8 + [*METHODS, "local"])
raw = {3: packets.raw(b"bytes"), 4: packets4.raw(b"bytes")}


@pytest.mark.parametrize("version", [3, 4])
@given(
    calls=st.lists(
        st.tuples(
            st.sampled_from([7, 7, 7, 8, 9]),
            names,
            st.lists(st.one_of(st.integers(-300, 300), st.text("aé", max_size=3)), max_size=2),
        ),
        max_size=8,
    ),
    data=st.data(),
)
def test_both_do_the_same(version, calls, data):
    waiting = [(sender, call(version, name, args)) for sender, name, args in calls]
    for place in data.draw(st.lists(st.integers(0, len(waiting)), max_size=2)):
        odd = st.one_of(st.binary(max_size=8), st.just(raw[version]), st.just(announcement(version)))
        waiting.insert(place, (7, data.draw(odd)))
    header = data.draw(st.sampled_from([0, 9]))
    counted, held, traced = (data.draw(st.booleans()) for _ in range(3))
    both(version, waiting, header=header, counted=counted, held=held, traced=traced)


@pytest.mark.parametrize("version", [3, 4])
def test_a_call_that_comes_again_is_not_handed_over(version, monkeypatch):
    waiting = [(7, call(version, "hear", (n,))) for n in range(3)]
    assert "[(7, 0), (7, 1), (7, 2)]" in both(version, waiting)
    seen = []
    reference = MultiplayerAPI._receive_

    def receive(api, peer, sender, packet):
        seen.append(packet)
        reference(api, peer, sender, packet)

    monkeypatch.setattr(MultiplayerAPI, "_receive_", receive)
    what_comes_of(version, waiting)
    assert len(seen) == 3  # two announcements, and the first call


@pytest.mark.parametrize("version", [3, 4])
@pytest.mark.parametrize("name", ["drop", "leave", "stop", "drain", "quit"])
def test_what_a_called_method_does_to_what_waits_behind_it_is_the_same(version, name):
    waiting = [(7, call(version, one, ())) for one in ("hear", name, name, "hear", "hear")]
    both(version, waiting)


def test_a_queue_that_is_not_what_it_should_be_is_an_error_and_nothing_worse():
    session = Session()
    unread = Unread(10, 10)
    unread.append(b"no pair")
    for entry in (("no", "entry"), (7, 1, "header", unread), (7, 1, 0, unread), (7, 1, 0, unread)):
        session._waiting.append(entry)
    for error in (TypeError, TypeError, TypeError, IndexError):
        with pytest.raises(error):
            session.take_next()
    assert session.take_next() is None


def test_a_header_that_is_longer_than_its_message_leaves_nothing():
    for kind in (Session, PlainSession):
        session, unread = kind(), Unread(10, 10)
        unread.append((b"short", True))
        session._waiting.append((7, 1, 9, unread))
        assert session.take_next() == (7, b"")


@given(
    st.lists(
        st.tuples(
            st.sampled_from([b"abc", b"abd", b"ab", b"a", b"", PoolByteArray(b"abc"), "abc"]),
            st.sampled_from([False, False, False, True, 0]),
        ),
        max_size=4,
    ),
    st.sampled_from([b"ab", b"", "ab"]),
    st.sampled_from([list, tuple, Received]),
)
def test_both_see_whether_all_begin_in_the_same_way(messages, start, kind):
    for args in ((kind(messages), start), (kind(messages), start, 1), ([b"x"], start), ([(b"x",)], start)):
        assert outcome(all_begin_with, *args) == outcome(ALL_BEGIN_WITH, *args)
    assert outcome(all_begin_with, messages, start=start) == outcome(ALL_BEGIN_WITH, messages, start=start)
