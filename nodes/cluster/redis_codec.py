"""The protocol of Redis by hiredis, of which this is the only user: bytes to replies, commands to bytes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import hiredis

from .redis_link import BrokenReplyError, Part, RefusalError


class HiredisCodec:
    """See `Codec`. There is one for each connection."""

    __slots__ = ("_gets", "feed", "nothing", "pack", "push")

    def __init__(self) -> None:
        self.nothing: object = object()
        self.push: type[list[Any]] = hiredis.PushNotification
        reader = hiredis.Reader(
            protocolError=BrokenReplyError, replyError=RefusalError, notEnoughData=self.nothing
        )
        # a method of ours in between would take as long as what it does
        self.feed: Callable[[bytes], None] = reader.feed
        self.pack: Callable[[tuple[Part, ...]], bytes] = pack
        self._gets = reader.gets

    def gets(self) -> Any:
        """See `Codec`."""
        try:
            return self._gets()
        except (TypeError, MemoryError) as error:  # a list as a key, more elements than there is memory
            raise BrokenReplyError(str(error) or type(error).__name__) from None

    def __repr__(self) -> str:
        return f"<HiredisCodec of hiredis {hiredis.__version__}>"


def pack(parts: tuple[Part, ...]) -> bytes:
    """Return a command as bytes."""
    data: bytes = hiredis.pack_command(parts)  # type: ignore[arg-type]  # its stub has one part
    return data
