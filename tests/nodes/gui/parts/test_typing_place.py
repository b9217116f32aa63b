from engine import Rect2
from engine.canvas.commands import IDENTITY
from engine.input.view import View
from nodes.gui.parts.typing_place import TypingPlace


def test_the_display_is_told_where_in_the_window_that_is(tree):
    place = TypingPlace()
    place.show(tree, Rect2(10, 20, 1, 16), IDENTITY)
    assert tree.screen.caret == (10, 20, 1, 16)
    tree.display.view = View(2.0, 3.0, 100.0, 200.0)
    place.show(tree, Rect2(10, 20, 1, 16), (2.0, 0.0, 0.0, -1.0, 5.0, 50.0))
    assert tree.screen.caret == ((20 + 5) * 2 + 100, (-20 + 50) * 3 + 200, 4, 48)
    place.end(tree)
    assert tree.screen.caret is None


def test_it_is_told_when_that_has_changed_and_only_then(tree, monkeypatch):
    told = []
    monkeypatch.setattr(tree.display, "set_text_input", told.append)
    place = TypingPlace()
    place.end(tree)
    for x in (1, 1, 2):
        place.show(tree, Rect2(x, 2, 1, 1), IDENTITY)
    place.end(None)  # outside the tree
    place.end(tree)
    place.end(tree)
    assert told == [(1, 2, 1, 1), (2, 2, 1, 1), None]
