"""The arithmetic alone; what Controls do with it is in `test_control_anchors` and `test_layout_recorded`."""

import pytest

from engine import Vector2
from nodes import Control
from nodes.gui.parts import anchors

AREA = Vector2(200, 100)
LEFT, TOP, RIGHT, BOTTOM = range(4)


def test_edges_are_a_part_of_the_parent_and_so_many_pixels():
    assert anchors.edges_of((0, 0.5, 1, 0.5), (1, 2, 3, 4), AREA) == (1, 52, 203, 54)


def test_margins_lead_to_the_edges_that_they_were_found_for():
    tied = (0.25, 0.5, 1.0, 0.75)
    margins = anchors.margins_for((10, 20, 30, 40), tied, AREA)
    assert margins == (-40, -30, -170, -35)
    assert anchors.edges_of(tied, margins, AREA) == (10, 20, 30, 40)


def test_anchors_lead_to_the_edges_that_they_were_found_for():
    found = anchors.anchors_for((10, 20, 110, 70), anchors.NONE, (0, 0, 10, 20), AREA)
    assert found == (0.05, 0.2, 0.5, 0.5)
    assert anchors.edges_of(found, (0, 0, 10, 20), AREA) == (10, 20, 110, 70)


@pytest.mark.parametrize(
    ("area", "expected"),
    [(Vector2(0, 100), (0.1, 0.2, 0.3, 0.7)), (Vector2(200, 0), (0.05, 0.2, 0.55, 0.4))],
)
def test_anchors_stay_where_the_parent_has_no_extent(area, expected):
    assert anchors.anchors_for((10, 20, 110, 70), (0.1, 0.2, 0.3, 0.4), anchors.NONE, area) == expected


@pytest.mark.parametrize(
    ("side", "anchor", "pushed", "stopped"),
    [
        (LEFT, 0.7, (0.7, 0, 0.7, 1), (0.5, 0, 0.5, 1)),
        (RIGHT, 0.1, (0.1, 0, 0.1, 1), (0.2, 0, 0.2, 1)),
        (TOP, 1.5, (0.2, 1.5, 0.5, 1.5), (0.2, 1, 0.5, 1)),
        (BOTTOM, -1, (0.2, -1, 0.5, -1), (0.2, 0, 0.5, 0)),
        (LEFT, 0.3, (0.3, 0, 0.5, 1), (0.3, 0, 0.5, 1)),
    ],
)
def test_an_anchor_pushes_the_opposite_one_or_stops_there(side, anchor, pushed, stopped):
    before = (0.2, 0, 0.5, 1)
    assert anchors.with_anchor(before, side, anchor, True) == pushed
    assert anchors.with_anchor(before, side, anchor, False) == stopped


@pytest.mark.parametrize(
    ("preset", "edges"),
    [
        (Control.PRESET_TOP_LEFT, (5, 5, 25, 15)),
        (Control.PRESET_BOTTOM_RIGHT, (175, 85, 195, 95)),
        (Control.PRESET_CENTER, (90, 45, 110, 55)),
        (Control.PRESET_WIDE, (5, 5, 195, 95)),
        (Control.PRESET_HCENTER_WIDE, (5, 45, 195, 55)),
    ],
)
def test_a_preset_says_where_a_size_lies(preset, edges):
    assert anchors.preset_edges(preset, 20, 10, AREA, 5) == edges


def test_each_preset_of_a_control_has_its_anchors():
    numbers = {
        value for name, value in vars(Control).items() if name.startswith("PRESET_") and "MODE" not in name
    }
    assert numbers == set(range(len(anchors.PRESETS)))


def test_one_side_is_replaced():
    assert anchors.replaced((1, 2, 3, 4), RIGHT, 9) == (1, 2, 9, 4)
