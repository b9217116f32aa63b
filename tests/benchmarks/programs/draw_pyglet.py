"""A log, or many moving rectangles, shown by pyglet alone, with what it brings for texts and shapes."""

import sys

import pyglet
from turns import COUNT, HEIGHT, LINES, WIDTH, color, place, serve

pyglet.options.debug_gl = False


def begin() -> pyglet.window.Window:
    return pyglet.window.Window(WIDTH, HEIGHT, vsync=False)


def show(window: pyglet.window.Window, batch: pyglet.graphics.Batch) -> None:
    window.switch_to()
    window.dispatch_events()
    window.clear()
    batch.draw()
    window.flip()
    pyglet.gl.glFinish()


def log(lines: int) -> None:
    window = begin()
    batch = pyglet.graphics.Batch()
    text = "\n".join(LINES[i % 1000] for i in range(lines)) + "\n"
    document = pyglet.text.document.UnformattedDocument(text)
    document.set_style(0, len(document.text), {"font_size": 10.5, "color": (255, 255, 255, 255)})
    layout = pyglet.text.layout.IncrementalTextLayout(
        document, width=WIDTH, height=HEIGHT, multiline=True, batch=batch, group=pyglet.graphics.Group(1)
    )
    panel = pyglet.shapes.BorderedRectangle(  # as ours is on one
        0, 0, WIDTH, HEIGHT, 1, (20, 20, 22), (90, 90, 99), batch=batch, group=pyglet.graphics.Group(0)
    )
    layout.view_y = -layout.content_height
    show(window, batch)

    def restore() -> None:
        document.text = text
        layout.view_y = -layout.content_height

    def append() -> None:
        document.insert_text(len(document.text), LINES[0] + "\n")
        layout.view_y = -layout.content_height

    def append_frame() -> None:
        append()
        show(window, batch)

    def layout_scrolled() -> None:
        y = layout.view_y
        layout.view_y = y + 23 if y < -100 else -layout.content_height

    def scroll() -> None:
        layout_scrolled()
        show(window, batch)

    serve(
        {
            "restore": restore,
            "add": append,
            "append": append,
            "append_frame": append_frame,
            "scroll": scroll,
            "layout": layout_scrolled,
        }
    )
    del panel


def rectangles() -> None:
    window = begin()
    batch = pyglet.graphics.Batch()
    shapes = [pyglet.shapes.Rectangle(0, 0, 10, 10, color(i), batch=batch) for i in range(COUNT)]
    frame = 0

    def move() -> None:
        nonlocal frame
        frame += 1
        for i, shape in enumerate(shapes):
            shape.position = place(i, frame)

    def moved() -> None:
        move()
        show(window, batch)

    moved()
    serve({"moved": moved, "move": move})


def start() -> None:
    window = begin()
    batch = pyglet.graphics.Batch()
    label = pyglet.text.Label("Hello", x=10, y=10, batch=batch)
    show(window, batch)
    serve({})
    del label


if __name__ == "__main__":
    what, *more = sys.argv[1:]
    {"log": log, "rectangles": rectangles, "start": start}[what](*map(int, more))
