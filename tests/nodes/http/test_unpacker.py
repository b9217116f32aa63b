"""What was packed with gzip or deflate comes out again, in pieces, or is refused."""

from __future__ import annotations

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nodes.http.answer import HttpError
from nodes.http.unpacker import AT_ONCE, Unpacker


def raw(data):
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


FORMS = {"gzip": gzip.compress, "deflate": zlib.compress, "raw": raw}


def unpacked(coding, *parts):
    unpacker = Unpacker(coding)
    pieces = []
    for part in parts:
        unpacker.feed(part)
        while piece := unpacker.take():
            assert len(piece) <= AT_ONCE
            pieces.append(piece)
    unpacker.check_end()
    return b"".join(pieces)


@given(st.sampled_from(sorted(FORMS)), st.binary(max_size=300), st.integers(1, 40))
def test_each_form_is_unpacked_in_any_pieces(form, data, size):
    packed = FORMS[form](data)
    parts = [packed[at : at + size] for at in range(0, len(packed), size)]
    assert unpacked("gzip" if form == "gzip" else "deflate", *parts) == data


def test_little_that_becomes_much_comes_in_pieces():
    much = bytes(5 * AT_ONCE + 1)
    assert unpacked("gzip", gzip.compress(much)) == much


def test_gzip_may_have_several_members_and_deflate_something_after_it():
    assert unpacked("gzip", gzip.compress(b"a") + gzip.compress(b""), gzip.compress(b"b")) == b"ab"
    assert unpacked("deflate", zlib.compress(b"a") + b"more", b"and more") == b"a"


def test_nothing_is_unpacked_to_nothing():
    assert unpacked("gzip") == unpacked("deflate") == b""


@pytest.mark.parametrize("form", ["gzip", "deflate"])
def test_a_part_that_is_missing_is_said(form):
    packed = FORMS[form](b"some text")
    for size in range(1, len(packed)):
        with pytest.raises(HttpError, match="missing"):
            unpacked(form, packed[:size])


@pytest.mark.parametrize("form", ["gzip", "deflate"])
def test_what_is_not_packed_so_is_refused(form):
    with pytest.raises(HttpError, match="cannot be unpacked"):
        unpacked(form, b"\xff\xff\xff\xff\xff")
