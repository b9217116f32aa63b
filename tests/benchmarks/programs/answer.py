"""A server for one client that is not the bottleneck: checks batches of frames and sends them back.

Arguments: port, messages in a batch, their size in bytes. Prints a line once it listens; ends
when the client closes.
"""

import base64
import hashlib
import re
import socket
import sys

from wire import head, prepare, read, xor

PORT, DEPTH, SIZE = (int(argument) for argument in sys.argv[1:])


def main() -> None:
    prepare()
    listener = socket.create_server(("127.0.0.1", PORT))
    print("listening", flush=True)
    connection = listener.accept()[0]
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    request = b""
    while b"\r\n\r\n" not in request:
        request += connection.recv(4096)
    key = re.search(rb"(?i)\r\nsec-websocket-key: *(\S+)", request)[1]
    key += b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"  # RFC 6455 section 1.3
    accept = base64.b64encode(hashlib.sha1(key).digest())
    connection.sendall(
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Accept: " + accept + b"\r\n\r\n"
    )
    masked, plain = head(SIZE, True), head(SIZE, False)
    step = len(masked) + 4 + SIZE
    buffer = bytearray(step * DEPTH)
    view = memoryview(buffer)
    number = 0
    while True:
        try:
            read(connection, view)
        except (AssertionError, ConnectionError):
            return
        answer = bytearray()
        for start in range(0, len(buffer), step):
            body = start + len(masked) + 4
            assert buffer[start : body - 4] == masked, "this is no such frame"
            payload = xor(buffer[body : start + step], bytes(buffer[body - 4 : body]))
            assert int.from_bytes(payload[:8], "big") == number, "a message is missing"
            assert not payload[8:].strip(b"x"), "other bytes came"
            number += 1
            answer += plain + payload
        connection.sendall(answer)


if __name__ == "__main__":
    main()
