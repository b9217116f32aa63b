import pytest

from engine import Color, ScriptError, Vector2
from engine.canvas.texture import Texture
from nodes.checked import (
    above,
    at_least,
    checked_text,
    choice,
    color_of,
    finite,
    from_zero,
    instance_of,
    not_negative,
    texture_of,
    vector2,
    vectors,
)


def test_texts_pass():
    assert checked_text(None, "text", "one") == "one"


def test_others_are_refused_with_what_to_write():
    with pytest.raises(ScriptError, match=r"None: text is a str, not 5\. Write `text = str\(…\)`\."):
        checked_text(None, "text", 5)


def test_a_choice_may_tell_what_to_take():
    assert choice(2)(None, "mode", True) == 1
    with pytest.raises(ScriptError, match=r"None: there is no mode 2: take 0 to 1\."):
        choice(2)(None, "mode", 2)
    with pytest.raises(ScriptError, match=r"None: there is no mode 2: take This.ONE\."):
        choice(2, "take This.ONE")(None, "mode", 2)


def test_numbers_have_limits():
    assert above(0)(None, "time", 0.5) == 0.5
    assert at_least(1)(None, "count", 1.0) == 1
    assert (not_negative(None, "lines", -3), not_negative(None, "lines", 2.0)) == (0, 2)
    assert type(finite(None, "min", 1)) is float
    with pytest.raises(ScriptError, match=r"None: time must be greater than 0, not 0\."):
        above(0)(None, "time", 0)
    with pytest.raises(ScriptError, match=r"None: count must be 1 or more, not 0\."):
        at_least(1)(None, "count", 0)
    with pytest.raises(ScriptError, match=r"None: min must be a finite number, not nan\."):
        finite(None, "min", float("nan"))
    with pytest.raises(ScriptError, match=r"None: min is a number, not 'x'\."):
        finite(None, "min", "x")


def test_vectors_and_colours_may_be_tuples():
    assert type(vector2(None, "offset", (1, 2))) is Vector2
    assert vectors(None, "points", [(1, 2)]) == (Vector2(1, 2),)
    assert color_of(None, "color", (1, 0, 0, 1)) == Color(1, 0, 0)


def test_a_texture_is_one_or_none():
    texture = Texture.from_rgba(1, 1, bytes(4))
    assert texture_of(None, "texture", texture) is texture
    assert texture_of(None, "texture", None) is None
    with pytest.raises(ScriptError, match=r"texture cannot be 'a.png'. Write `Texture.load\(…\)`"):
        texture_of(None, "texture", "a.png")


def test_a_number_from_zero_on_is_a_float():
    assert type(from_zero(None, "radius", 0)) is float
    with pytest.raises(ScriptError, match=r"None: radius must be 0 or more, not -1\.0\."):
        from_zero(None, "radius", -1)


def test_a_value_is_of_a_class_or_none():
    check = instance_of(Texture, "Write `Texture.load(…)`.")
    assert check(None, "picture", None) is None
    with pytest.raises(ScriptError, match=r"None: picture cannot be 5\. Write `Texture\.load\(…\)`\."):
        check(None, "picture", 5)
