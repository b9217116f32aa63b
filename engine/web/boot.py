"""What the page calls to run a script: everything is put in that has to be other than on the desktop.

The shell (`page/shell.js`) unpacks the files of the program into `/game`, which is the working directory
and the first place on the import path, and calls `play` of `page/page.js`; that calls `play` here.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from types import ModuleType
from typing import TYPE_CHECKING, Any

from ..base import log, system_name
from ..base.error import ScriptError
from ..base.fault import script_traceback
from ..canvas import picture
from ..files import places
from ..runner import host
from .host import PageHost, ProgramGoesOn
from .page import Page
from .pictures import unpacker
from .refusals import refuse_what_cannot_be
from .storage import PageStorage

if TYPE_CHECKING:
    from logging import Handler


def play(page: Page, options: str, wait: Callable[[Any], object] | None) -> None:
    """Run the script that `options`, as JSON, names, with its arguments. Its page may have a title.

    `wait`: see `PageHost`. Without it this returns while the program runs.
    """
    given = json.loads(options)
    program = _Program(page)
    host.current = here = PageHost(page, given["title"], wait, program.end)
    picture.unpack = unpacker(page.pictures)
    system_name.said = "HTML5"
    places.storage = PageStorage(page.storage)
    log.handler = program.handler
    refuse_what_cannot_be()
    for name in ("USER", "LOGNAME"):  # Pyodide has a name there, and it is nobody's
        os.environ.pop(name, None)
    sys.argv = [given["script"], *given["argv"]]
    try:
        _run(given["script"])
        if not here.has_driven:
            _run_scene(given["script"])
    except ProgramGoesOn:
        return
    except BaseException as error:
        program.end(error)
    else:
        program.end(None)


class _Program:
    """What is told of the program of a page."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._fault = ""

    def handler(self) -> Handler:
        """Return what shows the log."""
        from .console import PageLog

        return PageLog(self._page, self._failed)

    def _failed(self, text: str) -> None:
        """Show the first fault of the script over the page; the program goes on."""
        if not self._fault:
            self._fault = text
            self._page.overlay(text, False)

    def end(self, error: BaseException | None) -> None:
        """Say how it has ended, if it was by an exception or with an exit code other than 0."""
        self._page.ready()
        if error is None or (isinstance(error, SystemExit) and not error.code):
            return
        if not isinstance(error, SystemExit):
            report = _report_of(error)
        elif isinstance(error.code, int):
            report = f"The program has ended with exit code {error.code}."
        else:
            report = str(error.code)
        self._page.log("error", report)
        self._page.overlay(f"{self._fault}\n\n{report}".lstrip(), True)


def _report_of(error: BaseException) -> str:
    """Return what the desktop would write of an exception that nobody has caught."""
    from traceback import format_exception

    from ..base.repair import note_repair

    note_repair(error)
    return "".join(format_exception(type(error), error, script_traceback(error))).rstrip()


def _run(script: str) -> None:
    """Run a file as `python FILE.py` does, or one of a package as `python -m` does."""
    from importlib.machinery import SourceFileLoader

    path = os.path.abspath(script)
    package = _package_of(script)
    if not package:
        sys.path.insert(0, os.path.dirname(path))
    module = ModuleType("__main__")
    module.__file__, module.__package__ = path, package
    sys.modules["__main__"] = module
    code = SourceFileLoader("__main__", path).get_code("__main__")
    assert code is not None  # or the loader had raised
    exec(code, module.__dict__)


def _package_of(script: str) -> str:
    """Return the name of the package that a file belongs to, empty if it stands alone."""
    folder = os.path.dirname(script)
    return folder.replace("/", ".") if os.path.exists(os.path.join(folder, "__init__.py")) else ""


def _run_scene(script: str) -> None:
    """Run the scene of a file that runs none itself, as `python -m engine run` does."""
    from ..runner.run import run
    from ..scene.loader import load_scene

    try:
        scene = load_scene(script)
    except ScriptError:  # it has none: it was a plain program
        return
    run(scene)
