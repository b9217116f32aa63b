"""Every command that can be drawn."""

from math import cos, sin, tau

from engine import Color, PoolColorArray, PoolVector2Array, Rect2, Texture, Vector2, run
from engine.text.font import Font
from nodes import Control, Label, Node2D


def star(x, y, r):
    return [
        Vector2(
            x + (r if i % 2 else r / 2) * sin(tau * i / 10), y - (r if i % 2 else r / 2) * cos(tau * i / 10)
        )
        for i in range(10)
    ]


class Everything(Node2D):
    def _ready(self):
        px = bytes(
            b for y in range(16) for x in range(16) for b in (x * 16, y * 16, 128, 255 if (x + y) % 4 else 60)
        )
        self.tex = Texture.from_rgba(16, 16, px)
        clip = Control(rect_position=Vector2(400, 10), rect_size=Vector2(60, 40), rect_clip_content=True)
        clip.add_child(Label(text="This is cut off here", rect_size=Vector2(200, 80)))
        self.add_child(clip)
        turned = Node2D(position=Vector2(520, 60), rotation=0.4, scale=Vector2(1.5, 1.5))
        turned.add_child(Label(text="turned"))
        self.add_child(turned)
        faded = Node2D(position=Vector2(400, 70), modulate=Color(1, 0.5, 0.5, 0.6))
        faded.add_child(Label(text="faded → 😀 à é"))
        self.add_child(faded)

    def _draw(self):
        self.draw_rect(Rect2(10.3, 10.6, 50, 30), Color(0.9, 0.2, 0.2))
        self.draw_rect(Rect2(70, 10, 50, 30), Color(0.2, 0.9, 0.2), False)
        self.draw_rect(Rect2(130, 10, 50, 30), Color(0.2, 0.2, 0.9, 0.5), False, 5)
        self.draw_circle(Vector2(215, 25), 15, Color(1, 1, 0))
        self.draw_circle(Vector2(250.5, 25.5), 7.5, Color(0, 1, 1))
        self.draw_line(Vector2(10, 60), Vector2(60, 90), Color(1, 1, 1))
        self.draw_line(Vector2(70, 60), Vector2(120, 90), Color(1, 0.5, 1), 6)
        self.draw_line(Vector2(130, 75), Vector2(180, 75), Color(1, 0.5, 0), 3)
        self.draw_polyline(
            PoolVector2Array(
                [Vector2(190, 90), Vector2(205, 60), Vector2(220, 90), Vector2(226, 60), Vector2(260, 80)]
            ),
            Color(1, 1, 1, 0.5),
            8,
        )
        self.draw_polyline(
            PoolVector2Array([Vector2(275, 60), Vector2(300, 90), Vector2(325, 60), Vector2(275, 60)]),
            Color(0.5, 1, 0.5),
            4,
        )
        self.draw_colored_polygon(PoolVector2Array(star(40, 140, 35)), Color(0.3, 0.8, 0.9))
        self.draw_polygon(
            PoolVector2Array([Vector2(90, 110), Vector2(170, 110), Vector2(170, 180), Vector2(90, 180)]),
            PoolColorArray([Color(1, 0, 0), Color(0, 1, 0), Color(0, 0, 1), Color(1, 1, 1, 0)]),
        )
        self.draw_polygon(
            PoolVector2Array(star(220, 145, 38)),
            PoolColorArray([Color(i % 2, 0.2 * (i % 5), 1 - i % 2) for i in range(10)]),
        )
        self.draw_texture(self.tex, Vector2(280, 110))
        self.draw_texture_rect(self.tex, Rect2(300, 110, 48, 48), False)
        self.draw_texture_rect(self.tex, Rect2(360, 110, 48, 40), True)
        self.draw_texture_rect_region(
            self.tex, Rect2(420, 110, 40, 40), Rect2(4, 4, 8, 8), Color(1, 0.5, 0.5)
        )
        self.draw_texture_rect(self.tex, Rect2(470, 110, -40 + 80, 40), False, Color(0.5, 1, 0.5, 0.5))
        corners = [Vector2(470, 160), Vector2(540, 150), Vector2(560, 210), Vector2(480, 200)]
        uvs = [Vector2(0, 0), Vector2(1, 0), Vector2(1, 1), Vector2(0, 1)]
        self.draw_colored_polygon(corners, Color(1, 1, 1), uvs, self.tex)
        beyond = [uv * 2 - Vector2(0.5, 0.5) for uv in uvs]
        moved = [corner + Vector2(0, 70) for corner in corners]
        self.draw_polygon(moved, [Color(0.5, 1, 1, 0.8)], beyond, self.tex)
        self.draw_colored_polygon([c + Vector2(100, -30) for c in corners[:3]], Color(1, 1, 1), [], self.tex)
        self.draw_primitive([Vector2(580, 220)], [Color(1, 1, 0)])
        self.draw_primitive([Vector2(580, 230), Vector2(620, 250)], [Color(1, 0, 0), Color(0, 1, 0)])
        line = [Vector2(480, 310), Vector2(520, 330), Vector2(560, 300), Vector2(620, 340)]
        paints = [Color(1, 0, 0), Color(0, 1, 0), Color(0, 0, 1), Color(1, 1, 0)]
        self.draw_polyline_colors(line, paints, 6)
        self.draw_multiline_colors([p + Vector2(0, 15) for p in line], paints[:2], 3)
        self.draw_string(Font(20, True), Vector2(10, 220), "Bold Wave fi", Color(1, 1, 1))
        self.draw_string(Font(16, italic=True), Vector2(160, 220), "Slanted text", Color(1, 0.8, 0.6))
        self.draw_string(
            Font(13), Vector2(280, 220), "Привет Ελληνικά ő ﬁ é́\ud83d\ude00\ud83d", Color(0.7, 1, 1)
        )
        self.draw_set_transform(Vector2(60, 280), 0.5, Vector2(1, 1.4))
        self.draw_rect(Rect2(-30, -20, 60, 40), Color(0.8, 0.4, 0.9, 0.8))
        self.draw_rect(Rect2(-30, -20, 60, 40), Color(1, 1, 1), False, 2)
        self.draw_texture(self.tex, Vector2(-8, -8))
        self.draw_circle(Vector2(60, 0), 14, Color(0.4, 0.9, 0.4))
        self.draw_polyline(
            PoolVector2Array([Vector2(90, -20), Vector2(120, 20), Vector2(130, -20)]), Color(1, 1, 1), 5
        )
        self.draw_set_transform(Vector2(260, 250), 0, Vector2(2, 2))
        self.draw_string(Font(13), Vector2(0, 20), "Zoomed twice", Color(1, 1, 1))
        self.draw_rect(Rect2(0.4, 25.3, 20, 10), Color(1, 0, 0))
        self.draw_arc(Vector2(60, 40), 10, 0, 4, 24, Color(1, 1, 0), 2)


if __name__ == "__main__":
    raise SystemExit(run(Everything, window_size=(640, 360)))
