"""What a link receives is told by the core as by its reference, whatever handlers do meanwhile."""

from itertools import cycle
from pkgutil import resolve_name
from unittest.mock import Mock, patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import PoolByteArray
from nodes.websocket.links import Links
from nodes.websocket.socket_link.fast_lane import GROWTH, LARGE, ROOM, Masker
from nodes.websocket.socket_link.socket_link import SocketLink

from .needed import core
from .pair import connected
from .plain import by_the_references
from .story import COMMANDS, story

SERVE = core.references[f"{Links.__module__}.Links._serve_ready"]
PING = b"\x89\x80abcd"
BROKEN = b"\xff\xff\xff\xff"
CLOSE = b"\x88\x80abcd"


def patterned(size):
    return bytes(i * i % 127 for i in range(size))


def framed(messages):
    return b"".join(Masker().frame(message, is_text) for message, is_text in messages)


messages = st.lists(
    st.tuples(st.one_of(st.sampled_from(COMMANDS), st.binary(max_size=5)), st.just(False)), max_size=4
)
pieces = st.lists(st.one_of(messages.map(framed), st.sampled_from([PING, BROKEN, CLOSE])), max_size=4).map(
    lambda found: [piece for piece in found if piece]
)


@settings(max_examples=150)
@given(pieces, st.booleans(), st.booleans())
def test_both_tell_the_same(pieces, looked_at, is_heard):
    assert story(Links._serve_ready, pieces, looked_at, is_heard) == story(SERVE, pieces, looked_at, is_heard)


@pytest.mark.parametrize("command", COMMANDS)
def test_both_go_on_alike_after_a_handler_that(command):
    first, second = [(b"a", True), (command, False), (b"b", False)], [(b"c", False), (b"less", False)]
    pieces = [framed(first), framed(second)]
    told, traffic = story(Links._serve_ready, pieces, False)
    assert told[0] == (7, b"a", True, 3)
    assert traffic[0] >= 3
    assert (told, traffic) == story(SERVE, pieces, False)


large = st.tuples(
    st.sampled_from([LARGE, LARGE + 1, 50_000, ROOM, ROOM + 1, 69_999]).map(patterned),
    st.sampled_from([b"", b"", "ä".encode(), b"\xff"]),
    st.booleans(),
).map(lambda found: Masker().frame(found[0] + found[1], found[2]))


@settings(max_examples=100)
@given(
    st.lists(st.one_of(large, messages.map(framed), st.sampled_from([PING, CLOSE])), max_size=4),
    st.lists(st.sampled_from([1, 13, 5_000, 17_000, 40_000, 66_000]), min_size=1, max_size=5),
    st.booleans(),
)
def test_both_tell_the_same_of_large_messages_however_they_come(frames, sizes, looked_at):
    """Some that are answered fill the socket, so that the reference goes on with what the core began."""
    pieces, wire, size = [], b"".join(frames), cycle(sizes)
    while wire:
        cut = next(size) if len(pieces) < 40 else len(wire)
        pieces += [wire[start : start + 60_000] for start in range(0, len(wire[:cut]), 60_000)]
        wire = wire[cut:]
    pieces = [piece for piece in pieces if piece]
    assert story(Links._serve_ready, pieces, looked_at) == story(SERVE, pieces, looked_at)


class Reading:
    """A raw link whose messages are kept, and what it is sent in parts."""

    def __init__(self, link, theirs, size, is_text=False):
        self.link, self.theirs, self.told = link, theirs, []
        self.lane = link._stream._lane
        self.lane.max_size = 1 << 20
        self.payload = patterned(size)
        self.frame, self.sent = Masker().frame(self.payload, is_text), 0
        self.links = Links(self)
        link.is_raw = True

    def _handle_(self, link, event):
        self.told += event

    def serves(self, count):
        """Be sent so many bytes more, and serve the link."""
        while count:
            sent = self.theirs.send(self.frame[self.sent : self.sent + count])
            self.sent, count = self.sent + sent, count - sent
            self.link._watch.ready = True
            self.links._serve_ready(self, [self.link._watch])

    def is_own(self):
        """Return whether the message is in memory of its own; in any case what is here has to be right."""
        filled, memory = self.lane._filled, bytes(self.lane.unfinished[: self.lane._filled])
        is_own = isinstance(self.lane.unfinished, bytes)
        head = len(self.frame) - len(self.payload)
        assert memory == (self.payload[:filled] if is_own else self.frame[head : head + filled])
        return is_own


