"""Draws the pictures beside it: `python -m demos.creeps.pictures`. What flies is seen from above."""

from math import ceil, cos, pi, sin
from pathlib import Path
from random import Random

from engine import Color
from engine.canvas.png import write_png

SIZE, WIDE, HIGH = 80, 1000, 580
ROWS = 4  # in which a pixel is looked at
STARS = ("40ffffff", "80ffffff", "c0e8f0ff", "e0fff4d8")
POSES = (1.0, 0.75, 0.45)  # how far the wings are spread


def oval(x, y, wide, high, color):
    turns = [pi * step / 16 for step in range(32)]
    return color, [(x + wide * cos(turn), y + high * sin(turn)) for turn in turns]


def pair(color, points, spread=1.0):
    """Return two polygons, one on either side; `points` begin at the middle of the body."""
    return [(color, [(x, side * y * spread) for x, y in points]) for side in (-1, 1)]


def eyes(x, y, color):
    return [oval(x, side * y, 2.6, 2.6, color) for side in (-1, 1)]


def firefly(spread):
    yield from pair("a0bcd8ff", [(4, 2), (2, 22), (-10, 32), (-22, 30), (-18, 16), (-2, 3)], spread)
    yield oval(-11, 0, 13, 8.5, "ffc93c")
    yield oval(-12, 0, 9, 5.5, "fff3b0")
    yield oval(5, 0, 9, 7.5, "5b3a29")
    yield oval(14, 0, 6, 6, "e5533d")
    yield from pair("5b3a29", [(17, 3), (25, 9), (26, 7.5), (18, 1.5)])
    yield from eyes(16, 3.5, "1b1420")


def bat(spread):
    wing = [(9, 2), (14, 18), (10, 38), (0, 33), (-7, 36), (-7, 25), (-15, 23), (-12, 12), (-17, 5), (-8, 2)]
    yield from pair("6b4fa0", wing, spread)
    yield from pair("8d6fc9", [(9, 3), (14, 18), (10, 38), (8, 20), (4, 5)], spread)
    yield oval(0, 0, 15, 8, "4a3478")
    yield from pair("4a3478", [(10, 2), (15, 11), (19, 3)])
    yield oval(13, 0, 7.5, 7, "5a4190")
    yield from eyes(16, 3.2, "ff5a5f")
    yield from pair("ffffff", [(20, 1), (24, 2), (20, 3.4)])


def moth(spread):
    yield from pair("c9b79c", [(-2, 2), (-10, 28), (-22, 26), (-26, 12), (-14, 2)], spread)
    yield from pair("efe3c8", [(6, 2), (16, 22), (14, 36), (0, 34), (-12, 24), (-8, 3)], spread)
    for side in (-1, 1):
        yield oval(4, side * 23 * spread, 6, 6 * spread, "8a5a44")
        yield oval(4.6, side * 23 * spread, 2.6, 2.6 * spread, "f2b263")
        yield oval(-15, side * 17 * spread, 3.4, 3.4 * spread, "8a5a44")
    yield oval(-6, 0, 15, 5.5, "9c8263")
    yield oval(9, 0, 7, 6, "7a6048")
    yield from pair("7a6048", [(13, 2), (20, 13), (27, 16), (22, 11), (15, 1)])
    yield from eyes(12, 3, "201810")


def hornet(spread):
    yield from pair("a0d7ecff", [(6, 3), (4, 26), (-8, 33), (-14, 26), (-2, 4)], spread)
    yield "2b1d1a", [(-25, 3), (-34, 0), (-25, -3)]
    for x, high, color in ((-23, 4.5, "ffb627"), (-19, 7, "2b1d1a"), (-14, 8.5, "ffb627")):
        yield oval(x, 0, 5, high, color)
    for x, high, color in ((-9, 8.5, "2b1d1a"), (-4, 8, "ffb627"), (6, 7.5, "5a2d1c"), (15, 7, "ffb627")):
        yield oval(x, 0, 6, high, color)
    yield from pair("2b1d1a", [(18, 3), (26, 10), (27, 8.5), (19.5, 1.5)])
    yield from eyes(17.5, 4.4, "7a1020")


def night(random):
    """Yield a meadow in the moonlight, of WIDE x HIGH pixels."""
    for y in range(0, HIGH, 4):
        band = [(0, y), (WIDE, y), (WIDE, y + 4), (0, y + 4)]
        yield Color("0d1130").linear_interpolate(Color("434a90"), y / HIGH), band
    for _ in range(90):
        size = random.uniform(0.6, 1.7)
        yield oval(random.uniform(4, WIDE - 4), random.uniform(4, 380), size, size, random.choice(STARS))
    for size in range(150, 50, -8):
        yield oval(800, 165, size, size, "06fff7cc")
    yield oval(800, 165, 48, 48, "f6edc8")
    for x, y, size in ((786, 153, 10), (816, 173, 13), (792, 185, 7), (812, 143, 6)):
        yield oval(x, y, size, size, "e3d6a8")
    for base, height, wave, color in (
        (420, 34, 150, "2c326c"),
        (470, 26, 90, "1d2350"),
        (515, 12, 60, "131a3a"),
    ):
        ridge = [(x, base - height * sin(x / wave + base)) for x in range(0, WIDE + 1, 10)]
        yield color, [*ridge, (WIDE, HIGH), (0, HIGH)]
    for x in range(8, WIDE - 8, 6):
        tip = x + random.uniform(-8, 8), HIGH - random.uniform(28, 64)
        yield "0b1029", [(x - 4, HIGH), tip, (x + 4, HIGH)]


def fill(pixels, width, points, color):
    """Paint a polygon over what is there already, smooth at its edges."""
    first, last = int(min(y for _, y in points)), ceil(max(y for _, y in points))
    cover = [0.0] * (width * (last - first))
    edges = list(zip(points, points[1:] + points[:1], strict=True))
    for row in range((last - first) * ROWS):
        y = first + (row + 0.5) / ROWS
        cuts = sorted(a + (y - b) * (c - a) / (d - b) for (a, b), (c, d) in edges if (b <= y) != (d <= y))
        for left, right in zip(cuts[::2], cuts[1::2], strict=True):
            for x in range(int(left), ceil(right)):
                cover[row // ROWS * width + x] += (min(right, x + 1) - max(left, x)) / ROWS
    for place, share in enumerate(cover, first * width):
        if share > 0:
            pixels[place] = pixels[place].blend(Color(color.r, color.g, color.b, color.a * share))


def draw(name, width, height, layers, middle=0):
    pixels = [Color(0, 0, 0, 0)] * (width * height)
    for color, points in layers:
        fill(pixels, width, [(x + middle, y + middle) for x, y in points], Color(color))
    rgba = b"".join([bytes((p.r8, p.g8, p.b8, p.a8)) for p in pixels])
    write_png(Path(__file__).with_name(name), width, height, rgba)


def main():
    for kind in (firefly, bat, moth, hornet):
        for number, spread in enumerate(POSES):
            draw(f"{kind.__name__}{number}.png", SIZE, SIZE, kind(spread), SIZE / 2)
    draw("night.png", WIDE, HIGH, night(Random(5)))


if __name__ == "__main__":
    main()
