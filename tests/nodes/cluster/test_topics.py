"""Messages of topics: their layout, what is refused, and who gets them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import ScriptError, Vector2
from engine.variant.encoder import encoded
from engine.variant.error import VariantError
from nodes.cluster import topics as module
from nodes.cluster.topics import MOST_MESSAGE, Topics, checked_topic, pack_message, read_message

ORIGIN = b"12345678"


class Receiver:
    def __init__(self):
        self.told = []

    def _receive_(self, topic, message):
        self.told.append((topic, message.value))


def some_topics():
    store = []
    topics = Topics(lambda topic: store.append(f"+{topic}"), lambda topic: store.append(f"-{topic}"))
    return topics, store


def test_the_layout_of_a_message():
    data = pack_message(ORIGIN, 258, "x")
    assert data == b"\x01\x00" + ORIGIN + bytes([2, 1, 0, 0, 0, 0, 0, 0]) + encoded("x")
    assert read_message(data) == (ORIGIN, 258, "x")


@pytest.mark.parametrize("value", [None, 1, 2.5, "a", {"a": [1, Vector2(1, 2)]}, b"bytes"])
def test_values_come_as_they_were(value):
    assert read_message(pack_message(ORIGIN, 0, value)).value == value


def test_a_value_without_an_encoding_is_refused():
    with pytest.raises(VariantError):
        pack_message(ORIGIN, 0, object())


@pytest.mark.parametrize("cut", range(len(pack_message(ORIGIN, 1, "abc"))))
def test_every_beginning_of_a_message_is_refused(cut):
    with pytest.raises(VariantError):
        read_message(pack_message(ORIGIN, 1, "abc")[:cut])


@given(data=st.binary(max_size=60))
def test_any_bytes_are_a_message_or_refused(data):
    for given_bytes in (data, b"\x01\x00" + ORIGIN + bytes(8) + data):
        try:
            read_message(given_bytes)
        except VariantError:
            continue


def test_what_is_too_long_of_another_version_or_followed_by_more_is_refused():
    data = pack_message(ORIGIN, 1, 1)
    with pytest.raises(VariantError, match="more than"):
        read_message(data + bytes(MOST_MESSAGE))
    with pytest.raises(VariantError, match="no message of version 1"):
        read_message(b"\x02" + data[1:])
    with pytest.raises(VariantError, match="1 bytes after the value"):
        read_message(data + b"x")


def test_a_topic_is_wanted_at_the_store_once_and_until_the_last_has_gone():
    topics, store = some_topics()
    first, second = Receiver(), Receiver()
    assert topics.add("chat", first)
    assert topics.add("chat", second)
    assert len(topics) == 1
    topics.remove("chat", first)
    assert store == ["+chat"]
    topics.remove("chat", second)
    assert store == ["+chat", "-chat"]


def test_a_message_goes_to_those_who_have_the_topic_and_to_no_one_who_left_meanwhile():
    topics, _ = some_topics()
    first, second, other = Receiver(), Receiver(), Receiver()
    topics.add("chat", first)
    topics.add("chat", second)
    topics.add("news", other)
    first._receive_ = lambda topic, message: topics.remove("chat", second)
    topics.deliver("chat", pack_message(ORIGIN, 1, "x"))
    assert (second.told, other.told) == ([], [])
    topics.deliver("news", pack_message(ORIGIN, 2, "y"))
    assert other.told == [("news", "y")]
    topics.deliver("gone", pack_message(ORIGIN, 3, "z"))


def test_what_comes_twice_or_after_what_is_later_is_dropped():
    topics, _ = some_topics()
    receiver = Receiver()
    topics.add("chat", receiver)
    for number in (0, 1, 1, 0, 3, 2, 4):
        topics.deliver("chat", pack_message(ORIGIN, number, number))
    topics.deliver("chat", pack_message(b"another.", 0, "another"))
    assert [value for _, value in receiver.told] == [0, 1, 3, 4, "another"]


def test_origins_that_are_too_many_are_forgotten(monkeypatch):
    monkeypatch.setattr(module, "MOST_ORIGINS", 3)
    topics, _ = some_topics()
    for number in range(10):
        topics.deliver("chat", pack_message(number.to_bytes(8, "big"), 1, None))
    assert len(topics._latest) == 3


def test_topics_that_are_too_many_are_refused(monkeypatch):
    monkeypatch.setattr(module, "MOST_TOPICS", 2)
    topics, _ = some_topics()
    assert [topics.add(topic, Receiver()) for topic in ("a", "b", "c", "a")] == [True, True, False, True]


@pytest.mark.parametrize("topic", ["", "a" * 201, "a\n", 1, None])
def test_what_can_be_no_topic_is_refused(topic):
    with pytest.raises(ScriptError, match="is no topic"):
        checked_topic(topic)
    assert checked_topic("chat of the Räume") == "chat of the Räume"
