"""High-level multiplayer with the real Godot 3 at the other end: calls, values, signals, refusals.

Godot runs `programs/game.gd`; `Game` below is the same in Python, and both write down what they hear
in the same words.
"""

from __future__ import annotations

import json
import logging
import re
import time
from typing import NamedTuple

import pytest

from engine import (
    OK,
    Node,
    master,
    mastersync,
    puppet,
    puppetsync,
    remote,
    remotesync,
)
from engine.testing import SteppedTree
from nodes import WebSocketClient, WebSocketServer

BOUND = 15.0
"""Seconds that anything may take; far more than it does."""

ROOMY = (1024, 32768, 1024, 32768)
"""Buffers in which ten thousand small packets have room."""


def value(name):
    """Return a property that is written down when it is set, as the setters of game.gd do it."""

    def get(self):
        return self.values.get(name)

    def set(self, value):
        self.values[name] = value
        self.say(f"{name} = {value}")

    return property(get, set)


def opened(mode, name):
    """Return the same, and opened to the network by a decorator."""
    plain = value(name)
    return property(plain.fget, mode(plain.fset))


class Game(Node):
    v_none = value("v_none")
    v_remote = opened(remote, "v_remote")
    v_master = opened(master, "v_master")
    v_puppet = opened(puppet, "v_puppet")
    v_remotesync = opened(remotesync, "v_remotesync")
    v_mastersync = opened(mastersync, "v_mastersync")
    v_puppetsync = opened(puppetsync, "v_puppetsync")

    def __init__(self, lines):
        self.lines = lines
        self.values = {}
        self.echoes = []
        self.counted = {}

    def _ready(self):
        for name in ("A", "B", "C")[self.depth() :][:1]:
            child = Game(self.lines)
            child.name = name
            self.add_child(child)

    def depth(self):
        return self.get_path().get_name_count() - 2

    def say(self, what):
        self.lines.append(f"{self.get_path()} {what} from {self.get_tree().get_rpc_sender_id()}")

    def f_none(self, value):
        self.say(f"f_none({value})")

    @remote
    def f_remote(self, value):
        self.say(f"f_remote({value})")

    @master
    def f_master(self, value):
        self.say(f"f_master({value})")

    @puppet
    def f_puppet(self, value):
        self.say(f"f_puppet({value})")

    @remotesync
    def f_remotesync(self, value):
        self.say(f"f_remotesync({value})")

    @mastersync
    def f_mastersync(self, value):
        self.say(f"f_mastersync({value})")

    @puppetsync
    def f_puppetsync(self, value):
        self.say(f"f_puppetsync({value})")

    @remote
    def f_two(self, first, second="unset"):
        self.say(f"f_two({first}, {second})")

    @remote
    def relate(self, number):
        self.say(f"relate({number})")
        if number > 0:
            self.rpc_id(self.get_tree().get_rpc_sender_id(), "relate", number - 1)

    @remote
    def echoed(self, value, type, text):
        self.echoes.append((value, type, text))

    @remote
    def count(self, number, total):
        self.counted.setdefault(self.get_tree().get_rpc_sender_id(), []).append(number)

    @remote
    def length(self, text):
        self.say(f"length({len(text)})")


class End(NamedTuple):
    """One of ours: its tree, its network peer, its game, and the lines that say what happened."""

    tree: SteppedTree
    peer: WebSocketServer | WebSocketClient
    game: Game
    lines: list[str]

    @property
    def id(self):
        return self.tree.get_network_unique_id()

    @property
    def heard(self):
        """The lines of the game alone."""
        return [line for line in self.lines if line.startswith("/root/")]


