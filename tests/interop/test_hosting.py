"""The recipe of docs/browser.md, as it stands there: nginx as the host of a page."""

import re
import socket
from http.client import HTTPConnection
from pathlib import Path

import pytest

from engine.exporting.folder import write_folder

from .test_deploying import WAIT, Program, which

ROOT = Path(__file__).parents[2]
FILES = {
    "index.html": b"<p>the page" * 100,
    "game.0123456789ab.zip": b"archive" * 100,
    "icon.png": b"icon",
    "pyodide-314.0.7/pyodide.mjs": b"module" * 100,
    "pyodide-314.0.7/pyodide.asm.wasm": b"machine" * 100,
}


@pytest.fixture(scope="module")
def host(tmp_path_factory):
    """A connection to the host."""
    program = which("nginx", "nginx-light")
    folder = tmp_path_factory.mktemp("host")
    write_folder(FILES, folder / "page")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    text = (ROOT / "docs/browser.md").read_text(encoding="utf-8")
    rules = re.search(r"```nginx\n(.*?)```", text, re.DOTALL)[1]
    for old, new in {
        "listen 80": f"listen 127.0.0.1:{port}",
        "/srv/counter-web": str(folder / "page"),
    }.items():
        assert old in rules
        rules = rules.replace(old, new)
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    places = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in kinds)
    (folder / "nginx.conf").write_text(
        f"daemon off; master_process off; pid {folder}/nginx.pid; error_log stderr notice;\n"
        f"events {{}}\nhttp {{\ninclude /etc/nginx/mime.types; access_log off;\n{places}{rules}}}\n"
    )
    nginx = Program("nginx/", program, "-p", str(folder), "-e", "stderr", "-c", str(folder / "nginx.conf"))
    connection = HTTPConnection("127.0.0.1", port, timeout=WAIT)
    yield connection
    connection.close()
    nginx.end()


@pytest.mark.parametrize(
    ("name", "kind", "kept"),
    [
        ("", "text/html", False),
        ("game.0123456789ab.zip", "application/zip", True),
        ("icon.png", "image/png", False),
        ("pyodide-314.0.7/pyodide.mjs", "text/javascript", True),
        ("pyodide-314.0.7/pyodide.asm.wasm", "application/wasm", True),
    ],
)
def test_nginx_sends_a_page_as_browsers_want_it(host, name, kind, kept):
    host.request("GET", f"/{name}", headers={"Accept-Encoding": "gzip"})
    answer = host.getresponse()
    body = answer.read()
    assert (answer.status, answer.headers["Content-Type"]) == (200, kind)
    assert answer.headers["Content-Encoding"] == ("gzip" if name != "icon.png" else None)
    assert len(body) < len(FILES[name or "index.html"]) or name == "icon.png"
    assert answer.headers["Cache-Control"] == ("public, max-age=31536000, immutable" if kept else "no-cache")
