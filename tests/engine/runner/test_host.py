"""The desktop as a host; and a program on one that never sleeps, as a page in a browser cannot."""

import socket
import threading
import time
from contextlib import ExitStack, contextmanager, nullcontext
from math import inf

import pytest

from engine import OK, Node, Object, SceneTree, run
from engine.audio.silent import SilentAudio
from engine.display.drivers import DisplayOptions
from engine.display.error import DisplayError
from engine.display.headless.display import HeadlessDisplay
from engine.net.network import SystemNetwork
from engine.net.poller import READ
from engine.object.message_queue import orphans
from engine.runner import host
from engine.runner.host import DesktopHost
from engine.runner.sleep import Sleep
from engine.runner.turns import LONGEST_SLEEP, Turns
from engine.testing import FakeClock, MemoryNetwork
from nodes import Node2D, WebSocketClient, WebSocketServer


@pytest.fixture
def clock():
    return FakeClock(100.0)


@pytest.fixture
def tree():
    tree = SceneTree()
    yield tree
    tree.finish()


def drive(tree, clock=time.perf_counter, ending=None):
    DesktopHost().drive(Turns(tree, clock), ending or nullcontext())


class Recorder(Node):
    def __init__(self):
        self.deltas = []

    def _process(self, delta):
        self.deltas.append(delta)
        if len(self.deltas) == 3:
            self.get_tree().quit()


def test_programs_run_on_the_desktop_unless_told_otherwise():
    assert isinstance(host.current, DesktopHost)
    assert isinstance(host.current.network(), SystemNetwork)


# -- Driving -----------------------------------------------------------------------------------


def test_without_a_display_it_sleeps_in_the_poller(tree, clock):
    slept = []

    def wait(seconds):
        slept.append(seconds)
        clock.now += seconds
        return False

    tree.poller.wait = wait
    node = Recorder()
    tree.root.add_child(node)
    drive(tree, clock)
    assert node.deltas == pytest.approx([0, 1 / 60, 1 / 60])
    assert slept == pytest.approx([1 / 60] * 2)


def test_a_frame_that_is_late_is_not_slept_for(tree, clock):
    class Slow(Recorder):
        def _process(self, delta):
            super()._process(delta)
            clock.now += 1.0

    tree.poller.wait = None
    node = Slow()
    tree.root.add_child(node)
    drive(tree, clock)
    assert len(node.deltas) == 3


def test_frames_of_a_fixed_length_are_not_slept_for(tree):
    tree.poller.wait = None
    node = Recorder()
    tree.root.add_child(node)
    DesktopHost().drive(Turns(tree, time.perf_counter, fixed_fps=60), nullcontext())
    assert node.deltas == [1 / 60] * 3


def test_a_tree_with_a_display_sleeps_in_that_so_that_the_user_ends_the_sleep(tree, clock, monkeypatch):
    slept = []

    def sleep(self, display, seconds, motion):
        slept.append((display, seconds, motion))
        clock.now += seconds

    monkeypatch.setattr(Sleep, "sleep", sleep)
    assert tree.display
    node = Recorder()
    tree.root.add_child(node)
    drive(tree, clock)
    assert node.deltas == pytest.approx([0, 1 / 60, 1 / 60])
    assert slept == [(tree.display, pytest.approx(1 / 60), inf)] * 2


def test_the_pointers_motion_ends_a_longer_sleep_when_the_next_frame_would_be_due(tree, clock, monkeypatch):
    slept, deltas = [], []

    def sleep(self, display, seconds, motion):
        slept.append((seconds, motion))
        clock.now += min(seconds, motion)
        if len(slept) == 3:
            tree.quit()

    monkeypatch.setattr(Sleep, "sleep", sleep)
    iteration = tree.iteration
    tree.iteration = lambda delta: (deltas.append(delta), iteration(delta))[1]
    assert tree.display
    drive(tree, clock)
    frame = 1 / 60
    assert slept == [
        (pytest.approx(LONGEST_SLEEP), pytest.approx(frame)),
        (pytest.approx(frame), inf),
        (pytest.approx(LONGEST_SLEEP), pytest.approx(frame)),
    ]
    assert tree.get_idle_frames() == 3 + 2  # made and passed over
    assert deltas == pytest.approx([0, 0, frame])


