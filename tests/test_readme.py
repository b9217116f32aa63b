"""The README says only what is true: its programs run, its commands are those of the gate."""

import re
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
