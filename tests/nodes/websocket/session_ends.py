"""What a session of the multiplayer mode is between: an object that is told by signals, and links."""

from engine import OK, Object, Signal
from nodes.websocket.events import Opened, Received
from nodes.websocket.life import OPEN, Life
from nodes.websocket.relay import SERVER
from nodes.websocket.unread import Unread

SIGNALS = ("peer_connected", "peer_packet", "peer_disconnected")
MORE = ("connection_succeeded", "connection_failed", "server_disconnected")


class Told(Object):
    """Has the signals of both sides, and notes what they tell."""

    peer_connected = Signal[int]("id")
    peer_packet = Signal[int]("id")
    peer_disconnected = Signal[int]("id")
    connection_succeeded = Signal()
    connection_failed = Signal()
    server_disconnected = Signal()

    def __init__(self):
        self.log = []
        for name in (*SIGNALS, *MORE):
            self._note(name)

    def _note(self, name):
        getattr(self, name).connect(lambda *args: self.log.append((name, *args)))

    def take(self):
        log, self.log[:] = list(self.log), []
        return log


class ALink:
    """As much of a link as multiplayer sessions ask for; `sent` has what was put."""

    waiting = 1234
    pause = 0.0
    is_patient = False

    def be_patient(self):
        self.is_patient = True

    def __init__(self, id=0, result=OK, path="/", protocol="", headers=()):
        self.id = id
        self.opened = Opened(protocol, path, dict(headers))
        self.life = Life(OPEN)
        self.unread = Unread(1 << 20, 1 << 20)
        self.result = result
        self.sent, self.closed, self.deadlines = [], [], []

    def put(self, payload, is_text, frame=None):
        assert not is_text
        assert frame in (None, b"frame of " + payload)
        self.sent.append(payload)
        return self.result

    def ping(self, data):
        self.sent.append(("ping", data))

    def frame_of(self, payload, is_text):
        return b"frame of " + payload

    def close(self, code, reason):
        self.closed.append((code, reason))

    def set_deadline(self, seconds):
        self.deadlines.append(seconds)

    def take(self):
        sent, self.sent = self.sent, []
        return sent


def system(kind, id):
    return bytes((kind,)) + SERVER.to_bytes(4, "little") + bytes(4) + id.to_bytes(4, "little")


def messages(*packets):
    return Received([(packet, False) for packet in packets])
