"""Everybody whom a server meets: players, people who come and go, and those who mean no good.

python load.py ECHO_PORT WORLD_PORT

Each is a coroutine that does one thing over and over, at a pace of its own, so that the load is bounded. It
goes on until the process is ended. Nothing here is Estragon's but the bytes of its corpus.
"""

from __future__ import annotations

import asyncio
import random
import struct
import sys
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException
from websockets.frames import Frame, Opcode

CORPUS = Path(__file__).parent.parent / "fuzz" / "corpus"
REQUEST = (
    b"GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)
FAILED = (OSError, WebSocketException, EOFError, TimeoutError)
ECHO_TIMEOUT = 20.0


def address(port: int) -> str:
    return f"ws://127.0.0.1:{port}"


async def visitor(port: int) -> None:
    """Come, say something, and leave: properly, without a word, or in the middle of it."""
    async with connect(address(port), compression=random.choice(("deflate", None))) as websocket:
        for _ in range(random.randrange(5)):
            await websocket.send(random.choice(("text", b"bytes" * random.randrange(2000))))
            async with asyncio.timeout(ECHO_TIMEOUT):
                await websocket.recv()
        if random.random() < 0.3:
            websocket.transport.abort()
    await asyncio.sleep(0.1)


async def player(port: int) -> None:
    """Speak Godot's multiplayer protocol: call the server, read what it calls, leave after a while."""
    async with connect(address(port), compression=None) as websocket:
        own = struct.unpack_from("<i", await websocket.recv(), 9)[0]
        reading = asyncio.create_task(_read(websocket))
        path = b"Main/World\0"
        call = b"move\0\1" + struct.pack("<Iff", 5, 1.0, 2.0)
        packet = struct.pack("<BI", 0, 0x80000000 | (5 + len(call))) + call + path
        try:
            for _ in range(random.randrange(200)):
                await websocket.send(struct.pack("<Bii", 0, own, 1) + packet)
                await asyncio.sleep(0.05)
        finally:
            reading.cancel()


async def _read(websocket: ClientConnection) -> None:
    with suppress(*FAILED):
        async for _ in websocket:
            pass


async def _open(port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(REQUEST)
    await reader.readuntil(b"\r\n\r\n")
    return reader, writer


async def silent(port: int) -> None:
    """Connect and say nothing, or half of a request."""
    _, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(REQUEST[: random.randrange(len(REQUEST))])
    await asyncio.sleep(random.choice((0.1, 5.0)))
    writer.transport.abort()


async def stranger(port: int) -> None:
    """Send what once was wrong, in place of a request or as frames, whole or cut."""
    data = random.choice(FOUND)
    if random.random() < 0.5:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    else:
        _, writer = await _open(port)
    writer.write(data[: random.randrange(len(data) + 1)])
    await asyncio.sleep(0.1)
    writer.transport.abort()


async def flooder(port: int) -> None:
    """Send as much as is taken for a second, of something small; read nothing, or a little."""
    reader, writer = await _open(port)
    piece = random.choice(
        (
            Frame(Opcode.PING, b"").serialize(mask=True),
            Frame(Opcode.BINARY, b"a").serialize(mask=True),
            Frame(Opcode.TEXT, b"a", False).serialize(mask=True)
            + Frame(Opcode.CONT, b"b").serialize(mask=True),
        )
    )
    end = time.monotonic() + 1.0
    while time.monotonic() < end:
        writer.write(piece * 2000)
        async with asyncio.timeout(0.2):
            await writer.drain()
        if random.random() < 0.5:
            async with asyncio.timeout(0.2):
                await reader.read(1 << 16)
    writer.transport.abort()


async def announcer(port: int) -> None:
    """Announce 64 KiB, send a little of it, and wait."""
    _, writer = await _open(port)
    writer.write(b"\x82\xff" + (60_000).to_bytes(8, "big") + bytes(4) + bytes(100))
    await asyncio.sleep(2.0)
    writer.transport.abort()


async def again(who: Callable[[int], Awaitable[None]], port: int) -> None:
    """Let somebody come again whenever they have gone, or were thrown out."""
    while True:
        with suppress(*FAILED):
            await who(port)
        await asyncio.sleep(0.2 + random.random() * 0.2)


FOUND = [file.read_bytes() or b"\0" for file in sorted(CORPUS.glob("*/*"))]
"""What fuzzing has kept."""
CROWD = {visitor: 8, player: 6, silent: 4, stranger: 8, flooder: 2, announcer: 3}
"""How many there are of each at a time."""


async def crowd(echo: int, world: int) -> None:
    """Let them all come."""
    async with asyncio.TaskGroup() as group:
        for who, number in CROWD.items():
            for i in range(number):
                is_player = who is player or (i % 2 == 1 and who is not visitor)
                group.create_task(again(who, world if is_player else echo))


if __name__ == "__main__":
    random.seed(1)
    asyncio.run(crowd(int(sys.argv[1]), int(sys.argv[2])))
