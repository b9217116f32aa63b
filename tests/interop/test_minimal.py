"""The tutorial's minimal pair, with the real Godot at one end and our demo at the other.

The lines are those that two Godots print to each other. One differs on purpose: who closes by
itself hears "clean: True" from ours, where Godot always says False to that side.
"""

from __future__ import annotations

import errno
import signal
import socket

import pytest

from demos.minimal.client import Client
from demos.minimal.server import Server


@pytest.fixture
def server(tree):
    """Our demo's server in the test's tree, on a free port."""
    server = Server()
    server.port = 0
    return tree.add(server)


@pytest.fixture
def connect(tree):
    """Add our demo's client, which connects to a port of this machine, to the test's tree."""

    def connect(port):
        client = Client()
        client.websocket_url = f"ws://localhost:{port}"
        return tree.add(client)

    return connect


@pytest.fixture
def printed(capsys):
    """Return the lines that the scripts in this process have printed so far."""
    lines = []

    def printed():
        lines.extend(capsys.readouterr().out.splitlines())
        return lines

    return printed


def url_of(server):
    return f"ws://localhost:{server._server.get_listening_port()}"


def wait_for_port(program, port):
    """Wait until `program` listens on `port`, without connecting: nobody else can bind it then."""

    def taken():
        with socket.socket(socket.AF_INET6 if socket.has_dualstack_ipv6() else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("", port))
            except OSError as error:
                return error.errno == errno.EADDRINUSE
            return False

    program.wait_until(taken, f"listening on port {port}")


def served(lines):
    """Return the lines of a server with the random id of its only client as ID."""
    return [line.replace(lines[0].split()[1], "ID") for line in lines]


SERVED = [
    "Client ID connected with protocol: ",
    "Got data from client ID: Test packet ... echoing",
]


# -- Our server in this process, a Godot client ---------------------------------------------------


def test_a_godot_client_gets_its_packet_back_and_leaves_cleanly(server, godot, printed):
    client = godot("minimal_client.gd", URL=url_of(server), LEAVE=3000)
    assert client.wait_for_end() == 0
    assert client.lines == [
        "Connected with protocol: ",
        "Got data from server: Test packet",
        "Closed, clean: False",  # Godot tells that the side which began to close
    ]
    assert served(printed()) == [
        *SERVED,
        "Client ID disconnecting with code: 3000, reason: bye",
        "Client ID disconnected, clean: True",
    ]


def test_a_godot_client_that_quits_sends_a_close_frame(server, godot, tree, printed):
    client = godot("minimal_client.gd", URL=url_of(server))
    client.wait_for_line("Got data from server: Test packet")
    assert client.quit() == 0
    tree.wait_until(lambda: "disconnected" in printed()[-1])
    assert served(printed()) == [
        *SERVED,
        "Client ID disconnecting with code: 1000, reason: ",
        "Client ID disconnected, clean: True",
    ]


def test_a_godot_client_that_is_killed_is_gone_without_a_clean_close(server, godot, tree, printed):
    client = godot("minimal_client.gd", URL=url_of(server))
    client.wait_for_line("Got data from server: Test packet")
    client.kill()
    tree.wait_until(lambda: "disconnected" in printed()[-1])
    assert served(printed()) == [*SERVED, "Client ID disconnected, clean: False"]


def test_a_godot_client_hears_when_our_server_stops(server, godot, printed):
    client = godot("minimal_client.gd", URL=url_of(server))
    client.wait_for_line("Got data from server: Test packet")
    server.queue_free()
    assert client.wait_for_end() == 0
    assert client.lines[2:] == [
        "Server asks to close with code: 1000, reason: ''",
        "Closed, clean: True",
    ]
    assert served(printed()) == [*SERVED, "Client ID disconnected, clean: False"]


def test_a_godot_client_reads_the_code_and_the_reason_of_our_close(server, godot, printed):
    client = godot("minimal_client.gd", URL=url_of(server))
    client.wait_for_line("Got data from server: Test packet")
    server._server.disconnect_peer(int(printed()[0].split()[1]), 4321, "déjà vu")
    assert client.wait_for_end() == 0
    assert client.lines[2:] == [
        "Server asks to close with code: 4321, reason: 'déjà vu'",
        "Closed, clean: True",
    ]


def test_several_godot_clients_at_once_get_their_own_packets(server, godot, printed):
    clients = [godot("minimal_client.gd", URL=url_of(server), LEAVE=3001) for _ in range(3)]
    for client in clients:
        assert client.wait_for_end() == 0
        assert client.lines[1] == "Got data from server: Test packet"
    ids = {line.split()[1] for line in printed() if "connected with protocol" in line}
    assert len(ids) == 3
    for id in ids:
        assert f"Client {id} disconnected, clean: True" in printed()


def test_a_godot_client_without_a_server_is_told_so(godot, free_port):
    client = godot("minimal_client.gd", URL=f"ws://127.0.0.1:{free_port}")
    assert client.wait_for_end() == 0
    assert client.lines == ["Closed, clean: False"]


# -- A Godot server, our client in this process ---------------------------------------------------


def test_our_client_gets_its_packet_back_from_a_godot_server(connect, godot, free_port, tree, printed):
    server = godot("minimal_server.gd", PORT=free_port)
    server.wait_for_line("Listening")
    client = connect(free_port)
    tree.wait_until(lambda: "Got data from server: Test packet" in printed())
    client._client.disconnect_from_host(3000, "bye")
    server.wait_for_line(r"Client \d+ disconnected, clean: True")
    assert served(server.lines[1:]) == [
        *SERVED,
        "Client ID disconnecting with code: 3000, reason: bye",
        "Client ID disconnected, clean: True",
    ]
    tree.wait_until(lambda: not client.is_processing())
    assert printed() == [
        "Connected with protocol: ",
        "Got data from server: Test packet",
        "Closed, clean: True",  # unlike Godot's own client, see the docstring of this file
    ]


