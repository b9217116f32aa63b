import json

import pytest

from tests.engine.porting.ported_script import ported
from tests.engine.porting.record_missing import FEWER, MORE, TABLE, fewer, missing, more


def test_the_table_of_what_is_not_here_is_true():
    found = json.loads(TABLE.read_text(encoding="utf-8"))
    assert found == missing(), "run `python -m tests.engine.porting.record_missing`"


def test_a_member_that_is_not_here_is_said_with_its_class():
    lines = "extends Node\nfunc f(a: Node):\n\tset_display_folded(true)\n\ta.print_stray_nodes()\n"
    texts = [note.text for note in ported(lines).notes]
    assert texts == [
        "Node has no set_display_folded here.",
        "Node has no print_stray_nodes here.",
    ]


def test_what_a_class_lacks_of_a_base_in_godot_is_said_with_its_own_name():
    lines = "extends Reference\nfunc f(font: Font):\n\tprint(font.resource_name)\n\treference()\n"
    result = ported(lines)
    assert [note.text for note in result.notes] == [
        "Font has no resource_name here.",
        "Reference has no reference here.",
    ]
    assert "font.resource_name)  # type: ignore[attr-defined]" in result.text


def test_a_method_that_a_vector_or_a_pool_array_has_not_here_is_said():
    lines = "func f(a: Vector2, b: PoolByteArray):\n\tprint(a.nothing(), b.nothing(), b.remove(0))\n"
    assert [note.text for note in ported(lines).notes] == [
        "Vector2 has no nothing here.",
        "PoolByteArray has no nothing here.",
        "A pool array does not change here: remove has to be a line of its own.",
    ]


def test_the_table_of_methods_with_fewer_arguments_is_true():
    found = json.loads(FEWER.read_text(encoding="utf-8"))
    assert found == fewer(), "run `python -m tests.engine.porting.record_missing`"


def test_the_table_of_what_only_heirs_have_in_godot_is_true():
    found = json.loads(MORE.read_text(encoding="utf-8"))
    assert found == more(), "run `python -m tests.engine.porting.record_missing`"
    assert "size" in found["Font"]


def test_what_a_font_has_of_those_that_are_not_here_is_there():
    lines = "func f(font: Font):\n\tprint(font.size)\n\tfont.size = 12\n\tprint(font.use_filter)\n"
    text = ported(lines).text
    assert "print(font.size)\n" in text
    assert "font = font.with_size(12)\n" in text
    assert "print(font.use_filter)  # type: ignore[attr-defined]\n" in text


@pytest.mark.parametrize(
    ("head", "line", "said"),
    [
        (
            "RichTextLabel",
            "add_image(null, 1, 2, 3)",
            "RichTextLabel.add_image takes 3 arguments here, not 4.",
        ),
        (
            "RichTextLabel",
            "self.add_image(null, 1, 2, 3)",
            "RichTextLabel.add_image takes 3 arguments here, not 4.",
        ),
        (
            "RichTextLabel",
            ".add_image(null, 1, 2, 3)",
            "RichTextLabel.add_image takes 3 arguments here, not 4.",
        ),
        ("Node", "a.save('a', true)", "CryptoKey.save takes 1 argument here, not 2."),
        ("Node", "a.save_to_string(true)", "CryptoKey.save_to_string takes no arguments here, not 1."),
        ("Node", "a.save('a')", None),
    ],
)
def test_a_call_with_more_arguments_than_there_are_here_is_said(head, line, said):
    result = ported(f"extends {head}\nfunc f(a: CryptoKey) -> void:\n\t{line}\n")
    assert [note.text for note in result.notes] == [said] * bool(said)
    assert ("# type: ignore[call-arg]" in result.text) is bool(said)
