"""What a link receives is told by the core as by its reference, whatever handlers do meanwhile."""

from unittest.mock import Mock, patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nodes import WebSocketServer
from nodes.websocket.links import Links
from nodes.websocket.socket_link.fast_lane import Masker

from .needed import core
from .pair import connected

SERVE = core.references[f"{Links.__module__}.Links._serve_ready"]
PING = b"\x89\x80abcd"
BROKEN = b"\xff\xff\xff\xff"
CLOSE = b"\x88\x80abcd"


class Story:
    """A raw server with one link, and what is told of it."""

    def __init__(self, link, serve, looked_at):
        self.told, self.link, self.serve = [], link, serve
        self.server = WebSocketServer()
        self.signal = self.server.data_received
        self.server.set_rate_limit(1e9 if looked_at else 0)
        link.id, link.is_raw, link._traffic = 7, True, self.server._links_.traffic

    def does(self, id):
        payload, is_text = self.link.unread.take()
        self.told.append((id, type(payload), bytes(payload), is_text, self.server._links_.traffic.packets_in))
        what = bytes(payload)
        if what == b"close":
            self.link.close(1000, "asked for")
        elif what == b"drop":
            self.link.discard()
        elif what == b"fail":
            raise ValueError("on purpose")
        elif what == b"more" and not self.signal.is_connected(self.counts):
            self.signal.connect(self.counts)
        elif what == b"less" and self.signal.is_connected(self.counts):
            self.signal.disconnect(self.counts)
        elif what == b"block":
            self.server.set_block_signals(True)
        elif what == b"limit":
            self.server.set_rate_limit(1e9)
        elif what == b"again":
            self.turn()
        elif what == b"quit":
            raise KeyboardInterrupt

    def counts(self, id):
        self.told.append(("unread", id, len(self.link.unread)))

    def reports(self, target, error, doing):
        doing = doing.partition(", emitted at ")[0].replace(repr(self.link), "")
        self.told.append((target, repr(error), doing))

    def turn(self):
        self.link._watch.ready = self.link._watch.owner is not None
        try:
            self.serve(self.server._links_, self.server, [self.link._watch])
        except KeyboardInterrupt:
            self.told.append("quits")


def story(serve, pieces, looked_at, is_heard=True):
    with connected() as (link, theirs):
        found = Story(link, serve, looked_at)
        if is_heard:
            found.signal.connect(found.does)
        with (
            patch("engine.object.signal.report", found.reports),
            patch("nodes.websocket.links.report", found.reports),
        ):
            for piece in pieces:
                try:
                    theirs.send(piece)
                except ConnectionError:  # it is closed
                    break
                for _ in range(3):
                    found.turn()
                found.told.append((link.life.state, link._watch.ready, list(link.unread)))
        traffic = found.server._links_.traffic
        told = [
            item if not isinstance(item, tuple) or item[0] is not found.server else ("server", *item[1:])
            for item in found.told
        ]
        told = [
            ("fault", *item[1:]) if isinstance(item, tuple) and item[0] is found else item for item in told
        ]
        found.server.free()
        return told, (traffic.packets_in, traffic.bytes_in, traffic.lost)


def framed(messages):
    return b"".join(Masker().frame(message, is_text) for message, is_text in messages)


COMMANDS = b"close drop fail more less block limit again quit".split()
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
    assert told[0] == (7, type(told[0][1](b"")), b"a", True, 3)
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
