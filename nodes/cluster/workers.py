"""Workers: several processes that do the same, one of which that is killed is replaced."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from types import FrameType

PAUSE = 1.0
"""Seconds before a worker that was killed is replaced."""


class Workers:
    """Runs a command so many times at once, with `VARIABLE` in its environment.

    SIGTERM, SIGINT and SIGHUP go to all of them, and Ctrl+Z stops them as long as it does us. When one ends
    by itself, all do, with its exit code: what one cannot do, such as listening, others of its kind cannot.
    """

    VARIABLE = "ESTRAGON_WORKER"

    def __init__(self, command: Sequence[str], count: int) -> None:
        self._command = command
        self._count = count
        self._workers: dict[int, subprocess.Popen[bytes]] = {}
        self._ends = False

    def __repr__(self) -> str:
        return f"<Workers: {len(self._workers)} of {self._count}>"

    def run(self) -> int:
        """Run until all have ended; return the exit code."""
        if os.name != "posix":
            print("This system shares no ports: leave out --workers, or write 1.", file=sys.stderr)
            return 2
        passed_on = signal.SIGTERM, signal.SIGINT, signal.SIGHUP
        before = {number: signal.signal(number, self._pass_on) for number in passed_on}
        before[signal.SIGTSTP] = signal.signal(signal.SIGTSTP, self._pause)
        code = 0
        try:
            for _ in range(self._count):
                if not self._ends:
                    self._start()
            while self._workers:
                number, status = os.waitpid(-1, 0)
                code = self._ended(number, os.waitstatus_to_exitcode(status)) or code
        finally:
            for signal_number, handler in before.items():
                signal.signal(signal_number, handler)
        return code

    def _start(self) -> None:
        # A group of their own: Ctrl+C, which a terminal sends to all of ours, comes by `_pass_on` alone.
        worker = subprocess.Popen(self._command, env={**os.environ, self.VARIABLE: "1"}, process_group=0)
        self._workers[worker.pid] = worker

    def _ended(self, number: int, code: int) -> int:
        """Deal with the end of a worker; return the exit code that it means for all."""
        worker = self._workers.pop(number, None)
        if worker is None:  # a child of somebody else here
            return 0
        worker.returncode = code  # which `Popen` has not seen
        if self._ends:
            return 0
        if code < 0:
            print(f"Worker {number} was killed by signal {-code}; another begins.", file=sys.stderr)
            time.sleep(PAUSE)
            if not self._ends:
                self._start()
            return 0
        self._pass_on(signal.SIGTERM)
        return code

    def _pass_on(self, number: int, frame: FrameType | None = None) -> None:
        """Have all workers get a signal, which mostly ends them."""
        self._ends = self._ends or number != signal.SIGHUP
        self._tell(number)

    def _pause(self, number: int, frame: FrameType | None) -> None:
        """Stop, with all workers, until we are to go on: at once, where nobody could ever say so."""
        self._tell(number)
        mine = signal.signal(number, signal.SIG_DFL)
        signal.raise_signal(number)
        signal.signal(number, mine)
        self._tell(signal.SIGCONT)

    def _tell(self, number: int) -> None:
        for worker in list(self._workers):
            with suppress(ProcessLookupError):  # it has just ended, which `run` is about to see
                os.kill(worker, number)  # `send_signal` would take note of an end, which is for `waitpid`
