"""RedisLink: what it says, what it makes of what comes, and that nobody can make it do anything else."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nodes.cluster.redis_link import (
    MOST_REPLY,
    MOST_WAITING,
    PATIENCE,
    SILENCE,
    UP_WITHIN,
    Greeting,
    RedisLink,
    RefusalError,
    explained,
)
from tests.nodes.cluster.resp import HELLO, StrictCodec, blob, commands_in, push, subscribed


class User:
    """Whose link it is: what it was told."""

    def __init__(self):
        self.told = []

    def link_is_up(self):
        self.told.append("up")

    def message_came(self, channel, message):
        self.told.append((channel, message))


def a_link(channels=(), greeting=None, since=0.0):
    user = User()
    return RedisLink(StrictCodec(), user, greeting or Greeting(), channels, since), user


def said(link):
    """Take what it has to send, as commands."""
    commands = commands_in(b"".join(link.output))
    link.output.clear()
    return commands


def up(channels=(), since=0.0):
    link, user = a_link(channels, since=since)
    said(link)
    link.receive(HELLO + b"".join(map(subscribed, channels)), since)
    assert user.told == ["up"]
    user.told.clear()
    return link, user


# -- Greeting ----------------------------------------------------------------------------------


def test_it_greets_with_its_name_and_subscribes_in_one_go():
    link, _ = a_link([b"a", b"b"])
    assert said(link) == [
        [b"HELLO", b"3", b"SETNAME", b"estragon"],
        [b"SUBSCRIBE", b"a"],
        [b"SUBSCRIBE", b"b"],
    ]
    assert not link.is_up


def test_who_we_are_and_the_database_are_part_of_the_greeting():
    link, _ = a_link(greeting=Greeting("bob", "s3cret", 2))
    assert said(link) == [
        [b"HELLO", b"3", b"AUTH", b"bob", b"s3cret", b"SETNAME", b"estragon"],
        [b"SELECT", b"2"],
    ]


def test_a_password_alone_is_that_of_the_default_user():
    link, _ = a_link(greeting=Greeting(password="s3cret"))
    assert said(link)[0][2:5] == [b"AUTH", b"default", b"s3cret"]


def test_a_greeting_does_not_show_its_password():
    assert "s3cret" not in f"{Greeting('bob', 's3cret')!r} {Greeting('bob', 's3cret')}"


def test_it_is_up_when_everything_is_answered():
    link, user = a_link([b"a", b"b"])
    link.receive(HELLO, 0.1)
    link.receive(subscribed(b"a"), 0.2)
    assert not link.is_up
    assert not link.command((b"PING",))
    link.receive(subscribed(b"b", 2), 0.3)
    assert link.is_up
    assert user.told == ["up"]


def test_what_is_subscribed_while_it_greets_is_waited_for_too():
    link, user = a_link([b"a"])
    link.subscribe(b"b", lambda reply: None)
    link.receive(HELLO + subscribed(b"a"), 0.1)
    assert not link.is_up
    link.receive(subscribed(b"b"), 0.1)
    assert user.told == ["up"]


def test_messages_come_while_it_still_greets():
    link, user = a_link([b"a", b"b"])
    link.receive(HELLO + subscribed(b"a") + push(b"message", b"a", b"early"), 0.1)
    assert user.told == [(b"a", b"early")]


@pytest.mark.parametrize(
    "words", ["WRONGPASS invalid username-password pair", "NOAUTH Authentication required."]
)
def test_a_refusal_at_the_greeting_ends_it_in_the_words_of_the_server(words):
    link, user = a_link([b"a"], Greeting("bob", "s3cret"))
    link.receive(f"-{words}\r\n".encode(), 0.1)
    assert link.why == words
    assert user.told == []


def test_no_right_to_a_channel_ends_it_at_the_greeting():
    link, _ = a_link([b"a"])
    link.receive(HELLO + b"-NOPERM No permissions to access a channel\r\n", 0.1)
    assert link.why == "NOPERM No permissions to access a channel"


def test_a_server_that_is_too_old_is_told_so():
    assert explained("ERR unknown command `HELLO`, with args").endswith(
        "Redis 6 or newer is needed, or Valkey."
    )
    assert explained("ERR unknown command 'FOO'") == "ERR unknown command 'FOO'"


def test_it_has_to_be_up_in_time():
    link, _ = a_link(since=10.0)
    assert link.deadline == 10.0 + UP_WITHIN
    link.receive(HELLO[:3], 11.0)
    link.look(10.0 + UP_WITHIN - 0.01)
    assert not link.why
    link.look(10.0 + UP_WITHIN)
    assert link.why == "no answer within 2 seconds"


# -- Commands ----------------------------------------------------------------------------------


def test_answers_come_in_the_order_of_the_commands():
    link, _ = up()
    got = []
    for name in "abc":
        assert link.command(("GET", name), lambda reply, name=name: got.append((name, reply)))
    assert said(link) == [[b"GET", b"a"], [b"GET", b"b"], [b"GET", b"c"]]
    link.receive(b"$1\r\nA\r\n-ERR no\r\n_\r\n", 0.1)
    assert [(name, str(reply)) for name, reply in got] == [("a", "b'A'"), ("b", "ERR no"), ("c", "None")]
    assert isinstance(got[1][1], RefusalError)
    assert link.waiting == 0


def test_answers_and_pushes_are_told_apart():
    link, user = up([b"a"])
    got = []
    link.command(("GET", "x"), got.append)
    link.receive(push(b"message", b"a", b"1") + b"*0\r\n" + push(b"message", b"a", b"2"), 0.1)
    assert got == [[]]
    assert user.told == [(b"a", b"1"), (b"a", b"2")]


def test_a_subscription_is_answered_by_its_push():
    link, _ = up()
    got = []
    link.subscribe(b"c", got.append)
    link.command(("GET", "x"), got.append)
    link.unsubscribe(b"c", got.append)
    assert said(link) == [[b"SUBSCRIBE", b"c"], [b"GET", b"x"], [b"UNSUBSCRIBE", b"c"]]
    link.receive(subscribed(b"c") + b":7\r\n" + push(b"unsubscribe", b"c", 0), 0.1)
    assert got == [True, 7, True]


def test_a_subscription_that_is_refused_is_answered_with_the_refusal():
    link, _ = up()
    got = []
    link.subscribe(b"c", got.append)
    link.receive(b"-NOPERM no channel\r\n", 0.1)
    assert str(got[0]) == "NOPERM no channel"
    assert not link.why


def test_commands_beyond_the_bound_are_refused_and_taken_again_after_answers():
    link, _ = up()
    half = b"x" * (MOST_WAITING // 2)
    assert link.command((b"SET", half))
    assert not link.command((b"SET", half))
    assert link.waiting <= MOST_WAITING
    link.receive(b"+OK\r\n", 0.1)
    assert link.command((b"SET", half))


def test_pushes_of_a_kind_that_was_not_asked_for_are_passed_over():
    link, user = up()
    link.receive(push(b"invalidate", b"key") + push(b"pmessage", b"*", b"a", b"x"), 0.1)
    assert not link.why
    assert user.told == []


# -- Silence -----------------------------------------------------------------------------------


def test_silence_is_answered_with_a_ping_and_its_answer_ends_the_wait():
    link, _ = up()
    assert link.deadline == SILENCE
    link.look(SILENCE - 0.01)
    assert said(link) == []
    link.look(SILENCE)
    assert said(link) == [[b"PING"]]
    assert link.deadline == SILENCE + PATIENCE
    link.receive(b"+PONG\r\n", 1.5)
    assert link.deadline == 1.5 + SILENCE
    link.look(1.5 + SILENCE)
    assert said(link) == [[b"PING"]]


def test_anything_that_comes_is_an_answer_to_a_ping():
    link, _ = up([b"a"])
    link.look(SILENCE)
    link.receive(push(b"message", b"a", b"x")[:5], 2.5)
    link.look(SILENCE + PATIENCE)
    assert not link.why


def test_no_answer_to_a_ping_ends_it_and_every_command_is_told():
    link, _ = up()
    got = []
    link.command(("GET", "x"), got.append)
    link.command(("GET", "y"))
    link.look(SILENCE)
    link.look(SILENCE + PATIENCE)
    assert link.why == "no answer to PING within 2 seconds"
    assert got == [None]
    assert not link.is_up
    assert not link.command(("GET", "z"))
    link.look(100.0)
    link.end("twice")
    assert link.why == "no answer to PING within 2 seconds"


# -- What should not come ----------------------------------------------------------------------


def test_the_end_of_the_data_ends_it():
    link, _ = up()
    link.receive(b"", 0.1)
    assert link.why == "the server has closed the connection"
    link.receive(b"+OK\r\n", 0.1)


def test_an_end_in_the_middle_of_the_greeting_is_told_to_what_greets():
    link, user = a_link([b"a"])
    link.receive(HELLO, 0.1)
    link.receive(b"", 0.2)
    assert link.why == "the server has closed the connection"
    assert user.told == []


@pytest.mark.parametrize(
    "data",
    [
        b"HTTP/1.1 400 Bad Request\r\n",
        b"+OK\r\n",  # to nothing
        subscribed(b"a"),
        b">0\r\n",
        push(b"message", b"a"),
        push(b"message", b"a", 1),
        push(b"subscribe", b"a"),
        push(b"unsubscribe", 1, 1),
    ],
)
def test_what_is_out_of_step_ends_it(data):
    link, user = up()
    link.receive(data, 0.1)
    assert link.why.startswith("what answers does not speak as Redis does: ")
    assert user.told == []


def test_a_push_in_the_place_of_a_reply_and_a_reply_in_that_of_a_push_end_it():
    answers = []
    link, _ = up()
    link.command(("GET", "x"), answers.append)
    link.receive(subscribed(b"x"), 0.1)
    assert link.why
    link, _ = up()
    link.subscribe(b"x", answers.append)
    link.receive(b"+OK\r\n", 0.1)
    assert link.why
    assert answers == [None, None]


def test_a_reply_without_an_end_is_not_kept():
    link, _ = up()
    link.receive(b"$%d\r\n" % (1 << 40), 0.1)
    piece = b"x" * (1 << 20)
    for _ in range((MOST_REPLY >> 20) - 1):
        link.receive(piece, 0.1)
    assert not link.why
    link.receive(piece, 0.1)
    assert link.why == "a reply is longer than 16 MiB"


def test_who_closes_it_in_an_answer_is_told_nothing_more():
    link, user = up([b"a"])
    link.command(("GET", "x"), lambda reply: link.end("by the handler"))
    link.receive(b":1\r\n" + push(b"message", b"a", b"late"), 0.1)
    assert user.told == []


def test_a_link_shows_its_state():
    link, _ = a_link([b"a"])
    assert repr(link) == "<RedisLink greeting, 2 commands without an answer>"
    link.receive(HELLO + subscribed(b"a"), 0.1)
    assert repr(link) == "<RedisLink up, 0 commands without an answer>"
    link.end("of no use")
    assert repr(link) == "<RedisLink of no use, 0 commands without an answer>"


PIECES = st.sampled_from(
    [
        *(b"+OK\r\n", b"-ERR x\r\n", b":1\r\n", b"_\r\n", b"$3\r\nabc\r\n", b"*1\r\n:1\r\n", HELLO, b"\r\n"),
        *(
            subscribed(b"a"),
            push(b"message", b"a", b"m"),
            push(b"unsubscribe", b"a", 0),
            push(b"x"),
            b">0\r\n",
        ),
    ]
) | st.binary(max_size=8)


@given(pieces=st.lists(PIECES, max_size=12), cuts=st.lists(st.integers(0, 200), max_size=6))
def test_whatever_comes_in_whatever_pieces_every_command_is_answered_once(pieces, cuts):
    link, user = a_link([b"a"])
    stream = b"".join(pieces)
    places = sorted({min(cut, len(stream)) for cut in cuts} | {0, len(stream)})
    asked, answers = [], []
    for number, (start, end) in enumerate(pairwise(places)):
        if link.command(("GET", number), lambda reply, number=number: answers.append(number)):
            asked.append(number)
        if end > start:
            link.receive(stream[start:end], 0.1)
    whole = link.is_up
    link.end("the end")
    assert answers == asked
    assert user.told.count("up") <= 1
    assert link.waiting == 0
    assert not whole or "up" in user.told


@given(payload=st.binary(max_size=64), channel=st.binary(min_size=1, max_size=16))
def test_a_message_is_what_was_published(payload, channel):
    link, user = up([channel])
    link.receive(push(b"message", channel, payload), 0.1)
    assert user.told == [(channel, payload)]
    assert blob(payload) in push(b"message", channel, payload)
