"""What a window looks like, pixel by pixel where that says something: the pictures are kept in tmp_path."""

from collections import Counter

import pytest

from engine import Color, Rect2, Vector2
from engine.canvas.commands import Text
from engine.display.headless.display import HeadlessDisplay
from engine.testing import SteppedTree
from nodes import Button, ColorRect, Control, Label, LineEdit, ScrollContainer, dark_theme, light_theme

from .gallery import Gallery

SIZE = (760, 600)
THEMES = {"dark": dark_theme, "light": light_theme}
RED, WHITE, BLACK = (255, 0, 0), (255, 255, 255), (0, 0, 0)


def show_gallery(tree, theme):
    tree.default_theme = THEMES[theme]()
    gallery = tree.add(Gallery())
    tree.step(2)
    gallery.edit.grab_focus()
    gallery.edit.select_all()
    tree.step(2)
    return gallery


def pixels(rect, scale):
    """A Rect2 of the viewport in pixels."""
    return Rect2(rect.position * scale, rect.size * scale)


def luminance(color):
    parts = [part / 255 for part in color]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scale", [1, 2])
@pytest.mark.parametrize("theme", THEMES)
def test_every_text_can_be_read(open_tree, tmp_path, theme, scale):
    tree = open_tree(SIZE, scale=float(scale))
    show_gallery(tree, theme)
    picture = tree.picture(tmp_path / f"gallery_{theme}_{scale}x.png")
    assert (picture.width, picture.height) == (SIZE[0] * scale, SIZE[1] * scale)
    texts = [seen for seen in tree.screen.seen() if isinstance(seen.command, Text)]
    assert len(texts) > 50
    for seen in texts:
        if not seen.command.text.strip() or seen.rect.size.y < 14:  # a line that is half scrolled away
            continue
        colors = picture.colors(pixels(seen.rect, scale))
        paper = max(colors, key=colors.get)
        ink = max(contrast(color, paper) for color in colors)
        assert ink >= (2.0 if seen.color[3] < 1 else 4.4), f"{seen} is drawn in {ink:.1f} to 1"


def test_the_screen_shows_what_the_picture_does(open_tree, hands, tmp_path):
    tree = open_tree(SIZE)
    show_gallery(tree, "dark")
    picture = tree.picture(tmp_path / "gallery.png")
    tree.settle()
    left, top = hands.origin(tree.handle)
    screen = hands.look(left, top, *SIZE)
    assert max(abs(one - other) for one, other in zip(screen, picture.rgba, strict=True)) <= 2  # rounded


def test_without_a_window_the_same_is_seen(open_tree):
    tree, headless = open_tree(SIZE), SteppedTree()
    headless.display_factory = lambda: HeadlessDisplay(*SIZE)
    for one in (tree, headless):
        show_gallery(one, "light")
    assert tree.screen.describe() == headless.screen.describe()
    headless.finish()


@pytest.mark.parametrize("scale", [1, 2])
def test_edges_are_sharp(open_tree, tmp_path, scale):
    tree = open_tree((200, 120), scale=float(scale))
    for x in (10, 13, 40):
        tree.add(ColorRect(color=Color("ff0000"), rect_position=Vector2(x, 20), rect_size=Vector2(2, 30)))
    tree.window.clear_color = (1.0, 1.0, 1.0, 1.0)
    tree.step(2)
    picture = tree.picture(tmp_path / "edges.png")
    row = [picture[x, 30 * scale] for x in range(picture.width)]
    reds = [x for x, color in enumerate(row) if color == RED]
    wanted = [x for left in (10, 13, 40) for x in range(left * scale, (left + 2) * scale)]
    assert reds == wanted
    assert set(row) == {RED, WHITE}
    column = [picture[10 * scale, y] for y in range(picture.height)]
    assert [y for y, color in enumerate(column) if color == RED] == list(range(20 * scale, 50 * scale))


