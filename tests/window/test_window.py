"""What happens to the window as a whole, and the tree that hears of it."""

import os
import shutil
import subprocess
import threading
import time
from contextlib import closing, nullcontext

import pytest

from engine import OK, Node, Vector2
from engine.display.display import CloseRequested, FocusChanged, Resized
from engine.input import KEY_LEFT, KEY_RIGHT
from engine.runner.host import DesktopHost
from engine.runner.sleep import Sleep
from engine.runner.turns import Turns
from nodes import Button, Control, LineEdit, VBoxContainer, WebSocketServer

BOUND = 20.0
"""Seconds that a test waits for another program; far more than it takes."""


PLACES = {"a": (0, 0), "b": (180, 120), "c": (90, 61)}


@pytest.fixture
def manager(tree):
    """Does what a window manager does."""
    return (ManagerOfWindow if hasattr(tree, "hands") else ManagerOfNothing)(tree)


class ManagerOfNothing:
    def __init__(self, tree):
        self.tree = tree

    def resize(self, width, height):
        self.tree.screen.push(Resized(width, height))
        self.tree.step()

    def close(self):
        self.tree.screen.push(CloseRequested())
        self.tree.step()

    def give_keyboard(self, yes):
        self.tree.screen.push(FocusChanged(yes))
        self.tree.step()


class ManagerOfWindow:
    def __init__(self, tree):
        self.tree, self.hands = tree, tree.hands
        assert tree.display is tree.window  # it takes events from now on, whether anything is shown or not
        tree.step()

    def resize(self, width, height):
        self.hands.place(self.tree.handle, 0, 0, width, height)
        self.tree.step()

    def close(self):
        self.hands.ask_to_close(self.tree.handle)
        self.tree.step()

    def give_keyboard(self, yes):
        self.hands.give_keyboard(self.tree.handle if yes else 0)
        self.tree.step()


def full(control):
    """Let a control fill the window."""
    control.set_anchors_and_margins_preset(Control.PRESET_WIDE)
    return control


# -- Its size --------------------------------------------------------------------------------------


def test_the_layout_follows_the_window(tree, manager):
    box = full(VBoxContainer())
    edit, rest = LineEdit(), Control(size_flags_vertical=Control.SIZE_EXPAND_FILL)
    button = Button(text="At the bottom")
    for child in (edit, rest, button):
        box.add_child(child)
    tree.add(box)
    tree.step()
    resized = tree.watch(tree.screen_resized)
    for size in ((400, 300), (1000, 700), (300, 301)):
        manager.resize(*size)
        assert tree.root.size == Vector2(*size)
        assert edit.rect_size.x == size[0]
        assert button.get_global_rect().end == Vector2(*size)
        tree.user.click("At the bottom")
        assert button.has_focus()
    assert len(resized) == 3


def test_a_window_that_is_too_small_for_anything_comes_to_no_harm(tree, manager):
    box = tree.add(full(VBoxContainer()))
    box.add_child(LineEdit(text="Text"))
    box.add_child(Button(text="Button"))
    tree.step()
    for size in ((1, 1), (3, 200), (200, 2), (640, 480)):
        manager.resize(*size)
    tree.user.click("Button")


def test_the_pointer_is_where_it_seems_in_a_window_of_another_scale(open_tree):
    for scale, stretch in ((2.0, 1.0), (1.5, 1.0), (1.0, 1.25)):
        tree = open_tree((300, 200), scale=scale)
        tree.set_screen_stretch(tree.STRETCH_MODE_DISABLED, tree.STRETCH_ASPECT_IGNORE, Vector2(), stretch)
        buttons = [Button(text=text, rect_position=Vector2(*at)) for text, at in PLACES.items()]
        pressed = [tree.watch(tree.add(button).pressed) for button in buttons]
        tree.step()
        for number, text in enumerate(PLACES, 1):
            tree.user.click(text)
            assert sum(map(len, pressed)) == number
        assert [len(presses) for presses in pressed] == [1, 1, 1]


# -- Its end, and the keyboard ---------------------------------------------------------------------


