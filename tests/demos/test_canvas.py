"""One canvas in three windows, over a network in memory."""

from __future__ import annotations

import subprocess
import sys
from math import nan
from pathlib import Path

import pytest

from demos.canvas.canvas import COLORS, MOST_POINTS, MOST_STROKES, PORT, Canvas
from engine import Color, PoolVector2Array, Vector2
from engine.testing import MemoryNetwork, SteppedTree

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def join():
    """Open another window onto the canvas; the first one is the host's. `join.step()` lets time pass."""
    network, trees = MemoryNetwork(), []

    def join(port=None):
        tree = SteppedTree()
        tree.network = network
        canvas = Canvas()
        canvas.port, canvas.url = port, f"ws://memory:{PORT}"
        trees.append(tree)
        tree.add(canvas)
        join.step()
        return canvas

    def step():
        for _ in range(30):
            for tree in trees:
                tree.step()

    join.step = step
    yield join
    for tree in reversed(trees):
        tree.finish()


def draw(canvas, *points):
    user = canvas.get_tree().user
    first, *rest = points
    user.move_to(Vector2(*first))
    user.button_down()
    for point in rest:
        user.move_to(Vector2(*point))
    user.button_up()


def strokes(canvas):
    lines = canvas.sheet.get_children()
    return [(line.default_color.to_html(), [tuple(point) for point in line.points]) for line in lines]


def test_what_one_draws_all_see_and_who_comes_later_too(join):
    host, guest = join(PORT), join()
    guest.dip(COLORS[0])
    draw(guest, (100, 100), (150, 120), (200, 100))
    draw(host, (300, 300), (350, 300))
    join.step()
    drawn = [
        (COLORS[0].to_html(), [(100, 100), (150, 120), (200, 100)]),
        (COLORS[4].to_html(), [(300, 300), (350, 300)]),
    ]
    assert strokes(host) == drawn
    assert sorted(strokes(guest), key=str) == sorted(drawn, key=str)
    late = join()
    join.step()
    assert strokes(late) == drawn
    assert late.status.text == "Draw: 2 more see it."


def test_whoever_wipes_it_wipes_it_for_all(join):
    host, guest = join(PORT), join()
    draw(host, (100, 100), (150, 120))
    join.step()
    guest.get_tree().user.click("Wipe it")
    join.step()
    assert strokes(host) == strokes(guest) == []


def test_alone_one_draws_for_oneself(join):
    guest = join()
    join.step()
    assert guest.status.text.startswith(("There is no canvas at", "Looking for"))
    draw(guest, (100, 100), (150, 120))
    assert len(strokes(guest)) == 1


def test_a_long_stroke_is_several_and_the_oldest_goes(join):
    host = join(PORT)
    host.begin(Vector2(0, 0), COLORS[0])
    for x in range(1, MOST_POINTS + 5):
        host.extend(Vector2(10 * x, 0))
    assert [line.get_point_count() for line in host.sheet.get_children()] == [MOST_POINTS, 6]
    for _ in range(MOST_STROKES):
        host.begin(Vector2(1, 1), COLORS[1])
    assert host.sheet.get_child_count() == MOST_STROKES


@pytest.mark.parametrize(
    "what",
    [
        ("begin", Vector2(nan, 0), Color.red),
        ("begin", "here", Color.red),
        ("begin", Vector2(0, 0), "red"),
        ("extend", Vector2(0, 0)),
        ("extend", None),
        ("show_stroke", Color.red, PoolVector2Array()),
    ],
)
def test_what_others_send_that_makes_no_sense_is_not_drawn(join, what):
    host = join(PORT)
    method, *arguments = what
    getattr(host, method)(*arguments)
    assert strokes(host) == []


def test_a_host_runs_without_a_window():
    done = subprocess.run(
        [sys.executable, "-m", "demos.canvas", "--host", "--port", "0", "--headless", "--quit-after", "5"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        cwd=ROOT,
    )
    assert (done.returncode, done.stderr) == (0, "")
