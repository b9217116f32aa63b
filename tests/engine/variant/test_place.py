from engine.variant.key import Key
from engine.variant.place import place_of


def test_the_way_leads_from_the_inside_out():
    bad = object()
    inner = [0, bad]
    middle = {"a": 1, 2: inner}
    assert place_of(bad, [[middle], middle, inner]) == ", in element 1 of key 2 of element 0"
    assert place_of(bad, []) == ""


def test_a_key_can_be_what_is_wrong():
    bad = Key([1])
    assert place_of(bad, [{1: 2, bad: 3}]) == ", in the key of type Key itself"


def test_long_ways_are_cut():
    bad = object()
    containers = [[bad]]
    for _ in range(9):
        containers.insert(0, [containers[0]])
    assert place_of(bad, containers) == ", in " + "element 0 of " * 4 + "…"


def test_what_cannot_be_found_any_more_was_somewhere():
    assert place_of(object(), [[1, 2]]) == ", in an element"
    assert place_of(object(), [{"a": 1, 2: 3}]) == ", in a key"
