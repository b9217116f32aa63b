"""RedisLink: one connection to Redis or Valkey, without I/O: bytes and seconds in, bytes and answers out.

It greets with `HELLO 3`, chooses the database and subscribes, all in one go, and is up when all of that is
answered. From then on each command has one answer, in the order of the commands: a reply, or for SUBSCRIBE
and UNSUBSCRIBE the push that confirms them. Messages of topics come between these, as pushes too, which is
why one connection is enough.

Sources: the RESP3 specification, and the pages of HELLO and SUBSCRIBE in the manual of Redis.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple, Protocol, TypeAlias

UP_WITHIN = 2.0
"""Seconds from the beginning, with looking up and connecting, until it has to be up."""
SILENCE = 1.0
"""Seconds without a byte after which a PING is sent."""
PATIENCE = 2.0
"""Seconds after that in which anything has to come."""
MOST_WAITING = 4 * 1024 * 1024
"""Bytes of commands that may be without an answer; further ones are refused."""
MOST_REPLY = 16 * 1024 * 1024
"""Bytes of one reply: who sends more without an end would fill our memory."""

Part: TypeAlias = bytes | str | int
"""One word of a command."""
Answer: TypeAlias = Callable[[Any], object]
"""Takes the reply, a RefusalError among them, or None if the connection ended before there was one."""


class BrokenReplyError(Exception):
    """What came is not the protocol of Redis."""


class RefusalError(Exception):
    """What Redis answers to what it does not do, in its own words: "NOAUTH Authentication required."."""


class Codec(Protocol):
    """Bytes of RESP3 to replies, and commands to bytes."""

    nothing: object
    """What `gets` returns while the next reply is not whole."""
    push: type[list[Any]]
    """What a push is: no other reply is of this very type."""

    def feed(self, data: bytes) -> None:
        """Take in bytes."""

    def gets(self) -> Any:
        """Return the next reply: bytes, int, None, list, dict … or a RefusalError.

        BrokenReplyError if what comes is none.
        """

    def pack(self, parts: tuple[Part, ...]) -> bytes:
        """Return a command as bytes."""


class LinkUser(Protocol):
    """Whose link it is."""

    def link_is_up(self) -> None:
        """Called when it is greeted and everything is subscribed."""

    def message_came(self, channel: bytes, message: bytes) -> None:
        """Called with what was published."""


class Greeting(NamedTuple):
    """How to greet."""

    user: str = ""
    password: str = ""
    database: int = 0

    def commands(self) -> list[tuple[Part, ...]]:
        """Return what is said first."""
        named = self.user or self.password
        who = ("AUTH", self.user or "default", self.password) if named else ()
        hello: list[tuple[Part, ...]] = [("HELLO", 3, *who, "SETNAME", "estragon")]
        return [*hello, ("SELECT", self.database)] if self.database else hello

    def __repr__(self) -> str:
        return f"<Greeting of {self.user or 'default'}>"  # without the password


class RedisLink:
    """One connection from its first byte on. What it has to send is in `output`; `why` says that it is over.

    `since`: when connecting began; `channels`: what is subscribed from the beginning. Answers come from
    `receive`, `look` and `end`, and from nothing else.
    """

    __slots__ = (
        *("_codec", "_greeted", "_heard", "_pending", "_pinged", "_unread", "_user"),
        *("deadline", "is_up", "output", "waiting", "why"),
    )

    def __init__(
        self, codec: Codec, user: LinkUser, greeting: Greeting, channels: Iterable[bytes], since: float
    ) -> None:
        self.output: list[bytes] = []
        """What is to be sent, in pieces. Whoever sends it takes it out."""
        self.waiting: int = 0
        """Bytes of commands without an answer."""
        self.is_up: bool = False
        self.why: str = ""
        """Why it is over; empty while it is not."""
        self.deadline: float = since + UP_WITHIN
        """When `look` has something to do, if nothing comes before."""
        self._codec = codec
        self._user = user
        self._heard = since
        self._pinged = False
        self._unread = 0  # bytes since the last whole reply
        self._pending: deque[tuple[int, bytes, Answer | None]] = deque()
        self._greeted = 0  # answers that are still to come before it is up
        for command in greeting.commands():
            self._greet(command, b"")
        for channel in channels:
            self._greet(("SUBSCRIBE", channel), b"subscribe")

    # -- Asking --------------------------------------------------------------------------------

    def command(self, parts: tuple[Part, ...], answer: Answer | None = None) -> bool:
        """Send a command; return False if it is refused, as it is not up or too much waits already."""
        if not self.is_up:
            return False
        data = self._codec.pack(parts)
        if self.waiting + len(data) > MOST_WAITING:
            return False
        self._put(data, b"", answer)
        return True

    def subscribe(self, channel: bytes, answer: Answer) -> None:
        """Have what is published on a channel from now on, whatever waits; it is not up without."""
        if self.is_up:
            self._put(self._codec.pack(("SUBSCRIBE", channel)), b"subscribe", answer)
        else:
            self._greet(("SUBSCRIBE", channel), b"subscribe")

    def unsubscribe(self, channel: bytes, answer: Answer) -> None:
        """Undo `subscribe`."""
        self._put(self._codec.pack(("UNSUBSCRIBE", channel)), b"unsubscribe", answer)

    def _greet(self, parts: tuple[Part, ...], confirmed_by: bytes) -> None:
        self._greeted += 1
        self._put(self._codec.pack(parts), confirmed_by, self._on_greeting)

    def _put(self, data: bytes, confirmed_by: bytes, answer: Answer | None) -> None:
        self.waiting += len(data)
        self._pending.append((len(data), confirmed_by, answer))
        self.output.append(data)

    def _on_greeting(self, reply: Any) -> None:
        if isinstance(reply, RefusalError):
            self.end(explained(str(reply)))
        elif reply is not None:
            self._greeted -= 1
            if not self._greeted:
                self.is_up = True
                self.deadline = self._heard + SILENCE
                self._user.link_is_up()

    # -- Going on ------------------------------------------------------------------------------

    def receive(self, data: bytes, now: float) -> None:
        """Take in what has come, no bytes for the end of all; answers and messages are handed out."""
        if self.why:
            return
        if not data:
            self.end("the server has closed the connection")
            return
        self._heard, self._pinged = now, False
        if self.is_up:
            self.deadline = now + SILENCE
        self._unread += len(data)
        codec = self._codec
        gets, nothing, push = codec.gets, codec.nothing, codec.push
        try:
            codec.feed(data)
            reply = gets()
            while reply is not nothing:
                self._unread = 0
                if type(reply) is push:
                    self._take_push(reply)
                else:
                    self._take_answer(reply, b"")
                if self.why:
                    return
                reply = gets()
        except BrokenReplyError as error:
            self.end(f"what answers does not speak as Redis does: {error}")
            return
        if self._unread > MOST_REPLY:
            self.end(f"a reply is longer than {MOST_REPLY >> 20} MiB")

    def _take_push(self, push: list[Any]) -> None:
        match push:
            case [b"message", bytes() as channel, bytes() as message]:
                self._user.message_came(channel, message)
            case [(b"subscribe" | b"unsubscribe") as kind, bytes(), int()]:
                self._take_answer(True, kind)
            case [b"message" | b"subscribe" | b"unsubscribe", *_] | []:
                raise BrokenReplyError("a push that is none")
            # Others, such as "invalidate", are for what is never asked for here.

    def _take_answer(self, reply: Any, kind: bytes) -> None:
        """Hand out the answer of the oldest command; `kind` is that of a push."""
        if not self._pending:
            raise BrokenReplyError("an answer to nothing")
        size, confirmed_by, answer = self._pending[0]
        if kind != confirmed_by and not isinstance(reply, RefusalError):
            raise BrokenReplyError("the answer to another command")
        self._pending.popleft()
        self.waiting -= size
        if answer is not None:
            answer(reply)

    def look(self, now: float) -> None:
        """Do what is due, once what has come is taken in: send a PING, or give up."""
        if self.why or now < self.deadline:
            return
        if not self.is_up:
            self.end(f"no answer within {UP_WITHIN:g} seconds")
        elif self._pinged:
            self.end(f"no answer to PING within {PATIENCE:g} seconds")
        else:
            self._pinged = True
            self.deadline = now + PATIENCE
            self._put(self._codec.pack(("PING",)), b"", None)

    def end(self, why: str) -> None:
        """End it: each command without an answer is told None."""
        if self.why:
            return
        self.why, self.is_up = why, False
        self.output.clear()
        pending, self._pending = self._pending, deque()
        self.waiting = 0
        for _, _, answer in pending:
            if answer is not None:
                answer(None)

    def __repr__(self) -> str:
        state = self.why or ("up" if self.is_up else "greeting")
        return f"<RedisLink {state}, {len(self._pending)} commands without an answer>"


def explained(refusal: str) -> str:
    """Return the words of the server, with what to do where they do not say it."""
    if "unknown command" in refusal and "HELLO" in refusal.upper():
        return f"{refusal} Redis 6 or newer is needed, or Valkey."
    return refusal
