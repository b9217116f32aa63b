"""Sprite: rectangle, pixels and signals are the same as in the real engine."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from engine import Rect2, ScriptError, Texture, Vector2
from nodes import Sprite

CASES = json.loads((Path(__file__).parent / "vectors" / "sprite.json").read_text())
POINTS = [(0, 0), (-0.5, -0.5), (3.5, 1.5), (-4, -2), (3.9, 1.9), (4, 2), (1, -1), (7.5, 3.5), (12, 0)]

PICTURE = Texture.from_rgba(
    8, 4, b"".join(bytes([255, 255, 255, 13 if x * (y + 1) % 3 else 255]) for y in range(4) for x in range(8))
)


def decoded(value):
    if isinstance(value, list):
        return Vector2(*value) if len(value) == 2 else Rect2(*value)
    return PICTURE if value == "picture" else value


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["do"]))
def test_a_sprite_does_what_the_real_engines_does(tree, case):
    sprite, heard = tree.add(Sprite()), []
    for signal in ("frame_changed", "texture_changed", "item_rect_changed"):
        getattr(sprite, signal).connect(lambda signal=signal: heard.append(signal))
    for name, value in case["do"]:
        try:
            setattr(sprite, name, decoded(value))
        except ScriptError:
            assert [name, value] in (
                ["hframes", 0],
                ["frame", 1],
                ["frame", -1],
                ["frame_coords", [1, 0]],
                ["frame_coords", [0, 2]],
            ), "Godot refuses these, too"
    expected = dict(case["then"])
    assert heard == expected.pop("heard")
    assert tuple(sprite.get_rect()) == tuple(expected.pop("get_rect"))
    assert [sprite.is_pixel_opaque(Vector2(*point)) for point in POINTS] == expected.pop("is_pixel_opaque")
    for name, value in expected.items():
        ours = getattr(sprite, name)
        assert (list(ours) if isinstance(value, list) else ours) == value, name
