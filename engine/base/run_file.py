"""Running a Python file as a module, which `import` knows from then on."""

from __future__ import annotations

import importlib.util
import sys
from os.path import abspath
from pathlib import Path
from types import ModuleType


def run_file(name: str, file: Path) -> ModuleType:
    """Run a file as the module of a name. One that raises leaves no half of a module behind."""
    spec = importlib.util.spec_from_file_location(name, abspath(file))
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception:
        sys.modules.pop(name, None)
        raise
    return module
