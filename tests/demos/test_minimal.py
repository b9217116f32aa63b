"""The tutorial's minimal server and client, as one program and inside a test."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

from demos.minimal.client import Client
from demos.minimal.server import Server
from engine.testing import SteppedTree

ROOT = Path(__file__).parent.parent.parent


def free_port() -> int:
    family = socket.AF_INET6 if socket.has_dualstack_ipv6() else socket.AF_INET
    with socket.create_server(("", 0), family=family) as found:
        return found.getsockname()[1]


def run_demo(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-X", "dev", "-m", *arguments],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        timeout=30,
        check=False,
    )


def test_the_pair_as_one_program_talks_says_goodbye_and_exits_with_0():
    ended = run_demo("demos.minimal", str(free_port()))
    assert (ended.returncode, ended.stderr) == (0, "")
    lines = ended.stdout.splitlines()
    id = lines[0].split()[1]
    by_server = [line for line in lines if line.startswith("Client ") or "from client" in line]
    by_client = [line for line in lines if line not in by_server]
    assert by_server == [
        f"Client {id} connected with protocol: ",
        f"Got data from client {id}: Test packet ... echoing",
        f"Client {id} disconnecting with code: 1000, reason: Bye bye!",
        f"Client {id} disconnected, clean: True",
    ]
    assert by_client[:2] == ["Connected with protocol: ", "Got data from server: Test packet"]
    assert by_client[2:] in ([], ["Closed, clean: True"])  # the program may end before the answer is read
    echo, answer = (next(i for i, line in enumerate(lines) if part in line) for part in ("echo", "server"))
    assert echo < answer


def test_a_server_whose_port_is_taken_says_so_and_stops_processing(tree: SteppedTree, capsys, caplog):
    first, second = Server(), Server()
    first.port = 0
    tree.add(first, "First")
    second.port = first._server.get_listening_port()
    tree.add(second, "Second")
    assert capsys.readouterr().out == "Unable to start server\n"
    assert first.is_processing()
    assert not second.is_processing()
    assert f"port {second.port} of * cannot be used: " in caplog.text


def test_a_client_whose_url_is_none_says_so_and_stops_processing(tree: SteppedTree, capsys, caplog):
    client = Client()
    client.websocket_url = "http://localhost"
    tree.add(client)
    assert capsys.readouterr().out == "Unable to connect\n"
    assert not client.is_processing()
    assert "'http://localhost' begins with http://" in caplog.text


def test_a_client_without_a_server_prints_that_it_is_closed_and_stops_processing(
    tree: SteppedTree, capsys, caplog
):
    client = Client()
    client.websocket_url = f"ws://127.0.0.1:{free_port()}"
    tree.add(client)
    tree.wait_until(lambda: not client.is_processing())
    assert capsys.readouterr().out == "Closed, clean: False\n"
    assert "Connection refused" in caplog.text


def test_the_pair_in_one_tree_prints_both_sides_of_a_whole_conversation(tree: SteppedTree, capsys):
    server, client = Server(), Client()
    server.port = 0
    tree.add(server)
    client.websocket_url = f"ws://localhost:{server._server.get_listening_port()}"
    tree.add(client)
    answered = tree.watch(client._client.data_received)
    tree.wait_until(lambda: answered.emissions)
    client._client.disconnect_from_host(3000, "bye")
    tree.wait_until(lambda: not client.is_processing())
    lines = capsys.readouterr().out.splitlines()
    id = next(line.split()[1] for line in lines if line.startswith("Client "))
    assert sorted(lines) == sorted(
        [
            f"Client {id} connected with protocol: ",
            "Connected with protocol: ",
            f"Got data from client {id}: Test packet ... echoing",
            "Got data from server: Test packet",
            f"Client {id} disconnecting with code: 3000, reason: bye",
            f"Client {id} disconnected, clean: True",
            "Closed, clean: True",
        ]
    )
    assert lines[-1] == "Closed, clean: True"


def test_what_the_other_side_says_is_one_line_of_each(tree: SteppedTree, capsys):
    server, client = Server(), Client()
    server.port = 0
    tree.add(server)
    client.websocket_url = f"ws://localhost:{server._server.get_listening_port()}"
    tree.add(client)
    answered = tree.watch(client._client.data_received)
    tree.wait_until(lambda: answered.emissions)
    client._client.get_peer(1).put_packet(b"all is well\nERROR: it is not\x1b[2J")
    tree.wait_until(lambda: len(answered.emissions) == 2)
    client._client.disconnect_from_host(3000, "bye\nClient 7 connected")
    tree.wait_until(lambda: not client.is_processing())
    printed = capsys.readouterr().out
    assert printed.count("all is well\\nERROR: it is not\\x1b[2J") == 2
    assert "reason: bye\\nClient 7 connected\n" in printed
