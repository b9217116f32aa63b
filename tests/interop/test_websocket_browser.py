"""The WebSocket server with a browser's own `WebSocket` at the other end: a real Chromium.

One Chromium, without a window, is started for all tests of this module. Its page asks a small HTTP
server for the next script, runs it and posts what that returned.
"""

from __future__ import annotations

import json
import os
import queue
import shutil
import signal
import struct
import subprocess
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from engine import OK
from nodes import WebSocketPeer
from tests.interop.echo_server import echo_server

BOUND = 20.0
"""Seconds that anything may take; far more than it does."""

TEXT, BINARY = WebSocketPeer.WRITE_MODE_TEXT, WebSocketPeer.WRITE_MODE_BINARY

PAGE = """\
<!DOCTYPE html><meta charset="utf-8"><script>
function open(url, ...protocols) {  // a WebSocket once it is open, with promises for messages and its end
    return new Promise((resolve, reject) => {
        const socket = new WebSocket(url, ...protocols), messages = [], waiting = [];
        socket.binaryType = "arraybuffer";
        socket.closed = new Promise(done => socket.onclose = event => {
            const {code, reason, wasClean} = event;
            done({code, reason, wasClean});
            reject(new Error(`closed with ${code}`));
        });
        socket.onmessage = ({data}) => waiting.length ? waiting.shift()(data) : messages.push(data);
        socket.next = () => new Promise(
            found => messages.length ? found(messages.shift()) : waiting.push(found));
        socket.onopen = () => resolve(socket);
    });
}
const AsyncFunction = (async () => {}).constructor;
(async () => {
    for (;;) {
        const script = await (await fetch("next")).text();
        let answer;
        try {
            answer = {returned: await new AsyncFunction(script)()};
        } catch (error) {
            answer = {error: String(error)};
        }
        await fetch("answer", {method: "POST", body: JSON.stringify(answer)});
    }
})();
</script>
"""


