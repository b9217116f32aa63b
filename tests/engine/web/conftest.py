"""A page as Python sees it: everything that JavaScript does is done by a test, or noted."""

import json
from types import SimpleNamespace

import pytest

from tests.engine.audio.sounds import Device


class Bytes(bytes):
    def to_bytes(self):
        return bytes(self)


class Turns:
    """`play` does what the browser would: it takes the turns that are due, one after the other."""

    def __init__(self):
        self.turn = None
        self.woken = 0
        self.asked_soon = 0
        self.ask = None

    def start(self, turn):
        self.turn = turn
        return self

    def wake(self):
        self.woken += 1

    def soon(self):
        self.asked_soon += 1

    def leaving(self, ask):
        self.ask = ask

    def play(self, turns=10_000):
        seconds = []
        while turns and (found := self.turn(True)) is not None:
            seconds.append(found)
            turns -= 1
        return seconds


class Picture:
    def __init__(self, width, height, pixels=b""):
        self.width, self.height, self.pixels = width, height, pixels

    def rgba(self):
        return Bytes(self.pixels)


class Pictures:
    def __init__(self):
        self.came = {}
        self.begun = []

    def find(self, file):
        return self.came.get(file)

    def unpack(self, file):
        self.begun.append(file)
        return Picture(0, 0)

    def make(self, width, height, rgba):
        return Picture(width, height, rgba)


class Screen:
    """`done` is what the user does; `told` what it was told, by the names of its methods."""

    def __init__(self):
        self.news = None
        self.done = []
        self.painted = []
        self.pictures = {}
        self.told = []

    def open(self, news):
        self.news = news

    def size(self):
        return "[800, 400, 2]"

    def paint(self, changes):
        self.painted.append(json.loads(changes))

    def picture(self, number, picture):
        self.pictures[number] = picture

    def take(self):
        done, self.done = self.done, []
        return json.dumps(done) if done else ""

    def pixels(self):
        return Bytes(b"\x01\x02\x03\xff" * (800 * 400))

    def __getattr__(self, name):
        return lambda *what: self.told.append((name, *what))


class Socket:
    def __init__(self, url, protocols, wake):
        self.url, self.protocols, self.wake = url, json.loads(protocols), wake
        self.over, self.waiting = False, 0
        self.queue, self.sent = [], []

    def take(self, packets, size):
        taken, self.queue = self.queue[:packets], self.queue[packets:]
        return taken

    def send(self, payload):
        self.sent.append(payload)

    def close(self, code, reason):
        self.sent.append((code, reason))

    def discard(self):
        self.sent.append("discarded")


class Sockets:
    secure = False

    def __init__(self):
        self.opened = []

    def open(self, url, protocols, wake):
        self.opened.append(Socket(url, protocols, wake))
        return self.opened[-1]


class Sounds:
    """`begun` are the files that were unpacked; `device` notes what is played."""

    def __init__(self):
        self.begun, self.played, self.device, self.closed = [], [], Device(), False

    def unpack(self, file):
        self.begun.append(file)
        return f"clip {len(self.begun)}"

    def play(self, clip, position, begin, end):
        self.played.append((clip, position, begin, end))
        return self.device.play(None, position)

    def close(self):
        self.closed = True


class Fetches:
    """Each is what JavaScript would have: a test sets it."""

    def __init__(self):
        self.opened = []

    def open(self, url, method, headers, body, wake):
        fetch = SimpleNamespace(asked=(url, method, json.loads(headers), body, wake), taken=[])
        fetch.take = lambda: fetch.taken.pop(0) if fetch.taken else None
        fetch.code, fetch.headers, fetch.error, fetch.over, fetch.gone = 0, "[]", "", False, 0
        fetch.discard = lambda: setattr(fetch, "gone", fetch.gone + 1)
        self.opened.append(fetch)
        return fetch


class Kept:
    folder = "/user/page"
    persistent = True
    problem = ""

    def __init__(self):
        self.changes = 0

    def changed(self):
        self.changes += 1


class Page:
    def __init__(self):
        self.storage = Kept()
        self.turns, self.screen, self.pictures, self.sockets = Turns(), Screen(), Pictures(), Sockets()
        self.sounds = Sounds()
        self.fetches = Fetches()
        self.console, self.shown = [], []
        self.is_ready = 0

    def log(self, level, text):
        self.console.append((level, text))

    def overlay(self, text, final):
        self.shown.append((text, final))

    def ready(self):
        self.is_ready += 1


@pytest.fixture
def page():
    return Page()
