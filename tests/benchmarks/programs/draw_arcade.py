"""Many moving rectangles, or a text, shown by arcade."""

import sys

import arcade
import pyglet
from turns import COUNT, HEIGHT, WIDTH, color, place, serve

pyglet.options.debug_gl = False


class Window(arcade.Window):
    def __init__(self) -> None:
        super().__init__(WIDTH, HEIGHT, "benchmark", vsync=False)

    def show(self, drawn: object) -> None:
        self.switch_to()
        self.dispatch_events()
        self.clear()
        drawn.draw()
        self.flip()
        pyglet.gl.glFinish()


def rectangles() -> None:
    window = Window()
    sprites = arcade.SpriteList()
    for i in range(COUNT):
        sprites.append(arcade.SpriteSolidColor(10, 10, color=color(i)))
    frame = 0

    def move() -> None:
        nonlocal frame
        frame += 1
        for i, sprite in enumerate(sprites):
            sprite.position = place(i, frame)

    def moved() -> None:
        move()
        window.show(sprites)

    moved()
    serve({"moved": moved, "move": move})


def start() -> None:
    window = Window()
    window.show(arcade.Text("Hello", 10, 10))
    serve({})


if __name__ == "__main__":
    {"rectangles": rectangles, "start": start}[sys.argv[1]]()