def test_a_deferred_call_from_another_thread_ends_the_sleep(tree):
    class Waiting(Node):
        def _ready(self):
            self.get_tree().target_fps = 0
            self.get_tree().iterations_per_second = 1
            self.thread = threading.Timer(0.01, self.call_deferred, ["done"])
            self.thread.start()

        def done(self):
            self.get_tree().quit()

    node = Waiting()
    tree.root.add_child(node)
    drive(tree)
    node.thread.join(10)
    assert tree.get_idle_frames() <= 3


def test_a_deferred_call_of_an_object_outside_any_tree_ends_the_sleep_from_another_thread(tree):
    class Outside(Object):
        def done(self):
            tree.quit()

    outside = Outside()
    thread = threading.Timer(0.01, outside.call_deferred, ["done"])
    wait, woken = tree.poller.wait, []
    tree.poller.wait = lambda seconds: woken.append(wait(60))
    thread.start()
    drive(tree)
    thread.join(10)
    assert woken
    assert orphans.wake is None
    assert tree.message_queue.wake is None


def test_a_call_that_was_deferred_just_before_the_sleep_is_not_slept_over(tree):
    tree.poller.wait = None
    turns = Turns(tree, time.perf_counter)
    turn = turns.turn

    def turn_and_defer(woken):
        seconds = turn(woken)
        tree.call_deferred("quit")
        return seconds

    turns.turn = turn_and_defer
    DesktopHost().drive(turns, nullcontext())
    assert tree.get_idle_frames() == 2


def test_a_socket_that_becomes_ready_brings_on_a_frame(tree):
    ours, theirs = socket.socketpair()
    inbox = []

    class Waiting(Node):
        def _ready(self):
            self.get_tree().iterations_per_second = 1
            self.get_tree().poller.watch(ours, READ, inbox, self)
            self.thread = threading.Timer(0.01, theirs.send, [b"x"])
            self.thread.start()

        def _process(self, delta):
            if inbox:
                self.get_tree().quit()

    node = Waiting()
    tree.root.add_child(node)
    drive(tree)
    node.thread.join(10)
    assert tree.get_idle_frames() <= 3
    tree.finish()
    ours.close()
    theirs.close()


@pytest.mark.parametrize("fails", [False, True])
def test_the_ending_comes_when_the_turns_have_ended_or_one_has_failed(tree, fails):
    log = []

    class Loop(SceneTree):
        def iteration(self, delta):
            log.append("turn")
            if fails:
                raise KeyboardInterrupt
            return super().iteration(delta)

    loop = Loop()
    loop.create_timer(0.02).timeout.connect(loop.quit)
    ending = ExitStack()
    ending.callback(loop.finish)
    ending.callback(log.append, "ending")
    with pytest.raises(KeyboardInterrupt) if fails else nullcontext():
        drive(loop, ending=ending)
    assert log[0] == "turn"
    assert log.count("ending") == 1
    assert log[-1] == "ending"
    assert not loop.poller.has_sockets()


# -- Its displays ------------------------------------------------------------------------------


@pytest.fixture
def opened(monkeypatch):
    """What was opened: the name of the driver, and what was wanted of it."""
    opened = []

    def open_display(driver, options):
        opened.append((driver, options))
        return HeadlessDisplay()

    monkeypatch.setattr("engine.display.drivers.open_display", open_display)
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("DISPLAY", ":0")
    return opened


@pytest.mark.parametrize(
    ("visible", "picture", "screen", "driver", "seen"),
    [
        (True, False, True, "pyglet", True),
        (True, False, False, "pyglet", True),  # which says what is missing
        (False, False, True, "headless", False),
        (True, True, True, "pyglet", True),
        (True, True, False, "pyglet", False),
        (False, True, True, "pyglet", False),
        (False, True, False, "pyglet", False),
    ],
)
def test_what_is_opened_for_what_is_wanted(opened, monkeypatch, visible, picture, screen, driver, seen):
    if not screen:
        monkeypatch.delenv("DISPLAY")
    options = DisplayOptions("Title", (30, 20), 2.0, visible, picture)
    DesktopHost().open_display(options)
    assert opened == [(driver, options.replaced(visible=seen))]


