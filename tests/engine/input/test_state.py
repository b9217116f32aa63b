from math import sqrt

import pytest

from engine import Node, ScriptError, Texture, Vector2
from engine.input import (
    BUTTON_LEFT,
    BUTTON_RIGHT,
    KEY_A,
    KEY_D,
    KEY_ENTER,
    KEY_MASK_CTRL,
    KEY_S,
    KEY_SPACE,
    KEY_W,
    Input,
    InputEventAction,
    InputEventKey,
    InputEventMouseButton,
    InputEventMouseMotion,
    InputMap,
)


def key(scancode, pressed=True, **more):
    return InputEventKey(scancode=scancode, pressed=pressed, **more)


@pytest.fixture
def state(inside):
    inside.input_map.add_action("jump", keys=[KEY_SPACE, KEY_W])
    return inside.input


# -- Keys and buttons --------------------------------------------------------------------------


def test_keys_are_held_until_they_go_up(state):
    state.parse_input_event(key(KEY_A, physical_scancode=KEY_D))
    state.parse_input_event(key(KEY_A, echo=True))
    assert state.is_key_pressed(KEY_A)
    assert state.is_physical_key_pressed(KEY_D)
    assert not state.is_key_pressed(KEY_D)
    assert state.is_anything_pressed()
    state.parse_input_event(key(KEY_A, False, physical_scancode=KEY_D))
    assert not state.is_key_pressed(KEY_A)
    assert not state.is_physical_key_pressed(KEY_D)
    assert not state.is_anything_pressed()


def test_text_without_a_key_holds_nothing(state):
    state.parse_input_event(InputEventKey(unicode=65, pressed=True))
    assert not state.is_anything_pressed()
    assert not state.is_key_pressed(0)


def test_mouse_buttons_are_held_until_they_go_up(state):
    state.parse_input_event(InputEventMouseButton(button_index=BUTTON_RIGHT, pressed=True))
    state.parse_input_event(InputEventMouseButton(button_index=BUTTON_LEFT, pressed=True))
    assert state.get_mouse_button_mask() == 3
    state.parse_input_event(InputEventMouseButton(button_index=BUTTON_LEFT, pressed=False))
    assert state.is_mouse_button_pressed(BUTTON_RIGHT)
    assert not state.is_mouse_button_pressed(BUTTON_LEFT)
    assert state.is_anything_pressed()


@pytest.mark.parametrize("button", [-1, 0, 64, 10**9])
def test_odd_buttons_are_never_held(state, button):
    state.parse_input_event(InputEventMouseButton(button_index=button, pressed=True))
    assert not state.is_mouse_button_pressed(button)


def test_the_pointer_is_where_it_was_last_seen(state):
    state.parse_input_event(InputEventMouseMotion(position=Vector2(3, 4), speed=Vector2(5, 6)))
    assert state.get_mouse_position() == Vector2(3, 4)
    assert state.get_last_mouse_speed() == Vector2(5, 6)


def test_the_pointer_is_shown_as_it_is_told(state):
    assert (state.mouse_mode, state.get_mouse_mode()) == (Input.MOUSE_MODE_VISIBLE, 0)
    state.set_mouse_mode(Input.MOUSE_MODE_CAPTURED)
    state.mouse_mode = state.mouse_mode + 1
    assert state.get_mouse_mode() == Input.MOUSE_MODE_CONFINED == 3
    with pytest.raises(ScriptError, match=r"no mouse mode 5: take one of Input\.MOUSE_MODE_"):
        state.mouse_mode = 5


def test_the_pointer_looks_as_it_is_told_where_no_control_is(state):
    assert state.get_current_cursor_shape() == Input.CURSOR_ARROW == 0
    state.set_default_cursor_shape(Input.CURSOR_HELP)
    assert state.get_current_cursor_shape() == 16
    state.set_default_cursor_shape()
    assert state.get_current_cursor_shape() == 0
    with pytest.raises(ScriptError, match=r"no shape 17 of the pointer: take one of Input\.CURSOR_"):
        state.set_default_cursor_shape(17)


