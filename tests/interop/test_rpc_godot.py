"""High-level multiplayer with the real Godot 3 at the other end: calls, values, signals, refusals.

Godot runs `programs/game.gd`; `Game` below is the same in Python, and both write down what they hear
in the same words.
"""

from __future__ import annotations

import json
import re
import signal
import time
from typing import NamedTuple

import pytest

from engine import (
    AABB,
    ERR_INVALID_PARAMETER,
    OK,
    Basis,
    Color,
    Node,
    NodePath,
    Plane,
    PoolByteArray,
    PoolColorArray,
    PoolIntArray,
    PoolRealArray,
    PoolStringArray,
    PoolVector2Array,
    PoolVector3Array,
    Quat,
    Rect2,
    Transform,
    Transform2D,
    Vector2,
    Vector3,
    master,
    mastersync,
    puppet,
    puppetsync,
    remote,
    remotesync,
    var2str,
)
from engine.testing import SteppedTree
from nodes import WebSocketClient, WebSocketServer, token_authenticator

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

    @remotesync
    def f_chained(self, value):
        self.say(f"f_chained({value})")
        self.chain()

    def set_chained(self, value):
        self.say(f"v_chained = {value}")
        self.chain()

    v_chained = property(fset=remotesync(set_chained))

    def chain(self):
        tree = self.get_tree()
        if tree.get_rpc_sender_id() == tree.get_network_unique_id():
            self.rpc("f_remote", "inside")

    @remote
    def f_raises(self, value):
        raise ValueError(f"no {value}")

    @remote
    async def f_waits(self, value):
        self.say(f"f_waits({value})")
        await self.get_tree().idle_frame
        self.lines.append(f"{self.get_path()} has waited for {value}")

    @remote
    def relate(self, number):
        self.say(f"relate({number})")
        if number > 0:
            self.rpc_id(self.get_tree().get_rpc_sender_id(), "relate", number - 1)

    @remote
    def echoed(self, value, type, is_same):
        self.echoes.append((value, type, is_same))

    @remote
    def count(self, number, total, load=""):
        self.counted.setdefault(self.get_tree().get_rpc_sender_id(), []).append(number)

    @remote
    def length(self, text):
        self.say(f"length({len(text)})")


class Recorder:
    """A network peer that keeps the packets that it is given to send, with their targets."""

    def __init__(self):
        self.sent = []
        self.target = 0

    def set_target_peer(self, id):
        self.target = id
        super().set_target_peer(id)

    def put_packet(self, buffer):
        self.sent.append((self.target, bytes(buffer)))
        return super().put_packet(buffer)

    def take(self):
        """Return what was sent, and forget it."""
        sent, self.sent = self.sent, []
        return sent


class RecordingServer(Recorder, WebSocketServer):
    pass


class RecordingClient(Recorder, WebSocketClient):
    pass


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
        self._ends = []
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
        end = End(tree, peer, tree.add(Game(lines), "Main"), lines)
        self._ends.append(end)
        return end

    def server(self, buffers=(), kind=WebSocketServer, **settings):
        """Start a server of ours."""
        server = kind(**settings)
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

    def godot_client(self, server, path="", scheme="ws", **environment):
        """Start a Godot that is a client of our server."""
        url = f"{scheme}://localhost:{server.peer.get_listening_port()}{path}"
        return self.godot(URL=url, **environment)

    def godot(self, **environment):
        """Start a Godot."""
        program = self._godot("game.gd", **environment)
        self.programs.append(program)
        return program

    def godot_server(self, **environment):
        """Start a Godot that is the server; it has its port in `port`."""
        program = self.godot(PORT=self._port, **environment)
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
        own = ["\n  ".join([f"{end.peer!r} heard:", *end.lines]) for end in self._ends]
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


def gd(call, *args):
    """Return a call as GDScript: `gd("rpc_id", 5, "f_remote", "hello")`."""
    return f"{call}({', '.join(json.dumps(arg) for arg in args)})"


def heard(program):
    """Return the lines that the game of a Godot wrote."""
    return [line for line in program.lines if line.startswith("/root/")]


def complaints(program):
    """Return what a Godot said about packets that it would not take."""
    return [line for line in program.errors if "_process_" in line or "Invalid packet" in line]


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


def test_calls_made_as_soon_as_a_peer_is_there_arrive(world):
    server = world.server()
    node = server.game.get_node("A/B")
    server.tree.network_peer_connected.connect(lambda id: node.rpc_id(id, "f_remote", "welcome"))
    environment = {"GREET": "yes", "FIRST": gd("rpc_id", 1, "f_remote", "connected")}
    first = world.godot_client(server, **environment)
    a = world.id_of(first)
    second = world.godot_client(server, **environment)
    b = world.id_of(second)
    greeting = "/root/Main/A/B f_remote({}) from {}".format
    for program, other in ((first, b), (second, a)):
        world.wait_for(program, greeting("hello", other))
        world.wait_for(program, greeting("welcome", 1))
    for id in (a, b):
        world.wait_for(server, f"/root/Main f_remote(connected) from {id}")
    assert [line for line in server.heard if line.endswith(f"from {a}")] == [
        greeting("hello", a),
        f"/root/Main f_remote(connected) from {a}",
    ]


def test_a_godot_server_greets_a_client_of_ours_as_soon_as_it_is_there_and_is_greeted(world):
    server = world.godot_server(GREET="yes")
    client = world.client(server.port, kind=RecordingClient)
    game = client.game
    client.tree.connected_to_server.connect(lambda: game.rpc_id(1, "f_remote", "connected"))
    client.tree.network_peer_connected.connect(lambda id: game.rpc_id(id, "f_remote", "peer"))
    a = world.id_of(client)
    world.wait_for(client, "/root/Main/A/B f_remote(hello) from 1")
    world.wait_for(server, f"/root/Main f_remote(connected) from {a}")
    assert heard(server) == [f"/root/Main f_remote({word}) from {a}" for word in ("peer", "connected")]


def test_calls_work_over_tls(world, certificate):
    server = world.server(ROOMY, private_key=certificate.key, ssl_certificate=certificate.certificate)
    buffers = ",".join(map(str, ROOMY))
    first, second = (
        world.godot_client(server, scheme="wss", TRUST_ALL="yes", BUFFERS=buffers) for _ in range(2)
    )
    a, b = world.id_of(first), world.id_of(second)
    world.wait_for(first, f"Peer {b} is here, {sorted([1, b])}")
    server.game.rpc_id(a, "do", gd("flood", b, 2000))
    server.game.rpc_id(a, "do", gd("rpc", "f_remote", "to all"))
    world.wait_for(second, f"/root/Main counted 2000, in order True from {a}")
    world.wait_for(second, f"/root/Main f_remote(to all) from {a}")
    world.wait_for(server, f"/root/Main f_remote(to all) from {a}")


# -- Calls ----------------------------------------------------------------------------------------


TOLD = "/root/Main f_remote({}) from {}".format


