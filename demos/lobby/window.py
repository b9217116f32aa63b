"""The lobby's window: a form to host or to join a game, the room's log, the players and dice."""

import socket
from random import choice

from demos.layout import flow, hint, keep_whole
from demos.names import LONGEST, tidy
from engine import OK, Vector2
from nodes import (
    Button,
    CheckBox,
    Control,
    HBoxContainer,
    HSplitContainer,
    Label,
    LineEdit,
    Panel,
    PanelContainer,
    RichTextLabel,
    ScrollContainer,
    SpinBox,
    Timer,
    VBoxContainer,
)

from .bot import Bot
from .game import HOST, Game
from .headless import BOTS, seat_bots
from .lobby import Lobby
from .look import BAD, BUSY, FAINT, GOLD, GOOD, MINE, lobby_theme
from .packets import Packets
from .scoreboard import ROW, Scoreboard

WIDE = Control.SIZE_EXPAND_FILL
HEADING = Vector2(0, 28)  # as high on the left as on the right
FLASHES = 8


def put(parent, *children):
    """Return the parent with the children in it."""
    for child in children:
        parent.add_child(child)
    return parent


class Main(Control):
    """Shows a lobby and its game, which know nothing of this window, and does what the user wants.

    Its place in the tree is part of the protocol: /root/Main/Panel/VBoxContainer/Game is who is called.
    """

    options = None

    def __init__(self):
        self.name, self.theme = "Main", lobby_theme()
        self.game, self.lobby = Game(), Lobby()
        self.game.name, self.lobby.game = "Game", self.game
        self.name_edit = LineEdit(placeholder_text="Your name", max_length=LONGEST)
        self.address = LineEdit(text="localhost", placeholder_text="localhost")
        for field in (self.name_edit, self.address):
            field.rect_min_size, field.size_flags_horizontal = Vector2(90, 0), WIDE
        self.port = SpinBox(min_value=1, max_value=65535)
        self.rounds = SpinBox(max_value=99, hint_tooltip="Of a game that you host; 0 goes on for ever")
        self.host_button = Button(text="Host", hint_tooltip="Open a game for others to join")
        self.join_button = Button(text="Join", hint_tooltip="Join the game at this address")
        self.leave_button = Button(text="Leave")
        self.status = Label(size_flags_horizontal=WIDE, clip_text=True)
        self.log = RichTextLabel(
            scroll_following=True, selection_enabled=True, max_lines=2000, size_flags_vertical=WIDE
        )
        self.hint = hint(self.log, "Host a game, and others can join it; or join one at its address.")
        self.packets = Packets()
        self.show_packets = CheckBox(text="Packets", hint_tooltip="Show what goes over the wire")
        self.bot_button = Button(text="Add a bot", hint_tooltip="One more player, in this program")
        self.scoreboard = Scoreboard()
        self.round = Label(theme_type_variation="Faint", size_flags_horizontal=WIDE, align=Label.ALIGN_RIGHT)
        self.number = Label(
            theme_type_variation="Number", rect_min_size=Vector2(72, 0), align=Label.ALIGN_CENTER
        )
        self.turn = Label(theme_type_variation="Turn", clip_text=True)
        self.last = Label(theme_type_variation="Faint", clip_text=True)
        self.action = Button(text="Roll", theme_type_variation="Primary")
        self.flashes = Timer(wait_time=0.25)
        self.flashes.timeout.connect(self._flash)
        self._lay_out()
        self._connect()

    def _lay_out(self):
        panel, box = Panel(name="Panel"), VBoxContainer(name="VBoxContainer")
        for whole in (self, panel, box):
            whole.set_anchors_and_margins_preset(Control.PRESET_WIDE, margin=16 if whole is box else 0)
        entry = flow(
            put(HBoxContainer(size_flags_horizontal=WIDE), Label(text="Name"), self.name_edit),
            put(HBoxContainer(size_flags_horizontal=WIDE), Label(text="Address"), self.address),
            put(HBoxContainer(), Label(text="Port"), self.port),
            put(HBoxContainer(), Label(text="Rounds"), self.rounds),
        )
        state = put(
            *(HBoxContainer(), self.status, self.bot_button),
            *(self.host_button, self.join_button, self.leave_button),
        )
        heading = Label(text="Room", theme_type_variation="Heading", size_flags_horizontal=WIDE)
        room = put(
            VBoxContainer(size_flags_horizontal=WIDE, rect_min_size=Vector2(160, 0)),
            put(HBoxContainer(rect_min_size=HEADING), heading, self.show_packets),
            *(self.log, self.packets),
        )
        turn = put(VBoxContainer(size_flags_horizontal=WIDE), self.turn, self.last)
        players = put(
            VBoxContainer(size_flags_horizontal=WIDE, rect_min_size=Vector2(250, 0)),
            put(
                HBoxContainer(rect_min_size=HEADING),
                *(Label(text="Players", theme_type_variation="Heading"), self.round),
            ),
            put(
                ScrollContainer(size_flags_vertical=WIDE, rect_min_size=Vector2(0, 3 * ROW)), self.scoreboard
            ),
            put(PanelContainer(), put(HBoxContainer(), self.number, turn)),
            self.action,
        )
        table = put(HSplitContainer(size_flags_vertical=WIDE), room, players)
        put(self, put(panel, put(box, entry, state, self.game, table)), self.lobby, self.flashes)
        # Neither this nor the Panel is a container: they are told how large they have to be.
        box.minimum_size_changed.connect(
            lambda: self.set_custom_minimum_size(box.get_combined_minimum_size() + Vector2(32, 32))
        )
        keep_whole(self)

    def _connect(self):
        self.scoreboard.game = self.game
        self.host_button.pressed.connect(self.host)
        self.join_button.pressed.connect(self.join)
        self.leave_button.pressed.connect(self.lobby.leave)
        self.bot_button.pressed.connect(self.add_bot)
        self.show_packets.toggled.connect(self.packets.watch)
        self.action.pressed.connect(self.act)
        for field in (self.name_edit, self.address):
            field.text_entered.connect(lambda text: self.join())
        self.game.logged.connect(self._on_logged)
        self.game.noted.connect(lambda text: self.write(text, FAINT))
        self.game.players_changed.connect(self._show_state)
        self.game.turn_changed.connect(self._on_turn_changed)
        self.lobby.status.connect(self._on_status)
        self.lobby.ended.connect(self._on_ended)

    def _ready(self):
        options = self.options
        self.name_edit.text = options.name
        self.port.value = options.port
        self.rounds.value = 5 if options.rounds is None else options.rounds
        if options.bot:
            bot = Bot()
            bot.game = self.game
            self.add_child(bot)
        if options.join is not None:
            self.address.text, port = options.join
            self.port.value = port or options.port
            self.join()
        elif options.host or options.bots:
            self.host()
        else:
            self._invite("Host a game, or join one.", FAINT)

    # -- What the user does ------------------------------------------------------------------------

    def host(self):
        self._begin()
        self.game.rounds = int(self.rounds.value)
        self.game.wanted = max(2, self.options.players, 1 + self.options.bots)
        if self.lobby.host(int(self.port.value)) == OK:
            seat_bots(self, self.lobby, BOTS[: self.options.bots])

    def join(self):
        self._begin()
        self.lobby.join(self.address.text.strip() or "localhost", int(self.port.value))

    def _begin(self):
        self.log.clear()
        self.lobby.player_name = self.name_edit.text

    def add_bot(self):
        seat_bots(self, self.lobby, (choice(BOTS),))

    def act(self):
        if self._may_play_again():
            self.game.play_again()
        else:
            self.game.act()
        self._show_state()

    def _unhandled_input(self, event):
        # Space and Enter act wherever the focus is, unless it is on what wants them for itself.
        if event.is_action_pressed("ui_accept") and not event.is_echo():
            self.act()

    # -- What the lobby and the game tell ----------------------------------------------------------

    def _on_status(self, text):
        if self.game.own_id() == HOST:
            text += f"; others join {own_address()}"
        elif not self.lobby.is_connecting():
            text = f"You play at {self.address.text}"
        self._tell(text, BUSY if self.lobby.is_connecting() else GOOD)
        self.write(text, FAINT)

    def _on_ended(self, why):
        why = why[0].upper() + why[1:]
        color = FAINT if why.startswith("You ") else BAD
        self.write(why, color)
        self._invite(why, color)

    def _invite(self, text, color):
        """Say how things are to somebody who is in no game, and go to the form."""
        self._tell(text, color)
        self.name_edit.grab_focus()
        self.name_edit.select_all()

    def _tell(self, text, color):
        self.status.text = self.status.hint_tooltip = text
        self.status.add_color_override("font_color", color)
        self._show_state()

    def _on_logged(self, text):
        own = self.game.players.get(self.game.own_id())
        if text == self.game.scores.verdict:
            self.write(text, GOLD)
        elif own and text.startswith(own + ":"):
            self.write(text, MINE)
        else:
            self.write(text)

    def write(self, text, color=None):
        self.hint.hide()
        if self.log.get_total_character_count():
            self.log.newline()
        self.log.push_color(color or self.get_color("default_color", "RichTextLabel"))
        self.log.add_text(tidy(text, 200))
        self.log.pop()

    def _on_turn_changed(self, turn):
        self._show_state()
        if not self.action.disabled:
            self.action.grab_focus()
        if self.game.can_act():
            self.get_tree().display.request_attention()
            self.flashes_left = FLASHES
            self.flashes.start()

    def _flash(self):
        """Let the words "Your turn" blink, for a moment."""
        self.flashes_left -= 1
        if self.flashes_left == 0 or not self.game.can_act():
            self.flashes.stop()
            self._show_turn()
        else:
            self.turn.add_color_override("font_color", MINE if self.flashes_left % 2 else GOLD)

    def _may_play_again(self):
        return self.game.scores.verdict and self.game.own_id() == HOST

    def _show_state(self):
        """Let every control say what is so, and take only what can be done."""
        outside, hosting = self.lobby.peer is None, self.game.own_id() == HOST
        for field in (self.name_edit, self.address, self.port, self.rounds):
            field.editable = outside
        self.host_button.visible = self.join_button.visible = outside
        self.leave_button.visible = not outside
        self.leave_button.text = "Cancel" if self.lobby.is_connecting() else "End" if hosting else "Leave"
        self.bot_button.visible = hosting
        self._show_turn()
        self.scoreboard.show_game()
        self.get_tree().display.set_title("Your turn – Lobby" if self.game.can_act() else "Lobby")

    def _show_turn(self):
        game, scores = self.game, self.game.scores
        mine = game.can_act()
        self.action.text = "Play again" if self._may_play_again() else "Roll"
        self.action.disabled = not (mine or self._may_play_again())
        if scores.verdict:
            self.turn.text = tidy(scores.verdict, 200)
        elif mine:
            self.turn.text = "Your turn"
        elif game.current_player():
            self.turn.text = f"{tidy(game.name_of(game.current_player()))}'s turn"
        else:
            self.turn.text = "A game of dice" if self.lobby.peer is None else "Waiting for players …"
        color = GOLD if scores.verdict else MINE if mine else None
        self.turn.add_color_override("font_color", color)
        self.round.text = f"Round {scores.round} of {scores.rounds}" if scores.round else ""
        name, number = scores.last_roll
        self.number.text, self.number.visible = str(number), bool(name)
        self.last.text = f"{tidy(name)} rolled {number}" if name else "The highest total wins."


def own_address():
    """Return this computer's address in its network."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # sends nothing: it only looks for the way
        except OSError:
            return "localhost"
        return probe.getsockname()[0]
