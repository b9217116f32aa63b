import pytest

from engine import Node, SceneTree, Vector2, run
from engine.display.drivers import DisplayOptions
from engine.display.error import DisplayError
from engine.display.headless.display import HeadlessDisplay
from engine.runner.host import DesktopHost
from engine.runner.screen import Screen
from nodes import Node2D


class Pyglet(HeadlessDisplay):
    """Stands in for the window driver: notes how it was made, writes a picture of one byte."""

    made: list["Pyglet"]
    works = staticmethod(lambda offscreen: True)

    def __init__(self, title, size, *, scale=None, offscreen=False):
        if not self.works(offscreen):
            raise DisplayError("No window can be opened.")
        super().__init__(*size)
        self.asked = (title, size, scale, offscreen)
        self.made.append(self)

    def screenshot(self, path):
        with open(path, "wb") as file:
            file.write(bytes([self.frames]))


@pytest.fixture(autouse=True)
def pyglet(monkeypatch):
    monkeypatch.setattr("engine.display.pyglet.display.PygletDisplay", Pyglet)
    monkeypatch.setattr(Pyglet, "made", [], raising=False)
    monkeypatch.setenv("DISPLAY", ":0")
    return Pyglet


class Shown(Node2D):
    def __init__(self):
        self.seen = []

    def _ready(self):
        self.seen.append(self.get_viewport().size)


def test_a_window_opens_with_the_first_node_that_shows_something(pyglet):
    scene = Shown()
    assert run(scene, quit_after=1, window_size=(300, 200), scale=2.0) == 0
    assert [display.asked for display in pyglet.made] == [("Shown", (300, 200), 2.0, False)]
    assert scene.seen == [Vector2(300, 200)]
    assert pyglet.made[0].closed


def test_the_title_may_be_another():
    run(Shown, quit_after=1, title="Hello")
    assert Pyglet.made[0].asked == ("Hello", (1024, 600), None, False)


def test_a_tree_may_say_its_title_and_its_size():
    class Titled(SceneTree):
        _title_ = "Dodge"
        _window_size_ = (300, 200)

        def _initialize(self):
            self.root.add_child(Shown())

    run(Titled, quit_after=1)
    run(Titled, quit_after=1, title="Hello", window_size=(30, 20))
    assert [display.asked[:2] for display in Pyglet.made] == [("Dodge", (300, 200)), ("Hello", (30, 20))]


def test_nothing_opens_for_a_program_that_shows_nothing(pyglet):
    assert run(Node, quit_after=1) == 0
    assert pyglet.made == []


def test_the_viewport_is_as_large_as_wanted_before_anything_is_shown():
    sizes = []

    class Scene(Node):
        def _ready(self):
            sizes.append(self.get_viewport().size)

    run(Scene, quit_after=1, window_size=(300, 200))
    assert sizes == [Vector2(300, 200)]


def test_headless_opens_nothing_and_is_as_large(pyglet):
    displays = []

    class Scene(Shown):
        def _process(self, delta):
            displays.append(self.get_tree().display)

    scene = Scene()
    assert run(scene, quit_after=1, headless=True, window_size=(300, 200), scale=2.0) == 0
    assert pyglet.made == []
    assert scene.seen == [Vector2(300, 200)]
    (display,) = displays
    assert type(display) is HeadlessDisplay
    assert (display.window_size, display.scale, display.title) == ((600, 400), 2.0, "Scene")


def test_a_main_loop_of_ones_own_has_its_window_from_the_start(pyglet):
    class Loop(SceneTree):
        def __init__(self):
            self.root.add_child(Shown())

    assert run(Loop, quit_after=1) == 0
    assert len(pyglet.made) == 1
    pyglet.made.clear()
    assert run(Loop(), quit_after=1) == 0
    assert pyglet.made == []  # it had a display of its own already


def test_without_a_window_the_program_says_so_and_ends_with_1(pyglet, monkeypatch, capsys):
    monkeypatch.setattr(pyglet, "works", lambda self, offscreen: False)
    log = []

    class Scene(Shown):
        def _process(self, delta):
            log.append("process")

        def _exit_tree(self):
            log.append("exit")

    assert run(Scene) == 1
    assert log == ["exit"]
    assert capsys.readouterr().err == (
        "ERROR: No window can be opened."
        " Run it with `python -m engine run FILE.py --headless`,"
        " or with --quit-after 10 --screenshot FILE for a picture of it.\n"
    )