@pytest.fixture(params=[1, 2], ids=["by path", "by number"])
def rounds(request):
    """How often the calls are made: at the second time everyone knows the number of the path.

    Then a call for many is one message, which the server passes on.
    """
    return range(request.param)


def test_calls_between_our_server_and_its_godot_clients_reach_whom_they_are_meant_for(world, rounds):
    server = world.server()
    first, second = world.godot_client(server), world.godot_client(server)
    a, b = world.id_of(first), world.id_of(second)
    world.wait_for(first, f"Peer {b} is here, {sorted([1, b])}")
    game = server.game
    for _ in rounds:
        for end in (server, first, second):
            end.lines.clear()
        for order in (
            gd("rpc_id", b, "f_remote", "to b"),
            gd("rpc", "f_remote", "to all"),
            gd("rpc_id", -b, "f_remote", "to all but b"),
            gd("rpc_id", -1, "f_remote", "to all but the server"),
            gd("rpc_unreliable", "f_remote", "to all, unreliable"),
            gd("rpc_unreliable_id", b, "f_remote", "to b, unreliable"),
            gd("rpc_unreliable_id", 1, "f_remote", "to the server, unreliable"),
        ):
            assert game.rpc_id(a, "do", order) == OK
        world.wait_for(second, TOLD("to b, unreliable", a))
        world.wait_for(server, TOLD("to the server, unreliable", a))
        for to, text in ((0, "to all"), (a, "to a"), (-a, "to all but a"), (0, "end")):
            assert game.rpc_id(to, "f_remote", text) == OK
        for program in (first, second):
            world.wait_for(program, TOLD("end", 1))
        assert server.heard == [
            TOLD(text, a)
            for text in ("to all", "to all but b", "to all, unreliable", "to the server, unreliable")
        ]
        assert heard(first) == [TOLD(text, 1) for text in ("to all", "to a", "end")]
        assert heard(second) == [
            TOLD(text, a)
            for text in ("to b", "to all", "to all but the server", "to all, unreliable", "to b, unreliable")
        ] + [TOLD(text, 1) for text in ("to all", "to all but a", "end")]
    assert complaints(first) == complaints(second) == []


def test_calls_between_a_godot_server_and_clients_of_ours_reach_whom_they_are_meant_for(
    world, rounds, rpc_log
):
    server = world.godot_server()
    first, second = world.client(server.port), world.client(server.port)
    a, b = world.id_of(first), world.id_of(second)
    world.wait_for(first, f"Peer {b} is here, {sorted([1, b])}")
    game = first.game
    for number in rounds:
        for end in (server, first, second):
            end.lines.clear()
        assert game.rpc_id(b, "f_remote", "to b") == OK
        assert game.rpc("f_remote", "to all") == OK
        assert game.rpc_id(-b, "f_remote", "to all but b") == OK
        assert game.rpc_id(-1, "f_remote", "to all but the server") == OK
        assert game.rpc_unreliable("f_remote", "to all, unreliable") == OK
        assert game.rpc_unreliable_id(b, "f_remote", "to b, unreliable") == OK
        assert game.rpc_unreliable_id(1, "f_remote", "to the server, unreliable") == OK
        world.wait_for(second, TOLD("to b, unreliable", a))
        for to, text in ((0, "to all"), (a, "to a"), (-a, "to all but a"), (0, "end")):
            assert game.rpc_id(1, "do", gd("rpc_id", to, "f_remote", text)) == OK
        for client in (first, second):
            world.wait_for(client, TOLD("end", 1))
        # Godot's server takes the message to all but the server, as one message, for its own, too.
        fault_of_godot = ["to all but the server"] * number
        assert heard(server) == [
            TOLD(text, a)
            for text in (
                *("to all", "to all but b", *fault_of_godot),
                *("to all, unreliable", "to the server, unreliable"),
            )
        ]
        assert first.heard == [TOLD(text, 1) for text in ("to all", "to a", "end")]
        assert second.heard == [
            TOLD(text, a)
            for text in ("to b", "to all", "to all but the server", "to all, unreliable", "to b, unreliable")
        ] + [TOLD(text, 1) for text in ("to all", "to all but a", "end")]
    assert complaints(server) == []
    assert rpc_log() == []


class Two(NamedTuple):
    """One of ours and a Godot, connected, whoever is the server."""

    world: World
    ours: End
    godot: object
    our_id: int
    id: int
    """Godot's id."""

    def order(self, text):
        """Let Godot obey."""
        assert self.ours.game.rpc_id(self.id, "do", text) == OK

    def meet(self, word):
        """Wait until each has heard all that the other has sent so far."""
        __tracebackhide__ = True
        assert self.ours.game.rpc_id(self.id, "f_remote", word) == OK
        self.order(gd("rpc_id", self.our_id, "f_remote", word))
        self.world.wait_for(self.ours, f"/root/Main f_remote({word}) from {self.id}")
        self.world.wait_for(self.godot, f"/root/Main f_remote({word}) from {self.our_id}")

    def wait_for_error(self, text):
        """Wait until Godot has complained in these words."""
        __tracebackhide__ = True
        errors = self.godot.errors
        self.world.wait_until(lambda: any(text in line for line in errors), f"error {text!r}")

    def take(self):
        """Meet, and return what each has heard since the last time: ours, Godot."""
        self.meet("taken")
        result = []
        for lines in (self.ours.lines, self.godot.lines):
            result.append([line for line in lines if line.startswith("/root/") and "(taken)" not in line])
            lines.clear()
        return result


@pytest.fixture(params=["our server", "our client"])
def two(request, world):
    """Connect one of ours to a Godot; each test runs both ways round."""

    def join(buffers=()):
        environment = {"BUFFERS": ",".join(map(str, buffers))}
        if request.param == "our server":
            ours = world.server(buffers, RecordingServer)
            program = world.godot_client(ours, **environment)
            return Two(world, ours, program, 1, world.id_of(program))
        program = world.godot_server(**environment)
        ours = world.client(program.port, buffers, RecordingClient)
        return Two(world, ours, program, world.id_of(ours), 1)

    return join


def test_nodes_deep_in_the_tree_call_themselves_at_the_other_end(two):
    two = two()
    for path in ("A", "A/B", "A/B/C"):
        two.ours.game.get_node(path).rpc("f_remote", path)
        two.order(f'get_node("{path}").rpc("f_remote", "{path}")')
    ours, godot = two.take()
    assert ours == [f"/root/Main/{path} f_remote({path}) from {two.id}" for path in ("A", "A/B", "A/B/C")]
    assert godot == [
        f"/root/Main/{path} f_remote({path}) from {two.our_id}" for path in ("A", "A/B", "A/B/C")
    ]


def test_calls_within_calls_go_back_and_forth_and_know_their_sender(two):
    two = two()
    two.ours.game.get_node("A/B").rpc_id(two.id, "relate", 20)
    two.world.wait_for(two.godot, f"/root/Main/A/B relate(0) from {two.our_id}")
    ours, godot = two.take()
    assert godot == [f"/root/Main/A/B relate({n}) from {two.our_id}" for n in range(20, -1, -2)]
    assert ours == [f"/root/Main/A/B relate({n}) from {two.id}" for n in range(19, 0, -2)]
    assert two.ours.tree.get_rpc_sender_id() == 0