def test_the_border_of_a_button_is_a_line_of_one_pixel_for_each_of_the_scale(open_tree, tmp_path):
    for scale in (1, 2):
        tree = open_tree((200, 80), scale=float(scale))
        button = tree.add(Button(rect_position=Vector2(20, 20), rect_size=Vector2(100, 30)))
        tree.step(2)
        picture = tree.picture(tmp_path / f"button_{scale}.png")
        at = button.get_global_rect()
        x = int(at.get_center().x * scale)
        column = [picture[x, y] for y in range(picture.height)]
        runs = [column[0]]
        lengths = [0]
        for color in column:
            if color != runs[-1]:
                runs.append(color)
                lengths.append(0)
            lengths[-1] += 1
        # The window, the border, the face, the border, the window again.
        assert lengths[1] == lengths[-2] == scale
        assert sum(lengths[1:-1]) == 30 * scale
        assert lengths[0] == 20 * scale
        assert runs[1] == runs[-2]


def test_text_at_twice_the_scale_is_finer_not_just_larger(open_tree, tmp_path):
    tree = open_tree((200, 60), scale=2.0)
    tree.add(Label(text="Sphinx of black quartz", rect_position=Vector2(10, 10)))
    tree.step(2)
    picture = tree.picture(tmp_path / "text.png")
    blocks = Counter()
    for y in range(0, picture.height - 1, 2):
        for x in range(0, picture.width - 1, 2):
            block = {picture[x + i, y + j] for i in (0, 1) for j in (0, 1)}
            blocks[len(block) == 1] += 1
    assert blocks[False] > 100


def test_nothing_is_drawn_outside_of_what_clips_it(open_tree, tmp_path):
    tree = open_tree((300, 200))
    tree.window.clear_color = (1.0, 1.0, 1.0, 1.0)
    scroll = ScrollContainer(rect_position=Vector2(40, 40), rect_size=Vector2(100, 60))
    scroll.add_child(ColorRect(color=Color("ff0000"), rect_min_size=Vector2(400, 400)))
    edit = LineEdit(text="a long text " * 20, rect_position=Vector2(40, 120), rect_size=Vector2(100, 28))
    long = Label(text="W" * 50, clip_text=True, rect_position=Vector2(160, 40), rect_size=Vector2(60, 20))
    for control in (scroll, edit, long):
        tree.add(control)
    tree.step(3)
    picture = tree.picture(tmp_path / "clip.png")
    inside = [control.get_global_rect() for control in (scroll, edit, long)]
    outside = {
        picture[x, y]
        for y in range(picture.height)
        for x in range(picture.width)
        if not any(rect.has_point(Vector2(x, y)) for rect in inside)
    }
    assert outside == {WHITE}
    assert picture[60, 60] == RED
    assert len(picture.colors(edit.get_global_rect())) > 5


def test_a_light_and_a_dark_window_are_so(open_tree, tmp_path):
    shades = {}
    for theme in THEMES:
        tree = open_tree(SIZE)
        show_gallery(tree, theme)
        picture = tree.picture(tmp_path / f"{theme}.png")
        colors = picture.colors(Rect2(0, 0, *SIZE))
        shades[theme] = luminance(max(colors, key=colors.get))
    assert shades["dark"] < 0.05
    assert shades["light"] > 0.8


def test_what_has_the_focus_is_framed_in_the_accent(open_tree, tmp_path):
    tree = open_tree((200, 80))
    edit = tree.add(LineEdit(rect_position=Vector2(20, 20), rect_size=Vector2(120, 28)))
    tree.step(2)
    before = tree.picture(tmp_path / "before.png")
    edit.grab_focus()
    tree.step(2)
    after = tree.picture(tmp_path / "after.png")
    changed = [Vector2(x, y) for y in range(80) for x in range(200) if before[x, y] != after[x, y]]
    around = edit.get_global_rect().grow(1)
    assert changed
    assert all(around.has_point(place) for place in changed)
    assert contrast(after[80, 20], before[80, 34]) > 3


def test_a_control_that_is_removed_leaves_nothing_behind(open_tree, tmp_path):
    tree = open_tree((200, 120))
    tree.step(2)
    keep = tree.add(Control())
    tree.step(2)
    empty = tree.picture(tmp_path / "empty.png")
    button = Button(text="Here", rect_position=Vector2(20, 20))
    keep.add_child(button)
    tree.step(2)
    assert tree.picture(tmp_path / "button.png").rgba != empty.rgba
    button.queue_free()
    tree.step(2)
    assert tree.picture(tmp_path / "again.png").rgba == empty.rgba
