"""A gateway on another machine, as far as the network can tell, and the cable between the two."""

from __future__ import annotations

import os
import shutil
import subprocess
import time

import pytest

from engine import OK
from nodes import WebSocketServer

BOUND = 30.0
"""Seconds that anything may take; far more than it does."""
HERE, THERE = "10.93.7.1", "10.93.7.2"


def ip(*arguments):
    return subprocess.run(["ip", *arguments], capture_output=True, text=True, timeout=20, check=False)


@pytest.fixture
def machine():
    """A network namespace with a cable to this one, by its name: that of this end has an `h` behind it."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or shutil.which("ip") is None:
        pytest.skip("network namespaces are for root, and take the program ip")
    name = f"es{os.getpid()}"
    if ip("netns", "add", name).returncode:
        pytest.skip("this machine makes no network namespaces")
    try:
        for line in (
            f"link add {name}h type veth peer name {name}t netns {name}",
            f"addr add {HERE}/24 dev {name}h",
            f"link set {name}h up",
            f"-n {name} addr add {THERE}/24 dev {name}t",
            f"-n {name} link set {name}t up",
            f"-n {name} link set lo up",
        ):
            done = ip(*line.split())
            if done.returncode:
                pytest.skip(f"this machine has no cables between namespaces: {done.stderr}")
        yield name
    finally:
        ip("link", "del", f"{name}h")
        ip("netns", "del", name)


def until(tree, condition, *programs):
    bound = time.monotonic() + BOUND
    while time.monotonic() < bound:
        for program in programs:
            program.read()
        if condition():
            return
        tree.poller.wait(0.005)
        tree.step()
    raise AssertionError("\n".join(program.report() for program in programs))


def test_a_cable_that_is_pulled_parts_both_sides_and_players_are_back_when_it_is_there_again(
    tree, machine, troubled_python, free_port
):
    room = tree.add(WebSocketServer(bind_ip=HERE))
    assert room.listen_for_gateways(0, "sesame") == OK
    gateway = troubled_python(
        *("-m", "nodes.cluster", "gateway", "--room", f"ws://{HERE}:{room.get_gateways_port()}"),
        *("--port", str(free_port)),
        inside=machine,
        ESTRAGON_SECRET="sesame",
    )
    until(tree, lambda: gateway.lines, gateway)
    player = troubled_python(
        "tests/interop/programs/comes_again.py", f"ws://127.0.0.1:{free_port}", inside=machine
    )
    until(tree, lambda: len(player.lines) == 1, gateway, player)
    (id,) = room.get_peers()
    assert player.lines == [f"Joined as {id}"]

    ip("link", "set", f"{machine}h", "down")
    until(tree, lambda: not room.get_peers() and len(player.lines) == 2, gateway, player)
    assert player.lines[1] == "Closed with 1001"

    ip("link", "set", f"{machine}h", "up")
    until(tree, lambda: len(player.lines) == 3, gateway, player)
    (id,) = room.get_peers()
    assert player.lines[2] == f"Joined as {id}"
