"""What the windows of the client and of the server have in common: all but their first row."""

from engine import OK
from nodes import (
    Button,
    CheckBox,
    Control,
    HBoxContainer,
    HSplitContainer,
    ItemList,
    Label,
    LineEdit,
    MarginContainer,
    OptionButton,
    Panel,
    VBoxContainer,
)

from .chatter import ALL_BUT_LAST, BINARY, BROADCAST, LAST_CONNECTED, TEXT
from .log_view import LogView
from .status_line import StatusLine

GOLDEN = 0.618034  # steps of the colour circle that keep neighbours far apart


def row(*parts):
    box = HBoxContainer()
    for part in parts:
        box.add_child(part)
    return box


class ChatWindow(Panel):
    """Shows a chatter, and does with it what the user wants. The chatter knows nothing of its window."""

    _kind = "idle"  # of the status that is in the log

    def __init__(self, chatter, options):
        self.chatter = chatter
        self.options = options
        self._hues = {}  # by id: one for each, in the order in which they spoke up
        self.top = HBoxContainer()  # the first row, which subclasses fill
        self.mode = OptionButton()
        self.mode.add_item("BINARY", BINARY)
        self.mode.add_item("TEXT", TEXT)
        self.mode.select(self.mode.get_item_index(options.write_mode))
        chatter.set_write_mode(options.write_mode)
        self.multiplayer_api = CheckBox(text="Multiplayer API", button_pressed=not options.raw)
        self.destination = OptionButton(clip_text=True, size_flags_horizontal=Control.SIZE_EXPAND_FILL)
        self.plain = CheckBox(text="Plain", hint_tooltip="Show what Godot's demo would print")
        self.clear = Button(text="Clear")
        self.log = LogView()
        self.peers = ItemList(rect_min_size=(120, 0), hint_tooltip="Choose one to write to")
        self.field = LineEdit(
            placeholder_text="Enter some text to send…", size_flags_horizontal=Control.SIZE_EXPAND_FILL
        )
        self.field.history_enabled = True  # Up and Down bring back what was sent
        self.send = Button(text="Send")
        self.status = StatusLine()
        self._lay_out()
        self._connect()
        self.plain.set_pressed(options.plain)

    def _ready(self):
        self._show_peers()
        self._show_state()
        if self.options.start:
            self.start_or_end()

    def _lay_out(self):
        middle = HSplitContainer(size_flags_vertical=Control.SIZE_EXPAND_FILL)
        middle.add_child(self.log)
        middle.add_child(self.peers)
        rows = VBoxContainer()
        for part in (
            self.top,
            row(self.mode, self.multiplayer_api, Label(text="to"), self.destination, self.plain, self.clear),
            middle,
            row(self.field, self.send),
            self.status,
        ):
            rows.add_child(part)
        margin = MarginContainer()
        for side in ("left", "top", "right", "bottom"):
            margin.add_constant_override(f"margin_{side}", 8)
        margin.set_anchors_and_margins_preset(Control.PRESET_WIDE)
        margin.add_child(rows)
        self.add_child(margin)
        self.add_child(self.chatter)

    def _connect(self):
        self.mode.item_selected.connect(self._mode_selected)
        self.plain.toggled.connect(self._plain_toggled)
        self.clear.pressed.connect(self.log.clear)
        self.peers.item_selected.connect(self._peer_chosen)
        self.send.pressed.connect(self._send)
        self.field.text_entered.connect(lambda text: self._send())
        chatter = self.chatter
        chatter.logged.connect(self.log.line)
        chatter.said.connect(self._said)
        chatter.sent.connect(self._sent)
        chatter.noted.connect(self.log.note)
        chatter.peers_changed.connect(self._show_peers)
        chatter.status_changed.connect(self._status_changed)

    # -- What the user does -----------------------------------------------------------------------

    def _mode_selected(self, index):
        self.chatter.set_write_mode(self.mode.get_item_id(index))

    def _plain_toggled(self, plain):
        self.log.plain = plain

    def _peer_chosen(self, index):
        self._choose_destination(self.peers.get_item_metadata(index))

    def _send(self):
        text = self.field.text
        if not text:
            return
        error = self.chatter.send(text, self.destination.get_selected_metadata())
        if error == OK:
            self.field.clear()
        else:  # the text stays, to be sent when there is somebody
            self.log.note("not sent: nobody is there to read it", True)
        self.field.grab_focus()

    # -- What the chatter tells ----------------------------------------------------------------------

    def _said(self, id, text):
        hue = self._hues.setdefault(id, (0.08 + len(self._hues) * GOLDEN) % 1.0)
        self.log.say(self.chatter.name_of(id), text, hue)

    def _sent(self, text, to):
        whom = "" if to == 0 else f" → {'all but ' if to < 0 else ''}{self.chatter.name_of(abs(to))}"
        self.log.say(f"{self.chatter.nickname or 'me'}{whom}", text)

    def _status_changed(self):
        kind, words = self.chatter.status
        if kind != self._kind or kind == "bad":
            self.log.note(words, kind == "bad")
        self._kind = kind
        self._show_state()
        if kind == "good" and not self.field.has_focus() and self.is_inside_tree():
            self.field.grab_focus()

    def _show_state(self):
        """Let the controls say and do what applies now. Subclasses add their first row's."""
        busy = self._is_busy()
        self.multiplayer_api.disabled = busy
        multiplayer = self.multiplayer_api.is_pressed()
        self.mode.disabled = busy and multiplayer
        self.destination.disabled = busy and not multiplayer
        self.send.disabled = not self.chatter.is_open()
        self.status.show_status(*self.chatter.status)

    def _show_peers(self):
        chosen = self.destination.get_selected_metadata() if self.destination.get_item_count() else BROADCAST
        self.destination.clear()
        self.peers.clear()
        for name in (BROADCAST, LAST_CONNECTED, ALL_BUT_LAST):
            self._add_destination(name, name)
        for id in self.chatter.peers:
            self.peers.add_item(self.chatter.name_of(id))
            self.peers.set_item_metadata(self.peers.get_item_count() - 1, id)
            if self.chatter.use_multiplayer:
                self._add_destination(f"Only {self.chatter.name_of(id)}", id)
                self._add_destination(f"All but {self.chatter.name_of(id)}", -id)
        self._choose_destination(chosen)

    def _add_destination(self, name, destination):
        self.destination.add_item(name)
        self.destination.set_item_metadata(self.destination.get_item_count() - 1, destination)

    def _choose_destination(self, destination):
        for index in range(self.destination.get_item_count()):
            if self.destination.get_item_metadata(index) == destination:
                self.destination.select(index)
                return
        self.destination.select(0)

    def start_or_end(self):
        """Listen or connect; stop or leave."""
        raise NotImplementedError

    def _is_busy(self):
        """Whether what was chosen for the connection can no longer be changed."""
        raise NotImplementedError
