"""A runtime of a few bytes in place of Pyodide, and scripts to export."""

import hashlib
import io
import json
import tarfile

import pytest

from engine.exporting import bytecode, runtime
from engine.exporting.archive import packed

LIBRARY = {
    "os.py": b"import stat\n",
    "stat.py": b"",
    "json/__init__.py": b"from .decoder import (\n    JSONDecoder,\n    scanner,\n)\n",
    "json/decoder.py": b"",
    "json/scanner.py": b"",
    "http/__init__.py": b"from enum import StrEnum as _Str, global_enum  # HTTPStatus\n",
    "http/client.py": b"import email, socket as s\n",
    "email/__init__.py": b"def lazily():\n    import mailbox\n",
    "mailbox.py": b"",
    "unittest/__init__.py": b"from .case import TestCase\nfrom . import util\n",
    "unittest/case.py": b"import doctest\n",
    "unittest/util.py": b"",
    "unittest/mock.py": b"",
    "doctest.py": b"this is = of a newer Python\n",
    "encodings/utf_8.py": b"",
    "encodings/cp037.py": b"",
    "README.txt": b"",
}
FILES = {
    "pyodide.mjs": b"loads",
    "pyodide.asm.mjs": b"glues",
    "pyodide.asm.wasm": b"runs",
    "pyodide.js": b"loads in node",
    "python_stdlib.zip": packed(LIBRARY),
    "pyodide-lock.json": json.dumps({"info": {"python": "3.14.2"}, "packages": {"a": {}}}).encode(),
    "package.json": json.dumps({"version": runtime.VERSION}).encode(),
}


@pytest.fixture
def files():
    """The files of the runtime."""
    return dict(FILES)


@pytest.fixture
def package():
    """The bytes of a package that has what Pyodide's has."""
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w:gz") as archive:
        for name, content in FILES.items():
            entry = tarfile.TarInfo(f"package/{name}")
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return data.getvalue()


@pytest.fixture
def computer(tmp_path, monkeypatch):
    """A computer with neither npm nor node, nor a Python that compiles for pages, and an empty cache."""
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(bytecode, "VERSION", (3, 0))
    (tmp_path / "bin").mkdir()
    return tmp_path


@pytest.fixture
def cached(computer, package, monkeypatch):
    """The same with the package in its cache."""
    monkeypatch.setattr(runtime, "SHA512", hashlib.sha512(package).hexdigest())
    (computer / "cache" / "estragon").mkdir(parents=True)
    (computer / "cache" / "estragon" / runtime.PACKAGE).write_bytes(package)
    return computer


@pytest.fixture
def script(tmp_path):
    """Write a script, and what is beside it: `script("import os", **{"a.py": …})`; returns its path."""

    def write(text, **beside):
        for name, content in {"game.py": text, **beside}.items():
            path = tmp_path / "scripts" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return str(tmp_path / "scripts" / "game.py")

    return write
