"""Lines that are typed or piped in, as a signal: how another thread gets into the tree."""

import os
import stat
import sys
from threading import Thread

from engine import Node, Signal


class Console(Node):
    line_read = Signal[str]("line")
    ended = Signal()

    descriptor = 0  # standard input

    def _ready(self):
        if os.isatty(self.descriptor) or stat.S_ISFIFO(os.fstat(self.descriptor).st_mode):
            self.thread = Thread(target=self._read, daemon=True)
            self.thread.start()

    def _read(self):
        # In the thread, where waiting for a line holds up nobody. `call_deferred` is the one door
        # from here into the tree: what it calls runs in the next frame, which it brings on at once.
        with open(self.descriptor, encoding=sys.stdin.encoding, errors="replace", closefd=False) as lines:
            for line in lines:
                self.call_deferred("emit_signal", "line_read", line.rstrip("\r\n"))
        self.call_deferred("emit_signal", "ended")
