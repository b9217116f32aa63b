"""A store in Redis beside redis-py: messages received and published, and frames in which there are none.

Both have the same Redis, a process of its own; what counts is our CPU time. redis-py parses by hiredis, too.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from measure import Result, Side, check, fastest, per_call, stopwatch
from peers import load, missing

from engine.net.network import SystemNetwork
from engine.net.poller import Poller
from engine.testing import SteppedTree
from nodes import Backplane, Cluster
from nodes.cluster.redis_store import RedisStore
from nodes.cluster.store import Home

MESSAGES = 10_000
PAYLOAD = b"x" * 64
AT_ONCE = 16
"""Messages that are published in one frame."""
FRAMES = 20_000
CHANNEL = b"estragon:{game}:topic:chat"


class Redis:
    """A Redis with nothing on a disk, which may be stopped and come again at the same port."""

    def __init__(self, program: str, folder: str) -> None:
        with socket.create_server(("127.0.0.1", 0)) as listener:
            self.port: int = listener.getsockname()[1]
        self._command = [program, "--port", str(self.port), "--save", "", "--bind", "127.0.0.1"]
        self._folder = folder
        self.start()

    def start(self) -> None:
        self.process = subprocess.Popen(self._command, cwd=self._folder, stdout=subprocess.DEVNULL)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


@contextmanager
def redis_server(peer: str = "redis-py") -> Iterator[Redis | None]:
    """Give a Redis; None, and the peer is left out, where there is no program."""
    program = shutil.which("redis-server") or shutil.which("valkey-server")
    if program is None:
        missing[peer] = "no program redis-server"
        yield None
        return
    with tempfile.TemporaryDirectory() as folder:
        redis = Redis(program, folder)
        try:
            yield redis
        finally:
            redis.kill()


class Ours:
    """A connection to the store, without a tree around it."""

    def __init__(self, port: int) -> None:
        self.received = 0
        self.is_up = False
        self.poller = Poller()
        home = Home(SystemNetwork(), self.poller, time.monotonic)
        self.connection = RedisStore(f"redis://127.0.0.1:{port}").connect("game", self, home)
        self.connection.subscribe("chat")
        self.until(lambda: self.is_up)

    def _store_up_(self) -> None:
        self.is_up = True

    def _store_down_(self, why: str) -> None:
        """It is tried again: the server may not have started yet."""

    def _store_complaint_(self, why: str) -> None:
        raise AssertionError(why)

    def _rooms_hinted_(self) -> None:
        raise AssertionError("nothing is watched")

    def _message_came_(self, topic: str, message: bytes) -> None:
        self.received += 1

    def until(self, condition: Callable[[], bool]) -> None:
        while not condition():
            self.poller.wait(0.1)
            self.poller.collect()
            self.connection.poll()


class Publisher:
    """Publishes from outside, as fast as can be: the commands are ready beforehand."""

    def __init__(self, port: int, channel: bytes) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port))
        command = b"*3\r\n$7\r\nPUBLISH\r\n$%d\r\n%b\r\n$%d\r\n%b\r\n"
        self._commands = command % (len(channel), channel, len(PAYLOAD), PAYLOAD) * MESSAGES

    def send(self) -> None:
        """Publish all messages, and wait until the server has taken them: they are in our socket, mostly."""
        self._socket.sendall(self._commands)
        replies = 0
        while replies < MESSAGES:
            replies += self._socket.recv(1 << 16).count(b"\r\n")


def receive(port: int) -> dict[str, Side]:
    one = Ours(port)  # waits for the server, which has just been started
    publisher = Publisher(port, CHANNEL)

    def ours() -> float:
        one.received = 0
        publisher.send()
        with stopwatch() as seconds:
            one.until(lambda: one.received >= MESSAGES)
            took = seconds()
        check(MESSAGES, one.received)
        return took / MESSAGES

    sides = {"ours": ours}
    redis = load("redis")
    if redis is not None:
        subscription = redis.Redis(port=port).pubsub(ignore_subscribe_messages=True)
        subscription.subscribe(b"theirs")
        subscription.get_message(timeout=1.0)
        for_them = Publisher(port, b"theirs")

        def theirs() -> float:
            for_them.send()
            received = 0
            with stopwatch() as seconds:
                while received < MESSAGES:
                    received += subscription.get_message(timeout=1.0) is not None
                return seconds() / MESSAGES

        sides["redis-py"] = theirs
    return sides


def publish(port: int) -> dict[str, Side]:
    one = Ours(port)
    one.connection.unsubscribe("chat")
    outbox = one.connection._line._outbox
    waiting = one.connection._line

    def ours() -> float:
        with stopwatch() as seconds:
            for _ in range(MESSAGES // AT_ONCE):
                outbox.polling = True  # as a frame does
                for _ in range(AT_ONCE):
                    one.connection.publish("chat", PAYLOAD)
                outbox.polling = False
                outbox.flush()
                one.poller.collect()
                one.connection.poll()
            one.until(lambda: not waiting._link.waiting)
            return seconds() / MESSAGES

    sides = {"ours": ours}
    redis = load("redis")
    if redis is not None:
        client = redis.Redis(port=port)
        client.ping()

        def theirs() -> float:
            pipeline = client.pipeline(transaction=False)
            with stopwatch() as seconds:
                for _ in range(MESSAGES // AT_ONCE):
                    for _ in range(AT_ONCE):
                        pipeline.publish(CHANNEL, PAYLOAD)
                    pipeline.execute()
                return seconds() / MESSAGES

        sides["redis-py"] = theirs
    return sides


def idle(port: int) -> dict[str, Side]:
    tree, cluster = SteppedTree(), Cluster(url=f"redis://127.0.0.1:{port}")
    tree.add(cluster)

    def ours() -> float:
        tree.wait_until(lambda: cluster._connection_.is_up and cluster._idle_time_() > 0.5)
        return per_call(cluster._poll_, FRAMES)

    sides = {"ours": ours}
    redis = load("redis")
    if redis is not None:
        subscription = redis.Redis(port=port).pubsub()
        subscription.subscribe(CHANNEL)
        subscription.get_message(timeout=1.0)
        sides["redis-py"] = lambda: per_call(subscription.get_message, FRAMES // 4)
    return sides


def whole(port: int) -> float:
    """Return what a message costs from the socket to a handler of a Backplane's signal."""
    tree, heard = SteppedTree(), []
    cluster, backplane = Cluster(url=f"redis://127.0.0.1:{port}"), Backplane()
    cluster.add_child(backplane)
    backplane.message_received.connect(lambda topic, value, origin: heard.append(value))
    backplane.subscribe("chat")
    tree.add(cluster)
    tree.wait_until(lambda: backplane.publish("chat", {"x": 1.5, "y": 2.5, "name": "ann"}) == 0)
    tree.wait_until(lambda: heard)
    count = 2_000
    with stopwatch() as seconds:
        for number in range(count):
            backplane.publish("chat", {"x": 1.5, "y": 2.5, "name": number})
            if not number % AT_ONCE:
                tree.step()
        tree.wait_until(lambda: len(heard) > count)
        took = seconds()
    tree.finish()
    return took / count


def measure(rounds: int) -> Iterator[Result]:
    with redis_server() as redis:
        if redis is None:
            return
        port = redis.port
        for what, sides, goal in (
            (f"receive one of {MESSAGES} messages, 64 B", receive(port), 5.0),
            (f"publish one of {AT_ONCE} in a frame", publish(port), 3.0),
            ("a frame without a message", idle(port), None),
        ):
            best = fastest(sides, rounds)
            yield Result(what, best["ours"], "redis-py", best.get("redis-py"), goal)
        yield Result("the same, beside its goal", best["ours"], goal=0.5e-6)
        yield Result("publish and receive a Dictionary, in a tree", min(whole(port) for _ in range(rounds)))
