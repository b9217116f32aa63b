"""What a link receives is told by the core as by its reference, whatever handlers do meanwhile."""

from pkgutil import resolve_name
from unittest.mock import Mock, patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nodes.websocket.links import Links
from nodes.websocket.socket_link.fast_lane import Masker

from .needed import core
from .pair import connected
from .plain import by_the_references
from .story import COMMANDS, story

SERVE = core.references[f"{Links.__module__}.Links._serve_ready"]
PING = b"\x89\x80abcd"
BROKEN = b"\xff\xff\xff\xff"
CLOSE = b"\x88\x80abcd"


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
