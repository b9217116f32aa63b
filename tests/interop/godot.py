"""Other programs beside a test: the real Godot, or our own demos, each a process of its own.

What a program prints is collected while the test's tree ticks, so that a server in the test can
answer it meanwhile. Nothing here sleeps on the clock: a wait ends when a socket or a pipe of
anybody becomes ready, and fails, with all that was printed, after a bound.

Used through the fixtures `godot` and `python`.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from secrets import randbelow

from engine.net.poller import READ, Watch
from engine.testing import SteppedTree

BOUND = 15.0
"""Seconds that anything a program is waited for may take; far more than it does."""

_TURN = 0.02
"""Seconds that a turn of a wait sleeps at the most."""

_BANNER = re.compile(r"Godot Engine v|OpenGL|\s*$")

USUAL_NAMES = {
    "GODOT3": ["godot3-server", "godot-server", "godot3-headless"],
    "GODOT36": [],
    "GODOT4": ["godot4", "godot"],
}
"""The programs that an engine may be, if no variable of this name says which."""

_PROJECT = """\
config_version=4
[application]
config/name="{name}"
run/main_scene="res://main.tscn"
run/low_processor_mode_sleep_usec=500
[autoload]
Ending="*res://ending.gd"
"""

_SCENE = """\
[gd_scene load_steps=2 format=2]
[ext_resource path="res://main.gd" type="Script" id=1]
[node name="Main" type="Node"]
script = ExtResource( 1 )
"""

_ENDING = """\
extends Node
func _ready():
	pause_mode = PAUSE_MODE_PROCESS
func _process(_delta):
	if File.new().file_exists("res://end"):
		get_tree().quit()
