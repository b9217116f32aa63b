"""Who is ready, by the core and by its reference."""

import os
import select
import signal
import socket
from contextlib import contextmanager

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
