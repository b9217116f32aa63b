"""Builds the compiled core, `engine._core`, which is optional; all else is in pyproject.toml.

ESTRAGON_BUILD: `auto` goes on without the core, with a warning, where it cannot be compiled; `force` fails
there, `skip` does not try.
"""

import os
import sys
import sysconfig
from glob import glob
from pathlib import Path
from zlib import crc32

from setuptools import Extension, setup

WISH = os.environ.get("ESTRAGON_BUILD", "auto")
if WISH not in ("auto", "force", "skip"):
    sys.exit(f"ESTRAGON_BUILD is {WISH!r}: it may be auto, force or skip.")

# CPython has the limited API, but for its builds without the lock; numbers are in memory as on the wire.
suits = sys.implementation.name == "cpython" and sys.byteorder == "little" and sys.platform != "emscripten"
suits = suits and not sysconfig.get_config_var("Py_GIL_DISABLED")
sources = sorted(glob("engine/native/*.[ch]"))
number = crc32("".join(Path(source).read_text(encoding="utf-8") for source in sources).encode())
core = Extension(
    "engine._core",
    [source for source in sources if source.endswith(".c")],
    depends=[source for source in sources if source.endswith(".h")],
    define_macros=[("Py_LIMITED_API", "0x030B0000"), ("CORE_NUMBER", f"{number}u")],
    py_limited_api=True,
    optional=WISH == "auto",
)
if WISH == "force" or (WISH == "auto" and suits):
    setup(ext_modules=[core], options={"bdist_wheel": {"py_limited_api": "cp311"}})
else:
    setup()
