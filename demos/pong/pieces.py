"""What moves: two paddles and a ball. Lengths are pixels, times are seconds."""

from random import uniform

from engine import Color, Rect2, Vector2, master
from nodes import Node2D

FIELD = Vector2(1024, 600)


class Paddle(Node2D):
    SPEED, REACH, WIDTH = 500.0, 52.0, 16.0  # it reaches so far to either side of its middle
    color = Color("ffffff")
    player = 1  # the network id of who moves it
    _direction = 0.0

    @property
    def direction(self):
        """Where it moves: -1 is up, 1 is down."""
        return self._direction

    @direction.setter
    @master  # for others to set at the host, by `rset`. Anybody can try: look at who it is, and at what
    def direction(self, direction):
        if self.multiplayer.get_rpc_sender_id() in (0, self.player) and isinstance(direction, float):
            self._direction = max(-1.0, min(direction, 1.0))

    def move(self, delta):
        y = self.position.y + self.direction * self.SPEED * delta
        self.position = Vector2(self.position.x, max(self.REACH, min(y, FIELD.y - self.REACH)))

    def bounce(self, ball, before, after):
        facing = 1 if self.position.x < FIELD.x / 2 else -1
        front = self.position.x + facing * (self.WIDTH / 2 + ball.RADIUS)
        offset = (after.y - self.position.y) / (self.REACH + ball.RADIUS)
        if abs(offset) <= 1 and (before.x - front) * facing >= 0 > (after.x - front) * facing:
            # Each hit makes it faster, and the nearer to the paddle's end, the steeper it flies.
            ball.velocity = Vector2(facing, 0).rotated(facing * offset) * (ball.velocity.length() * 1.05)

    def _draw(self):
        self.draw_rect(Rect2(-self.WIDTH / 2, -self.REACH, self.WIDTH, 2 * self.REACH), self.color)


class Ball(Node2D):
    SPEED, RADIUS = 450.0, 10.0
    velocity = Vector2()
    rest = 0.0  # how long it lies still

    def serve(self, side, rest):
        """Begin in the middle, then fly to the left (-1) or to the right (1)."""
        self.position, self.rest = FIELD / 2, rest
        self.velocity = Vector2(side, 0).rotated(uniform(-0.6, 0.6)) * self.SPEED

    def move(self, delta, paddles):
        self.rest -= delta
        if self.rest > 0:
            return
        before, after = self.position, self.position + self.velocity * delta
        if not self.RADIUS <= after.y <= FIELD.y - self.RADIUS:  # a wall
            self.velocity = Vector2(self.velocity.x, -self.velocity.y)
            after = Vector2(after.x, max(self.RADIUS, min(after.y, FIELD.y - self.RADIUS)))
        for paddle in paddles:
            paddle.bounce(self, before, after)
        self.position = after

    def _draw(self):
        self.draw_circle(Vector2(), self.RADIUS, Color("ffffff"))
