from math import inf, nan

import pytest

from engine import Vector2
from engine.multiplayer.godot4 import replication
from engine.multiplayer.godot4.properties import ON_CHANGE, Properties, ReplicatedProperty
from engine.multiplayer.godot4.synchronized import Synchronized, Watched
from engine.multiplayer.state import MultiplayerState
from nodes import Node2D


class Root(Node2D):
    a = 1
    b = None
    c = 0.5

    @property
    def bad(self):
        raise ValueError("bad")


@pytest.fixture
def state():
    return MultiplayerState()


@pytest.fixture
def made(tree):
    """`made(always, on_change)` is a synchronizer of these properties of its root node."""

    def make(always=(), on_change=()):
        properties = Properties()
        found = [ReplicatedProperty(f".:{name}") for name in (*always, *on_change)]
        for property in found[len(always) :]:
            property.mode = ON_CHANGE
        properties.arrange(found)
        synchronized = Synchronized(tree.add(Node2D(), "Sync"))
        synchronized.root = tree.add(Root(), "Root")
        synchronized.properties = properties
        synchronized.net_id = 2
        return synchronized

    return make


def entries(change):
    return [] if change is None else replication.decode(b"\x16" + change).entries


# -- Watching ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "changes"),
    [
        ([1, 1, 2], [True, False, True]),
        ([1, 1.0, True], [True, True, True]),
        ([nan, nan], [True, False]),
        ([Vector2(1, 2), Vector2(1, 2), Vector2(1, 3)], [True, False, True]),
        ([[1], [1], [1.0]], [True, False, True]),
        ([{"a": [1]}, {"a": [1]}, {"a": [2]}], [True, False, True]),
        ([None, None, []], [True, False, True]),
    ],
    ids=str,
)
def test_a_change_is_told_as_values_of_godot_differ(values, changes):
    watched = Watched(ReplicatedProperty(".:a"))
    for value, is_change in zip(values, changes, strict=True):
        news = watched.news(value)
        assert (news is not None) == is_change
        if news is not None:
            watched.value, watched.encoded = value, news


def test_a_list_that_is_changed_in_place_has_changed(made, state):
    synchronized = made(on_change=["b"])
    synchronized.root.b = [1]
    assert synchronized.change(0.0, state) is not None
    assert synchronized.change(1.0, state) is None
    synchronized.root.b.append(2)
    assert synchronized.change(2.0, state) is not None


def test_a_delta_has_what_changed_and_all_for_who_knows_nothing(made, state):
    synchronized = made(on_change=["a", "c"])
    ((_, which, _),) = entries(synchronized.change(0.0, state))
    assert which == 3
    synchronized.root.c = 0.75
    ((id, which, values),) = entries(synchronized.change(1.0, state))
    assert (id, which, values.hex()) == (2, 2, "030000000000403f")
    ((_, which, _),) = entries(synchronized.all_watched(state))
    assert which == 3


def test_changes_are_looked_for_no_more_often_than_the_interval_says(made, state):
    synchronized = made(on_change=["a"])
    synchronized.delta_interval = 0.5
    synchronized.change(0.0, state)
    synchronized.root.a = 2
    assert synchronized.change(0.4, state) is None
    assert synchronized.change(0.5, state) is not None


def test_another_configuration_is_looked_at_anew(made, state):
    synchronized = made(on_change=["a"])
    synchronized.change(0.0, state)
    synchronized.properties.arrange([*synchronized.properties.all.values(), ReplicatedProperty(".:c")])
    assert entries(synchronized.change(1.0, state))[0].which == 1
    synchronized.properties = Properties()
    assert synchronized.change(2.0, state) is None


# -- What is always sent -----------------------------------------------------------------------


def test_what_is_always_sent_waits_for_its_interval(made, state):
    synchronized = made(always=["a"])
    synchronized.interval = 0.1
    assert synchronized.state(0.0, state) == replication.sync_entry(2, b"\2\1")
    synchronized.root.a = 2
    assert synchronized.state(0.0, state) is None
    assert synchronized.state(0.05, state) is None
    assert synchronized.state(0.1, state) == replication.sync_entry(2, b"\2\2")


def test_who_has_no_root_node_or_properties_says_nothing(made, state):
    synchronized = made()
    assert synchronized.state(0.0, state) is None
    assert synchronized.change(0.0, state) is None
    assert synchronized.idle_time(0.0) == inf
    synchronized = made(always=["a"], on_change=["c"])
    synchronized.root.free()
    assert synchronized.state(1.0, state) is None
    assert synchronized.change(1.0, state) is None
    assert synchronized.spawn_values() == b""
    synchronized.interval = 9
    assert synchronized.idle_time(1.0) == 9


