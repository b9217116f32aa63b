"""What flies: the player's firefly, and three kinds of creeps. Lengths are pixels, times are seconds."""

from math import cos, pi, sin

from engine import CONNECT_ONESHOT, Color, Rect2, Signal, SpriteFrames, Texture, Vector2, clamp, lerp_angle
from engine.input import BUTTON_LEFT, Input
from nodes import AnimatedSprite, Area2D, CircleShape2D, CollisionShape2D, Node2D, Tween, VisibilityNotifier2D

FIELD = Vector2(960, 540)
GLOW = Color("ffd75e")


class Flier(Area2D):
    """Looks to the right in its pictures, and wherever it flies in the game."""

    picture, radius, speed, beats = "", 16.0, 200.0, 30.0  # how often a second it shows another picture

    def __init__(self):
        self.name = type(self).__name__
        frames = SpriteFrames()
        frames.set_animation_speed("default", self.beats)
        for number in (0, 1, 2, 1):
            frames.add_frame("default", Texture.load(f"{self.picture}{number}.png"))
        self.add_child(AnimatedSprite(name="Sprite", frames=frames, playing=True))
        self.shape = CollisionShape2D(name="Shape", shape=CircleShape2D(radius=self.radius))
        self.add_child(self.shape)


class Firefly(Flier):
    hit = Signal()
    picture, radius, speed = "firefly", 11.0, 360.0

    def _ready(self):
        self.hide()
        self.shape.disabled = True

    def start(self, position):
        self.position, self.rotation = position, -pi / 2
        self.scale, self.modulate = Vector2.ONE, Color("ffffff")
        self.connect("area_entered", self, "_on_area_entered", [], CONNECT_ONESHOT)  # once is enough
        self.shape.disabled = False
        self.show()

    def _physics_process(self, delta):
        if self.shape.disabled:
            return
        way = Vector2(Input.get_axis("ui_left", "ui_right"), Input.get_axis("ui_up", "ui_down"))
        if Input.is_mouse_button_pressed(BUTTON_LEFT):  # or a finger
            way = (self.get_global_mouse_position() - self.position) / 20
        way = way.clamped(1.0)
        x, y = self.position + way * self.speed * delta
        self.position = Vector2(clamp(x, 20.0, FIELD.x - 20), clamp(y, 20.0, FIELD.y - 20))
        if way.length() > 0.1:
            self.rotation = lerp_angle(self.rotation, way.angle(), 12 * delta)

    def _on_area_entered(self, area):
        self.shape.set_deferred("disabled", True)  # not now: it is being told what touches it
        tween = self.create_tween().set_parallel()
        tween.tween_property(self, "scale", Vector2(2.5, 2.5), 0.5)
        tween.tween_property(self, "modulate", Color("00ffffff"), 0.5)
        tween.chain().tween_callback(self, "hide")
        self.hit.emit()

    def _draw(self):
        for step in range(12):
            self.draw_circle(Vector2(-11, 0), 110 - 8 * step, Color(GLOW.r, GLOW.g, GLOW.b, 0.028))


class Creep(Flier):
    """Flies straight on, until nobody sees it any more."""

    def __init__(self):
        super().__init__()
        self.monitoring = False  # it is enough that the firefly notices
        notifier = VisibilityNotifier2D(rect=Rect2(-40, -40, 80, 80))
        notifier.connect("screen_exited", self, "queue_free")
        self.add_child(notifier)
        self.age, self.haste, self.prey = 0.0, 1.0, None

    def _physics_process(self, delta):
        self.age += delta
        self.steer(delta)
        self.position += Vector2(self.speed * self.haste * delta, 0).rotated(self.rotation)

    def steer(self, delta):
        pass


class Bat(Creep):
    picture, radius, speed, beats = "bat", 20.0, 260.0, 16.0


class Moth(Creep):
    """Flutters from side to side."""

    picture, radius, speed, beats = "moth", 20.0, 150.0, 20.0

    def steer(self, delta):
        self.rotation += 2.4 * cos(4 * self.age) * delta


class Hornet(Creep):
    """Turns to the firefly, but not quickly."""

    picture, radius, speed, beats = "hornet", 14.0, 190.0, 40.0

    def steer(self, delta):
        if self.prey.visible and self.age < 4:
            to_prey = self.position.direction_to(self.prey.position)
            self.rotation += clamp(Vector2(1, 0).rotated(self.rotation).angle_to(to_prey), -delta, delta)


class Sparks(Node2D):
    """What is left of a firefly: sparks that fly away, and go out."""

    share = 0.0

    def _ready(self):
        tween = self.create_tween()
        tween.tween_method(self, "burn", 0.0, 1.0, 0.9).set_trans(Tween.TRANS_QUAD).set_ease(Tween.EASE_OUT)
        tween.tween_callback(self, "queue_free")

    def burn(self, share):
        self.share = share
        self.update()

    def _draw(self):
        for number in range(18):
            turn, far = number * 2 * pi / 18, (60 + 47 * number % 90) * self.share
            color = Color(GLOW.r, GLOW.g, GLOW.b, 1 - self.share)
            self.draw_circle(Vector2(cos(turn), sin(turn)) * far, 6 - 5 * self.share, color)
