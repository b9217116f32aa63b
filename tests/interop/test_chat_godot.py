"""The chat between ours and the real Godot, 3 at either end and 4 at our server, in every mode."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from demos.chat.chatter import ALL_BUT_LAST, BINARY, LAST_CONNECTED, TEXT
from demos.chat.client import Client
from demos.chat.server import Server
from engine import ERR_DOES_NOT_EXIST

GREETING = "héllo 漢字 😀"
MODES = [pytest.param({}, id="variants"), pytest.param({"TEXT": 1}, id="texts")]


def listening_to(logic):
    logic.lines = []
    logic.logged.connect(logic.lines.append)
    return logic


@pytest.fixture
def server(tree):
    """Return a function that makes our server, on a free port, and its URL for `urls`."""

    def make(use_multiplayer):
        server = tree.add(listening_to(Server()))
        server.use_multiplayer = use_multiplayer
        assert server.listen(0) == 0
        server.url = f"ws://localhost:{server._server.get_listening_port()}/test/"
        return server

    return make


@pytest.fixture
def client(tree):
    """Return a function that connects a client of ours to a port of this machine."""

    def make(port, use_multiplayer, write_mode=BINARY):
        client = tree.add(listening_to(Client()), "Client")
        client.use_multiplayer, client.write_mode = use_multiplayer, write_mode
        assert client.connect_to_url(f"ws://localhost:{port}/test/") == 0
        return client

    return make


@pytest.mark.parametrize("mode", MODES)
def test_a_raw_godot_client_talks_with_our_server(server, godot, mode):
    ours = server(use_multiplayer=False)
    if mode:
        ours.set_write_mode(TEXT)
    client = godot("chat.gd", URL=ours.url, RAW=1, SAY=f"0 {quote(GREETING)}", LEAVE=1, **mode)
    client.wait_until(lambda: any(GREETING in line for line in ours.lines), "its text")
    ours.send(GREETING)
    assert client.wait_for_end() == 0
    kind = "Text" if mode else "Variant"
    assert client.lines == ["Connected with my-protocol", f"{kind}: {GREETING}", "Over"]
    client.wait_until(lambda: ours.lines[-1].endswith("True"), "its end")
    id = ours.lines[2].split(":")[0]
    assert ours.lines[2:] == [
        f"{id}: Client connected with protocol my-protocol",
        f"Data from {id} BINARY: {not mode}: {GREETING}",
        f"Sending data {GREETING} to 0",
        f"Client {id} close code: 1000, reason: Bye bye!",
        f"Client {id} disconnected. Was clean: True",
    ]


@pytest.mark.parametrize("mode", MODES)
def test_our_raw_client_talks_with_a_godot_server(client, godot, free_port, mode):
    server = godot("chat.gd", PORT=free_port, RAW=1, SAY=f"0 {quote(GREETING)}", **mode)
    server.wait_for_line("Listening")
    ours = client(free_port, False, TEXT if mode else BINARY)
    server.wait_until(lambda: any(GREETING in line for line in ours.lines), "its text at ours")
    ours.send(GREETING)
    kind = "Text" if mode else "Variant"
    server.wait_for_line(f"{kind}: {GREETING}")
    ours.disconnect_from_host()
    server.wait_for_line("Client closes: 1000 Bye bye!")
    server.wait_until(lambda: "disconnected" in ours.lines[-1], "our end")
    assert ours.lines[1:] == [
        "Client just connected with protocol: my-protocol",
        f"Received data. BINARY: {not mode}: {GREETING}",
        f"Sending data {GREETING} to 0",
        "Client just disconnected. Was clean: True",
    ]


def test_godot_clients_and_ours_reach_each_other_through_our_server(server, client, godot, tree):
    ours = server(use_multiplayer=True)
    other = godot("chat.gd", URL=ours.url, SAY="1 to the server|0 to all alone")
    other.wait_until(lambda: len(ours.lines) == 4, "both texts")
    mine = client(ours._server.get_listening_port(), True)
    other.wait_for_line("Peer of another")
    tree.wait_until(lambda: len(mine.peers) == 2)
    assert ours.send("from the server", ALL_BUT_LAST) == 0
    other.wait_for_line("From 1: from the server")
    assert mine.send("to all") == 0
    other.wait_for_line("From another: to all")
    assert mine.send("to you", LAST_CONNECTED) == 0
    other.wait_for_line("From another: to you")
    godots, me = ours.peers
    assert ours.lines[1:] == [
        f"{godots}: Client connected with protocol multiplayer_protocol",
        f"MPAPI: From {godots} data: to the server",
        f"MPAPI: From {godots} data: to all alone",
        f"{me}: Client connected with protocol multiplayer_protocol",
        f"Sending data from the server to {-me}",
        f"MPAPI: From {me} data: to all",
    ]
    assert mine.lines[1:] == [
        "1: Client just connected",
        "Client just connected with protocol: multiplayer_protocol",
        f"{godots}: Client just connected",
        "Sending data to all to 0",
        f"Sending data to you to {godots}",
    ]
    ours.stop()
    assert other.wait_for_end() == 0
    assert "Server closes: 1000 ''" in other.lines
    tree.wait_until(lambda: mine.lines[-2:] == ["Close code: 1000, reason: ", mine.lines[-1]])


def test_clients_of_godot_4_and_3_and_ours_reach_each_other_through_our_server(
    server, client, godot, godot4, tree
):
    ours = server(use_multiplayer=True)
    four = godot4("chat_4.gd", URL=ours.url, SAY=f"1 to the server|0 {quote(GREETING)}", EACH="hello you")
    tree.wait_until(lambda: f"MPAPI: From {ours.last_connected} data: {GREETING}" in ours.lines)
    mine = client(ours._server.get_listening_port(), True)
    tree.wait_until(lambda: ours.last_connected in mine.peers or len(mine.peers) == 2)
    id = mine.peers[-1]
    tree.wait_until(lambda: f"MPAPI: From {id} Data: hello you" in mine.lines)
    three = godot("chat.gd", URL=ours.url, SAY="0 from three")
    three.wait_for_line("From another: hello you")
    four.wait_for_line("From another: from three")
    tree.wait_until(lambda: mine.lines[-1].endswith(" Data: from three"))
    assert ours.send("from the server") == 0
    for other in (three, four):
        other.wait_for_line("From 1: from the server")
    assert mine.send(GREETING, id) == 0
    four.wait_for_line(f"From another: {GREETING}")
    assert mine.send("not for four", -id) == 0
    three.wait_for_line("From another: not for four")
    assert "From another: not for four" not in four.lines
    assert "From another: hello you" not in four.lines
    tree.wait_until(lambda: f"MPAPI: From {mine._client.get_unique_id()} data: not for four" in ours.lines)
    assert len([line for line in ours.lines if line.startswith("MPAPI")]) == 4
    ours.stop()
    for other in (three, four):
        assert other.wait_for_end() == 0
        assert other.lines[-1] == "Over"


def test_our_client_talks_with_a_godot_and_ours_through_a_godot_server(client, godot, free_port, tree):
    server = godot("chat.gd", PORT=free_port, SAY="0 welcome")
    server.wait_for_line("Listening")
    one = client(free_port, True)
    server.wait_until(lambda: "MPAPI: From 1 Data: welcome" in one.lines, "its text at ours")
    two = client(free_port, True)
    server.wait_until(lambda: one.lines.count("MPAPI: From 1 Data: welcome") == 2, "its second text")
    server.wait_until(lambda: "MPAPI: From 1 Data: welcome" in two.lines, "its text at the other")
    assert one.send(GREETING) == 0
    server.wait_for_line(f"From another: {GREETING}")
    server.wait_until(lambda: two.lines[-1].endswith(f" Data: {GREETING}"), "the text passed on")
    one.disconnect_from_host()
    server.wait_for_line("Client closes: 1000 Bye bye!")
    server.wait_until(lambda: len(two.peers) == 1, "news of who left")
    assert two.send("still here?", LAST_CONNECTED) == ERR_DOES_NOT_EXIST  # which has left
    assert two.send("still here?", 1) == 0
    server.wait_for_line(r"From another: still here\?")


@pytest.mark.parametrize("flags", [(), ("--raw",), ("--raw", "--text")])
def test_our_programs_talk_with_godots(python, godot, free_port, flags):
    settings = {"RAW": int("--raw" in flags) or "", "TEXT": int("--text" in flags) or ""}
    server = godot("chat.gd", PORT=free_port, SAY="0 welcome", **settings)
    server.wait_for_line("Listening")
    url = f"ws://localhost:{free_port}/test/"
    chat = ("-m", "demos.chat", "--headless", "--client", "--url", url)
    client = python(*chat, *flags, "--say", GREETING, "--quit-after", "60")
    server.wait_for_line(f".*: {GREETING}")
    client.wait_for_line(".*: welcome")
    assert client.wait_for_end() == 0
    server.wait_for_line("Client closes: 1001 Bye bye!")
