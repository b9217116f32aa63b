"""A log, moving rectangles or a map that scrolls, shown by Estragon: what a program has, nodes in a tree."""

import sys

from turns import COUNT, HEIGHT, LINES, WIDTH, color, place, serve

from engine import Color, Rect2, SceneTree, Texture, Vector2
from engine.display.pyglet.display import PygletDisplay
from nodes import Camera2D, Label, Node2D, RichTextLabel, TileMap, TileSet

SIZE = Vector2(WIDTH, HEIGHT)


class Window(PygletDisplay):
    """Paints only if it is to, and then waits until all is painted."""

    painting = True

    def _paint(self) -> None:
        if self.painting:
            super()._paint()
            from pyglet import gl

            gl.glFinish()
        else:
            self._stale = self._window.exposed = False


class Rectangle(Node2D):
    def _draw(self) -> None:
        self.draw_rect(Rect2(0, 0, 10, 10), self.color)


def begin() -> tuple[SceneTree, Window]:
    window = Window("benchmark", (WIDTH, HEIGHT))
    tree = SceneTree()
    tree.display_factory = lambda: window
    return tree, window


def log(lines: int) -> None:
    tree, window = begin()
    label = RichTextLabel(rect_size=SIZE, scroll_following=True)
    tree.root.add_child(label)
    bar = label.get_v_scroll()

    def restore() -> None:
        label.clear()
        for i in range(lines):
            label.add_text(LINES[i % 1000] + "\n")
        tree.iteration(0.016)

    restore()

    def add() -> None:
        label.add_text(LINES[0] + "\n")

    def append() -> None:
        window.painting = False
        label.add_text(LINES[0] + "\n")
        tree.iteration(0.016)
        window.painting = True

    def append_frame() -> None:
        label.add_text(LINES[0] + "\n")
        tree.iteration(0.016)

    def scroll() -> None:
        bar.value = bar.value - 23 if bar.value > 100 else bar.max_value
        tree.iteration(0.016)

    def layout() -> None:
        window.painting = False
        scroll()
        window.painting = True

    unchanged = lambda: tree.iteration(0.016)
    serve(
        {f.__name__: f for f in (restore, add, append, append_frame, scroll, layout)}
        | {"unchanged": unchanged}
    )


def rectangles() -> None:
    tree, window = begin()
    field = Node2D()
    tree.root.add_child(field)
    nodes = []
    for i in range(COUNT):
        node = Rectangle()
        node.color = Color(*(part / 255 for part in color(i)))
        nodes.append(node)
        field.add_child(node)
    frame = 0

    def move() -> None:
        nonlocal frame
        frame += 1
        for i, node in enumerate(nodes):
            node.position = Vector2(*place(i, frame))

    def moved() -> None:
        move()
        tree.iteration(0.016)

    def prepared() -> None:
        window.painting = False
        moved()
        window.painting = True

    moved()
    serve({"moved": moved, "move": move, "prepared": prepared})


def tiles(side: int) -> None:
    tree, window = begin()
    tile_set = TileSet()
    for number in range(4):
        tile_set.create_tile(number)
        tile_set.tile_set_texture(number, Texture.from_rgba(16, 16, bytes(color(number * 50)) * 256))
    tile_map = TileMap(tile_set=tile_set, cell_size=Vector2(16, 16))
    for x in range(side):
        for y in range(side):
            tile_map.set_cell(x, y, (x + y) % 4)
    camera = Camera2D(current=True)
    tree.root.add_child(tile_map)
    tree.root.add_child(camera)
    frame = 0

    def scrolled() -> None:
        nonlocal frame
        frame += 1
        camera.position = Vector2(500 + frame * 7 % 2100, 300 + frame * 5 % 2500)
        tree.iteration(0.016)

    def scrolled_only() -> None:
        window.painting = False
        scrolled()
        window.painting = True

    scrolled()
    serve({"scrolled": scrolled, "scrolled_only": scrolled_only})


def start() -> None:
    tree, _ = begin()
    tree.root.add_child(Label(text="Hello"))
    tree.iteration(0.016)
    serve({})


if __name__ == "__main__":
    what, *more = sys.argv[1:]
    {"log": log, "rectangles": rectangles, "tiles": tiles, "start": start}[what](*map(int, more))
