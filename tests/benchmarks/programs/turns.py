"""Lets a program that shows something be measured from outside: it does what it is told, a line at a time.

"ready" is what it says first, once a frame is on the screen. Then each line that it reads is the name
of something that it can do and how often; it answers with the CPU seconds of one time.
"""

import gc
import sys
from collections.abc import Callable
from time import process_time

LINES = [
    f"{i:4} " + "the quick brown fox jumps over the lazy dog and goes on "[i % 20 :] for i in range(1000)
]
"""Of the log."""
COUNT = 1000
"""Of the rectangles."""
WIDTH, HEIGHT = 1024, 600


def place(i: int, frame: int) -> tuple[float, float]:
    """Return where a rectangle is in a frame."""
    return (i * 37 + frame * 3) % 1000, (i * 53 + frame * 2) % 580


def color(i: int) -> tuple[int, int, int, int]:
    """Return the colour of a rectangle."""
    return 55 + i % 200, 55 + i * 7 % 200, 200, 255


def memory() -> float:
    """Return how many bytes of memory the process has."""
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * 4096.0


def serve(operations: dict[str, Callable[[], object]]) -> None:
    """Do what is asked for until the input ends, each time from what `restore` restores, if it is there."""
    print("ready", flush=True)
    for line in sys.stdin:
        name, count = line.split()
        if name == "memory":
            print(memory(), flush=True)
            continue
        operations.get("restore", lambda: None)()
        operation = operations[name]
        operation()
        gc.collect()
        gc.freeze()
        start = process_time()
        for _ in range(int(count)):
            operation()
        print((process_time() - start) / int(count), flush=True)
