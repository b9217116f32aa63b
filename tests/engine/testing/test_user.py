import pytest

from engine import Node, Rect2, Vector2
from engine.canvas.commands import Text
from engine.canvas.drawing import Drawing
from engine.display.display import Composed
from engine.input import (
    BUTTON_RIGHT,
    KEY_A,
    KEY_MASK_CTRL,
    KEY_MASK_SHIFT,
    InputEventKey,
    InputEventMouseButton,
    InputEventMouseMotion,
    keys,
)
from engine.text.font import Font


class Recorder(Node):
    """Notes what comes, in words, with the number of the frame."""

    def __init__(self):
        self.log = []
        self.frames = []

    def _input(self, event):
        self.frames.append(self.get_tree().get_idle_frames() + 1)
        held = "".join(m[0] for m in ("control", "shift", "alt", "meta") if getattr(event, m))
        if isinstance(event, InputEventKey):
            pressed = "echo" if event.echo else "down" if event.pressed else "up"
            char = chr(event.unicode) if event.unicode else ""
            name = keys.get_scancode_string(event.scancode)
            self.log.append(" ".join(filter(None, (held, name, pressed, repr(char) if char else ""))))
        elif isinstance(event, InputEventMouseButton):
            pressed = ("double" if event.doubleclick else "press") if event.pressed else "release"
            words = (held, pressed, str(event.button_index), str(event.position), str(event.button_mask))
            self.log.append(" ".join(filter(None, words)))
        elif isinstance(event, InputEventMouseMotion):
            self.log.append(f"move {event.position} by {event.relative} {event.button_mask}")


@pytest.fixture
def recorder(tree):
    return tree.add(Recorder())


def test_a_click_is_a_move_a_press_and_a_release_a_frame_each(tree, recorder):
    tree.user.click(Vector2(10, 20))
    assert recorder.log == ["move (10, 20) by (10, 20) 0", "press 1 (10, 20) 1", "release 1 (10, 20) 0"]
    assert recorder.frames == [1, 2, 3]


def test_a_double_click_is_two_of_which_the_second_says_so(tree, recorder):
    tree.user.click((10, 20), double=True)
    assert [line.split()[0] for line in recorder.log] == ["move", "press", "release", "double", "release"]


def test_a_click_without_a_target_is_where_the_pointer_is(tree, recorder):
    tree.user.move_to((5, 5))
    tree.user.click(button=BUTTON_RIGHT)
    assert recorder.log[1:] == ["press 2 (5, 5) 2", "release 2 (5, 5) 0"]


def test_modifiers_are_held_during_a_click(tree, recorder):
    tree.user.click((1, 1), holding="ctrl+Shift")
    assert recorder.log[1:] == [
        "c Control down",
        "cs Shift down",
        "cs press 1 (1, 1) 1",
        "cs release 1 (1, 1) 0",
        "c Shift up",
        "Control up",
    ]


def test_a_drag_moves_in_steps_with_the_button_held(tree, recorder):
    tree.user.drag((0, 0), (40, 80))
    assert recorder.log == [
        "move (0, 0) by (0, 0) 0",
        "press 1 (0, 0) 1",
        "move (10, 20) by (10, 20) 1",
        "move (20, 40) by (10, 20) 1",
        "move (30, 60) by (10, 20) 1",
        "move (40, 80) by (10, 20) 1",
        "release 1 (40, 80) 0",
    ]


def test_the_wheel_turns_by_notches(tree, recorder):
    tree.user.wheel((1, 1), up=2, right=1)
    assert recorder.log[1:] == [
        *["press 4 (1, 1) 0", "release 4 (1, 1) 0"] * 2,
        "press 7 (1, 1) 0",
        "release 7 (1, 1) 0",
    ]


def test_in_a_stretched_window_the_place_is_still_the_viewports(tree, recorder):
    tree.set_screen_stretch(tree.STRETCH_MODE_2D, tree.STRETCH_ASPECT_KEEP, Vector2(256, 300))
    tree.user.click((10, 20))
    assert tree.screen.view.scale_x == 2
    assert tree.screen.view.offset_x == 256
    assert recorder.log[1] == "press 1 (10, 20) 1"


class Thing(Node):
    """Has what a Control has."""

    visible = True

    def is_visible_in_tree(self):
        return self.visible

    def get_global_rect(self):
        return Rect2(10, 20, 30, 40)


class Place(Node):
    """Has what a Node2D has."""

    def get_global_transform(self):
        from engine import Transform2D

        return Transform2D(0, Vector2(7, 8))


