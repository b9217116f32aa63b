"""Echoes messages with `websockets` on asyncio. Arguments as those of echo_estragon.py."""

import asyncio
import sys

from websockets.asyncio.server import ServerConnection, broadcast, serve
from websockets.exceptions import ConnectionClosedError

PORT, _KIB, _FPS, SECONDS, BROADCAST = (int(argument) for argument in sys.argv[1:])
everybody: set[ServerConnection] = set()


async def echo(connection: ServerConnection) -> None:
    everybody.add(connection)
    try:
        async for message in connection:
            if BROADCAST:
                broadcast(everybody, message)
            else:
                await connection.send(message)
    except ConnectionClosedError:
        pass
    finally:
        everybody.discard(connection)


async def main() -> None:
    async with serve(
        echo, "127.0.0.1", PORT, compression=None, max_size=None, ping_interval=None, backlog=1024
    ):
        await asyncio.sleep(SECONDS)


if __name__ == "__main__":
    asyncio.run(main())