def test_the_pointer_looks_like_a_texture_for_a_shape(state, inside):
    images = inside._services_.input.cursor_images
    state.set_custom_mouse_cursor(Texture(4, 3))
    state.set_custom_mouse_cursor(Texture(8, 8), Input.CURSOR_HELP, Vector2(7, 2))
    assert {shape: (one.width, one.height, one.x, one.y) for shape, one in images.items()} == {
        0: (4, 3, 0, 0),
        16: (8, 8, 7, 2),
    }
    state.set_custom_mouse_cursor(None)
    state.set_custom_mouse_cursor(None)
    assert [*images] == [16]


@pytest.mark.parametrize(
    ("size", "hotspot", "said"),
    [((300, 8), (0, 0), "may have 256 x 256"), ((8, 8), (9, 0), "hotspot")],
)
def test_an_image_that_is_no_pointer_is_refused_in_the_log(state, inside, caplog, size, hotspot, said):
    state.set_custom_mouse_cursor(Texture(4, 3))
    state.set_custom_mouse_cursor(Texture(*size), Input.CURSOR_ARROW, Vector2(*hotspot))
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert said in caplog.text
    assert inside._services_.input.cursor_images[0].width == 4


def test_what_is_no_texture_or_no_shape_is_no_pointer(state):
    with pytest.raises(ScriptError, match=r"cannot look like 'a.png'. Write `Texture.load"):
        state.set_custom_mouse_cursor("a.png")
    with pytest.raises(ScriptError, match="no shape -1 of the pointer"):
        state.set_custom_mouse_cursor(None, -1)


# -- Actions -----------------------------------------------------------------------------------


def test_a_key_presses_its_action(state):
    assert not state.is_action_pressed("jump")
    state.parse_input_event(key(KEY_SPACE))
    assert state.is_action_pressed("jump")
    assert state.get_action_strength("jump") == 1.0
    state.parse_input_event(key(KEY_SPACE, False))
    assert not state.is_action_pressed("jump")
    assert state.get_action_strength("jump") == 0.0


def test_an_action_of_two_keys_is_on_until_both_are_up(state):
    for event, on in [
        (key(KEY_SPACE), 1),
        (key(KEY_W), 1),
        (key(KEY_SPACE, False), 1),
        (key(KEY_W, False), 0),
    ]:
        state.parse_input_event(event)
        assert state.is_action_pressed("jump") == on


def test_a_repeating_key_presses_nothing(state):
    state.parse_input_event(key(KEY_SPACE, echo=True))
    assert not state.is_action_pressed("jump")


def test_a_key_that_goes_up_releases_what_it_pressed_whatever_the_map_says_by_now(state, inside):
    state.parse_input_event(key(KEY_SPACE))
    inside.input_map.action_erase_events("jump")
    assert state.is_action_pressed("jump")
    state.parse_input_event(key(KEY_SPACE, False))
    assert not state.is_action_pressed("jump")


def test_further_modifiers_count_only_against_an_exact_match(state, inside):
    inside.input_map.add_action("save", keys=[KEY_S | KEY_MASK_CTRL])
    state.parse_input_event(key(KEY_S, control=True, shift=True))
    assert state.is_action_pressed("save")
    assert state.is_action_just_pressed("save")
    assert not state.is_action_pressed("save", True)
    assert not state.is_action_just_pressed("save", True)
    assert state.get_action_strength("save", True) == 0.0
    state.parse_input_event(key(KEY_S, False))
    assert state.is_action_just_released("save")
    assert not state.is_action_just_released("save", True)
    state.parse_input_event(key(KEY_S, control=True))
    assert state.is_action_pressed("save", True)


