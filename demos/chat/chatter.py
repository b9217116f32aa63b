"""What the chat's client and its server share: who is there, what is said, and to whom."""

from engine import ERR_DOES_NOT_EXIST, ERR_UNCONFIGURED, OK, Node, Signal, bytes2var, godot_str, var2bytes
from nodes import WebSocketPeer

TEXT = WebSocketPeer.WRITE_MODE_TEXT
BINARY = WebSocketPeer.WRITE_MODE_BINARY

BROADCAST = "Broadcast"
LAST_CONNECTED = "Last connected"
ALL_BUT_LAST = "All But last connected"

NAME_MARK = "[name] "
"""Begins the text by which our chats tell each other a nickname. A Godot shows it as any other text."""


class Chatter(Node):
    """One end of the chat. It has no window: a window, a console or a test listens to its signals."""

    logged = Signal[str]("line")  # what Godot's demo prints, word for word
    said = Signal[int, str]("peer", "text")
    sent = Signal[str, int]("text", "to")
    noted = Signal[str, bool]("text", "is_error")  # what else a user wants to know
    peers_changed = Signal()
    status_changed = Signal()

    write_mode = BINARY
    use_multiplayer = True
    nickname = ""
    status = ("idle", "not connected")  # "idle", "busy", "good" or "bad", and why in words

    def __init__(self):
        self.peers = []  # ids, in the order in which we heard of them; clients list the server, too
        self.names = {}  # nicknames by id

    def is_open(self):
        """Whether something can be sent now."""
        raise NotImplementedError

    def send(self, text, destination=BROADCAST):
        """Send a text to BROADCAST, LAST_CONNECTED, ALL_BUT_LAST, an id, or minus an id for all but one.

        Returns OK, or an error if it went to nobody.
        """
        if not self.is_open():
            return ERR_UNCONFIGURED
        to = target_of(destination, self.peers) if self.use_multiplayer else 0
        if to is None:
            return ERR_DOES_NOT_EXIST
        self.logged.emit(f"Sending data {text} to {to}")
        error = self._put(text, to)
        if error == OK:
            self.sent.emit(text, to)
        return error

    def name_of(self, id):
        """The nickname of a peer, or what else tells it from the others."""
        return self.names.get(id) or ("server" if id == 1 else f"peer {id}")

    def _put(self, text, to):
        raise NotImplementedError

    def _set_status(self, kind, words):
        self.status = (kind, words)
        self.status_changed.emit()

    def _joined(self, id):
        self.peers.append(id)
        self.peers_changed.emit()
        self.noted.emit(f"{self.name_of(id)} is here", False)
        if self.use_multiplayer and self.nickname:
            self._put(NAME_MARK + self.nickname, id)

    def _left(self, id):
        if id in self.peers:
            self.peers.remove(id)
            self.noted.emit(f"{self.name_of(id)} left", False)
            self.names.pop(id, None)
            self.peers_changed.emit()

    def _all_left(self):
        self.peers.clear()
        self.names.clear()
        self.peers_changed.emit()

    def _heard(self, id, text):
        if self.use_multiplayer and text.startswith(NAME_MARK):
            # From somebody else, so it may be anything: one line, and not too long a one.
            self.names[id] = " ".join(text.removeprefix(NAME_MARK).split())[:20]
            self.noted.emit(f"peer {id} is {self.name_of(id)}", False)
            self.peers_changed.emit()
        else:
            self.said.emit(id, text)


def encode(text, mode):
    """As text, or as Godot writes a String into a file: a Variant."""
    return text.encode() if mode == TEXT else bytes(var2bytes(text))


def decode(packet, is_string):
    """The reverse. What somebody else sent may be any Variant, or none: it is shown as its text."""
    return packet.get_string_from_utf8() if is_string else godot_str(bytes2var(packet))


def target_of(destination, connected):
    """Return 0 for everyone, an id for one, minus an id for all but one; None if there is no such peer.

    `connected` are the ids of those who are there, in the order in which they came.
    """
    if isinstance(destination, int):
        return destination if destination == 0 or abs(destination) in connected else None
    if destination == LAST_CONNECTED:
        return connected[-1] if connected else None
    if destination == ALL_BUT_LAST and connected:
        return -connected[-1]
    return 0
