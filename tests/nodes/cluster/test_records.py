from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import ScriptError
from nodes.cluster.records import (
    MOST_NAME,
    RoomRecord,
    checked_name,
    checked_tags,
    encoded_data,
    parse_record,
)

RECORD = RoomRecord("arena1", "0123456789abcdef", "ws://game1:9081", 3, 64, ("europe",))


def test_a_record_is_read_as_it_was_written():
    data = encoded_data(RECORD)
    said = {"url": "ws://game1:9081", "players": 3, "capacity": 64, "version": 1, "tags": ["europe"]}
    assert json.loads(data) == said
    assert parse_record(b"arena1", b"0123456789abcdef", data.encode()) == RECORD


def test_what_a_later_version_has_besides_is_passed_over():
    data = {**json.loads(encoded_data(RECORD)), "version": 2, "mood": ["new"]}
    assert parse_record(b"arena1", b"0123456789abcdef", json.dumps(data).encode()) == RECORD


def test_a_room_whose_record_says_nothing_of_tags_has_none():
    data = json.loads(encoded_data(RECORD))
    del data["tags"]
    read = parse_record(b"arena1", b"0123456789abcdef", json.dumps(data).encode())
    assert read == RECORD._replace(tags=())


@pytest.mark.parametrize(
    "data",
    [
        *("", "null", "[]", "1", "{}", "{", "[" * 4000, '{"a":' * 700, "\ud800"),
        *('{"url":1,"players":0,"capacity":0}', '{"url":"","players":0,"capacity":0}'),
        *('{"url":"a\\nb","players":0,"capacity":0}', '{"url":"a","players":-1,"capacity":0}'),
        *('{"url":"a","players":1e9,"capacity":0}', '{"url":"a","players":true,"capacity":0}'),
        '{"url":"a","players":9999999999999,"capacity":0}',
        *(f'{{"url":"a","players":0,"capacity":0,"tags":{tags}}}' for tags in ("5", "[5]", '["a b"]', "{}")),
    ],
)
def test_what_is_no_record_is_none(data):
    assert parse_record(b"arena1", b"0", data.encode("utf-8", "surrogatepass")) is None


@pytest.mark.parametrize("name", [b"", b"a b", b"\xff", b"a\nb", b"a" * 65, b"{a}"])
def test_a_name_that_nobody_can_have_is_no_record(name):
    assert parse_record(name, b"0", encoded_data(RECORD).encode()) is None


@given(name=st.binary(max_size=20), owner=st.binary(max_size=20), data=st.binary(max_size=60))
def test_any_bytes_are_a_record_or_none(name, owner, data):
    assert parse_record(name, owner, data) is None or data


@pytest.mark.parametrize("name", ["", " ", "a b", "a" * (MOST_NAME + 1), "a\n", 1, "a{b}"])
def test_a_name_that_can_be_none_is_refused_with_an_example(name):
    with pytest.raises(ScriptError, match='as "arena1"'):
        checked_name("a room", name)
    assert checked_name("a room", "Räume-1") == "Räume-1"


@pytest.mark.parametrize("tags", ["europe", None, ["a"] * 17, {"a"}])
def test_what_are_no_tags_is_refused_with_an_example(tags):
    with pytest.raises(ScriptError, match=r'as \["europe", "duel"\]'):
        checked_tags(tags)
    assert checked_tags(["europe", "duel"]) == ("europe", "duel")