@pytest.mark.parametrize("is_text", [True, False])
@pytest.mark.parametrize("size", [LARGE + 1, ROOM, 200_000, 1 << 20])
def test_the_rest_of_a_message_is_received_into_the_memory_that_the_script_gets(size, is_text):
    with connected() as (link, theirs):
        reading = Reading(link, theirs, size, is_text)
        reading.serves(size // 3)
        reading.serves(11)
        assert reading.is_own()
        memory = reading.lane.unfinished
        reading.serves(size // 3)
        assert reading.is_own()
        reading.serves(len(reading.frame) - reading.sent)
        assert reading.told == [(reading.payload, is_text)]
        assert reading.told[0][0] is memory
        assert type(memory) is PoolByteArray
        assert reading.lane.unfinished is None


@pytest.mark.parametrize("size", [LARGE, LARGE + 1, ROOM, 1 << 20])
def test_a_head_that_announces_much_gets_no_more_memory_than_four_times_what_came(size):
    with connected() as (link, theirs):
        reading, seen = Reading(link, theirs, size), set()
        for count in (20, 1, 1, 100, 1000, 4000, 4000, 4000, 9000, 9000):
            reading.serves(count)
            assert len(reading.lane.unfinished) <= GROWTH * reading.lane._filled
            seen.add(reading.is_own())
        assert (reading.told, seen) == ([], {False} if size in (LARGE, 1 << 20) else {False, True})


@pytest.mark.parametrize("is_text", [True, False])
def test_what_the_core_began_the_reference_ends(is_text):
    with connected() as (link, theirs):
        reading = Reading(link, theirs, ROOM, is_text)
        reading.serves(30_001)
        reading.serves(10_002)
        assert reading.is_own()
        assert list(link.receive()) == []
        assert not reading.is_own()
        theirs.send(reading.frame[reading.sent :])
        (event,) = core.references[f"{SocketLink.__module__}.SocketLink.receive"](link)
        assert event == [(reading.payload, is_text)]


def test_inside_a_handler_of_its_own_link_a_message_is_kept_as_the_reference_does():
    with connected() as (link, theirs):
        reading = Reading(link, theirs, ROOM)
        short, reading.frame = reading.frame, framed([(b"a", False)]) + reading.frame
        looked = []

        def handle(served, event):
            reading.told += event
            if event == [(b"a", False)]:
                reading.frame, reading.sent = short, reading.sent - (len(reading.frame) - len(short))
                for count in (10, 10, 30_000):
                    reading.serves(count)
                    looked.append(reading.is_own())

        reading._handle_ = handle
        reading.serves(30_000)
        assert looked == [False] * 3
        reading.serves(10)
        assert reading.is_own()
        reading.serves(len(reading.frame) - reading.sent)
        assert reading.told[1:] == [(reading.payload, False)]


def test_a_fault_of_ours_costs_the_link_alone():
    class Faulty:
        def __init__(self):
            self.told = []

        def _handle_(self, link, event):
            self.told.append(type(event).__name__)
            if len(self.told) == 1:
                raise ZeroDivisionError

    for serve in (Links._serve_ready, SERVE):
        with connected() as (link, theirs), patch("nodes.websocket.links.report") as report:
            owner = Faulty()
            theirs.send(framed([(b"a", False)]))
            link._watch.ready = True
            serve(Links(owner), owner, [link._watch])
            assert owner.told == ["Received", "Ended"]
            assert link.life.is_over
            (_, error, doing), _ = report.call_args
            assert isinstance(error, ZeroDivisionError)
            assert doing.startswith(f"{owner!r}, reading from <SocketLink with ")


def test_what_is_no_link_or_comes_otherwise_is_for_the_reference():
    class Link:
        def receive(self):
            yield "event"

    class Watch:
        def __init__(self, owner, ready=True):
            self.owner, self.ready = owner, ready

    class Listener:
        def accept(self):
            told.append("accepts")

    class Owner:
        def _handle_(self, link, event):
            told.append(event)

    told, owner, listener = [], Owner(), Listener()
    links = Links(owner)
    links.listener = listener
    ready = [Watch(Link()), Watch(Link(), ready=False), Watch(listener)]
    links._serve_ready(owner, ready)
    links._serve_ready(owner=owner, ready=tuple(ready))
    assert told == ["event", "accepts"] * 2
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'ready'"):
        links._serve_ready(owner)


def test_who_was_closed_by_another_is_not_served():
    with connected() as (link, theirs), connected() as (other, others):
        owner = Mock()
        owner._handle_ = lambda served, event: (told.append(served is link), other.discard())
        told, links = [], Links(owner)
        for end in (theirs, others):
            end.send(framed([(b"a", False)]))
        link._watch.ready = other._watch.ready = True
        links._serve_ready(owner, [link._watch, other._watch])
        assert told == [True]


def test_all_of_the_core_can_be_left_to_its_references_for_a_while():
    names, references = list(core.references), list(core.references.values())
    with by_the_references():
        assert [resolve_name(name) for name in names] == references
    assert not {resolve_name(name) for name in names} & {*references}
