"""The header of the PROXY protocol: a proxy says whom it brings, before the first byte of that.

Nothing here touches a socket.

Source: HAProxy's specification of it, versions 1 (a line of text) and 2 (binary): proxy-protocol.txt.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .log import shown
from .trusted_proxies import unmapped

if TYPE_CHECKING:
    from .trusted_proxies import Address

TEXT = b"PROXY "
"""How a header of version 1 begins."""
BINARY = b"\r\n\r\n\0\r\nQUIT\n"
"""How a header of version 2 begins."""
MAX_TEXT = 107
"""Bytes of a header of version 1 at the most, with its end: so the specification has it."""
MAX_BINARY = 4096
"""Bytes that follow the first 16 of version 2 at the most: addresses, and more that is not looked at."""

_HEAD = len(BINARY) + 4
_LOCAL, _PROXY = 0x20, 0x21
_SIZES = {0x00: 0, 0x11: 12, 0x12: 12, 0x21: 36, 0x22: 36, 0x31: 216, 0x32: 216}
"""Bytes of both ends' addresses, by family and transport: none told, IPv4, IPv6, Unix; TCP, then UDP."""
_TCP4, _TCP6 = 0x11, 0x21


class ProxyHeaderError(Exception):
    """What came is no header of the PROXY protocol."""


class ProxyHeader:
    """Reads one header, of either version, and not a byte of what follows it.

    header = ProxyHeader()
    while header.wants:
        header.feed(sock.recv(header.wants))
    """

    __slots__ = ("_head", "source", "wants")

    def __init__(self) -> None:
        self.wants: int = len(BINARY)  # the shortest line is longer
        """How many bytes may be fed next, at the most; 0 once all is known."""
        self.source: tuple[str, int] | None = None
        """The IP address and the port of the client; None if the proxy has come of its own accord, for
        a health check, or does not say."""
        self._head = bytearray()

    @property
    def is_between(self) -> bool:
        """Whether there is a part of it, but not all."""
        return bool(self._head and self.wants)

    def __repr__(self) -> str:
        return f"<ProxyHeader, {len(self._head)} bytes, {self.wants} wanted, {self.source}>"

    def feed(self, data: bytes) -> None:
        """Take in `wants` bytes or less. Raises ProxyHeaderError for what cannot become a header."""
        head = self._head
        head += data
        if head.startswith(TEXT[: len(head)]):
            self._read_text(head)
        elif head.startswith(BINARY[: len(head)]):
            self._read_binary(head)
        else:
            raise ProxyHeaderError(
                f"it began with {_told(head)} in place of a header of the PROXY protocol: have the proxy send"
                " one, as HAProxy does with `send-proxy-v2`, or do without `proxy_protocol`"
            )

    def _read_text(self, head: bytearray) -> None:
        if head.endswith(b"\r\n"):
            self.source = _source_in(head)
            self.wants = 0
        elif len(head) >= MAX_TEXT:
            raise _malformed(head)
        elif len(head) >= len(BINARY):
            self.wants = 1 if head.endswith(b"\r") or len(head) == MAX_TEXT - 1 else 2
        else:
            self.wants = len(BINARY) - len(head)

    def _read_binary(self, head: bytearray) -> None:
        if len(head) < len(BINARY):
            self.wants = len(BINARY) - len(head)
            return
        if len(head) < _HEAD:
            self.wants = _HEAD - len(head)
            return
        command, family, size = head[12], head[13], int.from_bytes(head[14:16], "big")
        is_sound = command == _LOCAL or (command == _PROXY and size >= _SIZES.get(family, MAX_BINARY + 1))
        if not is_sound or size > MAX_BINARY:
            raise _malformed(head)
        self.wants = _HEAD + size - len(head)
        if not self.wants and command == _PROXY:
            self.source = _source_of(family, bytes(head[_HEAD:]))


def _source_in(line: bytearray) -> tuple[str, int] | None:
    """Return what a header of version 1 says."""
    from ipaddress import IPv4Address, IPv6Address

    family, *told = line[len(TEXT) : -2].decode("latin-1").split(" ")
    if family == "UNKNOWN":
        return None
    try:
        if b"%" in line:  # Python takes the name of a network card for a part of an address
            raise ValueError
        kinds: dict[str, type[Address]] = {"TCP4": IPv4Address, "TCP6": IPv6Address}
        kind = kinds[family]
        source, destination, *ports = told
        kind(destination)
        port, _ = map(_port, ports)
        return _plain(kind(source)), port
    except (KeyError, ValueError):
        raise _malformed(line) from None


def _port(text: str) -> int:
    """Return a port as version 1 writes it. Raises ValueError."""
    port = int(text)
    if str(port) != text or not 0 <= port <= 65535:
        raise ValueError
    return port


def _source_of(family: int, block: bytes) -> tuple[str, int] | None:
    """Return what the block of version 2 says; families that do not come by TCP have nothing to say."""
    from ipaddress import IPv4Address, IPv6Address

    if family == _TCP4:
        return _plain(IPv4Address(block[:4])), int.from_bytes(block[8:10], "big")
    if family == _TCP6:
        return _plain(IPv6Address(block[:16])), int.from_bytes(block[32:34], "big")
    return None


def _plain(address: Address) -> str:
    return str(unmapped(address))


def _malformed(head: bytearray) -> ProxyHeaderError:
    return ProxyHeaderError(f"its header of the PROXY protocol is malformed: {_told(head)}")


def _told(head: bytearray) -> str:
    return f"'{shown(head.decode('latin-1'))}'"
