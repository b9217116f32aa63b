"""Try the compiled core under ASan and UBSan, which find what C forgives: reading past an end, freeing twice.

python tests/engine/core/sanitize.py [--seconds N]

The core is built anew with both, by gcc. The tests of this folder, those of the codecs and the corpus of
`tests/fuzz` run with it, then this folder's, and damaged inputs of the targets that compare the core with its
references, with other examples each time, until the seconds (60) are over.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import sysconfig
import tempfile
import time
from importlib.machinery import ExtensionFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path

ROOT = Path(__file__).parents[3]
TESTS = (
    *(
        "tests/engine/core",
        "tests/engine/variant",
        "tests/engine/multiplayer/godot3",
        "tests/engine/multiplayer/godot4",
    ),
    *("tests/nodes/websocket/socket_link/test_fast_lane.py", "tests/fuzz/test_corpus.py"),
)
DAMAGED = "tests/fuzz/test_corpus.py::test_what_was_kept_and_damaged_keeps_its_promise"
AGAIN = (TESTS[0], f"{DAMAGED}[drained]", f"{DAMAGED}[served]")
FLAGS = (
    "-fsanitize=address,undefined",
    "-fno-sanitize-recover=undefined",
    "-fno-omit-frame-pointer",
    "-g",
    "-O1",
)


def build(folder: str) -> str:
    """Build the core with the sanitizers; return its path."""
    from engine import core

    path = os.path.join(folder, "_core.abi3.so")
    sources = sorted(map(str, (ROOT / "engine/native").glob("*.c")))
    macros = ("-DPy_LIMITED_API=0x030B0000", f"-DCORE_NUMBER={core.NUMBER}u")
    include = "-I" + sysconfig.get_path("include")
    subprocess.run(["gcc", "-shared", "-fPIC", *FLAGS, *macros, include, *sources, "-o", path], check=True)
    return path


def be_tested(path: str, arguments: list[str]) -> int:
    """Run tests in this process, with the core at `path`."""
    import pytest

    loader = ExtensionFileLoader("engine._core", path)
    module = module_from_spec(spec_from_loader("engine._core", loader))
    loader.exec_module(module)
    sys.modules["engine._core"] = module
    from engine import core

    print(core.in_words())
    return pytest.main(arguments)


def main() -> int:
    """Build it, and run the tests again and again. The exit code is 1 if something was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=60)
    seconds = parser.parse_args().seconds
    runtime = subprocess.run(
        ["gcc", "-print-file-name=libasan.so"], capture_output=True, text=True, check=True
    )
    environment = {
        **os.environ,
        "LD_PRELOAD": runtime.stdout.strip(),
        "ASAN_OPTIONS": "detect_leaks=0:abort_on_error=0",  # Python keeps much to its end
        "UBSAN_OPTIONS": "print_stacktrace=1",
        "PYTHONMALLOC": "malloc",  # each object by itself, so that its ends are known
        "ESTRAGON_CORE": "require",
    }
    end = time.monotonic() + seconds
    with tempfile.TemporaryDirectory() as folder:
        path = build(folder)
        options = ["-q", "-x", "-p", "no:cacheprovider", "-W", "ignore"]
        rounds = 0
        while not rounds or time.monotonic() < end:
            more = ["--hypothesis-profile=search", f"--hypothesis-seed={time.time_ns()}"] if rounds else []
            tests = AGAIN if rounds else TESTS
            command = [sys.executable, __file__, "--be-tested", path, *options, *more, *tests]
            if subprocess.run(command, env=environment, cwd=ROOT, check=False).returncode:
                return 1
            rounds += 1
    print(f"Nothing was found in {rounds} rounds.")
    return 0


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    if sys.argv[1:2] == ["--be-tested"]:
        sys.exit(be_tested(sys.argv[2], sys.argv[3:]))
    sys.exit(main())
