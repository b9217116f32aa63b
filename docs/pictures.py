"""Makes the pictures of README and book, from the programs that they show: `python -m docs.pictures [NAME…]`.

No screen is needed. Those for which something is missing (Godot for the chat, Chromium and Pyodide for
the page) are left as they are, and a line says so.
"""

import argparse
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from math import cos, sin, tau
from pathlib import Path

ROOT = Path(__file__).parent.parent
DEMOS = ROOT / "demos"
GODOT = shutil.which("godot3-server")
CHROMIUM = shutil.which("chromium")
PATIENCE = 60.0
"""Seconds that a program may take."""

_GUEST = """\
extends Node  # a guest of the chat, in Godot 3

var client = WebSocketClient.new()

func _ready():
    client.connect("connection_succeeded", self, "_say")
    client.connect_to_url("ws://localhost:8123/test/", PoolStringArray(["my-protocol"]), true)

func _say():
    client.set_target_peer(0)
    client.put_packet(var2bytes("[name] Godot"))
    client.put_packet(var2bytes("Hello from the real engine!"))

func _process(_delta):
    client.poll()
"""


_PLAYING = """\
from demos.creeps.creeps import Creeps


class Playing(Creeps):
    def _ready(self):
        super()._ready()
        self.random.seed = 11
        self.new_game()
"""
_HOUSE = [(300, 480), (300, 300), (400, 200), (500, 300), (500, 480), (300, 480)]
_DOOR = [(370, 480), (370, 390), (430, 390), (430, 480)]
_SUN = [
    (720 + round(60 * cos(turn * tau / 16)), 160 + round(60 * sin(turn * tau / 16))) for turn in range(17)
]


class MissingError(Exception):
    """Something that a picture needs is not here."""


def demo(name: str, *arguments: str) -> list[str]:
    """Return the command of a demo."""
    return [sys.executable, "-m", f"demos.{name}", *arguments]


def take(name: str, command: Sequence[str]) -> None:
    """Run a program that makes its own picture at its end."""
    file = DEMOS / name / "screenshot.png"
    subprocess.run([*command, "--screenshot", str(file)], cwd=ROOT, check=True, timeout=PATIENCE)


@contextmanager
def beside(*command: str, port: int = 0) -> Iterator[None]:
    """Let a program run meanwhile, from when it listens on a port, if it does."""
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as process:
        try:
            until = time.monotonic() + PATIENCE
            while port and not _listens(port):
                if process.poll() is not None or time.monotonic() > until:
                    raise MissingError(f"program that listens on port {port}")
                time.sleep(0.1)
            yield
        finally:
            process.kill()


def _listens(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1.0):
        return True
    return False


def chat() -> None:
    """A server, a bot and a game of Godot, and the window of a fourth."""
    if GODOT is None:
        raise MissingError("godot3-server")
    url = "ws://localhost:8123/test/"
    with ExitStack() as stack, tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "project.godot").write_text("config_version=4\n")
        (Path(folder) / "main.gd").write_text(_GUEST)
        (Path(folder) / "main.tscn").write_text(
            '[gd_scene load_steps=2 format=2]\n[ext_resource path="res://main.gd" type="Script" id=1]\n'
            '[node name="Main" type="Node"]\nscript = ExtResource( 1 )\n'
        )
        server = demo("chat", "--headless", "--server", "--start", "--port", "8123", "--name", "Server")
        stack.enter_context(beside(*server, port=8123))
        window = ("--name", "Estragon", "--say", "I am the chat window.", "--quit-after", "600")
        file = str(DEMOS / "chat" / "screenshot.png")
        shown = demo("chat", "--client", "--start", "--url", url, *window, "--window-size", "840x460")
        with subprocess.Popen([*shown, "--screenshot", file], cwd=ROOT) as process:
            time.sleep(3.0)  # until it is there, and then each guest
            bot = ("--name", "Bot", "--say", "Hello! I am a Python program without a window.")
            client = demo("chat", "--headless", "--client", "--start", "--url", url, *bot)
            stack.enter_context(beside(*client))
            time.sleep(2.0)
            stack.enter_context(beside(GODOT, "--path", folder, "main.tscn"))
            process.wait(PATIENCE)


def lobby() -> None:
    """A game among three, some turns on."""
    take(
        "lobby",
        demo(
            "lobby",
            "--host",
            "--port",
            "8124",
            "--name",
            "Ada",
            "--bots",
            "2",
            "--bot",
            "--quit-after",
            "600",
        ),
    )


def pong() -> None:
    """A game against the bot."""
    take("pong", demo("pong", "--fixed-fps", "60", "--quit-after", "200"))


def arena() -> None:
    """Circles that have run about for a while."""
    take("arena", demo("arena", "--fixed-fps", "60", "--quit-after", "900"))


def creeps() -> None:
    """A game that has gone on for some seconds."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "playing.py").write_text(_PLAYING)
        size = ("--window-size", "960x540", "--fixed-fps", "60", "--quit-after", "430")
        take("creeps", [sys.executable, "-m", "engine", "run", f"{folder}/playing.py:Playing", *size])


def canvas() -> None:
    """A house and a sun, drawn in a page of Chromium at a host on the desktop."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        raise MissingError("playwright") from None
    if CHROMIUM is None:
        raise MissingError("chromium")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        shutil.copytree(DEMOS, folder / "demos")
        (folder / "page.py").write_text("from demos.canvas.__main__ import main\n\nmain()\n")
        arguments = ("--arg=--join", "--arg=ws://127.0.0.1:8125", "--include", "demos/**/*.py")
        out = str(folder / "out")
        web = [
            sys.executable,
            "-m",
            "engine",
            "export",
            "web",
            str(folder / "page.py"),
            "--out",
            out,
            *arguments,
        ]
        if subprocess.run(web, cwd=ROOT, check=False).returncode:
            raise MissingError("runtime for pages")
        stack.enter_context(beside(*demo("canvas", "--host", "--headless", "--port", "8125"), port=8125))
        serving = ("-m", "engine", "serve", out, "--port", "8126")
        stack.enter_context(beside(sys.executable, *serving, port=8126))
        browser = stack.enter_context(sync_playwright()).chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": 1024, "height": 600})
        page.goto("http://127.0.0.1:8126/")
        page.wait_for_selector("canvas", timeout=1000 * PATIENCE)
        time.sleep(5.0)  # until it has joined
        for line in (_HOUSE, _DOOR, _SUN):
            page.mouse.move(*line[0])
            page.mouse.down()
            for point in line[1:]:
                page.mouse.move(*point, steps=4)
                time.sleep(0.1)  # motions between two frames are one
            page.mouse.up()
        page.screenshot(path=str(DEMOS / "canvas" / "screenshot.png"))
        browser.close()


PICTURES: dict[str, Callable[[], None]] = {
    picture.__name__: picture for picture in (chat, lobby, pong, arena, creeps, canvas)
}


def main() -> int:
    """Make those that were asked for, or all."""
    parser = argparse.ArgumentParser(prog="python -m docs.pictures", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", choices=[[], *PICTURES], default=[])
    for name in parser.parse_args().names or PICTURES:
        print(name, end=" ", flush=True)
        try:
            PICTURES[name]()
        except MissingError as missing:
            print(f"stays as it is: there is no {missing}")
        else:
            print("done")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
