import http.client
import re
import socket
import struct
import threading

import pytest

from engine.exporting.error import ExportError
from engine.exporting.serve import open_server

FILES = {
    "index.html": b"<p>hello",
    "index.html.gz": b"small",
    "index.html.br": b"smaller",
    "estragon.0123456789ab.js": b"code",
    "pyodide-314.0.7/a.mjs": b"module",
    "pyodide-314.0.7/a.wasm": b"machine",
    "game.0123456789ab.zip": b"archive",
    "icon.png": b"icon",
    "worker.js": b"worker",
    "more.data": b"data",
}


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    """Ask the server: `ask("/", Accept_Encoding="br")`; returns status, headers and body."""
    outside = tmp_path_factory.mktemp("served")
    folder = outside / "page"
    for name, data in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    (outside / "secret.txt").write_bytes(b"secret")
    server = open_server(folder, 0)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=30)

    def ask(path, method="GET", **headers):
        connection.request(method, path, headers={k.replace("_", "-"): v for k, v in headers.items()})
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()

    ask.port = server.server_port
    yield ask
    connection.close()
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("", "text/html; charset=utf-8"),
        ("estragon.0123456789ab.js", "text/javascript; charset=utf-8"),
        ("pyodide-314.0.7/a.mjs", "text/javascript; charset=utf-8"),
        ("pyodide-314.0.7/a.wasm", "application/wasm"),
        ("game.0123456789ab.zip", "application/zip"),
        ("icon.png", "image/png"),
        ("more.data", "application/octet-stream"),
    ],
)
def test_files_have_the_types_that_browsers_want(ask, name, kind):
    status, headers, body = ask(f"/{name}?arg=1")
    assert (status, body) == (200, FILES[name or "index.html"])
    assert headers["Content-Type"] == kind


@pytest.mark.parametrize(
    ("accepted", "coding", "body"),
    [
        ("gzip, deflate, br", "br", b"smaller"),
        ("gzip;q=0.5", "gzip", b"small"),
        ("br;q=0, gzip; q=0", None, b"<p>hello"),
        ("", None, b"<p>hello"),
    ],
)
def test_the_smallest_sibling_that_the_browser_takes_is_sent(ask, accepted, coding, body):
    status, headers, got = ask("/index.html", Accept_Encoding=accepted)
    assert (status, headers["Content-Encoding"], got) == (200, coding, body)
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    ("name", "for_ever"),
    [
        ("game.0123456789ab.zip", True),
        ("pyodide-314.0.7/a.wasm", True),
        ("index.html", False),
        ("icon.png", False),
        ("worker.js", False),
    ],
)
def test_what_always_means_the_same_may_be_kept_for_ever(ask, name, for_ever):
    kept = ask(f"/{name}")[1]["Cache-Control"]
    assert kept == ("public, max-age=31536000, immutable" if for_ever else "no-cache")


def test_what_the_browser_has_is_not_sent_again(ask):
    tag = ask("/")[1]["ETag"]
    status, headers, body = ask("/", If_None_Match=tag)
    assert (status, body, headers["ETag"]) == (304, b"", tag)
    assert ask("/", If_None_Match='"other"')[0] == 200
    assert ask("/", If_None_Match=tag, Accept_Encoding="gzip")[0] == 200


def test_a_head_has_no_body(ask):
    status, headers, body = ask("/icon.png", "HEAD")
    assert (status, headers["Content-Length"], body) == (200, "4", b"")


@pytest.mark.parametrize(
    "path", ["/none", "/../secret.txt", "/%2e%2e/secret.txt", "/pyodide-314.0.7", "//secret.txt"]
)
def test_there_is_nothing_but_the_page(ask, path):
    assert ask(path)[0] == 404


def test_nothing_is_said_of_a_browser_that_goes_away(ask, capfd):
    with socket.create_connection(("127.0.0.1", ask.port)) as browser:
        browser.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # a reset
        browser.send(b"GET /")
    assert ask("/")[0] == 200
    assert capfd.readouterr() == ("", "")


def test_only_this_computer_can_connect(tmp_path):
    (tmp_path / "index.html").touch()
    with open_server(tmp_path, 0) as server:
        assert server.server_address[0] == "127.0.0.1"
        with pytest.raises(ExportError, match=re.escape(f"Port {server.server_port} cannot be used")):
            open_server(tmp_path, server.server_port)


def test_a_folder_without_a_page_or_a_port_that_is_none_is_told(tmp_path):
    with pytest.raises(
        ExportError, match=r"has no index\.html: write a page with `python -m engine export web`"
    ):
        open_server(tmp_path, 0)
    (tmp_path / "index.html").touch()
    with pytest.raises(ExportError, match="Port 70000 cannot be used"):
        open_server(tmp_path, 70000)