def test_nodes_with_names_of_any_letters_call_themselves_at_the_other_end(two):
    two = two()
    name = "Grüße an 世界 🎮"
    node = two.ours.game.get_node("A")
    two.order(f'get_node("A").set_name("{name}")')
    node.name = name
    for number in (1, 2):
        node.get_node("B").rpc("f_remote", number)
        two.order(f'get_node("{name}/B").rpc("f_remote", {number})')
        assert two.take() == [
            [f"/root/Main/{name}/B f_remote({number}) from {two.id}"],
            [f"/root/Main/{name}/B f_remote({number}) from {two.our_id}"],
        ]


def test_calls_of_a_godot_node_with_a_percent_sign_in_its_name_reach_ours_without_it(two):
    two = two()
    two.ours.game.get_node("A").name = "100%Pure"
    two.order('get_node("A").set_name("100%Pure")')
    for number in (1, 2):
        two.order(f'get_node("100%Pure/B").rpc("f_remote", {number})')
        two.world.wait_for(two.ours, f"/root/Main/100Pure/B f_remote({number}) from {two.id}")


def test_a_method_of_ours_that_waits_knows_who_called_and_goes_on_later(two):
    two = two()
    two.order(gd("rpc_id", two.our_id, "f_waits", "a"))
    two.world.wait_for(two.ours, "/root/Main has waited for a")
    assert two.ours.heard[0] == f"/root/Main f_waits(a) from {two.id}"


def test_a_method_of_ours_that_fails_is_reported_and_the_game_goes_on(two):
    two = two()
    two.order(gd("rpc_id", two.our_id, "f_raises", "good"))
    two.order(gd("rpc_id", two.our_id, "f_remote", "after"))
    after = f"/root/Main f_remote(after) from {two.id}"
    with pytest.raises(ValueError, match="no good") as caught:  # by the frame in which it happened
        two.world.wait_for(two.ours, after)
    assert any(f"f_raises, called by peer {two.id}" in note for note in caught.value.__notes__)
    two.world.wait_for(two.ours, after)


def test_a_path_is_sent_once_or_so_and_then_its_number(two):
    two = two()
    node = two.ours.game.get_node("A/B/C")
    two.ours.peer.take()
    assert node.rpc("f_remote", 1) == OK
    assert node.rpc("f_remote", 2) == OK
    announcement, *calls = two.ours.peer.take()
    assert announcement == (two.id, b"\x02\x01\0\0\0Main/A/B/C\0")
    assert [packet.endswith(b"Main/A/B/C\0") for _, packet in calls] == [True, True]
    two.meet("known by now")
    two.ours.peer.take()
    assert node.rpc("f_remote", 3) == OK
    assert two.ours.peer.take() == [(0, b"\0\x01\0\0\0f_remote\0\x01\x02\0\0\0\x03\0\0\0")]
    _, godot = two.take()
    assert [line for line in godot if "/C" in line] == [
        f"/root/Main/A/B/C f_remote({n}) from {two.our_id}" for n in (1, 2, 3)
    ]


def test_a_godot_that_comes_later_gets_the_calls_of_nodes_whose_number_the_others_know(world):
    server = world.server(kind=RecordingServer)
    first = world.godot_client(server)
    a = world.id_of(first)
    node = server.game.get_node("A/B")
    node.rpc("f_remote", "early")
    world.wait_for(first, "/root/Main/A/B f_remote(early) from 1")
    server.game.rpc_id(a, "do", 'get_node("A").rpc("f_remote", "early")')
    world.wait_for(server, f"/root/Main/A f_remote(early) from {a}")
    second = world.godot_client(server)
    b = world.id_of(second)
    server.peer.take()
    node.rpc("f_remote", "late")
    assert [(to, packet[0], b"Main/A/B" in packet) for to, packet in server.peer.take()] == [
        (b, 2, True),
        *[(id, 0, id == b) for id in sorted([a, b])],
    ]
    server.game.rpc_id(a, "do", 'get_node("A").rpc("f_remote", "late")')
    for program in (first, second):
        world.wait_for(program, "/root/Main/A/B f_remote(late) from 1")
    world.wait_for(second, f"/root/Main/A f_remote(late) from {a}")
    world.wait_for(server, f"/root/Main/A f_remote(late) from {a}")
    server.game.rpc_id(b, "do", 'get_node("A").rpc("f_remote", "from b")')
    world.wait_for(server, f"/root/Main/A f_remote(from b) from {b}")
    server.peer.take()
    node.rpc("f_remote", "last")
    assert [(to, b"Main/A/B" in packet) for to, packet in server.peer.take()] == [(0, False)]
    for program in (first, second):
        world.wait_for(program, "/root/Main/A/B f_remote(last) from 1")


def test_a_client_of_ours_that_comes_later_gets_the_calls_of_a_godot_server(world):
    server = world.godot_server()
    first = world.client(server.port)
    a = world.id_of(first)
    order = 'get_node("A/B").rpc("f_remote", "{}")'.format
    for word in ("one", "two"):
        first.game.rpc_id(1, "do", order(word))
        world.wait_for(first, f"/root/Main/A/B f_remote({word}) from 1")
    first.game.get_node("A").rpc("f_remote", "early")
    world.wait_for(server, f"/root/Main/A f_remote(early) from {a}")
    second = world.client(server.port)
    b = world.id_of(second)
    world.wait_for(first, f"Peer {b} is here, {sorted([1, b])}")
    first.game.get_node("A").rpc("f_remote", "late")
    for word in ("three", "four"):
        first.game.rpc_id(1, "do", order(word))
        for client in (first, second):
            world.wait_for(client, f"/root/Main/A/B f_remote({word}) from 1")
    world.wait_for(second, f"/root/Main/A f_remote(late) from {a}")


def test_values_are_set_at_the_ends_that_they_are_meant_for(world):
    server = world.server()
    first, second = world.godot_client(server), world.godot_client(server)
    a, b = world.id_of(first), world.id_of(second)
    world.wait_for(first, f"Peer {b} is here, {sorted([1, b])}")
    node = server.game.get_node("A")
    assert node.rset("v_remote", 1) == OK
    assert node.rset_id(a, "v_remote", 2) == OK
    assert node.rset_id(-a, "v_remote", 3) == OK
    assert node.rset_unreliable("v_remote", 4) == OK
    assert node.rset_unreliable_id(a, "v_remote", 5) == OK
    assert node.rset("v_remote", 6) == OK
    for program in (first, second):
        world.wait_for(program, "/root/Main/A v_remote = 6 from 1")
    assert heard(first) == [f"/root/Main/A v_remote = {n} from 1" for n in (1, 2, 4, 5, 6)]
    assert heard(second) == [f"/root/Main/A v_remote = {n} from 1" for n in (1, 3, 4, 6)]
    assert node.v_remote is None
    for order in (
        gd("rset", "v_remote", 1),
        gd("rset_id", b, "v_remote", 2),
        gd("rset_id", -b, "v_remote", 3),
        gd("rset_unreliable", "v_remote", 4),
        gd("rset_unreliable_id", 1, "v_remote", 5),
        gd("rset", "v_remote", 6),
    ):
        server.game.rpc_id(a, "do", f'get_node("A").{order}')
    for end in (server, second):
        world.wait_for(end, f"/root/Main/A v_remote = 6 from {a}")
    assert server.heard == [f"/root/Main/A v_remote = {n} from {a}" for n in (1, 3, 4, 5, 6)]
    assert heard(second)[4:] == [f"/root/Main/A v_remote = {n} from {a}" for n in (1, 2, 4, 6)]
    assert node.v_remote == 6