def test_our_client_that_leaves_the_tree_says_goodbye_to_a_godot_server(
    connect, godot, free_port, tree, printed
):
    server = godot("minimal_server.gd", PORT=free_port)
    server.wait_for_line("Listening")
    client = connect(free_port)
    server.wait_for_line(r"Got data from client \d+: Test packet ... echoing")
    client.queue_free()
    server.wait_for_line(r"Client \d+ disconnected, clean: True")
    assert served(server.lines[1:])[2:] == [
        "Client ID disconnecting with code: 1000, reason: ",
        "Client ID disconnected, clean: True",
    ]


def test_our_client_is_closed_by_a_godot_server_with_code_and_reason(
    connect, godot, free_port, tree, printed
):
    server = godot("minimal_server.gd", PORT=free_port, DISMISS=4001)
    server.wait_for_line("Listening")
    client = connect(free_port)
    asked = tree.watch(client._client.server_close_request)
    server.wait_for_line(r"Client \d+ disconnected, clean: .*")
    tree.wait_until(lambda: not client.is_processing())
    asked.assert_emitted(4001, "bye", times=1)  # Godot sends the reason with a NUL behind it
    assert printed() == [
        "Connected with protocol: ",
        "Got data from server: Test packet",
        "Closed, clean: True",
    ]


def test_our_client_hears_when_a_godot_server_stops(connect, godot, free_port, tree, printed):
    server = godot("minimal_server.gd", PORT=free_port)
    server.wait_for_line("Listening")
    client = connect(free_port)
    server.wait_for_line(r"Got data from client \d+: Test packet ... echoing")
    assert server.quit() == 0
    tree.wait_until(lambda: not client.is_processing())
    assert printed()[-1] == "Closed, clean: True"


def test_our_client_hears_when_a_godot_server_is_killed(connect, godot, free_port, tree, printed):
    server = godot("minimal_server.gd", PORT=free_port)
    server.wait_for_line("Listening")
    client = connect(free_port)
    server.wait_for_line(r"Got data from client \d+: Test packet ... echoing")
    server.kill()
    tree.wait_until(lambda: not client.is_processing())
    assert printed()[-1] == "Closed, clean: False"


# -- Our demos as programs of their own -----------------------------------------------------------


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_our_server_ended_by_a_signal_closes_its_godot_client_and_exits_with_0(
    number, godot, python, free_port
):
    server = python("-m", "demos.minimal.server", str(free_port))
    wait_for_port(server, free_port)
    client = godot("minimal_client.gd", URL=f"ws://localhost:{free_port}")
    client.wait_for_line("Got data from server: Test packet")
    server.send_signal(number)
    assert server.wait_for_end() == 0
    assert served(server.lines) == [*SERVED, "Client ID disconnected, clean: False"]
    assert client.wait_for_end() == 0
    assert client.lines == [
        "Connected with protocol: ",
        "Got data from server: Test packet",
        "Server asks to close with code: 1000, reason: ''",
        "Closed, clean: True",
    ]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_our_client_ended_by_a_signal_closes_its_godot_server_and_exits_with_0(
    number, godot, python, free_port
):
    server = godot("minimal_server.gd", PORT=free_port)
    server.wait_for_line("Listening")
    client = python("-m", "demos.minimal.client", f"ws://localhost:{free_port}")
    client.wait_for_line("Got data from server: Test packet")
    client.send_signal(number)
    assert client.wait_for_end() == 0
    server.wait_for_line(r"Client \d+ disconnected, clean: True")
    assert client.lines == ["Connected with protocol: ", "Got data from server: Test packet"]
    assert served(server.lines[1:]) == [
        *SERVED,
        "Client ID disconnecting with code: 1000, reason: ",
        "Client ID disconnected, clean: True",
    ]


def test_our_two_demos_as_two_programs_print_what_two_godots_print(python, free_port):
    server = python("-m", "demos.minimal.server", str(free_port))
    wait_for_port(server, free_port)
    client = python("-m", "demos.minimal.client", f"ws://localhost:{free_port}")
    client.wait_for_line("Got data from server: Test packet")
    client.send_signal(signal.SIGTERM)
    assert client.wait_for_end() == 0
    server.wait_for_line(r"Client \d+ disconnected, clean: True")
    server.send_signal(signal.SIGTERM)
    assert server.wait_for_end() == 0
    assert served(server.lines) == [
        *SERVED,
        "Client ID disconnecting with code: 1000, reason: ",
        "Client ID disconnected, clean: True",
    ]


def test_a_client_program_without_a_server_says_so_once_and_goes_on_until_its_signal(python, free_port):
    client = python("-m", "demos.minimal.client", f"ws://127.0.0.1:{free_port}")
    client.wait_for_line("Closed, clean: False")
    client.send_signal(signal.SIGTERM)
    assert client.wait_for_end() == 0
    assert client.lines == ["Closed, clean: False"]
    (warning,) = client.errors
    client.errors.clear()
    assert warning.endswith(
        f"could not connect to ws://127.0.0.1:{free_port}:"
        " connecting: Connection refused: nothing listens there"
    )