@pytest.mark.parametrize("platform", ["darwin", "win32"])
def test_elsewhere_a_screen_is_taken_for_granted(opened, monkeypatch, platform):
    monkeypatch.setattr("sys.platform", platform)
    monkeypatch.delenv("DISPLAY")
    DesktopHost().open_display(DisplayOptions(picture=True))
    assert opened == [("pyglet", DisplayOptions(picture=True))]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (
            DisplayOptions(),
            "None. Run it with `python -m engine run FILE.py --headless`,"
            " or with --quit-after 10 --screenshot FILE for a picture of it.",
        ),
        (
            DisplayOptions(picture=True),
            "None. With --headless, too, the picture is drawn without a screen.",
        ),
        (DisplayOptions(picture=True, visible=False), "None."),
    ],
)
def test_a_window_that_cannot_be_opened_comes_with_what_to_do(monkeypatch, options, said):
    def open_display(driver, options):
        raise DisplayError("None.")

    monkeypatch.setattr("engine.display.drivers.open_display", open_display)
    monkeypatch.setenv("DISPLAY", ":0")
    with pytest.raises(DisplayError) as caught:
        DesktopHost().open_display(options)
    assert str(caught.value) == said


def test_a_program_that_nobody_sees_is_not_heard_either(monkeypatch):
    opened = []
    monkeypatch.setattr("engine.audio.drivers.open_audio", opened.append)
    for options in (DisplayOptions(), DisplayOptions(visible=False), DisplayOptions(picture=True)):
        DesktopHost().open_audio(options)
    assert opened == ["pyglet", "silent", "silent"]


# -- Another host ------------------------------------------------------------------------------


class GoesOn(SystemExit):
    """Leaves the script; the program goes on."""


class Page:
    """A host as a page in a browser is one: it is called, and never waits."""

    title = "The page's own"

    def __init__(self):
        self.now = 0.0
        self.callbacks = []  # (when, what)

    # What a program asks of it

    def open_display(self, options):
        self.display = HeadlessDisplay(*options.size)
        self.display.set_title(options.title)
        return self.display

    def open_audio(self, options):
        return SilentAudio()

    def network(self):
        return self.memory

    @contextmanager
    def quit_requests(self, tree, drain):
        self.close = tree.request_quit
        yield
        self.close = None

    def drive(self, turns, ending):
        self.memory = MemoryNetwork()
        self.turns, self.ending = turns, ending
        turns.tree.poller.wake = self.soon
        self.callbacks.append((self.now, False))
        raise GoesOn

    # What the page does

    def soon(self):
        self.callbacks.append((self.now, True))

    def turn(self, woken):
        queue = self.turns.tree.message_queue
        queue.wake = orphans.wake = None
        seconds = self.turns.turn(woken)
        if seconds is None:
            self.callbacks.clear()
            with self.ending:
                return
        queue.wake = orphans.wake = self.soon
        self.callbacks.append((self.now + seconds, False))

    def run_until(self, condition):
        for _ in range(1000):
            if condition():
                return
            when, woken = min(self.callbacks)
            self.callbacks.remove((when, woken))
            self.now = max(self.now, when)
            self.turn(woken)
        raise AssertionError("it did not happen")


@pytest.fixture
def page(monkeypatch):
    page = Page()
    monkeypatch.setattr(host, "current", page)
    monkeypatch.setattr("time.perf_counter", lambda: page.now)
    yield page
    orphans.wake = None


class Scene(Node2D):
    log: list

    def _ready(self):
        self.log.append("ready")

    def listen(self):
        server, client = WebSocketServer(), WebSocketClient()
        for node in (server, client):
            self.add_child(node)
        assert server.listen(9080) == OK
        assert client.connect_to_url("ws://localhost:9080") == OK
        client.connection_established.connect(lambda _: client.get_peer(1).put_packet(b"hello"))
        server.data_received.connect(lambda id: self.log.append(server.get_peer(id).get_packet()))

    def hurry(self):
        self.log.append("called")

    def _exit_tree(self):
        self.log.append("exit")


def test_a_program_runs_on_a_host_that_never_sleeps_and_outlives_the_script(page, monkeypatch):
    monkeypatch.setattr("engine.net.poller.Poller.wait", None)
    log = Scene.log = []
    scene = Scene()
    with pytest.raises(GoesOn):
        run(scene, title="Page")
    tree = scene.get_tree()
    assert log == ["ready"]
    assert page.display.title == "Page"
    page.run_until(lambda: page.now >= 1.0)
    assert tree.get_idle_frames() == pytest.approx(60 * page.now, abs=2)
    assert page.display.frames == 1  # nothing has changed
    assert len(page.callbacks) == 1
    page.now = now = page.callbacks[0][0] - 0.01
    scene.call_deferred("hurry")  # as what is called from elsewhere does
    page.run_until(lambda: "called" in log)
    assert page.now == now  # at once
    scene.call_deferred("listen")
    page.run_until(lambda: b"hello" in log)
    page.close()
    page.run_until(lambda: not page.callbacks)
    assert log[-1] == "exit"
    assert page.display.closed
    assert page.close is None