def test_modes_set_with_rpc_config_and_rset_config_hold_for_godot_and_for_us(two):
    two = two()
    us, them = two.our_id, two.id
    modes = two.ours.tree.multiplayer
    node = two.ours.game.get_node("A")
    node.rpc_config("f_none", modes.RPC_MODE_REMOTESYNC)
    node.rset_config("v_none", modes.RPC_MODE_REMOTE)
    two.order('get_node("A").rpc_config("f_none", 4)')
    two.order('get_node("A").rset_config("v_none", 1)')
    node.rpc("f_none", 1)
    node.rset("v_none", 2)
    two.order(f'get_node("A").{gd("rpc", "f_none", 3)}')
    two.order(f'get_node("A").{gd("rset", "v_none", 4)}')
    ours, godot = two.take()
    assert ours == [
        f"/root/Main/A f_none(1) from {us}",
        f"/root/Main/A f_none(3) from {them}",
        f"/root/Main/A v_none = 4 from {them}",
    ]
    assert godot == [
        f"/root/Main/A f_none(1) from {us}",
        f"/root/Main/A v_none = 2 from {us}",
        f"/root/Main/A f_none(3) from {them}",
    ]


# -- Who may call what ----------------------------------------------------------------------------

RUNS = {
    # mode: at the caller's and at the other end, if the caller is master; the same if the other is
    "none": ((False, False), (False, False)),
    "remote": ((False, True), (False, True)),
    "master": ((True, False), (False, True)),
    "puppet": ((False, True), (True, False)),
    "remotesync": ((True, True), (True, True)),
    "mastersync": ((True, False), (True, True)),
    "puppetsync": ((True, True), (True, False)),
}


def is_sent(mode, caller_is_master):
    """Return True if a call leaves its caller, who need not tell others what only the master does."""
    return not (caller_is_master and mode in ("master", "mastersync"))


def given(caller, mode, line, caller_is_master):
    """Return the lines that are to be heard at the caller's and at the other end."""
    here, there = RUNS[mode][0 if caller_is_master else 1]
    line = f"/root/Main/A {line} from {caller}"
    return [line] * here, [line] * there


@pytest.mark.parametrize("what", ["call", "value"])
@pytest.mark.parametrize("master_is", ["we", "Godot"])
def test_calls_and_values_of_every_mode_run_where_godot_runs_them(two, what, master_is, rpc_log):
    two = two()
    node = two.ours.game.get_node("A")
    we_are = master_is == "we"
    master_id = two.our_id if we_are else two.id
    node.set_network_master(master_id)
    two.order(f'get_node("A").set_network_master({master_id})')
    refused_by_godot = []
    two.take()
    for mode in RUNS:
        verb, name = ("rpc", f"f_{mode}") if what == "call" else ("rset", f"v_{mode}")
        line = f"{name}(1)" if what == "call" else f"{name} = 1"
        two.ours.peer.take()
        getattr(node, verb)(name, 1)
        assert bool(two.ours.peer.take()) == is_sent(mode, we_are), mode
        here, there = given(two.our_id, mode, line, we_are)
        assert two.take() == [here, there], mode
        if is_sent(mode, we_are) and not there:
            refused_by_godot.append(name)
        two.order(f'get_node("A").{gd(verb, name, 1)}')
        here, there = given(two.id, mode, line, not we_are)
        assert two.take() == [there, here], mode
        assert len(rpc_log()) == (is_sent(mode, not we_are) and not there), mode
    for name in refused_by_godot:
        two.wait_for_error(f"{verb.upper()} '{name}' is not allowed on node /root/Main/A")
    assert len(complaints(two.godot)) == len(refused_by_godot)


def test_a_call_is_sent_before_it_runs_here_and_a_value_is_set_here_before_it_is_sent(two):
    two = two()
    here, there = two.our_id, two.id
    node = two.ours.game
    node.rpc("f_chained", 1)
    node.rset("v_chained", 2)
    ours, godot = two.take()
    assert ours == [f"/root/Main f_chained(1) from {here}", f"/root/Main v_chained = 2 from {here}"]
    by_us = [line.replace(f"from {here}", "from caller") for line in godot]
    two.order(gd("rpc", "f_chained", 1))
    two.order(gd("rset", "v_chained", 2))
    ours, godot = two.take()
    assert godot == [f"/root/Main f_chained(1) from {there}", f"/root/Main v_chained = 2 from {there}"]
    by_godot = [line.replace(f"from {there}", "from caller") for line in ours]
    assert by_us == by_godot
    assert by_us == [
        "/root/Main f_chained(1) from caller",
        "/root/Main f_remote(inside) from caller",
        "/root/Main f_remote(inside) from caller",
        "/root/Main v_chained = 2 from caller",
    ]


# -- Refusals -------------------------------------------------------------------------------------


def test_godot_refuses_calls_of_ours_that_it_does_not_permit_and_the_game_goes_on(two):
    two = two()
    a, b = two.ours.game.get_node("A"), two.ours.game.get_node("A/B")
    a.set_network_master(two.our_id, False)
    b.set_network_master(two.id, False)
    two.order(f'get_node("A").set_network_master({two.our_id}, false)')
    two.order(f'get_node("A/B").set_network_master({two.id}, false)')
    a.rpc_id(two.id, "f_none", 1)
    a.rpc_id(two.id, "no_such", 1)
    a.rpc_id(two.id, "queue_free")
    a.rpc_id(two.id, "f_master", 1)
    b.rpc_id(two.id, "f_puppet", 1)
    a.rset_id(two.id, "v_none", 1)
    a.rset_id(two.id, "name", "X")
    a.rset_id(two.id, "v_master", 1)
    b.rset_id(two.id, "v_puppet", 1)
    ours, godot = two.take()
    assert (ours, godot) == ([], [])
    us, them = two.our_id, two.id
    for what, name, node, mode, who in (
        ("RPC", "f_none", "A", 0, us),
        ("RPC", "no_such", "A", 0, us),
        ("RPC", "queue_free", "A", 0, us),
        ("RPC", "f_master", "A", 2, us),
        ("RPC", "f_puppet", "A/B", 3, them),
        ("RSET", "v_none", "A", 0, us),
        ("RSET", "name", "A", 0, us),
        ("RSET", "v_master", "A", 2, us),
        ("RSET", "v_puppet", "A/B", 3, them),
    ):
        two.wait_for_error(
            f"{what} '{name}' is not allowed on node /root/Main/{node} from: {us}."
            f" Mode is {mode}, master is {who}."
        )
    a.rpc("f_remote", "goes on")
    assert two.take() == [[], [f"/root/Main/A f_remote(goes on) from {us}"]]


