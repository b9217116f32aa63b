"""RESP3 in Python, and strict: what a test speaks in the place of hiredis, or as the server."""

from __future__ import annotations

from nodes.cluster.redis_link import BrokenReplyError, RefusalError


class Push(list):
    """What comes without being asked for."""


class StrictCodec:
    """See `Codec`. What is no RESP3 is refused, to the last byte."""

    push = Push
    nothing = object()

    def __init__(self):
        self._data = b""

    def feed(self, data):
        assert isinstance(data, bytes)
        self._data += data

    def gets(self):
        try:
            reply, at = self._read(0)
        except _Incomplete:
            return self.nothing
        self._data = self._data[at:]
        return reply

    @staticmethod
    def pack(parts):
        assert isinstance(parts, tuple)
        assert all(isinstance(part, bytes | str | int) for part in parts)
        words = [part if isinstance(part, bytes) else str(part).encode() for part in parts]
        return b"*%d\r\n" % len(words) + b"".join(b"$%d\r\n%b\r\n" % (len(word), word) for word in words)

    def _read(self, at, depth=0):
        kind = self._data[at : at + 1]
        if not kind:
            raise _Incomplete
        if kind not in b"+-:$*%>~_#,(":
            raise BrokenReplyError(f"no kind of reply: {kind!r}")
        end = self._data.find(b"\r\n", at)
        if end < 0:
            raise _Incomplete
        line, at = self._data[at + 1 : end], end + 2
        if kind == b"+":
            return line, at
        if kind == b"-":
            return RefusalError(line.decode("utf-8", "replace")), at
        if kind == b"_":
            return None, at
        if kind == b"#":
            if line not in (b"t", b"f"):
                raise BrokenReplyError(f"no boolean: {line!r}")
            return line == b"t", at
        try:
            number = float(line) if kind == b"," else int(line)
        except ValueError:
            raise BrokenReplyError(f"no number: {line!r}") from None
        if kind in b":,(":
            return number, at
        if kind == b"$":
            return self._blob(number, at)
        if number < 0 or depth > 8:
            raise BrokenReplyError("too many, or too deep")
        items = []
        for _ in range(number * (2 if kind == b"%" else 1)):
            item, at = self._read(at, depth + 1)
            items.append(item)
        if kind == b"%":
            try:
                return dict(zip(items[::2], items[1::2], strict=True)), at
            except TypeError as error:
                raise BrokenReplyError(str(error)) from None
        return (Push(items) if kind == b">" else items), at

    def _blob(self, size, at):
        if size < 0:
            return None, at
        if len(self._data) < at + size + 2:
            raise _Incomplete
        if self._data[at + size : at + size + 2] != b"\r\n":
            raise BrokenReplyError("no end of a blob")
        return self._data[at : at + size], at + size + 2


class _Incomplete(Exception):
    pass


def commands_in(data):
    """Return the commands in what a client sent, each as a list of bytes."""
    codec = StrictCodec()
    codec.feed(data)
    found = []
    while (command := codec.gets()) is not codec.nothing:
        found.append(command)
    assert codec._data == b""
    return found


def blob(data):
    return b"$%d\r\n%b\r\n" % (len(data), data)


def push(kind, *parts):
    """Return a push as the server writes it."""
    words = [b":%d\r\n" % part if isinstance(part, int) else blob(part) for part in parts]
    return b">%d\r\n" % (len(parts) + 1) + blob(kind) + b"".join(words)


HELLO = b"%1\r\n+proto\r\n:3\r\n"


def subscribed(channel, count=1):
    return push(b"subscribe", channel, count)
