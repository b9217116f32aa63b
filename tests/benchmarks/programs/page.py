"""What is measured in a page: a Counter, a long chat, or remote calls, as the first argument says."""

from __future__ import annotations

import sys
import time

from engine import Node, puppet, run
from nodes import Button, Label, RichTextLabel, VBoxContainer, WebSocketClient

FEW, MANY = 300, 10_300
"""Calls, after each of which the median of the times is printed."""
LINE = (
    "[color=#8a93a3]13:05[/color] [b]Ada[/b] This is line {} of a chat that has been going on for a while\n"
)


class Counter(VBoxContainer):
    def _ready(self) -> None:
        self.add_child(Label(text="Nobody yet"))
        self.add_child(Button(text="Count me in"))


class Scrolled(RichTextLabel):
    """A chat of 1,000 lines that goes on by a notch in each frame."""

    notches = 0

    def _ready(self) -> None:
        self.set_anchors_and_margins_preset(self.PRESET_WIDE)
        self.append_bbcode("".join(LINE.format(number) for number in range(1000)))

    def _process(self, delta: float) -> None:
        self.notches += 1
        self.get_v_scroll().value = self.notches * 60 % 18_000


class Main(Node):  # as the node of rpc_estragon.py, which answers
    """Calls the server again as soon as it has answered."""

    def _ready(self) -> None:
        self.times: list[float] = []
        client = WebSocketClient()
        client.connect_to_url(sys.argv[2], [], True)
        self.get_tree().network_peer = client
        self.get_tree().connected_to_server.connect(self.call_server)

    def call_server(self) -> None:
        self.since = time.perf_counter()
        self.rpc_id(1, "ask", len(self.times), 0)

    @puppet
    def answer(self, _first: int, _second: int) -> None:
        self.times.append(time.perf_counter() - self.since)
        if len(self.times) in (FEW, MANY):
            print(len(self.times), sorted(self.times)[len(self.times) // 2])
        if len(self.times) < MANY:
            self.call_server()


if __name__ == "__main__":
    raise SystemExit(run({"counter": Counter, "scrolled": Scrolled, "calls": Main}[sys.argv[1]]))
