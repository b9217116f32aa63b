"""The game: who plays, whose turn it is, and dice. It knows of no screen and no socket.

The host (peer 1) decides everything and tells the others by remote calls, which arrive at the node
of the same path: /root/Main/Panel/VBoxContainer/Game, here and in Godot's own demo.
"""

from random import SystemRandom

from engine import Node, Signal, master, puppetsync

from .names import free_name, tidy

HOST = 1
NOBODY = 1 << 16
"""A turn beyond any list, while the host waits for players."""
CONNECTING = "... connecting ..."


class Game(Node):
    players_changed = Signal[()]()
    turn_changed = Signal[int]("turn")
    logged = Signal[str]("text")
    finished = Signal[()]()  # at the host alone

    rounds = 0
    """Host only: the game ends after so many rounds; 0 goes on for ever."""
    wanted = 1
    """Host only: how many players must have come before the first turn."""
    dice = SystemRandom()

    def __init__(self):
        self.start()

    def start(self):
        self.players = {}  # names by id, in the order of turns
        self.scores = {}
        self.turn = NOBODY if self.wanted > 1 else 0
        self.round = 0
        self._asked = False
        self.players_changed.emit()

    def name_of(self, id):
        return self.players[id] or CONNECTING

    def current_player(self):
        return list(self.players)[self.turn] if self.turn < len(self.players) else 0

    def can_act(self):
        """True if it is our turn, and we have not acted in it already."""
        api = self.multiplayer
        return not self._asked and api.has_network_peer() and self.current_player() == self._own_id() != 0

    def act(self, action="roll"):
        if not self.can_act():
            return
        if self._own_id() == HOST:
            self._take_turn(action)
        else:
            self._asked = True
            self.rpc_id(HOST, "request_action", action)

    def _own_id(self):
        return self.multiplayer.get_network_unique_id()

    # What the host tells everybody. `puppet`: only the node's master, the host, may call it from
    # outside, all others are refused; `sync`: the host does it, too. Godot's demo has `remotesync`
    # here, which lets anybody take the turn. Modes are not sent, so the two play together.

    @puppetsync
    def add_player(self, id, name=""):
        self.players[id] = name
        self.players_changed.emit()

    @puppetsync
    def update_player_name(self, id, name):
        if id in self.players:
            self.players[id] = name
            self.players_changed.emit()

    @puppetsync
    def del_player(self, id):
        if id in self.players:
            if self.turn > list(self.players).index(id):
                self.turn -= 1
            del self.players[id]
            self.players_changed.emit()

    @puppetsync
    def set_turn(self, turn):
        self.turn = turn
        self._asked = False
        self.turn_changed.emit(turn)

    @puppetsync
    def _log(self, text):
        self.logged.emit(text)

    # What a player asks of the host. `master`: it runs on the host alone; who calls, it asks itself.

    @master
    def set_player_name(self, name):
        id = self.multiplayer.get_rpc_sender_id()
        if id in self.players:
            others = {self.players[other] for other in self.players if other != id}
            self.rpc("update_player_name", id, free_name(name, others))
            if self._is_waiting() and sum(map(bool, self.players.values())) >= self.wanted:
                self.rpc("set_turn", 0)

    @master
    def request_action(self, action):
        id = self.multiplayer.get_rpc_sender_id()
        if id == self.current_player():
            self._take_turn(action)
        else:
            self.rpc("_log", f"Someone is trying to cheat! {id}")

    # The host's own part.

    def _is_waiting(self):
        return self.turn > len(self.players)

    def welcome(self, id):
        """Tell a newcomer of the others, everybody of the newcomer, and the newcomer of the turn."""
        for player, name in self.players.items():
            self.rpc_id(id, "add_player", player, name)
        self.rpc("add_player", id)
        self.rpc_id(id, "set_turn", self.turn)

    def farewell(self, id):
        if id in self.players:
            self.rpc("del_player", id)
            if self.turn == len(self.players):  # the last one left in its turn: the first is next
                self.turn = 0
            self.rpc("set_turn", self.turn)

    def _take_turn(self, action):
        if self.round >= self.rounds > 0:
            return  # the game is over
        id, number = self.current_player(), self.dice.randrange(100)
        self.scores[id] = self.scores.get(id, 0) + number
        self.rpc("_log", f"{self.name_of(id)}: {tidy(action)}s {number}")
        turn = (self.turn + 1) % len(self.players)
        self.round += turn == 0
        if self.round >= self.rounds > 0:
            best = max(self.players, key=lambda player: self.scores.get(player, 0))
            self.rpc("_log", f"{self.name_of(best)} wins with {self.scores.get(best, 0)}!")
            self.finished.emit()
        else:
            self.rpc("set_turn", turn)
