"""What ends together with an object."""

from __future__ import annotations

import gc

from engine import Object
from engine.object.lifetime import tie, tied_to, untie


class Ending:
    def __init__(self, log=None):
        self.log = log

    def end(self):
        self.log.append(self)


def test_what_is_tied_ends_with_the_object_in_the_order_of_tying():
    log, owner = [], Object()
    things = [Ending(log) for _ in range(20)]
    for thing in things:
        tie(thing, owner)
    assert tied_to(owner) == things
    owner.free()
    assert log == things


def test_what_is_untied_does_not_end_with_the_object():
    log, owner = [], Object()
    thing = Ending(log)
    tie(thing, owner)
    untie(thing, owner)
    untie(thing, owner)
    assert tied_to(owner) == []
    owner.free()
    assert log == []


def test_tying_twice_is_tying_once():
    log, owner = [], Object()
    thing = Ending(log)
    tie(thing, owner)
    tie(thing, owner)
    owner.free()
    assert log == [thing]


def test_an_owner_does_not_keep_what_is_tied_to_it():
    owner = Object()
    tie(Ending(), owner)
    gc.collect()
    assert tied_to(owner) == []


def test_what_is_no_object_has_nothing_tied_to_it():
    class Plain:
        pass

    for owner in (Plain(), None, "text"):
        thing = Ending()
        tie(thing, owner)
        untie(thing, owner)
        assert not hasattr(owner, "_incoming_")


def test_an_object_that_nothing_was_tied_to_has_an_empty_list():
    assert tied_to(Object()) == []
    untie(Ending(), Object())
