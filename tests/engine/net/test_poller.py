import os
import select
import socket
import threading

import pytest

from engine.net.poller import HANGUP, READ, WRITE, Doorbell, Epoll, Poller, Selector
from engine.testing import MemoryNetwork

needs_epoll = pytest.mark.skipif(not hasattr(select, "epoll"), reason="Linux alone has epoll")


@pytest.fixture(params=[Selector, pytest.param(Epoll, marks=needs_epoll)])
def poller(request):
    poller = Poller()
    poller._selector = request.param()
    yield poller
    poller.close()


@pytest.fixture
def pair():
    ours, theirs = socket.socketpair()
    ours.setblocking(False)
    yield ours, theirs
    ours.close()
    theirs.close()


def test_a_socket_that_can_be_read_goes_to_its_inbox_once(poller, pair):
    ours, theirs = pair
    inbox = []
    watch = poller.watch(ours, READ, inbox, "me")
    poller.collect()
    assert inbox == []
    theirs.send(b"x")
    poller.collect()
    poller.collect()
    assert inbox == [watch]
    assert watch.owner == "me"
    assert watch.ready


def test_a_watch_that_was_taken_comes_again_while_there_is_more(poller, pair):
    ours, theirs = pair
    inbox = []
    watch = poller.watch(ours, READ, inbox, None)
    theirs.send(b"x")
    poller.collect()
    inbox.clear()
    watch.taken()
    poller.collect()
    assert inbox == [watch]


def test_the_events_that_are_watched_for_can_change(poller, pair):
    inbox = []
    watch = poller.watch(pair[0], READ, inbox, None)
    watch.set_events(READ)
    poller.collect()
    assert not watch.ready
    watch.set_events(READ | WRITE)
    poller.collect()
    assert watch.ready


def test_waiting_ends_when_a_socket_becomes_ready(poller, pair):
    ours, theirs = pair
    poller.watch(ours, READ, [], None)
    theirs.send(b"x")
    assert poller.wait(10) is True


def test_waiting_ends_without_news_when_the_time_is_up(poller):
    assert poller.wait(0) is False
    assert poller.wait(-1) is False


def test_a_socket_that_nobody_comes_for_does_not_end_every_sleep(poller, pair):
    ours, theirs = pair
    inbox = []
    watch = poller.watch(ours, READ, inbox, None)
    theirs.send(b"x")
    assert poller.wait(10) is True
    assert poller.wait(0.001) is False  # found ready again, and parked
    assert poller.wait(0.001) is False
    watch.set_events(READ)
    watch.taken()
    inbox.clear()
    assert poller.wait(10) is True
    assert inbox == [watch]


def test_a_parked_watch_can_change_its_events_and_be_closed(poller, pair):
    ours, theirs = pair
    inbox = []
    watch = poller.watch(ours, READ, inbox, None)
    theirs.send(b"x")
    poller.wait(10)
    poller.wait(0.001)
    watch.set_events(WRITE)
    watch.close()
    assert not watch.ready
    assert not poller.has_sockets()


def test_a_watch_that_is_closed_is_not_ready_for_whoever_empties_the_inbox(poller, pair):
    ours, theirs = pair
    inbox = []
    watch = poller.watch(ours, READ, inbox, None)
    theirs.send(b"x")
    poller.collect()
    watch.close()
    assert [found.ready for found in inbox] == [False]


def test_waking_up_ends_a_sleep_from_another_thread(poller):
    poller.open_doorbell()
    thread = threading.Timer(0.01, poller.wake)
    thread.start()
    assert poller.wait(10) is False
    thread.join(10)


def test_waking_up_before_the_sleep_is_not_lost_and_counts_once(poller):
    poller.open_doorbell()
    for _ in range(5000):  # more rings than are read at once
        poller.wake()
    assert poller.wait(10) is False
    assert poller.selector.select(0) == []


def test_nobody_listens_before_the_first_sleep(poller):
    poller.wake()
    poller.collect()
    assert not poller.has_sockets()


def test_has_sockets_does_not_count_the_doorbell(poller, pair):
    poller.open_doorbell()
    assert not poller.has_sockets()
    poller.watch(pair[0], READ, [], None)
    assert poller.has_sockets()