def test_so_it_does_when_the_window_is_first_needed_later_on(pyglet, monkeypatch, capsys):
    monkeypatch.setattr(pyglet, "works", lambda self, offscreen: False)

    class Scene(Node):
        def _process(self, delta):
            self.add_child(Node2D())
            self.add_child(Node2D())
            self.get_tree().quit(0)

    assert run(Scene) == 1
    assert capsys.readouterr().err.count("ERROR") == 1


# -- Pictures ----------------------------------------------------------------------------------


def test_a_picture_is_taken_of_the_window_when_the_program_quits(pyglet, tmp_path):
    there = []

    class Scene(Shown):
        def _exit_tree(self):
            there.append((tmp_path / "a.png").exists())

    assert run(Scene, quit_after=3, screenshot=str(tmp_path / "a.png")) == 0
    assert there == [True]
    assert pyglet.made[0].asked[-1] is False


@pytest.mark.parametrize("headless", [False, True])
def test_without_a_screen_it_is_drawn_into_memory(pyglet, tmp_path, monkeypatch, headless):
    monkeypatch.setattr("sys.platform", "linux")
    if not headless:
        monkeypatch.delenv("DISPLAY")
    run(Shown, quit_after=1, fixed_fps=60, screenshot=str(tmp_path / "a.png"), headless=headless)
    assert pyglet.made[0].asked[-1] is True
    assert (tmp_path / "a.png").exists()


def test_elsewhere_a_screen_is_taken_for_granted(pyglet, tmp_path, monkeypatch):
    monkeypatch.setattr("sys.platform", "darwin")
    monkeypatch.delenv("DISPLAY")
    run(Shown, quit_after=1, fixed_fps=60, screenshot=str(tmp_path / "a.png"))
    assert pyglet.made[0].asked[-1] is False


def test_a_program_that_shows_nothing_has_an_empty_picture(pyglet, tmp_path):
    assert run(Node, quit_after=1, screenshot=str(tmp_path / "a.png")) == 0
    assert (tmp_path / "a.png").read_bytes() == b"\1"


def test_a_picture_is_taken_of_a_program_that_fails_too(tmp_path):
    class Scene(Shown):
        def _process(self, delta):
            self.get_tree().quit(3)

    assert run(Scene, screenshot=str(tmp_path / "a.png")) == 3
    assert (tmp_path / "a.png").exists()


def test_who_wants_a_picture_and_no_end_is_told_how_it_is_made(tmp_path, capsys):
    class Scene(Shown):
        def _process(self, delta):
            self.get_tree().quit()

    path = str(tmp_path / "a.png")
    run(Scene, screenshot=path)
    assert capsys.readouterr().err == f"{path} is written when the program quits; --quit-after 10 does so.\n"
    run(Scene, screenshot=path, quit_after=1)
    assert capsys.readouterr().err == ""


def test_a_picture_that_cannot_be_written_is_an_error(tmp_path, capsys):
    assert run(Shown, quit_after=1, screenshot=str(tmp_path / "missing" / "a.png")) == 1
    assert capsys.readouterr().err.startswith("ERROR: The screenshot cannot be written: ")


def test_a_picture_that_cannot_be_drawn_is_an_error(pyglet, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(pyglet, "works", lambda self, offscreen: False)
    assert run(Shown, quit_after=1, screenshot=str(tmp_path / "a.png"), headless=True) == 1
    assert capsys.readouterr().err == "ERROR: No window can be opened.\n"
    assert not (tmp_path / "a.png").exists()
    assert run(Shown, quit_after=1, screenshot=str(tmp_path / "a.png")) == 1
    assert capsys.readouterr().err == (
        "ERROR: No window can be opened. With --headless, too, the picture is drawn without a screen.\n"
    )


def test_no_picture_is_taken_of_a_program_that_ended_in_an_exception(pyglet, tmp_path):
    class Loop(SceneTree):
        def _initialize(self):
            self.root.add_child(Shown())
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(Loop, screenshot=str(tmp_path / "a.png"))
    assert pyglet.made[0].closed
    assert not (tmp_path / "a.png").exists()


def test_it_says_whose_it_is():
    tree = SceneTree()
    assert repr(Screen(tree, DesktopHost(), DisplayOptions())).startswith("<Screen of <SceneTree of 1 nodes")
    assert Screen(tree, DesktopHost(), DisplayOptions(visible=False)).make().title == "Estragon"
    tree.finish()
