"""Calls a server's remote methods. Every byte that comes back is checked, and the server's count of calls.

Arguments: the server's process id and port, clients, calls that each has under way, seconds,
whether the first client's calls are answered by a call to everybody (1) or the last of each client's
calls by one to it (0), and whose packets they are, Godot 3's or Godot 4's (4). Prints the server's CPU
seconds for each call that it received, and how busy this program was meanwhile, as JSON.

All clients are in this process, with raw sockets. Each tells the server a number for the node's path
and confirms the server's, as a client of the engine does; from then on calls say the number. Frames are
made beforehand. In turn each client reads its answer and sends its next calls at once, so that all the
others always have theirs under way.
"""

import json
import os
import socket
import sys
import time
from hashlib import md5
from itertools import cycle
from struct import Struct

from wire import ACCEPT, REQUEST, cpu_time, head, prepare, read, xor

PATH = b"Main\0"
NUMBER = 1
"""What each side calls the path by."""
WARM_UP = 3
"""Turns that do not count."""
VARIETY = 4
"""Different batches that a client sends, one after the other."""

RELAYED = Struct("<Bii").pack
SYSTEM = Struct("<Biii").unpack
CALL = Struct("<BI").pack
INTS = Struct("<IiIi").pack
PAYLOAD, ADD, ID = 0, 1, 3
REMOTE_CALL, SIMPLIFY_PATH, CONFIRM_PATH = 0, 2, 3
INT = 2


def call(method: bytes, first: int, second: int) -> bytes:
    """Return a call of a method of the node that has the number."""
    return CALL(REMOTE_CALL, NUMBER) + method + b"\0\2" + INTS(INT, first, INT, second)


class Client:
    """A client of the multiplayer mode."""

    request = REQUEST
    call = staticmethod(call)

    def __init__(self, port: int) -> None:
        self.connection = socket.create_connection(("127.0.0.1", port))
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.connection.sendall(self.request)
        self.peers: set[int] = set()
        self.id = 0

    def join(self) -> None:
        """Get in, and take note of the id."""
        self.shake_hands()
        while not self.id:
            self.system(self.message())

    def shake_hands(self) -> None:
        """Read the answer to the handshake, and not a byte of what comes at once after it."""
        answer = b""
        while not answer.endswith(b"\r\n\r\n"):
            answer += self.exactly(1)
        assert answer.startswith(b"HTTP/1.1 101 "), answer
        assert ACCEPT in answer, answer

    def exactly(self, count: int) -> bytes:
        buffer = bytearray(count)
        read(self.connection, memoryview(buffer))
        return bytes(buffer)

    def message(self) -> bytes:
        """Return the next message, which is a short binary one."""
        opcode, size = self.exactly(2)
        assert opcode == 0x82, f"opcode {opcode}"
        assert size < 126, f"size {size}"
        return self.exactly(size)

    def system(self, message: bytes) -> None:
        """Take note of who is there."""
        kind, _, _, peer = SYSTEM(message)
        if kind == ID:
            self.id = peer
        elif kind == ADD:
            self.peers.add(peer)

    def frame(self, packet: bytes) -> bytes:
        """Return a packet to the server as it is sent."""
        payload, mask = RELAYED(PAYLOAD, self.id, 1) + packet, os.urandom(4)
        return head(len(payload), True) + mask + xor(payload, mask)

    def answered(self, packet: bytes, target: int) -> bytes:
        """Return a packet of the server as it comes."""
        payload = RELAYED(PAYLOAD, 1, target) + packet
        return head(len(payload), False) + payload

    def introduce(self) -> None:
        """Let both sides know the numbers of the path."""
        self.connection.sendall(self.frame(CALL(SIMPLIFY_PATH, NUMBER) + PATH))
        assert self.message()[9:] == bytes((CONFIRM_PATH,)) + PATH, "no confirmation"
        self.connection.sendall(self.frame(call(b"ask", 1, 2)))
        assert self.message()[9:] == CALL(SIMPLIFY_PATH, NUMBER) + PATH, "no number"
        assert self.message().endswith(PATH), "a number was used before it was confirmed"
        self.connection.sendall(self.frame(bytes((CONFIRM_PATH,)) + PATH))

    def total(self) -> int:
        """Ask for the server's count."""
        self.connection.sendall(self.frame(self.call(b"total", 0, 0)))
        return int.from_bytes(self.message()[-12:-8], "little")

    def batch(self, depth: int, to_all: bool) -> tuple[bytes, bytes]:
        """Return calls, and what they are answered with."""
        sent, answers = bytearray(), bytearray()
        for i in range(depth):
            first, second = (BIG | int.from_bytes(os.urandom(3), "little") for _ in range(2))
            asks = to_all or i == depth - 1
            method = b"ask_all" if to_all else b"ask" if asks else b"count"
            sent += self.frame(self.call(method, first, second))
            if asks:
                answers += self.answered(self.call(b"answer", first, second), 0 if to_all else self.id)
        return bytes(sent), bytes(answers)

    def close(self) -> None:
        """Close as one should, so that the server has forgotten this client when the next ones come."""
        self.connection.sendall(b"\x88\x82\0\0\0\0\x03\xe8")
        self.connection.settimeout(5.0)
        while self.connection.recv(65536):
            pass


