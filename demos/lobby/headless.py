"""The game on the console: one player whose Enter key acts, or a host and bots in one process."""

from demos.console import Console
from demos.names import one_line
from engine import OK, MultiplayerAPI, Node

from .bot import Bot
from .game import Game
from .lobby import Lobby

BOTS = ("Bob", "Carol", "Dave", "Erin", "Frank", "Grace", "Heidi", "Ivan")


class Main(Node):
    """One player: the node path of the game is part of the protocol."""

    def __init__(self):
        self.name = "Main"
        self.game, self.lobby = Game(), Lobby()
        self.game.name = "Game"
        self.lobby.game = self.game
        at = self
        for name in ("Panel", "VBoxContainer"):
            below = Node()
            below.name = name
            at.add_child(below)
            at = below
        at.add_child(self.game)
        self.add_child(self.lobby)

    def add_bot(self):
        self.bot = Bot()
        self.bot.game = self.game
        self.add_child(self.bot)


class Table(Node):
    """A root of its own for one of several players in a process, as if it were alone in a tree."""

    def __init__(self, player_name):
        self.main = Main()
        self.main.lobby.player_name = player_name
        self.main.game.custom_multiplayer = self.api = MultiplayerAPI()
        self.api.root_node = self  # the paths in packets begin here
        self.main.add_bot()
        self.add_child(self.main)

    def _process(self, delta):
        self.api.poll()


def seat_bots(parent, lobby, names):
    """Let bots join the game that is hosted by a lobby, each as if it were another program."""
    for name in names:
        table = Table(name)
        parent.add_child(table)
        table.main.lobby.ended.connect(lambda why, table=table: table.queue_free())
        table.main.lobby.join("localhost", lobby.peer.get_listening_port())


class Everyone(Node):
    """A host and two bots, who talk over real sockets: one Game each, in one tree."""

    options = None

    def _ready(self):
        table = Table("Alice")
        self.add_child(table)
        game, lobby = table.main.game, table.main.lobby
        game.rounds, game.wanted = 3 if self.options.rounds is None else self.options.rounds, 3
        game.logged.connect(show)
        game.finished.connect(self.get_tree().quit)
        quit_when_over(self, lobby)
        if lobby.host(0) == OK:  # on any free port
            seat_bots(self, lobby, BOTS[:2])


def show(text):
    """Print what other programs say, whatever it is, as one line."""
    print(one_line(text))


def quit_when_over(node, lobby):
    """Have the program say why the game is over, and end with 1 if it has never been in one."""
    began = []
    lobby.started.connect(began.append)

    def over(why):
        print("Over:", one_line(why))
        if not node.get_tree().quitting:
            node.get_tree().quit(0 if began else 1)

    lobby.ended.connect(over)


class Player(Main):
    """The one player of this program, as the command line wants it."""

    options = None

    def _ready(self):
        options, lobby = self.options, self.lobby
        lobby.player_name = options.name
        lobby.status.connect(print)
        quit_when_over(self, lobby)
        self.game.logged.connect(show)
        self.game.noted.connect(show)
        self.game.rounds, self.game.wanted = options.rounds or 0, options.players
        self.game.finished.connect(lobby.leave)
        if options.bot:
            self.add_bot()
        elif not options.dedicated:
            console = Console()
            console.line_read.connect(lambda line: self.game.act())
            self.game.turn_changed.connect(lambda turn: self.game.can_act() and print("Your turn: Enter"))
            self.add_child(console)
        if options.join is not None:
            host, port = options.join
            error = lobby.join(host, port or options.port)
        else:
            error = lobby.host(options.port, plays=not options.dedicated)
            seat_bots(self, lobby, BOTS[: options.bots] if error == OK else ())
        if error != OK:
            self.get_tree().quit(1)
