"""Fixtures that start other programs beside a test and end them for sure."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import pytest

from engine.testing import SteppedTree

HERE = Path(__file__).parent
ROOT = HERE.parent.parent


def _load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"interop_{name}", HERE / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


_godot = _load("godot")


@pytest.fixture
def free_port() -> int:
    """A TCP port that nobody listens on."""
    port: int = _godot.free_port()
    return port


@pytest.fixture
def other_free_port(free_port: int) -> int:
    """Another one."""
    port = free_port
    while port == free_port:
        port = _godot.free_port()
    return port


WHERE_FROM = {
    "GODOT3": "Godot 3 was not found: install godot3-server, or name its program in $GODOT3",
    "GODOT36": "Godot 3.6 was not found: name its program in $GODOT36",
    "GODOT4": "Godot 4 was not found: name its program in $GODOT4",
}


@pytest.fixture
def godot(request: pytest.FixtureRequest, tree: SteppedTree, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """`godot("script.gd", "--fixed-fps", "60", URL=…)` runs a script in `programs/` as the main scene.

    Further names become its environment: `OS.get_environment("URL")`. Fails the test if Godot
    complained about the script. It is Godot 3, or what the test's parameter says.
    """
    yield from _starting(getattr(request, "param", "GODOT3"), tree, tmp_path)


@pytest.fixture
def godot4(tree: SteppedTree, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """The same for Godot 4."""
    yield from _starting("GODOT4", tree, tmp_path)


def _starting(engine: str, tree: SteppedTree, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    if _godot.find_godot(engine) is None:
        pytest.skip(WHERE_FROM[engine])
    started: list[Any] = []

    def start(script: str, *arguments: str, **environment: object) -> Any:
        directory = tmp_path / f"{engine.lower()}-{len(started)}"
        text = {name: str(value) for name, value in environment.items()}
        script_file = HERE / "programs" / script
        program = _godot.GodotProgram(tree, script_file, directory, arguments, text, engine)
        started.append(program)
        return program

    yield start
    _end(started)
    for program in started:
        assert not program.script_errors(), program.report()


@pytest.fixture
def troubled_python(tree: SteppedTree) -> Iterator[Callable[..., Any]]:
    """`troubled_python("-m", "nodes.cluster", …)` runs Python in the project's folder.

    What happens to it may make it write to standard error. Names become its environment; `inside` is a
    network namespace, as `ip netns` makes them.
    """
    started: list[Any] = []

    def start(*arguments: str, inside: str = "", **environment: str) -> Any:
        where = ["ip", "netns", "exec", inside] if inside else []
        command = [*where, sys.executable, "-X", "dev", "-u", *arguments]
        program = _godot.Program(tree, " ".join(("python", *arguments)), command, ROOT, environment)
        started.append(program)
        return program

    yield start
    _end(started)


@pytest.fixture
def python(troubled_python: Callable[..., Any]) -> Iterator[Callable[..., Any]]:
    """`python("-m", "demos.minimal.server", "9080")` runs Python in the project's folder.

    Fails the test if it wrote anything to standard error.
    """
    started: list[Any] = []

    def start(*arguments: str) -> Any:
        started.append(troubled_python(*arguments))
        return started[-1]

    yield start
    _end(started)
    for program in started:
        assert not program.errors, program.report()


class Certificate(NamedTuple):
    """The files of a certificate for localhost, signed by nobody but itself."""

    certificate: Path
    key: Path


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    """A self-signed certificate for localhost, and its key: RSA, which Godot 3.2 needs."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl was not found, which makes the certificate for wss")
    directory = tmp_path_factory.mktemp("certificate")
    made = Certificate(directory / "localhost.crt", directory / "localhost.key")
    subprocess.run(
        [
            *(openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
            *("-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"),
            *("-keyout", str(made.key), "-out", str(made.certificate)),
        ],
        check=True,
        capture_output=True,
        timeout=30,
    )
    return made


def _end(started: list[Any]) -> None:
    for program in started:
        program.kill()
