"""A network without sockets, as in a page: a test says what is fetched."""

from __future__ import annotations

from engine.net.messages import MessageNetwork


class Fetched:
    """One request, and what has come of it."""

    def __init__(self, wake):
        self.wake = wake
        self.code, self.headers, self.error, self.over = 0, [], "", False
        self.pieces = []
        self.discarded = False

    def come(self, code, headers=(), *pieces, over=False, error=""):
        self.code, self.headers = code, list(headers)
        self.pieces += pieces
        self.over, self.error = over, error
        self.wake()

    def take(self):
        return self.pieces.pop(0) if self.pieces else b""

    def discard(self):
        self.discarded = True


class FetchingNetwork(MessageNetwork):
    """`asked` is what was asked for; `fetches` are what a test lets come."""

    def __init__(self):
        self.asked, self.fetches = [], []

    def open(self, url, protocols, wake):
        raise NotImplementedError

    def sends(self, code):
        return True

    def cannot_listen(self, port):
        raise NotImplementedError

    def fetch(self, url, method, headers, body, wake):
        self.asked.append((url, method, headers, body))
        self.fetches.append(Fetched(wake))
        return self.fetches[-1]
