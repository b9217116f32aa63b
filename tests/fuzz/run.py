"""Look for bytes that break a promise, with atheris (`pip install atheris`): see targets.py.

python tests/fuzz/run.py [target…] [--seconds N] [--keep] [--core auto|0|require]

Each target has N seconds (60), one after the other, with the compiled core where it is in use; `--core` is as
ESTRAGON_CORE. (What reaches new code shows in Python alone: `--core 0` goes farther.) What breaks a promise,
takes more than ten seconds or a GiB is put into `corpus/TARGET/`, so that the tests try it from then on;
`--keep` also puts what reaches new code there, the smallest of it. The exit code is 1 if anything was found.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
CORPUS = HERE / "corpus"
LONGEST = 4096
"""Bytes of an input at the most: what is wrong shows in few."""
LIMITS = ("-timeout=10", "-rss_limit_mb=1024", f"-max_len={LONGEST}")


def fuzz(target: str, arguments: list[str]) -> None:
    """Be the process that tries one target: it does not return."""
    import atheris

    sys.path.insert(0, str(HERE.parent.parent))
    with atheris.instrument_imports(include=["engine", "nodes"]):
        from targets import TARGETS
    again = shlex.join([sys.executable, __file__, "--process", target])  # as libFuzzer runs it to merge
    atheris.Setup([again, *arguments], TARGETS[target])
    atheris.Fuzz()


def run(target: str, *arguments: str) -> str:
    """Let a process try one target; return what it wrote."""
    command = [sys.executable, __file__, "--process", target, *LIMITS, *arguments]
    done = subprocess.run(command, stderr=subprocess.STDOUT, stdout=subprocess.PIPE, check=False)
    return done.stdout.decode("utf-8", "backslashreplace")


def look(target: str, seconds: int, keep: bool) -> bool:
    """Try one target for some seconds, print how it went, and return True if nothing is wrong."""
    corpus = CORPUS / target
    with tempfile.TemporaryDirectory() as folder:
        found, artifacts = Path(folder, "new"), Path(folder, "wrong")
        found.mkdir()
        artifacts.mkdir()
        wrote = run(
            target, f"-max_total_time={seconds}", f"-artifact_prefix={artifacts}/", str(found), str(corpus)
        )
        wrong = sorted(artifacts.iterdir())
        for file in wrong:
            shutil.copy(file, corpus / file.name)
        if keep:
            run(target, "-merge=1", str(corpus), str(found))
    lines = re.findall(r"^#(\d+)\t\w+ +cov: (\d+)", wrote, re.MULTILINE)
    if not lines:
        print(wrote)
        raise SystemExit(f"{target} could not be tried.")
    executions, reached = lines[-1]
    print(f"{target:<10} {int(executions):>10,} inputs, {reached:>6} places reached, {len(wrong)} wrong")
    for file in wrong:
        error = re.search(r"Uncaught Python exception: ===\n(.*)", wrote)
        print(f"  {file.name}: {error[1] if error else 'too slow, or too large'}")
        print(f"  see it again: pytest tests/fuzz -k {file.name}")
    return not wrong


def main() -> int:
    """Try the targets that were asked for."""
    targets = sorted(folder.name for folder in CORPUS.iterdir())
    parser = argparse.ArgumentParser(description="Look for bytes that break a promise.")
    parser.add_argument(
        "targets", nargs="*", metavar="target", help=f"of {', '.join(targets)}; all unless given"
    )
    parser.add_argument("--seconds", type=int, default=60, help="how long each is tried (60)")
    parser.add_argument("--keep", action="store_true", help="let the corpus grow")
    wish = os.environ.get("ESTRAGON_CORE") or "auto"
    parser.add_argument(
        "--core", choices=("auto", "0", "require"), default=wish, help=f"the compiled core ({wish})"
    )
    options = parser.parse_args()
    unknown = set(options.targets) - set(targets)
    if unknown:
        parser.error(f"no target {', '.join(sorted(unknown))}; there are {', '.join(targets)}")
    if importlib.util.find_spec("atheris") is None:
        parser.error("atheris is not installed: pip install atheris")
    os.environ["ESTRAGON_CORE"] = options.core
    sys.path.insert(0, str(HERE.parent.parent))
    from engine import core

    print(f"The core: {core.in_words()}")
    right = [look(target, options.seconds, options.keep) for target in options.targets or targets]
    return not all(right)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--process"]:
        fuzz(sys.argv[2], sys.argv[3:])
    sys.exit(main())
