"""Who is ready, by the core and by its reference."""

import os
import resource
import select
import signal
import socket
import time
from contextlib import contextmanager
from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.net.poller import HANGUP, READ, WRITE, Poller
from engine.testing import MemoryNetwork

from .needed import core
from .outcome import outcome

if not hasattr(select, "epoll"):
    pytest.skip("the core has epoll alone", allow_module_level=True)

reference_of_select = core.references[f"{Poller.__module__}.Poller._select"]


class Referring(Poller):
    """A poller that does without the core."""

    _select = reference_of_select


@contextmanager
def sockets(count):
    """Yield so many pairs of sockets."""
    pairs = [socket.socketpair() for _ in range(count)]
    try:
        yield pairs
    finally:
        for pair in pairs:
            for one in pair:
                one.close()


some = st.lists(
    st.tuples(
        st.sampled_from([READ, WRITE, READ | WRITE, HANGUP, 0]), st.sampled_from(["", "sends", "closes"])
    ),
    max_size=4,
)
what = st.lists(st.sampled_from(["look", "wait", "collect", "ring", "take", "clear", "hurry"]), max_size=8)


@settings(max_examples=100)
@given(some, what)
def test_both_tell_the_same(some, what):
    told = []
    for kind in (Poller, Referring):
        poller, inbox = kind(), []
        told.append([])
        with sockets(len(some)) as pairs:
            watches = [
                poller.watch(ours, events, inbox, i)
                for i, ((ours, _), (events, _)) in enumerate(zip(pairs, some, strict=True))
            ]
            for (_, theirs), (_, does) in zip(pairs, some, strict=True):
                if does == "sends":
                    theirs.send(b"x")
                elif does:
                    theirs.close()
            for step in what:
                if step == "look":
                    told[-1].append(poller._select(0.0))
                elif step == "wait":
                    poller.hurry() if not some else None
                    told[-1].append(poller.wait(0.001))
                elif step == "collect":
                    poller.collect()
                elif step == "ring":
                    poller.open_doorbell().ring()
                elif step == "take":
                    for watch in watches:
                        watch.taken()
                elif step == "hurry":
                    poller.hurry()
                else:
                    inbox.clear()
                told[-1].append(sorted(watch.owner for watch in inbox))
                told[-1].append([(watch.ready, watch._parked, watch._watched) for watch in watches])
            for watch in watches:
                watch.close()
        poller.close()
    assert told[0] == told[1]


def test_more_than_are_told_of_at_once_are_told_of_the_next_time():
    poller, inbox = Poller(), []
    with sockets(1) as ((ours, theirs),):
        theirs.send(b"x")
        copies = [os.dup(ours.fileno()) for _ in range(600)]
        files = [open(copy, "rb", buffering=0) for copy in copies]  # noqa: SIM115
        watches = [poller.watch(file, READ, inbox, i) for i, file in enumerate(files)]
        for _ in range(2):
            poller.collect()
        assert {watch.owner for watch in inbox} == set(range(600))
        for watch, file in zip(watches, files, strict=True):
            watch.close()
            file.close()
    poller.close()


