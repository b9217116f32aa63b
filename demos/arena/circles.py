"""What is in the arena: circles, which players steer, and dots. Lengths are pixels, times are seconds."""

from math import sqrt

from engine import Color, Vector2
from nodes import MultiplayerSynchronizer, Node2D, SceneReplicationConfig

FIELD = Vector2(1024, 600)
LEAST, MOST = 14.0, 90.0  # radii of circles

STEERING = SceneReplicationConfig(on_change=["Steering:direction"])
CIRCLE = SceneReplicationConfig([".:position"], on_change=[".:radius"], at_spawn=[".:color"])
DOT = SceneReplicationConfig(at_spawn=[".:position", ".:color"])


class Steering(MultiplayerSynchronizer):
    """Where a player wants to go: the one thing that is the player's to say, and that to the server alone."""

    _direction = Vector2()

    def __init__(self):
        self.name, self.replication_config, self.public_visibility = "Steering", STEERING, False
        self.set_visibility_for(1, True)

    @property
    def direction(self):
        return self._direction

    @direction.setter
    def direction(self, direction):
        # It comes from a stranger: it is a Vector2, as it was, but nobody shall become faster by it.
        if direction.length() <= 1.001:
            self._direction = direction


class Circle(Node2D):
    """Named by the id of the player who steers it; a bot's has another name."""

    SPEED = 300.0
    color = Color("ffffff")
    _radius = LEAST

    def __init__(self):
        self.steering = Steering()
        self.add_child(self.steering)
        self.add_child(MultiplayerSynchronizer(name="Sync", replication_config=CIRCLE))

    def _enter_tree(self):
        if self.name.isdecimal():
            self.steering.set_multiplayer_authority(int(self.name))

    @property
    def radius(self):
        return self._radius

    @radius.setter
    def radius(self, radius):
        self._radius = radius
        self.update()

    def move(self, delta):
        speed = self.SPEED * sqrt(LEAST / self.radius)  # who is large is slow
        x, y = self.position + self.steering.direction * speed * delta
        self.position = Vector2(min(max(x, 0), FIELD.x), min(max(y, 0), FIELD.y))

    def covers(self, other):
        return self.radius > other.radius * 1.1 and self.position.distance_to(other.position) < self.radius

    def eat(self, other):
        self.radius = min(sqrt(self.radius**2 + other.radius**2), MOST)

    def _draw(self):
        self.draw_circle(Vector2(), self.radius, self.color)
        if self.steering.is_multiplayer_authority() and self.name.isdecimal():
            self.draw_circle(Vector2(), self.radius / 2, Color(1, 1, 1, 0.7))  # this one is mine


class Dot(Node2D):
    color = Color("ffffff")
    radius = 5.0

    def __init__(self):
        self.add_child(MultiplayerSynchronizer(name="Sync", replication_config=DOT))

    def _draw(self):
        self.draw_circle(Vector2(), self.radius, self.color)
