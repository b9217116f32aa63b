import gc
import subprocess
import sys
from contextlib import nullcontext

import pytest

from engine import Node, SceneTree, run
from engine.display.drivers import DisplayOptions
from engine.net.messages import MessageNetwork
from engine.object.message_queue import orphans
from engine.runner import host as hosts
from engine.web.audio import PageAudio
from engine.web.display import PageDisplay
from engine.web.host import PageHost, ProgramGoesOn


class Main(Node):
    """Counts its frames, and quits after three."""

    frames = 0
    log = ()

    def _process(self, delta):
        self.frames += 1
        if self.frames == 3:
            self.get_tree().quit(7)

    def _exit_tree(self):
        type(self).log = ("left", self.frames)


@pytest.fixture
def in_page(page, monkeypatch):
    """Let programs run in the page, as a browser that can wait does, or as one that cannot."""
    ended = []

    def in_page(waits):
        wait = (lambda turns: turns.play()) if waits else None
        host = PageHost(page, "", wait, ended.append)
        monkeypatch.setattr(hosts, "current", host)
        host.ended = ended
        return host

    return in_page


def test_a_program_runs_to_its_end_and_run_returns(in_page, page):
    host = in_page(waits=True)
    assert not host.has_driven
    assert run(Main) == 7
    assert host.has_driven
    assert Main.log == ("left", 3)
    assert page.is_ready == 1
    assert gc.get_freeze_count() == 0


@pytest.fixture
def broken(monkeypatch):
    """A tree that fails in its first frame, as none does but by a fault of ours."""

    def fail(tree, delta):
        raise KeyError("ours")

    monkeypatch.setattr(SceneTree, "iteration", fail)
    return SceneTree


def test_a_program_that_fails_fails_run(in_page, broken):
    in_page(waits=True)
    with pytest.raises(KeyError, match="ours"):
        run(broken)


def test_without_waiting_the_script_is_left_and_the_program_ends_later(in_page, page, caplog):
    host = in_page(waits=False)
    with pytest.raises(ProgramGoesOn):
        run(Main)
    Main.log = ()
    assert "what stands after run() is not executed" in caplog.text
    page.turns.play()
    assert Main.log == ("left", 3)
    assert host.ended == [None]


def test_without_waiting_a_fault_is_what_has_ended_it(in_page, page, broken):
    host = in_page(waits=False)
    with pytest.raises(ProgramGoesOn):
        run(broken)
    page.turns.play()
    (error,) = host.ended
    assert isinstance(error, KeyError)


def test_leaving_the_page_quits(in_page, page):
    class Patient(Node):
        def _exit_tree(self):
            page.console.append("left")

    in_page(waits=False)
    with pytest.raises(ProgramGoesOn):
        run(Patient)
    page.turns.play(turns=2)
    assert page.console == []
    page.turns.ask()
    page.turns.play()
    assert page.console == ["left"]
    assert page.turns.ask is None


def test_what_happens_between_turns_wakes(in_page, page):
    class Sleeper(Node):
        pass

    in_page(waits=False)
    node = Sleeper()
    with pytest.raises(ProgramGoesOn):
        run(node)
    tree = node.get_tree()
    (seconds,) = page.turns.play(turns=1)
    assert seconds > 0.1
    assert page.turns.woken == 0
    node.call_deferred("set_name", "Other")
    tree.poller.wake()
    assert page.turns.woken == 2
    tree.quit()
    page.turns.play()
    assert orphans.wake is None or not orphans


def test_calls_that_are_left_are_made_at_once(in_page, page):
    tree = SceneTree()

    class Leaving:
        def __init__(self):
            self.tree, self.seconds = tree, [0.5, None]

        def turn(self, woken):
            if self.seconds[0] is not None:
                tree.message_queue.push(tree, print, (), "printing")
            return self.seconds.pop(0)

    with pytest.raises(ProgramGoesOn):
        in_page(waits=False).drive(Leaving(), nullcontext())
    assert page.turns.play() == [0.0]
    tree.finish()


def test_it_has_a_display_and_a_network(in_page):
    host = in_page(waits=True)
    assert isinstance(host.open_display(DisplayOptions("Title")), PageDisplay)
    assert isinstance(host.network(), MessageNetwork)


def test_a_page_loads_no_library_and_none_of_what_the_desktop_has():
    code = (
        "import sys; import engine.web.boot, engine.web.display, engine.web.network, nodes.websocket.client;"
        "print({'pyglet', 'PIL', 'websockets', 'ssl', 'select'} & sys.modules.keys() - {'select'})"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout == "set()\n"


def test_what_is_heard_in_a_page_the_browser_plays(page):
    audio = PageHost(page, "", None, print).open_audio(DisplayOptions())
    assert isinstance(audio, PageAudio)
    audio.close()
    assert page.sounds.closed