def test_mouse_buttons_and_places_of_keys_press_actions_too(state, inside):
    inside.input_map.add_action("fire")
    inside.input_map.action_add_event("fire", InputEventMouseButton(button_index=BUTTON_LEFT))
    inside.input_map.action_add_event("fire", InputEventKey(physical_scancode=KEY_A))
    for down in (InputEventMouseButton(button_index=BUTTON_LEFT), InputEventKey(physical_scancode=KEY_A)):
        down.pressed = True
        state.parse_input_event(down)
        assert state.is_action_pressed("fire")
        up = down.duplicate()
        up.pressed = False
        state.parse_input_event(up)
        assert not state.is_action_pressed("fire")


def test_an_action_event_presses_it_as_strongly_as_it_says(state):
    state.parse_input_event(InputEventAction(action="jump", pressed=True, strength=0.5))
    assert state.get_action_strength("jump") == state.get_action_raw_strength("jump") == 0.5
    state.parse_input_event(InputEventAction(action="jump"))
    assert not state.is_action_pressed("jump")


def test_a_script_presses_an_action_and_releases_it_whatever_holds_it(state):
    state.action_press("jump", 0.25)
    assert state.get_action_strength("jump") == 0.25
    assert state.is_anything_pressed()
    state.parse_input_event(key(KEY_SPACE))
    assert state.get_action_strength("jump") == 1.0
    state.action_release("jump")
    assert not state.is_action_pressed("jump")


def test_to_release_what_is_not_pressed_is_harmless(state):
    state.action_release("jump")
    assert not state.is_action_just_released("jump")
    state.action_press("jump")
    state.action_release("jump")
    state.action_release("jump")
    assert state.is_action_just_released("jump")


def test_two_actions_make_an_axis(state):
    assert state.get_axis("ui_left", "ui_right") == 0
    state.action_press("ui_right", 0.75)
    assert state.get_axis("ui_left", "ui_right") == 0.75
    assert state.get_axis("ui_right", "ui_left") == -0.75


@pytest.mark.parametrize(
    ("right", "down", "deadzone", "vector"),
    [
        (0.0, 0.0, -1.0, (0, 0)),
        (1.0, 0.0, -1.0, (1, 0)),
        (1.0, 1.0, -1.0, (sqrt(0.5), sqrt(0.5))),
        (0.5, 0.0, -1.0, (0, 0)),
        (0.75, 0.0, -1.0, (0.5, 0)),
        (0.5, 0.0, 0.0, (0.5, 0)),
        (0.0, 0.0, 0.0, (0, 0)),
        (0.6, 0.8, 1.0, (0, 0)),
    ],
)
def test_four_actions_make_a_direction(state, right, down, deadzone, vector):
    state.action_press("ui_right", right)
    state.action_press("ui_down", down)
    found = state.get_vector("ui_left", "ui_right", "ui_up", "ui_down", deadzone)
    assert tuple(found) == pytest.approx(vector)


@pytest.mark.parametrize(
    "call",
    [
        lambda s: s.is_action_pressed("jmp"),
        lambda s: s.is_action_just_pressed("jmp"),
        lambda s: s.is_action_just_released("jmp"),
        lambda s: s.get_action_strength("jmp"),
        lambda s: s.action_press("jmp"),
        lambda s: s.action_release("jmp"),
        lambda s: s.get_axis("jump", "jmp"),
    ],
)
def test_an_action_that_is_not_there_is_refused_with_the_repair(state, call):
    with pytest.raises(ScriptError, match=r"no action 'jmp'. Did you mean 'jump'\?"):
        call(state)


def test_all_is_released_when_the_window_loses_the_keyboard(state):
    state.parse_input_event(key(KEY_SPACE, physical_scancode=KEY_SPACE))
    state.release_pressed_events()
    assert not state.is_action_pressed("jump")
    assert state.is_action_just_released("jump")
    assert not state.is_key_pressed(KEY_SPACE)
    assert not state.is_physical_key_pressed(KEY_SPACE)


def test_it_says_what_is_pressed(state):
    assert repr(state) == "<InputState nothing pressed>"
    state.action_press("jump")
    assert repr(state) == "<InputState jump>"


