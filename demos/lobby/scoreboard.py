"""The list of players: whose turn it is, what each has rolled, who has won."""

from engine import Color, Rect2, Vector2
from nodes import Control

from .look import FAINT, GOLD, MINE
from .names import tidy

ROW = 30
BEST, TOTAL = 14, 78  # from the right edge to that of the columns


class Scoreboard(Control):
    """Draws itself: a Control of your own needs `_draw`, a minimum size, and `update` when it changes."""

    game = None

    def __init__(self):
        self.size_flags_horizontal = self.size_flags_vertical = Control.SIZE_EXPAND_FILL

    def show_game(self):
        self.rect_min_size = Vector2(220, ROW * (1 + len(self.game.players)))
        self.update()

    def _draw(self):
        game = self.game
        self._write_row(0, "", "Player", "Total", "Best", FAINT)
        for row, id in enumerate(game.players, 1):
            if id == game.current_player():
                place = Rect2(0, row * ROW, self.rect_size.x, ROW)
                self.draw_box(place.grow(-1), Color(MINE, 0.22), border_color=MINE, border=1, radius=4)
            won = id in game.scores.winners
            color = GOLD if won else MINE if id == game.own_id() else self.get_color("font_color", "Label")
            name = tidy(game.name_of(id)) + " (you)" * (id == game.own_id())
            score = game.scores.of(id)
            mark = "★" if won else "▶" if id == game.current_player() else ""
            self._write_row(row, mark, name, str(score.total), str(score.best), color)

    def _write_row(self, row, mark, name, total, best, color):
        font = self.get_font("font", "Label")
        y = row * ROW + (ROW + font.get_ascent() - font.get_descent()) / 2
        right = self.rect_size.x
        self.draw_string(font, Vector2(10, y), mark, color)
        self.draw_string(font, Vector2(30, y), name, color, right - TOTAL - 80)
        self.draw_string(font, Vector2(right - TOTAL - font.width(total), y), total, color)
        self.draw_string(font, Vector2(right - BEST - font.width(best), y), best, color)
