from math import inf

import pytest

from engine.runner.idle import idle_time
from nodes.gui.parts.blinking_caret import BlinkingCaret


@pytest.fixture
def changes():
    return []


@pytest.fixture
def caret(changes):
    caret = BlinkingCaret(lambda: True, lambda: changes.append(caret.shown))
    caret.blinks, caret.speed = True, 0.25
    return caret


def test_it_is_shown_and_hidden_in_turn(tree, caret, changes):
    caret.restart(tree)
    tree.step(62)
    assert changes == [True, False, True, False, True]


def test_it_is_shown_anew_when_it_is_restarted(tree, caret, changes):
    caret.restart(tree)
    tree.step(20)
    assert not caret.shown
    caret.restart(tree)
    assert caret.shown
    tree.step(10)
    assert caret.shown


def test_one_that_does_not_blink_needs_no_time(tree, caret, changes):
    caret.blinks = False
    caret.restart(tree)
    assert idle_time(tree) == inf
    caret.blinks = True
    caret.restart(None)
    assert idle_time(tree) == inf
    assert changes == [True, True]


def test_it_may_be_stopped(tree, caret):
    caret.restart(tree)
    assert idle_time(tree) < 1
    caret.stop()
    caret.stop()
    tree.step(60)
    assert (idle_time(tree), caret.shown) == (inf, True)


def test_it_waits_while_it_may_not_blink(tree, changes):
    may = [False]
    caret = BlinkingCaret(lambda: may[0], lambda: changes.append(caret.shown))
    caret.blinks = True
    caret.restart(tree)
    tree.step(100)
    assert changes == [True]
    may[0] = True
    tree.step(50)
    assert changes[:2] == [True, False]
