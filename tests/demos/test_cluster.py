"""The cluster demo: as a program, in memory and with a store, and its lobby among strangers."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from demos.cluster.bot import Bot
from demos.cluster.lobby import Lobby
from nodes import WebSocketClient
from tests.nodes.cluster.redis_server import RedisServer

ROOT = Path(__file__).parent.parent.parent


def run_demo(*arguments):
    """Run it to its end, with the signs of nobody else's store."""
    return subprocess.run(
        [sys.executable, "-X", "dev", "-m", "demos.cluster", *arguments],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
        env={name: value for name, value in os.environ.items() if name != "ESTRAGON_STORE"},
    )


def check_the_story(ended, bots):
    assert "Traceback" not in ended.stderr
    assert ended.returncode == 0
    lines = ended.stdout.splitlines()
    assert lines[0].startswith("The lobby is at ws://localhost:")
    assert "The process of arena1 ends. Its players come to the lobby again." in lines
    assert lines[-1].startswith(f"{bots} of {bots} players are in a room;")
    assert not lines[-1].endswith("the rooms told each other 0 times.")


def test_in_memory_everybody_finds_a_room_and_another_when_that_one_ends():
    ended = run_demo("--bots", "6")
    check_the_story(ended, 6)
    assert "WARNING" not in ended.stderr


def test_what_the_parts_log_is_shown_to_who_asks_for_it():
    ended = run_demo("--bots", "6", "--log")
    check_the_story(ended, 6)
    assert "the room is lost: closed by the other side" in ended.stderr


def test_with_a_store_in_redis_it_is_the_same_and_nothing_is_left_there(tmp_path):
    redis = RedisServer(tmp_path).start()
    try:
        check_the_story(run_demo("--bots", "6", "--store", redis.url), 6)
        assert redis.ask("KEYS", "estragon:*") == b"*0\r\n"
    finally:
        redis.kill()


@pytest.fixture
def lobby(tree):
    lobby = Lobby()
    lobby.secret = "s"
    return tree.add(lobby)


@pytest.mark.parametrize("name", [None, 7, "", "x" * 21])
def test_who_does_not_say_a_name_is_sent_away(tree, lobby, name):
    client, codes = tree.add(WebSocketClient()), []
    client.connection_established.connect(lambda protocol: client.get_peer(1).put_var(name))
    client.server_close_request.connect(lambda code, reason: codes.append((code, reason)))
    client.connect_to_url(lobby.get_url())
    tree.wait_until(lambda: codes)
    assert codes == [(1008, "say your name")]


def test_a_bot_asks_until_there_is_a_room(tree, lobby):
    bot = Bot()
    bot.lobby_url = lobby.get_url()
    tree.add(bot)
    tree.wait_until(lambda: lobby.server.get_peers())
    tree.wait_until(lambda: not lobby.server.get_peers())
    tree.wait_until(lambda: lobby.server.get_peers())
    lobby.server.stop()
    tree.wait_until(lambda: bot.client is None)
    assert bot.room == ""
