"""The game: who plays, whose turn it is, and dice. It knows of no screen and no socket.

The host (peer 1) decides everything and tells the others by remote calls, which arrive at the node
of the same path: /root/Main/Panel/VBoxContainer/Game, here and in Godot's own demo.
"""

from random import SystemRandom

from demos.names import free_name, tidy
from engine import Node, Signal, master, puppetsync

from .scores import Scores

HOST = 1
NOBODY = 1 << 16
"""A turn beyond any list: the host waits for players, or the game is over."""
CONNECTING = "... connecting ..."


class Game(Node):
    players_changed = Signal()  # or their scores
    turn_changed = Signal[int]("turn")
    logged = Signal[str]("text")  # what the host says
    noted = Signal[str]("text")  # who came and went
    finished = Signal()  # at the host alone

    rounds = 0
    """Host only: the game ends after so many rounds; 0 goes on for ever."""
    wanted = 1
    """Host only: how many players must have come before the first turn."""
    dice = SystemRandom()

    def __init__(self):
        self.start()

    def start(self):
        self.players = {}  # names by id, in the order of turns
        self.scores = Scores()
        self.turn = NOBODY if self.wanted > 1 else 0
        self._round = 0
        self._asked = False
        self.players_changed.emit()

    def name_of(self, id):
        return self.players[id] or CONNECTING

    def current_player(self):
        return list(self.players)[self.turn] if self.turn < len(self.players) else 0

    def can_act(self):
        """True if it is our turn, and we have not acted in it already."""
        return not self._asked and self.current_player() == self.own_id() != 0

    def act(self, action="roll"):
        if not self.can_act():
            return
        if self.own_id() == HOST:
            self._take_turn(action)
        else:
            self._asked = True
            self.rpc_id(HOST, "request_action", action)

    def own_id(self):
        api = self.multiplayer
        return api.get_network_unique_id() if api.has_network_peer() else 0

    # What the host tells everybody. `puppet`: only the node's master, the host, may call it from
    # outside, all others are refused; `sync`: the host does it, too. Godot's demo has `remotesync`
    # here, which lets anybody take the turn. Modes are not sent, so the two play together.

    @puppetsync
    def add_player(self, id, name=""):
        self.players[id] = str(name)
        self.players_changed.emit()

    @puppetsync
    def update_player_name(self, id, name):
        name, before = str(name), self.players.get(id)
        if before is None or before == name:
            return
        self.players[id] = name
        self.noted.emit(f"{before} is now called {name}" if before else f"{name} joined")
        self.players_changed.emit()

    @puppetsync
    def del_player(self, id):
        if id in self.players:
            if NOBODY > self.turn > list(self.players).index(id):
                self.turn -= 1
            self.noted.emit(f"{self.players.pop(id) or 'Somebody'} left")
            self.players_changed.emit()

    @puppetsync
    def set_turn(self, turn):
        self.turn = turn if isinstance(turn, int) and turn >= 0 else NOBODY
        if self.scores.verdict and self.turn < NOBODY:  # the host has begun another game
            self.scores = Scores()
            self.players_changed.emit()
        self._asked = False
        self.turn_changed.emit(self.turn)

    @puppetsync
    def _log(self, text):
        text = str(text)
        self.scores.read(text, self.players, self.current_player())
        self.logged.emit(text)
        self.players_changed.emit()

    # What a player asks of the host. `master`: it runs on the host alone; who calls, it asks itself.

    @master
    def set_player_name(self, name):
        id = self.multiplayer.get_rpc_sender_id()
        if id in self.players:
            others = {self.players[other] for other in self.players if other != id}
            self.rpc("update_player_name", id, free_name(name, others))
            if self._is_waiting() and sum(map(bool, self.players.values())) >= self.wanted:
                self._begin_round()

    @master
    def request_action(self, action):
        id = self.multiplayer.get_rpc_sender_id()
        if id == self.current_player():
            self._take_turn(action)
        elif not self.scores.verdict:
            self.rpc("_log", f"Someone is trying to cheat! {id}")

    # The host's own part.

    def open(self):
        """Begin, unless players are waited for."""
        if not self._is_waiting():
            self._begin_round()

    def play_again(self):
        """Begin another game with the same players, once one is over."""
        if self.scores.verdict and self.players:
            self._round = 0
            self._begin_round()

    def welcome(self, id):
        """Tell a newcomer of the others, everybody of the newcomer, and the newcomer of the turn."""
        for player, name in self.players.items():
            self.rpc_id(id, "add_player", player, name)
        self.rpc("add_player", id)
        self.rpc_id(id, "set_turn", self.turn)
        for line in self.scores.lines(self.players):
            self.rpc_id(id, "_log", line)

    def farewell(self, id):
        if id in self.players:
            self.rpc("del_player", id)
            if not self.players:  # nobody is left on a dedicated server
                self.start()
            self._pass_turn(self.turn)

    def _is_waiting(self):
        return self.turn == NOBODY and not self.scores.verdict

    def _take_turn(self, action):
        name, number = self.name_of(self.current_player()), self.dice.randrange(100)
        self.rpc("_log", f"{name}: {tidy(action)}s {number}")
        self._pass_turn(self.turn + 1)

    def _pass_turn(self, turn):
        if turn == len(self.players) > 0:  # after the last one, or that one left in its turn
            self._round += 1
            if self._round == self.rounds:
                self._end()
            else:
                self._begin_round()
        else:
            self.rpc("set_turn", turn)

    def _begin_round(self):
        self.rpc("set_turn", 0)
        if self.rounds:
            self.rpc("_log", f"Round {self._round + 1} of {self.rounds}")

    def _end(self):
        if HOST in self.players:
            # Godot's demo overlooks a turn beyond its list: who rolled last would keep the mark and a
            # button that does nothing. It knows that of the host, which is first, and alone can go on.
            for id in self.players:
                if id != HOST:
                    self.rpc_id(id, "set_turn", 0)
        self.rpc("_log", self.scores.judge({id: self.name_of(id) for id in self.players}))
        self.rpc("set_turn", NOBODY)
        self.finished.emit()
