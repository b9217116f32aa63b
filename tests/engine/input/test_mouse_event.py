import pytest

from engine import Transform2D, Vector2
from engine.input import (
    BUTTON_LEFT,
    BUTTON_RIGHT,
    InputEventKey,
    InputEventMouse,
    InputEventMouseButton,
    InputEventMouseMotion,
)
from engine.input.view import View

KINDS = {kind.__name__: kind for kind in (InputEventMouseButton, InputEventMouseMotion)}
VECTORS = ("position", "relative", "speed", "tilt")


def test_mouse_events_have_the_texts_that_godot_gives_them(recorded):
    for kind, properties, text in recorded["text"]:
        given = {name: Vector2(*v) if name in VECTORS else v for name, v in properties.items()}
        assert KINDS[kind](**given).as_text() == text


def test_buttons_press_and_release_actions_as_in_godot(inside, recorded, ask):
    inside.input_map.add_action("button")
    inside.input_map.action_add_event("button", InputEventMouseButton(button_index=2, shift=True))
    cases = [case for case in recorded["action"] if case[0] == "button"]
    assert len(cases) == 8
    for _, held, pressed, _, action, *answers in cases:
        event = InputEventMouseButton(button_index=2, pressed=pressed, **dict.fromkeys(held, True))
        assert ask(event, action) == answers, event


def test_a_button_is_a_shortcut_with_the_same_modifiers():
    shortcut = InputEventMouseButton(button_index=BUTTON_LEFT, shift=True)
    assert shortcut.shortcut_match(InputEventMouseButton(button_index=BUTTON_LEFT, shift=True))
    assert not shortcut.shortcut_match(InputEventMouseButton(button_index=BUTTON_LEFT))
    assert shortcut.shortcut_match(InputEventMouseButton(button_index=BUTTON_LEFT), False)
    assert not shortcut.shortcut_match(InputEventMouseButton(button_index=BUTTON_RIGHT, shift=True))
    assert not shortcut.shortcut_match(InputEventKey(shift=True))


def test_a_button_tells_whether_it_is_down():
    event = InputEventMouseButton(pressed=True, doubleclick=True)
    assert event.is_pressed()
    assert event.is_doubleclick()
    assert event.is_action_type()
    assert not InputEventMouseMotion().is_action_type()


def test_a_transformed_motion_is_where_godot_has_it(recorded):
    xform = Transform2D(0, Vector2(100, 50)).scaled(Vector2(2, 3))
    event = InputEventMouseMotion(
        position=Vector2(10, 20),
        relative=Vector2(1, 1),
        speed=Vector2(2, 3),
        global_position=Vector2(5, 5),
    )
    moved = event.xformed_by(xform, Vector2(1, 1))
    found = [list(v) for v in (moved.position, moved.relative, moved.speed, moved.global_position)]
    assert [found] == recorded["xformed"]
    assert event.position == Vector2(10, 20)


def test_a_transformed_button_keeps_all_else():
    event = InputEventMouseButton(button_index=BUTTON_RIGHT, position=Vector2(1, 2), factor=2.0, control=True)
    moved = event.xformed_by(Transform2D(0, Vector2(10, 10)))
    assert moved.position == Vector2(11, 12)
    assert {**moved._values_(), "position": Vector2(1, 2)} == event._values_()


def test_a_motion_goes_on_where_a_later_one_ends():
    first = InputEventMouseMotion(position=Vector2(1, 1), relative=Vector2(1, 1))
    later = InputEventMouseMotion(
        position=Vector2(4, 5), global_position=Vector2(4, 5), relative=Vector2(3, 4), speed=Vector2(9, 9)
    )
    assert first.accumulate(later)
    assert first.position == first.global_position == Vector2(4, 5)
    assert (first.relative, first.speed) == (Vector2(4, 5), Vector2(9, 9))


@pytest.mark.parametrize(
    "later", [InputEventMouseMotion(button_mask=1), InputEventMouseMotion(shift=True), InputEventMouse()]
)
def test_a_motion_of_another_kind_is_not_taken_in(later):
    assert not InputEventMouseMotion().accumulate(later)


def test_window_pixels_become_the_viewports_coordinates():
    view = View(2.0, 4.0, 10.0, 20.0, 100.0, 100.0)
    event = InputEventMouseMotion(position=Vector2(30, 40), relative=Vector2(2, 4), speed=Vector2(8, 8))
    seen = event._seen_through_(view)
    assert seen.position == seen.global_position == Vector2(10, 5)
    assert (seen.relative, seen.speed) == (Vector2(1, 1), Vector2(4, 2))
    assert event.position == Vector2(30, 40)


def test_without_a_window_they_are_the_viewports_coordinates():
    event = InputEventMouseMotion(position=Vector2(3, 4), relative=Vector2(1, 1))
    seen = event._seen_through_(None)
    assert (seen.position, seen.global_position, seen.relative) == (
        Vector2(3, 4),
        Vector2(3, 4),
        Vector2(1, 1),
    )