def test_a_full_doorbell_still_rings():
    bell = Doorbell()
    try:
        for _ in range(200_000):
            bell.ring()
        assert select.select([bell], [], [], 0)[0] == [bell]
        bell.silence()
        bell.ring()
        assert select.select([bell], [], [], 0)[0] == [bell]
    finally:
        bell.close()


def test_a_watch_says_whose_it_is(poller, pair):
    watch = poller.watch(pair[0], READ, [], "the server")
    assert repr(watch) == "<Watch of 'the server'>"
    watch.ready = True
    assert repr(watch) == "<Watch of 'the server', ready>"


def test_closing_twice_is_harmless(poller):
    poller.open_doorbell()
    poller.close()
    poller.close()


def test_what_is_watched_for_nothing_does_not_come(poller, pair):
    ours, theirs = pair
    inbox = []
    watch = poller.watch(ours, READ, inbox, None)
    watch.set_events(0)
    theirs.send(b"x")
    poller.collect()
    assert inbox == []
    assert not poller.has_sockets()
    watch.set_events(READ)
    poller.collect()
    assert inbox == [watch]


def test_a_watch_may_be_closed_after_its_poller(poller, pair):
    watch = poller.watch(pair[0], READ, [], None)
    assert poller.can_wake()
    poller.close()
    watch.close()
    assert not poller.has_sockets()


def test_ends_in_memory_are_watched_like_sockets(poller):
    network = MemoryNetwork()
    listener = network.listen(0)
    inbox = []
    listening = poller.watch(listener, READ, inbox, None)
    assert not poller.can_wake()
    poller.collect()
    assert inbox == []
    client = network.connect((0, ("anywhere", listener.getsockname()[1])))
    assert poller.wait(10) is True
    assert inbox == [listening]
    connected = poller.watch(client, WRITE, inbox, None)
    assert poller.wait(10) is True
    assert inbox == [listening, connected]
    assert poller.wait(10) is False
    for watch in (listening, connected):
        watch.taken()
        watch.close()
    inbox.clear()
    assert not poller.has_sockets()
    assert poller.can_wake()


def test_all_watches_can_move_to_another_poller(poller, pair):
    other = Poller()
    ours, theirs = pair
    listener = MemoryNetwork().listen(0)
    inbox = []
    watches = [poller.watch(ours, READ, inbox, None), poller.watch(listener, READ, inbox, None)]
    poller.open_doorbell()
    poller.move_to(other)
    assert not poller.has_sockets()
    theirs.send(b"x")
    poller.collect()
    assert inbox == []
    assert other.wait(10) is True
    assert inbox == [watches[0]]
    for watch in watches:
        watch.close()
    assert not other.has_sockets()
    other.close()


def test_a_watch_can_be_announced_without_its_socket_being_ready(poller, pair):
    inbox = []
    watch = poller.watch(pair[0], READ, inbox, None)
    watch.announce()
    watch.announce()
    assert inbox == [watch]


def test_for_what_is_left_of_a_poll_nobody_sleeps_once(poller, pair):
    inbox = []
    watch = poller.watch(pair[0], READ, inbox, None)
    watch.announce()
    assert poller.wait(10) is True
    poller.hurry()
    assert poller.wait(10) is True
    assert poller.wait(0.001) is False
    assert inbox == [watch]


def test_the_end_of_a_sleep_has_told_what_the_next_collect_would(poller, pair):
    inbox = []
    watch = poller.watch(pair[0], READ, inbox, None)
    assert not poller.wait(0)
    pair[1].send(b"x")
    poller.collect()
    assert inbox == []
    poller.collect()
    assert inbox == [watch]


@needs_epoll
def test_a_socket_that_somebody_else_closed_can_be_let_go_of(pair):
    poller = Poller()
    watch = poller.watch(pair[0], READ, [], None)
    number = pair[0].fileno()
    selector = poller.selector
    assert isinstance(selector, Epoll)
    selector._epoll.unregister(number)
    watch.close()
    assert not poller.has_sockets()
    poller.close()


