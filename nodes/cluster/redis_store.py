"""RedisStore: rooms and topics in Redis or Valkey."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from engine import ScriptError
from engine.net.messages import MessageNetwork

from .records import Listed, RoomRecord, encoded_data, parse_record
from .redis_line import RedisLine
from .redis_link import Answer, Codec, Part, RefusalError
from .redis_url import parse_redis_url
from .scripts import CLAIM, LIST, RELEASE, Keys, Script
from .store import LEASE, Claimed, Home, OnClaimed, OnListed, StoreUser

if TYPE_CHECKING:
    import ssl

    from .redis_url import RedisUrl


def _hiredis() -> Callable[[], Codec]:
    try:
        from .redis_codec import HiredisCodec
    except ImportError as error:
        raise ScriptError(
            'A store in Redis needs hiredis, which is not here: pip install "estragon[cluster]".'
        ) from error
    return HiredisCodec


class RedisStore:
    """See `Store`. Raises ScriptError for a URL that cannot be used, and without hiredis."""

    def __init__(self, url: str, codec: Callable[[], Codec] | None = None) -> None:
        self.url: RedisUrl = parse_redis_url(url)
        self._tls: ssl.SSLContext | None = self.url.tls_context() if self.url.over_tls else None
        self._codec: Callable[[], Codec] = codec if codec is not None else _hiredis()

    def connect(self, app: str, user: StoreUser, home: Home) -> RedisConnection:
        """See `Store`. Raises ScriptError in a page of a browser."""
        if isinstance(home.network, MessageNetwork):
            raise ScriptError(f"{self!r} cannot be reached from here: a page of a browser has no sockets.")
        line = partial(RedisLine, self.url, self._codec, self._tls, home.network, home.poller, home.clock)
        return RedisConnection(Keys(app), user, line)

    def __repr__(self) -> str:
        return f"<RedisStore at {self.url!r}>"


READ_AT_ONCE = 250
"""Rooms of a list that are read in one turn, at the most: some 2 milliseconds."""
_READ: Final = object()


class _Read(NamedTuple):
    """What was read of a room."""

    owner: bytes
    data: bytes
    record: RoomRecord | None


class RedisConnection:
    """See `StoreConnection`."""

    def __init__(self, keys: Keys, user: StoreUser, line: Callable[[RedisConnection], RedisLine]) -> None:
        self._keys = keys
        self._user = user
        self._topics: dict[bytes, str] = {}
        """Those that are subscribed, by their channels."""
        self._records: dict[bytes, _Read] = {}
        self._readings: deque[Iterator[None]] = deque()
        """Of lists that came and are long, the first of which is being read."""
        self._watches = False
        self._told_down = ""
        self._line = line(self)
        self.poll: Callable[[], None] = self._line.poll
        self.idle_time: Callable[[], float] = self._line.idle_time
        self.send_waiting: Callable[[], bool] = self._line.send_waiting
        self.close: Callable[[], None] = self._line.close

    @property
    def is_up(self) -> bool:
        """See `StoreConnection`."""
        return self._line.is_up

    # -- Rooms ---------------------------------------------------------------------------------

    def claim(self, record: RoomRecord, epoch: int, opening: bool, answer: OnClaimed) -> None:
        """See `StoreConnection`."""
        said = record.name, record.owner, encoded_data(record), int(LEASE * 1000), epoch, int(opening)
        self._run(CLAIM, self._of_room(record.name), said, lambda reply: answer(self._claimed(reply)))

    def _claimed(self, reply: Any) -> Claimed | None:
        match reply:
            case [0, bytes() as url]:
                return Claimed(0, url.decode("utf-8", "replace"))
            case [int() as epoch] if epoch > 0:
                return Claimed(epoch)
        return None

    def release(self, name: str, owner: str) -> None:
        """See `StoreConnection`."""
        keys = self._of_room(name)  # nothing can follow this, as it may be the last that is asked
        self._ask(("EVAL", RELEASE.text, len(keys), *keys, name, owner), self._answered)

    def _of_room(self, name: str) -> tuple[Part, ...]:
        return self._keys.room(name), self._keys.rooms, self._keys.changed

    def list_rooms(self, answer: OnListed) -> None:
        """See `StoreConnection`."""
        self._run(LIST, (self._keys.rooms,), (self._keys.room(""),), lambda reply: self._begin(reply, answer))

    def _begin(self, reply: Any, answer: OnListed) -> None:
        """Read a list at once, if it is short; else go on in the next turns."""
        if not isinstance(reply, list):
            answer(None)
            return
        reading = self._reading_of(reply, answer)
        if self._readings or next(reading, _READ) is not _READ:
            self._readings.append(reading)
            self.poll, self.idle_time = self._read_on, _no_time

    def _read_on(self) -> None:
        self._line.poll()
        if next(self._readings[0], _READ) is _READ:
            self._readings.popleft()
        if not self._readings:
            self.poll, self.idle_time = self._line.poll, self._line.idle_time

    def _reading_of(self, reply: list[Any], answer: OnListed) -> Iterator[None]:
        """Read what was listed, and give it to `answer`; yield after each READ_AT_ONCE rooms."""
        before, read = self._records, dict[bytes, _Read]()
        found: list[Listed] = []
        for start in range(0, len(reply), READ_AT_ONCE):
            entries = (_entry(entry, before, read) for entry in reply[start : start + READ_AT_ONCE])
            found += [listed for listed in entries if listed is not None]
            if len(reply) > READ_AT_ONCE:
                yield
        self._records = read
        if len(found) < len(reply):
            self._user._store_complaint_(f"{len(reply) - len(found)} of its rooms are no records of rooms")
        answer(found)

    def watch_rooms(self) -> None:
        """See `StoreConnection`."""
        if not self._watches:
            self._watches = True
            self._line.subscribe(self._keys.changed, self._answered)

    def _run(
        self, script: Script, keys: tuple[Part, ...], said: tuple[Part, ...], answer: Callable[[Any], object]
    ) -> None:
        """Run a script, by its digest as long as the server knows it; `answer` gets None for a refusal."""
        parts = (len(keys), *keys, *said)

        def told(reply: Any) -> None:
            if isinstance(reply, RefusalError) and str(reply).startswith("NOSCRIPT"):
                self._ask(("EVAL", script.text, *parts), lambda reply: answer(self._answered(reply)))
            else:
                answer(self._answered(reply))

        self._ask(("EVALSHA", script.digest, *parts), told)

    def _ask(self, parts: tuple[Part, ...], answer: Answer) -> None:
        if not self._line.command(parts, answer):
            answer(None)

    def _answered(self, reply: Any) -> Any:
        """Return a reply, or None for a refusal, which is told."""
        if isinstance(reply, RefusalError):
            self._user._store_complaint_(str(reply))
            return None
        return reply

    # -- Topics --------------------------------------------------------------------------------

    def subscribe(self, topic: str) -> None:
        """See `StoreConnection`."""
        channel = self._keys.topic(topic)
        self._topics[channel] = topic
        self._line.subscribe(channel, self._answered)

    def unsubscribe(self, topic: str) -> None:
        """See `StoreConnection`."""
        channel = self._keys.topic(topic)
        del self._topics[channel]
        self._line.unsubscribe(channel, self._answered)

    def publish(self, topic: str, message: bytes) -> bool:
        """See `StoreConnection`."""
        return self._line.command(("PUBLISH", self._keys.topic(topic), message), self._answered)

    # -- What the line tells -------------------------------------------------------------------

    def channels(self) -> Iterator[bytes]:
        """See `LineUser`."""
        if self._watches:
            yield self._keys.changed
        yield from self._topics

    def message_came(self, channel: bytes, message: bytes) -> None:
        """See `LinkUser`."""
        topic = self._topics.get(channel)
        if topic is not None:
            self._user._message_came_(topic, message)
        elif channel == self._keys.changed:
            self._user._rooms_hinted_()

    def link_is_up(self) -> None:
        """See `LinkUser`."""
        self._told_down = ""
        self._user._store_up_()

    def line_is_down(self, why: str) -> None:
        """See `LineUser`: told once of each outage, and of each other reason while it lasts."""
        first, self._told_down, before = not self._told_down, why, self._told_down
        if first:
            self._user._store_down_(why)
        elif why != before:
            self._user._store_complaint_(why)

    def __repr__(self) -> str:
        return f"<RedisConnection by {self._line!r}>"


def _entry(entry: Any, before: dict[bytes, _Read], read: dict[bytes, _Read]) -> Listed | None:
    """Return a room of the list, which is then `read`; what is as it was `before` is not read anew."""
    match entry:
        case [bytes() as name, int() as left, bytes() as owner, bytes() as epoch, bytes() as data]:
            one = before.get(name)
            if one is None or one.owner != owner or one.data != data:
                one = _Read(owner, data, parse_record(name, owner, data))
            read[name] = one
            if one.record is not None and epoch.isdigit():
                return Listed(one.record, int(epoch), left / 1000)
    return None


def _no_time() -> float:
    return 0.0
