import pytest

from engine import ScriptError, Transform2D, Vector2
from engine.input import (
    KEY_A,
    KEY_MASK_ALT,
    KEY_MASK_CMD,
    KEY_MASK_CTRL,
    KEY_MASK_META,
    KEY_MASK_SHIFT,
    InputEvent,
    InputEventAction,
    InputEventKey,
    InputEventMouseMotion,
    InputEventWithModifiers,
    event,
)


def test_properties_are_given_when_an_event_is_made_or_set_afterwards():
    made = InputEventKey(scancode=KEY_A, pressed=True)
    later = InputEventKey()
    later.scancode = KEY_A
    later.pressed = True
    assert made._values_() == later._values_()
    assert (made.device, made.shift, made.echo) == (0, False, False)


def test_an_unknown_property_is_refused_with_the_one_that_was_meant():
    with pytest.raises(TypeError, match=r"no property 'scancod'\. Did you mean 'scancode'"):
        InputEventKey(scancod=1)


def test_an_event_says_what_it_is():
    assert InputEventKey().get_class() == "InputEventKey"
    assert InputEventKey().is_class("InputEventWithModifiers")
    assert repr(InputEventKey(scancode=65, control=True)) == "<InputEventKey control=True scancode=65>"
    assert repr(InputEvent()) == "<InputEvent>"


def test_a_copy_is_another_event_of_the_same_kind():
    first = InputEventAction(action="jump", strength=0.5)
    copy = first.duplicate()
    assert type(copy) is InputEventAction
    copy.strength = 1.0
    assert (first.strength, copy.action) == (0.5, "jump")


def test_an_event_of_no_kind_does_nothing_and_has_no_text():
    event = InputEvent()
    assert not event.is_pressed()
    assert not event.is_echo()
    assert not event.is_action_type()
    assert not event.action_match(event)
    assert not event.shortcut_match(event)
    assert not event.accumulate(event)
    assert event.as_text() == ""
    assert event.xformed_by(Transform2D(0, Vector2(1, 1))) is event
    assert event._seen_through_(None) is event


def test_the_modifiers_are_bits():
    event = InputEventWithModifiers(shift=True, alt=True, control=True, meta=True)
    assert event.get_modifiers_mask() == KEY_MASK_SHIFT | KEY_MASK_ALT | KEY_MASK_CTRL | KEY_MASK_META
    assert InputEventWithModifiers().get_modifiers_mask() == 0


@pytest.mark.parametrize(("mask", "name"), [(KEY_MASK_CTRL, "control"), (KEY_MASK_META, "meta")])
def test_command_is_the_key_of_shortcuts(mask, name, monkeypatch):
    monkeypatch.setattr(event, "KEY_MASK_CMD", mask)
    made = InputEventWithModifiers(command=True)
    assert getattr(made, name)
    assert made.command
    assert made.get_modifiers_mask() == mask
    made.set_command(False)
    assert not made.get_command()
    assert not getattr(made, name)


def test_command_is_in_no_copy_twice():
    made = InputEventKey(scancode=KEY_A, command=True).duplicate()
    assert made.get_scancode_with_modifiers() == KEY_A | KEY_MASK_CMD


def test_an_action_event_is_one_of_its_action_alone(inside, recorded, ask):
    inside.input_map.add_action("plain")
    inside.input_map.add_action("ctrl")
    cases = [case for case in recorded["action"] if case[0] == "action"]
    assert len(cases) == 4
    for _, _, pressed, _, action, *answers in cases:
        event = InputEventAction(action="plain", pressed=pressed, strength=0.25)
        assert ask(event, action) == answers


def test_an_action_event_is_a_shortcut_for_the_events_of_its_action(inside):
    inside.input_map.add_action("save", keys=[KEY_A | KEY_MASK_CTRL])
    shortcut = InputEventAction(action="save")
    assert shortcut.is_action_type()
    assert shortcut.shortcut_match(InputEventKey(scancode=KEY_A, control=True))
    assert not shortcut.shortcut_match(InputEventKey(scancode=KEY_A))
    assert not shortcut.shortcut_match(InputEventMouseMotion())
    assert not InputEventAction().shortcut_match(InputEventKey())


def test_an_action_event_has_a_text():
    event = InputEventAction(action="jump", pressed=True)
    assert event.as_text() == "InputEventAction : action=jump, pressed=true"
    assert InputEventAction().as_text() == "InputEventAction : action=, pressed=false"


def test_an_action_that_is_not_there_is_refused_with_the_repair(inside):
    with pytest.raises(ScriptError, match=r"no action 'ui_acept'. Did you mean 'ui_accept'\?.*add_action"):
        InputEventKey().is_action("ui_acept")


def test_outside_of_a_tree_there_are_no_actions():
    with pytest.raises(ScriptError, match=r"InputMap belongs to a tree.*`tree.input_map`"):
        InputEventKey().is_action("ui_accept")
