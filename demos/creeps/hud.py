"""What is written above the game: the scores, the title, and how one begins."""

from engine import Animation, Font, Vector2, onready
from nodes import AnimationPlayer, CanvasLayer, Label, Tween

from .pieces import FIELD


class Hud(CanvasLayer):
    score = onready("Score", Label)
    bests = onready("Bests", Label)
    title = onready("Title", Label)
    hint = onready("Hint", Label)
    player = onready("AnimationPlayer", AnimationPlayer)
    tween = onready("Tween", Tween)

    def __init__(self):
        self.name = "Hud"
        for name, size, y in (("Score", 40, 8), ("Bests", 18, 62), ("Title", 84, 160), ("Hint", 22, 300)):
            label = Label(name=name, align=Label.ALIGN_CENTER, rect_position=Vector2(0, y))
            label.rect_size = Vector2(FIELD.x, 0)
            label.add_font_override("font", Font(size, bold=size > 30))
            label.rect_pivot_offset = Vector2(FIELD.x / 2, size * 0.7)
            self.add_child(label)
        self.add_child(Tween(name="Tween"))
        self.add_child(AnimationPlayer(name="AnimationPlayer"))

    def _ready(self):
        breath = Animation()  # of the hint: it comes and goes
        track = breath.add_track(Animation.TYPE_VALUE)
        breath.track_set_path(track, "Hint:modulate:a")
        for time, alpha in ((0.0, 1.0), (0.6, 0.25), (1.2, 1.0)):
            breath.track_insert_key(track, time, alpha)
        breath.length, breath.loop = 1.2, True
        self.player.add_animation("breathe", breath)

    def show_title(self, title, hint):
        self.title.text, self.hint.text = title, hint
        self.player.play("breathe")
        fall = -120.0, 160.0, 0.9, Tween.TRANS_BOUNCE, Tween.EASE_OUT
        self.tween.interpolate_property(self.title, "rect_position:y", *fall)
        self.tween.start()

    def hide_title(self):
        self.title.text = self.hint.text = ""
        self.player.stop()

    def show_scores(self, score, best, best_of_all):
        if score > int(self.score.text or 0):
            shrink = Vector2.ONE * 1.5, Vector2.ONE, 0.4, Tween.TRANS_BACK, Tween.EASE_OUT
            self.tween.interpolate_property(self.score, "rect_scale", *shrink)
            self.tween.start()
        self.score.text = str(score)
        bests = ("Best", best), ("Of all", best_of_all)
        self.bests.text = "   ".join([f"{words} {number}" for words, number in bests if number])
