"""The arena. Where its multiplayer authority is, things happen; everywhere else they are seen."""

from random import Random

from engine import OK, Color, Rect2, Vector2
from engine.input import KEY_A, KEY_D, KEY_DOWN, KEY_LEFT, KEY_RIGHT, KEY_S, KEY_UP, KEY_W, Input, InputMap
from nodes import Label, MultiplayerSpawner, Node2D, WebSocketMultiplayerPeer

from .circles import FIELD, LEAST, Circle, Dot

PORT = 8930
DOTS = 60
COLORS = [Color(text) for text in ("5ec8f2", "f2a65e", "7bd88f", "e5534b", "b98eff", "f2d45e", "ff8ec7")]
DARK, GREY = Color("16181d"), Color("8b93a3")
KEYS = {
    "left": [KEY_LEFT, KEY_A],
    "right": [KEY_RIGHT, KEY_D],
    "up": [KEY_UP, KEY_W],
    "down": [KEY_DOWN, KEY_S],
}


class Arena(Node2D):
    port = url = None  # a host has a port, who joins a URL
    bots = 5
    is_playing = True  # whether a host has a circle of its own

    def _ready(self):
        tree = self.get_tree()
        tree.set_screen_stretch(tree.STRETCH_MODE_2D, tree.STRETCH_ASPECT_KEEP, FIELD)
        for action, keys in KEYS.items():
            InputMap.add_action(action, keys=keys)
        self.random = Random()
        # What is added to the field here is added to it everywhere, in the order of these scenes.
        self.field = Node2D(name="Field")
        self.add_child(self.field)
        scenes = [Circle, Dot]
        self.add_child(MultiplayerSpawner(name="Spawner", spawn_path="../Field", spawnable_scenes=scenes))
        self.status = Label(rect_position=Vector2(16, 12))
        self.status.add_color_override("font_color", GREY)
        self.add_child(self.status)
        self.multiplayer.peer_connected.connect(self._on_peer_connected)
        self.multiplayer.peer_disconnected.connect(self._on_peer_disconnected)
        self.multiplayer.connection_failed.connect(lambda: self.tell(f"There is no arena at {self.url}."))
        self.multiplayer.server_disconnected.connect(lambda: self.tell("The host has left."))
        self.open()
        if self.multiplayer.is_server():
            for number in range(self.bots):
                self.add_circle(f"Bot{number + 1}")
            if self.is_playing:
                self.add_circle("1")

    def open(self):
        if self.url is None and self.port is None:
            return
        peer = WebSocketMultiplayerPeer()
        if self.url is not None:
            error, words = peer.create_client(self.url), f"Looking for {self.url} …"
        else:
            error, words = peer.create_server(self.port), f"Others join at port {self.port}."
        if error == OK:
            self.multiplayer.multiplayer_peer = peer
        self.tell(words if error == OK else f"{self.url or f'Port {self.port}'} cannot be used.")

    def tell(self, words):
        self.status.text = words

    def _on_peer_connected(self, id):
        if self.multiplayer.is_server():
            self.add_circle(str(id))
        elif id == 1:
            self.tell("")

    def _on_peer_disconnected(self, id):
        circle = self.field.get_node_or_null(str(id))
        if circle is not None and self.multiplayer.is_server():
            circle.queue_free()

    # -- What happens -------------------------------------------------------------------------

    def add_circle(self, name):
        circle = Circle()
        circle.name = name
        circle.color = COLORS[self.field.get_child_count() % len(COLORS)]
        circle.position = self.somewhere()
        self.field.add_child(circle)  # it is spawned now, with what it has

    def somewhere(self):
        return Vector2(self.random.uniform(0, FIELD.x), self.random.uniform(0, FIELD.y))

    def things(self, kind):
        return [node for node in self.field.get_children() if type(node) is kind]

    def _physics_process(self, delta):
        own = self.field.get_node_or_null(str(self.multiplayer.get_unique_id()))
        if own is not None:
            way = Vector2(Input.get_axis("left", "right"), Input.get_axis("up", "down"))
            own.steering.direction = way.normalized()
        if self.multiplayer.is_server():
            self.play(delta)

    def play(self, delta):
        circles, dots = self.things(Circle), self.things(Dot)
        for circle in circles:
            if circle.name.startswith("Bot"):
                self.steer(circle, circles, dots)
            circle.move(delta)
        for circle in circles:
            for other in (*circles, *dots):
                if circle.covers(other):
                    circle.eat(other)
                    if isinstance(other, Dot):
                        dots.remove(other)
                        other.queue_free()
                    else:
                        other.radius, other.position = LEAST, self.somewhere()
        for _ in range(DOTS - len(dots)):
            dot = Dot()
            dot.position, dot.color = self.somewhere(), self.random.choice(COLORS)
            self.field.add_child(dot, True)

    def steer(self, bot, circles, dots):
        """Let a bot flee from what could eat it, if that is near, else go for the nearest dot."""
        enemies = [c for c in circles if c.radius > bot.radius * 1.1]
        near = min(enemies, key=lambda c: bot.position.distance_to(c.position), default=None)
        if near is not None and bot.position.distance_to(near.position) < near.radius + 60:
            bot.steering.direction = (bot.position - near.position).normalized()
        elif dots:
            goal = min(dots, key=lambda dot: bot.position.distance_to(dot.position))
            bot.steering.direction = (goal.position - bot.position).normalized()

    def _draw(self):
        self.draw_rect(Rect2(Vector2(), FIELD), DARK)
