"""The chat: its lines and its bytes, held against recorded conversations of Godots, and as programs."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from demos.chat.__main__ import parsed
from demos.chat.chatter import (
    ALL_BUT_LAST,
    BINARY,
    BROADCAST,
    LAST_CONNECTED,
    TEXT,
    Chatter,
    decode,
    encode,
)
from demos.chat.client import Client
from demos.chat.headless import HeadlessClient
from demos.chat.server import Server
from demos.console import Console
from engine import ERR_DOES_NOT_EXIST, ERR_UNCONFIGURED, OK, PoolByteArray
from engine.testing import FakeClock, MemoryNetwork
from engine.variant import var2bytes

ROOT = Path(__file__).parent.parent.parent
PROTOCOLS = ("my-protocol2", "my-protocol", "binary")
URL = "ws://somewhere:8000/test/"
CHAT = ("-m", "demos.chat", "--headless")
RAW = ["raw_one_client", "raw_three_clients_server_stops", "raw_text_client_disconnects"]
MULTIPLAYER = ["mp_three_clients", "mp_dest_last_is_server"]
MISMATCHED = ["mismatch_raw_client_mp_server", "mismatch_mp_client_raw_server"]


class Window:
    """What the demo's windows do with the logic, so that a recording's steps can be taken."""

    def __init__(self, tree, logic):
        self.lines = []
        self.destination = BROADCAST
        self.logic = logic
        logic.logged.connect(self.lines.append)
        tree.add(logic)

    def do(self, text):
        logic = self.logic
        if text.startswith(("press Listen (", "press Connect (multi")):
            logic.use_multiplayer = "API on" in text
            logic.listen(8000) if isinstance(logic, Server) else logic.connect_to_url(
                "ws://localhost:8000/test/"
            )
        elif text == "press Listen again":
            logic.stop()
        elif text == "press Connect":
            logic.connect_to_url("ws://localhost:8000/test/")
        elif text == "press Connect again":
            logic.disconnect_from_host()
        elif text in ("choose TEXT", "choose BINARY"):
            mode = TEXT if text == "choose TEXT" else BINARY
            logic.set_write_mode(mode) if isinstance(logic, Server) else setattr(logic, "write_mode", mode)
        elif text.startswith("choose "):
            self.destination = text.removeprefix("choose ")
        elif text.startswith("send "):
            logic.send(text[6:-1], self.destination)
        else:
            raise AssertionError(text)


# -- What the two share ---------------------------------------------------------------------------


def test_a_text_is_sent_as_it_is_or_as_a_variant():
    assert encode("hello", TEXT) == b"hello"
    assert encode("hello", BINARY).hex() == "040000000500000068656c6c6f000000"
    for text in ("", "héllo 漢字 😀"):
        for mode in (TEXT, BINARY):
            assert decode(PoolByteArray(encode(text, mode)), mode == TEXT) == text


@pytest.mark.parametrize(
    ("packet", "shown"), [(var2bytes(42), "42"), (var2bytes(True), "True"), (var2bytes(None), "Null")]
)
def test_any_variant_is_shown_as_its_text(packet, shown):
    assert decode(packet, False) == shown


def test_what_is_no_variant_is_shown_as_null_with_an_error_in_the_log(caplog):
    assert decode(PoolByteArray(b"\x04\0\0"), False) == "Null"
    assert "bytes2var" in caplog.text


@pytest.mark.parametrize(
    ("destination", "target"),
    [(BROADCAST, 0), (LAST_CONNECTED, 3), (ALL_BUT_LAST, -3), (5, 5), (-5, -5)],
)
def test_a_destination_is_a_number_for_those_who_are_there(destination, target):
    chatter = Chatter()
    assert chatter.can_reach(destination) == (destination == BROADCAST)
    chatter.peers += [5, 3]
    chatter.last_connected = 3
    assert (chatter.target_of(destination), chatter.can_reach(destination)) == (target, True)
    chatter.peers.clear()
    assert chatter.can_reach(destination) == (destination == BROADCAST)
    chatter.free()


# -- Recorded conversations -----------------------------------------------------------------------


@pytest.mark.parametrize("scenario", RAW + MULTIPLAYER + MISMATCHED)
def test_our_server_sends_what_a_godot_server_sent(recording, scenario):
    chat = recording("chat", scenario)
    clients = {}
    server = Window(chat.tree, Server())
    server.logic.godot_versions = (3,)  # what tells it from 4 was not recorded
    for event in chat.events:
        match event:
            case ["does", "server", text]:
                server.do(text)
            case ["opens", number]:
                clients[number] = chat.client(8000, *PROTOCOLS)
            case ["c>s", number, opcode, payload]:
                clients[number].send(opcode, payload)
        chat.settle()
    for number, client in clients.items():
        assert client.received == chat.messages("s>c", number)
    # Not so ours: it sends nothing to the last connected if there is none, and what is for all but
    # the server does not reach it.
    assert server.lines == [line for line in chat.printed["server"] if "nobody" not in line]


def clients_of(scenario):
    return [(scenario, number, f"client {'ABC'[number - 1]}") for number in range(1, 4)]


@pytest.mark.parametrize(
    ("scenario", "number", "name"),
    [
        *(case for scenario in ("mp_three_clients", RAW[1]) for case in clients_of(scenario)),
        ("mp_dest_last_is_server", 1, "client A"),
        ("raw_one_client", 1, "client A"),
    ],
)
def test_our_client_sends_what_a_godot_client_sent(recording, scenario, number, name):
    chat = recording("chat", scenario)
    # Not so where the server is of the other mode: ours sends nothing, and says why.
    server = chat.server(8000, "my-protocol", "binary")
    client = Window(chat.tree, Client())
    for event in chat.events:
        match event:
            case ["does", who, text] if who == name:
                client.do(text)
            case ["s>c", connection, opcode, payload] if connection == number:
                server.send(1, opcode, payload)
        chat.settle()
    assert server.received[1] == chat.messages("c>s", number)
    assert server.closes == chat.closes(number)
    # Whether it was clean is told truly, where Godot says False to who closes by itself.
    assert [without_clean(line) for line in client.lines] == [
        without_clean(line) for line in chat.printed[name]
    ]


def without_clean(line):
    return re.sub("clean: .*", "clean", line)


@pytest.mark.parametrize("scenario", [*RAW[:2], "mp_three_clients"])
def test_our_server_and_clients_print_what_godots_printed(recording, scenario):
    chat = recording("chat", scenario)
    windows = {name: Window(chat.tree, Server() if name == "server" else Client()) for name in chat.printed}
    windows["server"].logic.godot_versions = (3,)  # for players of 4 the last words wait for a moment
    for event in chat.events:
        match event:
            case ["does", who, text]:
                windows[who].do(text)
        chat.settle()
    for name, window in windows.items():
        assert [without_clean(line) for line in window.lines] == [
            without_clean(line) for line in chat.printed[name]
        ], name


# -- Beyond the recordings ------------------------------------------------------------------------


@pytest.fixture
def windows(tree):
    """Return a function that makes a server, and clients of it."""
    tree.network = MemoryNetwork()

    def make(clients, use_multiplayer=True):
        made = [Window(tree, Server()), *(Window(tree, Client()) for _ in range(clients))]
        for window in made:
            window.logic.use_multiplayer = use_multiplayer
            window.logic.listen(8000) if window is made[0] else window.logic.connect_to_url(URL)
            tree.step(6)
        return made

    return make


@pytest.mark.parametrize("use_multiplayer", [True, False])
def test_without_a_connection_a_text_is_not_sent_and_no_line_says_so(tree, windows, use_multiplayer):
    server, client = windows(1, use_multiplayer)
    client.logic.disconnect_from_host()
    tree.step(6)
    server.logic.stop()
    server.lines.clear()
    client.lines.clear()
    assert (server.logic.send("a"), client.logic.send("b")) == (ERR_UNCONFIGURED,) * 2
    assert server.lines == client.lines == []


def test_what_was_for_somebody_who_has_left_goes_to_nobody(tree, windows):
    server, one, two = windows(2)
    first, second = server.logic.peers
    two.logic.disconnect_from_host()
    tree.step(6)
    assert second not in one.logic.peers
    lines = len(server.lines), len(one.lines)
    for destination in (second, -second, LAST_CONNECTED, ALL_BUT_LAST):
        assert server.logic.send("x", destination) == ERR_DOES_NOT_EXIST
        assert one.logic.send("x", destination) == ERR_DOES_NOT_EXIST
    tree.step(6)
    assert (len(server.lines), len(one.lines)) == lines
    assert server.logic.send("y", first) == OK
    tree.step(6)
    assert one.lines[-1] == "MPAPI: From 1 Data: y"


def test_in_raw_mode_nobody_is_written_to_alone(windows):
    server, _ = windows(1, use_multiplayer=False)
    assert server.logic.send("x", server.logic.peers[0]) == ERR_DOES_NOT_EXIST


def test_a_raw_client_leaves_a_multiplayer_server_and_says_what_to_do(tree, windows):
    server, client = windows(0)[0], Window(tree, Client())
    client.logic.use_multiplayer = False
    client.logic.reconnect = True
    said = tree.watch(client.logic.said)
    client.logic.connect_to_url(URL)
    tree.step(6)
    kind, words = client.logic.status
    assert kind == "bad"
    assert "tick “Multiplayer API”" in words
    assert not client.logic.is_wanted()
    assert client.logic.send("x") == ERR_UNCONFIGURED
    said.assert_not_emitted()
    assert server.logic.peers == []
    client.logic.use_multiplayer = True
    client.logic.connect_to_url(URL)
    tree.step(6)
    assert client.logic.status[0] == "good"
    client.logic.disconnect_from_host()
    tree.step(6)
    assert client.logic.status == ("idle", "not connected: you left")


def test_a_multiplayer_client_sends_nothing_to_a_raw_server(tree, windows):
    server, client = windows(0, use_multiplayer=False)[0], Window(tree, Client())
    client.logic.connect_to_url(URL)
    tree.step(6)
    assert (len(server.logic.peers), client.logic.status[0]) == (1, "busy")
    assert client.logic.send("x") == ERR_UNCONFIGURED
    client.logic.disconnect_from_host()
    tree.step(6)
    assert client.logic.status == ("idle", "not connected: you left")


def test_a_raw_server_says_that_a_client_speaks_the_multiplayer_protocol(tree, windows):
    server, client = windows(1, use_multiplayer=False)
    noted = tree.watch(server.logic.noted)
    client.logic._client.get_peer(1).put_packet(bytes(9) + bytes(encode("hello", BINARY)))
    tree.step(6)
    assert "speaks Godot's multiplayer protocol" in noted.emissions[-1][0]


def test_what_strangers_write_is_one_line_in_the_log(tree, windows):
    server, one, two = windows(2)
    said = tree.watch(two.logic.said)
    one.logic.send("a\nServer stopped\x1b[2J" + 50_000 * "x")
    tree.step(6)
    assert said.emissions[-1][1].startswith(r"a\nServer stopped\x1b[2Jxx")
    assert r"data: a\nServer stopped\x1b[2Jxx" in server.lines[-1]
    assert len(server.lines[-1]) < 5000 > len(said.emissions[-1][1])


def test_nobody_has_the_name_of_another(tree, windows):
    server, one, two, three = windows(3)
    names = two.logic.names
    for impostor, name in ((one, "server"), (three, "Ada"), (one, "Ada"), (one, "\x1b\n")):
        impostor.logic.send(f"[name] {name}")
        tree.step(6)
    assert [two.logic.name_of(id) for id in server.logic.peers[::2]] == [
        f"peer {server.logic.peers[0]}",
        "Ada",
    ]
    one.logic.send("[name] Ada")
    tree.step(6)
    assert sorted(filter(None, names.values())) == ["Ada", "Ada 2"]


def test_a_server_that_was_stopped_listens_again_and_is_heard_by_all(tree, windows):
    tree.clock = clock = FakeClock()
    server, client = windows(1, use_multiplayer=False)
    server.logic.stop()
    tree.step(6)
    clock.advance(0.2)  # the last words wait for a tenth of a second, for players of Godot 4
    tree.step(6)
    assert client.lines[-1] == "Client just disconnected. Was clean: True"
    assert server.lines[-1] == "Server stopped"
    assert server.logic.listen(8000) == OK
    assert client.logic.connect_to_url(URL) == OK
    tree.step(6)
    server.logic.send("again")
    tree.step(6)
    assert client.lines[-1] == "Received data. BINARY: True: again"


def test_a_server_whose_port_is_taken_says_so(tree, windows):
    windows(0)
    other = Window(tree, Server())
    assert other.logic.listen(8000) != OK
    assert other.lines == ["Error listening on port 8000"]


def test_nodes_that_leave_the_tree_say_goodbye(tree, windows):
    server, one, two = windows(2)
    id = server.logic.peers[0]
    one.logic.queue_free()
    tree.step(6)
    assert server.lines[-2:] == [
        f"Client {id} close code: 1001, reason: Bye bye!",
        f"Client {id} disconnected. Was clean: True",
    ]
    server.logic.queue_free()
    tree.step(6)
    assert two.lines[-2:] == ["Close code: 1000, reason: ", "Client just disconnected. Was clean: True"]


def test_a_write_mode_holds_for_those_who_are_there_and_those_who_come(tree, windows):
    server, one = windows(1, use_multiplayer=False)
    server.logic.set_write_mode(TEXT)
    two = Window(tree, Client())
    two.logic.use_multiplayer = False
    two.logic.connect_to_url(URL)
    tree.step(6)
    server.logic.send("é")
    tree.step(6)
    assert one.lines[-1] == two.lines[-1] == "Received data. BINARY: False: é"


# -- As programs ----------------------------------------------------------------------------------


def test_lines_of_another_thread_arrive_in_the_tree_and_so_does_their_end(tree, monkeypatch):
    reading, writing = os.pipe()
    monkeypatch.setattr(Console, "descriptor", reading)
    console = Console()
    lines, ended = tree.watch(console.line_read), tree.watch(console.ended)
    tree.add(console)
    os.write(writing, "one\r\nzwei ü\n\nlast".encode())
    os.close(writing)
    console.thread.join(10)
    tree.step()
    assert lines.emissions == [("one",), ("zwei ü",), ("",), ("last",)]
    ended.assert_emitted(times=1)
    os.close(reading)


def test_a_client_on_the_console_says_why_it_ended_and_exits_with_1(tree, windows, capsys):
    windows(0)
    client = HeadlessClient(parsed(["--client", "--raw", "--url", URL]))
    quits = tree.watch(client.client.disconnected)
    tree.add(client)
    tree.step(6)
    quits.assert_emitted(times=1)
    assert "ERROR: the server speaks Godot's multiplayer protocol" in capsys.readouterr().err
    assert tree.exit_code == 1


@pytest.mark.parametrize("flags", [(), ("--raw",), ("--raw", "--text")])
def test_the_programs_talk_and_end_with_their_input(flags):
    server = subprocess.Popen(
        [
            sys.executable,
            "-X",
            "dev",
            "-u",
            "-m",
            "demos.chat",
            "--headless",
            "--server",
            "--port",
            "0",
            *flags,
        ],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    try:
        assert server.stdout is not None
        port = re.search(r"\d+", server.stdout.readline())[0]
        url = f"ws://localhost:{port}/"
        client = subprocess.run(
            [
                sys.executable,
                "-X",
                "dev",
                "-m",
                "demos.chat",
                "--headless",
                "--client",
                "--url",
                url,
                *flags,
                "--say",
                "héllo",
            ],
            cwd=ROOT,
            input="from a pipe\n\n",
            capture_output=True,
            encoding="utf-8",
            timeout=30,
            check=False,
        )
    finally:
        server.terminate()
        output, _ = server.communicate(timeout=30)
    assert (client.returncode, client.stderr, server.returncode) == (0, "", 0)
    assert [line for line in client.stdout.splitlines() if line.startswith("Sending")] == [
        "Sending data héllo to 0",
        "Sending data from a pipe to 0",
    ]
    said = [line.rpartition(": ")[2] for line in output.splitlines() if "BINARY" in line or "MPAPI" in line]
    assert said == ["héllo", "from a pipe"]
    assert "reason: Bye bye!" in output