class Counting(Client):
    """A client to which one message comes again and again."""

    def __init__(self, port: int) -> None:
        super().__init__(port)
        self.buffer = self.expected = b""

    def take(self) -> int:
        """Return how many messages have come."""
        self.buffer += self.connection.recv(65536)
        count = len(self.buffer) // len(self.expected)
        assert self.buffer.startswith(self.expected * count), "other bytes came"
        self.buffer = self.buffer[count * len(self.expected) :]
        return count


METHODS = (b"answer", b"ask", b"ask_all", b"count", b"total")
"""Those of the node, in the order in which Godot 4 numbers them."""
CHECKSUM = md5(b"".join(METHODS)).hexdigest().encode()
INT32 = 0x82
SYS, ADD_PEER, SIMPLIFY_4, CONFIRM_4 = 7, 1, 1, 2
ANNOUNCED = bytes((SIMPLIFY_4,)) + CHECKSUM + b"\0" + NUMBER.to_bytes(4, "little") + PATH
CONFIRMED = bytes((CONFIRM_4, 1)) + NUMBER.to_bytes(4, "little")
INTS_4 = Struct("<BBBBBiBi").pack


def call_4(method: bytes, first: int, second: int) -> bytes:
    """Return a call as Godot 4 says it; its two numbers have 32 bits, as it takes less for small ones."""
    return INTS_4(REMOTE_CALL, NUMBER, METHODS.index(method), 2, INT32, first, INT32, second)


class Client4(Client):
    """A client that speaks as Godot 4 does: without headers, and with numbers in place of names."""

    call = staticmethod(call_4)

    def system(self, message: bytes) -> None:
        if not self.id:
            assert len(message) == 4, message
            self.id = int.from_bytes(message, "little")
            self.peers.add(1)
        elif message[:2] == bytes((SYS, ADD_PEER)):
            self.peers.add(int.from_bytes(message[2:6], "little"))

    def frame(self, packet: bytes) -> bytes:
        mask = os.urandom(4)
        return head(len(packet), True) + mask + xor(packet, mask)

    def answered(self, packet: bytes, target: int) -> bytes:
        return head(len(packet), False) + packet

    def introduce(self) -> None:
        self.connection.sendall(self.frame(ANNOUNCED))
        assert self.message() == CONFIRMED, "no confirmation"
        self.connection.sendall(self.frame(call_4(b"ask", BIG, BIG)))
        assert self.message() == ANNOUNCED, "no number"
        assert self.message().endswith(PATH), "a number was used before it was confirmed"
        self.connection.sendall(self.frame(CONFIRMED))

    def total(self) -> int:
        self.connection.sendall(self.frame(call_4(b"total", 0, BIG)))
        message = self.message()
        size = 1 << (message[4] >> 6)
        return int.from_bytes(message[5 : 5 + size], "little")


BIG = 1 << 30
"""A number that takes 32 bits."""


def connect(port: int, count: int, kind: type[Client] = Client) -> list[Client]:
    """Return so many clients, made some at a time, that know of each other."""
    clients: list[Client] = []
    while len(clients) < count:
        some = [kind(port) for _ in range(min(8, count - len(clients)))]
        for client in some:
            client.join()
        clients += some
    ids = {1, *(client.id for client in clients)}
    for client in clients:
        while not client.peers >= ids - {client.id}:
            client.system(client.message())
    return clients


def main() -> None:
    pid, port, count, depth = (int(argument) for argument in sys.argv[1:5])
    seconds, to_all = float(sys.argv[5]), sys.argv[6] == "1"
    prepare(30)
    clients = connect(port, count, Client4 if sys.argv[7:] == ["4"] else Client)
    for client in clients:
        client.introduce()
    before = clients[0].total()
    batches = [cycle([client.batch(depth, to_all) for _ in range(VARIETY)]) for client in clients]
    expected = [b""] * count
    buffer = memoryview(bytearray(len(next(batches[0])[1])))

    def send(i: int) -> None:
        sent, answer = next(batches[i])
        clients[i].connection.sendall(sent)
        if to_all:
            expected[:] = [answer] * count
        else:
            expected[i] = answer

    def receive(i: int) -> None:
        read(clients[i].connection, buffer)
        assert buffer == expected[i], "other bytes came back"

    senders = 1 if to_all else count
    for i in range(senders):
        send(i)
    turns = 0
    start = own = cpu = 0.0
    while turns < WARM_UP + 2 or time.perf_counter() - start < seconds:
        if turns == WARM_UP:
            start, own, cpu = time.perf_counter(), time.process_time(), cpu_time(pid)
        for i in range(count):
            receive(i)
            if not to_all:
                send(i)
        if to_all:
            send(0)
        turns += 1
    wall = time.perf_counter() - start
    cpu, own = cpu_time(pid) - cpu, time.process_time() - own
    for i in range(count):
        receive(i)
    calls = (turns + 1) * depth * senders
    assert clients[0].total() - before == calls, "the server missed calls"
    for client in clients:
        client.close()
    print(json.dumps({"cpu": cpu / ((turns - WARM_UP) * depth * senders), "busy": own / wall}))


if __name__ == "__main__":
    main()
