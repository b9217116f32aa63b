"""How sockets and a window share a sleep, by a clock of its own. Real windows: engine/display/pyglet."""

import socket
import threading
from contextlib import suppress
from math import inf
from time import perf_counter

import pytest

from engine.display.display import CloseRequested
from engine.display.headless.display import HeadlessDisplay
from engine.net.poller import READ, Poller
from engine.runner.sleep import Sleep
from engine.testing import FakeClock


class SlowPoller(Poller):
    """One whose sleep makes time pass, and ends when a test says."""

    def __init__(self, clock):
        super().__init__()
        self.clock = clock
        self.slept = []
        self.happens = []
        """(after so many seconds, what is called then)"""

    def wait(self, seconds):
        self.slept.append(seconds)
        if self.happens and self.happens[0][0] <= seconds:
            after, call = self.happens.pop(0)
            self.clock.now += after
            call()
        else:
            self.clock.now += max(0.0, seconds)
        return super().wait(0)


class Window(HeadlessDisplay):
    """A window that tells by a socket, as one of X11, what happens to it."""

    def __init__(self):
        super().__init__()
        self.told = "nothing"
        self.ours, self.theirs = socket.socketpair()

    @property
    def connection(self):
        return self.ours

    def happen(self, told):
        self.told = told
        self.theirs.send(b"x")

    def pending(self):
        self.ours.setblocking(False)
        with suppress(BlockingIOError):
            self.ours.recv(100)
        return self.told


@pytest.fixture
def clock():
    return FakeClock(100.0)


@pytest.fixture
def poller(clock):
    poller = SlowPoller(clock)
    yield poller
    poller.close()


@pytest.fixture
def window():
    window = Window()
    yield window
    window.ours.close()
    window.theirs.close()


@pytest.fixture
def sleep(poller, clock, window):
    sleep = Sleep(poller, clock)
    yield sleep
    sleep.close()


def test_with_a_display_to_which_nothing_happens_it_is_left_to_the_poller(sleep, poller):
    display = HeadlessDisplay()
    sleep.sleep(display, 0.5)
    display.push(CloseRequested())
    sleep.sleep(display, 0.5)
    assert poller.slept == [0.5, 0.0]


def test_a_doorbell_is_there_before_anybody_sleeps():
    poller = Poller()
    Sleep(poller)
    poller.wake()
    assert poller.wait(20) is False
    poller.close()


def test_what_happens_to_the_window_ends_it(sleep, poller, window, clock):
    poller.happens = [(0.1, lambda: window.happen("urgent"))]
    sleep.sleep(window, 5.0, 1.0)
    assert clock.now == pytest.approx(100.1)
    assert poller.slept == [5.0, 0.0]


def test_motion_does_not_end_it_before_a_frame_would_be_due(sleep, poller, window, clock):
    poller.happens = [(0.1, lambda: window.happen("motion")), (0.2, lambda: window.happen("motion"))]
    sleep.sleep(window, 5.0, 1.0)
    assert clock.now == pytest.approx(101.0)
    assert poller.slept == pytest.approx([5.0, 0.9, 0.7])


def test_motion_that_waits_when_it_begins_counts_as_well(sleep, poller, window, clock):
    window.told = "motion"
    sleep.sleep(window, 5.0, 1.0)
    assert poller.slept == pytest.approx([1.0])
    sleep.sleep(window, 0.25, inf)
    assert clock.now == pytest.approx(101.25)


def test_what_is_of_no_interest_in_the_window_does_not_end_it(sleep, poller, window, clock):
    poller.happens = [(0.1, lambda: window.happen("nothing"))]
    sleep.sleep(window, 5.0)
    assert clock.now == pytest.approx(105.0)
    assert poller.slept == pytest.approx([5.0, 4.9])


def test_a_socket_ends_it_together_with_the_window_or_alone(sleep, poller, window, clock):
    one, other = socket.socketpair()
    inbox = []
    watch = poller.watch(one, READ, inbox, None)
    poller.happens = [(0.1, lambda: (window.happen("motion"), other.send(b"x")))]
    sleep.sleep(window, 5.0)
    assert clock.now == pytest.approx(100.1)
    assert inbox == [watch]
    inbox.clear()
    one.recv(10)
    watch.taken()
    poller.happens = [(0.1, lambda: other.send(b"x"))]
    sleep.sleep(window, 5.0)
    assert clock.now == pytest.approx(100.2)
    assert inbox == [watch]
    watch.close()
    one.close()
    other.close()


def test_the_window_is_watched_until_it_has_no_connection_or_another(sleep, poller, window):
    assert not poller.has_sockets()
    sleep.sleep(window, 0.1)
    assert poller.has_sockets()
    sleep.sleep(HeadlessDisplay(), 0.1)
    assert not poller.has_sockets()
    sleep.sleep(window, 0.1)
    sleep.close()
    sleep.close()
    assert not poller.has_sockets()
    other = Window()
    sleep.sleep(window, 0.1)
    sleep.sleep(other, 0.1)
    assert [watch.socket for watch in poller.selector.watches()] == [other.ours]
    sleep.close()
    other.ours.close()
    other.theirs.close()


class NappingWindow(HeadlessDisplay):
    """A window of a system where nothing can sleep on it and on sockets at once."""

    def __init__(self, clock):
        super().__init__()
        self.clock = clock
        self.naps = []

    def nap(self, seconds):
        self.naps.append(seconds)
        self.clock.now += seconds
        return True


def test_elsewhere_window_and_sockets_are_looked_at_in_turn(sleep, poller, clock):
    window = NappingWindow(clock)
    sleep.sleep(window, 0.01)
    assert clock.now == pytest.approx(100.01)
    assert window.naps == pytest.approx([0.004, 0.004, 0.002])
    assert poller.slept == [0.0] * 3
    window.naps.clear()
    sleep.sleep(window, -1.0)
    assert window.naps == [0.0]


def test_there_a_socket_ends_it_too(sleep, poller, clock):
    window = NappingWindow(clock)
    one, other = socket.socketpair()
    inbox = []
    watch = poller.watch(one, READ, inbox, None)
    poller.happens = [(0.0, lambda: None), (0.0, lambda: other.send(b"x"))]
    sleep.sleep(window, 5.0)
    assert clock.now == pytest.approx(100.008)
    assert inbox == [watch]
    watch.close()
    one.close()
    other.close()


def test_a_wake_from_another_thread_ends_it():
    poller = Poller()
    sleep = Sleep(poller)
    thread = threading.Timer(0.01, poller.wake)
    start = perf_counter()
    thread.start()
    sleep.sleep(HeadlessDisplay(), 60.0)
    assert perf_counter() - start < 60.0
    thread.join(10)
    poller.close()
