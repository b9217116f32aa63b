"""Echoes messages with `aiohttp` on asyncio. Arguments as those of echo_estragon.py."""

import asyncio
import sys

from aiohttp import WSMsgType, web

PORT, _KIB, _FPS, SECONDS, BROADCAST = (int(argument) for argument in sys.argv[1:])
everybody: set[web.WebSocketResponse] = set()


async def echo(request: web.Request) -> web.WebSocketResponse:
    socket = web.WebSocketResponse(compress=False, max_msg_size=0)
    await socket.prepare(request)
    everybody.add(socket)
    try:
        async for message in socket:
            if message.type != WSMsgType.BINARY:
                continue
            if BROADCAST:
                for other in everybody:
                    await other.send_bytes(message.data)
            else:
                await socket.send_bytes(message.data)
    finally:
        everybody.discard(socket)
    return socket


async def main() -> None:
    application = web.Application()
    application.router.add_get("/", echo)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", PORT, backlog=1024).start()
    await asyncio.sleep(SECONDS)
    await runner.cleanup()


if __name__ == "__main__":
    asyncio.run(main())