class World:
    """All ends of ours and all Godots of a test, and waiting for any of them."""

    def __init__(self, tree, godot, port):
        self._tree = tree
        self._godot = godot
        self._port = port
        self._trees = []
        self.programs = []

    # -- Ends ----------------------------------------------------------------------------------

    def _new_end(self, peer, buffers):
        tree = SteppedTree() if self._trees else self._tree
        self._trees.append(tree)
        if buffers:
            assert peer.set_buffers(*buffers) == OK
        lines = []
        known = tree.get_network_connected_peers
        tree.network_peer_connected.connect(lambda id: lines.append(f"Peer {id} is here, {known()}"))
        tree.network_peer_disconnected.connect(lambda id: lines.append(f"Peer {id} is gone, {known()}"))
        tree.connected_to_server.connect(lambda: lines.append(f"Connected as {tree.get_network_unique_id()}"))
        tree.connection_failed.connect(lambda: lines.append("Failed"))
        tree.server_disconnected.connect(lambda: lines.append("Server is gone"))
        tree.multiplayer.network_peer_packet.connect(
            lambda id, packet: lines.append(f"Packet {packet.hex_encode()} from {id}")
        )
        return End(tree, peer, tree.add(Game(lines), "Main"), lines)

    def server(self, buffers=(), kind=WebSocketServer, **settings):
        """Start a server of ours."""
        server = kind()
        for name, setting in settings.items():
            setattr(server, name, setting)
        end = self._new_end(server, buffers)
        assert server.listen(0, [], True) == OK
        end.tree.network_peer = server
        return end

    def client(self, port, buffers=(), kind=WebSocketClient):
        """Begin to connect a client of ours."""
        client = kind()
        end = self._new_end(client, buffers)
        self.connect(end, port)
        return end

    def connect(self, end, port):
        assert end.peer.connect_to_url(f"ws://localhost:{port}", [], True) == OK
        end.tree.network_peer = end.peer

    def godot_client(self, server, path="", **environment):
        """Start a Godot that is a client of our server."""
        url = f"ws://localhost:{server.peer.get_listening_port()}{path}"
        program = self._godot("game.gd", URL=url, **environment)
        self.programs.append(program)
        return program

    def godot_server(self, **environment):
        """Start a Godot that is the server; it has its port in `port`."""
        program = self._godot("game.gd", PORT=self._port, **environment)
        self.programs.append(program)
        program.port = self._port
        self.wait_for(program, "Listening")
        return program

    # -- Waiting -------------------------------------------------------------------------------

    def wait_until(self, condition, wanted):
        """Let everybody go on until `condition()`; AssertionError in the end."""
        __tracebackhide__ = True
        bound = time.monotonic() + BOUND
        while True:
            for program in self.programs:
                program.read()
            if condition():
                return
            if time.monotonic() > bound or any(program.script_errors() for program in self.programs):
                raise AssertionError(f"There was no {wanted}\n{self.report()}")
            self._tree.poller.wait(0.02 if len(self._trees) < 2 else 0.002)
            for tree in self._trees or [self._tree]:
                tree.step()

    def report(self):
        own = [f"{tree!r} heard:" for tree in self._trees]
        return "\n".join([*own, *(program.report() for program in self.programs)])

    def wait_for(self, end, line, times=1):
        """Wait for a line that an end, ours or Godot, writes down."""
        __tracebackhide__ = True
        self.wait_until(lambda: end.lines.count(line) >= times, f"{line!r} in {end.lines}")

    def id_of(self, end):
        """Return the id of a client once it knows it."""
        __tracebackhide__ = True
        found = []

        def connected():
            found[:] = [m for line in end.lines if (m := re.fullmatch(r"Connected as (\d+)", line))]
            return found

        self.wait_until(connected, "connection")
        return int(found[-1].group(1))

    def finish(self):
        for tree in self._trees[1:]:
            tree.finish()
        for tree in self._trees[1:]:
            tree.raise_faults()


@pytest.fixture
def world(tree, godot, free_port):
    world = World(tree, godot, free_port)
    yield world
    world.finish()


@pytest.fixture
def refusals(caplog):
    """What was logged to `estragon.rpc`, as a list to be looked at, and emptied, by `refusals()`."""
    caplog.set_level(logging.INFO, "estragon.rpc")

    def take():
        found = [record.getMessage() for record in caplog.records if record.name == "estragon.rpc"]
        caplog.clear()
        return found

    return take


def gd(call, *args):
    """Return a call as GDScript: `gd("rpc_id", 5, "f_remote", "hello")`."""
    return f"{call}({', '.join(json.dumps(arg) for arg in args)})"


def heard(program):
    """Return the lines that the game of a Godot wrote."""
    return [line for line in program.lines if line.startswith("/root/")]


# -- Joining --------------------------------------------------------------------------------------


def test_two_godot_clients_of_our_server_hear_of_everybody_in_the_order_of_godot(world):
    server = world.server()
    first = world.godot_client(server)
    a = world.id_of(first)
    second = world.godot_client(server)
    b = world.id_of(second)
    world.wait_for(first, f"Peer {b} is here, {sorted([1, b])}")
    world.wait_for(second, f"Peer {a} is here, {sorted([1, a])}")
    assert first.lines == ["Peer 1 is here, [1]", f"Connected as {a}", f"Peer {b} is here, {sorted([1, b])}"]
    assert second.lines == ["Peer 1 is here, [1]", f"Connected as {b}", f"Peer {a} is here, {sorted([1, a])}"]
    assert server.lines == [f"Peer {a} is here, [{a}]", f"Peer {b} is here, {sorted([a, b])}"]
    assert a != b
    assert 1 < a < 2**31
    assert 1 < b < 2**31
    second.quit()
    world.wait_for(first, f"Peer {b} is gone, [1]")
    world.wait_for(server, f"Peer {b} is gone, [{a}]")


def test_two_clients_of_ours_of_a_godot_server_hear_of_everybody_in_the_same_order(world):
    server = world.godot_server()
    first = world.client(server.port)
    a = world.id_of(first)
    second = world.client(server.port)
    b = world.id_of(second)
    world.wait_for(first, f"Peer {b} is here, {sorted([1, b])}")
    world.wait_for(second, f"Peer {a} is here, {sorted([1, a])}")
    assert first.lines == ["Peer 1 is here, [1]", f"Connected as {a}", f"Peer {b} is here, {sorted([1, b])}"]
    assert second.lines == ["Peer 1 is here, [1]", f"Connected as {b}", f"Peer {a} is here, {sorted([1, a])}"]
    assert server.lines[1:] == [f"Peer {a} is here, [{a}]", f"Peer {b} is here, {sorted([a, b])}"]
    second.peer.disconnect_from_host(1000, "bye")
    world.wait_for(first, f"Peer {b} is gone, [1]")
    world.wait_for(server, f"Peer {b} is gone, [{a}]")
    world.wait_for(server, f"Peer {b} asked to close, code 1000, reason 'bye'")