# -- Just now ----------------------------------------------------------------------------------


class Player(Node):
    """Notes in which stage of which frame the action was just pressed or released."""

    def __init__(self):
        self.log = []
        self.then = {}

    def note(self, stage):
        frame = self.get_tree().get_idle_frames()
        if Input.is_action_just_pressed("ui_accept"):
            self.log.append(f"{frame} {stage} pressed")
        if Input.is_action_just_released("ui_accept"):
            self.log.append(f"{frame} {stage} released")
        self.then.pop((frame, stage), lambda: None)()

    def _input(self, event):
        self.note("input")

    def _physics_process(self, delta):
        self.note("physics")

    def _process(self, delta):
        self.note("process")


@pytest.fixture
def player(tree):
    return tree.add(Player())


def test_what_the_window_brings_is_new_for_one_frame_and_one_step(tree, player):
    tree.step()
    tree.display.push(key(KEY_ENTER))
    tree.step(3)
    tree.display.push(key(KEY_ENTER, False))
    tree.step(2)
    assert player.log == [
        *["1 input pressed", "1 physics pressed", "2 process pressed"],
        *["4 input released", "4 physics released", "5 process released"],
    ]


def test_a_key_pressed_for_less_than_a_frame_is_seen(tree, player):
    tree.display.push(key(KEY_ENTER))
    tree.display.push(key(KEY_ENTER, False))
    tree.step(2)
    assert player.log == [
        *["0 input pressed", "0 input pressed", "0 input released"],
        *["0 physics pressed", "0 physics released", "1 process pressed", "1 process released"],
    ]


def test_a_frame_without_a_step_leaves_it_to_the_next_step(tree, player):
    tree.display.push(key(KEY_ENTER))
    tree.step(delta=0.0)
    assert player.log == ["0 input pressed", "1 process pressed"]
    tree.step(2)
    assert player.log[2:] == ["1 physics pressed"]


def test_only_the_first_of_several_steps_sees_it(tree, player):
    tree.display.push(key(KEY_ENTER))
    tree.step(delta=3 / 60)
    assert player.log == ["0 input pressed", "0 physics pressed", "1 process pressed"]


def test_what_a_script_presses_in_process_is_new_for_the_rest_of_it_and_the_next_step(tree, player):
    player.then[1, "process"] = lambda: Input.action_press("ui_accept")
    later = Player()
    player.add_child(later)
    tree.step(3)
    assert later.log == ["1 process pressed", "1 physics pressed"]
    assert player.log == ["1 physics pressed"]


def test_what_a_script_presses_in_a_step_is_new_for_the_rest_of_it_and_the_frame(tree, player):
    player.then[1, "physics"] = lambda: Input.action_press("ui_accept")
    later = Player()
    player.add_child(later)
    tree.step(3)
    assert later.log == ["1 physics pressed", "2 process pressed"]
    assert player.log == ["2 process pressed"]


def test_what_a_test_presses_between_frames_is_new_in_the_next(tree, player):
    tree.step()
    tree.input.action_press("ui_accept")
    tree.step(2)
    assert player.log == ["1 physics pressed", "2 process pressed"]


# -- Input and InputMap ------------------------------------------------------------------------


def test_input_and_inputmap_are_those_of_the_tree_that_runs(inside):
    InputMap.add_action("fly", keys=[KEY_A])
    assert inside.input_map.has_action("fly")
    Input.action_press("fly")
    assert inside.input.is_action_pressed("fly")
    Input.anything = 1
    assert inside.input.anything == 1


@pytest.mark.parametrize(("proxy", "name"), [(Input, "Input"), (InputMap, "InputMap")])
def test_outside_of_a_tree_they_say_what_to_do(proxy, name):
    with pytest.raises(ScriptError, match=rf"{name} belongs to a tree.*`_ready` on, or `tree\.input"):
        proxy.has_action("jump")
    assert repr(proxy) == f"<{name} of the tree that is running>"
    assert not hasattr(proxy, "__len__")
