"""The game: how long does a firefly dodge what comes?"""

from engine import (
    Animation,
    Color,
    ConfigFile,
    Font,
    RandomNumberGenerator,
    Texture,
    Vector2,
    export,
    onready,
)
from engine.input import BUTTON_LEFT, InputEventMouseButton
from nodes import AnimationPlayer, CanvasLayer, HTTPRequest, Label, Node2D, Sprite, Timer, Tween

from .pieces import FIELD, Bat, Firefly, Hornet, Moth, Sparks

KEPT = "user://creeps.cfg"


class Creeps(Node2D):
    first_pause = export(0.9)  # from one creep to the next; it becomes shorter
    url = None  # of a server that knows the best score of all
    playing, may_start, score, best, best_of_all = False, True, 0, 0, 0
    world = onready("World", Node2D)
    firefly = onready("World/Firefly", Firefly)
    spawn_timer = onready("SpawnTimer", Timer)
    score_timer = onready("ScoreTimer", Timer)
    score_label = onready("Hud/Score", Label)
    best_label = onready("Hud/Best", Label)
    title = onready("Hud/Title", Label)
    hint = onready("Hud/Hint", Label)
    player = onready("AnimationPlayer", AnimationPlayer)
    tween = onready("Tween", Tween)
    scores = onready("Scores", HTTPRequest)

    def __init__(self):
        world = Node2D(name="World")
        for node in (Sprite(texture=Texture.load("night.png"), position=FIELD / 2), Firefly()):
            world.add_child(node)
        hud = CanvasLayer(name="Hud")
        for name, size, y in (("Score", 40, 8), ("Best", 18, 62), ("Title", 84, 160), ("Hint", 22, 300)):
            label = Label(name=name, align=Label.ALIGN_CENTER, rect_position=Vector2(0, y))
            label.rect_size = Vector2(FIELD.x, 0)
            label.add_font_override("font", Font(size, bold=size > 30))
            label.rect_pivot_offset = Vector2(FIELD.x / 2, size * 0.7)
            hud.add_child(label)
        for node in (world, hud, Tween(name="Tween"), AnimationPlayer(name="AnimationPlayer")):
            self.add_child(node)
        self.add_child(Timer(name="SpawnTimer", one_shot=True))
        self.add_child(Timer(name="ScoreTimer"))  # of a second
        self.add_child(HTTPRequest(name="Scores", timeout=5.0))
        self.random = RandomNumberGenerator()
        self.random.randomize()

    def _ready(self):
        tree = self.get_tree()
        tree.set_screen_stretch(tree.STRETCH_MODE_2D, tree.STRETCH_ASPECT_KEEP, FIELD)
        self.firefly.connect("hit", self, "game_over")
        self.spawn_timer.connect("timeout", self, "spawn")
        self.score_timer.connect("timeout", self, "count")
        self.scores.connect("request_completed", self, "_on_scores_request_completed")
        breath = Animation()  # of the hint: it comes and goes
        track = breath.add_track(Animation.TYPE_VALUE)
        breath.track_set_path(track, "Hud/Hint:modulate:a")
        for time, alpha in ((0.0, 1.0), (0.6, 0.25), (1.2, 1.0)):
            breath.track_insert_key(track, time, alpha)
        breath.length, breath.loop = 1.2, True
        self.player.add_animation("breathe", breath)
        config = ConfigFile()
        config.load(KEPT)  # there is none the first time
        self.best = config.get_value("score", "best", 0)
        self.show_title("Creeps", "Arrow keys or the mouse.  Enter, or a click, begins.")
        self.show_score()
        self.ask("/best")
        self.spawn_timer.start(0.2)  # they come whether anybody plays or not

    def show_title(self, title, hint):
        self.title.text, self.hint.text = title, hint
        self.world.modulate = Color("a0a0a0")  # darker, so that the words stand out
        self.title.show()
        self.hint.show()
        self.player.play("breathe")
        fall = -120.0, 160.0, 0.9, Tween.TRANS_BOUNCE, Tween.EASE_OUT
        self.tween.interpolate_property(self.title, "rect_position:y", *fall)
        self.tween.start()

    def show_score(self):
        self.score_label.text = str(self.score)
        bests = ("Best", self.best), ("Of all", self.best_of_all)
        self.best_label.text = "   ".join([f"{words} {best}" for words, best in bests if best])

    def ask(self, path):
        if self.url:
            self.scores.cancel_request()
            self.scores.request(self.url + path)

    def _on_scores_request_completed(self, result, response_code, headers, body):
        text = body.get_string_from_utf8()
        if response_code == 200 and text.isdecimal() and len(text) < 6:
            self.best_of_all = int(text)
            self.show_score()

    def _unhandled_input(self, event):
        begins = event.is_action_pressed("ui_accept")
        if isinstance(event, InputEventMouseButton):
            begins = event.pressed and event.button_index == BUTTON_LEFT
        if begins and self.may_start:
            self.new_game()

    def new_game(self):
        self.get_tree().call_group("creeps", "queue_free")
        self.playing, self.may_start, self.score = True, False, 0
        self.title.hide()
        self.hint.hide()
        self.player.stop()
        self.world.modulate = Color("ffffff")
        self.show_score()
        self.firefly.start(FIELD / 2)
        self.spawn_timer.start(1.0)
        self.score_timer.start()

    def count(self):
        self.score += 1
        self.best = max(self.best, self.score)
        self.show_score()
        shrink = Vector2.ONE * 1.5, Vector2.ONE, 0.4, Tween.TRANS_BACK, Tween.EASE_OUT
        self.tween.interpolate_property(self.score_label, "rect_scale", *shrink)
        self.tween.start()

    def spawn(self):
        random = self.random
        creep = (Bat, Bat, Moth, Moth, Hornet)[random.randi() % (4 if self.score < 8 else 5)]()
        along, side = random.randf(), random.randi() % 4
        x, y = ((along, 0), (along, 1), (0, along), (1, along))[side]
        creep.position = Vector2(x * (FIELD.x + 70) - 35, y * (FIELD.y + 70) - 35)
        goal = FIELD / 2 + Vector2(random.randf_range(-260, 260), random.randf_range(-150, 150))
        creep.rotation = (goal - creep.position).angle()
        creep.haste, creep.prey = random.randf_range(0.8, 1.1) + 0.01 * self.score, self.firefly
        creep.add_to_group("creeps")
        self.world.add_child(creep)
        self.spawn_timer.start(max(self.first_pause - 0.012 * self.score, 0.25))

    async def game_over(self):
        self.playing = False
        self.score_timer.stop()
        self.world.add_child(Sparks(position=self.firefly.position))
        shake = self.create_tween()
        for x, y in ((9, -6), (-8, 5), (6, 4), (-4, -3), (0, 0)):
            shake.tween_property(self.world, "position", Vector2(x, y), 0.05)
        config = ConfigFile()
        config.set_value("score", "best", self.best)
        config.save(KEPT)
        self.ask(f"/best?score={self.score}")
        await self.get_tree().create_timer(0.8).timeout  # nobody begins again by mistake
        self.may_start = True
        self.show_title("Caught!", "Enter, or a click: once more.")