def test_a_state_that_fits_no_packet_is_a_line(made, state, lines):
    synchronized = made(always=["a"], on_change=["b"])
    synchronized.root.a = "x" * 2000
    synchronized.root.b = "x" * 70000
    assert synchronized.state(0.0, state) is None
    assert synchronized.change(0.0, state) is None
    first, second = lines()
    assert "sent no SYNC: its values have 2,008 bytes, 1,350 are the most" in first
    assert "sent no delta: its values have 70,008 bytes, 65,535 are the most" in second


def test_a_property_that_cannot_be_read_or_sent_is_a_fault_and_stops_no_other(made, state, tree):
    synchronized, alone = made(on_change=["bad", "a"]), made(on_change=["bad"])
    failing, unsendable = made(always=["bad"]), made(always=["b"])
    unsendable.root.b = object()
    for change in synchronized.change(0.0, state), synchronized.all_watched(state):
        ((_, which, _),) = entries(change)
        assert which == 2
    assert alone.change(0.0, state) is None
    assert alone.all_watched(state) is None
    assert failing.state(0.0, state) is None
    assert unsendable.state(0.0, state) is None
    texts = [str(fault.error) for fault in tree.faults]
    tree.faults.clear()
    assert texts[:3] == ["bad"] * 3
    assert texts[3].startswith(".:b cannot be sent: ")


# -- Idle time ---------------------------------------------------------------------------------


def test_there_is_something_to_say_when_an_interval_is_over_or_something_has_changed(made, state):
    synchronized = made(always=["a"], on_change=["c"])
    assert synchronized.idle_time(0.0) == 0
    synchronized.interval = 0.5
    synchronized.state(0.0, state)
    assert synchronized.idle_time(0.1) == 0  # it was never looked at what changes
    synchronized.change(0.1, state)
    assert synchronized.idle_time(0.2) == pytest.approx(0.3)
    synchronized.root.c = 9.0
    assert synchronized.idle_time(0.2) == 0
    synchronized.delta_interval = 0.2
    assert synchronized.idle_time(0.2) == pytest.approx(0.1)


def test_what_cannot_be_read_is_looked_at_in_the_next_frame(made, state, tree):
    synchronized = made(on_change=["bad"])
    synchronized.change(0.0, state)
    assert synchronized.idle_time(0.1) == 0
    tree.faults.clear()
    synchronized.root.free()
    assert synchronized.idle_time(0.1) == inf


# -- Visibility --------------------------------------------------------------------------------


def test_a_peer_sees_what_is_public_or_its_own_unless_a_filter_says_no(made, tree):
    synchronized = made()
    assert synchronized.is_visible_to(2)
    synchronized.seen_by = {3}
    assert [synchronized.is_visible_to(id) for id in (2, 3)] == [False, True]
    synchronized.filters.append(lambda id: True)
    assert synchronized.is_visible_to(3)
    synchronized.filters.append(lambda id: id != 3)
    assert not synchronized.is_visible_to(3)
    synchronized.filters = [lambda id: 1 / 0]
    assert not synchronized.is_visible_to(3)
    assert "division by zero" in str(tree.faults.pop().error)


def test_who_begins_anew_knows_nothing(made, state):
    synchronized = made(always=["a"], on_change=["c"])
    synchronized.state(0.0, state)
    synchronized.change(0.0, state)
    synchronized.received = 7
    synchronized.reset()
    assert (synchronized.net_id, synchronized.received) == (0, 0)
    assert synchronized.state(0.0, state) is not None
    assert synchronized.change(0.0, state) is not None


def test_a_property_has_the_kind_of_its_first_value_and_none_while_it_cannot_be_read(made):
    synchronized = made(always=["a", "bad"])
    a, bad = synchronized.properties.all.values()
    assert [synchronized.kind_of(a), synchronized.kind_of(bad)] == [int, None]
    synchronized.root.a = "text"
    type(synchronized.root).bad, failing = 5, Root.bad
    assert [synchronized.kind_of(a), synchronized.kind_of(bad)] == [int, int]
    Root.bad = failing
    synchronized.root = None
    synchronized.reset()
    assert synchronized.kind_of(a) is None
