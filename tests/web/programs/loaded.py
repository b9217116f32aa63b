"""Pictures from files, which are there in the first frame; one that is made; a pixel that is asked for."""

from pathlib import Path

from engine import Color, Rect2, Texture, Vector2, run
from nodes import Node2D, Sprite

HERE = Path(__file__).parent


class Main(Node2D):
    def _ready(self):
        self.png, self.jpg = Texture.load("dot.png"), Texture.load(HERE / "photo.jpg")
        self.add_child(Sprite(texture=self.png, position=Vector2(200, 50), scale=Vector2(3, 3), rotation=0.5))
        self.add_child(
            Sprite(texture=self.png, position=Vector2(300, 50), flip_h=True, modulate=Color(1, 0.4, 0.4))
        )
        print("sizes", *self.png.get_size(), *self.jpg.get_size())
        print("opaque", self.png.is_pixel_opaque(8, 8), self.png.is_pixel_opaque(0, 0))

    def _draw(self):
        self.draw_texture(self.png, Vector2(10, 10))
        self.draw_texture(self.jpg, Vector2(60, 10))
        self.draw_texture_rect(self.png, Rect2(10, 100, 100, 60), True)


if __name__ == "__main__":
    raise SystemExit(run(Main))
