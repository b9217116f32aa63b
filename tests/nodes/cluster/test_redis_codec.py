"""HiredisCodec: it reads what the strict codec of the tests reads, and refuses what that refuses."""

from __future__ import annotations

from contextlib import suppress
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nodes.cluster.redis_link import BrokenReplyError, RefusalError
from tests.nodes.cluster.resp import StrictCodec, blob, push

pytest.importorskip("hiredis", reason='pip install "estragon[cluster]"')

from nodes.cluster.redis_codec import HiredisCodec

WORDS = st.binary(max_size=20)
REPLIES = st.recursive(
    st.one_of(
        WORDS.map(blob),
        st.integers(-(2**62), 2**62).map(lambda number: b":%d\r\n" % number),
        st.sampled_from([b"_\r\n", b"#t\r\n", b"#f\r\n", b"+OK\r\n", b"$-1\r\n"]),
    ),
    lambda inner: st.lists(inner, max_size=3).map(lambda items: b"*%d\r\n" % len(items) + b"".join(items)),
    max_leaves=6,
)


def all_of(codec, data, cuts=()):
    """Return all replies in what is fed in pieces."""
    places = [0, *sorted(min(cut, len(data)) for cut in cuts), len(data)]
    found = []
    for start, end in pairwise(places):
        codec.feed(data[start:end])
        while (reply := codec.gets()) is not codec.nothing:
            found.append(reply)
    return found


@given(replies=st.lists(REPLIES, max_size=4), cuts=st.lists(st.integers(0, 300), max_size=4))
def test_it_reads_what_the_strict_codec_reads_in_whatever_pieces(replies, cuts):
    data = b"".join(replies)
    assert all_of(HiredisCodec(), data, cuts) == all_of(StrictCodec(), data)


@given(parts=st.lists(st.one_of(WORDS, st.text(max_size=9), st.integers(0, 10**9)), min_size=1).map(tuple))
def test_it_writes_what_the_strict_codec_writes(parts):
    assert HiredisCodec().pack(parts) == StrictCodec.pack(parts)


def test_a_push_is_of_a_type_of_its_own():
    codec = HiredisCodec()
    (found, plain) = all_of(codec, push(b"message", b"a", b"x") + b"*1\r\n:1\r\n")
    assert type(found) is codec.push
    assert type(plain) is list


def test_a_refusal_is_returned_and_not_raised():
    (found,) = all_of(HiredisCodec(), b"-NOAUTH Authentication required.\r\n")
    assert isinstance(found, RefusalError)
    assert str(found) == "NOAUTH Authentication required."


@pytest.mark.parametrize(
    "data",
    [
        b"HTTP/1.1 200 OK\r\n",
        b"*-5\r\n",
        b"%1\r\n*0\r\n:1\r\n",
        b"*4294967295\r\n",
        b"*1\r\n" * 20_000 + b":1\r\n",
    ],
)
def test_what_is_no_reply_is_refused(data):
    codec = HiredisCodec()
    codec.feed(data)
    with pytest.raises(BrokenReplyError):
        codec.gets()


@given(data=st.binary(max_size=64))
def test_any_bytes_are_replies_or_refused(data):
    with suppress(BrokenReplyError):
        all_of(HiredisCodec(), data)


def test_it_tells_its_version():
    assert repr(HiredisCodec()).startswith("<HiredisCodec of hiredis 3")
