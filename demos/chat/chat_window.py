"""What the windows of the client and of the server have in common: all but their first row."""

from demos.layout import Flow, flow, hint
from engine import ERR_DOES_NOT_EXIST, ERR_UNCONFIGURED, OK
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
    VSplitContainer,
)

from .chatter import ALL_BUT_LAST, BINARY, BROADCAST, LAST_CONNECTED, TEXT
from .log_view import LogView
from .status_line import StatusLine

GOLDEN = 0.618034  # steps of the colour circle that keep neighbours far apart

NOT_SENT = {  # and why
    ERR_UNCONFIGURED: "there is no connection",
    ERR_DOES_NOT_EXIST: "who was to read it is gone. Choose somebody else",
}


def row(*parts):
    box = HBoxContainer()
    for part in parts:
        box.add_child(part)
    return box


class ChatWindow(Panel):
    """Shows a chatter, and does with it what the user wants. The chatter knows nothing of its window."""

    what_to_do = ""
    """What a newcomer reads in the empty log."""

    _kind = "idle"  # of the status that is in the log

    def __init__(self, chatter, options):
        self.chatter = chatter
        self.options = options
        self._hues = {}  # by id: one for each, in the order in which they spoke up
        self.top = Flow()  # the first row, which subclasses fill
        self.mode = OptionButton()
        self.mode.add_item("BINARY", BINARY)
        self.mode.add_item("TEXT", TEXT)
        self.mode.select(self.mode.get_item_index(options.write_mode))
        chatter.set_write_mode(options.write_mode)
        self.multiplayer_api = CheckBox(text="Multiplayer API", button_pressed=not options.raw)
        self.destination = OptionButton(
            clip_text=True, rect_min_size=(110, 0), size_flags_horizontal=Control.SIZE_EXPAND_FILL
        )
        self.plain = CheckBox(text="Plain", hint_tooltip="Show what Godot's demo would print")
        self.show_packets = CheckBox(text="Packets", hint_tooltip="Show what goes over the wire")
        self.clear = Button(text="Clear")
        self.log = LogView(self.what_to_do)
        self.packets = LogView("What is sent and received from now on is shown here.", longest=200)
        self.packets.visible = False
        self.peers = ItemList(rect_min_size=(100, 0), hint_tooltip="Choose one to write to")
        self.nobody = hint(self.peers, "Nobody is here yet")
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
        logs = VSplitContainer(size_flags_horizontal=Control.SIZE_EXPAND_FILL)
        logs.add_child(self.log)
        logs.add_child(self.packets)
        middle = HSplitContainer(size_flags_vertical=Control.SIZE_EXPAND_FILL)
        middle.add_child(logs)
        middle.add_child(self.peers)
        to = row(Label(text="to"), self.destination)
        to.size_flags_horizontal = Control.SIZE_EXPAND_FILL
        rows = VBoxContainer()
        for part in (
            self.top,
            flow(self.mode, self.multiplayer_api, to, self.show_packets, self.plain, self.clear),
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
        # A Panel is no container: it is told how large it has to be.
        margin.connect("minimum_size_changed", self, "_fit", [margin])
        self.add_child(self.chatter)

    def _fit(self, margin):
        self.rect_min_size = margin.get_combined_minimum_size()

    def _connect(self):
        self.mode.item_selected.connect(self._mode_selected)
        self.plain.toggled.connect(self._plain_toggled)
        self.show_packets.toggled.connect(self._packets_toggled)
        self.clear.pressed.connect(self.log.clear)
        self.clear.pressed.connect(self.packets.clear)
        self.peers.item_selected.connect(self._peer_chosen)
        self.send.pressed.connect(self._send)
        self.field.text_entered.connect(lambda text: self._send())
        chatter = self.chatter
        chatter.logged.connect(self.log.line)
        chatter.said.connect(self._said)
        chatter.sent.connect(self._sent)
        chatter.noted.connect(self.log.note)
        chatter.traced.connect(self.packets.note)
        chatter.left.connect(self._left)
        chatter.peers_changed.connect(self._show_peers)
        chatter.status_changed.connect(self._status_changed)

    # -- What the user does -----------------------------------------------------------------------

    def _mode_selected(self, index):
        self.chatter.set_write_mode(self.mode.get_item_id(index))

    def _plain_toggled(self, plain):
        self.log.plain = plain

    def _packets_toggled(self, shown):
        self.packets.visible = self.chatter.tracing = shown

    def _peer_chosen(self, index):
        self._choose_destination(self.peers.get_item_metadata(index))

    def _send(self):
        text = self.field.text
        if not text:
            return
        destination, _ = self.destination.get_selected_metadata()
        error = self.chatter.send(text, destination)
        if error == OK:
            self.field.clear()
        else:  # the text stays, to be sent when there is somebody
            self.log.note(f"not sent: {NOT_SENT.get(error, error.name)}", True)
        self.field.grab_focus()

    # -- What the chatter tells ----------------------------------------------------------------------

    def _said(self, id, text):
        hue = self._hues.setdefault(id, (0.08 + len(self._hues) * GOLDEN) % 1.0)
        self.log.say(self.chatter.name_of(id), text, hue)

    def _sent(self, text, to):
        whom = f" → {self.chatter.words_of(to)}" if to else ""
        self.log.say(f"{self.chatter.nickname or 'me'}{whom}", text)

    def _left(self, id):
        if abs(self.chatter.target_of(self.destination.get_selected_metadata()[0])) == id:
            self.log.note("you were writing to them: choose who is to read what comes next", True)

    def _status_changed(self):
        kind, words = self.chatter.status
        if kind != self._kind or kind == "bad":
            self.log.note(words, kind == "bad")
        self._kind = kind
        self._show_state()
        if kind == "good" and self.is_inside_tree():
            owner = self.get_focus_owner()
            if owner is None or self.is_a_parent_of(owner):  # who is busy in another window stays there
                self.field.grab_focus()

    def _show_state(self):
        """Let the controls say and do what applies now. Subclasses add their first row's."""
        busy = self._is_busy()
        self.multiplayer_api.disabled = busy
        multiplayer = self.multiplayer_api.is_pressed()
        self.mode.disabled = busy and multiplayer
        self.send.disabled = not self.chatter.is_open()
        self.status.show_status(*self.chatter.status)

    def _show_peers(self):
        chatter = self.chatter
        chosen, words = self.destination.get_selected_metadata() or (BROADCAST, BROADCAST)
        self.destination.clear()
        self.peers.clear()
        self._add_destination(BROADCAST, BROADCAST)
        if chatter.use_multiplayer:
            last = chatter.last_connected
            who = f" ({chatter.name_of(last)})" if last else ""
            self._add_destination(LAST_CONNECTED, f"{LAST_CONNECTED}{who}")
            self._add_destination(ALL_BUT_LAST, f"{ALL_BUT_LAST}{who}")
        for id in chatter.peers:
            self.peers.add_item(chatter.name_of(id))
            self.peers.set_item_metadata(self.peers.get_item_count() - 1, id)
            if chatter.use_multiplayer:
                self._add_destination(id, f"Only {chatter.name_of(id)}")
                self._add_destination(-id, f"All but {chatter.name_of(id)}")
        self.nobody.visible = not chatter.peers
        if not self._choose_destination(chosen):
            # What was meant for one must not go to another: who has left stays chosen until the user
            # chooses anew.
            self._add_destination(chosen, words)
            self._choose_destination(chosen)

    def _add_destination(self, destination, words):
        chatter = self.chatter
        gone = chatter.target_of(destination) != 0 and not chatter.can_reach(destination)
        self.destination.add_item(f"{words} (gone)" if gone else words)
        self.destination.set_item_metadata(self.destination.get_item_count() - 1, (destination, words))

    def _choose_destination(self, destination):
        """Choose an entry of the menu; return whether there is such a one."""
        for index in range(self.destination.get_item_count()):
            if self.destination.get_item_metadata(index)[0] == destination:
                self.destination.select(index)
                return True
        return False

    def start_or_end(self):
        """Listen or connect; stop or leave."""
        raise NotImplementedError

    def _is_busy(self):
        """Whether what was chosen for the connection can no longer be changed."""
        raise NotImplementedError
