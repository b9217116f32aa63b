import pytest

from engine.input import KEY_A, KEY_MASK_CTRL, KEY_S, InputEventKey, InputEventMouseMotion


def test_a_key_has_the_text_that_godot_gives_it(recorded):
    for held, scancode, text, with_modifiers in recorded["key_text"]:
        event = InputEventKey(scancode=scancode, **dict.fromkeys(held, True))
        assert event.as_text() == text
        assert event.get_scancode_with_modifiers() == with_modifiers


def test_a_key_known_by_its_place_alone_says_so():
    event = InputEventKey(physical_scancode=KEY_A, control=True)
    assert event.as_text() == "Control+A (Physical)"
    assert event.get_physical_scancode_with_modifiers() == KEY_A | KEY_MASK_CTRL


def test_keys_press_and_release_actions_as_in_godot(inside, recorded, ask):
    inside.input_map.add_action("plain", keys=[KEY_S])
    inside.input_map.add_action("ctrl", keys=[KEY_S | KEY_MASK_CTRL])
    cases = [case for case in recorded["action"] if case[0] == "key"]
    assert len(cases) == 32
    for _, held, pressed, echo, action, *answers in cases:
        event = InputEventKey(scancode=KEY_S, pressed=pressed, echo=echo, **dict.fromkeys(held, True))
        assert ask(event, action) == answers, event


def test_a_shortcut_needs_the_same_modifiers_as_in_godot(recorded):
    shortcut = InputEventKey(scancode=KEY_S, control=True)
    for held, answer in recorded["shortcut"]:
        event = InputEventKey(scancode=KEY_S, **dict.fromkeys(held, True))
        assert shortcut.shortcut_match(event) is answer


def test_a_shortcut_that_need_not_match_exactly_needs_at_least_its_modifiers():
    shortcut = InputEventKey(scancode=KEY_S, control=True)
    assert shortcut.shortcut_match(InputEventKey(scancode=KEY_S, control=True, shift=True), False)
    assert not shortcut.shortcut_match(InputEventKey(scancode=KEY_S, shift=True), False)


@pytest.mark.parametrize("other", [InputEventKey(scancode=KEY_A), InputEventMouseMotion()])
def test_another_key_or_no_key_matches_nothing(other):
    assert not InputEventKey(scancode=KEY_S).action_match(other)
    assert not InputEventKey(scancode=KEY_S).shortcut_match(other)


def test_a_key_may_be_meant_by_its_place():
    place = InputEventKey(physical_scancode=KEY_A)
    assert place.action_match(InputEventKey(scancode=KEY_S, physical_scancode=KEY_A, pressed=True))
    assert not place.action_match(InputEventKey(scancode=KEY_A))


def test_an_exact_match_has_no_further_modifiers(inside):
    inside.input_map.add_action("save", keys=[KEY_S | KEY_MASK_CTRL])
    event = InputEventKey(scancode=KEY_S, control=True, shift=True, pressed=True)
    assert event.is_action_pressed("save")
    assert not event.is_action_pressed("save", False, True)
    assert not event.is_action("save", True)
    assert event.get_action_strength("save", True) == 0.0


def test_a_key_tells_whether_it_is_down_and_repeats():
    event = InputEventKey(pressed=True, echo=True)
    assert event.is_pressed()
    assert event.is_echo()
    assert event.is_action_type()
