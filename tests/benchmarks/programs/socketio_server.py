"""One of several Socket.IO servers that reach each other's clients by way of Redis, as its manual has it.

Arguments: the port, the URL of the Redis. `to` goes to one client, `all` to all but who has sent it.
"""

import sys

import socketio
import uvloop
from aiohttp import web

PORT, URL = int(sys.argv[1]), sys.argv[2]
server = socketio.AsyncServer(
    async_mode="aiohttp", client_manager=socketio.AsyncRedisManager(URL), transports=["websocket"]
)


@server.event
async def to(sid: str, receiver: str, data: str) -> None:
    await server.emit("said", data, to=receiver)


@server.on("all")
async def to_all(sid: str, data: str) -> None:
    await server.emit("said", data, skip_sid=sid)


if __name__ == "__main__":
    uvloop.install()
    application = web.Application()
    server.attach(application)
    web.run_app(application, host="127.0.0.1", port=PORT, access_log=None, print=None)
