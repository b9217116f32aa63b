import pytest

from nodes.gui.parts.drawn_button import DrawnButton


@pytest.fixture
def button():
    return DrawnButton()


def test_letting_go_on_it_is_a_click(button):
    button.press()
    assert (button.held, button.pressed) == (True, True)
    assert button.release()
    assert (button.held, button.pressed) == (False, False)
    assert not button.release()


def test_letting_go_beside_it_is_none(button):
    button.press()
    assert button.point(False)
    assert not button.point(False)
    assert (button.held, button.pressed) == (True, False)
    assert not button.release()


def test_the_pointer_may_come_back(button):
    button.press()
    button.point(False)
    assert button.point(True)
    assert button.release()


def test_the_pointer_alone_does_nothing(button):
    assert not button.point(True)
    assert not button.release()
