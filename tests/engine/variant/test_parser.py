import json
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import (
    AABB,
    RID,
    Basis,
    Color,
    Key,
    NodePath,
    Plane,
    PoolByteArray,
    PoolColorArray,
    PoolIntArray,
    PoolRealArray,
    PoolStringArray,
    PoolVector2Array,
    PoolVector3Array,
    Quat,
    Rect2,
    Transform,
    Transform2D,
    VariantError,
    Vector2,
    Vector3,
    str2var,
    var2str,
)
from engine.variant.parser import parse

HERE = Path(__file__).parent / "vectors"
VECTORS = json.loads((HERE / "variant_str.json").read_text())["vectors"]
TEXTS = [vector["var2str"] for vector in VECTORS if vector["type"] not in ("Object", "RID")]


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text[:30])
def test_what_godot_writes_is_read(text):
    assert var2str(parse(text)) == text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1", 1),
        ("-5", -5),
        ("1.", 1.0),
        ("1e5", 100000.0),
        ("[1,2,]", [1, 2]),
        ("[]", []),
        ("{}", {}),
        ("{1:2,}", {1: 2}),
        ('{"a" : [ null , true,false, nil ] }', {"a": [None, True, False, None]}),
        ("{[1]: 2, {}: 3}", None),
        ("Vector2(1,2) trailing", Vector2(1, 2)),
        ("; a comment\n 5", 5),
        ("inf", math.inf),
        ("-inf", -math.inf),
        ("-inf.0", -math.inf),
        ("#ff0000", Color(1, 0, 0)),
        (r'"a\u0041\q\n\"\\"', 'aAq\n"\\'),
        (r'"\ud83d\ude00\ud83d"', "\U0001f600 "),
        ('"two\nlines"', "two\nlines"),
        ('NodePath("a/b:c")', NodePath("a/b:c")),
        ("RID()", RID()),
        ("Vector3(inf, -inf, 1)", Vector3(math.inf, -math.inf, 1)),
        ("Rect2(1, 2, 3, 4)", Rect2(1, 2, 3, 4)),
        ("Plane(1, 2, 3, 4)", Plane(1, 2, 3, 4)),
        ("Quat(1, 2, 3, 4)", Quat(1, 2, 3, 4)),
        ("AABB(1, 2, 3, 4, 5, 6)", AABB(Vector3(1, 2, 3), Vector3(4, 5, 6))),
        ("Transform2D(1, 2, 3, 4, 5, 6)", Transform2D(Vector2(1, 2), Vector2(3, 4), Vector2(5, 6))),
        ("Basis(1, 2, 3, 4, 5, 6, 7, 8, 9)", Basis(Vector3(1, 4, 7), Vector3(2, 5, 8), Vector3(3, 6, 9))),
        ("Transform(1, 0, 0, 0, 1, 0, 0, 0, 1, 2, 3, 4)", Transform(Basis(), Vector3(2, 3, 4))),
        ("PoolByteArray(1, 2)", PoolByteArray(b"\1\2")),
        ("PoolIntArray(1, 2.5)", PoolIntArray([1, 2])),
        ("PoolRealArray(1, 2.5)", PoolRealArray([1, 2.5])),
        ('PoolStringArray("a", "b")', PoolStringArray(["a", "b"])),
        ("PoolVector2Array(1, 2, 3, 4)", PoolVector2Array([(1, 2), (3, 4)])),
        ("PoolVector3Array(1, 2, 3)", PoolVector3Array([(1, 2, 3)])),
        ("PoolColorArray(1, 2, 3, 4)", PoolColorArray([(1, 2, 3, 4)])),
        ("-.5", -0.5),
        ("[-.5,-.5e1]", [-0.5, -5.0]),
        (r'"\a\v\b|"', "\a\v\b|"),
        ("Matrix32(1, 2, 3, 4, 5, 6)", Transform2D(Vector2(1, 2), Vector2(3, 4), Vector2(5, 6))),
        ("Matrix3(1, 2, 3, 4, 5, 6, 7, 8, 9)", Basis(Vector3(1, 4, 7), Vector3(2, 5, 8), Vector3(3, 6, 9))),
        ("Rect3(1, 2, 3, 4, 5, 6)", AABB(Vector3(1, 2, 3), Vector3(4, 5, 6))),
        ("ByteArray(1, 2)", PoolByteArray(b"\1\2")),
        ("IntArray(1, 2)", PoolIntArray([1, 2])),
        ("FloatArray(1, 2.5)", PoolRealArray([1, 2.5])),
        ('StringArray("a", "b")', PoolStringArray(["a", "b"])),
        ("Vector2Array(1, 2)", PoolVector2Array([(1, 2)])),
        ("Vector3Array(1, 2, 3)", PoolVector3Array([(1, 2, 3)])),
        ("ColorArray(1, 2, 3, 4)", PoolColorArray([(1, 2, 3, 4)])),
    ],
)
def test_what_people_write_is_read(text, value):
    found = str2var(text)
    if value is None:
        (first, second) = found
        assert first == (1,)
        assert isinstance(second, Key)
    else:
        assert found == value
        assert type(found) is type(value)


