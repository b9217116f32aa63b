from engine.multiplayer.godot4 import node_numbers
from engine.multiplayer.godot4.methods import MethodNumbers
from engine.multiplayer.godot4.node_numbers import ReceivedNodes, SentNodes
from engine.multiplayer.godot4.packets import ConfirmPath, SimplifyPath, decode

METHODS = MethodNumbers(["hi"])
OTHERS = MethodNumbers(["hi", "ho"])


def test_nodes_are_numbered_in_the_order_of_their_first_use():
    sent = SentNodes()
    assert [sent.find_or_add(path, 7, METHODS).id for path in ("A", "B", "A")] == [1, 2, 1]
    assert (sent.path(2), sent.path(3)) == ("B", None)
    assert decode(sent.find_or_add("B", 7, METHODS).announcement()) == SimplifyPath(METHODS.checksum, 2, "B")


def test_another_node_in_the_same_place_and_other_methods_get_a_new_number():
    sent = SentNodes()
    assert sent.find_or_add("A", 7, METHODS).id == 1
    assert sent.find_or_add("A", 8, METHODS).id == 2
    assert sent.find_or_add("A", 8, OTHERS).id == 3
    assert sent.path(1) is sent.path(2) is None


def test_who_was_told_confirms_and_says_whether_it_has_the_same_methods():
    sent = SentNodes()
    node = sent.find_or_add("A", 7, METHODS)
    assert sent.confirm(ConfirmPath(1, True), 5) is None
    node.announced.update((5, 6))
    assert sent.confirm(ConfirmPath(1, True), 5) is node
    assert sent.confirm(ConfirmPath(1, False), 6) is node
    assert (node.confirmed, node.differing) == ({5, 6}, {6})
    assert sent.confirm(ConfirmPath(1, True), 6) is node
    assert node.differing == set()
    assert sent.confirm(ConfirmPath(9, True), 5) is None


def test_a_path_confirms_as_it_does_up_to_godot_4_2():
    sent = SentNodes()
    node = sent.find_or_add("Foo", 7, METHODS)
    node.announced.add(5)
    assert sent.confirm(decode(b"\2\1Foo\0"), 5) is node


def test_what_a_peer_has_announced_may_tell_that_its_methods_differ():
    sent = SentNodes()
    node = sent.find_or_add("A", 7, METHODS)
    sent.differ("A", 5)
    sent.differ("B", 5)
    assert node.differing == {5}


def test_a_peer_that_is_gone_is_forgotten():
    sent = SentNodes()
    node = sent.find_or_add("A", 7, METHODS)
    node.announced.update((5, 6))
    sent.confirm(ConfirmPath(1, False), 5)
    sent.forget(5)
    assert (node.announced, node.confirmed, node.differing) == ({6}, set(), set())
    sent.clear()
    assert sent.find_or_add("B", 7, METHODS).id == 1


def test_beyond_the_last_number_nodes_have_none(monkeypatch):
    monkeypatch.setattr(node_numbers, "MOST_NODES", 1)
    sent = SentNodes()
    assert [sent.find_or_add(path, 7, METHODS).id for path in ("A", "B", "A")] == [1, 0, 1]
    assert sent.find_or_add("A", 8, METHODS).id == 2


def test_what_a_peer_has_numbered():
    received = ReceivedNodes()
    assert received.add(5, "A", "md5")
    assert received.has(5)
    assert received.node(5) == ("A", "md5", ("A",))
    assert received.checksum("A") == "md5"
    assert received.add(6, "/root/B", "")
    assert received.add(7, "A/../B", "")
    assert [received.node(number).names for number in (6, 7)] == [(), ()]
    assert received.node(9) is received.checksum("B") is None


def test_beginnings_of_calls_are_remembered_for_paths_straight_down_but_not_without_end(monkeypatch):
    monkeypatch.setattr(node_numbers, "MOST_ADDRESSES", 1)
    received = ReceivedNodes()
    for number, path in ((1, "/root/A"), (2, "A/B"), (3, "C")):
        received.add(number, path, METHODS.checksum)
        received.remember(bytes((0, number, 0)), number, METHODS, "hi")
    assert received.addresses == {b"\0\2\0": (("A", "B"), METHODS, "hi")}


def test_a_peer_has_room_for_so_many_nodes_and_so_much_text(monkeypatch):
    monkeypatch.setattr(node_numbers, "MOST_NODES", 2)
    monkeypatch.setattr(node_numbers, "MOST_TEXT", 5)
    received = ReceivedNodes()
    assert received.add(1, "four", "")
    assert not received.add(2, "of", "")
    assert received.add(2, "A", "")
    assert not received.add(3, "", "")
