from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from engine import Color, NodePath, VariantError, Vector2
from engine.variant.text_file import (
    Assignment,
    ExtResource,
    ObjectText,
    ResourcePath,
    SubResource,
    Tag,
    read,
)

HERE = Path(__file__).parent / "vectors"
FILES = {file.name: file.read_bytes().decode() for file in sorted((HERE / "text_files").iterdir())}


def said(text, **options):
    """Return what a file has as short tuples, without lines."""
    return [one[:2] for one in read(text, **options)]


def test_a_scene_is_tags_and_assignments_with_their_lines():
    text = (
        "[gd_scene load_steps=2 format=2]\n"
        "\n"
        '[ext_resource path="res://a.gd" type="Script" id=1]\n'
        '[node name="A" type="Label" groups=[\n"one",\n"two"]]\n'
        'text = "two\nlines"\n'
        "script = ExtResource( 1 )\n"
    )
    assert list(read(text)) == [
        Tag("gd_scene", {"load_steps": 2, "format": 2}, 1),
        Tag("ext_resource", {"path": "res://a.gd", "type": "Script", "id": 1}, 3),
        Tag("node", {"name": "A", "type": "Label", "groups": ["one", "two"]}, 4),
        Assignment("text", "two\nlines", 7),
        Assignment("script", ExtResource(1), 9),
    ]


def test_blanks_and_comments_may_stand_wherever_a_token_may_begin():
    text = '; one\n[ node   name = "A" ; two\n]\n\n  key ; three\n = ; four\n 5 ; five'
    assert said(text) == [("node", {"name": "A"}), ("key", 5)]


def test_a_semicolon_and_brackets_in_a_text_are_no_comment_and_no_tag():
    assert said('a = "; [node] = 1"\nb = 2') == [("a", "; [node] = 1"), ("b", 2)]


def test_blanks_in_a_key_are_dropped_and_a_key_in_quotes_keeps_them():
    assert said('a b/c:d = 1\n"a b" = 2') == [("ab/c:d", 1), ("a b", 2)]


def test_references_to_resources_are_told_apart():
    text = 'a = [ ExtResource( 1 ), SubResource(1), Resource( "res://x.tres" ) ]'
    assert said(text) == [("a", [ExtResource(1), SubResource(1), ResourcePath("res://x.tres")])]
    (one,) = read(text)
    assert [type(reference) for reference in one.value] == [ExtResource, SubResource, ResourcePath]


def test_an_object_has_a_class_and_properties():
    (one,) = read('a = [ Object(InputEventKey,"device":-1,"script":null)\n, Object(Node) ]')
    first, second = one.value
    assert isinstance(first, ObjectText)
    assert (first.class_name, first.properties) == ("InputEventKey", {"device": -1, "script": None})
    assert (second.class_name, second.properties) == ("Node", {})


def test_an_object_may_be_a_key_of_a_dictionary():
    (one,) = read("a = { Object(Node): 1 }")
    assert [key.class_name for key in one.value] == ["Node"]


def test_values_are_those_of_var2str():
    text = 'a = Color( 1, 0, 0, 1 )\nb = { "k": Vector2( 1, 2 ) }\nc = NodePath("A:b")'
    assert said(text) == [("a", Color(1, 0, 0, 1)), ("b", {"k": Vector2(1, 2)}), ("c", NodePath("A:b"))]


def test_a_simple_tag_is_the_text_between_its_brackets():
    text = "top=1\n[s t = ]\na/b=true\n[x\\]y]\n[]\n"
    read_all = said(text, simple_tags=True)
    assert read_all == [("top", 1), ("s t =", {}), ("a/b", True), ("x]y", {}), ("", {})]


def test_a_key_with_nothing_after_it_is_let_go():
    assert said("a = 1\nnoequals\n") == [("a", 1)]


def test_lines_may_end_as_in_windows():
    assert said('[node name="A"]\r\n\r\na = 4.0\r\nb = "x"\r\n') == [
        ("node", {"name": "A"}),
        ("a", 4.0),
        ("b", "x"),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a = 1\nb =\n", "Line 3: a value is expected, not the end."),
        ("a = hello", "Line 1: a value or the name of a value type is expected, not 'hello'."),
        ("\n[node name]\n", "Line 2: '=' after name is expected, not ']\\n'."),
        ("[node", "Line 1: a name is expected, not the end."),
        ("[5]", "Line 1: a name is expected, not '5]'."),
        ("\n\na [x]", "Line 3: '=' after 'a' is expected, not '[x]'."),
        ("a = ExtResource 1", "Line 1: '(' after ExtResource is expected, not '1'."),
        ("a = ExtResource(\n1", "Line 2: an id in brackets is expected, not the end."),
        ('a = ExtResource("1")', "Line 1: an id in brackets is expected, not ')'."),
        ("a = Resource(1)", "Line 1: a path in brackets is expected, not ')'."),
        ("a = Object", "Line 1: '(' after Object is expected, not the end."),
        ("a = Object(1)", "Line 1: a name is expected, not '1)'."),
        ("a = Object(A 1)", "Line 1: ',' or ')' is expected, not '1)'."),
        ("a = 1\na = Vector2( 1 )", "Line 2: Vector2 is not made of that."),
    ],
)
def test_what_is_no_such_file_is_refused_with_the_line(text, message):
    with pytest.raises(VariantError) as caught:
        list(read(text))
    assert str(caught.value) == message


def test_a_simple_tag_without_an_end_is_refused():
    with pytest.raises(VariantError, match=r"^Line 2: '\]' is expected, not the end\.$"):
        list(read("a=1\n[s", simple_tags=True))


@pytest.mark.parametrize("one", ["Object(A,1:", "[ Object(A,1:[", "["])
def test_depth_is_bounded(one):
    with pytest.raises(VariantError, match="nested no deeper than 128 levels"):
        list(read("a = " + one * 5000))


@given(st.text(alphabet='[]{}()=;:,"\\ \n\t-01.aE/#') | st.text())
@example("[a\x00")
def test_any_text_is_read_or_refused(text):
    for simple in (False, True):
        with suppress(VariantError):
            for one in read(text, simple_tags=simple):
                assert one.line <= text.count("\n") + 1


def test_many_comments_and_keys_are_looked_at_once():
    text = ";\n" * 20_000 + "a " * 20_000
    assert said(text) == []


@pytest.mark.parametrize("name", FILES)
def test_files_of_the_engine_are_read(name):
    found = list(read(FILES[name], simple_tags=name == "project.godot"))
    assert found
    assert [one.line for one in found] == sorted(one.line for one in found)


def test_a_project_of_the_engine_has_its_values():
    section, settings = "", {}
    for one in read(FILES["project.godot"], simple_tags=True):
        if isinstance(one, Tag):
            section = one.name + "/"
        else:
            settings[section + one.key] = one.value
    assert settings["application/config/description"] == 'A text with "quotes", [brackets] and ; a semicolon'
    assert settings["my_game/key with spaces"] == "yes"
    assert [event.class_name for event in settings["input/jump"]["events"]] == [
        "InputEventKey",
        "InputEventJoypadButton",
    ]