class Asked(Node):
    def __init__(self):
        self.log = []

    def _notification(self, what):
        names = ("WM_QUIT_REQUEST", "WM_FOCUS_IN", "WM_FOCUS_OUT", "WM_MOUSE_ENTER", "WM_MOUSE_EXIT")
        for name in names:
            if what == getattr(Node, f"NOTIFICATION_{name}"):
                self.log.append(name)


def test_the_close_button_asks_and_ends_the_program(tree, manager):
    tree.add(Button(text="Visible"))
    tree.step()
    asked = tree.add(Asked())
    manager.close()
    assert asked.log == ["WM_QUIT_REQUEST"]
    assert tree.quitting


def test_a_program_may_say_no(tree, manager):
    asked = tree.add(Asked())
    tree.set_auto_accept_quit(False)
    manager.close()
    manager.close()
    assert asked.log.count("WM_QUIT_REQUEST") == 2
    assert not tree.quitting


def test_without_the_keyboard_nothing_stays_pressed(tree, manager):
    tree.add(Button(text="Visible"))
    tree.step()
    manager.give_keyboard(True)
    asked = tree.add(Asked())
    tree.user.key_down(KEY_RIGHT)
    assert tree.input.is_action_pressed("ui_right")
    manager.give_keyboard(False)
    assert not tree.input.is_action_pressed("ui_right")
    manager.give_keyboard(True)
    assert asked.log == ["WM_FOCUS_OUT", "WM_FOCUS_IN"]


# -- With a real window alone ----------------------------------------------------------------------


def test_the_window_is_as_a_window_manager_wants_it(open_tree, hands):
    tree = open_tree((400, 300))
    tree.window.set_title("Größe Ω")
    tree.add(Button(text="Visible"))
    tree.step()
    window = tree.handle
    assert hands.property(window, "_NET_WM_NAME") == "Größe Ω"
    assert len(hands.property(window, "WM_PROTOCOLS")) >= 1  # that it can be closed
    hints = hands.property(window, "WM_NORMAL_HINTS") or [0]
    assert not hints[0] & 0b110000  # no smallest and no largest size: it can be resized
    assert hands.origin(window) == (0, 0)


def test_a_key_that_is_held_repeats(open_tree, hands):
    tree = open_tree()
    edit = tree.add(LineEdit(rect_size=Vector2(300, 28)))
    edit.grab_focus()
    tree.step()
    hands.set_repeat(after=20, each=10)
    tree.user.key_down("a")
    assert edit.text.startswith("a")
    wait_for(tree, lambda: len(edit.text) >= 5)
    tree.user.key_up("a")
    assert edit.text == "a" * len(edit.text)
    tree.user.key_down("left")
    wait_for(tree, lambda: edit.caret_position <= len(edit.text) - 3)
    tree.user.key_up("left")
    assert not tree.input.is_key_pressed(KEY_LEFT)


def wait_for(tree, condition, seconds=BOUND):
    """Run frames, as often as the window or a socket has something to tell, until `condition()`."""
    until = time.monotonic() + seconds
    with closing(Sleep(tree.poller)) as sleep:
        while not condition():
            assert time.monotonic() < until, f"it did not happen: {tree.screen.describe()}"
            sleep.sleep(tree.window, 0.05)
            tree.step()


def run_until_it_quits(tree):
    DesktopHost().drive(Turns(tree, time.perf_counter), nullcontext())


