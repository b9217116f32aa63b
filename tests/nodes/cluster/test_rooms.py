"""RoomList: who is sent where."""

from __future__ import annotations

from nodes.cluster import rooms
from nodes.cluster.records import Listed, RoomRecord
from nodes.cluster.rooms import RoomList
from nodes.cluster.store import LEASE


def listed(name, players=0, capacity=10, left=LEASE, epoch=1, owner="0", tags=()):
    return Listed(RoomRecord(name, owner, f"ws://{name}", players, capacity, tags), epoch, left)


def a_list(*entries, at=0.0):
    found = RoomList()
    found.read(entries, at, at)
    return found


def name_of(room):
    return room.name if room is not None else None


def test_a_room_is_found_by_the_beginning_of_its_name():
    known = a_list(listed("arena1"), listed("duel1"))
    assert name_of(known.find("duel", "", 1.0)) == "duel1"
    assert known.find("race", "", 1.0) is None
    assert known.find("arena1", "", 1.0) == ("arena1", "ws://arena1", 0, 10, 1, ())
    assert len(known) == 2


def test_a_room_is_found_by_its_tags():
    known = a_list(listed("a", 9), listed("b", 5, tags=("europe",)), listed("c", tags=("duel", "europe")))
    assert name_of(known.find("", "", 1.0)) == "a"
    assert known.find("", "", 1.0, ["europe"]).tags == ("europe",)
    assert name_of(known.find("", "", 1.0, ("europe", "duel"))) == "c"
    assert known.find("", "", 1.0, ["asia"]) is None


def test_the_fullest_with_places_comes_first_and_then_the_first_by_name():
    known = a_list(listed("b", 3), listed("a", 3), listed("c", 2), listed("full", 10), listed("any", 1, 0))
    assert name_of(known.find("", "", 1.0)) == "a"


def test_who_is_sent_counts_until_the_room_has_written_down_its_players_again():
    known = a_list(listed("a", 8), listed("b", 0))
    assert [name_of(known.find("", str(asker), 1.0)) for asker in range(3)] == ["a", "a", "b"]
    known.read([listed("a", 8, left=LEASE - 1.5), listed("b", 0)], 1.5, 1.5)
    assert name_of(known.find("", "another", 1.6)) == "b"
    known.read([listed("a", 8), listed("b", 0)], 2.0, 2.0)
    assert name_of(known.find("", "one more", 2.0)) == "a"


def test_who_only_asks_does_not_count():
    known = a_list(listed("a", 9))
    assert [name_of(known.find("", "", 1.0)) for _ in range(3)] == ["a", "a", "a"]


def test_a_room_whose_lease_has_ended_is_not_given():
    known = a_list(listed("a", left=2.0))
    assert known.find("a", "", 1.9) is not None
    assert known.find("a", "", 2.0) is None


def test_a_dead_room_is_not_given_twice_to_the_same_asker():
    known = a_list(listed("a", 1), listed("b"))
    assert name_of(known.find("", "ann", 1.0)) == "a"
    assert name_of(known.find("", "ann", 1.5)) == "b"
    assert known.find("", "ann", 1.6) is None
    assert name_of(known.find("", "bob", 1.7)) == "a"


def test_a_list_that_was_read_since_is_no_sign_of_life_but_a_renewal_is():
    known = a_list(listed("a"))
    assert name_of(known.find("a", "ann", 1.0)) == "a"
    known.read([listed("a", left=LEASE - 2.0)], 2.0, 2.0)  # renewed at 0, before ann was sent
    assert known.find("a", "ann", 2.1) is None
    known.read([listed("a", left=LEASE - 0.5)], 2.5, 2.5)  # renewed at 2.0
    assert name_of(known.find("a", "ann", 2.6)) == "a"


def test_the_answer_of_a_slow_store_does_not_make_a_room_look_alive():
    known = a_list(listed("a"))
    known.find("a", "ann", 1.0)
    known.read([listed("a", left=LEASE)], asked=0.9, now=3.0)  # renewed at 0.9 at the earliest
    assert known.find("a", "ann", 3.0) is None


def test_askers_that_are_too_many_are_forgotten(monkeypatch):
    monkeypatch.setattr(rooms, "MOST_ASKERS", 3)
    known = a_list(listed("a", capacity=0))
    for asker in range(10):
        known.find("a", str(asker), 1.0)
    assert len(known._askers) == 3
    assert known.find("a", "9", 1.0) is None
    assert known.find("a", "0", 1.0) is not None


def test_reading_tells_whether_something_is_new():
    known = RoomList()
    assert known.read([listed("a")], 0.0, 0.0)
    assert not known.read([listed("a", left=3.0)], 1.0, 1.0)
    assert known.read([listed("a", players=1)], 2.0, 2.0)
    assert known.read([listed("a", players=1, epoch=2)], 2.0, 2.0)
    assert known.read([], 3.0, 3.0)
    assert not known.read([], 3.0, 3.0)


def test_while_the_store_is_down_what_was_known_holds():
    known = a_list(listed("a"))
    known.freeze()
    assert name_of(known.find("a", "", 100.0)) == "a"


def test_while_the_store_is_down_a_room_is_given_again_after_a_lease():
    known = a_list(listed("a"))
    known.freeze()
    assert known.find("a", "ann", 10.0) is not None
    assert known.find("a", "ann", 10.0 + LEASE - 0.1) is None
    assert known.find("a", "ann", 10.0 + LEASE) is not None


def test_what_an_empty_store_has_forgotten_stays_until_its_owners_had_time():
    known = a_list(listed("a"), listed("b"))
    known.freeze()
    known.thaw(100.0)
    assert not known.read([], 100.0, 100.0)
    assert len(known) == 2
    known.read([listed("a")], 101.0, 101.0)
    known.read([], 102.0, 102.0)  # a was there again, and has gone
    assert name_of(known.find("", "", 102.0)) == "b"
    assert known.read([], 100.0 + LEASE, 100.0 + LEASE)
    assert len(known) == 0
