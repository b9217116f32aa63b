"""Echoes messages with `picows` on uvloop. Arguments as those of echo_estragon.py."""

import asyncio
import sys

import uvloop
from picows import WSFrame, WSListener, WSMsgType, WSTransport, ws_create_server

PORT, KIB, _FPS, SECONDS, BROADCAST = (int(argument) for argument in sys.argv[1:])
everybody: set[WSTransport] = set()


class Echo(WSListener):
    def on_ws_connected(self, transport: WSTransport) -> None:
        everybody.add(transport)

    def on_ws_disconnected(self, transport: WSTransport) -> None:
        everybody.discard(transport)

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        if frame.msg_type == WSMsgType.BINARY:
            payload = frame.get_payload_as_bytes()
            for to in everybody if BROADCAST else (transport,):
                to.send(WSMsgType.BINARY, payload)
        elif frame.msg_type == WSMsgType.CLOSE:
            transport.send_close(frame.get_close_code())
            transport.disconnect()


async def main() -> None:
    server = await ws_create_server(
        lambda request: Echo(), "127.0.0.1", PORT, backlog=1024, max_frame_size=KIB * 1024
    )
    async with server:
        await asyncio.sleep(SECONDS)


if __name__ == "__main__":
    uvloop.run(main())