def test_a_signal_ends_a_sleep_and_its_handler_is_called():
    poller, seen = Poller(), []
    before = signal.signal(signal.SIGALRM, lambda *_: seen.append("heard"))
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.02)
        assert poller.wait(20.0) is False
        assert seen == ["heard"]
        signal.signal(signal.SIGALRM, lambda *_: 1 // 0)
        signal.setitimer(signal.ITIMER_REAL, 0.02)
        with pytest.raises(ZeroDivisionError):
            poller.wait(20.0)
    finally:
        signal.signal(signal.SIGALRM, before)
        poller.close()


def test_what_is_in_memory_or_no_epoll_is_for_the_reference():
    network = MemoryNetwork()
    listener = network.listen(1)
    wire = network.connect((0, ("memory", 1)))
    ours = listener.accept()[0]
    poller, inbox = Poller(), []
    watch = poller.watch(ours, READ, inbox, "memory")
    wire.send(b"x")
    assert poller._select(0.0) is True
    assert inbox == [watch]
    watch.close()
    poller._selector = object()
    for asked in (0.0, 0, "0", None):
        assert outcome(poller._select, asked) == outcome(reference_of_select, poller, asked)
    with pytest.raises(TypeError):
        poller._select()
    poller._selector = None


def test_what_nobody_knows_is_an_error():
    poller = Poller()
    with sockets(1) as ((ours, theirs),):
        poller.watch(ours, READ, [], "it")
        theirs.send(b"x")
        poller.selector._found.clear()
        with pytest.raises(KeyError):
            poller._select(0.0)
    poller.close()


# -- The timer that ends a sleep ---------------------------------------------------------------------

LATE = 0.0002
"""Seconds by which the end of a sleep may be earlier or later than asked for, but for a busy machine."""


@pytest.fixture
def poller():
    poller = Poller()
    yield poller
    poller.close()


def sleeps(poller, seconds):
    """Sleep, and return how long that took."""
    start = time.monotonic()
    assert poller.wait(seconds) is False
    return time.monotonic() - start


def test_a_sleep_that_nothing_ends_is_as_long_as_it_is_to_be(poller):
    for seconds in (0.001, 0.02, 0.0, 0.0001, 0.004):
        assert sleeps(poller, seconds) >= seconds - LATE


def test_sleeps_that_are_to_end_at_the_same_moment_have_one_timer_which_is_set_once(poller):
    inbox = []
    with sockets(1) as ((ours, theirs),):
        watch = poller.watch(ours, READ, inbox, "it")
        theirs.send(b"x")
        until = time.monotonic() + 60.0
        told = set()
        for _ in range(5):
            assert poller.wait(until - time.monotonic()) is True
            inbox.clear()
            watch.taken()
            told.add((poller.selector._timer, poller.selector._ends_at))
        ((timer, ends_at),) = told
        assert timer >= 0
        assert until * 1e9 <= ends_at <= until * 1e9 + 1e9
        watch.close()


@pytest.mark.parametrize(("first", "second"), [(0.01, 0.03), (60.0, 0.01)])
def test_a_sleep_that_was_ended_before_its_time_has_no_say_in_how_long_the_next_one_is(poller, first, second):
    with sockets(1) as ((ours, theirs),):
        watch = poller.watch(ours, READ, [], "it")
        theirs.send(b"x")
        assert poller.wait(first) is True
        ours.recv(1)
        watch.taken()
        assert sleeps(poller, second) >= second - LATE
        watch.close()


def test_a_timer_that_ends_while_nobody_sleeps_is_no_news(poller):
    inbox = []
    with sockets(1) as ((ours, theirs),):
        watch = poller.watch(ours, READ, inbox, "it")
        theirs.send(b"x")
        assert poller.wait(0.0001) is True
        inbox.clear()
        watch.taken()
        select.select([poller.selector._timer], [], [], 10)
        assert poller._select(0.0) is True
        assert inbox == [watch]
        ours.recv(1)
        watch.taken()
        assert poller._select(0.0) is False
        watch.close()


def test_the_reference_takes_the_timer_of_the_core_for_the_doorbell(poller):
    assert poller.wait(0.0001) is False
    assert poller.selector._timer >= 0
    with sockets(1) as ((ours, theirs),):
        watch = poller.watch(ours, READ, [], "it")
        theirs.send(b"x")
        assert poller.wait(0.0001) is True
        select.select([poller.selector._timer], [], [], 10)
        watch.taken()
        assert reference_of_select(poller, 0.0) is True
        ours.recv(1)
        watch.taken()
        assert reference_of_select(poller, 0.0) is False
        assert poller.selector.watches() == [watch]
        watch.close()


def test_a_sleep_of_any_length_is_ended_by_a_socket(poller):
    with sockets(1) as ((ours, theirs),):
        watch = poller.watch(ours, READ, [], "it")
        theirs.send(b"x")
        for seconds in (1e9, 1e300, inf):
            assert poller.wait(seconds) is True
            watch.taken()
        watch.close()


def test_where_no_timer_is_to_be_had_a_sleep_has_a_timeout(poller):
    poller.open_doorbell()
    free = os.dup(0)
    os.close(free)
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (free, hard))
    try:
        taken = sleeps(poller, 0.01)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert (taken >= 0.01 - LATE, poller.selector._timer) == (True, -1)
    poller.wait(0.001)
    assert poller.selector._timer >= 0


def test_the_timer_is_closed_with_the_epoll():
    poller = Poller()
    poller.wait(0.001)
    timer = poller.selector._timer
    poller.close()
    with pytest.raises(OSError, match="Bad file"):
        os.fstat(timer)
