"""The game. What happens at the host is the truth; the joiner's window goes on by itself and keeps up."""

from demos.names import tidy
from engine import OK, Color, Font, Rect2, Vector2, master, puppet
from engine.input import KEY_DOWN, KEY_S, KEY_UP, KEY_W, Input, InputMap
from nodes import Node2D, WebSocketClient, WebSocketServer

from .pieces import FIELD, Ball, Paddle

POINTS = 7  # win a game
STEPS = 3  # of physics, from one message of the host to the next
LARGE, SMALL = Font(96, bold=True), Font(24)
DARK, GREY, BLUE, ORANGE = Color("16181d"), Color("5d6575"), Color("5ec8f2"), Color("f2a65e")


class Pong(Node2D):
    player_name = "Player"
    port = url = None  # a host has a port, a joiner a URL; without either a bot plays the other paddle
    playing = False
    names, score, words = ["", ""], [0, 0], ""

    def _ready(self):
        tree = self.get_tree()
        # All of the field is seen in a window of any size.
        tree.set_screen_stretch(tree.STRETCH_MODE_2D, tree.STRETCH_ASPECT_KEEP, FIELD)
        InputMap.add_action("up", keys=[KEY_UP, KEY_W])
        InputMap.add_action("down", keys=[KEY_DOWN, KEY_S])
        # A remote call finds its node by the path, which is the same in both programs.
        self.left = Paddle(name="Left", position=Vector2(40, FIELD.y / 2), color=BLUE)
        self.right = Paddle(name="Right", position=Vector2(FIELD.x - 40, FIELD.y / 2), color=ORANGE)
        self.ball = Ball(name="Ball", position=FIELD / 2)
        for piece in (self.left, self.right, self.ball):
            self.add_child(piece)
        if self.url or self.port is not None:
            self.open()
        else:
            self.begin("Bot")

    def open(self):
        tree = self.get_tree()
        tree.connect("network_peer_connected", self, "_on_peer_connected")
        tree.connect("network_peer_disconnected", self, "_on_peer_disconnected")
        tree.connect("connection_failed", self, "stop", [f"No game at {self.url}, or no place in it."])
        tree.connect("server_disconnected", self, "stop", ["The host has left."])
        if self.url:
            network, words = WebSocketClient(), f"Connecting to {self.url} …"
            error = network.connect_to_url(self.url, [], True)  # True: for remote calls
        else:
            self.names = [self.player_name, ""]
            network, words = WebSocketServer(), "Waiting for the other player …"
            error = network.listen(self.port, [], True)
        if error == OK:
            tree.network_peer = network
        self.stop(words if error == OK else f"{self.url or f'Port {self.port}'} cannot be used.")

    def begin(self, opponent):
        self.playing = True
        self.tell([self.player_name, opponent], [0, 0], "Arrow keys, or W and S")
        self.ball.serve(1, 1.0)

    def stop(self, why):
        self.playing = False
        self.show_state(self.names, self.score, why)

    def tell(self, *state):
        self.show_state(*state)
        if self.multiplayer.has_network_peer():
            self.rpc("show_state", *state)

    @puppet  # for the host alone to call, by `rpc`
    def show_state(self, names, score, words=""):
        self.names, self.score, self.words = names, score, words
        self.update()  # asks for `_draw`, once: what it drew stays

    def _draw(self):
        self.draw_rect(Rect2(Vector2(), FIELD), DARK)
        for y in range(10, 400 if self.words else int(FIELD.y), 40):
            self.draw_rect(Rect2(FIELD.x / 2 - 2, y, 4, 20), GREY)
        for side, color in enumerate((BLUE, ORANGE)):
            self._write(SMALL, FIELD.x * (1 + 2 * side) / 4, 44, self.names[side], color)
            self._write(LARGE, FIELD.x * (1 + 2 * side) / 4, 144, self.score[side], GREY)
        self._write(SMALL, FIELD.x / 2, 440, self.words, Color("ffffff"))

    def _write(self, font, middle, y, text, color):
        text = tidy(text, 80)  # some of it comes from another program
        self.draw_string(font, Vector2(middle - font.width(text) / 2, y), text, color)

    def _physics_process(self, delta):
        if not self.playing:
            return
        wanted = Input.get_axis("up", "down")
        own = self.right if self.url else self.left
        if self.url and wanted != own.direction:
            own.rset_id(1, "direction", wanted)
        own.direction = wanted  # at once, without waiting for the host's answer
        if not self.multiplayer.has_network_peer():
            self.right.direction = (self.ball.position.y - self.right.position.y) / 100
        self.left.move(delta)
        self.right.move(delta)
        self.ball.move(delta, (self.left, self.right))
        if not self.url:
            self.referee()

    def referee(self):
        x, score, words = self.ball.position.x, list(self.score), ""
        if not 0 < x < FIELD.x:
            winner = 0 if x > 0 else 1
            score[winner] += 1
            if score[winner] == POINTS:
                score, words = [0, 0], f"{self.names[winner]} wins {max(score)} : {min(score)}!"
            self.tell(self.names, score, words)
            self.ball.serve(-1 if winner else 1, 3.0 if words else 1.0)
        if self.multiplayer.has_network_peer() and self.get_tree().get_frame() % STEPS == 0:
            velocity = self.ball.velocity if self.ball.rest <= 0 else Vector2()
            ys = self.left.position.y, self.right.position.y
            self.rpc_unreliable("follow", *ys, self.ball.position, velocity)

    @puppet
    def follow(self, left, right, position, velocity):
        # What moved by itself since the last message is not quite right: it is corrected bit by bit.
        self.left.direction = (left - self.left.position.y) / (Paddle.SPEED * STEPS / 60)
        self.right.position += Vector2(0, right - self.right.position.y) * 0.1
        gap = position - self.ball.position
        self.ball.position += gap if gap.length() > 100 else gap * 0.2
        self.ball.velocity = velocity

    def _on_peer_connected(self, id):
        if id == 1:  # the host: we are the joiner
            self.playing = True
            self.rpc_id(1, "introduce", self.player_name)
        else:
            self.right.player, self.right.direction = id, 0.0
            self.get_tree().refuse_new_network_connections = True  # two are enough

    @master  # for the joiner to call
    def introduce(self, name):
        if not self.playing:
            self.begin(tidy(name, 16))

    def _on_peer_disconnected(self, id):
        if not self.url:
            self.get_tree().refuse_new_network_connections = False
            self.stop(f"{self.names[1]} has left. Waiting for another player …")
