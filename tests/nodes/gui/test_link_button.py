import pytest

from engine import ScriptError, Vector2
from engine.canvas.commands import Polyline
from nodes import Control, LinkButton


def lines(tree):
    return [seen for seen in tree.screen.seen() if isinstance(seen.command, Polyline)]


@pytest.fixture
def link(tree):
    link = tree.add(LinkButton(text="More"))
    link.rect_position = Vector2(10, 10)
    tree.step()
    return link


def test_it_is_pressed_like_a_button_under_a_hand(tree, link):
    pressed = tree.watch(link.pressed)
    tree.user.click("More")
    pressed.assert_emitted(times=1)
    assert tree.screen.cursor == Control.CURSOR_POINTING_HAND


def test_it_is_underlined_as_told(tree, link):
    assert len(lines(tree)) == 1
    link.set_underline_mode(LinkButton.UNDERLINE_MODE_ON_HOVER)
    tree.step()
    assert lines(tree) == []
    tree.user.move_to(link)
    assert len(lines(tree)) == 1
    link.underline = LinkButton.UNDERLINE_MODE_NEVER
    tree.step()
    assert lines(tree) == []
    assert link.underline == link.get_underline_mode() == LinkButton.UNDERLINE_MODE_NEVER
    with pytest.raises(ScriptError, match="UNDERLINE_MODE"):
        link.underline = 3


def test_no_text_has_no_line(tree, link):
    link.text = ""
    tree.step()
    assert lines(tree) == []
