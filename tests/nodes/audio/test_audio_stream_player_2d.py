"""AudioStreamPlayer2D: how loud it is on which side, from where."""

import pytest

from engine import ScriptError, Vector2
from nodes import AudioStreamPlayer2D, Camera2D, CanvasLayer
from tests.engine.audio.sounds import silence


@pytest.fixture
def player(tree):
    return tree.add(AudioStreamPlayer2D(stream=silence(9.0), position=Vector2(512, 300)))


def gains(player):
    return tuple(round(gain, 4) for gain in player._gains_())


def test_in_the_middle_of_the_view_both_sides_have_half(player):
    assert gains(player) == (0.5, 0.5)
    player.volume_db = -20
    assert gains(player) == (0.05, 0.05)


@pytest.mark.parametrize(
    ("x", "heard"),
    [
        (0, (0.744, 0.0)),
        (256, (0.654, 0.218)),
        (768, (0.218, 0.654)),
        (1024, (0.0, 0.744)),
        (1512, (0.0, 0.5)),
        (2513, (0.0, 0.0)),
    ],
)
def test_it_is_heard_from_its_side_and_softer_far_away(player, x, heard):
    player.position = Vector2(x, 300)
    assert gains(player) == heard


def test_the_distance_counts_to_all_sides_and_the_power_is_its_attenuation(player):
    player.position = Vector2(512, 1300)
    assert gains(player) == (0.25, 0.25)
    player.attenuation = 2.0
    assert gains(player) == (0.125, 0.125)
    player.max_distance = 999.0
    assert gains(player) == (0.0, 0.0)


def test_the_panning_may_be_weaker(player):
    player.position = Vector2(1024, 300)
    player.panning_strength = 0.5
    assert gains(player) == (0.186, 0.558)
    player.panning_strength = 0.0
    assert gains(player) == (0.372, 0.372)


def test_the_view_is_where_the_camera_is(tree, player):
    camera = tree.add(Camera2D(current=True, position=Vector2(1512, 300)))
    tree.step()
    assert gains(player) == (0.5, 0.0)
    camera.position = Vector2(512, 300)
    camera.zoom = Vector2(2, 2)
    tree.step()
    assert gains(player) == (0.5, 0.5)
    player.position = Vector2(1024, 300)
    assert gains(player) == (0.186, 0.558)  # as far away in the world, and on the screen half so far


def test_a_layer_moves_what_is_in_it(tree):
    layer = tree.add(CanvasLayer(offset=Vector2(512, 300)))
    player = AudioStreamPlayer2D(stream=silence(9.0))
    layer.add_child(player)
    assert gains(player) == (0.5, 0.5)
    layer.scale = Vector2(0, 0)
    assert gains(player) == (0.0, 0.0)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("max_distance", 0.0, "max_distance must be greater than 0"),
        ("panning_strength", -1.0, "panning_strength must be 0 or more"),
        ("attenuation", "x", "attenuation is a number"),
    ],
)
def test_what_cannot_be_is_refused(player, name, value, said):
    with pytest.raises(ScriptError, match=said):
        setattr(player, name, value)