def test_we_refuse_calls_of_godot_that_are_not_permitted_in_a_line_each_and_the_game_goes_on(two, rpc_log):
    two = two()
    a, b = two.ours.game.get_node("A"), two.ours.game.get_node("A/B")
    us, them = two.our_id, two.id
    a.set_network_master(them, False)
    b.set_network_master(us, False)
    two.order(f'get_node("A").set_network_master({them}, false)')
    two.order(f'get_node("A/B").set_network_master({us}, false)')
    two.take()
    rpc_log()
    for node, call, name, argument, why in (
        ("A", "rpc_id", "f_none", 1, "is not declared open"),
        ("A", "rpc_id", "f_remoet", 1, "Did you mean"),
        ("A", "rpc_id", "set_process", False, "own, and not declared open"),
        ("A", "rpc_id", "__init__", 1, "not declared open"),
        ("A", "rpc_id", "f_master", 1, f"for the node's master, which is peer {them}"),
        ("A/B", "rpc_id", "f_puppet", 1, f"only the node's master, peer {us}"),
        ("A", "rset_id", "v_none", 1, "is not declared open"),
        ("A", "rset_id", "values", 1, "not declared open"),
        ("A", "rset_id", "name", "X", "own, and not declared open"),
        ("A", "rset_id", "v_master", 1, f"for the node's master, which is peer {them}"),
        ("A/B", "rset_id", "v_puppet", 1, f"only the node's master, peer {us}"),
    ):
        two.order(f'get_node("{node}").{gd(call, us, name, argument)}')
        assert two.take() == [[], []]
        (line,) = rpc_log()
        did = "called" if call == "rpc_id" else "set"
        assert line.startswith(f"Peer {them} {did} '{name}' on "), line
        assert why in line
    two.order(f'get_node("A").{gd("rpc", "f_remote", "goes on")}')
    assert two.take() == [[f"/root/Main/A f_remote(goes on) from {them}"], []]
    assert rpc_log() == []


def test_wrong_numbers_of_arguments_are_told_of_and_right_ones_arrive(two, rpc_log):
    two = two()
    us, them = two.our_id, two.id
    two.take()
    rpc_log()
    for arguments in ((), (1,), (1, 2), (1, 2, 3)):
        two.ours.game.rpc("f_two", *arguments)
        two.order(gd("rpc", "f_two", *arguments))
    ours, godot = two.take()
    assert ours == [f"/root/Main f_two(1, unset) from {them}", f"/root/Main f_two(1, 2) from {them}"]
    assert godot == [f"/root/Main f_two(1, unset) from {us}", f"/root/Main f_two(1, 2) from {us}"]
    (line,) = rpc_log()
    assert re.match(rf"Peer {them} called .*f_two with arguments that it cannot take: ", line)
    two.wait_for_error("f_two': Method expected 1 arguments, but called with 0.")
    two.wait_for_error("f_two': Method expected 2 arguments, but called with 3.")


def test_calls_of_a_node_that_is_missing_at_the_other_end_are_told_of(two, rpc_log):
    two = two()
    two.take()
    rpc_log()
    mine = two.ours.game.get_node("A/B/C")
    mine.name = "Mine"
    mine.rpc("f_remote", 1)
    mine.rset("v_remote", 1)
    two.order('get_node("A/B/C").rpc("f_remote", 1)')
    assert two.take() == [[], []]
    (line,) = rpc_log()
    assert line.startswith(f"Peer {two.id} called the node 'Main/A/B/C', which is not here.")
    two.wait_for_error("Failed to get path from RPC: Main/A/B/Mine.")
    # By then both ends know the numbers of the paths.
    mine.rpc("f_remote", 2)
    two.order('get_node("A/B/C").rpc("f_remote", 2)')
    assert two.take() == [[], []]
    two.wait_for_error("Failed to get cached path from RPC: Main/A/B/Mine.")
    mine.name = "C"
    mine.rpc("f_remote", 3)
    two.order('get_node("A/B/C").rpc("f_remote", 3)')
    assert two.take() == [
        [f"/root/Main/A/B/C f_remote(3) from {two.id}"],
        [f"/root/Main/A/B/C f_remote(3) from {two.our_id}"],
    ]


def test_a_puppet_takes_calls_of_its_master_alone_also_from_client_to_client(world, rpc_log):
    server = world.server()
    first, second = world.godot_client(server), world.godot_client(server)
    a, b = world.id_of(first), world.id_of(second)
    world.wait_for(first, f"Peer {b} is here, {sorted([1, b])}")
    world.wait_for(second, f"Peer {a} is here, {sorted([1, a])}")
    server.game.set_network_master(a)
    for id in (a, b):
        server.game.rpc_id(id, "do", f"set_network_master({a})")
    for id in (a, b):
        server.game.rpc_id(id, "do", gd("rpc", "f_puppetsync", "hello"))
        server.game.rpc_id(id, "do", gd("rpc", "f_mastersync", "hello"))
        server.game.rpc_id(id, "do", gd("rpc", "f_remote", "end"))
        for end in (server, first, second):
            if end is not {a: first, b: second}[id]:
                world.wait_for(end, f"/root/Main f_remote(end) from {id}")
    said = "/root/Main {}({}) from {}".format
    assert server.heard == [
        said("f_puppetsync", "hello", a),
        said("f_remote", "end", a),
        said("f_remote", "end", b),
    ]
    assert heard(first) == [
        said("f_puppetsync", "hello", a),
        said("f_mastersync", "hello", a),
        said("f_mastersync", "hello", b),
        said("f_remote", "end", b),
    ]
    assert heard(second) == [
        said("f_puppetsync", "hello", a),
        said("f_remote", "end", a),
        said("f_puppetsync", "hello", b),
        said("f_mastersync", "hello", b),
    ]
    assert [line.partition(" on ")[0] for line in rpc_log()] == [
        f"Peer {b} called 'f_puppetsync'",
        f"Peer {b} called 'f_mastersync'",
    ]


# -- Arguments ------------------------------------------------------------------------------------

