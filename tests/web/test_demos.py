"""The demos in a page, with the other end on the desktop."""

from argparse import Namespace

import pytest

from demos.arena.arena import Arena
from demos.canvas.canvas import Canvas
from demos.chat.chatter import BINARY, TEXT
from demos.chat.client import Client
from demos.chat.server import Server
from demos.lobby.window import Main as Lobby


def strokes(canvas):
    return [[tuple(point) for point in line.points] for line in canvas.sheet.get_children()]


def draw(page, desktop, *points):
    """Draw a line in a page, point by point: what the mouse does between two frames is one motion."""
    mouse = page.page.mouse
    mouse.move(*points[0])
    mouse.down()
    for drawn in range(1, len(points)):
        mouse.move(*points[drawn])
        page.until(lambda so_far=[*points[: drawn + 1]]: strokes(desktop) == [so_far])
    mouse.up()


def test_two_pages_and_the_desktop_draw_on_one_canvas(show, tree):
    desktop = Canvas()
    desktop.port = 0
    tree.add(desktop)
    url = f"ws://127.0.0.1:{tree.network_peer.get_listening_port()}"
    pages = [show("demos.canvas", "--join", url, size=(1024, 600)) for _ in range(2)]
    page = pages[0]
    page.until(lambda: len(tree.get_network_connected_peers()) == 2)
    before = pages[1].page.screenshot()
    draw(page, desktop, (100, 100), (200, 150), (300, 100))
    page.until(lambda: pages[1].page.screenshot() != before)
    assert page.console == []


@pytest.mark.parametrize("raw", [False, True])
def test_the_chat_of_a_page_and_the_desktop_is_byte_for_byte_what_was_typed(show, tree, raw):
    said = {}
    chatters = [tree.add(kind(), name) for kind, name in ((Server, "server"), (Client, "desktop"))]
    for chatter in chatters:
        chatter.use_multiplayer, chatter.write_mode = not raw, TEXT if raw else BINARY
        said[chatter.name] = lines = []
        chatter.logged.connect(lines.append)
    server, desktop = chatters
    assert server.listen(0) == 0
    url = f"ws://127.0.0.1:{server.get_port()}/test/"
    assert desktop.connect_to_url(url) == 0
    page = show(
        *("demos.chat", "--client", "--start", "--name", "Ada", "--url", url),
        *(("--raw", "--text") if raw else ()),
        size=(1024, 600),
    )
    page.until(lambda: page.page.evaluate("document.activeElement.tagName") == "INPUT")  # it can be typed
    page.page.keyboard.type("Ünï → 日本\n")
    heard = server if raw else desktop  # in raw mode a server does not pass on what it hears
    page.until(lambda: any("Ünï → 日本" in line for line in said[heard.name]))
    shot = page.page.screenshot()
    server.send("back → 日本")
    page.until(lambda: page.page.screenshot() != shot)
    assert page.console == []


def test_who_joins_a_lobby_from_a_page_plays_with_the_desktop(show, tree):
    host = Lobby()
    host.options = Namespace(
        name="Ada", port=1, join=None, host=False, rounds=None, players=2, bot=False, bots=0
    )
    tree.add(host, "Main")
    host.game.rounds, host.game.wanted = 1, 2
    host.lobby.player_name = "Ada"
    assert host.lobby.host(0) == 0
    port = host.lobby.peer.get_listening_port()
    page = show("demos.lobby", "--join", f"127.0.0.1:{port}", "--name", "Bob", size=(1024, 600))
    page.until(lambda: list(host.game.players.values()) == ["Ada", "Bob"])
    page.until(host.game.can_act)
    assert page.page.title() == "Lobby"
    host.act()
    page.until(lambda: page.page.title() == "Your turn – Lobby")
    page.page.keyboard.press("Enter")  # the button to roll has got the focus
    page.until(lambda: host.game.scores.verdict)
    log = host.log.text.splitlines()
    assert [line.split()[:2] for line in log[-3:-1]] == [["Ada:", "rolls"], ["Bob:", "rolls"]]
    assert page.console == []


def test_a_key_moves_the_paddle_of_pong(show):
    page = show("demos.pong", size=(1024, 600))

    def top():  # of the paddle: the first pixel of its colour in the column that it is in
        image = page.picture()
        return next((y for y in range(image.height) if image.getpixel((40, y)) == (0x5E, 0xC8, 0xF2)), None)

    page.until(lambda: top() == 248)
    page.page.keyboard.down("ArrowDown")
    page.until(lambda: top() == 496)
    page.page.keyboard.up("ArrowDown")
    page.page.keyboard.down("w")
    page.until(lambda: top() == 0)
    assert page.console == []


def test_a_page_runs_about_in_the_arena_of_a_host_on_the_desktop(show, tree):
    host = Arena()
    host.port, host.bots = 0, 1
    tree.add(host, "Arena")
    url = f"ws://127.0.0.1:{tree.multiplayer.multiplayer_peer.get_listening_port()}"
    page = show("demos.arena", "--join", url, size=(1024, 600))
    page.until(lambda: len(tree.multiplayer.get_peers()) == 1)
    (id,) = tree.multiplayer.get_peers()
    circle = host.field.get_node(str(id))
    page.page.keyboard.down("ArrowRight")
    page.until(lambda: circle.position.x == 1024)
    page.page.keyboard.up("ArrowRight")
    circle.color, circle.radius = circle.color, 80.0
    x, y = (int(number) for number in circle.position)
    page.until(lambda: page.picture().getpixel((x - 60, y)) != (0x16, 0x18, 0x1D))
    assert page.console == []


def test_a_key_moves_the_firefly_of_creeps(show):
    page = show("demos.creeps", size=(960, 540))
    page.until(lambda: page.picture().getpixel((780, 110))[:2] == (154, 149))  # the moon, still dark
    page.page.keyboard.down("ArrowLeft")

    def shines_at_the_left():
        page.page.keyboard.press("Enter")  # it may have been caught: once more
        image = page.picture()
        return any(image.getpixel((x, 270)) == (0xFF, 0xF3, 0xB0) for x in range(20, 50))

    page.until(shines_at_the_left)
    assert [line for line in page.console if line != "WARNING: Sounds are not heard in a page."] == []
