"""Bytecode for the page: by a Python of its version, or by the page's own runtime in node.

A page that starts from bytecode starts three times as fast. The script and what is beside it stay sources:
a thousand lines take the page 30 ms, and what was changed is exported again without a compiler.
"""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from .archive import packed
from .cache import keep, kept
from .compile_sources import VERSION
from .progress import say
from .runtime import Runtime

_HERE = Path(__file__).parent
_TIMEOUT = 300.0
"""Seconds that compiling may take; node needs ten."""

_ENVIRONMENT = {
    "PYTHONHASHSEED": "0",  # or constants that are sets have another order each time
    "PYTHONNODEBUGRANGES": "1",  # no columns: they mark parts of sources, which are not in the page
}
"""What makes bytecode the same each time, and a quarter smaller."""


def bytecode(sources: dict[str, bytes], runtime: Runtime) -> dict[str, bytes] | None:
    """Return the bytecode of sources, by their paths with a "c", or None if nothing here can compile."""
    given = packed(sources)
    how = (_HERE / "compile_sources.py").read_bytes()
    name = f"bytecode-{hashlib.sha256(how + given).hexdigest()[:32]}.zip"
    made = kept(name)
    if made is None:
        made = _compiled(given, len(sources), runtime)
        if made is None:
            return None
        keep(name, made)
    with zipfile.ZipFile(io.BytesIO(made)) as code:
        return {name: code.read(name) for name in code.namelist()}


def _compiled(sources: bytes, count: int, runtime: Runtime) -> bytes | None:
    """Compile an archive of sources."""
    with TemporaryDirectory() as folder:
        given, made = Path(folder, "sources.zip"), Path(folder, "code.zip")
        given.write_bytes(sources)
        for command in _compilers(runtime, Path(folder)):
            say(f"Compiling {count} files with {Path(command[0]).name}")
            if _runs([*command, str(given), str(made)]):
                return made.read_bytes()
    return None


def _compilers(runtime: Runtime, folder: Path) -> Iterator[list[str]]:
    """Yield the commands that may compile, the fastest first."""
    program = str(_HERE / "compile_sources.py")
    if sys.version_info[:2] == VERSION:
        yield [sys.executable, program]
    python = shutil.which(f"python{VERSION[0]}.{VERSION[1]}")
    if python is not None:  # it may be a name of pyenv's, behind which there is none
        yield [python, program]
    node = shutil.which("node")
    if node is not None:
        runtime.unpack(folder)
        yield [node, str(_HERE / "compile_sources.cjs"), str(folder)]


def _runs(command: list[str]) -> bool:
    try:
        done = subprocess.run(
            command,
            env={**_inherited(), **_ENVIRONMENT},
            capture_output=True,
            timeout=_TIMEOUT,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _inherited() -> dict[str, str]:
    """Return our environment without what changes how Python starts."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
