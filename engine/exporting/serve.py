"""A small server that shows an export to the browsers of this computer, as a good host would."""

from __future__ import annotations

import hashlib
import re
from contextlib import suppress
from email.utils import formatdate
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from .error import ExportError

_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".zip": "application/zip",
}
"""Without these browsers run no modules, and compile only what has come whole."""

_SIBLINGS = (("br", ".br"), ("gzip", ".gz"))
"""The best first: how a client says that it takes it, and what the file's name ends with."""

_FOR_EVER = re.compile(r"\.[0-9a-f]{12}\.\w+$|^pyodide-[\d.]+/")
"""What the name of a file is like that has always the same bytes."""


def open_server(folder: Path, port: int) -> ThreadingHTTPServer:
    """Return a server of the folder that listens on this computer alone; its caller runs it.

    ExportError if there is no page in the folder, or the port cannot be used.
    """
    if not (folder / "index.html").is_file():
        raise ExportError(f"{folder} has no index.html: write a page with `python -m engine export web`.")
    try:
        return ThreadingHTTPServer(("127.0.0.1", port), partial(_Handler, folder.resolve()))
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ExportError(
            f"Port {port} cannot be used ({reason}): choose another one, --port 0 is any."
        ) from error


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, folder: Path, *arguments: object) -> None:
        self._folder = folder
        super().__init__(*arguments)  # type: ignore[arg-type]

    def handle(self) -> None:
        with suppress(ConnectionError):  # a browser that has gone
            super().handle()

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing: the browser has a list of what it loads."""

    def _answer(self, with_body: bool) -> None:
        name = unquote(urlsplit(self.path).path).lstrip("/") or "index.html"
        path = (self._folder / name).resolve()
        if not path.is_file() or not path.is_relative_to(self._folder):
            self._send(
                HTTPStatus.NOT_FOUND, b"There is no such file.\n", with_body, {"Content-Type": _TYPES[".txt"]}
            )
            return
        headers = {
            "Content-Type": _TYPES.get(path.suffix, "application/octet-stream"),
            "Cache-Control": "public, max-age=31536000, immutable" if _FOR_EVER.search(name) else "no-cache",
            "Vary": "Accept-Encoding",
        }
        taken = _codings(self.headers.get("Accept-Encoding", ""))
        for coding, ending in _SIBLINGS:
            sibling = path.with_name(path.name + ending)
            if coding in taken and sibling.is_file():
                headers["Content-Encoding"] = coding
                path = sibling
                break
        data = path.read_bytes()
        tag = headers["ETag"] = f'"{hashlib.sha256(data).hexdigest()[:32]}"'
        headers["Last-Modified"] = formatdate(path.stat().st_mtime, usegmt=True)
        if tag in self.headers.get("If-None-Match", ""):
            self._send(HTTPStatus.NOT_MODIFIED, b"", False, headers)
        else:
            self._send(HTTPStatus.OK, data, with_body, headers)

    def _send(self, status: HTTPStatus, data: bytes, with_body: bool, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status is not HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if with_body:
            self.wfile.write(data)


def _codings(accepted: str) -> set[str]:
    """Return the codings that a client takes."""
    found = set()
    for part in accepted.split(","):
        coding, _, quality = part.partition(";")
        if quality.replace(" ", "") not in ("q=0", "q=0.0"):
            found.add(coding.strip().lower())
    return found
