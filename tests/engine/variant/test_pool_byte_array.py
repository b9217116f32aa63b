"""PoolByteArray."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import PoolByteArray


@given(data=st.binary())
def test_it_is_bytes_in_every_respect(data):
    array = PoolByteArray(data)
    assert array == data
    assert hash(array) == hash(data)
    assert isinstance(array, bytes)
    assert list(array) == list(data)
    assert array.size() == len(array) == len(data)
    assert pickle.loads(pickle.dumps(array)) == array


def test_a_repr_names_the_type():
    assert repr(PoolByteArray(b"ab\x00")) == r"PoolByteArray(b'ab\x00')"
    assert eval(repr(PoolByteArray(b"ab"))) == b"ab"


@given(text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_text_comes_back_from_utf8(text):
    assert PoolByteArray(text.encode()).get_string_from_utf8() == text


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", ""),
        (b"abc\x00def", "abc"),
        (b"\x00", ""),
        (b"a\xffb", "a\N{REPLACEMENT CHARACTER}b"),
        (b"\xc3", "\N{REPLACEMENT CHARACTER}"),
    ],
)
def test_utf8_ends_at_a_nul_and_never_fails(data, text):
    assert PoolByteArray(data).get_string_from_utf8() == text


@given(data=st.binary())
def test_hostile_bytes_are_some_text(data):
    assert isinstance(PoolByteArray(data).get_string_from_utf8(), str)
    assert PoolByteArray(data).get_string_from_ascii() == data.decode("latin-1").partition("\0")[0]


def test_hex_encode_writes_lower_case_digits():
    assert PoolByteArray(b"\x00\xab\xff").hex_encode() == "00abff"


@pytest.mark.parametrize(
    ("from_", "to", "part"),
    [
        (0, 2, b"abc"),
        (1, 1, b"b"),
        (0, -1, b"abcde"),
        (-2, -1, b"de"),
        (-5, 0, b"a"),
        (3, 2, b""),
        (3, 99, b"de"),
        (5, -1, b""),
        (-99, 1, b"ab"),
        (0, -99, b""),
        (-99, -99, b""),
        (9, 12, b""),
    ],
)
def test_a_subarray_has_both_its_ends_and_leaves_out_what_is_outside(from_, to, part):
    found = PoolByteArray(b"abcde").subarray(from_, to)
    assert found == part
    assert isinstance(found, PoolByteArray)


@given(data=st.binary(max_size=6), from_=st.integers(-9, 9), to=st.integers(-9, 9))
def test_a_subarray_is_what_lies_between_two_places(data, from_, to):
    size = len(data)
    first, last = (from_ + size if from_ < 0 else from_), (to + size if to < 0 else to)
    expected = bytes(byte for i, byte in enumerate(data) if first <= i <= last)
    assert PoolByteArray(data).subarray(from_, to) == expected


def test_what_is_put_together_has_the_methods_too():
    data = PoolByteArray(b"Go")
    data += PoolByteArray(b"do")
    assert (data + b"t").get_string_from_utf8() == "Godot"


def test_a_slice_has_the_methods_too():
    data = PoolByteArray(b"Hello")
    assert type(data[1:3]) is PoolByteArray
    assert data[1:3].get_string_from_utf8() == "el"
    assert type(data.subarray(1, 2)) is PoolByteArray
    assert (data[0], type(data[0])) == (72, int)


TEXT = PoolByteArray(b"hello hello hello hello hello 0123456789")


@pytest.mark.parametrize("mode", range(4))
def test_what_is_compressed_comes_back(mode):
    found = TEXT.compress(mode).decompress(TEXT.size(), mode)
    assert found == TEXT
    assert type(found) is type(TEXT.compress(mode)) is PoolByteArray


def test_fastlz_is_what_is_meant_if_nothing_is_said():
    assert TEXT.compress() == TEXT.compress(0)
    assert TEXT.compress().decompress(1000) == TEXT


def test_nothing_is_compressed_to_nothing():
    assert PoolByteArray().compress(3) == b""


@pytest.mark.parametrize("mode", [1, 3])
@pytest.mark.parametrize("most", [-1, 40, 1000])
def test_deflate_and_gzip_need_no_size(mode, most):
    assert TEXT.compress(mode).decompress_dynamic(most, mode) == TEXT


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: PoolByteArray().decompress(5), "What is decompressed must be more than 0 bytes"),
        (lambda: TEXT.decompress(0), "buffer_size must be more than 0 bytes"),
        (lambda: TEXT.compress(1).decompress(39, 1), "decompress: it is more than 39 bytes"),
        (lambda: TEXT.compress(1).decompress_dynamic(39, 1), "decompress_dynamic: it is more than 39 bytes"),
        (lambda: TEXT.compress().decompress_dynamic(-1), "for `decompress`"),
        (lambda: TEXT.decompress(5, 3), "not what mode 3 has made"),
    ],
)
def test_what_cannot_be_decompressed_is_nothing_with_an_error(call, said, caplog):
    assert call() == b""
    assert said in caplog.text
