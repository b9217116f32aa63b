import pytest

from engine import Error, VariantError
from engine.variant.plain_text import PLAIN, check_depth
from engine.variant.text import DEEPEST_TEXT
from engine.variant.types import Type


def test_what_is_the_same_in_json_and_in_godots_own_text():
    assert PLAIN[Type.NIL](None) == "null"
    assert [PLAIN[Type.BOOL](value) for value in (True, False)] == ["true", "false"]
    assert PLAIN[Type.INT](-12) == "-12"


def test_texts_have_a_depth():
    check_depth(DEEPEST_TEXT - 1)
    with pytest.raises(VariantError, match="More than 128 levels of nesting have no text") as raised:
        check_depth(DEEPEST_TEXT)
    assert raised.value.code == Error.ERR_OUT_OF_MEMORY
