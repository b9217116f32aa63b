"""The recipes of docs/scaling.md, as they stand there: Redis with its rights, a room, gateways, a lobby."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest

from engine.certificate import make_certificate
from engine.command_line import main
from nodes import WebSocketClient
from nodes.cluster.command_line import _parser
from tests.nodes.cluster.redis_server import PROGRAM

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs/scaling.md").read_text(encoding="utf-8")
WAIT = 30.0
"""Seconds for whatever is waited for, at the most."""


def box(after: str, language: str = "", **replacements: str) -> str:
    """Return the first box in a language after some words, with what belongs to real machines replaced."""
    found = re.search(rf"```{language}\n(.*?)```", TEXT[TEXT.index(after) :], re.DOTALL)
    assert found is not None
    text = found[1]
    for old, new in replacements.items():
        assert old in text
        text = text.replace(old, new)
    return text


def settings(after: str, **replacements: str) -> dict[str, str]:
    """Return the variables of an environment file."""
    return dict(line.split("=", 1) for line in box(after, **replacements).splitlines())


@pytest.fixture
def ports():
    """Ports that nobody listens on: of Redis, the lobby, the players and the gateways."""
    with ExitStack() as until_all_are_known:
        found = [until_all_are_known.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(4)]
        return [str(one.getsockname()[1]) for one in found]


@pytest.fixture
def start(tmp_path):
    """`start(*command, **environment)` starts a program that ends with the test."""
    started = []

    def start(*command, **environment):
        kept = {name: value for name, value in os.environ.items() if name != "ESTRAGON_STORE"}
        started.append(
            subprocess.Popen(
                command,
                cwd=tmp_path,
                env={**kept, "PYTHONPATH": str(ROOT), **environment},
                stdout=subprocess.PIPE,
                text=True,
            )
        )
        return started[-1]

    yield start
    for program in reversed(started):
        program.terminate()
        program.communicate(timeout=WAIT)


@pytest.fixture
def redis(start, ports, tmp_path):
    """A Redis with the files of the page; gives the variables that lead to it."""
    if PROGRAM is None:
        pytest.skip("no Redis here: install redis-server, or name one in REDIS_SERVER")
    pytest.importorskip("hiredis", reason='pip install "estragon[cluster]"')
    make_certificate(["localhost"], tmp_path)
    (tmp_path / "users.acl").write_text(box("/etc/redis/users.acl`", PASSWORD="a-password"))
    conf = box("/etc/redis/redis.conf`", **{"/etc/redis": str(tmp_path), "6380": ports[0]})
    (tmp_path / "redis.conf").write_text(conf)
    server = start(PROGRAM, str(tmp_path / "redis.conf"), "--bind", "127.0.0.1")
    for line in server.stdout:
        if "eady to accept connections" in line:
            break
    else:
        pytest.fail("Redis does not start")
    return settings(
        "/etc/game/cluster.env`",
        **{
            "PASSWORD": "a-password",
            "redis1.example.org:6380": f"localhost:{ports[0]}",
            "/etc/game/ca.crt": str(tmp_path / "ca.crt"),
        },
    )


def python(line: str) -> list[str]:
    """Return a command of the page as it is run here."""
    return [sys.executable, *shlex.split(line)[1:]]


def commands() -> list[str]:
    """Return the commands of the part about one machine, without variables."""
    lines = box("## One machine", "console").splitlines()
    return [re.sub(r"^\$ (\w+=\S+ )*", "", line) for line in lines if "python" in line]


class Player:
    """Asks the lobby for a room and goes there, again and again until it is in one."""

    def __init__(self, tree, name, lobby):
        self.is_in = False
        self.answers = []
        self._tree = tree
        self._name = name
        self._lobby = lobby
        self.ask()

    def ask(self):
        client = self._tree.add(WebSocketClient())
        client.connection_established.connect(lambda protocol: client.get_peer(1).put_var(self._name))
        client.connection_error.connect(self.come_again)
        client.data_received.connect(lambda: self.go(client.get_peer(1).get_var()))
        client.connect_to_url(f"ws://localhost:{self._lobby}")

    def go(self, answer):
        self.answers.append(answer)
        if not answer:
            self.come_again()
            return
        client = self._tree.add(WebSocketClient())
        client.connection_succeeded.connect(lambda: setattr(self, "is_in", True))
        client.connection_failed.connect(self.come_again)
        client.connect_to_url(answer["url"], [], True)

    def come_again(self):
        self._tree.create_timer(0.2).timeout.connect(self.ask)


def test_players_find_a_room_by_the_lobby_and_come_in_by_its_gateways(redis, start, ports, tree, tmp_path):
    _, lobby, players, trunks = ports
    (tmp_path / "room.py").write_text(box("room.py`", "python"))
    (tmp_path / "lobby.py").write_text(box("lobby.py`", "python", **{"9070": lobby}))
    room_line, gateway_line, lobby_line = commands()
    url = f"ws://localhost:{players}"
    room = start(*python(room_line), **redis, ROOM="arena1", ROOM_PORT=trunks, ROOM_URL=url)
    gateway_line = gateway_line.replace("--workers 4", "--workers 2")
    start(*python(gateway_line.replace("9090", trunks).replace("9080", players)), **redis)
    start(*python(lobby_line), **redis)
    ann = Player(tree, "ann", lobby)
    tree.wait_until(lambda: ann.is_in, frames=3000)
    assert ann.answers[-1]["url"].startswith(f"{url}/?token=")
    assert room.stdout.readline() == "ann is here\n"
    room.send_signal(signal.SIGTERM)
    assert room.wait(WAIT) == 0
    bob = Player(tree, "bob", lobby)
    tree.wait_until(lambda: bob.answers, frames=3000)
    assert bob.answers[0] == {}


def test_the_doctor_is_content_with_that_redis(redis, capsys, monkeypatch):
    monkeypatch.setattr("engine.doctor.report", lambda: ([], True))
    assert main(["doctor", "--store", redis["ESTRAGON_STORE"]]) == 0
    assert "can be used" in capsys.readouterr().out


def test_the_unit_runs_a_command_that_there_is(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    line = re.search(r"^ExecStart=(.*)$", box("room@.service`", "ini"), re.MULTILINE)[1]
    program, dash_m, engine, *arguments = shlex.split(line)
    assert (Path(program).name, dash_m, engine) == ("python", "-m", "engine")
    assert main(arguments) == 1
    assert "room.py" in capsys.readouterr().err


def test_the_unit_is_one_that_systemd_takes(tmp_path):
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("systemd-analyze was not found: install systemd")
    (tmp_path / "cluster.env").write_text(box("/etc/game/cluster.env`"))
    (tmp_path / "arena1.env").touch()
    places = {"/etc/game": str(tmp_path), "/srv/game/venv/bin/python": sys.executable}
    (tmp_path / "room@.service").write_text(box("room@.service`", "ini", **places))
    unit = tmp_path / "room@arena1.service"
    unit.symlink_to("room@.service")
    done = subprocess.run(
        [program, "verify", "--man=no", str(unit)], capture_output=True, text=True, timeout=WAIT, check=False
    )
    assert [line for line in done.stderr.splitlines() if "room@" in line] == []


def test_the_command_of_the_gateways_is_one_that_there_is():
    (line,) = [line for line in commands() if "nodes.cluster" in line]
    options = _parser().parse_args(shlex.split(line)[3:])
    assert (options.room, options.port, options.workers) == ("ws://localhost:9090", 9080, 4)
