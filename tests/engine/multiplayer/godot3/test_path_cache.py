import pytest

from engine.multiplayer.godot3 import path_cache
from engine.multiplayer.godot3.packets import PacketError, SimplifyPath, decode
from engine.multiplayer.godot3.path_cache import PathsOf, SentPaths, printed


def test_paths_are_numbered_in_the_order_of_their_first_use():
    paths = SentPaths()
    assert [paths.numbered(path).id for path in ("P", "Q", "P", "R")] == [1, 2, 1, 3]
    assert [paths.path_of(number) for number in (1, 3, 4)] == ["P", "R", None]


def test_an_announcement_says_the_number_and_the_path():
    paths = SentPaths()
    paths.numbered("A")
    assert decode(paths.numbered("Ünï/Q").announcement()) == SimplifyPath(2, "Ünï/Q")


def test_a_path_that_no_packet_could_hold_is_refused():
    with pytest.raises(PacketError, match="NUL"):
        SentPaths().numbered("a\0b")


def test_only_who_was_told_can_confirm():
    paths = SentPaths()
    path = paths.numbered("P")
    path.told |= {5}
    assert [paths.confirm("P", 5), paths.confirm("P", 6), paths.confirm("Q", 5)] == [True, False, False]
    assert path.confirmed == {5}


def test_who_is_gone_has_to_be_told_anew():
    paths = SentPaths()
    path = paths.numbered("P")
    path.told |= {5, 6}
    paths.confirm("P", 5)
    paths.forget(5)
    assert (path.told, path.confirmed) == ({6}, set())
    assert not paths.confirm("P", 5)


def test_after_clearing_numbers_begin_at_1():
    paths = SentPaths()
    paths.numbered("P")
    paths.clear()
    assert paths.numbered("Q").id == 1


def test_a_number_stands_for_the_path_that_it_was_given_last():
    known = PathsOf()
    assert known.learn(7, "P")
    known.plans[b"x"] = ("P",), "m"
    assert known.learn(7, "P")
    assert known.plans  # what was found out still holds
    assert known.learn(7, "Q")
    assert (known.path(7), known.path(8), known.plans) == ("Q", None, {})


def test_one_peer_cannot_announce_paths_without_end(monkeypatch):
    monkeypatch.setattr(path_cache, "MOST_PATHS", 2)
    monkeypatch.setattr(path_cache, "MOST_TEXT", 10)
    known = PathsOf()
    assert [known.learn(1, "abcde"), known.learn(2, "abcdef"), known.learn(2, "abcde")] == [True, False, True]
    assert not known.learn(3, "")
    assert known.learn(1, "xyz")
    assert known.learn(2, "abcdefg")
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
    assert printed(path) == as_godot_prints_it
