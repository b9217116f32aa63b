"""As client_estragon.py, with `aiohttp`."""

import asyncio
import json
import sys
import time

from aiohttp import ClientSession

PORT, DEPTH, SIZE, SECONDS = int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])
WARM_UP = 3
FILL = b"x" * (SIZE - 8)


async def main() -> None:
    async with (
        ClientSession() as session,
        session.ws_connect(f"http://127.0.0.1:{PORT}", compress=0, max_msg_size=0) as connection,
    ):
        turns = number = 0
        start = cpu = 0.0
        while turns <= WARM_UP or time.perf_counter() - start < SECONDS:
            if turns == WARM_UP:
                start, cpu = time.perf_counter(), time.process_time()
            for i in range(number, number + DEPTH):
                await connection.send_bytes(i.to_bytes(8, "big") + FILL)
            for i in range(number, number + DEPTH):
                assert await connection.receive_bytes() == i.to_bytes(8, "big") + FILL
            number += DEPTH
            turns += 1
        print(json.dumps({"cpu": (time.process_time() - cpu) / ((turns - WARM_UP) * DEPTH)}), flush=True)


if __name__ == "__main__":
    asyncio.run(main())
