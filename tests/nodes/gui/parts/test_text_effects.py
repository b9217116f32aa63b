"""How characters are moved and coloured."""

import pytest

from nodes.gui.parts.text_effects import (
    EFFECTS,
    Effect,
    Fade,
    Rainbow,
    Shake,
    Tornado,
    Wave,
    effect_of,
)

GREY = (0.5, 0.5, 0.5, 0.8)


def test_fading_goes_from_character_to_character():
    alphas = [Fade(2, 4).shown(index, 0, 0, GREY)[2][3] for index in range(8)]
    assert alphas == pytest.approx([0.8, 0.8, 0.8, 0.6, 0.4, 0.2, 0.0, 0.0])
    assert Fade(0, 0).length == 1
    assert not Fade.moves


def test_a_wave_goes_up_and_down():
    wave = Wave(amp=20, freq=1)
    assert wave.shown(0, 0, 0, GREY) == (0.0, 0.0, GREY)
    assert wave.shown(0, 0, 1.5707963267948966, GREY)[1] == pytest.approx(2.0)
    assert wave.shown(0, 78.53981633974483, 0, GREY)[1] == pytest.approx(2.0)


def test_a_tornado_goes_round():
    tornado = Tornado(radius=3, freq=1)
    assert tornado.shown(0, 0, 0, GREY)[:2] == (0.0, 3.0)
    assert tornado.shown(0, 0, 1.5707963267948966, GREY)[:2] == pytest.approx((3.0, 0.0))


def test_shaking_is_another_way_for_each_character_and_the_same_for_the_same_time():
    shake = Shake(rate=10, level=10)
    first, again, other = (shake.shown(*what, GREY) for what in ((0, 0, 0.0), (0, 0, 0.0), (1, 0, 0.0)))
    assert first == again != other
    assert first[0] ** 2 + first[1] ** 2 == pytest.approx(1.0)
    arrived, waits, goes = (shake.shown(0, 0, time, GREY) for time in (0.05, 0.09, 0.12))
    assert arrived[:2] == pytest.approx(waits[:2])
    assert goes != arrived
    assert first[2] is GREY


def test_a_rainbow_has_all_colours():
    rainbow = Rainbow(sat=1, val=1, freq=1)
    assert rainbow.shown(0, 0, 0, GREY)[2] == pytest.approx((1, 0, 0, 0.8))
    assert rainbow.shown(0, 0, 1 / 3, GREY)[2] == pytest.approx((0, 1, 0, 0.8))
    assert rainbow.shown(0, 50 / 3, 1 / 3, GREY)[2] == pytest.approx((0, 0, 1, 0.8))


@pytest.mark.parametrize("name", EFFECTS)
def test_nonsense_is_left_out(name):
    plain = effect_of(name, {})
    odd = effect_of(name, {"amp": "x", "freq": "", "level": "1e9", "what": "3"})
    assert isinstance(odd, Effect)
    assert {slot: getattr(odd, slot) for slot in type(odd).__slots__} == {
        slot: getattr(plain, slot) for slot in type(plain).__slots__
    }


def test_what_is_said_is_taken():
    assert effect_of("wave", {"amp": "3", "freq": "1000"}).amplitude == 3.0
    assert effect_of("rainbow", {"sat": "0.5"}).saturation == 0.5


def test_a_shake_that_never_comes_takes_no_division_by_zero():
    assert Shake(rate=-5).shown(0, 0, 10.0, GREY)[2] is GREY


def test_the_base_has_no_effect_of_its_own():
    with pytest.raises(NotImplementedError):
        Effect().shown(0, 0, 0, GREY)