def test_a_control_is_pointed_at_in_its_middle(tree):
    assert tree.user.place_of(Thing()) == Vector2(25, 40)
    assert tree.user.place_of(Rect2(0, 0, 10, 20)) == Vector2(5, 10)


def test_another_item_is_pointed_at_in_its_origin(tree):
    assert tree.user.place_of(Place()) == Vector2(7, 8)


def test_what_is_hidden_cannot_be_pointed_at(tree):
    thing = Thing()
    thing.visible = False
    with pytest.raises(AssertionError, match="is not visible, so nobody can point at it"):
        tree.user.place_of(thing)


def test_what_lies_outside_cannot_be_pointed_at(tree):
    with pytest.raises(AssertionError, match=r"\(2000, 1\) is outside of the viewport"):
        tree.user.click((2000, 1))


def test_a_text_that_is_seen_is_pointed_at(tree):
    drawing = Drawing()
    drawing.commands = (Text(10.0, 20.0, "Send", Font()),)
    tree.screen.draw([drawing], None)
    place = tree.user.place_of("Send")
    assert 10 < place.x < 60
    assert 5 < place.y < 25
    with pytest.raises(AssertionError, match="'Sent' is not seen"):
        tree.user.place_of("Sent")


# -- Keyboard ----------------------------------------------------------------------------------


def test_typing_gives_each_character_a_frame(tree, recorder):
    tree.user.type("aB!\n\té中")
    assert recorder.log == [
        "A down 'a'",
        "A up",
        "s B down 'B'",
        "s B up",
        "Exclam down '!'",
        "Exclam up",
        "Enter down",
        "Enter up",
        "Tab down",
        "Tab up",
        "Eacute down 'é'",
        "Eacute up",
        "down '中'",
    ]
    assert sorted(set(recorder.frames)) == [1, 2, 3, 4, 5, 6, 7]


@pytest.mark.parametrize(
    ("key", "log"),
    [
        ("enter", ["Enter down", "Enter up"]),
        ("Return", ["Enter down", "Enter up"]),
        ("space", ["Space down ' '", "Space up"]),
        ("a", ["A down 'a'", "A up"]),
        ("+", ["Plus down '+'", "Plus up"]),
        ("ctrl+a", ["c Control down", "c A down", "c A up", "Control up"]),
        ("shift+a", ["s Shift down", "s A down 'A'", "s A up", "Shift up"]),
        ("alt++", ["a Alt down", "a Plus down", "a Plus up", "Alt up"]),
        ("meta+page up", ["m Meta down", "m PageUp down", "m PageUp up", "Meta up"]),
        (KEY_A, ["A down 'a'", "A up"]),
        (KEY_A | KEY_MASK_SHIFT, ["s Shift down", "s A down 'A'", "s A up", "Shift up"]),
        (KEY_A | KEY_MASK_CTRL, ["c Control down", "c A down", "c A up", "Control up"]),
        (keys.KEY_F1, ["F1 down", "F1 up"]),
        ("中", ["down '中'"]),
    ],
)
def test_a_key_is_pressed_and_let_go_with_its_modifiers(tree, recorder, key, log):
    tree.user.press(key)
    assert recorder.log == log


def test_a_key_is_pressed_several_times(tree, recorder):
    tree.user.press("left", 3)
    assert recorder.log == ["Left down", "Left up"] * 3


def test_a_key_that_is_held_repeats(tree, recorder):
    tree.user.key_down("shift+x")
    tree.user.key_down("x", echo=True)
    tree.user.key_up("shift+x")
    assert recorder.log == ["s Shift down", "s X down 'X'", "s X echo 'x'", "s X up", "Shift up"]


def test_an_input_method_composes_and_commits(tree, recorder):
    tree.user.compose("にほ", 1, 1)
    assert tree.screen.composed == Composed("にほ", 1, 1)
    tree.user.commit("日本")
    assert tree.screen.composed == Composed("")
    assert recorder.log == ["down '日'", "down '本'"]


def test_keys_that_do_not_exist_are_refused(tree):
    with pytest.raises(ValueError, match=r"no key 'entr'. Did you mean 'Enter'"):
        tree.user.press("entr")
    with pytest.raises(ValueError, match="no modifier 'strg': use ctrl"):
        tree.user.press("strg+a")


def test_it_says_where_it_points(tree):
    tree.user.move_to((3, 4))
    assert repr(tree.user) == "<User with the pointer at (3, 4)>"
    assert tree.user is tree.user
