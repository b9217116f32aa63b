"""Base 64, as Godot 3.6.2 has it."""

from engine import Marshalls
from tests.engine.gdscript.rows import differing
from tests.engine.system.rows import CASES, NAMES


def test_values_texts_and_bytes_are_godots(caplog):
    assert differing(CASES["Marshalls"]["rows"], NAMES) == []


def test_what_is_no_base_64_is_logged(caplog):
    assert Marshalls.base64_to_raw("???") == b""
    assert Marshalls.base64_to_variant("ä") is None
    assert "Marshalls: '???' is no base 64" in caplog.text
