"""What the chat's client and its server share: who is there, what is said, and to whom."""

from demos.names import free_name, one_line, tidy
from engine import ERR_DOES_NOT_EXIST, ERR_UNCONFIGURED, OK, Node, Signal, bytes2var, godot_str, var2bytes
from nodes import WebSocketPeer

TEXT = WebSocketPeer.WRITE_MODE_TEXT
BINARY = WebSocketPeer.WRITE_MODE_BINARY

BROADCAST = "Broadcast"
LAST_CONNECTED = "Last connected"
ALL_BUT_LAST = "All But last connected"

NAME_MARK = "[name] "
"""Begins the text by which our chats tell each other a nickname. A Godot shows it as any other text."""

SERVERS_FIRST = bytes.fromhex("03 01000000 00000000")
"""Begins what a server with Godot's multiplayer protocol sends first: "your id is", from 1, to everyone."""
NAMELESS = bytes.fromhex("00 00000000")
"""Begins what a client with that protocol sends that has no id yet, as a raw server gives it none."""


class Chatter(Node):
    """One end of the chat. It has no window: a window, a console or a test listens to its signals."""

    logged = Signal[str]("line")  # what Godot's demo prints, word for word
    said = Signal[int, str]("peer", "text")
    sent = Signal[str, int]("text", "to")
    noted = Signal[str, bool]("text", "is_error")  # what else a user wants to know
    left = Signal[int]("peer")
    traced = Signal[str]("packet")  # while `tracing`, each packet, in words
    peers_changed = Signal()
    status_changed = Signal()

    write_mode = BINARY
    use_multiplayer = True
    nickname = ""
    tracing = False
    status = ("idle", "not connected")  # "idle", "busy", "good" or "bad", and why in words

    def __init__(self):
        self.peers = []  # ids, in the order in which we heard of them; clients list the server, too
        self.last_connected = 0  # who came last; still so when that one has left, as the next one is another
        self.names = {}  # nicknames by id

    def is_open(self):
        """Whether something can be sent now."""
        raise NotImplementedError

    def send(self, text, destination=BROADCAST):
        """Send a text to BROADCAST, LAST_CONNECTED, ALL_BUT_LAST, an id, or minus an id for all but one.

        In raw mode there is BROADCAST alone. Returns OK, or an error if it went to nobody:
        ERR_DOES_NOT_EXIST if the one that is meant is not there. It never goes to others instead.
        """
        if not self.is_open():
            return ERR_UNCONFIGURED
        if not self.can_reach(destination):
            return ERR_DOES_NOT_EXIST
        to = self.target_of(destination)
        self._log(f"Sending data {text} to {to}")
        error = self._put(text, to)
        if error == OK:
            self.sent.emit(text, to)
        return error

    def target_of(self, destination):
        """Return 0 for everyone, an id for one, minus an id for all but one."""
        last = self.last_connected
        return {BROADCAST: 0, LAST_CONNECTED: last, ALL_BUT_LAST: -last}.get(destination, destination)

    def can_reach(self, destination):
        """Whether whoever a destination names is there."""
        if destination == BROADCAST:
            return True
        return self.use_multiplayer and abs(self.target_of(destination)) in self.peers

    def name_of(self, id):
        """The nickname of a peer, or what else tells it from the others."""
        return self.names.get(id) or ("server" if id == 1 else f"peer {id}")

    def words_of(self, to):
        """Return in words whom a number means: see `target_of`."""
        name = self.name_of(abs(to)) if to else "everyone"
        return f"all but {name}" if to < 0 else name

    def _put(self, text, to):
        raise NotImplementedError

    def _trace(self, arrow, whom, packet, is_text=False):
        if self.tracing:
            shown = repr(bytes(packet).decode(errors="replace")) if is_text else bytes(packet).hex(" ")
            kind = "a text of " if is_text else ""
            self.traced.emit(one_line(f"{arrow} {whom}: {kind}{len(packet)} bytes, {shown}", 400))

    def _log(self, line):
        self.logged.emit(one_line(line))

    def _set_status(self, kind, words):
        self.status = (kind, words)
        self.status_changed.emit()

    def _joined(self, id):
        self.peers.append(id)
        self.last_connected = id
        self.peers_changed.emit()
        self.noted.emit(f"{self.name_of(id)} is here", False)
        if self.use_multiplayer and self.nickname:
            self._put(NAME_MARK + self.nickname, id)

    def _left(self, id):
        if id in self.peers:
            self.peers.remove(id)
            self.noted.emit(f"{self.name_of(id)} left", False)
            self.left.emit(id)
            self.names.pop(id, None)
            self.peers_changed.emit()

    def _all_left(self):
        self.peers.clear()
        self.names.clear()
        self.peers_changed.emit()

    def _heard(self, id, text):
        if self.use_multiplayer and text.startswith(NAME_MARK):
            taken = {self.nickname, *(self.name_of(other) for other in self.peers if other != id)}
            name = tidy(text.removeprefix(NAME_MARK), 20)
            self.names[id] = name and free_name(name, taken)
            self.noted.emit(f"peer {id} is {self.name_of(id)}", False)
            self.peers_changed.emit()
        else:
            self.said.emit(id, one_line(text))


def is_servers_first(packet):
    """True for what a server with Godot's multiplayer protocol sends first, as no Variant is like that.

    One that takes players of Godot 4, too, begins with the four bytes of an id.
    """
    return packet.startswith(SERVERS_FIRST) or (len(packet) == 4 and any(packet))


def encode(text, mode):
    """As text, or as Godot writes a String into a file: a Variant."""
    return text.encode() if mode == TEXT else bytes(var2bytes(text))


def decode(packet, is_string):
    """The reverse. What somebody else sent may be any Variant, or none: it is shown as its text."""
    return packet.get_string_from_utf8() if is_string else godot_str(bytes2var(packet))
