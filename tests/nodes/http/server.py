"""A small HTTP server in the tree of a test: what each path answers, `respond` says.

The paths are those that the vectors were recorded with, but that time passes in frames.
"""

from __future__ import annotations

import gzip
import json
import zlib

from engine import Node
from engine.net.network import SystemNetwork
from nodes.websocket.socket_link.tls import TlsSocket

BIG = bytes(i * 7 % 251 for i in range(300000))


class Peer:
    """One connection of the server: bytes that came, and bytes to send in some later frame."""

    def __init__(self, stream):
        self.stream = stream
        self.came = b""
        self.later = []
        self.out = b""
        self.closes = False


class HttpServer(Node):
    """Listens in `network` on `port`; `asked` are the requests that came.

    With `behind`, which is a context for TLS, it is a proxy, and the server behind that as well.
    """

    def __init__(self, network, context=None, respond=None, behind=None):
        self.behind = behind
        self.network = network
        self.context = context
        self.respond = respond or answer
        self.listener = network.listen(0)
        self.port = self.listener.getsockname()[1]
        self.peers = []
        self.asked = []

    def _process(self, delta):
        try:
            while True:
                stream = self.network.accepted(self.listener.accept()[0])
                self.peers.append(Peer(TlsSocket(stream, self.context, None) if self.context else stream))
        except BlockingIOError:
            pass
        for peer in list(self.peers):
            try:
                self.serve(peer)
            except BlockingIOError:
                pass
            except OSError:
                self.drop(peer)

    def serve(self, peer):
        if not peer.later and not peer.out:
            self.read(peer)
        while peer.later and peer.later[0][0] <= 0:
            peer.out += peer.later.pop(0)[1]
        peer.later[:1] = [(frames - 1, data) for frames, data in peer.later[:1]]
        while peer.out:
            peer.out = peer.out[peer.stream.send(peer.out) :]
        if peer.closes and not peer.later:
            self.drop(peer)

    def read(self, peer):
        while (request := taken(peer)) is None:
            data = peer.stream.recv(65536)
            if not data:
                raise ConnectionResetError
            peer.came += data
        line, head, body = request
        self.asked.append((line, head, body))
        if self.behind and line.startswith("CONNECT"):
            peer.stream.send(b"HTTP/1.1 200 OK\r\n\r\n")
            peer.stream = TlsSocket(peer.stream, self.behind, None)
            return
        parts, peer.closes = self.respond(line, head, body, self.port)
        peer.later = [part if isinstance(part, tuple) else (0, part) for part in parts]

    def drop(self, peer):
        peer.stream.close()
        self.peers.remove(peer)

    def shut(self):
        for peer in list(self.peers):
            self.drop(peer)
        self.listener.close()


def taken(peer):
    """Take a whole request out of what came."""
    head, end, rest = peer.came.partition(b"\r\n\r\n")
    if not end:
        return None
    line, *lines = head.decode("latin-1").split("\r\n")
    length = next((int(x.split(":")[1]) for x in lines if x.lower().startswith("content-length")), 0)
    if len(rest) < length:
        return None
    peer.came = rest[length:]
    return line, lines, rest[:length]


def out(status, headers=(), body=b""):
    """Return an answer."""
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers)
    return f"HTTP/1.1 {status}\r\n{lines}\r\n".encode() + body


def plain(status, body, *headers, head_only=False):
    """Return an answer with a text."""
    usual = [("Content-Type", "text/plain"), ("Content-Length", len(body))]
    return out(status, [*usual, *headers], b"" if head_only else body)


PACKED = {
    "/gzip": (gzip.compress(b"squeezed " * 50, mtime=0), "gzip"),
    "/deflate": (zlib.compress(b"squeezed " * 50), "deflate"),
    "/badgzip": (b"not gzip at all", "gzip"),
}
FIXED = {
    "/hello": plain("200 OK", b"hello"),
    "/404": plain("404 Not Found", b"nothing here"),
    "/500": plain("500 Internal Server Error", b"broken"),
    "/204": out("204 No Content"),
    "/204length": out("204 No Content", [("Content-Length", 0)]),
    "/304": out("304 Not Modified"),
    "/empty": plain("200 OK", b""),
    "/loop": plain("302 Found", b"", ("Location", "/loop")),
    "/nolocation": plain("302 Found", b"x"),
    "/chunked": out(
        "200 OK", [("Transfer-Encoding", "chunked")], b"5\r\nhello\r\n7;ext=1\r\n chunks\r\n0\r\n\r\n"
    ),
    "/plainchunks": out(
        "200 OK", [("Transfer-Encoding", "chunked")], b"5\r\nhello\r\nA\r\n in chunks\r\n0\r\n\r\n"
    ),
    "/badchunk": out("200 OK", [("Transfer-Encoding", "chunked")], b"zz\r\nhello\r\n0\r\n\r\n"),
    "/big": plain("200 OK", BIG),
    "/headers": out(
        "200 OK",
        [
            *(("Set-Cookie", "a=1"), ("Set-Cookie", "b=2"), ("X-Spaces", "  padded  "), ("x-lower", "é")),
            ("Content-Length", 2),
        ],
        b"ok",
    ),
    "/100": b"HTTP/1.1 100 Continue\r\n\r\n" + plain("200 OK", b"after"),
    **{path: plain("200 OK", data, ("Content-Encoding", coding)) for path, (data, coding) in PACKED.items()},
}
THEN_CLOSED = {
    "/noend": out("200 OK", [("Connection", "close")], b"until the end"),
    "/short": out("200 OK", [("Content-Length", 100)], b"only this"),
    "/hangup": b"",
    "/garbage": b"this is no HTTP\r\n\r\n",
    "/http10": b"HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\nold",
}


def answer(line, head, body, port):
    """Return the parts of the answer to a request, and whether the connection is closed after it."""
    method, path, _ = line.split(" ", 2)
    if path in THEN_CLOSED:
        return [THEN_CLOSED[path]], True
    if path in FIXED:
        return [FIXED[path]], False
    if path == "/never":
        return [(1 << 30, b"")], True
    if path == "/slow":
        return [(72, plain("200 OK", b"late"))], False
    if path == "/drip":
        return [out("200 OK", [("Content-Length", 10)]), *[(9, b"x")] * 10], False
    if path == "/absolute":
        place = ("Location", f"http://127.0.0.1:{port}/hello")
        return [plain("301 Moved Permanently", b"", place)], False
    if path.startswith("/redirect/"):
        left = int(path.split("/")[2])
        place = ("Location", f"/redirect/{left - 1}" if left > 1 else "/hello")
        return [plain("302 Found", b"moved", place)], False
    if path.startswith("/status/"):
        return [plain(f"{path.split('/')[2]} Moved", b"moved", ("Location", "/echo"))], False
    kept = [x for x in head if x.split(":")[0].lower() != "host"]
    said = json.dumps({"line": line, "head": kept, "body": body.decode("latin-1")}).encode()
    return [plain("200 OK", said, head_only=method == "HEAD")], False


class LoopbackNetwork(SystemNetwork):
    """Sockets of this machine alone; no name is looked up."""

    def listen(self, port, ip="127.0.0.1", shared=False):
        return super().listen(port, ip, shared)
