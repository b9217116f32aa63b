"""Arrays of ints are encoded and decoded in one go: the same bytes and values as one by one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import VariantError, bytes2var, var2bytes
from engine.variant.decoder import decode
from engine.variant.types import DEEPEST, MANY

INT32 = st.integers(-(2**31), 2**31 - 1)


def one_by_one(items):
    return b"\x13\0\0\0" + len(items).to_bytes(4, "little") + b"".join(map(var2bytes, items))


@given(st.lists(INT32, min_size=MANY - 1, max_size=50))
def test_ints_give_the_bytes_that_each_alone_gives(items):
    assert var2bytes(items) == one_by_one(items)
    assert var2bytes(tuple(items)) == one_by_one(items)
    assert bytes2var(var2bytes(items)) == items


@pytest.mark.parametrize("odd", [2**31, -(2**31) - 1, 2**63 - 1, True, 1.5, "7", None, [1], {}])
@pytest.mark.parametrize("place", [0, 5, 19])
def test_one_that_is_different_changes_nothing_for_the_others(odd, place):
    items = list(range(20))
    items[place] = odd
    assert var2bytes(items) == one_by_one(items)
    back = bytes2var(one_by_one(items))
    assert back == items
    assert type(back[place]) is type(odd)


def test_ints_in_the_midst_of_other_values_are_found():
    value = {"a": [list(range(10)), "x", list(range(-20, 0))], "b": list(range(MANY))}
    data = var2bytes(value)
    assert bytes2var(data) == value
    assert decode(b"...." + data + b"more", 4) == (value, 4 + len(data))


def test_a_header_with_other_bits_is_read_one_by_one():
    data = bytearray(var2bytes(list(range(20))))
    data[8 + 8 * 3 + 1] = 0x7F  # bits that are ignored
    assert bytes2var(bytes(data)) == list(range(20))


@pytest.mark.parametrize("cut", [1, 4, 8, 100])
def test_what_is_cut_off_is_the_one_clear_error(cut):
    data = var2bytes(list(range(20)))
    with pytest.raises(VariantError):
        decode(data[:-cut])


def test_the_deepest_array_may_hold_ints_and_one_deeper_may_not():
    value = list(range(MANY))
    for _ in range(DEEPEST - 1):
        value = [value]
    data = var2bytes(value)
    assert bytes2var(data) is not None
    with pytest.raises(VariantError, match="levels of nesting"):
        var2bytes([value])
    with pytest.raises(VariantError, match="levels of nesting"):
        decode(b"\x13\0\0\0\1\0\0\0" + data)
