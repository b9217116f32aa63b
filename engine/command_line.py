"""The command line: `python -m engine run FILE`, `new`, `export`, `serve`, `port`, `cert`, `doctor`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from .base.error import ScriptError
from .base.log import configure, logger
from .base.spelling import did_you_mean
from .certificate import add_cert_command
from .exporting.command import add_export_commands
from .files.places import project
from .porting.command import add_port_command
from .runner.options import add_run_options, run_options
from .runner.run import run
from .scene.loader import load_scene
from .templates.command import add_new_command


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the arguments say; return the exit code."""
    options = _parser().parse_args(arguments)
    code: int = options.action(options)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m engine", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    running = commands.add_parser("run", help="run a scene from a Python file")
    running.set_defaults(action=_run)
    running.add_argument(
        "scene",
        metavar="FILE.py[:Class]|FILE.tscn|DIR",
        help="a file that defines a Node or SceneTree class, without :Class its Main, or its last; or a scene"
        " of Godot's, or a folder with a project.godot, whose scripts are in Python",
    )
    running.add_argument("arguments", nargs="*", help="for the script, in sys.argv")
    running.add_argument("--rpc-trace", action="store_true", help="log each packet of remote calls, in words")
    running.add_argument("--verbose", action="store_true", help="log more, of the network too")

    add_run_options(running)

    add_new_command(commands)

    add_export_commands(commands)

    add_port_command(commands)

    add_cert_command(commands)

    doctor = commands.add_parser("doctor", help="check the installation")
    doctor.set_defaults(action=_doctor)
    doctor.add_argument(
        "--classes", action="store_true", help="say which classes of Godot are here, and how much of each"
    )
    doctor.add_argument(
        "--store",
        default=os.environ.get("ESTRAGON_STORE", ""),
        metavar="URL",
        help="connect to the store of a Cluster, redis://…; that in the variable ESTRAGON_STORE unless given",
    )
    return parser


def _run(options: argparse.Namespace) -> int:
    if options.verbose:
        configure(verbose=True)
    if options.rpc_trace:
        from .multiplayer.trace import trace

        trace.switch_on()
    sys.argv = [options.scene, *options.arguments]
    given = run_options(options)
    try:
        if _is_of_a_project(options.scene):
            from .project.tree import ProjectTree

            scene: Any = ProjectTree(options.scene)
        else:
            _refuse_missing(options.scene)
            project.script = str(Path(options.scene.partition(".py:")[0]).with_suffix(".py").absolute())
            scene = load_scene(options.scene)
    except ScriptError as error:
        if error.__cause__ is not None:
            configure()
            logger("estragon.script").error("%s", error, exc_info=error.__cause__)
        else:
            print(f"ERROR: {error}", file=sys.stderr)
        return 1
    return run(scene, **given)


def _refuse_missing(spec: str) -> None:
    """Raise ScriptError for what is neither a folder nor a file, nor one without its `.py`."""
    place = Path(spec)
    if place.suffix == "" and not place.with_suffix(".py").is_file():
        names = [one.name for one in place.parent.iterdir()] if place.parent.is_dir() else []
        near = did_you_mean(place.name, names)
        raise ScriptError(f"There is no {spec!r}: no folder of a project, and no file {spec}.py.{near}")


def _is_of_a_project(spec: str) -> bool:
    """Return whether what is to be run is a project's folder, or a scene file."""
    return os.path.isdir(spec) or spec.endswith((".tscn", ".scn"))


def _doctor(options: argparse.Namespace) -> int:
    if options.classes:
        from .doctor_classes import class_report

        print("\n".join(class_report()))
        return 0
    from .doctor import report, store_report

    lines, healthy = report()
    if options.store:
        line, is_well = store_report(options.store)
        lines.append(line)
        healthy &= is_well
    print("\n".join(lines))
    return 0 if healthy else 1
