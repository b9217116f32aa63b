"""The client that introduces players to each other, as Godot's demo of WebRTC has it: text by a WebSocket.

As the second player, it answers what it is offered. Without WebRTC offers are what is made up here.
"""

import sys

from engine import Node, Signal, run
from nodes import WebSocketClient, WebSocketPeer


class Signalling(Node):
    lobby_joined = Signal[str]("lobby")
    connected = Signal[int]("id")
    disconnected = Signal()
    peer_connected = Signal[int]("id")
    peer_disconnected = Signal[int]("id")
    offer_received = Signal[int, str]("id", "offer")
    answer_received = Signal[int, str]("id", "answer")
    candidate_received = Signal[int, str, int, str]("id", "mid", "index", "sdp")
    lobby_sealed = Signal()

    autojoin = True
    lobby = ""
    code = 1000
    reason = "Unknown"

    def __init__(self):
        super().__init__()
        self.client = WebSocketClient()
        self.client.connect("data_received", self, "_parse_msg")
        self.client.connect("connection_established", self, "_connected")
        self.client.connect("connection_closed", self, "_closed")
        self.client.connect("connection_error", self, "_closed")
        self.client.connect("server_close_request", self, "_close_request")

    def connect_to_url(self, url):
        self.close()
        self.code, self.reason = 1000, "Unknown"
        return self.client.connect_to_url(url)

    def close(self):
        self.client.disconnect_from_host()

    def _closed(self, was_clean=False):
        self.emit_signal("disconnected")

    def _close_request(self, code, reason):
        self.code, self.reason = code, reason

    def _connected(self, protocol=""):
        self.client.get_peer(1).set_write_mode(WebSocketPeer.WRITE_MODE_TEXT)
        if self.autojoin:
            self.join_lobby(self.lobby)

    def _parse_msg(self):
        kind, newline, rest = self.client.get_peer(1).get_packet().get_string_from_utf8().partition("\n")
        if not newline or len(kind) < 3:
            return
        letter, source = kind[0], kind[3:]
        if letter == "J":
            self.emit_signal("lobby_joined", source)
        elif letter == "S":
            self.emit_signal("lobby_sealed")
        elif source.isdecimal():
            self._tell(letter, int(source), rest)

    def _tell(self, letter, source, rest):
        match letter:
            case "I":
                self.emit_signal("connected", source)
            case "N":
                self.emit_signal("peer_connected", source)
            case "D":
                self.emit_signal("peer_disconnected", source)
            case "O":
                self.emit_signal("offer_received", source, rest)
            case "A":
                self.emit_signal("answer_received", source, rest)
            case "C":
                mid, index, sdp = rest.split("\n")
                self.emit_signal("candidate_received", source, mid, int(index), sdp)

    def join_lobby(self, lobby):
        return self.client.get_peer(1).put_packet(f"J: {lobby}\n".encode())

    def seal_lobby(self):
        return self.client.get_peer(1).put_packet(b"S: \n")

    def send_candidate(self, id, mid, index, sdp):
        return self._send_msg("C", id, f"{mid}\n{index}\n{sdp}")

    def send_offer(self, id, offer):
        return self._send_msg("O", id, offer)

    def send_answer(self, id, answer):
        return self._send_msg("A", id, answer)

    def _send_msg(self, letter, id, data):
        return self.client.get_peer(1).put_packet(f"{letter}: {id}\n{data}".encode())

    def _process(self, delta):
        if self.client.get_connection_status() != WebSocketClient.CONNECTION_DISCONNECTED:
            self.client.poll()


class Main(Signalling):
    def _ready(self):
        self.lobby = sys.argv[2]
        for name in (
            *("lobby_joined", "connected", "peer_connected", "peer_disconnected", "lobby_sealed"),
            *("offer_received", "candidate_received"),
        ):
            getattr(self, name).connect(lambda *what, name=name: print(name, *map(repr, what)))
        self.offer_received.connect(lambda id, offer: self.send_answer(id, offer.upper()))
        self.disconnected.connect(lambda: print("disconnected", self.code, self.reason))
        print("connect_to_url", self.connect_to_url(sys.argv[1]))


if __name__ == "__main__":
    raise SystemExit(run(Main))