"""


_PROJECT_4 = """\
config_version=5
[application]
config/name="{name}"
run/main_scene="res://main.tscn"
run/flush_stdout_on_print=true
run/flush_stdout_on_print.debug=true
"""

_SCENE_4 = """\
[gd_scene load_steps=2 format=3]
[ext_resource type="Script" path="res://main.gd" id="1"]
[node name="Main" type="Node"]
script = ExtResource("1")
"""


def find_godot(engine: str = "GODOT3") -> str | None:
    """Return the program that runs an engine without a screen: $GODOT3, say, or its usual name."""
    names = [os.environ.get(engine, ""), *USUAL_NAMES[engine]]
    return next((found for name in names if name and (found := shutil.which(name))), None)


def free_port() -> int:
    """Return a TCP port that nobody listens on, for a program that cannot choose one itself.

    It is none of those that the system gives to who asks for any, as somebody may before it is in use.
    """
    family = socket.AF_INET6 if socket.has_dualstack_ipv6() else socket.AF_INET
    for _ in range(100):
        port = 10_000 + randbelow(22_000)
        with suppress(OSError), socket.create_server(("", port), family=family):
            return port
    raise AssertionError("no port is free")


class Program:
    """A process, and the lines that it has printed: `lines`, and on standard error `errors`."""

    def __init__(
        self,
        tree: SteppedTree,
        name: str,
        command: Sequence[str],
        directory: Path,
        environment: Mapping[str, str],
    ) -> None:
        self.name = name
        self.lines: list[str] = []
        self.errors: list[str] = []
        self._tree = tree
        self._inbox: list[Watch] = []
        self._process = subprocess.Popen(
            command,
            cwd=directory,
            env={"PATH": os.environ.get("PATH", ""), "LANG": "en_US.UTF-8", **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        assert self._process.stdout is not None
        assert self._process.stderr is not None
        self._pipes = [
            _Pipe(tree, self._process.stdout.fileno(), self.lines, self._inbox),
            _Pipe(tree, self._process.stderr.fileno(), self.errors, self._inbox),
        ]

    def __repr__(self) -> str:
        return f"<Program {self.name}, {'ended' if self.has_ended() else 'running'}>"

    # -- What it printed -----------------------------------------------------------------------

    def wait_for_line(self, pattern: str) -> re.Match[str]:
        """Return the match of the first line that `pattern` matches as a whole, once there is one."""
        expression = re.compile(pattern)
        self.wait_until(lambda: self._first(expression), f"a line like {pattern!r}")
        found = self._first(expression)
        assert found is not None
        return found

    def _first(self, expression: re.Pattern[str]) -> re.Match[str] | None:
        return next((m for line in self.lines if (m := expression.fullmatch(line))), None)

    def wait_until(self, condition: Callable[[], object], wanted: str) -> None:
        """Tick the tree until `condition()`; AssertionError if the program has ended, or in the end."""
        __tracebackhide__ = True
        bound = time.monotonic() + BOUND
        while True:
            self.read()
            if condition():
                return
            if self.is_hopeless():
                raise AssertionError(f"{self.name} has ended without {wanted}\n{self.report()}")
            if time.monotonic() > bound:
                raise AssertionError(f"{self.name} has not come to {wanted}\n{self.report()}")
            self._tree.poller.wait(_TURN)
            self._tree.step()

    def read(self) -> None:
        """Take in what it has printed so far."""
        for pipe in self._pipes:
            pipe.read()

    def report(self) -> str:
        """Return all that it printed, for a message."""
        printed = [f"  {line}" for line in self.lines] + [f"  ! {line}" for line in self.errors]
        return "\n".join(["It printed:", *printed])

    # -- Its end -------------------------------------------------------------------------------

    def has_ended(self) -> bool:
        """Return True once it has closed its output and all of that is read."""
        return all(pipe.ended for pipe in self._pipes)

    def is_hopeless(self) -> bool:
        """Return True if no more can be expected of it."""
        return self.has_ended()

    def wait_for_end(self) -> int:
        """Tick the tree until it has ended by itself; return its exit code."""
        __tracebackhide__ = True
        self.wait_until(self.has_ended, "its end")
        return self._process.wait(BOUND)

    def send_signal(self, number: signal.Signals) -> None:
        """Send it a signal."""
        self._process.send_signal(number)

    def kill(self) -> None:
        """End it and whatever it started at once, if it is still there."""
        self.read()
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait(BOUND)
        self.read()
        for pipe in self._pipes:
            pipe.close()
        for stream in (self._process.stdout, self._process.stderr):
            assert stream is not None
            stream.close()


class GodotProgram(Program):
    """A script of ours, which extends Node, as the main scene `/root/Main` of the real Godot."""

    def __init__(
        self,
        tree: SteppedTree,
        script: Path,
        directory: Path,
        arguments: Sequence[str],
        environment: Mapping[str, str],
        engine: str = "GODOT3",
    ) -> None:
        program = find_godot(engine)
        assert program is not None
        directory.mkdir()
        if engine == "GODOT4":  # whose scripts end by themselves
            (directory / "project.godot").write_text(_PROJECT_4.format(name=script.stem))
            (directory / "main.tscn").write_text(_SCENE_4)
            arguments = ["--headless", *arguments]
        else:
            (directory / "project.godot").write_text(_PROJECT.format(name=script.stem))
            (directory / "main.tscn").write_text(_SCENE)
            (directory / "ending.gd").write_text(_ENDING)
        shutil.copy(script, directory / "main.gd")
        self._end_file = directory / "end"
        home = {
            name: str(directory) for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")
        }
        super().__init__(
            tree,
            f"Godot with {script.name}",
            [program, "--path", str(directory), *arguments],
            directory,
            {**home, **environment},
        )

    def read(self) -> None:
        super().read()
        while self.lines and _BANNER.match(self.lines[0]):
            del self.lines[0]

    def quit(self) -> int:
        """Let it call `get_tree().quit()`; return its exit code."""
        self._end_file.touch()
        return self.wait_for_end()

    def is_hopeless(self) -> bool:
        return self.has_ended() or any("Parse Error" in line for line in self.errors)

    def script_errors(self) -> list[str]:
        """Return what Godot said about faults of the script."""
        return [line for line in self.errors if "SCRIPT ERROR" in line or "Parse Error" in line]


class _Pipe:
    """One output of a program, as lines."""

    def __init__(self, tree: SteppedTree, fd: int, lines: list[str], inbox: list[Watch]) -> None:
        self.ended = False
        self._fd = fd
        self._lines = lines
        self._rest = b""
        os.set_blocking(fd, False)
        self._watch = tree.poller.watch(_Descriptor(fd), READ, inbox, self)

    def read(self) -> None:
        while not self.ended:
            self._watch.taken()
            try:
                data = os.read(self._fd, 65536)
            except BlockingIOError:
                return
            *whole, self._rest = (self._rest + data).split(b"\n")
            if not data:
                if self._rest:
                    whole, self._rest = [self._rest], b""
                self.close()
            self._lines += [line.decode("utf-8", "replace").removesuffix("\r") for line in whole]

    def close(self) -> None:
        if not self.ended:
            self.ended = True
            self._watch.close()


class _Descriptor:
    def __init__(self, fd: int) -> None:
        self._fd = fd

    def fileno(self) -> int:
        return self._fd
