"""The README says only what is true: its programs run, its commands are those of the gate."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import engine
from engine.scene.loader import load_scene
from engine.testing import MemoryNetwork, SteppedTree
from nodes import MultiplayerSpawner, Node2D, WebSocketClient, WebSocketMultiplayerPeer, WebSocketServer

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text()


def blocks(language):
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def program(containing):
    """Run the one Python block that contains a text; return the names that it defines."""
    (code,) = [block for block in blocks("python") if containing in block]
    names = {**vars(engine), "__name__": "readme"}
    exec(compile(code, "README.md", "exec"), names)
    return names


def test_the_server_echoes_to_the_client_beside_it(tree, monkeypatch):
    listen = WebSocketServer.listen
    ports = []

    def listen_anywhere(self, port):
        ports.append(port)
        return listen(self, 0)

    monkeypatch.setattr(WebSocketServer, "listen", listen_anywhere)
    node = tree.add(program("class Server")["Server"]())
    (port,) = ports
    assert f'connect_to_url("ws://localhost:{port}")' in blocks("gdscript")[0]
    client = tree.add(WebSocketClient())
    received = tree.watch(client.data_received)
    client.connection_established.connect(lambda protocol: client.get_peer(1).put_packet(b"Test packet"))
    client.connect_to_url(f"ws://localhost:{node.server.get_listening_port()}")
    tree.wait_until(lambda: len(received))
    assert client.get_peer(1).get_packet().get_string_from_utf8() == "Test packet"


def test_the_circles_of_the_server_are_there_at_who_joins(tree):
    names = program("class Circle")
    client = SteppedTree()
    tree.network = client.network = MemoryNetwork()

    class Circle(names["Circle"]):
        def _process(self, delta):
            """It goes where the server's goes, and not by itself."""

    class Guest(Node2D):
        def _ready(self):
            self.add_child(MultiplayerSpawner(name="Spawner", spawn_path="..", spawnable_scenes=[Circle]))
            peer = WebSocketMultiplayerPeer()
            peer.create_client("ws://memory:9080")
            self.multiplayer.multiplayer_peer = peer

    tree.add(names["Arena"](), "Arena")
    arena = client.add(Guest(), "Arena")

    def has_run():
        tree.step()
        return any(circle.position.x > 1 for circle in arena.get_children()[1:])

    client.wait_until(has_run)
    client.finish()


def test_the_arena_is_short_and_a_file_that_runs(tmp_path):
    (code,) = [block for block in blocks("python") if "class Circle" in block]
    lines = [line.strip() for line in code.splitlines()]
    assert len([line for line in lines if line and not line.startswith("#")]) <= 15
    (tmp_path / "arena.py").write_text(code)
    assert "python -m engine run arena.py" in README
    assert load_scene(str(tmp_path / "arena.py")).__name__ == "Arena"


def test_the_example_test_passes_on_the_example_scene(tree):
    names = program("class Bomb")
    (code,) = [block for block in blocks("python") if "def test_a_bomb" in block]
    exec(compile(code, "README.md", "exec"), names)
    names["test_a_bomb_explodes_after_three_seconds"](tree)


def test_the_example_window_is_used_by_the_example_test(tree):
    names = program("class Counter")
    (code,) = [block for block in blocks("python") if "def test_everybody" in block]
    exec(compile(code, "README.md", "exec"), names)
    names["test_everybody_is_counted"](tree)


def test_the_example_window_ends_with_1_where_no_window_can_be_opened(tmp_path):
    (code,) = [block for block in blocks("python") if "class Counter" in block]
    script = tmp_path / "counter.py"
    script.write_text(code)
    without_screen = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")}
    done = subprocess.run([sys.executable, script], env=without_screen, capture_output=True, text=True)
    assert (done.returncode, done.stderr.partition(":")[0]) == (1, "ERROR")


@pytest.mark.parametrize(
    "path", ["README.md", *sorted(str(p.relative_to(ROOT)) for p in ROOT.glob("demos/**/*.py"))]
)
def test_every_program_ends_with_the_exit_code_of_its_scene(path):
    calls = [line.strip() for line in (ROOT / path).read_text().splitlines() if re.match(r"\s+run\(", line)]
    assert calls == []


def test_its_pictures_are_there():
    pictures = re.findall(r"\]\(([^)]*\.png)\)", README)
    assert len(pictures) == 6
    assert all((ROOT / picture).read_bytes().startswith(b"\x89PNG") for picture in pictures)


def test_the_dice_are_rolled_for_a_client_by_remote_call(tree):
    other = SteppedTree()
    tree.network = other.network = MemoryNetwork()
    tree.add(program("class Dice")["Dice"]())

    class Dice(engine.Node):
        shown = None

        @engine.remote
        def show(self, text):
            self.shown = text

    dice = other.add(Dice())
    client = other.add(WebSocketClient())
    client.connect_to_url("ws://anywhere:9080", [], True)
    other.network_peer = client
    other.connected_to_server.connect(lambda: dice.rpc_id(1, "roll", 6))
    for _ in range(20):
        tree.step()
        other.step()
    assert dice.shown == f"player {client.get_unique_id()} rolls 2"
    other.finish()


@pytest.mark.parametrize("command", ['pip install -e ".[test]"', "python -m demos.minimal", "pytest"])
def test_the_gate_runs_the_commands_of_the_readme(command):
    assert command in README
    assert command in (ROOT / ".ci" / "run").read_text()


def test_every_link_leads_to_a_file():
    prose = re.sub(r"```.*?```", "", README, flags=re.DOTALL)
    for target in re.findall(r"\]\((?!http)([^)]+)\)", prose):
        assert (ROOT / target).exists(), target


def test_what_contributing_names_is_there():
    text = (ROOT / "CONTRIBUTING.md").read_text()
    named = re.findall(r"`((?:engine|nodes|demos|tests|\.ci)/[\w./]*)`", text)
    assert len(named) > 10
    assert [path for path in named if not (ROOT / path).exists()] == []
