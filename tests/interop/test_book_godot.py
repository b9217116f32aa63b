"""The game of dice in the book, both ends of it as printed there, in the real engines."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from nodes import WebSocketServer

PAGE = (Path(__file__).parents[2] / "docs" / "multiplayer.md").read_text(encoding="utf-8")


def block(language, word):
    (found,) = [text for text in re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL) if word in text]
    return found


@pytest.fixture
def dice(tree, monkeypatch):
    """The game's server, on a free port."""
    listen = WebSocketServer.listen
    monkeypatch.setattr(WebSocketServer, "listen", lambda self, port, *more: listen(self, 0, *more))
    names = {"__name__": "book"}
    exec(compile(block("python", "class Dice"), "multiplayer.md", "exec"), names)
    return tree.add(names["Dice"](), "Dice")


def test_players_of_godot_3_and_godot_4_roll_the_dice_of_one_server(dice, godot, godot4, tree, tmp_path):
    port = tree.network_peer.get_listening_port()
    shown = []
    for start, stage, word in (
        (godot, "stage.gd", 'rpc_id(1, "roll"'),
        (godot4, "stage_4.gd", "roll.rpc_id"),
    ):
        source = tmp_path / f"{stage}.source"
        source.write_text(block("gdscript", word).replace("9080", str(port)))
        shown.append(start(stage, SOURCE=source, NAME="Dice"))
        shown[-1].wait_for_line(r"player \d+ rolls \d")
    shown[0].wait_until(lambda: len(shown[0].lines) == 2, "what the other one rolled")
    assert dice.rolls == 2
    assert shown[1].lines == shown[0].lines[1:]
