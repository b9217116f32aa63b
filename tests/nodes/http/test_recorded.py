"""HTTPRequest and HTTPClient do what the real engine was recorded to do, but for what is defect there."""

import json
import re
from inspect import isawaitable
from pathlib import Path

import pytest

from engine import OK, Engine, File, Node, PoolByteArray
from engine.gdscript.hashing import hash as godot_hash
from engine.net.network import Lookup
from engine.testing import MemoryNetwork
from nodes import HTTPClient, HTTPRequest
from tests.nodes.http.server import HttpServer

VECTORS = json.loads((Path(__file__).parent / "vectors" / "http.json").read_text(encoding="utf-8"))
CASES = {case["name"]: case["log"] for case in VECTORS["cases"]}
TEXT, CHUNKED = "Content-Type: text/plain", "Transfer-Encoding: chunked"
POST = HTTPClient.METHOD_POST


class Names(MemoryNetwork):
    """A network in memory that knows all names but those that end in `invalid`."""

    def lookup(self, host, port, wake):
        if not host.endswith("invalid"):
            return super().lookup(host, port, wake)
        found = Lookup()
        found.done, found.error = True, f"{host} is not known"
        return found


class Kit(Node):
    """What the recorded scenes have in common."""

    then = None

    def __init__(self, server, play):
        self.h = f"http://127.0.0.1:{server.port}"
        self.log = []
        self.is_done = False
        self.play = play

    async def _ready(self):
        self.make()
        played = self.play(self)
        if isawaitable(played):
            await played

    def make(self):
        self.r = HTTPRequest(name="r")
        self.add_child(self.r)
        self.r.connect("request_completed", self, "_done")
        return self.r

    def ask(self, path, headers=(), ssl=True, method=HTTPClient.METHOD_GET, data=""):
        error = self.r.request(path if path.startswith("http") else self.h + path, headers, ssl, method, data)
        self.log.append(["request", error])

    def _done(self, result, code, headers, body):
        packed = any(line.startswith("Content-Encoding") for line in headers)
        text = [len(body), godot_hash(body)] if len(body) >= 2000 else body.get_string_from_utf8()
        if packed and result != OK:
            text = ""
        self.log.append(["request_completed", result, code, list(headers), text])
        if self.then is not None:
            self.then(result, code)
        else:
            self.done()

    def done(self):
        self.is_done = True


def get(path, **properties):
    def play(t):
        for name, value in properties.items():
            setattr(t.r, name, value)
        t.ask(path)

    return play


def post(code):
    return lambda t: t.ask(f"/status/{code}", ["X-Mine: 1"], True, POST, "data")


def defaults(t):
    r = t.r
    settings = [r.use_threads, r.body_size_limit, r.download_file, r.download_chunk_size]
    state = [r.get_http_client_status(), r.get_body_size(), r.get_downloaded_bytes()]
    t.log.append([*settings, r.max_redirects, r.timeout, *state])
    t.done()


def bad_addresses(t):
    for url in ("", "hello", "ftp://x/", "http://", "http:///x", "http://127.0.0.1:99999/"):
        t.log.append([url, t.r.request(url)])
    for url in ("http://127.0.0.1:x/", "/only/path", "HTTP://127.0.0.1:1/"):
        t.log.append([url.replace(":1/", ":REFUSED/"), t.r.request(url)])
        t.r.cancel_request()
    t.done()


def outside(t):
    t.remove_child(t.r)
    t.ask("/hello")
    t.done()


def busy(t):
    t.ask("/hello")
    t.ask("/404")


def cancelled(t):
    t.ask("/slow")
    t.r.cancel_request()
    t.log.append(t.r.get_http_client_status())
    t.ask("/hello")


async def removed(t):
    t.ask("/slow")
    for _ in range(10):
        await t.get_tree().idle_frame
    t.remove_child(t.r)
    t.log.append("removed")


def downloaded(t):
    def then(result, code):
        file = File()
        t.log.append(file.open("user://got.txt", File.READ))
        t.log.append(file.get_as_text())
        t.done()

    t.then = then
    t.r.download_file = "user://got.txt"
    t.ask("/hello")


def methods(t):
    left = [HTTPClient.METHOD_DELETE, HTTPClient.METHOD_HEAD, HTTPClient.METHOD_PATCH]
    left.append(HTTPClient.METHOD_OPTIONS)

    def then(result, code):
        if left:
            t.ask("/echo", [], True, left.pop(0))
        else:
            t.done()

    t.then = then
    t.ask("/echo", [], True, HTTPClient.METHOD_PUT, "word")


def raw(t):
    t.log.append(t.r.request_raw(f"{t.h}/echo", [], True, POST, PoolByteArray([0, 255, 65])))