def test_a_watch_of_a_socket_that_was_closed_before_it_can_change_and_end(poller, pair):
    watch = poller.watch(pair[0], READ, [], "the closed")
    pair[0].close()
    watch.set_events(READ | WRITE)
    assert poller.selector.watches() == []
    watch.close()
    assert not poller.has_sockets()


def test_a_socket_that_gets_the_number_of_a_closed_one_stays_watched(pair):
    poller, inbox = Poller(), []
    watch = poller.watch(pair[0], READ, [], "the closed")
    number = pair[0].fileno()
    pair[0].close()
    again = socket.socket(fileno=os.dup2(pair[1].fileno(), number))
    other = poller.watch(again, WRITE, inbox, "the new one")
    watch.close()
    poller.collect()
    assert inbox == [other]
    poller.close()
    again.close()


def test_a_chore_waits_for_the_first_sleep_and_does_not_make_it_longer(poller, monkeypatch):
    now = [100.0]
    monkeypatch.setattr("engine.net.poller.perf_counter", lambda: now[0])
    slept, done = [], []
    monkeypatch.setattr(poller, "_select", slept.append)

    def chore():
        done.append("chore")
        now[0] += 0.25

    poller.has_spare_time = True
    poller.in_spare_time(chore)
    poller.collect()
    assert done == []
    poller.wait(1.0)
    assert done == ["chore"]
    poller.wait(1.0)
    assert done == ["chore"]
    poller.in_spare_time(chore)
    poller.wait(0.0)
    assert slept == [0, 0.75, 1.0, 0.0]


def test_a_chore_is_done_at_once_where_nobody_sleeps(poller):
    done = []
    poller.in_spare_time(lambda: done.append("chore"))
    assert done == ["chore"]
    poller.wait(0)
    assert done == ["chore"]


def test_a_chore_may_leave_another_for_the_next_sleep(poller):
    done = []
    poller.has_spare_time = True
    poller.in_spare_time(lambda: poller.in_spare_time(lambda: done.append("chore")))
    poller.wait(0)
    assert done == []
    poller.wait(0)
    assert done == ["chore"]


@needs_epoll
def test_a_hang_up_is_told_of_a_socket_that_is_not_read(pair):
    poller, inbox = Poller(), []
    ours, theirs = pair
    watch = poller.watch(ours, HANGUP, inbox, "owner")
    theirs.send(b"unread")
    poller.collect()
    assert inbox == []
    assert not poller.has_hung_up(ours)
    theirs.shutdown(socket.SHUT_WR)
    poller.collect()
    assert inbox == [watch]
    assert poller.has_hung_up(ours)
    poller.close()


def test_a_selector_without_hang_ups_watches_for_the_rest(pair):
    poller, inbox = Poller(), []
    poller._selector = Selector()
    ours, theirs = pair
    watch = poller.watch(ours, HANGUP, inbox, "owner")
    theirs.send(b"x")
    poller.collect()
    assert inbox == []
    watch.set_events(HANGUP | READ)
    poller.collect()
    assert inbox == [watch]
    watch.taken()
    watch.set_events(HANGUP)
    inbox.clear()
    poller.collect()
    assert inbox == []
    assert not poller.has_hung_up(ours)
    watch.close()
    poller.close()


def test_a_hang_up_in_memory_is_told_of_an_end_that_is_not_read(poller):
    network, inbox = MemoryNetwork(), []
    listener = network.listen(1)
    end = network.connect((0, ("memory", 1)))
    theirs = listener.accept()[0]
    watch = poller.watch(end, HANGUP, inbox, "owner")
    theirs.send(b"unread")
    poller.collect()
    assert inbox == []
    theirs.close()
    poller.collect()
    assert inbox == [watch]
    assert poller.has_hung_up(end)


def test_a_host_that_does_not_sleep_here_has_a_bell(poller):
    rings = []
    poller.bell = lambda: rings.append("ring")
    poller.wake()
    assert rings == ["ring"]
    watch = poller.watch(object(), 0, [], "owner")
    watch.announce()
    assert rings == ["ring", "ring"]
