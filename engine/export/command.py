"""The commands `export` and `serve`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any


def add_export_commands(commands: Any) -> None:  # what argparse gives has no public name
    """Add `export web` and `serve` to the commands of the command line."""
    exporting = commands.add_parser("export", help="make something for others of a script: a web page")
    kinds = exporting.add_subparsers(required=True, metavar="KIND")
    web = kinds.add_parser("web", help="a folder with a page in which the script runs, for any host")
    web.set_defaults(action=_export)
    web.add_argument("script", metavar="FILE.py", help="the script, as it is run on the desktop")
    web.add_argument("--out", metavar="DIR", help="where the page is written to; FILE-web if not said")
    web.add_argument(
        "--title", default="", help="of the page, until the script says another; FILE if not said"
    )
    web.add_argument("--icon", metavar="PNG", help="of the page")
    web.add_argument(
        "--arg",
        action="append",
        default=[],
        dest="arguments",
        metavar="A",
        help="for the script, in sys.argv",
    )
    web.add_argument(
        "--include",
        action="append",
        default=[],
        metavar="GLOB",
        help="files that come along, from FILE's folder",
    )
    web.add_argument("--pyodide", metavar="DIR|TGZ", help="the runtime, where npm cannot fetch it")
    web.add_argument(
        "--zip", action="store_true", help="write DIR.zip as well, as itch.io and others take it"
    )
    web.add_argument("--offline", action="store_true", help="once loaded, the page loads without a network")
    web.add_argument("--force", action="store_true", help="export what cannot run in a page all the same")

    serving = commands.add_parser("serve", help="show an exported page to the browser of this computer")
    serving.set_defaults(action=_serve)
    serving.add_argument("folder", metavar="DIR", help="what `export web` has written")
    serving.add_argument("--port", type=int, default=8060, help="0 is any free one")


def _export(options: argparse.Namespace) -> int:
    from .error import ExportError
    from .export import Wishes, export
    from .folder import write_folder
    from .modules import Program
    from .runtime import find_runtime

    out = Path(options.out or f"{Path(options.script).stem}-web")
    try:
        program = Program(options.script)
        wishes = Wishes(
            options.title, options.icon, tuple(options.arguments), tuple(options.include), options.offline
        )
        made = export(program, find_runtime(options.pyodide), wishes)
        written = write_folder(made, out)
    except ExportError as error:
        print(f"ERROR: {error}", file=sys.stderr)
        return 1
    print("\n".join(written))
    return 0


def _serve(options: argparse.Namespace) -> int:
    return 0
