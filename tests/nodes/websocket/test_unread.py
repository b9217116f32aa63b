"""What waits to be read by the script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nodes.websocket.unread import Unread


class Reader:
    """Counts how often it is told to go on."""

    def __init__(self):
        self.times = 0

    def go_on(self):
        self.times += 1


@pytest.fixture
def reader():
    return Reader()


def test_packets_are_taken_in_the_order_in_which_they_came():
    unread = Unread(100, 100)
    assert not unread
    for packet in ((b"one", False), (b"", True), (b"three", True)):
        unread.take_in(packet)
    assert (len(unread), unread.size) == (3, 8)
    assert [unread.take() for _ in range(3)] == [(b"one", False), (b"", True), (b"three", True)]
    assert (len(unread), unread.size) == (0, 0)


def test_one_that_is_taken_before_older_ones_leaves_them_and_makes_room(reader):
    unread = Unread(100, 4)
    for payload in (b"one", b"x" * 90, b"three"):
        unread.take_in((payload, True))
    unread.hold(reader.go_on)
    assert unread.take_out(2) == (b"three", True)
    assert reader.times == 0
    assert unread.take_out(1) == (b"x" * 90, True)
    assert (unread.size, reader.times) == (3, 1)
    unread.take_in((b"", False))
    assert unread.take_out(0) == (b"one", True)
    assert (list(unread), unread.size) == ([(b"", False)], 0)


def test_there_is_nothing_to_take_where_nothing_is():
    with pytest.raises(IndexError):
        Unread(1, 1).take()


@pytest.mark.parametrize(("payload", "fits"), [(b"", 4), (b"x" * 25, 4), (b"x" * 100, 1), (b"x" * 1000, 1)])
def test_it_is_full_by_bytes_or_by_packets(payload, fits):
    unread = Unread(100, 4)
    taken_in = 0
    while not unread.is_full():
        unread.take_in((payload, False))
        taken_in += 1
    assert taken_in == fits


@pytest.mark.parametrize("payload", [b"", b"x" * 25])
def test_who_was_held_goes_on_once_when_half_has_been_taken(payload, reader):
    unread = Unread(100, 4)
    for _ in range(4):
        unread.take_in((payload, False))
    assert not unread.held
    unread.hold(reader.go_on)
    unread.take()
    assert (unread.held, reader.times) == (True, 0)
    unread.take()
    assert (unread.held, reader.times) == (False, 1)
    unread.take()
    assert reader.times == 1


def test_bytes_and_packets_must_both_have_room(reader):
    unread = Unread(100, 4)
    unread.take_in((b"x" * 90, False))
    for _ in range(3):
        unread.take_in((b"", False))
    unread.hold(reader.go_on)
    unread.take()
    assert (unread.size, reader.times) == (0, 0)  # three of four packets still wait
    unread.take()
    assert reader.times == 1


def test_who_was_held_may_be_held_again_while_going_on(reader):
    unread = Unread(100, 2)
    for _ in range(3):
        unread.take_in((b"", False))

    def go_on():
        reader.go_on()
        unread.take_in((b"", False))
        unread.hold(reader.go_on)

    unread.hold(go_on)
    unread.take()
    unread.take()
    assert (unread.held, reader.times) == (True, 1)


def test_one_that_was_released_is_not_called(reader):
    unread = Unread(1, 1)
    unread.take_in((b"x", False))
    unread.hold(reader.go_on)
    unread.release()
    assert not unread.held
    unread.take()
    assert reader.times == 0


def test_it_says_what_waits(reader):
    unread = Unread(10, 10)
    unread.take_in((b"abc", False))
    assert repr(unread) == "<Unread: 1 packets, 3 bytes>"
    unread.hold(reader.go_on)
    assert repr(unread) == "<Unread: 1 packets, 3 bytes, held>"


@given(st.lists(st.integers(-1, 30), max_size=60))
def test_whatever_comes_and_goes_the_bytes_are_those_of_the_packets(what):
    """A number is a packet of so many bytes that comes, -1 one that is taken."""
    unread, expected = Unread(50, 5), []
    for size in what:
        if size >= 0:
            unread.take_in((b"x" * size, False))
            expected.append(size)
        elif expected:
            assert len(unread.take()[0]) == expected.pop(0)
    assert (len(unread), unread.size) == (len(expected), sum(expected))
    assert unread.is_full() == (sum(expected) >= 50 or len(expected) >= 5)