VALUES = [
    (0, None),
    (1, True),
    (1, False),
    (2, 0),
    (2, -1),
    (2, 2**31 - 1),
    (2, -(2**31)),
    (2, 2**31),
    (2, 2**63 - 1),
    (2, -(2**63)),
    (3, 0.5),
    (3, 0.1),
    (3, -1e30),
    (3, float("inf")),
    (4, ""),
    (4, "hello"),
    (4, "Grüße, 世界 🎮👩‍🚀"),
    (4, 'line\nline\t"quoted" \\'),
    (5, Vector2(1.5, -2)),
    (6, Rect2(1, 2, 3.5, 4)),
    (7, Vector3(1.5, -2, 0.25)),
    (8, Transform2D(Vector2(1, 2), Vector2(3, 4), Vector2(5, 6))),
    (9, Plane(Vector3(0, 1, 0), 2.5)),
    (10, Quat(0.5, -0.5, 0.5, 0.5)),
    (11, AABB(Vector3(1, 2, 3), Vector3(4, 5, 6))),
    (12, Basis(Vector3(1, 2, 3), Vector3(4, 5, 6), Vector3(7, 8, 9))),
    (13, Transform(Basis(Vector3(1, 2, 3), Vector3(4, 5, 6), Vector3(7, 8, 9)), Vector3(10, 11, 12))),
    (14, Color(0.25, 0.5, 0.75, 1)),
    (15, NodePath("A/B")),
    (15, NodePath("/root/Main:position:x")),
    (15, NodePath("")),
    (18, {}),
    (18, {"a": 1, 2: "b", None: [1, 2], Vector2(1, 2): {"deep": {"deeper": [True, None]}}}),
    (19, []),
    (19, [None, True, 1, 2.5, "x", [Vector3(1, 2, 3), [[[]]]], {"k": Color(1, 0, 0, 1)}]),
    (20, PoolByteArray()),
    (20, PoolByteArray(range(256))),
    (21, PoolIntArray([1, -2, 2**31 - 1])),
    (22, PoolRealArray([0.5, -0.25])),
    (23, PoolStringArray(["", "a", "bcd", "🎮"])),
    (24, PoolVector2Array([Vector2(1, 2), Vector2(3, 4)])),
    (25, PoolVector3Array([Vector3(1, 2, 3)])),
    (26, PoolColorArray([Color(1, 0.5, 0, 1)])),
]


def test_arguments_of_every_type_go_to_godot_and_come_back_equal(two):
    two = two()
    two.take()
    for _, value in VALUES:
        assert two.ours.game.rpc("echo", value, var2str(value)) == OK
    two.meet("all")
    assert len(two.ours.game.echoes) == len(VALUES)
    for (number, value), (back, type_in_godot, is_same) in zip(VALUES, two.ours.game.echoes, strict=True):
        assert (type(back), back) == (type(value), value)
        assert (type_in_godot, is_same) == (number, True), value


def test_many_arguments_go_to_godot_and_from_godot_in_one_call(two):
    two = two()
    values = [[1, 2.5, "a"], {"k": [True, None]}]
    two.ours.game.rpc("f_two", *values)
    two.order(f'rpc_id({two.our_id}, "f_two", [1, "b", Vector2(1, 2)], {{"k": PoolByteArray([1, 255])}})')
    ours, godot = two.take()
    received = [1, "b", Vector2(1, 2)], {"k": PoolByteArray([1, 255])}
    assert ours == [f"/root/Main f_two({received[0]}, {received[1]}) from {two.id}"]
    assert godot == [f"/root/Main f_two([1, 2.5, a], {{k:[True, Null]}}) from {two.our_id}"]


def test_an_object_of_godot_arrives_as_its_number(two):
    two = two()
    two.order(f'rpc_id({two.our_id}, "echoed", self, get_instance_id(), "")')
    two.meet("sent")
    ((encoded, number, _),) = two.ours.game.echoes
    assert type(encoded).__name__ == "EncodedObjectAsID"
    assert encoded.object_id == number


# -- Bytes, much, and many ------------------------------------------------------------------------


def test_bytes_go_both_ways_beside_the_calls(two):
    two = two()
    api = two.ours.tree.multiplayer
    for data in (b"\0", b"\x04\x04", bytes(range(256)) * 100):
        assert api.send_bytes(data) == OK
        two.order(f"get_tree().multiplayer.send_bytes(PoolByteArray({list(data[:300])}), {two.our_id})")
        two.world.wait_for(two.godot, f"Packet {data.hex()} from {two.our_id}")
        two.world.wait_for(two.ours, f"Packet {data[:300].hex()} from {two.id}")
    assert two.take() == [[], []]


def test_bytes_of_a_godot_client_reach_another_through_our_server(world):
    server = world.server()
    first, second = world.godot_client(server), world.godot_client(server)
    a, b = world.id_of(first), world.id_of(second)
    world.wait_for(first, f"Peer {b} is here, {sorted([1, b])}")
    send = "get_tree().multiplayer.send_bytes(PoolByteArray([{}]), {})".format
    server.game.rpc_id(a, "do", send("1, 2, 3", b))
    server.game.rpc_id(a, "do", send("4, 5, 6", 0))
    world.wait_for(second, f"Packet 040506 from {a}")
    world.wait_for(server, f"Packet 040506 from {a}")
    assert [line for line in second.lines if line.startswith("Packet")] == [
        f"Packet 010203 from {a}",
        f"Packet 040506 from {a}",
    ]
    assert [line for line in server.lines if line.startswith("Packet")] == [f"Packet 040506 from {a}"]


def test_a_large_argument_arrives_whole(two):
    two = two()
    two.ours.game.rpc("length", "x" * 60_000)
    two.order(f'repeat({two.our_id}, 60000, "y")')
    assert two.take() == [
        [f"/root/Main length(60000) from {two.id}"],
        [f"/root/Main length(60000) from {two.our_id}"],
    ]


MANY = 10_000


@pytest.mark.parametrize("reliable", [True, False], ids=["reliable", "unreliable"])
def test_ten_thousand_calls_at_once_arrive_in_order_both_ways(two, reliable):
    two = two(ROOMY)
    call = two.ours.game.rpc_id if reliable else two.ours.game.rpc_unreliable_id
    for number in range(MANY):
        assert call(two.id, "count", number, MANY) == OK
    two.order(gd("flood" if reliable else "flood_unreliable", two.our_id, MANY))
    two.world.wait_for(two.godot, f"/root/Main counted {MANY}, in order True from {two.our_id}")
    counted = two.ours.game.counted
    two.world.wait_until(lambda: len(counted.get(two.id, ())) >= MANY, f"{MANY} calls")
    assert counted == {two.id: list(range(MANY))}


BURST, LOAD = 6_000, 2_000
"""Calls in one frame and bytes in each: more than the system keeps for a socket."""


def test_a_burst_far_beyond_the_output_limits_arrives_whole_and_in_order_both_ways(two):
    two = two()
    two.godot.send_signal(signal.SIGSTOP)  # it is busy with a frame of its own
    for number in range(BURST):
        assert two.ours.game.rpc_id(two.id, "count", number, BURST, "x" * LOAD) == OK
    two.godot.send_signal(signal.SIGCONT)
    two.order(gd("flood", two.our_id, BURST, LOAD))
    two.world.wait_for(two.godot, f"/root/Main counted {BURST}, in order True from {two.our_id}")
    counted = two.ours.game.counted
    two.world.wait_until(lambda: len(counted.get(two.id, ())) >= BURST, f"{BURST} calls")
    assert counted == {two.id: list(range(BURST))}


