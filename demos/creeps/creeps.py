"""The game: how long does a firefly dodge what comes?"""

from pathlib import Path

from engine import TAU, Color, ConfigFile, RandomNumberGenerator, Texture, Vector2, export, load, onready
from engine.input import BUTTON_LEFT, InputEventMouseButton
from nodes import AudioStreamPlayer, HTTPRequest, Node2D, Sprite, Timer

from .hud import Hud
from .pieces import FIELD, Bat, Firefly, Hornet, Moth, Sparks

KEPT = "user://creeps.cfg"


class Creeps(Node2D):
    first_pause = export(0.8)  # from one creep to the next; it becomes shorter
    url = None  # of a server that knows the best score of all
    playing, may_start, score, best, best_of_all = False, True, 0, 0, 0
    world = onready("World", Node2D)
    firefly = onready("World/Firefly", Firefly)
    spawn_timer = onready("SpawnTimer", Timer)
    score_timer = onready("ScoreTimer", Timer)
    hud = onready("Hud", Hud)
    scores = onready("Scores", HTTPRequest)

    def __init__(self):
        world = Node2D(name="World")
        for node in (Sprite(texture=Texture.load("night.png"), position=FIELD / 2), Firefly()):
            world.add_child(node)
        self.add_child(world)
        self.add_child(Hud())
        self.add_child(
            Timer(name="SpawnTimer", one_shot=True, autostart=True)
        )  # whether anybody plays or not
        self.add_child(Timer(name="ScoreTimer"))  # of a second
        self.add_child(HTTPRequest(name="Scores", timeout=5.0))
        for name in ("start", "count", "caught"):
            stream = load(str(Path(__file__).with_name(f"{name}.wav")))
            self.add_child(AudioStreamPlayer(name=name.capitalize(), stream=stream, volume_db=-6.0))
        self.random = RandomNumberGenerator()
        self.random.randomize()

    def _ready(self):
        tree = self.get_tree()
        tree.set_screen_stretch(tree.STRETCH_MODE_2D, tree.STRETCH_ASPECT_KEEP, FIELD)
        self.firefly.connect("hit", self, "game_over")
        self.spawn_timer.connect("timeout", self, "spawn")
        self.score_timer.connect("timeout", self, "count")
        self.scores.connect("request_completed", self, "_on_scores_request_completed")
        self.kept = ConfigFile()
        self.kept.load(KEPT)  # there is none the first time
        self.best = self.kept.get_value("score", "best", 0)
        self.show_title("Creeps", "Arrow keys or the mouse.  Enter, or a click, begins.")
        self.show_scores()
        self.ask("/best")

    def show_title(self, title, hint):
        self.world.modulate = Color("a0a0a0")  # darker, so that the words stand out
        self.hud.show_title(title, hint)

    def show_scores(self):
        self.hud.show_scores(self.score, self.best, self.best_of_all)

    def ask(self, path):
        if self.url:
            self.scores.cancel_request()
            self.scores.request(self.url + path)

    def _on_scores_request_completed(self, result, response_code, headers, body):
        text = body.get_string_from_utf8()
        if response_code == 200 and text.isdecimal() and len(text) < 6:
            self.best_of_all = int(text)
            self.show_scores()

    def _unhandled_input(self, event):
        begins = event.is_action_pressed("ui_accept")
        if isinstance(event, InputEventMouseButton):
            begins = event.pressed and event.button_index == BUTTON_LEFT
        if begins and self.may_start:
            self.new_game()

    def new_game(self):
        self.get_tree().call_group("creeps", "queue_free")
        self.playing, self.may_start, self.score = True, False, 0
        self.hud.hide_title()
        self.world.modulate = Color("ffffff")
        self.show_scores()
        self.firefly.start(FIELD / 2)
        self.get_node("Start").play()
        self.spawn_timer.start(1.0)
        self.score_timer.start()

    def count(self):
        self.score += 1
        self.get_node("Count").play()
        self.best = max(self.best, self.score)
        self.show_scores()

    def spawn(self):
        random = self.random
        creep = (Bat, Bat, Moth, Moth, Hornet)[random.randi() % (4 if self.score < 8 else 5)]()
        creep.position = FIELD / 2 + FIELD * 0.76 * Vector2(1, 0).rotated(random.randf() * TAU)
        goal = FIELD / 2 + Vector2(random.randf_range(-260, 260), random.randf_range(-150, 150))
        creep.rotation = (goal - creep.position).angle()
        creep.haste, creep.prey = random.randf_range(0.8, 1.1) + 0.01 * self.score, self.firefly
        creep.add_to_group("creeps")
        self.world.add_child(creep)
        self.spawn_timer.start(max(self.first_pause - 0.012 * self.score, 0.25))

    async def game_over(self):
        self.playing = False
        self.score_timer.stop()
        self.get_node("Caught").play()
        self.world.add_child(Sparks(position=self.firefly.position))
        shake = self.create_tween()
        for x, y in ((9, -6), (-8, 5), (6, 4), (-4, -3), (0, 0)):
            shake.tween_property(self.world, "position", Vector2(x, y), 0.05)
        self.kept.set_value("score", "best", self.best)
        self.kept.save(KEPT)
        self.ask(f"/best?score={self.score}")
        await self.get_tree().create_timer(0.8).timeout  # nobody begins again by mistake
        self.may_start = True
        self.show_title("Caught!", "Enter, or a click: once more.")
