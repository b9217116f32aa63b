"""`python -m nodes.cluster gateway …`, up to what it runs. In processes: tests/interop/test_gateways.py."""

import subprocess
import sys

import pytest

from engine import ScriptError
from engine.testing import MemoryNetwork
from nodes import WebSocketGateway, WebSocketServer
from nodes.cluster import command_line
from nodes.cluster.command_line import VARIABLE, Door, main, secret_of
from nodes.cluster.workers import Workers

GATEWAY = ["gateway", "--room", "ws://room:9090", "--port", "9080"]


@pytest.fixture(autouse=True)
def environment(monkeypatch):
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.delenv(Workers.VARIABLE, raising=False)


@pytest.fixture
def ran(monkeypatch):
    """What was to be run, and with which options."""
    ran = []
    monkeypatch.setattr(command_line, "run", lambda node, **options: ran.append((node, options)) or 0)
    monkeypatch.setattr(Workers, "run", lambda workers: ran.append((workers, workers._command)) or 0)
    return ran


def test_the_secret_comes_from_a_file_or_the_environment(tmp_path, monkeypatch):
    file = tmp_path / "secret"
    file.write_text(" sesame \n")
    assert secret_of(str(file)) == "sesame"
    monkeypatch.setenv(VARIABLE, "open")
    assert secret_of(None) == "open"
    monkeypatch.setenv(VARIABLE, " ")
    with pytest.raises(ScriptError):
        secret_of(None)


@pytest.mark.parametrize("more", [[], ["--secret-file", "/does/not/exist"]])
def test_without_a_secret_it_says_where_it_looks(more, capsys, ran):
    assert main([*GATEWAY, *more]) == 2
    said = capsys.readouterr().err
    assert ("the variable ESTRAGON_SECRET (or write --secret-file FILE)" in said) is not bool(more)
    assert ran == []


def test_one_gateway_runs_in_this_process(monkeypatch, ran):
    monkeypatch.setenv(VARIABLE, "sesame")
    assert main(GATEWAY) == 0
    ((door, options),) = ran
    assert door._given == ("ws://room:9090", 9080, "sesame", False)
    assert options == {"headless": True, "drain": 10.0}


def test_several_are_workers_that_share_the_port(monkeypatch, ran):
    monkeypatch.setenv(VARIABLE, "sesame")
    monkeypatch.setattr(sys, "argv", ["nodes.cluster", *GATEWAY, "--workers", "3"])
    assert main() == 0
    ((workers, command),) = ran
    assert repr(workers) == "<Workers: 0 of 3>"
    assert command == [sys.executable, "-m", "nodes.cluster", *GATEWAY, "--workers", "3"]
    monkeypatch.setenv(Workers.VARIABLE, "1")
    assert main() == 0
    assert ran[1][0]._given[3] is True


def test_a_certificate_and_its_key_are_for_players(monkeypatch, ran):
    monkeypatch.setenv(VARIABLE, "sesame")
    assert main([*GATEWAY, "--certificate", "chain.pem", "--private-key", "key.pem"]) == 0
    gateway = ran[0][0]._gateway
    assert (gateway.ssl_certificate, gateway.private_key) == ("chain.pem", "key.pem")
    gateway.free()


def test_no_worker_is_not_enough(monkeypatch, capsys, ran):
    monkeypatch.setenv(VARIABLE, "sesame")
    assert main([*GATEWAY, "--workers", "0"]) == 2
    assert "--workers is 1 or more, not 0." in capsys.readouterr().err


def test_the_gateway_says_when_the_room_is_reached_and_lost(tree, capsys):
    tree.network = MemoryNetwork()
    room = tree.add(WebSocketServer())
    room.listen_for_gateways(9090, "sesame")
    tree.add(Door(WebSocketGateway(), "ws://room:9090", 9080, "sesame", False))
    tree.wait_until(lambda: capsys.readouterr().out == "Port 9080: the room is reached\n")
    room.stop()
    tree.wait_until(lambda: capsys.readouterr().out.startswith("Port 9080: the room is lost: closed by"))


def test_a_gateway_that_cannot_be_one_ends(tree):
    tree.network = MemoryNetwork()
    tree.add(Door(WebSocketGateway(), "http://room", 9080, "sesame", False))
    assert tree.quitting
    assert tree.exit_code == 1


def test_it_is_a_module_to_run():
    done = subprocess.run(
        [sys.executable, "-m", "nodes.cluster", "gateway"], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 2
    assert "--room" in done.stderr
