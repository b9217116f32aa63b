"""The list of players: whose turn it is, what each has rolled, who has won."""

from math import pi

from demos.names import tidy
from engine import Color, Rect2, Vector2
from nodes import Control

from .look import FAINT, GOLD, MINE

ROW = 30
TOTAL, BEST = 84, 14  # from the right edge to that of the column


class Scoreboard(Control):
    """Draws itself. A Control of your own needs `_draw`, a minimum size, and `update()` when it changes."""

    game = None

    def __init__(self):
        self.size_flags_horizontal = self.size_flags_vertical = Control.SIZE_EXPAND_FILL

    def show_game(self):
        self.rect_min_size = Vector2(220, ROW * (1 + len(self.game.players)))
        self.update()

    def _draw(self):
        game = self.game
        if not game.players:
            self._write_row(0, "Nobody is here yet", "", "", FAINT)
            return
        self._write_row(0, "Player", "Total", "Best", FAINT)
        for row, id in enumerate(game.players, 1):
            mark = Vector2(17, row * ROW + ROW / 2)
            color = MINE if id == game.own_id() else self.get_color("font_color", "Label")
            if id in game.scores.winners:
                color = GOLD
                self.draw_colored_polygon(star(mark, 8), GOLD)
            elif id == game.current_player():
                place = Rect2(1, row * ROW + 1, self.rect_size.x - 2, ROW - 2)
                self.draw_box(place, Color(MINE, 0.22), border_color=MINE, border=1, radius=4)
                self.draw_colored_polygon([mark + Vector2(*at) for at in ((-4, -5), (5, 0), (-4, 5))], MINE)
            score, you = game.scores.of(id), " (you)" if id == game.own_id() else ""
            self._write_row(row, tidy(game.name_of(id)) + you, str(score.total), str(score.best), color)

    def _write_row(self, row, name, total, best, color):
        font = self.get_font("font", "Label")
        y = row * ROW + (ROW + font.get_ascent() - font.get_descent()) / 2
        right = self.rect_size.x
        self.draw_string(font, Vector2(32, y), name, color, right - 32 - (TOTAL + 50 if total else 0))
        self.draw_string(font, Vector2(right - TOTAL - font.width(total), y), total, color)
        self.draw_string(font, Vector2(right - BEST - font.width(best), y), best, color)


def star(middle, radius):
    """Return the points of a star with five arms."""
    return [
        middle + Vector2(0, -radius * (0.45 if point % 2 else 1)).rotated(point * pi / 5)
        for point in range(10)
    ]