def several(t):
    came = []

    def then(result, code):
        came.append(result)
        if len(came) == 4:
            t.done()

    t.then = then
    for request in [t.r, t.make(), t.make(), t.make()]:
        t.r = request
        t.ask("/hello")


def again(t):
    came = []

    def then(result, code):
        came.append(result)
        if len(came) < 3:
            t.ask("/hello")
        else:
            t.done()

    t.then = then
    t.ask("/hello")


def freed(t):
    def then(result, code):
        t.r.queue_free()
        t.done()

    t.then = then
    t.ask("/hello")


async def awaited(t):
    t.r.disconnect("request_completed", t, "_done")
    t.ask("/hello")
    result, code, _, body = await t.r.request_completed
    t.log.append([result, code, body.get_string_from_utf8()])
    t.done()


async def by_hand(t):
    c, port = HTTPClient(), int(t.h.rpartition(":")[2])
    settings = [c.get_status(), c.blocking_mode_enabled, c.read_chunk_size]
    t.log.append([*settings, c.connect_to_host("127.0.0.1", port), c.get_status()])
    last, asked, got = c.get_status(), False, PoolByteArray()
    while not t.is_done:
        error = c.poll()
        if c.get_status() not in (last, HTTPClient.STATUS_REQUESTING):
            last = c.get_status()
            t.log.append(["status", last, error])
        if last == HTTPClient.STATUS_CONNECTED and not asked:
            asked = True
            t.log.append(["request", c.request(HTTPClient.METHOD_GET, "/hello", ["X-Q: word"])])
        elif last == HTTPClient.STATUS_BODY:
            got += c.read_response_body_chunk()
            if c.has_response():
                facts = [c.get_response_code(), c.get_response_body_length(), c.is_response_chunked()]
                kind = c.get_response_headers_as_dictionary().get("Content-Type")
                t.log.append([*facts, kind, got.get_string_from_utf8()])
        elif last == HTTPClient.STATUS_CONNECTED and c.get_status() == last and got:
            t.log.append(["body", got.get_string_from_utf8(), c.has_response()])
            c.close()
            t.log.append(c.get_status())
            t.done()
        await t.get_tree().idle_frame


def refusals(t):
    c, port = HTTPClient(), int(t.h.rpartition(":")[2])
    fields = {"a": 1, "b": "x y&z", "c": [1, 2], "d": None, "e": "é"}
    t.log.append([c.query_string_from_dict(fields)])
    asked = c.request(HTTPClient.METHOD_GET, "/", [])
    errors = [asked, c.connect_to_host("", 80), c.connect_to_host("http://127.0.0.1", port)]
    t.log.append([*errors, c.get_status()])
    t.log.append([c.poll(), c.get_response_code(), c.has_response()])
    c.close()
    t.done()


PLAYED = {
    "defaults": defaults,
    "200": get("/hello"),
    "404 is a success": get("/404"),
    "500 is a success": get("/500"),
    "204 without a length": get("/204"),
    "204 with length 0": get("/204length"),
    "304 without a length": get("/304"),
    "empty body": get("/empty"),
    "3 redirects": get("/redirect/3"),
    "9 redirects, the limit is 8": get("/redirect/9"),
    "8 redirects": get("/redirect/8"),
    "max_redirects 1": get("/redirect/2", max_redirects=1),
    "max_redirects 0": get("/redirect/1", max_redirects=0),
    "max_redirects -1": get("/redirect/10", max_redirects=-1),
    "redirect loop": get("/loop"),
    "redirect without location": get("/nolocation"),
    "absolute redirect": get("/absolute"),
    **{f"POST answered with {code}": post(code) for code in (301, 302, 303, 307, 308)},
    "chunked": get("/plainchunks"),
    "chunks with extensions": get("/chunked"),
    "a bad chunk": get("/badchunk"),
    "gzip: asked for? unpacked?": get("/gzip"),
    "deflate": get("/deflate"),
    "bad gzip": get("/badgzip"),
    "300,000 bytes": get("/big"),
    "body without length, until the end": get("/noend"),
    "body shorter than its length": get("/short"),
    "HTTP/1.0": get("/http10"),
    "100 Continue first": get("/100"),
    "header list": get("/headers"),
    "no HTTP at all": get("/garbage"),
    "the server hangs up": get("/hangup"),
    "timeout": get("/never", timeout=0.5),
    "slow but in time": get("/drip", timeout=3),
    "connection refused": get("http://127.0.0.1:1/"),
    "name that does not resolve": get("http://no-such-host.invalid/"),
    "bad addresses": bad_addresses,
    "outside the tree": outside,
    "busy": busy,
    "cancel_request": cancelled,
    "removed from the tree while it runs": removed,
    "body_size_limit": get("/big", body_size_limit=1000),
    "body_size_limit, chunked": get("/plainchunks", body_size_limit=8),
    "download_file": downloaded,
    "download_file that cannot be opened": get("/hello", download_file="user://no/dir/got.txt"),
    "use_threads": get("/hello", use_threads=True),
    "what is sent: GET": get("/echo?q=word&x=a b"),
    "what is sent: POST": lambda t: t.ask(
        "/echo", ["Content-Type: application/json", "X-A: 1"], True, POST, '{"w":"word"}'
    ),
    "what is sent: PUT, DELETE, HEAD, PATCH, OPTIONS": methods,
    "what is sent: own User-Agent and Content-Length": lambda t: t.ask(
        "/echo", ["User-Agent: me", "Accept: x/y", "Content-Length: 3"], True, POST, "abc"
    ),
    "request_raw (3.3+)": raw,
    "several at once, each its own node": several,
    "again inside request_completed": again,
    "queue_free inside request_completed": freed,
    "yield on request_completed": awaited,
    "HTTPClient by hand": by_hand,
    "HTTPClient: query_string_from_dict and refusals": refusals,
}


