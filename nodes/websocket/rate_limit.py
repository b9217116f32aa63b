"""How much one client may send: token buckets, without a clock of their own."""

from __future__ import annotations


class TokenBucket:
    """Lets `rate` units a second through on average, and `burst` at once.

    The bucket begins full, and fills again as time passes; what is taken from it never waits: either
    there is enough, or the answer is no.
    """

    __slots__ = ("_level", "_since", "burst", "rate")

    def __init__(self, rate: float, burst: float, now: float) -> None:
        self.rate: float = rate
        self.burst: float = burst
        self._level = burst
        self._since = now

    def take(self, amount: float, now: float) -> bool:
        """Take `amount` units out at the time `now`, in seconds; False, and nothing taken, if too few."""
        self._level = min(self.burst, self._level + max(0.0, now - self._since) * self.rate)
        self._since = now
        if amount > self._level:
            return False
        self._level -= amount
        return True

    def __repr__(self) -> str:
        return f"<TokenBucket {self._level:g} of {self.burst:g}, {self.rate:g} a second>"


class RateLimit:
    """What a server lets each client send: messages and bytes a second; 0 is without limit.

    Twice as much is let through at once, so that a hiccup of the network, after which everything
    comes together, does not look like a flood.
    """

    __slots__ = ("_clients", "bytes_per_second", "messages_per_second")

    def __init__(self, messages_per_second: float, bytes_per_second: float) -> None:
        self.messages_per_second: float = messages_per_second
        self.bytes_per_second: float = bytes_per_second
        self._clients: dict[int, ClientLimit] = {}

    def excess(self, client: int, sizes: list[int], now: float) -> str:
        """Take in a client's messages of these sizes; return what was too much, in words, or ""."""
        limit = self._clients.get(client)
        if limit is None:
            limit = self._clients[client] = self.for_client(now)
        return limit.excess(sizes, now)

    def forget(self, client: int) -> None:
        """Forget a client that is gone."""
        self._clients.pop(client, None)

    def for_client(self, now: float) -> ClientLimit:
        """Return the state of one client, who begins with everything allowed."""
        return ClientLimit(
            TokenBucket(self.messages_per_second, 2 * self.messages_per_second, now)
            if self.messages_per_second
            else None,
            TokenBucket(self.bytes_per_second, 2 * self.bytes_per_second, now)
            if self.bytes_per_second
            else None,
        )


class ClientLimit:
    """How much one client may still send."""

    __slots__ = ("_bytes", "_messages")

    def __init__(self, messages: TokenBucket | None, bytes_: TokenBucket | None) -> None:
        self._messages = messages
        self._bytes = bytes_

    def excess(self, sizes: list[int], now: float) -> str:
        """Take in messages of these sizes; return what was too much, in words, or an empty string."""
        if self._messages is not None and not self._messages.take(len(sizes), now):
            return f"more than {self._messages.rate:g} messages a second"
        if self._bytes is not None and not self._bytes.take(sum(sizes), now):
            return f"more than {self._bytes.rate:g} bytes a second"
        return ""