@pytest.fixture
def xclip(x_server):
    """`xclip("-o")`: the program that other programs' clipboard is tested with."""
    program = shutil.which("xclip")
    if program is None:
        pytest.skip("xclip was not found, which stands for other programs that copy and paste")
    started = []

    def start(*arguments):
        process = subprocess.Popen(
            [program, "-selection", "clipboard", *arguments],
            env={"PATH": os.environ.get("PATH", ""), "DISPLAY": x_server, "LANG": "C.UTF-8"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait(BOUND)
        process.stdin.close()
        process.stdout.close()


@pytest.mark.parametrize("text", ["plain", "Grüße, Ω, 日本語, Привет, 😀", "x" * 500_000], ids=len)
def test_what_is_copied_from_a_field_is_there_for_other_programs(open_tree, xclip, text):
    tree = open_tree()
    edit = tree.add(LineEdit(text=text, rect_size=Vector2(300, 28)))
    tree.user.click(edit)
    tree.user.press("ctrl+a")
    tree.user.press("ctrl+c")
    process = xclip("-o")
    process.stdin.close()
    read = bytearray()
    thread = threading.Thread(target=lambda: read.extend(process.stdout.read()))
    thread.start()
    wait_for(tree, lambda: not thread.is_alive())
    assert read.decode() == text


@pytest.mark.parametrize("text", ["plain", "Grüße, Ω, 日本語, Привет, 😀", "x" * 500_000], ids=len)
def test_what_another_program_has_copied_is_pasted_into_a_field(open_tree, hands, xclip, text):
    tree = open_tree()
    edit = tree.add(LineEdit(rect_size=Vector2(300, 28)))
    tree.user.click(edit)
    before = hands.clipboard_owner()
    process = xclip("-i", "-quiet")
    process.stdin.write(text.encode())
    process.stdin.close()
    wait_for(tree, lambda: hands.clipboard_owner() not in (0, before))
    tree.user.press("ctrl+v")
    wait_for(tree, lambda: edit.text)
    assert edit.text == text


def test_two_windows_of_one_program_do_not_mind_each_other(open_tree, hands):
    left, right = trees = [open_tree((300, 200)), open_tree((300, 200))]
    for tree in trees:
        edit = tree.edit = tree.add(LineEdit(rect_size=Vector2(200, 28)))
        tree.button = tree.add(Button(text="Press", rect_position=Vector2(20, 100)))
        tree.presses = tree.watch(tree.button.pressed)
        tree.step()
        edit.grab_focus()
    hands.place(right.handle, 400, 100, 300, 200)
    left.step()
    right.step()
    for tree, text in ((left, "left"), (right, "right"), (left, "again")):
        hands.give_keyboard(tree.handle)
        tree.user.type(text)
        tree.user.click("Press")
        tree.edit.grab_focus()
        for other in trees:
            other.step()
    assert (left.edit.text, right.edit.text) == ("leftagain", "right")
    assert (len(left.presses), len(right.presses)) == (2, 1)
    hands.ask_to_close(right.handle)
    for tree in trees:
        tree.step()
    assert (left.quitting, right.quitting) == (False, True)
    right.finish()
    left.user.click("Press")
    assert len(left.presses) == 3


def test_a_socket_wakes_a_program_that_shows_a_window(open_tree):
    from websockets.sync.client import connect

    tree = open_tree()
    tree.target_fps = 1  # it sleeps for a second, unless something happens
    tree.add(Button(text="Visible"))
    server = tree.add(WebSocketServer())

    def answer(id):
        peer = server.get_peer(id)
        peer.put_packet(peer.get_packet())

    server.data_received.connect(answer)
    assert server.listen(0) == OK
    replies, started = [], time.monotonic()

    def ask():
        try:
            with connect(f"ws://127.0.0.1:{server.get_listening_port()}") as client:
                for number in range(30):
                    client.send(str(number))
                    replies.append(client.recv(BOUND))
        finally:
            tree.call_deferred("quit")

    thread = threading.Thread(target=ask)
    thread.start()
    run_until_it_quits(tree)
    thread.join(BOUND)
    assert [reply if isinstance(reply, str) else reply.decode() for reply in replies] == [
        str(number) for number in range(30)
    ]
    assert time.monotonic() - started < 15  # and not 30 seconds


def test_a_click_wakes_it_too(open_tree):
    tree = open_tree()
    tree.target_fps = 1
    button = tree.add(Button(text="Press"))
    tree.step()
    tree.user.move_to(button)
    count, started = 0, time.monotonic()

    def press_again():
        nonlocal count
        count += 1
        if count == 30:
            tree.quit()
        else:
            click()

    def click():
        for pressed in (True, False):
            tree.user._button(1, pressed)
        tree.hands.sync()

    button.pressed.connect(press_again)
    click()
    run_until_it_quits(tree)
    assert count == 30
    assert time.monotonic() - started < 15