def echo(line, body, *head):
    said = {"line": line, "head": [*head, "User-Agent: GodotEngine/VERSION", "Accept: */*"], "body": body}
    return json.dumps(said)


ECHO = [TEXT, "Content-Length: 123"]
SQUEEZED = "squeezed " * 50
PADDED = ["Set-Cookie: a=1", "Set-Cookie: b=2", "X-Spaces: padded", "x-lower: é", "Content-Length: 2"]
UNLIKE = {
    "204 without a length": [0, 204, [], ""],
    "304 without a length": [0, 304, [], ""],
    "POST answered with 303": [0, 200, ECHO, echo("GET /echo HTTP/1.1", "", "X-Mine: 1")],
    **{
        f"POST answered with {code}": [
            *(0, 200, ECHO),
            echo("POST /echo HTTP/1.1", "data", "X-Mine: 1", "Content-Length: 4"),
        ]
        for code in (307, 308)
    },
    "chunks with extensions": [0, 200, [CHUNKED], "hello chunks"],
    "gzip: asked for? unpacked?": [0, 200, [TEXT, "Content-Length: 34", "Content-Encoding: gzip"], SQUEEZED],
    "deflate": [0, 200, [TEXT, "Content-Length: 22", "Content-Encoding: deflate"], SQUEEZED],
    "bad gzip": [8, 200, [TEXT, "Content-Length: 15", "Content-Encoding: gzip"], ""],
    "body shorter than its length": [4, 0, [], ""],
    "HTTP/1.0": [0, 200, [TEXT], "old"],
    "100 Continue first": [0, 200, [TEXT, "Content-Length: 5"], "after"],
    "header list": [0, 200, PADDED, "ok"],
    "no HTTP at all": [4, 0, [], ""],
    "what is sent: GET": [0, 200, ECHO, echo("GET /echo?q=word&x=a%20b HTTP/1.1", "")],
}
"""What a sane client says instead, as HTTPRequest tells."""
WITH_TLS = {
    "TLS, self-signed, validated",
    "TLS, not validated",
    "TLS asked of a plain port",
    "plain asked of a TLS port",
}
"""Those are in `test_http_request`, over sockets."""


def plain(log):
    """Return a log without what an echo's length depends on: how long our version is."""
    text = json.dumps(log, ensure_ascii=False)
    version = "{major}.{minor}.{patch}.{status}.{build}".format(**Engine.get_version_info())
    text = re.sub(re.escape(f"GodotEngine/{version}") + r" \(\w+\)", "GodotEngine/VERSION", text)
    return json.loads(re.sub(r'"Content-Length: [12]\d\d"', '"Content-Length: LONG"', text))


def test_each_case_is_played():
    assert set(PLAYED) | WITH_TLS == set(CASES)
    assert not set(PLAYED) & WITH_TLS
    assert set(UNLIKE) < set(PLAYED)


@pytest.mark.parametrize("name", PLAYED)
def test_it_is_as_it_was_recorded(name, tree, tmp_path, monkeypatch, caplog):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    tree.network = Names()
    server = tree.add(HttpServer(tree.network))
    scene = tree.add(Kit(server, PLAYED[name]))
    for _ in range(400):
        if scene.is_done:
            break
        tree.step()
    expected = json.loads(json.dumps(CASES[name]))
    if name in UNLIKE:
        expected[-1] = ["request_completed", *UNLIKE[name]]
    assert plain(scene.log) == plain(expected)
    tree.step(5)
    assert plain(scene.log) == plain(expected), "it is told once"
