"""What Redis does in one go for the registry, in its Lua, and the keys of all that is kept there.

The times are Redis's own, in milliseconds: clocks of machines may differ as they like.

| key | what |
| --- | --- |
| `estragon:{app}:room:NAME` | hash with owner, epoch and data; expires with the lease |
| `estragon:{app}:rooms` | sorted set of names by when their leases end |
| `estragon:{app}:changed` | channel: a NAME, as a hint to read the list again |
| `estragon:{app}:topic:TOPIC` | channel: see `topics` |
"""

from __future__ import annotations

from hashlib import sha1
from typing import Final

from .records import MOST_DATA, MOST_NAME, MOST_ROOMS

MOST_LEFT = 3_600_000
"""Milliseconds of a lease that are believed."""


class Script:
    """A script, which is known to Redis by the digest of its text once it has run there."""

    def __init__(self, text: str) -> None:
        self.text: Final[str] = text
        self.digest: Final[str] = sha1(text.encode(), usedforsecurity=False).hexdigest()


class Keys:
    """The keys and channels of one application. Braces keep them on one node of a Redis Cluster."""

    def __init__(self, app: str) -> None:
        self._prefix = f"estragon:{{{app}}}:"
        self.rooms: str = f"{self._prefix}rooms"
        self.changed: bytes = f"{self._prefix}changed".encode()
        self.topics: bytes = f"{self._prefix}topic:".encode()

    def room(self, name: str) -> str:
        """Return the key of a room."""
        return f"{self._prefix}room:{name}"

    def topic(self, topic: str) -> bytes:
        """Return the channel of a topic."""
        return self.topics + topic.encode()


_NOW = """
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
"""

CLAIM: Script = Script(
    _NOW
    + """
local room, rooms, changed = KEYS[1], KEYS[2], KEYS[3]
local name, owner, data, lease = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4])
local epoch, opening = tonumber(ARGV[5]), ARGV[6] == '1'
local held = redis.call('HMGET', room, 'owner', 'epoch', 'data')
if held[1] and held[1] ~= owner then
    local known, other = pcall(cjson.decode, held[3] or '')
    local url = known and type(other) == 'table' and other.url or ''
    if not (opening and url == cjson.decode(data).url) then
        return {0, type(url) == 'string' and url or ''}
    end
    epoch = math.max(now, (tonumber(held[2]) or 0) + 1)
elseif held[1] then
    epoch = tonumber(held[2]) or epoch
end
if not (epoch > 0 and epoch < 9007199254740992) then
    epoch = now
end
redis.call('HSET', room, 'owner', owner, 'epoch', string.format('%.0f', epoch), 'data', data)
redis.call('PEXPIRE', room, lease)
redis.call('ZADD', rooms, now + lease, name)
if held[1] ~= owner or held[3] ~= data then
    redis.call('PUBLISH', changed, name)
end
return {epoch}
"""
)
"""Own a room, or go on owning it. Keys: room, rooms, changed. Arguments: name, owner, data, milliseconds,
the owner's epoch or 0, 1 if it is being opened. Gives the epoch; or 0 and the URL of the other owner."""

RELEASE: Script = Script(
    """
if redis.call('HGET', KEYS[1], 'owner') == ARGV[2] then
    redis.call('DEL', KEYS[1])
    redis.call('ZREM', KEYS[2], ARGV[1])
    redis.call('PUBLISH', KEYS[3], ARGV[1])
end
return 1
"""
)
"""Own a room no more. Keys: room, rooms, changed. Arguments: name, owner."""

LIST: Script = Script(
    _NOW
    + f"""
local found = {{}}
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
local names = redis.call('ZRANGEBYSCORE', KEYS[1], now, '+inf', 'WITHSCORES', 'LIMIT', 0, {MOST_ROOMS})
for i = 1, #names, 2 do
    local room = ARGV[1] .. names[i]
    if #names[i] <= {MOST_NAME} and redis.call('TYPE', room).ok == 'hash' then
        local held = redis.call('HMGET', room, 'owner', 'epoch', 'data')
        if held[1] and #held[1] <= {MOST_NAME} and held[2] and #held[2] <= 20 and held[3]
            and #held[3] <= {MOST_DATA} then
            local left = math.min(names[i + 1] - now, {MOST_LEFT})
            found[#found + 1] = {{names[i], left, held[1], held[2], held[3]}}
        end
    end
end
return found
"""
)
"""Read the rooms whose leases have not ended, each as name, milliseconds left, owner, epoch and data. Keys:
rooms. Arguments: what comes before a name in the key of a room. What is no record of a room is left out."""
