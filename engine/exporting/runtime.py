"""The runtime: Pyodide, which is Python for browsers, in the one version that this release was tried with.

It is looked for where the user says, then in a cache, then `npm pack` fetches it; nothing else here
speaks to the network. Whatever comes as a package is compared with the digest below.
"""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import subprocess
import tarfile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from .cache import cache_folder, keep, kept
from .error import ExportError
from .progress import say

VERSION = "314.0.7"
SHA512 = (
    "d18bd7c4485f11da4b7dbfd790cd8114078c44eab488c517d9bcf31fda4eb6dc"
    "8c716930abe1db139bb2b860fcd8b37bcb6abe48dbe2ffa579244b0e943d91d4"
)
"""The digest of the package of this version, as `npm pack` gives it."""

PACKAGE = f"pyodide-{VERSION}.tgz"
LIBRARY = "python_stdlib.zip"
PAGE_FILES = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm")
"""What a page loads as it is. The standard library it gets is made of LIBRARY."""

LOCK = "pyodide-lock.json"
"""What the runtime was built for, and packages, of which a page has none."""

_FILES = (*PAGE_FILES, LIBRARY, LOCK, "pyodide.js")  # the last is what node loads
_TIMEOUT = 300.0
"""Seconds that `npm pack` may take for its six megabytes."""


class Runtime(NamedTuple):
    """The files of Pyodide, by their names."""

    files: dict[str, bytes]

    def info(self) -> dict[str, str]:
        """Return what the runtime was built for."""
        info: dict[str, str] = json.loads(self.files[LOCK])["info"]
        return info

    def unpack(self, folder: Path) -> None:
        """Write the files into a folder, from where node can load them."""
        for name, data in self.files.items():
            (folder / name).write_bytes(data)


def find_runtime(given: str | None = None) -> Runtime:
    """Return the runtime: that of a package or a folder that is `given`, else the cached or a fetched one.

    ExportError, with what to do, if there is none or it is not the one that it should be.
    """
    if given is None:
        return _from_package(_cached() or _fetched())
    path = Path(given)
    if path.is_dir():
        return _from_folder(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ExportError(f"--pyodide {given} cannot be read: {error.strerror or error}.") from error
    if not _is_whole(data):
        raise ExportError(
            f"--pyodide {given} is not the package pyodide@{VERSION}, or not all of it: its SHA-512 differs."
            f" `npm pack pyodide@{VERSION}` writes the right one."
        )
    return _from_package(data)


def where_from() -> str:
    """Return in words where the runtime of an export would come from, if nobody says."""
    if _cached() is not None:
        return f"Pyodide {VERSION}, which is in {cache_folder()}"
    if shutil.which("npm") is not None:
        return f"Pyodide {VERSION}, which npm has to fetch"
    return f"no Pyodide {VERSION}, and no npm to fetch it: say --pyodide FILE"


def _is_whole(data: bytes) -> bool:
    return hashlib.sha512(data).hexdigest() == SHA512


def _cached() -> bytes | None:
    data = kept(PACKAGE)
    return data if data is not None and _is_whole(data) else None


def _fetched() -> bytes:
    """Let npm fetch the package, and keep it."""
    npm = shutil.which("npm")
    if npm is None:
        raise ExportError(_words_without("there is no npm here to fetch it with"))
    say(f"Fetching Pyodide {VERSION} with npm")
    with TemporaryDirectory() as folder:
        command = [npm, "pack", f"pyodide@{VERSION}", "--silent", "--pack-destination", folder]
        try:
            done = subprocess.run(
                command, cwd=folder, capture_output=True, text=True, timeout=_TIMEOUT, check=False
            )
        except subprocess.TimeoutExpired:
            raise ExportError(_words_without(f"npm had not fetched it after {_TIMEOUT:.0f} s")) from None
        except OSError as error:
            raise ExportError(_words_without(f"npm does not start here ({error.strerror})")) from None
        package = Path(folder, PACKAGE)
        if not package.is_file():
            said = (done.stderr.strip() or done.stdout.strip() or "it says nothing").splitlines()[-1]
            raise ExportError(_words_without(f"npm has not fetched it ({said})"))
        data = package.read_bytes()
    if not _is_whole(data):
        raise ExportError(_words_without("what npm fetches here is another one: its SHA-512 differs"))
    keep(PACKAGE, data)
    return data


def _words_without(reason: str) -> str:
    return (
        f"The page needs Pyodide {VERSION}, which is Python for browsers, and {reason}.\n"
        f"Where npm and a network are, run\n\n    npm pack pyodide@{VERSION}\n\n"
        f"and say here where the file is that it writes: --pyodide {PACKAGE}"
    )


def _from_package(data: bytes) -> Runtime:
    with tarfile.open(fileobj=io.BytesIO(data)) as package:
        files = {}
        for name in _FILES:
            file = package.extractfile(f"package/{name}")
            assert file is not None
            files[name] = file.read()
    return Runtime(files)


def _from_folder(folder: Path) -> Runtime:
    """Read an unpacked runtime, which may be a build of one's own, if it is of this version."""
    try:
        version = json.loads((folder / "package.json").read_bytes()).get("version")
        files = {name: (folder / name).read_bytes() for name in _FILES}
    except (OSError, ValueError) as error:
        raise ExportError(f"--pyodide {folder} is no unpacked package of Pyodide: {error}.") from error
    if version != VERSION:
        raise ExportError(f"--pyodide {folder} is Pyodide {version}. It has to be {VERSION}.")
    return Runtime(files)
