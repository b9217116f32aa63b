"""The windows of the chat, used as somebody at the mouse and the keyboard would."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from demos.chat.__main__ import parsed
from demos.chat.chatter import LAST_CONNECTED, TEXT
from demos.chat.windows import window_of
from engine import Vector2
from engine.canvas.picture import read_picture
from engine.testing import MemoryNetwork
from nodes.gui.parts.rich_text_layout import RichTextLayout

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def chat(tree):
    """Return a function that opens the window of a command line, in a tree without sockets."""
    tree.network = MemoryNetwork()

    def open_(*arguments):
        window = tree.add(window_of(parsed(arguments)))
        tree.step(20)
        return window

    return open_


def lines_of(window):
    return [line.split("  ", 1)[-1] for line in window.log._text.text.splitlines()]


def send(tree, window, text):
    tree.user.click(window.field)
    tree.user.type(text)
    tree.user.press("enter")
    tree.step(20)


def test_a_whole_chat_is_in_one_window(tree, chat):
    combo = chat("--start")
    one, two, three = combo.clients
    assert combo.server.status._words.text == "listening on port 8000, multiplayer: 3 clients"
    assert one.status._words.text.startswith("connected as Client 1 (")
    send(tree, one, "Hello everybody")
    assert lines_of(one)[-1] == "Client 1: Hello everybody"
    for other in (two, three, combo.server):
        assert lines_of(other)[-1] == "Client 1: Hello everybody"


def test_enter_sends_and_the_field_is_empty_and_still_has_the_focus(tree, chat):
    client = chat("--start").clients[0]
    send(tree, client, "one")
    assert (client.field.text, client.field.has_focus()) == ("", True)
    tree.user.type("two")
    tree.user.click(client.send)
    tree.step(5)
    assert (client.field.text, client.field.has_focus()) == ("", True)
    tree.user.press("up")
    assert client.field.text == "one"


def test_buttons_say_what_they_do_now(tree, chat):
    combo = chat()
    client, server = combo.clients[0], combo.server
    assert (client.connect_button.text, server.listen_button.text) == ("Connect", "Listen")
    tree.user.click(server.listen_button)
    tree.user.click(client.connect_button)
    assert (client.connect_button.text, server.listen_button.text) == ("Cancel", "Stop")
    tree.step(20)
    assert client.connect_button.text == "Disconnect"
    tree.user.click(client.connect_button)
    tree.step(20)
    assert client.connect_button.text == "Connect"
    assert client.status._words.text == "not connected: you left"
    tree.user.click(server.listen_button)
    assert server.listen_button.text == "Listen"


def test_what_cannot_apply_is_locked_and_free_again_afterwards(tree, chat):
    combo = chat()
    client = combo.clients[0]
    assert client.send.disabled
    assert not client.multiplayer_api.disabled
    tree.user.click(combo.server.listen_button)
    tree.user.click(client.connect_button)
    tree.step(20)
    assert not client.send.disabled
    assert client.multiplayer_api.disabled
    assert client.mode.disabled
    assert not client.url.editable
    tree.user.click(combo.server.listen_button)  # the server goes: nobody has to press anything
    tree.step(20)
    assert client.send.disabled
    assert not client.multiplayer_api.disabled
    assert client.url.editable
    assert client.connect_button.text == "Connect"


def test_a_refused_connection_is_told_of_and_the_button_is_up_again(tree, chat):
    client = chat().clients[0]
    tree.user.click(client.connect_button)
    tree.step(20)
    assert client.chatter.status[0] == "bad"
    assert lines_of(client)[-1] == client.status._words.text != ""
    assert client.connect_button.text == "Connect"


def test_an_address_that_is_none_is_told_of(tree, chat):
    client = chat("--client", "--url", "http://localhost:8000")
    tree.user.click(client.connect_button)
    words = "'http://localhost:8000' begins with http://; write ws:// or, with TLS, wss://."
    assert client.chatter.status == ("bad", words)
    assert lines_of(client)[-1] == client.status._words.text == words
    assert client.connect_button.text == "Connect"


def test_a_peer_that_is_clicked_is_written_to_alone(tree, chat):
    one, two, three = chat("--start").clients
    second = next(y for y in range(200) if one.peers.get_item_at_position(Vector2(20, y), True) == 1)
    tree.user.click(one.peers.rect_global_position + Vector2(20, second + 2))
    assert one.destination.text == "Only Client 2"
    send(tree, one, "psst")
    assert lines_of(one)[-1] == "Client 1 → Client 2: psst"
    assert lines_of(two)[-1] == "Client 1: psst"
    assert "psst" not in str(lines_of(three))


def test_all_but_one_can_be_written_to(tree, chat):
    one, two, three = chat("--start").clients
    one._choose_destination(-one.chatter.peers[-1])
    send(tree, one, "shh")
    assert lines_of(one)[-1] == "Client 1 → all but Client 3: shh"
    assert "shh" in str(lines_of(two))
    assert "shh" not in str(lines_of(three))


def test_who_leaves_is_gone_from_the_list_and_what_was_for_them_is_not_lost(tree, chat):
    one, two, three = chat("--start").clients
    tree.user.click(three.connect_button)
    tree.step(20)
    assert lines_of(one)[-1] == "Client 3 left"
    assert [one.peers.get_item_text(i) for i in range(one.peers.get_item_count())] == ["server", "Client 2"]
    for client in (one, two):
        tree.user.click(client.connect_button)
    tree.step(20)
    tree.user.click(one.field)
    tree.user.type("is anybody there?")
    tree.user.press("enter")
    assert one.field.text == "is anybody there?"
    assert lines_of(one)[-1] == "not sent: there is no connection"


def test_who_the_last_connected_is_can_be_seen_and_is_nobody_else_when_that_one_has_left(tree, chat):
    combo = chat()
    tree.user.click(combo.server.listen_button)
    one, two, _ = combo.clients
    one.start_or_end()
    combo.server._choose_destination(LAST_CONNECTED)
    assert combo.server.destination.text == "Last connected"
    tree.step(20)
    assert combo.server.destination.text == "Last connected (Client 1)"
    two.start_or_end()
    tree.step(20)
    id = combo.server.chatter.peers[-1]
    assert combo.server.destination.text == "Last connected (Client 2)"
    two.start_or_end()
    tree.step(20)
    assert combo.server.destination.text == f"Last connected (peer {id}) (gone)"
    send(tree, combo.server, "psst")
    assert combo.server.field.text == "psst"


@pytest.mark.parametrize("sign", [1, -1])
def test_what_was_written_to_one_who_leaves_goes_to_nobody_until_somebody_is_chosen(tree, chat, sign):
    one, two, three = chat("--start").clients
    id = one.chatter.peers[-1]
    one._choose_destination(sign * id)
    words = one.destination.text
    tree.user.click(three.connect_button)
    tree.step(20)
    assert lines_of(one)[-2:] == [
        "Client 3 left",
        "you were writing to them: choose who is to read what comes next",
    ]
    assert one.destination.text == f"{words} (gone)"
    send(tree, one, "psst")
    assert lines_of(one)[-1] == "not sent: who was to read it is gone. Choose somebody else"
    assert one.field.text == "psst"
    tree.user.click(three.connect_button)  # who comes back is another one
    tree.step(20)
    assert one.destination.text == f"{words} (gone)"
    send(tree, one, "")
    assert "psst" not in str([lines_of(other) for other in (two, three)])
    one._choose_destination(one.chatter.peers[-1])
    send(tree, one, "")
    assert lines_of(three)[-1] == "Client 1: psst"
    assert "psst" not in str(lines_of(two))
    one._show_peers()
    assert "gone" not in str(
        [one.destination.get_item_text(i) for i in range(one.destination.get_item_count())]
    )


def test_a_choice_outlives_a_connection_and_another_mode(tree, chat):
    server = chat("--start").server
    server._choose_destination(server.chatter.peers[0])
    words = server.destination.text
    tree.user.click(server.listen_button)
    tree.user.click(server.multiplayer_api)
    tree.user.click(server.listen_button)
    tree.step(20)
    assert server.destination.text == f"{words} (gone)"
    send(tree, server, "psst")
    assert server.field.text == "psst"
    assert [server.destination.get_item_text(i) for i in range(server.destination.get_item_count())] == [
        "Broadcast",
        f"{words} (gone)",
    ]


def test_a_nickname_from_elsewhere_is_one_short_line(tree, chat):
    one, two, _ = chat("--start").clients
    two.chatter.send("[name]  very\n\tlong " + 1000 * "x")
    tree.step(20)
    assert one.chatter.name_of(one.chatter.peers[1]) == "very long xxxxxxxxxx"


def test_packets_are_shown_in_words_when_asked_for(tree, chat):
    combo = chat("--start")
    one, server = combo.clients[0], combo.server
    send(tree, one, "unseen")
    for window in (one, server):
        tree.user.click(window.show_packets)
    tree.step()
    assert one.packets._hint.visible
    send(tree, one, "hé")
    words = "12 bytes, 04 00 00 00 03 00 00 00 68 c3 a9 00"
    assert packets_of(one) == [f"→ everyone: {words}"]
    assert packets_of(server) == [f"← Client 1: {words}"]
    assert not one.packets._hint.visible
    server.chatter.send("x", -server.chatter.peers[0])
    assert packets_of(server)[-1].startswith("→ all but Client 1: 12 bytes, 04 00")
    for number in range(300):
        one.chatter.send(str(number))
    tree.step(2)
    assert one.packets._text.get_line_count() <= 200
    tree.user.click(one.clear)
    assert (packets_of(one), one.packets._hint.visible) == ([], True)
    tree.user.click(one.show_packets)
    send(tree, one, "unseen")
    assert packets_of(one) == []
    assert not one.packets.visible


def test_packets_of_text_are_shown_as_text_cut_and_on_one_line(tree, chat):
    combo = chat("--start", "--raw", "--text")
    one, server = combo.clients[0], combo.server
    for window in (one, server):
        window.show_packets.pressed = True
    server.chatter.send("a\n" + 999 * "b")
    tree.step(6)
    assert packets_of(one)[0].startswith(r"← server: a text of 1001 bytes, 'a\nbbb")
    assert len(packets_of(one)[0]) < 420
    send(tree, one, "é")
    assert packets_of(one)[-1] == "→ server: a text of 2 bytes, 'é'"
    assert packets_of(server)[-1] == f"← peer {server.chatter.peers[0]}: a text of 2 bytes, 'é'"


def packets_of(window):
    return [line.split("  ", 1)[-1] for line in window.packets._text.text.splitlines()]


@pytest.mark.parametrize(("width", "height"), [(800, 600), (640, 480), (450, 300)])
def test_in_a_small_window_nothing_is_cut_off(tree, chat, width, height):
    combo = chat("--start")
    tree.display.set_window_size(width, height)
    tree.step(3)
    width, height = tree.display.window_size
    for window in (combo.server, *combo.clients):
        right = min(window.rect_global_position.x + window.rect_size.x, width)
        for part in (window.clear, window.send, window.show_packets, window.destination, window.peers):
            assert part.rect_global_position.x + part.rect_size.x <= right
            assert part.rect_size.x >= part.get_combined_minimum_size().x
    scrolled = combo.column.get_parent()
    scrolled.ensure_control_visible(combo.clients[2].send)
    tree.step(2)
    tree.user.click(combo.clients[2].send)
    assert combo.clients[2].field.has_focus() or combo.clients[2].send.has_focus()


def test_an_empty_pane_says_what_can_be_done_first(tree, chat):
    combo = chat()
    client, server = combo.clients[0], combo.server
    assert tree.screen.shows("Press Listen, and clients can connect to this port.")
    assert [hint.visible for hint in (client.log._hint, client.nobody, server.nobody)] == [True] * 3
    tree.user.click(server.listen_button)
    tree.user.click(client.connect_button)
    tree.step(20)
    assert [hint.visible for hint in (client.log._hint, client.nobody, server.nobody)] == [False] * 3
    tree.user.click(client.clear)
    assert client.log._hint.visible


def test_who_is_busy_in_one_window_keeps_the_focus_when_another_connects(tree, chat):
    combo = chat()
    one, two, _ = combo.clients
    tree.user.click(combo.server.listen_button)
    tree.user.click(one.field)
    two.start_or_end()
    tree.step(20)
    assert two.chatter.is_open()
    assert one.field.has_focus()


def test_the_plain_form_shows_the_lines_of_the_original(tree, chat):
    combo = chat("--start", "--plain", "--raw", "--text")
    client = combo.clients[0]
    send(tree, client, "hello")
    assert client.log._text.text.splitlines() == [
        "Connecting to host: ws://localhost:8000/test/",
        "Client just connected with protocol: my-protocol",
        "Sending data hello to 0",
    ]
    assert combo.server.log._text.text.splitlines()[-1].endswith("BINARY: False: hello")
    assert client.mode.get_selected_id() == TEXT


def test_a_lost_connection_is_tried_again_when_asked_for(tree, chat):
    combo = chat("--start", "--reconnect")
    client = combo.clients[0]
    tree.user.click(combo.server.listen_button)
    tree.step(20)
    assert client.chatter.status[0] == "busy"
    assert "trying again in" in client.status._words.text
    assert client.connect_button.text == "Cancel"
    tree.user.click(combo.server.listen_button)
    tree.wait_until(lambda: client.chatter.status[0] == "good")
    tree.user.click(combo.server.listen_button)
    tree.step(20)
    tree.user.click(client.connect_button)  # Cancel
    assert client.connect_button.text == "Connect"
    tree.step(600)
    assert client.chatter.status == ("idle", "not connected")


def test_the_log_follows_its_end_unless_the_user_has_scrolled_up(tree, chat):
    client = chat("--start").clients[0]
    for number in range(60):
        client.chatter.said.emit(1, f"line {number}")
    tree.step(3)
    assert "line 59" in str(tree.screen.texts())
    tree.user.wheel(client.log, up=5)
    client.chatter.said.emit(1, "news")
    tree.step(3)
    assert client.log._news.visible
    tree.user.click(client.log._news)
    tree.step(3)
    assert not client.log._news.visible
    assert client.log._is_at_end()


def test_a_thousand_lines_in_a_frame_are_laid_out_when_it_is_drawn(tree, chat, monkeypatch):
    client = chat("--client")
    tree.step()
    laid_out = []
    update = RichTextLayout.update
    monkeypatch.setattr(
        RichTextLayout, "update", lambda self, room: update(self, room) and not laid_out.append(self)
    )
    for number in range(1000):
        client.log.say("Ada", f"line {number}", 0.5)
    assert laid_out == []
    tree.step()
    assert len(laid_out) == 1
    assert not client.log._news.visible


def test_a_log_can_be_cleared_and_is_bounded(tree, chat):
    client = chat("--client")
    for number in range(6000):
        client.log.note(str(number))
    tree.step(2)
    assert client.log._text.get_line_count() <= 5000
    tree.user.click(client.clear)
    assert client.log._text.text == ""


@pytest.mark.parametrize("flags", [(), ("--server",), ("--client", "--light")])
def test_a_picture_of_any_window_is_made_by_one_command(tmp_path, flags):
    picture = tmp_path / "chat.png"
    ended = subprocess.run(
        [
            *(sys.executable, "-X", "dev", "-m", "demos.chat", *flags, "--port", "0"),
            *("--quit-after", "10", "--window-size", "640x480", "--screenshot", str(picture)),
        ],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if name != "DISPLAY"},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    width, height, pixels = read_picture(picture.read_bytes())
    assert (width, height) == (640, 480)
    assert len(set(zip(pixels[::4], pixels[1::4], pixels[2::4], strict=True))) > 20


def test_without_a_screen_the_program_says_so_and_offers_the_headless_form():
    ended = subprocess.run(
        [sys.executable, "-m", "demos.chat", "--quit-after", "10"],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if name != "DISPLAY"},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert ended.returncode == 1
    assert "--headless" in ended.stderr