def test_who_joins_may_be_told_more_than_the_output_limits_in_one_frame(world):
    server = world.server()
    client = world.godot_client(server)
    id = world.id_of(client)
    client.send_signal(signal.SIGSTOP)
    for number in range(100):
        assert server.game.rpc("count", number, 100, "x" * 60_000) == OK
    client.send_signal(signal.SIGCONT)
    world.wait_for(client, "/root/Main counted 100, in order True from 1")
    assert f"Peer {id} is gone, []" not in server.lines


def test_thousands_of_calls_of_a_godot_client_reach_another_through_our_server(world):
    server = world.server(ROOMY)
    buffers = ",".join(map(str, ROOMY))
    first, second = (world.godot_client(server, BUFFERS=buffers) for _ in range(2))
    a, b = world.id_of(first), world.id_of(second)
    world.wait_for(first, f"Peer {b} is here, {sorted([1, b])}")
    server.game.rpc_id(a, "do", gd("flood", b, MANY))
    world.wait_for(second, f"/root/Main counted {MANY}, in order True from {a}")
    assert server.game.counted == {}


def test_calls_of_the_last_frame_of_our_server_reach_a_godot_client_before_it_hears_of_the_end(world, python):
    for _ in range(3):
        server = python("tests/interop/programs/farewell.py")
        port = server.wait_for_line(r"Listening on (\d+)")[1]
        client = world.godot(URL=f"ws://localhost:{port}", FIRST='rpc_id(1, "finish")', DROP=1)
        world.wait_for(client, "Failed")
        assert server.wait_for_end() == 0
        assert "/root/Main counted 50, in order True from 1" in client.lines


# -- Leaving, and being sent away -----------------------------------------------------------------


def test_a_godot_client_that_leaves_and_comes_again_is_a_new_peer_and_plays_on(world):
    server = world.server()
    first, second = world.godot_client(server), world.godot_client(server)
    a, b = world.id_of(first), world.id_of(second)
    world.wait_for(first, f"Peer {b} is here, {sorted([1, b])}")
    node = server.game.get_node("A/B")
    for word in ("one", "two"):  # the second call by the number of the path
        node.rpc("f_remote", word)
        world.wait_for(first, f"/root/Main/A/B f_remote({word}) from 1")
    first.lines.clear()
    server.game.rpc_id(a, "do", 'call_deferred("leave_and_return")')
    world.wait_for(server, f"Peer {a} is gone, [{b}]")
    world.wait_for(second, f"Peer {a} is gone, [1]")
    again = world.id_of(first)
    assert again not in (a, b)
    assert server.lines[-1] == f"Peer {again} is here, {sorted([b, again])}"
    for word in ("three", "four"):
        node.rpc("f_remote", word)
        for program in (first, second):
            world.wait_for(program, f"/root/Main/A/B f_remote({word}) from 1")
        server.game.rpc_id(again, "do", f'get_node("A").{gd("rpc", "f_remote", word)}')
        for end in (server, second):
            world.wait_for(end, f"/root/Main/A f_remote({word}) from {again}")


def test_a_client_of_ours_that_leaves_and_comes_again_is_a_new_peer_and_plays_on(world):
    server = world.godot_server()
    client = world.client(server.port)
    before = world.id_of(client)
    node = client.game.get_node("A/B")
    for word in ("one", "two"):
        node.rpc("f_remote", word)
        client.game.rpc_id(1, "do", f'get_node("A").{gd("rpc", "f_remote", word)}')
        world.wait_for(client, f"/root/Main/A f_remote({word}) from 1")
    client.lines.clear()
    client.peer.disconnect_from_host()
    world.wait_for(client, "Server is gone")
    world.wait_for(server, f"Peer {before} is gone, []")
    assert client.tree.get_network_connected_peers() == []
    world.connect(client, server.port)
    after = world.id_of(client)
    assert after != before
    for word in ("three", "four"):
        assert node.rpc("f_remote", word) == OK
        client.game.rpc_id(1, "do", f'get_node("A").{gd("rpc", "f_remote", word)}')
        world.wait_for(client, f"/root/Main/A f_remote({word}) from 1")
    assert heard(server) == [
        f"/root/Main/A/B f_remote({word}) from {id}"
        for id, words in ((before, ("one", "two")), (after, ("three", "four")))
        for word in words
    ]


def test_a_godot_client_that_our_server_sends_away_hears_why_and_the_others_play_on(world):
    server = world.server()
    first, second = world.godot_client(server), world.godot_client(server)
    a, b = world.id_of(first), world.id_of(second)
    world.wait_for(second, f"Peer {a} is here, {sorted([1, a])}")
    server.game.rpc_id(a, "f_remote", "the last words")
    world.wait_for(first, "/root/Main f_remote(the last words) from 1")
    server.peer.disconnect_peer(a, 4001, "be nice")
    # Godot's client says "connection failed" whatever ends the connection.
    world.wait_for(first, "Failed")
    assert first.lines[-3:] == [
        "/root/Main f_remote(the last words) from 1",
        "Asked to close, code 4001, reason 'be nice'",
        "Failed",
    ]
    world.wait_for(server, f"Peer {a} is gone, [{b}]")
    world.wait_for(second, f"Peer {a} is gone, [1]")
    server.game.rpc("f_remote", "on we play")
    world.wait_for(second, "/root/Main f_remote(on we play) from 1")


def test_a_client_of_ours_that_a_godot_server_sends_away_hears_why(world):
    server = world.godot_server()
    first, second = world.client(server.port), world.client(server.port)
    a = world.id_of(first)
    world.wait_for(second, f"Peer {a} is here, {sorted([1, a])}")
    asked = first.tree.watch(first.peer.server_close_request)
    second.game.rpc_id(1, "do", f'peer.disconnect_peer({a}, 4001, "be nice")')
    world.wait_for(first, "Server is gone")
    asked.assert_emitted(4001, "be nice", times=1)
    assert "Failed" not in first.lines
    world.wait_for(second, f"Peer {a} is gone, [1]")
    second.game.rpc_id(1, "do", gd("rpc", "f_remote", "on we play"))
    world.wait_for(second, "/root/Main f_remote(on we play) from 1")
    assert first.heard == []


def test_godot_clients_hear_that_our_server_stops(world):
    server = world.server()
    programs = [world.godot_client(server) for _ in range(2)]
    ids = [world.id_of(program) for program in programs]
    world.wait_until(lambda: len(server.lines) == 2, "second client")
    server.game.rpc("f_remote", "good night")
    for program in programs:
        world.wait_for(program, "/root/Main f_remote(good night) from 1")
    server.peer.stop()
    for program in programs:
        world.wait_for(program, "Failed")
        assert program.lines[-3:] == [
            "/root/Main f_remote(good night) from 1",
            "Asked to close, code 1000, reason ''",
            "Failed",
        ]
    assert server.tree.get_network_connected_peers() == []
    gone = [line.partition(",")[0] for line in server.lines[2:]]
    assert sorted(gone) == sorted(f"Peer {id} is gone" for id in ids)


