import pytest

from engine.multiplayer.godot3 import path_cache
from engine.multiplayer.godot3.packets import SimplifyPath, decode
from engine.multiplayer.godot3.path_cache import ReceivedPaths, SentPaths, normalized
from engine.multiplayer.refusals import PacketError


def test_paths_are_numbered_in_the_order_of_their_first_use():
    paths = SentPaths()
    assert [paths.find_or_add(path).id for path in ("P", "Q", "P", "R")] == [1, 2, 1, 3]
    assert [paths.path(number) for number in (1, 3, 4)] == ["P", "R", None]


def test_an_announcement_says_the_number_and_the_path():
    paths = SentPaths()
    paths.find_or_add("A")
    assert decode(paths.find_or_add("Ünï/Q").announcement()) == SimplifyPath(2, "Ünï/Q")


def test_when_all_numbers_are_used_further_paths_have_none_and_are_not_kept(monkeypatch):
    monkeypatch.setattr(path_cache, "MOST_PATHS", 2)
    paths = SentPaths()
    assert [paths.find_or_add(path).id for path in ("P", "Q", "R", "P", "R")] == [1, 2, 0, 1, 0]
    assert paths.find_or_add("R") is not paths.find_or_add("R")


def test_a_path_that_no_packet_could_hold_is_refused():
    with pytest.raises(PacketError, match="NUL"):
        SentPaths().find_or_add("a\0b")


def test_only_who_was_told_can_confirm():
    paths = SentPaths()
    path = paths.find_or_add("P")
    path.announced |= {5}
    assert [paths.confirm("P", 5), paths.confirm("P", 6), paths.confirm("Q", 5)] == [True, False, False]
    assert path.confirmed == {5}


def test_who_is_gone_has_to_be_told_anew():
    paths = SentPaths()
    path = paths.find_or_add("P")
    path.announced |= {5, 6}
    paths.confirm("P", 5)
    paths.forget(5)
    assert (path.announced, path.confirmed) == ({6}, set())
    assert not paths.confirm("P", 5)


def test_after_clearing_numbers_begin_at_1():
    paths = SentPaths()
    paths.find_or_add("P")
    paths.clear()
    assert paths.find_or_add("Q").id == 1


def test_a_number_stands_for_the_path_that_it_was_given_last():
    known = ReceivedPaths()
    assert known.add(7, "P")
    known.addresses[b"x"] = ("P",), "m"
    assert known.add(7, "P")
    assert known.addresses  # what was found out still holds
    assert known.add(7, "Q")
    assert (known.path(7), known.path(8), known.addresses) == ("Q", None, {})


def test_one_peer_cannot_announce_paths_without_end(monkeypatch):
    monkeypatch.setattr(path_cache, "MOST_PATHS", 2)
    monkeypatch.setattr(path_cache, "MOST_TEXT", 10)
    known = ReceivedPaths()
    assert [known.add(1, "abcde"), known.add(2, "abcdef"), known.add(2, "abcde")] == [True, False, True]
    assert not known.add(3, "")
    assert known.add(1, "xyz")
    assert known.add(2, "abcdefg")
    assert [known.path(number) for number in (1, 2, 3)] == ["xyz", "abcdefg", None]


@pytest.mark.parametrize(
    ("path", "as_godot_prints_it"),
    [
        ("P", "P"),
        ("P//", "P"),
        ("/root//P", "/root/P"),
        ("./P", "./P"),
        (".", "."),
        ("../P", "../P"),
        ("P:v", "P:v"),
        ("P/:v:", "P:v"),
        ("", ""),
    ],
)
def test_a_path_is_confirmed_as_godot_prints_it(path, as_godot_prints_it):
    assert normalized(path) == as_godot_prints_it


def test_what_calls_begin_with_is_remembered_for_paths_that_lead_down(monkeypatch):
    known = ReceivedPaths()
    for number, path in enumerate(("A/B", "/root/A", "../A", ".", "A:v")):
        known.add(number, path)
        known.remember(b"%d" % number, number, "m")
    known.remember(b"unknown", 9, "m")
    assert known.addresses == {b"0": (("A", "B"), "m"), b"3": ((), "m"), b"4": (("A",), "m")}


def test_what_is_remembered_is_the_name_that_a_node_of_ours_has():
    known = ReceivedPaths()
    assert known.add(1, "Main/%A")
    assert known.path(1) == "Main/%A"  # as it is confirmed
    known.remember(b"x", 1, "m")
    assert known.addresses == {b"x": (("Main", "A"), "m")}


def test_not_every_beginning_is_remembered(monkeypatch):
    monkeypatch.setattr(path_cache, "MOST_ADDRESSES", 2)
    known = ReceivedPaths()
    known.add(1, "P")
    for start in (b"a", b"b", b"c"):
        known.remember(start, 1, "m")
    assert list(known.addresses) == [b"a", b"b"]
