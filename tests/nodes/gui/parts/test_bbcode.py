import json
from pathlib import Path
from time import thread_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import Color
from nodes.gui.parts.bbcode import (
    DEEPEST,
    ImageMark,
    Piece,
    color_named,
    escape_bbcode,
    parse_bbcode,
)
from nodes.gui.parts.text_effects import Fade, Rainbow, Shake, Tornado, Wave

RECORDED = json.loads((Path(__file__).parents[1] / "vectors" / "bbcode.json").read_text("utf-8"))


def shown(text):
    return "".join(piece.value for piece in parse_bbcode(text) if piece.kind == "text")


@pytest.mark.parametrize(("text", "expected"), RECORDED, ids=[repr(text)[:40] for text, _ in RECORDED])
def test_what_is_shown_is_what_the_real_engine_shows(text, expected):
    assert shown(text) == expected


def test_a_text_without_marks_is_one_piece():
    assert parse_bbcode("one\ntwo] three") == [Piece("text", "one\ntwo] three")]
    assert parse_bbcode("") == []


@pytest.mark.parametrize(
    ("mark", "kind", "value"),
    [
        ("b", "bold", None),
        ("i", "italics", None),
        ("u", "underline", None),
        ("s", "strikethrough", None),
        ("code", "mono", None),
        ("center", "align", 1),
        ("right", "align", 2),
        ("fill", "align", 3),
        ("indent", "indent", None),
        ("ol", "list", 0),
        ("table=3", "table", 3),
        ("table=x", "table", 1),
        ("table=0", "table", 1),
        ("cell", "cell", 0),
        ("cell=2", "cell", 2),
        ("ul", "list", 2),
        ("url=http://a/?b=c", "meta", "http://a/?b=c"),
        ("url=", "meta", ""),
        ("color=red", "color", Color(1, 0, 0)),
        ("color=nonsense", "color", None),
    ],
)
def test_marks_put_on_a_style_and_take_it_off(mark, kind, value):
    name = mark.partition("=")[0]
    assert parse_bbcode(f"a[{mark}]b[/{name}]c") == [
        Piece("text", "a"),
        Piece(kind, value),
        Piece("text", "b"),
        Piece("pop"),
        Piece("text", "c"),
    ]


@pytest.mark.parametrize(
    ("mark", "kind", "said"),
    [
        ("wave", Wave, {"amplitude": 20.0, "frequency": 5.0}),
        ("wave amp=50 freq=2", Wave, {"amplitude": 50.0, "frequency": 2.0}),
        ("tornado radius=5", Tornado, {"radius": 5.0, "frequency": 1.0}),
        ("shake rate=5 level=x  what", Shake, {"rate": 5.0, "level": 5.0}),
        ("fade start=4 length=14", Fade, {"start": 4.0, "length": 14.0}),
        ("rainbow freq=0.2 sat=10 val=nan", Rainbow, {"frequency": 0.2, "saturation": 10.0, "value": 0.8}),
    ],
)
def test_effects_say_how_strong_they_are(mark, kind, said):
    name = mark.partition(" ")[0]
    (before, effect, inside, end) = parse_bbcode(f"a[{mark}]b[/{name}]")
    assert (before, inside, end) == (Piece("text", "a"), Piece("text", "b"), Piece("pop"))
    assert effect.kind == "effect"
    assert type(effect.value) is kind
    assert {option: getattr(effect.value, option) for option in said} == said


def test_a_mark_that_begins_as_an_effect_is_none():
    assert parse_bbcode("[waves]a[/waves]") == [Piece("text", "[waves]a[/waves]")]


def test_a_url_without_an_address_leads_to_its_text():
    assert parse_bbcode("[url]http://a[/url]")[0] == Piece("meta", "http://a")
    assert parse_bbcode("[url]http://a")[0] == Piece("meta", "http://a")
    assert parse_bbcode("[url]http://[b]a")[0] == Piece("meta", "http://")


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("[img]a.png[/img]", ImageMark("a.png", 0, 0)),
        ("[img=16]a.png[/img]", ImageMark("a.png", 16, 0)),
        ("[img=16x24]a.png[/img]", ImageMark("a.png", 16, 24)),
        ("[img=x24]a.png[/img]", ImageMark("a.png", 0, 24)),
        ("[img=wide]a.png[/img]", ImageMark("a.png", 0, 0)),
        ("[img=999999]a.png[/img]", ImageMark("a.png", 0, 0)),
        ("[img]a.png", ImageMark("a.png", 0, 0)),
    ],
)
def test_pictures_take_no_style(text, mark):
    assert parse_bbcode(text) == [Piece("image", mark)]


def test_what_is_not_closed_ends_with_the_text():
    assert [piece.kind for piece in parse_bbcode("[b]a[i]b")] == [
        "bold",
        "text",
        "italics",
        "text",
        "pop",
        "pop",
    ]


def test_brackets_can_be_written():
    assert parse_bbcode("[lb]b[rb]") == [Piece("text", "[b]")]


def test_what_others_have_written_can_be_shown_as_it_is():
    said = "[b]I am bold[/b] [color=red] [lb] ]["
    assert parse_bbcode(escape_bbcode(said)) == [Piece("text", said)]


def test_marks_that_are_opened_too_deep_are_shown():
    pieces = parse_bbcode("[b]" * (DEEPEST + 2))
    assert sum(piece.kind == "bold" for piece in pieces) == DEEPEST
    assert shown("[b]" * (DEEPEST + 2)) == "[b][b]"
    assert shown("[u]" * DEEPEST + "[/u]" * DEEPEST + "[i]a") == "a"


@pytest.mark.parametrize(
    ("name", "html"),
    [
        ("green", "008000"),
        ("lime", "00ff00"),
        ("orange", "ffa600"),
        ("#f80", "ff8800"),
        ("#1e90ff", "1e90ff"),
        ("#801e90ff", "801e90ff"),
    ],
)
def test_colours_are_those_of_web_pages_and_of_color(name, html):
    assert color_named(name) == Color(html)


@pytest.mark.parametrize("name", ["", "#", "#12", "#12345", "#gggggg", "Red", " red", "ff0000"])
def test_other_colours_are_the_default_one(name):
    assert color_named(name) is None


@pytest.mark.parametrize(
    "text", ["[" * 200_000, "[url=" * 50_000, "[b]" * 50_000 + "[/b]" * 50_000, "[/" * 99_999]
)
def test_hostile_texts_take_no_longer_than_long_ones(text):
    start = thread_time()
    parse_bbcode(text)
    parse_bbcode(text + "]")
    assert thread_time() - start < 5.0  # some tenths; minutes if each mark looked through all that follow


marks = st.sampled_from(
    [
        "b",
        "/b",
        "i",
        "/i",
        "url",
        "url=x",
        "/url",
        "color=red",
        "/color",
        "img",
        "/img",
        "img=5x5",
        "center",
        "/center",
    ]
)


@given(st.lists(st.one_of(marks.map("[{}]".format), st.text(max_size=4)), max_size=20).map("".join))
def test_every_text_says_something_and_takes_off_what_it_puts_on(text):
    depth = 0
    for piece in parse_bbcode(text):
        if piece.kind == "pop":
            depth -= 1
        elif piece.kind not in ("text", "image"):
            depth += 1
        assert depth >= 0
        assert piece.kind != "text" or piece.value
    assert depth == 0
    assert shown(escape_bbcode(text)) == text