@pytest.mark.parametrize("ending", ["stops", "quits", "dies"])
def test_our_clients_hear_that_their_godot_server_is_gone_however_it_went(world, ending):
    server = world.godot_server()
    clients = [world.client(server.port) for _ in range(2)]
    ids = [world.id_of(client) for client in clients]
    world.wait_for(clients[0], f"Peer {ids[1]} is here, {sorted([1, ids[1]])}")
    if ending == "stops":
        clients[0].game.rpc_id(1, "do", 'peer.call_deferred("stop")')
    elif ending == "quits":
        clients[0].game.rpc_id(1, "do", 'get_tree().call_deferred("quit")')
    else:
        server.kill()
    for client in clients:
        world.wait_for(client, "Server is gone")
        assert client.lines.count("Server is gone") == 1
        assert client.lines[-1] == "Server is gone"
        assert client.tree.get_network_connected_peers() == []
        assert client.peer.get_connection_status() == client.peer.CONNECTION_DISCONNECTED


def test_a_client_of_ours_fails_to_connect_where_nobody_listens(world, free_port):
    client = world.client(free_port)
    world.wait_for(client, "Failed")
    assert client.lines == ["Failed"]
    assert client.tree.get_network_connected_peers() == []


def test_a_client_of_ours_fails_to_connect_to_a_godot_server_that_takes_nobody(world):
    client = world.client(world.godot_server(REFUSE="yes").port)
    world.wait_for(client, "Failed")
    assert client.lines == ["Failed"]


def test_a_godot_client_fails_to_connect_to_our_server_that_takes_nobody(world):
    server = world.server()
    server.tree.refuse_new_network_connections = True
    client = world.godot_client(server)
    world.wait_for(client, "Failed")
    assert client.lines == ["Failed"]
    assert server.lines == []


def test_calls_to_a_peer_that_has_left_say_so_and_go_nowhere(world, rpc_log):
    server = world.server()
    first, second = world.godot_client(server), world.godot_client(server)
    a, b = world.id_of(first), world.id_of(second)
    world.wait_for(second, f"Peer {a} is here, {sorted([1, a])}")
    first.kill()
    world.wait_for(server, f"Peer {a} is gone, [{b}]")
    world.wait_for(second, f"Peer {a} is gone, [1]")
    assert server.game.rpc_id(a, "f_remote", 1) == ERR_INVALID_PARAMETER
    assert server.game.rset_id(-a, "v_remote", 1) == ERR_INVALID_PARAMETER
    lines = rpc_log()
    assert [line.partition(" on ")[0] for line in lines] == ["rpc('f_remote')", "rset('v_remote')"]
    assert all(f"there is no peer {a}" in line for line in lines)
    server.game.rpc("f_remote", 2)
    world.wait_for(second, "/root/Main f_remote(2) from 1")
    assert heard(second) == ["/root/Main f_remote(2) from 1"]


def test_a_godot_client_that_hangs_is_closed_for_what_waits_for_it_and_the_others_play_on(world, caplog):
    server = world.server()
    first, second = world.godot_client(server), world.godot_client(server)
    a, b = world.id_of(first), world.id_of(second)
    world.wait_for(second, f"Peer {a} is here, {sorted([1, a])}")
    first.send_signal(signal.SIGSTOP)
    text = "x" * 50_000
    sent = 0
    clock, shift = server.tree.clock, 0.0
    server.tree.clock = lambda: clock() + shift

    def send():
        nonlocal sent, shift
        shift += 0.1
        if second.lines.count("/root/Main length(50000) from 1") == sent:
            sent += 1
            server.game.rpc("length", text)
        return f"Peer {a} is gone, [{b}]" in server.lines

    world.wait_until(send, "end of the client that hangs")
    server.game.rpc("f_remote", "on we play")
    world.wait_for(second, "/root/Main f_remote(on we play) from 1")
    assert sent > 1
    assert f"client {a} is closed: " in caplog.text
    lengths = [line for line in heard(second) if "length" in line]
    assert lengths == ["/root/Main length(50000) from 1"] * sent
    assert f"Peer {a} is gone, [1]" in second.lines


# -- Who may come in, and how much a client may send ----------------------------------------------


def test_a_godot_client_with_the_token_in_its_headers_or_its_url_comes_in_and_no_other(world):
    server = world.server(authenticator=token_authenticator("s3cret"))
    refused = [
        world.godot_client(server),
        world.godot_client(server, HEADERS="Authorization: Bearer wrong"),
        world.godot_client(server, "/play?token=wrong"),
    ]
    for program in refused:
        world.wait_for(program, "Failed")
        assert program.lines == ["Failed"]
    assert server.lines == []
    welcome = [
        world.godot_client(server, HEADERS="X-Other: 1|Authorization: Bearer s3cret"),
        world.godot_client(server, "/play?level=2&token=s3cret"),
    ]
    ids = [world.id_of(program) for program in welcome]
    server.game.rpc("f_remote", "welcome")
    for program in welcome:
        world.wait_for(program, "/root/Main f_remote(welcome) from 1")
    assert server.tree.get_network_connected_peers() == sorted(ids)
    assert server.peer.get_peer_path(ids[1]) == "/play?level=2&token=s3cret"
    assert server.peer.get_peer_headers(ids[0])["x-other"] == "1"


def test_the_godot_client_that_is_one_too_many_fails_until_a_place_is_free(world):
    server = world.server(max_clients=2)
    first, second = world.godot_client(server), world.godot_client(server)
    a, b = world.id_of(first), world.id_of(second)
    one_too_many = world.godot_client(server)
    world.wait_for(one_too_many, "Failed")
    assert one_too_many.lines == ["Failed"]
    assert server.tree.get_network_connected_peers() == sorted([a, b])
    server.peer.disconnect_peer(a)
    world.wait_for(server, f"Peer {a} is gone, [{b}]")
    third = world.godot_client(server)
    c = world.id_of(third)
    world.wait_for(second, f"Peer {c} is here, {sorted([1, c])}")


def test_a_godot_client_that_floods_our_server_is_closed_and_the_others_play_on(world):
    server = world.server(ROOMY)
    server.peer.set_rate_limit(500)
    flooder = world.godot_client(server, BUFFERS=",".join(map(str, ROOMY)))
    other = world.godot_client(server)
    a, b = world.id_of(flooder), world.id_of(other)
    world.wait_for(other, f"Peer {a} is here, {sorted([1, a])}")
    now = server.tree.clock()
    server.tree.clock = lambda: now
    server.game.rpc_id(a, "do", gd("flood", 1, MANY))
    world.wait_for(flooder, "Asked to close, code 1008, reason 'more than 500 messages a second'")
    world.wait_for(flooder, "Failed")
    world.wait_for(server, f"Peer {a} is gone, [{b}]")
    world.wait_for(other, f"Peer {a} is gone, [1]")
    assert len(server.game.counted.get(a, ())) <= 1000
    server.game.rpc_id(b, "do", gd("rpc_id", 1, "f_remote", "still here"))
    world.wait_for(server, f"/root/Main f_remote(still here) from {b}")
    server.game.rpc("f_remote", "on we play")
    world.wait_for(other, "/root/Main f_remote(on we play) from 1")
