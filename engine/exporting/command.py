"""The commands `export web` and `serve`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any


def add_export_commands(commands: Any) -> None:  # what argparse gives has no public name
    """Add `export` and `serve` to the commands of the command line."""
    exporting = commands.add_parser("export", help="make a web page of a script")
    kinds = exporting.add_subparsers(required=True, metavar="KIND")
    web = kinds.add_parser("web", help="a folder with a page in which the script runs, for any host")
    web.set_defaults(action=_export)
    web.add_argument("script", metavar="FILE.py", help="the script, as it is run on the desktop")

    def add(name: str, metavar: str, text: str, **more: Any) -> None:
        web.add_argument(name, metavar=metavar, help=text, **more)

    add("--out", "DIR", "where the page is written to; if not said, a folder FILE-web")
    add("--title", "T", "of the page, unless the script has one; if neither, its scene's name", default="")
    add("--icon", "PNG", "of the page")
    add(
        "--arg",
        "A",
        "for the script, in sys.argv; may be repeated",
        action="append",
        default=[],
        dest="arguments",
    )
    add("--include", "GLOB", "more files, from FILE's folder; may be repeated", action="append", default=[])
    add("--pyodide", "DIR|TGZ", "the runtime, where npm cannot fetch it")
    web.add_argument("--zip", action="store_true", help="write DIR.zip too, as itch.io and others take it")
    web.add_argument("--offline", action="store_true", help="what has loaded once loads without a network")
    web.add_argument("--force", action="store_true", help="export even what works in no page")

    serving = commands.add_parser("serve", help="show an exported page to the browsers of this computer")
    serving.set_defaults(action=_serve)
    serving.add_argument("folder", metavar="DIR", help="what `export web` has written")
    serving.add_argument("--port", type=int, default=8060, help="8060 if not said; 0 is any free one")


def _export(options: argparse.Namespace) -> int:
    from .error import ExportError
    from .program import Program

    try:
        program = Program(options.script)
        refused = [slip for slip in program.slips if slip.sure and not options.force]
        for slip in program.slips:
            if slip not in refused:
                print(f"WARNING: {slip}", file=sys.stderr)
        if refused:
            for slip in refused:
                print(f"ERROR: {slip}", file=sys.stderr)
            print("Nothing is written. With --force it is exported all the same.", file=sys.stderr)
            return 1
        _write(program, options)
    except ExportError as error:
        print(f"ERROR: {error}", file=sys.stderr)
        return 1
    return 0


def _write(program: Any, options: argparse.Namespace) -> None:
    from .export import Wishes, export
    from .folder import check_folder, size_table, write_folder, write_zip
    from .runtime import find_runtime

    out = Path(options.out or f"{program.name}-web")
    check_folder(out)
    made = export(
        program,
        find_runtime(options.pyodide),
        Wishes(options.title, options.icon, options.arguments, options.include, options.offline, out),
    )
    print("\n".join(size_table(made.files, write_folder(made.files, out))))
    if not made.has_bytecode:
        print("It starts three times as slowly as it could: have node or Python 3.14 here for bytecode.")
    if options.zip:
        print(f"Written to {out} and {write_zip(made.files, out)}.")
    else:
        print(f"Written to {out}.")
    print(f"Look at it with: python -m engine serve {out}")


def _serve(options: argparse.Namespace) -> int:
    from .error import ExportError
    from .serve import open_server

    try:
        server = open_server(Path(options.folder), options.port)
    except ExportError as error:
        print(f"ERROR: {error}", file=sys.stderr)
        return 1
    with server:
        print(f"http://127.0.0.1:{server.server_port}/   Ctrl+C ends it.", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print()
    return 0
