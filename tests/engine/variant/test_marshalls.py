import logging

import pytest

from engine import NodePath, PoolByteArray, VariantError, Vector2, bytes2var, var2bytes


def test_a_value_becomes_bytes_and_a_value_again():
    value = {"at": Vector2(1, 2), "list": [1, "a", None, NodePath("A/b")]}
    data = var2bytes(value)
    assert isinstance(data, PoolByteArray)
    assert bytes2var(data) == value
    assert bytes2var(bytes(data) + b"and more") == value


def test_bytes_that_are_no_value_are_logged_and_give_none(caplog):
    with caplog.at_level(logging.ERROR):
        assert bytes2var(b"\x63\0\0\0") is None
    assert caplog.messages == ["bytes2var: At 0: 99 is not the number of a type."]


def test_whole_objects_are_refused_however_they_are_asked_for(caplog):
    data = bytes.fromhex("11000000090000005265666572656e636500000000000000")
    assert bytes2var(data) is None
    assert bytes2var(data, True) is None
    assert "not allowed" in caplog.messages[0]
    assert "class that is not known" in caplog.messages[1]
    assert bytes2var(bytes.fromhex("1100000000000000"), allow_objects=True) is None
    assert len(caplog.messages) == 2


def test_a_value_that_has_no_encoding_is_an_error_of_the_script():
    with pytest.raises(VariantError, match="complex has no encoding"):
        var2bytes(3j)
    with pytest.raises(VariantError, match="a NUL at 2, where Godot's end"):
        var2bytes("ab\0cd")