class Browser:
    """A Chromium that runs scripts in its page."""

    def __init__(self, program, directory):
        self._scripts = queue.Queue()
        self._answers = queue.Queue()
        self._on_answer = lambda: None
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = False  # closing it waits for them
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05})
        self._thread.start()
        self.origin = f"http://127.0.0.1:{self._server.server_address[1]}"
        flags = [
            *("headless", "no-sandbox", "disable-gpu", "disable-quic", "no-first-run", "disable-sync"),
            *("disable-background-networking", "disable-component-update", "disable-extensions"),
            *("disable-breakpad", "no-proxy-server", "ignore-certificate-errors"),
            "host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
            f"user-data-dir={directory}",
        ]
        self._process = subprocess.Popen(
            [program, *(f"--{flag}" for flag in flags), f"{self.origin}/"],
            env={"PATH": os.environ.get("PATH", ""), "LANG": "en_US.UTF-8", "HOME": str(directory)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def _handler(self):
        browser = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                if self.path == "/":
                    self.reply(PAGE.encode(), "text/html")
                elif self.path == "/next":
                    script = browser._scripts.get()
                    if script is not None:
                        self.reply(script.encode(), "text/plain; charset=utf-8")
                else:
                    self.send_error(404)

            def do_POST(self):
                browser._answers.put(self.rfile.read(int(self.headers["Content-Length"])))
                browser._on_answer()
                self.reply(b"", "text/plain")

            def reply(self, body, kind):
                self.send_response(200)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args):
                pass

        return Handler

    def run(self, tree, script):
        """Run the body of an async JavaScript function while `tree` ticks; return what it returned."""
        self._on_answer = tree.poller.wake
        tree.poller.open_doorbell()
        self._scripts.put(script)
        bound = time.monotonic() + BOUND
        while self._answers.empty():
            assert self._process.poll() is None, "the browser has ended"
            assert time.monotonic() < bound, f"no answer from the browser; the tree is {tree!r}"
            tree.poller.wait(0.02)
            tree.step()
        answer = json.loads(self._answers.get())
        self._on_answer = lambda: None
        assert "error" not in answer, answer["error"]
        return answer.get("returned")

    def end(self):
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(BOUND)
        self._scripts.put(None)  # for who waits for one
        self._server.shutdown()
        self._thread.join(BOUND)
        self._server.server_close()


@pytest.fixture(scope="module")
def chromium(tmp_path_factory):
    names = [os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome"]
    program = next((found for name in names if name and (found := shutil.which(name))), None)
    if program is None:
        pytest.skip("Chromium was not found: install chromium, or name its program in $CHROMIUM")
    browser = Browser(program, tmp_path_factory.mktemp("chromium"))
    yield browser
    browser.end()


@pytest.fixture
def run(chromium, tree):
    """Run a script in the browser, with SERVER standing for the URL of a server of ours."""

    def run(server, script, scheme="ws"):
        host = "localhost" if scheme == "wss" else "127.0.0.1"
        url = f"{scheme}://{host}:{server.get_listening_port()}"
        return chromium.run(tree, f"const SERVER = '{url}';\n{script}")

    return run


@pytest.fixture
def listen(tree):
    """Let a server of ours listen, which sends everything back unless `echo=False`."""

    def listen(protocols=(), buffers=(), echo=True, **settings):
        server = echo_server(buffers, echo, **settings)
        server.here = tree.watch(server.client_connected)
        server.asked = tree.watch(server.client_close_request)
        server.gone = tree.watch(server.client_disconnected)
        tree.add(server)
        assert server.listen(0, protocols) == OK
        return server

    return listen


def test_a_page_gets_its_texts_back(listen, run):
    texts = ["", "Hello", "Grüße, ☂ and 🎮", "a\0b", "x" * 125, "y" * 126, "z" * 65536]
    script = f"""
        const socket = await open(SERVER), texts = {json.dumps(texts)}, back = [];
        for (const text of texts) {{
            socket.send(text);
            back.push(await socket.next());
        }}
        socket.close();
        return back;
    """
    assert run(listen(), script) == texts


def test_a_page_gets_its_bytes_back(listen, run):
    script = """
        const socket = await open(SERVER), back = [];
        for (const size of [0, 1, 125, 126, 256, 65535, 65536]) {
            const bytes = new Uint8Array(size).map((_, i) => i);
            socket.send(bytes);
            const answer = await socket.next();
            const got = answer instanceof ArrayBuffer ? new Uint8Array(answer) : [];
            back.push(got.length === size && bytes.every((byte, i) => byte === got[i]));
        }
        socket.send(new Blob(["from a ", "blob"]));
        back.push(new TextDecoder().decode(await socket.next()));
        socket.close();
        return back;
    """
    assert run(listen(), script) == [True] * 7 + ["from a blob"]


def test_a_page_hears_who_it_talks_to_and_our_script_hears_of_the_page(listen, run, chromium):
    server = listen(["chat", "lws-mirror-protocol"])
    seen = []

    def welcome(id, protocol):
        headers = server.get_peer_headers(id)
        seen.append((protocol, server.get_peer_path(id), headers["origin"]))
        assert server.get_peer(id).put_packet(b"welcome") == OK

    server.client_connected.connect(welcome)
    script = """
        const socket = await open(SERVER + "/r%C3%A4ume/1?a=b", ["other", "lws-mirror-protocol", "chat"]);
        const first = new TextDecoder().decode(await socket.next());
        socket.close();
        return [socket.protocol, first];
    """
    assert run(server, script) == ["lws-mirror-protocol", "welcome"]
    assert seen == [("lws-mirror-protocol", "/r%C3%A4ume/1?a=b", chromium.origin)]


@pytest.mark.parametrize("offered", [[], ["other"]], ids=["none", "another"])
def test_a_page_that_offers_none_of_our_sub_protocols_is_refused(listen, run, offered):
    server = listen(["chat"])
    script = f"return await open(SERVER, {offered}).then(() => 'open', error => error.message);"
    assert run(server, script) == "closed with 1006"
    server.here.assert_not_emitted()


def test_a_page_that_offers_sub_protocols_leaves_a_server_that_lists_none(listen, run, tree):
    # The server welcomes it, without a sub-protocol; it is the browser that insists on one.
    server = listen()
    script = "return await open(SERVER, ['chat']).then(() => 'open', error => error.message);"
    assert run(server, script) == "closed with 1006"
    tree.wait_until(lambda: len(server.gone))
    ((id, protocol),) = server.here.emissions
    assert protocol == ""
    server.gone.assert_emitted(id, False, times=1)


def test_the_close_of_a_page_tells_us_the_code_and_the_reason_and_the_page_that_it_was_clean(
    listen, run, tree
):
    server = listen()
    script = """
        const socket = await open(SERVER);
        socket.close(3001, "tschüß ☂");
        return await socket.closed;
    """
    assert run(server, script) == {"code": 3001, "reason": "tschüß ☂", "wasClean": True}
    tree.wait_until(lambda: len(server.gone))
    ((id, *what),) = server.asked.emissions
    assert what == [3001, "tschüß ☂"]
    assert server.gone.emissions == [(id, True)]


def test_a_close_of_a_page_without_a_code_is_code_0_to_us(listen, run, tree):
    server = listen()
    script = """
        const socket = await open(SERVER);
        socket.close();
        return await socket.closed;
    """
    assert run(server, script) == {"code": 1005, "reason": "", "wasClean": True}
    tree.wait_until(lambda: len(server.gone))
    ((_, *what),) = server.asked.emissions
    assert what == [0, ""]
    assert server.gone.emissions[0][1] is True


@pytest.mark.parametrize(
    ("code", "reason", "seen"),
    [(1000, "", 1000), (4000, "déjà vu ☂", 4000), (1001, "r" * 123, 1001), (0, "", 1005)],
    ids=["1000", "4000", "longest reason", "no code"],
)
def test_our_close_tells_a_page_the_code_and_the_reason(listen, run, tree, code, reason, seen):
    server = listen(echo=False)
    server.client_connected.connect(lambda id, protocol: server.disconnect_peer(id, code, reason))
    script = "return await (await open(SERVER)).closed;"
    assert run(server, script) == {"code": seen, "reason": reason, "wasClean": True}
    tree.wait_until(lambda: len(server.gone))
    assert server.gone.emissions[0][1] is True
    server.asked.assert_not_emitted()


def test_stop_closes_a_page_cleanly(listen, run):
    server = listen(echo=False)
    server.data_received.connect(lambda id: server.stop())
    script = """
        const socket = await open(SERVER);
        socket.send("stop");
        return await socket.closed;
    """
    assert run(server, script) == {"code": 1000, "reason": "", "wasClean": True}
    assert [clean for _, clean in server.gone.emissions] == [False]


def test_a_message_of_a_page_that_is_too_long_is_refused_with_1009(listen, run, tree):
    server = listen()
    script = """
        const socket = await open(SERVER);
        socket.send("x".repeat(65537));
        return (await socket.closed).code;
    """
    assert run(server, script) == 1009
    tree.wait_until(lambda: len(server.gone))
    assert server.gone.emissions[0][1] is False


@pytest.mark.parametrize("compression", [False, True], ids=["refused", "accepted"])
def test_thousands_of_messages_of_a_page_that_offers_compression_come_back_in_order(
    listen, run, tree, compression
):
    server = listen(buffers=(64, 1024, 4096, 8192), compression=compression)
    offers = []
    server.client_connected.connect(
        lambda id, protocol: offers.append(server.get_peer_headers(id)["sec-websocket-extensions"])
    )
    script = """
        const socket = await open(SERVER), count = 3000;
        for (let i = 0; i < count; i++) {
            socket.send(i % 2 ? `message ${i} `.repeat(i % 50) : new Uint8Array(i % 300).fill(i));
        }
        let good = 0;
        for (let i = 0; i < count; i++) {
            const got = await socket.next();
            if (i % 2) {
                good += got === `message ${i} `.repeat(i % 50);
            } else {
                const bytes = new Uint8Array(got);
                good += bytes.length === i % 300 && bytes.every(byte => byte === i % 256);
            }
        }
        socket.close(1000);
        return [good, socket.extensions.split(";")[0], await socket.closed];
    """
    good, extensions, closed = run(server, script)
    assert good == 3000
    assert extensions == ("permessage-deflate" if compression else "")
    assert closed["wasClean"]
    (offer,) = offers
    assert offer.startswith("permessage-deflate")


def test_nothing_of_a_page_is_lost_while_our_script_takes_its_time(listen, run, tree):
    server = listen(echo=False)
    numbers, held = [], []

    def take_a_few():
        for id, _ in server.here.emissions:
            peer = server.get_peer(id) if server.has_peer(id) else None
            waiting = peer.get_available_packet_count() if peer is not None else 0
            held.append(waiting)
            if not numbers and waiting < 17:  # first let it fill
                continue
            for _ in range(min(waiting, 12)):
                numbers.append(struct.unpack_from("<I", peer.get_packet())[0])
            if waiting and len(numbers) == 1000:
                assert peer.put_packet(b"thanks") == OK

    tree.idle_frame.connect(take_a_few)
    script = """
        const socket = await open(SERVER);
        for (let i = 0; i < 1000; i++) {
            socket.send(new Uint32Array(1000).fill(i));
        }
        await socket.next();
        socket.close();
        return socket.bufferedAmount;
    """
    assert run(server, script) == 0
    assert numbers == list(range(1000))
    assert max(held) < 40  # 64 KiB, one more read, and what that left over before


def test_a_page_talks_to_our_server_over_tls(listen, run, tree, certificate):
    server = listen(private_key=certificate.key, ssl_certificate=certificate.certificate, compression=True)
    script = """
        const socket = await open(SERVER);
        const text = "secret ".repeat(5000);
        socket.send(text);
        const same = await socket.next() === text;
        socket.close(3002, "bye");
        return [same, await socket.closed];
    """
    assert run(server, script, "wss") == [True, {"code": 3002, "reason": "bye", "wasClean": True}]
    tree.wait_until(lambda: len(server.gone))
    assert server.gone.emissions[0][1] is True
