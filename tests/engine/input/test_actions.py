import pytest

from engine import ScriptError
from engine.input import (
    BUTTON_LEFT,
    KEY_A,
    KEY_B,
    KEY_MASK_ALT,
    KEY_MASK_CTRL,
    KEY_MASK_META,
    KEY_MASK_SHIFT,
    InputEventKey,
    InputEventMouseButton,
)
from engine.input.actions import ActionMap


@pytest.fixture
def actions():
    return ActionMap()


def test_the_built_in_actions_are_those_of_godot(actions, recorded):
    assert {
        a: [e.get_scancode_with_modifiers() for e in actions.get_action_list(a)]
        for a in actions.get_actions()
    } == dict(recorded["built_in"])


def test_an_action_is_added_with_its_keys_and_removed(actions):
    actions.add_action("jump", keys=[KEY_A, KEY_B | KEY_MASK_SHIFT])
    assert actions.has_action("jump")
    assert [e.as_text() for e in actions.get_action_list("jump")] == ["A", "Shift+B"]
    actions.erase_action("jump")
    assert not actions.has_action("jump")


def test_all_modifiers_may_be_asked_for(actions):
    mask = KEY_MASK_SHIFT | KEY_MASK_ALT | KEY_MASK_CTRL | KEY_MASK_META
    actions.add_action("all", keys=[KEY_A | mask])
    (event,) = actions.get_action_list("all")
    assert event.get_modifiers_mask() == mask


def test_an_action_is_not_added_twice(actions):
    with pytest.raises(ScriptError, match=r"action 'ui_up' already: ask `InputMap.has_action\('ui_up'\)`"):
        actions.add_action("ui_up")


def test_an_event_is_added_once_and_removed(actions):
    actions.add_action("fire")
    actions.action_add_event("fire", InputEventMouseButton(button_index=BUTTON_LEFT))
    actions.action_add_event("fire", InputEventMouseButton(button_index=BUTTON_LEFT, pressed=True))
    assert len(actions.get_action_list("fire")) == 1
    actions.action_erase_event("fire", InputEventKey(scancode=KEY_A))
    assert actions.action_has_event("fire", InputEventMouseButton(button_index=BUTTON_LEFT))
    actions.action_erase_event("fire", InputEventMouseButton(button_index=BUTTON_LEFT))
    assert actions.get_action_list("fire") == []


def test_an_event_with_other_modifiers_is_another(actions):
    actions.add_action("save", keys=[KEY_A | KEY_MASK_CTRL])
    assert not actions.action_has_event("save", InputEventKey(scancode=KEY_A))
    assert not actions.action_has_event("save", InputEventKey(scancode=KEY_A, control=True, shift=True))


def test_all_events_are_removed(actions):
    actions.action_erase_events("ui_accept")
    assert actions.get_action_list("ui_accept") == []
    assert actions.has_action("ui_accept")


def test_the_list_of_events_is_the_askers_own(actions):
    actions.get_action_list("ui_accept").clear()
    assert len(actions.get_action_list("ui_accept")) == 3


def test_the_deadzone_is_kept(actions):
    actions.add_action("turn", 0.25)
    assert actions.action_get_deadzone("turn") == 0.25
    actions.action_set_deadzone("turn", 0.1)
    assert actions.action_get_deadzone("turn") == 0.1
    assert actions.action_get_deadzone("ui_up") == 0.5


def test_what_is_no_event_is_refused_with_what_to_write(actions):
    with pytest.raises(ScriptError, match=r"needs an InputEvent, not 65: write `InputEventKey\("):
        actions.action_add_event("ui_up", KEY_A)


def test_load_from_globals_brings_the_built_in_actions_back(actions):
    actions.add_action("jump")
    actions.erase_action("ui_up")
    actions.load_from_globals()
    assert actions.has_action("ui_up")
    assert not actions.has_action("jump")


@pytest.mark.parametrize(
    "call",
    [
        lambda a: a.erase_action("jmp"),
        lambda a: a.action_set_deadzone("jmp", 0),
        lambda a: a.action_get_deadzone("jmp"),
        lambda a: a.action_add_event("jmp", InputEventKey()),
        lambda a: a.action_has_event("jmp", InputEventKey()),
        lambda a: a.action_erase_event("jmp", InputEventKey()),
        lambda a: a.action_erase_events("jmp"),
        lambda a: a.get_action_list("jmp"),
        lambda a: a.event_is_action(InputEventKey(), "jmp"),
        lambda a: a.event_strength(InputEventKey(), "jmp"),
    ],
)
def test_an_action_that_is_not_there_is_refused_with_the_repair(actions, call):
    actions.add_action("jump")
    with pytest.raises(ScriptError, match=r"no action 'jmp'. Did you mean 'jump'\?.*add_action\('jmp'\)"):
        call(actions)


def test_it_says_what_it_is(actions):
    assert repr(actions) == "<ActionMap of 13 actions>"