@pytest.mark.parametrize("word", ["nan", "-nan", "-nan.0"])
def test_nan_is_read_whatever_its_sign(word):
    assert math.isnan(parse(word))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "At 0: a value is expected, not the end."),
        ("[1 2]", "At 3: ',' or ']' is expected, not '2]'."),
        ("[,]", "At 1: a value is expected, not ',]'."),
        ("[1,,2]", "At 3: a value is expected, not ',2]'."),
        ("{1}", "At 2: ':' before the value of a key is expected, not '}'."),
        ("hello", "At 0: a value or the name of a value type is expected, not 'hello'."),
        (
            'Object(Node,"script":null)',
            "At 0: a value or the name of a value type is expected, not 'Object(Node",
        ),
        ("RealArray(1)", "At 0: a value or the name of a value type is expected, not 'RealArray(1)'."),
        (".5", "At 0: a value is expected, not '.5'."),
        ("Vector2 1", "At 8: '(' after Vector2 is expected, not '1'."),
        ("Vector2(1)", "At 0: Vector2 is not made of that."),
        ('Vector2("a", "b")', "At 0: Vector2 is not made of that."),
        ("Vector2([1], 2)", "At 8: a number or a text is expected, not '[1], 2)'."),
        ("Vector2(1,2", "At 11: a value is expected, not the end."),
        ("PoolVector2Array(1, 2, 3)", "At 0: PoolVector2Array is not made of that."),
        ("PoolStringArray(1)", "At 0: PoolStringArray is not made of that."),
        ("PoolByteArray(256)", "At 0: PoolByteArray is not made of that."),
        ("NodePath(1)", "At 0: NodePath is not made of that."),
        ('NodePath("a::b")', "At 0: NodePath is not made of that."),
        ('"unfinished', "At 0: a value is expected, not '\"unfinished'."),
        ("#ff", "At 0: a colour is expected, not '#ff'."),
    ],
)
def test_what_is_no_value_is_an_error_that_says_where_and_comes_back_from_str2var(text, message):
    with pytest.raises(VariantError) as raised:
        parse(text)
    assert str(raised.value).startswith(message)
    assert str2var(text) == text


@pytest.mark.parametrize("text", [";" * 5000, ";\n" * 5000, " ;\t" * 5000 + "\n?", "[1" + ";x" * 5000])
def test_a_text_of_comments_is_looked_at_once_not_in_each_way_of_dividing_it(text):
    assert str2var(text) == text


@pytest.mark.parametrize("text", ["; 5", "[1 ; 2]", ";;\n;[5]"])
def test_a_comment_lasts_to_the_end_of_its_line_whatever_it_says(text):
    assert str2var(text) == text
    assert str2var(text + "\n]") == ([1] if text.startswith("[") else text + "\n]")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("9223372036854775807", 2**63 - 1),
        ("9223372036854775808", 2**63 - 1),
        ("18446744073709551615", 2**63 - 1),
        ("-9223372036854775808", -(2**63)),
        ("-9223372036854775809", -(2**63)),
        ("9" * 5000, 2**63 - 1),
        ("-" + "9" * 5000, -(2**63)),
        ("0" * 5000 + "12", 12),
        ("-" + "0" * 30, 0),
    ],
    ids=lambda given: str(given)[:21],
)
def test_a_number_beyond_64_bits_is_read_as_the_limit_and_the_rest_of_the_text_as_ever(text, number):
    assert str2var(text) == number
    assert str2var(f'{{"id": {text}, "a": [1, 2]}}') == {"id": number, "a": [1, 2]}


def test_arrays_as_keys_are_counted_in_the_whole_text():
    few = "{" + ",".join(f"[{number}]:0" for number in range(512)) + "}"
    assert len(parse(f"[{few},{few}]")) == 2
    with pytest.raises(VariantError, match="more than 1024 arrays as keys"):
        parse(f"[{few},{few},{few}]")


def test_nesting_is_bounded():
    assert parse("[" * 128 + "]" * 128)
    with pytest.raises(VariantError, match="nested no deeper than 128 levels"):
        parse("[" * 100_000)
    with pytest.raises(VariantError, match="nested no deeper than 128 levels"):
        parse("{1:" * 100_000)


simple = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(1 << 63), (1 << 63) - 1),
    st.sampled_from([0.5, -2.25, 1e10, math.inf, -math.inf]),
    st.text(st.characters(exclude_categories=["Cs"])),
    st.builds(Vector2, st.integers(-999, 999), st.integers(-999, 999)),
    st.builds(PoolStringArray, st.lists(st.text(st.characters(exclude_categories=["Cs"])))),
    st.builds(PoolIntArray, st.lists(st.integers(-999, 999))),
)


@given(st.recursive(simple, lambda inner: st.lists(inner) | st.dictionaries(st.text("ab\"'\\"), inner)))
def test_what_was_written_is_read_again(value):
    assert parse(var2str(value)) == value


@given(st.text('[]{}(),:"\\-0123456789.eE#; \nVector2PoolIntArraynulltruefalse'))
def test_any_text_is_a_value_or_an_error(text):
    try:
        parse(text)
    except VariantError:
        assert str2var(text) == text
