import logging
import os
import subprocess
import sys
import textwrap

import pytest

from engine import Node, remotesync
from engine.multiplayer.trace import trace


class Player(Node):
    health = remotesync(1)

    @remotesync
    def move(self, x, where):
        pass


@pytest.fixture
def traced():
    logger = logging.getLogger("estragon.rpc")
    level = logger.level
    trace.switch_on()
    yield
    trace.switch_off()
    logger.setLevel(level)


def test_each_packet_is_a_line_on_both_sides(game, traced, lines):
    trees = game.start(2)
    nodes = game.add(Player, "P")
    nodes[1].rpc("move", 3, "up")
    game.settle()
    assert lines() == [
        "rpc → peer 2: path 1 is P",
        "rpc → peer 2: call P.move(3, 'up')",
        "rpc ← peer 1: path 1 is P",
        "rpc → peer 1: path P is known",
        "rpc ← peer 1: call P.move(3, 'up')",
        "rpc ← peer 2: path P is known",
    ]
    nodes[1].rset("health", 2)
    game.settle()
    assert lines() == ["rpc → everyone: set P.health = 2", "rpc ← peer 1: set P.health = 2"]
    trees[1].multiplayer.send_bytes(b"abc", -5)
    game.settle()
    assert lines() == [
        "rpc → everyone but peer 5: 3 raw bytes, 61 62 63",
        "rpc ← peer 1: 3 raw bytes, 61 62 63",
    ]


def test_nothing_is_logged_until_it_is_switched_on(game, lines):
    game.start(2)
    game.add(Player, "P")[1].rpc("move", 1, 2)
    game.settle()
    assert lines() == []


def test_the_command_line_switches_it_on(tmp_path):
    script = tmp_path / "main.py"
    script.write_text(
        textwrap.dedent(
            """
            from engine import Node
            from engine.testing import MemoryMultiplayer

            class Main(Node):
                def _ready(self):
                    network = MemoryMultiplayer()
                    self.get_tree().network_peer = network.host()
                    client = network.join()
                    self.get_tree().multiplayer.poll()
                    client.poll()
                    self.get_tree().multiplayer.send_bytes(b"hello")
            """
        )
    )
    run = subprocess.run(
        [sys.executable, "-m", "engine", "run", "--rpc-trace", "--quit-after", "1", str(script)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        check=True,
    )
    assert run.stderr == "INFO: rpc → everyone: 5 raw bytes, 68 65 6c 6c 6f\n"
