"""Measure Estragon beside its peers and print how they compare: see README.md.

python tests/benchmarks/run.py [name…] [--rounds N] [--json FILE]
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable
from itertools import chain

import attacks
import calls
import drawing
import emission
import gateways
import memory
import neighbours
import network
import outages
import pages
import processes
import replication
import scenes
import stores
import ticks
import touch
import trees
import variants
from measure import Result
from peers import missing, unsteady, versions

from engine import core

BENCHMARKS: dict[str, Callable[[int], Iterable[Result]]] = {
    "startup": processes.startup,
    "idle": processes.idle,
    "memory": memory.measure,
    "tree": trees.measure,
    "scenes": scenes.measure,
    "emission": emission.measure,
    "tick": ticks.measure,
    "touch": touch.measure,
    "websocket": network.measure,
    "variant": variants.measure,
    "rpc": calls.measure,
    "rpc4": calls.measure_4,
    "replication": replication.measure,
    "attacks": attacks.measure,
    "redis": lambda rounds: chain(stores.measure(rounds), outages.measure(rounds)),
    "cluster": lambda rounds: chain(gateways.measure(rounds), neighbours.measure(rounds)),
    "drawing": drawing.measure,
    "pages": pages.measure,
}


def shown(value: float | None, unit: str) -> str:
    """Return a number with a unit that suits its size."""
    if value is None:
        return ""
    if unit != "s":
        return f"{value:,.0f} {unit}"
    for scale, name in ((1.0, "s"), (1e-3, "ms"), (1e-6, "µs")):
        if value >= scale:
            return f"{value / scale:.4g} {name}"
    return f"{value * 1e9:.3g} ns"


def line(result: Result) -> str:
    """Return a result as a line of the table."""
    ratio, goal = "", ""
    if result.ratio is not None:
        ratio = f"{result.ratio:.2f}x"
        goal = f">= {result.goal:.2f}x" if result.goal else ""
    elif result.goal:
        goal = f"<= {shown(result.goal, result.unit)}"
    met = {None: "", True: "met", False: "MISSED"}[result.met]
    cells = (
        shown(result.ours, result.unit),
        result.peer,
        shown(result.theirs, result.unit),
        ratio,
        goal,
        met,
    )
    return "{:<50}{:>11}  {:<29}{:>11}{:>9}  {:<16}{}".format(result.what, *cells).rstrip()


def main() -> int:
    """Run the benchmarks that were asked for; the exit code is 1 if a goal was missed."""
    parser = argparse.ArgumentParser(description="Measure Estragon beside its peers.")
    parser.add_argument(
        "names", nargs="*", metavar="name", help=f"of {', '.join(BENCHMARKS)}; all unless given"
    )
    parser.add_argument("--rounds", type=int, default=5, help="how often the sides take turns (5)")
    parser.add_argument("--json", metavar="FILE", help="write the results to a file, too")
    parser.add_argument("--imports", action="store_true", help="show what takes longest to import")
    options = parser.parse_args()
    unknown = set(options.names) - set(BENCHMARKS)
    if unknown:
        parser.error(f"no benchmark {', '.join(sorted(unknown))}; there are {', '.join(BENCHMARKS)}")
    taking_part = versions()
    print(", ".join(f"{name} {version}" for name, version in taking_part.items()))
    print(f"The core of Estragon: {core.in_words()}.")
    print("Times are the least of several turns, CPU time; ratios are the peer's cost by ours.\n")
    print("{:<50}{:>11}  {:<29}{:>11}{:>9}  {:<11}".format("", "ours", "beside", "theirs", "ratio", "goal"))
    results: list[Result] = []
    for name in options.names or BENCHMARKS:
        for result in BENCHMARKS[name](options.rounds):
            print(line(result), flush=True)
            results.append(result)
    for peer, why in missing.items():
        print(f"left out: {peer} ({why})")
    for what in unsteady:
        print(f"unsteady, do not trust its ratio: {what}")
    if options.imports:
        for program in ("quit_at_once.py", "quit_while_listening.py"):
            print("", *processes.imports(program), sep="\n")
    if options.json:
        with open(options.json, "w", encoding="utf-8") as file:
            json.dump(
                {
                    "versions": taking_part,
                    "core": core.in_words(),
                    "results": [r.as_dict() for r in results],
                    "unsteady": unsteady,
                },
                file,
                indent=1,
            )
    return any(result.met is False for result in results)


if __name__ == "__main__":
    sys.exit(main())
